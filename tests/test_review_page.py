"""The review as a page: which item is open, what a click asks, what is shown of an item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Role
from projects.access.users import Users
from projects.models import Ledger
from projects.registry import Registry
from projects.reviewing.doubles import differing, made_one
from projects.reviewing.drafts import Item, ItemState, Owner
from projects.settings import Settings
from tests.made import fill
from tests.reviewing_data import SHUANGFENG, TIED, WIND, XINHUA, mw, project, reading
from views.i18n import texts
from views.review_acts import AT, SEVERAL, TICKED, following

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
    shown.click("rev_next")
    assert shown.app.session_state[AT] == "p1"
    shown.click("rev_before")
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


def test_a_row_of_a_table_in_a_text_is_shown_with_its_headers(page):
    text = "重点项目\n| 项目名称 | 装机（万千瓦） |\n| 新化抽水蓄能电站 | 180 |\n"
    start = text.index("新化")
    span = (start, start + 8)
    read = project(start=start, end=span[1], mentions=(span,))
    shown = page(read, text=text, length=len(text))
    assert "装机（万千瓦）\n180" in shown.said()


def test_what_was_corrected_is_one_line_with_what_was_read(page):
    shown = page(project(responsible=("市能源局",)))
    with Registry.open(shown.url, settings=shown.settings) as registry:
        registry.drafts.correct(
            shown.id, "p1", {"responsible": ["市发改委"]}, owner=shown.owner, version=1
        )
    shown.app.run()
    assert "市发改委（机器读为：市能源局）" in shown.said()
    assert shown.said().count("责任单位") == 1


def test_a_reload_opens_the_review_that_the_address_names(page):
    shown = page()
    assert shown.id in shown.app.query_params["draft"]
    del shown.app.session_state["add_draft"]
    del shown.app.session_state["add_linked"]  # as a new session of the same browser has it
    shown.app.run()
    assert shown.has("review_back")
    shown.click("review_back")
    assert "draft" not in shown.app.query_params
    assert not shown.has("review_back")


def test_a_draft_of_somebody_else_in_the_address_is_told(page):
    shown = page()
    shown.app.session_state["add_draft"] = "0" * 16
    shown.app.run()
    assert WORDS["add_draft_gone"] in shown.said()
    assert "draft" not in shown.app.query_params


def test_finished_drafts_are_folded_away_and_deleting_says_what_stays(page):
    shown = page(project())
    shown.click("accept_p1")
    shown.click("review_back")
    assert WORDS["add_drafts_done"].format(count=1) in [e.label for e in shown.app.expander]
    shown.click(f"discard_{shown.id}")
    assert WORDS["add_discard_what_done"] in shown.said()
    shown.click(f"sure_{shown.id}")
    with Registry.open(shown.url, settings=shown.settings) as registry:
        assert "新化抽水蓄能电站" in {p.name for p in registry.projects()}


def test_each_file_brought_has_a_line_that_says_what_became_of_it():
    def script():
        from projects.intake import Progress
        from views import brought
        from views.i18n import texts

        if not brought._kept():
            for name in ("甲.docx", "乙.csv", "丙.doc"):
                brought.begin(name)
            brought.tell(1, stages=[Progress("found", 14)], draft="d1")
            brought.tell(3, fault="丙.doc：请另存为 docx")
        brought.show_brought(texts("zh"), [2], lambda _draft: None)

    app = AppTest.from_function(script).run()
    said = [text.value for text in app.text]
    assert "甲.docx" in said[0]
    assert "识别出项目 14 个" in said[0]
    assert app.button(key="brought_open_1").label == WORDS["add_open"]
    assert WORDS["add_brought_waiting"] in said[1]
    assert said[2].count("丙.doc") == 1
    app.button(key="brought_away").click().run()
    assert [text.value.split("\u3000")[0] for text in app.text] == ["乙.csv"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, ()),
        ({"kind": "wind_farm", "counties": (SHUANGFENG,)}, ("kind", "counties")),
        ({"capacity": mw(100.0)}, ("capacity",)),
        ({"capacity": (), "counties": ()}, ()),  # says nothing: no contradiction
    ],
)
def test_doubles_that_say_different_things_are_told(changes, fields):
    assert differing([project(), replace(project("p2"), **changes)]) == fields


def test_what_would_stay_is_shown_before_and_a_second_click_merges(page):
    first, second = project(capacity=()), WIND
    shown = page(first, second)
    entered = {item.id: item for item in shown.draft().items}
    would = made_one([entered["p1"], entered["p2"]])
    assert would.capacity == WIND.capacity
    assert would.counties == (XINHUA,)
    shown.app.session_state[TICKED], shown.app.session_state[SEVERAL] = ("p1", "p2"), True
    shown.app.run()
    assert "类别、区县" in shown.said()
    shown.click("several_merge")
    assert shown.draft().left == 2
    shown.click("several_merge_sure")
    assert [i.project for i in shown.draft().items if i.state is ItemState.OPEN] == [would]
