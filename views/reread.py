"""What reading a document again would change, told before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.reviewing.fields import FIELDS
from projects.wording import kind_name, quantity_text
from views.choice import label
from views.history import changes_frame, field_text
from views.loading import load_divisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.models import Project
    from projects.reviewing.values import Reread

__all__ = ["show_reread"]


def show_reread(told: Reread, words: Mapping[str, str], lang: str) -> None:
    """Show what comes, goes and changes, and which corrections stay."""
    if told.is_empty:
        st.success(words["add_same"])
    for found, key in ((told.added, "reread_added"), (told.dropped, "reread_dropped")):
        if found:
            st.text(words[key].format(count=len(found)))
            st.dataframe(_frame(found, words, lang), hide_index=True, width="stretch")
    names = told.names
    if told.changed:
        st.text(words["reread_changed"].format(count=len(told.changed)))
        frames = []
        for id_, changes in told.changed.items():
            frame = changes_frame(changes, words, lang, names)
            frame.insert(0, words["col_name"], names.get(id_, id_))
            frames.append(frame)
        st.dataframe(pd.concat(frames), hide_index=True, width="stretch")
    if told.conflicts:
        st.warning(words["reread_conflicts"].format(count=len(told.conflicts)))
        st.dataframe(_conflicts(told, words, lang, names), hide_index=True, width="stretch")
    for number, key in (
        (len(told.kept), "reread_kept"),
        (len(told.stay_out), "reread_stay_out"),
    ):
        if number:
            st.text(words[key].format(count=number))


def _frame(projects: Sequence[Project], words: Mapping[str, str], lang: str) -> pd.DataFrame:
    name = load_divisions().name
    rows = [
        (
            p.name,
            kind_name(p.kind, lang=lang),
            "；".join(quantity_text(q, lang=lang) for q in p.capacity),
            "、".join(map(name, p.counties)),
        )
        for p in projects
    ]
    heads = (words["col_name"], words["kind"], words["col_size"], words["col_counties"])
    return pd.DataFrame(rows, columns=list(heads))


def _conflicts(
    told: Reread, words: Mapping[str, str], lang: str, names: Mapping[str, str]
) -> pd.DataFrame:
    rows = [
        (
            c.name,
            label((FIELDS[c.field].zh, FIELDS[c.field].en), lang) if c.field in FIELDS else c.field,
            *(field_text(c.field, v, lang, names) for v in (c.correction, c.was_read, c.is_read)),
        )
        for c in told.conflicts
    ]
    heads = ("col_name", "hist_field", "reread_hand", "hist_was", "reread_read")
    return pd.DataFrame(rows, columns=[words[head] for head in heads])
