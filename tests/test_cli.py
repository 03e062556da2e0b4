"""The command line keeps the contract: objects on stdout, one line on stderr, exit 0, 1 or 2."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import socket
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import cli
import projects.importing  # noqa: F401 -- before the reader below it is stood in for
from geo.divisions import Divisions
from geo.errors import BoundariesMissing
from geo.models import Adcode, Location, Precision
from projects.contract import project_to_json, target_to_json
from projects.errors import DocumentError
from projects.formats.contents import Contents
from projects.incoming import Incoming
from projects.kinds import KINDS
from projects.models import (
    Document,
    DocumentFacts,
    Nature,
    Project,
    Quantity,
    Role,
    Stage,
    Target,
)
from projects.registry import Registry
from projects.settings import Settings
from tools.starting import free_port

if TYPE_CHECKING:
    from typer.testing import Result

ROOT = Path(__file__).resolve().parent.parent
LOUDI, XINHUA, LIANYUAN = Adcode("431300"), Adcode("431322"), Adcode("431382")
SHA256 = "7f3c" * 16
FACTS = DocumentFacts(SHA256, "方案", None, None, None, LOUDI, "a.txt", "simplified", 9)


def project(id_: str, value: float, *counties: Adcode, **changes: Any) -> Project:
    capacity = (Quantity(value, "MW", Role.CAPACITY, f"{value}MW"),)
    given = {"kind": "wind_farm", "stage": Stage.PLANNED} | changes
    return Project(
        id=id_,
        name=f"风电{id_}",
        nature=Nature.NEW,
        start=0,
        end=2,
        document=SHA256,
        counties=counties,
        capacity=capacity,
        **given,
    )


PROJECTS = (
    project("p1", 100.0, XINHUA),
    project("p2", 20.0, XINHUA, LIANYUAN, kind="solar_farm"),
    project("p3", 3.0, citywide=True, stage=Stage.PRELIMINARY),
)
TARGET = Target(LOUDI, None, "count", "stock", 1.0, "count", None, 2030, 0, 1, SHA256)


class FakeGazetteer:
    def __init__(self) -> None:
        self.divisions = Divisions.load()

    @classmethod
    def load(cls) -> FakeGazetteer:
        return cls()


class FakeGeocoder:
    def __init__(self, gazetteer: FakeGazetteer) -> None:
        assert isinstance(gazetteer, FakeGazetteer)

    def locate(self, text: str, within: Adcode | None = None) -> Location:
        return Location((XINHUA,), Precision.COUNTY, 0.9, reason=f"{text} in {within}")

    def locate_many(self, pairs: list[tuple[str, Adcode | None]]) -> list[Location]:
        return [self.locate(*pair) for pair in pairs]


def load_contents(path: Path, _limits: object) -> Contents:
    return contents_of(Incoming(path.read_bytes(), str(path), path.name, path.suffix), None)


def contents_of(incoming: Incoming, _limits: object) -> Contents:
    if incoming.data.startswith(b"bad"):
        message = f"{incoming.name}: no plan\nof two lines"
        raise DocumentError(message)
    return Contents(incoming.data.decode())


def build_document(text: str, *, place: Adcode | None = None, **_: object) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, replace(FACTS, sha256=sha256, place=place or LOUDI))


def install(monkeypatch: pytest.MonkeyPatch, module: str, **names: object) -> None:
    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**names))


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader and a geocoder of a few lines, and a registry of the test's own."""
    install(
        monkeypatch,
        "projects.documents",
        load_contents=load_contents,
        contents_of=contents_of,
        smaller_limits=dict,
        build_document=build_document,
        READERS={".txt": None},
    )
    install(monkeypatch, "projects.extraction", extract_projects=lambda *_, **__: PROJECTS)
    install(monkeypatch, "projects.targets", extract_targets=lambda *_: (TARGET,))
    install(monkeypatch, "geo.gazetteer", Gazetteer=FakeGazetteer)
    install(monkeypatch, "geo.geocoder", Geocoder=FakeGeocoder)
    monkeypatch.setenv("LUOTU_REGISTRY", f"sqlite:///{tmp_path}/env.sqlite")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_bytes("娄底市方案\r\n风电。\n".encode())
    return path


