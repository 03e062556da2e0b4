"""The chart of the sums page: the table's rows as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from layers.barchart import PICKED, BarPiece, BarRow, bar_chart
from projects.kinds import MEASURES
from projects.models import Stage
from projects.wording import STAGES
from views.bars import SHADES
from views.choice import label
from views.figures import people_value, stage_names
from views.sums_frame import COUNTED, cell_said, line_name, number_text, said, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from views.sums_rows import Column, Line, Sums

__all__ = ["column_id", "draw", "is_short", "largest", "picked", "pieces_and_rows"]

_KEY = "sums_chart"
_MOST = 40
_SHORT = 8
_ROWS = frozenset({"row", "apart", "outside"})
_NEVER_COUNTED = frozenset({"outside"})
_ESTIMATED = "#d97b00"
_OF_ALL = "#6f9fc8"
_Piece = tuple[int, str, float, bool, str]


def is_short(sums: Sums) -> bool:
    """Whether all bars can be seen at once."""
    return len(_drawable(sums)) <= _SHORT


def draw(sums: Sums, words: Mapping[str, str], lang: str, serial: str) -> None:
    """Draw the bars, the largest where there are too many for one picture."""
    lines, shown = _drawable(sums), largest(sums)
    pieces, rows = pieces_and_rows(sums, shown, words, lang)
    if not pieces:
        st.caption(words["sums_chart_none"])
        return
    measure = MEASURES[sums.wish.measure]
    named = label((measure.zh, measure.en), lang)
    shades = {name: _shade(name, lang, words) for name in _layers(pieces, lang, words)}
    unit = unit_of(sums, lang)
    titles = {
        "value": words["sums_head_counted"].format(stages=named, unit=unit),
        "row": words[f"by_{sums.wish.by}"],
        "layer": words["stage"],
        "told": unit,
    }
    st.altair_chart(
        bar_chart(pieces, rows, shades=shades, titles=titles),
        key=f"{_KEY}_{serial}",
        on_select="rerun",
        selection_mode=PICKED,
        alt=words["sums_chart_alt"].format(measure=named, by=titles["row"]),
    )
    notes = []
    if len(shown) < len(lines):
        total = sum(line.what == "row" for line in lines)
        notes.append(words["sums_chart_first"].format(count=len(shown), total=total))
    if any(line.what in _ROWS and line not in lines for line in sums.lines):
        notes.append(words["sums_chart_blank"])
    if not all(piece.counted for piece in pieces):
        notes.append(words["sums_chart_light"])
    if notes:
        st.caption(" ".join(notes))


def picked(sums: Sums, serial: str) -> tuple[str, str] | None:
    """Return what was clicked since the last look: a row's key and its column."""
    state = st.session_state.get(f"{_KEY}_{serial}")
    found = state.selection.get(PICKED) if state else None
    seen = {**found[0], "serial": serial} if found else None
    if seen == st.session_state.get(f"{_KEY}_seen"):
        return None
    st.session_state[f"{_KEY}_seen"] = seen
    if not isinstance(seen, dict) or sums.line(str(seen.get("key"))) is None:
        return None
    number = seen.get("column")
    if not isinstance(number, int) or not 0 <= number < len(sums.columns):
        return None
    return str(seen["key"]), column_id(sums, number)


def column_id(sums: Sums, number: int) -> str:
    """Return what names a column: "counted", or its stage."""
    return COUNTED if number == 0 else str(sums.columns[number].stages[0])


def pieces_and_rows(
    sums: Sums, lines: list[Line], words: Mapping[str, str], lang: str
) -> tuple[list[BarPiece], list[BarRow]]:
    """Return what is drawn of some rows: stages side by side, estimates by themselves."""
    columns = list(enumerate(sums.columns))
    columns = columns[1:] or columns
    pieces: list[BarPiece] = []
    rows: list[BarRow] = []
    names = _unique(lines, sums, words)
    for place, (line, name) in enumerate(zip(lines, names, strict=True)):
        mine: list[_Piece] = []
        for number, column in columns:
            mine += _pieces(line, number, column, sums, words, lang)
        drawn = [
            BarPiece(line.key, number, place, name, layer, rank, value, counted, told)
            for rank, (number, layer, value, counted, told) in enumerate(mine)
        ]
        pieces += drawn
        told = _end_said(line, columns, sums, words, lang)
        rows.append(BarRow(line.key, 0, place, name, sum(p.value for p in drawn), told))
    return pieces, rows


