"""Finding: filters set by hand, the address that opens the same view, the table and its files."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from tests.browser.conftest import MapPage
from tests.made import HOSTILE, XINHUA, loudi, sihui

pytestmark = pytest.mark.browser

LOUDI_SHA = loudi()[0].sha256
KEY = f"{LOUDI_SHA}/p1"


def headline(page):
    return page.page.locator(".st-key-headline").inner_text()


def sidebar(page):
    return page.page.locator('[data-testid="stSidebar"]')


def params(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.page.url).query).items()}


def more(page):
    page.page.get_by_role("button", name="更多筛选").click()
    page.settle()


def choose(page, label, option):
    """Choose in a list further down: scrolling shuts a list that is open."""
    box = page.page.get_by_role("combobox", name=label, exact=False).first
    box.scroll_into_view_if_needed()
    page.page.wait_for_timeout(300)
    box.click()
    page.page.get_by_role("option").filter(has_text=option).first.click()
    page.page.keyboard.press("Escape")
    page.settle()


def search(page, text):
    page.page.get_by_role("textbox", name="搜索").click()
    page.page.keyboard.type(text, delay=60)
    page.page.wait_for_timeout(600)  # it waits for a pause
    page.settle()


def selected(page):
    """The rows that the table's own script says are selected."""
    return page.page.locator(
        '[class*="st-key-all_projects"] [role="row"][aria-selected="true"]'
    ).count()


def test_a_search_follows_the_typing_and_keeps_the_focus(open_map):
    page = open_map()
    search(page, "ybs")
    assert "1 个" in headline(page)
    assert params(page)["q"] == "ybs"
    focus = "() => document.activeElement.getAttribute('aria-label')"
    assert page.page.evaluate(focus) == "搜索"
    page.page.keyboard.press("Control+a")
    page.page.keyboard.type("样板山", delay=60)
    page.page.wait_for_timeout(600)
    page.settle()
    assert params(page)["q"] == "样板山"
    assert page.page.evaluate(focus) == "搜索"
    assert "样板山" in headline(page)


def test_elements_do_not_fade_one_by_one_while_the_page_runs(open_map):
    """Each fading element is a layer of its own: a hundred took longer than the change itself."""
    page = open_map()
    page.page.evaluate(
        """() => {
          window.luotuFading = 0;
          addEventListener("transitionrun", (event) => {
            const whole = '[data-testid="stElementContainer"]';
            if (event.target.matches(whole)) window.luotuFading += 1;
          }, true);
        }"""
    )
    choose(page, "城市", "娄底")
    assert page.page.evaluate("() => window.luotuFading") == 0


def test_what_is_set_by_hand_opens_again_by_its_address(open_map):
    page = open_map()
    page.pick("城市", "娄底市")
    page.pick("行业", "电源")
    sidebar(page).get_by_role("button", name="规划").click()
    page.settle()
    more(page)
    sidebar(page).get_by_role("button", name="新建").click()
    page.settle()
    page.page.get_by_role("spinbutton", name="不小于").fill("5.5")
    page.page.keyboard.press("Enter")
    page.settle()
    page.click_at(page.run("(key) => luotu.current.where(key)", KEY))
    choose(page, "县域底色", "装机容量")
    told = params(page)
    assert told == {
        "place": "431300",
        "sector": "power",
        "stage": "planned",
        "nature": "new",
        "size": "power:55-",
        "shade": "power",
        "sel": f"project:{LOUDI_SHA[:12]}/p1",
    }
    assert "装机容量 5.5 万千瓦以上" in headline(page)
    assert page.page.get_by_role("button", name="更多筛选").inner_text().endswith("（2 项）")
    again = open_map(page.page.url)
    again.settle()
    assert headline(again) == headline(page)
    assert again.panel() == page.panel()
    again.page.wait_for_url(lambda url: "at=" not in url)  # it stands where it opened
    assert params(again) == told
    again.shot("finding-linked")
    # what is chosen goes on from there
    again.page.get_by_role("button", name="清除筛选").first.click()
    again.settle()
    assert set(params(again)) == {"shade", "sel"}
    assert "筛选" not in headline(again)


