"""A plan's shape: its headings, and the passages (sentences) between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.models import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.script import Folded

__all__ = ["Passage", "passages", "responsible_units", "sections"]

_HEADINGS = (
    re.compile(r"\s*(?:第([一二三四五六七八九十百]+)[章节篇]|([一二三四五六七八九十]+)、)"),
    re.compile(r"\s*(\([一二三四五六七八九十]+\))"),
    re.compile(r"\s*(\d{1,2})[.、](?!\d)"),
    re.compile(r"\s*(\(\d{1,2}\))"),
)
_BOX = re.compile(r"\s*(?:专栏|附件|附表|附录)\s*[\d一二三四五六七八九十]*")
_FRONT = re.compile(r"^\s*(?:专栏|附件|附表)|关于印发|的通知\s*$")
_TITLE_END = re.compile(r"[。:;]")
_TITLE_LIMIT = 30
_SENTENCE = re.compile(r"[^。;!?\n|]+")
_ITEM_MARK = re.compile(r"\(\d{1,2}\)|[①-⑳]|(?<![\d.])\d{1,2}[.、](?=[^\d])")
_RESPONSIBLE = re.compile(
    r"\((?:责任单位|牵头单位|责任部门)?:?([^()]*(?:\([^()]*\)[^()]*)*?"
    r"(?:负责|牵头|落实|配合|分工[^()]*))\)"
)
_UNIT_SPLIT = re.compile(r"[、,;]|牵头|配合|按职责分工|负责|分工|等|和")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that is read at once: a sentence, or an item of a list.

    `heading` is True for a heading alone; `box` is True in a project box (专栏) or annex; `cell` in a table's row.
    `line` is the offset of the line's start: a list head's place holds within its line.
    """

    start: int
    end: int
    section: str
    line: int
    heading: bool
    box: bool
    cell: bool
    responsible: tuple[str, ...]


def _heading(line: str) -> tuple[int, str] | None:
    for level, pattern in enumerate(_HEADINGS):
        match = pattern.match(line)
        if match:
            label = next(g for g in match.groups() if g)
            return level, label
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def sections(folded: Folded) -> tuple[Section, ...]:
    """Return the headings with their reach; `path` joins the labels above, like 三(一)3."""
    found: list[tuple[int, str, str]] = []
    labels = [""] * len(_HEADINGS)
    box = ""
    for offset, line in _lines(folded.plain):
        title = _TITLE_END.split(line.strip(), maxsplit=1)[0][:_TITLE_LIMIT]
        heading = _heading(line)
        boxed = _BOX.match(line)
        if boxed:
            box, labels[2:] = boxed[0].replace(" ", "").strip(), ["", ""]
        elif heading:
            level, label = heading
            box = box if level > 1 else ""
            labels[level:] = [label, *[""] * (len(labels) - level - 1)]
        else:
            continue
        path = "".join([*labels[:2], box, *labels[2:]])
        found.append((offset, path, title))
    ends = [start for start, *_ in found[1:]] + [len(folded.plain)]
    return tuple(
        Section(path, title, start, end)
        for (start, path, title), end in zip(found, ends, strict=True)
    )


def responsible_units(line: str) -> tuple[str, ...]:
    """Return the units a paragraph charges with its work: (市发改委、市能源局按职责分工负责)."""
    units: list[str] = []
    for match in _RESPONSIBLE.finditer(line):
        for part in _UNIT_SPLIT.split(match[1]):
            name = part.strip(" :()的以下任务均需")
            if 2 <= len(name) <= 20 and name not in units:  # noqa: PLR2004 - a unit's name
                units.append(name)
    return tuple(units)


def blank_responsible(line: str) -> str:
    """Return `line` with those brackets blanked, offsets kept."""
    return _RESPONSIBLE.sub(lambda m: " " * len(m[0]), line)


def _in_box(section: Section | None) -> bool:
    return section is not None and "专栏" in section.path


def passages(folded: Folded, found: tuple[Section, ...]) -> Iterator[Passage]:
    """Yield the passages of a text in order."""
    place = 0
    for offset, line in _lines(folded.plain):
        if not line.strip() or _FRONT.search(line):
            continue
        while place < len(found) and found[place].end <= offset:
            place += 1
        section = found[place] if place < len(found) and found[place].start <= offset else None
        units = responsible_units(line)
        readable = blank_responsible(line)
        for start, end in _split(readable):
            yield Passage(
                start=offset + start,
                end=offset + end,
                section=section.path if section else "",
                line=offset,
                heading=_is_title(readable, start, end),
                box=_in_box(section),
                cell="|" in line,
                responsible=units,
            )


def _is_title(line: str, start: int, end: int) -> bool:
    """Whether a passage is no more than a heading: 3.完善输送网络。"""
    return (
        line[:start].strip() == ""
        and end - start <= _TITLE_LIMIT
        and bool(_heading(line[start:end]))
    )


def _split(line: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(line):
        cuts = [match.start()]
        for mark in _ITEM_MARK.finditer(line, match.start(), match.end()):
            if mark.start() == match.start() or line[mark.start() - 1] in " :,.、。;)":
                cuts.append(mark.start())
        cuts.append(match.end())
        for start, end in zip(cuts, cuts[1:], strict=False):
            if line[start:end].strip():
                yield start, end
