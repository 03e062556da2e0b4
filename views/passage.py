"""The sentence a project was read from, cut out of the plan's text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Passage", "passage"]

_ENDS = "。！？!?\n"
_FAR = 220


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in three parts; `found` is the project's own span."""

    before: str
    found: str
    after: str


def passage(text: str, start: int, end: int) -> Passage | None:
    """Cut out the sentence around characters `start` to `end`; None if the text has no such span.

    A sentence longer than a screen is cut at 220 characters on either side and says so with "…".
    """
    if not 0 <= start < end <= len(text):
        return None
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    ends = [place for mark in _ENDS if (place := text.find(mark, max(start, end - 1))) >= 0]
    last = min(ends, default=len(text) - 1) + 1
    before, after = text[first:start], text[end:last]
    if len(before) > _FAR:
        before = "…" + before[-_FAR:]
    if len(after) > _FAR:
        after = after[:_FAR] + "…"
    return Passage(before.lstrip(), text[start:end], after.rstrip())
