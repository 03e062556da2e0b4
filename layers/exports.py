"""Files for other programs: one table of formats and one safe way to write them.

A file is written in a folder of its own beside the target, read back, flushed to the disk and
only then renamed, so that a failure of any kind leaves the older file as it was.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypedDict

from layers.content import LAYERS, Content, checked_layers
from layers.drawing import drawn_by_hand
from layers.errors import ExportError
from layers.exportcrs import chosen_crs, known_crs
from layers.formats.csvfile import write_csv
from layers.formats.filegdb import write_filegdb
from layers.formats.flatgeobuf import write_flatgeobuf
from layers.formats.geojson import write_geojson
from layers.formats.geoparquet import write_geoparquet
from layers.formats.kml import KML_LAYERS, write_kml, write_kmz
from layers.formats.parts import needs_degrees
from layers.formats.shapefile import write_shapefile, write_shapefile_gbk
from layers.formats.xlsx import write_xlsx
from layers.framing import as_holdings
from layers.geopackage import write_geopackage
from layers.profiles import INTERNAL, checked_profile
from layers.regions import counties_shown
from layers.replacing import replace_whole, told
from layers.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Unpack

    from geo.boundaries import Boundaries
    from geo.divisions import Divisions
    from layers.sites import Drawn
    from projects.models import DocumentFacts, Project, Target
    from projects.selection import Holdings

__all__ = [
    "EXPORTERS",
    "Exporter",
    "Options",
    "Places",
    "check_asked",
    "export",
    "exporter_for",
    "known_crs",
    "prepare",
    "write",
]

_ALL = tuple(LAYERS)
_WGS84 = 4326
_EMPTY = "没有选中任何项目, 无可导出"
_LONGEST = 60  # characters of a name that a message repeats
_PASSED_ON = ("text_of", "progress")


class Places(Enum):
    """How a format holds places."""

    ANY = "in any of the systems offered"
    DEGREES = "in degrees of WGS84, by its standard"
    NONE = "by the counties' codes, without coordinates"


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    `write(content, path, crs)` writes a new file, reads it back and raises ExportError with the
    bare reason when the two differ. `layers` are those that may be chosen, none where the format
    is one table of projects or has sheets of its own. `place` says how it holds places.
    """

    suffix: str
    label: str
    write: Callable[[Content, Path, str], None]
    layers: tuple[str, ...] = ()
    place: Places = Places.ANY


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        exporter.suffix: exporter
        for exporter in (
            Exporter(".gpkg", "GeoPackage (QGIS, ArcGIS)", write_geopackage, _ALL),
            Exporter(".gdb.zip", "File Geodatabase (ArcGIS)", write_filegdb, _ALL),
            Exporter(".shp.zip", "Shapefile (UTF-8)", write_shapefile, _ALL),
            Exporter(".gbk.shp.zip", "Shapefile (GBK)", write_shapefile_gbk, _ALL),
            Exporter(".geojson", "GeoJSON (RFC 7946, WGS84)", write_geojson, place=Places.DEGREES),
            Exporter(".kmz", "KMZ (Google Earth, 奥维)", write_kmz, KML_LAYERS, Places.DEGREES),
            Exporter(".kml", "KML (Google Earth, 奥维)", write_kml, KML_LAYERS, Places.DEGREES),
            Exporter(".fgb", "FlatGeobuf", write_flatgeobuf),
            Exporter(".parquet", "GeoParquet", write_geoparquet),
            Exporter(".xlsx", "Excel (WPS, LibreOffice)", write_xlsx, place=Places.NONE),
            Exporter(".csv", "CSV (UTF-8)", write_csv, place=Places.NONE),
        )
    }
)


class Options(TypedDict, total=False):
    """What may be said of an export beside what is written.

    `crs` is a system as the user gives it, "auto" for the CGCS2000 zone that holds most of the
    counties shown; `layers` are names of `layers.content.LAYERS`, None for all; `profile` is
    "internal" or "public"; `filter_text` says in words what was selected, and `made_on` the date
    the file states, today where None. `targets` are those of the plans held, `drawn` shapes by
    (document, id) that go before those the projects have by hand, `text_of` gives a plan's text
    by its SHA-256 where it is kept. `progress` is told the share done, in [0, 1], and what comes
    next.
    """

    crs: str
    layers: Sequence[str] | None
    profile: str
    filter_text: str
    made_on: date | None
    targets: Sequence[Target]
    drawn: Drawn
    text_of: Callable[[str], str | None]
    progress: Callable[[float, str], None]


