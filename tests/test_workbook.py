"""Project lists as offices keep them: merged titles, headers of two rows, sums, several sheets."""

from __future__ import annotations

import datetime

import openpyxl
import pytest

from projects.errors import DocumentError, TableError
from projects.formats.xlsx import contents
from projects.importing import Options, read_table
from projects.importing.report import report_to_json, report_to_text
from projects.incoming import from_bytes
from projects.settings import Limits
from tests.files_data import repacked
from tests.workbook_data import book, saved_book, sheet_into

LIST = [
    ["娄底市2024年重点能源项目清单"],
    ["单位：万千瓦、亿元"],
    ["序号", "项目名称", "县区", "建设规模", "", "投资", "", "牵头领导"],
    ["", "", "", "装机容量（万千瓦）", "储能（万千瓦时）", "总投资（亿元）", "2024年计划投资", ""],
    [1, 2, 3, 4, 5, 6, 7, 8],
    ["合计", None, None, 45, 20, 30.5],
    ["一", "续建项目（2个）", None, 25],
    [1, "云岭风电场", "新化县", 10, None, 8.123456789012, 1.5, "张三"],
    [2, "码湖光伏电站", None, 15, None, 12, 2, "李四"],
    ["二", "新开工项目（1个）"],
    [3, "青罗储能电站", "双峰县", None, 20, 10.5, 3, "王五"],
    [None, "小  计"],
]
MERGED = ["A1:H1", "A2:H2", "D3:E3", "F3:G3", "A3:A4", "B3:B4", "C3:C4", "H3:H4", "A6:B6", "C8:C9"]


@pytest.fixture
def take(table_atlas):
    def go(data: bytes, name: str = "清单.xlsx", **options):
        limits = Limits()
        return read_table(
            from_bytes(data, name, limits=limits),
            atlas=table_atlas,
            options=Options(**options),
            limits=limits,
        )

    return go


def test_a_list_as_offices_make_it(take):
    document, projects, report = take(book(LIST, MERGED))
    one, two, three = projects
    assert [p.name for p in projects] == ["云岭风电场", "码湖光伏电站", "青罗储能电站"]
    assert [p.counties for p in projects] == [("431322",), ("431322",), ("431321",)]
    assert [p.stage for p in projects] == ["under_construction", "under_construction", "planned"]
    assert [(q.value, q.unit) for q in one.capacity] == [(100.0, "MW")]
    assert [(q.value, q.unit) for q in three.capacity] == [(200.0, "MWh")]
    assert one.total_investment.value == 81234.57  # as the sheet's own format shows no more
    assert two.yearly_investment.as_written == "2亿元"
    assert dict(one.ledger.other) == {
        "序号": "1",
        "牵头领导": "张三",
        "分组": "一、续建项目（2个）",
    }
    assert [row.line for row in report.skipped] == [5, 6, 7, 10, 12]
    assert report.rejected == []
    for project in projects:
        assert project.name in document.text[project.start : project.end]


def test_the_report_shows_the_columns_and_what_was_skipped(take, table_atlas):
    *_, report = take(book(LIST, MERGED))
    said = report_to_text(report, table_atlas.divisions)
    assert "capacity    ← 装机容量（万千瓦）  in 万千瓦" in said
    assert "yearly      ← 2024年计划投资  in 亿元" in said
    assert "skipped 5 rows:" in said
    told = report_to_json(report)
    assert told["columns"]["energy"] == "储能（万千瓦时）"
    assert {row["reason"] for row in told["skipped"]} == {
        "numbers of the columns", "a sum, not a project", "a heading",
    }  # fmt: skip


def test_several_sheets_each_with_its_own_header(take):
    made = openpyxl.Workbook()
    made.active.title = "风电"
    sheet_into(made.active, [["项目名称", "县"], ["云岭风电场", "新化县"]])
    sheet_into(
        made.create_sheet("光伏"), [["县", "装机(万千瓦)", "名称"], ["双峰县", 5, "码湖光伏电站"]]
    )
    sheet_into(made.create_sheet("填表说明"), [["请如实填写"]])
    hidden = made.create_sheet("旧")
    sheet_into(hidden, [["项目名称"], ["旧风电场"]])
    hidden.sheet_state = "hidden"
    document, projects, report = take(saved_book(made))
    assert [(p.id, p.section) for p in projects] == [("r2", "风电 第2行"), ("s2r2", "光伏 第2行")]
    assert report.unread == ["旧 (hidden)", "填表说明 (no column of project names)"]
    assert document.text.startswith("风电\n项目名称\t县\n")
    assert [sheet["name"] for sheet in report_to_json(report)["sheets"]] == ["风电", "光伏"]


