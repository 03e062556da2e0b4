"""Two plans, or two versions of one: what was added, dropped, resized, or moved on a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.comparing import compare_plans
from projects.kinds import MEASURES
from projects.models import Stage
from projects.selection import Holdings
from projects.summaries import summarise
from projects.wording import STAGES, amount_text, kind_name
from views import sums_behind, sums_state
from views.choice import label
from views.columns import counties_text, sizes_text
from views.rows import height_of, selectable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.comparing import Change, Comparison
    from projects.models import DocumentFacts, Project
    from views.scene import Sight
    from views.sums_state import Asked

__all__ = ["change_frame", "lists_of", "show", "sum_said"]

_BEFORE, _AFTER, _LIST = "s_before", "s_after", "s_changes"
_HASH = 12
_MOST_ROWS = 12
_LEAST = 2
_Pairs = tuple[tuple["Project | None", "Project | None"], ...]


def show(sight: Sight, asked: Asked) -> Asked:
    """Choose two documents and show what differs; return what is asked now."""
    words = sight.words
    documents = sight.holdings.documents
    if len(documents) < _LEAST:
        st.info(words["sums_two"].format(count=len(documents)))
        return asked
    before, after = _two(documents, sight, asked)
    if before is None or after is None:
        st.info(words["sums_pick_two"])
        return asked
    asked = sums_state.changed(asked, before=before.sha256[:_HASH], after=after.sha256[:_HASH])
    if before == after:
        st.info(words["sums_same_two"])
        return asked
    if before.place != after.place:
        st.info(words["sums_two_places"])
    found = sight.holdings.once(
        ("comparison", before.sha256, after.sha256),
        lambda: compare_plans(sight.holdings, before.sha256, after.sha256, sight.divisions),
    )
    _changes(found, sight)
    return asked


def _two(
    documents: Sequence[DocumentFacts], sight: Sight, asked: Asked
) -> tuple[DocumentFacts | None, DocumentFacts | None]:
    """Offer the documents, the earlier first; at first two of one place, else none is chosen."""
    ordered = sorted(documents, key=lambda f: (f.date or "", f.title, f.sha256))
    usual = next(
        (
            (one, other)
            for place, other in enumerate(ordered)
            for one in reversed(ordered[:place])
            if one.place is not None and one.place == other.place
        ),
        (None, None),
    )
    known = {facts.sha256[:_HASH]: facts for facts in ordered}
    keys = list(known)
    for key, told, first in (
        (_BEFORE, asked.before, usual[0]), (_AFTER, asked.after, usual[1])
    ):  # fmt: skip
        if st.session_state.get(key) not in known:
            usual_key = first.sha256[:_HASH] if first else None
            st.session_state[key] = told if told in known else usual_key
    left, right = st.columns(2)

    def named(key: str) -> str:
        facts = known[key]
        return " · ".join(filter(None, (facts.title, facts.number, facts.date)))

    words, hint = sight.words, sight.words["sums_pick_one"]
    before = left.selectbox(words["sums_before"], keys, format_func=named, key=_BEFORE,
                            index=None, placeholder=hint)  # fmt: skip
    after = right.selectbox(words["sums_after"], keys, format_func=named, key=_AFTER,
                            index=None, placeholder=hint)  # fmt: skip
    return known.get(before or ""), known.get(after or "")


def lists_of(found: Comparison) -> dict[str, _Pairs]:
    """Return the lists of what differs, as pairs of before and after."""

    def both(changes: Sequence[Change]) -> _Pairs:
        return tuple((change.before, change.after) for change in changes)

    return {
        "added": tuple((None, project) for project in found.added),
        "dropped": tuple((project, None) for project in found.dropped),
        "resized": both(found.resized),
        "restaged": both([change for change in found.changed if change.restaged]),
        "moved": both([change for change in found.changed if change.moved]),
        "unsure": tuple(found.unsure),
    }


def sum_said(projects: Sequence[Project], sight: Sight) -> str:
    """Say how many projects and what they state, by every measure that any of them states.

    What stands at several stages is said stage by stage: they are no sum.
    """
    words = sight.words
    documents = {project.document for project in projects}
    own = sight.holdings.of_documents(documents)
    part = Holdings(own.documents, own.projects, tuple(projects))
    totals = []
    for measure in MEASURES:
        if measure == "count":
            continue
        found = summarise(part, divisions=sight.divisions, by="stage", measure=measure)
        staged = [(label(STAGES[Stage(row.key)], sight.lang), row.amount) for row in found.rows]
        told = [(name, amount) for name, amount in staged if amount.stated]
        apart = [(words["sums_outside_short"], found.outside)] if found.outside.stated else []
        is_one = len(told) + len(apart) == 1 and not apart
        totals += [
            amount_text(amount, measure, lang=sight.lang)
            if is_one
            else f"{name} {amount_text(amount, measure, lang=sight.lang)}"
            for name, amount in (*told, *apart)
        ]
    amount = words["joiner"].join(totals) or words["sums_not_stated"]
    return words["sums_change_sum"].format(count=len(projects), amount=amount)


def _changes(found: Comparison, sight: Sight) -> None:
    words = sight.words
    lists = lists_of(found)
    if st.session_state.get(_LIST) not in lists:
        st.session_state[_LIST] = next((name for name, pairs in lists.items() if pairs), "added")
    picked = st.segmented_control(
        words["sums_view_compare"],
        list(lists),
        format_func=lambda name: words["sums_change_count"].format(
            what=words[f"sums_change_{name}"], count=len(lists[name])
        ),
        key=_LIST,
        label_visibility="collapsed",
        required=True,
    )
    name = picked or "added"
    pairs = lists[name]
    st.caption(words["sums_change_same"].format(count=len(found.same)))
    if name == "unsure" and pairs:
        st.caption(words["sums_unsure_what"])
    if not pairs:
        st.caption(words["sums_change_none"])
        return
    with st.container(key="sums_behind_head"):
        st.text(_sums_said(pairs, sight))
    if name in {"added", "dropped"}:
        projects = [after or before for before, after in pairs]
        sums_behind.show([p for p in projects if p], sight, key=f"sums_{name}")
    else:
        _pairs(name, pairs, sight)


def _sums_said(pairs: _Pairs, sight: Sight) -> str:
    before = [one for one, _ in pairs if one is not None]
    after = [other for _, other in pairs if other is not None]
    if before and after:
        return sight.words["sums_change_both"].format(
            before=sum_said(before, sight), after=sum_said(after, sight)
        )
    return sum_said(before or after, sight)


def change_frame(name: str, pairs: _Pairs, sight: Sight) -> pd.DataFrame:
    """Build the list of what is in both: what it was and what it is."""
    words = sight.words

    def told(project: Project | None) -> str:
        if project is None:
            return ""
        if name == "restaged":
            return label(STAGES[project.stage], sight.lang)
        if name == "moved":
            return counties_text(project, sight) or words["d_nowhere"]
        if name == "unsure":
            return project.name
        return sizes_text(project, sight) or words["sums_not_stated"]

    first = [after or before for before, after in pairs]
    shown = [project for project in first if project is not None]
    return pd.DataFrame(
        {
            words["col_name"]: [p.name for p in shown],
            words["sums_was"]: [told(before) for before, _ in pairs],
            words["sums_is"]: [told(after) for _, after in pairs],
            words["kind"]: [kind_name(p.kind, lang=sight.lang) for p in shown],
            words["col_counties"]: [counties_text(p, sight) for p in shown],
            words["col_section"]: [p.section for p in shown],
        }
    )


def _pairs(name: str, pairs: _Pairs, sight: Sight) -> None:
    shown = [after or before for before, after in pairs]
    frame = change_frame(name, pairs, sight)
    height = height_of(len(frame), _MOST_ROWS)
    selectable(frame, shown, key=f"sums_changes_{name}", height=height)
    sums_behind.details_of([p for pair in pairs for p in pair if p is not None], sight)
