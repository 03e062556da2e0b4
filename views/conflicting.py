"""Two editors at one project: what the other one did, beside what one has typed oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from projects.contract import project_to_json
from projects.reviewing.fields import FIELDS, flat, is_said
from projects.reviewing.values import EXISTENCE
from views.choice import label
from views.history import field_text, revision_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.reviewing.values import Revision, Versioned
    from views.project_form import About

__all__ = ["beside_mine", "show_conflict"]


def show_conflict(
    opened: Versioned, revisions: Sequence[Revision], mine: Mapping[str, Any], about: About
) -> None:
    """Say who did what since the form was opened, field by field beside one's own values."""
    for revision in revisions:
        st.text(revision_lines(revision, about.words, about.lang))
    frame = beside_mine(opened, revisions, mine, about)
    st.dataframe(frame, hide_index=True, width="stretch", row_height=30)


def beside_mine(
    opened: Versioned, revisions: Sequence[Revision], mine: Mapping[str, Any], about: About
) -> pd.DataFrame:
    """Build the table: a row for each field that either changed; "" where one did not.

    Fields that both changed come first.
    """
    words, lang = about.words, about.lang
    was = flat(project_to_json(opened.project))
    theirs = {
        change.field: change.is_
        for revision in revisions
        for change in revision.changes
        if not change.of_reading and is_said(change.field)
    }
    both = [field for field in theirs if field in mine]
    fields = dict.fromkeys((*both, *theirs, *mine))
    rows: list[tuple[str, ...]] = []
    for field in fields:
        if field == EXISTENCE:
            there = words["hist_there"]
            rows.append((words["hist_whole"], there, there if theirs[field] else "—", ""))
        elif field in FIELDS:
            said = (
                field_text(field, values[field], lang, about.groups) if field in values else ""
                for values in ({field: was.get(field)}, theirs, mine)
            )
            rows.append((label((FIELDS[field].zh, FIELDS[field].en), lang), *said))
    heads = ("hist_field", "edit_opened_as", "edit_theirs_is", "edit_mine_is")
    return pd.DataFrame(rows, columns=[words[head] for head in heads])
