"""Tables of projects: what is read from their cells, and for every refusal one reason."""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.models import Precision
from projects.errors import DocumentError, TableError
from projects.importing import Options, check_table
from projects.importing.report import report_to_json, write_rejected
from projects.models import Nature, Stage
from projects.registry import Registry
from projects.registry_rows import SCHEMA
from projects.settings import Settings
from tests.made import loudi

XINHUA = "431322"

LEDGER = (
    "项目名称,项目代码,类型,建设性质,建设阶段,装机容量(万千瓦),省,市,县,建设内容,总投资(亿元),"
    "2024年计划投资(万元),项目业主,责任单位,建设年限,进展情况,备注,联系人"
)
ROW = (
    '样板山风电场,2024-430000-44,风电,扩建,在建,30,湖南省,娄底市,新化县,"风机50台,升压站1座",12.5,'
    "3000,样板公司,市发改委、县能源局,2023-2025年,已吊装10台,无,张三"
)


def reasons(report) -> list[str]:
    return [row.reason for row in report.rejected]


def test_every_field_of_the_ledger_is_kept_and_what_is_none_too(read_table):
    # Design rule 12: an office that imports its ledger must find all of it again.
    report, (project,) = read_table(LEDGER, ROW)
    assert reasons(report) == []
    assert (project.name, project.kind) == ("样板山风电场", "wind_farm")
    assert (project.stage, project.nature) == (Stage.UNDER_CONSTRUCTION, Nature.EXPANSION)
    assert [(q.value, q.unit, q.as_written) for q in project.capacity] == [
        (300.0, "MW", "30万千瓦")
    ]
    assert (project.counties, project.precision) == ((XINHUA,), Precision.COUNTY)
    assert (project.total_investment.value, project.yearly_investment.value) == (125_000.0, 3000.0)
    assert project.total_investment.as_written == "12.5亿元"
    assert (project.owner, project.responsible) == ("样板公司", ("市发改委", "县能源局"))
    ledger = project.ledger
    assert (ledger.row, ledger.code, ledger.years) == (2, "2024-430000-44", "2023-2025年")
    assert (ledger.content, ledger.progress) == ("风机50台,升压站1座", "已吊装10台")
    assert (ledger.remark, ledger.stage, ledger.kind) == ("", "在建", "风电")
    assert ledger.other == (("联系人", "张三"),)
    assert project.year == 2025
    assert report_to_json(report)["kept_columns"] == ["联系人"]


