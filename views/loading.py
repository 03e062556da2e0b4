"""What the pages share and read once: divisions, the registry, county polygons, the map's files."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components import v1 as components

from geo.boundaries import Boundaries, built_at
from geo.divisions import Divisions
from geo.errors import BoundariesMissing, GeoError
from geo.islands import Island, read_islands
from layers.atlas import Ground
from layers.errors import LayersError
from layers.maplevels import Survey, build_survey
from layers.mapview import MapFiles, plan_counties
from layers.webfiles import WebFiles, details, has_detail, prepare
from projects.columns import columns_of
from projects.errors import ProjectsError
from projects.registry import Registry
from views.i18n import texts
from views.scene import rows_by_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from projects.models import Target
    from projects.selection import Holdings, Selection
    from projects.settings import Settings
    from views.scene import Sight

__all__ = [
    "FILES",
    "document_text",
    "first_files",
    "load_boundaries",
    "load_cities",
    "load_divisions",
    "load_gazetteer",
    "load_holdings",
    "load_islands",
    "load_selected",
    "load_survey",
    "load_targets",
    "make_ready",
    "map_files",
    "refresh",
    "told_plainly",
    "web_files",
]

_REREAD_SECONDS = 30
_MOST_FILTERS = 12
_MOST_DETAILED = 12
"""More cities than this are drawn from the overview, so that the first map stays quick."""

_COMPONENT = "luotu_map_files"
FILES = f"{__name__}.{_COMPONENT}"
"""What Streamlit calls the component whose folder the map's files lie in."""


@contextmanager
def told_plainly() -> Iterator[None]:
    """Say in one line what cannot be read; a page's fragment needs this as the page does."""
    try:
        yield
    except BoundariesMissing:
        st.text(texts(st.session_state.get("lang", "zh"))["no_boundaries"])
    except (GeoError, ProjectsError, LayersError) as error:
        st.text(str(error))


@st.cache_resource(show_spinner=False)
def load_divisions() -> Divisions:
    """Read the divisions once for all sessions."""
    return Divisions.load()


@st.cache_resource(show_spinner=False)
def load_islands() -> tuple[Island, ...]:
    """Read the islands that are labelled as points once for all sessions."""
    return read_islands()


@st.cache_resource(show_spinner=False, max_entries=1)
def _opened(folder: str, built: int) -> Boundaries:
    return Boundaries.load(Path(folder))


def load_boundaries(settings: Settings) -> Boundaries:
    """Open the county polygons once for all sessions, and anew when they are built anew."""
    folder = settings.boundaries
    return _opened(str(folder), built_at(folder))


@st.cache_data(show_spinner=False, ttl=_REREAD_SECONDS)
def _stamp(url: str | None, _settings: Settings) -> tuple[int, ...]:
    with Registry.open(url, settings=_settings, create=False) as registry:
        return registry.stamp()


@st.cache_resource(show_spinner=False, max_entries=1)
def _holdings(url: str | None, stamp: tuple[int, ...], _settings: Settings) -> Holdings:
    del stamp  # it is what tells this reading from a later one
    gc.unfreeze()  # what was read before may go
    with Registry.open(url, settings=_settings, create=False) as registry:
        holdings = registry.holdings()
    _freeze()
    return holdings


def _freeze() -> None:
    """Keep what stays from full collections, which would walk over it for 0.3 s each."""
    gc.collect()
    gc.freeze()


def load_holdings(url: str | None, settings: Settings) -> Holdings:
    """Read documents and projects once for all sessions, and anew when the registry has changed.

    What is ingested meanwhile shows after half a minute.
    """
    return _holdings(url, _stamp(url, settings), settings)


def refresh() -> None:
    """Let all pages of all sessions see at once what was just changed here."""
    _stamp.clear()


@st.cache_resource(show_spinner=False)
def load_gazetteer() -> Gazetteer:
    """Read the names of places once for all sessions; reading a plan needs them."""
    from geo.gazetteer import Gazetteer

    return Gazetteer.load()


def load_cities(holdings: Holdings) -> Mapping[Adcode, tuple[Adcode, ...]]:
    """Return the cities the plans speak of with their counties, worked out once for all."""
    divisions = load_divisions()
    return holdings.once(
        ("cities", divisions),
        lambda: plan_counties(holdings.documents, holdings.projects, divisions),
        of_all=True,
    )


