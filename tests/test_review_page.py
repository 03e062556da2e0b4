"""The review as a page: which item is open, what a click asks, what is shown of an item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Role
from projects.access.users import Users
from projects.models import Ledger
from projects.registry import Registry
from projects.reviewing.drafts import Item, ItemState, Owner
from projects.settings import Settings
from tests.made import fill
from tests.reviewing_data import TIED, project, reading
from views.i18n import texts
from views.review_acts import AT, following

WORDS = texts("zh")
WANG = "王工"


def items(doubtful, sure, state=ItemState.OPEN):
    """Return so many tied items, then so many sure ones, as a review has them."""
    tied = [Item(f"t{n}", replace(TIED, id=f"t{n}"), None, state=state) for n in range(doubtful)]
    return [*tied, *(Item(f"s{n}", project(f"s{n}"), None, state=state) for n in range(sure))]


@pytest.mark.parametrize(
    ("at", "gone", "then"),
    [
        ("t0", ["t0"], "t1"),  # the next doubtful one
        ("t2", ["t2"], "t0"),  # at the last of them those passed over
        ("s0", ["s0"], "s1"),  # who goes through the sure ones is not thrown back
        ("s1", ["s1"], "t0"),  # until none is behind
        (None, ["s0", "s1"], "t0"),
        ("t0", ["t0", "t1", "t2", "s0", "s1"], None),
    ],
)
def test_after_a_decision_the_next_doubtful_one_is_opened(at, gone, then):
    assert following(items(3, 2), at, gone) == then


class Page:
    """The page of additions, signed in, with one draft open."""

    def __init__(self, monkeypatch, folder, *projects, lang="zh", is_list=False, **facts):
        self.url = fill(folder / "made.sqlite")
        self.owner = Owner.of_user(WANG)
        self.settings = Settings()
        with Registry.open(self.url, settings=self.settings) as registry:
            given = reading(*projects, **facts)
            given = replace(given, text=None) if is_list else given
            self.id = registry.drafts.start(given, owner=self.owner)
        monkeypatch.setenv("LUOTU_REGISTRY", self.url)
        monkeypatch.setenv("LUOTU_USERS", str(folder / "users.json"))
        Users(folder / "users.json").add(WANG, Role.EDITOR, "some longer words")
        self.app = AppTest.from_function(_script, default_timeout=60, args=(lang,))
        self.app.run()
        self.app.text_input(key="signing_name").set_value(WANG)
        self.app.text_input(key="signing_passphrase").set_value("some longer words")
        self.app.button(key="who_try").click()
        self.app.session_state["add_draft"] = self.id
        self.app.run()
        assert not self.app.exception

    def click(self, key):
        self.app.button(key=key).click().run()
        assert not self.app.exception

    def said(self):
        return "\n".join(e.value for e in (*self.app.text, *self.app.caption, *self.app.warning))

    def has(self, key):
        return any(button.key == key for button in self.app.button)

    def draft(self):
        with Registry.open(self.url, settings=self.settings) as registry:
            return registry.drafts.open(self.id, owner=self.owner)


def _script(lang):
    from projects.settings import Settings
    from views import adding, signing
    from views.i18n import texts

    settings = Settings.from_environment()
    signing.show(settings, texts(lang))
    adding.show(settings, lang)


@pytest.fixture
def page(monkeypatch, tmp_path):
    return lambda *projects, **more: Page(monkeypatch, tmp_path, *projects, **more)


def test_accepting_opens_the_next_one_and_the_buttons_lead_on_and_back(page):
    second = replace(TIED, id="p4", name="另一热网", start=90, end=94, mentions=((90, 94),))
    shown = page(project(), TIED, second)
    assert shown.app.session_state[AT] == "p3"
    shown.click("accept_p3")
    assert shown.app.session_state[AT] == "p4"
    shown.click("review_next")
    assert shown.app.session_state[AT] == "p1"
    shown.click("review_before")
    assert shown.app.session_state[AT] == "p4"


def test_doubtful_ones_are_accepted_all_at_once_only_when_asked_twice(page):
    shown = page()
    label = shown.app.button(key="accept_all").label
    assert "3" in label
    assert "存疑 1" in label
    shown.click("accept_all")
    assert shown.draft().left == 3
    shown.click("accept_all_not")
    assert not shown.has("accept_all_sure")
    shown.click("accept_all")
    shown.click("accept_all_sure")
    assert shown.draft().left == 0


def test_the_question_is_asked_anew_after_anything_else_was_done(page):
    shown = page()
    shown.click("accept_all")
    shown.click("accept_p3")
    assert not shown.has("accept_all_sure")


def test_a_row_of_a_list_is_shown_cell_by_cell(page):
    other = (("乡镇", "石冲口"),)
    told = Ledger(row=5, place="石冲口镇", years="2025—2027", remark="已核准", other=other)
    shown = page(project(ledger=told, responsible=("市能源局",)), is_list=True)
    assert "表格的一行" in shown.said()
    for cell in ("石冲口镇", "2025—2027", "已核准", "乡镇", "石冲口", "市能源局", "180万千瓦"):
        assert cell in shown.said()
