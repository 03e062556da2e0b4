"""The panel and the lists beside the map, with the plan's text at hand and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from geo.models import Adcode, Candidate, Precision, Reason
from projects.models import Quantity, Role, Stage
from projects.registry import Registry
from projects.settings import Settings
from tests.browser.servers import serve
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, SIHUI, XINHUA, _facts, project

pytestmark = pytest.mark.browser

FIRST = "前一句与项目无关。推进样板山风电场（约30万千瓦）建设，同步送出。后一句另行安排。"
SECOND = "二期仍为样板山风电场扩建。"
FILLED = "按照统一部署扎实做好各项工作，"
LONG = f"{FILLED * 20}。{FILLED * 4}推进长段样板电站、配套工程建设。{FILLED * 20}。"
TEXT = f"娄底样板方案\n一、总则\n{FIRST}\n另一段。\n{SECOND}\n第三处：样板山风电场。\n{LONG}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("样板山风电场", at)]
    spans = tuple((at, at + 6) for at in starts)
    placed = project(
        "p1",
        "样板山风电场",
        start=spans[0][0],
        end=spans[0][1],
        mentions=spans,
        section="一",
        capacity=(
            Quantity(300.0, "MW", Role.CAPACITY, "约30万千瓦", "约"),
            Quantity(110.0, "kV", Role.VOLTAGE, "110千伏"),
        ),
        counties=(XINHUA, SHUANGFENG),
        precision=Precision.COUNTIES,
        shares=(0.75, 0.25),
        reasons=(
            Reason(XINHUA, "county's full name: 新化县"),
            Reason(SHUANGFENG, "county's short name: 双峰"),
        ),
        candidates=(Candidate(LENGSHUIJIANG, "冷水江市", "village's name: 样板山", 0.31),),
    )
    unplaced = project(
        "p2",
        "待定抽水蓄能",
        kind="pumped_storage",
        stage=Stage.PRELIMINARY,
        capacity=(Quantity(1800.0, "MW", Role.CAPACITY, "180万千瓦以上", "以上"),),
        precision=Precision.CITY,
        candidates=(
            Candidate(XINHUA, "新化县", "village's name: 待定", 0.5),
            Candidate(Adcode("431381"), "冷水江市", "village's name: 待定", 0.4),
        ),
    )
    at = TEXT.index("长段样板电站")
    long = project(
        "p3",
        "长段样板电站",
        start=at,
        end=at + 6,
        kind="pumped_storage",
        capacity=(Quantity(1200.0, "MW", Role.CAPACITY, "120万千瓦"),),
        counties=(XINHUA,),
        section="一",
    )
    other = _facts("四会", "四会样板方案", SIHUI)
    twin = project("p1", "样板山风电场", counties=(SIHUI,), section="三")
    url = f"sqlite:///{tmp_path_factory.mktemp('panel')}/panel.sqlite"
    with Registry.open(url, settings=Settings()) as registry:
        registry.replace(
            _facts(TEXT, "娄底样板方案", LOUDI), (placed, unplaced, long), (), text=TEXT
        )
        registry.replace(other, (twin,), ())
    with serve(url) as address:
        yield address


def select(page, name):
    key = page.run("(n) => luotu.current.data.projects.find((p) => p.name === n).key", name)
    page.click_at(page.run("(key) => luotu.current.where(key)", key))


def marked(page, mark):
    runs = page.page.locator(f'[class*="st-key-run_{mark}_"]')
    return [run.text_content() for run in runs.all()]


def test_the_panel_says_all_with_its_reasons_and_marks_the_sentence(open_map, site):
    page = open_map(site)
    page.pick("城市", "娄底市")
    select(page, "样板山风电场")
    said = page.panel()
    for text in (
        "机器识别，未经核对",
        "规划（截至 2023-03-28）",
        "容量 约 30 万千瓦（约 300 MW）",
        "原文「约30万千瓦」；限定「约」，不是准数",
        "电压 110 千伏",
        "区县全称：新化县",
        "份额 75%",
        "区县简称：双峰",
        "考虑过、未选用的区县",
        "村名：样板山（得分 31%）",
        "第 1 处，共 3 处",
        "其余 1 段",
        "娄底样板方案",
        "样板市人民政府",
    ):
        assert text in said, text
    assert page.page.locator(".st-key-passage_0").text_content() == FIRST
    assert marked(page, "sentence")[0] == "推进"
    assert marked(page, "found")[:2] == ["样板山风电场", "样板山风电场"]
    page.page.get_by_text("其余 1 段").click()
    page.settle()
    assert len(marked(page, "found")) == 3
    assert page.run("() => luotu.current.data.selected.candidates") == [LENGSHUIJIANG]
    page.shot("test-panel")


IN_SIGHT = """() => {
    const box = document.querySelector(".st-key-details").getBoundingClientRect();
    const shown = [
        ".st-key-fields_document",
        ...document.querySelectorAll(".st-key-passage_0 [class*=st-key-run_sentence] span"),
        ...document.querySelectorAll(".st-key-passage_0 [class*=st-key-run_found] span"),
    ].map((e) => (e.getBoundingClientRect ? e : document.querySelector(e)).getBoundingClientRect());
    return shown.length > 2 && shown.every((r) => r.top >= box.top && r.bottom <= box.bottom);
}"""


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_sentence_and_its_document_are_seen_without_scrolling(open_map, site, size):
    """In a plan's long paragraph the sentence was a screen below the panel's edge."""
    page = open_map(site, size=size)
    page.pick("城市", "娄底市")
    select(page, "长段样板电站")
    assert page.page.evaluate(IN_SIGHT)
    page.page.get_by_text("全段").click()
    page.settle()
    assert page.page.locator(".st-key-passage_whole_0").text_content() == LONG
    page.shot(f"test-panel-long-{size[0]}")


def test_without_the_text_the_panel_says_how_to_bring_it(open_map, site):
    page = open_map(site)
    page.pick("城市", "肇庆市")
    select(page, "样板山风电场")
    assert "用 luotu ingest 加入该文件" in page.page.locator(".st-key-no_text").inner_text()
    assert page.page.locator('[class*="st-key-passage_"]').count() == 0
    assert "同名项目另见" in page.panel()
    page.shot("test-panel-no-text")


DASHED = """() => {
    const layer = luotu.current, drawn = [];
    const paint = luotu.paintCandidates;
    luotu.paintCandidates = (ctx, codes) => drawn.push(...codes);
    layer._update();
    luotu.paintCandidates = paint;
    return drawn;
}"""


def test_a_row_of_the_unplaced_selects_it_and_shows_its_candidates_dashed(open_map, site):
    page = open_map(site)
    page.pick("城市", "娄底市")
    side = page.page.locator(".st-key-side")
    bars = side.locator(".luotu-bars")
    assert "前期 180 万千瓦 (含下限)（1/1 个写明）" in bars.inner_text()
    assert bars.locator(".luotu-hollow").count() == 1  # 前期 is in no sum
    side.get_by_text("待定位 0+1").click()
    page.settle()
    grid = side.locator('[data-testid="stDataFrame"]').bounding_box()
    page.page.mouse.click(grid["x"] + 16, grid["y"] + 53)
    page.page.wait_for_timeout(500)
    page.settle()
    assert "候选区县" in page.panel()
    assert "180 万千瓦以上" in page.panel()
    assert page.run("() => luotu.current.data.selected.counties") == []
    assert page.run(DASHED) == [XINHUA, LENGSHUIJIANG]
    page.shot("test-candidates")


def test_a_first_visit_is_explained_and_an_empty_filter_can_be_cleared(open_map, site):
    page = open_map(site)
    welcome = page.page.locator(".st-key-welcome")
    assert "落图把规划点名的项目放到所在区县" in welcome.inner_text()
    page.shot("test-welcome")
    page.page.get_by_role("button", name="知道了").click()
    page.settle()
    assert welcome.count() == 0
    search = page.page.get_by_role("textbox", name="搜索")
    search.fill("没有这样的项目")
    search.press("Enter")
    page.settle()
    page.shot("test-empty")
    page.page.locator(".st-key-clear_here").get_by_role("button").click()
    page.settle()
    expect(search).to_have_value("")
    assert welcome.count() == 0
    assert page.run("() => luotu.current.data.projects.length") == 3


FOCUSED = """() => {
    const outer = document.activeElement;
    const e = (outer.shadowRoot && outer.shadowRoot.activeElement) || outer;
    const labelled = e.labels && e.labels.length ? e.labels[0].textContent : "";
    const said = [e.getAttribute("aria-label"), labelled, e.title, e.textContent];
    return said.find((text) => text && text.trim()) || "";
}"""


def test_the_filters_are_reached_by_the_keyboard_in_their_order(open_map, site):
    page = open_map(site)
    page.page.get_by_role("textbox", name="搜索").focus()
    reached = [page.page.evaluate(FOCUSED)]
    for _ in range(22):
        page.page.keyboard.press("Tab")
        reached.append(page.page.evaluate(FOCUSED))
    assert all(reached), reached  # each has a name for those who hear the page
    order = ["搜索", "清除筛选", "复制链接", "城市", "区县", "行业", "类别", "规划"]
    order += ["更多筛选", "县域底色", "本机图层"]
    places = [next(n for n, said in enumerate(reached) if word in said) for word in order]
    assert places == sorted(places), reached
