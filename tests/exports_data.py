"""Reads every export by other programs' eyes: rows of projects, and all text that is in it."""

from __future__ import annotations

import csv
import html
import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio

from geo.models import Candidate, Precision, Reason
from layers.exports import export
from projects.models import Dispute, Ledger, Site
from tests.layers_data import (
    MADE_ON,
    SHUANGFENG,
    XINHUA,
    FakeBoundaries,
    divisions,
    documents,
    power,
    project,
)

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, float | None, str]
"""A project's name, MW (None where none is stated) and counties' codes."""


HOSTILE = (
    "引号\"'`;--%s",
    "表情😀🏭",
    "{{ 预算 }}<b>&amp;</b>]]>$[name]",
    "行\n制表\t中",
    "回车\r中\r\n末",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\r=cmd|' /C calc'!A0",
    "控制\x00\x0b\x1b\ud800",
    "龘䶮",
)
"""Names that other programs stumble over."""

SECRETS = {
    "reason": "泄密一乡",
    "candidate": "泄密二村",
    "place": "泄密三组",
    "column": "泄密四栏",
    "sentence": "泄密五句",
    "file": "泄密六夹",
    "figures": "112.123457",
}
SITE = (111.734567, 27.634567)


def secret_project():
    """A project of which everything is known, closer than by county."""
    return project(
        1,
        "公开风电",
        XINHUA,
        precision=Precision.SITE,
        capacity=(power(50),),
        reasons=(Reason(XINHUA, SECRETS["reason"]),),
        candidates=(Candidate(SHUANGFENG, "双峰县", SECRETS["candidate"], 0.4),),
        site=Site(*SITE, as_written=SECRETS["figures"]),
        dispute=Dispute((XINHUA,), SHUANGFENG, 43.21, 2.0),
        ledger=Ledger(row=2, place=SECRETS["place"], other=(("备注", SECRETS["column"]),)),
    )


def written_with(profile, path, **options):
    facts = [replace(documents()[0], source=SECRETS["file"])]
    text = f"某某{SECRETS['sentence']}公开风电, 其后。" * 3
    return export(
        path,
        [secret_project()],
        facts,
        boundaries=FakeBoundaries(),
        divisions=divisions(),
        made_on=MADE_ON,
        profile=profile,
        text_of=lambda _sha: text,
        **options,
    )


def rows(path: Path, suffix: str) -> list[Row]:
    """The projects of a file, in the order it has them."""
    return _READERS[suffix](path)


def everything(path: Path) -> str:
    """All text of a file, packed or not, in each encoding it may be in."""
    data = path.read_bytes()
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return f"{table.schema.to_string(show_field_metadata=True)}{table.schema.metadata}".join(
            map(str, [*(v.decode() for v in table.schema.metadata.values()), table.to_pylist()])
        )
    if path.suffix == ".gpkg":
        with closing(sqlite3.connect(path)) as database:
            return "\n".join(database.iterdump())
    if path.suffix == ".xlsx":
        return html.unescape(raw(path).decode())
    data = raw(path)
    return "\n".join(data.decode(code, errors="replace") for code in ("utf-8", "gbk", "utf-16-le"))


def raw(path: Path) -> bytes:
    """All bytes of a file, unpacked."""
    if path.suffix == ".parquet":
        column = pq.read_table(path).column("geometry").to_pylist()
        return b"".join(shape or b"" for shape in column)
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def _cells(frame: pd.DataFrame, name: str, power: str, counties: str) -> list[Row]:
    def plain(value: object) -> str:
        return "" if value is None or pd.isna(value) else str(value)

    powers = pd.to_numeric(frame[power]) if power in frame else [None] * len(frame)
    codes = frame[counties] if counties in frame else [None] * len(frame)
    return [
        (plain(n), None if p is None or pd.isna(p) else float(p), plain(c))
        for n, p, c in zip(frame[name], powers, codes, strict=True)
    ]


def _layer(path: Path) -> list[Row]:
    frame = pyogrio.read_dataframe(path, layer="projects", use_arrow=False)
    return _cells(frame, "name", "power_mw", "county_codes")


def _only_layer(path: Path) -> list[Row]:
    return _cells(pyogrio.read_dataframe(path), "name", "power_mw", "county_codes")


def _shapefile(path: Path) -> list[Row]:
    frame = pyogrio.read_dataframe(path, layer="projects")
    return _cells(frame, "NAME", "POWER_MW", "CNTY_CODES")


def _kml(path: Path) -> list[Row]:
    found: list[Row] = []
    for layer, _ in pyogrio.list_layers(path):
        frame = pyogrio.read_dataframe(path, layer=layer)
        if "key" in frame:
            found += _cells(frame, "Name", "power_mw", "county_codes")
    return found


def _parquet(path: Path) -> list[Row]:
    return _cells(pq.read_table(path).to_pandas(), "name", "power_mw", "county_codes")


def _xlsx(path: Path) -> list[Row]:
    sheet = openpyxl.load_workbook(path)["项目"]
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    head = next(number for number, line in enumerate(lines) if line[0] == "序号")
    frame = pd.DataFrame(lines[head + 1 :], columns=lines[head], dtype=object)
    power = pd.to_numeric(frame["装机容量 (万千瓦)"])
    frame["MW"] = [None if pd.isna(value) else round(value * 10, 9) for value in power]
    return _cells(frame, "项目名称", "MW", "县级代码")


def _csv(path: Path) -> list[Row]:
    text = path.read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    return [
        (
            line["项目名称"],
            float(line["装机容量 (MW)"]) if line["装机容量 (MW)"] else None,
            line["县级代码"],
        )
        for line in lines
    ]


_READERS = {
    ".gpkg": _layer,
    ".gdb.zip": _layer,
    ".shp.zip": _shapefile,
    ".gbk.shp.zip": _shapefile,
    ".geojson": _only_layer,
    ".kml": _kml,
    ".kmz": _kml,
    ".fgb": _only_layer,
    ".parquet": _parquet,
    ".xlsx": _xlsx,
    ".csv": _csv,
}