def test_the_copied_link_says_where_the_map_stands(open_map, open_page, address):
    allowed = ["clipboard-read", "clipboard-write"]
    page = MapPage(open_page(permissions=allowed), address)
    page.run("() => luotu.current._map.setView([27.5, 111.5], 9, { animate: false })")
    page.page.wait_for_timeout(300)
    page.page.get_by_role("button", name="复制链接").click()
    page.page.get_by_role("button", name="已复制").wait_for()
    link = page.page.evaluate("() => navigator.clipboard.readText()")
    assert "at=27.5000%2C111.5000%2C9" in link
    again = open_map(link)
    where = again.run(
        "() => { const m = luotu.current._map, c = m.getCenter();"
        " return [c.lat, c.lng, m.getZoom()]; }"
    )
    assert where == pytest.approx([27.5, 111.5, 9], abs=0.01)
    assert params(again)["at"] == "27.5000,111.5000,9"
    # A page that is given another size goes on to show what the link shows.
    again.page.set_viewport_size({"width": 1200, "height": 700})
    again.settle()
    assert again.run(
        "() => { const m = luotu.current._map, c = m.getCenter();"
        " return [c.lat, c.lng, m.getZoom()]; }"
    ) == pytest.approx([27.5, 111.5, 9], abs=0.01)


def test_the_address_bar_says_where_the_reader_moved_the_map(open_map):
    """It is written by the browser alone: what it says moves nothing and runs nothing."""
    page = open_map()
    page.page.wait_for_timeout(600)
    assert "at" not in params(page)
    # Measuring its box anew, the map finds its middle by whole pixels: that is no move.
    page.run("() => { luotu.current._map.invalidateSize(); luotu.current._map.fire('moveend'); }")
    page.page.wait_for_timeout(900)
    assert "at" not in params(page)
    page.point_at({"x": 400, "y": 300})
    page.page.mouse.wheel(0, -400)
    page.settle()
    page.page.wait_for_timeout(600)
    at = params(page)["at"]
    page.pick("类别", "风电")  # the server writes the filter and does not know where the map stands
    page.page.wait_for_timeout(600)
    assert params(page)["kind"] == "wind_farm"
    assert params(page).get("at") in (at, None)  # None where the map opened on the filter's city
    page.box.get_by_text("全图", exact=True).click()
    page.settle()
    page.page.wait_for_timeout(600)
    assert "at" not in params(page)


def test_a_link_with_rubbish_says_so_in_one_line(open_map, address):
    rubbish = "<img src=x onerror=document.title='pwned'>"
    page = open_map(
        f"{address}?place=431300~999999&kind={rubbish}&year=soon&size=power:x&sel=project:0/p1"
        f"&at=1,2&shade=none&doc={{{{7*7}}}}&nonsense=1&q=%00"
    )
    said = page.page.locator(".st-key-headline").get_by_text("链接中有这里不认识的内容")
    assert said.count() == 1
    assert "999999" in said.inner_text()
    assert "湖南省娄底市" in headline(page)
    assert page.page.get_by_text("Traceback").count() == 0
    assert page.page.locator('[data-testid="stMain"] img[src="x"]').count() == 0
    page.pick("类别", "风电")
    assert page.page.get_by_text("链接中有这里不认识的内容").count() == 0


