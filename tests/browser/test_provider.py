"""Signing in through an identity provider, in a real browser: there, back, and out again."""

from __future__ import annotations

import sqlite3

import pytest

from tests.browser.conftest import SHOTS
from tests.browser.offices import Tab, serving
from tests.browser.servers import serve
from tests.browser.visiting import visitors
from tests.made import fill
from tests.oidc import Provider

pytestmark = pytest.mark.browser

ROLES = "wang@city.gov.cn=editor, odd@city.gov.cn=editor, *@city.gov.cn=reader"
ACCOUNTS = {
    "wang": {"name": "王工", "email": "wang@city.gov.cn", "email_verified": True},
    "li": {"name": "李工", "email": "li@city.gov.cn", "email_verified": True},
    "odd": {"name": "赵工", "email": "odd@city.gov.cn", "email_verified": False},
    "other": {"name": "路人", "email": "someone@else.cn", "email_verified": True},
}
REFUSED = {
    "li": "已登录：李工 <li@city.gov.cn>（只读）",
    "other": "someone@else.cn 的账号在本系统没有角色，只能查看",
    "odd": "odd@city.gov.cn 的地址未经单位账号服务核实",
}
WANG = "王工 <wang@city.gov.cn>"
PLAN = "娄底市抽水蓄能方案\n一、任务\n建设新化奉家抽水蓄能电站，装机容量111万千瓦。\n"


class Office:
    """A server over a registry of its own, in whose settings a provider stands."""

    def __init__(self, folder, provider, path=""):
        self.file = folder / "made.sqlite"
        self.url = fill(self.file)
        redirect = f"http://127.0.0.1:{{port}}{path}/oauth2callback"
        told = folder / ".streamlit" / "secrets.toml"
        told.parent.mkdir()
        told.write_text(provider.secrets(redirect), "utf-8")
        self.env = {"HOME": str(folder), "LUOTU_ROLES": ROLES, "LUOTU_USERS": str(folder / "u")}
        self.address = ""


@pytest.fixture(scope="module")
def provider():
    with Provider(ACCOUNTS) as made:
        yield made


@pytest.fixture(scope="module")
def office(tmp_path_factory, provider):
    with serving(Office(tmp_path_factory.mktemp("provided"), provider)) as made:
        yield made


class Visit(Tab):
    """A visitor's page who knows the way to the provider and back."""

    def sign_in(self, account):
        self.page.get_by_role("button", name="用单位账号登录").click()
        self.page.get_by_role("link", name=account).click()
        self.page.locator(".st-key-who").wait_for()
        self.settle()

    def who(self):
        return " ".join(self.page.locator(".st-key-who").inner_text().split())

    def shot(self, name):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"provider-{name}.png")


@pytest.fixture
def visit(chromium, office):
    with visitors(chromium, patience=15_000) as opened:
        yield lambda address=None: Visit(opened(), f"{address or office.address}add")


def test_who_the_provider_vouches_for_edits_under_that_name_until_signing_out(
    visit, office, provider
):
    tab = visit()
    assert tab.who() == "未登录，只读 用单位账号登录"
    tab.sign_in("wang")
    assert tab.page.url == f"{office.address}add", "back where one came from"
    assert tab.who() == f"已登录：{WANG}（编辑） 退出"
    tab.shot("signed-in")
    tab.paste(PLAN)
    tab.click("accept_p1")
    with sqlite3.connect(office.file) as database:
        signed = database.execute("SELECT DISTINCT who FROM revisions WHERE who != ''").fetchall()
    assert signed == [(WANG,)]
    second = Visit(tab.page.context.new_page(), f"{office.address}changes")
    assert WANG in second.who(), "one sign-in for all pages of a browser"
    assert WANG in second.text()
    tab.click("who_out")
    assert tab.who() == "未登录，只读 用单位账号登录"
    assert "/logout" in provider.asked
    second.page.get_by_text("English", exact=True).click()  # whatever one does there next
    second.page.wait_for_timeout(1500)
    second.settle()
    assert second.who().startswith(("未登录", "Not signed in")), second.who()
    tab.sign_in("wang")
    assert WANG in tab.who(), "signing in again is a sign-in of its own"


def test_who_may_not_edit_is_told_why_and_can_leave(visit):
    tab = visit()
    for account, said in REFUSED.items():
        tab.sign_in(account)
        assert said in tab.who()
        tab.shot(account)
        if account != "odd":
            tab.go("加规划")
            tab.paste(PLAN)
            assert tab.page.locator('[class*="st-key-accept_"]').count() == 0
        tab.click("who_out")
        assert tab.who().startswith("未登录，只读")


def test_a_link_to_a_draft_opens_it_once_signed_in(visit, office):
    tab = visit()
    tab.sign_in("wang")
    tab.paste(PLAN.replace("111", "112"))
    link = tab.page.url
    assert "draft=" in link
    tab.page.locator(".st-key-who_out button").click()  # it leaves the page
    tab.page.get_by_text("未登录，只读").wait_for()
    tab.page.goto(link)
    tab.page.get_by_text("登录后，如属于您，会自动打开").wait_for()
    tab.settle()
    assert tab.page.url == link
    tab.sign_in("wang")
    tab.page.locator(".st-key-review_item").wait_for()
    assert tab.page.url == link
    assert "奉家抽水蓄能电站" in tab.text("review_item")


def test_a_sign_in_that_fails_says_so_in_one_line_and_signs_nobody_in(visit, provider):
    tab = visit()
    tab.sign_in("cancel")
    assert "单位账号登录没有完成" in tab.who()
    assert "未登录，只读" in tab.who()
    assert "signin" not in tab.page.url
    assert "/add" in tab.page.url
    provider.forges = True
    tab.sign_in("wang")
    provider.forges = False
    assert "单位账号登录没有完成" in tab.who(), "signed with a key that is not the provider's"
    assert WANG not in tab.who()
    tab.shot("refused")


def test_below_a_path_idleness_ends_it_and_a_provider_out_of_reach_is_told(visit, tmp_path):
    with Provider(ACCOUNTS) as provider:
        made = Office(tmp_path, provider, path="/luotu")
        made.env |= {"STREAMLIT_SERVER_BASE_URL_PATH": "luotu", "LUOTU_IDLE_MINUTES": "0.1"}
        with serve(made.url, env=made.env, base="/luotu") as address:
            tab = visit(address)
            tab.sign_in("wang")
            assert WANG in tab.who()
            assert tab.page.url == f"{address}add"
            tab.page.get_by_text("登录已结束").wait_for(timeout=30_000)
            tab.click("who_again")
            tab.page.wait_for_timeout(1500)
            tab.settle()
            assert "登录已结束" in tab.who()
            assert "未登录，只读" in tab.who()
            assert "/logout" in provider.asked, "the provider's own sign-in ends, too"
            tab.shot("idle")
            provider.end()
            tab.page.get_by_role("button", name="用单位账号登录").click()
            tab.page.get_by_text("暂时连不上单位账号服务").wait_for()
            tab.settle()
            assert tab.page.url.startswith(address)
            tab.shot("down")
            tab.page.close()
