"""The sentence a span of a text stands in."""

from __future__ import annotations

__all__ = ["sentence_at"]

_ENDS = "。！？!?\n"
_MOST = 240
"""A sentence longer than this is cut on both sides of its span."""


def sentence_at(text: str, start: int, end: int) -> str | None:
    """Return the sentence that holds characters `start` to `end`, without blanks around it.

    None for a span the text does not have. What is cut off a long sentence is shown as "…".
    """
    if not 0 <= start < end <= len(text):
        return None
    first = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    ends = [place for mark in _ENDS if (place := text.find(mark, max(start, end - 1))) >= 0]
    last = min(ends, default=len(text) - 1) + 1
    if last - first <= _MOST:
        return text[first:last].strip()
    low, high = max(first, start - _MOST // 2), min(last, end + _MOST // 2)
    cut = text[low:high].strip()
    return f"{'…' if low > first else ''}{cut}{'…' if high < last else ''}"
