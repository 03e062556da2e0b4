"""What came to stand on a map: its legend and the list beside it are made from this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.briefing.blocks import Cell
    from layers.briefing.chart import Pen
    from layers.briefing.model import Entry

__all__ = ["Drawn", "Listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """What has no room on the map: `number` stands there for it, 0 where not even that has room."""

    number: int
    name: str
    cells: tuple[Cell, ...] = ()
    said: str = ""


@dataclass
class Drawn:
    """Symbols and lines on the map, projects named there, and what the list beside it has to name.

    `first` is the number the list begins with.
    """

    cells: list[Cell] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)
    unlabelled: list[Entry] = field(default_factory=list)
    lines: dict[str, Pen] = field(default_factory=dict)
    first: int = 1

    @property
    def next(self) -> int:
        """The number of the next in the list."""
        return self.first + sum(bool(item.number) for item in self.listed)

    def list(self, name: str, cells: tuple[Cell, ...], *, numbered: bool, said: str = "") -> None:
        """Put a place on the list beside the map."""
        self.listed.append(Listed(self.next if numbered else 0, name, cells, said))
