"""The page of changes: the latest of all, and the registry as it stood at a moment."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.contract import project_to_json
from projects.registry import Registry
from projects.reviewing.fields import difference, flat
from projects.reviewing.values import now
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import STAGES, amount_text, kind_name, quantity_text
from views import acts
from views.choice import label
from views.history import BEIJING, changes_frame
from views.i18n import texts
from views.loading import load_divisions, load_holdings, told_plainly
from views.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.models import Project
    from projects.selection import Holdings
    from projects.settings import Settings

__all__ = ["differences", "show"]


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    words = texts(lang)
    st.html(STYLE)
    with told_plainly():
        recent, at = st.tabs([words["changes_recent"], words["changes_at"]])
        with recent:
            acts.show(settings, words, lang)
        with at, told_plainly():
            _at(settings, words, lang)


def _at(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Show what was in the registry at a moment, beside what is there now."""
    left, right, _ = st.columns([1, 1, 3])
    today = now().astimezone(BEIJING)
    day = left.date_input(words["changes_day"], today.date(), key="changes_day")
    clock = right.time_input(
        words["changes_time"], time(today.hour, today.minute), key="changes_time",
        step=timedelta(minutes=1),
    )  # fmt: skip
    if day is None or clock is None:
        return
    moment = datetime.combine(day, clock, BEIJING)
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        then = registry.revisions.holdings_at(moment)
    held = load_holdings(settings.registry_url, settings)
    st.text(
        words["changes_stood"].format(
            at=f"{moment:%Y-%m-%d %H:%M}",
            documents=len(then.documents),
            projects=len(then.projects),
            now=len(held.projects),
        )
    )
    _sums(then, held, words, lang)
    frame = differences(then.projects, held.projects, words, lang)
    if frame.empty:
        st.caption(words["changes_same"])
    else:
        st.caption(words["changes_differs"])
        st.dataframe(frame, hide_index=True, width="stretch")


def _sums(then: Holdings, held: Holdings, words: Mapping[str, str], lang: str) -> None:
    """Set the headline's sum of then beside that of now."""
    totals = [
        summarise(holdings, divisions=load_divisions(), stages=HEADLINE_STAGES).total
        for holdings in (then, held)
    ]
    for key, amount in zip(("changes_sum_at", "changes_sum_now"), totals, strict=True):
        shown = amount_text(amount, "power", lang=lang) if amount.known else words["d_unknown"]
        st.text(words[key].format(amount=shown))


def differences(
    then: tuple[Project, ...], now_: tuple[Project, ...], words: Mapping[str, str], lang: str
) -> pd.DataFrame:
    """List the projects that came, went or changed between two states of the registry."""
    before = {(p.document, p.id): p for p in then}
    after = {(p.document, p.id): p for p in now_}
    rows: list[tuple[str, ...]] = []
    for key in dict.fromkeys((*before, *after)):
        was, is_ = before.get(key), after.get(key)
        if was is not None and is_ is not None:
            rows += _changed(was, is_, words, lang) if was != is_ else []
        elif is_ is not None:
            rows.append((words["changes_came"], is_.name, "", "—", _told(is_, lang)))
        elif was is not None:
            rows.append((words["changes_went"], was.name, "", _told(was, lang), "—"))
    heads = ("changes_what", "col_name", "hist_field", "hist_was", "hist_is")
    return pd.DataFrame(rows, columns=[words[head] for head in heads])


def _changed(
    was: Project, is_: Project, words: Mapping[str, str], lang: str
) -> list[tuple[str, ...]]:
    """List the fields that differ, a row each."""
    found = difference(flat(project_to_json(was)), flat(project_to_json(is_)))
    frame = changes_frame(found, words, lang, {})
    return [(words["changes_other"], is_.name, *map(str, row)) for row in frame.to_numpy()]


def _told(project: Project, lang: str) -> str:
    """Say a project in a line: kind, stage, sizes and counties."""
    name = load_divisions().name
    parts = (
        kind_name(project.kind, lang=lang),
        label(STAGES[project.stage], lang),
        "；".join(quantity_text(q, lang=lang) for q in project.capacity),
        "、".join(map(name, project.counties)),
    )
    return " · ".join(filter(None, parts))
