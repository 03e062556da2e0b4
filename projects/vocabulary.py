"""The words of plans in general: none of them identifies a project or a place."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

import rjieba

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["begins_common", "is_common", "is_listed", "jargon"]

_MIN_WORD = 2


@cache
def _words() -> frozenset[str]:
    text = files("projects").joinpath("vocabulary.txt").read_text(encoding="utf-8")
    return frozenset(text.partition("\n")[2].split())


def is_listed(word: str) -> bool:
    """Whether `word` itself is in the list."""
    return word in _words()


@cache
def is_common(word: str) -> bool:
    """Whether plans use `word` in general, or it is made of two such words."""
    words = _words()
    if word in words:
        return True
    cuts = range(_MIN_WORD, len(word) - 1)
    return any(word[:i] in words and word[i:] in words for i in cuts)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:_MIN_WORD] for word in _words())


def begins_common(text: str) -> bool:
    """Whether a word `text` begins with can be a common one: told without cutting it into words."""
    return text[:_MIN_WORD] in _beginnings()


@cache
def jargon() -> re.Pattern[str]:
    """Return a pattern of the general words that the segmenter takes for single characters."""
    words = [word for word in _words() if not word.isascii()]
    split = {w for w in words if len(rjieba.cut(w, False)) > 1}  # noqa: FBT003 - positional-only
    # A longer word that holds one is passed over whole: 储气罐 is not 储气 and a name's 罐.
    longer = {w for w in words if any(part in split for part in _parts(w))}
    return re.compile("|".join(sorted(split | longer, key=len, reverse=True)))


def _parts(word: str) -> Iterator[str]:
    """Yield what of a word is at least two characters long, itself apart."""
    for start, end in combinations(range(len(word) + 1), 2):
        if _MIN_WORD <= end - start < len(word):
            yield word[start:end]
