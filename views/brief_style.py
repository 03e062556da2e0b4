"""The style sheets of the page of briefings and of the briefing view: constant, as all of them."""

from __future__ import annotations

__all__ = ["BRIEF_STYLE", "VIEW_STYLE"]

BRIEF_STYLE = """<style>
.st-key-brief_preview img { border: 1px solid #cfd6dd; }
[data-testid="stCode"] code { font-family: inherit; font-size: 0.95rem; line-height: 1.7; }
</style>"""

VIEW_STYLE = """<style>
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stHeader"],
[data-testid="stToolbar"] { display: none !important; }
[data-testid="stMainBlockContainer"] { padding: 0.8rem 1.6rem 0.4rem; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.3rem; }
.st-key-view_head { align-items: baseline; gap: 0.2rem 1.4rem; border-bottom: 3px solid #1f4e79; }
.st-key-view_title [data-testid="stText"] * { font-size: clamp(1.6rem, 2.2vw, 2.7rem);
  font-weight: 700; line-height: 1.25; }
.st-key-view_subtitle [data-testid="stText"] * { font-size: 1.15rem; color: #4a5663; }
.st-key-view_stamp [data-testid="stText"] * { color: #8a1c1c; font-weight: 700; font-size: 1.1rem; }
.st-key-view_sums { gap: 0.5rem; height: calc(100vh - 9.8rem); overflow-y: auto; flex: none;
  flex-wrap: nowrap !important; }
.st-key-view_sums > * { flex: none; }
.st-key-view_sums [data-testid="stMetricValue"] { font-size: clamp(1.2rem, 1.35vw, 1.9rem);
  font-weight: 700; line-height: 1.25; padding-bottom: 0; white-space: normal; }
.st-key-view_sums [data-testid="stMetricValue"] * { white-space: normal; }
.st-key-view_sums [data-testid="stMetricLabel"] { min-height: 0; height: auto; }
.st-key-view_sums [data-testid="stMetricLabel"] * { white-space: normal; text-overflow: clip;
  overflow: visible; }
.st-key-view_sums [data-testid="stMetricLabel"] p { font-size: clamp(0.95rem, 1.1vw, 1.3rem);
  color: #4a5663; }
.st-key-view_total [data-testid="stMetricValue"] { font-size: clamp(1.35rem, 1.6vw, 2.4rem);
  color: #1f4e79; }
.st-key-view_foot { gap: 0; }
.st-key-view_foot [data-testid="stText"] { font-size: clamp(0.82rem, 0.85vw, 1rem);
  line-height: 1.35; }
.st-key-view_foot [data-testid="stText"] * { color: #4a5663; }
.st-key-view_notice [data-testid="stText"] * { color: #8a1c1c; font-weight: 700; }
.st-key-view_leave { margin-left: auto; }
.st-key-view_leave button { min-height: 0; padding: 0; color: #4a5663; }
.st-key-map_box iframe { height: calc((100vh - 9.8rem) / 1.12) !important; min-height: 300px;
  width: 100% !important; zoom: 1.12; }
@media (min-width: 1700px) {
  .st-key-map_box iframe { height: calc((100vh - 11.6rem) / 1.3) !important; zoom: 1.3; }
  .st-key-view_sums { height: calc(100vh - 11.6rem); }
}
</style>"""
