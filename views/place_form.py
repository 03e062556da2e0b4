"""The form's part about the place: counties from a list or on the map, coordinates, a drawing."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.errors import GeoError
from geo.grids import grids
from geo.models import Precision
from projects.errors import ProjectsError
from projects.reviewing.shapes import typed_geometry
from views import keeping, picking
from views.loading import load_boundaries, load_divisions
from views.name_told import counties_told
from views.place_said import counties_said, laid_of, short_said, understood
from views.refused import refusal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.lying import Laid
    from geo.models import Adcode
    from projects.models import Geometry, Project
    from views.project_form import About

__all__ = ["place_fields"]

_SHAPES = ("Point", "LineString", "Polygon")


def place_fields(
    project: Project, about: About, take: Callable[[str, Any], None], name: str
) -> tuple[str, ...]:
    """Show the fields of the place and `take` what they say; returns what is wrong with them.

    `name` is the project's as it is typed by now: it may tell a county.
    """
    return _Place(project, about).shown(take, name)


class _Place:
    """One run of the fields: which counties are chosen, and what was put on the map."""

    def __init__(self, project: Project, about: About) -> None:
        self._project, self._about, self._words = project, about, about.words
        self._codes, self._kept = f"{about.key}_counties", f"{about.key}_geometry"
        self._near = picking.around(about.place, project.counties)
        divisions = load_divisions()
        self._candidates = [
            c.adcode for c in project.candidates if divisions.is_county(c.adcode)
        ]  # fmt: skip

    def shown(self, take: Callable[[str, Any], None], name: str) -> tuple[str, ...]:
        words, about, key = self._words, self._about, self._about.key
        keeping.begin(self._kept, self._project.geometry)
        left, right = st.columns([2, 3])
        with left:
            counties = self._counties()
            citywide = st.checkbox(
                words["form_citywide"],
                key=keeping.begin(f"{key}_citywide", self._project.citywide),
                disabled=bool(counties),
            )
            self._typed()
            geometry: Geometry | None = st.session_state[self._kept]
            if not counties and not citywide:
                self._offer("named", counties_told(name, about.place))
                if self._project.precision is not Precision.OUTSIDE:
                    st.caption(words["place_open"])
        with right:
            self._map(counties, geometry)
            fault = self._position(geometry, counties) if geometry is not None else None
        take("counties", [str(code) for code in counties])
        take("citywide", bool(citywide) and not counties)
        take("geometry", _json(geometry))
        return (fault,) if fault else ()

    def _counties(self) -> list[Adcode]:
        divisions = load_divisions()
        at_home = {divisions.province_of(code) for code in self._near}
        all_ = divisions.counties(None)
        same = [code for code in all_ if divisions.province_of(code) in at_home]
        options = list(dict.fromkeys((*self._near, *same, *all_)))
        own = [c for c in self._project.counties if divisions.is_county(c)]
        return list(
            st.multiselect(
                self._words["form_counties"],
                options,
                format_func=self._named(at_home),
                key=keeping.begin(self._codes, own, moving=True),
                placeholder=self._words["form_counties_hint"],
            )
        )

    def _named(self, at_home: set[Adcode]) -> Callable[[Adcode], str]:
        """Name counties: the city's bare, the province's with their city, others by province."""
        divisions = load_divisions()
        near = frozenset(self._near)
        cities = {divisions.prefecture_of(code) for code in near}

        def named(code: Adcode) -> str:
            if code in near and len(cities) == 1:
                return divisions.name(code)
            province = divisions.province_of(code)
            said = counties_said([code], divisions)
            return said if province in at_home else f"{divisions.name(province)} · {said}"

        return named

    def _map(self, counties: list[Adcode], geometry: Geometry | None) -> None:
        about, key = self._about, self._about.key
        shown = picking.Shown(
            picking.around(about.place, [*counties, *self._candidates]),
            counties,
            candidates=self._candidates,
            geometry=geometry,
            tools=True,
        )
        picking.draw(
            shown,
            about.settings,
            self._words,
            key=f"{key}_map",
            on_county=partial(_toggle, self._codes),
            on_drawn=partial(st.session_state.__setitem__, self._kept),
        )
        st.caption(self._words["form_map_help"])

    def _typed(self) -> None:
        """Let coordinates be typed."""
        words, key = self._words, self._about.key
        with st.expander(words["form_typed"]):
            systems = _systems(words, self._longitude())
            crs = st.selectbox(
                words["form_crs"],
                list(systems),
                format_func=systems.__getitem__,
                key=keeping.begin(f"{key}_crs", "EPSG:4490", systems, moving=True),
            )
            shape = st.segmented_control(
                words["form_shape"],
                _SHAPES,
                format_func=lambda name: words[f"pick_{name}"],
                key=keeping.begin(f"{key}_shape", "Point"),
            )
            text = st.text_area(
                words["form_coordinates"], key=keeping.begin(f"{key}_coordinates", ""), height=68,
                placeholder=words["form_coordinates_hint"], max_chars=20_000,
            )  # fmt: skip
            if st.button(words["form_use"], key=f"{key}_use") and text.strip():
                self._use(text, crs, shape or "Point")

    def _use(self, text: str, crs: str, shape: str) -> None:
        words = self._words
        try:
            st.session_state[self._kept] = typed_geometry(text, crs=crs, shape=shape)
        except (GeoError, ProjectsError) as error:
            st.error(words["form_bad_coordinates"])
            if isinstance(error, ProjectsError):
                st.text(refusal_text(error, self._about.lang))

    def _longitude(self) -> float | None:
        """Return the middle of the plan's city in degrees, by which zones are sorted."""
        if not self._near:
            return None
        frame = load_boundaries(self._about.settings).overview(self._near)
        west, _, east, _ = frame.total_bounds
        return float(west + east) / 2

    def _position(self, geometry: Geometry, counties: list[Adcode]) -> str | None:
        """Say what was put on the map as it was understood, and hold it against the counties."""
        words, key = self._words, self._about.key
        boundaries, divisions = load_boundaries(self._about.settings), load_divisions()
        found = laid_of(geometry, counties, boundaries)
        fault = self._off(geometry, counties, found) if found.is_off else None
        with st.container(key="place_said", border=True, gap="small"):
            said = understood(geometry, found, divisions, words)
            st.text(f"{short_said(geometry, words)}\n{said}")
            st.button(
                words["form_no_geometry"],
                key=f"{key}_no_geometry",
                on_click=partial(st.session_state.__setitem__, self._kept, None),
                type="tertiary",
            )
        if not counties:
            self._offer("offer", found.counties)
        return fault

    def _off(self, geometry: Geometry, counties: list[Adcode], found: Laid) -> str | None:
        """Tell that it lies elsewhere; a fault until the county is changed or it is confirmed."""
        words, divisions = self._words, load_divisions()
        shape = words[f"pick_{geometry.type.removeprefix('Multi')}"]
        said = words["place_off" if found.counties else "place_off_nowhere"].format(
            shape=shape,
            counties=counties_said(found.counties, divisions),
            stated=counties_said(counties, divisions),
        )
        seen, key = (geometry, tuple(counties)), f"{self._about.key}_sure"
        stood = (self._project.geometry, tuple(self._project.counties))
        is_sure = seen in (st.session_state.get(key), stood)
        with st.container(key="place_off", border=True, gap="small"):
            st.text(said)
            if is_sure:
                st.caption(words["place_was_sure"])
                return None
            self._offer("take", found.counties)
            st.button(
                words["place_sure"],
                key=f"{key}_button",
                on_click=partial(st.session_state.__setitem__, key, seen),
            )
        return words["place_must"]

    def _offer(self, which: str, counties: tuple[Adcode, ...]) -> None:
        """Offer to put these counties into the field."""
        if not counties:
            return
        label = self._words[f"place_{which}"]
        st.button(
            label.format(counties=counties_said(counties, load_divisions())),
            key=f"{self._about.key}_place_{which}",
            on_click=partial(st.session_state.__setitem__, self._codes, list(counties)),
        )


