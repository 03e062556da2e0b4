"""Head words, and whether words name one thing or describe any."""

from __future__ import annotations

import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from projects.extraction.naming import (
    boundaries,
    heads,
    identity,
    leading_verbs,
    only_nouns,
    splits_word,
)
from projects.vocabulary import begins_common, is_common


def told(text: str) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.kind) for h in heads(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云岭抽水蓄能电站", [("抽水蓄能电站", "pumped_storage")]),
        ("云岭生活垃圾焚烧发电厂", [("生活垃圾焚烧发电厂", "waste_to_energy")]),
        ("云岭风电场升压站", [("风电场", "wind_farm"), ("升压站", "substation")]),
        ("云岭", []),
        ("", []),
    ],
)
def test_heads_are_whole_words_left_to_right(text, expected):
    assert told(text) == expected


def test_heads_are_sought_between_two_offsets():
    text = "甲风电场乙水电站"
    assert [h.kind for h in heads(text, 4, len(text))] == ["hydropower"]
    assert heads(text, 0, 2) == heads(text, 5, 5) == []


def test_a_general_word_is_a_weak_head():
    (weak,), (strong,) = heads("云岭项目", 0, 4), heads("云岭风电场", 0, 5)
    assert weak.weak
    assert not strong.weak


NAMED = {
    "characters that form no word": "青罗嶂",
    "a number of its own": "风电H16号",
    "a numbered unit": "3号机组",
    "a place": "北京",
}
GENERAL = {
    "plans' own words": "重点项目建设",
    "technical words": "新能源",
    "single joining characters": "的和与",
    "verbs": "加快推进",
    "nothing": "",
    "signs": "、,()",
    "figures": "20",
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED.keys())
def test_a_name_identifies(text):
    assert identity(text) >= 1.0


@pytest.mark.parametrize("text", GENERAL.values(), ids=GENERAL.keys())
def test_general_words_identify_nothing(text):
    assert identity(text) == 0.0


def test_identity_is_that_of_the_surest_part():
    assert identity("重点项目 青罗嶂") == identity("青罗嶂") == 2.0
    assert 0.0 <= identity("云岭") <= 2.0


@pytest.mark.parametrize(
    ("word", "common"),
    [("新能源", True), ("项目", True), ("建设项目", True), ("青罗嶂", False), ("", False)],
)
def test_a_word_is_common_itself_or_of_two_that_are(word, common):
    assert is_common(word) is common


def test_boundaries_hold_both_ends_and_each_word():
    text = "加快建设风电场"
    found = boundaries(text)
    assert {0, len(text), 2, 4} <= found
    assert boundaries("") == {0}


def test_a_head_inside_a_word_is_none():
    text = "提高铁路运量"
    start = text.index("高铁")
    assert splits_word(text, boundaries(text), start)
    assert not splits_word(text, boundaries(text), text.index("铁路"))


@pytest.mark.parametrize(
    ("text", "skipped"),
    [("加快推进云岭电站", "加快推进"), ("云岭电站", ""), ("再生铝项目", ""), ("", "")],
)
def test_verbs_before_a_name_are_counted_off(text, skipped):
    assert text[: sum(leading_verbs(text))] == skipped


@pytest.mark.parametrize(
    ("text", "nouns"), [("电池材料", True), ("建设完成", False), ("位于县城", False)]
)
def test_nouns_alone_may_continue_a_name(text, nouns):
    assert only_nouns(text) is nouns


@given(st.text(alphabet="加快推进建设云岭重点项目的在年,1", max_size=12))
def test_no_common_word_begins_a_text_that_is_passed_over_uncut(text):
    # `begins_common` spares cutting a text into words; it must never pass over a common word.
    first = next(iter(rjieba.cut(text, False)), "")  # noqa: FBT003 - positional-only in rjieba
    assert begins_common(text) or len(first) < 2 or not is_common(first)
