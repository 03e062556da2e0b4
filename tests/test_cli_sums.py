"""`luotu summary` and `luotu targets` as the contract has them, and what they refuse."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import cli
from geo.models import Adcode, Precision
from projects.models import Double, Nature, Quantity, Role, Stage, Target
from projects.registry import Registry
from projects.settings import Settings
from tests.sums_data import facts, mw, project

if TYPE_CHECKING:
    from pathlib import Path

LOUDI, XINHUA, LIANYUAN = "431300", "431322", "431382"
DOCUMENT = "7f3c" * 16
PROJECTS = (
    project("p1", XINHUA, document=DOCUMENT, capacity=mw(100)),
    project("p2", XINHUA, LIANYUAN, document=DOCUMENT, kind="solar_farm", capacity=mw(20)),
    project("p3", document=DOCUMENT, stage=Stage.PRELIMINARY, citywide=True, capacity=mw(3)),
    project("p4", LIANYUAN, document=DOCUMENT, kind="wetland"),
)


def target(kind: str | None, value: float, **changes: object) -> Target:
    given = {"quantity": "installed_capacity", "basis": "stock", "unit": "MW"} | changes
    return Target(
        Adcode(LOUDI), kind, value=value, qualifier=None, year=2025, start=0, end=1,
        document=DOCUMENT, **given,
    )  # fmt: skip


@pytest.fixture
def filled(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/filled.sqlite"
    targets = [target("wind_farm", 400.0), target("solar_farm", 20.0), target(None, 5.0)]
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(facts(DOCUMENT, LOUDI), PROJECTS, targets)
    return url


def run(*args: object):
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


def ok(*args: object) -> str:
    result = run(*args)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def summary(filled: str, *args: object) -> dict:
    return json.loads(ok("summary", *args, "--format", "json", "--registry", filled))


def refused(*args: object) -> str:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    (line,) = result.stderr.splitlines()
    return line


def test_summary_gives_the_contracts_object(filled: str) -> None:
    found = summary(filled, "--by", "county")
    assert (found["measure"], found["unit"]) == ("power", "MW")
    first = {"adcode": XINHUA, "name": "新化县", "value": 100.0, "projects": 1, "stated": 1}
    assert found["rows"][0] == first
    assert found["rows"][1]["value"] is None, "a wetland states no power"
    assert found["cross_county"] == {"value": 20.0, "projects": 1, "stated": 1}
    assert found["citywide"] == {"value": 3.0, "projects": 1, "stated": 1}
    assert found["total"] == {"value": 123.0, "projects": 4, "stated": 3}
    assert found["crossing"] == [XINHUA, LIANYUAN]


def test_summary_restricts(filled: str) -> None:
    def total(*options: str) -> float | None:
        return summary(filled, *options)["total"]["value"]

    assert total("--stage", "planned") == 120.0
    assert total("--stage", "planned", "--stage", "preliminary") == 123.0
    assert total("--kind", "solar_farm") == 20.0
    assert total("--sector", "power") == 123.0
    assert total("--sector", "ecology", "--measure", "count") == 1.0
    assert total("--place", XINHUA) == 100.0
    assert total("--measure", "count", "--by", "kind") == 4.0


def test_a_county_that_takes_part_is_told_what_in(filled: str) -> None:
    """A county with a share in others' works alone was "no project matches"."""
    result = run("summary", "--place", LIANYUAN, "--kind", "solar_farm", "--registry", filled)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "参与跨县 (未分摊, 不计入合计)  2 万千瓦" in result.stdout
    found = summary(filled, "--place", XINHUA)
    assert found["total"] == {"value": 100.0, "projects": 1, "stated": 1}
    assert found["taking_part"] == {"value": 20.0, "projects": 1, "stated": 1}
    both = summary(filled, "--place", XINHUA, "--place", LIANYUAN)
    assert (both["total"]["value"], both["taking_part"]["projects"]) == (120.0, 0)