def test_the_span_of_a_project_is_its_row_in_the_text(read_table, tmp_path):
    # Design rule 1: a project keeps its evidence.
    _, projects = read_table("项目名称,县", "甲风电场,新化县", "乙风电场,双峰县")
    text = (tmp_path / "表.csv").read_bytes().decode()
    assert [text[p.start : p.end].rstrip() for p in projects] == [
        "甲风电场,新化县",
        "乙风电场,双峰县",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encodings_and_delimiters_are_found_out(read_table, encoding, sign):
    report, (project,) = read_table(
        sign.join(("项目名称", "县", "备注")),
        sign.join(("甲风电场", "新化县", "好")),
        encoding=encoding,
    )
    assert (project.name, project.counties, project.ledger.remark) == ("甲风电场", (XINHUA,), "好")
    assert report.format.startswith("GB18030" if encoding == "gb18030" else "UTF-8")


def test_the_header_is_found_below_titles_and_units_above_it_hold(read_table):
    report, (project,) = read_table(
        "娄底市重点项目表,,", "单位:万千瓦、万元,,", "项目名称,装机容量,总投资", "甲风电场,10,500"
    )
    assert report.title_lines == 2
    assert [q.value for q in project.capacity] == [100.0]
    assert project.total_investment.value == 500.0


def test_a_text_of_contents_tells_the_one_size_it_names(read_table):
    _, (one, two) = read_table(
        "项目名称,建设规模及内容",
        "甲风电场,新建风机20台、总装机10万千瓦",
        "乙风电场,一期10万千瓦、二期5万千瓦",
    )
    assert [q.value for q in one.capacity] == [100.0]
    assert two.capacity == ()  # which of them is the whole is not told


@pytest.mark.parametrize(
    ("header", "cell", "value", "unit"),
    [
        ("capacity_mw", "2400.0", 2400.0, "MW"),
        ("Capacity (MW)", "1,200", 1200.0, "MW"),
        ("装机容量（万千瓦）", "１２．５", 125.0, "MW"),
        ("装机规模/兆瓦", "50", 50.0, "MW"),
        ("装机容量", "30万千瓦", 300.0, "MW"),
        ("装机容量(万千瓦)", "约30", 300.0, "MW"),
        ("面积(亩)", "1500", 100.0, "ha"),
        ("长度（公里）", "12.5", 12.5, "km"),
        ("储能容量(万千瓦时)", "20", 200.0, "MWh"),
        ("建设规模(万千瓦)", "30", 300.0, "MW"),
    ],
)
def test_units_come_from_the_label_or_the_cell(read_table, header, cell, value, unit):
    _, (project,) = read_table(f"项目名称;{header}", f"甲工程;{cell}")
    assert [(q.value, q.unit) for q in project.capacity] == [(value, unit)]


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("operating", Stage.EXISTING),
        ("已投产", Stage.EXISTING),
        ("construction", Stage.UNDER_CONSTRUCTION),
        ("续建", Stage.UNDER_CONSTRUCTION),
        ("permitted", Stage.PLANNED),
        ("拟建", Stage.PLANNED),
        ("pre-construction", Stage.PRELIMINARY),
        ("announced", Stage.PRELIMINARY),
        ("谋划", Stage.PRELIMINARY),
        ("shelved - inferred 2 y", Stage.SHELVED),
        ("mothballed", Stage.SHELVED),
        ("cancelled - inferred 4 y", Stage.CANCELLED),
        ("已退役", Stage.RETIRED),
    ],
)
def test_words_of_stages(read_table, word, stage):
    _, (project,) = read_table("项目名称,状态", f"甲风电场,{word}")
    assert (project.stage, project.ledger.stage) == (stage, word)


def test_a_stage_that_is_not_stated_is_the_options(read_table):
    _, (project,) = read_table("项目名称,状态", "甲风电场,", stage=Stage.PRELIMINARY)
    assert project.stage is Stage.PRELIMINARY


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",新化县,1,112.5,27.5", "no name"),
        ("甲风电场,新化县,-1,112.5,27.5", "is negative"),
        ("甲风电场,新化县,很多,112.5,27.5", "is no number"),
        ("甲风电场,新化县,1,112.5,", "纬度 is missing"),
        ("甲风电场,新化县,1,东边,27.5", '经度 "东边" is no number'),
        ("甲风电场,新化县,1,512.5,27.5", "no place on earth"),
        ("甲风电场,,1,27.5,112.5", "swapped"),
        ("甲风电场,,1,100.5,27.5", "no county"),
        ("甲风电场,新化县,1,100.5,27.5", "no county"),
        ("甲风电场,无有县,1,,", 'county "无有县" is none of'),
        ("甲风电场,新化县,1,112.5,27.5,多出一格", "6 cells for 5 columns"),
    ],
)
def test_a_bad_row_is_rejected_with_its_reason_and_the_others_stay(read_table, row, reason):
    good = "乙风电场,新化县,1,112.5,27.5"
    report, projects = read_table("项目名称,县,装机容量(万千瓦),经度,纬度", row, good)
    assert [p.name for p in projects] == ["乙风电场"]
    (said,) = reasons(report)
    assert reason in said
    assert "\n" not in said
    assert report.rejected[0].line == 2


def test_all_faults_of_a_row_are_told_together(read_table):
    report, _ = read_table("项目名称,状态,总投资(亿元)", "甲,好,x", "乙风电场,在建,1")
    assert reasons(report)[0].count(";") == 1