def _toggle(key: str, code: Adcode) -> None:
    """Take a county in that was clicked on the map, or out."""
    chosen = list(st.session_state.get(key, ()))
    st.session_state[key] = [c for c in chosen if c != code] if code in chosen else [*chosen, code]


def _systems(words: Mapping[str, str], longitude: float | None) -> dict[str, str]:
    """Name the systems to choose from; the zones nearest to the plan's city come first."""
    plain = {
        "EPSG:4490": words["place_choose_degrees"],
        "GCJ-02": words["place_gcj"],
        "BD-09": words["place_bd"],
    }
    zones: dict[str, str] = {}
    for width in (3, 6):
        near = grids(width)
        if longitude is not None:
            near = tuple(sorted(near, key=lambda grid: abs(grid.meridian - longitude)))
        zones |= {
            grid.crs: words["place_zone_choice"].format(
                width=width, meridian=grid.meridian, number=grid.number
            )
            for grid in near
        }
    return plain | zones


def _json(geometry: Geometry | None) -> dict[str, Any] | None:
    return None if geometry is None else {**asdict(geometry), "coordinates": _lists(geometry)}


def _lists(geometry: Geometry) -> Any:  # noqa: ANN401 - as deep as the shape
    def lists(node: Any) -> Any:  # noqa: ANN401
        return [lists(item) for item in node] if isinstance(node, tuple) else node

    return lists(geometry.coordinates)
