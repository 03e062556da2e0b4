"""No text is left untranslated, missing, unused, or outside the table."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from geo.evidence import READINGS
from projects.reasons import reason_text
from views.i18n import TEXTS, texts

VIEWS = Path(__file__).resolve().parent.parent / "views"
TABLES = {
    "adding_words.py",
    "edit_words.py",
    "refused_words.py",
    "brief_words.py",
    "export_words.py",
    "filter_words.py",
    "history_words.py",
    "i18n.py",
    "oldbrowsers.py",
    "overlay_words.py",
    "panel_words.py",
    "paper_words.py",
    "place_words.py",
    "review_words.py",
    "signing_words.py",
    "streamlit_words.py",
    "sums_words.py",
    "table_words.py",
}
SOURCES = [path for path in sorted(VIEWS.glob("*.py")) if path.name not in TABLES]
CHINESE = re.compile("[\u4e00-\u9fff]")
JOINERS = {"、", "；"}
MADE = re.compile(
    "^place_(take|offer|named)$|^(by|beside|basis|mark|sums_view|sums_click|sums_change|line|about_notice|role|o_sort|tool)_"
    "|^(who_role|add_step|rev_state|add_brought|rev_doubt|hist_action|form|pick)_"
    "|^(standing|sort|download|copy|size|year|brief_(as|layout|size|profile)|export_(as|profile|crs)|ground|scheme|edition|vintage)_|^w_(citywide|outside)$"
    "|^brief_(layout|size|profile)$|^export_(format|crs|profile)$|^rev_(next|previous|before|last)$"
)
"""Keys put together at run time: by_{key}, beside_{class}, line_{kind}, about_notice_{source},
role_{role}, tool_{name of layers.furnishing.TOOL_WORDS}, ground_{service},
scheme_{way}, standing_{reason}, sort_{order}, download_{file}, copy_{state} …"""


def _strings(path):
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs
    ]


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same_with_the_same_blanks(key):
    zh, en = TEXTS[key]
    assert zh.strip()
    assert en.strip()
    assert not CHINESE.search(en), f"{key} is not translated"
    blanks = [
        sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
        for text in (zh, en)
    ]
    assert blanks[0] == blanks[1]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_page_says_anything_outside_the_table(path):
    assert [text for text in _strings(path) if CHINESE.search(text) and text not in JOINERS] == []


def test_every_key_asked_for_exists_and_every_text_is_used():
    root = VIEWS.parent
    drawn = [p for p in (root / "layers").glob("map*.py") if p.name != "mapwords.py"]
    sources = [*SOURCES, *drawn, root / "app.py"]
    said = {text for path in sources for text in _strings(path)}
    asked = {
        key
        for path in [*sources, VIEWS / "i18n.py"]
        for key in re.findall(r'(?:words|\))\["([a-z_]+)"\]', path.read_text("utf-8"))
    }
    assert asked - {"lang"} <= set(TEXTS)
    unused = [key for key in TEXTS if not MADE.match(key) and key not in said | asked]
    assert unused == []


def test_each_language_has_every_key():
    assert set(texts("zh")) == set(texts("en")) == set(TEXTS)


@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS.keys())
def test_every_reason_of_the_geocoder_is_said_in_chinese(reading):
    assert CHINESE.search(reason_text(f"{reading.why}: X", "zh"))
    assert reason_text(f"{reading.why}: X", "en") == f"{reading.why}: X"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("county's full name in the name: 沁源县", "区县全称见于项目名称：沁源县"),
        ("county's short name before it: 娄星", "区县简称见于项目名称之前：娄星"),
        ("the plan's jurisdiction is this county", "规划即为本县规划"),
        ("it is called 鼓楼", "名为鼓楼"),
        ("it was called so: 江东区 → 鄞州区", "曾用此名：江东区 → 鄞州区"),
        ("the jurisdiction is 双峰县", "范围即为双峰县"),
        ("something new: 甲", "something new: 甲"),
    ],
)
def test_reasons_of_the_reader_are_said_in_chinese(why, said):
    assert reason_text(why, "zh") == said


FULL_WIDTH = re.compile("[，。；：（）、「」《》？！]")


@pytest.mark.parametrize("key", TEXTS)
def test_english_has_no_chinese_punctuation(key):
    assert not FULL_WIDTH.search(TEXTS[key][1])


SPOKEN = {
    *("text", "markdown", "caption", "info", "warning", "error", "success", "title", "subheader"),
    *("button", "selectbox", "multiselect", "text_input", "checkbox", "color_picker", "pills"),
    *("segmented_control", "metric", "expander", "download_button", "file_uploader", "spinner"),
    *("tabs", "Page"),
}


def _spoken_outright(tree):
    """First arguments of widgets that are written out in the code instead of the table of texts."""
    return [
        part.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if call.func.attr in SPOKEN and call.args
        for part in (
            call.args[0],
            *getattr(call.args[0], "values", ()),
            *getattr(call.args[0], "elts", ()),
        )
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        if any(char.isalpha() for char in part.value)
    ]  # fmt: skip


@pytest.mark.parametrize("path", [*SOURCES, VIEWS.parent / "app.py"], ids=lambda path: path.name)
def test_no_widget_speaks_outside_the_table(path):
    assert _spoken_outright(ast.parse(path.read_text("utf-8"))) == []


def test_a_widget_that_speaks_outright_is_found():
    assert _spoken_outright(ast.parse("st.button('Go')\nst.text(f'{x} done')")) == ["Go", " done"]
