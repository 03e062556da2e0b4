"""The briefing view speaks the language of its page, by the numbers of the briefing."""

from __future__ import annotations

import re

import pytest

from tests.briefing_data import JINING, LOUDI, brief, divisions, holdings
from tests.sights import sight_of
from views.projected_said import told

CHINESE = re.compile("[\u4e00-\u9fff]")
NAMES = re.compile(r"《[^;]*\)|山东省济宁市|湖南省娄底市(双峰县)?|济宁市|双峰县")


@pytest.mark.parametrize("places", [(JINING,), ("431321",), ()])
def test_english_words_on_the_english_page(built, places):
    """Title, stages, stamp and notices were Chinese on a page that was English."""
    made = brief(built, *places)
    said = told(made, sight_of(holdings(), divisions(), "en", places=places))
    texts = [said.title, said.stamp, said.counted, said.notice, *said.names.values()]
    texts += [*said.sums.values(), NAMES.sub("", said.foot), NAMES.sub("", said.subtitle)]
    assert not [text for text in texts if CHINESE.search(NAMES.sub("", text))]
    figures = {*(f.key for f in made.stages), *(b.figure.key for b in made.beside), "county"}
    assert set(said.names) == figures
    assert set(said.sums) == {*figures, "total"}
    assert "internal" in said.notice.lower()
    assert "not for publication" in said.notice


def test_chinese_words_are_the_briefings_own(built):
    made = brief(built, LOUDI)
    said = told(made, sight_of(holdings(), divisions(), places=(LOUDI,)))
    assert (said.title, said.subtitle, said.stamp) == (made.title, made.subtitle, made.stamp)
    assert said.sums["total"] == made.total.said
    assert made.source_line in said.foot
    assert divisions().name(LOUDI) in said.title