@st.cache_resource(show_spinner=False, max_entries=1)
def _targets(url: str | None, stamp: tuple[int, ...], _settings: Settings) -> tuple[Target, ...]:
    del stamp  # as above
    with Registry.open(url, settings=_settings, create=False) as registry:
        return registry.targets()


def load_targets(settings: Settings) -> tuple[Target, ...]:
    """Read the targets of all plans once for all sessions, and anew when the registry changed."""
    url = settings.registry_url
    return _targets(url, _stamp(url, settings), settings)


@st.cache_resource(show_spinner=False, max_entries=_MOST_FILTERS)
def _selected(
    url: str | None, stamp: tuple[int, ...], selection: Selection, _settings: Settings
) -> Holdings:
    return _holdings(url, stamp, _settings).select(selection, load_divisions())


def load_selected(selection: Selection, settings: Settings) -> Holdings:
    """Apply a filter once for all sessions; what is worked out for it is shared likewise."""
    url = settings.registry_url
    return _selected(url, _stamp(url, settings), selection, settings)


def make_ready(holdings: Holdings) -> None:
    """Work out what the first filter of anybody would wait for."""
    divisions = load_divisions()
    holdings.facets(divisions).warm()
    columns_of(holdings, divisions)
    rows_by_key(holdings)
    _freeze()


@st.cache_resource(show_spinner=False, max_entries=1)
def _ground(folder: str, built: int) -> Ground:
    return Ground.of(_opened(folder, built).overview())


def load_survey(sight: Sight, asked: frozenset[Adcode]) -> Survey:
    """Sort a large registry's projects into their counties, once for each filter."""
    folder = sight.settings.boundaries
    edition = str(folder), built_at(folder)
    return sight.holdings.once(
        ("survey", edition, asked, tuple(sight.cities)),
        lambda: build_survey(
            sight.holdings,
            sight.cities,
            asked,
            _ground(*edition),
            sight.divisions,
            frozenset(sight.stages),
        ),
    )


def document_text(sha256: str, settings: Settings) -> str | None:
    """Return a document's text where the registry has it."""
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        return registry.text(sha256)


@st.cache_resource(show_spinner=False, max_entries=1)
def _web_files(folder: str, built: int, _settings: Settings) -> WebFiles:
    return prepare(_settings.data.parent / "static", load_boundaries(_settings))


@st.cache_resource(show_spinner=False)
def _aside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="luotu-details")


def web_files(settings: Settings) -> WebFiles:
    """Return the files all maps need, written once, and again if they were cleaned away."""
    edition = str(settings.boundaries), built_at(settings.boundaries)
    files = _web_files(*edition, settings)
    common = (files.backdrop, files.sketch, files.overview)
    if not all((files.folder / name).is_file() for name in common):
        _web_files.clear()
        files = _web_files(*edition, settings)
    return files


def first_files(prefectures: Iterable[Adcode], settings: Settings) -> tuple[str, ...]:
    """Return the files of the first map of these cities, below the components' address."""
    files, codes = web_files(settings), tuple(prefectures)
    names = [files.script, files.style, files.backdrop]
    if len(codes) <= _MOST_DETAILED:
        names += details(files, codes, load_boundaries(settings))
    return tuple(f"{FILES}/{name}" for name in names)


def map_files(
    prefectures: Iterable[Adcode], settings: Settings, *, wait: bool = True
) -> tuple[str, str, MapFiles]:
    """Return the addresses of script, style and polygons, as seen from the map's own frame.

    Where nobody is to `wait`, finer polygons that are not there yet are made aside, and the
    answer says that they are to come.

    The files are offered as a component's folder: that needs no flag, sends the right content
    types, and a relative address holds under any base path.
    """
    files = web_files(settings)
    component = components.declare_component(_COMPONENT, path=str(files.folder))
    root = f"../{component.name}"
    codes = tuple(prefectures)
    few = codes if len(codes) <= _MOST_DETAILED else ()
    there = few if wait else tuple(code for code in few if has_detail(files, code))
    if len(there) < len(few):
        _aside().submit(details, files, few, load_boundaries(settings))
    names = details(files, there, load_boundaries(settings))
    is_sketch = not wait or len(names) < len(codes)
    polygons = MapFiles(
        f"{root}/{files.overview}",
        tuple(f"{root}/{name}" for name in names),
        first=f"{root}/{files.sketch if is_sketch else files.backdrop}",
        is_sketch=is_sketch,
        coming=len(there) < len(few),
    )
    return f"{root}/{files.script}", f"{root}/{files.style}", polygons
