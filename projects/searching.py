"""Search as one types: words in any script, and the initials of their pinyin (新化 by xh)."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from projects.script import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]

__all__ = ["Haystack", "folded", "words_of"]

_INITIALS = re.compile("[a-z]{2,}")
_CODE_POINTS = 0x110000
_END = "\n"


class Haystack:
    """Texts that are searched together.

    Parameters
    ----------
    texts
        What each thing is found by; they are folded here.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: Sequence[str] = [folded(text) for text in texts]

    def __len__(self) -> int:
        return len(self._texts)

    def having(self, word: str) -> Bools:
        """Tell which texts hold a word of `words_of`; shape (texts,).

        A word of Latin letters also finds Chinese text by the initials of its pinyin.
        """
        found = np.zeros(len(self), dtype=bool)
        for form in {word, simplify(word)}:
            # Of short texts this is several times as quick as one search through all of them.
            found |= np.fromiter((form in text for text in self._texts), bool, len(self))
        if _INITIALS.fullmatch(word):
            found |= self._spelt(word)
        return found

    def _spelt(self, word: str) -> Bools:
        """Tell which texts hold characters in a row whose pinyin begins with these letters."""
        whole, starts = self._whole
        found = np.zeros(len(self), dtype=bool)
        if len(whole) < len(word):
            return found
        room = len(whole) - len(word) + 1
        here = np.ones(room, dtype=bool)
        for offset, letter in enumerate(word):
            here &= self._beginning(letter)[whole[offset : offset + room]]
        found[np.searchsorted(starts, np.flatnonzero(here), side="right") - 1] = True
        return found

    @cached_property
    def _points(self) -> npt.NDArray[np.uint32]:
        """The code points of all texts, each with an end, so that no word reaches beyond it."""
        joined = "".join(f"{text}{_END}" for text in self._texts)
        return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @cached_property
    def _alphabet(self) -> Rows:
        """The characters there are, by code point."""
        there = np.zeros(_CODE_POINTS, dtype=bool)
        there[self._points] = True
        return np.flatnonzero(there)

    @cached_property
    def _whole(self) -> tuple[Rows, Rows]:
        """All characters, as places in `_alphabet`; and where each text starts."""
        places = np.zeros(_CODE_POINTS, dtype=np.int64)
        places[self._alphabet] = np.arange(len(self._alphabet))
        lengths = np.fromiter((len(text) + 1 for text in self._texts), np.int64, len(self))
        return places[self._points], np.cumsum(lengths) - lengths

    @cached_property
    def _letters(self) -> list[frozenset[str]]:
        return [_initials_of(chr(point)) for point in self._alphabet.tolist()]

    def _beginning(self, letter: str) -> Bools:
        """Tell of each character whether it is a letter or its pinyin begins with it."""
        own = (
            letter in letters or chr(point) == letter
            for point, letters in zip(self._alphabet.tolist(), self._letters, strict=True)
        )
        return np.fromiter(own, bool, len(self._alphabet))


def words_of(query: str) -> list[str]:
    """Return the words of what was typed, all of which are to be found."""
    return folded(query).replace("\0", " ").split()


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
