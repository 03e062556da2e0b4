"""Finding on the map page: filters by time, the table beside the map, the headline, the address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers.maplegend import Marks, legend
from projects.models import Stage
from projects.selection import Holdings, Selection
from tests.made import LOUDI, SHUANGFENG, XINHUA, fill, loudi
from tests.sights import sight_of
from views import projecttable
from views.figures import headline, part_said, placed_of, shading
from views.filters import Choice
from views.i18n import texts

ROOT = Path(__file__).resolve().parent.parent
WORDS = texts("zh")
COUNT = len(loudi()[1]) + 1  # projects of the made registry


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    return fill(tmp_path_factory.mktemp("finding") / "made.sqlite")


@pytest.fixture
def page(registry, monkeypatch):
    def opened(**params):
        monkeypatch.setenv("LUOTU_REGISTRY", registry)
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return opened


def told(app):
    return {name: v if isinstance(v, str) else v[0] for name, v in app.query_params.items()}


def test_years_nobody_states_are_no_empty_lists(page):
    """Chips of 0 and lists with 不限 alone read as if nothing were planned."""
    app = page()
    app.button(key="more_button").click().run()
    said_ = [caption.value for caption in app.caption]
    assert f"目标年份：{COUNT} 个项目都没写年份" in said_
    assert f"规划期：{COUNT} 个项目都没写年份，规划标题也没写时段" in said_
    assert not [w for w in app.button_group if "periods" in str(w.key)]
    assert not [w for w in app.selectbox if "f_from" in str(w.key)]


def test_a_period_that_finds_nothing_says_that_no_project_names_a_year(page):
    app = page(period="十四五")
    assert f"{COUNT} 个项目，其中 {COUNT} 个没写年份" in app.info[1].value


def test_the_largest_comes_first_by_the_number_that_is_shown(divisions):
    """A group was sorted by what it adds to sums, far below what the column says of it."""
    facts, (placed, shared, _, prelim, *_) = loudi()
    group = replace(placed, id="g", capacity=(replace(placed.capacity[0], value=3000.0),))
    member = replace(placed, part_of="g", capacity=(replace(placed.capacity[0], value=1900.0),))
    held = tuple(replace(p, document=facts.sha256) for p in (shared, prelim, member, group))
    sight = sight_of(Holdings((facts,), held), divisions)
    shown = projecttable.sorted_projects(sight, "largest")
    assert [p.capacity[0].value for p in shown] == [3000.0, 1900.0, 1800.0, 100.0]
    shown = projecttable.sorted_projects(sight, "smallest")
    assert [p.capacity[0].value for p in shown] == [100.0, 1800.0, 1900.0, 3000.0]


def test_the_table_stands_beside_the_map_and_the_address_says_so(page):
    app = page()
    assert not [f for f in app.dataframe if f.key == "all_projects"]
    app.button_group(key="side_pane").set_value("table").run()
    assert told(app) == {"side": "table"}
    app.selectbox(key="t_order_zh").set_value("largest").run()
    assert told(app) == {"side": "table", "sort": "largest"}
    assert not app.exception


def test_a_link_opens_the_panes_as_they_stood(page):
    link = {
        "side": "table",
        "sort": "largest",
        "cols": "name~year",
        "tab": "table_regions",
        "group": "kind",
        "figure": "count",
    }
    app = page(**link)
    assert told(app) == {name: value for name, value in link.items() if name != "tab"}
    assert app.selectbox(key="t_order_zh").value == "largest"
    table = next(f for f in app.dataframe if f.key == "all_projects").value
    assert list(table.columns) == ["项目", "目标年份"]
    assert table["项目"][0] == "待定抽水蓄能"
    assert app.selectbox(key="t_by_zh").value == "kind"
    assert app.selectbox(key="t_measure_zh").value == "count"


def test_the_tab_and_the_class_beside_the_map_are_in_the_address(page):
    app = page(tab="table_download", **{"class": "unplaced"})
    assert told(app) == {"tab": "table_download", "class": "unplaced"}
    assert app.session_state["beside"] == "unplaced"
    assert [b for b in app.get("download_button") if b.proto.label == WORDS["download_ledger"]]
    app.multiselect(key="f_cities").select("441200").run()  # another filter opens its own
    assert "class" not in told(app)


def test_panes_there_are_none_of_are_told(page):
    app = page(side="left", sort="colour", cols="name~nonsense", group="x")
    line = next(text.value for text in app.text if "不认识" in text.value)
    for part in ("left", "colour", "nonsense"):
        assert part in line
    assert told(app) == {}


def metrics(app):
    return {metric.label: metric.value for metric in app.metric}


def test_the_headline_says_how_much_of_the_capacity_is_placed(page):
    """A share of the projects beside a capacity was read as one of the capacity."""
    told_ = metrics(page())
    assert told_["在建+规划"].startswith("40 万千瓦 (含约数) · ")
    single = told_["其中落在单个区县"]
    assert single.startswith("30 万千瓦 (含约数) · 75%（")
    assert told_["落到县级及以上，含跨县"].startswith("40 万千瓦 (含约数) · 100%（")
    assert told_["前期（落县 0%）"] == "180 万千瓦 · 1 个"


def test_where_no_capacity_is_stated_shares_are_of_projects(page):
    told_ = metrics(page(kind="charging~factory"))
    count = COUNT - 6
    assert told_["在建+规划"] == f"容量未写明 · {count + 1} 个"
    assert told_["其中落在单个区县"].startswith(f"{count} 个 · ")


def test_a_countys_headline_is_its_own_and_what_it_takes_part_in_stands_apart(page):
    told_ = metrics(page(place=SHUANGFENG))
    assert "10 万千瓦" not in told_["在建+规划"]
    assert told_["参与跨县（未分摊，不计入）"] == "10 万千瓦 · 1 个"
    whole = metrics(page(place=LOUDI))
    assert "参与跨县（未分摊，不计入）" not in whole
    assert whole["在建+规划"].startswith("40 万千瓦")


def test_the_table_says_of_a_shared_project_why_a_county_does_not_count_it(divisions):
    facts, projects = loudi()
    held = Holdings((facts,), tuple(replace(p, document=facts.sha256) for p in projects[:4]))
    sight = sight_of(held, divisions, places=(SHUANGFENG,))
    assert [sight.standing(p) for p in sight.shown] == ["part"]
    assert [sight.counted_power(p) for p in sight.shown] == [None]
    both = sight_of(held, divisions, places=(LOUDI,))
    assert [both.standing(p) for p in both.shown] == ["counted", "counted", "unstated", "stage"]
    assert sight_of(held, divisions, places=(XINHUA,)).standing(held.projects[0]) == "counted"


def test_parts_of_a_headline_add_up_in_decimals(divisions):
    facts, (placed, *_) = loudi()
    sizes = (1.0, 2.0, 7.0)
    stages = (Stage.PLANNED, Stage.UNDER_CONSTRUCTION, Stage.PLANNED)
    parts = tuple(
        replace(placed, id=str(n), stage=stage, document=facts.sha256,
                capacity=(replace(placed.capacity[0], value=size / 10, qualifier=None),))
        for n, (size, stage) in enumerate(zip(sizes, stages, strict=True))
    )  # fmt: skip
    found = headline(Holdings((facts,), parts), (), divisions).placed
    assert found.single.value == found.total.value == 1.0
    assert found.single.projects == found.several.projects == 3


def test_a_filter_that_leaves_nothing_has_no_numbers_that_read_as_facts(page, divisions):
    app = page(q="没有这样的项目")
    assert not [w for w in app.button_group if "stages" in str(w.key)]
    held = Holdings((), ()).select(Selection(), divisions)
    shade = shading(held, Choice(Selection(), "count"), divisions, WORDS, "zh")
    made = legend(shade, ((), ()), Marks(), WORDS, "")
    assert made["title"] == WORDS["headline_empty"]
    assert made["classes"] == []


def test_both_pages_tell_the_same_part_at_county_level(divisions):
    """One told 47 % of projects, the other 5 % of capacity, in nearly the same words."""
    facts, projects = loudi()
    held = Holdings((facts,), tuple(replace(p, document=facts.sha256) for p in projects))
    sight = sight_of(held, divisions, places=(LOUDI,))
    top = headline(sight.holdings, (), divisions)
    found = placed_of(sight.holdings, top.stages, "power", divisions)
    assert found.several == top.placed.several
    assert found.total.value == top.counted.total.value
    assert part_said(found.several, found.total, "power", WORDS, "zh").startswith("40 万千瓦")
    areas = placed_of(sight.holdings, top.stages, "area", divisions)
    assert part_said(areas.several, areas.total, "area", WORDS, "zh").endswith("%")
