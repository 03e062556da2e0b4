"""The sums page's own style sheet: constant, as the pages' common one."""

from __future__ import annotations

__all__ = ["SUMS_STYLE"]

SUMS_STYLE = """<style>
.st-key-sums_switches [data-testid="stWidgetLabel"] { display: none; }
.st-key-sums_switches [data-testid="stCheckbox"] [data-testid="stWidgetLabel"] { display: flex; }
.st-key-sums_top { padding-top: 0.4rem; }
.st-key-sums_table_box [data-testid="stElementToolbar"] { display: none; }
.st-key-sums_top, .st-key-sums_switches { gap: 0.4rem 1rem; }
.st-key-sums_notes { gap: 0; }
.st-key-sums_notes [data-testid="stText"] * { color: #56626e; font-size: 0.82rem; }
.st-key-sums_behind_head [data-testid="stText"] { font-weight: 600; }
.st-key-sums_side .st-key-details { max-height: 440px; }
</style>"""
