"""The style of the page that adds a plan: constant, so that no text of a plan is part of it."""

from __future__ import annotations

__all__ = ["ADDING_STYLE"]

ADDING_STYLE = """<style>
.st-key-add_files [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
.st-key-add_files [data-testid="stFileUploaderDropzone"] { min-height: 5rem; }
.st-key-add_files [data-testid="stFileUploaderDropzone"] button { font-size: 0; }
.st-key-add_files [data-testid="stFileUploaderDropzone"] button * { display: none; }
.st-key-add_files [data-testid="stFileUploaderDropzone"] button::after {
  content: var(--luotu-browse); font-size: 0.9rem; }
[data-testid="stAlertContainer"] { padding: 0.35rem 0.8rem; }
.st-key-add_columns_rows { gap: 0.2rem; }
.st-key-add_columns_rows [data-testid="stHorizontalBlock"] { gap: 0.6rem; }
[class*="st-key-add_columnrow_no_"] [data-testid="stText"] { opacity: 0.6; }
[class*="st-key-add_columnrow_no_"] [data-baseweb="select"] > div { opacity: 0.6; }
.st-key-review_name [data-testid="stText"] { font-size: 1.05rem; font-weight: 700; }
.st-key-review_title [data-testid="stText"] { font-size: 1.05rem; font-weight: 700; }
.st-key-review_head [data-testid="stCaptionContainer"] { white-space: nowrap; }
.st-key-review_list [data-testid="stElementToolbar"] { top: auto; bottom: -2.6rem; }
.st-key-review_list [data-testid="stCaptionContainer"] { padding-right: 8.5rem; }
.st-key-review_item, .st-key-review_way, .st-key-review_decide { gap: 0.5rem; }
.st-key-review_way button, .st-key-add_brought button, .st-key-review_head button,
[class*="st-key-draft_"] button { min-height: 1.9rem; padding: 0 0.5rem; }
@media (min-width: 1000px) and (max-width: 1600px) {
  [data-testid="stSidebar"][data-collapsed="false"] {
    width: 220px !important; min-width: 220px !important; } }
</style>"""
