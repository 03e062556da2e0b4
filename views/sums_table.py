"""The first view of the sums page: table and chart side by side, the projects below."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import streamlit as st
from pandas.api.types import is_numeric_dtype

from geo.models import Adcode
from projects.models import Stage
from views import filters, moving, sums_behind, sums_chart, sums_once, sums_state
from views.figures import part_said, placed_of, stage_names
from views.rows import height_of
from views.sums_files import as_csv, as_xlsx
from views.sums_frame import (
    COUNTED,
    SHARING_COLUMN,
    cell_said,
    heads,
    is_long,
    line_name,
    sharing_said,
    shown,
    unit_of,
)
from views.sums_rows import SHARING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.models import Project
    from projects.totals import Summary
    from views.scene import Sight
    from views.sums_frame import Shown
    from views.sums_rows import Line, Sums
    from views.sums_state import Asked

__all__ = ["notes", "show"]

_KEY = "sums_table"
_MOST_ROWS = 10
_CLICK = "sums_click"
_CHART_HEIGHT = 345
_TO_MAP, _TO_LIST = "map", "list"
_NAME_WIDTH, _FIRST_WIDTH = 230, 134
_WIDTH = {"zh": 104, "en": 134}
_PLACES = {"county": "county", "prefecture": "city", "province": "province"}


def show(sums: Sums, sight: Sight, asked: Asked) -> Asked:
    """Show table, chart and the projects behind the number chosen; return what is asked now."""
    words, lang = sight.words, sight.lang
    serial = _serial(sums, sight)
    left, right = st.columns([3, 2], gap="small")
    with left:
        table = sight.holdings.once(
            ("sums table", sums.wish, sums.counted.by, lang, tuple(heads(sums, words, lang))),
            lambda: shown(sums, words, lang),
        )
        asked = _table(table, asked, sight, serial)
    with right:
        asked = _chart(sums, sight, asked, serial)
    _behind(sums, sight, asked)
    said_notes = [*_located(sums, sight), *notes(sums, words, lang), *_crossing(sums, sight)]
    with st.container(key="sums_notes"):
        for note in said_notes:
            st.text(note)  # a plan's date is what its text says, and no Markdown
    sums_once.show(sums.counted, sight)
    _files(sums, [*said_notes, *sums_once.once_said(sums.counted, words)], sight)
    return asked


def notes(sums: Sums, words: Mapping[str, str], lang: str) -> list[str]:
    """Say what a reader has to know of the table: what it adds up, as of when, how sure."""
    summary = sums.counted
    stages = stage_names(sums.columns[0].stages, lang)
    found = [words["sums_adds_up"].format(stages=stages)]
    if sums.wish.by != "county":
        found = [words["sums_adds_up_other"].format(stages=stages)]
    if sums.wish.by == "stage":
        found = [words["sums_adds_up_all"]]
    found.append(_dates(summary, words))
    found.append(words["sums_legend_long" if is_long(sums) else "sums_legend"])
    if sums.is_split:
        found.append(words["sums_split_note"])
    return found


def _located(sums: Sums, sight: Sight) -> list[str]:
    """Say how much of what is counted lies in counties that are known, as the map page does."""
    words, measure = sight.words, sums.wish.measure
    found = placed_of(sight.holdings, sums.columns[0].stages, measure, sight.divisions)
    if sums.wish.by == "stage" or not found.total.projects:
        return []
    said = part_said(found.several, found.total, measure, words, sight.lang)
    return [words["sums_located"].format(said=said)]


def _crossing(sums: Sums, sight: Sight) -> list[str]:
    """Name every county of the cross-county projects: the row has room for the first."""
    words, divisions = sight.words, sight.divisions
    if sums.wish.by != "county" or is_long(sums):
        return []
    of: dict[str, set[Adcode]] = {}
    for column in sums.columns:
        for group in column.summary.groups:
            of.setdefault(group.key, set()).update(group.crossing)
    found = []
    for key, codes in sorted(of.items()):
        names = words["joiner"].join(map(divisions.name, sorted(codes)))
        said = words["sums_crossing_of" if len(of) > 1 else "sums_crossing"]
        city = divisions.name(Adcode(key)) if key else words["sums_group_none"]
        if codes:
            found.append(said.format(city=city, count=len(codes), names=names))
    return found


def _dates(summary: Summary, words: Mapping[str, str]) -> str:
    dates = [date for date in summary.dates if date]
    if not dates:
        return words["sums_as_of"].format(dates=words["sums_no_date"])
    told = dates[0]
    if dates[0] != dates[-1]:
        told = words["sums_as_of_span"].format(first=dates[0], last=dates[-1])
    undated = words["sums_undated"] if len(dates) < len(summary.dates) else ""
    return words["sums_as_of"].format(dates=f"{told}{undated}")


def _serial(sums: Sums, sight: Sight) -> str:
    """Name this table among others: what was clicked in one means nothing in the next."""
    told = repr((sums.wish, sight.choice.selection, sight.lang))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _table(table: Shown, asked: Asked, sight: Sight, serial: str) -> Asked:
    """Show the table; a click on a cell chooses the number."""
    words, width = sight.words, _WIDTH[sight.lang]
    frame, key = table.frame, f"{_KEY}_{serial}"
    config = {name: _column(name, table, width) for name in frame.columns[1:]}
    for name in (frame.columns[1], sight.words["sums_head_sharing"]):
        if name in config:
            config[name] = _column(name, table, _FIRST_WIDTH)
    config[frame.columns[0]] = st.column_config.Column(width=_NAME_WIDTH, pinned=True)
    with st.container(key="sums_table_box"):
        state = st.dataframe(
            table.dressed(),
            hide_index=True,
            height=height_of(len(frame), _MOST_ROWS),
            width="stretch",
            column_config=config,
            key=key,
            placeholder="—" if table.is_long else words["sums_not_stated"],
            selection_mode="single-cell",
            on_select="rerun",
        )
    cells = state.selection.cells
    seen = (key, cells[0]) if cells else None
    if seen == st.session_state.get(f"{_KEY}_seen"):
        return asked
    st.session_state[f"{_KEY}_seen"] = seen
    if not cells:
        return asked
    row, name = cells[0]
    if row >= len(table.sums.lines) or name not in frame.columns:
        return asked
    number = table.columns[list(frame.columns).index(name)]
    is_shared = number == SHARING_COLUMN
    column = SHARING if is_shared else sums_chart.column_id(table.sums, number)
    return sums_state.changed(asked, row=table.sums.lines[row].key, column=column)


def _column(name: str, table: Shown, width: int) -> Any:  # noqa: ANN401 - Streamlit's own
    """Return how a column is shown: numbers of a long table, which is not dressed, with commas."""
    if table.is_long and is_numeric_dtype(table.frame[name]):
        return st.column_config.NumberColumn(width=width, format="localized")
    return st.column_config.Column(width=width)


def _chart(sums: Sums, sight: Sight, asked: Asked, serial: str) -> Asked:
    """Show the chart; a click on a bar goes to the map, or lists its projects."""
    words = sight.words
    wanted = st.segmented_control(
        words["sums_click"],
        [_TO_MAP, _TO_LIST],
        format_func=lambda way: words[f"sums_click_{way}"],
        default=_TO_MAP,
        key=_CLICK,
        required=True,
        label_visibility="collapsed",
    )
    picked = sums_chart.picked(sums, serial)
    height: Literal["content"] | int = "content" if sums_chart.is_short(sums) else _CHART_HEIGHT
    with st.container(key="sums_chart_box", height=height, border=False):
        sums_chart.draw(sums, words, sight.lang, serial)
    if picked is None:
        return asked
    key, column = picked
    asked = sums_state.changed(asked, row=key, column=column)
    line = sums.line(key)
    if wanted == _TO_MAP and line is not None and line.what == "row":
        sums_state.keep(asked)
        _move(sums.wish.by, key, sight)
    return asked


def _move(by: str, key: str, sight: Sight) -> NoReturn:
    """Show the map at a row's place, or the map of the row's kind or stage alone."""
    if by in _PLACES:
        moving.go_to_map(_PLACES[by], key)
    only: Mapping[str, Any] = {"kinds": (key,)} if by == "kind" else {"stages": (Stage(key),)}
    moving.go_to_map_of(replace(sight.choice.selection, **only))


def _about(sums: Sums, sight: Sight) -> list[str]:
    """Say what a file is of, and of which day: filter, stages counted, edition of the divisions."""
    words, lang = sight.words, sight.lang
    selection = replace(sight.choice.selection, stages=())
    documents = sight.holdings.documents
    told = filters.said(selection, sight.divisions, words, lang, documents=documents)
    today = datetime.now().astimezone().date().isoformat()
    stages = stage_names(sums.columns[0].stages, lang)
    return [told, words["sums_file_stages"].format(stages=stages),
            words["sums_file_day"].format(day=today)]  # fmt: skip


def _files(sums: Sums, said_notes: Sequence[str], sight: Sight) -> None:
    words, lang = sight.words, sight.lang
    about = _about(sums, sight)  # now: what a button calls later has no session
    name = f"luotu-{sums.wish.by}-{sums.wish.measure}"
    with st.container(horizontal=True):
        st.download_button(
            words["sums_csv"],
            data=lambda: as_csv(sums, [*about, *said_notes], words, lang),
            file_name=f"{name}.csv",
            mime="text/csv",
            key="sums_csv",
            on_click="ignore",
        )
        st.download_button(
            words["sums_xlsx"],
            data=lambda: as_xlsx(sums, said_notes, words, lang, about=about),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="sums_xlsx",
            on_click="ignore",
        )


def _behind(sums: Sums, sight: Sight, asked: Asked) -> None:
    """List the projects behind the number chosen; behind the total before one is chosen."""
    words, lang = sight.words, sight.lang
    ids = [sums_chart.column_id(sums, number) for number in range(len(sums.columns))]
    number = ids.index(asked.column) if asked.column in ids else 0
    line = sums.line(asked.row) or sums.lines[0]
    is_shared = asked.column == SHARING and line.sharing is not None
    keys = sums.takes_part(line.key) if is_shared else sums.behind(line.key, number)
    projects = sums_behind.of_keys(keys, sight)
    head = words["sums_head_sharing"] if is_shared else heads(sums, words, lang)[number]
    what = words["sums_behind_what"].format(row=line_name(line, sums, words).strip(), column=head)
    value = cell_said(line, number, sums, words, lang)
    if is_shared:
        told = words["sums_behind_what"].format(
            row=what, column=sharing_said(line, sums, words, lang)
        )
    elif sums.wish.measure == "count":
        told = words["sums_behind"].format(what=what, count=len(projects))
    else:
        value = f"{value} {unit_of(sums, lang)}" if value[-1:].isdigit() else value
        told = words["sums_behind_value"].format(what=what, count=len(projects), value=value)
    with st.container(key="sums_behind_head", horizontal=True, vertical_alignment="center"):
        st.text(told)
        _go(line, sums, sight)
        if line.what != "total" and st.button(words["sums_behind_all"], key="sums_all"):
            sums_state.keep(sums_state.changed(asked, row="", column=COUNTED))
            st.rerun(scope="fragment")
    if projects:
        st.caption(words["sums_behind_hint"])
    if (
        line.what == "row"
        and sums.wish.by == "county"
        and not is_shared
        and any(len(p.counties) > 1 for p in projects)
    ):
        st.caption(words["sums_adds_split"])
    column = SHARING if is_shared else ids[number]
    key = f"sums_list_{line.what}_{line.key}_{column}_{sums.wish.by}"
    sums_behind.show(
        projects,
        sight,
        key=key,
        measure=sums.wish.measure,
        adds=None if is_shared else (lambda project: _adds(project, line, sums)),
    )


def _adds(project: Project, line: Line, sums: Sums) -> float | None:
    """Tell what a project adds; nothing where only an unknown part of it is in the row."""
    if line.what == "row" and sums.wish.by == "county" and len(project.counties) > 1:
        return None
    return sums.adds((project.document, project.id))


def _go(line: Line, sums: Sums, sight: Sight) -> None:
    if line.what != "row":
        return
    name = line_name(line, sums, sight.words).strip()
    if sums.wish.by in _PLACES:
        name = sight.divisions.name(line.key)
    if st.button(sight.words["sums_to_map_of"].format(name=name), key="sums_to_map"):
        _move(sums.wish.by, line.key, sight)
