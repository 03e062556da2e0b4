"""A text as it should be read: without what copying, converting and publishing left in it.

Stray spaces between characters, inline pinyin, invisible characters, entities, marks of Markdown,
footnote numbers, a web page's own lines, line breaks inside sentences and between a name and its
labelled lines go; every offset of the cleaned text leads back into the text as it was. Each step
finds edits in the folded text, in time linear in its length; a text without any is left alone and
costs one search per step.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from projects.labels import labelled_lines
from projects.leftovers import leftover_lines
from projects.linebreaks import broken_lines
from projects.markup import is_marked_up, markup_marks
from projects.spacing import stray_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from projects.script import Folded

__all__ = ["Cleaned", "Edit", "clean"]


class Edit(NamedTuple):
    """Characters `start` to `end` of a text are read as `by`, which is no longer than they are."""

    start: int
    end: int
    by: str = ""


class _Forms(NamedTuple):
    """A text as it is, and folded (projects/script.py), of the same length."""

    text: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Pieces:
    """How a text was put together from an older one.

    Piece `i` begins at `at[i]`; where `own[i]` is None it is the older text's from `source[i]` on,
    else it stands for the older text's characters `source[i]` to `own[i]`.
    """

    at: tuple[int, ...]
    source: tuple[int, ...]
    own: tuple[int | None, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the older text's span of a span that is not empty."""
        first = bisect_right(self.at, start) - 1
        last = bisect_right(self.at, end - 1) - 1
        begin = self.source[first]
        if self.own[first] is None:
            begin += start - self.at[first]
        stop = self.own[last]
        return begin, self.source[last] + end - self.at[last] if stop is None else stop


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and the way back: `original` is the text that offsets are to point into."""

    text: str
    original: str
    steps: tuple[_Pieces, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's span of a span of the cleaned text; what was dropped inside counts.

        An empty span stays empty, at the place of the character after it.
        """
        if start >= end:
            at = self.back(start, start + 1)[0] if start < len(self.text) else len(self.original)
            return at, at
        for step in reversed(self.steps):
            start, end = step.back(start, end)
        return start, end

    def written(self, start: int, end: int) -> str:
        """Return what the original has where the cleaned text has `start` to `end`."""
        return self.original[slice(*self.back(start, end))]


_ROUNDS = 6  # of all steps: what one uncovers (&amp;nbsp;) another takes in the next
_CHINESE = "\u3400-\u9fff"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0e\ufe0f"
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_ENTITY = re.compile(
    r"&(?:amp;)*(?P<name>#\d{2,7}|#x[0-9a-f]{2,6}|nbsp|ensp|emsp|thinsp|shy|zwn?j|amp|lt|gt|quot|apos"
    r"|[lr][ds]quo|hellip|mdash|ndash|times|middot|deg|plusmn|bull|sup[23]|laquo|raquo);",
    re.IGNORECASE,
)
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE = rf"[a-zü]{{0,4}}[{_TONED}][a-zü]{{0,4}}"
_SYLLABLES = rf"{_SYLLABLE}(?:[ '-]?{_SYLLABLE}){{0,3}}"
_TONELESS = (
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]?ang|i?ong|[iu]?an|[iu]?ai|i?ao|eng?|ing?|ei|er|un|ui|iu|ou|ia|ie|u[aoe]|[aoeiuvü])"
)
_SAID = r"(?:读?音为?|读作?|注音)?[: ]?"
# 公顷(ha)以上 is a unit, 溇(lou)江 is none.
_PINYIN = re.compile(
    rf"(?<=[{_CHINESE}]) ?(?:\({_SAID}{_SYLLABLES}\)|{_SYLLABLES}"
    rf"|(?<![顷亩米安吨])\({_SAID}{_TONELESS}\)(?=[{_CHINESE}])) ?"
)
_NOTE = re.compile(
    rf"(?<=[{_CHINESE},。、;:!?”》)])(?:\[\d{{1,2}}(?:[-,]\d{{1,2}})?\]|[¹²³⁴-⁹⁰]{{1,3}})(?!\d)"
)
_PAGE = re.compile(
    r"^ *(?:[-—] ?\d{1,3} ?[-—]|第 ?\d{1,3} ?页(?:[ ,/]?共 ?\d{1,3} ?页)?) *(?:\n|\Z)", re.MULTILINE
)


