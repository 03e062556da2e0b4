"""How a plan's shape is read: boxes, numbered lists, tables, scripts, and things named twice."""

from __future__ import annotations

import pytest

from tests.plans_data import (
    HEADING,
    counties,
    counties_of,
    document,
    gazetteer,
    names,
    one,
    read,
    sizes,
    sizes_of,
)


def test_an_item_of_a_project_box_counts_without_a_site():
    text = "专栏1 重点项目\n（1）云岭垃圾焚烧发电项目。（2）5.4万千瓦农林生物质发电项目。"
    assert sizes(text, "九江市") == {"云岭垃圾焚烧发电项目": "", "农林生物质发电项目": "54 MW"}


def test_the_same_words_outside_a_box_name_nothing():
    assert names("推进5.4万千瓦农林生物质发电项目。", "九江市") == []


def test_an_item_of_a_box_may_tell_its_place_and_size_after_a_colon():
    project = one("专栏1 重点项目\n1.码湖光伏电站：瑞昌市，装机10万千瓦", "九江市")
    assert (project.name, counties_of(project), sizes_of(project)) == (
        "码湖光伏电站",
        "瑞昌市",
        "100 MW",
    )


def test_a_box_may_sort_its_projects_under_labels():
    text = (
        "专栏2 新能源项目\n储能：瑞昌市云岭电站、武宁县罗溪储能电站。\n氢能：庐山市云川制氢项目。"
    )
    assert counties(text, "九江市") == {
        "瑞昌市云岭电站": "瑞昌市",
        "武宁县罗溪储能电站": "武宁县",
        "庐山市云川制氢项目": "庐山市",
    }
    assert read(text, "九江市")[0].kind == "energy_storage", (
        "the label tells what its name does not"
    )


NUMBERED = {
    "in brackets": "（1）瑞昌云岭风电场，装机10万千瓦；（2）武宁罗溪风电场，装机5万千瓦。",
    "with points": "1.建设瑞昌云岭风电场，装机10万千瓦。2.建设武宁罗溪风电场，装机5万千瓦。",
    "on lines": "1.瑞昌云岭风电场，装机10万千瓦。\n2.武宁罗溪风电场，装机5万千瓦。",
    "in words": "一是建设瑞昌云岭风电场，装机10万千瓦；二是建设武宁罗溪风电场，装机5万千瓦。",
    "full-width": "１．瑞昌云岭风电场，装机１０万千瓦。\n２．武宁罗溪风电场，装机５万千瓦。",
}


@pytest.mark.parametrize("text", NUMBERED.values(), ids=NUMBERED.keys())
def test_numbers_of_a_list_are_no_part_of_names(text):
    assert sizes(text, "九江市") == {"瑞昌云岭风电场": "100 MW", "武宁罗溪风电场": "50 MW"}
    assert list(counties(text, "九江市").values()) == ["瑞昌市", "武宁县"]


@pytest.mark.parametrize("stop", ["。", "；"])
def test_a_place_at_a_lists_head_holds_until_another_comes(stop):
    text = f"瑞昌市：云岭风电场{stop}码湖光伏电站{stop}武宁县：石门楼抽水蓄能电站{stop}罗溪风电场。"
    assert counties(text, "九江市") == {
        "云岭风电场": "瑞昌市",
        "码湖光伏电站": "瑞昌市",
        "石门楼抽水蓄能电站": "武宁县",
        "罗溪风电场": "武宁县",
    }


def test_a_place_at_a_lists_head_ends_with_its_line():
    text = "瑞昌市：云岭风电场。\n建设青罗山抽水蓄能电站。"
    assert counties(text, "九江市")["青罗山抽水蓄能电站"] == ""


def test_a_place_of_the_sentence_is_carried_to_its_later_names():
    text = "建设武宁县罗溪风电场、云岭光伏电站，瑞昌市码湖储能电站。"
    assert counties(text, "九江市") == {
        "武宁县罗溪风电场": "武宁县",
        "云岭光伏电站": "武宁县",
        "瑞昌市码湖储能电站": "瑞昌市",
    }


HEADS = ("项目名称", "建设地点", "建设规模", "建设年限", "责任单位")
ROWS = (
    ("云岭风电场", "瑞昌市", "10万千瓦", "2023—2025年", "市发改委、市能源局"),
    ("罗溪输变电工程", "武宁县、修水县", "220千伏", "2026年", "国网九江供电公司"),
    ("绿色铜基新材料一体化", "庐山市", "年产5万吨", "2024-2027年", "市工信局"),
)
TABLES = {
    "tabs": "\n".join("\t".join(row) for row in (HEADS, *ROWS)),
    "pipes": "\n".join("|".join(row) for row in (HEADS, *ROWS)),
    "markdown": "\n".join(f"|{'|'.join(row)}|" for row in (HEADS, ("---",) * len(HEADS), *ROWS)),
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES.keys())
def test_a_row_of_a_table_is_a_project_with_its_columns(text):
    found = read(text, "九江市")
    assert [(p.name, counties_of(p), sizes_of(p), p.year, p.responsible) for p in found] == [
        ("云岭风电场", "瑞昌市", "100 MW", 2025, ("市发改委", "市能源局")),
        ("罗溪输变电工程", "武宁县、修水县", "220 kV", 2026, ("国网九江供电公司",)),
        ("绿色铜基新材料一体化", "庐山市", "50000 t/a", 2027, ("市工信局",)),
    ]


def test_columns_are_known_by_their_header_not_their_order():
    text = "序号\t建设地点\t装机容量\t项目名称\n1\t瑞昌市\t10万千瓦\t云岭风电场"
    assert sizes(text, "九江市") == {"云岭风电场": "100 MW"}
    assert counties(text, "九江市") == {"云岭风电场": "瑞昌市"}


SIMPLIFIED = (
    "加快推进奈曼旗云岭风电场建设，装机容量20万千瓦。开展扎鲁特旗云顶抽水蓄能电站前期工作，"
    "总装机120万千瓦。实施库伦旗云湖湿地生态修复工程，面积1200亩。"
)
TRADITIONAL = (
    "加快推進奈曼旗雲嶺風電場建設，裝機容量20萬千瓦。開展扎魯特旗雲頂抽水蓄能電站前期工作，"
    "總裝機120萬千瓦。實施庫倫旗雲湖濕地生態修復工程，面積1200畝。"
)


def test_a_traditional_text_gives_the_projects_of_its_simplified_twin():
    told, twin = read(SIMPLIFIED, "通辽市"), read(TRADITIONAL, "通辽市")
    assert len(told) == 3
    assert [(p.name, p.kind, p.stage, p.nature, p.counties, p.start, p.end) for p in twin] == [
        (p.name, p.kind, p.stage, p.nature, p.counties, p.start, p.end) for p in told
    ]
    assert [sizes_of(p) for p in twin] == [sizes_of(p) for p in told]


def test_offsets_and_quantities_keep_the_texts_own_script():
    text = HEADING + TRADITIONAL
    first, *_ = read(TRADITIONAL, "通辽市")
    assert text[first.start : first.end].startswith("奈曼旗雲嶺風電場")
    assert document(text, "通辽市").facts.script == "traditional"


def test_line_ends_and_full_width_signs_change_nothing_but_offsets():
    text = "建设奈曼旗云岭风电场，装机20万千瓦。\n建设库伦旗码湖光伏电站（10万千瓦）。"
    windows = text.replace("\n", "\r\n")
    narrow = text.replace("，", ",").replace("（", "(").replace("）", ")")
    assert sizes(windows, "通辽市") == sizes(narrow, "通辽市") == sizes(text, "通辽市")
    last = read(windows, "通辽市")[-1]
    assert (HEADING + windows)[last.start : last.end].startswith("库伦旗码湖光伏电站")