def test_a_size_merged_over_rows_counts_once_and_a_name_is_one_project(take):
    rows = [
        ["项目名称", "县", "装机容量(万千瓦)"],
        ["甲风电场", "新化县", 20],
        ["乙风电场", "新化县", None],
        ["丙风电场", "双峰县", 5],
        [None, "涟源市", 5],
    ]
    _, projects, report = take(book(rows, ["C2:C3", "A4:A5"]))
    assert [[q.value for q in p.capacity] for p in projects] == [[200.0], [], [50.0]]
    (row,) = report.rejected
    assert (row.line, "merged with the row above" in row.reason) == (5, True)


def test_csv_lists_are_understood_the_same(take):
    lines = [",".join("" if c is None else str(c) for c in row) for row in LIST]
    lines[8] = lines[8].replace("光伏电站,", "光伏电站,新化县", 1)
    _, projects, report = take("\n".join(lines).encode("gb18030"), "清单.csv")
    assert [p.name for p in projects] == ["云岭风电场", "码湖光伏电站", "青罗储能电站"]
    assert [len(p.capacity) for p in projects] == [1, 1, 1]
    assert len(report.skipped) == 5


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "", "", 30],
        ["", "小计", "", 30],
        ["", "新化县小计", "", 30],
        ["总  计（3个）", "", "", 30],
        ["", "全市合计：", "", 30],
        ["（一）", "风电项目（2个）", "", 20],
        ["", "二、前期项目", "", ""],
        ["新化县", "", "", ""],
        ["序号", "项目名称", "县", "装机容量"],
        [1, 2, 3, 4],
    ],
)
def test_rows_that_are_no_projects_are_skipped_and_told(take, row):
    rows = [["序号", "项目名称", "县", "装机容量(万千瓦)"], [1, "甲风电场", "新化县", 3], row]
    _, (project,), report = take(book(rows))
    assert project.name == "甲风电场"
    (skipped,) = report.skipped
    assert skipped.line == 3
    assert report.rejected == []


@pytest.mark.parametrize(
    "row",
    [
        ["一", "云岭风电场", "双峰县", 5],
        [2, "云岭风电项目", "", ""],
        ["", "统计大楼屋顶光伏项目", "双峰县", 5],
        ["二", "会计学院屋顶光伏项目", "双峰县", ""],
        ["", "十里铺风电项目", "", 5],
    ],
)
def test_rows_that_are_projects_are_not_skipped(take, row):
    rows = [["序号", "项目名称", "县", "装机容量(万千瓦)"], [1, "甲风电场", "新化县", 3], row]
    _, projects, report = take(book(rows))
    assert [p.name for p in projects] == ["甲风电场", row[1]]
    assert report.skipped == []


def cells(rows, formats=()) -> list[str]:
    made = openpyxl.Workbook()
    sheet_into(made.active, rows)
    for place, form in formats:
        made.active[place].number_format = form
    (sheet,) = contents(saved_book(made), "a.xlsx").sheets
    return [cell for _, row, _ in sheet.rows for cell in row]


def test_values_are_written_as_a_person_reads_them():
    day = datetime.datetime(2025, 6, 30)  # noqa: DTZ001 - a sheet's days have no zone
    row = [10, 10.0, 0.1 + 0.2, 1 / 3, 0.255, day, datetime.date(2025, 1, 2), True, " 甲\n乙 "]
    formats = [("D1", "0.00"), ("E1", "0.0%")]
    assert cells([row], formats) == [
        "10", "10", "0.3", "0.33", "25.5%", "2025-06-30", "2025-01-02", "TRUE", "甲\n乙",
    ]  # fmt: skip


FORMULA = book(
    [["项目名称", "装机容量(万千瓦)"], ["甲风电场", "=1+2"], ["乙风电场", "=SUM(B2:B2)"]]
)


def test_a_formula_without_its_result_is_refused_with_its_cell(take):
    with pytest.raises(DocumentError, match="Sheet!B2、Sheet!B3: a formula without its result"):
        take(FORMULA)


def test_the_result_a_formula_had_is_read(take):
    xml = contents_of_part(FORMULA).replace(b"<v></v>", b"<v>3</v>").replace(b"<v />", b"<v>3</v>")
    _, projects, _ = take(repacked(FORMULA, {"xl/worksheets/sheet1.xml": xml}))
    assert [q.value for p in projects for q in p.capacity] == [30.0, 30.0]


def contents_of_part(data: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_macros_are_not_looked_at(take):
    data = repacked(
        book([["项目名称", "县"], ["云岭风电场", "新化县"]]),
        {"xl/vbaProject.bin": b"\xd0\xcf macro"},
    )
    _, (project,), _ = take(data, "清单.xlsm")
    assert project.name == "云岭风电场"


def test_a_workbook_without_a_list_says_so(take):
    with pytest.raises(TableError, match="no column of project names"):
        take(book([["年份", "数值"], [2024, 3]]))
    with pytest.raises(DocumentError, match="is empty"):
        take(book([]))
