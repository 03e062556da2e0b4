"""The command line as a program of its own: what it loads, writes and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from projects.kinds import MEASURES
from projects.registry import Registry
from projects.settings import Settings
from projects.summaries import MeasureName
from tests.sums_data import DOCUMENTS, XINHUA, mw, project

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def filled(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/filled.sqlite"
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(DOCUMENTS[0], [project("p1", XINHUA, capacity=mw(100))], [])
    return url


def in_shell(*args: object, code: str = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *(["-c", code] if code else ["cli.py"]), *map(str, args)]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, timeout=60, check=False
    )


HEAVY = (
    *("geopandas", "pandas", "streamlit", "sqlalchemy", "pyarrow", "shapely", "numpy", "rich"),
    *("pyogrio", "pyproj", "folium", "cn2an", "lxml", "docx", "argon2"),
)


def test_naming_a_command_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom cli import main\n"
        "try: main()\nexcept SystemExit as exit: assert exit.code == 0\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = in_shell("extract", "--help", code=code)
    assert done.stderr.decode().strip() == "[]"
    assert b"--text-out" in done.stdout


def test_reading_a_plan_loads_no_heavy_library(tmp_path: Path) -> None:
    """With the real reader; each of these would take a good part of the second a plan may take."""
    path = tmp_path / "plan.txt"
    text = "娄底市碳达峰实施方案\n推进新化县抽水蓄能电站建设，装机180万千瓦,共三台。\n"
    path.write_text(text, "utf-8")
    code = (
        "import sys\nfrom cli import main\n"
        "try: main()\nexcept SystemExit as exit: assert exit.code == 0\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = in_shell("extract", path, code=code)
    assert done.stderr.decode().strip() == "[]"
    assert json.loads(done.stdout)[0]["counties"] == ["431322"]


def test_output_is_utf_8_whatever_the_terminal_says(filled: str) -> None:
    done = in_shell(
        "summary", "--format", "json", "--registry", filled, PYTHONIOENCODING="ascii", LC_ALL="C"
    )
    assert done.returncode == 0, done.stderr
    assert "新化县" in done.stdout.decode("utf-8")


def test_reading_commands_refuse_a_registry_that_is_not_there(tmp_path: Path) -> None:
    plan, file = tmp_path / "plan.txt", tmp_path / "mistyped.sqlite"
    plan.write_text("娄底市碳达峰实施方案\n推进新化县抽水蓄能电站建设，装机180万千瓦。\n", "utf-8")
    url = f"sqlite:///{file}"
    for args in (["summary"], ["export", tmp_path / "x.gpkg"]):
        for done in (in_shell(*args, "--registry", url), in_shell(*args, LUOTU_REGISTRY=url)):
            assert (done.returncode, done.stdout) == (1, b"")
            (line,) = done.stderr.decode().splitlines()
            assert f"registry {file}: no such file" in line
            assert "luotu ingest" in line
    assert not file.exists()
    away = f"sqlite:///{tmp_path}/mistyped/new.sqlite"
    done = in_shell("serve", "--port", "8599", "--registry", away)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "mistyped/new.sqlite: no such file" in done.stderr.decode()
    assert in_shell("ingest", plan, "--registry", url).returncode == 0
    told = in_shell("summary", "--format", "json", "--registry", url).stdout
    assert json.loads(told)["total"]["projects"] == 1


def test_a_closed_pipe_is_quiet(filled: str) -> None:
    command = f"{sys.executable} cli.py summary --registry {filled} | true"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.stderr == b""


def test_from_a_plan_to_its_sums(tmp_path: Path) -> None:
    """The real reader and a real registry: reading again changes nothing."""
    plan, registry = tmp_path / "plan.txt", f"sqlite:///{tmp_path}/r.sqlite"
    plan.write_text(
        "娄底市碳达峰实施方案\n一、重点任务\n推进新化县抽水蓄能电站建设，装机180万千瓦。\n", "utf-8"
    )
    for _ in range(2):
        done = in_shell("ingest", plan, "--registry", registry)
        assert done.returncode == 0, done.stderr
        assert done.stderr.decode().startswith("[1/1] ")
    done = in_shell("summary", "--format", "json", "--registry", registry)
    found = json.loads(done.stdout)
    assert found["total"] == {"value": 1800.0, "projects": 1, "stated": 1}
    amount = {"value": 1800.0, "projects": 1, "stated": 1}
    assert found["rows"] == [{"adcode": "431322", "name": "新化县", **amount}]


def test_every_measure_can_be_asked_for() -> None:
    assert [measure.value for measure in MeasureName] == list(MEASURES)


def test_explain_tells_the_rules_as_text_and_as_json(tmp_path: Path) -> None:
    """With the real reader; offsets and words are those of the file."""
    path = tmp_path / "plan.txt"
    text = "娄底市碳达峰实施方案\n推进新化县云岭风电场建设，装机10万千瓦。引进云岭绿电。\n"
    path.write_text(text, "utf-8")
    told = in_shell("extract", path, "--explain").stdout.decode()
    assert "p1 新化县云岭风电场\n" in told
    assert "推进【新化县云岭风电场建设】，装机10万千瓦\n" in told
    assert "in 431322 新化县: county's full name in the name" in told
    assert re.search(r"^    left.words +「推进」 ", told, re.MULTILINE)
    assert re.search(r"^    for.place +\+1 ", told, re.MULTILINE)
    assert "not taken" not in told
    assert (
        "not taken: 云岭绿电"
        in in_shell("extract", path, "--explain", "--rejected").stdout.decode()
    )
    found = json.loads(in_shell("extract", path, "--explain", "--format", "json").stdout)
    (mention,) = found[0]["explain"]
    assert text[slice(*mention["passage"])] == "推进新化县云岭风电场建设，装机10万千瓦"
    seen = {rule["rule"]: rule["seen"] for rule in mention["rules"]}
    assert (seen["size.after"], seen["for.place"]) == ("10万千瓦", 1)
    plain = json.loads(in_shell("extract", path).stdout)
    assert [{k: v for k, v in p.items() if k != "explain"} for p in found] == plain
    both = json.loads(
        in_shell("extract", path, "--explain", "--rejected", "--format", "json").stdout
    )
    assert both["projects"] == found
    assert [one["text"] for one in both["rejected"]][-1] == "云岭绿电"


@pytest.mark.parametrize("args", [("--rejected",), ("--explain", "--format", "csv")])
def test_explain_has_its_own_forms(tmp_path: Path, args: tuple[str, ...]) -> None:
    assert in_shell("extract", tmp_path / "plan.txt", *args).returncode == 2
