"""The choice: what widgets say, what an address says, and what the session keeps of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from projects.models import Nature, Stage
from projects.saying import filter_parts
from projects.selection import Selection
from tests.made import LOUDI, XINHUA, fill, loudi
from tests.test_selection import DIVISIONS
from views.i18n import texts

ROOT = Path(__file__).resolve().parent.parent
SHA = loudi()[0].sha256[:12]
WORDS = texts("zh")


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("LUOTU_REGISTRY", fill(tmp_path / "made.sqlite"))

    def opened(**params: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        for name, value in params.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


def chosen(app: AppTest) -> Selection:
    return app.session_state["choice"].selection


def told(app: AppTest) -> dict[str, str]:
    return {n: v if isinstance(v, str) else v[0] for n, v in app.query_params.items()}


def test_an_address_is_read_once_and_written_at_each_change(page):
    app = page(place=LOUDI, stage="planned", shade="power", sel=f"project:{SHA}/p1")
    assert chosen(app) == Selection(places=(LOUDI,), stages=(Stage.PLANNED,))
    assert app.multiselect(key="f_cities").value == [LOUDI]
    app.button_group(key="f_stages_zh").set_value([]).run()
    assert told(app) == {"place": LOUDI, "shade": "power", "sel": f"project:{SHA}/p1"}
    app.multiselect(key="f_counties").select(XINHUA).run()
    assert told(app)["place"] == XINHUA
    app.button(key="clear_all").click().run()
    assert chosen(app) == Selection()
    assert app.multiselect(key="f_cities").value == []
    assert set(told(app)) == {"shade", "sel"}


def test_what_a_link_says_that_is_not_here_is_one_line_until_the_reader_goes_on(page):
    app = page(place="999999", sel="county:1", at="9,9", shade="x", nonsense="1", lang="fr")
    lines = [text.value for text in app.text if "不认识" in text.value]
    assert len(lines) == 1
    for part in ("999999", "county:1", "9,9", "x", "nonsense", "fr"):
        assert part in lines[0]
    app.multiselect(key="f_cities").select(LOUDI).run()
    assert not any("不认识" in text.value for text in app.text)


def test_filters_in_the_fold_hold_while_it_is_shut_and_it_counts_them(page):
    app = page(nature="new", size="power:1-", period="十四五", checked="no", year="2020-9999")
    fold = app.button(key="more_button")
    assert fold.label.endswith("（5 项）")
    assert chosen(app).size == ("power", 1.0, None)
    fold.click().run()
    assert app.number_input(key="f_least_zh").value == pytest.approx(0.1)  # 万千瓦
    assert app.selectbox(key="f_from_zh").value == 2020
    app.number_input(key="f_most_zh").set_value(0.3).run()
    assert chosen(app).size == ("power", 1.0, 3.0)
    app.button(key="more_button").click().run()
    assert chosen(app).natures == (Nature.NEW,)
    assert chosen(app).years == (2020, 9999)


def test_another_language_keeps_the_choice_in_its_own_units(page):
    app = page(size="power:10-500", stage="planned")
    app.button(key="more_button").click().run()
    app.button_group(key="lang_switch").set_value("en").run()
    assert chosen(app) == Selection(stages=(Stage.PLANNED,), size=("power", 10.0, 500.0))
    assert app.number_input(key="f_least_en").value == 10.0
    assert told(app)["lang"] == "en"


def test_a_county_gives_way_to_another_city(page):
    app = page(place=XINHUA)
    assert app.multiselect(key="f_counties").value == [XINHUA]
    app.multiselect(key="f_cities").select("441200").run()
    assert chosen(app).places == ("441200",)


def test_every_restriction_is_said_in_both_languages():
    every = Selection(
        years=(1000, 2030), checked=False, size=("power", 10.0, 50.0), documents=("d",), query="风"
    )
    zh = filter_parts(every, DIVISIONS)
    assert zh == ("2030年及以前", "装机容量 1—5 万千瓦", "1份文件", "未核对", "“风”")
    en = filter_parts(every, DIVISIONS, lang="en")
    assert en == ("to 2030", "Installed power 10-50 MW", "documents: 1", "Not checked", "“风”")
    assert filter_parts(Selection(), DIVISIONS) == ()


def test_the_page_of_briefings_takes_layout_format_and_size_from_the_address_and_writes_them():
    def page():
        import streamlit as st

        from views.brief_choice import _linked, _tell_address

        st.text(_linked(["auto", "city", "ranking"]))
        _tell_address(*st.session_state.get("chosen", ("ranking", "pdf", "a4")))

    shown = AppTest.from_function(page)
    shown.query_params["brief"] = "ranking-png-a3"
    shown.run()
    assert shown.text[0].value == "ranking"
    assert shown.query_params["brief"] == "ranking-pdf-a4"
    shown.session_state["chosen"] = ("auto", "png", "1920x1080")
    shown.run()
    assert "brief" not in shown.query_params
