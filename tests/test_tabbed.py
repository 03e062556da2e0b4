"""Tabs stay open where the language changes."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _script():
    import streamlit as st

    from views.i18n import texts
    from views.tabbed import kept_tabs

    lang = st.session_state.get("lang", "zh")
    if st.session_state.get("page", "add") == "add":
        names = st.session_state.get("names", ["add_file", "add_paste", "add_by_hand"])
        tabs = kept_tabs(names, texts(lang), lang, key="t")
        st.session_state["open"] = [tab.open for tab in tabs]


def opened(app, **state):
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app.session_state["open"]


def test_a_tab_stays_open_in_the_other_language_and_when_one_comes_back():
    app = AppTest.from_function(_script, default_timeout=30)
    assert opened(app) == [True, False, False]
    assert opened(app, t_zh="粘贴文本") == [False, True, False]
    assert opened(app, lang="en") == [False, True, False]
    assert opened(app, t_en="By hand") == [False, False, True]
    assert opened(app, lang="zh") == [False, False, True], "not the one that was open in it before"
    app.session_state["page"] = "other"
    app.run()
    assert opened(app, page="add") == [False, False, True]
    assert opened(app, names=["add_file", "add_paste"]) == [True, False], "that one is gone"