def prepare(
    projects: Holdings | Sequence[Project],
    documents: Sequence[DocumentFacts] = (),
    *,
    boundaries: Boundaries,
    divisions: Divisions,
    **options: Unpack[Options],
) -> Content:
    """Settle what an export holds, without writing: `Content.counted` and `.crs` tell of it.

    Parameters
    ----------
    projects, documents
        What to write and the plans it comes from; with Holdings, which bring their documents,
        the chosen projects, and groups keep their remainder over all members, chosen or not.
    options
        See `Options`.

    Raises
    ------
    ExportError
        One line: unknown CRS, layer or profile, or nothing selected.
    """
    crs = known_crs(options.get("crs", CRS))
    profile = checked_profile(options.get("profile", INTERNAL))
    chosen = checked_layers(options.get("layers"), profile)
    filter_text = options.get("filter_text", "")
    holdings = as_holdings(projects, documents)
    if not holdings.shown:
        said = f" ({filter_text})" if filter_text else ""
        message = f"no project is selected{said}: nothing to export, no file written"
        raise ExportError(message, zh=_EMPTY)
    more = {name: options[name] for name in _PASSED_ON if name in options}  # type: ignore[literal-required]
    return Content(
        holdings=holdings,
        boundaries=boundaries,
        divisions=divisions,
        filter_text=filter_text,
        made_on=options.get("made_on") or datetime.now(UTC).astimezone().date(),
        targets=tuple(options.get("targets", ())),
        profile=profile,
        chosen=chosen,
        drawn={**drawn_by_hand(holdings.shown), **options.get("drawn", {})},
        crs=chosen_crs(crs, boundaries, counties_shown(holdings, divisions)),
        **more,
    )


def export(
    path: str | Path,
    projects: Holdings | Sequence[Project],
    documents: Sequence[DocumentFacts] = (),
    *,
    boundaries: Boundaries,
    divisions: Divisions,
    **options: Unpack[Options],
) -> Path:
    """Write the projects to a file of the format its suffix names.

    Parameters
    ----------
    path
        Target; an older file there is replaced whole, and kept whole if anything fails.
    projects, documents, options
        See `prepare`.

    Returns
    -------
    The file written, as an absolute path.

    Raises
    ------
    ExportError
        One line: unknown suffix, CRS, layer or profile, nothing selected, or a file that cannot
        be written.
    BoundariesMissing
        If the county polygons have not been built.
    """
    exporter_for(path)
    content = prepare(projects, documents, boundaries=boundaries, divisions=divisions, **options)
    return write(path, content)


def write(path: str | Path, content: Content) -> Path:
    """Write what `prepare` gave to a file of the format its suffix names; see `export`."""
    exporter, target = exporter_for(path), Path(path).expanduser()
    try:
        target = target.resolve()
        replace_whole(
            target,
            lambda scratch: exporter.write(content, scratch, content.crs.code),
            suffix=exporter.suffix,
        )
        content.progress(1.0, "")
    except (OSError, ExportError) as exc:
        raise ExportError(told(target, exc), zh=_why(target, exc)) from exc
    return target


def _why(target: Path, exc: Exception) -> str:
    """Say in Chinese what stopped a file."""
    if isinstance(exc, ExportError):
        return exc.zh or f"写入后读回与原数据不符, 已弃置 ({exc})"
    if not target.parent.is_dir():
        return "文件夹不存在"
    free = shutil.disk_usage(target.parent).free >> 20
    return f"文件夹不可写或空间不足 (剩余 {free} MB)"


def check_asked(exporter: Exporter, layers: Sequence[str] | None, crs: str) -> str:
    """Refuse a choice of layers or of a system that the format would pass over in silence.

    Returns
    -------
    The system to write in: that of WGS84's degrees for a format that has no other.

    Raises
    ------
    ExportError
        One line with what the format has.
    """
    system = known_crs(crs)
    if exporter.place is Places.DEGREES:
        needs_degrees(system, exporter.suffix)
    if exporter.place is Places.NONE and system != CRS:
        message = f"{exporter.suffix} has no coordinates: leave {crs} out, or take a .gpkg file"
        raise ExportError(message)
    lost = [name for name in layers or () if name in LAYERS and name not in exporter.layers]
    if lost and exporter.layers:
        message = f"{exporter.suffix} has no layer {lost[0]}: take of {', '.join(exporter.layers)}"
        raise ExportError(message)
    if lost:
        with_layers = ", ".join(e.suffix for e in EXPORTERS.values() if e.layers)
        message = (
            f"{exporter.suffix} has no layers to choose: leave {lost[0]} out; {with_layers} have"
        )
        raise ExportError(message)
    return f"EPSG:{_WGS84}" if exporter.place is Places.DEGREES else system


def exporter_for(path: str | Path) -> Exporter:
    """Find the format a file's suffix names; of several that fit, the longest (.gbk.shp.zip).

    Raises
    ------
    ExportError
        If there is none.
    """
    target = Path(path)
    fitting = [s for s in EXPORTERS if target.name.lower().endswith(s) and target.name[: -len(s)]]
    if not fitting:
        known = ", ".join(f"{e.suffix} {e.label}" for e in EXPORTERS.values())
        name = target.name if len(target.name) <= _LONGEST else f"{target.name[:_LONGEST]}…"
        message = f"{name}: unknown format {target.suffix[:_LONGEST]!r}: use one of {known}"
        raise ExportError(message)
    return EXPORTERS[max(fitting, key=len)]
