"""Towns and villages: read a prefecture at a time, held against the source's own counts."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from zipfile import ZipFile

import pytest

from geo.divisions import Divisions
from geo.errors import DataError
from geo.models import Level
from geo.paths import DATA
from geo.towns import Towns
from tools.build_gazetteer import write

DIVISIONS = Divisions.load()
TOWNS = Towns(DIVISIONS)


def test_the_table_holds_all_of_its_source():
    path = DATA / "gazetteer" / "towns.zip"
    assert path.stat().st_size < 4_000_000
    with ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    held = Counter()
    for name, text in texts.items():
        held[name.partition("/")[0]] += len(text.partition("\n\n")[2].split("\n"))
    now = {"towns": 41_352, "villages": 620_573}
    assert held == now | {"formertowns": 4_878, "formervillages": 56_261}


def test_the_archive_is_made_of_codes_and_names(tmp_path):
    """Names may begin with digits; a prefecture that has no member has no towns."""
    tables = {"towns": [(431322100, "3号镇"), (431322105, "码湖镇")], "villages": []}
    assert write(tmp_path / "t.zip", tables) == 1
    towns = Towns(DIVISIONS, tmp_path / "t.zip")
    found = [(t.code, t.name, t.counties) for t in towns.towns("431300")]
    assert found == [("431322100", "3号镇", ("431322",)), ("431322105", "码湖镇", ("431322",))]
    assert towns.villages("431300") == ()


def test_every_town_is_reached_through_exactly_one_prefecture():
    codes = [t.code for p in DIVISIONS.prefectures() for t in TOWNS.towns(p)]
    assert len(codes) == len(set(codes))
    # The rest: the statistics bureau's own zones directly under a province, and 中沙群岛.
    assert len(codes) > 41_352 - 40


def test_a_town_knows_its_county_and_its_bare_name():
    (town,) = [t for t in TOWNS.towns("330500") if t.name == "天子湖镇"]
    assert (town.code, town.counties, town.short_name) == ("330523111", ("330523",), "天子湖")
    assert (town.level, town.prefecture) == (Level.TOWNSHIP, "330500")


def test_codes_that_differ_between_editions_find_todays_county():
    assert {t.counties for t in TOWNS.towns("620200")} == {("620200",)}  # 620201 in the source
    assert "500105" in {c for t in TOWNS.towns("500000") for c in t.counties}  # and 500112


def test_a_town_under_a_zones_code_lies_in_the_county_the_ministry_has_it_in():
    """370871 济宁高新区 is no division: 接庄街道 lies in 任城区, and so do its villages."""
    (town,) = [t for t in TOWNS.towns("370800") if t.name == "接庄街道"]
    assert (town.code[:6], town.counties) == ("370871", ("370811",))
    villages = [v for v in TOWNS.villages("370800") if v.code.startswith(town.code)]
    assert villages
    assert {v.counties for v in villages} == {("370811",)}


def test_a_broken_table_of_zone_towns_is_one_line(tmp_path):
    broken = tmp_path / "hosts.csv"
    broken.write_text("code,name,county,source\n370871004,x,999999,x\n")
    for path in (tmp_path / "none.csv", broken):
        with pytest.raises(DataError, match="Restore"):
            Towns(DIVISIONS, hosts=path).towns("370800")


def test_a_nationality_is_cut_off_a_bare_name():
    names = {t.name: t.short_name for t in TOWNS.towns("130200")}
    assert names["汤泉满族乡"] == "汤泉"


def test_villages_are_called_as_people_call_them():
    villages = TOWNS.villages("431300")
    assert len(villages) > 2_000
    assert not any("委员会" in v.name for v in villages)
    assert {v.counties[0] for v in villages} == set(DIVISIONS.counties("431300"))


def test_a_missing_or_foreign_table_is_one_line(tmp_path):
    with pytest.raises(DataError, match="Restore"):
        Towns(DIVISIONS, tmp_path / "none.zip").towns("431300")
    (tmp_path / "x.zip").write_text("no table")
    with pytest.raises(DataError, match="Restore"):
        Towns(DIVISIONS, tmp_path / "x.zip").villages("431300")


def test_nothing_is_read_before_it_is_asked_for():
    code = (
        "import sys; from geo.gazetteer import Gazetteer;"
        "Gazetteer.load().find('湖南省娄底市新化县'); print('zipfile' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
