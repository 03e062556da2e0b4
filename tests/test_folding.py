"""Folding a text for reading: one script, one set of signs, every offset kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.script import fold, simplify


def test_traditional_text_is_read_as_simplified() -> None:
    folded = fold("長治市煤層氣產量達到2億立方米,推進風電項目建設。")
    assert folded.script == "traditional"
    assert folded.plain == "长治市煤层气产量达到2亿立方米,推进风电项目建设。"


@pytest.mark.parametrize("text", ["乾安县风电项目", "著力推进於都县光伏建设", "瞭望塔", "2025", ""])
def test_simplified_text_is_left_alone(text: str) -> None:
    folded = fold(text)
    assert folded.script == "simplified"
    assert folded.simplified == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("（２×６６万千瓦）", "(2×66万千瓦)"),
        ("５００ｋＶ，全长：", "500kV,全长:"),
        ("30～50公里", "30~50公里"),
        ("a\u3000b\u00a0c", "a b c"),
        ("邵东－双峰", "邵东-双峰"),
        ("⽔库⾯积", "水库面积"),
        ("一行\r\n二行\r三行", "一行 \n二行\n三行"),
    ],
)
def test_signs_are_one_set(text: str, plain: str) -> None:
    assert fold(text).plain == plain


def test_a_dialect_phrase_never_moves_offsets() -> None:
    text = "計算機軟件與鐳射設備、衝突與鬱悶、裡面外面,乾濕分離"
    assert len(simplify(text)) == len(text)


@given(st.text(max_size=60) | st.text("風電場項目裡乾著於縣市0１，", max_size=60))
def test_every_form_has_the_texts_length(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.simplified) == len(folded.plain)
    assert folded.text == text
    assert "\r" not in folded.plain


@given(st.text("風電場項目裡縣市，\ud800\udfff", max_size=20))
def test_broken_characters_do_not_crash(text: str) -> None:
    assert len(fold(text).plain) == len(text)
