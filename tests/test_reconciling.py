"""Every sum reconciles to the last digit, whatever the registry holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.models import Precision
from projects.models import Project, Stage
from projects.summaries import By, Summary, place_class
from tests.sums_data import (
    COUNTIES,
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

DECIMALS = st.decimals(min_value=0, max_value=99999, places=3).map(float)


@st.composite
def registries(draw: st.DrawFn) -> list[Project]:
    """Any registry: all places, stages, kinds, groups (also broken ones), shares, qualifiers."""
    number = draw(st.integers(0, 9))
    found = []
    for n in range(number):
        counties = draw(st.lists(st.sampled_from(COUNTIES), max_size=3, unique=True))
        shared = len(counties) == 2 and draw(st.booleans())
        found.append(
            project(
                f"p{n}",
                *counties,
                document=draw(st.sampled_from(["loudi", "sihui", "hunan", "lost"])),
                kind=draw(st.sampled_from(["wind_farm", "solar_farm", "wetland"])),
                stage=draw(st.sampled_from(list(Stage))),
                capacity=mw(draw(DECIMALS)) if draw(st.booleans()) else (),
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


@settings(max_examples=60, deadline=None)
@given(registries(), st.sampled_from(["power", "count"]))
def test_every_table_reconciles_to_the_last_digit(projects: list[Project], measure: str) -> None:
    whole = sums(projects, measure=measure)
    for by in By:
        summary = sums(projects, by=by, measure=measure)
        assert parts(summary) == exact(summary.total.value)
        assert summary.total == whole.total
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
@given(registries())
def test_prefectures_add_up_to_their_province(projects: list[Project]) -> None:
    hunan = sums(projects, by="prefecture", place=HUNAN)
    assert parts(hunan) == exact(values(sums(projects, by="province")).get(HUNAN, 0.0))


@settings(max_examples=60, deadline=None)
@given(registries())
def test_everything_is_counted_once(projects: list[Project]) -> None:
    """Without groups the total is the plain sum; with them it is never more."""
    flat = [replace(item, part_of=None) for item in projects]
    inside = [item for item in flat if place_class(item) != "outside"]
    stated = sum((exact(q.value) for item in inside for q in item.capacity), Fraction(0))
    assert exact(sums(flat).total.value) == stated
    together = sums(projects)
    assert exact(together.total.value) + exact(together.outside.value) <= sum(
        (exact(q.value) for item in projects for q in item.capacity), Fraction(0)
    )
