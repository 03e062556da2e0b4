"""Rows of project tables: their cells, and the header that names the columns."""

from __future__ import annotations

import pytest

from projects.extraction.tables import Header, cells, read_header


def texts(line: str) -> list[str]:
    return [line[c.start : c.end] for c in cells(line)]


def header(line: str) -> dict[str, int] | None:
    found = read_header(line, cells(line))
    return dict(found.columns) if found else None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("甲\t乙\t丙", ["甲", "乙", "丙"]),
        ("甲|乙|丙", ["甲", "乙", "丙"]),
        ("甲 | 乙 | 丙", ["甲", "乙", "丙"]),
        ("  甲\t 乙 \t丙 ", ["甲", "乙", "丙"]),
        ("甲\t\t丙", ["甲", "", "丙"]),
    ],
)
def test_cells_are_cut_at_tabs_and_bars_and_stripped(line, expected):
    assert texts(line) == expected


def test_a_markdown_row_begins_after_its_first_bar():
    assert texts("| 甲 | 乙 | 丙 |")[:3] == ["甲", "乙", "丙"]


@pytest.mark.parametrize("line", ["", "甲乙丙", "建设云岭风电场。"])
def test_a_line_of_fewer_cells_is_no_row(line):
    assert cells(line) == []


def test_an_empty_cell_has_a_place_inside_its_line():
    for line in ("甲\t \t", "|||", "\t\t\t"):
        assert all(0 <= c.start <= c.end <= len(line) for c in cells(line))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("序号\t项目名称\t建设地点\t建设规模", {"name": 1, "place": 2, "content": 3}),
        ("项目名称|所在地|建设年限|责任单位", {"name": 0, "place": 1, "time": 2, "units": 3}),
        ("工程名称|位置|装机容量|进度", {"name": 0, "place": 1, "content": 2, "time": 3}),
        ("序号|建设内容|项 目 名 称|牵头部门", {"task": 1, "name": 2, "units": 3}),
        ("序号|重点任务|责任部门|时限", {"task": 1, "units": 2, "time": 3}),
    ],
)
def test_a_header_names_columns_whatever_their_order(line, expected):
    assert header(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("1|云岭风电场|瑞昌市|10万千瓦", id="a row"),
        pytest.param("指标|2025年|2030年", id="a table of figures"),
        pytest.param("序号|项目名称|备注", id="a single known column"),
    ],
)
def test_other_rows_are_no_header(line):
    assert header(line) is None


def test_only_a_table_with_names_lists_projects():
    line = "序号|重点任务|责任部门|时限"
    found = read_header(line, cells(line))
    assert found is not None
    assert not found.lists_projects
    assert Header((("name", 0), ("place", 1))).lists_projects


def test_a_cell_is_found_by_its_columns_role():
    found = Header((("name", 1), ("place", 3)))
    row = cells("1|云岭风电场|新建")
    assert found.cell(row, "name") == row[1]
    assert found.cell(row, "place") is None, "the row is shorter than its header"
    assert found.cell(row, "time") is None
