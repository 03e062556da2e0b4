"""Files that a map's first view needs, named in the page's head so that they come early.

Without that the browser learns of each only when the one before has run: Streamlit's script, the
component's, the map's, its polygons.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from streamlit import file_util

__all__ = ["links", "of_component", "of_streamlit"]

_CHUNKS = "static/js"
_COMPONENT = "streamlit_folium"
_BUILD = "frontend/build"


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


def of_component() -> list[str]:
    """Return the scripts that the map component's own page asks for; [] if it is not installed."""
    try:
        build = metadata.distribution(_COMPONENT).locate_file(f"{_COMPONENT}/{_BUILD}")
    except metadata.PackageNotFoundError:
        return []
    page = Path(str(build)) / "index.html"
    if not page.is_file():
        return []
    scripts = re.findall(r'src="\./([^"]+)"', page.read_text("utf-8"))
    return [f"{_COMPONENT}.st_folium/{script}" for script in scripts]
