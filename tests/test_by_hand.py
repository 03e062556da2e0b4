"""The form of a project added by hand, when the language changes while it stands."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from projects.access.roles import Person, Role
from tests.made import fill

SAID = {
    "Into": "No plan: a note on the source",
    "Stage": "Under construction",
    "Nature": "New",
    "Part of": "(of no other project)",
    "System": "CGCS2000 or WGS 84 degrees",
}


def _form() -> None:
    import streamlit as st

    from projects.settings import Settings
    from views import adding_by_hand, keeping
    from views.i18n import texts

    keeping.remember()
    lang = st.session_state["lang"]
    adding_by_hand.show(Settings.from_environment(), texts(lang), lang)


@pytest.fixture
def app(monkeypatch, tmp_path):
    monkeypatch.setenv("LUOTU_REGISTRY", fill(tmp_path / "made.sqlite"))
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "users.json"))
    who = Person("王工", Role.EDITOR)
    monkeypatch.setattr("views.signing.person", lambda _settings: who)
    made = AppTest.from_function(_form, default_timeout=60)
    made.session_state["lang"] = "zh"
    return made.run()


def test_what_is_chosen_is_said_in_the_other_language(app):
    """The browser went on showing the Chinese word that stood there."""
    stage = next(box for box in app.selectbox if box.label == "阶段")
    stage.select("under_construction").run()
    app.session_state["lang"] = "en"
    app.run()
    assert not app.exception
    told = {box.label: box.proto.raw_value for box in app.selectbox if box.proto.set_value}
    assert {name: told.get(name) for name in SAID} == SAID
