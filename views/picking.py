"""The small map of the pages that change something: counties to choose, shapes to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st
from shapely.geometry import mapping

from geo.models import Adcode
from layers.webmap import base_map, picker_group
from projects.models import Geometry
from views.loading import load_boundaries, load_divisions, map_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from projects.settings import Settings

__all__ = ["Shown", "around", "draw"]

_TOOLS = ("county", "Point", "LineString", "Polygon", "back", "finish")
_TOLERANCE = 0.003
"""Degrees by which the counties' lines are simplified: this map is 300 pixels high."""
_DIGITS = 4


class Shown:
    """What the map shows: counties to choose among, the chosen ones, and what was drawn.

    `candidates` stand out among `counties`; with `tools` one may draw, too.
    """

    def __init__(
        self,
        counties: Collection[Adcode],
        chosen: Collection[Adcode] = (),
        *,
        candidates: Collection[Adcode] = (),
        geometry: Geometry | None = None,
        tools: bool = False,
    ) -> None:
        self.counties = tuple(sorted({*counties, *chosen, *candidates}))
        self.chosen, self.candidates = frozenset(chosen), frozenset(candidates)
        self.geometry, self.tools = geometry, tools


def around(place: Adcode | None, counties: Collection[Adcode]) -> tuple[Adcode, ...]:
    """Return the counties a small map needs: those of the plan's city and of the named ones."""
    divisions = load_divisions()
    cities = {divisions.prefecture_of(code) for code in counties}
    if place is not None and not divisions.is_county(place) and place[2:] != "0000":
        cities.add(place)
    if place is not None and divisions.is_county(place):
        cities.add(divisions.prefecture_of(place))
    inside = {code for city in cities for code in divisions.counties(city)}
    return tuple(sorted(inside | set(counties)))


def draw(
    shown: Shown,
    settings: Settings,
    words: Mapping[str, str],
    *,
    key: str,
    on_county: Callable[[Adcode], None],
    on_drawn: Callable[[Geometry], None] | None = None,
) -> None:
    """Show the map; a click on a county and a finished drawing are told to the callbacks."""
    # Imported before any page has run, as the server's warm-up would, it is never served.
    from streamlit_folium import st_folium

    def answered() -> None:
        answer = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
        said = answer.get("properties") or {}
        if said.get("what") == "county" and str(said.get("place")) in shown.counties:
            on_county(Adcode(str(said["place"])))
            return
        made = _geometry(answer.get("geometry")) if said.get("what") == "drawn" else None
        if made is not None and on_drawn is not None:
            on_drawn(made)

    script, style, _ = map_files((), settings)
    view = {
        "view": key,
        "shapes": _shapes(shown, settings),
        "geometry": _plain(shown.geometry),
        "tools": shown.tools,
        "words": {tool: words[f"pick_{tool}"] for tool in _TOOLS},
    }
    st_folium(
        base_map(script=script, style=style),
        key=key,
        height=300,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=[picker_group(view)],
        on_change=answered,
    )


def _geometry(told: Any) -> Geometry | None:  # noqa: ANN401 - what a browser sends
    """Take over what was drawn; whether it can be is judged when it is saved."""
    if not isinstance(told, dict) or not isinstance(told.get("coordinates"), list):
        return None
    return Geometry(str(told.get("type")), _tuples(told["coordinates"]))


def _tuples(node: Any) -> Any:  # noqa: ANN401
    return tuple(map(_tuples, node)) if isinstance(node, list) else node


def _plain(geometry: Geometry | None) -> dict[str, object] | None:
    if geometry is None:
        return None
    return {"type": geometry.type, "coordinates": geometry.coordinates}


def _shapes(shown: Shown, settings: Settings) -> list[dict[str, object]]:
    name = load_divisions().name
    folder = settings.boundaries
    return [
        {
            "code": code,
            "name": name(code),
            "parts": parts,
            "on": code in shown.chosen,
            "candidate": code in shown.candidates,
        }
        for code, parts in _outlines(folder, shown.counties, settings).items()
    ]


@st.cache_data(show_spinner=False, max_entries=50)
def _outlines(
    folder: Path, codes: tuple[Adcode, ...], _settings: Settings
) -> dict[Adcode, list[Any]]:
    """Return the counties' polygons, coarse enough for a small map, as nested lists."""
    del folder  # it is what tells one edition from another
    frame = load_boundaries(_settings).counties(codes)
    return {
        Adcode(code): _parts(mapping(shape.simplify(_TOLERANCE)))
        for code, shape in zip(frame["adcode"], frame.geometry, strict=True)
    }


def _parts(geometry: Mapping[str, Any]) -> list[Any]:
    is_one = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if is_one else geometry["coordinates"]
    return [
        [[[round(x, _DIGITS), round(y, _DIGITS)] for x, y in ring] for ring in polygon]
        for polygon in polygons
    ]
