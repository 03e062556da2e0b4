"""The paragraphs a project was read from, cut out of the plan's text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Span = tuple[int, int]

__all__ = ["Paragraph", "Run", "paragraphs"]

_ENDS = "。！？!?\n"
_BEFORE, _AFTER = 500, 900
"""Characters kept before and after a mention in a paragraph longer than a screen."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: `mark` is "found" (names the project), "sentence" or ""."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in runs; `mentions` are the numbers, from 1, of those that stand in it."""

    runs: tuple[Run, ...]
    mentions: tuple[int, ...]


def paragraphs(text: str, spans: Sequence[Span]) -> tuple[Paragraph, ...]:
    """Cut out the paragraph around each span, each paragraph once, in the order of the spans.

    A span the text does not have is left out. A paragraph longer than a screen is cut around its
    mentions and says so with "…".

    Parameters
    ----------
    text
        The plan's text.
    spans
        Characters (start, end) of the mentions.
    """
    found: dict[Span, list[int]] = {}
    for number, (start, end) in enumerate(spans, start=1):
        if 0 <= start < end <= len(text):
            found.setdefault(_between(text, start, end, "\n"), []).append(number)
    return tuple(
        Paragraph(tuple(_runs(text, whole, [spans[n - 1] for n in numbers])), tuple(numbers))
        for whole, numbers in found.items()
    )


def _between(text: str, start: int, end: int, marks: str) -> Span:
    """Widen a span to the nearest marks: behind the one before it, up to the one after it."""
    first = max(text.rfind(mark, 0, start) for mark in marks) + 1
    ends = [place for mark in marks if (place := text.find(mark, max(start, end - 1))) >= 0]
    last = min(ends, default=len(text) - 1) + 1
    return first, last


def _runs(text: str, whole: Span, mentions: Sequence[Span]) -> Iterator[Run]:
    sentences = [_between(text, *mention, _ENDS) for mention in mentions]
    first = max(whole[0], mentions[0][0] - _BEFORE)
    last = min(whole[1], max(end for _, end in mentions) + _AFTER)
    first += len(text[first:last]) - len(text[first:last].lstrip())
    last -= len(text[first:last]) - len(text[first:last].rstrip())
    edges = {edge for span in (*mentions, *sentences) for edge in span if first < edge < last}
    cuts = [first, *sorted(edges), last]
    if first > whole[0] and text[whole[0] : first].strip():
        yield Run("…", "")
    for start, end in pairwise(cuts):
        mark = "sentence" if _in(start, sentences) else ""
        yield Run(text[start:end], "found" if _in(start, mentions) else mark)
    if text[last : whole[1]].strip():
        yield Run("…", "")


def _in(place: int, spans: Iterable[Span]) -> bool:
    return any(start <= place < end for start, end in spans)
