"""A list's columns before its review: what each was taken for, with values, sheet by sheet."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.importing.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.importing.columns import Column, Layout
    from projects.importing.report import Report, SheetReport, UnreadSheet
    from projects.importing.rows import Rejected

    Sheets = dict[str, dict[str, str]]
    """By the names of sheets: field → label of its column, "" for none."""

__all__ = ["fault_of", "forget_columns", "show_columns"]

_CHOSEN, _SHEET = "add_columns_chosen", "add_columns_sheet"
_LISTED, _SAMPLE = 200, 24
_HEIGHT, _ROWS = 356, 8  # pixels of the table where it has more rows than that
_WIDTHS = (3, 4, 3)


def show_columns(report: Report, words: Mapping[str, str], lang: str) -> Sheets | None:
    """Show the columns of a list and let them be changed.

    Returns
    -------
    The sheets whose columns were chosen anew and differ from what was read, None without any.
    """
    sheets: list[SheetReport | UnreadSheet] = [*report.sheets]
    sheets += [sheet for sheet in report.left if sheet.layout is not None]
    st.caption(words["add_columns_help"])
    if hidden := [sheet.name for sheet in report.left if sheet.layout is None]:
        st.text(words["add_hidden_sheets"].format(sheets="、".join(hidden)))
    place = 0
    if len(sheets) > 1:
        read = len(report.sheets)
        names = [_named(sheet, number < read, words) for number, sheet in enumerate(sheets)]
        chosen = st.segmented_control(
            words["add_sheet"], range(len(sheets)), default=0,
            format_func=names.__getitem__, key=_SHEET, label_visibility="collapsed",
        )  # fmt: skip
        place = chosen or 0
    _table(place, sheets[place], words, lang)
    _rows_apart(report, words)
    changed = {
        sheet.name: said
        for number, sheet in enumerate(sheets)
        if (said := _changes(number, sheet.layout))
    }
    return changed or None


def fault_of(changed: Sheets, words: Mapping[str, str], lang: str) -> str:
    """Say why what was chosen cannot be read, "" where it can."""
    for said in changed.values():
        if twice := said.get(""):
            return words["add_column_twice"].format(field=_field(twice, lang))
    return ""


def forget_columns() -> None:
    """Forget what was chosen, for the next file."""
    for key in (_CHOSEN, _SHEET):
        st.session_state.pop(key, None)
    for key in [str(key) for key in st.session_state if str(key).startswith("add_column_")]:
        del st.session_state[key]


def _named(sheet: SheetReport | UnreadSheet, is_read: bool, words: Mapping[str, str]) -> str:  # noqa: FBT001
    layout = sheet.layout
    if not is_read or layout is None:
        return words["add_unread_sheet"].format(sheet=sheet.name)
    told = {"taken": len(layout.fields), "width": layout.width}
    return words["add_read_sheet"].format(sheet=sheet.name, **told)


def _table(
    place: int, sheet: SheetReport | UnreadSheet, words: Mapping[str, str], lang: str
) -> None:
    layout = sheet.layout
    if layout is None:
        return
    if "name" not in layout.fields:
        st.text(words["add_nameless_sheet"])
    heads = words["add_column_label"], words["add_column_sample"], words["add_column_taken"]
    for column, head in zip(st.columns(_WIDTHS), heads, strict=True):
        column.caption(head)
    is_long = layout.width > _ROWS
    with st.container(
        key="add_columns_rows", height=_HEIGHT if is_long else "content", border=is_long
    ):
        for number, label in enumerate(layout.labels):
            samples = sheet.samples[number] if number < len(sheet.samples) else ()
            _row((place, number), layout, label, samples, words=words, lang=lang)


def _row(
    at: tuple[int, int],
    layout: Layout,
    label: str,
    samples: Sequence[str],
    *,
    words: Mapping[str, str],
    lang: str,
) -> None:
    place, number = at
    taken = _taken(place, layout)[number]
    state = "is" if taken else "no"
    with st.container(key=f"add_columnrow_{state}_{place}_{number}"):
        own, sample, field = st.columns(_WIDTHS, vertical_alignment="center")
        own.text(label)
        sample.text("、".join(map(_short, samples)) or "–")
        options = ["", *FIELDS]
        key = f"add_column_{lang}_{place}_{number}"
        field.selectbox(
            label, options, options.index(taken), key=key, label_visibility="collapsed",
            format_func=partial(_option, column=_column(layout, number), words=words, lang=lang),
            on_change=_choose, args=(key, at),
        )  # fmt: skip


def _choose(key: str, at: tuple[int, int]) -> None:
    """Keep a choice apart from its widget, which is gone while another sheet is shown."""
    st.session_state.setdefault(_CHOSEN, {})[at] = st.session_state[key]


def _taken(place: int, layout: Layout) -> dict[int, str]:
    """Return the field of each column, "" for none: as it was read, then as it was chosen."""
    read = {column.number: key for key, column in layout.fields.items()}
    chosen = st.session_state.get(_CHOSEN, {})
    return {
        number: chosen.get((place, number), read.get(number, "")) for number in range(layout.width)
    }


def _changes(place: int, layout: Layout | None) -> dict[str, str]:
    """Return what differs from what was read; a field chosen twice stands under ""."""
    if layout is None:
        return {}
    taken = _taken(place, layout)
    counted = Counter(filter(None, taken.values()))
    if twice := [key for key, count in counted.items() if count > 1]:
        return {"": twice[0]}
    now = {key: layout.labels[number] for number, key in taken.items() if key}
    read = {key: column.label for key, column in layout.fields.items()}
    return {key: now.get(key, "") for key in {**read, **now} if now.get(key) != read.get(key)}


def _column(layout: Layout, number: int) -> tuple[str, Column | None]:
    """Return the field a column was read as, and the column."""
    found = ((key, c) for key, c in layout.fields.items() if c.number == number)
    return next(found, ("", None))


def _option(
    key: str, *, column: tuple[str, Column | None], words: Mapping[str, str], lang: str
) -> str:
    if not key:
        return words["add_column_none"]
    read_as, read = column
    if key == read_as and read is not None and read.unit:
        start = read.label.casefold().find(read.unit)  # the unit as the label writes it
        unit = read.label[start : start + len(read.unit)] if start >= 0 else read.unit
        return words["add_column_unit"].format(field=_field(key, lang), unit=unit)
    return _field(key, lang)


def _field(key: str, lang: str) -> str:
    return FIELDS[key].zh if lang == "zh" else FIELDS[key].en


def _short(sample: str) -> str:
    return sample if len(sample) <= _SAMPLE else f"{sample[:_SAMPLE]}…"


def _rows_apart(report: Report, words: Mapping[str, str]) -> None:
    """List the rows that were skipped and those that were not taken."""
    apart: tuple[tuple[list[Rejected], str], ...] = (
        (report.rejected, "add_rejected"), (report.skipped, "add_skipped"),
    )  # fmt: skip
    for rows, key in apart:
        if rows:
            with st.expander(words[key].format(count=len(rows))):
                listed = [(row.where, row.name, row.reason) for row in rows[:_LISTED]]
                names = [words["add_row"], words["col_name"], words["add_why"]]
                st.dataframe(pd.DataFrame(listed, columns=names), hide_index=True)
