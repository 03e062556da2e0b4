"""The twins of the tables that only paper shows."""

from __future__ import annotations

import pandas as pd

from tests.made import HOSTILE
from views.paper import cells


def test_cells_are_texts_and_numbers_stand_at_the_right():
    frame = pd.DataFrame(
        {
            "项目": ["甲", "乙" * 20],
            "阶段": ["规划", ""],
            "个": [1, 2188],
            "万千瓦": [None, 14976.8234],
        }
    )
    found = cells(frame, "表")
    assert found["columns"] == ["项目", "阶段", "个", "万千瓦"]
    assert found["looks"] == ["", "luotu-short", "luotu-right", "luotu-right"]
    assert found["rows"] == [["甲", "规划", "1", "—"], ["乙" * 20, "", "2,188", "14,976.8234"]]


def test_texts_are_passed_on_letter_by_letter():
    frame = pd.DataFrame({"项目": list(HOSTILE)})
    assert [row[0] for row in cells(frame, "")["rows"]] == list(HOSTILE)


def test_a_table_without_rows_has_its_columns():
    assert cells(pd.DataFrame({"项目": []}), "表")["rows"] == []
