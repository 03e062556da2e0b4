"""The page of sums as a planner uses it: a number, its projects, the sentence, the map and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.models import Quantity, Role, Stage, Target
from projects.registry import Registry
from projects.settings import Settings
from tests.attacks import ATTACKS, EVASIONS, TEMPLATES
from tests.browser.conftest import SHOTS
from tests.browser.servers import serve
from tests.browser.visiting import still
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, XINHUA, _facts, project

pytestmark = pytest.mark.browser

SENTENCE = "推进样板山风电场（约30万千瓦）建设。"
TEXT = f"娄底样板方案\n到2025年，风电装机累计达到60万千瓦。{SENTENCE}\n"
TEXTS = tuple(
    text
    for text in (*ATTACKS, *EVASIONS, *TEMPLATES)
    if "\x00" not in text and "\ud800" not in text
)


def _power(value, written, qualifier=None):
    return (Quantity(value, "MW", Role.CAPACITY, written, qualifier),)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('sums')}/sums.sqlite"
    start = TEXT.index("样板山")
    placed = project(
        "p1", "样板山风电场", start=start, end=start + 6, counties=(XINHUA,),
        capacity=_power(300.0, "约30万千瓦", "约"), section="一",
    )  # fmt: skip
    shared = project("p2", "双县光伏", kind="solar_farm", capacity=_power(100.0, "10万千瓦"),
                     counties=(SHUANGFENG, LENGSHUIJIANG))  # fmt: skip
    citywide = project("p3", "全市充电网", kind="charging", citywide=True)
    early = project("p4", "岭上风电", stage=Stage.PRELIMINARY, counties=(XINHUA,),
                    capacity=_power(500.0, "50万千瓦"))  # fmt: skip
    aim = TEXT.index("风电装机")
    target = Target(LOUDI, "wind_farm", "installed_capacity", "stock", 600.0, "MW", None, 2025,
                    aim, aim + 14)  # fmt: skip
    facts = _facts(TEXT, "娄底样板方案", LOUDI)
    later = _facts("后", "娄底样板方案（修订）", LOUDI, date="2024-05-06")
    grown = replace(placed, start=0, end=1, capacity=_power(400.0, "40万千瓦"))
    with Registry.open(url, settings=Settings()) as registry:
        registry.replace(facts, [placed, shared, citywide, early], [target], text=TEXT)
        registry.replace(later, [grown], [])
    with serve(url) as address:
        yield address


class SumsPage:
    """The page of sums as a planner handles it."""

    def __init__(self, page, address):
        self.page = page
        page.goto(address)
        self.settle()

    def settle(self):
        still(self.page)

    def click_cell(self, row, x, table=0):
        """Click a cell; row 1 is the first below the head, `x` pixels from the left."""
        box = self.page.locator('[data-testid="stDataFrame"]').nth(table).bounding_box()
        self.page.mouse.click(box["x"] + x, box["y"] + 35 * row + 17)
        self.settle()

    def cells(self, table=0):
        frame = self.page.locator('[data-testid="stDataFrame"]').nth(table)
        frame.locator("td").first.wait_for(state="attached", timeout=60_000)
        return frame.locator("td").all_text_contents()

    def bars(self):
        return self.page.locator('[data-testid="stVegaLiteChart"] .mark-rect path')

    def head(self):
        return self.page.locator(".st-key-sums_behind_head").inner_text()

    def shot(self, name):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def open_sums(open_page):
    """Open the page of sums."""

    def opened(address, size=(1366, 768)):
        return SumsPage(open_page(size, accept_downloads=True), address)

    return opened


def test_a_number_opens_its_projects_and_a_project_its_sentence(open_sums, site):
    page = open_sums(f"{site}sums")
    page.shot("sums-first")
    shown = page.cells()
    assert shown[:2] == ["合计", "50"]  # the later plan's 40, and 10: named twice, counted once
    assert "合计" in page.head()
    page.click_cell(6, 300)  # below what no county holds, and 双峰县, which only takes part
    assert "新化县" in page.head()
    assert "row=431322" in page.page.url
    page.click_cell(1, 16, table=1)
    page.page.locator(".st-key-details").wait_for(timeout=60_000)
    page.shot("sums-project")


def test_a_kinds_bar_narrows_the_map_and_the_sums_are_whole_again_on_return(open_sums, site):
    page = open_sums(f"{site}sums?by=kind&measure=count")
    before = page.cells()
    page.bars().first.click()
    page.page.wait_for_url(lambda url: "sums" not in url)
    page.settle()
    assert "kind=wind_farm" in page.page.url
    page.page.get_by_role("link", name="回到汇总").click()
    page.page.wait_for_url(lambda url: "sums" in url)
    page.settle()
    assert page.cells() == before
    assert "kind=" not in page.page.url


def test_a_bar_goes_to_the_map_and_the_way_back_finds_all_as_it_was(open_sums, site):
    page = open_sums(f"{site}sums?measure=count&zones=1")
    page.bars().nth(2).click()  # 跨县 and 全市性 stand above the counties
    page.page.wait_for_url(lambda url: "sums" not in url)
    box = page.page.frame_locator('iframe[src*="st_folium"]')
    box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
    page.settle()
    assert "新化县" in page.page.locator(".st-key-details").inner_text()
    page.shot("sums-on-the-map")
    page.page.get_by_role("link", name="← 回到汇总").click()
    page.page.locator('[data-testid="stVegaLiteChart"]').wait_for()
    page.settle()
    assert "measure=count" in page.page.url
    assert "zones=1" in page.page.url
    assert "row=431322" in page.page.url
    assert "新化县" in page.head()


def test_a_link_shows_the_same_to_another_reader_and_says_what_it_does_not_know(open_sums, site):
    page = open_sums(f"{site}sums?by=kind&measure=power&split=equal&row=wind_farm&col=preliminary"
                     "&order=999999")  # fmt: skip
    assert "风电" in page.head()
    assert "50 万千瓦" in page.head()
    assert page.page.get_by_text("order=999999").is_visible()
    page.shot("sums-link")


def test_a_filter_of_the_map_holds_here_and_an_empty_one_says_so(open_sums, site):
    page = open_sums(f"{site}sums")
    search = page.page.get_by_role("textbox", name="搜索")
    search.fill("双县光伏")
    search.press("Enter")
    page.settle()
    assert "1 个项目" in page.head()
    assert "双县光伏" in page.page.locator(".st-key-sums_top").inner_text()
    page.page.get_by_role("link", name="地图", exact=True).click()
    box = page.page.frame_locator('iframe[src*="st_folium"]')
    box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
    page.settle()
    assert page.page.get_by_role("textbox", name="搜索").input_value() == "双县光伏"
    page.page.get_by_role("link", name="汇总", exact=True).click()
    page.settle()
    search = page.page.get_by_role("textbox", name="搜索")
    assert search.input_value() == "双县光伏"
    search.fill("没有这样的")
    search.press("Enter")
    page.settle()
    assert page.page.get_by_text("没有符合筛选的项目，所以没有可以合计的").is_visible()
    assert page.page.locator('[data-testid="stDataFrame"]').count() == 0
    page.shot("sums-empty")


def test_a_split_is_a_colour_of_its_own_and_undone(open_sums, site):
    page = open_sums(f"{site}sums")
    chart = page.page.locator('[data-testid="stVegaLiteChart"]')
    assert "估算（平均分摊）" not in chart.text_content()
    page.page.get_by_text("平均分摊（估算）", exact=True).click()
    page.settle()
    assert "估算（平均分摊）" in chart.text_content()
    assert "split=equal" in page.page.url
    assert page.page.locator('path[fill="#d97b00"]').count() >= 2
    page.page.locator('[data-testid="stDataFrame"]').first.wait_for()
    assert "规划没有这样写" in page.page.locator(".st-key-sums_notes").inner_text()
    page.shot("sums-split")


def test_what_a_county_takes_part_in_opens_its_projects(open_sums, site):
    page = open_sums(f"{site}sums?place=431321")
    shown = page.cells()
    assert shown[0] == "合计"
    assert "参与跨县（另列，不计入合计）" in shown
    page.click_cell(3, 300)
    assert "参与跨县" in page.head()
    assert "1 个项目，10 万千瓦" in page.head()
    page.click_cell(4, 420)
    assert "col=sharing" in page.page.url
    assert "双峰县 · 参与跨县（另列） · 10（1 个）" in page.head()


def test_what_is_counted_once_is_named_at_a_click(open_sums, site):
    page = open_sums(f"{site}sums")
    page.page.get_by_text("1 个项目另有文件也点名，只计一次。").click()
    page.settle()
    assert "样板山风电场" in "".join(page.cells(2))
    page.shot("sums-once")


def test_a_row_that_is_not_there_is_told(open_sums, site):
    page = open_sums(f"{site}sums?by=kind&row=431322")
    assert page.page.get_by_text("row=431322").is_visible()
    page.page.wait_for_function("() => !location.search.includes('row=')")


def test_targets_and_comparison(open_sums, site):
    page = open_sums(f"{site}sums?view=targets")
    cells = page.cells()
    heads = page.page.locator('[data-testid="stDataFrame"] [role="columnheader"]')
    heads = heads.all_text_contents()
    assert {"规划点名项目合计", "占目标"} <= set(heads)
    assert "50%" in cells
    page.click_cell(1, 16)
    assert "样板山风电场" in page.cells(1)
    assert "到2025年，风电装机累计达到60万千瓦" in page.page.locator(
        ".st-key-passage_0"
    ).inner_text().replace("\n", "")
    page.shot("sums-targets")
    page.page.get_by_role("radio", name="两份比较").or_(
        page.page.get_by_role("button", name="两份比较")
    ).first.click()
    page.settle()
    told = page.page.locator('[data-testid="stMain"]').inner_text()
    assert "规模改变 1" in told
    assert "去掉 3" in told
    page.shot("sums-compare")


@pytest.mark.parametrize("name", ["CSV", "XLSX"])
def test_the_table_is_taken_away(open_sums, site, name, tmp_path):
    page = open_sums(f"{site}sums")
    with page.page.expect_download(timeout=60_000) as download:
        page.page.get_by_role("button", name=f"下载 {name}").click()
    assert download.value.suggested_filename == f"luotu-county-power.{name.lower()}"
    path = tmp_path / "table"
    download.value.save_as(path)
    assert path.read_bytes()[:2] in {b"PK", b"\xef\xbb"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile')}/hostile.sqlite"
    made = [
        project(f"h{n}", text, kind=text[:60], section=text, counties=(XINHUA,),
                capacity=_power(10.0 + n, text, "约"))
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    facts = _facts("甲", EVASIONS[0], LOUDI, number=EVASIONS[1], date=TEXTS[13])
    with Registry.open(url, settings=Settings()) as registry:
        registry.replace(facts, made, [])
    with serve(url) as address:
        yield address


def plain(text):
    return "".join(text.split())


def test_tips_and_axes_show_what_a_plan_holds_letter_by_letter(open_sums, hostile):
    page = open_sums(f"{hostile}sums?by=kind", size=(1920, 1080))
    chart = page.page.locator('[data-testid="stVegaLiteChart"]')
    labels = {plain(text) for text in chart.locator(".role-axis-label text").all_text_contents()}
    drawn = TEXTS[-40:]  # the largest
    short = [text for text in drawn if len(text) <= 16]
    assert {plain(text[:60]) for text in short} <= labels
    rows = page.bars()
    assert rows.count() >= min(len(TEXTS), 40)
    tip = page.page.locator("#vg-tooltip-element")
    seen = []
    for number in range(0, min(rows.count(), 40), 3):
        rows.nth(number).scroll_into_view_if_needed()
        box = rows.nth(number).bounding_box()
        page.page.mouse.move(box["x"] + 3, box["y"] + 4)
        page.page.mouse.move(box["x"] + 4, box["y"] + 8)
        tip.wait_for()
        page.page.wait_for_timeout(120)
        seen.append(plain(tip.locator("td.value").first.text_content()))
        tags = tip.evaluate("e => [...e.querySelectorAll('*')].map((x) => x.tagName)")
        assert set(tags) <= {"TABLE", "TBODY", "TR", "TD", "H2"}
    known = {plain(text[:60]) for text in TEXTS}
    assert len([text for text in seen if text in known]) >= len(seen) - 2
    assert "\n" not in page.page.title()
    page.shot("sums-hostile")
    assert page.page.locator("img[src=x], svg[onload], iframe[srcdoc]").count() == 0
