"""New areas that are run like a city or district and are none: 雄安新区, 横琴, 杨凌示范区.

They may be a plan's or a search's jurisdiction. One with a code of its own is a group of counties;
one without stands for the only county it lies in.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.models import Adcode

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NewArea", "read_new_areas"]


@dataclass(frozen=True, slots=True)
class NewArea:
    """One row of units.csv; `code` is None where official systems give it none."""

    name: str
    short_name: str
    code: Adcode | None
    counties: tuple[Adcode, ...]

    @property
    def scope(self) -> Adcode:
        """The code to search inside: its own, or its only county's."""
        return self.code or self.counties[0]


def read_new_areas(path: Path) -> list[NewArea]:
    """Read units.csv.

    Raises
    ------
    OSError, KeyError
        If the table is missing or lacks a column.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [
            NewArea(
                name=row["name"],
                short_name=row["short_name"],
                code=Adcode(row["code"]) if row["code"] else None,
                counties=tuple(map(Adcode, row["counties"].split(";"))),
            )
            for row in csv.DictReader(file)
        ]
