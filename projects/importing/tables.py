"""Tables as their files hold them: one row of READERS for each suffix.

A reader takes a file's bytes and gives its rows one by one. A new format (a layer with its own
coordinates) is one module beside csvtable.py and one row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.formats.refusals import table_refusal
from projects.importing.csvtable import open_csv
from projects.importing.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from projects.importing.records import Table
    from projects.incoming import Incoming
    from projects.settings import Limits

__all__ = ["READERS", "open_table"]


@dataclass(frozen=True, slots=True)
class _Format:
    """How a sort of file is opened: its bytes, its name for messages, what it may take."""

    open: Callable[[bytes, str, Limits], Table]


def _csv(data: bytes, where: str, _limits: Limits) -> Table:
    return open_csv(data, where)


_CSV, _BOOK = _Format(_csv), _Format(open_workbook)

READERS: Mapping[str, _Format] = MappingProxyType(
    {".csv": _CSV, ".tsv": _CSV, ".txt": _CSV, ".xlsx": _BOOK, ".xlsm": _BOOK}
)


def open_table(incoming: Incoming, limits: Limits) -> Table:
    """Open a table by its suffix, where its content agrees.

    Raises
    ------
    TableError
        The suffix is not one of tables, or the file is no table.
    DocumentError
        It is not what its suffix says, of a sort that is not read, marked as secret, or takes too
        much to read.
    """
    format_ = READERS.get(incoming.suffix)
    if format_ is None:
        known = ", ".join(READERS)
        suffix = incoming.suffix
        what = f"format {suffix}" if suffix else "a file without suffix"
        raise table_refusal(incoming.where, "not_imported", what=what, known=known)
    incoming.sort(READERS)
    return format_.open(incoming.data, incoming.where, limits)
