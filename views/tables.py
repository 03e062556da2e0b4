"""Below the map: capacity by region that reconciles, all projects, and files to take away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from layers.workbook import csv_bytes
from projects.kinds import MEASURES
from projects.models import Stage
from projects.summaries import BY, By, Summary, summarise
from projects.wording import CLASSES, STAGES, kind_name
from views import exports, moving, panes, paper, projecttable, side, sums_once
from views.choice import label
from views.figures import left_out, people_unit, people_value, present_stages
from views.filters import stated_measures
from views.i18n import localised
from views.offers import keep
from views.rows import height_of, list_frame, number_columns, of_numbers

if TYPE_CHECKING:
    from projects.amounts import Amount
    from views.scene import Sight

__all__ = ["region_table", "show"]

_BESIDE = ("cross_county", "citywide", "unplaced")
_MOST_ROWS = 24
_SCROLLED = 12
"""Rows in sight of a table with more than `_MOST_ROWS`: the browser paints all of them anew."""
_MANY_CITIES = 40
"""More are summed by city until the reader asks for counties."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(sight: Sight) -> None:
    """Show the two tabs; what a tab holds is drawn while it is open."""
    words = sight.words
    regions, files = st.tabs(
        [words[name] for name in panes.TABS], key=panes.tabs_key(sight.lang), on_change="rerun"
    )
    if side.is_wide():
        _projects_on_paper(sight)
    if regions.open:
        with regions:
            _regions(sight)
    if files.open:
        with files:
            _files(sight)


def _regions_on_paper(frame: pd.DataFrame, by: str, measure: str, sight: Sight) -> None:
    words, known = sight.words, MEASURES[measure]
    title = words["p_regions"].format(
        by=words[f"by_{by}"], measure=label((known.zh, known.en), sight.lang)
    )
    if len(frame) > paper.MOST:
        title = words["p_first"].format(title=title, count=paper.MOST)
    paper.table(_short(frame, sight), title=title, key="regions")


def _projects_on_paper(sight: Sight) -> None:
    words, first = sight.words, sight.shown[: paper.MOST]
    title = words["p_projects"].format(count=len(sight.shown), stages=sight.stages_shown)
    if len(first) < len(sight.shown):
        title = words["p_first"].format(title=title, count=len(first))
    listed = sight.holdings.once(
        ("on paper", sight.lang, tuple(sight.cities)), lambda: list_frame(first, sight)
    )
    paper.table(listed, title=title, key="projects")


def _short(frame: pd.DataFrame, sight: Sight) -> pd.DataFrame:
    """Keep the first regions of a long table, and all that stands below the regions."""
    if len(frame) <= paper.MOST:
        return frame
    words, lang = sight.words, sight.lang
    below = [*(label(CLASSES[key], lang) for key in _BESIDE), words["row_total"]]
    last = frame[frame.iloc[:, 0].isin([*below, words["row_outside"]])]
    return pd.concat([frame.head(paper.MOST), last])


def _measures(sight: Sight) -> list[str]:
    stated = sight.holdings.once(
        ("measures", sight.divisions), lambda: stated_measures(sight.holdings, sight.divisions)
    )
    return [*(key for key in stated if key != "count"), "count"]


def _asked(sight: Sight) -> tuple[str, str]:
    """Return by what and which measure the regions are summed."""
    said, offered = st.session_state.get, _measures(sight)
    measure = said(localised(panes.MEASURE, sight.lang))
    usual = By.COUNTY if len(sight.cities) <= _MANY_CITIES else By.PREFECTURE
    by = said(localised(panes.GROUP, sight.lang)) or usual
    return str(by), measure if measure in offered else offered[0]


def _region_frame(sight: Sight, by: str, measure: str) -> pd.DataFrame:
    return sight.holdings.once(
        ("regions", by, measure, sight.lang), lambda: region_table(sight, by=by, measure=measure)
    )


def _regions(sight: Sight) -> None:
    words, lang = sight.words, sight.lang
    left, right, more = st.columns([1, 1, 2], vertical_alignment="bottom")
    with more:
        moving.link_to_sums(words)
    by = left.selectbox(
        words["by"],
        BY,
        format_func=lambda key: words[f"by_{key}"],
        key=keep(localised(panes.GROUP, sight.lang), _asked(sight)[0]),
        persist_state="session",  # while another tab is open
    )
    measures = _measures(sight)
    if measures == ["count"]:
        power = MEASURES["power"]
        st.info(words["measure_none"].format(measure=label((power.zh, power.en), sight.lang)))
    measure = right.selectbox(
        words["measure"],
        measures,
        format_func=lambda key: label((MEASURES[key].zh, MEASURES[key].en), sight.lang),
        key=localised(panes.MEASURE, sight.lang),
        persist_state="session",
    )
    frame = _region_frame(sight, by, measure)
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=height_of(len(frame), _MOST_ROWS if len(frame) <= _MOST_ROWS else _SCROLLED),
        placeholder="—",
        column_config=number_columns(frame),
        key="regions",
    )
    _regions_on_paper(frame, by, measure, sight)
    stages = words["all_stages"] if by == "stage" else sight.stages_said
    st.caption(words["reconciles"].format(stages=stages))
    if by != "stage":
        divisions = sight.divisions
        note = left_out(sight.holdings, sight.stages, measure, divisions, words, lang)
        if note:
            st.caption(note)
    counted = present_stages(sight.holdings, sight.divisions) if by == "stage" else sight.stages
    sums_once.show(_summary(sight, by, measure, counted), sight, key="map_once", details=False)
    st.download_button(
        words["download_csv"],
        data=lambda: _csv(frame),
        file_name=f"luotu-{by}-{measure}.csv",
        mime="text/csv",
        key="regions_csv",
        on_click="ignore",
    )


