"""Project data enters a script by one door, and comes out of it as the same text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from layers.script import script_value
from tests.attacks import ATTACKS, EVASIONS, TEMPLATES, browser_reads

TEXTS = st.text(st.characters(codec=None), max_size=40) | st.text("{}%#<>&`\\'\"_ \u2028a")
VALUES = st.recursive(
    TEXTS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


def _holds_no_door(script: str) -> bool:
    return not re.search("[&<>`_\u2028\u2029\ud800-\udfff\n\r]|\\{[{%#]", script)


@pytest.mark.parametrize("attack", ATTACKS + EVASIONS + TEMPLATES)
def test_an_attack_is_plain_text_to_template_and_browser(attack):
    script = script_value({"name": attack, attack: [attack]})
    assert _holds_no_door(script)
    assert browser_reads(script) == {"name": attack, attack: [attack]}
    assert Environment(autoescape=False).from_string(script).render() == script  # noqa: S701


@given(VALUES)
def test_any_value_survives_and_nothing_of_it_is_a_template(value):
    script = script_value(value)
    assert _holds_no_door(script)
    assert browser_reads(script) == value
    assert Environment(autoescape=False).from_string(script).render() == script  # noqa: S701


@given(TEXTS)
def test_what_leaves_can_be_sent(text):
    assert script_value(text).encode("utf-8")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_say_is_refused(number):
    with pytest.raises(ValueError, match="JSON"):
        script_value([number])
