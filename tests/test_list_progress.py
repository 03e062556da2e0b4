"""A list's column of progress tells the stage where its cell is one, else the item is doubtful."""

from __future__ import annotations

import pytest

from projects.reviewing.drafts import Doubt, doubts_of

DOUBT = Doubt.PROGRESS


@pytest.mark.parametrize("column", ["进展情况", "建设进度", "项目进展", "进展"])
def test_a_progress_cell_that_is_a_stage_sets_the_stage(read_table, column):
    # 前期 came as 规划 and entered the headline; 在建 was told as planned.
    cells = {
        "已开工": "under_construction", "在建": "under_construction",
        "正在施工": "under_construction", "已开工建设。": "under_construction",
        "前期": "preliminary", "前期工作": "preliminary", "正在开展前期工作": "preliminary",
        "谋划": "preliminary", "已建成": "existing", "投产": "existing", "建成投产": "existing",
        "规划": "planned", "拟建": "planned", "未开工": "planned", "取消": "cancelled",
    }  # fmt: skip
    rows = [f"样板{n}风电场,新化县,{cell}" for n, cell in enumerate(cells)]
    _, projects = read_table(f"项目名称,县,{column}", *rows)
    assert {p.ledger.progress: str(p.stage) for p in projects} == cells
    assert not any(DOUBT in doubts_of(p) for p in projects)


def test_progress_that_is_not_understood_leaves_the_stage_and_is_a_doubt(read_table):
    _, (told, empty) = read_table(
        "项目名称,县,进展情况", "甲风电场,新化县,完成测风塔安装", "乙风电场,新化县,无"
    )
    assert (str(told.stage), str(empty.stage)) == ("planned", "planned")
    assert doubts_of(told) == (DOUBT,)
    assert doubts_of(empty) == (), "a cell that says nothing is no doubt"
    assert doubts_of(told, corrected=["stage"]) == (), "somebody looked"


def test_what_tells_the_stage_otherwise_needs_no_progress(read_table):
    _, (stated, bare) = read_table(
        "项目名称,县,阶段,进展情况", "甲风电场,新化县,在建,已开工", "乙风电场,新化县,,已投产"
    )
    assert (str(stated.stage), str(bare.stage)) == ("under_construction", "existing")
    _, (column, nature) = read_table(
        "项目名称,县,阶段,建设性质,进展情况",
        "甲风电场,新化县,前期,新建,完成测风",
        "乙风电场,新化县,,续建,吊装风机",
        replace=True,
    )
    assert (str(column.stage), str(nature.stage)) == ("preliminary", "under_construction")
    assert doubts_of(column) == doubts_of(nature) == ()


def test_a_heading_tells_the_stage_of_rows_whose_progress_is_not_understood(read_table):
    _, projects = read_table(
        "项目名称,县,进展情况",
        "一、续建项目(2个),,",
        "甲风电场,新化县,吊装风机",
        "乙风电场,新化县,已投产",
    )
    assert [str(p.stage) for p in projects] == ["under_construction", "existing"]
    assert [doubts_of(p) for p in projects] == [(), ()]


def test_a_stage_and_a_progress_that_contradict_each_other_are_a_doubt(read_table):
    _, (project,) = read_table("项目名称,县,阶段,进展情况", "甲风电场,新化县,在建,前期工作")
    assert str(project.stage) == "under_construction"
    assert doubts_of(project) == (DOUBT,)


def test_a_size_of_nothing_is_a_doubt(read_table):
    _, (zero, sized) = read_table(
        "项目名称,县,装机容量", "甲风电场,新化县,0万千瓦", "乙风电场,新化县,5万千瓦"
    )
    assert (zero.capacity[0].value, sized.capacity[0].value) == (0, 50)
    assert (doubts_of(zero), doubts_of(sized)) == ((Doubt.ZERO,), ())
