"""Towns and villages of one prefecture, read from data/gazetteer/towns.zip at need.

A plain archive, so that reading one plan loads no table library: a member per sort and prefecture
("towns/3305"), in it the codes as differences, a blank line, and the names.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import DataError, UnknownPlace
from geo.models import Adcode, Level, Place
from geo.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipFile

    from geo.divisions import Divisions

__all__ = [
    "Towns",
    "VillageHosts",
    "bare_town",
    "bare_village",
    "is_telling_town",
    "spoken_town",
]

_TOWN_DIGITS = 9
_BARE_LEAST = 2
_SUFFIX = re.compile(r"(街道办事处|街道|地区|镇|乡|苏木|农场|林场|牧场)$")
_NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|"
    "纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|"
    "俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_ETHNIC = re.compile(
    rf"(?:(?:{_NATIONALITIES})族)*(?:(?:{_NATIONALITIES})族?民族|(?:{_NATIONALITIES})族)(?=乡$)"
)
_VILLAGE_SUFFIX = re.compile(r"(行政村|新村|农村社区|村社区|社区|嘎查|村)$")
_PLAIN = re.compile(r"(?<=[市县区旗])..+(?:镇|乡|街道)$")
_COMMUNITY = "社区"
_ZONE = re.compile(r"(区|园|基地|新城|中心)$")

_TELLING_LEAST = 3
_VAGUE = re.compile(
    r"[县市区乡镇]?(?:国家|城市|经济|高新|技术|工业|产业|综合|农业|现代|循环|生态|旅游|科技)*"
    r"(新区|开发区|园区?|管理区|示范区|集聚区|城区|街道|镇|林场|农场|服务中心)"
)
"""Town-level names any county may have (经济开发区, 工业园区): no help in telling where."""


class VillageHosts(NamedTuple):
    """Bare name → town codes: of villages, and of the communities of streets and towns (社区)."""

    villages: dict[str, tuple[str, ...]]
    communities: dict[str, tuple[str, ...]]


class Towns:
    """The towns and villages, by prefecture.

    Parameters
    ----------
    divisions
        Used to tell today's county of a code.
    path
        The table; the project's own when None. Nothing is read before it is asked for.
    hosts
        The table of towns that a development zone's code hides; the project's own when None.
    """

    def __init__(
        self, divisions: Divisions, path: Path | None = None, hosts: Path | None = None
    ) -> None:
        self._divisions = divisions
        self._path = path or DATA / "gazetteer" / "towns.zip"
        self._hosts_path = hosts or DATA / "gazetteer" / "zone_towns.csv"
        self._towns: dict[Adcode, tuple[Place, ...]] = {}
        self._former: dict[Adcode, tuple[Place, ...]] = {}
        self._called: dict[Adcode, dict[str, str]] = {}
        self._counties: dict[str, Adcode | None] = {}

    def towns(self, prefecture: Adcode) -> tuple[Place, ...]:
        """Return the towns of a prefecture, in code order; a zone with a town's code as ZONE."""
        if prefecture not in self._towns:
            self._towns[prefecture] = self._inside("towns", prefecture)
        return self._towns[prefecture]

    def former(self, prefecture: Adcode) -> tuple[Place, ...]:
        """Return the towns of 2016 that are none today, in code order."""
        if prefecture not in self._former:
            places = self._inside("formertowns", prefecture)
            self._former[prefecture] = tuple(replace(p, note="a town in 2016") for p in places)
        return self._former[prefecture]

    def villages(self, prefecture: Adcode) -> tuple[Place, ...]:
        """Return the villages of a prefecture, in code order; read anew at every call."""
        return self._inside("villages", prefecture)

    def village_hosts(self, prefecture: Adcode) -> VillageHosts:
        """Return bare village name → the codes of the towns that have one, or had one in 2016.

        A fifth of the memory of :meth:`villages`: China's 620,573 are held at once this way.
        """
        found = VillageHosts({}, {})
        lone: dict[str, tuple[str, ...]] = {}
        rows = self._read(self._members("villages", prefecture))
        former = self._read(self._members("formervillages", prefecture))
        for number, name in chain(rows, former):
            hosts = found.communities if name.endswith(_COMMUNITY) else found.villages
            code, bare = str(number)[:_TOWN_DIGITS], bare_village(name)
            known = hosts.setdefault(bare, lone.setdefault(code, (code,)))
            if code not in known:
                hosts[bare] = (*known, code)
        return found

    def name(self, code: str) -> str:
        """Return the name of the town a code begins with; "" where the table lacks it."""
        prefecture = self._divisions.prefecture_of(self.county(code) or code[:4] + "00")
        if prefecture not in self._called:
            places = (*self.former(prefecture), *self.towns(prefecture))
            self._called[prefecture] = {t.code: t.name for t in places}
        return self._called[prefecture].get(code[:_TOWN_DIGITS], "")

    def county(self, code: str) -> Adcode | None:
        """Return today's county of a town's or village's code; None for a zone that is none."""
        if code[:6] not in self._counties:
            self._counties[code[:6]] = self._county(code[:6])
        return self._counties[code[:6]] or self._hosts.get(code[:_TOWN_DIGITS])

    def _inside(self, sort: str, prefecture: Adcode) -> tuple[Place, ...]:
        """Return the places of a prefecture, in code order."""
        counties = set(self._divisions.counties(prefecture))
        members = self._members(sort, prefecture)
        found = (self._place(code, name) for code, name in self._read(members))
        return tuple(p for p in found if self._belongs(p, prefecture, counties))

    def _members(self, sort: str, prefecture: Adcode) -> list[str]:
        return [f"{sort}/{head}" for head in sorted(self._heads(prefecture))]

    def _heads(self, prefecture: Adcode) -> set[int]:
        """Return the first four digits that codes of a prefecture begin with."""
        counties = set(self._divisions.counties(prefecture))
        old = {c.old_code for c in self._divisions.changes if c.old_code and {*c.now} & counties}
        return {int(code[:4]) for code in (prefecture, *counties, *old)}

    def _belongs(self, place: Place, prefecture: Adcode, counties: set[Adcode]) -> bool:
        if place.counties:
            return place.counties[0] in counties
        return place.code[:4] == prefecture[:4] and prefecture[2:4] != "90"

    def _place(self, code: int, name: str) -> Place:
        text = str(code)
        is_town = len(text) == _TOWN_DIGITS
        county = self.county(text)
        known = self._divisions.get(county) if county else None
        if is_town and known and name.startswith(known.name) and _PLAIN.search(name):
            name = name.removeprefix(known.name)  # the source has 济源市下冶镇
        short = bare_town(name) if is_town else bare_village(name)
        level = Level.TOWNSHIP if is_town else Level.VILLAGE
        if is_town and _ZONE.search(name):
            level = Level.ZONE
        return Place(
            code=text,
            name=name,
            short_name=short,
            level=level,
            counties=(county,) if county else (),
            prefecture=known.prefecture if known else Adcode(text[:4] + "00"),
            province=known.province if known else Adcode(text[:2] + "0000"),
        )

    def _county(self, code: str) -> Adcode | None:
        """Return today's county of a statistics code; None for a zone that is no division."""
        if self._divisions.is_county(code):
            return Adcode(code)
        changes = [c for c in self._divisions.find_changes(code) if len(c.now) == 1]
        return changes[0].now[0] if changes else None

    @cached_property
    def _hosts(self) -> dict[str, Adcode]:
        """A town's code under a zone's (370871004 接庄街道) → the county it lies in."""
        try:
            with self._hosts_path.open(encoding="utf-8", newline="") as file:
                rows = [(row["code"], row["county"]) for row in csv.DictReader(file)]
            return {code: self._divisions.get(county).adcode for code, county in rows}
        except (OSError, KeyError, UnknownPlace) as exc:
            message = f"{self._hosts_path}: the zones' towns cannot be read ({exc}). Restore it."
            raise DataError(message) from exc

    @cached_property
    def _archive(self) -> ZipFile:
        """The open archive: its directory of 1,339 members is read but once."""
        from zipfile import ZipFile

        return ZipFile(self._path)

    def _read(self, members: list[str]) -> Iterator[tuple[int, str]]:
        """Yield (code, name) of some members; those the archive lacks hold nothing."""
        import zlib
        from zipfile import BadZipFile

        try:
            known = self._archive.NameToInfo
            texts = [self._archive.read(m).decode("utf-8") for m in members if m in known]
        except (OSError, BadZipFile, zlib.error, UnicodeDecodeError) as exc:
            message = f"{self._path}: the table of towns cannot be read ({exc}). Restore the file."
            raise DataError(message) from exc
        for text in texts:
            codes, _, names = text.partition("\n\n")
            yield from zip(accumulate(map(int, codes.split("\n"))), names.split("\n"), strict=True)


def bare_town(name: str) -> str:
    """Return a town's name without its suffix: 天子湖镇 → 天子湖; itself if nothing is left."""
    bare = _SUFFIX.sub("", _ETHNIC.sub("", name))
    return bare if len(bare) >= _BARE_LEAST else name


def bare_village(name: str) -> str:
    """Return a village's name without its suffix; itself if nothing is left."""
    bare = _VILLAGE_SUFFIX.sub("", name)
    return bare if len(bare) >= _BARE_LEAST else name


def is_telling_town(name: str) -> bool:
    """Tell whether a town's name may stand for itself."""
    return len(name) >= _TELLING_LEAST and not _VAGUE.fullmatch(name)


def spoken_town(town: Place) -> str:
    """Return a town's name without its nationality: 汤泉满族乡 → 汤泉乡."""
    return town.short_name + "乡" if town.name.endswith("族乡") else town.name
