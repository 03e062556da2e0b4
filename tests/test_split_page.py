"""On the page: a split and its undo; a new version is reviewed before it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Role
from projects.access.users import Users
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.settings import Settings
from tests.made import fill
from tests.reviewing_data import WIND, XINHUA, facts_of, mw, project, reading, signed
from views.i18n import texts

WORDS = texts("zh")
WANG = "王工"


class Page:
    """The page of additions with an editor signed in."""

    def __init__(self, monkeypatch, folder) -> None:
        def script():
            from projects.settings import Settings
            from views import adding, signing
            from views.i18n import texts

            settings = Settings.from_environment()
            signing.show(settings, texts("zh"))
            adding.show(settings, "zh")

        self.url = fill(folder / "made.sqlite")
        monkeypatch.setenv("LUOTU_REGISTRY", self.url)
        monkeypatch.setenv("LUOTU_USERS", str(folder / "users.json"))
        Users(folder / "users.json").add(WANG, Role.EDITOR, "some longer words")
        self.app = AppTest.from_function(script, default_timeout=60)

    def sign_in(self) -> None:
        self.app.run()
        self.app.text_input(key="signing_name").set_value(WANG)
        self.app.text_input(key="signing_passphrase").set_value("some longer words")
        self.click("who_try")

    def click(self, key: str) -> None:
        self.app.button(key=key).click().run()
        assert not self.app.exception

    def said(self) -> str:
        shown = (*self.app.text, *self.app.caption, *self.app.warning, *self.app.info)
        return "\n".join(str(element.value) for element in shown)

    def registry(self) -> Registry:
        return Registry.open(self.url, settings=Settings())


@pytest.fixture
def page(monkeypatch, tmp_path) -> Page:
    return Page(monkeypatch, tmp_path)


def test_parts_are_placed_by_their_names_and_a_split_is_taken_back(page) -> None:
    both = project(name="两个电站", counties=(XINHUA, "431321"), capacity=mw(200.0))
    with page.registry() as registry:
        draft = registry.drafts.start(reading(both), owner=Owner.of_user(WANG))
    page.sign_in()
    page.click(f"open_{draft}")
    lines = "新化县甲电站 | 10万千瓦\n乙电站 | 8万千瓦"
    page.app.text_area(key="split_p1").set_value(lines).run()
    said = page.said()
    assert "新化县甲电站：新化县" in said
    assert "乙电站：名称未指明区县" in said
    assert "整体 20 万千瓦，各部分之和 18 万千瓦，不一致" in said
    page.app.text_area(key="split_p1").set_value(lines.replace("8万", "10万")).run()
    assert "整体 20 万千瓦 = 各部分之和" in page.said()
    page.click("split_do")
    assert page.app.button(key="choose_p1-2_431321"), "its county is asked for"
    page.app.session_state["review_at"] = "p1"
    page.app.run()
    assert "已拆分为：新化县甲电站、乙电站" in page.said()
    assert page.app.button(key="reopen_p1").label == WORDS["rev_undo_split"]
    page.click("reopen_p1")
    with page.registry() as registry:
        opened = registry.drafts.open(draft, owner=Owner.of_user(WANG))
    assert [item.id for item in opened.items if item.state == "open"] == ["p1"]


def test_a_changed_project_of_a_new_version_shows_both_and_what_is_there_can_be_kept(page) -> None:
    new = facts_of("新的一版").sha256
    larger = replace(WIND, document=new, capacity=mw(120.0), confidence=0.5)
    with page.registry() as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        done = registry.drafts.update(
            reading(larger, text="新的一版"), owner=Owner.of_user(WANG), signed=signed(),
            supersedes=facts_of().sha256,
        )  # fmt: skip
    page.sign_in()
    page.click(f"open_{done.draft}")
    assert "项目库中已有此项目" in page.said()
    (table,) = [frame.value for frame in page.app.dataframe if WORDS["hist_was"] in frame.value]
    assert table.iloc[0].tolist()[1:] == ["10万千瓦", "12万千瓦"]
    page.click("keep_p2")
    assert WORDS["rev_there_same"] in page.said()
    page.click("accept_p2")
    with page.registry() as registry:
        (wind,) = registry.projects(new)
    assert (wind.capacity, wind.checked.by) == (WIND.capacity, WANG)