# To look for single characters is many times faster than to look for one of a class.
_NEEDS_PINYIN = (*_TONED, "音")
_NEEDS_NOTE = ("[", *"¹²³⁴⁵⁶⁷⁸⁹⁰")
_NEEDS_PAGE = ("-\n", "- \n", "—\n", "— \n", "页\n", "页 \n")
_TONELESS_BRACKET = re.compile(r"\([a-z]")
_BLANKS = frozenset("\u00a0\u2002\u2003\u2009\u3000")


def _invisible(forms: _Forms) -> list[Edit]:
    return _found(_INVISIBLE, forms.plain, needs=_UNSEEN)


def _entities(forms: _Forms) -> list[Edit]:
    """Read &nbsp; as a space, &#26032; as 新; what stands for no visible character is dropped."""
    if "&" not in forms.plain:
        return []
    from html import unescape

    out: list[Edit] = []
    for match in _ENTITY.finditer(forms.plain):
        by = unescape(f"&{match['name']};")
        by = " " if by in _BLANKS else by
        sound = len(by) == 1 and by.isprintable()
        out.append(Edit(*match.span(), by if sound else ""))
    return out


def _page_numbers(forms: _Forms) -> list[Edit]:
    if forms.plain.rstrip(" ").endswith(("-", "—", "页")):
        return _found(_PAGE, forms.plain, needs=("",))
    return _found(_PAGE, forms.plain, needs=_NEEDS_PAGE)


def _notes(forms: _Forms) -> list[Edit]:
    return _found(_NOTE, forms.plain, needs=_NEEDS_NOTE)


def _pinyin(forms: _Forms) -> list[Edit]:
    needs = ("(",) if _TONELESS_BRACKET.search(forms.plain) else _NEEDS_PINYIN
    return _found(_PINYIN, forms.plain, needs=needs)


def _found(pattern: re.Pattern[str], plain: str, *, needs: Iterable[str]) -> list[Edit]:
    """Return a pattern's matches; without one of the words it `needs` there are none."""
    if not any(word in plain for word in needs):
        return []
    return _dropped(match.span() for match in pattern.finditer(plain))


def _marks(forms: _Forms) -> list[Edit]:
    return _dropped(markup_marks(forms.plain))


def _leftovers(forms: _Forms) -> list[Edit]:
    return _dropped(leftover_lines(forms.plain))


def _line_breaks(forms: _Forms) -> list[Edit]:
    return _dropped(broken_lines(forms.plain, forms.text))


def _spaces(forms: _Forms) -> list[Edit]:
    return _dropped(stray_spaces(forms.plain))


def _labels(forms: _Forms) -> list[Edit]:
    return [Edit(start, end, ",") for start, end in labelled_lines(forms.plain)]


def _dropped(spans: Iterable[tuple[int, int]]) -> list[Edit]:
    return [Edit(start, end) for start, end in spans]


_STEPS: tuple[Callable[[_Forms], list[Edit]], ...] = (
    _invisible,
    _entities,
    _page_numbers,
    _leftovers,
    _notes,
    _pinyin,
    _line_breaks,
    _spaces,
    _labels,
)


def clean(folded: Folded, *, markup: bool = False) -> Cleaned | None:
    """Return the text as it should be read, None where that is the text itself.

    Parameters
    ----------
    folded
        The text in its forms.
    markup
        Whether it is written in Markdown; else that is judged by its marks.
    """
    forms = _Forms(folded.text, folded.plain)
    marked = markup or is_marked_up(forms.plain)
    steps: list[_Pieces] = []
    for _ in range(_ROUNDS):
        before = len(steps)
        for find in (_marks, *_STEPS) if marked else _STEPS:
            edits = find(forms)
            if edits:
                text, pieces = _applied(forms.text, edits)
                forms = _Forms(text, _applied(forms.plain, edits)[0])
                steps.append(pieces)
        if len(steps) == before:
            break
    return Cleaned(forms.text, folded.text, tuple(steps)) if steps else None


def _applied(text: str, edits: Sequence[Edit]) -> tuple[str, _Pieces]:
    """Return a text with its edits made, and how it was put together."""
    out: list[str] = []
    pieces: list[tuple[int, int, int | None]] = []
    length = done = 0
    for edit in (*edits, Edit(len(text), len(text))):
        if edit.start > done:
            pieces.append((length, done, None))
            out.append(text[done : edit.start])
            length += edit.start - done
        if edit.by:
            pieces.append((length, edit.start, edit.end))
            out.append(edit.by)
            length += len(edit.by)
        done = edit.end
    at, source, own = zip(*pieces, strict=True) if pieces else ((), (), ())
    return "".join(out), _Pieces(at, source, own)
