"""The panel beside the map: all that is known of the selected project, county or city.

Text from plans is set with st.text alone, which shows it letter by letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.models import Adcode
from projects.amounts import measured
from projects.kinds import KINDS, SECTORS
from projects.summaries import summarise
from projects.wording import (
    CLASSES,
    NATURES,
    PRECISIONS,
    STAGES,
    investments,
    kind_name,
    quantity_text,
)
from views import chosen as selection
from views.figures import people_unit, people_value, say
from views.filters import label
from views.ledger import dispute_text, ledger_texts, site_text
from views.loading import document_text
from views.passage import passage
from views.reasons import reason_text
from views.rows import counties_text, document_text_line, project_list

if TYPE_CHECKING:
    from layers.mapview import Chosen
    from projects.models import Project
    from views.passage import Passage
    from views.scene import Sight

__all__ = ["show"]


def show(picked: Chosen, sight: Sight) -> None:
    """Show the details of what is selected."""
    with st.container(key="details", border=True):
        head, close = st.columns([3, 1], vertical_alignment="center")
        close.button(sight.words["close"], key="close", on_click=selection.clear)
        if picked.what == "project":
            project = sight.by_key[picked.key]
            with head.container(key="details_name"):
                st.text(project.name)
            _project(project, sight)
        else:
            with head.container(key="details_name"):
                st.text(sight.divisions.full_name(picked.key))
            _place(picked, sight)


def _project(project: Project, sight: Sight) -> None:
    words = sight.words
    st.caption(words["unchecked_table" if project.ledger else "unchecked"])
    text = document_text(project.document, sight.settings)
    found = passage(text, project.start, project.end) if text is not None else None
    if found is not None:
        _sentence(found)
    facts = [
        (words["d_dispute"], dispute_text(project, sight)),
        (words["d_kind"], _kind(project, sight)),
        (words["d_stage"], _stage(project, sight)),
        (words["d_nature"], label(NATURES[project.nature], sight.lang)),
        (words["d_year"], str(project.year) if project.year else ""),
        (words["d_capacity"], _sizes(project, sight)),
        (words["d_counted"], _counted(project, sight)),
        (words["d_part_of"], _group(project, sight)),
        (words["d_doubles"], _doubles(project, sight)),
        (words["d_counties"], counties_text(project, sight) or words["d_nowhere"]),
        (words["d_precision"], _precision(project, sight)),
        (words["d_site"], site_text(project, sight)),
        (words["d_confidence"], f"{project.confidence:.0%}" if project.counties else ""),
        (words["d_responsible"], "、".join(project.responsible)),
        (words["d_owner"], project.owner or ""),
        *investments(project, lang=sight.lang),
        (words["d_document"], document_text_line(project, sight)),
        (words["d_section"], project.section),
        (words["d_span"], "" if project.ledger else f"{project.start}–{project.end}"),
        *ledger_texts(project, sight),
    ]
    _fields([(name, value) for name, value in facts if value])
    _reasons(project, sight)
    if project.ledger and project.ledger.other:
        st.caption(words["l_other"])
        _fields(list(project.ledger.other), key="fields_other")
    if found is None and not project.ledger:
        st.caption(words["d_sentence"])
        st.text(words["no_text"])


def _fields(facts: list[tuple[str, str]], *, key: str = "fields") -> None:
    """Show names and values in two columns; both may be text of plans and tables."""
    with st.container(key=key):
        for name, value in facts:
            with st.container(horizontal=True, gap=None):
                st.text(name, width=84)
                st.text(value)


def _kind(project: Project, sight: Sight) -> str:
    kind = KINDS.get(project.kind)
    name = kind_name(project.kind, lang=sight.lang)
    return f"{name} · {label(SECTORS[kind.sector], sight.lang)}" if kind else name


def _stage(project: Project, sight: Sight) -> str:
    facts = sight.documents.get(project.document)
    stage = label(STAGES[project.stage], sight.lang)
    if facts is None or not facts.date:
        return stage
    return sight.words["d_stage_value"].format(stage=stage, date=facts.date)


def _sizes(project: Project, sight: Sight) -> str:
    if not project.capacity:
        return sight.words["d_unknown"]
    return "\n".join(
        sight.words["d_capacity_value"].format(
            shown=quantity_text(quantity, lang=sight.lang), written=quantity.as_written
        )
        for quantity in project.capacity
    )


def _group(project: Project, sight: Sight) -> str:
    group = sight.group(project)
    return sight.words["d_group"].format(group=group) if group else ""


def _doubles(project: Project, sight: Sight) -> str:
    told = ((name, reason_text(why, sight.lang)) for name, why in sight.doubles(project))
    return "\n".join(sight.words["d_county_why"].format(county=n, why=w) for n, w in told)


def _counted(project: Project, sight: Sight) -> str:
    """Say what a group itself adds to sums, where its members take part of it."""
    own = sight.own_power(project)
    stated = sum(quantity.value for quantity in measured(project, "power"))
    if own is None or own == stated:
        return ""
    value = people_value(own, "power", sight.lang)
    unit = people_unit("power", sight.lang)
    return sight.words["d_counted_value"].format(value=value, unit=unit)


def _precision(project: Project, sight: Sight) -> str:
    if project.precision is None:
        return sight.words["d_unknown"]
    return label(PRECISIONS[project.precision], sight.lang)


def _reasons(project: Project, sight: Sight) -> None:
    """Show why each county was chosen, and which were considered."""
    words, name = sight.words, sight.divisions.name
    lines = [
        words["d_county_why"].format(county=name(r.adcode), why=reason_text(r.why, sight.lang))
        for r in project.reasons
    ]
    if lines:
        st.text("\n".join(lines))
    open_ = [
        words["d_candidate"].format(
            county=c.name, why=reason_text(c.why, sight.lang), score=c.score
        )
        for c in project.candidates
    ]
    if open_:
        st.caption(words["d_candidates"])
        st.text("\n".join(open_))


def _sentence(found: Passage) -> None:
    with st.container(key="sentence", gap=None):
        for number, part in enumerate((found.before, found.found, found.after)):
            with st.container(key=f"sentence_{number}", gap=None):
                st.text(part)


def _place(picked: Chosen, sight: Sight) -> None:
    """Show a county's own sum and what it takes part in, or a city's; list its projects."""
    inside = [p for p in sight.shown if set(p.counties) & set(picked.counties)]
    words = sight.words
    summary = summarise(
        sight.holdings, divisions=sight.divisions, place=picked.key, stages=sight.stages
    )
    own = say(summary.placed, "power", words, sight.lang)
    if picked.what == "county":
        st.text(words["county_own"].format(count=summary.placed.projects, amount=own))
        for row in summary.sharing:
            if row.key == Adcode(picked.key):
                shared = say(row.amount, "power", words, sight.lang)
                st.text(words["county_shared"].format(count=row.amount.projects, amount=shared))
    else:
        st.text(words["city_own"].format(count=summary.placed.projects, amount=own))
        for name in ("cross_county", "citywide", "unplaced"):
            amount = getattr(summary, name)
            if amount.projects:
                what = label(CLASSES[name], sight.lang)
                said = say(amount, "power", words, sight.lang)
                st.text(words["city_rest"].format(what=what, count=amount.projects, amount=said))
    st.caption(sight.stages_said)
    if inside:
        st.caption(words["listed"].format(count=len(inside), stages=sight.stages_shown))
    project_list(inside, sight, key=f"inside_{picked.key}")
