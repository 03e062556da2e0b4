"""Islands and shoals that lie in no county polygon and are labelled as points."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.paths import DATA

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Island", "read_islands"]


@dataclass(frozen=True, slots=True)
class Island:
    """A point with a name; `lon`, `lat` in degrees, good for a label and no more."""

    name: str
    lon: float
    lat: float


def read_islands(path: Path | None = None) -> tuple[Island, ...]:
    """Read islands.csv.

    Raises
    ------
    DataError
        If the table is missing or has a row that cannot be read.
    """
    path = path or DATA / "boundaries" / "islands.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return tuple(Island(row["name"], float(row["lon"]), float(row["lat"])) for row in rows)
    except (OSError, KeyError, ValueError) as exc:
        message = f"{path}: the table of islands cannot be read ({exc}). Restore the file."
        raise DataError(message) from exc
