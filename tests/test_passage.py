"""The paragraph around a mention, in runs with sentence and name marked; the sentence alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st_

from projects.passage import GLANCE, paragraphs, sentence_at
from tests.made import TEXT

SHORT = "一、目标。加快新化抽水蓄能电站建设!完。"


def _marks(text, *spans):
    return [[(run.text, run.mark) for run in found.runs] for found in paragraphs(text, spans)]


def test_the_sentence_and_the_name_are_marked_in_the_whole_paragraph():
    text = "一、总则\n前一句。推进样板山风电场建设。后一句。\n下一段。"
    start = text.index("样板山")
    assert _marks(text, (start, start + 6)) == [
        [("前一句。", ""), ("推进", "sentence"), ("样板山风电场", "found"),
         ("建设。", "sentence"), ("后一句。", "")]
    ]  # fmt: skip


def test_mentions_of_one_paragraph_are_marked_in_it_together():
    text = "甲风电。乙。甲风电。\n丙。\n甲风电扩建。"
    spans = [(0, 3), (6, 9), (14, 17)]
    found = paragraphs(text, spans)
    assert [p.mentions for p in found] == [(1, 2), (3,)]
    assert ["".join(r.text for r in p.runs) for p in found] == [
        "甲风电。乙。甲风电。",
        "甲风电扩建。",
    ]
    assert [r.text for p in found for r in p.runs if r.mark == "found"] == ["甲风电"] * 3


def test_at_a_glance_the_sentence_is_whole_and_little_more():
    long = "甲" * 300 + "。推进" + "乙" * 100 + "样板山建设。" + "丙" * 300 + "。"
    at = long.index("样板山")
    (found,) = paragraphs(long, [(at, at + 3)], around=GLANCE)
    said = "".join(run.text for run in found.runs)
    assert "推进" + "乙" * 100 + "样板山建设。" in said
    assert len(said) < 200
    assert (said[0], said[-1]) == ("…", "…")
    assert paragraphs(TEXT, [(10, 12)], around=GLANCE) == paragraphs(TEXT, [(10, 12)])


@pytest.mark.parametrize("span", [(-1, 3), (5, 5), (0, 10_000)])
def test_a_span_the_text_does_not_have_is_no_paragraph(span):
    assert paragraphs(TEXT, [span]) == ()


def test_a_long_paragraph_says_that_it_is_cut():
    runs = paragraphs("甲" * 9000, [(4000, 4005)])[0].runs
    assert (runs[0].text, runs[-1].text) == ("…", "…")
    assert sum(len(run.text) for run in runs) < 1500


@given(st_.text("甲。\n ", max_size=40), st_.data())
def test_a_paragraphs_runs_are_the_text_itself(text, data):
    """Nothing is lost, added or moved, wherever the mention stands."""
    start = data.draw(st_.integers(0, max(0, len(text) - 1)))
    end = data.draw(st_.integers(start, len(text)))
    for found in paragraphs(text, [(start, end)]):
        said = "".join(run.text for run in found.runs)
        assert said in text
        marked = "".join(run.text for run in found.runs if run.mark == "found")
        assert marked.strip() == text[start:end].strip()


def test_a_sentence_reaches_from_stop_to_stop():
    start = SHORT.index("新化")
    assert sentence_at(SHORT, start, start + 8) == "加快新化抽水蓄能电站建设!"


def test_a_span_the_text_does_not_have_is_no_sentence():
    assert sentence_at(SHORT, 5, 500) is None
    assert sentence_at(SHORT, 5, 5) is None
    assert sentence_at(SHORT, -1, 5) is None


def test_a_long_sentence_is_cut_on_both_sides_and_says_so():
    text = "长" * 1000 + "电站" + "长" * 1000
    cut = sentence_at(text, 1000, 1002)
    assert cut.startswith("…长")
    assert cut.endswith("长…")
    assert "电站" in cut
    assert len(cut) < 300
