"""The page of changes: the latest of all, and the registry as it stood at a moment."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.registry import Registry
from projects.reviewing.values import now
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import STAGES, amount_text, kind_name, quantity_text
from views.choice import label
from views.history import BEIJING, show_all
from views.i18n import texts
from views.loading import load_divisions, load_holdings, told_plainly
from views.style import STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.models import Project
    from projects.selection import Holdings
    from projects.settings import Settings

__all__ = ["differences", "show"]

_LATEST = 30


def show(settings: Settings, lang: str) -> None:
    """Show the page; what cannot be read is said in one line."""
    words = texts(lang)
    st.html(STYLE)
    with told_plainly():
        recent, at = st.tabs([words["changes_recent"], words["changes_at"]])
        with recent:
            _recent(settings, words, lang)
        with at, told_plainly():
            _at(settings, words, lang)


def _recent(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        found = registry.revisions.recent(_LATEST)
    held = load_holdings(settings.registry_url, settings)
    names = {(p.document, p.id): p.name for p in held.projects}
    for facts in held.documents:
        names[facts.sha256, ""] = facts.title
    if not found:
        st.text(words["hist_none"])
    show_all(found, settings, words, lang, groups={}, names=names)


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
        st.subheader(words["changes_differs"])
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
    rows = []
    for key in dict.fromkeys((*before, *after)):
        was, is_ = before.get(key), after.get(key)
        if was == is_:
            continue
        what = "changes_came" if was is None else "changes_went" if is_ is None else "changes_other"
        name = next(p.name for p in (is_, was) if p is not None)
        rows.append((words[what], name, *_told(was, lang), *_told(is_, lang)))
    heads = [words["changes_what"], words["col_name"]]
    parts = (words["kind"], words["stage"], words["col_size"], words["col_counties"])
    sides = (words["hist_was"], words["hist_is"])
    heads += [f"{side} · {part}" for side in sides for part in parts]
    return pd.DataFrame(rows, columns=heads)


def _told(project: Project | None, lang: str) -> tuple[str, str, str, str]:
    if project is None:
        return ("", "", "", "")
    name = load_divisions().name
    return (
        kind_name(project.kind, lang=lang),
        label(STAGES[project.stage], lang),
        "；".join(quantity_text(q, lang=lang) for q in project.capacity),
        "、".join(map(name, project.counties)),
    )
