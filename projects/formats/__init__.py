"""The files a plan can come in: one row of READERS for each suffix.

A reader takes a file's bytes and gives its text; it imports its library when it is called. A new
format is one module beside these and one row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.formats import plain
from projects.formats.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["READERS", "Contents", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a sort of file is read.

    `read(data, where)` gives what a file's bytes hold and raises `DocumentError`; `where` is the
    file's name for the message. `sort` is what `sorts.recognise` calls it. `markup` says that the
    text holds Markdown's marks, `largest` how many MB a file may have, None for as many as the
    settings allow: nothing makes a text of 20 MB a plan. What a library takes apart is read in a
    process of its own (`apart`).
    """

    read: Callable[[bytes, str], Contents]
    sort: str = "text"
    markup: bool = False
    largest: int | None = 20
    apart: bool = False


def _plain(data: bytes, where: str) -> Contents:
    return Contents(plain.read(data, where))


def _page(data: bytes, where: str) -> Contents:
    from projects.formats.page import read

    return Contents(read(data, where))


def _docx(data: bytes, where: str) -> Contents:
    from projects.formats.docx import contents

    return contents(data, where)


def _pdf(data: bytes, where: str) -> Contents:
    from projects.formats.pdf import contents

    return contents(data, where)


_PLAIN, _MARKDOWN = Format(_plain), Format(_plain, markup=True)
_HTML = Format(_page, "html", apart=True)
_WORD = Format(_docx, "docx", largest=None, apart=True)
_PORTABLE = Format(_pdf, "pdf", largest=None, apart=True)

READERS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": _PLAIN,
        ".text": _PLAIN,
        ".md": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".docx": _WORD,
        ".docm": _WORD,
        ".pdf": _PORTABLE,
    }
)
