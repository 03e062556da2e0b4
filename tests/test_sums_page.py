"""The page of sums: its table, lists, files and views (its numbers: test_sums_equal)."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from geo.models import Adcode, Precision, Reason
from layers.barchart import bar_chart
from projects.models import Quantity, Role, Stage
from projects.registry import Registry
from projects.selection import Holdings, Selection
from projects.settings import Settings
from projects.summaries import BY, HEADLINE_STAGES
from tests.made import LOUDI, SHUANGFENG, SIHUI, XINHUA, _facts, fill, loudi, project, sihui
from tests.sums_asked import page, told_by_cli
from views.figures import people_value
from views.i18n import texts
from views.sums_chart import largest, pieces_and_rows
from views.sums_files import as_csv, as_xlsx, records
from views.sums_frame import heads, shown
from views.sums_rows import Wish, splits, stated, sums
from views.sums_state import Asked, from_params, to_params
from views.sums_table import notes

WORDS = texts("zh")


@pytest.fixture(scope="module")
def holdings():
    both = (loudi(), sihui())
    flat = tuple(replace(p, document=facts.sha256) for facts, group in both for p in group)
    return Holdings(tuple(facts for facts, _ in both), flat)


def test_a_split_is_marked_and_equals_the_command_lines(holdings, divisions, tmp_path):
    url = fill(tmp_path / "made.sqlite")
    found = sums(holdings, Wish(split=True), (), divisions, lang="zh")
    stages = [option for stage in HEADLINE_STAGES for option in ("--stage", str(stage))]
    told = {row["adcode"]: row for row in told_by_cli(url, "--split", "equal", *stages)["rows"]}
    table = shown(found, WORDS, "zh")
    estimated = table.frame[WORDS["sums_estimated_col"]]
    for line, value in zip(found.lines, estimated, strict=True):
        if line.key == SHUANGFENG:
            assert value == people_value(told[line.key]["estimated"], "power", "zh") == 5.0
        elif line.key == XINHUA:
            assert value == 0  # shown as nothing
    rows = [line for line in found.lines if line.what == "row"]
    pieces, _ = pieces_and_rows(found, rows, WORDS, "zh")
    assert {p.key for p in pieces if p.layer == WORDS["sums_estimated"]} == {
        SHUANGFENG, Adcode("431381"),
    }  # fmt: skip
    assert "#b35900" in table.dressed().to_html()


def test_without_a_wish_nothing_is_split(holdings, divisions):
    found = sums(holdings, Wish(), (), divisions, lang="zh")
    assert WORDS["sums_estimated_col"] not in shown(found, WORDS, "zh").frame.columns
    cross = found.line("cross_county")
    assert cross.amounts[0].value == 100.0
    assert "双峰县、冷水江市" in found.line(f"{LOUDI}:cross_county").name


def test_several_prefectures_stand_apart_with_their_own_rows(holdings, divisions):
    """By county over five cities one row 跨县 was everybody's, and no city had a total."""
    found = sums(holdings, Wish(measure="count"), (), divisions, lang="zh")
    loudi = [line for line in found.lines if line.key.startswith(f"{LOUDI}:")]
    assert [line.what for line in loudi] == ["group"] + ["group_apart"] * (len(loudi) - 1)
    counties = [line for line in found.lines if line.city == "娄底市"]
    parts = [*loudi[1:], *counties]
    told = sum(line.amounts[0].value for line in parts if line.amounts[0])
    assert told == loudi[0].amounts[0].value
    alone = holdings.select(Selection(places=(LOUDI,)), divisions)
    assert not sums(alone, Wish(), (), divisions, lang="zh").has_groups


def test_what_a_county_takes_part_in_stands_in_a_column_of_its_own(holdings, divisions):
    found = sums(holdings, Wish(), (), divisions, lang="zh")
    only = found.line("431381")
    assert (only.amounts[0], only.sharing.value) == (None, 100.0)
    table = shown(found, WORDS, "zh")
    cells = table.texts[WORDS["sums_head_sharing"]]
    assert cells[found.lines.index(only)] == "10（1 个）"
    assert found.takes_part("431381") == found.behind("cross_county", 0)


def test_the_chart_of_a_whole_country_has_the_largest_rows_first(divisions):
    """40 rows in code order were five pixels each: 跨县 of the whole country set the scale."""
    codes = [code for p in divisions.prefectures() for code in divisions.counties(p)[:1]][:60]
    some = tuple(
        project(f"p{n}", f"项目{n}", counties=(code,), document="a",
                capacity=(Quantity(10.0 + n, "MW", Role.CAPACITY, f"{10 + n}MW"),))
        for n, code in enumerate(codes)
    )  # fmt: skip
    huge = project("x", "大基地", counties=(codes[0], codes[1]), document="a",
                   capacity=(Quantity(1e6, "MW", Role.CAPACITY, "10万万千瓦"),))  # fmt: skip
    held = Holdings((_facts("甲", "方案", LOUDI, sha256="a"),), (*some, huge))
    found = sums(held, Wish(), (), divisions, lang="zh")
    drawn = largest(found)
    assert [line.key for line in drawn] == [str(code) for code in reversed(codes)][:40]


def test_an_equal_split_is_offered_where_it_acts(holdings, divisions):
    acts = [splits(holdings, by, "power", divisions) for by in BY]
    assert acts == [True, False, False, False, False]
    assert not splits(holdings, "county", "count", divisions)
    found = sums(holdings, Wish(by="kind", split=True), (), divisions, lang="zh")
    assert not found.is_split, "nothing is called an estimate where nothing is one"


def test_what_was_split_is_no_zero_in_the_files_and_estimates_are_marked(holdings, divisions):
    found = sums(holdings, Wish(split=True), (), divisions, lang="zh")
    frame = records(found, WORDS, "zh")
    row = frame.iloc[[line.key for line in found.lines].index("cross_county")]
    assert math.isnan(row["在建+规划（万千瓦）"])
    assert row["在建+规划：标注"] == WORDS["sums_split_up"]
    county = frame.iloc[[line.key for line in found.lines].index("431381")]
    assert (county["规划：其中估算（万千瓦）"], county["规划：分摊进来（个）"]) == (5.0, 1)
    assert county["规划：项目（个）"] == 0
    assert WORDS["sums_split_note"] in notes(found, WORDS, "zh")


def test_what_is_not_stated_is_no_zero_and_what_is_vague_says_so(holdings, divisions):
    table = shown(sums(holdings, Wish(), (), divisions, lang="zh"), WORDS, "zh")
    texts_of = dict(zip([line.key for line in table.sums.lines], table.texts.iloc[:, 1],
                        strict=True))  # fmt: skip
    assert texts_of["total"] == "≈ 40"
    assert texts_of["citywide"] == WORDS["sums_not_stated"]
    assert texts_of["unplaced"] == WORDS["sums_none"]  # its only project is preliminary
    html = table.dressed().to_html()
    assert "≈ 40" in html
    assert html.count(WORDS["sums_not_stated"]) == (table.texts == WORDS["sums_not_stated"]).sum(
        axis=None
    )


def test_the_total_is_first_and_outside_last_and_in_no_sum(holdings, divisions):
    found = sums(holdings, Wish(measure="count"), (), divisions, lang="zh")
    what = [line.what for line in found.lines]
    assert what[:2] == ["total", "placed"]
    above = what[2 : what.index("group")]
    assert set(above) <= {"apart", "outside"}, "rule 5's rows stand above the counties, in sight"
    assert above[-1] == "outside"
    counted = sum(
        line.amounts[0].value
        for line in found.lines
        if line.what in {"row", "apart"} and line.amounts[0]
    )
    assert counted == found.line("total").amounts[0].value
    assert found.line("outside").amounts[0].projects == 1


