"""Search by words, by initials, and by all the names a thing goes by."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.divisions import Divisions
from geo.models import Adcode
from projects.kinds import KINDS
from projects.models import DocumentFacts, Ledger, Nature, Project, Stage
from projects.searching import Haystack, words_of
from projects.selection import Holdings, Selection

DIVISIONS = Divisions.load()
XIANGYANG, GUCHENG, SHANGDANG = map(Adcode, ("420600", "420625", "140404"))


def facts(sha256: str, place: Adcode, date: str) -> DocumentFacts:
    return DocumentFacts(sha256, "方案", None, date, None, place, "x.txt", "simplified", 1)


PLAN, LATER = facts("a", XIANGYANG, "2022-01-01"), facts("b", XIANGYANG, "2023-01-01")


def named(name: str, kind: str, *counties: Adcode, **changes: object) -> Project:
    plain = Project(
        name, name, kind, Stage.PLANNED, Nature.NEW, 0, 1, document="a", counties=counties
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


PROJECTS = (
    named("云岭一号", "pumped_storage", GUCHENG),
    named("云岭二号", "coal_power", SHANGDANG),
    named("云岭三号", "wetland", ledger=Ledger(3, code="2203-420600-04-01-118822")),
    named("云岭四号", "gas_power", Adcode("150223")),
)


def found(query: str) -> list[str]:
    chosen = Holdings((PLAN,), PROJECTS).select(Selection(query=query), DIVISIONS)
    return [project.name for project in chosen.shown]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("襄樊", ["云岭一号", "云岭三号"]),  # the city's name until 2010, and its plan's
        ("长治县", ["云岭二号"]),  # 上党区 since 2018
        ("達茂旗", ["云岭四号"]),
        ("抽蓄", ["云岭一号"]),
        ("火电", ["云岭二号", "云岭四号"]),
        ("燃煤", ["云岭二号"]),
        ("118822", ["云岭三号"]),
        ("云岭 xf", ["云岭一号", "云岭三号"]),
        ("gcx", ["云岭一号"]),
        ("岭一", ["云岭一号"]),
        ("郊区", []),  # any city once had one
    ],
)
def test_a_project_is_found_by_all_the_names_it_goes_by(query, names):
    assert found(query) == names


def test_a_project_is_found_by_the_name_another_plan_gives_it():
    """It is counted once, for the later plan: found by the earlier plan's name, it is there too."""
    early = named("古台山风电场", "wind_farm", GUCHENG)
    late = named("谷城县古台山风电场工程", "wind_farm", GUCHENG, document="b", id="z")
    held = Holdings((PLAN, LATER), (early, late))
    for query in ("古台山风电场工程", "古台山风电场"):
        assert held.select(Selection(query=query), DIVISIONS).shown == (early, late)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_everyday_words_say_more_than_the_label(kind):
    for word in kind.spoken.split():
        assert word not in kind.zh, f"{word} finds {kind.key} by its label already"
        assert re.fullmatch(r"[\u4e00-\u9fffA-Z]{2,}", word)


def test_a_sign_that_parts_words_is_no_word():
    # It once sent the search round and round at the first text's end.
    assert words_of("\0") == []
    assert words_of("丙\0乙") == ["丙", "乙"]


@given(st.text("甲乙风电场重庆abc \0", max_size=8), st.lists(st.text("甲风电重庆ab\n", max_size=6)))
def test_search_finds_what_a_plain_look_finds(query: str, texts: list[str]) -> None:
    hay, words = Haystack(texts), words_of(query)
    for word in words:
        for text, mark in zip(texts, hay.having(word), strict=True):
            assert mark >= (word in text)  # initials may find more
            if not re.search("[a-z]{2}", word):
                assert mark == (word in text)


@given(st.lists(st.text("甲重庆ab", max_size=4)))
def test_initials_never_reach_from_one_text_into_the_next(texts):
    one = [Haystack([text]).having("cq")[0] for text in texts]
    assert np.array_equal(Haystack(texts).having("cq"), one)