@pytest.fixture
def filled(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/filled.sqlite"
    with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
        registry.replace(FACTS, PROJECTS, [TARGET])
    return url


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


def ok(*args: object) -> str:
    result = run(*args)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def refused(*args: object) -> str:
    """Run something that is refused and give its one line."""
    result = run(*args)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("luotu: ")
    return line


def test_extract_gives_the_contracts_objects(plan: Path, tmp_path: Path) -> None:
    out = ok("extract", plan, "--format", "json", "--text-out", tmp_path / "text.txt")
    assert json.loads(out) == [project_to_json(project) for project in PROJECTS]
    assert out.endswith("\n")
    assert "风电" in out
    assert (tmp_path / "text.txt").read_bytes() == plan.read_bytes()


def test_extract_writes_tables_too(plan: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ok("extract", plan, "--format", "csv"))))
    assert rows[1]["counties"] == "431322;431382"
    assert "风电p3" in ok("extract", plan, "--format", "table")


def test_every_command_takes_a_registry(plan: Path) -> None:
    for args in (["extract", plan], ["targets", plan], ["locate", "新化"]):
        ok(*args, "--registry", "sqlite:///not-needed.sqlite")
    assert not Path("not-needed.sqlite").exists()


def test_targets_gives_the_contracts_objects(plan: Path) -> None:
    assert json.loads(ok("targets", plan, "--place", LOUDI)) == [target_to_json(TARGET)]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("娄底市", 'for "娄底市" write --place 431300'),
        ("999999", "999999"),
        ("云梦城", "云梦城"),
    ],
)
def test_a_place_is_an_adcode(plan: Path, place: str, words: str) -> None:
    assert words in refused("extract", plan, "--place", place)
    assert words in refused("summary", "--place", place)


def test_what_is_refused_is_one_line(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"bad")
    line = refused("extract", tmp_path / "bad.txt", "--text-out", tmp_path / "t.txt")
    assert "no plan of two lines" in line
    assert not (tmp_path / "t.txt").exists()
    assert "the plan itself" in refused("extract", plan, "--text-out", plan)
    assert "cannot be written" in refused("extract", plan, "--text-out", tmp_path / "no" / "t.txt")
    assert "No such file" in refused("extract", tmp_path / "gone.txt")


