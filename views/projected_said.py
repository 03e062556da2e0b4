"""What the briefing view says in English; in Chinese it says what every briefing says.

Names, and what documents are called, stay as they are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.saying import filter_parts
from projects.wording import CLASSES, STAGES
from views.figures import say, stage_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.briefing.model import Brief
    from views.scene import Sight

__all__ = ["Told", "told"]

_NAMED = 4


@dataclass(frozen=True, slots=True)
class Told:
    """The view's texts; `names` and `sums` are those of the brief's figures, by their keys."""

    title: str
    subtitle: str
    stamp: str
    counted: str
    notice: str
    foot: str
    names: Mapping[str, str]
    sums: Mapping[str, str]


def told(brief: Brief, sight: Sight) -> Told:
    """Say a brief in the language of the page."""
    figures = [brief.total, *brief.stages, brief.single, *(one.figure for one in brief.beside)]
    if sight.lang == "zh":
        return Told(
            title=brief.title,
            subtitle=brief.subtitle,
            stamp=brief.stamp,
            counted=brief.counted_name,
            notice=" · ".join(brief.notices),
            foot=f"{brief.source_line}; {brief.status_line}; {brief.date_line}",
            names={figure.key: figure.name for figure in figures[1:]},
            sums={figure.key: figure.said for figure in figures},
        )
    words = sight.words
    return Told(
        title=_title(brief, words),
        subtitle=_subtitle(brief, sight),
        stamp=words["unchecked"] if brief.stamp else "",
        counted=stage_names(brief.counted, sight.lang),
        notice=words["brief_notice"],
        foot=_foot(brief, words),
        names={figure.key: _name(figure.key) for figure in figures[1:]},
        sums={
            figure.key: say(figure.amount, brief.measure, words, sight.lang) for figure in figures
        },
    )


def _title(brief: Brief, words: Mapping[str, str]) -> str:
    place = brief.place_name if brief.place else words["brief_nation"]
    return words["brief_title_view"].format(place=place)


def _subtitle(brief: Brief, sight: Sight) -> str:
    chosen = sight.choice.selection
    documents = sight.holdings.documents
    parts = filter_parts(chosen, sight.divisions, lang=sight.lang, documents=documents)
    said = " · ".join(parts) or sight.words["filter_nothing"]
    return sight.words["brief_subtitle"].format(filter=said, count=brief.projects)


def _name(key: str) -> str:
    named: Mapping[str, tuple[str, str]] = {str(stage): STAGES[stage] for stage in STAGES}
    return {**CLASSES, **named, "sharing": CLASSES["taking_part"]}[key][1]


def _foot(brief: Brief, words: Mapping[str, str]) -> str:
    named = "; ".join(source.line for source in brief.sources[:_NAMED])
    dates = sorted({source.date for source in brief.sources if source.date})
    told = [words["brief_sources"].format(named=named)]
    if len(brief.sources) > _NAMED:
        told.append(words["brief_sources_all"].format(count=len(brief.sources)))
    ends = dict.fromkeys([dates[0], dates[-1]]) if dates else [words["brief_undated"]]
    told.append(words["brief_status"].format(span=" – ".join(ends)))
    return "; ".join([*told, words["brief_made_on"].format(day=brief.made_on.isoformat())])
