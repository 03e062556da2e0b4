"""The form's part about the place: counties from a list or on the map, coordinates, a drawing."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import GeoError
from projects.errors import ProjectsError
from projects.reviewing.shapes import typed_geometry
from views import picking
from views.loading import load_divisions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.models import Adcode
    from projects.models import Geometry, Project
    from views.project_form import About

__all__ = ["place_fields"]

_MERIDIANS = range(75, 136, 3)
_SHAPES = ("Point", "LineString", "Polygon")


def place_fields(project: Project, about: About, take: Callable[[str, Any], None]) -> None:
    """Show the fields of the place and `take` what they say."""
    words, key = about.words, f"{about.key}_counties"
    kept = f"{about.key}_geometry"
    st.session_state.setdefault(kept, project.geometry)
    left, right = st.columns([2, 3])
    with left:
        counties = _counties(project, about, key)
        citywide = st.checkbox(
            words["form_citywide"],
            project.citywide,
            key=f"{about.key}_citywide",
            disabled=bool(counties),
        )
        _typed(about, kept)
    geometry = st.session_state[kept]
    with right:
        shown = picking.Shown(
            picking.around(about.place, [*counties, *_candidates(project)]),
            counties,
            candidates=_candidates(project),
            geometry=geometry,
            tools=True,
        )
        picking.draw(
            shown,
            about.settings,
            words,
            key=f"{about.key}_map",
            on_county=partial(_toggle, key),
            on_drawn=partial(st.session_state.__setitem__, kept),
        )
        st.caption(words["form_map_help"])
    take("counties", [str(code) for code in counties])
    take("citywide", bool(citywide) and not counties)
    take("geometry", _json(geometry))


def _candidates(project: Project) -> list[Adcode]:
    known = load_divisions()
    return [c.adcode for c in project.candidates if known.is_county(c.adcode)]


def _counties(project: Project, about: About, key: str) -> list[Adcode]:
    divisions = load_divisions()
    near = picking.around(about.place, project.counties)
    first = dict.fromkeys((*near, *divisions.counties(None)))
    cities = {divisions.prefecture_of(code) for code in near}

    def named(code: Adcode) -> str:
        city = divisions.prefecture_of(code)
        return divisions.name(code) if len(cities) == 1 and city in cities else _full(code)

    st.session_state.setdefault(key, [c for c in project.counties if divisions.is_county(c)])
    return list(
        st.multiselect(
            about.words["form_counties"],
            list(first),
            format_func=named,
            key=key,
            placeholder=about.words["form_counties_hint"],
        )
    )


def _full(code: Adcode) -> str:
    return load_divisions().full_name(code)


def _toggle(key: str, code: Adcode) -> None:
    """Take a county in that was clicked on the map, or out."""
    chosen = list(st.session_state.get(key, ()))
    st.session_state[key] = [c for c in chosen if c != code] if code in chosen else [*chosen, code]


def _typed(about: About, kept: str) -> None:
    """Let coordinates be typed, say what is there by now, and let it be taken away."""
    words, key = about.words, about.key
    with st.expander(words["form_typed"]):
        systems = _systems(words)
        crs = st.selectbox(
            words["form_crs"], list(systems), format_func=systems.__getitem__, key=f"{key}_crs"
        )
        shape = st.segmented_control(
            words["form_shape"],
            _SHAPES,
            format_func=lambda name: words[f"pick_{name}"],
            default="Point",
            key=f"{key}_shape",
        )
        text = st.text_area(
            words["form_coordinates"], key=f"{key}_coordinates", height=68,
            placeholder=words["form_coordinates_hint"], max_chars=20_000,
        )  # fmt: skip
        if st.button(words["form_use"], key=f"{key}_use") and text.strip():
            try:
                st.session_state[kept] = typed_geometry(text, crs=crs, shape=shape or "Point")
            except (GeoError, ProjectsError):
                st.error(words["form_bad_coordinates"])
    geometry: Geometry | None = st.session_state[kept]
    if geometry is not None:
        st.text(_said(geometry, words))
        st.button(
            words["form_no_geometry"],
            key=f"{key}_no_geometry",
            on_click=partial(st.session_state.__setitem__, kept, None),
            type="tertiary",
        )


def _systems(words: Mapping[str, str]) -> dict[str, str]:
    plain = {"EPSG:4490": words["form_crs_degrees"], "GCJ-02": "GCJ-02", "BD-09": "BD-09"}
    bare = {
        f"EPSG:{4534 + number}": words["form_crs_zone"].format(meridian=meridian)
        for number, meridian in enumerate(_MERIDIANS)
    }
    numbered = {
        f"EPSG:{4513 + number}": words["form_crs_numbered"].format(
            meridian=meridian, number=meridian // 3
        )
        for number, meridian in enumerate(_MERIDIANS)
    }
    return plain | bare | numbered


def _said(geometry: Geometry, words: Mapping[str, str]) -> str:
    shape = words[f"pick_{geometry.type.removeprefix('Multi')}"]
    typed = geometry.as_written or words["form_drawn"]
    return words["form_geometry_said"].format(shape=shape, crs=geometry.crs, typed=typed)


def _json(geometry: Geometry | None) -> dict[str, Any] | None:
    return None if geometry is None else {**asdict(geometry), "coordinates": _lists(geometry)}


def _lists(geometry: Geometry) -> Any:  # noqa: ANN401 - as deep as the shape
    def lists(node: Any) -> Any:  # noqa: ANN401
        return [lists(item) for item in node] if isinstance(node, tuple) else node

    return lists(geometry.coordinates)
