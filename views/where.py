"""Where a project lies: each county with its reasons, and the counties that were not chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.reasons import reason_text
from projects.summaries import place_class
from projects.wording import PRECISIONS
from views.choice import label
from views.facts import show_facts
from views.figures import share_text
from views.placed import position_text

if TYPE_CHECKING:
    from geo.models import Adcode
    from projects.models import Project
    from views.scene import Sight

__all__ = ["rejected", "show"]


def show(project: Project, sight: Sight) -> None:
    """Show the counties and how sure they are, or why there is none; then the candidates."""
    words, name = sight.words, sight.divisions.name
    if project.counties:
        st.caption(words["w_counties"])
        facts = [(words["d_precision"], _sure(project, sight))]
        if len(sight.cities) > 1:
            facts.append((words["col_city"], _cities(project, sight)))
        facts += [(name(code), _why(project, code, sight)) for code in project.counties]
    else:
        facts = [(words["d_counties"], _nowhere(project, sight))]
    facts.append((words["place_row"], position_text(project, sight)))
    show_facts(facts, key="counties", lang=sight.lang)
    if considered := rejected(project):
        st.caption(words["w_rejected" if project.counties else "w_open"])
        shown = [(name(code), _scored(project, code, sight)) for code in considered]
        show_facts(shown, key="candidates", lang=sight.lang)


def rejected(project: Project) -> tuple[Adcode, ...]:
    """Return the counties that were considered and not chosen, the best first."""
    best: dict[Adcode, float] = {}
    for candidate in project.candidates:
        if candidate.adcode not in project.counties:
            best[candidate.adcode] = max(candidate.score, best.get(candidate.adcode, 0.0))
    return tuple(sorted(best, key=lambda code: -best[code]))


def _cities(project: Project, sight: Sight) -> str:
    cities = dict.fromkeys(map(sight.divisions.prefecture_of, project.counties))
    return sight.words["joiner"].join(map(sight.divisions.name, cities))


def _sure(project: Project, sight: Sight) -> str:
    words = sight.words
    precision = words["d_unknown"]
    if project.precision is not None:
        precision = label(PRECISIONS[project.precision], sight.lang)
    if project.geometry is not None:
        precision = words["place_precision"].format(precision=precision)
    return words["w_sure"].format(precision=precision, sure=share_text(project.confidence))


def _why(project: Project, code: Adcode, sight: Sight) -> str:
    """Say every reason for one county, and its share where the plan gives shares."""
    said = [reason_text(r.why, sight.lang) for r in project.reasons if r.adcode == code]
    parts = said or [sight.words["w_no_reason"]]
    if project.shares and len(project.shares) == len(project.counties):
        share = project.shares[project.counties.index(code)]
        parts.append(sight.words["w_share"].format(share=share_text(share)))
    return "\n".join(parts)


def _scored(project: Project, code: Adcode, sight: Sight) -> str:
    return "\n".join(
        sight.words["w_score"].format(why=reason_text(c.why, sight.lang), score=share_text(c.score))
        for c in project.candidates
        if c.adcode == code
    )


def _nowhere(project: Project, sight: Sight) -> str:
    words, place = sight.words, place_class(project)
    if place in {"citywide", "outside"}:
        return words[f"w_{place}"]
    return words["d_nowhere"] if project.candidates else words["w_no_candidate"]
