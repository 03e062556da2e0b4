"""Plain text: UTF-8, GB 18030 or marked UTF-16; line ends as they are, byte-order mark dropped."""

from __future__ import annotations

import re

from projects.errors import DocumentError

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
        msg = f"{where}: is not text (it holds NUL bytes). Save the plan as a .txt file in UTF-8."
        raise DocumentError(msg)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        cut = exc.start > len(data) - _LONGEST_CHARACTER
        if cut and not data[: exc.start].isascii():
            msg = f"{where}: ends in the middle of a character. Fetch the whole file again."
            raise DocumentError(msg) from exc
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as exc:
        msg = f"{where}: is neither UTF-8 nor GB18030 text. Save it as UTF-8 and try again."
        raise DocumentError(msg) from exc


def _sixteen(data: bytes, where: str) -> str:
    """Return the text of UTF-16 bytes, as a Windows editor's "Unicode" is."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as exc:
        msg = f"{where}: begins as UTF-16 and breaks off. Fetch the whole file again."
        raise DocumentError(msg) from exc
    if "\0" in text:
        msg = f"{where}: is not text (it holds NUL bytes). Save the plan as a .txt file in UTF-8."
        raise DocumentError(msg)
    return text


def read(data: bytes, where: str) -> str:
    """Return the text of a text file; one full of control characters is refused."""
    text = decode(data, where)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        msg = f"{where}: is not text (control characters). Save the plan as a .txt file in UTF-8."
        raise DocumentError(msg)
    return text
