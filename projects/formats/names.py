"""File names as they are shown: a name is a text from outside, and never a path."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["shown_name", "shown_path", "suffix_of"]

_LONGEST = 120
_KEPT_AT_END = 30
_BETWEEN = re.compile(r"[/\\]")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_NAMELESS = "(unnamed)"


def shown_name(name: str) -> str:
    """Return the last part of a name, printable and on one line, at most 120 characters long."""
    last = next((part for part in reversed(_BETWEEN.split(name)) if part.strip(" .")), "")
    said = shown_path(last).strip() or _NAMELESS
    if len(said) <= _LONGEST:
        return said
    return f"{said[: _LONGEST - _KEPT_AT_END - 1]}…{said[-_KEPT_AT_END:]}"


def shown_path(path: str) -> str:
    """Return a path with what cannot be printed, or turns the line's direction, replaced."""
    return "".join(c if _is_plain(c) else "\ufffd" for c in path)


def suffix_of(name: str) -> str:
    """Return a name's suffix in lower case, "" where it has none."""
    last = _BETWEEN.split(name)[-1].rstrip()
    _, dot, suffix = last.rpartition(".")
    found = _SUFFIX.fullmatch(dot + suffix)
    return found[0].lower() if found else ""


def _is_plain(character: str) -> bool:
    return character == " " or unicodedata.category(character)[0] not in "CZ"
