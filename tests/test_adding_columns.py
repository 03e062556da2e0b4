"""The page on which a list's columns are looked at before its review."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from projects.importing.columns import guess
from projects.importing.report import Report, SheetReport, UnreadSheet

WIND = ["序号", "项目名称", "建设地点", "装机（MW）", "总投资（亿元）", "联系人"]
SOLAR = ["名称", "县区", "容量（万千瓦）"]


def page() -> None:
    import streamlit as st

    from views.adding_columns import fault_of, show_columns
    from views.i18n import texts

    changed = show_columns(st.session_state["report"], texts("zh"), "zh")
    st.session_state["told"] = changed
    st.session_state["fault"] = fault_of(changed or {}, texts("zh"), "zh")


@pytest.fixture
def app():
    report = Report("list.xlsx", "workbook, 2 sheets")
    values = (("1", "2"), ("东华山风电场",), ("桂阳县",), ("9",), ("6.5",), ("张三",))
    report.sheets.append(SheetReport("风电", guess(WIND, {}), 1, "", values))
    report.sheets.append(SheetReport("光伏", guess(SOLAR, {}), 0, "", (("甲光伏",), (), ())))
    report.left.append(UnreadSheet("说明", guess(["单位全称", "电话"], {}), ()))
    report.left.append(UnreadSheet("旧表", None))
    made = AppTest.from_function(page, default_timeout=30)
    made.session_state["report"] = report
    return made.run()


def taken(app):
    return {box.label: box.value for box in app.selectbox}


def look_at(app, place):
    return app.button_group(key="add_columns_sheet").set_value(place).run()


def test_each_column_stands_with_its_values_and_what_it_was_taken_for(app):
    assert not app.exception
    assert taken(app) == {
        "序号": "", "项目名称": "name", "建设地点": "place", "装机（MW）": "capacity",
        "总投资（亿元）": "total", "联系人": "",
    }  # fmt: skip
    texts = [text.value for text in app.text]
    assert "1、2" in texts
    assert "东华山风电场" in texts
    assert "隐藏的工作表未读：旧表" in texts
    (capacity,) = (box for box in app.selectbox if box.label == "装机（MW）")
    assert "装机容量（MW）" in capacity.options
    assert app.session_state["told"] is None


def test_a_choice_is_told_for_its_sheet_and_stays_while_another_is_looked_at(app):
    app.selectbox[5].set_value("responsible").run()
    assert app.session_state["told"] == {"风电": {"responsible": "联系人"}}
    look_at(app, 1)
    assert list(taken(app)) == SOLAR
    app.selectbox[2].set_value("").run()
    assert app.session_state["told"] == {
        "风电": {"responsible": "联系人"},
        "光伏": {"capacity": ""},
    }
    look_at(app, 0)
    assert taken(app)["联系人"] == "responsible"


def test_a_sheet_that_was_not_read_can_be_given_its_column_of_names(app):
    look_at(app, 2)
    assert any("没有“项目名称”列" in text.value for text in app.text)
    app.selectbox[0].set_value("name").run()
    assert app.session_state["told"] == {"说明": {"name": "单位全称"}}


def test_one_field_for_two_columns_is_told(app):
    app.selectbox[5].set_value("place").run()
    assert app.session_state["fault"] == "有两列都选为“建设地点”，请改掉一列。"
