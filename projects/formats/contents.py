"""What a file's reader gives: the text, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Contents"]


@dataclass(frozen=True, slots=True)
class Contents:
    """A file's text.

    `margins` are texts that are no part of it: running heads and feet, for one. `pages` tells for
    a file with pages where each begins in the text, in characters; `unread` numbers, from 1,
    the pages that are pictures.
    """

    text: str
    margins: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
