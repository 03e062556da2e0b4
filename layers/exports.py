"""Files for other programs: one table of formats and one safe way to write them.

A file is written in a folder of its own beside the target, read back, flushed to the disk and
only then renamed, so that a failure of any kind leaves the older file as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.content import Content
from layers.errors import ExportError
from layers.frame import as_holdings
from layers.geojson import write_geojson
from layers.geopackage import write_geopackage
from layers.replacing import replace_whole, told
from layers.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from projects.models import DocumentFacts, Project
    from projects.selection import Holdings

__all__ = ["EXPORTERS", "Exporter", "export", "known_crs"]

_ZONES = range(4534, 4555)
_OFFERED = frozenset({4490, 4326, 3857, *_ZONES})
_SHIFTED = re.compile(
    r"(?:EPSG:)?(?:GCJ[-_ ]?0?2|BD[-_ ]?0?9(?:LL|MC)?|火星|百度|高德)(?:坐标系?)?", re.IGNORECASE
)
"""GCJ-02 and BD-09 by their names: the shifted coordinates of web maps."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    `write(content, path, crs)` writes a new file, reads it back and raises ExportError with the
    bare reason when the two differ.
    """

    suffix: str
    label: str
    write: Callable[[Content, Path, str], None]


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        exporter.suffix: exporter
        for exporter in (
            Exporter(".gpkg", "GeoPackage (QGIS, ArcGIS)", write_geopackage),
            Exporter(".geojson", "GeoJSON (RFC 7946, WGS84)", write_geojson),
        )
    }
)


def known_crs(text: str) -> str:
    """Read a coordinate system as the user gives it: "EPSG:4490", "epsg:4547" or "4326".

    Returns
    -------
    "EPSG:n", with n among 4490, 4326, 3857 and the CGCS2000 3-degree zones 4534-4554.

    Raises
    ------
    ExportError
        If it is none of these; for GCJ-02 and BD-09 with the reason.
    """
    if _SHIFTED.fullmatch(text.strip()):
        message = (
            f"{text!r} is not a CRS of the surveying law: its coordinates are shifted by up to "
            "several hundred metres; use EPSG:4490 (CGCS2000)"
        )
        raise ExportError(message)
    found = re.fullmatch(r"(?:EPSG:)?(\d{4,5})", text.strip(), re.IGNORECASE)
    if found and int(found[1]) in _OFFERED:
        return f"EPSG:{found[1]}"
    message = (
        f"{text!r} is not an offered CRS: use EPSG:4490 (CGCS2000), 4326 (WGS84), 3857 or "
        f"{_ZONES[0]}-{_ZONES[-1]} (CGCS2000 3-degree zones, central meridian 75-135)"
    )
    raise ExportError(message)


def export(  # noqa: PLR0913 -- the one door for page and terminal; all options are keyword-only
    path: str | Path,
    projects: Holdings | Sequence[Project],
    documents: Sequence[DocumentFacts] = (),
    *,
    boundaries: Boundaries,
    divisions: Divisions,
    crs: str = CRS,
    filter_text: str = "",
    made_on: date | None = None,
) -> Path:
    """Write the projects to a file of the format its suffix names.

    Parameters
    ----------
    projects, documents
        What to write and the plans it comes from; with Holdings, which bring their documents,
        the chosen projects, and groups keep their remainder over all members, chosen or not.
    path
        Target; an older file there is replaced whole, and kept whole if anything fails.
    filter_text
        What was selected, in words; it is written into the file.
    made_on
        Date the file states; today where None.

    Returns
    -------
    The file written, as an absolute path.

    Raises
    ------
    ExportError
        One line: unknown suffix or CRS, nothing selected, or a file that cannot be written.
    BoundariesMissing
        If the county polygons have not been built.
    """
    target = Path(path).expanduser().resolve()
    exporter = _exporter_for(target)
    crs = known_crs(crs)
    holdings = as_holdings(projects, documents)
    if not holdings.shown:
        chosen = f" ({filter_text})" if filter_text else ""
        message = f"no project is selected{chosen}: nothing to export, no file written"
        raise ExportError(message)
    content = Content(
        holdings=holdings,
        boundaries=boundaries,
        divisions=divisions,
        filter_text=filter_text,
        made_on=made_on or datetime.now(UTC).astimezone().date(),
    )
    try:
        replace_whole(target, lambda scratch: exporter.write(content, scratch, crs))
    except (OSError, ExportError) as exc:
        raise ExportError(told(target, exc)) from exc
    return target


def _exporter_for(target: Path) -> Exporter:
    exporter = EXPORTERS.get(target.suffix.lower())
    if exporter is None:
        known = ", ".join(f"{e.suffix} {e.label}" for e in EXPORTERS.values())
        message = f"{target.name}: unknown format {target.suffix!r}: use one of {known}"
        raise ExportError(message)
    return exporter
