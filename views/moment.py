"""The registry as it stood at a moment: every measure beside today, what differs, the list."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from layers.workbook import neutral
from projects.contract import project_to_json
from projects.kinds import MEASURES
from projects.registry import Registry
from projects.reviewing.fields import difference, flat
from projects.reviewing.values import now
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import STAGES, amount_text, kind_name, quantity_text
from views.choice import label
from views.history import BEIJING, changes_frame
from views.loading import load_divisions, load_holdings
from views.moment_map import show_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.models import Project
    from projects.selection import Holdings
    from projects.settings import Settings

__all__ = ["differences", "listed", "show", "sums"]


def show(settings: Settings, words: Mapping[str, str], lang: str, *, is_open: bool = True) -> None:
    """Show what was in the registry at a moment, beside what is there now.

    The map is drawn where the tab `is_open`: in one that is not seen it would have no size.
    """
    left, right, beside = st.columns([1, 1, 3])
    today = now().astimezone(BEIJING)
    day = left.date_input(words["changes_day"], today.date(), key="changes_day")
    clock = right.time_input(
        words["changes_time"], time(today.hour, today.minute), key="changes_time",
        step=timedelta(minutes=1),
    )  # fmt: skip
    if day is None or clock is None:
        return
    # Histories tell the minute: what is told of this one has been done.
    moment = datetime.combine(day, clock, BEIJING) + timedelta(seconds=59, milliseconds=999)
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
    table, chart = st.columns([2, 3])
    with table:
        st.caption(words["changes_sums"])
        st.dataframe(sums(then, held, words, lang), hide_index=True, width="content")
    with chart:
        if (
            is_open
            and then.projects
            and (picked := show_map(then, settings, words, lang, beside=beside))
        ):
            st.text(f"{picked.name} · {_told(picked, lang)}")
    _differs(then, held, words, lang)
    _listed(then, moment, words, lang)


def sums(then: Holdings, held: Holdings, words: Mapping[str, str], lang: str) -> pd.DataFrame:
    """Set each measure's sum of then beside that of now, under construction and planned."""
    rows = []
    for key, measure in MEASURES.items():
        amounts = [
            summarise(
                holdings, divisions=load_divisions(), measure=key, stages=HEADLINE_STAGES
            ).total
            for holdings in (then, held)
        ]
        said = [
            amount_text(amount, key, lang=lang) if amount.known is not None else words["d_unknown"]
            for amount in amounts
        ]
        rows.append((label((measure.zh, measure.en), lang), *said))
    heads = ("changes_measure", "changes_then", "changes_now")
    return pd.DataFrame(rows, columns=[words[head] for head in heads])


def _differs(then: Holdings, held: Holdings, words: Mapping[str, str], lang: str) -> None:
    frame = differences(then.projects, held.projects, words, lang)
    if frame.empty:
        st.caption(words["changes_same"])
    else:
        st.caption(words["changes_differs"])
        st.dataframe(frame, hide_index=True, width="stretch")


def _listed(then: Holdings, moment: datetime, words: Mapping[str, str], lang: str) -> None:
    """List the projects of then, and give them as a file for a spreadsheet."""
    st.caption(words["changes_listed"].format(count=len(then.projects)))
    if not then.projects:
        return
    frame = listed(then, words, lang)
    st.dataframe(frame, hide_index=True, width="stretch")
    st.download_button(
        words["changes_csv"],
        lambda: frame.map(neutral).to_csv(index=False).encode("utf-8-sig"),
        file_name=f"luotu-{moment:%Y%m%d-%H%M}.csv",
        mime="text/csv",
        key="changes_csv",
    )


def listed(then: Holdings, words: Mapping[str, str], lang: str) -> pd.DataFrame:
    """List the projects as they stood: name, kind, stage, sizes, counties, plan."""
    name = load_divisions().name
    titles = {facts.sha256: facts.title for facts in then.documents}
    rows = [
        (
            p.name,
            kind_name(p.kind, lang=lang),
            label(STAGES[p.stage], lang),
            "；".join(quantity_text(q, lang=lang) for q in p.capacity),
            "、".join(map(name, p.counties)),
            titles.get(p.document, ""),
        )
        for p in then.projects
    ]
    heads = ("col_name", "kind", "stage", "col_size", "col_counties", "act_plan")
    return pd.DataFrame(rows, columns=[words[head] for head in heads])


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
