"""Markdown's marks: what a renderer would not show is not read, and no offset moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_marked_up", "markup_marks"]

_STRONG = re.compile(r"\*\*(?=[^\s*])[^*\n]{0,200}[\u3400-\u9fff][^*\n]{0,200}(?<=[^\s*])\*\*")
_HEADING = re.compile(r"^#{1,6} +[^\s#]", re.MULTILINE)
_ENOUGH = 2  # strong words or headings make a text Markdown
_LINE_MARKS = re.compile(
    r"^(?:[ ]{0,3}(?:>[ ]?)*)(?:(?P<heading>#{1,6}[ ]+)|(?P<bullet>[-*+][ ]+(?:\[[ xX]\][ ]+)?))?",
    re.MULTILINE,
)
_CLOSING_HASHES = re.compile(r"(?m)(?<=\S)[ ]+#{1,6}[ ]*$")
# Below a table's header, between sections, around code.
_RULE = re.compile(
    r"(?m)^[ ]{0,3}(?:\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?"
    r"|(?:[-*_][ ]*){3,}|`{3,}.*|~{3,}.*)[ ]*(?:\n|\Z)"
)
_TAGS = "br|b|i|u|em|strong|sub|sup|span|p|div|font|center|mark|del|ins"
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<open>!?\[)(?P<label>[^\[\]\n]{0,200})"
    r"(?P<target>\]\([^()\s]{0,500}(?:[ ]\"[^\"\n]{0,100}\")?\))"
    r"|<(?P<auto>https?://[^<>\s]{1,300})>"
    rf"|(?P<tag></?(?:{_TAGS})(?:[ ][^<>\n]{{0,200}})?/?>)"
    r"|(?P<strong>\*{2,3}|__|~~|`{1,2})"
)
# A lone star or line is a mark only around words: 2*40万千瓦 is a product.
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*\d])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\d*])")
_EMPHASIS_INSIDE = re.compile(
    r"(?<=[\u3400-\u9fff,。、;:(])\*(?=[\u3400-\u9fff])([^*\n]{1,200}?)(?<=[\u3400-\u9fff)])\*(?![\d*])"
)


def is_marked_up(plain: str) -> bool:
    """Whether a text's marks show that it is Markdown."""
    if "**" not in plain and "\n#" not in plain:
        return False
    return len(_STRONG.findall(plain)) + len(_HEADING.findall(plain)) >= _ENOUGH


def markup_marks(plain: str) -> list[tuple[int, int]]:
    """Return the spans of the marks of a Markdown text, in order and apart."""
    found = sorted([*_of_lines(plain), *_inline(plain), *_emphasis(plain)])
    out: list[tuple[int, int]] = []
    for start, end in found:
        begin = max(start, out[-1][1]) if out else start
        if begin < end:
            out.append((begin, end))
    return out


def _of_lines(plain: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in _RULE.finditer(plain))
    yield from (m.span() for m in _CLOSING_HASHES.finditer(plain))
    for mark in _LINE_MARKS.finditer(plain):
        if mark["heading"] or mark["bullet"] or ">" in mark[0]:
            yield mark.span()


def _inline(plain: str) -> Iterator[tuple[int, int]]:
    for match in _INLINE.finditer(plain):
        if match["escaped"]:
            yield match.start(), match.start() + 1
        elif match["open"]:
            yield match.span("open")
            yield match.span("target")
        else:
            yield match.span()


def _emphasis(plain: str) -> Iterator[tuple[int, int]]:
    for pattern in (_EMPHASIS, _EMPHASIS_INSIDE):
        for match in pattern.finditer(plain):
            yield match.start(), match.start() + 1
            yield match.end() - 1, match.end()
