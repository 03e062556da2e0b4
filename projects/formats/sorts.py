"""What a file is, by its content: the first bytes, an OLE file's streams, a ZIP's directory.

Nothing is unpacked or parsed here, so that a hostile file is recognised as cheaply as any.
"""

from __future__ import annotations

import struct
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FITTING", "Sort", "recognise"]

Sort = str
"""One of text, html, docx, xlsx, pdf, which are read; or the key of a refusal (refusals.py)."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book\0", "xls"),
    ("PowerPoint Document", "ppt"),
)
_HEADS = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
)
_BITMAP = 26  # bytes of a bitmap's head; "BM" alone may begin a text
_PACKED = (
    (b"OFD.xml", "ofd"),
    (b"word/", "docx"),
    (b"xl/", "xlsx"),
    (b"ppt/", "ppt"),
    (b"content.xml", "odf"),
)
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_PDF_WITHIN, _PAGE_WITHIN = 1024, 4096
_PAGE = (b"<!doctype html", b"<html")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_TEXT = frozenset({"text", "html"})
FITTING: Mapping[str, frozenset[Sort]] = MappingProxyType(
    dict.fromkeys((".txt", ".text", ".md", ".html", ".htm", ".csv", ".tsv"), _TEXT)
    | {
        ".docx": frozenset({"docx"}),
        ".docm": frozenset({"docx"}),
        ".pdf": frozenset({"pdf"}),
        ".xlsx": frozenset({"xlsx"}),
        ".xlsm": frozenset({"xlsx"}),
    }
)
"""What a file of a suffix may be."""


def recognise(data: bytes) -> Sort:
    """Return what a file is by its bytes; "text" where nothing else fits."""
    if data.startswith(_OLE):
        streams = ((name.encode("utf-16-le"), sort) for name, sort in _STREAMS)
        return next((sort for name, sort in streams if name in data), "ole")
    if data.startswith(b"PK"):
        return _packed(data)
    if b"%PDF-" in data[:_PDF_WITHIN] and not _is_text(data):
        return "pdf"
    for head, sort in _HEADS:
        if data.startswith(head) and (head != b"BM" or _is_bitmap(data)):
            return sort
    if data[8:12] == b"WEBP" or data[4:12] in {b"ftypheic", b"ftypmif1"}:
        return "image"
    head = data[:_PAGE_WITHIN].lower()
    return "html" if any(mark in head for mark in _PAGE) else "text"


def _is_text(data: bytes) -> bool:
    """Whether a file that names a PDF's mark is a text about it."""
    return not data.lstrip(b"".join(_MARKS) + b"\0\r\n\t ").startswith(b"%PDF-") and (
        b"startxref" not in data[-_PDF_WITHIN:]
    )


def _is_bitmap(data: bytes) -> bool:
    return len(data) > _BITMAP and data[6:10] == b"\0\0\0\0"


def _packed(data: bytes) -> Sort:
    """Return what a ZIP holds by the names in its directory."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE > len(data):
        return "cut"
    size, start = struct.unpack_from("<II", data, end + 12)
    names = data[start : start + size]
    return next((sort for name, sort in _PACKED if name in names), "archive")
