"""A plan's shape: its headings, and the passages (sentences, rows) between them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.tables import Line, Row, Tables
from projects.models import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.script import Folded

__all__ = [
    "Passage",
    "blank_responsible",
    "blank_units",
    "passages",
    "responsible_units",
    "sections",
]

_HEADINGS = (
    re.compile(r"\s*(?:第([一二三四五六七八九十百]+)[章节篇]|([一二三四五六七八九十]+)、)"),
    re.compile(r"\s*(\([一二三四五六七八九十]+\))"),
    re.compile(r"\s*(\d{1,2})[.、](?!\d)"),
    re.compile(r"\s*(\(\d{1,2}\))"),
)
_BOX = re.compile(r"\s*(?:专栏|附件|附表|附录)\s*[\d一二三四五六七八九十]*")
_FRONT = re.compile(r"\s*(?:专栏|附件|附表|各.{2,60}:\s*$)")
_LETTER = re.compile(r"关于印发|的通知\s*$")
# What a table or a picture is called: it names no project.
_CAPTION = re.compile(
    r"\s*[续附]?[表图]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[-—.]\d{1,2})?(?:[\s:]|[^,。;:|\t]{0,40}$)"
)
_TITLE_END = re.compile(r"[。:;]")
_TITLE_LIMIT = 30
_SENTENCE = re.compile(r"[^。;!?\n|\t]+")
# (1), ① or 1. — told by its first character, so that a search passes quickly over a text.
_ITEM_MARK = re.compile(
    r"[(0-9①-⑳](?:(?<=[①-⑳])|(?<=\()\d{1,2}\)|(?<=[0-9])(?<![\d.].)\d?[.、](?=[^\d]))"
)
_BEFORE_MARK = " :,.、。;)"
_RESPONSIBLE = re.compile(
    r"\((?:责任单位|牵头单位|责任部门)?:?"
    r"([^()]*(?:\([^()]*\)[^()]*)*?(?:负责|牵头|落实|配合|参与|协同|分工[^()]*))\)"
)
_UNITS_ONLY = re.compile(
    r"\(((?:市|县|区|省|国网)[^()。]{1,14}(?:局|委|办|公司|中心|政府)(?:、[^()。]{2,20})*)\)(?=\s*$)"
)
_NAMED_UNITS = re.compile(
    r"\((?:责任单位|牵头单位|责任部门|牵头部门):([^()]*(?:\([^()]*\)[^()]*)*)\)"
)
# The label without brackets, as a sentence of its own; its first word leads a search there.
_LABELLED_UNITS = re.compile(
    r"(?:责任|牵头)(?<![^。,;\s]..)(?:单位|部门):((?:[^。()〔〕|\t]|\([^()]*\))*)(?=。|\s*$)"
)
# Most lines hold none of these words, and are not searched for brackets.
_MAY_CHARGE = re.compile(r"责任|牵头|负责|落实|配合|参与|协同|分工|\((?:[市县区省]|国网)")
_SQUARE_UNITS = re.compile(
    r"\[(?:(?:责任单位|牵头单位|责任部门|牵头部门):([^\[\]]*)|([^\[\]]*(?:负责|牵头|落实|配合|参与)))\]"
)
_CHARGES = (_SQUARE_UNITS, _NAMED_UNITS, _RESPONSIBLE, _UNITS_ONLY, _LABELLED_UNITS)
_UNIT_SPLIT = re.compile(
    r"(?:牵头|责任|配合|参与)(?:单位|部门):?|[、,;]|牵头|配合|参与|按职责分工|负责|分工|落实|等|(?<=[局委办厅])和"
)
_INNER = re.compile(r"\([^()]*\)")
_NO_UNIT = frozenset({"按职责", "各自", "按照", "有关", "共同", "分别"})
_MAX_UNIT = 20


class Passage(NamedTuple):
    """A stretch of text that is read at once: a sentence, an item of a list, a row's name.

    `line` is the offset of the line's start: a list head's place holds within its line.
    `heading` is True for a heading alone, `box` in a project box (专栏); `row` holds the other
    cells of a row of a project table, and `cell` is True in any other table.
    """

    start: int
    end: int
    section: str
    line: int
    heading: bool
    box: bool
    responsible: tuple[str, ...]
    row: Row | None = None
    cell: bool = False


def _heading(line: str) -> tuple[int, str] | None:
    for level, pattern in enumerate(_HEADINGS):
        match = pattern.match(line)
        if match:
            return level, next(g for g in match.groups() if g)
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
        found.append((offset, "".join([*labels[:2], box, *labels[2:]]), title))
    ends = [*[start for start, *_ in found[1:]], len(folded.plain)][: len(found)]
    return tuple(
        Section(path, title, start, end)
        for (start, path, title), end in zip(found, ends, strict=True)
    )


def responsible_units(line: str) -> tuple[str, ...]:
    """Return the units a paragraph charges with its work: (市发改委、市能源局按职责分工负责)."""
    units: list[str] = []
    for match in (m for pattern in _CHARGES for m in pattern.finditer(line)):
        for part in _UNIT_SPLIT.split(_INNER.sub("", match[match.lastindex or 0])):
            name = part.strip(" :()的以下任务均需")
            if 1 < len(name) <= _MAX_UNIT and name not in units and name not in _NO_UNIT:
                units.append(name)
    return tuple(units)


def blank_responsible(line: str) -> str:
    """Return `line` with those brackets blanked, offsets kept."""
    bracketed = "(" in line or "[" in line or ":" in line
    if not (bracketed and _MAY_CHARGE.search(line)):
        return line
    for pattern in _CHARGES:
        line = pattern.sub(lambda m: " " * len(m[0]), line)
    return line


@lru_cache(maxsize=2)
def blank_units(text: str) -> str:
    """Return a whole text with those brackets blanked: their places are no project's."""
    return "\n".join(blank_responsible(line) for line in text.split("\n"))


