"""Spaces that stand inside words: 新 化 抽 水 蓄 能, 装机 180 万 千 瓦.

Which spaces are stray is judged by line: in a line of single characters all are; in prose those
between Chinese characters are, unless they part two named works; in a line without punctuation,
which may list things, only those beside a single character. Tabs, bars and runs of spaces are a
table's columns and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["stray_spaces"]

_CHINESE = "\u3400-\u9fff〇"
# Where a space may be stray at all: never behind a closing bracket, or between 1、 and a digit.
_MAY = re.compile(
    rf"(?<=[{_CHINESE}0-9]) +(?=[{_CHINESE}0-9,。、;:!?)”》〕%])"
    rf"|(?<=[,。、;:!?(“《〔”》〕]) +(?=[{_CHINESE}(“《〔])"
    rf"|(?<=[{_CHINESE}]) +(?=[(“《〔])"
)
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十\d]{1,3}[、.:]$")
_LINE = re.compile(r"[^\n|\t]+")
_RUN = re.compile("  *")  # not " +", for which a search is slower
_PROSE = re.compile(r"[,。、;](?!\d)")
_MEASURE = re.compile(
    r"[万亿千百兆]|[公海]里|平方|立方|[米亩吨年月日个座台套条处项所期组家户回村号度升线]|公顷|标[方准]|泊位|%"
)
_ORDINAL = re.compile(r"\d{1,2}[.、)]")
_HEAD = (
    r"(?:风电场?|光伏|[电水气泵换热充]站|变电站|电厂|[工水矿]厂|产业园|园区|基地|工程|项目|专用线|铁路|公路|高速|通道|枢纽"
    r"|水库|码头|泊位|中心|公园|示范区|开发区|场站|电网|管网|机组|煤矿|矿山)"
)
_WORK = re.compile(rf"{_HEAD}(?:[一二三四五六]期|扩建|改造)?")
_ENDS_IN_WORK = re.compile(rf"{_WORK.pattern}$")
_LONGEST_WORK = 12  # characters looked back for one
_PIECE = re.compile(r"[^\s,。、;:!?()]+")
_NAME_LABEL = re.compile(r"(?:项目|工程)名称?")
_FEWEST, _LONGEST_LABEL = 3, 12
_SINGLES = 0.6  # of a line's pieces; above, it is written with a space between characters


@dataclass(frozen=True, slots=True)
class _Line:
    """A line or a table's cell: its span in the text, and what its spaces part."""

    text: str
    start: int
    end: int
    prose: bool


def stray_spaces(plain: str) -> list[tuple[int, int]]:
    """Return the spans of the stray spaces of a folded text, in order."""
    out: list[tuple[int, int]] = []
    done = columns = 0
    for hint in _RUN.finditer(plain):
        if hint.start() < done or not _MAY.match(plain, hint.start()):
            continue
        start = max(plain.rfind(sign, 0, hint.start()) for sign in "\n|\t") + 1
        line = _LINE.match(plain, start)
        done = line.end() if line else hint.end()
        columns = _columns(plain[start:done].split(), columns)
        if columns:
            continue
        out += _of_line(_Line(plain, start, done, _PROSE.search(plain, start, done) is not None))
    return out


def _columns(pieces: list[str], before: int) -> int:
    """Return how many columns single spaces part in a line of pieces, 0 where they part none.

    A header that names the projects' column begins such a table; rows of as many pieces go on.
    """
    labels = len(pieces) >= _FEWEST and max(map(len, pieces)) <= _LONGEST_LABEL
    if labels and any(map(_NAME_LABEL.fullmatch, pieces)):
        return len(pieces)
    return before if len(pieces) == before else 0


def _of_line(line: _Line) -> Iterator[tuple[int, int]]:
    pieces = line.text[line.start : line.end].split()
    single = sum(len(p) == 1 for p in pieces)
    chinese = sum(len(p) == 1 and p > "\u3400" for p in pieces)
    if chinese > 1 and single >= _SINGLES * len(pieces):
        yield from _letter_spaced(line)
        return
    for run in _MAY.finditer(line.text, line.start, line.end):
        if run.end() - run.start() == 1 and _is_stray(line, run.start()):
            yield run.span()


def _letter_spaced(line: _Line) -> Iterator[tuple[int, int]]:
    """Yield the spaces of the usual width; wider ones part words or columns and stay."""
    inside = line.text[line.start : line.end]
    first = line.start + len(inside) - len(inside.lstrip())
    runs = [m.span() for m in _RUN.finditer(line.text, first, line.start + len(inside.rstrip()))]
    usual = min(end - start for start, end in runs)
    return (run for run in runs if run[1] - run[0] == usual)


def _is_stray(line: _Line, at: int) -> bool:
    """Whether the one space at an offset is stray in a line that is mostly unspaced."""
    text, before, after = line.text, line.text[at - 1], line.text[at + 1]
    if after.isdigit():
        return not before.isdigit() and not _ORDINAL.match(text, at + 1)
    if before.isdigit():
        return _MEASURE.match(text, at + 1) is not None
    if not (_is_chinese(before) and _is_chinese(after)):
        return line.prose and not _NUMBERED.match(text, line.start, at)
    reach = max(line.start, at - _LONGEST_WORK)
    works = _ENDS_IN_WORK.search(text, reach, at) is not None
    piece = _PIECE.match(text, at + 1, line.end)
    following = piece[0] if piece else ""
    if line.prose:
        return not (works and _WORK.search(following, 1))
    alone = at - 2 < line.start or text[at - 2] == " "
    return alone or len(following) == 1 or (not works and _WORK.match(following) is not None)


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character == "〇"
