"""Sums by region in one pass are those of summarise, however they are divided."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.crosstab import Per, by_region, sector_of
from projects.kinds import SECTORS
from projects.models import Stage
from projects.selection import Holdings
from projects.summaries import summarise
from tests.layers_data import divisions, documents, projects

EVERY = projects()


def held(chosen):
    return Holdings(documents=documents(), projects=EVERY, chosen=tuple(chosen))


choices = st.lists(st.sampled_from(EVERY), min_size=1, unique_by=lambda p: p.id)


@given(choices)
@settings(max_examples=40, deadline=None)
def test_every_division_adds_up_to_the_summary(chosen):
    holdings = held(chosen)
    for by, measure in itertools.product(("county", "prefecture"), ("power", "energy")):
        summary = summarise(holdings, divisions=divisions(), by=by, measure=measure)
        expected = {row.key: row.amount for row in summary.rows}
        whole = by_region(holdings, divisions(), by=by, measure=measure, per=Per.ALL)
        assert {code: amount for (code, _), amount in whole.items()} == expected
        for per in (Per.STAGE, Per.SECTOR, Per.SECTOR_AND_STAGE):
            parts = by_region(holdings, divisions(), by=by, measure=measure, per=per)
            for code, amount in expected.items():
                mine = [part for (of, _), part in parts.items() if of == code]
                assert math.fsum(p.value for p in mine) == pytest.approx(amount.value, abs=1e-9)
                assert sum(part.projects for part in mine) == amount.projects
                assert sum(part.stated for part in mine) == amount.stated


@given(choices)
@settings(max_examples=40, deadline=None)
def test_place_classes_are_those_of_the_summary(chosen):
    holdings = held(chosen)
    parts = by_region(holdings, divisions(), by="prefecture", measure="power", per=Per.PLACE)
    summary = summarise(holdings, divisions=divisions(), measure="power")
    for place in ("cross_county", "citywide", "unplaced", "outside"):
        mine = [amount for (_, of), amount in parts.items() if of == place]
        assert sum(part.projects for part in mine) == getattr(summary, place).projects
        assert math.fsum(part.value for part in mine) == getattr(summary, place).value


def test_stages_and_sectors_are_named():
    parts = by_region(
        held(EVERY), divisions(), by="county", measure="power", per=Per.SECTOR_AND_STAGE
    )
    assert {key.split("/")[0] for _, key in parts} <= set(SECTORS)
    assert {key.split("/")[1] for _, key in parts} <= set(map(str, Stage))
    assert sector_of("of_tomorrow") == "other"
