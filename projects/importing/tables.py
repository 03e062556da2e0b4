"""Tables as their files hold them: one row of READERS for each suffix.

A reader opens a file and gives its rows one by one, so that a table may be larger than memory. A
new format (a workbook, a layer with its own coordinates) is one module beside csvtable.py and one
row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.errors import TableError
from projects.importing.csvtable import open_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from projects.importing.records import Table

__all__ = ["READERS", "open_table"]


@dataclass(frozen=True, slots=True)
class _Format:
    """How a sort of file is opened; raises `TableError` with one line."""

    open: Callable[[Path], Table]


_CSV = _Format(open_csv)

READERS: Mapping[str, _Format] = MappingProxyType({".csv": _CSV, ".tsv": _CSV, ".txt": _CSV})


def open_table(path: Path) -> Table:
    """Open a table by its suffix.

    Raises
    ------
    TableError
        The file is missing, a folder, of a format that is not read, or no table.
    """
    format_ = READERS.get(path.suffix.lower())
    if format_ is None:
        known = ", ".join(READERS)
        what = f"format {path.suffix}" if path.suffix else "a file without suffix"
        message = f"{path}: {what} is not imported. Save the table as one of {known}."
        raise TableError(message)
    try:
        return format_.open(path)
    except OSError as exc:
        message = f"{path}: cannot be read ({exc.strerror}). Check its name and rights."
        raise TableError(message) from exc
