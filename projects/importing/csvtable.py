"""CSV as office programs write it: UTF-8 or GB18030, with commas, semicolons or tabs.

Quoting is taken strictly (RFC 4180): a quotation mark that is never closed would swallow the rows
behind it, so it is refused with its line.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from projects.formats.refusals import table_refusal
from projects.importing.records import Record, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.errors import TableError

__all__ = ["CsvTable", "open_csv"]

_CHUNK = 1 << 20
_BOM = codecs.BOM_UTF8
_ENCODINGS = {"utf-8": "UTF-8", "gb18030": "GB18030"}
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_LOOKED_AT = 30
_LONGEST_CELL = 1_000_000
_TOO_LONG = f"a cell of more than {_LONGEST_CELL:,} characters"
_SHOWN = 1000
_UNCLOSED, _LARGE = "unexpected end of data", "field larger than field limit"


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file's bytes, told apart (see `records.Table`); `where` names it in messages."""

    where: str
    data: bytes
    encoding: str
    delimiter: str
    sha256: str
    length: int

    @property
    def format(self) -> str:
        """Say how the file is read."""
        return f"{_ENCODINGS[self.encoding]}, {_DELIMITERS[self.delimiter]}"

    @property
    def hidden(self) -> tuple[str, ...]:
        """Return no names: a CSV file has one sheet."""
        return ()

    @property
    def text(self) -> str:
        """Return the file decoded, which records' offsets point into."""
        return _opened(self.data, self.encoding).read()

    @property
    def margins(self) -> tuple[str, ...]:
        """Return no texts: nothing stands outside the rows."""
        return ()

    def sheets(self) -> Iterator[Sheet]:
        """Yield the one sheet, which has no name."""
        yield Sheet("", self.records())

    def records(self) -> Iterator[Record]:
        """Yield the rows that are not empty.

        Raises
        ------
        TableError
            At a row whose quotation marks are broken; it names the line.
        """
        with _opened(self.data, self.encoding) as file:
            lines = _Counted(file)
            rows = csv.reader(lines, delimiter=self.delimiter, strict=True)
            while True:
                line, start, fault = lines.number + 1, lines.end, ""
                try:
                    cells = next(rows, None)
                except csv.Error as exc:
                    if not _is_one_row(str(exc), lines, line):
                        raise self._broken(str(exc), line, lines.number) from exc
                    cells, fault = self._begun(lines.last), _TOO_LONG
                if cells is None:
                    return
                if fault or any(cell.strip() for cell in cells):
                    stripped = tuple(cell.strip() for cell in cells)
                    yield Record(line, start, lines.end, stripped, fault)

    def _begun(self, line: str) -> list[str]:
        """Return the cells with which a line begins, so that its row can be told."""
        return next(csv.reader([line[:_SHOWN]], delimiter=self.delimiter))

    def _broken(self, said: str, first: int, last: int) -> TableError:
        if said.startswith((_UNCLOSED, _LARGE)):
            how = f"not closed within {_LONGEST_CELL:,} characters"
            how = "never closed" if said.startswith(_UNCLOSED) else how
            told = f": a quotation mark is opened there and {how}. Close or double it."
            return table_refusal(self.where, "csv_quotes", line=first, said=told)
        behind = f" (read up to line {last})" if last > first else ""
        told = f"{behind}: broken quotation marks ({said}). Double those inside a cell."
        return table_refusal(self.where, "csv_quotes", line=first, said=told)


def open_csv(data: bytes, where: str) -> CsvTable:
    """Find out how a file is written; it is read once from end to end for that.

    Raises
    ------
    TableError
        If it is empty or no text.
    """
    csv.field_size_limit(_LONGEST_CELL)
    encoding, sha256, length = _told(data, where)
    with _opened(data, encoding) as file:
        head = list(islice(file, _LOOKED_AT))
    if not any(line.strip(" \t\r\n,;") for line in head) and length == sum(map(len, head)):
        raise table_refusal(where, "csv_empty")
    return CsvTable(where, data, encoding, _delimiter(head), sha256, length)


def _told(data: bytes, where: str) -> tuple[str, str, int]:
    """Return the encoding, the SHA-256 of the text in UTF-8 and its length."""
    for encoding in _ENCODINGS:
        try:
            return encoding, *_measured(data, where, encoding)
        except UnicodeDecodeError:
            continue
    raise table_refusal(where, "csv_encoding")


def _measured(data: bytes, where: str, encoding: str) -> tuple[str, int]:
    decoder = codecs.getincrementaldecoder(encoding)()
    digest, length = hashlib.sha256(), 0
    with io.BytesIO(data) as file:
        first = file.read(len(_BOM))
        chunk = b"" if first == _BOM else first
        while True:
            chunk += file.read(_CHUNK)
            if b"\0" in chunk:
                raise table_refusal(where, "csv_nul")
            text = decoder.decode(chunk, final=not chunk)
            digest.update(text.encode())
            length += len(text)
            if not chunk:
                return digest.hexdigest(), length
            chunk = b""


def _opened(data: bytes, encoding: str) -> TextIO:
    bare = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(io.BytesIO(data), encoding=bare, newline="")


class _Counted:
    """Lines with their number and where in the text the last one ended."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.number = self.end = 0
        self.last = ""

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        self.last = next(self._file)
        self.number += 1
        self.end += len(self.last)
        return self.last


def _is_one_row(said: str, lines: _Counted, first: int) -> bool:
    """Tell whether a row failed by a long cell alone and ends where its line does."""
    closed = lines.last.count('"') % 2 == 0
    return said.startswith(_LARGE) and lines.number == first and closed


def _delimiter(head: list[str]) -> str:
    """Return the sign that parts the most rows into cells, and these into the most."""
    head = [line for line in head if len(line) <= _LONGEST_CELL]

    def parted(sign: str) -> tuple[int, int]:
        try:
            rows = [len(cells) for cells in csv.reader(head, delimiter=sign)]
        except csv.Error:
            return 0, 0
        return sum(width > 1 for width in rows), max(rows, default=0)

    return max(_DELIMITERS, key=parted)
