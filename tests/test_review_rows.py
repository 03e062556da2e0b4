"""The row of a list in a review: its cells are said in one line, with what they are."""

from __future__ import annotations

from projects.reviewing.drafts import Item, ItemState
from views.i18n import texts
from views.review_table import sentence


def test_the_row_of_a_list_is_said_cell_by_cell(read_table):
    # The column held the place's cell alone.
    _, (project,) = read_table(
        "项目名称,建设地点,装机容量,责任单位,进展情况", "甲风电场,新化县,5万千瓦,市发改委,已开工"
    )
    item = Item("r2", project, project, (), ItemState.OPEN)
    said = sentence(item, None, texts("zh"), "zh")
    parts = ["装机容量：5万千瓦", "责任单位：市发改委", "建设地点：新化县", "进展：已开工"]
    assert [part.partition("：")[2] for part in said.split("；")] == [
        part.partition("：")[2] for part in parts
    ]
    assert "甲风电场" not in said, "the name stands in its own column"
