import dataclasses

import pandas as pd
import pytest
import shapely

from layers import plain_tables, tables
from layers.content import LAYERS
from layers.errors import FrameError
from layers.frame import (
    national_lines_frame,
    project_areas,
    project_county_frame,
    project_table,
)
from layers.framing import Shapes, as_holdings
from layers.regions import county_frame
from layers.schema import Schema, validate
from layers.tables_beside import document_table
from projects.models import Stage
from projects.selection import Holdings
from projects.summaries import summarise
from tests.layers_data import (
    LENGSHUIJIANG,
    LOUXING,
    OTHER_PLAN,
    SHUANGFENG,
    XIANTAO,
    XINHUA,
    FakeBoundaries,
    divisions,
    documents,
    power,
    project,
    projects,
)

SCHEMAS = [*LAYERS.values(), plain_tables.PROJECT_AREAS]


def areas(held, drawn=None):
    held = as_holdings(held, documents())
    table = project_table(held, divisions(), drawn=drawn)
    return project_areas(table, held.shown, Shapes(FakeBoundaries()))


def pairs(held, drawn=None):
    table = project_table(held, divisions(), drawn=drawn)
    return project_county_frame(table, held, Shapes(FakeBoundaries()), divisions())


@pytest.fixture
def counties():
    frame = county_frame(projects(), Shapes(FakeBoundaries()), divisions(), documents=documents())
    return frame.set_index("adcode")


@pytest.fixture
def rows():
    frame = areas(projects())
    return frame.set_index("name", drop=False)


def test_all_counties_of_the_plan_s_prefecture_are_there(counties):
    assert list(counties.index) == ["431302", "431321", "431322", "431381", "431382"]
    assert set(counties["prefecture"]) == {"娄底市"}


def test_a_county_plan_brings_its_prefecture_and_a_county_without_one_stands_alone():
    facts = dataclasses.replace(documents()[0], place=XINHUA)
    frame = county_frame(projects(), Shapes(FakeBoundaries()), divisions(), documents=[facts])
    assert len(frame) == 5
    alone = [project(1, "仙桃风电", XIANTAO, document=OTHER_PLAN)]
    frame = county_frame(alone, Shapes(FakeBoundaries()), divisions(), documents=documents())
    assert frame[["adcode", "prefecture", "province"]].values.tolist() == [
        ["429004", "仙桃市", "湖北省"]
    ]


def told(column):
    return column.astype(object).where(column.notna(), None).to_dict()


def expected(summary, codes):
    known = {row.key: row.amount.known for row in summary.rows}
    return {code: known.get(code, 0.0) for code in codes}


def test_sums_of_counties_are_those_of_summarise(counties):
    held = as_holdings(projects(), documents())
    for measure, column in (("power", "power_mw"), ("energy", "energy_mwh")):
        summary = summarise(held, divisions=divisions(), measure=measure)
        assert told(counties[column]) == expected(summary, counties.index)
    for stage in Stage:
        summary = summarise(held, divisions=divisions(), stages=(stage,))
        assert told(counties[f"power_mw_{stage}"]) == expected(summary, counties.index)


def test_counties_count_groups_once_and_keep_shared_projects_apart(counties):
    assert counties.loc[SHUANGFENG, "power_mw"] == 300 + 60  # the group with its member; a share
    assert counties.loc[SHUANGFENG, "power_mw_existing"] == 110.2
    assert counties.loc[XINHUA, ["projects", "cross_projects", "power_projects"]].tolist() == [
        2, 1, 1,
    ]  # fmt: skip
    assert counties.loc[XINHUA, "cross_power_mw"] == 50.5
    assert counties.loc[LENGSHUIJIANG, "energy_qualified"]
    assert counties.loc[LOUXING, "cross_projects"] == 1
    # The plan itself splits it: nothing of it is left to stand apart.
    assert pd.isna(counties.loc[LOUXING, "cross_power_mw"])


def test_projects_are_one_row_each_with_what_the_contract_holds(rows):
    assert list(rows["name"]) == [p.name for p in projects()]
    row = rows.loc["新化抽水蓄能电站"]
    assert row["key"] == "aaaaaaaaaaaa-p1"
    assert (row["kind_zh"], row["kind_en"]) == ("抽水蓄能", "Pumped storage")
    assert (row["power_mw"], row["capacity"], row["year"]) == (1800.0, "180万千瓦", 2030)
    assert (row["county_codes"], row["county_names"]) == ("431322", "新化县")
    assert (row["number"], row["responsible"]) == ("娄政发〔2023〕1号", "市发改委; 国网公司")
    assert row["checked"] == "机器识别, 未经核对"
    assert rows.loc["新化500千伏变电站", "voltage_kv"] == 500
    assert rows.loc["双峰湿地", "area_ha"] == 447.81
    assert rows.loc["双峰光伏一期", "part_of"] == rows.loc["双峰新能源基地", "key"]


