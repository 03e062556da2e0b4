"""The form's place: what was typed is said back, checked, and survives leaving."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.boundaries import Boundaries
from geo.lying import laid
from geo.models import Adcode
from projects.models import Geometry
from views.i18n import texts
from views.name_told import kind_of_name
from views.place_said import crs_said, short_said

WORDS = texts("zh")
PINGJIANG, MENTOUGOU = Adcode("430626"), Adcode("110109")


def form_page():
    """Show the form of a project in 平江县; `st.session_state.made` says which one."""
    import streamlit as st

    from geo.models import Adcode, Precision
    from projects.models import Nature, Project, Stage
    from projects.settings import Settings
    from views import keeping
    from views.i18n import texts
    from views.project_form import About, form

    keeping.remember()
    counties = tuple(Adcode(code) for code in st.session_state.get("counties", ("430626",)))
    is_new = bool(st.session_state.get("is_new"))
    made = Project(
        id="p1", name="" if is_new else "平江县福寿山风电场", kind="" if is_new else "wind_farm",
        stage=Stage.PLANNED, nature=Nature.NEW, start=0, end=0, counties=counties,
        precision=Precision.COUNTY, geometry=st.session_state.get("geometry"),
    )  # fmt: skip
    if st.checkbox("away", key="away"):
        return
    about = About(
        "f", Settings(), texts("zh"), "zh", Adcode("430600"), is_new=is_new
    )  # fmt: skip
    filled = form(made, about)
    st.session_state["filled"] = (dict(filled.changes), filled.faults)


def opened(**state):
    app = AppTest.from_function(form_page, default_timeout=90)
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def typed(app, text, crs=None):
    if crs:
        app.selectbox(key="f_crs").set_value(crs)
    app.text_area(key="f_coordinates").set_value(text)
    return app.button(key="f_use").click().run()


def said(app):
    assert not app.exception
    return "\n".join(e.value for e in (*app.text, *app.caption, *app.error))


def changes(app):
    return app.session_state["filled"][0]


def faults(app):
    return app.session_state["filled"][1]


def test_northing_first_in_a_zone_is_understood_and_said_back():
    app = typed(opened(), "3176000,470000", "EPSG:4547")
    assert "东经 113.6930°，北纬 28.6995°，在岳阳市平江县" in said(app)
    assert "北坐标（X）写在前" in said(app)
    assert "国家2000 3度带 中央经线 114°" in said(app)
    assert changes(app)["geometry"]["coordinates"] == pytest.approx([113.693, 28.6995], abs=1e-4)
    assert faults(app) == ()


def test_zones_near_the_city_come_first_and_systems_have_planners_names():
    named = opened().selectbox(key="f_crs").options
    assert [name[:4] for name in named[:3]] == ["国家20", "高德、腾", "百度（B"]
    assert "3度带 中央经线 114°" in named[3]
    assert not any("EPSG" in name for name in named)
    assert sum("6度带" in name for name in named) == 11


def test_a_refusal_says_what_is_wrong():
    app = typed(opened(), "3176000,37470000", "EPSG:4547")
    assert "带号 37，属 3 度带中央经线 111°" in said(app)


def test_a_point_elsewhere_is_told_and_must_be_confirmed():
    app = typed(opened(), "116.0,40.0")
    assert "点在北京市门头沟区，不在所选的岳阳市平江县内" in said(app)
    assert faults(app) == (WORDS["place_must"],)
    app.button(key="f_sure_button").click().run()
    assert faults(app) == ()
    typed(app, "116.1,40.1")  # what was confirmed was another place
    assert faults(app) == (WORDS["place_must"],)


def test_or_the_county_is_changed_to_where_the_point_lies():
    app = typed(opened(), "116.0,40.0")
    app.button(key="f_place_take").click().run()
    assert changes(app)["counties"] == [MENTOUGOU]
    assert faults(app) == ()


def test_a_place_that_stands_already_elsewhere_does_not_stop_other_corrections():
    app = opened(geometry=Geometry("Point", (116.0, 40.0)))
    assert "不在所选的" in said(app)
    assert faults(app) == ()


def test_without_a_county_the_point_offers_its_own():
    app = typed(opened(counties=()), "113.7,28.7")
    app.button(key="f_place_offer").click().run()
    assert changes(app)["counties"] == [PINGJIANG]


def test_the_city_s_counties_come_first_then_the_province_s_then_others_by_province():
    options = opened().multiselect(key="f_counties").options
    own = options.index("平江县")
    other = next(n for n, name in enumerate(options) if name == "长沙市望城区")
    assert own < 10 < other < options.index("北京市 · 北京市东城区") or own < 10 < other
    assert options[-1].count("·") == 1


def test_a_new_project_s_kind_and_county_are_what_its_name_tells():
    app = opened(is_new=True, counties=())
    assert "kind" not in changes(app)
    assert WORDS["place_open"] in said(app)
    app.text_input(key="f_name").set_value("平江县古台山风电场三期").run()
    assert changes(app)["kind"] == "wind_farm"
    app.button(key="f_place_named").click().run()
    assert changes(app)["counties"] == [PINGJIANG]
    app.selectbox(key="f_kind").set_value("solar_farm").run()
    app.text_input(key="f_name").set_value("平江县古台山风电场").run()
    assert changes(app)["kind"] == "solar_farm", "what was chosen stays"


def test_what_is_half_typed_survives_leaving_and_can_be_thrown_away():
    app = opened()
    app.text_input(key="f_name").set_value("平江县福寿山风电场二期").run()
    app.multiselect(key="f_counties").set_value(["110114"]).run()
    app.selectbox(key="f_stage").set_value("existing").run()
    typed(app, "113.7,28.7")
    before = changes(app)
    app.checkbox(key="away").check().run()
    assert not app.text_input
    app.checkbox(key="away").uncheck().run()
    assert changes(app) == before
    assert set(before) == {"name", "counties", "stage", "geometry"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("古台山风电场三期", "wind_farm"), ("某某项目", None), ("双峰县", None), ("", None)],
)
def test_a_name_tells_a_kind_only_by_a_word_of_it(name, kind):
    assert kind_of_name(name) == kind


@pytest.fixture(scope="module")
def boundaries():
    return Boundaries.load(Path("data/boundaries"))


def test_where_lines_and_areas_lie(boundaries):
    line = ("LineString", ((113.7, 28.7), (116.0, 40.0)))
    found = laid(line, [PINGJIANG], boundaries)
    assert found.is_off
    assert len(found.counties) > 5
    area = ("Polygon", (((113.7, 28.7), (113.72, 28.7), (113.72, 28.72), (113.7, 28.7)),))
    inside = laid(area, [PINGJIANG, MENTOUGOU], boundaries)
    assert inside.counties == (PINGJIANG,)
    assert not inside.is_off, "a project may have more counties than its area"
    assert laid(area, [], boundaries).is_off is False
    assert laid(("Point", (125.0, 25.0)), [PINGJIANG], boundaries) == laid(
        ("Point", (125.0, 25.1)), [PINGJIANG], boundaries
    )
    assert laid(("Point", (125.0, 25.0)), [PINGJIANG], boundaries).counties == ()


def test_positions_are_said_in_planners_words():
    assert crs_said("GCJ-02", WORDS) == "高德、腾讯（GCJ-02）"
    assert crs_said("EPSG:4526", WORDS) == "国家2000 3度带 中央经线 114°，带号 38"
    assert crs_said("EPSG:4509", WORDS) == "国家2000 6度带 中央经线 117°"
    drawn = Geometry("Polygon", (((1.0, 2.0),),))
    assert short_said(drawn, WORDS) == "面，图上绘制"
    assert short_said(Geometry("Point", (113.7, 28.7), "GCJ-02", "113.7,28.7"), WORDS) == (
        "点，录入 113.7,28.7（高德、腾讯（GCJ-02））"
    )
