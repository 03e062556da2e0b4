"""A plan dropped in the browser becomes reviewed projects, and every change is kept."""

from __future__ import annotations

import pytest

from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.settings import Settings
from tests.browser.offices import LI, WANG, Office, serving, tabs
from tests.made import HOSTILE
from tests.reviewing_data import project, reading

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with serving(Office(tmp_path_factory.mktemp("office"))) as made:
        yield made


@pytest.fixture
def open_tab(chromium, office):
    with tabs(chromium, office) as opened:

        def adding(name=None, address=None):
            tab = opened(name, address)
            tab.go("加规划")
            return tab

        yield adding


def test_a_correction_is_seen_in_the_totals_and_both_revisions_stay_after_undo(open_tab, office):
    tab = open_tab(WANG)
    before = tab.total()
    tab.go("加规划")
    tab.paste("娄底市抽水蓄能方案\n一、任务\n建设新化奉家抽水蓄能电站，装机容量111万千瓦。\n")
    tab.click("correct_")
    tab.type("规模（一行一个，照原文写）", "222万千瓦")
    tab.click("item_save")
    assert "机器读为：111万千瓦" in tab.text("review_item")
    tab.click("accept_p1")
    assert office.named()["新化奉家抽水蓄能电站"].capacity[0].value == 2220
    assert tab.total() == before + 222
    tab.undo_latest("试录")
    said = tab.text()
    assert "试录" in said
    assert "审阅接受" in said
    assert "新化奉家抽水蓄能电站" not in office.named()
    assert tab.total() == before


def test_the_second_of_two_editors_sees_the_first_ones_change(open_tab, office):
    first, second = open_tab(WANG), open_tab(LI)
    for tab in (first, second):
        tab.open_first_of_the_list()
        tab.click("edit_open")
    first.type("目标年份", "2029")
    first.click("edit_save")
    second.type("目标年份", "2031")
    second.click("edit_save")
    dialogue = second.page.get_by_role("dialog").inner_text()
    assert "别人已改过" in dialogue
    assert WANG in dialogue
    assert office.named()["双县光伏"].year == 2029
    second.click("edit_mine")
    mended = office.named()["双县光伏"]
    assert mended.year == 2031
    assert mended.checked.by == LI  # 同时标为已核对 was ticked

    # What is half typed and left stands beside what was saved meanwhile when one comes back.
    second.page.locator(".st-key-edit_open").wait_for()
    second.click("edit_open")
    second.type("目标年份", "2033")
    second.page.get_by_role("dialog").get_by_text("台账字段").click()
    second.type("业主", "李工填的业主")
    second.page.keyboard.press("Escape")
    second.settle()
    first.click("edit_open")
    first.type("目标年份", "2032")
    first.click("edit_save")
    second.click("edit_open")
    told = second.page.get_by_role("dialog")
    assert "此后别人已改过" in told.inner_text()
    assert WANG in told.inner_text()
    cells = told.locator('[data-testid="stDataFrame"] td')
    cells.first.wait_for(state="attached")
    said = cells.all_text_contents()
    assert said[2:4] == ["2032", "2033"], "theirs and one's own, side by side"
    assert said[7] == "李工填的业主"
    assert second.page.get_by_label("目标年份", exact=True).input_value() == "2033"
    second.click("edit_mine")
    mended = office.named()["双县光伏"]
    assert (mended.year, mended.owner) == (2033, "李工填的业主")


def test_uploads_of_one_visitor_are_unseen_by_another(open_tab, office):
    mine, other = open_tab(), open_tab()
    mine.paste("娄底市热力方案\n一、任务\n建设新化石冲口地热电站，装机容量1万千瓦。\n")
    mine.click("review_back")
    assert "热力方案" in mine.text()
    other.back(office.address)
    assert "热力方案" not in other.text()
    mine.back(office.address)  # a page loaded anew keeps a visitor's draft
    assert "热力方案" in mine.text()
    assert mine.page.locator('[class*="st-key-accept_"]').count() == 0


def test_what_is_refused_says_why_in_one_line_and_keeps_nothing(open_tab):
    tab = open_tab(WANG)
    before = tab.text().count("待定")
    marked = "秘密★1年\n娄底市实施方案\n建设新化某某风电场，装机容量13万千瓦。"
    for name, data, why in (
        ("密.txt", marked.encode(), "密"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "WPS"),
        ("坏.docx", b"PK\x03\x04" + bytes(100), "docx"),
    ):
        tab.drop(name, data)
        said = tab.text()
        assert name in said
        assert why in said
    assert tab.text().count("待定") == before


def test_hostile_text_stays_text_in_every_field(open_tab, office):
    names = HOSTILE[:10]
    items = [
        project(f"p{n}", " ".join(text.split())[:90] or "甲", responsible=(text,), owner=text)
        for n, text in enumerate(names, 1)
    ]
    owner = Owner.of_user(WANG)
    with Registry.open(office.url, settings=Settings()) as registry:
        registry.drafts.start(reading(*items, title=names[6]), owner=owner, note=names[7])
    tab = open_tab(WANG)
    tab.page.locator('[class*="st-key-draft_"]').filter(has_text=names[6]).get_by_role(
        "button", name="打开"
    ).click()
    tab.settle()
    assert names[6] in tab.text("review_title")
    assert tab.page.locator('[data-testid="stMain"] img[src="x"]').count() == 0
    tab.click("correct_")
    tab.page.keyboard.press("Escape")
