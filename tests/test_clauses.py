"""A passage is cut at its signs, but not inside brackets, quotes or numbers."""

from __future__ import annotations

import re
from functools import partial

import pytest

from projects.extraction.clauses import Span, clauses, depths, flatten, items

ENDS = re.compile(r"(?:电场|电站|水库)$")


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in clauses(text)]


def ends(text: str, start: int, end: int) -> bool:
    return ENDS.search(text, start, end) is not None


def listed(text: str) -> list[str]:
    return [text[s.start : s.end] for s in items(text, Span(0, len(text)), partial(ends, text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a(b)c", [0, 0, 1, 0, 0]),
        ("((a))", [0, 1, 2, 1, 0]),
        ("《a(b)》", [0, 1, 1, 2, 1, 0]),
        ("a)b", [0, 0, 0]),
        ("a)b(c)", [0, 0, 0, 0, 1, 0]),
        ("", []),
    ],
)
def test_depth_counts_the_brackets_around_a_character(text, expected):
    assert depths(text) == expected


@pytest.mark.parametrize("text", ["甲(乙,丙", "甲,(乙((丙,丁)", "“甲,乙"])
def test_a_bracket_that_never_closes_hides_nothing(text):
    assert set(depths(text)) == {0}
    assert len(cut(text)) == text.count(",") + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲,乙:丙", ["甲", "乙", "丙"]),
        ("甲(乙,丙),丁", ["甲(乙,丙)", "丁"]),
        ("“甲,乙”,丙", ["“甲,乙”", "丙"]),
        ("装机1,200千瓦,乙", ["装机1,200千瓦", "乙"]),
        (",,甲,", ["甲"]),
        ("", []),
    ],
)
def test_a_clause_ends_at_a_comma_or_colon_outside_brackets(text, expected):
    assert cut(text) == expected


def test_a_clause_knows_the_sign_that_ended_it():
    assert [s.mark for s in clauses("甲:乙,丙")] == [":", ",", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲、乙、丙", ["甲", "乙", "丙"]),
        ("甲电场和乙电站", ["甲电场", "乙电站"]),
        ("甲电场以及乙电站", ["甲电场", "乙电站"]),
        ("甲电场及乙电站与丙水库", ["甲电场", "乙电站", "丙水库"]),
        ("保护及修复", ["保护及修复"]),
        ("和平电站", ["和平电站"]),
        ("甲(乙、丙)、丁", ["甲(乙、丙)", "丁"]),
        ("甲(乙、丙", ["甲(乙", "丙"]),
        ("甲)、乙", ["甲)", "乙"]),
    ],
)
def test_items_are_cut_at_list_signs_and_at_words_after_a_named_thing(text, expected):
    assert listed(text) == expected


def test_what_is_said_of_a_thing_begins_an_item_of_its_own():
    assert listed("甲电场位于某县") == ["甲电场", "位于某县"]


def test_items_stay_inside_their_clause():
    text = "甲、乙,丙、丁"
    spans = items(text, Span(4, 7), partial(ends, text))
    assert [text[s.start : s.end] for s in spans] == ["丙", "丁"]


@pytest.mark.parametrize("text", ["a(b)c", "《条例》a", "a(b", "a)b", "(a(b)c)d", "》》a《"])
def test_flat_text_keeps_its_length_and_what_is_outside(text):
    flat = flatten(text)
    assert len(flat) == len(text)
    assert all(f in (c, "\ue000") for f, c in zip(flat, text, strict=True))


def test_brackets_and_titles_are_blanked():
    assert flatten("甲(乙)丙《丁》").replace("\ue000", "_") == "甲___丙___"
    assert flatten("甲(乙") == "甲(乙", "an open bracket hides nothing"
