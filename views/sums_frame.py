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
    "Shown",
    "cell_said",
    "column_name",
    "heads",
    "line_name",
    "number_text",
    "said",
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
    "outside": "background-color: #efefef; color: #6a7580",
}
_ESTIMATED = "color: #b35900"


@dataclass(frozen=True, eq=False)
class Shown:
    """The table: `frame` holds numbers, empty where nothing is stated.

    `columns` tells for each of its columns which of the sums' it shows.
    """

    frame: pd.DataFrame
    texts: pd.DataFrame
    columns: tuple[int, ...]
    sums: Sums

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be dressed: then an empty cell may mean no project, too."""
        return len(self.frame) > _STYLED

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
        width = len(self.frame.columns)
        shades = [[_SHADES.get(line.what, "")] * width for line in lines]
        for row, line in enumerate(lines):
            for place, column in enumerate(self.columns):
                amount = line.amounts[column]
                if amount and amount.estimated and place > 0 and line.what != "total":
                    shades[row][place] += f"; {_ESTIMATED}"
        return pd.DataFrame(shades, index=self.frame.index, columns=self.frame.columns)


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
    if line.what == "outside":
        return words["sums_outside"]
    is_split = sums.wish.split and sums.wish.measure != "count"
    if line.key == "cross_county" and is_split and sums.counted.cross_county.stated:
        return words["sums_crossing_split"].format(name=line.name)
    return line.name


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
    is_split = wish.split and line.key == "cross_county" and wish.measure != "count"
    if is_split and amount and amount.stated and not amount.value:
        return words["sums_split_up"]
    return said(amount, wish.measure, words, lang)


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
        is_long = len(names) > _STYLED
        values = [_value(amount, measure, lang, is_long=is_long) for amount in amounts]
        add(title, number, values, [cell_said(x, number, sums, words, lang) for x in sums.lines])
        if number == 0 and sums.wish.split and measure != "count":
            parts = _estimates(amounts, measure, lang, is_long=is_long)
            add(words["sums_estimated_col"], 0, *parts)
    if measure != "count":
        for title, field in (("sums_head_projects", "projects"), ("sums_head_stated", "stated")):
            counts = [getattr(a, field) if a else 0 for a in (x.amounts[0] for x in sums.lines)]
            add(words[title], 0, counts, [f"{count:,}" for count in counts])
    if len(names) > _STYLED:
        marks = [_marks(line.amounts[0], words) for line in sums.lines]
        add(words["sums_head_marks"], 0, marks, marks)
    table = pd.DataFrame(frame)
    numbers = dict.fromkeys(heads(sums, words, lang), float)  # also where nothing is stated
    return Shown(table.astype(numbers), pd.DataFrame(texts), tuple(columns), sums)


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
    """Return a cell's number: where no project is, 0, which a short table says as a dash."""
    if amount is None:
        return None if is_long else 0.0
    return None if amount.known is None else people_value(amount.value, measure, lang)


def _marks(amount: Amount | None, words: Mapping[str, str]) -> str:
    if amount is None:
        return ""
    return words["joiner"].join(words[f"mark_{mark}"] for mark in amount.qualifiers)


def number_text(value: float) -> str:
    """Write a number with separators and at most four decimals, none of them idle."""
    whole, _, decimals = f"{value:,.4f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole
