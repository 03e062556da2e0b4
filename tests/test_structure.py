"""A plan's headings and boxes, and the passages between them."""

from __future__ import annotations

import pytest

from projects.extraction.structure import (
    blank_responsible,
    passages,
    responsible_units,
    sections,
)
from projects.script import fold

PLAN = """某市碳达峰实施方案

一、总体要求
坚持系统观念。
二、重点任务
（一）能源转型
1.新能源。建设云岭风电场。
2.储能。建设码湖储能电站。
（二）工业降碳
（1）钢铁。改造云川钢厂。
专栏1 重点项目
1.青罗山光伏电站
三、保障
落实责任。
"""


def read(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    found = passages(folded, sections(folded))
    return [(p.section, text[p.start : p.end]) for p in found]


def paths(text: str) -> list[str]:
    return [s.path for s in sections(fold(text))]


def test_a_path_joins_the_labels_above():
    assert paths(PLAN) == [
        "一",
        "二",
        "二(一)",
        "二(一)1",
        "二(一)2",
        "二(二)",
        "二(二)(1)",
        "二(二)专栏1",
        "二(二)专栏11",
        "三",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三章 能源\n（一）电力\n3.风电。", ["三", "三(一)", "三(一)3"]),
        ("三、能源\n(一)电力\n3、风电", ["三", "三(一)", "三(一)3"]),
        ("三、能源\n3.5万千瓦风电", ["三"]),
        ("三、能源\n2025年建成", ["三"]),
        ("三、能源\n　　（一）电力", ["三", "三(一)"]),
    ],
)
def test_headings_are_told_by_their_numbers(text, expected):
    assert paths(text) == expected


def test_a_higher_heading_ends_the_lower_ones():
    assert paths("一、甲\n（一）乙\n1.丙\n二、丁\n1.戊")[-1] == "二1"


def test_sections_reach_to_the_next_and_the_last_to_the_end():
    found = sections(fold(PLAN))
    assert [s.end for s in found[:-1]] == [s.start for s in found[1:]]
    assert found[-1].end == len(PLAN)
    assert all(PLAN[s.start : s.end].strip() for s in found)


def test_a_section_has_its_headings_words_as_title():
    titles = {s.path: s.title for s in sections(fold(PLAN))}
    assert (titles["二"], titles["二(一)1"]) == ("二、重点任务", "1.新能源")


def test_passages_stand_in_their_sections():
    told = read(PLAN)
    assert ("二(一)1", "建设云岭风电场") in told
    assert ("二(一)2", "建设码湖储能电站") in told
    assert [path for path, text in told if "青罗山" in text] == ["二(二)专栏11"]


def test_a_text_without_headings_has_passages_all_the_same():
    assert sections(fold("建设云岭风电场。")) == ()
    assert read("建设云岭风电场。") == [("", "建设云岭风电场")]


def test_what_stands_before_the_first_heading_has_no_section():
    assert ("", "开篇") in read("开篇。\n一、甲\n乙。")


def test_a_box_is_left_at_the_next_heading():
    folded = fold(PLAN)
    found = list(passages(folded, sections(folded)))
    assert [PLAN[p.start : p.end] for p in found if p.box] == ["1.青罗山光伏电站"]


def test_a_heading_alone_is_known_as_one():
    folded = fold("一、重点任务\n1.完善输送网络。建设云岭线。")
    found = {p.heading for p in passages(folded, sections(folded)) if p.start < 14}
    assert True in found
    last = list(passages(folded, sections(folded)))[-1]
    assert not last.heading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n建设乙。建设丙；建设丁", ["一、甲", "建设乙", "建设丙", "建设丁"]),
        ("一、甲\n（1）乙；（2）丙", ["一、甲", "（1）乙", "（2）丙"]),
        ("一、甲\n包括：①乙，②丙", ["一、甲", "包括：", "①乙，", "②丙"]),
        ("一、甲\n\n  \n乙", ["一、甲", "乙"]),
        ("一、甲\r\n乙。\r\n丙", ["一、甲\r", "乙", "丙"]),
        ("一、甲\n装机1.5万千瓦", ["一、甲", "装机1.5万千瓦"]),
    ],
)
def test_passages_are_sentences_and_items(text, expected):
    assert [t for _, t in read(text)] == expected


@pytest.mark.parametrize(
    "line", ["各县（市、区）人民政府，市政府各部门：", "关于印发某市方案的函", "印发某市方案的通知"]
)
def test_a_letters_front_is_no_passage(line):
    assert [t for _, t in read(f"{line}\n一、甲\n乙。")] == ["一、甲", "乙"]


def test_a_row_of_a_project_table_is_one_passage():
    text = (
        "一、甲\n项目名称|建设地点|建设规模|建设年限|责任单位\n"
        "云岭风电场|瑞昌市|10万千瓦|2025年|市能源局、市发改委"
    )
    folded = fold(text)
    *_, last = passages(folded, sections(folded))
    assert text[last.start : last.end] == "云岭风电场"
    assert last.responsible == ("市能源局", "市发改委")
    assert last.row is not None
    cells = (last.row.place, *(size.cell for size in last.row.sizes), last.row.time)
    assert [text[c.start : c.end] for c in cells if c] == ["瑞昌市", "10万千瓦", "2025年"]


def test_a_tables_header_holds_until_another_line():
    text = "项目名称|建设地点|规模\n云岭风电场|瑞昌市|10万千瓦\n\n建设码湖电站|一|二"
    folded = fold(text + "\n一、甲")
    rows = [p.row is not None for p in passages(folded, ())]
    assert rows == [True, False, False, False, False]


def test_a_table_of_tasks_lists_no_projects():
    text = "一、甲\n序号|重点任务|责任部门|时限\n1|建设云岭风电场|市能源局|2025年"
    folded = fold(text)
    assert all(p.row is None for p in passages(folded, sections(folded)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("建设甲。(市发改委、市能源局按职责分工负责)", ("市发改委", "市能源局")),
        ("建设甲。(市能源局牵头,市财政局配合)", ("市能源局", "市财政局")),
        ("建设甲。(责任单位:市能源局、市水利局负责)", ("市能源局", "市水利局")),
        ("建设甲。(市能源局、市水利局)", ("市能源局", "市水利局")),
        ("建设甲(一期)。", ()),
        ("建设甲(装机10万千瓦)。", ()),
        ("建设甲。", ()),
    ],
)
def test_responsible_units_stand_in_a_bracket(line, expected):
    assert responsible_units(line) == expected


def test_a_unit_is_named_once():
    assert responsible_units("甲(市能源局负责)。乙(市能源局负责)") == ("市能源局",)


def test_the_bracket_of_units_is_blanked_in_place():
    line = "建设甲(一期)。(市能源局负责)"
    blank = blank_responsible(line)
    assert len(blank) == len(line)
    assert blank.strip() == "建设甲(一期)。"
