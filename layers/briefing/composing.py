"""What a briefing is of: the place, the layout, the projects. No drawing here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.models import Level
from layers.briefing.comparing import MOST_COMPARED, comparison
from layers.briefing.model import BriefOptions, Layout
from layers.briefing.single import Work, nothing, one
from layers.errors import BriefError
from projects.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.briefing.model import Brief
    from projects.selection import Holdings

__all__ = ["compose"]

_WHOLE = "the whole country"
_LISTED = 3


def compose(
    holdings: Holdings,
    divisions: Divisions,
    boundaries: Boundaries,
    options: BriefOptions | None = None,
) -> Brief:
    """Work out what a briefing says.

    Parameters
    ----------
    holdings
        What a registry holds. What was chosen of it stays chosen, unless the options bring a
        selection of their own.
    divisions, boundaries
        Names, and the polygons whoever draws takes.
    options
        What is asked for.

    Raises
    ------
    BriefError
        If nothing is selected, the layout does not fit the places, or an approval is incomplete.
    ProjectsError, UnknownPlace
        If the measure or a place is unknown.
    """
    options = options or BriefOptions()
    _check(options)
    places, selection = _places(options, holdings, divisions)
    if selection != Selection() or options.selection != selection:
        holdings = holdings.select(selection, divisions)
    if not holdings.shown:
        raise BriefError(nothing(options.selection, divisions))
    layout = options.layout or _layout(places, divisions)
    asked = replace(options, layout=layout, places=places, selection=selection)
    work = Work(holdings, divisions, boundaries, asked)
    several = layout is Layout.RANKING and len(places) > 1
    if layout is Layout.COMPARISON or several:
        return comparison(work)
    return one(work, _single(layout, places, divisions))[0]


def _check(options: BriefOptions) -> None:
    approval = options.approval
    if approval and not (approval.number.strip() and approval.approver.strip()):
        message = (
            "a map-approval number needs the approver's name, and the name a number: give both "
            "or none."
        )
        raise BriefError(message)


def _places(
    options: BriefOptions, holdings: Holdings, divisions: Divisions
) -> tuple[tuple[Adcode, ...], Selection]:
    """Return the places a picture is of, and the selection without what they say already."""
    selection = options.selection
    if options.places:
        return tuple(dict.fromkeys(divisions.get(c).adcode for c in options.places)), selection
    if selection.places:
        return tuple(dict.fromkeys(selection.places)), replace(selection, places=())
    documents = {project.document for project in holdings.shown}
    own = (facts.place for facts in holdings.documents if facts.sha256 in documents)
    places = tuple(dict.fromkeys(own))
    if None in places:
        return (), selection
    return tuple(place for place in places if place), selection


def _layout(places: Sequence[Adcode], divisions: Divisions) -> Layout:
    if len(places) == 1:
        division = divisions.get(places[0])
        is_own_city = divisions.is_city(places[0])
        is_county = division.level is Level.COUNTY and not is_own_city
        return Layout.COUNTY if is_county else Layout.CITY
    return Layout.COMPARISON if 1 < len(places) <= MOST_COMPARED else Layout.CITY


def _single(layout: Layout, places: Sequence[Adcode], divisions: Divisions) -> Adcode | None:
    """Return the one place of a layout, None for the whole country."""
    if layout is Layout.COUNTY:
        if len(places) == 1 and divisions.is_county(places[0]):
            return places[0]
        message = (
            f"the layout county draws one county, not {_told(places, divisions)}: "
            "name a county, or take the layout city or comparison."
        )
        raise BriefError(message)
    if len(places) == 1:
        return places[0]
    return None


def _told(places: Sequence[Adcode], divisions: Divisions) -> str:
    if not places:
        return _WHOLE
    return ", ".join(f"{code} {divisions.name(code)}" for code in places[:_LISTED]) + (
        " …" if len(places) > _LISTED else ""
    )