@pytest.mark.parametrize(
    "args",
    [
        ["extract"],
        ["extract", "x.txt", "--format", "yaml"],
        ["summary", "--by", "town"],
        ["summary", "--measure", "voltage"],
        ["summary", "--stage", "dreamt"],
        ["locate"],
        ["locate", "新化", "--file", "x.csv", "--column", "a"],
        ["locate", "--file", "x.csv"],
        ["locate", "新化", "--within-column", "a"],
        ["ingest"],
        ["serve", "--port", "0"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_exit_2(args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_locate_names(tmp_path: Path) -> None:
    first, second = json.loads(ok("locate", "新化抽蓄", "涟源", "--within", "娄底市"))
    keys = ["input", "counties", "precision", "confidence", "candidates", "reason", "township"]
    assert list(first) == keys
    assert (first["input"], first["counties"]) == ("新化抽蓄", ["431322"])
    assert second["reason"] == "涟源 in 431300"
    assert "云梦城" in refused("locate", "新化", "--within", "云梦城")
    told = refused("locate", "三溪镇", "--within", "朝阳")
    assert all(code in told for code in ("211300", "110105", "220104", "Give the code"))


def test_locate_a_table(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes("名称,市\n新化,娄底市\n涟源,云梦城\n,\n".encode("gb18030"))
    args = ["locate", "--file", table, "--column", "名称"]
    found = json.loads(ok(*args, "--within-column", "市"))
    assert [obj["input"] for obj in found] == ["新化", "涟源", ""]
    assert found[0]["reason"] == "新化 in 431300"
    assert found[1]["counties"] == []
    rows = list(csv.DictReader(io.StringIO(ok(*args, "--within", "431300", "--format", "csv"))))
    assert rows[0]["counties"] == "431322"
    assert 'no column "名字"' in refused("locate", "--file", table, "--column", "名字")


def test_ingest_tells_of_bad_files_and_reads_the_others(tmp_path: Path, plan: Path) -> None:
    url = f"sqlite:///{tmp_path}/r.sqlite"
    (tmp_path / "bad.txt").write_bytes(b"bad")
    result = run("ingest", tmp_path / "bad.txt", plan, "--registry", url)
    assert (result.exit_code, result.stdout) == (1, "")
    bad, good, unchecked = result.stderr.splitlines()
    assert bad == f"[1/2] {tmp_path}/bad.txt: no plan of two lines"
    assert good == f"[2/2] {plan}: 3 projects, 1 targets"
    assert unchecked == "3 taken in unchecked; --accept-above 0.9 leaves the doubtful for review"
    assert run("ingest", plan, "--registry", url).exit_code == 0
    with Registry.open(url, settings=Settings()) as registry:
        (facts,) = registry.documents()
        assert registry.text(facts.sha256) == plan.read_bytes().decode()
        assert len(registry.projects()) == 3


def test_an_unknown_kind_is_told_with_close_matches(filled: str) -> None:
    assert "did you mean wind_farm" in refused("summary", "--kind", "windfarm")
    assert f"take {next(iter(KINDS))}, " in refused("export", "x.gpkg", "--kind", "zzz")


def test_the_registry_is_named_by_option_or_environment(tmp_path: Path, filled: str) -> None:
    assert "env.sqlite: no such file" in refused("summary")
    assert "luotu ingest" in refused("summary")
    ok("summary", "--registry", filled)
    assert "postgresql is not supported" in refused("summary", "--registry", "postgresql://h/d")


def not_built(_folder: Path) -> None:
    message = "run `luotu boundaries build`"
    raise BoundariesMissing(message)


def test_serve_starts_streamlit_on_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, filled: str
) -> None:
    boundaries = SimpleNamespace(load=lambda _: "boundaries")
    install(monkeypatch, "geo.boundaries", Boundaries=boundaries)
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _program, args: started.append(args))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        assert f"port {port} cannot be used" in refused("serve", "--port", port)
    assert ok("serve", "--port", port, "--registry", filled) == f"http://127.0.0.1:{port}\n"
    (args,) = started
    assert args[:5] == [sys.executable, "-m", "streamlit", "run", str(ROOT / "server.py")]
    assert "--server.address=127.0.0.1" in args
    assert f"--server.port={port}" in args
    assert "--browser.gatherUsageStats=false" in args
    assert os.environ["LUOTU_REGISTRY"] == filled
    assert "postgresql" in refused("serve", "--port", port, "--registry", "postgresql://h/d")
    install(monkeypatch, "geo.boundaries", Boundaries=SimpleNamespace(load=not_built))
    assert "boundaries build" in refused("serve", "--port", port, "--registry", filled)
    assert len(started) == 1


def test_serve_lets_an_office_begin_with_an_empty_registry(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The page 加规划 is there to fill it: nobody should have to ingest a plan first.
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _program, args: started.append(args))
    file = tmp_path / "office.sqlite"
    asked = ("serve", "--port", free_port(), "--registry", f"sqlite:///{file}")
    install(monkeypatch, "geo.boundaries", Boundaries=SimpleNamespace(load=not_built))
    assert "boundaries build" in refused(*asked)
    assert not file.exists()  # what is refused leaves nothing behind
    install(monkeypatch, "geo.boundaries", Boundaries=SimpleNamespace(load=lambda _: "boundaries"))
    told = run(*asked)
    assert told.exit_code == 0
    assert told.stderr == f"registry {file}: new and empty; add plans on the page 加规划.\n"
    with Registry.open(f"sqlite:///{file}", settings=Settings(), create=False) as registry:
        assert registry.documents() == ()
    assert run(*asked).stderr == ""
    assert len(started) == 2


def test_ctrl_c_is_quiet(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    install(monkeypatch, "projects.extraction", extract_projects=interrupted)
    result = run("extract", plan)
    assert (result.exit_code, result.output) == (130, "")
