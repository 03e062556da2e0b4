"""The projects behind a number: a list, and from there the plan's own sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from layers.mapview import Chosen, project_key
from projects.summaries import place_class
from projects.wording import CLASSES, STAGES, kind_name
from views import chosen, details, moving
from views.choice import label
from views.columns import counties_text, document_title, sizes_text
from views.figures import people_unit, people_value
from views.rows import height_of, say_first, selectable, wide_columns
from views.where import rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from projects.amounts import Key
    from projects.models import Project
    from views.scene import Sight

__all__ = ["behind_frame", "details_of", "of_keys", "show"]

_MOST = 200
_MOST_ROWS = 12
_WIDTHS = {"col_name": 230, "col_section": 70, "stage": 60, "kind": 90, "col_document": 200}


def show(
    projects: Sequence[Project],
    sight: Sight,
    *,
    key: str,
    measure: str = "count",
    adds: Callable[[Project], float | None] | None = None,
) -> None:
    """List projects; a click on a row shows what the plan says of it beside the list.

    `adds` tells what each adds to the number above, in the measure's unit.
    """
    if not projects:
        return
    first = projects[:_MOST]
    picked = _picked(first)
    left, right = st.columns([3, 2], gap="small") if picked else (st.container(), None)
    with left:
        frame = behind_frame(first, sight, measure=measure, adds=adds)
        selectable(
            frame,
            first,
            key=key,
            height=height_of(len(frame), _MOST_ROWS),
            columns=wide_columns(_WIDTHS, sight),
        )
        say_first(len(first), len(projects), sight)
    if picked is not None and right is not None:
        with right:
            _details(picked, sight)


def details_of(projects: Sequence[Project], sight: Sight) -> None:
    """Show the details of the project selected, if it is one of these."""
    picked = _picked(projects)
    if picked is not None:
        _details(picked, sight)


def of_keys(keys: Sequence[Key], sight: Sight) -> tuple[Project, ...]:
    """Return projects by their keys; those the sight's holdings lack are left out."""
    held = sight.holdings
    found = held.once(
        "projects by key", lambda: {(p.document, p.id): p for p in held.projects}, of_all=True
    )
    return tuple(found[key] for key in keys if key in found)


def behind_frame(
    projects: Sequence[Project],
    sight: Sight,
    *,
    measure: str,
    adds: Callable[[Project], float | None] | None,
) -> pd.DataFrame:
    """Build the list: what each is and adds, where it lies, and where it is written."""
    words, lang = sight.words, sight.lang
    columns: dict[str, list[object]] = {words["col_name"]: [p.name for p in projects]}
    if adds is not None and measure != "count":
        unit = people_unit(measure, lang)
        parts = [adds(p) for p in projects]
        columns[words["sums_adds"].format(unit=unit)] = [
            None if part is None else people_value(part, measure, lang) for part in parts
        ]
    sizes = [sizes_text(p, sight) for p in projects]
    groups = [sight.group(p) for p in projects]
    columns |= {
        words["col_size"]: list(sizes),
        words["stage"]: [label(STAGES[p.stage], lang) for p in projects],
        words["kind"]: [kind_name(p.kind, lang=lang) for p in projects],
        words["col_place"]: [_place(p, sight) for p in projects],
        words["col_document"]: [document_title(p, sight) for p in projects],
        words["col_section"]: [p.section for p in projects],
    }
    if any(groups):
        columns[words["col_group"]] = list(groups)
    return pd.DataFrame(columns)


def _place(project: Project, sight: Sight) -> str:
    if project.counties:
        return counties_text(project, sight)
    return label(CLASSES[place_class(project)], sight.lang)


def _picked(projects: Sequence[Project]) -> Project | None:
    """Return the project selected on any page, if it is in this list."""
    what, key = chosen.said()
    if what != "project":
        return None
    return next((p for p in projects if project_key(p) == key), None)


def _details(project: Project, sight: Sight) -> None:
    key = project_key(project)
    with st.container(key="sums_side"):
        if sight.found(key) is not None and st.button(
            sight.words["sums_to_map"], key="sums_project_map", width="stretch"
        ):
            moving.go_to_map("project", key)
        details.show(Chosen("project", key, project.counties, rejected(project)), sight)
