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

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit.starlette import App

__all__ = ["warm", "warmed"]

# Not views.explore: the component it imports is served only if a page's own run declares it.
_HEAVY = ("geopandas", "layers.webmap", "views.details", "views.filters", "views.tables")


def warm(settings: Settings) -> None:
    """Import what the map page needs and read what all sessions share.

    Faults are told by the page itself.
    """
    for module in _HEAVY:
        importlib.import_module(module)
    from views import loading

    with suppress(GeoError, ProjectsError, LayersError):
        loading.load_islands()
        loading.web_files(settings)
        loading.load_cities(loading.load_holdings(settings.registry_url, settings))


@asynccontextmanager
async def warmed(_app: App) -> AsyncIterator[None]:
    """Warm up beside the server, which answers meanwhile."""
    settings = Settings.from_environment()
    Thread(target=warm, args=(settings,), name="luotu-warm", daemon=True).start()
    yield
