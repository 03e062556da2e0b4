"""The store keeps what it is given, or says in one line why it cannot."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from geo.models import Adcode, Precision
from projects.errors import ProjectsError, RegistryError
from projects.models import DocumentFacts, Nature, Project, Quantity, Role, Stage, Target
from projects.registry import Registry
from projects.reviewing.values import ProjectKey, Signature
from projects.sample import SampleDocument, dump_sample
from projects.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "新化抽水蓄能电站，约180万千瓦。\r\n"


def facts_of(text: str, **changes: object) -> DocumentFacts:
    facts = DocumentFacts(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title="实施方案",
        number="政发〔2023〕1号",
        date="2023-01-02",
        issuer="某市人民政府",
        place=Adcode("431300"),
        source="plan.txt",
        script="simplified",
        length=len(text),
    )
    return replace(facts, **changes)


def project(id_: str = "p1", **changes: object) -> Project:
    plain = Project(
        id=id_,
        name="新化抽水蓄能电站",
        kind="pumped_storage",
        stage=Stage.PLANNED,
        nature=Nature.NEW,
        start=0,
        end=8,
        capacity=(Quantity(1800.0, "MW", Role.CAPACITY, "180万千瓦", "约"),),
        counties=(Adcode("431322"),),
        precision=Precision.COUNTY,
    )
    return replace(plain, **changes)


TARGET = Target(
    Adcode("431300"), "wind_farm", "installed_capacity", "stock", 600.0, "MW", None, 2025, 1, 9
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, lock_seconds=0.1)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/named.sqlite"


def test_what_is_stored_comes_back_whole_and_in_order(url: str, settings: Settings) -> None:
    facts = facts_of(TEXT)
    projects = [project("p10"), project("p2", part_of="p10", capacity=())]
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts, projects, [TARGET], TEXT)
    with Registry.open(url, settings=settings) as registry:
        assert registry.documents() == (facts,)
        assert registry.projects() == tuple(replace(p, document=facts.sha256) for p in projects)
        assert registry.targets(facts.sha256) == (replace(TARGET, document=facts.sha256),)
        assert registry.text(facts.sha256) == TEXT
        assert registry.text("unknown") is None
        assert registry.projects("unknown") == ()
        assert registry.holdings().projects == registry.projects()


def test_the_same_text_replaces_and_keeps_its_place(url: str, settings: Settings) -> None:
    first, second = facts_of("甲"), facts_of("乙")
    with Registry.open(url, settings=settings) as registry:
        registry.replace(first, [project("p1"), project("p2")], [TARGET, TARGET], "甲")
        registry.replace(second, [project("p1")], [])
        registry.replace(replace(first, title="改题"), [project("p3")], [])
        assert [facts.title for facts in registry.documents()] == ["改题", "实施方案"]
        assert [p.id for p in registry.projects()] == ["p1", "p1"], "the same one keeps its id"
        assert registry.targets() == ()
        assert registry.text(first.sha256) == "甲", "a text that is here is not forgotten"


def test_a_refused_reading_leaves_the_old_one(url: str, settings: Settings) -> None:
    facts = facts_of("甲")
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts, [project("p1")], [])
        with pytest.raises(RegistryError, match="two projects have the id p2"):
            registry.replace(facts, [project("p2"), project("p2")], [])
        with pytest.raises(RegistryError, match="SHA-256"):
            registry.replace(facts, [], [], "乙")
        with pytest.raises(RegistryError):
            registry.replace(facts, [project("p9"), project("p8", kind=None)], [])
        assert [p.id for p in registry.projects()] == ["p1"]


def write_sample(folder: Path) -> SampleDocument:
    facts = facts_of(TEXT)
    document = SampleDocument(
        facts,
        (project(document=facts.sha256),),
        (replace(TARGET, document=facts.sha256),),
    )
    folder.mkdir()
    (folder / "plans.json").write_text(dump_sample([document]), "utf-8")
    return document


def test_only_the_default_file_is_filled_with_the_sample(url: str, settings: Settings) -> None:
    sample = write_sample(settings.sample)
    with Registry.open(url, settings=settings) as registry:
        assert registry.documents() == ()
    named = replace(settings, registry_url=url)
    with Registry.open(settings=named) as registry:
        assert registry.documents() == ()
    with Registry.open(settings=settings) as registry:
        assert registry.documents() == (sample.facts,)
        assert registry.projects() == sample.projects
        assert registry.targets() == sample.targets
        assert registry.text(sample.facts.sha256) is None
        registry.replace(sample.facts, [], [])
    with Registry.open(settings=settings) as registry:
        assert registry.projects() == (), "filled at first use, not again"


def test_the_default_file_is_filled_however_it_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = write_sample(settings.sample)
    monkeypatch.chdir(settings.data)
    for url in (
        "sqlite:///registry.sqlite",
        f"sqlite:///{settings.data}/sample/../registry.sqlite",
    ):
        with Registry.open(url, settings=settings, create=False) as registry:
            assert registry.documents() == (sample.facts,)
        settings.default_registry.unlink()


def test_a_file_that_is_not_there_is_made_only_for_writing(url: str, settings: Settings) -> None:
    for named in (url, url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true"):
        with pytest.raises(RegistryError, match=r"named\.sqlite: no such file; .* luotu ingest"):
            Registry.open(named, settings=settings, create=False)
    with pytest.raises(RegistryError, match="cannot be opened"):
        Registry.open(f"{url}{'x' * 300}", settings=settings, create=False)
    with pytest.raises(RegistryError, match="no such file"):
        Registry.open(settings=replace(settings, registry_url=url), create=False)
    with Registry.open(url, settings=settings) as registry:
        assert registry.documents() == ()
    with Registry.open(url, settings=settings, create=False) as registry:
        assert registry.documents() == ()


def test_a_newer_sample_is_read_again_and_corrections_stay(settings: Settings) -> None:
    # A registry filled by an older Luotu went on showing the older reading's totals.
    sample = write_sample(settings.sample)
    first, *others = sample.projects
    key = ProjectKey(sample.facts.sha256, first.id)
    with Registry.open(settings=settings) as registry:
        version = registry.revisions.open(key).version
        signed = Signature.of("甲", "typo")
        registry.revisions.edit(key, {"name": "改过的名"}, version=version, signed=signed)
    newer = tuple(replace(project, section="九") for project in sample.projects)
    text = dump_sample([replace(sample, projects=newer)])
    (settings.sample / "plans.json").write_text(text, "utf-8")
    with Registry.open(settings=settings) as registry:
        read = registry.projects()
    assert [project.name for project in read] == ["改过的名", *(other.name for other in others)]
    assert {project.section for project in read} == {"九"}


def test_a_newer_sample_leaves_a_plan_whose_text_was_read(settings: Settings) -> None:
    sample = write_sample(settings.sample)
    with Registry.open(settings=settings) as registry:
        registry.replace(sample.facts, [], [], text=TEXT)
    newer = tuple(replace(project, section="九") for project in sample.projects)
    text = dump_sample([replace(sample, projects=newer)])
    (settings.sample / "plans.json").write_text(text, "utf-8")
    with Registry.open(settings=settings) as registry:
        assert registry.projects() == ()


def test_a_broken_sample_leaves_a_file_that_fills_later(settings: Settings) -> None:
    write_sample(settings.sample)
    good = (settings.sample / "plans.json").read_text("utf-8")
    (settings.sample / "plans.json").write_text("[{}]", "utf-8")
    with pytest.raises(ProjectsError, match="sample cannot be read"):
        Registry.open(settings=settings)
    (settings.sample / "plans.json").write_text(good, "utf-8")
    with Registry.open(settings=settings) as registry:
        assert len(registry.projects()) == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("plans.sqlite", "write sqlite:///plans.sqlite"),
        ("/srv/plans.sqlite", "write sqlite:////srv/plans.sqlite"),
        ("postgresql://host/db", "postgresql is not supported"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////no/such/folder/plans.sqlite", "its folder exists"),
    ],
)
def test_other_addresses_are_refused_in_one_line(url: str, words: str) -> None:
    with pytest.raises(RegistryError) as caught:
        Registry.open(url, settings=Settings())
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_another_program_is_refused(tmp_path: Path, url: str, settings: Settings) -> None:
    database = sqlite3.connect(tmp_path / "named.sqlite")
    database.execute("CREATE TABLE letters (a)")
    database.close()
    with pytest.raises(RegistryError, match="another program's file"):
        Registry.open(url, settings=settings)


def test_a_newer_schema_is_refused(tmp_path: Path, url: str, settings: Settings) -> None:
    Registry.open(url, settings=settings).close()
    database = sqlite3.connect(tmp_path / "named.sqlite")
    database.execute("UPDATE schema_version SET version = 7")
    database.commit()
    database.close()
    with pytest.raises(RegistryError, match=r"newer Luotu wrote it \(schema 7"):
        Registry.open(url, settings=settings)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "named.sqlite").write_bytes(b"no database, but long enough to look at" * 40)
    with pytest.raises(RegistryError, match="no SQLite file"):
        Registry.open(f"sqlite:///{tmp_path}/named.sqlite", settings=settings)


def test_a_damaged_row_is_told_in_one_line(tmp_path: Path, url: str, settings: Settings) -> None:
    facts = facts_of("甲")
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts, [project()], [])
        database = sqlite3.connect(tmp_path / "named.sqlite")
        database.execute("UPDATE projects SET payload = '{\"id\": 1'")
        database.commit()
        database.close()
        with pytest.raises(RegistryError, match="restore a copy"):
            registry.projects()


def test_a_locked_file_is_told_in_one_line(tmp_path: Path, url: str, settings: Settings) -> None:
    with Registry.open(url, settings=settings) as registry:
        database = sqlite3.connect(tmp_path / "named.sqlite", isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegistryError, match="another program is writing it"):
            registry.replace(facts_of("甲"), [], [])
        assert registry.documents() == (), "readers go on"
        database.close()


def test_a_read_only_file_is_read_but_not_written(url: str, settings: Settings) -> None:
    facts = facts_of("甲")
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts, [project()], [])
    read_only = url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true"
    with Registry.open(read_only, settings=settings) as registry:
        assert len(registry.projects()) == 1
        with pytest.raises(RegistryError, match="read-only"):
            registry.replace(facts, [], [])


def test_threads_share_an_open_registry(url: str, settings: Settings) -> None:
    patient = replace(settings, lock_seconds=5.0)
    with Registry.open(url, settings=patient) as registry:
        threads = [
            threading.Thread(target=registry.replace, args=(facts_of(text), [project()], []))
            for text in "甲乙丙丁"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(registry.projects()) == 4


def test_closing_leaves_one_file(tmp_path: Path, url: str, settings: Settings) -> None:
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts_of("甲"), [project()], [])
    assert [path.name for path in tmp_path.iterdir()] == ["named.sqlite"]


def test_the_payload_is_the_contracts_object(tmp_path: Path, url: str, settings: Settings) -> None:
    with Registry.open(url, settings=settings) as registry:
        registry.replace(facts_of("甲"), [project()], [])
    database = sqlite3.connect(tmp_path / "named.sqlite")
    payload = json.loads(database.execute("SELECT payload FROM projects").fetchone()[0])
    database.close()
    assert payload["name"] == "新化抽水蓄能电站"
    assert payload["counties"] == ["431322"]
