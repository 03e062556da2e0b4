"""What a table's file gives: its sheets, and their rows with where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Table(Protocol):
        """A table's file.

        `sha256` is that of its text and recognises it again, `length` is in characters. `format`
        says for people how it was read ("GB18030, tab"). `hidden` names sheets that are not
        shown and not read; `margins` are texts beside the rows.
        """

        @property
        def sha256(self) -> str: ...
        @property
        def length(self) -> int: ...
        @property
        def format(self) -> str: ...
        @property
        def text(self) -> str: ...
        @property
        def hidden(self) -> tuple[str, ...]: ...
        @property
        def margins(self) -> tuple[str, ...]: ...

        def sheets(self) -> Iterator[Sheet]:
            """Yield the sheets in order."""


__all__ = ["Record", "Sheet", "place_in_table", "sheet_of"]


def place_in_table(sheet: str, line: int) -> str:
    """Say where a row stands, as `Project.section` does; `sheet` is "" for a file's only one."""
    return f"{sheet} 第{line}行".lstrip()


def sheet_of(section: str) -> str:
    """Return the sheet that `place_in_table` named, "" for a file's only one."""
    return section.rpartition("第")[0].removesuffix(" ")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `line` is where it begins, counted from 1; `start` and `end` are characters.

    `fault` says why its cells cannot be had whole, else "". `filled` are the columns whose cell is
    merged with the one above.
    """

    line: int
    start: int
    end: int
    cells: tuple[str, ...]
    fault: str = ""
    filled: tuple[int, ...] = ()


class Sheet(NamedTuple):
    """A sheet: its name, "" for a file's only one, and its rows that are not empty.

    The header and the lines above it are among the rows.
    """

    name: str
    records: Iterator[Record]
