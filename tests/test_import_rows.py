"""Tables of projects keep every row: below any header, and beside cells of any size."""

from __future__ import annotations

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.divisions import Divisions
from projects.errors import TableError
from projects.importing import Options, check_table
from projects.importing.report import report_to_text

LABELS = ("坐标", "X", "Y", "联系人", "列", "经纬度", "甲", "")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    labels=st.lists(st.sampled_from(LABELS), max_size=3),
    titles=st.integers(0, 2),
    rows=st.integers(1, 45),
)
def test_no_row_is_lost_whatever_its_columns_are_called(
    labels, titles, rows, tmp_path, table_atlas
):
    # Of a table with no known column but the name, the first nineteen rows went missing.
    path = tmp_path / "表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([f"第{n}季度项目表", *("" for _ in labels)] for n in range(titles))
        writer.writerow(["项目名称", *labels])
        writer.writerows([f"样板{n}风电场", *("一" for _ in labels)] for n in range(rows))
    report = check_table(path, atlas=table_atlas, options=Options())
    assert (report.projects, report.rejected) == (rows, [])
    assert report.title_lines == titles


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("sign", [",", "\t"])
def test_a_huge_cell_costs_its_row_and_not_the_table(read_table, quote, sign):
    # It was told as a quotation mark never closed, and the whole table refused.
    rows = [
        ("甲风电场", "新化县", "长" * 200_000),
        ("乙风电场", "新化县", f"{quote}{'长' * 1_000_001}{quote}"),
        ("丙风电场", "新化县", f"{quote}{'文' * 1_000_001}{quote}"),
        ("丁风电场", "双峰县", "好"),
    ]
    report, projects = read_table(*map(sign.join, [("项目名称", "县", "备注"), *rows]))
    assert [p.name for p in projects] == ["甲风电场", "丁风电场"]
    assert len(projects[0].ledger.remark) == 200_000
    assert [(row.line, row.name) for row in report.rejected] == [(3, "乙风电场"), (4, "丙风电场")]
    assert [row.reason for row in report.rejected] == [
        "a cell of more than 1,000,000 characters"
    ] * 2


@pytest.mark.parametrize("cell", ['"' + "长" * 1_000_001, '"' + "长\n" * 600_000])
def test_a_huge_cell_behind_an_open_quotation_mark_is_refused_as_such(read_table, cell):
    # Where the mark is not closed on its line, nobody can tell where the row ends.
    with pytest.raises(
        TableError, match=r"line 2: .* opened there and not closed within 1,000,000"
    ):
        read_table("项目名称,备注", f"甲风电场,{cell}", "乙风电场,好")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("项目名称,坐标", "甲风电场,一"), "坐标"),
        (("项目名称,X,Y", "甲风电场,1,2"), "X、Y"),
        (("项目名称,经纬度,备注", "甲风电场,1,2"), "经纬度"),
        (("项目名称,说明", "甲风电场,1"), None),
        (("项目名称,经度,纬度,坐标", "甲风电场,,,一"), None),
    ],
)
def test_columns_that_may_be_coordinates_are_told_where_none_are_read(read_table, lines, told):
    report, _ = read_table(*lines)
    text = report_to_text(report, Divisions.load())
    assert ("may be coordinates" in text) is (told is not None)
    assert told is None or f"  {told} may be coordinates and are not read" in text