def _end_said(
    line: Line,
    columns: Sequence[tuple[int, Column]],
    sums: Sums,
    words: Mapping[str, str],
    lang: str,
) -> str:
    """Say what the total counts of a row, and behind it the one stage it does not.

    Of several there is no room beside the bar; a tip has each.
    """
    measure = sums.wish.measure
    told = cell_said(line, 0, sums, words, lang)
    apart = [
        words["sums_bar_stage"].format(
            stage=stage_names(column.stages, lang), amount=said(amount, measure, words, lang)
        )
        for number, column in columns
        if not column.is_counted and (amount := line.amounts[number]) and amount.value
    ]
    if len(apart) != 1:
        return told
    return words["sums_bar_apart"].format(told=told, apart=apart[0])


def _pieces(
    line: Line, number: int, column: Column, sums: Sums, words: Mapping[str, str], lang: str
) -> Iterator[_Piece]:
    amount = line.amounts[number]
    if amount is None or not amount.value:
        return
    measure = sums.wish.measure
    counted = column.is_counted and line.what not in _NEVER_COUNTED
    layer = _layer(line, column, words, lang)
    whole = people_value(amount.value, measure, lang)
    part = people_value(amount.estimated, measure, lang) if amount.estimated else 0.0
    told = said(amount, measure, words, lang)
    if whole - part > 0:
        yield number, layer, whole - part, counted, told
    if part:
        yield number, words["sums_estimated"], part, counted, number_text(part)


def _layer(line: Line, column: Column, words: Mapping[str, str], lang: str) -> str:
    if len(column.stages) == 1:
        return label(STAGES[column.stages[0]], lang)
    if line.key in {*Stage}:  # a table by stage has a row for each
        return label(STAGES[Stage(line.key)], lang)
    return words["all_stages"]


def _layers(pieces: list[BarPiece], lang: str, words: Mapping[str, str]) -> list[str]:
    there = {piece.layer for piece in pieces}
    known = [label(pair, lang) for pair in STAGES.values()]
    known += [words["all_stages"], words["sums_estimated"]]
    return [name for name in known if name in there]


def _shade(name: str, lang: str, words: Mapping[str, str]) -> str:
    if name == words["sums_estimated"]:
        return _ESTIMATED
    stages = {label(pair, lang): stage for stage, pair in STAGES.items()}
    return SHADES[Stage(stages[name])] if name in stages else _OF_ALL


def _drawable(sums: Sums) -> list[Line]:
    """Return the rows that have a value, and what no row can take."""
    return [
        line
        for line in sums.lines
        if line.what in _ROWS and any(amount and amount.value for amount in line.amounts)
    ]


def largest(sums: Sums) -> list[Line]:
    """Return what is drawn: all rows, or of too many the largest, these first.

    Then 跨县, 全市性 and 待定位 of all of them are left to the table: beside the sums of a whole
    country no row's bar could be seen.
    """
    lines = _drawable(sums)
    rows = [line for line in lines if line.what == "row"]
    if len(rows) <= _MOST:
        return lines
    return sorted(rows, key=lambda line: -(line.amounts[0].value if line.amounts[0] else 0.0))[
        :_MOST
    ]


def _unique(lines: list[Line], sums: Sums, words: Mapping[str, str]) -> list[str]:
    """Name each row; of rows of one name the later ones tell their codes."""
    found: dict[str, None] = {}
    for line in lines:
        name = line_name(line, sums, words).strip()
        if line.key == "cross_county":
            name = name.partition("（")[0].partition(" (")[0]  # its counties stand in the table
        if line.city:
            name = f"{line.city} {name}"
        found[name if name not in found else f"{name} {line.key}"] = None
    return list(found)
