"""The table of sums as people see it, and the same figures for spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from views.figures import people_unit, people_value, share_text, stage_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas.io.formats.style import Styler

    from projects.amounts import Amount
    from views.sums_rows import Column, Line, Sums

__all__ = [
    "COUNTED",
    "SHARING_COLUMN",
    "Shown",
    "cell_said",
    "column_name",
    "heads",
    "is_long",
    "line_name",
    "marks_said",
    "number_text",
    "said",
    "sharing_said",
    "shown",
    "unit_of",
]

COUNTED = "counted"
"""What names the column of the total in a selection and in the address; others are stages."""

_SIGNS = {"at_least": "≥", "at_most": "≤", "about": "≈"}
_STYLED = 200  # rows: what dresses them costs 50 microseconds a cell
_SHADES = {
    "total": "background-color: #e6eef6",
    "placed": "background-color: #f3f7fb",
    "zone": "color: #6a7580",
    "apart": "background-color: #f6f4ee",
    "group": "background-color: #e6eef6; font-weight: 600",
    "group_apart": "background-color: #f6f4ee",
    "taking_part": "background-color: #efefef; color: #6a7580",
    "outside": "background-color: #efefef; color: #6a7580",
}
_ESTIMATED = "color: #b35900"
_APART = {"outside": "sums_outside", "taking_part": "sums_taking_part"}
_INDENT = "　"
SHARING_COLUMN = -1
"""Stands for the column of what counties take part in, which is none of the sums'."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The table: `frame` holds numbers, empty where nothing is stated.

    `columns` tells for each of its columns which of the sums' it shows; the names stand as 0.
    `numbers` are the places of those that hold sums and estimates, not counts.
    """

    frame: pd.DataFrame
    texts: pd.DataFrame
    columns: tuple[int, ...]
    sums: Sums
    numbers: frozenset[int]

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be dressed: then an empty cell may mean no project, too."""
        return is_long(self.sums)

    def dressed(self) -> pd.DataFrame | Styler:
        """Return it with numbers in words and rows coloured; plain where it is long."""
        if self.is_long:
            return self.frame
        styler = self.frame.style.apply(lambda _: self._shades(), axis=None)
        for place, name in enumerate(self.frame.columns):
            # Called once a cell, from above; two cells of one value may say different things.
            styler = styler.format(_Next(list(self.texts.iloc[:, place])), subset=[name])
        return styler

    def _shades(self) -> pd.DataFrame:
        lines = self.sums.lines
        width, numbers = len(self.frame.columns), self.numbers
        shades = [[_SHADES.get(line.what, "")] * width for line in lines]
        for row, line in enumerate(lines):
            for place, column in enumerate(self.columns):
                amount = None if column == SHARING_COLUMN else line.amounts[column]
                if place in numbers and amount and amount.estimated and line.what != "total":
                    shades[row][place] += f"; {_ESTIMATED}"
        return pd.DataFrame(shades, index=self.frame.index, columns=self.frame.columns)


def is_long(sums: Sums) -> bool:
    """Whether a table is too long to be dressed."""
    return len(sums.lines) > _STYLED


class _Next:
    """Says the cells of a column one after the other, and again from the first."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = cells
        self._at = -1

    def __call__(self, _value: object) -> str:
        self._at = (self._at + 1) % len(self._cells)
        return self._cells[self._at]


def unit_of(sums: Sums, lang: str) -> str:
    """Return the unit the table is in."""
    return people_unit(sums.wish.measure, lang)


def column_name(column: Column, words: Mapping[str, str], lang: str) -> str:
    """Name the stages of a column, and say where no total counts them."""
    name = stage_names(column.stages, lang)
    return name if column.is_counted else words["sums_head_apart"].format(stage=name)


def heads(sums: Sums, words: Mapping[str, str], lang: str) -> list[str]:
    """Return the columns' names, the first with the unit."""
    first, *rest = sums.columns
    stages = words["all_stages"] if sums.wish.by == "stage" else stage_names(first.stages, lang)
    named = words["sums_head_counted"].format(stages=stages, unit=unit_of(sums, lang))
    return [named, *(column_name(column, words, lang) for column in rest)]


def line_name(line: Line, sums: Sums, words: Mapping[str, str]) -> str:
    """Name a row as the table does."""
    if line.what == "placed":
        is_known = sums.counted.total.value
        share = share_text(sums.counted.placed_share) if is_known else words["sums_not_stated"]
        return words["sums_placed"].format(share=share)
    if line.what == "zone":
        return words["sums_zone"].format(name=line.name)
    if line.what in _APART:
        return words[_APART[line.what]]
    if line.what == "group":
        return words["sums_group"].format(name=line.name or words["sums_group_none"])
    name = line.name
    if line.what == "apart" and sums.has_groups:
        name = words["sums_all_groups"].format(name=name)
    if _is_split_up(line, sums) and line.amounts[0] and line.amounts[0].stated:
        name = words["sums_crossing_split"].format(name=name)
    is_inside = line.what == "group_apart" or (line.what == "row" and line.city)
    return f"{_INDENT}{name}" if is_inside else name


def _is_split_up(line: Line, sums: Sums) -> bool:
    return sums.is_split and line.key.endswith("cross_county")


def said(amount: Amount | None, measure: str, words: Mapping[str, str], lang: str) -> str:
    """Say a number of the table: what is not stated is no zero."""
    if amount is None:
        return words["sums_none"]
    if amount.known is None:
        return words["sums_not_stated"]
    marks = "".join(_SIGNS[mark] for mark in amount.qualifiers)
    return f"{marks} {number_text(people_value(amount.value, measure, lang))}".lstrip()


def cell_said(line: Line, number: int, sums: Sums, words: Mapping[str, str], lang: str) -> str:
    """Say a row's number in a column: what was split among the counties is no zero either."""
    amount, wish = line.amounts[number], sums.wish
    if amount and amount.known is None and amount.divided:
        return words["sums_split_up"]
    return said(amount, wish.measure, words, lang)


def sharing_said(line: Line, sums: Sums, words: Mapping[str, str], lang: str) -> str:
    """Say what a county takes part in, and how many projects that is: 300（2 个）."""
    if line.sharing is None:
        return ""
    told = said(line.sharing, sums.wish.measure, words, lang)
    return words["sums_sharing_said"].format(told=told, count=line.sharing.projects)


def shown(sums: Sums, words: Mapping[str, str], lang: str) -> Shown:
    """Build the table."""
    measure = sums.wish.measure
    names = [line_name(line, sums, words) for line in sums.lines]
    by = sums.wish.by
    head = words[f"by_{by}"] if by in {"kind", "stage"} else words["col_region"]
    frame: dict[str, list[object]] = {head: list(names)}
    texts: dict[str, list[str]] = {head: list(names)}
    columns = [0]

    def add(title: str, number: int, values: Sequence[object], told: Sequence[str]) -> None:
        frame[title], texts[title] = list(values), list(told)
        columns.append(number)

    for number, title in enumerate(heads(sums, words, lang)):
        amounts = [line.amounts[number] for line in sums.lines]
        values = [_value(amount, measure, lang, is_long=is_long(sums)) for amount in amounts]
        add(title, number, values, [cell_said(x, number, sums, words, lang) for x in sums.lines])
        if number == 0 and sums.is_split:
            parts = _estimates(amounts, measure, lang, is_long=is_long(sums))
            add(words["sums_estimated_col"], 0, *parts)
        if number == 0 and any(line.sharing for line in sums.lines):
            shared = [_sharing(x, measure, lang, is_long=is_long(sums)) for x in sums.lines]
            told = [sharing_said(line, sums, words, lang) for line in sums.lines]
            add(words["sums_head_sharing"], SHARING_COLUMN, shared, told)
    if measure != "count":
        counted = [line.amounts[0] for line in sums.lines]
        projects = [a.projects if a else 0 for a in counted]
        add(words["sums_head_projects"], 0, projects, [_projects(a, words) for a in counted])
        stating = [a.stated if a else 0 for a in counted]
        add(words["sums_head_stated"], 0, stating, [f"{count:,}" for count in stating])
    if is_long(sums):
        marks = [marks_said(line.amounts[0], words) for line in sums.lines]
        add(words["sums_head_marks"], 0, marks, marks)
    table = pd.DataFrame(frame)
    numbers = dict.fromkeys(heads(sums, words, lang), float)  # also where nothing is stated
    if (head := words["sums_head_sharing"]) in table:
        numbers[head] = float
    held = {*heads(sums, words, lang), words["sums_estimated_col"]}
    places = frozenset(place for place, name in enumerate(table.columns) if name in held)
    return Shown(table.astype(numbers), pd.DataFrame(texts), tuple(columns), sums, places)


def _projects(amount: Amount | None, words: Mapping[str, str]) -> str:
    """Count the projects, and behind them those of which only a part is in the number."""
    if amount is None:
        return "0"
    told = f"{amount.projects:,}"
    return words["sums_shared"].format(told=told, count=amount.shared) if amount.shared else told


def _sharing(line: Line, measure: str, lang: str, *, is_long: bool) -> float | None:
    """Return what a county takes part in; a short table says 0 as nothing where none is."""
    if line.sharing is None:
        return None if is_long else 0.0
    known = line.sharing.known
    return None if known is None else people_value(known, measure, lang)


def _estimates(
    amounts: Sequence[Amount | None], measure: str, lang: str, *, is_long: bool
) -> tuple[list[float | None], list[str]]:
    """Say how much of each number no plan states."""
    nothing = None if is_long else 0.0
    values = [
        people_value(a.estimated, measure, lang) if a and a.estimated else nothing for a in amounts
    ]
    return values, [number_text(value) if value else "" for value in values]


def _value(amount: Amount | None, measure: str, lang: str, *, is_long: bool) -> float | None:
    """Return a cell's number; 0 where a short table says a word: no project, or split up."""
    if amount is None or (amount.known is None and amount.divided):
        return None if is_long else 0.0
    return None if amount.known is None else people_value(amount.value, measure, lang)


def marks_said(amount: Amount | None, words: Mapping[str, str]) -> str:
    """Say of a number what it holds beside plain figures, or why there is none."""
    if amount is None:
        return words["sums_none"]
    if amount.known is None:
        return words["sums_split_up" if amount.divided else "sums_not_stated"]
    return words["joiner"].join(words[f"mark_{mark}"] for mark in amount.qualifiers)


def number_text(value: float) -> str:
    """Write a number with separators and at most four decimals, none of them idle."""
    whole, _, decimals = f"{value:,.4f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