@pytest.mark.parametrize("by", BY)
def test_the_list_behind_a_number_has_its_projects_and_adds_up_to_it(holdings, divisions, by):
    found = sums(holdings, Wish(by=by), (), divisions, lang="zh")
    for line in found.lines:
        for number, amount in enumerate(line.amounts):
            keys = found.behind(line.key, number)
            assert len(keys) == (amount.projects if amount else 0)
            if amount:
                assert sum(found.adds(key) or 0 for key in keys) == pytest.approx(amount.value)


def test_an_own_order_holds_inside_its_prefecture_and_the_rest_is_by_code(holdings, divisions):
    usual = [x.key for x in sums(holdings, Wish(), (), divisions, lang="zh").lines
             if x.what == "row"]  # fmt: skip
    assert usual == sorted(usual)
    own = Wish(order=(Adcode("431382"), XINHUA))
    lines = sums(holdings, own, (), divisions, lang="zh").lines
    keys = [line.key for line in lines if line.what == "row"]
    assert keys[:2] == ["431382", XINHUA]
    assert keys[-1] == SIHUI
    assert sorted(keys) == usual


def test_zones_stand_under_their_host_and_list_their_own_projects(divisions):
    zone = project(
        "z1", "园区储能", kind="storage", counties=(XINHUA,), precision=Precision.ZONE,
        capacity=(Quantity(50.0, "MW", Role.CAPACITY, "5万千瓦"),),
        reasons=(Reason(XINHUA, "zone's host county: 新化高新区"),),
    )  # fmt: skip
    other = project("w1", "岭上风电", counties=(XINHUA,),
                    capacity=(Quantity(70.0, "MW", Role.CAPACITY, "7万千瓦"),))  # fmt: skip
    held = Holdings((_facts("甲", "方案", LOUDI, sha256="a"),),
                    tuple(replace(p, document="a") for p in (zone, other)))  # fmt: skip
    found = sums(held, Wish(zones=True), (), divisions, lang="zh")
    keys = [line.key for line in found.lines]
    assert keys[keys.index(XINHUA) + 1] == f"{XINHUA}/新化高新区"
    line = found.line(f"{XINHUA}/新化高新区")
    assert line.amounts[0].value == 50.0
    assert found.behind(line.key, 0) == (("a", "z1"),)
    assert found.counted.total.value == 120.0
    assert all(x.what != "zone" for x in sums(held, Wish(), (), divisions, lang="zh").lines)


def test_files_hold_the_tables_figures_and_no_formula(divisions):
    size = (Quantity(300.0, "MW", Role.CAPACITY, "约30万千瓦", "约"),)
    evil = project("p1", "=1+1", kind="=2+2\x07", counties=(XINHUA,), capacity=size)
    held = Holdings((_facts("甲", "方案", LOUDI, sha256="a"),), (replace(evil, document="a"),))
    found = sums(held, Wish(by="kind"), (), divisions, lang="zh")
    frame = records(found, WORDS, "zh")
    table = shown(found, WORDS, "zh").frame
    title = heads(found, WORDS, "zh")[0]
    assert frame[title].tolist() == table[title].tolist()
    assert all(
        "（" in name
        for name in frame.columns
        if "：" not in name and name not in {WORDS["sums_file_code"], WORDS["col_region"]}
    ), "every number has its unit"
    said = ["=1+1", *notes(found, WORDS, "zh")]
    read = pd.read_csv(io.BytesIO(as_csv(found, said, WORDS, "zh")), header=0)
    assert "'=2+2" in read.iloc[2, 1]
    about = ["筛选：=娄底市", "导出日期：2026-01-02"]
    book = load_workbook(io.BytesIO(as_xlsx(found, said, WORDS, "zh", about=about)))
    sheet = book.active
    assert sheet["A1"].value == "装机容量汇总，按类别 · 筛选：=娄底市 · 导出日期：2026-01-02"
    assert sheet["C3"].value == 30.0
    assert list(book.defined_names["合计"].destinations) == [(sheet.title, "$C$3")]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert any(WORDS["mark_about"] in str(cell.value) for cell in sheet[3])


