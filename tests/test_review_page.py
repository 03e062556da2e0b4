"""The review as a page: which item is open, what a click asks, what is shown of an item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from geo.divisions import Divisions
from projects.access.roles import Role
from projects.access.users import Users
from projects.models import Ledger
from projects.registry import Registry
from projects.reviewing.doubles import differing, made_one
from projects.reviewing.drafts import Item, ItemState, Owner
from projects.reviewing.values import Signature
from projects.settings import Settings
from projects.summaries import summarise
from tests.made import fill
from tests.reviewing_data import SHUANGFENG, TIED, WIND, XINHUA, mw, project, reading
from views.i18n import texts
from views.loading import refresh
from views.review_acts import AT, SEVERAL, TICKED
from views.review_order import Kept, following, in_place, kept_after

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


def test_what_was_dealt_with_keeps_its_place_until_it_is_decided():
    before = items(3, 2)
    kept = kept_after(Kept(), before, "t1")
    placed = replace(before[1], project=project("t1"))
    now = [before[0], before[2], *before[3:], placed]  # as the draft sorts them
    assert [i.id for i in in_place(now, kept)] == ["t0", "t1", "t2", "s0", "s1"]
    assert following(in_place(now, kept), "t1", ["t1"], kept.ids) == "t2"
    decided = [*now[:-1], replace(placed, state=ItemState.ACCEPTED)]
    assert [i.id for i in in_place(decided, kept)] == ["t0", "t2", "s0", "s1", "t1"]
    assert not kept_after(kept, before, "s0", gone=["t1"]).ids, "nothing is kept for ever"


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
    from views import adding, keeping, signing
    from views.i18n import texts

    keeping.remember()
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
    shown.click("unplaced_p3")
    assert shown.app.session_state[AT] == "p4"
    shown.click("rev_next")
    assert shown.app.session_state[AT] == "p1"
    shown.click("rev_before")
    assert shown.app.session_state[AT] == "p4"


def test_choosing_a_place_stays_and_then_the_next_doubtful_one_opens(page):
    tied = [
        replace(TIED, id=f"p{n}", name=f"热网{n}", start=n * 30, end=n * 30 + 3, mentions=())
        for n in (3, 4, 5)
    ]
    shown = page(project(), WIND, *tied)
    shown.click("accept_p3")
    shown.click("unplaced_p3")
    assert shown.app.session_state[AT] == "p4"
    shown.click(f"choose_p4_{XINHUA}")
    assert shown.app.session_state[AT] == "p4"
    assert "1/5" in shown.said(), "its row stays where it was"
    shown.click("accept_p4")
    assert shown.app.session_state[AT] == "p5"


def test_after_a_split_its_first_part_opens_and_then_the_others(page):
    shown = page(project(), TIED, replace(TIED, id="p4", name="另一热网", mentions=()))
    shown.app.text_area(key="split_p3").set_value("热网甲\n新化热网乙").run()
    shown.click("split_do")
    first = shown.app.session_state[AT]
    assert shown.draft().items
    called = {item.id: item.project.name for item in shown.draft().items}
    assert called[first] == "热网甲"
    shown.click(f"accept_{first}")
    shown.click(f"unplaced_{first}")
    assert called[shown.app.session_state[AT]] == "新化热网乙"


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
    shown.click("unplaced_p3")
    assert not shown.has("accept_all_sure")


def test_what_lies_in_no_county_is_accepted_as_that_alone_or_not_at_all(page):
    shown = page()
    shown.click("accept_p3")
    assert shown.draft().left == 3
    assert "不计入任何区县" in shown.said()
    assert not shown.has("accept_p3")
    shown.click("placed_p3")
    assert not shown.has("unplaced_p3")
    shown.click("accept_p3")
    shown.click(f"choose_p3_{XINHUA}")
    assert "不计入任何区县" not in shown.said()
    shown.click("accept_p3")
    assert shown.draft().left == 2, "it has a county now"


def test_accepting_all_names_what_lies_in_no_county(page):
    shown = page()
    shown.click("accept_all")
    assert "1 个没有落县" in shown.said()
    assert "城区热网" in shown.said()
    shown.click("accept_all_sure")
    assert "待定位 1 个" in shown.app.toast[0].value


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


def test_what_is_half_typed_of_one_item_stays_while_another_is_accepted(page):
    shown = page(project(), WIND)
    shown.click("correct_p1")
    form = next(n for n in shown.app.number_input if n.key.endswith("_year"))
    form.set_value(2031).run()
    shown.app.session_state[AT] = "p2"
    shown.app.run()
    shown.click("accept_p2")
    shown.app.session_state[AT] = "p1"
    shown.app.run()
    shown.click("correct_p1")
    form = next(n for n in shown.app.number_input if n.key.endswith("_year"))
    assert form.value == 2031


def elsewhere(shown, *projects):
    """Bring the projects in by another plan of the same place, and look at the draft again."""
    other = reading(*projects, text="另一份规划的正文", title="娄底市能源规划", date="2024-01-01")
    own = [replace(p, document=other.facts.sha256) for p in projects]
    with Registry.open(shown.url, settings=shown.settings) as registry:
        registry.revisions.reread(replace(other, projects=tuple(own)), signed=Signature.of(WANG))
    refresh()
    shown.app.run()
    assert not shown.app.exception


def test_what_another_document_names_already_is_doubtful_and_both_are_shown(page):
    shown = page(project(name="紫云风电场", kind="wind_farm"), WIND)
    assert not shown.has("accept_all")
    elsewhere(shown, project("p9", "新化县紫云风电场项目", kind="wind_farm", capacity=mw(1200.0)))
    assert shown.app.session_state[AT] == "p1"
    assert "其中存疑 1" in shown.said()
    assert shown.has("accept_all"), "it is not among those that are accepted unseen"
    for told in (
        "《娄底市能源规划》也点名「新化县紫云风电场项目」",
        "180 万千瓦",
        "120 万千瓦",
    ):
        assert told in shown.said()
    shown.click("accept_p1")
    with Registry.open(shown.url, settings=shown.settings) as registry:
        found = summarise(registry.holdings(), divisions=Divisions.load(), measure="count")
    assert len(found.repeats) == 1, "the sums flag it"


@pytest.mark.parametrize(
    ("answer", "state"), [("same", ItemState.REJECTED), ("other", ItemState.ACCEPTED)]
)
def test_what_is_perhaps_another_documents_is_answered_there(page, answer, state):
    shown = page(project(name="紫云风电场二期", kind="wind_farm"), WIND)
    elsewhere(shown, project("p9", "紫云风电场", kind="wind_farm"))
    assert "可能与《娄底市能源规划》中的「紫云风电场」" in shown.said()
    shown.click(f"{answer}_p1")
    item = next(i for i in shown.draft().items if i.id == "p1")
    assert item.state is state
    assert ("娄底市能源规划" in item.reason) is (answer == "same")


def test_the_same_document_is_no_other(page):
    shown = page(project())
    with Registry.open(shown.url, settings=shown.settings) as registry:
        registry.revisions.reread(reading(project(), WIND), signed=Signature.of(WANG))
    refresh()
    shown.app.run()
    assert "存疑 0" in shown.said()
