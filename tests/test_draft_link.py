"""A link to a draft, opened before its owner is signed in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.test_review_page import WANG, WORDS, Page, _script


def test_a_link_to_a_draft_opens_it_once_its_owner_signs_in(monkeypatch, tmp_path):
    """The draft was taken out of the address, and signing in led to the list."""
    there = Page(monkeypatch, tmp_path)
    app = AppTest.from_function(_script, default_timeout=60, args=("zh",))
    app.query_params["draft"] = there.id
    app.run()
    assert WORDS["add_draft_waits"] in [warning.value for warning in app.warning]
    assert there.id in app.query_params["draft"], "what one goes to a provider from, and back to"
    app.text_input(key="signing_name").set_value(WANG)
    app.text_input(key="signing_passphrase").set_value("some longer words")
    app.button(key="who_try").click().run()
    assert not app.exception
    assert there.id in app.query_params["draft"]
    assert any(button.key == "review_back" for button in app.button)
    app.button(key="review_back").click().run()
    assert "draft" not in app.query_params