def test_what_is_counted_once_and_what_may_be_one_is_named(tmp_path: Path) -> None:
    """ "2 个项目另有文件也点名" told no names, and there was nothing to look up."""
    url = f"sqlite:///{tmp_path}/twice.sqlite"
    other = "9a1b" * 16
    wind = project("p1", XINHUA, document=DOCUMENT, capacity=mw(100), name="古台山风电场")
    lake = [
        project(id_, LIANYUAN, document=DOCUMENT, kind="wetland", name=name,
                doubles=(Double(twin, "names alike"),))
        for id_, name, twin in (("a", "南湖湿地", "b"), ("b", "环南湖湿地", "a"))
    ]  # fmt: skip
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(facts(DOCUMENT, LOUDI), [wind, *lake], [])
        registry.replace(facts(other, XINHUA), [replace(wind, document=other, id="x")], [])
    found = summary(url)
    (pair,) = found["repeats"]
    assert (pair["name"], pair["counted"]["name"]) == ("古台山风电场", "古台山风电场")
    assert [one["name"] for one in found["doubles"][0]] == ["南湖湿地", "环南湖湿地"]
    said = ok("summary", "--registry", url)
    assert f"只计一次: 古台山风电场 ({pair['document']}), 计入的是 古台山风电场" in said
    assert "疑为同一项目: 南湖湿地" in said


def test_nothing_is_a_zero_where_nothing_was_found(filled: str) -> None:
    done = run("summary", "--registry", filled, "--format", "json", "--place", "441200")
    found = json.loads(done.stdout)
    for name in ("total", "placed", "cross_county", "citywide", "unplaced", "outside"):
        assert found[name]["value"] is None, name


def test_summary_is_a_table_unless_asked_otherwise(filled: str) -> None:
    assert "12.3 万千瓦" in ok("summary", "--registry", filled)
    assert "cross" not in ok("summary", "--registry", filled, "--by", "stage")
    assert "431322,新化县,10.0,100.0,,1,1" in ok("summary", "--registry", filled, "--format", "csv")


def test_an_equal_split_keeps_the_total_and_says_what_is_an_estimate(filled: str) -> None:
    found = summary(filled, "--split", "equal")
    assert [(row["value"], row["estimated"]) for row in found["rows"]] == [(110, 10), (10, 10)]
    assert found["total"]["value"] == 123.0
    assert found["split"] == "equal"


def test_a_spreadsheet_goes_to_a_file_or_a_pipe(filled: str, tmp_path: Path) -> None:
    out = tmp_path / "sum.xlsx"
    args = ("summary", "--registry", filled, "--format", "xlsx")
    assert ok(*args, "--out", out) == ""
    piped = run(*args).stdout_bytes
    for data in (out.read_bytes(), piped):
        assert load_workbook(io.BytesIO(data)).active["B3"].value == "合计"
    assert "cannot be written" in refused(*args, "--out", tmp_path / "no" / "sum.xlsx")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--kind", "windfarm"], '"windfarm" is no kind of project; did you mean wind_farm'),
        (["--sector", "ecolgy"], '"ecolgy" is no sector of project; did you mean ecology?'),
        (["--kind", "光伏"], "did you mean solar_farm (光伏)?"),
        (["--kind", "抽蓄"], "did you mean pumped_storage (抽水蓄能)?"),
        (["--sector", "能源"], "did you mean power (电源), grid (电网与储能), gas (油气)?"),
        (["--place", "娄底市"], "write --place 431300"),
        (["--place", "999999"], "999999"),
        (["--place", "431399"], "431322 新化县"),
        (["--place", "新化线"], "431322 新化县"),
        (["--kind", "wetland"], "no project of wetland states power; take --measure area."),
        (["--sector", "ecology"], "no project of ecology states power; take --measure"),
    ],
)
def test_what_cannot_be_summed_is_refused_in_one_line(filled, args, words) -> None:
    assert words in refused("summary", "--registry", filled, *args)


