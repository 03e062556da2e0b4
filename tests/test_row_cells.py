"""A table's row shown with its headers, so that one knows which column a number stands in."""

from __future__ import annotations

import pytest

from projects.row_cells import row_cells, row_text

TABLE = """一、重点项目
| 序号 | 项目名称 | 建设地点 | 装机（万千瓦） | 责任单位 |
| --- | --- | --- | --- | --- |
| 1 | **洞口县雪峰山光伏电站** | 洞口县 | 7 | 市发改委 |
| 2 | 隆回县白马山风电场 | | 5 | — |

推进城步风电场建设。
"""


def told(name, text=TABLE):
    start = text.index(name)
    return row_cells(text, (start, start + len(name)))


def test_each_cell_is_told_with_its_header_and_without_markup():
    assert told("洞口县雪峰山光伏电站") == (
        ("序号", "1"),
        ("项目名称", "洞口县雪峰山光伏电站"),
        ("建设地点", "洞口县"),
        ("装机（万千瓦）", "7"),
        ("责任单位", "市发改委"),
    )


def test_empty_cells_are_left_out_and_the_columns_stay_right():
    assert told("隆回县白马山风电场")[1:] == (
        ("项目名称", "隆回县白马山风电场"),
        ("装机（万千瓦）", "5"),
    )


def test_a_sentence_is_no_row():
    assert told("城步风电场") == ()
    assert row_text(TABLE, (0, 3)) == ""


@pytest.mark.parametrize("span", [(-1, 2), (5, 5), (0, 10_000)])
def test_a_span_the_text_does_not_have_tells_nothing(span):
    assert row_cells(TABLE, span) == ()


def test_a_row_without_a_header_is_no_table_to_explain():
    assert told("甲电站", "| 1 | 甲电站 | 7 |\n") == ()


def test_one_line_for_the_table_of_a_review():
    start = TABLE.index("隆回县白马山风电场")
    assert "装机（万千瓦）：5" in row_text(TABLE, (start, start + 3))
