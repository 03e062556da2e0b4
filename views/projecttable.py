"""The table of the projects shown: sorted, with the columns the reader chose, and as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from layers.ledgerbook import ledger_sheet
from layers.mapview import project_key
from layers.workbook import Sheet, csv_bytes, xlsx_bytes
from projects.columns import columns_of
from projects.grouping import chosen_rows
from views import panes
from views.columns import COLUMNS, USUAL, cells, heading
from views.filters import said
from views.i18n import localised
from views.offers import keep
from views.rows import project_table, say_first, selectable_projects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from layers.mapview import Chosen
    from projects.columns import Columns
    from projects.models import Project
    from views.scene import Sight

    Rows = npt.NDArray[np.int64]

__all__ = ["Layout", "as_csv", "as_ledger", "as_xlsx", "layout", "show", "sorted_projects"]

_MOST = 1000
_COLUMNS, _ORDER = panes.COLUMN_KEYS, panes.ORDER
_CODES = "codes"


def show(sight: Sight, picked: Chosen | None) -> None:
    """Show how to sort, which columns, and the first rows of the table."""
    words = sight.words
    order, columns = st.columns([3, 1], gap="small")
    order.selectbox(
        words["sort"],
        list(_ORDERS),
        format_func=lambda key: words["sort_by"].format(order=words[f"sort_{key}"]),
        key=localised(_ORDER, sight.lang),
        persist_state="session",
        label_visibility="collapsed",
    )
    with columns.popover(words["columns"], width="stretch"):
        st.multiselect(
            words["columns"],
            list(COLUMNS),
            format_func=lambda key: heading(key, sight),
            key=keep(f"{_COLUMNS}_{sight.lang}", list(_chosen_columns())),
            select_all=False,
            on_change=_take_columns,
            args=(f"{_COLUMNS}_{sight.lang}",),
        )
    keys, by = _chosen_columns(), _order(sight)
    key = picked.key if picked and picked.what == "project" else ""
    listed = _listed(sorted_projects(sight, by), key, sight)
    frame = sight.holdings.once(
        ("table", sight.choice, sight.lang, keys, tuple(map(project_key, listed[:1])), by),
        lambda: project_table(sight, projects=listed, columns=keys),
    )
    st.caption(words["table_sorted"])  # above the table, where its own tools come up
    with st.container(key="project_table"):
        selectable_projects(sight, frame, listed, picked=key)
    say_first(len(frame), len(sight.shown), sight)


def sorted_projects(sight: Sight, by: str) -> Sequence[Project]:
    """Return the projects shown in an order of `_ORDERS`; what says nothing comes last."""
    if by == "plan":
        return sight.shown

    def ordered() -> tuple[Project, ...]:
        columns = columns_of(sight.holdings, sight.divisions)
        rows = chosen_rows(sight.holdings, columns)
        rank = _ORDERS[by](columns, sight)
        return tuple(columns.projects[row] for row in rows[np.argsort(rank[rows], kind="stable")])

    return sight.holdings.once(("sorted", by), ordered)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the table stands: its order and the keys of its columns."""

    by: str
    columns: tuple[str, ...]


def layout(sight: Sight) -> Layout:
    """Return how the table stands in this session, for files that are written without one.

    What a download button calls runs outside the page's run, where the session is empty.
    """
    return Layout(_order(sight), _file_columns(sight))


def as_csv(sight: Sight, layout: Layout) -> bytes:
    """Write all projects shown, in the order and with the columns of the table."""
    rows = (cells(p, layout.columns, sight) for p in sorted_projects(sight, layout.by))
    return csv_bytes([heading(key, sight) for key in layout.columns], rows)


def as_xlsx(sight: Sight, layout: Layout) -> bytes:
    """Write the same as a workbook."""
    keys = layout.columns
    rows = [cells(p, keys, sight) for p in sorted_projects(sight, layout.by)]
    name = sight.words["sheet_projects"]
    return xlsx_bytes(Sheet(name, _title(name, sight), [heading(key, sight) for key in keys], rows))


def as_ledger(sight: Sight, layout: Layout) -> bytes:
    """Write all projects shown as a 台账."""
    title = _title(sight.words["sheet_ledger"], sight)
    shown = sorted_projects(sight, layout.by)
    return xlsx_bytes(ledger_sheet(shown, sight.documents, sight.divisions, title=title))


def _title(name: str, sight: Sight) -> str:
    told = said(
        sight.choice.selection,
        sight.divisions,
        sight.words,
        sight.lang,
        documents=sight.holdings.documents,
    )
    today = datetime.now().astimezone().date().isoformat()
    return sight.words["sheet_title"].format(
        name=name, filter=told, count=len(sight.shown), date=today
    )


def _chosen_columns() -> tuple[str, ...]:
    """Return the columns chosen in this session, in the table's order."""
    return tuple(st.session_state.get(_COLUMNS, USUAL))


def _take_columns(widget: str) -> None:
    chosen = set(st.session_state[widget])
    st.session_state[_COLUMNS] = tuple(key for key in COLUMNS if key in chosen) or USUAL


def _file_columns(sight: Sight) -> tuple[str, ...]:
    """Return the chosen columns and the counties' codes, each heading once."""
    chosen = {*_chosen_columns(), _CODES}
    found: dict[str, str] = {}
    for key in COLUMNS:
        if key in chosen:
            found.setdefault(heading(key, sight), key)
    return tuple(found.values())


def _order(sight: Sight) -> str:
    return str(st.session_state.get(localised(_ORDER, sight.lang), "plan"))


def _listed(projects: Sequence[Project], key: str, sight: Sight) -> Sequence[Project]:
    """Return the first projects; the one selected stands first where it is not among them."""
    listed = projects[:_MOST]
    found = sight.found(key) if key and len(projects) > _MOST else None
    if found is None or found in listed:
        return listed
    return (found, *listed[:-1])


def _named(name: Callable[[Project, Sight], object]) -> Callable[[Columns, Sight], Rows]:
    """Rank by a text, worked out once for all projects."""

    def rank(columns: Columns, sight: Sight) -> Rows:
        def ranked() -> Rows:
            texts = np.array([str(name(p, sight)) for p in columns.projects], dtype=object)
            return np.unique(texts, return_inverse=True)[1]

        return sight.holdings.once(("rank", name, sight.lang), ranked, of_all=True)

    return rank


def _size(sign: int) -> Callable[[Columns, Sight], Rows]:
    """Rank by what each project states, as the column of that name shows it."""

    def rank(_: Columns, sight: Sight) -> Any:  # noqa: ANN401 - floats, NaN last
        return sign * sight.holdings.facets(sight.divisions).sizes("power")

    return rank


def _year(columns: Columns, sight: Sight) -> Any:  # noqa: ANN401
    def years() -> npt.NDArray[np.float64]:
        return np.array([p.year or np.nan for p in columns.projects], dtype=np.float64)

    return sight.holdings.once("years", years, of_all=True)


def _home(project: Project, _: Sight) -> str:
    return project.counties[0] if project.counties else "~"


def _name(project: Project, _: Sight) -> str:
    return project.name


_ORDERS: Mapping[str, Callable[[Columns, Sight], Any]] = {
    "plan": lambda columns, _: np.arange(len(columns.projects)),
    "name": _named(_name),
    "county": _named(_home),
    "stage": lambda columns, _: columns.stage,
    "largest": _size(-1),
    "smallest": _size(1),
    "year": _year,
}
"""Ways to sort: each gives every project a rank, NaN (the last) where it says nothing."""