DOUBLES = {
    "in a later sentence": (
        "推进奈曼旗云岭风电场建设。奈曼旗云岭10万千瓦风电场项目明年并网。",
        "100 MW",
    ),
    "with another head": (
        "建设奈曼旗云川垃圾焚烧发电厂。\n二、保障\n奈曼旗云川垃圾焚烧发电项目，日处理垃圾600吨。",
        "600 t/d",
    ),
    "in an annex table": (
        "加快奈曼旗云岭风电场建设，装机20万千瓦。\n"
        "附件 重点项目表\n项目名称|建设地点|建设规模\n云岭风电场项目|奈曼旗|20万千瓦",
        "200 MW",
    ),
}


@pytest.mark.parametrize(("text", "size"), DOUBLES.values(), ids=DOUBLES.keys())
def test_a_project_named_twice_is_one_with_two_mentions(text, size):
    project = one(text, "通辽市")
    assert len(project.mentions) == 2
    assert project.mentions[0] == (project.start, project.end)
    assert sizes_of(project) == size, "what either mention tells"


APART = {
    "counties": "建设奈曼旗云岭风电场。\n建设库伦旗云岭风电场。",
    "kinds": "建设奈曼旗云岭风电场。\n建设奈曼旗云岭储能电站。",
    "phases": "建设奈曼旗云岭电厂二期。\n建设奈曼旗云岭电厂三期。",
    "names": "建设奈曼旗云岭风电场。\n建设奈曼旗码湖风电场。",
}


@pytest.mark.parametrize("text", APART.values(), ids=APART.keys())
def test_projects_stay_two_that_differ_in(text):
    assert [len(p.mentions) for p in read(text, "通辽市")] == [1, 1]


def test_a_sentence_that_takes_up_projects_adds_none():
    text = "推进奈曼旗云岭风电场建设。\n二、保障\n将奈曼旗云岭风电场等项目列入市级重点项目清单。"
    assert len(one(text, "通辽市").mentions) == 2


def test_a_project_knows_its_section_and_document():
    text = "（一）能源\n3.电力。建设奈曼旗云岭风电场。"
    project = one(text, "通辽市")
    whole = document(HEADING + text, "通辽市")
    assert project.section == "一(一)3"
    assert project.document == whole.facts.sha256
    assert gazetteer().divisions.covers(whole.facts.place, project.counties[0])


def test_labelled_lines_tell_of_the_name_above_them():
    text = (
        "1.云岭风电场\n建设地点：中宁县大战场镇\n建设规模：10万千瓦\n建设年限：2024-2026年\n"
        "业主单位：云川能源公司\n责任单位：市发改委\n2.青罗风电场。\n地点：海原县\n规模及内容：20万千瓦\n"
    )
    found = read(text, "中卫市")
    told = [(p.name, counties_of(p), sizes_of(p), p.responsible) for p in found]
    assert told == [
        ("云岭风电场", "中宁县", "100 MW", ("市发改委",)),
        ("青罗风电场", "海原县", "200 MW", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.云岭风电场，装机10万千瓦，地点：中宁县大战场镇，建设单位：云川公司。",
        "1.云岭风电场，装机10万千瓦，中宁县。",
        "云岭风电场10万千瓦，建设地点：中宁县。",
    ],
)
def test_an_item_tells_its_place_behind_its_size(text):
    assert counties_of(one(text, "中卫市")) == "中宁县"


@pytest.mark.parametrize(
    "charge",
    [
        "【责任单位：中宁县人民政府、市能源局】",
        "【中宁县人民政府、市能源局负责】",
        "，责任单位：中宁县人民政府、市能源局。",
    ],
)
def test_units_in_square_brackets_and_in_an_item_are_charged(charge):
    found = one(f"1.建设中宁县云岭抽水蓄能电站{charge}", "中卫市")
    assert found.responsible == ("中宁县人民政府", "市能源局")
