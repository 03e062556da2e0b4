"""Tables of aims: 指标 | 2025年 | 2030年, one measure in each row and a year over each column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projects.extraction.tables import cells
from projects.target_words import Figure, Said, figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.extraction.tables import Cell

__all__ = ["Aim", "aims"]

_YEAR = re.compile(
    r"(?:到|至)?(?P<year>20\d\d)(?:年[底末]?)?\(?(?P<aim>目标值?|规划值?|预期值?|计划)?\)?"
)
_UNIT = re.compile(r"(?:计量)?单位")
# Rows that are projects, counties or firms tell no aim of the whole jurisdiction.
_OTHERS = re.compile(r"项目|地区|县|区域|企业|地点|业主|投资")
_NO_MEASURE = re.compile(r"[\W\d_]*|约束性|预期性|\(?[一二三四五六七八九十]+\)?")
_UNIT_IN_LABEL = re.compile(r"[(,]\s*(?:单位:)?(?P<unit>[^()\d]{1,10}|10\^?4[^()]{1,6})\)?$")
_NUMBER = re.compile(
    r"[≥>]?(?P<value>[约近]?\d[\d,.]{0,12}(?:[-~—]{1,2}\d[\d.]{0,8})?)%?(?P<after>左右|以上|以内)?"
)
_MIN_YEARS = 1


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure of a table of aims: what is said of it, its year, and where its row and it stand."""

    start: int
    figure: Figure
    said: Said
    year: int


@dataclass(frozen=True, slots=True)
class _Header:
    years: tuple[tuple[int, int], ...]  # the numbers of columns and their years
    unit: int | None


def aims(plain: str, since: int) -> Iterator[Aim]:
    """Yield the figures of the tables whose columns are years to come, in order.

    A column of a year before `since` tells what has been, and so does that of `since` itself
    beside later ones, unless it is called an aim.
    """
    header: _Header | None = None
    offset = 0
    for line in plain.split("\n"):
        row = cells(line) if "|" in line or "\t" in line else []
        texts = [line[c.start : c.end].replace(" ", "") for c in row]
        found = _header(texts, since)
        if found or not row:
            header = found
        elif header:
            yield from _aims_of(header, row, texts, offset)
        offset += len(line) + 1


def _header(texts: Sequence[str], since: int) -> _Header | None:
    told = [(i, m) for i, text in enumerate(texts) if i and (m := _YEAR.fullmatch(text))]
    if len(told) < _MIN_YEARS or any(map(_OTHERS.search, texts)):
        return None
    latest = max(int(m["year"]) for _, m in told)
    to_come = [
        (i, int(m["year"]))
        for i, m in told
        if int(m["year"]) > since or (int(m["year"]) == since and (m["aim"] or latest == since))
    ]
    unit = next((i for i, text in enumerate(texts) if _UNIT.fullmatch(text)), None)
    return _Header(tuple(to_come), unit)


def _aims_of(
    header: _Header, row: Sequence[Cell], texts: Sequence[str], offset: int
) -> Iterator[Aim]:
    if not header.years or header.years[-1][0] >= len(row):
        return
    before = [i for i in range(header.years[0][0]) if i != header.unit]
    named = [i for i in before if not _NO_MEASURE.fullmatch(texts[i])]
    if not named:
        return
    label = texts[named[-1]]
    told = _UNIT_IN_LABEL.search(label)
    measure = label[: told.start()] if told else label
    unit = texts[header.unit] if header.unit is not None else told["unit"] if told else ""
    said = Said(subject=measure, clause=measure, after="")
    for number, year in header.years:
        written = texts[number]
        figure = _figure(measure, written, unit)
        if figure:
            start = offset + row[number].start
            placed = replace(figure, start=start, end=offset + row[number].end)
            yield Aim(offset + row[named[-1]].start, placed, said, year)


def _figure(measure: str, written: str, unit: str) -> Figure | None:
    """Return the one figure a cell tells in its row's unit, None where it tells none."""
    told = _NUMBER.fullmatch(written)
    if told is None:
        return None
    spelled = told["value"] + (unit or "%" * written.count("%")) + (told["after"] or "")
    found = [f for f in figures(f"{measure},{spelled}") if f.start > len(measure)]
    return found[0] if len(found) == 1 else None
