"""Projects as rows of a table: one wording for the list beside the map, the table and the CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from layers.mapview import project_key
from projects.wording import STAGES, kind_name
from views import chosen, paper
from views.choice import label
from views.columns import COLUMNS, cells, counties_text, heading, sizes_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.elements.lib.column_types import ColumnConfig

    from projects.models import Project
    from views.scene import Sight

__all__ = [
    "MOST_LISTED",
    "document_text_line",
    "height_of",
    "list_frame",
    "number_columns",
    "of_numbers",
    "project_list",
    "project_table",
    "say_first",
    "selectable",
    "selectable_projects",
    "wide_columns",
]

_ROW_HEIGHT = 35
_MOST_ROWS = 7
MOST_LISTED = 100
_TABLE = "all_projects"
_NAMES = ("col_name", "col_group", "col_size", "stage", "kind", "col_counties")
_NARROW = {
    "zh": dict(zip(_NAMES, (190, 120, 90, 50, 70, 150), strict=True)),
    "en": dict(zip(_NAMES, (190, 120, 100, 130, 120, 150), strict=True)),
}
"""Widths of the list's columns, pixels."""


def document_text_line(project: Project, sight: Sight) -> str:
    """Name the document with its number and date."""
    facts = sight.documents.get(project.document)
    if facts is None:
        return ""
    unknown = sight.words["d_unknown"]
    if facts.is_table:
        return sight.words["d_document_table"].format(
            title=facts.title, issuer=facts.issuer or unknown, date=facts.date or unknown
        )
    return sight.words["d_document_value"].format(
        title=facts.title, number=facts.number or unknown, date=facts.date or unknown
    )


def project_list(
    projects: Sequence[Project], sight: Sight, *, key: str, title: str, total: int | None = None
) -> None:
    """List projects in a narrow table; a click on a row selects the project.

    `projects` may be the first `MOST_LISTED` of a `total`.
    """
    if not projects:
        return
    total, projects = total or len(projects), projects[:MOST_LISTED]
    frame = sight.holdings.once(
        ("list", key, sight.lang, tuple(sight.cities)), lambda: list_frame(projects, sight)
    )
    columns = wide_columns(_NARROW[sight.lang], sight) | number_columns(frame)
    selectable(
        frame, projects, key=key, height=height_of(len(projects), _MOST_ROWS), columns=columns
    )
    paper.table(frame, title=title, key=key)
    say_first(len(projects), total, sight)


def say_first(count: int, total: int, sight: Sight) -> None:
    """Say that a list shows its first rows only, where it does."""
    if count < total:
        said = sight.words["first_rows"].format(count=f"{count:,}", total=f"{total:,}")
        st.caption(said)


def list_frame(projects: Sequence[Project], sight: Sight) -> pd.DataFrame:
    """Build the narrow table; a group's member says that its size is inside the group's."""
    words = sight.words
    groups = [sight.group(p) for p in projects]
    columns = {words["col_name"]: [p.name for p in projects]}
    if any(groups):
        columns[words["col_group"]] = [
            words["inside_of"].format(group=group) if group else "" for group in groups
        ]
    columns |= {
        words["col_size"]: [sizes_text(p, sight) for p in projects],
        words["stage"]: [label(STAGES[p.stage], sight.lang) for p in projects],
        words["kind"]: [kind_name(p.kind, lang=sight.lang) for p in projects],
        words["col_counties"]: [counties_text(p, sight) for p in projects],
    }
    return pd.DataFrame(columns)


def project_table(
    sight: Sight,
    *,
    projects: Sequence[Project] | None = None,
    columns: Sequence[str] = tuple(COLUMNS),
) -> pd.DataFrame:
    """Build the wide table of projects, else of all shown; `columns` are keys of COLUMNS."""
    records = [cells(p, columns, sight) for p in (sight.shown if projects is None else projects)]
    frame = pd.DataFrame(records, columns=[heading(key, sight) for key in columns])
    return of_numbers(frame.loc[:, ~frame.columns.duplicated()])


def number_columns(frame: pd.DataFrame) -> dict[str, ColumnConfig]:
    """Set the columns of numbers as all numbers of the page are: 1,234.5."""
    numbers = frame.select_dtypes("number").columns
    return {name: st.column_config.NumberColumn(format="localized") for name in numbers}


def of_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Make a column without any number one of numbers, so that its dashes stand at the right."""
    empty = [name for name in frame if len(frame) and frame[name].isna().all()]
    return frame.astype(dict.fromkeys(empty, float))


def selectable_projects(
    sight: Sight, frame: pd.DataFrame, projects: Sequence[Project], *, picked: str
) -> None:
    """Show the wide table; a click on a row selects the project on the map, and back.

    `picked` is the key of the project that is selected, "" if none is.
    """
    keys = [project_key(project) for project in projects]
    rows = [keys.index(picked)] if picked in keys else []
    if _rows_of(_TABLE) != rows:
        st.session_state[_TABLE] = {"selection": {"rows": rows}}
    columns = wide_columns({"col_name": 210, "col_size": 110}, sight) | number_columns(frame)
    if sight.words["col_confidence"] in frame:
        columns[sight.words["col_confidence"]] = st.column_config.NumberColumn(format="percent")
    selectable(frame, projects, key=_TABLE, height="stretch", columns=columns)


def _rows_of(table: str) -> list[int]:
    """Return the rows a table has selected."""
    state = st.session_state.get(table)
    return list(state["selection"]["rows"]) if state else []


def wide_columns(widths: Mapping[str, int], sight: Sight) -> dict[str, ColumnConfig]:
    """Set the widths of columns, pixels; they are named by the keys of their titles' words."""
    return {sight.words[key]: st.column_config.Column(width=w) for key, w in widths.items()}


def height_of(rows: int, most: int) -> int:
    """Return how high a table is that shows `most` of its rows at once, pixels."""
    return (min(rows, most) + 1) * _ROW_HEIGHT + 3


def selectable(
    frame: pd.DataFrame,
    projects: Sequence[Project | None],
    *,
    key: str,
    height: int | Literal["stretch"],
    columns: Mapping[str, ColumnConfig] | None = None,
) -> None:
    """Show a table whose rows are of `projects`; a click on one selects its project everywhere."""
    keys = tuple(project_key(project) if project else "" for project in projects)
    st.dataframe(
        frame,
        hide_index=True,
        height=height,
        width="stretch",
        column_config=columns,
        key=key,
        placeholder="—",
        selection_mode="single-row",
        on_select=lambda: chosen.choose_row(key, keys),
    )
