"""The pages' one style sheet: constant, so that no text of a plan is ever part of markup.

Streamlit lets each element fade by itself while the page runs: some hundred layers for the browser
to put together, which cost more than the change that they were to tell of. Instead a line runs
along the page's head, and the totals fade, where a run takes longer than 0.6 seconds.
"""

from __future__ import annotations

__all__ = ["STYLE", "browse_style"]

STYLE = """<style>
[data-testid="stElementContainer"] { transition: none !important; opacity: 1 !important; }
[data-testid="stApp"]::before { content: ""; position: fixed; top: 0; left: 0; width: 25%;
  height: 3px; z-index: 999999; background: #1f4e79; transform: translateX(-101%); }
[data-testid="stApp"][data-test-script-state="running"]::before {
  animation: luotu-runs 1.4s linear 0.6s infinite; }
[data-testid="stApp"][data-test-script-state="running"] .st-key-headline { opacity: 0.5;
  transition: opacity 0.2s 0.6s; }
@keyframes luotu-runs { to { transform: translateX(401%); } }
[data-testid="stMainBlockContainer"] { padding: 3.6rem 1.2rem 1rem; max-width: none; }
[data-testid="stSidebarHeader"] { height: 2.4rem; padding-bottom: 0; margin-bottom: 0; }
[data-testid="stSidebar"] { min-width: 236px; max-width: 260px; }
[data-testid="stSidebarContent"] { padding: 0 0.3rem; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stMultiSelectTagsContainer"] input { min-width: 48px !important; }
.st-key-headline_figures { gap: 0.3rem 1.1rem; }
[data-testid="stText"] { font-family: inherit; font-size: 0.9rem; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.st-key-headline { gap: 0.3rem 1.1rem; border-bottom: 1px solid #e3e7eb; padding-bottom: 0.4rem; }
.st-key-headline [data-testid="stMetricValue"] { font-size: 0.95rem; font-weight: 600;
  line-height: 1.4; padding-bottom: 0; }
.st-key-headline [data-testid="stMetricLabel"] { min-height: 0; }
.st-key-headline [data-testid="stMetricLabel"] p { font-size: 0.78rem; color: #56626e; }
.st-key-map_box iframe { height: calc(100vh - 12.4rem) !important; min-height: 420px;
  border: 1px solid #cfd6dd; border-radius: 4px; }
.st-key-map_box { gap: 0.2rem; }
.st-key-side { height: calc(100vh - 12.4rem) !important; min-height: 420px; flex: none !important;
  overflow-y: auto !important; flex-wrap: nowrap !important; gap: 0.5rem; padding-right: 4px; }
.st-key-side > * { flex: none; }
.st-key-side:has(.st-key-details) { overflow: hidden !important; }
.st-key-side > :has(> .st-key-details) { flex: 0 1 auto; min-height: 0; display: flex; }
.st-key-details { overflow-y: auto !important; flex-wrap: nowrap !important; }
.st-key-side:has(.st-key-details) .st-key-beside_list { overflow-y: auto !important;
  max-height: calc((100vh - 12.4rem) * 0.22); flex-wrap: nowrap !important; }
.st-key-details > *, .st-key-beside_list > * { flex: none; }
.st-key-beside_list { gap: 0.4rem; }
.st-key-side:has(.st-key-project_table) { overflow: hidden !important; gap: 0.4rem; }
.st-key-side > :has(> .st-key-project_table) { flex: 1 1 0; min-height: 12rem; display: flex; }
.st-key-project_table { height: 100% !important; }
.st-key-project_table > *, .st-key-project_table [data-testid="stDataFrame"],
.st-key-project_table [data-testid="stFullScreenFrame"] { height: 100% !important; }
.st-key-project_table [data-testid="stDataFrameResizable"],
.st-key-project_table .stDataFrameGlideDataEditor { min-height: 0 !important; }
.st-key-side:has(.st-key-project_table) > :has(> .st-key-details) { max-height: 48%; }
.st-key-beside_list [data-testid="stButtonGroup"] button { padding: 0.2rem 0.5rem; }
.st-key-details { gap: 0.35rem; padding: 0.6rem 0.8rem; }
.st-key-details_name [data-testid="stText"] { font-size: 1.05rem; font-weight: 700; }
.st-key-details_name { gap: 0; }
.st-key-details [data-testid="stCaptionContainer"] { margin: 0.2rem 0 -1rem; }
.st-key-details [data-testid="stCaptionContainer"] p { font-weight: 600; font-size: 0.82rem; }
.st-key-close { margin-left: auto; }
[data-testid="stDialog"]:has(.st-key-form_foot) > div { overflow: clip; }
[data-testid="stLayoutWrapper"]:has(> .st-key-form_foot) { position: sticky; bottom: 0;
  z-index: 5; background: #fff; }
[data-testid="stDialog"] :has(> .st-key-form_foot) { bottom: -2rem; padding-bottom: 0.4rem; }
.st-key-form_foot { border-top: 1px solid #cfd6dd; padding: 0.4rem 0 0.6rem; }
.st-key-form_foot [data-testid="stCaptionContainer"] p { margin: 0; }
.st-key-place_said, .st-key-place_off { padding: 0.4rem 0.7rem; }
.st-key-place_off { border-color: #b4540a; background: #fdf4ec; }
.st-key-edit_offers { gap: 0.4rem; margin-top: 0.5rem; }
.st-key-edit_offers button { padding: 0.1rem 0.6rem; min-height: 0; }
[class*="st-key-fields"] { gap: 0.15rem; }
[class*="st-key-fields"] [data-testid="stHorizontalBlock"] { flex-wrap: nowrap !important; }
[class*="st-key-fields"] [data-testid="stElementContainer"] { flex: 1 1 0; min-width: 0; }
[class*="st-key-fields"] [data-testid="stElementContainer"]:first-child { flex: none;
  box-sizing: border-box; padding-right: 0.5rem; }
[class*="st-key-fields"] [data-testid="stText"] { line-height: 1.45; }
[class*="st-key-fields"] [data-testid="stElementContainer"]:first-child [data-testid="stText"] * {
  color: #56626e; }
[class*="st-key-passage_"] { display: block !important; padding: 0.45rem 0.6rem;
  background: #f6f7f8; border-left: 3px solid #c9d3dc; line-height: 1.5; }
[class*="st-key-passage_"] * { display: inline !important; font-size: 0.9rem; line-height: 1.5; }
[class*="st-key-passage_"] [class*="st-key-run_plain"] * { color: #6a7580; }
[class*="st-key-run_sentence"] [data-testid="stText"] { background: #fff6d6; }
[class*="st-key-run_found"] [data-testid="stText"] { background: #ffdf6b; font-weight: 600; }
[class*="st-key-line_"] { flex-wrap: nowrap !important; align-items: baseline; }
[class*="st-key-line_"] > * { flex: none; }
[class*="st-key-line_"] > :has([data-testid="stText"]) { flex: 1 1 0; min-width: 0; }
[class*="st-key-line_"] button { white-space: nowrap; }
.st-key-no_text { padding: 0.4rem 0.6rem; background: #f6f7f8; border-left: 3px solid #c9d3dc; }
[class*="st-key-overlay_"] [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[class*="st-key-overlay_"] [data-testid="stFileUploaderDropzone"] { padding: 0.3rem;
  min-height: 0; }
[class*="st-key-overlay_"] [data-testid="stFileUploaderDropzone"] button { font-size: 0; }
[class*="st-key-overlay_"] [data-testid="stFileUploaderDropzone"] button * { display: none; }
[class*="st-key-overlay_"] [data-testid="stFileUploaderDropzone"] button::after {
  content: var(--luotu-browse); font-size: 0.9rem; }
[class*="st-key-overlay_row_"] { border-top: 1px solid #e3e7eb; padding-top: 0.3rem; }
.st-key-edition [data-testid="stText"] * { color: #6a7580; font-size: 0.875rem; }
.st-key-welcome { gap: 0.3rem; padding: 0.5rem 0.8rem; background: #eef4fa; }
.st-key-welcome [data-testid="stCaptionContainer"] { margin-bottom: -1rem; }
.luotu-bars { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 0.6rem; }
.luotu-class { font-size: 0.82rem; font-weight: 600; }
.luotu-bar { display: flex; height: 12px; margin-top: 3px; background: #f0f2f4;
  overflow: hidden; }
.luotu-piece { flex: none; box-sizing: border-box; max-width: 100%; background: var(--shade);
  border: 1px solid #fff; }
.luotu-hollow { background: #fff; border: 2px solid var(--shade); }
.luotu-said { color: #56626e; font-size: 0.8rem; line-height: 1.35; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-paper_"]) { display: none !important; }
@page { size: A4 landscape; margin: 10mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stExpandSidebarButton"], [data-testid="stSkipToContent"],
  [data-testid="stElementContainer"]:has([data-testid="stDataFrame"]),
  [data-testid="stSelectbox"], [data-testid="stButton"], [data-testid="stDownloadButton"],
  [data-testid="stButtonGroup"], [data-testid="stTooltipIcon"], [role="tablist"],
  [data-testid="stExpander"]:not(:has(details[open])), .st-key-welcome, .st-key-pick,
  .st-key-edition { display: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; }
  [data-testid="stVerticalBlock"] > * { margin-bottom: 0.35rem !important; }
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-paper_"]) { display: block !important; }
  .st-key-paper_head [data-testid="stText"] { font-size: 8.5pt; line-height: 1.35;
    overflow-wrap: normal; }
  .st-key-paper_head [data-testid="stText"] *::first-line { font-size: 12pt; font-weight: 700; }
  .st-key-headline { gap: 0.1rem 1rem; padding-bottom: 0.2rem; }
  .st-key-headline [data-testid="stMetricValue"] { font-size: 9pt; }
  [data-testid="stHorizontalBlock"]:has(.st-key-map_box) { display: block !important; }
  [data-testid="stColumn"]:has(.st-key-map_box), [data-testid="stColumn"]:has(.st-key-side) {
    width: 100% !important; }
  .st-key-map_box { break-after: page; }
  .st-key-map_box iframe { width: var(--luotu-wide) !important; min-height: 0; border: 0;
    height: var(--luotu-tall) !important; transform: scale(var(--luotu-zoom));
    transform-origin: 0 0; position: absolute; }
  .st-key-map_box [data-testid="stElementContainer"]:has(iframe) { position: relative;
    overflow: hidden; width: 100% !important;
    height: calc(var(--luotu-tall) * var(--luotu-zoom)) !important; }
  .st-key-side, .st-key-details, .st-key-beside_list { height: auto !important;
    max-height: none !important; overflow: visible !important; }
  .st-key-side { min-height: 0; }
  .luotu-paper { width: 100%; border-collapse: collapse; font-size: 8.5pt; line-height: 1.3; }
  .luotu-paper caption { text-align: left; font-weight: 700; padding: 2pt 0; }
  .luotu-paper thead { display: table-header-group; }
  .luotu-paper tr { break-inside: avoid; }
  .luotu-paper caption, .luotu-paper thead, .luotu-paper tbody tr:first-child {
    break-after: avoid; }
  .luotu-paper tbody tr:last-child { break-before: avoid; }
  .luotu-paper th, .luotu-paper td { border: 0.5pt solid #aab4bd; padding: 1.5pt 4pt;
    text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  .luotu-paper .luotu-short { white-space: nowrap; }
  .stElementContainer:has([data-testid="stCaptionContainer"]) { break-before: avoid; }
  .luotu-paper th { background: #f0f2f4; overflow-wrap: normal; }
  .luotu-paper .luotu-right { text-align: right; white-space: nowrap; }
  .luotu-paper th.luotu-right { white-space: normal; }
}
</style>"""


def browse_style(text: str) -> str:
    """Put the pages' own word on the button for files, which Streamlit has in English alone."""
    return f'<style>:root {{ --luotu-browse: "{text}"; }}</style>'
