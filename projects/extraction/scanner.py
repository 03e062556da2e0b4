"""Finding the words of a long table in a text in one quick pass.

`re` tries every branch of an alternation at every character. A scanner sorts the branches by the
characters they can begin with, so that most characters cost nothing and the others a few branches.
What it finds is what `re.finditer` would find with the branches joined by "|", but that a group
repeats at most eight times: else a text of 光储光储… would be read to its end at each of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Scanner", "beginnings", "branches"]

_OPENING = re.compile(r"\?(?::|P<\w+>|<?[=!])")
_LOOK = ("(?=", "(?!", "(?<=", "(?<!")
_UNBOUNDED = re.compile(r"(?<!\\)\)[*+]")
_DIGITS = frozenset("0123456789")
_ANY = "\0"  # stands for any character
_NOTHING = frozenset({""})
_REACH = 2


def _joined(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    """Return the beginnings of one thing that another follows."""
    short = [a for a in left if len(a) < _REACH]
    return frozenset(a for a in left if len(a) >= _REACH) | {
        (a + b)[:_REACH] for a in short for b in right
    }


class _Pattern:
    """Reads a regular expression as far as the first two characters of its matches go.

    A beginning that is shorter than two characters is a whole match.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self, count: int = 1) -> str:
        self._at += count
        return self._pattern[self._at - count : self._at]

    def branch(self) -> frozenset[str]:
        """Return the beginnings of the matches of a pattern without "|" of its own."""
        begins = _NOTHING
        while self._peek() and min(map(len, begins)) < _REACH:
            begins = _joined(begins, self._repeated(self._atom()))
        return begins

    def _alternation(self) -> frozenset[str]:
        begins = self._sequence()
        while self._peek() == "|":
            self._take()
            begins |= self._sequence()
        return begins

    def _sequence(self) -> frozenset[str]:
        begins = _NOTHING
        while self._peek() not in ("", "|", ")"):
            begins = _joined(begins, self._repeated(self._atom()))
        return begins

    def _repeated(self, begins: frozenset[str]) -> frozenset[str]:
        """Pass the quantifier behind an atom, and return the beginnings with it."""
        sign = self._peek()
        if sign == "{":
            sign = self._take(self._pattern.index("}", self._at) + 1 - self._at)
        elif sign and sign in "?*+":
            self._take()
        else:
            return begins
        if self._peek() == "?":
            self._take()
        if sign != "?":
            begins |= _joined(begins, begins)
        return begins | _NOTHING if sign in ("?", "*") or sign.startswith(("{0", "{,")) else begins

    def _atom(self) -> frozenset[str]:
        sign = self._take()
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class()
        if sign in ("$", "^"):
            return _NOTHING
        if sign == "\\":
            return self._escape()
        return frozenset(_ANY if sign == "." else sign)

    def _group(self) -> frozenset[str]:
        look = any(self._pattern.startswith(mark, self._at - 1) for mark in _LOOK)
        if self._peek() == "?":
            opening = _OPENING.match(self._pattern, self._at)
            self._take(len(opening[0]) if opening else 0)
        begins = self._alternation()
        self._take()
        return _NOTHING if look else begins

    def _escape(self) -> frozenset[str]:
        sign = self._take()
        if sign == "d":
            return _DIGITS
        return frozenset(_ANY if sign.isalpha() else sign)

    def _class(self) -> frozenset[str]:
        out: set[str] = set()
        while (sign := self._take()) != "]":
            if sign == "^":
                out.add(_ANY)
            elif sign == "\\":
                out |= self._escape()
            elif self._peek() == "-" and self._pattern[self._at + 1] != "]":
                last = self._take(2)[1]
                out |= {chr(code) for code in range(ord(sign), ord(last) + 1)}
            else:
                out.add(sign)
        return frozenset(out)


def _class(chars: Iterable[str]) -> str:
    """Return the inside of a class of characters; none of them is also a word's own."""
    return re.escape("".join(sorted(chars))) or "\0"


def beginnings(pattern: str) -> frozenset[str]:
    """Return the first two characters of what a pattern can match.

    A single character is a whole match, or goes on with any other.

    Raises
    ------
    ValueError
        A match can be empty or begin with any character.
    """
    told = (begin for branch in branches(pattern) for begin in _Pattern(branch).branch())
    found = {begin.partition(_ANY)[0] for begin in told}
    if "" in found:
        msg = f"{pattern}: can match nothing, or begin with any character"
        raise ValueError(msg)
    return frozenset(found)


def _bounded(pattern: str) -> str:
    """Return a pattern with its groups' repetitions limited."""
    return _UNBOUNDED.sub(lambda m: "){0,8}" if m[0] == ")*" else "){1,8}", pattern)


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
        told = [
            (key, branch, beginnings(branch))
            for key, pattern in patterns.items()
            for branch in branches(_bounded(pattern))
        ]
        self._branches = [(key, branch, {b[0] for b in begins}) for key, branch, begins in told]
        begins = {begin for *_, found in told for begin in found}
        self._pairs = frozenset(begin for begin in begins if len(begin) == _REACH)
        self._singles = frozenset(begins - self._pairs)
        self._candidate = re.compile(
            f"[{_class({begin[0] for begin in begins})}]"
            f"(?:(?=[{_class({pair[1] for pair in self._pairs})}])"
            f"|(?<=[{_class(self._singles)}]))"
        )
        self._beginning: dict[str, re.Pattern[str]] = {}
        self._shared: dict[str, re.Pattern[str]] = {}

    def _at(self, char: str) -> re.Pattern[str]:
        """Return the pattern of the words that can begin with a character."""
        pattern = self._beginning.get(char)
        if pattern is None:
            keyed: dict[str, list[str]] = {}
            for key, branch, firsts in self._branches:
                if char in firsts:
                    keyed.setdefault(key, []).append(branch)
            groups = "|".join(f"(?P<{key}>{'|'.join(found)})" for key, found in keyed.items())
            # Many characters begin the same words (国家|省级|重点): they share a pattern.
            pattern = self._shared.get(groups) or re.compile(groups)
            self._beginning[char] = self._shared[groups] = pattern
        return pattern

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Yield the words between two offsets, leftmost first, not overlapping.

        A match's `lastgroup` is the key of its row.
        """
        end = len(text) if end is None else end
        pairs, singles, beginning = self._pairs, self._singles, self._beginning
        reached = start
        # Most characters begin no word: they cost no more than a look by `re` itself.
        for candidate in self._candidate.finditer(text, start, end):
            at = candidate.start()
            char = text[at]
            if at < reached or (text[at : at + 2] not in pairs and char not in singles):
                continue
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
