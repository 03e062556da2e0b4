"""Coordinate systems that files are written in: what may be asked for, and the zone chosen.

WGS 84 and CGCS2000 are taken as one: they differ by less than a metre, and no polygon here is
known to that. GCJ-02 and BD-09 are never written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geo.crs import Zone, best_zone, gauss_kruger
from layers.errors import ExportError
from layers.schema import CRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd

    from geo.boundaries import Boundaries
    from geo.models import Adcode

__all__ = [
    "AUTO",
    "DEFAULT",
    "NUMBERED_ZONES",
    "SAME_DATUM",
    "ZONES",
    "ExportCrs",
    "Projector",
    "chosen_crs",
    "known_crs",
]

AUTO = "auto"
SAME_DATUM = "WGS84 与 CGCS2000 相差不足 1 米, 在本图精度下视为一致"
_SHIFTED = re.compile(
    r"(?:EPSG:)?(?:GCJ[-_ ]?0?2|BD[-_ ]?0?9(?:LL|MC)?|火星|百度|高德)(?:坐标系?)?", re.IGNORECASE
)
"""GCJ-02 and BD-09 by their names: the shifted coordinates of web maps."""
_MERIDIAN = re.compile(r"(?:CM|中央经线|中央子午线)?\s*(\d{2,3})\s*[°度]?\s*E?", re.IGNORECASE)
_NAMED = {"CGCS2000": 4490, "国家2000": 4490, "WGS84": 4326, "WGS-84": 4326}
_MERIDIANS = range(75, 136, 3)
_BARE, _NUMBERED = range(4534, 4555), range(4513, 4534)
ZONES: Mapping[str, int] = MappingProxyType(
    {f"EPSG:{code}": meridian for code, meridian in zip(_BARE, _MERIDIANS, strict=True)}
)
"""The 3-degree zones with their central meridians."""
NUMBERED_ZONES: Mapping[str, int] = MappingProxyType(
    {f"EPSG:{code}": m // 3 for code, m in zip(_NUMBERED, _MERIDIANS, strict=True)}
)
"""Those whose eastings begin with the zone's number, with it."""
_PLAIN = {
    4490: "CGCS2000 经纬度",
    4326: "WGS 84 经纬度",
    3857: "WGS 84 网络墨卡托 (面积长度有变形, 勿量算)",
}
_WHOLE = 0.9995  # from here on a share is said as all of it


@dataclass(frozen=True, slots=True)
class ExportCrs:
    """A system to write in: `code` "EPSG:n", its Chinese `title`, and what must be `said` of it.

    `said` tells how an automatic choice came about, or what lies outside the zone named; "" where
    there is nothing to tell.
    """

    code: str
    title: str
    said: str = ""

    @property
    def note(self) -> str:
        """One sentence for the file: the system, and that the two datums are taken as one."""
        return "; ".join(filter(None, (f"坐标系 {self.code} {self.title}", self.said, SAME_DATUM)))


DEFAULT = ExportCrs(CRS, _PLAIN[4490])


def known_crs(text: str) -> str:
    """Read a coordinate system as the user gives it.

    "EPSG:4490", "epsg:4547", "4326"; a central meridian "114", "114E", "CM114", "中央经线114";
    "CGCS2000" and "WGS84" for their degrees.

    Returns
    -------
    "EPSG:n", with n among 4490, 4326, 3857, the CGCS2000 3-degree zones 4534-4554 and those
    4513-4533 whose eastings begin with the zone's number; or `AUTO`.

    Raises
    ------
    ExportError
        If it is none of these; for GCJ-02 and BD-09 with the reason.
    """
    asked = text.strip()
    if asked.lower() == AUTO:
        return AUTO
    if _SHIFTED.fullmatch(asked):
        message = (
            f"{text!r} is not a CRS of the surveying law: its coordinates are shifted by up to "
            "several hundred metres; use EPSG:4490 (CGCS2000)"
        )
        raise ExportError(message)
    if asked.upper() in _NAMED:
        return f"EPSG:{_NAMED[asked.upper()]}"
    if (meridian := _MERIDIAN.fullmatch(asked)) and int(meridian[1]) in _MERIDIANS:
        return gauss_kruger(int(meridian[1]))
    found = re.fullmatch(r"(?:EPSG:)?(\d{4,5})", asked, re.IGNORECASE)
    if found and (int(found[1]) in _PLAIN or int(found[1]) in (*_BARE, *_NUMBERED)):
        return f"EPSG:{found[1]}"
    message = (
        f"{_shortened(text)!r} is not an offered CRS: use EPSG:4490 (CGCS2000), 4326 (WGS84), 3857,"
        f" {_BARE[0]}-{_BARE[-1]} (CGCS2000 3-degree zones, or a central meridian 75, 78 … 135), "
        f"{_NUMBERED[0]}-{_NUMBERED[-1]} (the same with the zone's number), or auto"
    )
    raise ExportError(message)


