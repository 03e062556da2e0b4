"""Files the browser fetches by itself: Leaflet with our layer, the style sheet, county polygons.

They hold no project data, are named by their contents so that they may be cached for ever, and are
written once into a folder that version control ignores. What an older version wrote there is
cleared away when no open page can ask for it any more. Leaflet comes from the installed
distribution `django-leaflet`, of which only the files are used.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import LayersError
from layers.polygons import backdrop_json, detail_json, overview_json, sketch_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.models import Adcode
    from layers.polygons import CountySource

__all__ = ["WebFiles", "details", "has_detail", "prepare", "sources"]

_SOURCES = Path(__file__).resolve().parent / "web"
_SCRIPTS = (
    "geometry.js",
    "print.js",
    "spread.js",
    "sites.js",
    "settle.js",
    "numbers.js",
    "pills.js",
    "stages.js",
    "paint.js",
    "edges.js",
    "drawn.js",
    "furniture.js",
    "inview.js",
    "legend.js",
    "hover.js",
    "inset.js",
    "geodesy.js",
    "measure.js",
    "pointer.js",
    "seek.js",
    "ground.js",
    "toolbar.js",
    "layer.js",
    "aim.js",
    "county.js",
    "look.js",
    "badges.js",
    "pick.js",
    "overlay.js",
)
_STYLES = ("luotu.css", "legend.css")
_SERVED = (("picker.js",), ("picker.css",))
"""What only the pages need, where something can be changed."""
_ALONE = (("alone.js", "alonelist.js"), ("alone.css",))
_LEAFLET = "leaflet/static/leaflet"
_FORMAT = 3
"""Of the polygons' files; part of their names, since browsers keep what they have."""
_OURS = re.compile(r"(?:map|china|sketch|backdrop|detail)-[0-9a-f]{10}[-.\w]*")
_KEPT = 7 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class WebFiles:
    """Names of the files in `folder`; `edition` tells one set of polygons from another."""

    folder: Path
    script: str
    style: str
    backdrop: str
    sketch: str
    overview: str
    edition: str


def prepare(folder: Path, boundaries: CountySource) -> WebFiles:
    """Write the files that are missing and return the names of all.

    Raises
    ------
    LayersError
        If Leaflet is not installed or the folder cannot be written.
    BoundariesMissing
        If the county polygons have not been built yet.
    """
    edition = boundaries.edition.checksum[:10]
    overview = f"china-{edition}-{_FORMAT}.json"
    backdrop = f"backdrop-{edition}-{_FORMAT}.json"
    sketch = f"sketch-{edition}-{_FORMAT}.json"
    early = f"window.luotu = {{ early: {json.dumps(backdrop)} }};"
    script, style = sources()
    script = f"{early}\n;\n{script}"
    files = WebFiles(
        folder=folder,
        script=f"map-{_digest(script)}.js",
        style=f"map-{_digest(style)}.css",
        backdrop=backdrop,
        sketch=sketch,
        overview=overview,
        edition=edition,
    )
    _write(folder / files.script, lambda: script)
    _write(folder / files.style, lambda: style)
    _write(folder / files.backdrop, lambda: backdrop_json(boundaries))
    _write(folder / files.sketch, lambda: sketch_json(boundaries))
    _write(folder / files.overview, lambda: overview_json(boundaries))
    _clear(files)
    return files


def sources(*, alone: bool = False) -> tuple[str, str]:
    """Return the script and the style sheet of a map, Leaflet's included.

    `alone` adds what a page of its own needs, which has no server.

    Raises
    ------
    LayersError
        If Leaflet is not installed.
    """
    leaflet = _leaflet()
    further = _ALONE if alone else _SERVED
    scripts, styles = (*_SCRIPTS, *further[0]), (*_STYLES, *further[1])
    script = [leaflet / "leaflet.js", *(_SOURCES / name for name in scripts)]
    style = [leaflet / "leaflet.css", *(_SOURCES / name for name in styles)]
    return (
        "\n;\n".join(path.read_text("utf-8") for path in script),
        "\n".join(path.read_text("utf-8") for path in style),
    )


def _clear(files: WebFiles) -> None:
    """Remove what older versions and editions left behind a week ago and more."""
    now = {files.script, files.style, files.backdrop, files.sketch, files.overview}
    details = f"detail-{files.edition}-{_FORMAT}-"
    for path in files.folder.iterdir():
        stale = _OURS.fullmatch(path.name) and path.name not in now
        if stale and not path.name.startswith(details):
            with suppress(OSError):  # somebody else's file, or another server was quicker
                if time.time() - path.stat().st_mtime > _KEPT:
                    path.unlink()


def details(
    files: WebFiles, prefectures: Iterable[Adcode], boundaries: CountySource
) -> tuple[str, ...]:
    """Return the names of the detailed files of these prefectures, written where missing."""
    names = []
    for code in prefectures:
        name = _detail(files, code)
        _write(files.folder / name, partial(detail_json, boundaries, code))
        names.append(name)
    return tuple(names)


def has_detail(files: WebFiles, prefecture: Adcode) -> bool:
    """Tell whether the detailed file of a prefecture is there already."""
    return (files.folder / _detail(files, prefecture)).is_file()


def _detail(files: WebFiles, prefecture: Adcode) -> str:
    return f"detail-{files.edition}-{_FORMAT}-{prefecture}.json"


def _leaflet() -> Path:
    try:
        folder = Path(str(metadata.distribution("django-leaflet").locate_file(_LEAFLET)))
    except metadata.PackageNotFoundError as exc:
        message = "django-leaflet, whose Leaflet draws the map, is not installed. Run `make app`."
        raise LayersError(message) from exc
    if not (folder / "leaflet.js").is_file():
        message = f"{folder}/leaflet.js is missing. Install django-leaflet anew."
        raise LayersError(message)
    return folder


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _write(path: Path, make: Callable[[], str]) -> None:
    """Write a file unless it is there; another server that writes it too does no harm."""
    if path.is_file():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as f:
            f.write(make())
        Path(f.name).chmod(0o644)
        Path(f.name).replace(path)
    except OSError as exc:
        message = f"{path}: cannot be written ({exc.strerror}). Free space or mend the rights."
        raise LayersError(message) from exc
