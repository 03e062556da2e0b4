"""Signing in where it goes wrong: idle sessions end and lose nothing, failed tries are slowed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SHOTS
from tests.browser.offices import LI, PASSPHRASE, WANG, Office, serving, tabs
from views.visitors import COOKIE

pytestmark = pytest.mark.browser

IDLE_SECONDS = 6
LONG = 60_000
PLAN = "娄底市风电方案\n一、任务\n建设新化县紫云风电场，装机容量10万千瓦。\n"
YEAR = "目标年份"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with serving(Office(tmp_path_factory.mktemp("signing"))) as made:
        yield made


@pytest.fixture
def tab(chromium, office):
    with tabs(chromium, office) as opened:
        yield opened()


@pytest.fixture
def hasty(chromium, tmp_path):
    """The page of an office where a sign-in ends after a few idle seconds."""
    idle = {"LUOTU_IDLE_MINUTES": f"{IDLE_SECONDS / 60}"}
    with serving(Office(tmp_path), **idle) as made, tabs(chromium, made) as opened:
        yield opened()


def sidebar(tab):
    return tab.page.get_by_test_id("stSidebar")


def wait_for_the_end(tab):
    """Do nothing until the open page says by itself that the sign-in has ended."""
    told = sidebar(tab).get_by_text("因长时间未操作，登录已结束")
    expect(told).to_be_visible(timeout=LONG)


def test_idleness_ends_the_sign_in_says_so_and_loses_nothing(hasty):
    tab, page = hasty, hasty.page
    tab.sign_in(WANG)
    tab.go("加规划")
    tab.paste(PLAN)
    tab.click("correct_")
    tab.type(YEAR, "2031")
    wait_for_the_end(tab)
    page.keyboard.press("Escape")
    expect(tab.page.get_by_text("刚才的审阅已保存为草稿")).to_be_visible(timeout=LONG)
    assert page.locator('[class*="st-key-accept_"]').count() == 0
    assert "紫云" not in tab.text(), "a draft of who was signed in is not a visitor's"

    tab.sign_in(WANG)
    tab.click("open_")
    tab.click("correct_")
    field = page.get_by_label(YEAR, exact=True)
    expect(field).to_have_value("2031")
    page.keyboard.press("Escape")
    tab.click("review_back")

    page.get_by_role("tab", name="粘贴文本").click()
    text = page.get_by_label("规划全文", exact=True)
    text.fill(PLAN)
    wait_for_the_end(tab)
    sidebar(tab).get_by_role("button", name="登录").first.click()
    expect(sidebar(tab).get_by_text("未登录，只读")).to_be_visible(timeout=LONG)
    expect(text).to_have_value(PLAN)


def test_failed_tries_are_told_how_long_to_wait_and_the_right_one_works_then(tab, office):
    page = tab.page
    tab.sign_in(LI, "not that one")
    expect(page.get_by_text("用户名或口令不对")).to_be_visible()
    waits = page.get_by_text(re.compile("失败次数过多，请 [1-9] 秒后再试"))
    long_enough = page.get_by_text(re.compile("失败次数过多，请 [3-9] 秒后再试"))
    for _ in range(20):  # how many it takes is the machine's: only quick ones are refused
        expect(page.get_by_label("口令", exact=True)).to_be_visible()  # it closed, with its word
        page.get_by_label("口令", exact=True).fill("not that one either")
        tab.click("who_try")
        if long_enough.is_visible():
            break
    expect(waits).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("口令", exact=True)).to_be_hidden()
    expect(waits).to_be_visible()  # with the form it was gone, and nobody knew for how long
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / "signing-wait.png")
    expect(page.get_by_text("现在可以再试了")).to_be_visible(timeout=LONG)
    sidebar(tab).get_by_role("button", name="登录").first.click()
    is_in = sidebar(tab).get_by_text(f"已登录：{LI}")
    for _ in range(20):  # the right one has to wait, too
        page.get_by_label("口令", exact=True).fill(PASSPHRASE)
        tab.click("who_try")
        if is_in.count():
            break
    expect(is_in).to_be_visible()


def token_of(tab):
    cookies = tab.page.context.cookies()
    return next(cookie["value"] for cookie in cookies if cookie["name"] == COOKIE)


def test_signing_in_gives_the_browser_another_token_which_a_reload_keeps(tab, office):
    """Who had set the token before, on a shared machine, was signed in with it."""
    before = token_of(tab)
    planted = tab.page.context.browser.new_context()
    planted.add_cookies([{"name": COOKIE, "value": before, "url": office.address}])
    tab.sign_in(WANG)
    expect(sidebar(tab).get_by_text(f"已登录：{WANG}")).to_be_visible()
    tab.page.screenshot(path=SHOTS / "signing-in.png")
    after = token_of(tab)
    assert after != before
    tab.page.reload()
    expect(sidebar(tab).get_by_text(f"已登录：{WANG}")).to_be_visible(timeout=LONG)
    assert token_of(tab) == after
    other = planted.new_page()
    other.goto(office.address)
    expect(other.get_by_text("未登录，只读")).to_be_visible(timeout=LONG)
    planted.close()
    tab.click("who_out")
    expect(sidebar(tab).get_by_text("未登录，只读")).to_be_visible()
    tab.sign_in(WANG)
    expect(sidebar(tab).get_by_text(f"已登录：{WANG}")).to_be_visible()
    assert token_of(tab) not in {before, after}, "also where the page was open all the while"
