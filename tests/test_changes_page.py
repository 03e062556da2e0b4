"""The page of changes: one line an act, older ones in reach, names, reasons, undo of all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from layers.mapview import build_view
from projects.access.roles import Person, Role
from projects.kinds import MEASURES
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.reviewing.fields import FIELDS
from projects.reviewing.parts import Part
from projects.reviewing.values import ProjectKey
from projects.reviewing.whys import SPLIT, coded
from projects.settings import Settings
from tests.reviewing_data import NEW, START, TIED, WIND, facts_of, moved, reading, signed
from views import moment
from views.edit_words import EDIT_TEXTS
from views.history import revision_lines, why_text
from views.i18n import texts

if TYPE_CHECKING:
    from pathlib import Path

WORDS = texts("zh")
WANG = Owner.of_user("王工")
DOCUMENT = facts_of().sha256


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    url = f"sqlite:///{tmp_path}/r.sqlite"
    monkeypatch.setenv("LUOTU_REGISTRY", url)
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "users.json"))
    return Settings(registry_url=url)


def review(settings: Settings, years: int = 0) -> str:
    """Accept two of three by 王工, turn one down; 李工 corrects one so many times."""
    with Registry.open(settings.registry_url, settings=settings) as registry:
        draft = registry.drafts.start(reading(), owner=WANG, at=START)
        no = signed(why="split into: 城区热网一期、城区热网二期")
        registry.drafts.reject(draft, ["p3"], owner=WANG, version=1, signed=no)
        registry.drafts.accept(draft, owner=WANG, version=2, signed=signed(day=1))
        for number in range(years):
            change = {"year": 2030 + number}
            key = ProjectKey(DOCUMENT, "p1")
            registry.revisions.edit(
                key, change, version=number + 1, signed=signed("李工", 2 + number)
            )
        return draft


def opened(monkeypatch: pytest.MonkeyPatch, who: Person | None, lang: str = "zh") -> AppTest:
    def script() -> None:
        import streamlit as st

        from projects.settings import Settings
        from views import changes

        changes.show(Settings.from_environment(), st.session_state["lang"])

    monkeypatch.setattr("views.signing.person", lambda _settings: who)
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["lang"] = lang
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(text.value for text in app.text)


def test_an_acceptance_is_one_line_that_opens(settings, monkeypatch) -> None:
    review(settings)
    app = opened(monkeypatch, Person("王工", Role.EDITOR))
    assert not app.exception
    lines = [t.value for t in app.text if "王工" in t.value]
    assert len(lines) == 1
    assert "审阅接受 2 个、退回 1 个" in lines[0]
    assert "新化抽水蓄能电站、双峰风电场、城区热网" in lines[0]
    assert "娄底市实施方案" in lines[0]
    assert not [b for b in app.button if b.label == WORDS["hist_undo"]]
    app.button(key="act_toggle_1").click().run()
    assert "· 城区热网 · 退回" in said(app), "what was turned down has its name"
    assert "原因：已拆分为：城区热网一期、城区热网二期" in said(app)
    assert len([b for b in app.button if b.label == WORDS["hist_undo"]]) == 3
    assert len(app.tabs[0].dataframe) == 0, "that a project came is no table"


def test_older_acts_are_in_reach_and_counted(settings, monkeypatch) -> None:
    review(settings, years=39)
    app = opened(monkeypatch, Person("王工", Role.EDITOR))
    shown = WORDS["act_shown"]
    assert shown.format(shown=30, total=40) in [c.value for c in app.caption]
    app.button(key="acts_older").click().run()
    assert shown.format(shown=40, total=40) in [c.value for c in app.caption]
    assert "审阅接受" in said(app)
    app.selectbox(key="act_who").select("王工").run()
    assert shown.format(shown=1, total=1) in [c.value for c in app.caption]
    app.text_input(key="act_name").set_value("没有这样的").run()
    assert WORDS["act_none"] in [c.value for c in app.caption]


def test_any_earlier_change_is_taken_back_on_the_page(settings, monkeypatch) -> None:
    draft = review(settings, years=35)
    app = opened(monkeypatch, Person("张工", Role.EDITOR))
    app.button(key="acts_older").click().run()
    app.button(key="act_toggle_1").click().run()
    with Registry.open(settings.registry_url, settings=settings) as registry:
        act = registry.acts.latest(99)[-1]
        (down,) = [r for r in registry.acts.revisions(act.key) if r.project == "p3"]
    app.button(key=f"undo_{down.number}").click().run()
    app.button(key=f"undo_sure_{down.number}").click().run()
    assert WORDS["hist_undone_now"] in [s.value for s in app.success]
    with Registry.open(settings.registry_url, settings=settings) as registry:
        items = registry.drafts.open(draft, owner=WANG).items
    assert {i.id for i in items if i.state == "open"} == {"p3"}


@pytest.mark.parametrize(
    ("who", "may_all"),
    [
        (Person("王工", Role.EDITOR), True),
        (Person("李工", Role.EDITOR), False),
        (Person("李工", Role.ADMIN), True),
        (Person("李工", Role.READER), False),
        (None, False),
    ],
)
def test_a_whole_act_is_taken_back_by_who_did_it_or_an_administrator(
    settings, monkeypatch, who, may_all
) -> None:
    review(settings)
    app = opened(monkeypatch, who)
    app.button(key="act_toggle_1").click().run()
    assert [b.key for b in app.button if b.key == "act_undo_1"] == ["act_undo_1"] * may_all
    if may_all:
        app.button(key="act_undo_1").click().run()
        app.button(key="act_sure_1").click().run()
        assert WORDS["act_undone"].format(count=3) in [s.value for s in app.success]
        with Registry.open(settings.registry_url, settings=settings) as registry:
            assert registry.projects() == ()
            key = ProjectKey(DOCUMENT, "p2")
            undo = registry.revisions.history(key)[-1]
        assert "撤销 · 移出" in revision_lines(undo, WORDS, "zh")


def test_a_long_history_of_one_project_has_its_older_part(settings, monkeypatch) -> None:
    review(settings, years=40)

    def script() -> None:
        from projects.reviewing.values import ProjectKey
        from projects.settings import Settings
        from tests.reviewing_data import facts_of
        from views import history
        from views.i18n import texts

        key = ProjectKey(facts_of().sha256, "p1")
        history.show(key, Settings.from_environment(), texts("zh"), "zh")

    app = AppTest.from_function(script, default_timeout=60).run()
    assert "审阅接受" not in said(app)
    (more,) = [b for b in app.button if b.key.startswith("more_")]
    assert more.label == WORDS["act_more"].format(count=11, left=11)
    more.click().run()
    assert "审阅接受" in said(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        ("split into: 甲、乙", "已拆分为：甲、乙", "split into: 甲、乙"),
        (
            "the same as 甲（一期） (p3)",
            "与「甲（一期）」为同一项目，已并入",
            "the same as 甲（一期） (p3)",
        ),
        (coded(SPLIT, ["甲"]), "已拆分为：甲", "split into: 甲"),
        ("核对无误", "核对无误", "found right"),
        ("--accept-above 0.9", "自动收入把握 0.9 以上的", "taken in from a confidence of 0.9"),
        ("found right", "核对无误", "found right"),
        ("来电核实", "来电核实", "来电核实"),
    ],
)
def test_reasons_are_said_in_the_readers_language(why, zh, en) -> None:
    assert (why_text(why, "zh"), why_text(why, "en")) == (zh, en)


def test_fields_are_called_alike_in_the_form_and_in_histories() -> None:
    for field, names in FIELDS.items():
        words = EDIT_TEXTS.get(f"form_{field.replace('.', '_')}")
        if words is not None:
            assert words[0].split("（")[0] == names.zh, field
            assert words[1].split(" (")[0].split(",")[0].lower() == names.en.lower(), field


def test_an_administrator_sees_hands_over_and_discards_all_drafts(settings, monkeypatch) -> None:
    draft = review(settings)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        lost = registry.drafts.start(reading(), owner=Owner.of_visitor("x" * 43), at=START)
    editor = opened(monkeypatch, Person("李工", Role.EDITOR))
    assert not [b for b in editor.button if b.key == f"take_{draft}"]
    app = opened(monkeypatch, Person("李工", Role.ADMIN))
    assert any("王工 · 待定 0/3" in text.value for text in app.text)
    app.button(key=f"take_{lost}").click().run()
    app.button(key=f"all_discard_{draft}").click().run()
    app.button(key=f"all_sure_{draft}").click().run()
    assert not app.exception
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert [h.id for h in registry.drafts.mine(Owner.of_user("李工"))] == [lost]
        assert registry.drafts.mine(WANG) == ()
        assert len(registry.projects()) == 2, "what was accepted stays"
    app.selectbox(key=f"give_to_{lost}").select("王工").run()
    app.button(key=f"give_{lost}").click().run()
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert [h.id for h in registry.drafts.mine(WANG)] == [lost]


def test_a_moment_has_every_measure_and_its_list(settings) -> None:
    review(settings, years=1)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        then = registry.revisions.holdings_at(START + timedelta(days=1))
        held = registry.holdings()
    frame = moment.sums(then, held, WORDS, "zh")
    assert list(frame.iloc[:, 0]) == [measure.zh for measure in MEASURES.values()]
    told = {row[0]: row[1] for row in frame.to_numpy()}
    assert told[MEASURES["power"].zh] == "190 万千瓦"
    assert told[MEASURES["count"].zh].startswith("2")
    listed = moment.listed(then, WORDS, "zh")
    assert list(listed.iloc[0]) == [
        "新化抽水蓄能电站", "抽水蓄能", "规划", "180 万千瓦", "新化县", "娄底市实施方案"
    ]  # fmt: skip


def test_what_came_with_a_document_is_listed(settings, monkeypatch) -> None:
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        registry.revisions.remove(
            ProjectKey(DOCUMENT, "p2"), version=0, signed=signed("李工", 2, "重复")
        )
    app = opened(monkeypatch, None)
    app.button(key="act_toggle_1").click().run()
    assert "新化抽水蓄能电站、城区热网" in said(app)
    assert "李工 · 移出 · 双峰风电场" in said(app)


def test_the_reading_of_a_whole_document_is_taken_back_and_that_as_well(settings, monkeypatch):
    """Nobody accepted it: it came by `luotu ingest`, with no row for each project."""
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        (act,) = registry.acts.latest(1)
    app = opened(monkeypatch, Person("王工", Role.EDITOR))
    app.button(key=f"act_toggle_{act.first}").click().run()
    assert "读入 3 个项目，其中现在仍在 3 个" in said(app)
    assert app.button(key=f"act_undo_{act.first}").label == "整次撤销（3 个）"
    app.button(key=f"act_undo_{act.first}").click().run()
    app.button(key=f"act_sure_{act.first}").click().run()
    assert not app.exception
    assert "已撤销 3 个" in app.success[0].value
    assert any("读入文件" in t.value and t.value.endswith("已撤销") for t in app.text)
    assert not [b for b in app.button if b.key == f"act_undo_{act.first}"]
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert (registry.projects(), registry.documents()) == ((), ())
        (back, _) = registry.acts.latest(2)
    app.button(key=f"act_toggle_{back.first}").click().run()
    assert "移出的版本：娄底市实施方案" in said(app)
    app.button(key=f"act_undo_{back.first}").click().run()
    app.button(key=f"act_sure_{back.first}").click().run()
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert len(registry.projects()) == 3


def at_moment(monkeypatch: pytest.MonkeyPatch, settings: Settings, day: int) -> list:
    """Open the registry of a day, and return what its map shows."""
    seen: list = []

    def noted(scene, **more):
        seen.append(scene)
        return build_view(scene, **more)

    monkeypatch.setattr("views.moment_map.build_view", noted)
    app = opened(monkeypatch, None)
    app.session_state["changes_tabs_zh"] = WORDS["changes_at"]
    app.run()
    app.date_input(key="changes_day").set_value((START + timedelta(days=day)).date()).run()
    assert not app.exception
    return [sorted(project.name for project in scene.projects) for scene in seen]


def test_the_map_of_a_moment_shows_what_was_there_then(settings, monkeypatch):
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        key = ProjectKey(DOCUMENT, "p2")
        registry.revisions.remove(key, version=0, signed=signed("王工", 5, "取消"))
    now, then = at_moment(monkeypatch, settings, 3)
    assert now == ["城区热网", "新化抽水蓄能电站"]
    assert then == ["双峰风电场", "城区热网", "新化抽水蓄能电站"]


def test_a_moment_too_large_for_one_map_asks_for_a_plan(settings, monkeypatch):
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
    monkeypatch.setattr("views.moment_map.is_small", lambda *_: False)
    assert at_moment(monkeypatch, settings, 3) == []


def test_a_new_version_is_taken_back_on_the_page_unless_something_stands_on_it(
    settings, monkeypatch
) -> None:
    """The page sent people to read the earlier file again."""
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        before = registry.holdings()
        registry.revisions.reread(moved(WIND), signed=signed(day=2), supersedes=DOCUMENT)
        key = ProjectKey(NEW.sha256, "p2")
        version = registry.revisions.open(key).version
        edit = registry.revisions.edit(
            key, {"year": 2031}, version=version, signed=signed("李工", 3)
        ).number
        number = registry.acts.latest(2)[1].first
    app = opened(monkeypatch, Person("王工", Role.ADMIN))

    def take_back() -> None:
        app.button(key=f"act_undo_{number}").click().run()
        app.button(key=f"act_sure_{number}").click().run()
        assert not app.exception

    app.button(key=f"act_toggle_{number}").click().run()
    assert WORDS["act_came_version"].format(count=1) in [text.value for text in app.text]
    take_back()
    said = f"其后 李工 于 2026-01-04 08:00 又改过“双峰风电场”（第 {edit} 号），请先撤销那一次"
    assert any(said in text.value for text in app.text)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.undo(edit, signed=signed("李工", 4))
    take_back()
    assert [it.value for it in app.success] == [WORDS["act_undone"].format(count=3)]
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert registry.holdings() == before
        back = registry.acts.latest(1)[0].first
    app.button(key=f"act_toggle_{back}").click().run()
    told = [text.value for text in app.text]
    for word in ("act_back_document", "act_out_document"):
        assert WORDS[word].format(title="娄底市实施方案", source="plan.txt") in told


def test_a_new_version_is_told_with_one_line_a_project(settings, monkeypatch) -> None:
    """Each project stood there twice, with an undo that was always refused; three numbers."""
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        key = ProjectKey(DOCUMENT, "p3")
        registry.revisions.remove(key, version=0, signed=signed("王工", 1))
        registry.drafts.update(
            moved(WIND, TIED), owner=WANG, signed=signed(day=2), supersedes=DOCUMENT
        )
        (act,) = registry.acts.latest(1)
        assert dict(act.counts) == {"moved": 1, "dropped": 1}
        rows = [r for r in registry.acts.revisions(act.key) if r.project]
    app = opened(monkeypatch, Person("王工", Role.EDITOR))
    assert any("随新版本移入 1 个、移出 1 个" in t.value for t in app.text)
    app.button(key=f"act_toggle_{act.first}").click().run()
    assert len(rows) == 2
    assert not [b for b in app.button if b.key and b.key.startswith("undo_")]
    assert WORDS["act_whole_only"] in [c.value for c in app.caption]
    assert app.button(key=f"act_undo_{act.first}").label == "整次撤销（2 个）"
    app.button(key=f"act_undo_{act.first}").click().run()
    app.button(key=f"act_sure_{act.first}").click().run()
    assert not app.exception
    assert WORDS["act_undone"].format(count=2) in [s.value for s in app.success]
    assert any("撤销 2 个" in t.value for t in app.text), "the history says the same"
    with Registry.open(settings.registry_url, settings=settings) as registry:
        assert {p.id for p in registry.projects()} == {"p1", "p2"}


def test_the_whole_of_a_split_is_not_counted_as_turned_down(settings, monkeypatch) -> None:
    with Registry.open(settings.registry_url, settings=settings) as registry:
        draft = registry.drafts.start(reading(), owner=WANG, at=START)
        parts = [Part({"name": name}) for name in ("热网一期", "热网二期")]
        registry.drafts.split(draft, "p3", parts, owner=WANG, version=1, signed=signed(day=1))
        registry.drafts.reject(draft, ["p2"], owner=WANG, version=2, signed=signed(why="不建了"))
        registry.drafts.accept(draft, owner=WANG, version=3, signed=signed(day=1))
    app = opened(monkeypatch, None)
    line = next(t.value for t in app.text if "王工" in t.value)
    assert "审阅接受 3 个" in line
    assert "退回 1 个" in line
    assert "拆分 1 个" in line
