"""The panel beside the map: all that is known of the selected project, county or city.

A project is told in the order a planner asks: what and how far, how big, in which words of which
plan, where and why, and then the rest. Text from plans is set with st.text alone, which shows it
letter by letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.models import Adcode
from projects.amounts import Amount, measured
from projects.kinds import KINDS, SECTORS
from projects.reasons import reason_text
from projects.saying import CHECKED
from projects.summaries import summarise
from projects.wording import (
    CLASSES,
    NATURES,
    STAGES,
    amount_text,
    investments,
    kind_name,
    quantity_text,
)
from views import chosen as selection
from views import editing, evidence, where
from views.choice import label
from views.facts import show_facts
from views.figures import say
from views.ledger import dispute_text, ledger_texts, site_text
from views.rows import project_list

if TYPE_CHECKING:
    from layers.mapview import Chosen
    from projects.models import Project, Quantity
    from views.scene import Sight

__all__ = ["show"]


def show(picked: Chosen, sight: Sight) -> None:
    """Show the details of what is selected."""
    with st.container(key="details", border=True):
        head, close = st.columns([4, 1], vertical_alignment="top")
        close.button(sight.words["close"], key="close", on_click=selection.clear, type="tertiary")
        if picked.what == "project":
            project = sight.found(picked.key)
            if project is None:  # it cannot be: it was found when it was read
                return
            with head.container(key="details_name"):
                st.text(project.name)
                st.caption(_checked(project, sight))
            _project(project, sight)
        else:
            with head.container(key="details_name"):
                st.text(sight.divisions.full_name(picked.key))
            _place(picked, sight)


def _project(project: Project, sight: Sight) -> None:
    words, lang = sight.words, sight.lang
    first = [
        (words["d_dispute"], dispute_text(project, sight)),
        (words["d_kind"], _kind(project, sight)),
        (words["d_stage"], _stage(project, sight)),
        (words["d_capacity"], _sizes(project, sight)),
        (words["d_counted"], _counted(project, sight)),
        (words["d_part_of"], _group(project, sight)),
        (words["d_doubles"], _doubles(project, sight)),
        (words["form_apart"], "、".join(other.name for other in project.apart)),
    ]
    show_facts(first, key="first", lang=lang)
    evidence.show(project, sight)
    editing.offer(project, sight)  # below the sentence: one corrects what one has read
    where.show(project, sight)
    rest = [
        (words["d_nature"], label(NATURES[project.nature], lang)),
        (words["d_year"], str(project.year) if project.year else ""),
        (words["d_responsible"], "、".join(project.responsible)),
        (words["d_owner"], project.owner or ""),
        *investments(project, lang=lang),
        (words["d_site"], site_text(project, sight)),
        *ledger_texts(project, sight),
    ]
    show_facts(rest, key="rest", lang=lang)
    if project.ledger and project.ledger.other:
        st.caption(words["l_other"])
        show_facts(project.ledger.other, key="other", lang=lang)


def _checked(project: Project, sight: Sight) -> str:
    """Say who has checked it and when, or that nobody has."""
    if project.checked is not None:
        who = f"{project.checked.by} {project.checked.at[:10]}"
        return f"{label(CHECKED[True], sight.lang)} · {who}"
    return sight.words["unchecked_table" if project.ledger and project.ledger.row else "unchecked"]


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
    """Say each size with what it measures, normalised, and as the plan writes it."""
    if not project.capacity:
        return sight.words["d_unknown"]
    return "\n".join(_size(quantity, sight) for quantity in project.capacity)


def _size(quantity: Quantity, sight: Sight) -> str:
    words = sight.words
    shown = quantity_text(quantity, lang=sight.lang)
    norm = quantity_text(quantity, lang="en")
    said = words["size_value"].format(role=words[f"role_{quantity.role.value}"], shown=shown)
    if norm != shown:
        said += words["size_norm"].format(norm=norm)
    notes = [words["size_written"].format(written=quantity.as_written)]
    if quantity.qualifier:
        notes.append(words["size_qualifier"].format(word=quantity.qualifier))
    if quantity.low is not None and quantity.low != quantity.high:
        notes.append(words["size_range"])
    return f"{said}\n{words['note_joiner'].join(notes)}"


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
    rest = Amount(own, 1, qualified=False)
    said = amount_text(rest, "power", lang=sight.lang)
    return sight.words["d_counted_value"].format(amount=said)


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
    title = sight.divisions.full_name(picked.key)
    project_list(inside, sight, key=f"inside_{picked.key}", title=title)
