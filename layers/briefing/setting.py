"""How matplotlib is set while a page is drawn or written, whatever a user's own settings are.

PDF: Type 3 fonts. matplotlib 3.11 writes them as text with a map to Unicode; as Type 42 it would
put the OpenType file into the place of a TrueType one, which some readers refuse. SVG: real text.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["settings"]

_ONE_AT_A_TIME = RLock()  # matplotlib's settings are the whole process's
_OURS: Any = {
    "pdf.fonttype": 3,
    "pdf.compression": 6,
    "svg.fonttype": "none",
    "svg.hashsalt": "luotu",
    "path.effects": [],
    "path.sketch": None,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "font.weight": "normal",
    "font.style": "normal",
    # Without hinting a letter is as wide as it was measured, and a halo fits it.
    "text.hinting": "no_hinting",
    "text.usetex": False,
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.2,
    "agg.path.chunksize": 0,
}


@contextmanager
def settings() -> Iterator[None]:
    """Draw within this."""
    from matplotlib import rc_context

    with _ONE_AT_A_TIME, rc_context(_OURS):
        yield