@pytest.mark.parametrize(
    "args",
    [
        ["--split", "half"],
        ["--measure", "voltage"],
        ["--format", "pdf"],
        ["--zones", "--by", "kind"],
    ],
)
def test_wrong_usage_is_exit_2(filled: str, args: list[str]) -> None:
    assert run("summary", "--registry", filled, *args).exit_code == 2


@pytest.mark.parametrize("args", [["--place", "441200"], ["--kind", "hydropower"]])
def test_an_empty_result_says_so_and_is_no_zero(filled: str, args: list[str]) -> None:
    done = run("summary", "--registry", filled, "--format", "json", *args)
    found = json.loads(done.stdout)
    assert (done.exit_code, found["rows"]) == (0, [])
    assert (found["total"]["value"], found["note"]) == (None, "no project matches")
    assert done.stderr.strip() == (
        f"luotu: no project matches {args[1]}; the registry holds 4 of 1 plans."
    )


def test_an_empty_registry_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.sqlite"
    with Registry.open(url, settings=Settings(data=tmp_path)):
        pass
    assert "there is no project; the registry holds 0" in run("summary", "--registry", url).stderr
    assert "no plan in the registry sets a target" in run("targets", "--registry", url).stderr


def test_targets_of_the_registry_stand_beside_what_their_plan_names(filled: str) -> None:
    wind, sun, other = json.loads(ok("targets", "--registry", filled))
    assert (wind["named"]["value"], wind["share"], wind["keys"]) == (100.0, 0.25, ["p1"])
    assert wind["named"]["stages"] == ["existing", "under_construction", "planned"]
    assert (sun["share"], sun["same"]) == (1.0, ["p2"])
    assert (other["named"], other["share"]) == (None, None)
    told = ok("targets", "--registry", filled, "--format", "table")
    assert "25%" in told
    assert "p2: 与目标同数, 疑为同一口径" in told
    assert "wind_farm" in ok("targets", "--registry", filled, "--format", "csv")
    assert json.loads(ok("targets", "--registry", filled, "--place", "441200")) == []


def test_a_plans_targets_stand_beside_its_projects_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    text = "娄底市碳达峰实施方案\n到2025年，全市风电装机达到60万千瓦。\n"
    text += "建设新化县古台山风电场，装机10万千瓦。\n"
    path.write_text(text, "utf-8")
    assert "named" not in json.loads(ok("targets", path))[0]
    (found,) = json.loads(ok("targets", path, "--beside"))
    assert (found["value"], found["named"]["value"]) == (600.0, 100.0)
    assert found["share"] == pytest.approx(1 / 6)


def test_zones_stand_under_their_host(tmp_path: Path) -> None:
    from geo.models import Reason

    url = f"sqlite:///{tmp_path}/zones.sqlite"
    told = (Reason(Adcode(XINHUA), "zone's name in the name: 云岭经开区"),)
    inside = project("z", XINHUA, document=DOCUMENT, reasons=told, precision=Precision.ZONE)
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(facts(DOCUMENT, LOUDI), (*PROJECTS, inside), [])
    (zone,) = summary(url, "--zones", "--measure", "count")["zones"]
    assert (zone["host"], zone["name"], zone["value"]) == (XINHUA, "云岭经开区", 1.0)
    assert "其中: 云岭经开区" in ok("summary", "--zones", "--registry", url)


def test_ranges_count_with_their_lower_bound(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/range.sqlite"
    between = (Quantity(500.0, "MW", Role.CAPACITY, "30-50万千瓦", None, 300.0, 500.0),)
    one = project("r", XINHUA, document=DOCUMENT, capacity=between, nature=Nature.NEW)
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(facts(DOCUMENT, LOUDI), (one,), [])
    found = summary(url)
    assert (found["total"]["value"], found["total"]["qualifiers"]) == (300.0, ["at_least"])
    assert found["qualified"] == [XINHUA, "total"]
