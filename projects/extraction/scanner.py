"""Finding the words of a long table in a text in one quick pass.

`re` tries every branch of an alternation at every character. A scanner sorts the branches by the
characters they can begin with, so that most characters cost nothing and the others a few branches.
What it finds is what `re.finditer` would find with the branches joined by "|".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Scanner", "branches", "first_chars"]

_OPENING = re.compile(r"\?(?::|P<\w+>|<?[=!])")
_LOOK = ("(?=", "(?!", "(?<=", "(?<!")
_DIGITS = frozenset("0123456789")
_ANY = frozenset({""})  # no character is empty: it stands for all of them


class _Pattern:
    """Reads a regular expression as far as its first characters go."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self, count: int = 1) -> str:
        self._at += count
        return self._pattern[self._at - count : self._at]

    def alternation(self) -> tuple[frozenset[str], bool]:
        """Return the characters a match can begin with, and whether it can be empty."""
        first, empty = self._sequence()
        while self._peek() == "|":
            self._take()
            more, nothing = self._sequence()
            first, empty = first | more, empty or nothing
        return first, empty

    def _sequence(self) -> tuple[frozenset[str], bool]:
        first: frozenset[str] = frozenset()
        empty = True
        while self._peek() not in ("", "|", ")"):
            more, nothing = self._atom()
            nothing = self._repeat() or nothing
            first, empty = (first | more if empty else first), empty and nothing
        return first, empty

    def _repeat(self) -> bool:
        """Pass a quantifier; say whether it allows none."""
        sign = self._peek()
        if sign == "{":
            sign = self._take(self._pattern.index("}", self._at) + 1 - self._at)
        elif sign in ("?", "*", "+") and sign:
            self._take()
        else:
            return False
        if self._peek() == "?":
            self._take()
        return sign in ("?", "*") or sign.startswith(("{0", "{,"))

    def _atom(self) -> tuple[frozenset[str], bool]:
        sign = self._take()
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class(), False
        if sign in ("$", "^"):
            return frozenset(), True
        if sign == "\\":
            return self._escape(), False
        return (_ANY if sign == "." else frozenset(sign)), False

    def _group(self) -> tuple[frozenset[str], bool]:
        look = any(self._pattern.startswith(mark, self._at - 1) for mark in _LOOK)
        if self._peek() == "?":
            opening = _OPENING.match(self._pattern, self._at)
            self._take(len(opening[0]) if opening else 0)
        first, empty = self.alternation()
        self._take()
        return (frozenset(), True) if look else (first, empty)

    def _escape(self) -> frozenset[str]:
        sign = self._take()
        if sign == "d":
            return _DIGITS
        return _ANY if sign.isalpha() else frozenset(sign)

    def _class(self) -> frozenset[str]:
        out: set[str] = set()
        while (sign := self._take()) != "]":
            if sign == "^":
                out |= _ANY
            elif sign == "\\":
                out |= self._escape()
            elif self._peek() == "-" and self._pattern[self._at + 1] != "]":
                last = self._take(2)[1]
                out |= {chr(code) for code in range(ord(sign), ord(last) + 1)}
            else:
                out.add(sign)
        return frozenset(out)


def first_chars(pattern: str) -> frozenset[str]:
    """Return the characters a match of `pattern` can begin with.

    Raises
    ------
    ValueError
        A match can be empty or begin with any character.
    """
    first, empty = _Pattern(pattern).alternation()
    if empty or first & _ANY:
        msg = f"{pattern}: can match nothing, or begin with any character"
        raise ValueError(msg)
    return first


def branches(pattern: str) -> list[str]:
    """Return the alternatives that a pattern's outermost "|" part."""
    out, depth, start, escaped = [], 0, 0, False
    for i, sign in enumerate(pattern):
        if not escaped:
            depth += (sign in "([") - (sign in ")]")
            if sign == "|" and depth == 0:
                out.append(pattern[start:i])
                start = i + 1
        escaped = sign == "\\" and not escaped
    return [*out, pattern[start:]]


class Scanner:
    """Finds the words of a table of patterns, by key; earlier rows and alternatives win."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._branches = [
            (key, branch, first_chars(branch))
            for key, pattern in patterns.items()
            for branch in branches(pattern)
        ]
        firsts = sorted({c for *_, first in self._branches for c in first})
        self._starts = re.compile(f"[{re.escape(''.join(firsts))}]")
        self._beginning: dict[str, re.Pattern[str]] = {}

    def _at(self, char: str) -> re.Pattern[str]:
        """Return the pattern of the words that can begin with a character."""
        pattern = self._beginning.get(char)
        if pattern is None:
            keyed: dict[str, list[str]] = {}
            for key, branch, first in self._branches:
                if char in first:
                    keyed.setdefault(key, []).append(branch)
            groups = (f"(?P<{key}>{'|'.join(found)})" for key, found in keyed.items())
            pattern = self._beginning[char] = re.compile("|".join(groups))
        return pattern

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Yield the words between two offsets, leftmost first, not overlapping.

        A match's `lastgroup` is the key of its row.
        """
        end = len(text) if end is None else end
        reached = start
        beginning = self._beginning
        for candidate in self._starts.finditer(text, start, end):
            at = candidate.start()
            if at < reached:
                continue
            char = candidate[0]
            match = (beginning.get(char) or self._at(char)).match(text, at, end)
            if match:
                yield match
                reached = match.end()

    def sub(self, replacement: str, text: str) -> str:
        """Return `text` with each word replaced."""
        out, last = [], 0
        for match in self.finditer(text):
            out += [text[last : match.start()], replacement]
            last = match.end()
        return "".join([*out, text[last:]])
