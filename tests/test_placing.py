"""Where a project lies by the place names around it (rules 5, 7 and 8 of the design)."""

from __future__ import annotations

import pytest

from geo.gazetteer import Toponym
from geo.models import Adcode, Level, Place, Precision
from projects.placing import Context, Placer
from tests.plans_data import gazetteer

PROVINCE, CITY = Adcode("430000"), Adcode("431300")
EAST, WEST, AWAY = Adcode("431321"), Adcode("431322"), Adcode("430522")
"""双峰县 and 新化县 of 娄底市, and 新邵县 of the city beside it."""


def said(*codes: Adcode, form: str = "full", start: int = 0) -> Toponym:
    """Return a name in the text that may mean any of `codes`."""
    name = gazetteer().divisions.name(codes[0])
    text = name if form == "full" else name[:-1]
    return Toponym(start, start + len(text), text, form, tuple(map(gazetteer().place, codes)))


def town(county: Adcode, name: str = "甘棠镇") -> Toponym:
    place = Place(f"{county}101", name, name[:-1], Level.TOWNSHIP, (county,), CITY, PROVINCE)
    return Toponym(0, 3, name, "town", (place,))


def located(scope: Adcode = CITY, *, name="云岭风电场", kind="wind_farm", **context):
    return Placer(gazetteer(), scope).place(Context(**context), name=name, kind=kind)


FACTORY = {"name": "新化云川公司", "kind": "factory"}


def test_a_county_in_the_name_is_the_projects():
    found = located(own=[said(WEST)])
    assert (found.counties, found.precision) == ((WEST,), Precision.COUNTY)
    assert [r.adcode for r in found.reasons] == [WEST]
    assert "新化县" in found.reasons[0].why


def test_nothing_said_leaves_the_county_open_with_a_reason():
    found = located()
    assert (found.counties, found.precision, found.confidence) == ((), Precision.CITY, 0.0)
    assert found.reason


def test_the_city_itself_is_no_county():
    assert located(own=[said(CITY)], carried=[said(CITY)]).counties == ()


def test_a_county_of_another_city_is_never_chosen():
    assert located(own=[said(AWAY)], lead=[said(AWAY)], carried=[said(AWAY)]).counties == ()


def test_a_name_that_fits_two_counties_is_refused():
    assert located(own=[said(EAST, WEST)]).counties == ()


def test_of_namesakes_the_one_inside_the_jurisdiction_is_meant():
    assert located(own=[said(AWAY, WEST)]).counties == (WEST,)


@pytest.mark.parametrize(
    ("nearer", "farther"), [("own", "lead"), ("own", "carried"), ("lead", "carried")]
)
def test_the_nearer_place_wins(nearer, farther):
    found = located(**{nearer: [said(WEST)], farther: [said(EAST)]})
    assert found.counties == (WEST,)


def test_what_is_said_of_it_beats_what_was_carried_along():
    assert located(said=[said(WEST)], carried=[said(EAST)]).counties == (WEST,)


def test_a_town_is_finer_than_a_county():
    found = located(own=[town(WEST)])
    assert (found.counties, found.precision) == ((WEST,), Precision.TOWNSHIP)


def test_several_counties_are_one_project_in_the_order_of_the_text():
    found = located(own=[said(WEST), said(EAST, start=4)])
    assert (found.counties, found.precision) == ((WEST, EAST), Precision.COUNTIES)


def test_a_county_named_twice_counts_once():
    assert located(own=[said(WEST), said(WEST, start=9)]).counties == (WEST,)


def test_a_full_name_is_surer_than_a_short_one():
    full, short = located(own=[said(WEST)]), located(own=[said(WEST, form="short")])
    assert full.counties == short.counties == (WEST,)
    assert full.confidence > short.confidence


@pytest.mark.parametrize("where", ["lead", "said"])
def test_a_short_name_in_a_companys_name_loses_to_an_explicit_place(where):
    found = located(**FACTORY, own=[said(WEST, form="short")], **{where: [said(EAST)]})
    assert found.counties == (EAST,)
    assert [c.adcode for c in found.candidates] == [WEST], "kept for review"
    assert found.candidates[0].score < found.confidence


def test_a_short_name_in_a_companys_name_counts_for_less_when_alone():
    company = located(**FACTORY, own=[said(WEST, form="short")])
    plant = located(own=[said(WEST, form="short")])
    assert company.counties == (WEST,)
    assert company.confidence < plant.confidence


def test_a_short_name_outside_a_company_holds_against_a_carried_place():
    assert located(own=[said(WEST, form="short")], carried=[said(EAST)]).counties == (WEST,)


@pytest.mark.parametrize("kind", ["transmission_line", "railway", "road", "gas_pipeline"])
def test_a_line_that_leaves_keeps_its_inner_end(kind):
    found = located(kind=kind, own=[said(WEST), said(AWAY, start=5)])
    assert (found.counties, found.precision) == ((WEST,), Precision.OUTSIDE)


def test_a_plant_does_not_leave():
    found = located(own=[said(WEST), said(AWAY, start=5)])
    assert (found.counties, found.precision) == ((WEST,), Precision.COUNTY)


def test_the_province_above_is_not_outside():
    found = located(kind="railway", own=[said(PROVINCE), said(WEST, start=5)])
    assert found.precision is Precision.COUNTY


def test_all_projects_of_a_countys_plan_lie_in_it():
    for context in ({}, {"own": [said(WEST)]}, {"carried": [said(EAST)]}):
        found = located(WEST, **context)
        assert (found.counties, found.precision) == ((WEST,), Precision.COUNTY)


@pytest.mark.parametrize("end", [EAST, AWAY])
def test_a_line_may_leave_a_county_too(end):
    found = located(WEST, kind="railway", own=[said(end)])
    assert (found.counties, found.precision) == ((WEST,), Precision.OUTSIDE)


def test_a_zone_of_several_counties_tells_none_of_them():
    """A project in it lies in one, not in all: it stays open."""
    zone = Place(EAST, "高新区", "高新区", Level.ZONE, (EAST, WEST), CITY, PROVINCE)
    found = located(name="高新区储能项目", own=[Toponym(0, 3, "高新区", "zone", (zone,))])
    assert (found.counties, found.precision) == ((), Precision.CITY)
    alone = Place(EAST, "高新区", "高新区", Level.ZONE, (EAST,), CITY, PROVINCE)
    found = located(own=[Toponym(0, 3, "高新区", "zone", (alone,))])
    assert (found.counties, found.precision) == ((EAST,), Precision.ZONE)
