"""What a table's file gives: its rows with where they stand, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Table(Protocol):
        """A table's file.

        `sha256` is that of its text and recognises it again, `length` is in characters. `format`
        says for people how it was read ("GB18030, tab").
        """

        @property
        def sha256(self) -> str: ...
        @property
        def length(self) -> int: ...
        @property
        def format(self) -> str: ...

        def records(self) -> Iterator[Record]:
            """Yield the rows that are not empty, the header and lines above it among them."""


__all__ = ["Record"]


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `line` is where it begins, counted from 1; `start` and `end` are characters.

    `fault` says why its cells cannot be had whole, else "".
    """

    line: int
    start: int
    end: int
    cells: tuple[str, ...]
    fault: str = ""
