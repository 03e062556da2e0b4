"""One project named twice is one, and two that differ stay two."""

from __future__ import annotations

from itertools import count

import pytest

from geo.models import Adcode, Precision
from projects.extraction.merging import Mention, merge
from projects.models import Nature, Project, Quantity, Role, Stage

WEST, EAST = Adcode("431322"), Adcode("431321")
OFFSETS = count(0, 100)


def named(name: str, kind: str = "wind_farm", *counties: Adcode, **facts) -> Project:
    start = next(OFFSETS)
    span = (start, start + len(name))
    facts |= {"mentions": (span,), "counties": counties}
    return Project("", name, kind, Stage.PLANNED, Nature.NEW, *span, **facts)


def power(value: float) -> Quantity:
    return Quantity(value, "MW", Role.CAPACITY, str(value))


def merged(*projects: Project) -> tuple[Project, ...]:
    return merge([Mention(p, None) for p in projects], "sha")


SAME = {
    "the same name": ("云岭风电场", "云岭风电场"),
    "another head": ("云岭风电场", "云岭风电场项目"),
    "figures": ("云岭风电场", "云岭20万千瓦风电场"),
    "the county's suffix": ("新化县云岭风电场", "新化云岭风电场"),
    "a county before": ("云岭抽水蓄能电站", "新化县云岭抽水蓄能电站"),
    "the voltage": ("云岭变电站", "云岭500千伏变电站"),
}
KIND_OF = {"云岭变电站": "substation", "云岭抽水蓄能电站": "pumped_storage"}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
@pytest.mark.parametrize("swapped", [False, True])
def test_mentions_are_joined_that_differ_in(one, other, swapped):
    kind = KIND_OF.get(one, "wind_farm")
    both = [named(one, kind, WEST), named(other, kind, WEST)]
    (project,) = merged(*(reversed(both) if swapped else both))
    assert len(project.mentions) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(named("云岭风电场"), named("码湖风电场"), id="names"),
        pytest.param(named("云岭风电场"), named("云岭储能电站", "energy_storage"), id="kinds"),
        pytest.param(
            named("云岭风电场", "wind_farm", WEST),
            named("云岭风电场", "wind_farm", EAST),
            id="counties",
        ),
        pytest.param(named("云岭风电场一期"), named("云岭风电场二期"), id="phases"),
        pytest.param(
            named("云川新材料一体化项目", "factory"),
            named("云川新材料锂电回收基地", "factory"),
            id="works of one company",
        ),
    ],
)
def test_mentions_stay_apart_that_differ_in(one, other):
    assert [len(p.mentions) for p in merged(one, other)] == [1, 1]


def test_what_either_mention_tells_is_kept():
    first = named("云岭风电场", capacity=(power(200.0),))
    later = named(
        "云岭风电场",
        "wind_farm",
        WEST,
        precision=Precision.COUNTY,
        confidence=0.9,
        year=2027,
        responsible=("市能源局",),
        capacity=(power(300.0), Quantity(5.0, "km", Role.LENGTH, "5公里")),
    )
    (project,) = merged(first, later)
    assert [(q.value, q.unit) for q in project.capacity] == [(200.0, "MW"), (5.0, "km")]
    assert (project.counties, project.precision, project.confidence) == (
        (WEST,),
        Precision.COUNTY,
        0.9,
    )
    assert (project.year, project.responsible) == (2027, ("市能源局",))
    assert project.mentions == (*first.mentions, *later.mentions)
    assert (project.start, project.end) == first.mentions[0]


def test_an_untold_kind_takes_the_other_mentions():
    (project,) = merged(named("云岭二期", "other"), named("云岭二期", "coal_power"))
    assert project.kind == "coal_power"


def test_projects_are_numbered_in_order_and_know_their_document():
    found = merged(named("云岭风电场"), named("码湖风电场"), named("云岭风电场"))
    assert [(p.id, p.name, p.document) for p in found] == [
        ("p1", "云岭风电场", "sha"),
        ("p2", "码湖风电场", "sha"),
    ]


def test_a_parent_is_told_by_the_id_it_gets():
    mentions = [
        Mention(named("码湖风电场"), None),
        Mention(named("云岭风电场"), None),
        Mention(named("码湖风电场"), None),
        Mention(named("云川储能电站", "energy_storage"), 1),
    ]
    assert [p.part_of for p in merge(mentions, "sha")] == [None, None, "p2"]


def test_a_project_is_never_part_of_itself():
    mentions = [Mention(named("云岭风电场"), None), Mention(named("云岭风电场项目"), 0)]
    assert [p.part_of for p in merge(mentions, "sha")] == [None]


def test_a_reference_in_other_words_means_the_project_before_it():
    first = named("云岭集中式风电场", "wind_farm", WEST)
    again = named("云岭风电基地", "wind_farm", WEST)
    (project,) = merge([Mention(first, None), Mention(again, None, reference=True)], "sha")
    assert project.name == first.name


def test_a_reference_to_another_county_means_another():
    first = named("云岭一级风电场", "wind_farm", WEST)
    again = named("云岭二级电场群", "wind_farm", EAST)
    found = merge([Mention(first, None), Mention(again, None, reference=True)], "sha")
    assert len(found) == 2


def test_no_mention_gives_no_project():
    assert merge([], "sha") == ()