def test_counted_power_of_all_rows_is_the_total_with_outside(rows):
    summary = summarise(as_holdings(projects(), documents()), divisions=divisions())
    expected = summary.total.value + summary.outside.value
    assert rows["power_counted_mw"].sum() == pytest.approx(expected, abs=1e-9)
    assert rows.loc["双峰新能源基地", "power_counted_mw"] == pytest.approx(189.8)


def test_a_remainder_is_taken_over_members_that_were_not_chosen():
    everything = projects()
    held = Holdings(documents=documents(), projects=everything, chosen=(everything[4],))
    frame = areas(held)
    assert frame[["power_mw", "power_counted_mw"]].values.tolist() == [[300.0, 189.8]]


def test_geometry_is_the_union_of_counties_and_empty_where_there_is_none(rows):
    assert rows.loc["涟源新化风电"].geometry.area == pytest.approx(2 * 0.3 * 0.5)
    assert len(shapely.get_parts(rows.loc["按比例风电"].geometry)) == 1  # neighbours are dissolved
    without = rows[rows.geometry.isna()]
    assert list(without["place_class"]) == ["citywide", "unplaced", "outside"]
    assert set(rows.geometry.dropna().geom_type) == {"MultiPolygon"}


def test_a_county_without_a_polygon_keeps_its_row():
    class Gap(FakeBoundaries):
        def counties(self, adcodes=None):
            frame = super().counties(adcodes)
            return frame[frame["adcode"] != XINHUA]

    frame = county_frame(projects(), Shapes(Gap()), divisions(), documents=documents())
    assert frame[frame.geometry.isna()]["name"].tolist() == ["新化县"]


def test_slots_number_the_projects_of_one_county():
    frame = pairs(projects())
    assert frame[frame["adcode"] == XINHUA]["slot"].tolist() == [0, 1, 2]


def test_project_counties_have_a_row_per_county():
    frame = pairs(projects())
    assert len(frame) == sum(len(p.counties) for p in projects())
    shared = frame[frame["name"] == "按比例风电"]
    assert shared[["adcode", "share", "county_count"]].values.tolist() == [
        ["431302", 0.25, 2],
        ["431321", 0.75, 2],
    ]
    assert shared["project_power_mw"].tolist() == [80, 80]


def test_doubled_counties_and_shares_that_do_not_fit_give_no_false_row():
    odd = project(1, "风电", XINHUA, LOUXING, XINHUA, shares=(0.5, 0.5))
    frame = pairs([odd])
    assert frame["adcode"].tolist() == [XINHUA, LOUXING]
    assert frame["share"].isna().all()


def test_documents_are_those_of_the_projects_shown():
    frame = document_table(projects(), divisions(), documents=documents())
    assert frame[["place_name", "projects"]].values.tolist() == [["湖南省娄底市", 11]]


def test_lines_become_multi_lines():
    frame = national_lines_frame(FakeBoundaries())
    assert set(frame.geom_type) == {"MultiLineString"}
    assert frame["kind_zh"].tolist() == ["省界", "of_tomorrow"]


def test_an_unknown_kind_and_unprintable_text_do_not_stop_a_frame():
    strange = project(1, "坏\x00字\ud800", XINHUA, kind="of_tomorrow", capacity=(power(1),))
    frame = areas([strange])
    assert frame[["name", "kind_zh", "sector"]].values.tolist() == [
        ["坏�字�", "of_tomorrow", "other"]
    ]


def test_nothing_gives_empty_frames_of_the_same_shape():
    frame = areas([])
    assert len(frame) == 0
    assert list(frame.columns) == [*plain_tables.PROJECTS.names, "geometry"]
    assert len(pairs([])) == 0


def test_validate_tells_every_fault_together(counties):
    broken = counties.reset_index()
    broken.loc[1, "adcode"] = "4313"
    broken.loc[2, "name"] = None
    broken["power_mw"] = "viel"
    broken["extra"] = 1
    broken = broken.drop(columns="energy_mwh")
    broken.loc[4, "adcode"] = broken.loc[3, "adcode"]
    bow_tie = shapely.from_wkt("MULTIPOLYGON (((0 0, 1 1, 1 0, 0 1, 0 0)))")
    broken.loc[0, "geometry"] = bow_tie
    broken = broken.to_crs("EPSG:4326")
    with pytest.raises(FrameError) as caught:
        validate(broken, tables.COUNTIES)
    message = str(caught.value)
    for fault in (
        "column extra is not in the schema",
        "column energy_mwh is missing",
        "column power_mw is str, expected real",
        "column name is empty in 1 rows",
        "column adcode holds no six-digit code: 4313",
        "1 rows repeat the key adcode: 431381",
        "CRS is EPSG:4326, expected EPSG:4490",
        "1 geometries are invalid",
    ):
        assert fault in message
    assert "\n" not in message


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s.name)
def test_names_and_titles_are_unique_and_ascii(schema: Schema):
    assert len(set(schema.names)) == len(schema.names)
    titles = [column.title for column in schema.columns]
    assert len(set(titles)) == len(titles)
    assert all(name.isascii() and name == name.lower() for name in schema.names)
    assert {column.dtype for column in schema.columns} <= {"text", "adcode", "int", "real", "bool"}
