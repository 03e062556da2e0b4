"""The page of additions where a draft of the file that is brought is not done yet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Role
from projects.access.users import Users
from projects.importing import Options
from projects.intake import Asked, Means, intake
from projects.registry import Registry
from projects.reviewing.drafts import ItemState, Owner
from projects.reviewing.values import Signature
from projects.settings import Settings
from tests.made import fill
from tests.plans_data import gazetteer
from views.adding_read import PENDING, Pending

WANG = "王工"
PLAN = "娄底市风电方案\n一、任务\n建设新化县紫云风电场10万千瓦，双峰县白云风电场5万千瓦。\n"
ROWS = (
    "序号,项目名称,建设地点,装机（万千瓦）,二期（万千瓦）\n"
    "1,新化紫云风电场,新化县,10,20\n2,双峰白云风电场,双峰县,5,5\n3,涟源古塘风电场,涟源市,4,6\n"
).encode()
OTHER = {"": {"capacity": "二期（万千瓦）"}}


def _script(lang):
    from projects.settings import Settings
    from views import adding, signing
    from views.i18n import texts

    settings = Settings.from_environment()
    signing.show(settings, texts(lang))
    adding.show(settings, lang)


class Desk:
    """The page of additions of an editor, and the registry behind it."""

    def __init__(self, folder, lang="zh"):
        self.url, self.owner = fill(folder / "made.sqlite"), Owner.of_user(WANG)
        Users(folder / "users.json").add(WANG, Role.EDITOR, "some longer words")
        self.app = AppTest.from_function(_script, default_timeout=60, args=(lang,))

    def sign_in(self):
        self.app.run()
        self.app.text_input(key="signing_name").set_value(WANG)
        self.app.text_input(key="signing_passphrase").set_value("some longer words")
        self.click("who_try")
        return self

    def click(self, key):
        self.app.button(key=key).click().run()
        assert not self.app.exception

    def has(self, key):
        return any(button.key == key for button in self.app.button)

    def said(self):
        return "\n".join(e.value for e in (*self.app.text, *self.app.caption, *self.app.warning))

    def bring(self, reading, name="清单.csv"):
        """Let a reading wait for its answer, as a file does that was dropped."""
        self.app.session_state[PENDING] = [Pending(name, ROWS, reading=reading)]
        self.app.session_state["add_draft"] = None
        del self.app.session_state["add_draft"]
        self.app.run()
        assert not self.app.exception

    def drafts(self):
        with Registry.open(self.url, settings=Settings()) as registry:
            heads = registry.drafts.mine(self.owner)
            return [registry.drafts.open(head.id, owner=self.owner) for head in heads]

    def judge(self):
        """Turn one item of the latest draft down and put another right."""
        draft = self.drafts()[0]
        ids = {item.project.name: item.id for item in draft.items}
        with Registry.open(self.url, settings=Settings()) as registry:
            doors, id_ = registry.drafts, draft.head.id
            version = doors.reject(
                id_, [ids["双峰白云风电场"]], owner=self.owner, version=draft.version,
                signed=Signature.of(WANG, "不是项目"),
            ).version  # fmt: skip
            doors.correct(
                id_, ids["新化紫云风电场"], {"year": 2030}, owner=self.owner, version=version
            )


@pytest.fixture
def desk(monkeypatch, tmp_path):
    made = Desk(tmp_path)
    monkeypatch.setenv("LUOTU_REGISTRY", made.url)
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "users.json"))
    return made.sign_in()


def read_rows(sheets=None):
    table = Options(sheets=sheets) if sheets else None
    return intake(ROWS, "清单.csv", means=Means(gazetteer()), asked=Asked("431300", table))


def test_a_text_pasted_again_opens_its_draft_and_says_so(desk):
    for _ in range(2):
        desk.app.text_area(key="add_text").set_value(PLAN)
        desk.click("add_read")
        if not desk.has("add_start"):
            assert "紫云" in desk.said()
        desk.click("review_back")
    assert len(desk.drafts()) == 1
    desk.app.text_area(key="add_text").set_value(PLAN)
    desk.click("add_read")
    assert "已有未审完的草稿" in desk.said()
    assert "读得的内容相同" in desk.said()


def test_a_text_that_a_better_reader_reads_otherwise_asks(desk):
    desk.app.text_area(key="add_text").set_value(PLAN)
    desk.click("add_read")
    draft = desk.drafts()[0]
    with Registry.open(desk.url, settings=Settings()) as registry:
        earlier = intake(PLAN.encode(), "粘贴文本.txt", means=Means(gazetteer())).whole
        less = replace(earlier, projects=earlier.projects[:1])
        registry.drafts.instead(draft.head.id, less, owner=desk.owner, version=draft.version)
    desk.click("review_back")
    desk.app.text_area(key="add_text").set_value(PLAN)
    desk.click("add_read")
    assert "与它不同" in desk.said()
    assert len(desk.drafts()[0].items) == 1
    desk.click("add_waits_instead")
    assert len(desk.drafts()) == 1
    assert len(desk.drafts()[0].items) == 2


def test_a_list_read_with_other_columns_takes_the_drafts_place_and_keeps_what_was_judged(desk):
    desk.bring(read_rows())
    desk.click("add_start")
    desk.judge()
    desk.bring(read_rows(OTHER))
    said = desk.said()
    for part in ("未审完的草稿", WANG, "2/3", "与它不同", "保留 2 项"):
        assert part in said
    assert not desk.has("add_start")
    desk.click("add_waits_instead")
    (draft,) = desk.drafts()
    items = {item.project.name: item for item in draft.items}
    sizes = {name: item.project.capacity[0].value for name, item in items.items()}
    assert sizes == {"新化紫云风电场": 200.0, "双峰白云风电场": 50.0, "涟源古塘风电场": 60.0}
    assert items["双峰白云风电场"].state is ItemState.REJECTED
    assert items["新化紫云风电场"].project.year == 2030
    assert "二期" in draft.head.note
    assert "已用这次读取的替换原来的草稿" in desk.said()


def test_going_on_with_the_older_draft_changes_nothing_of_it(desk):
    desk.bring(read_rows())
    desk.click("add_start")
    before = desk.drafts()
    desk.bring(read_rows(OTHER))
    desk.click("add_waits_on")
    assert desk.drafts() == before
    assert desk.app.session_state["add_draft"] == before[0].head.id
    assert PENDING not in desk.app.session_state or not desk.app.session_state[PENDING]


def test_both_are_kept_where_one_wants_both(desk):
    desk.bring(read_rows())
    desk.click("add_start")
    desk.bring(read_rows(OTHER))
    desk.click("add_waits_both")
    assert len(desk.drafts()) == 2
    desk.bring(read_rows(OTHER))
    assert "相同" in desk.said(), "of two the one that is the same is told"
    assert "还有 1 份" in desk.said()
    assert not desk.has("add_waits_instead")


def test_work_done_meanwhile_in_another_window_is_not_run_over(desk):
    desk.bring(read_rows())
    desk.click("add_start")
    desk.bring(read_rows(OTHER))
    desk.judge()
    desk.click("add_waits_instead")
    assert "另一窗口" in desk.said()
    assert "2/3" in desk.said()
    assert [i.project.capacity[0].value for i in desk.drafts()[0].items] != [200.0, 60.0, 50.0]


def test_an_open_question_leaves_the_drafts_in_sight_and_no_version_is_chosen_beforehand(desk):
    desk.bring(read_rows())
    desk.click("add_start")
    desk.click("review_back")
    asked = read_rows()
    facts = replace(asked.document.facts, sha256="e" * 64)
    desk.app.session_state[PENDING] = [
        Pending("甲.csv", b"", reading=asked, like=(facts,)),
    ]
    desk.app.run()
    assert not desk.app.exception
    assert desk.has(f"open_{desk.drafts()[0].head.id}")
    assert desk.app.selectbox(key="add_version").value is None
    assert not desk.has("add_start")
    assert not desk.has("add_update")
