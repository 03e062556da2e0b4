"""`luotu import` at the terminal: what it tells, what it writes, how it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cli
from projects.importing.tables import READERS

ROOT = Path(__file__).resolve().parent.parent
TABLE = "项目名称,类型,县,联系人\n样板山风电场,风电,新化县,张三\n坏行,风电,无有县,李四\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "台账.csv").write_text(TABLE, encoding="utf-8")

    def go(*arguments):
        return CliRunner().invoke(cli.app, [*arguments, "--registry", "sqlite:///r.sqlite"])

    return go


def test_it_tells_how_the_table_was_read_and_what_was_not_taken(run):
    done = run("import", "台账.csv")
    assert done.exit_code == 0
    assert "name        ← 项目名称" in done.stdout
    assert "kept as they are: 联系人" in done.stdout
    assert "1 projects, 1 rows rejected" in done.stdout
    assert '  line 3  坏行: county "无有县" is none of China today' in done.stdout
    again = run("import", "台账.csv")
    assert "they replace those of an earlier import" in again.stdout
    summary = json.loads(run("summary", "--by", "county", "--format", "json").stdout)
    assert summary["total"]["projects"] == 1


def test_the_report_as_json_has_every_rejected_row(run):
    told = json.loads(run("import", "台账.csv", "--format", "json").stdout)
    assert told["columns"] == {"name": "项目名称", "kind": "类型", "county": "县"}
    assert told["rejected"] == [
        {"line": 3, "name": "坏行", "reason": 'county "无有县" is none of China today'}
    ]


def test_rejected_rows_go_to_a_file(run, tmp_path):
    run("import", "台账.csv", "--rejects", "坏.csv")
    assert (
        (tmp_path / "坏.csv")
        .read_text("utf-8-sig")
        .splitlines()[1]
        .endswith("坏行,风电,无有县,李四")
    )
    refused = run("import", "台账.csv", "--rejects", "台账.csv")
    assert refused.exit_code == 1
    assert (tmp_path / "台账.csv").read_text("utf-8") == TABLE


def test_checking_stores_nothing(run, tmp_path):
    assert run("import", "台账.csv", "--check").exit_code == 0
    assert not (tmp_path / "r.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("台账.csv", "--date", "2024-13-01"), 1, "no day"),
        (("台账.csv", "--crs", "北京54"), 1, "北京54"),
        (("台账.csv", "--place", "娄底市"), 1, "--place 431300"),
        (("台账.csv", "--map", "name"), 2, "FIELD=COLUMN"),
        (("台账.csv", "--map", "name=名"), 1, 'no column "名"'),
        (("台账.csv", "--map", "风电!name=名"), 1, 'no sheet "风电"'),
        (("没有.csv",), 1, "没有.csv: no such file"),
        (("台账.csv", "--stage", "done"), 2, "done"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(run, arguments, code, said):
    done = run("import", *arguments)
    assert done.exit_code == code
    assert said in done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_table_without_coordinates_loads_no_map_library(tmp_path):
    # Reading a plain ledger must not wait seconds for polygons it does not need.
    path = tmp_path / "台账.csv"
    path.write_text(TABLE, encoding="utf-8")
    code = (
        "import sys, cli\n"
        f"sys.argv = ['luotu', 'import', {str(path)!r}, '--check']\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print([n for n in ('geopandas', 'pandas', 'pyogrio') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_readable_suffix_and_field_is_documented():
    from projects.importing.fields import FIELDS

    page = (ROOT / "docs" / "importing.md").read_text("utf-8")
    assert [suffix for suffix in READERS if f"`{suffix}`" not in page] == []
    assert [key for key in FIELDS if f"`{key}`" not in page] == []
