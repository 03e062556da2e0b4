"""Stages as of the plan's date: future work is not existing, closed work is not planned."""

import pytest

from projects.models import Role
from tests.plans_data import one, read

HEAD = "二〇二三年\n酒泉市人民政府\n2023年5月6日\n一、任务\n"


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("瓜州县云岭风电场已于2021年建成投产。", "existing"),
        ("瓜州县云岭风电场2020年投入运行。", "existing"),
        ("瓜州县云岭风电场力争2027年投产。", "planned"),
        ("瓜州县云岭风电场2026年底投产。", "planned"),
        ("确保瓜州县云岭抽水蓄能电站2030年前全部机组投产。", "planned"),
        ("推进瓜州县云岭风电场前期工作。", "preliminary"),
        ("续建瓜州县云岭风电场。", "under_construction"),
        ("关停瓜州县云岭火电厂1号机组。", "retired"),
        ("暂缓瓜州县云岭火电厂。", "shelved"),
        ("取消瓜州县云岭火电厂。", "cancelled"),
    ],
)
def test_a_stage_is_that_of_the_plans_date(sentence, stage):
    """Totals count what is being built and planned: a wrong stage is a wrong total."""
    assert one(HEAD + sentence, "酒泉市").stage == stage


def test_what_a_factory_makes_is_no_storage():
    """60 GWh of batteries a year would drown every region's storage (design rule 2)."""
    (made,) = one(HEAD + "推进肃州区云岭60GWh动力电池项目。", "酒泉市").capacity
    assert (made.value, made.unit, made.role) == (60_000, "MWh", Role.OUTPUT)


def test_a_total_is_no_members_size():
    projects = read(
        HEAD + "建设瓜州县云岭风电场、玉门市码湖风电场、金塔县青罗风电场(总装机30万千瓦)。",
        "酒泉市",
    )
    assert [p.capacity for p in projects] == [(), (), ()]


def test_a_voltage_begins_with_its_own_list():
    """A voltage later in a sentence made a pumped-storage station a substation."""
    projects = read(
        HEAD + "建设瓜州县云岭抽水蓄能电站120万千瓦、玉门市码湖500千伏输变电工程。", "酒泉市"
    )
    assert [p.kind for p in projects] == ["pumped_storage", "substation"]


def test_a_town_behind_a_county_is_that_countys():
    """三溪镇 is in several counties of 重庆; 巫山县三溪镇 is in one."""
    project = one("一、任务\n建设巫山县三溪镇云岭光伏电站。", "重庆市")
    assert project.counties == ("500237",)


def test_a_countys_plan_does_not_swallow_its_neighbours():
    project = one("一、任务\n建设淳安县云岭光伏电站。", "建德市")
    assert (project.counties, project.precision) == ((), "outside")


def test_a_line_that_begins_in_the_city_is_no_line_elsewhere():
    """市外 stands apart from the total; 娄底至邵阳 is 娄底's, in a county not yet told."""
    project = one("一、任务\n建设娄底至邵阳高速公路,全长45公里。", "娄底市")
    assert (project.counties, project.precision) == ((), "city")
