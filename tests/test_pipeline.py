"""The whole way of a plan, with a reader of a few lines in place of the real one."""

from __future__ import annotations

import hashlib
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from geo.errors import UnknownPlace
from geo.models import Adcode, Location
from projects.errors import PlaceNotFound, RegistryError
from projects.formats.contents import Contents
from projects.intake import Means
from projects.models import Document, DocumentFacts, Nature, Project, Stage, Target
from projects.pipeline import Ingested, ingest, locate_all, plan_files, read_plan
from projects.registry import Registry
from projects.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from projects.incoming import Incoming

LOUDI = Adcode("431300")
GAZETTEER = object()


def contents_of(incoming: Incoming, _limits: object) -> Contents:
    return Contents(incoming.data.decode())


def build_document(
    text: str, *, source: str, gazetteer: object, place: Adcode | None = None, pages: object
) -> Document:
    assert gazetteer is GAZETTEER
    if place is None and "娄底" not in text:
        message = f"{source}: its place cannot be told; give --place."
        raise PlaceNotFound(message)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts = DocumentFacts(
        sha256, text[:4], None, None, None, place or LOUDI, source, "simplified", len(text)
    )
    return Document(text, facts)


def extract_projects(document: Document, _gazetteer: object) -> tuple[Project, ...]:
    sha256 = document.facts.sha256
    return (Project("p1", "风电", "wind_farm", Stage.PLANNED, Nature.NEW, 0, 2, document=sha256),)


def extract_targets(document: Document, _gazetteer: object) -> tuple[Target, ...]:
    sha256 = document.facts.sha256
    return (Target(LOUDI, None, "count", "stock", 1.0, "count", None, None, 0, 1, sha256),)


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = {".txt": None, ".md": None}
    parts = {
        "projects.documents": {
            "contents_of": contents_of,
            "smaller_limits": dict,
            "build_document": build_document,
            "READERS": readers,
        },
        "projects.extraction": {"extract_projects": extract_projects},
        "projects.targets": {"extract_targets": extract_targets},
    }
    for name, names in parts.items():
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(**names))


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    settings = Settings(data=tmp_path)
    return Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=settings)


def test_a_plan_is_read_whole_and_named_by_its_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("娄底\r\n".encode())
    reading = read_plan(tmp_path / "a.txt", gazetteer=GAZETTEER)
    assert reading.document.text == "娄底\r\n"
    assert reading.document.facts.source == "a.txt", "a folder's name is nobody's business"
    assert (len(reading.projects), len(reading.targets)) == (1, 1)


def test_the_reader_may_be_told_the_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某地", "utf-8")
    reading = read_plan(tmp_path / "a.txt", gazetteer=GAZETTEER, place=Adcode("431322"))
    assert reading.document.facts.place == "431322"


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "good.txt").write_text("娄底甲", "utf-8")
    (tmp_path / "open.txt").write_text("某地", "utf-8")
    (tmp_path / "last.txt").write_text("娄底乙", "utf-8")
    told: list[Ingested] = []
    names = ["good.txt", "gone.txt", "open.txt", "last.txt"]
    paths = [tmp_path / name for name in names]
    with registry:
        outcomes = ingest(paths, registry, means=Means(GAZETTEER), progress=told.append)
        assert [facts.title for facts in registry.documents()] == ["娄底甲", "娄底乙"]
        assert registry.text(registry.documents()[0].sha256) == "娄底甲"
        assert len(registry.targets()) == 2
    assert told == list(outcomes)
    assert [bool(outcome.error) for outcome in outcomes] == [False, True, True, False]
    assert "give --place" in outcomes[2].error
    assert [(outcome.number, outcome.total) for outcome in outcomes][-1] == (4, 4)


def test_reading_again_replaces(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "a.txt").write_text("娄底", "utf-8")
    with registry:
        for _ in range(2):
            ingest([tmp_path], registry, means=Means(GAZETTEER), progress=lambda _: None)
        assert len(registry.documents()) == len(registry.projects()) == 1


def test_a_registry_that_cannot_be_written_stops_the_work(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        message = "the disk is full"
        raise RegistryError(message)

    (tmp_path / "a.txt").write_text("娄底", "utf-8")
    monkeypatch.setattr(registry, "replace", full)
    with registry, pytest.raises(RegistryError):
        ingest([tmp_path], registry, means=Means(GAZETTEER), progress=lambda _: None)


def test_a_folder_means_the_plans_in_it_each_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "notes.xls", "sub/c.txt", "._b.txt", "folder.txt/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("娄底", "utf-8")
    found = plan_files([tmp_path / "b.txt", tmp_path, tmp_path / "gone.txt"])
    assert [path.name for path in found] == ["b.txt", "a.MD", "c.txt", "gone.txt"]
    (tmp_path / "empty").mkdir()
    assert plan_files([tmp_path / "empty"]) == (tmp_path / "empty",), "to be refused in its turn"


class Places:
    """Knows one division and one name."""

    def resolve(self, text: str) -> Adcode:
        if text not in {"娄底市", "乾安县"}:
            message = f'"{text}" is no place'
            raise UnknownPlace(message)
        return LOUDI

    def locate(self, text: str, within: Adcode | None = None) -> Location:
        found = (Adcode("431322"),) if text in {"新化", "乾安"} else ()
        return Location(counties=found, reason=f"{text} in {within}")

    def locate_many(self, pairs: list[tuple[str, Adcode | None]]) -> list[Location]:
        return [self.locate(*pair) for pair in pairs]


def test_names_are_located_in_order_and_a_bad_scope_is_told() -> None:
    rows = [("新化", "娄底市"), ("新化", ""), ("新化", "云梦城"), ("", "娄底市")]
    found = list(locate_all(rows, geocoder=Places(), divisions=Places()))
    assert [name for name, _ in found] == ["新化", "新化", "新化", ""]
    assert [location.reason for _, location in found] == [
        "新化 in 431300",
        "新化 in None",
        '"云梦城" is no place',
        "no name given",
    ]


def test_counties_without_a_prefecture_are_looked_up_without_one() -> None:
    rows = [("新化", "省直辖县级行政区划"), ("新化", "自治区直辖县级行政区划")]
    found = list(locate_all(rows, geocoder=Places(), divisions=Places()))
    assert [location.reason for _, location in found] == ["新化 in None"] * 2


def test_traditional_names_are_located_but_names_of_today_stay() -> None:
    rows = [("乾安", "婁底市"), ("乾安", "乾安县"), ("婁底礦", ""), ("新化", "婁")]
    found = locate_all(rows, geocoder=Places(), divisions=Places())
    assert [location.reason for _, location in found] == [
        "乾安 in 431300",
        "乾安 in 431300",
        "娄底矿 in None",
        '"娄" is no place',
    ]
