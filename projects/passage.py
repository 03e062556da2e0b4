"""The paragraphs and the sentences a project was read from, cut out of the plan's text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Span = tuple[int, int]

__all__ = ["GLANCE", "SCREEN", "Paragraph", "Run", "paragraphs", "sentence_at"]

_ENDS = "。！？!?\n"
SCREEN = (500, 900)
"""Characters kept before and after a mention in a paragraph longer than a screen."""
GLANCE = (20, 20)
"""The same to be read at a glance: little more than the sentence, which is kept whole."""
_MOST = 240
"""A sentence longer than this is cut: in a paragraph as that is, alone on both sides."""


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


def paragraphs(
    text: str, spans: Sequence[Span], *, around: tuple[int, int] = SCREEN
) -> tuple[Paragraph, ...]:
    """Cut out the paragraph around each span, each paragraph once, in the order of the spans.

    A span the text does not have is left out. A longer paragraph is cut around the sentences
    of its mentions and says so with "…".

    Parameters
    ----------
    text
        The plan's text.
    spans
        Characters (start, end) of the mentions.
    around
        Characters kept before and after a paragraph's mentions.
    """
    found: dict[Span, list[int]] = {}
    for number, (start, end) in enumerate(spans, start=1):
        if 0 <= start < end <= len(text):
            found.setdefault(_between(text, start, end, "\n"), []).append(number)
    return tuple(
        Paragraph(
            tuple(_runs(text, whole, [spans[n - 1] for n in numbers], around)), tuple(numbers)
        )
        for whole, numbers in found.items()
    )


def sentence_at(text: str, start: int, end: int) -> str | None:
    """Return the sentence that holds characters `start` to `end`, without blanks around it.

    None for a span the text does not have. What is cut off a long sentence is shown as "…".
    """
    if not 0 <= start < end <= len(text):
        return None
    first, last = _between(text, start, end, _ENDS)
    if last - first <= _MOST:
        return text[first:last].strip()
    low, high = max(first, start - _MOST // 2), min(last, end + _MOST // 2)
    cut = text[low:high].strip()
    return f"{'…' if low > first else ''}{cut}{'…' if high < last else ''}"


def _between(text: str, start: int, end: int, marks: str) -> Span:
    """Widen a span to the nearest marks: behind the one before it, up to the one after it."""
    first = max(text.rfind(mark, 0, start) for mark in marks) + 1
    ends = [place for mark in marks if (place := text.find(mark, max(start, end - 1))) >= 0]
    last = min(ends, default=len(text) - 1) + 1
    return first, last


def _runs(
    text: str, whole: Span, mentions: Sequence[Span], around: tuple[int, int]
) -> Iterator[Run]:
    sentences = [_between(text, *mention, _ENDS) for mention in mentions]
    kept = [s if s[1] - s[0] <= _MOST else m for s, m in zip(sentences, mentions, strict=True)]
    first = max(whole[0], min(start for start, _ in kept) - around[0])
    last = min(whole[1], max(end for _, end in kept) + around[1])
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
