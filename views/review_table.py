"""The table of a review: a click on a row opens its item, ticks gather several."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.passage import GLANCE, paragraphs
from projects.row_cells import row_text
from projects.wording import STAGES, kind_name, quantity_text
from views.choice import label
from views.figures import share_text
from views.ledger import ledger_cells
from views.loading import load_divisions
from views.review_acts import AT, SEVERAL, TICKED, Review
from views.rows import height_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.reviewing.drafts import Item
    from views.ledger import Columns

__all__ = ["answered", "sentence", "show_table"]

_MOST_ROWS = 14
_SENTENCE = 120
_WIDTHS = {
    "rev_doubt": (92, 92),
    "col_name": (232, 230),
    "col_size": (98, 92),
    "col_counties": (78, 92),
    "rev_sure": (52, 52),
    "rev_state": (58, 78),
    "rev_sentence": (320, 320),
}
"""Pixels in Chinese and in English: at 1366 x 768 all is in sight but the sentence, which the item
beside the table shows."""


def show_table(review: Review) -> list[Item]:
    """Show the table with the item that is looked at marked; returns the items ticked."""
    items, words = review.draft.items, review.words
    ids = tuple(item.id for item in items)
    key = f"review_table_{review.id}_{review.lang}"
    frame = _frame(items, review)
    _mark(key, ids, words["col_name"])
    wide = 0 if review.lang == "zh" else 1
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=height_of(len(items), _MOST_ROWS),
        key=key,
        selection_mode=["multi-row", "single-cell"],
        on_select=partial(answered, key, ids),
        column_config={
            words[name]: st.column_config.TextColumn(width=widths[wide])
            for name, widths in _WIDTHS.items()
        },
    )
    ticked = set(st.session_state.get(TICKED, ()))
    return [item for item in items if item.id in ticked]


def answered(key: str, ids: Sequence[str]) -> None:
    """Take over what was clicked: a tick gathers, any other cell of a row opens its item."""
    selection = st.session_state[key]["selection"]
    ticked = tuple(ids[row] for row in selection["rows"] if row < len(ids))
    before = st.session_state.get(TICKED, ())
    st.session_state[TICKED] = ticked
    if ticked != before:
        st.session_state[SEVERAL] = len(ticked) > 1
        fresh = [id_ for id_ in ticked if id_ not in before]
        st.session_state[AT] = fresh[-1] if fresh else st.session_state.get(AT)
    elif selection["cells"] and selection["cells"][0][0] < len(ids):
        st.session_state[AT] = ids[selection["cells"][0][0]]
        st.session_state[SEVERAL] = False


def _mark(key: str, ids: Sequence[str], column: str) -> None:
    """Have the table mark the item that is looked at, and keep the ticks where their items went."""
    at, ticked = st.session_state.get(AT), st.session_state.get(TICKED, ())
    rows = sorted(ids.index(id_) for id_ in ticked if id_ in ids)
    state = st.session_state.get(key)
    shown = state["selection"] if state else {"rows": [], "cells": []}
    place = ids.index(at) if at in ids else None
    marked = [cell[0] for cell in shown.get("cells", ())]
    if shown["rows"] == rows and marked == ([] if place is None else [place]):
        return
    cells = [] if place is None else [(place, column)]
    st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": cells}}


def _frame(items: Sequence[Item], review: Review) -> pd.DataFrame:
    words, lang, name = review.words, review.lang, load_divisions().name
    rows = [
        {
            words["rev_doubt"]: _doubts(item, words),
            words["col_name"]: item.project.name,
            words["col_size"]: "；".join(
                quantity_text(q, lang=lang) for q in item.project.capacity
            ),
            words["col_counties"]: "、".join(map(name, item.project.counties)),
            words["rev_sure"]: (
                share_text(item.project.confidence) if item.project.counties else "—"
            ),
            words["rev_state"]: words[f"rev_state_{item.state}"],
            words["rev_sentence"]: sentence(
                item, review.draft.text, words, lang, columns=review.draft.columns
            ),
            words["kind"]: kind_name(item.project.kind, lang=lang),
            words["stage"]: label(STAGES[item.project.stage], lang),
            words["rev_changed"]: "✎" if item.corrected else "",
        }
        for item in items
    ]
    return pd.DataFrame(rows)


def _doubts(item: Item, words: Mapping[str, str]) -> str:
    """Name the gravest doubt; "+1" says that there is another."""
    said = [words[f"rev_doubt_{doubt}"] for doubt in item.doubts]
    return said[0] + (f"+{len(said) - 1}" if len(said) > 1 else "") if said else ""


def sentence(
    item: Item,
    text: str | None,
    words: Mapping[str, str],
    lang: str,
    *,
    columns: Columns | None = None,
) -> str:
    """Give the sentence, or the row of a table with its headers, a list's by its `columns`."""
    if text is None:
        read = item.reading or item.project
        cells = ledger_cells(read, words, lang, columns=columns)[1:]  # the name stands by
        return "；".join(f"{name}：{value}" for name, value in cells if value)[:_SENTENCE]
    span = (item.project.start, item.project.end)
    if row := row_text(text, span):
        return row[:_SENTENCE]
    found = paragraphs(text, (span,), around=GLANCE)
    said = "".join(run.text for paragraph in found for run in paragraph.runs if run.mark)
    return said[:_SENTENCE]
