"""What every page has: title, filter, stamp, and at the foot sources, date and what it must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.briefing.fonts import TITLE
from layers.briefing.sheet import ALERT, FAINT, GREY, INK, Box, Sheet, Style
from layers.briefing.words import bounds_line

if TYPE_CHECKING:
    from layers.briefing.model import Brief

__all__ = ["MARGIN", "draw_frame"]

MARGIN = 26.0
"""Points of a screen page left on every side."""

_TITLE, _SUBTITLE, _FOOT = 26.0, 11.5, 8.8
_LEAST_TITLE = 15.0
_FOOT_LINES = 2


def draw_frame(sheet: Sheet, brief: Brief, *, page: str = "") -> Box:
    """Draw head and foot; returns what is left between them. `page` says which page it is."""
    top = _head(sheet, brief)
    bottom = _foot(sheet, brief, page)
    m = MARGIN * sheet.u
    return Box(m, bottom, sheet.width - m, top)


def _head(sheet: Sheet, brief: Brief) -> float:
    u, m = sheet.u, MARGIN * sheet.u
    room = sheet.width - 2 * m - _stamp(sheet, brief)
    size = _TITLE * u
    while size > _LEAST_TITLE * u and sheet.faces.width(brief.title, size, TITLE) > room:
        size *= 0.95
    title = sheet.faces.cut(brief.title, size, room, TITLE)
    y = sheet.height - m - 0.86 * _TITLE * u
    sheet.text(m, y, title, Style(size, INK, role=TITLE, bold=True, name="title"))
    size = _SUBTITLE * u
    y -= 1.72 * size
    subtitle = sheet.faces.cut(brief.subtitle, size, sheet.width - 2 * m)
    sheet.text(m, y, subtitle, Style(size, GREY, name="subtitle"))
    y -= 0.75 * size
    sheet.line((m, sheet.width - m), (y, y), color=INK, linewidth=1.2 * u)
    return y - 8 * u


def _stamp(sheet: Sheet, brief: Brief) -> float:
    """Stamp what nobody has checked; returns the room it takes."""
    if not brief.stamp:
        return 0.0
    u, size = sheet.u, 12.5 * sheet.u
    said = f"{brief.stamp}  ({brief.check_line})"
    wide = sheet.faces.width(said, size) + 18 * u
    m = MARGIN * u
    y1 = sheet.height - m + 2 * u
    box = Box(sheet.width - m - wide, y1 - 24 * u, sheet.width - m, y1)
    sheet.rect(box, facecolor="none", edgecolor=ALERT, linewidth=1.4 * u)
    style = Style(size, ALERT, ha="center", name="stamp")
    sheet.text(box.middle[0], box.middle[1] - 0.36 * size, said, style)
    return wide + 16 * u


def _foot(sheet: Sheet, brief: Brief, page: str) -> float:
    """Write sources to the left and notices to the right; returns the top of the foot."""
    u, m, size = sheet.u, MARGIN * sheet.u, _FOOT * sheet.u
    notices = list(brief.notices)
    right = max(sheet.faces.width(line, 1.12 * size) for line in notices)
    room = sheet.width - 2 * m - right - 28 * u
    sources = sheet.faces.wrapped(brief.source_line, size, room)
    if len(sources) > _FOOT_LINES:
        rest = sheet.faces.cut(sources[_FOOT_LINES - 1] + "…", size, room - 90 * u)
        whole = "全部见附录" if sheet.has_appendix else f"共 {len(brief.sources):,} 份文件"
        sources = [*sources[: _FOOT_LINES - 1], f"{rest.rstrip('…')}… {whole}"]
    edition = brief.boundaries.edition
    told = "; ".join(
        part for part in (brief.status_line, brief.check_line, brief.date_line, page) if part
    )
    bounds = bounds_line(edition)
    lines = [*sources, sheet.faces.cut(f"{told}; {bounds}", size, room)]
    height = sheet.lines_height(len(lines), size)
    top = m + height
    sheet.lines(m, top, lines, Style(size, GREY, name="foot"))
    y = m + sheet.lines_height(len(notices), 1.12 * size)
    style = Style(1.12 * size, ALERT, ha="right", bold=True, name="notice")
    sheet.lines(sheet.width - m, y, notices, style)
    line = max(top, y) + 6 * u
    sheet.line((m, sheet.width - m), (line, line), color=FAINT, linewidth=0.8 * u)
    return line + 8 * u
