"""A file on its way in: its bytes, its name, and what it is; nothing of it is trusted.

A name is shown and never used as a path. What a file is, its content tells; its name has to agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.formats.names import shown_name, shown_path, suffix_of
from projects.formats.refusals import NAMES_OF_SORTS, REFUSALS, refusal
from projects.formats.sorts import FITTING, recognise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from projects.errors import DocumentError
    from projects.settings import Limits

__all__ = ["Incoming", "from_bytes", "from_path"]

_OLD = {
    ".doc": "doc", ".wps": "doc", ".xls": "xls", ".et": "xls", ".ppt": "ppt", ".dps": "ppt",
}  # fmt: skip
_RESAVED_AS = {"xls": "xlsx", "ole": "docx/xlsx"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file: `where` names it in messages, `name` in the registry, `suffix` is in lower case."""

    data: bytes
    where: str
    name: str
    suffix: str

    def sort(self, known: Collection[str]) -> str:
        """Return what the file is, one of text, html, docx, xlsx and pdf.

        Parameters
        ----------
        known
            The suffixes that are read here.

        Raises
        ------
        DocumentError
            It is of a sort that is not read, or not what its name says.
        """
        if not self.data:
            raise refusal(self.where, "empty")
        found = recognise(self.data)
        if found == "ole":  # its streams do not tell, but its name does
            found = _OLD.get(self.suffix, found)
        if found in REFUSALS:
            raise refusal(self.where, found, as_=_RESAVED_AS.get(found, "docx"))
        if found in FITTING.get(self.suffix, ()) and self.suffix in known:
            return found
        if found == "text" and self.suffix not in FITTING:
            raise self._unknown(known)
        if self.suffix in FITTING and self.suffix not in known:
            raise self._unknown(known)
        is_, is_zh, as_ = NAMES_OF_SORTS[found]
        raise refusal(self.where, "mismatch", is_=is_, is_zh=is_zh, as_=as_)

    def _unknown(self, known: Collection[str]) -> DocumentError:
        what = f"format {self.suffix}" if self.suffix else "a file without suffix"
        return refusal(self.where, "unknown", what=what, known=", ".join(sorted(known)))


def from_bytes(
    data: bytes, name: str, *, limits: Limits, smaller: Mapping[str, int] | None = None
) -> Incoming:
    """Take a file that was handed over; `smaller` are limits in MB of some suffixes.

    Raises
    ------
    DocumentError
        It is too large.
    """
    shown = shown_name(name)
    incoming = Incoming(data, shown, shown, suffix_of(name))
    _check_size(len(data), incoming.where, _most(incoming.suffix, limits, smaller))
    return incoming


def from_path(path: Path, *, limits: Limits, smaller: Mapping[str, int] | None = None) -> Incoming:
    """Read a file of this machine; one that is too large is refused unread.

    Raises
    ------
    DocumentError
        It is missing, a folder, cannot be read, or is too large.
    """
    where, suffix = shown_path(str(path)), suffix_of(path.name)
    try:
        if not path.exists():
            raise refusal(where, "missing")
        if not path.is_file():
            raise refusal(where, "folder")
        _check_size(path.stat().st_size, where, _most(suffix, limits, smaller))
        return Incoming(path.read_bytes(), where, shown_name(path.name), suffix)
    except OSError as exc:
        raise refusal(where, "unreadable", why=exc.strerror) from exc


def _most(suffix: str, limits: Limits, smaller: Mapping[str, int] | None) -> int:
    return min(limits.largest_mb, (smaller or {}).get(suffix, limits.largest_mb))


def _check_size(size: int, where: str, most: int) -> None:
    if size > most * 1_000_000:
        raise refusal(where, "large", size=size / 1e6, most=most)
