"""Files that a map's first view needs, named in the page's head so that they come early.

Without that the browser learns of each only when the one before has run: Streamlit's script, the
component's, the map's, its polygons.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from streamlit import file_util
from streamlit.components.v1.custom_component import CustomComponent
from streamlit.runtime import get_instance

__all__ = ["NAME", "component_folder", "links", "of_component", "of_streamlit", "serve"]

_CHUNKS = "static/js"
_COMPONENT = "streamlit_folium"
_BUILD = "frontend/build"
NAME = f"{_COMPONENT}.st_folium"


def links(chunks: list[str], files: list[str]) -> bytes:
    """Return the elements that ask for Streamlit's chunks and for files of its components."""
    asked = [f'<link rel="modulepreload" crossorigin href="./{chunk}">' for chunk in chunks]
    asked += [f'<link rel="prefetch" href="./component/{file}">' for file in files]
    return "\n".join([*asked, ""]).encode()


def of_streamlit(name: str) -> list[str]:
    """Return the addresses of a chunk of Streamlit's page and of what it imports; [] if unknown.

    `name` is the chunk's name without the hash of its contents.
    """
    folder = Path(file_util.get_static_dir()) / _CHUNKS
    found: list[str] = []
    for path in sorted(folder.glob(f"{name}.*.js")):
        imported = re.findall(r'from"\./([\w.-]+\.js)"', path.read_text("utf-8"))
        found += [f"{_CHUNKS}/{other}" for other in (path.name, *imported)]
    return found


def component_folder() -> Path | None:
    """Return the folder of the map component's own files; None if it is not installed."""
    try:
        build = metadata.distribution(_COMPONENT).locate_file(f"{_COMPONENT}/{_BUILD}")
    except metadata.PackageNotFoundError:
        return None
    folder = Path(str(build))
    return folder if (folder / "index.html").is_file() else None


def of_component() -> list[str]:
    """Return the scripts that the map component's own page asks for; [] if it is not installed."""
    folder = component_folder()
    page = (folder / "index.html").read_text("utf-8") if folder else ""
    return [f"{NAME}/{script}" for script in re.findall(r'src="\./([^"]+)"', page)]


def serve(name: str, folder: Path) -> None:
    """Serve a component's files before a page's first run declares it.

    Without that the first visitor's browser is sent to files that are not there yet.
    """
    module = name.rpartition(".")[0]
    component = CustomComponent(name, path=str(folder), module_name=module)
    get_instance().component_registry.register_component(component)