def test_the_chart_has_texts_as_data_only(divisions):
    text = "datum['x'] + \"'; `${1}`"
    odd = project("p1", "甲", kind=text, counties=(XINHUA,),
                  capacity=(Quantity(300.0, "MW", Role.CAPACITY, "30万千瓦"),))  # fmt: skip
    held = Holdings((_facts("甲", "方案", LOUDI, sha256="a"),), (replace(odd, document="a"),))
    found = sums(held, Wish(by="kind"), (), divisions, lang="zh")
    pieces, rows = pieces_and_rows(found, list(found.lines), WORDS, "zh")
    titles = dict.fromkeys(("value", "row", "layer", "told"), "题")
    spec = bar_chart(pieces, rows, shades={"规划": "#6f9fc8"}, titles=titles).to_dict()
    data = spec.pop("datasets")
    assert text in json.dumps(data, ensure_ascii=False).replace('\\"', '"')
    assert "datum['x']" not in json.dumps(spec)


def test_the_address_holds_all_that_is_asked_and_reads_back(divisions):
    asked = Asked(
        Wish("prefecture", "area", split=True, zones=True, order=(XINHUA, SHUANGFENG)),
        "compare", "431300", str(Stage.PLANNED), "0123456789ab", "ba9876543210",
    )  # fmt: skip
    assert from_params(to_params(asked), divisions) == (asked, ())
    assert to_params(Asked()) == {}
    found, unknown = from_params({"by": "galaxy", "order": f"{XINHUA}~999999"}, divisions)
    assert found.wish == Wish(order=(XINHUA,))
    assert unknown == ("order=999999", "by=galaxy")


def test_stages_ticked_are_counted_and_a_measure_nobody_states_is_not_offered(holdings, divisions):
    chosen = holdings.select(Selection(stages=(Stage.PRELIMINARY,)), divisions)
    found = sums(chosen, Wish(), (Stage.PRELIMINARY,), divisions, lang="zh")
    assert found.counted.total.value == 1800.0
    assert len(found.columns) == 1
    assert stated(chosen, divisions) == ("power", "count")


def test_an_empty_filter_says_what_is_the_matter(sample_url, monkeypatch):
    monkeypatch.setenv("LUOTU_REGISTRY", sample_url)
    app = page(Asked(), q="没有这样的项目")
    assert not app.exception
    assert [info.value for info in app.info] == [WORDS["sums_empty"]]
    assert not app.dataframe


def test_a_measure_nobody_states_is_said_and_another_shown(sample_url, monkeypatch):
    monkeypatch.setenv("LUOTU_REGISTRY", sample_url)
    app = page(Asked(Wish(measure="length")))
    assert not app.exception
    assert any("长度" in info.value for info in app.info) or len(app.dataframe[0].value)


def test_targets_say_only_the_filter_that_holds_for_them(sample_url, monkeypatch):
    """筛选：已建 stood over targets and over two whole plans, where it chose nothing."""
    monkeypatch.setenv("LUOTU_REGISTRY", sample_url)
    app = page(Asked(view="targets"), stage="existing", place="370800")
    assert not app.exception
    assert len(app.dataframe) == 1
    said = [text.value for text in app.text]
    assert "筛选：山东省济宁市" in said
    assert WORDS["sums_filter_targets"] in said


def test_two_plans_of_different_places_are_not_compared_unasked(sample_url, divisions, monkeypatch):
    """四会 beside 长治 said 新增 8, 去掉 8: of no meaning."""
    monkeypatch.setenv("LUOTU_REGISTRY", sample_url)
    app = page(Asked(view="compare"), stage="existing")
    assert not app.exception
    assert [info.value for info in app.info] == [WORDS["sums_pick_two"]]
    assert WORDS["sums_filter_compare"] in [text.value for text in app.text]
    assert not any(text.value.startswith("筛选") for text in app.text)
    with Registry.open(sample_url, settings=Settings(), create=False) as registry:
        one, other, *_ = (facts.sha256[:12] for facts in registry.holdings().documents)
    app = page(Asked(view="compare", before=one, after=other))
    assert not app.exception
    assert WORDS["sums_two_places"] in [info.value for info in app.info]
    assert len(app.dataframe) >= 1
