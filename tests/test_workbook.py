"""Project lists as offices keep them: merged titles, headers of two rows, sums, several sheets."""

from __future__ import annotations

import datetime

import openpyxl
import pytest

from projects.errors import DocumentError, TableError
from projects.formats.xlsx import contents
from projects.importing import Options, read_table
from projects.importing.columns import guess
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


def two_sheets() -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "风电"
    sheet_into(
        made.active,
        [
            ["附件1：郴州市2025年重点 能 源项目表", "", ""],
            ["单位：万千瓦", "", ""],
            ["项目名称", "县", "装机"],
            ["东华山风电场", "桂阳县", 9],
            ["小计", "", 9],
            ["莽山风电场", "宜章县", 4],
        ],
        ["A1:C1", "A2:C2"],
    )
    sheet_into(
        made.create_sheet("光伏"),
        [["序号", "名字", "县区", "装机（MW）", "规模"], [1, "五盖山光伏电站", "苏仙区", 80, 90]],
    )
    sheet_into(made.create_sheet("说明"), [["本表由市发改委编制"]])
    return saved_book(made)


def test_every_sheet_tells_its_columns_with_samples_and_those_left_out_are_named(take):
    # Only the first sheet's columns were shown, and nobody saw how the others were read.
    *_, report = take(two_sheets(), sheets={"光伏": {"name": "名字"}})
    wind, solar = report.sheets
    assert wind.samples == (("东华山风电场", "莽山风电场"), ("桂阳县", "宜章县"), ("9", "4"))
    assert solar.samples[1] == ("五盖山光伏电站",)
    assert (solar.name, solar.layout.unit("capacity")) == ("光伏", "mw")
    (left,) = report.left
    assert (left.name, left.layout.labels) == ("说明", ("本表由市发改委编制",))


def test_columns_of_one_sheet_are_said_for_it_alone(take):
    _, projects, report = take(
        two_sheets(), sheets={"光伏": {"name": "名字", "area": "规模"}, "风电": {"capacity": ""}}
    )
    assert [sheet.name for sheet in report.sheets] == ["风电", "光伏"]
    assert "capacity" not in report.sheets[0].layout.fields
    assert report.sheets[1].layout.fields["area"].label == "规模"
    assert [p.name for p in projects] == ["东华山风电场", "莽山风电场"]
    assert "has no unit" in report.rejected[0].reason


def test_a_column_said_for_all_sheets_holds_where_it_is_and_must_be_somewhere(take):
    _, projects, report = take(two_sheets(), columns={"name": "名字"})
    assert [p.name for p in projects][-1] == "五盖山光伏电站"
    assert [sheet.name for sheet in report.sheets] == ["风电", "光伏"]
    with pytest.raises(TableError, match='no column "名号"'):
        take(two_sheets(), columns={"name": "名号"})
    with pytest.raises(TableError, match='no sheet "光电" is shown; it has 风电、光伏、说明'):
        take(two_sheets(), sheets={"光电": {"name": "名字"}})
    with pytest.raises(TableError, match='no column "名字"'):
        take(two_sheets(), sheets={"风电": {"name": "名字"}})


def test_the_title_above_the_header_is_the_documents(take):
    document, *_ = take(two_sheets(), "list2.xlsx")
    assert document.facts.title == "郴州市2025年重点能源项目表"
    assert take(two_sheets(), title="自己的")[0].facts.title == "自己的"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ([["娄底市2024年重点项目清单", "", "单位：万元"]], "娄底市2024年重点项目清单"),
        ([["附件2"], ["2025年省重点建设项目名单"], ["（截至6月底）"]], "2025年省重点建设项目名单"),
        ([["填报单位：市发改委项目科"], ["2025年6月30日"]], "清单"),
        ([["娄底市发展和改革委员会"]], "清单"),
        ([["说明：本表所列项目由各县市区报送。"]], "清单"),
        ([], "清单"),
    ],
)
def test_what_stands_above_a_header_is_a_title_or_not(take, above, title):
    rows = [*above, ["项目名称", "县", "备注"], ["甲风电场", "新化县", ""]]
    assert take(book(rows))[0].facts.title == title


