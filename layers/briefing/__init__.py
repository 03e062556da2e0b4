"""Briefings: what is said of a choice of projects, and the pictures drawn of it.

`compose` makes a `Brief` without a drawing library. Pictures are drawn with matplotlib, by
`layers.briefing.drawing` (`draw`) and `layers.briefing.writing` (`render` to bytes, `write` to a
file), which are imported by whoever draws.
"""

from __future__ import annotations

from layers.briefing.composing import compose
from layers.briefing.model import (
    Appendix,
    Approval,
    Beside,
    Brief,
    BriefOptions,
    Entry,
    Figure,
    Layout,
    Mark,
    Region,
    Scope,
    Source,
)
from layers.briefing.single import shade_value
from layers.briefing.sizes import DEFAULT_SIZE, SIZES, Size, size_named

__all__ = [
    "DEFAULT_SIZE",
    "SIZES",
    "Appendix",
    "Approval",
    "Beside",
    "Brief",
    "BriefOptions",
    "Entry",
    "Figure",
    "Layout",
    "Mark",
    "Region",
    "Scope",
    "Size",
    "Source",
    "compose",
    "shade_value",
    "size_named",
]
