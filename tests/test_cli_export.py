"""`luotu export`: the filters of the page, layers, system and profile, and what is refused."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import cli
import cli_export
from geo.models import Precision
from projects.models import Check, Nature, Quantity, Role, Stage
from projects.registry import Registry
from projects.settings import Settings
from tests.layers_data import LOUDI, SHUANGFENG, XINHUA, FakeBoundaries, documents, power, project

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "前言。\n加快新化一号风电场建设。结语。\n"
ONE = project(
    1, "新化一号风电场", XINHUA, capacity=(power(300),), responsible=("市发改委",), start=6, end=13,
    mentions=((6, 13),), year=2027, checked=Check("王工", "2026-01-01T00:00:00+00:00"),
)  # fmt: skip
TWO = project(
    2, "双峰光伏", SHUANGFENG, kind="solar_farm", stage=Stage.UNDER_CONSTRUCTION, year=2030,
    nature=Nature.EXPANSION, capacity=(power(50), Quantity(110, "kV", Role.VOLTAGE, "110kV")),
    precision=Precision.TOWNSHIP,
)  # fmt: skip
THREE = project(3, "全市充电桩", kind="charging", citywide=True, responsible=("市交通局",))
OTHER = project(1, "仙桃风电", "429004", document="b" * 64)


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two plans, the text of the first at hand; county polygons are boxes."""
    from hashlib import sha256

    import geo.boundaries

    hashed = sha256(TEXT.encode()).hexdigest()
    first, second = documents()
    url = f"sqlite:///{tmp_path}/r.sqlite"
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        mine = [replace(found, document=hashed) for found in (ONE, TWO, THREE)]
        registry.replace(replace(first, sha256=hashed, length=len(TEXT)), mine, (), TEXT)
        registry.replace(second, [OTHER], ())
    fake = SimpleNamespace(load=lambda _folder: FakeBoundaries())
    monkeypatch.setattr(geo.boundaries, "Boundaries", fake)
    monkeypatch.setenv("LUOTU_REGISTRY", url)
    return url


def run(*args: object):
    return CliRunner().invoke(cli.app, ["export", *map(str, args)])


def told(*args: object) -> list[str]:
    result = run(*args)
    assert (result.exit_code, result.exception, result.stdout) == (0, None, ""), result.output
    return result.stderr.splitlines()


def refused(*args: object) -> str:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), "新化一号风电场 双峰光伏 全市充电桩 仙桃风电"),
        (("--place", LOUDI, "--kind", "wind_farm"), "新化一号风电场"),
        (("--place", XINHUA, "--place", "429004"), "新化一号风电场 仙桃风电"),
        (("--sector", "transport"), "全市充电桩"),
        (("--stage", "under_construction"), "双峰光伏"),
        (("--nature", "expansion"), "双峰光伏"),
        (("--year", "2027"), "新化一号风电场"),
        (("--year", "2028-"), "双峰光伏"),
        (("--period", "十五五", "--year", "-2020"), "新化一号风电场 双峰光伏"),
        (("--size", "power:100-"), "新化一号风电场"),
        (("--size", "power:-50.5"), "双峰光伏"),
        (("--precision", "township"), "双峰光伏"),
        (("--unit", "市交通局"), "全市充电桩"),
        (("--document", "仙桃"), "仙桃风电"),
        (("--document", "b" * 12), "仙桃风电"),
        (("--checked", "yes"), "新化一号风电场"),
        (("--checked", "no", "--document", "娄政发〔2023〕1号"), "双峰光伏 全市充电桩"),
        (("--search", "xh fd"), "新化一号风电场"),
    ],
)
def test_every_filter_of_the_page_chooses(filled, tmp_path, options, names):
    out = tmp_path / "x.csv"
    assert told(out, *options) == [f"{out}: {len(names.split())} projects"]
    with out.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert [row["项目名称"] for row in rows] == names.split()
    assert (rows[0]["筛选"] == "全部项目") == (not options)


def test_the_system_chosen_is_told_and_sentences_are_there_where_the_text_is(filled, tmp_path):
    out = tmp_path / "落 图.gpkg"
    layers = [item for name in ("evidence", "projects") for item in ("--layer", name)]
    lines = told(out, "--crs", "auto", *layers)
    assert lines[0].endswith("4 projects")
    assert "自动选带" in lines[1]
    with closing(sqlite3.connect(out)) as database:
        found = dict(database.execute("SELECT name, sentence FROM evidence").fetchall())
        tables = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
    assert found["新化一号风电场"] == "加快新化一号风电场建设。"
    assert found["仙桃风电"] is None
    assert tables == {"evidence", "projects", "layer_styles"}


def test_the_public_profile_and_the_standard_s_own_system(filled, tmp_path):
    out = tmp_path / "x.geojson"
    assert "EPSG:4326" in told(out, "--profile", "public")[1]
    found = json.loads(out.read_text(encoding="utf-8"))
    assert any("公开版" in notice for notice in found["metadata"]["notices"])
    [solar] = [f["properties"] for f in found["features"] if f["properties"]["name"] == "双峰光伏"]
    assert solar["precision"] == "county"


def test_of_large_ones_the_progress_is_told(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(cli_export, "_MANY", 4)
    lines = told(tmp_path / "x.fgb")
    assert lines[0] == "[  0%] 规划点名项目"
    assert "[100%]" in lines


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("x.shp",), "unknown format"),
        (("x.gpkg", "--layer", "county"), "did you mean"),
        (("x.csv", "--layer", "counties"), "no layers to choose"),
        (("x.kmz", "--layer", "evidence"), ".kmz has no layer evidence"),
        (("x.kml", "--crs", "4547"), "WGS84 by its standard"),
        (("x.xlsx", "--crs", "auto"), "has no coordinates"),
        (("x.gpkg", "--crs", "GCJ-02"), "shifted"),
        (("x.gpkg", "--layer", "projects_point", "--profile", "public"), "public profile"),
        (("x.gpkg", "--place", "娄底市"), "--place 431300"),
        (("x.gpkg", "--kind", "windfarm"), "did you mean wind_farm"),
        (("x.gpkg", "--year", "2030-2026"), "--year takes"),
        (("x.gpkg", "--size", "power:9-1"), "--size takes"),
        (("x.gpkg", "--size", "count:1-"), "power in MW"),
        (("x.gpkg", "--period", "十二五"), "--period takes"),
        (("x.gpkg", "--unit", "市发改局"), "close to it: 市发改委"),
        (("x.gpkg", "--document", "方案"), "2 plans go by"),
        (("x.gpkg", "--document", "没有的"), "no plan goes by"),
        (("x.gpkg", "--search", "没有的"), "no project is selected (“没有的”)"),
    ],
)
def test_what_is_refused_is_one_line_and_leaves_no_file(filled, tmp_path, monkeypatch, args, said):
    monkeypatch.chdir(tmp_path)
    assert said in refused(*args)
    assert not list(tmp_path.glob("x.*"))


def test_a_registry_without_projects_is_told(tmp_path):
    url = f"sqlite:///{tmp_path}/empty.sqlite"
    Registry.open(url, settings=Settings(data=tmp_path)).close()
    assert "luotu ingest" in refused(tmp_path / "x.gpkg", "--registry", url)