def test_sheets_of_several_titles_are_called_by_their_file(take):
    made = openpyxl.Workbook()
    for sheet, title in ((made.active, "省重点项目表"), (made.create_sheet("乙"), "市重点项目表")):
        sheet_into(sheet, [[title], ["项目名称", "县"], [f"{title}风电场", "新化县"]])
    assert take(saved_book(made))[0].facts.title == "清单"


HEADS = {
    "yearly": "2025年计划投资（万元） 2025年投资计划(亿元) 本年计划投资 年度计划投资 当年投资计划 "
    "2025年度计划投资额 2025年计划完成投资 本年度计划投资 2025年目标投资 2025年计划（亿元）",
    "total": "总投资 计划总投资（万元） 投资总额（亿元） 估算总投资 动态总投资",
    "content": "建设内容及规模 建设规模及内容 主要建设内容和规模 建设规模及主要内容",
    "years": "建设起止年限 起止年限 建设工期 建设起止时间 开竣工年限 建设年限",
    "year": "计划竣工时间 竣工年月 预计建成投产时间",
    "responsible": "责任单位 市级责任单位 行业主管部门 牵头单位 责任主体 属地责任单位 推进单位",
    "nature": "建设性质 项目性质 项目建设性质",
    "owner": "项目业主 项目单位 建设单位（业主） 项目法人 项目建设单位 实施单位",
    "place": "建设地点 项目所在地 建设地址 项目建设地点",
    "county": "县（市、区） 所属县市区 属地 县市区名称",
    "progress": "形象进度 当前进展情况",
    "remark": "备注",
}
KEPT = (
    "序号 责任人 联系电话 截至2024年底累计完成投资（万元） 2025年建设内容 资金来源 包联领导 "
    "存在问题 2025年形象进度目标 装机2025年计划（万千瓦） 开工时间"
)


@pytest.mark.parametrize(
    ("field", "head"), [(f, h) for f, heads in HEADS.items() for h in heads.split()]
)
def test_heads_of_lists_as_offices_write_them(field, head):
    layout = guess(["序号", "项目名称", head], {})
    assert layout.fields.get(field, layout.fields["name"]).label == head


@pytest.mark.parametrize("head", KEPT.split())
def test_heads_that_are_no_field_are_kept(head):
    assert [c.label for c in guess(["项目名称", head], {}).others] == [head]


@pytest.mark.parametrize(
    ("group", "own", "label"),
    [
        ("投资（亿元）", ["总投资", "2025年计划"], "2025年计划(亿元)"),
        ("投资（万元）", ["总投资", "2025年"], "2025年(万元)"),
        ("投资情况（万元）", ["总投资", "本年计划"], "本年计划(万元)"),
        ("投资", ["总投资（亿元）", "2025年计划（亿元）"], "2025年计划（亿元）"),
        ("投资", ["总投资", "2025年计划"], "投资2025年计划"),
    ],
)
def test_the_years_investment_under_a_merged_head(take, group, own, label):
    rows = [["单位：亿元"], ["项目名称", group, ""], ["", *own], ["甲风电场", 6.5, 2]]
    _, (project,), report = take(book(rows, ["A2:A3", "B2:C2"]))
    assert report.layout.fields["yearly"].label == label
    assert project.yearly_investment.value in {2.0, 20_000.0}
    assert project.total_investment is not None


def test_a_year_under_a_head_of_sizes_is_no_investment(take):
    rows = [
        ["项目名称", "装机（万千瓦）", "", "总投资（亿元）"],
        ["", "总规模", "2025年计划", ""],
        ["甲风电场", 10, 4, 6],
    ]
    *_, report = take(book(rows, ["A1:A2", "B1:C1", "D1:D2"]))
    assert "yearly" not in report.layout.fields


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