def passages(folded: Folded, found: tuple[Section, ...]) -> Iterator[Passage]:
    """Yield the passages of a text in order."""
    at = 0
    tables = Tables()
    blanked = blank_units(folded.plain)
    charged = _charged_behind(folded.plain, blanked)
    for offset, line in _lines(folded.plain):
        read = tables.read(line, offset)
        if read is Line.NOTHING or _is_no_text(line):
            continue
        while at < len(found) and found[at].end <= offset:
            at += 1
        section = found[at] if at < len(found) and found[at].start <= offset else None
        path = section.path if section else ""
        if isinstance(read, Row):
            yield _row_passage(line, offset, read, path)
        else:
            readable = blanked[offset : offset + len(line)]
            own = responsible_units(line) if readable != line else ()
            units = own or charged.get(offset, ())
            cell = read is Line.CELLS
            yield from _line_passages(readable, offset, path, units, cell=cell)


def _is_no_text(line: str) -> bool:
    """Whether a line is a box's heading, of the letter before the plan, or a caption."""
    return bool(_FRONT.match(line) or _LETTER.search(line) or _CAPTION.match(line))


def _row_passage(line: str, offset: int, row: Row, path: str) -> Passage:
    units = row.units.shifted(-offset) if row.units else None
    named = tuple(
        part.strip()
        for part in _UNIT_SPLIT.split(line[units.start : units.end] if units else "")
        if 1 < len(part.strip()) <= _MAX_UNIT
    )
    return Passage(
        start=row.name.start,
        end=row.name.end,
        section=path,
        line=offset,
        heading=False,
        box=True,
        responsible=named,
        row=row,
    )


def _charged_behind(plain: str, blanked: str) -> dict[int, tuple[str, ...]]:
    """Return the units that a line of its own charges with the paragraphs before it, by offset.

    It holds back to the heading they stand under, or to the line that charges others.
    """
    if plain == blanked:
        return {}
    out: dict[int, tuple[str, ...]] = {}
    units: tuple[str, ...] = ()
    for offset, line in reversed(list(_lines(plain))):
        rest = blanked[offset : offset + len(line)]
        if rest != line and not rest.strip(" 。"):
            units = responsible_units(line)
        elif line.strip():
            if units:
                out[offset] = units
            if _is_title(line, 0, len(line.rstrip(" 。"))):
                units = ()
    return out


def _line_passages(
    readable: str, offset: int, path: str, units: tuple[str, ...], *, cell: bool
) -> Iterator[Passage]:
    box = "专栏" in path
    for start, end in _split(readable):
        yield Passage(
            start=offset + start,
            end=offset + end,
            section=path,
            line=offset,
            heading=_is_title(readable, start, end),
            box=box,
            responsible=units,
            cell=cell,
        )


def _is_title(line: str, start: int, end: int) -> bool:
    """Whether a passage is no more than a heading: 3.完善输送网络。"""
    if end - start > _TITLE_LIMIT or line[:start].strip():
        return False
    if line[start : end + 1].rstrip().endswith(";"):
        return False  # another item follows
    return _heading(line[start:end]) is not None


def _split(line: str) -> Iterator[tuple[int, int]]:
    marks = [
        mark.start()
        for mark in _ITEM_MARK.finditer(line)
        if mark.start() and ("①" <= mark[0] <= "⑳" or line[mark.start() - 1] in _BEFORE_MARK)
    ]
    at = 0
    for match in _SENTENCE.finditer(line):
        start, end = match.span()
        while at < len(marks) and marks[at] < end:
            if line[start : marks[at]].strip():
                yield start, marks[at]
            start = max(start, marks[at])
            at += 1
        if line[start:end].strip():
            yield start, end
