"""Plain text: UTF-8, GB 18030 or marked UTF-16; line ends as they are, byte-order mark dropped."""

from __future__ import annotations

import re

from projects.formats.refusals import refusal

__all__ = ["decode", "read"]

_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL_SHARE = 0.01
_LONGEST_CHARACTER = 4  # bytes


def decode(data: bytes, where: str) -> str:
    """Return the text of UTF-8 or GB 18030 bytes, or of UTF-16 with a byte-order mark.

    Raises
    ------
    DocumentError
        They are neither, end inside a character, or hold NUL bytes.
    """
    if data.startswith(_UTF_16):
        return _sixteen(data, where)
    if b"\0" in data:
        raise refusal(where, "nul")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        cut = exc.start > len(data) - _LONGEST_CHARACTER
        if cut and not data[: exc.start].isascii():
            raise refusal(where, "half") from exc
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as exc:
        raise refusal(where, "encoding") from exc


def _sixteen(data: bytes, where: str) -> str:
    """Return the text of UTF-16 bytes, as a Windows editor's "Unicode" is."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as exc:
        raise refusal(where, "sixteen") from exc
    if "\0" in text:
        raise refusal(where, "nul")
    return text


def read(data: bytes, where: str) -> str:
    """Return the text of a text file; one full of control characters is refused."""
    text = decode(data, where)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise refusal(where, "control")
    return text