def test_an_unknown_stage_is_rejected_not_guessed(read_table):
    report, _ = read_table("项目名称,状态", "甲风电场,滚动", "乙风电场,在建")
    assert '状态 "滚动" is no known stage' in reasons(report)[0]


def test_a_number_without_a_unit_is_rejected(read_table):
    # 30 may be 30 MW or 30万千瓦: ten times as much.
    report, _ = read_table("项目名称,装机容量", "甲风电场,30", "乙风电场,30MW")
    assert "has no unit" in reasons(report)[0]


def test_a_repeated_row_is_taken_once_and_namesakes_are_two(read_table):
    report, projects = read_table(
        "项目名称,县,备注",
        "甲风电场,新化县,一",
        "甲风电场,新化县,一",
        "甲风电场,新化县,二",
        "甲风电场,双峰县,一",
    )
    assert reasons(report) == ["repeats line 2 cell by cell"]
    assert [p.id for p in projects] == ["r2", "r4", "r5"]
    assert report.repeated_names == 2


def test_the_same_table_again_replaces(read_table):
    _, first = read_table("项目名称,县", "甲风电场,新化县")
    report, again = read_table("项目名称,县", "甲风电场,新化县")
    assert again == first
    assert report.replaces


def test_another_table_of_one_name_is_refused_and_kept_or_replaced_as_told(read_table):
    read_table("项目名称,县", "甲风电场,新化县")
    changed = ("项目名称,县", "甲风电场,双峰县")
    with pytest.raises(TableError, match="--replace"):
        read_table(*changed)
    _, both = read_table(*changed, title="第二张")
    assert len(both) == 2
    _, one = read_table("项目名称,县", "乙风电场,双峰县", replace=True)
    assert [p.name for p in one] == ["甲风电场", "乙风电场"]


def test_a_later_version_of_a_file_is_its_namesake_though_its_title_row_moved_on(read_table):
    # Called by its title row now: both must not stand in the registry unasked.
    read_table("娄底市重点项目表（截至6月）,", "项目名称,县", "甲风电场,新化县")
    later = ("娄底市重点项目表（截至7月）,", "项目名称,县", "甲风电场,双峰县")
    with pytest.raises(TableError, match=r"截至6月）.* --replace"):
        read_table(*later)
    _, one = read_table(*later, replace=True)
    assert len(one) == 1


def test_a_plan_of_the_tables_name_is_never_replaced(read_table, tmp_path):
    # Only tables take the place of tables: a plan's reading must not be lost.
    facts, projects = loudi()
    settings = Settings(data=tmp_path)
    with Registry.open(f"sqlite:///{tmp_path}/registry.sqlite", settings=settings) as registry:
        registry.replace(replace(facts, title="表"), projects, ())
    _, found = read_table("项目名称,县", "甲风电场,新化县", replace=True)
    assert len(found) == len(projects) + 1


def test_columns_can_be_said(read_table):
    _, (project,) = read_table(
        "标题,哪里,分类",
        "甲电站,新化县,光伏",
        columns={"name": "标题", "county": "哪里", "kind": "分类"},
    )
    assert (project.name, project.counties, project.kind) == ("甲电站", (XINHUA,), "solar_farm")


def test_a_guessed_column_can_be_taken_back(read_table):
    _, (project,) = read_table("项目名称,类型", "甲风电场,光伏", columns={"kind": ""})
    assert project.kind == "wind_farm"
    assert project.ledger.other == (("类型", "光伏"),)


