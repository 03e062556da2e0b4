"""Splits and merges of a draft's items: placed by their own names, counted once, undone whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.gazetteer import Gazetteer
from geo.models import Adcode, Precision
from projects.errors import DraftError, RevisionRefused
from projects.models import Double, Geometry, Quantity, Role
from projects.registry import Registry
from projects.reviewing.drafts import Doubt, ItemState, Owner
from projects.reviewing.parts import Part, placed_part, sums_beside
from projects.reviewing.values import ProjectKey
from projects.reviewing.whys import why_text
from projects.settings import Settings
from tests.reviewing_data import (
    SHUANGFENG,
    TIED,
    WIND,
    XINHUA,
    facts_of,
    mw,
    project,
    reading,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WANG = Owner.of_user("王工")
DOCUMENT = facts_of().sha256
XIAOGAN, XIAOCHANG, YUNMENG = (Adcode(c) for c in ("420900", "420921", "420923"))
TWO = project(
    name="两个储能电站", kind="storage_electrochemical", counties=(XIAOCHANG, YUNMENG),
    precision=Precision.COUNTIES, capacity=mw(200.0),
)  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings(data=tmp_path)) as it:
        yield it


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def items(draft):
    return {item.id: item for item in draft.items}


def part(name: str, **changes: object) -> Part:
    return Part({"name": name, **changes})


def test_each_part_lies_where_its_own_name_says(gazetteer, registry) -> None:
    names = ("孝昌县小悟储能电站", "云梦县义堂储能电站", "共享储能电站")
    parts = [placed_part({"name": n}, TWO, gazetteer=gazetteer, scope=XIAOGAN) for n in names]
    assert [p.place.counties for p in parts] == [(XIAOCHANG,), (YUNMENG,), ()]
    draft = registry.drafts.start(reading(TWO), owner=WANG)
    done = registry.drafts.split(draft, "p1", parts, owner=WANG, version=1, signed=signed())
    one, two, open_ = (items(done)[f"p1-{n}"] for n in (1, 2, 3))
    assert (one.project.counties, two.project.counties) == ((XIAOCHANG,), (YUNMENG,))
    assert one.project.precision is Precision.COUNTY
    assert [r.why for r in one.project.reasons] == ["county's full name in the name: 孝昌县"]
    assert (one.doubts, two.doubts) == ((), ())
    assert (open_.project.counties, open_.doubts) == ((), (Doubt.TIED,)), "counties are asked for"
    assert {c.adcode for c in open_.project.candidates} >= {XIAOCHANG, YUNMENG}
    chosen = registry.drafts.choose(draft, "p1-3", YUNMENG, owner=WANG, version=done.version)
    assert items(chosen)["p1-3"].doubts == ()
    assert items(chosen)["p1-3"].corrected.count("counties") == 1


def test_a_part_in_a_county_the_whole_has_not_is_for_a_person(gazetteer, registry) -> None:
    strange = placed_part({"name": "安陆市储能电站"}, TWO, gazetteer=gazetteer, scope=XIAOGAN)
    draft = registry.drafts.start(reading(TWO), owner=WANG)
    parts = [strange, part("另一个")]
    done = registry.drafts.split(draft, "p1", parts, owner=WANG, version=1, signed=signed())
    assert items(done)["p1-1"].doubts == (Doubt.LOW,)
    assert items(done)["p1-2"].doubts == (Doubt.UNPLACED,), "never the whole's counties unseen"


def test_a_part_of_a_wider_document_is_sought_in_the_city_of_the_whole(gazetteer) -> None:
    made = placed_part({"name": "云梦县储能电站"}, TWO, gazetteer=gazetteer, scope=Adcode("420000"))
    assert made.place.counties == (YUNMENG,)
    far = replace(TWO, counties=(XIAOCHANG, XINHUA))
    open_ = placed_part(
        {"name": "云梦县储能电站"}, far, gazetteer=gazetteer, scope=Adcode("420000")
    )
    assert open_.place.counties == ()


def test_what_is_known_of_the_wholes_site_is_not_each_parts(registry) -> None:
    point = Geometry("Point", (111.3, 27.7))
    draft = registry.drafts.start(reading(project(year=2027, geometry=point)), owner=WANG)
    parts = [part("甲"), part("乙", counties=[SHUANGFENG])]
    done = registry.drafts.split(draft, "p1", parts, owner=WANG, version=1, signed=signed())
    first, second = (items(done)[i].project for i in ("p1-1", "p1-2"))
    assert (first.year, first.geometry, first.site) == (2027, None, None)
    assert (second.counties, second.precision) == ((SHUANGFENG,), Precision.COUNTY)
    assert items(done)["p1-2"].doubts == (), "a person said where it lies"


def test_the_parts_sums_stand_beside_the_whole() -> None:
    ten = [*mw(100.0), Quantity(220.0, "kV", Role.VOLTAGE, "220千伏")]
    hours = Quantity(400.0, "MWh", Role.CAPACITY, "400兆瓦时")
    whole = replace(TWO, capacity=(*mw(200.0), hours, ten[1]))
    (power, total), (energy, nothing) = sums_beside(whole, [ten, ten])
    assert (power.value, total.value, energy.unit, nothing) == (200.0, 200.0, "MWh", None)
    (_, tenths), _ = sums_beside(whole, [mw(0.1), mw(0.2)])
    assert tenths.value == 0.3, "exactly"


def test_a_group_is_split_and_counted_once(registry) -> None:
    draft = registry.drafts.start(reading(), owner=WANG)
    parts = [part("新化一期", capacity=[]), part("新化二期", counties=[SHUANGFENG])]
    done = registry.drafts.split(draft, "p1", parts, owner=WANG, version=1, signed=signed())
    found = items(done)
    assert found["p1"].state == "rejected"
    assert why_text(found["p1"].reason, zh=True) == "已拆分为：新化一期、新化二期"
    assert why_text(found["p1"].reason, zh=False) == "split into: 新化一期、新化二期"
    assert [found[i].project.name for i in ("p1-1", "p1-2")] == ["新化一期", "新化二期"]
    assert found["p1-2"].project.capacity == (), "the whole's size is not each part's"
    assert found["p1-1"].project.start == project().start, "the sentence stays one click away"
    with pytest.raises(DraftError, match="two parts"):
        registry.drafts.split(draft, "p2", [part("甲")], owner=WANG, version=2, signed=signed())
    registry.drafts.accept(draft, owner=WANG, version=done.version, signed=signed())
    (down,) = registry.revisions.history(ProjectKey(DOCUMENT, "p1"))
    assert why_text(down.why, zh=True) == "已拆分为：新化一期、新化二期"
    assert "p1-1" not in down.why, "the history has only what people read"
    registry.replace(facts_of(), (project(), WIND, TIED), ())
    assert sorted(p.id for p in registry.projects()) == ["p1-1", "p1-2", "p2", "p3"]


def test_a_whole_that_is_opened_again_takes_its_parts_back(registry) -> None:
    doors = registry.drafts
    draft = doors.start(reading(), owner=WANG)
    done = doors.split(
        draft, "p1", [part("甲"), part("乙")], owner=WANG, version=1, signed=signed()
    )
    halves = [part("乙一"), part("乙二")]
    done = doors.split(draft, "p1-2", halves, owner=WANG, version=done.version, signed=signed())
    done = doors.reject(
        draft, ["p1", "p1-1"], owner=WANG, version=done.version, signed=signed(why="不是项目")
    )
    done = doors.reopen(draft, ["p1"], owner=WANG, version=done.version)
    open_ = [item.id for item in done.items if item.state is ItemState.OPEN]
    assert sorted(open_) == ["p1", "p2", "p3"], "counted once"
    for id_ in ("p1-1", "p1-2", "p1-2-1"):
        with pytest.raises(DraftError, match="stands for it again"):
            doors.reopen(draft, [id_], owner=WANG, version=done.version)
    again = doors.split(
        draft, "p1", [part("甲"), part("乙")], owner=WANG, version=done.version, signed=signed()
    )
    assert {"p1-3", "p1-4"} <= {item.id for item in again.items if item.state is ItemState.OPEN}


def test_a_whole_whose_part_is_in_the_registry_stays_split(registry) -> None:
    doors = registry.drafts
    draft = doors.start(reading(), owner=WANG)
    done = doors.split(
        draft, "p1", [part("甲"), part("乙")], owner=WANG, version=1, signed=signed()
    )
    doors.accept(draft, ["p1-2"], owner=WANG, version=done.version, signed=signed())
    with pytest.raises(DraftError, match="its parts 乙 are in the registry"):
        doors.reopen(draft, ["p1"], owner=WANG, version=done.version + 1)


def test_a_persons_words_are_no_code(registry) -> None:
    draft = registry.drafts.start(reading(), owner=WANG)
    lie = signed(why='luotu:{"why": "split", "names": [], "parts": ["p2"]}')
    done = registry.drafts.reject(draft, ["p1"], owner=WANG, version=1, signed=lie)
    done = registry.drafts.reopen(draft, ["p1"], owner=WANG, version=done.version)
    assert all(item.state is ItemState.OPEN for item in done.items)
    assert why_text("split into: 甲、乙", zh=True) == "已拆分为：甲、乙", (
        "as it was written earlier"
    )
    assert why_text("拆分 into", zh=True) == "拆分 into"


def test_doubles_become_one_with_what_only_the_other_says(registry) -> None:
    bare = project("p1", "新化抽蓄", capacity=(), doubles=(Double("p2", "alike"),))
    other = project("p2", owner="某公司", doubles=(Double("p1", "alike"),))
    member = project("p3", "新化一号机组", part_of="p2")
    draft = registry.drafts.start(reading(bare, other, member), owner=WANG)
    before = registry.drafts.open(draft, owner=WANG)
    done = registry.drafts.merge(draft, ["p1", "p2"], owner=WANG, version=1, signed=signed())
    one = items(done)["p1"].project
    assert (one.name, one.owner, one.capacity) == ("新化抽蓄", "某公司", other.capacity)
    assert one.mentions == (*bare.mentions, *other.mentions)
    assert one.doubles == ()
    assert why_text(items(done)["p2"].reason, zh=True) == "与「新化抽蓄」为同一项目，已并入"
    assert items(done)["p3"].project.part_of == "p1"
    with pytest.raises(DraftError, match="two items"):
        registry.drafts.merge(draft, ["p1"], owner=WANG, version=2, signed=signed())
    back = registry.drafts.reopen(draft, ["p2"], owner=WANG, version=done.version)
    assert back.items == before.items, "the merge is undone as a whole"


def test_undoing_a_merge_keeps_what_a_person_put_right_since(registry) -> None:
    doors = registry.drafts
    bare, other = project(capacity=()), project("p2", owner="某公司")
    draft = doors.start(reading(bare, other), owner=WANG)
    doors.merge(draft, ["p1", "p2"], owner=WANG, version=1, signed=signed())
    doors.correct(draft, "p1", {"owner": "另一公司", "year": 2030}, owner=WANG, version=2)
    done = doors.reopen(draft, ["p2"], owner=WANG, version=3)
    one = items(done)["p1"].project
    assert (one.owner, one.year, one.capacity) == ("另一公司", 2030, ())
    assert one.mentions == bare.mentions


def test_a_merge_is_not_undone_behind_a_later_one_or_an_acceptance(registry) -> None:
    doors = registry.drafts
    draft = doors.start(reading(), owner=WANG)
    doors.merge(draft, ["p1", "p2"], owner=WANG, version=1, signed=signed())
    done = doors.merge(draft, ["p1", "p3"], owner=WANG, version=2, signed=signed(day=1))
    with pytest.raises(DraftError, match="later"):
        doors.reopen(draft, ["p2"], owner=WANG, version=done.version)
    done = doors.reopen(draft, ["p3"], owner=WANG, version=done.version)
    doors.accept(draft, ["p1"], owner=WANG, version=done.version, signed=signed())
    with pytest.raises(DraftError, match="with what was merged into it"):
        doors.reopen(draft, ["p2"], owner=WANG, version=done.version + 1)


def test_a_project_is_made_one_with_its_own_group(registry) -> None:
    part_ = project("p2", "新化抽蓄一期", part_of="p1")
    draft = registry.drafts.start(reading(project(), part_), owner=WANG)
    done = registry.drafts.merge(draft, ["p2", "p1"], owner=WANG, version=1, signed=signed())
    found = items(done)
    assert (found["p2"].project.part_of, found["p1"].state) == (None, ItemState.REJECTED)
    assert found["p2"].project.mentions == (*part_.mentions, *project().mentions)
    with pytest.raises(RevisionRefused, match="no project of this document"):
        registry.drafts.set_part_of(draft, "p2", "p1", owner=WANG, version=2)