def test_a_row_and_a_click_on_the_map_select_each_other(open_map):
    page = open_map()
    page.pick("城市", "娄底市")
    box = page.table()
    canvas = box.locator("canvas").first.bounding_box()
    page.page.mouse.click(canvas["x"] + 16, canvas["y"] + 35 + 17)  # the first row's box
    page.settle()
    assert params(page)["sel"].startswith("project:")
    first = page.panel()
    page.page.get_by_role("button", name="关闭").click()
    page.settle()
    assert "sel" not in params(page)
    assert selected(page) == 0
    page.page.locator('iframe[src*="st_folium"]').scroll_into_view_if_needed()
    page.click_at(page.run("(key) => luotu.current.where(key)", KEY))
    assert "样板山风电场" in page.panel()
    assert first
    assert selected(page) == 1


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_table_stands_beside_the_map_in_one_view(open_map, address, size):
    page = open_map(f"{address}?side=table&sort=largest", size=size)
    box = page.page.locator('[class*="st-key-all_projects"]')
    iframe = page.page.locator('iframe[src*="st_folium"]').bounding_box()
    canvas = box.locator("canvas").first.bounding_box()
    for part in (iframe, canvas):
        assert part["y"] + part["height"] <= size[1]
    assert iframe["x"] + iframe["width"] <= canvas["x"]
    assert iframe["width"] == pytest.approx(canvas["width"], rel=0.05)
    assert canvas["height"] > 11 * 35, "fewer than ten projects in view"
    page.page.mouse.click(canvas["x"] + 16, canvas["y"] + 35 + 17)  # the first row's box
    page.settle()
    assert "待定抽水蓄能" in page.panel()  # 180 万千瓦
    canvas = box.locator("canvas").first.bounding_box()
    panel = page.page.locator(".st-key-details").bounding_box()
    assert canvas["y"] + canvas["height"] <= panel["y"] + 2, "table and details overlap"
    assert panel["y"] + panel["height"] <= size[1]
    assert params(page)["side"] == "table"
    formats = "() => new Intl.NumberFormat('zh') === new Intl.NumberFormat('zh')"
    assert page.page.evaluate(formats), "a formatter for each cell"
    page.shot(f"finding-table-{size[0]}")


def test_columns_and_order_stay_and_are_those_of_the_files(open_map, tmp_path):
    page = open_map()
    page.pick("城市", "娄底市")
    page.table()
    page.page.get_by_role("button", name="列", exact=True).click()
    choose(page, "列", "目标年份")
    page.page.keyboard.press("Escape")
    choose(page, "排序", "装机从大到小")
    page.page.get_by_role("radio", name="English").click(force=True)
    page.settle()
    page.page.get_by_role("radio", name="中文").click(force=True)
    page.settle()
    page.page.get_by_role("tab", name="下载").click()
    page.settle()
    with page.page.expect_download(timeout=60_000) as download:
        page.page.get_by_role("button", name="下载 Excel").click()
    target = tmp_path / "projects.xlsx"
    download.value.save_as(target)
    sheet = openpyxl.load_workbook(io.BytesIO(target.read_bytes())).active
    assert sheet.freeze_panes == "A3"
    assert "娄底市" in sheet["A1"].value
    heads = [cell.value for cell in sheet[2]]
    assert "目标年份" in heads
    codes = heads.index("区县代码")
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0][0] == "待定抽水蓄能"  # 180 万千瓦
    assert rows[1][codes] == XINHUA
    names = {row[0] for row in rows}
    assert {name for name in HOSTILE if name.isprintable()} <= names
    with page.page.expect_download(timeout=60_000) as download:
        page.page.get_by_role("button", name="下载台账").click()
    download.value.save_as(target)
    ledger = openpyxl.load_workbook(io.BytesIO(target.read_bytes())).active
    assert [cell.value for cell in ledger[2]][:3] == ["序号", "项目名称", "项目代码"]
    assert ledger.max_row == sheet.max_row


def test_a_hostile_title_is_an_option_letter_by_letter(open_map):
    page = open_map()
    more(page)
    choose(page, "文件", "<img")
    assert sihui()[0].title in headline(page)
    assert page.page.locator('[data-testid="stApp"] img[src="x"]').count() == 0
