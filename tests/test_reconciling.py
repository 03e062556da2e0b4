"""Every sum reconciles to the last digit, whatever the registry holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Precision
from projects.models import Project, Quantity, Role, Stage
from projects.selection import Holdings, Selection
from projects.summaries import By, Summary, place_class, summarise
from tests.sums_data import (
    COUNTIES,
    DIVISIONS,
    DOCUMENTS,
    GUANGDONG,
    HUAIHUA,
    HUBEI,
    HUNAN,
    LOUDI,
    XIANTAO,
    ZHAOQING,
    mw,
    project,
    sums,
    values,
)

PLACES = st.sampled_from([None, LOUDI, HUNAN, COUNTIES[0]])
KINDS = ("wind_farm", "solar_farm", "wetland")
DECIMALS = st.decimals(min_value=0, max_value=99999, places=3).map(float)


def capacity(draw: st.DrawFn) -> tuple[Quantity, ...]:
    """Draw nothing, a figure, one with a qualifier, a range, and what else a project may state.

    300MW/600MWh are two measures of one project; output and voltage are in no sum; a second figure
    of one measure adds to the first.
    """
    value, more = draw(DECIMALS), draw(DECIMALS)
    word = draw(st.sampled_from([None, "约", "以上", "以下"]))
    ranged = Quantity(value + 5, "MW", Role.CAPACITY, "x", None, value, value + 5)
    stored = Quantity(more, "MWh", Role.CAPACITY, "x", word)
    made = Quantity(more, "MWh", Role.OUTPUT, "x")
    size = draw(st.sampled_from([(), mw(value), mw(value, word), (ranged,)]))
    beside = draw(st.sampled_from([(), (), (stored,), (made,), (stored, made), mw(more)]))
    return (*size, *beside)


@st.composite
def registries(draw: st.DrawFn, *, repeating: bool = True) -> list[Project]:
    """Any registry: all places, stages, kinds, groups (also broken ones), shares, qualifiers.

    If `repeating`, some have the same name, as different documents do.
    """
    number = draw(st.integers(0, 12))
    found = []
    for n in range(number):
        counties = draw(st.lists(st.sampled_from(COUNTIES), max_size=3, unique=True))
        shared = len(counties) == 2 and draw(st.booleans())
        found.append(
            project(
                f"p{n}",
                *counties,
                document=draw(st.sampled_from(["loudi", "sihui", "hunan", "lost"])),
                kind=draw(st.sampled_from(KINDS)),
                stage=draw(st.sampled_from(list(Stage))),
                name=draw(st.sampled_from(["古台山", "大熊山一期"])) if repeating else f"n{n}",
                capacity=capacity(draw),
                citywide=draw(st.booleans()),
                precision=draw(st.sampled_from([None, *Precision])),
                part_of=draw(st.sampled_from([None, None, *(f"p{m}" for m in range(number))])),
                shares=(0.3, 0.7) if shared else None,
            )
        )
    return found


def exact(value: float) -> Fraction:
    return Fraction(Decimal(repr(value)))


def parts(summary: Summary) -> Fraction:
    amounts = [row.amount for row in summary.rows]
    amounts += [summary.cross_county, summary.citywide, summary.unplaced]
    return sum((exact(amount.value) for amount in amounts), Fraction(0))


def held_stated(projects: list[Project]) -> Fraction:
    """Add up all the capacity in MW that is stated, ranges with their lower bound."""
    figures = (
        q.value if q.low is None else q.low for p in projects for q in p.capacity if q.unit == "MW"
    )
    return sum((exact(value) for value in figures), Fraction(0))


@settings(max_examples=60, deadline=None)
@given(registries(), st.sampled_from(["power", "energy", "count"]),
       st.sampled_from([None, "equal"]), PLACES)  # fmt: skip
def test_every_table_reconciles_to_the_last_digit(
    projects: list[Project], measure: str, split: str | None, place: str | None
) -> None:
    whole = sums(projects, measure=measure, split=split, place=place)
    for by in By:
        summary = sums(projects, by=by, measure=measure, split=split, place=place)
        assert parts(summary) == exact(summary.total.value)
        assert replace(summary.total, estimated=0.0) == replace(whole.total, estimated=0.0)
        assert summary.outside == whole.outside
        counted = [row.amount for row in summary.rows]
        counted += [summary.cross_county, summary.citywide, summary.unplaced]
        assert sum(amount.projects for amount in counted) == summary.total.projects


@settings(max_examples=60, deadline=None)
@given(registries())
def test_stages_partition_the_whole(projects: list[Project]) -> None:
    stages = [sums(projects, stages=[stage]).total.value for stage in Stage]
    assert sum(map(exact, stages), Fraction(0)) == exact(sums(projects).total.value)


@settings(max_examples=60, deadline=None)
@given(registries())
def test_a_rows_figure_is_that_of_the_place_alone(projects: list[Project]) -> None:
    for by, codes in (
        ("county", COUNTIES),
        ("prefecture", (LOUDI, HUAIHUA, ZHAOQING, XIANTAO)),
        ("province", (HUNAN, GUANGDONG, HUBEI)),
    ):
        rows = values(sums(projects, by=by))
        for code in codes:
            alone = sums(projects, place=code)
            own = alone.total.value if by != "county" else values(alone).get(code, 0.0)
            assert rows.get(code, 0.0) == own


@settings(max_examples=60, deadline=None)
@given(registries(), st.sampled_from(["power", "count"]), st.sampled_from([None, "equal"]), PLACES)
def test_each_prefectures_rows_make_its_total_and_these_the_whole(
    projects: list[Project], measure: str, split: str | None, place: str | None
) -> None:
    found = sums(projects, measure=measure, split=split, place=place)
    counties = {group.key: Fraction(0) for group in found.groups}
    for row in found.rows:
        counties[str(DIVISIONS.prefecture_of(row.key))] += exact(row.amount.value)
    for group in found.groups:
        beside = (group.cross_county, group.citywide, group.unplaced)
        parted = counties[group.key] + sum((exact(a.value) for a in beside), Fraction(0))
        assert parted == exact(group.total.value)
        if measure == "count":
            for name in ("total", "cross_county", "citywide", "unplaced"):
                keys = found.keys(f"{group.key}:{name}")
                assert len(keys) == getattr(group, name).projects
    assert sum((exact(g.total.value) for g in found.groups), Fraction(0)) == exact(
        found.total.value
    )


@settings(max_examples=60, deadline=None)
@given(registries())
def test_prefectures_add_up_to_their_province(projects: list[Project]) -> None:
    hunan = sums(projects, by="prefecture", place=HUNAN)
    assert parts(hunan) == exact(values(sums(projects, by="province")).get(HUNAN, 0.0))


@settings(max_examples=60, deadline=None)
@given(registries(repeating=False))
def test_everything_is_counted_once(projects: list[Project]) -> None:
    """Without groups the total is the plain sum; with them it is never more."""
    flat = [replace(item, part_of=None) for item in projects]
    inside = [item for item in flat if place_class(item) != "outside"]
    assert exact(sums(flat).total.value) == held_stated(inside)
    together = sums(projects)
    assert exact(together.total.value) + exact(together.outside.value) <= held_stated(projects)


@settings(max_examples=60, deadline=None)
@given(registries())
def test_what_is_counted_is_counted_or_a_copy(projects: list[Project]) -> None:
    found = sums(projects, measure="count")
    copies = {copy for copy, _ in found.repeats}
    assert found.total.projects + found.outside.projects + len(copies) == len(projects)
    assert copies.isdisjoint(found.keys("total"))
    assert exact(sums(projects).total.value) <= held_stated(projects)


@settings(max_examples=60, deadline=None)
@given(registries())
def test_filters_partition_the_total(projects: list[Project]) -> None:
    held = Holdings(DOCUMENTS, tuple(projects))
    whole = summarise(held, divisions=DIVISIONS).total
    for choices in (
        [Selection(kinds=(kind,)) for kind in KINDS],
        [Selection(stages=(stage,)) for stage in Stage],
        [Selection(documents=(name,)) for name in ("loudi", "sihui", "hunan", "lost")],
    ):
        parted = [
            summarise(held.select(choice, DIVISIONS), divisions=DIVISIONS).total
            for choice in choices
        ]
        assert sum((exact(part.value) for part in parted), Fraction(0)) == exact(whole.value)
        assert sum(part.projects for part in parted) == whole.projects
        assert sum(part.stated for part in parted) == whole.stated


@settings(max_examples=60, deadline=None)
@given(registries())
def test_an_equal_split_keeps_the_total(projects: list[Project]) -> None:
    plain, split = (sums(projects, split=how) for how in (None, "equal"))
    assert replace(split.total, estimated=0.0) == plain.total
    assert split.cross_county.value == 0.0
    assert split.placed == plain.placed
    parted = [sums(projects, split="equal", place=code) for code in COUNTIES]
    rows = values(split)
    for code, alone in zip(COUNTIES, parted, strict=True):
        assert values(alone).get(code, 0.0) == rows.get(code, 0.0)


@settings(max_examples=60, deadline=None)
@given(registries(), st.sampled_from(list(By)), PLACES)
def test_the_projects_behind_a_number_are_those_it_counts(
    projects: list[Project], by: By, place: str | None
) -> None:
    found = sums(projects, by=by, place=place, measure="count")
    for row in found.rows:
        assert len(found.keys(row.key)) == row.amount.projects
    for name in ("cross_county", "citywide", "unplaced", "outside", "total"):
        assert len(found.keys(name)) == getattr(found, name).projects


@settings(max_examples=60, deadline=None)
@given(registries())
def test_provinces_add_up_to_the_whole(projects: list[Project]) -> None:
    whole = sums(projects)
    by_province = sums(projects, by="province")
    alone = [sums(projects, place=code).total.value for code in (HUNAN, GUANGDONG, HUBEI)]
    assert sum(map(exact, alone), Fraction(0)) == sum(
        (exact(row.amount.value) for row in by_province.rows), Fraction(0)
    )
    assert parts(by_province) == exact(whole.total.value)
