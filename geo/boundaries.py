"""County polygons of one edition, as built into data/boundaries/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.errors import BoundariesMissing
from geo.models import Adcode, Level
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd

__all__ = ["Boundaries", "Edition", "built_at"]

CRS = "EPSG:4490"
COUNTIES, OVERVIEW, LINES = "counties.parquet", "overview.parquet", "national_lines.parquet"
EDITION = "edition.json"
MOST_IN_PARTS = 400
"""Counties that are read by and by; who asks for more is better served by the whole table."""

_GROUPS = {
    Level.PREFECTURE: ["prefecture_code", "prefecture", "province_code", "province"],
    Level.PROVINCE: ["province_code", "province"],
}


@dataclass(frozen=True, slots=True)
class Edition:
    """Which polygons these are. `checksum` tells one set from another.

    `key` is that of :data:`geo.sources.SOURCES`, or "file". Of the `of` counties of today
    `counties` have a polygon. `report` are the lines its build told: what was matched, mended,
    left out.
    """

    source: str
    vintage: str
    checksum: str
    notice: str
    key: str = ""
    counties: int = 0
    of: int = 0
    report: tuple[str, ...] = ()


def built_at(folder: Path) -> int:
    """Return when the folder's edition was built, nanoseconds; 0 if it holds none."""
    try:
        return (folder / EDITION).stat().st_mtime_ns
    except OSError:
        return 0


class Boundaries:
    """The polygons of an edition; each table is read when first asked for, and kept.

    All frames are in EPSG:4490, one row per county in code order, columns adcode, name, short_name,
    prefecture_code, prefecture, province_code, province, lon, lat, geometry. A county directly
    under a province is its own prefecture. Of the counties, a table of 10 MB, only those asked for
    are read as long as they are few.
    """

    def __init__(self, folder: Path, edition: Edition) -> None:
        self._folder = folder
        self.edition = edition
        self._part: tuple[frozenset[str], gpd.GeoDataFrame] | None = None

    @classmethod
    def load(cls, folder: Path | None = None) -> Boundaries:
        """Open the built files (data/boundaries of the project when None).

        Raises
        ------
        BoundariesMissing
            If they have not been built.
        """
        folder = folder or DATA / "boundaries"
        try:
            facts = json.loads((folder / EDITION).read_text("utf-8"))
            edition = Edition(
                source=facts["title"],
                vintage=facts["vintage"],
                checksum=facts["checksum"],
                notice=facts["notice"],
                key=facts["source"],
                counties=facts.get("counties", 0),
                of=facts.get("of", 0),
                report=tuple(facts.get("report", ())),
            )
        except (OSError, ValueError, KeyError) as exc:
            message = f"{folder} holds no county polygons yet. Run `luotu boundaries build`."
            raise BoundariesMissing(message) from exc
        return cls(folder, edition)

    def counties(self, adcodes: Iterable[str] | None = None) -> gpd.GeoDataFrame:
        """Return the counties, simplified at 0.001° (about 100 m): all, or those of `adcodes`."""
        if adcodes is None or "_counties" in self.__dict__:
            return _select(self._counties, adcodes)
        asked = frozenset(adcodes)
        known, part = self._part or (frozenset(), None)
        if part is None or not asked <= known:
            if len(asked | known) > MOST_IN_PARTS:
                return _select(self._counties, asked)
            part = self._joined(part, asked - known)
            self._part = asked | known, part
        return _select(part, asked)

    def overview(self, adcodes: Iterable[str] | None = None) -> gpd.GeoDataFrame:
        """Return the counties simplified at 0.01°, for drawing all of China only."""
        return _select(self._overview, adcodes)

    def without_polygon(self, adcodes: Iterable[Adcode]) -> frozenset[Adcode]:
        """Return those of the counties that this edition has no polygon for."""
        asked = frozenset(adcodes)
        if self.edition.counties == self.edition.of:
            return frozenset()
        return asked.difference(self._overview["adcode"])

    def national_lines(self) -> gpd.GeoDataFrame:
        """Return columns kind and geometry.

        Kinds: national (coast and land border), undetermined, province, sar (Hong Kong's and
        Macau's limits) and dash (ten parts). They are to be drawn each in its own way.
        """
        return self._lines.copy()

    def dissolved(
        self, level: Level, adcodes: Iterable[str] | None = None, *, sketch: bool = False
    ) -> gpd.GeoDataFrame:
        """Return prefectures or provinces, joined from their counties without gaps.

        Parameters
        ----------
        level
            PREFECTURE or PROVINCE.
        adcodes
            The counties to join; all when None.
        sketch
            Join the 0.01° polygons: for drawing all of China.

        Returns
        -------
        GeoDataFrame
            One row per group in code order: its code and name, its province's, geometry.
        """
        columns = _GROUPS[level]
        counties = self.overview(adcodes) if sketch else self.counties(adcodes)
        frame = counties[[*columns, "geometry"]]
        return frame.dissolve(columns[0], method="coverage").reset_index()[[*columns, "geometry"]]

    @cached_property
    def _counties(self) -> gpd.GeoDataFrame:
        return self._read(COUNTIES)

    @cached_property
    def _overview(self) -> gpd.GeoDataFrame:
        return self._read(OVERVIEW)

    @cached_property
    def _lines(self) -> gpd.GeoDataFrame:
        return self._read(LINES)

    def _joined(self, known: gpd.GeoDataFrame | None, missing: frozenset[str]) -> gpd.GeoDataFrame:
        """Read more counties and return them with those known, in code order."""
        import pandas as pd

        # An empty list has no type that could be compared with a code.
        fresh = self._read(COUNTIES, [("adcode", "in", sorted(missing) or [""])])
        if known is None:
            return fresh
        return pd.concat([known, fresh]).sort_values("adcode", ignore_index=True)

    def _read(
        self, name: str, filters: list[tuple[str, str, list[str]]] | None = None
    ) -> gpd.GeoDataFrame:
        import geopandas as gpd

        try:
            # Threads and reading ahead cost more than they bring for what is this small.
            return gpd.read_parquet(
                self._folder / name, filters=filters, use_threads=False, pre_buffer=False
            )
        except OSError as exc:
            message = f"{self._folder / name} cannot be read. Run `luotu boundaries build`."
            raise BoundariesMissing(message) from exc


def _select(frame: gpd.GeoDataFrame, adcodes: Iterable[str] | None) -> gpd.GeoDataFrame:
    if adcodes is None:
        return frame.copy()
    return frame[frame["adcode"].isin(set(adcodes))].reset_index(drop=True)
