"""What the first visitor would wait for, done when the server starts."""

from __future__ import annotations

import importlib
from contextlib import asynccontextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

from geo.errors import GeoError
from layers.errors import LayersError
from projects.errors import ProjectsError
from projects.settings import Settings
from views import headstart

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from streamlit.starlette import App

__all__ = ["Warmth", "ready", "warm"]

# Not views.explore: the component it imports is served only if a page's own run declares it.
_HEAVY = (
    "geopandas",
    "layers.webmap",
    "views.details",
    "views.filters",
    "views.tables",
    "altair",
)
_CHUNKS = ("ComponentInstance", "Html", "ButtonGroup")


def warm(settings: Settings, serve: Callable[[str, Path], None] | None = None) -> tuple[str, ...]:
    """Import what the map page needs and read what all sessions share.

    Faults are told by the page itself. `serve` makes a component's folder known to the server.

    Returns
    -------
    tuple of str
        The map's files, as `views.loading.first_files` names them; empty after a fault.
    """
    for module in _HEAVY:
        importlib.import_module(module)
    from views import loading

    with suppress(GeoError, ProjectsError, LayersError):
        loading.load_islands()
        cities = loading.load_cities(loading.load_holdings(settings.registry_url, settings))
        files = loading.first_files(cities, settings)
        if serve:
            serve(loading.FILES, loading.web_files(settings).folder)
        return files
    return ()


def ready(settings: Settings) -> None:
    """Work out what the first filter would wait for; faults are told by the page itself."""
    from views import loading

    with suppress(GeoError, ProjectsError, LayersError):
        loading.make_ready(loading.load_holdings(settings.registry_url, settings))


class Warmth:
    """Warms up beside the server, which answers meanwhile, and tells what browsers may ask for."""

    def __init__(self) -> None:
        self.links = b""

    @asynccontextmanager
    async def kept(self, _app: App) -> AsyncIterator[None]:
        """Warm up while the server runs."""
        Thread(target=self._warm, name="luotu-warm", daemon=True).start()
        yield

    def _warm(self) -> None:
        files = warm(Settings.from_environment(), headstart.serve)
        if folder := headstart.component_folder():
            headstart.serve(headstart.NAME, folder)
        chunks = [chunk for name in _CHUNKS for chunk in headstart.of_streamlit(name)]
        self.links = headstart.links(chunks, [*headstart.of_component(), *files])
