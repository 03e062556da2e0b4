"""Stage, nature and year by the words of plans: sayings.txt holds the sentences and the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.extraction import extract_projects
from projects.extraction.sayings import headings
from projects.models import Section
from tests.plans_data import document, gazetteer, read

LINES = [
    line.split(" | ")
    for line in Path(__file__).with_name("sayings.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
STAGES = {"building": "under_construction"}


@pytest.mark.parametrize(("place", "told", "text"), LINES, ids=[line[2][:24] for line in LINES])
def test_a_sentence_tells_stage_nature_and_year(place: str, told: str, text: str) -> None:
    """Totals are split by stage: each of these is how some plan says how far a work is."""
    form, _, city = place.rpartition(":")
    heading = "" if form == "节" else "一、重点项目\n"
    body = text.replace("¦", "|").replace("¶", "\n")
    plan = document(f"{city}人民政府\n2024年3月6日\n{heading}{body}", city)
    found = extract_projects(plan, gazetteer())
    for expected in told.split():
        key, *values = expected.split(":")
        (project,) = [p for p in found if key in p.name]
        stage, nature, year = (STAGES.get(v, v) for v in values)
        got = (str(project.stage), str(project.nature), str(project.year or "-"))
        assert [g for g, v in zip(got, (stage, nature, year), strict=True) if v != "?"] == [
            v for v in (stage, nature, year) if v != "?"
        ]


def test_what_is_said_of_another_project_is_not_said_of_this_one():
    text = "建设镇平县云泽风电场,西峡县青罗风电场2025年投产。"
    assert [p.year for p in read(text, "南阳市")] == [None, 2025]


def test_a_part_s_year_is_not_the_whole_s():
    text = "建设镇平县云泽甲醇项目,总规模25万吨,一期2025年投产。"
    assert [p.year for p in read(text, "南阳市")] == [None]


def test_headings_are_those_of_the_section_and_all_it_lies_in():
    sections = (
        Section("十", "十、保障", 0, 5),
        Section("十一", "十一、重点项目", 5, 30),
        Section("十一(二)", "(二)储备项目", 10, 30),
    )
    assert headings(sections)["十一(二)"] == "重点项目\n储备项目"
    assert headings(sections)["十一"] == "重点项目", "not of section ten"
