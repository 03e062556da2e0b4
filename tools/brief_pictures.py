"""Draw the pictures of README and docs from the sample's plans: `make picture` runs this.

    python -m tools.brief_pictures [FOLDER]

They show cities alone and no map of the country.
"""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from geo.boundaries import Boundaries
from geo.divisions import Divisions
from layers.briefing import BriefOptions, Layout, compose
from layers.briefing.writing import render
from projects.sample import load_sample
from projects.selection import Holdings
from projects.settings import Settings

if TYPE_CHECKING:
    from geo.models import Adcode

__all__ = ["main"]

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
_WIDTH = 1280
_DAY = date(2026, 11, 20)
_ASKED = {
    "brief-city.png": (("370800",), None),
    "brief-county.png": (("441284",), None),
    "brief-comparison.png": (("140400", "370800", "431300", "420600", "441284"), None),
    "brief-ranking.png": (("370800",), Layout.RANKING),
}


def main() -> int:
    """Draw them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    found = load_sample(Settings().sample)
    projects = tuple(project for document in found for project in document.projects)
    held = Holdings(tuple(document.facts for document in found), projects)
    divisions, boundaries = Divisions.load(), Boundaries.load()
    for name, (codes, layout) in _ASKED.items():
        places: tuple[Adcode, ...] = tuple(divisions.get(code).adcode for code in codes)
        options = BriefOptions(layout=layout, places=places, made_on=_DAY)
        data = render(compose(held, divisions, boundaries, options), ".png")
        _small(data).save(folder / name, optimize=True)
        print(folder / name)
    return 0


def _small(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as picture:
        height = round(picture.height * _WIDTH / picture.width)
        # No palette: its colours would not be those the legend names.
        return picture.convert("RGB").resize((_WIDTH, height), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
