"""What is handed on beside a picture, timed after import on a city of the sample.

Every format is made three times; the least processor time counts, so that other work on the
machine does not. The picture inside the slides is told apart, since it is most of them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geo.boundaries import Boundaries
from geo.divisions import Divisions
from geo.models import Adcode
from layers.briefing import BriefOptions, compose
from layers.briefing.fonts import faces
from layers.briefing.writing import render_map
from layers.handouts.formats import FORMATS, Handout, make
from layers.handouts.slides import slides
from projects.registry import Registry
from projects.settings import Settings
from tools.bare_slides import bare, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["BARS", "main"]

ROOT = Path(__file__).resolve().parent.parent
CITY = Adcode("370800")
BARS: Mapping[str, float] = {".pptx": 3.0}
"""The most processor time, seconds."""
_REPEATS = 3


def least(work: Callable[[], object]) -> float:
    """Return the least processor time of some runs, seconds, after one that warms up."""
    work()
    found = []
    for _ in range(_REPEATS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> int:
    """Measure and print; 1 if a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sample").symlink_to(ROOT / "data" / "sample")
        with Registry.open(settings=Settings(data=folder)) as registry:
            holdings = registry.holdings()
    options = BriefOptions(places=(CITY,))
    brief = compose(holdings, Divisions.load(), Boundaries.load(), options)
    print(f"\nHanded on: one city, {brief.projects} projects; processor time after import")
    missed = 0
    handout = Handout(brief, holdings)
    for suffix, row in FORMATS.items():
        seconds = least(partial(make, suffix, handout))
        size = len(make(suffix, handout)) >> 10
        bar = BARS.get(suffix)
        held = "" if bar is None else f"  {'ok' if seconds <= bar else 'MISSED'}: at most {bar} s"
        missed += bar is not None and seconds > bar
        print(f"  {row.label:<14} {seconds:6.2f} s {size:6,} KB{held}")
    _beside_the_bare(handout)
    return int(missed > 0)


def _beside_the_bare(handout: Handout) -> None:
    """Time the slides without their picture beside python-pptx's own way to the same shapes."""
    brief, opened = handout.brief, faces(handout.fonts)
    picture = render_map(brief)
    ours = least(lambda: slides(brief, picture, faces=opened))
    shown = pieces(slides(brief, picture, faces=opened))
    theirs = least(lambda: bare(shown))
    count = Counter(piece.kind for slide in shown for piece in slide)
    told = ", ".join(f"{count[kind]} {kind}s" for kind in ("table", "chart", "picture"))
    print(f"  slides, the map drawn before {ours:6.2f} s")
    print(
        f"  the same {told} by python-pptx alone {theirs:6.2f} s: ours takes × {ours / theirs:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