@pytest.mark.parametrize(
    ("lines", "columns", "said"),
    [
        (("",), {}, "is empty"),
        (("\r\n\r\n,,,",), {}, "is empty"),
        (("项目名称,县",), {}, "no row below it"),
        (("甲风电场,新化县", "乙风电场,双峰县"), {}, "no column of project names"),
        (("县,备注", "新化县,好"), {}, "--map name=COLUMN"),
        (("工程全称,属性", "甲,项目", "乙,项目"), {}, "--map name=COLUMN"),
        (("项目名称,县", "甲,新化县"), {"name": "名字"}, 'no column "名字"'),
        (("项目名称,县", "甲,新化县"), {"names": "县"}, '"names" is no field'),
        (("项目名称,县", '"甲,新化县', "乙,双峰县"), {}, "line 2: a quotation mark is opened"),
        (("项目名称,县", '"甲"x,新化县'), {}, "line 2: broken quotation marks"),
        (("项目名称,县", "甲,无有县"), {}, "none of its 1 rows can be taken; line 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_one_line(read_table, lines, columns, said):
    with pytest.raises((TableError, DocumentError)) as caught:
        read_table(*lines, columns=columns)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "表.csv" in str(caught.value) or columns


def test_a_broken_row_far_down_leaves_the_registry_as_it_was(read_table, tmp_path):
    rows = [f"甲{n}风电场,新化县" for n in range(6000)]  # more than one part of the table
    with pytest.raises(TableError, match="line 6002"):
        read_table("项目名称,县", *rows, '"乙,双峰县')
    with Registry.open(
        f"sqlite:///{tmp_path}/registry.sqlite", settings=Settings(data=tmp_path)
    ) as registry:
        assert registry.documents() == ()


def test_what_is_no_text_and_what_is_no_table_is_refused(tmp_path, table_atlas):
    for name, data, said in (
        ("a.csv", b"\x00\x01", "NUL"),
        ("a.shp", b"\x00", "format .shp is not imported"),
        ("a", b"", "without suffix"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(TableError, match=said):
            check_table(tmp_path / name, atlas=table_atlas, options=Options())
    with pytest.raises(DocumentError, match="no such file"):
        check_table(tmp_path / "none.csv", atlas=table_atlas, options=Options())


def test_rejected_rows_are_written_as_they_were(read_table):
    report, _ = read_table("项目名称,县", '"甲,一",无有县', "乙风电场,新化县")
    lines = write_rejected(report).splitlines()
    assert lines[0] == "\ufeff行号,原因,项目名称,县"
    assert lines[1].startswith('2,"county ""无有县""')
    assert lines[1].endswith(',"甲,一",无有县')


def test_a_registry_of_the_first_schema_is_read_and_becomes_one_of_today_when_written(
    tmp_path, read_table
):
    # An older Luotu must refuse a file it would misread, and this one must read the older file.
    read_table("项目名称,县", "甲风电场,新化县")
    database = sqlite3.connect(tmp_path / "registry.sqlite")

    def version():
        return database.execute("SELECT version FROM schema_version").fetchone()[0]

    with database:
        database.execute("UPDATE schema_version SET version = 1")
    settings = Settings(data=tmp_path)
    with Registry.open(f"sqlite:///{tmp_path}/registry.sqlite", settings=settings) as registry:
        assert len(registry.projects()) == 1
    assert version() == 1
    read_table("项目名称,县", "甲风电场,新化县")
    assert version() == SCHEMA
    database.close()


GOOD = ["样板风电场", "", "", "", "", "", "", ""]
TEMPTING = [
    "新化县",
    "在建",
    "-5",
    "112.5",
    "1e400",
    "１２",
    "27°30′",
    "亿元",
    "=1+1",
    "全市",
    "、",
]
CELLS = st.sampled_from(TEMPTING) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=12
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=1, max_size=6))
def test_every_row_is_a_project_or_rejected_with_a_reason(rows, tmp_path, table_atlas):
    # Whatever stands in the cells: nothing is lost in silence, nothing else is raised.
    header = ["项目名称", "类型", "状态", "装机容量(万千瓦)", "县", "经度", "纬度", "总投资"]
    path = tmp_path / "表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, GOOD, *rows])
    report = check_table(path, atlas=table_atlas, options=Options())
    full = sum(any(cell.strip() for cell in row) for row in (*rows, GOOD))
    left_out = [*report.rejected, *report.skipped]
    assert report.projects + len(left_out) == full
    assert all(row.reason and row.reason.isprintable() for row in left_out)
