"""The pages' logic, run by Streamlit's own test runner; the map itself is tested in a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.boundaries import Edition
from geo.errors import BoundariesMissing
from projects.models import Stage
from projects.registry import Registry
from projects.selection import Holdings, Selection
from projects.settings import Settings
from tests.made import SHUANGFENG, SIHUI, XINHUA, fill, loudi, sihui
from tests.sights import sight_of
from views import bars, explore, loading, mapbox, tables, welcome
from views.figures import headline, left_out, people_value, say, shading, share_text
from views.filters import Choice, said, stated_measures
from views.i18n import texts
from views.rows import list_frame, number_columns, project_table

ROOT = Path(__file__).resolve().parent.parent
WORDS = texts("zh")


@pytest.fixture(scope="module")
def holdings():
    documents, projects = zip(loudi(), sihui(), strict=True)
    flat = tuple(
        type(p)(**{f: getattr(p, f) for f in p.__slots__} | {"document": facts.sha256})
        for facts, group in zip(documents, projects, strict=True)
        for p in group
    )
    return Holdings(documents, flat)


@pytest.fixture
def page(tmp_path, monkeypatch):
    def opened(registry=None):
        monkeypatch.setenv("LUOTU_REGISTRY", registry or fill(tmp_path / "made.sqlite"))
        return AppTest.from_file(ROOT / "app.py", default_timeout=60)

    return opened


def test_the_page_runs_and_its_totals_follow_the_filter(page):
    app = page().run()
    assert not app.exception
    values = [metric.value for metric in app.metric]
    assert "约" not in values
    assert any("40 万千瓦" in value for value in values)  # 30 in a county, 10 cross-county
    app.multiselect(key="f_cities").select("441200").run()
    assert [m.value for m in app.metric][:2] == ["1 个", "0 个"]
    assert not app.exception


def test_an_empty_registry_says_what_to_do(page, tmp_path):
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    with Registry.open(url, settings=Settings()):
        pass
    app = page(url).run()
    assert "luotu ingest" in app.info[0].value


def test_a_filter_without_a_hit_says_what_to_do(page):
    app = page().run()
    app.text_input(key="f_query").set_value("没有这样的项目").run()
    assert app.info[0].value == WORDS["empty_filter"]
    assert WORDS["headline_empty"] in [text.value for text in app.text]
    assert not app.metric, "figures of nothing were shown as 0 with their capacity not stated"
    app.button(key="clear_here").click().run()
    assert app.text_input(key="f_query").value == ""
    assert not app.info


def test_a_first_visit_is_explained_once(page):
    app = page().run()
    assert [text.value for text in app.text if "落图把规划" in text.value] == [WORDS["welcome"]]
    app.button(key="welcome_button").click().run()
    assert not any("落图把规划" in text.value for text in app.text)
    app.text_input(key="f_query").set_value("样板").run()
    assert not any("落图把规划" in text.value for text in app.text)


def test_the_default_registry_says_that_it_holds_the_sample(holdings, divisions, monkeypatch):
    said_: list[str] = []
    monkeypatch.setattr(st, "text", said_.append)
    welcome.show(sight_of(holdings, divisions))
    assert said_ == [WORDS["welcome_sample"]]


def test_a_registry_that_cannot_be_opened_is_said_in_one_line(page, tmp_path):
    (tmp_path / "no.sqlite").write_text("not a database, and long enough to be read as one" * 9)
    app = page(f"sqlite:///{tmp_path / 'no.sqlite'}").run()
    assert not app.exception
    assert "no.sqlite" in app.text[0].value


def test_what_vanishes_while_the_page_runs_is_said_in_one_line(holdings, divisions, monkeypatch):
    def gone(*_, **_options):
        message = "no county polygons. Run `luotu boundaries build`."
        raise BoundariesMissing(message)

    said_: list[str] = []
    monkeypatch.setattr(mapbox, "map_files", gone)
    monkeypatch.setattr(st, "text", said_.append)
    fragment = explore._explore.__wrapped__  # a click runs this alone, not the page around it
    fragment(sight_of(holdings, divisions))
    assert said_ == [WORDS["no_boundaries"]]


def test_the_maps_files_are_made_anew_when_they_were_cleaned_away(tmp_path, monkeypatch):
    made: list[str] = []

    class Files:
        folder, script, style, overview = tmp_path, "map.js", "map.css", "china.json"
        backdrop = sketch = overview

        def __call__(self, *_edition):
            if "kept" not in made:  # as a cache does
                made.append("kept")
                (tmp_path / "china.json").write_text("{}")
            return self

        def clear(self):
            made.clear()

    monkeypatch.setattr(loading, "_web_files", Files())
    monkeypatch.setattr(loading, "details", lambda *_: ())
    monkeypatch.setattr(loading, "load_boundaries", lambda _: None)
    loading.map_files((), Settings())
    (tmp_path / "china.json").unlink()
    loading.map_files((), Settings())
    assert (tmp_path / "china.json").exists()


class PartOfChina:
    """An edition with the polygons of one county."""

    edition = Edition("县界.shp", "2024", "abc", "自备", key="file", counties=1, of=2877)

    def without_polygon(self, adcodes):
        return frozenset(adcodes) - {XINHUA}


def test_the_map_names_its_edition_and_what_that_cannot_show(holdings, divisions, monkeypatch):
    """Rule 11: nothing is lost, so a project without a polygon is counted as on no map."""
    monkeypatch.setattr(explore, "load_boundaries", lambda _: PartOfChina())
    sight = sight_of(holdings, divisions)
    placed = [p for p in sight.shown if p.counties]
    lost = [p for p in placed if XINHUA not in p.counties]
    said_ = explore._edition(sight)
    assert said_.startswith("县界：县界.shp，2024 ")
    assert f"另有 {len(lost)} 个项目因此未上图" in said_
    assert divisions.full_name(SIHUI) in said_
    assert f"上图 {len(placed) - len(lost)} 个" in explore._unmapped(sight)
    assert 0 < len(lost) < len(placed)


def test_the_headline_counts_what_is_under_construction_or_planned(holdings, divisions):
    totals = headline(holdings, (), divisions)
    assert totals.counted.total.value == 400.0
    assert totals.counted.placed_share == 0.75
    by_stage = {stage: amount.value for stage, amount in totals.by_stage}
    assert by_stage[Stage.PRELIMINARY] == 1800.0
    ticked = headline(holdings, (Stage.PRELIMINARY,), divisions)
    assert ticked.counted.total.value == 1800.0


def test_what_nobody_states_is_no_zero(holdings, divisions):
    sight = sight_of(holdings, divisions, places=(SIHUI,))
    total = headline(sight.holdings, (Stage.EXISTING,), divisions).counted.total
    assert say(total, "power", WORDS, "zh") == "容量未写明"
    assert "energy" not in stated_measures(holdings, divisions)


@pytest.mark.parametrize("by", ["county", "prefecture", "province", "kind", "stage"])
@pytest.mark.parametrize("measure", ["power", "count"])
def test_the_table_reconciles_in_every_column(holdings, divisions, by, measure):
    frame = tables.region_table(sight_of(holdings, divisions), by=by, measure=measure)
    first = frame.columns[0]
    outside = frame[first] == WORDS["row_outside"]
    total = frame[first] == WORDS["row_total"]
    assert total.sum() == 1
    for column in frame.columns[1:-1]:
        numbers = pd.to_numeric(frame[column])
        assert numbers[~outside & ~total].sum() == pytest.approx(numbers[total].fillna(0).item())


def test_the_table_shows_cross_county_and_unplaced_rows(holdings, divisions):
    frame = tables.region_table(sight_of(holdings, divisions), by="county", measure="power")
    values = frame.set_index(frame.columns[0])
    column = "在建+规划（万千瓦）"
    assert values.loc["跨县", column] == 10
    assert values.loc["娄底市 新化县", column] == 30
    assert values.loc["合计", column] == 40
    assert "待定位" not in values.index  # its only project is of another stage
    ticked = sight_of(holdings, divisions, stages=(Stage.PRELIMINARY,))
    frame = tables.region_table(ticked, by="county", measure="power")
    assert frame.set_index(frame.columns[0]).loc["待定位", "前期（万千瓦）"] == 180


@pytest.mark.parametrize("stages", [(), (Stage.PRELIMINARY,), (Stage.PLANNED, Stage.EXISTING)])
def test_no_column_of_the_table_counts_a_stage_it_does_not_name(holdings, divisions, stages):
    """Every heading with a number names its stages, and they are those of the headline."""
    sight = sight_of(holdings, divisions, stages=stages)
    frame = tables.region_table(sight, by="county", measure="power").set_index("地区")
    names = set(sight.stages_said.split("+"))
    for column in frame.columns[:-1]:
        assert set(re.split("[ （]", column)[0].split("+")) <= names
    total = headline(sight.holdings, stages, divisions).counted.total
    assert frame.loc["合计", f"{sight.stages_said} 项目（个）"] == total.projects
    assert frame.loc["合计", f"{sight.stages_said} 写明数值（个）"] == total.stated


def test_what_sums_leave_out_is_said(holdings, divisions):
    note = left_out(holdings, (Stage.PLANNED,), "power", divisions, WORDS, "zh")
    assert note == "另有已建 1 个、前期 1 个 · 180 万千瓦未计入。"
    assert left_out(holdings, tuple(Stage), "power", divisions, WORDS, "zh") == ""


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.005, "<1%"), (0.05, "5%"), (0.999, ">99%"), (1.0, "100%")],
)
def test_a_share_that_is_not_nothing_is_never_nought_percent(share, text):
    assert share_text(share) == text


def test_shading_by_capacity_uses_the_planners_unit(holdings, divisions):
    choice = Choice(Selection(), "power")
    shade = shading(holdings, choice, divisions, WORDS, "zh")
    assert shade.values[XINHUA] == 30
    assert shade.unit == "万千瓦"
    assert people_value(300.0, "power", "en") == 300.0


@pytest.mark.parametrize("count", [1, 2188])
def test_every_number_of_the_pages_words_has_its_separators(count):
    """A blank that takes a number sets it; what comes as text has been set before."""
    said_ = WORDS["stage_count"].format(stage="已建", count=count)
    assert said_ == f"已建 {count:,} 个"
    assert f"{count:,}" in WORDS["on_no_map"].format(stages="", placed=count, count=1, parts="")
    assert f"{count:,}" in WORDS["city_tip"].format(stages="", count=1, total=count)


def test_a_column_without_a_number_stands_where_numbers_stand(holdings, divisions):
    """A column of dashes alone was taken for text and stood at the left of its neighbours."""
    sight = sight_of(holdings, divisions, stages=(Stage.EXISTING,))
    regions = tables.region_table(sight, by="county", measure="power")
    assert pd.api.types.is_float_dtype(regions["已建（万千瓦）"])
    projects = project_table(sight)
    assert projects["装机（万千瓦）"].isna().all()
    columns = number_columns(projects)
    assert {"装机（万千瓦）", "落县把握"} <= set(columns)
    assert "项目" not in columns


def test_the_filter_is_said_in_words(divisions):
    selection = Selection(places=(SHUANGFENG,), kinds=("wind_farm",), stages=(Stage.PLANNED,))
    assert said(selection, divisions, WORDS, "zh") == "筛选：湖南省娄底市双峰县 · 风电 · 规划"
    assert said(Selection(), divisions, WORDS, "zh") == "筛选：无"


def test_a_cell_of_the_csv_is_never_run_as_a_formula():
    data = tables._csv(pd.DataFrame({"a": ["=1+1", "@x", "-2", "文"], "b": [1.5, -2.0, 0.0, 3.0]}))
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["'=1+1,1.5", "'@x,-2.0", "'-2,0.0", "文,3.0"]


def test_the_csv_adds_up_to_the_headline(divisions):
    """A group counts its rest, its members count themselves, other stages and 市外 nothing."""
    facts, (placed, shared, _, prelim, outside, *_) = loudi()
    power = placed.capacity
    group = replace(placed, id="g", name="基地", capacity=(replace(power[0], value=1000.0),))
    member = replace(placed, part_of="g")
    outside = replace(outside, capacity=power)
    projects = (group, member, shared, prelim, outside)
    held = tuple(replace(p, document=facts.sha256) for p in projects)
    sight = sight_of(Holdings((facts,), held), divisions)
    frame = project_table(sight)
    total = headline(sight.holdings, (), divisions).counted.total.value
    assert total == 1100.0
    assert frame["计入合计（MW）"].sum() == total
    assert frame["计入合计（万千瓦）"].sum() == pytest.approx(total / 10)
    assert list(frame["计入合计（MW）"].fillna(-1)) == [700.0, 300.0, 100.0, -1, -1]  # no 0
    assert list(frame["计入与否"]) == ["计入", "计入", "计入", "不计入：前期", "不计入：市外"]
    assert list(frame["上级项目"]) == ["", "基地", "", "", ""]
    assert list(frame["落县把握"].notna()) == [True, True, True, False, False]


def test_a_stage_ticked_alone_is_not_said_twice(page):
    app = page().run()
    app.button_group(key="f_stages_zh").set_value([Stage.PRELIMINARY]).run()
    assert [m.label for m in app.metric] == [
        "项目",
        "前期",
        WORDS["headline_single"],
        WORDS["headline_located"],
    ]


def test_a_member_says_in_lists_that_it_is_inside_its_group(holdings, divisions):
    facts, (placed, *_) = loudi()
    group = replace(placed, id="g", name="基地", document=facts.sha256)
    member = replace(placed, part_of="g", document=facts.sha256)
    sight = sight_of(Holdings((facts,), (group, member)), divisions)
    assert list(list_frame(sight.shown, sight)["上级项目"]) == ["", "含于 基地，不重复计"]
    assert "上级项目" not in list_frame((group,), sight)


def test_the_line_under_the_map_says_what_is_on_no_map_and_in_no_sum(page):
    app = page().run()
    app.multiselect(key="f_kinds_zh").select("pumped_storage").run()
    said = [caption.value for caption in app.caption]
    assert (
        "全部阶段：上图 0 个，未上图 1 个（待定位 1），见右侧列表。 另有前期 1 个未计入。" in said
    )
    assert app.metric[1].value == "0 个"


def test_bars_tell_each_class_by_stage_and_draw_only_what_is_stated(holdings, divisions):
    sight = sight_of(holdings, divisions)
    made = bars.markup(sight.apart, sight)
    assert set(sight.apart) == {"cross_county", "citywide", "unplaced", "outside"}
    assert "规划 10 万千瓦（1/1 个写明）" in made
    assert "前期 180 万千瓦（1/1 个写明）" in made
    assert "规划 1 个，都未写明" in made
    assert made.count("luotu-piece") == 2
    assert made.count("luotu-piece luotu-hollow") == 1  # 前期 is in no sum
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", made)]
    assert widths == [pytest.approx(100 * 100 / 1800, abs=0.01), 100.0]


def test_bars_keep_that_a_sum_is_vague(holdings, divisions):
    vague = tuple(
        replace(p, capacity=(replace(p.capacity[0], qualifier="约"),)) if p.id == "p2" else p
        for p in holdings.projects
        if p.id in {"p2", "p4"}
    )
    sight = sight_of(Holdings(holdings.documents, vague), divisions)
    assert "规划 10 万千瓦 (含约数)" in bars.markup(sight.apart, sight)


def test_the_markup_of_bars_holds_no_text_of_a_plan(holdings, divisions):
    sight = sight_of(holdings, divisions)
    made = bars.markup(sight.apart, sight)
    assert not any(p.name in made for p in holdings.projects if len(p.name) > 3)
