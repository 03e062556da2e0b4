"""Search as one types: words in any script, and the initials of their pinyin (新化 by xh)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from projects.script import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Haystack", "folded"]

_BREAK = "\0"
_INITIALS = re.compile("[a-z]{2,}")


class Haystack:
    """Texts that are searched together, so that a word costs one pass over all of them.

    Parameters
    ----------
    texts
        What each project is found by; `folded` makes them alike.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [text.replace(_BREAK, " ") for text in texts]

    @cached_property
    def _whole(self) -> str:
        return _BREAK.join(self._texts)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(text) + 1 for text in self._texts)
        return [0, *accumulate(lengths)][:-1]

    def __len__(self) -> int:
        return len(self._texts)

    def marked(self, query: str) -> bytearray:
        """Return a byte for each text: 1 where all words of the query occur in it, else 0.

        A word of Latin letters also finds Chinese text by the initials of its pinyin.
        """
        found = bytearray(b"\1") * len(self)
        for word in folded(query).replace(_BREAK, " ").split():
            here = bytearray(len(self))
            for form in {word, simplify(word)}:
                # Of short texts this is several times as quick as one search through all of them.
                there = bytearray([form in text for text in self._texts])
                here = bytearray(map(max, here, there)) if any(here) else there
            if _INITIALS.fullmatch(word):
                self._mark(here, self._initials(word))
            found = bytearray(map(min, found, here))
        return found

    def _mark(self, marks: bytearray, positions: Iterator[int]) -> None:
        for position in positions:
            marks[bisect_right(self._starts, position) - 1] = 1

    def _initials(self, word: str) -> Iterator[int]:
        letters = self._letters
        if any(letter not in letters for letter in word):
            return
        pattern = re.compile("".join(f"[{re.escape(letters[letter])}]" for letter in word))
        at = 0
        while match := pattern.search(self._whole, at):
            yield match.start()
            nearest = self._whole.find(_BREAK, match.end())
            if nearest < 0:
                return
            at = nearest

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        """Return letter → itself and the characters of these texts whose pinyin begins with it."""
        found: dict[str, set[str]] = {}
        for character in set(self._whole):
            for letter in _initials_of(character):
                found.setdefault(letter, {letter}).add(character)
        return {letter: "".join(sorted(own)) for letter, own in found.items()}


def folded(text: str) -> str:
    """Return text without the differences of width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=20_000)
def _initials_of(character: str) -> frozenset[str]:
    """Return the first letters of a character's readings; a reading of ü counts as v."""
    from pypinyin.pinyin_dict import pinyin_dict  # costs 0.1 s, and few searches are in Latin

    readings = pinyin_dict.get(ord(character), "")
    plain = unicodedata.normalize("NFD", readings)
    return frozenset(reading[0] for reading in plain.split(",") if reading[:1].isalpha())