def chosen_crs(text: str, boundaries: Boundaries, counties: Iterable[Adcode]) -> ExportCrs:
    """Settle on a system; "auto" takes the zone that holds most of the counties' area.

    Parameters
    ----------
    counties
        What the file shows: "auto" chooses by them, and of a zone it is said what lies outside.

    Raises
    ------
    ExportError
        If it cannot be written in, or there is no county to choose a zone by.
    """
    code = known_crs(text)
    if code != AUTO:
        number = int(code.removeprefix("EPSG:"))
        said = ""
        if number not in _PLAIN:
            said = _outside(number, boundaries, counties)
        return ExportCrs(code, _title(number), said)
    zones = best_zone(boundaries.counties(counties).geometry.to_numpy())
    if not zones:
        message = "there is no county to choose a zone by: name a CRS, like --crs EPSG:4490"
        raise ExportError(message, zh="没有可据以选带的区县, 请指定坐标系")
    return ExportCrs(zones[0].crs, _zone_title(zones[0].meridian), _why(zones))


def _title(number: int) -> str:
    if number in _PLAIN:
        return _PLAIN[number]
    meridian = _meridian(number)
    if number in _BARE:
        return _zone_title(meridian)
    return f"{_zone_title(meridian)}, 横坐标带带号 {Zone(meridian).number}"


def _meridian(number: int) -> int:
    """Return a zone's central meridian by its EPSG number, with or without the zone's."""
    return _MERIDIANS[number - (_BARE if number in _BARE else _NUMBERED)[0]]


def _outside(number: int, boundaries: Boundaries, counties: Iterable[Adcode]) -> str:
    """Say how much of the counties lies outside a zone that was named, "" where nothing does."""
    meridian = _meridian(number)
    zones = best_zone(boundaries.counties(counties).geometry.to_numpy())
    inside = sum(zone.share for zone in zones if zone.meridian == meridian)
    if not zones or inside > _WHOLE:
        return ""
    part = "全部不在" if inside <= 1 - _WHOLE else f"面积的 {1 - inside:.1%} 不在"
    better = gauss_kruger(zones[0].meridian)
    if zones[0].meridian == meridian:
        return f"注意: {part}所选带内, 带外变形较大"
    return f"注意: {part}所选带内, 带外变形较大; 份额最大的是 {zones[0].meridian}°E 带 ({better})"


def _zone_title(meridian: int) -> str:
    return f"CGCS2000 三度带高斯-克吕格, 中央经线 {meridian}°E"


def _why(zones: tuple[Zone, ...]) -> str:
    first, *rest = zones
    if not rest or first.share > _WHOLE:
        return f"自动选带: 全部在 {first.meridian}°E 带内"
    said = "、".join(f"{zone.meridian}°E 带 {zone.share:.1%}" for zone in zones)
    other = gauss_kruger(rest[0].meridian)
    return f"自动选带: 面积跨带 ({said}), 取份额最大者; 可另指定, 如 {other}"


def _shortened(text: str) -> str:
    return text if len(text) <= len(CRS) * 3 else f"{text[: len(CRS) * 3]}…"


class Projector:
    """Brings frames from EPSG:4490 into a system, each distinct shape once.

    Projects of a county share its very polygon: of 100,000 rows some 3,000 shapes differ.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._made: dict[int, tuple[Any, Any]] = {}

    def of(self, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the frame in the system; rows that shared a shape still do.

        Raises
        ------
        ExportError
            If a shape has no place in the system.
        """
        import geopandas as gpd
        import numpy as np
        import shapely

        if self.code == CRS:
            return frame
        shapes = np.asarray(frame.geometry.array, dtype=object)
        fresh = {id(s): s for s in shapes if s is not None and id(s) not in self._made}
        if fresh:
            there = gpd.GeoSeries(list(fresh.values()), crs=CRS).to_crs(self.code).to_numpy()
            if not np.isfinite(shapely.bounds(there)).all():
                message = f"a shape has no place in {self.code}: use EPSG:4490"
                raise ExportError(message)
            # The source stays with its image, so that its id is not given to another shape.
            for (key, source), made in zip(fresh.items(), there, strict=True):
                self._made[key] = (source, made)
        made = [None if s is None else self._made[id(s)][1] for s in shapes]
        return frame.set_geometry(gpd.GeoSeries(made, index=frame.index, crs=self.code))
