"""The text of a briefing says the brief's own numbers, and says what is not stated."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Precision
from layers.briefing import Approval, Layout
from layers.handouts.narrative import heading, notes, plain_text, sentences
from projects.models import Stage
from projects.wording import sum_text
from tests.handouts_data import LOUDI, SIHUI, XINHUA, brief, holdings, own, power, projects
from tests.made import LENGSHUIJIANG, SHUANGFENG

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def test_the_text_of_a_city_is_what_a_planner_would_write():
    assert sentences(brief(holdings())) == (
        "《娄底样板方案》（样政发〔2023〕1号，样板市人民政府，2023年3月28日）点名娄底市项目6个，"
        "其中在建1个、规划4个、前期1个。",
        "在建和规划项目5个，装机容量合计45.5万千瓦（含约数；3个写明，其余2个未写明）；"
        "另有前期1个（180万千瓦），未计入合计。",
        "在建和规划项目中，落到单个县的3个（35.5万千瓦，含约数），分布在2个县（市、区），分别为新化县2个（30万千瓦，含约数）、"
        "双峰县1个（5.5万千瓦）。",
        "另有跨县1个（10万千瓦），容量未分摊到县；全市性1个（未写明装机容量）；"
        "市外1个（60万千瓦），不计入合计。",
        "项目分属5类，按装机容量，风电1个（30万千瓦，含约数）、光伏1个（10万千瓦）、"
        "新型储能1个（5.5万千瓦）居前。",
    )


def test_a_sum_that_nothing_states_is_never_nought():
    held = holdings(tuple(own(n, f"项目{n}", XINHUA) for n in range(3)))
    said = "".join(sentences(brief(held, measure="power")))
    assert "装机容量均未写明" in said
    assert "均在新化县" in said
    assert not re.search(r"(?<![\d.])0(个|万千瓦)", said)


def test_a_county_tells_what_it_takes_part_in_apart():
    said = sentences(brief(holdings(), SHUANGFENG))
    assert "另有参与跨县项目1个（10万千瓦），容量未分摊到县，不计入合计。" in said
    assert not any("落到县" in sentence for sentence in said)


def test_a_comparison_tells_each_place_and_a_ranking_the_first():
    compared = "".join(sentences(brief(holdings(), LOUDI, SIHUI)))
    assert "娄底市5个（45.5万千瓦，含约数）；四会市1个（2万千瓦）" in compared
    ranked = "".join(sentences(brief(holdings(), LOUDI, layout=Layout.RANKING)))
    assert re.search("排序，列前的是(新化县|双峰县)", ranked)


def test_notes_name_sources_status_and_what_it_may_be_used_for():
    said = "\n".join(notes(brief(holdings())))
    for part in (
        "1. 《娄底样板方案》",
        "状态截至文件印发日",
        "机器识别，未经核对",
        "内部工作用图，未经地图审核，不得公开",
        "县级示意，非用地红线",
        "2026年5月4日",
    ):
        assert part in said
    approved = "\n".join(notes(brief(holdings(), approval=Approval("GS(2026)1号", "甲"))))
    assert "不得公开" not in approved
    assert "审图号：GS（2026）1号（审核人：甲）" in approved


def test_the_title_of_a_text_speaks_of_no_picture_unless_someone_wrote_it():
    assert heading(brief(holdings())) == "娄底市规划点名项目情况"
    assert heading(brief(holdings(), title="甲市分布情况")) == "甲市分布情况"


def numbers_of(made):
    """All numbers of a brief, as they may be said."""
    parts = (made, *made.parts)
    figures = [f for b in parts for f in (b.total, b.single, *b.stages, *b.kinds)]
    figures += [region.total for b in parts for region in (*b.regions, *b.cities)]
    figures += [beside.figure for b in parts for beside in b.beside]
    counts = [
        n for f in figures for n in (f.projects, f.amount.stated, f.projects - f.amount.stated)
    ]
    held = [[f for f in group if f.projects] for group in (
        made.kinds, [r.total for r in made.regions], [r.total for r in made.cities])]  # fmt: skip
    counts += [len(group) for group in held]
    counts += [sum(f.projects for f in held[1]), sum(f.projects for f in made.stages)]
    counts += [len(made.sources), made.projects, made.checked]
    texts = [sum_text(f.amount, made.measure) for f in figures]
    texts += [f.said for f in figures] + [s.line for s in made.sources] + [made.place_name]
    texts += [str(int(part)) for s in made.sources for part in (s.date or "").split("-") if part]
    return {f"{n:,}" for n in counts} | {n for text in texts for n in NUMBER.findall(text)}


COUNTIES = (XINHUA, SHUANGFENG, LENGSHUIJIANG)
MADE = st.lists(
    st.builds(
        lambda stage, kind, where, mw, word: (stage, kind, where, mw, word),
        st.sampled_from([*Stage]),
        st.sampled_from(["wind_farm", "solar_farm", "factory", "energy_storage"]),
        st.lists(st.sampled_from(COUNTIES), max_size=2, unique=True),
        st.one_of(st.none(), st.integers(1, 99_999)),
        st.sampled_from([None, "约", "以上"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(MADE)
def test_every_number_of_the_text_is_one_of_the_briefs(rows):
    held = holdings(
        tuple(
            own(n, f"项目{'甲乙丙丁'[n % 4]}", *where, kind=kind, stage=stage,
                precision=Precision.COUNTY if where else Precision.CITY,
                capacity=power(mw, f"{mw}MW", word) if mw else ())
            for n, (stage, kind, where, mw, word) in enumerate(rows)
        )
    )  # fmt: skip
    made = brief(held)
    said = sentences(made)
    assert 2 <= len(said) <= 5
    found = set(NUMBER.findall("".join(said)))
    assert found <= numbers_of(made)
    if made.total.amount.qualifiers:
        assert re.search("约数|下限", "".join(said))


@pytest.mark.parametrize(
    "part",
    [
        "娄底市规划点名项目情况",
        "（全部项目，共7个，其中市外1个不计入合计）",
        "资料来源：",
        "45.5万千瓦",
    ],
)
def test_the_text_to_copy_has_all_parts(part):
    assert part in plain_text(brief(holdings(projects())))
