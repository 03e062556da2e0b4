"""The files a plan can come in: one row of READERS for each suffix.

A reader takes a file's bytes and gives its text; it imports its library when it is called. A new
format is one module beside these and one row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.formats import docx, page, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["READERS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a sort of file is read.

    `read(data, where)` gives the text of a file's bytes and raises `DocumentError`; `where` is the
    file's name for the message. `markup` says that the text holds Markdown's marks, `largest` how
    many MB a file may have: pictures make a Word file large, nothing makes a text of 20 MB a plan.
    """

    read: Callable[[bytes, str], str]
    markup: bool = False
    largest: int = 20


_PLAIN, _MARKDOWN = Format(plain.read), Format(plain.read, markup=True)
_HTML, _DOCX = Format(page.read), Format(docx.read, largest=100)

READERS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": _PLAIN,
        ".text": _PLAIN,
        ".md": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".docx": _DOCX,
    }
)
