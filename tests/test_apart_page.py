"""The review's answer "not the same": a button, and what the sums and the history make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from geo.divisions import Divisions
from projects.models import Double
from projects.registry import Registry
from projects.reviewing.drafts import Doubt
from projects.reviewing.values import ProjectKey, Signature
from projects.summaries import summarise
from tests.reviewing_data import WIND, facts_of, mw, project
from tests.test_review_page import WANG, WORDS, Page, elsewhere
from views.review_acts import AT

SAID = "rev_apart_told"


@pytest.fixture
def page(monkeypatch, tmp_path):
    return lambda *projects: Page(monkeypatch, tmp_path, *projects)


def item(shown, id_):
    return next(i for i in shown.draft().items if i.id == id_)


def repeats(shown):
    with Registry.open(shown.url, settings=shown.settings) as registry:
        found = summarise(registry.holdings(), divisions=Divisions.load(), measure="count")
    return len(found.repeats), found.total.projects


def test_a_certain_double_of_another_document_is_told_apart(page):
    shown = page(project(name="紫云风电场", kind="wind_farm"), WIND)
    elsewhere(shown, project("p9", "新化县紫云风电场项目", kind="wind_farm", capacity=mw(1200.0)))
    before = repeats(shown)[1]
    shown.click("apart_p1")
    assert WORDS[SAID].format(names="「新化县紫云风电场项目」") in shown.said()
    assert "其中存疑 0" in shown.said()
    shown.click("apart_back_p1")
    assert "其中存疑 1" in shown.said()
    assert item(shown, "p1").project.apart == ()
    shown.click("apart_p1")
    shown.click("accept_p1")
    assert repeats(shown) == (0, before + 1)
    with Registry.open(shown.url, settings=shown.settings) as registry:
        key = ProjectKey(facts_of().sha256, "p1")
        (accepted,) = registry.revisions.history(key)
        assert (accepted.who, registry.revisions.open(key).corrected) == (WANG, ("apart",))
        registry.revisions.undo(accepted.number, signed=Signature.of(WANG))
    assert repeats(shown) == (0, before)


def test_doubles_of_one_draft_are_told_apart_on_both_sides(page):
    first = project(name="紫云风电场", kind="wind_farm", doubles=(Double("p2", "sizes differ"),))
    shown = page(first, replace(WIND, doubles=(Double("p1", "sizes differ"),)))
    shown.app.session_state[AT] = "p1"
    shown.app.run()
    assert "疑似与「双峰风电场」重复" in shown.said()
    shown.click("apart_p1_p2")
    assert [Doubt.DOUBLE in item(shown, id_).doubts for id_ in ("p1", "p2")] == [False, False]
    assert [one.name for one in item(shown, "p2").project.apart] == ["紫云风电场"]
    assert not shown.has("apart_p1_p2")
    shown.click("apart_back_p1")
    assert [Doubt.DOUBLE in item(shown, id_).doubts for id_ in ("p1", "p2")] == [True, True]
    assert [item(shown, id_).project.apart for id_ in ("p1", "p2")] == [(), ()]


def _form() -> None:
    import streamlit as st

    from projects.models import Apart
    from projects.settings import Settings
    from tests.reviewing_data import project
    from views.i18n import texts
    from views.project_form import About, form

    told = (Apart("d" * 64, "p7", "甲风电场"), Apart("d" * 64, "p8", "乙风电场"))
    about = About("k", Settings.from_environment(), texts("zh"), "zh", place="431300")
    st.session_state["said"] = dict(form(project(apart=told), about).changes)


def test_the_form_takes_back_what_was_told():
    app = AppTest.from_function(_form, default_timeout=60).run()
    assert not app.exception
    assert "apart" not in app.session_state["said"]
    field = next(box for box in app.multiselect if box.label == WORDS["form_apart"])
    assert field.options == ["甲风电场", "乙风电场"]
    field.set_value([1]).run()
    assert [one["id"] for one in app.session_state["said"]["apart"]] == ["p8"]
    field = next(box for box in app.multiselect if box.label == WORDS["form_apart"])
    field.set_value([]).run()
    assert app.session_state["said"]["apart"] == []