def region_table(sight: Sight, *, by: str, measure: str) -> pd.DataFrame:
    """Build the table: one row per region, then what no region holds, the total, and 市外.

    Every column counts the stages of the headline, and says so; where these are several, each has
    a column of its own. A table by stage has a row for every stage there is.
    """
    words = sight.words
    unit = people_unit(measure, sight.lang)
    present = present_stages(sight.holdings, sight.divisions)
    stages = present if by == "stage" else sight.stages
    said_stages = words["all_stages"] if by == "stage" else sight.stages_said
    counted = _summary(sight, by, measure, stages)
    split = [(s, _summary(sight, by, measure, (s,))) for s in present if s in stages]
    if len(split) == 1 or by == "stage":
        split = []
    lines = [(row.key, _name(row.key, row.name, by, sight)) for row in counted.rows]
    lines += [
        (key, label(CLASSES[key], sight.lang)) for key in _BESIDE if getattr(counted, key).projects
    ]
    lines.append(("total", words["row_total"]))
    if counted.outside.projects:
        lines.append(("outside", words["row_outside"]))
    total = words["col_stage"].format(stage=said_stages, unit=unit)
    records = []
    amounts = [_amounts(summary) for summary in (counted, *(found for _, found in split))]
    for key, name in lines:
        amount = amounts[0].get(key)
        record: dict[str, object] = {
            words["col_region"] if by not in {"kind", "stage"} else words[f"by_{by}"]: name,
            words["col_projects"].format(stages=said_stages): amount.projects if amount else 0,
        }
        if measure != "count":
            stated = words["col_stated"].format(stages=said_stages)
            record[stated] = amount.stated if amount else 0
            record[total] = _cell(amount, measure, sight.lang)
        for (stage, _), found in zip(split, amounts[1:], strict=True):
            title = words["col_stage"].format(stage=label(STAGES[stage], sight.lang), unit=unit)
            record[title] = _cell(found.get(key), measure, sight.lang)
        vague = amount is not None and amount.qualified
        record[words["col_vague"]] = words["vague_yes"] if vague else ""
        records.append(record)
    return of_numbers(pd.DataFrame(records))


def _summary(sight: Sight, by: str, measure: str, stages: tuple[Stage, ...]) -> Summary:
    return summarise(
        sight.holdings, divisions=sight.divisions, by=by, measure=measure, stages=stages
    )


def _amounts(summary: Summary) -> dict[str, Amount]:
    """Give a summary's amounts by the keys of the table's lines."""
    apart: dict[str, Amount] = {
        key: getattr(summary, key) for key in (*_BESIDE, "total", "outside")
    }
    return apart | {row.key: row.amount for row in summary.rows}


def _cell(amount: Amount | None, measure: str, lang: str) -> float | None:
    """Leave the cell empty where nothing states the measure: a zero would be taken for a fact."""
    if amount is None or not amount.stated:
        return None
    return people_value(amount.value, measure, lang)


def _name(key: str, name: str, by: str, sight: Sight) -> str:
    if by == "kind":
        return kind_name(key, lang=sight.lang)
    if by == "stage":
        return label(STAGES[Stage(key)], sight.lang)
    if by == "county" and len(sight.cities) > 1:
        city = sight.divisions.prefecture_of(key)
        return name if city == key else f"{sight.divisions.name(city)} {name}"
    return name


def _files(sight: Sight) -> None:
    words, layout = sight.words, projecttable.layout(sight)
    st.text(words["export_files"])
    exports.offer(sight)
    st.text(words["export_tables"])
    st.caption(words["export_tables_help"])
    files = (
        ("csv", "luotu-projects.csv", "text/csv", partial(projecttable.as_csv, sight, layout)),
        ("xlsx", "luotu-projects.xlsx", _XLSX, partial(projecttable.as_xlsx, sight, layout)),
        ("ledger", "luotu-taizhang.xlsx", _XLSX, partial(projecttable.as_ledger, sight, layout)),
    )
    with st.container(horizontal=True):
        for name, file_name, mime, write in files:
            st.download_button(
                words[f"download_{name}"],
                data=write,
                file_name=file_name,
                mime=mime,
                key=f"{name}_{sight.lang}",
                on_click="ignore",
            )


def _csv(frame: pd.DataFrame) -> bytes:
    rows = frame.astype(object).where(frame.notna(), None)
    return csv_bytes(list(frame.columns), rows.itertuples(index=False))
