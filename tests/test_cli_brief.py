"""`luotu brief` writes what its file's name asks for, whole, or says in a line why not."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document
from typer.testing import CliRunner

import cli
from layers.briefing import Layout
from layers.handouts.formats import FORMATS
from layers.handouts.names import LABELS, LayoutName
from projects.registry import Registry
from projects.settings import Settings
from tests.handouts_data import LOUDI, TEXT, holdings, plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('briefs')}/filled.sqlite"
    held = holdings()
    with Registry.open(url, settings=Settings()) as registry:
        for facts in held.documents:
            own = [replace(p, document="") for p in held.projects if p.document == facts.sha256]
            text = TEXT if facts.sha256 == plan().sha256 else None
            registry.replace(facts, own, (), text=text)
    return url


def run(*args: object):
    return CliRunner().invoke(cli.app, ["brief", *map(str, args)])


def refused(*args: object) -> str:
    result = run(*args)
    assert result.exit_code == 1, result.output
    lines = result.output.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("suffix", LABELS)
def test_each_format_is_written(built, filled, tmp_path: Path, suffix):
    out = tmp_path / f"brief{suffix}"
    result = run(out, "--place", LOUDI, "--registry", filled)
    assert result.exit_code == 0, result.output
    assert "娄底市规划点名项目分布图" in result.output
    starts = {".png": b"\x89PNG", ".pdf": b"%PDF", ".svg": b"<?xml", ".html": b"<!DOCTYPE html>"}
    assert out.read_bytes().startswith(starts.get(suffix, b"PK"))
    assert list(tmp_path.iterdir()) == [out]


def test_the_options_reach_the_file(built, filled, tmp_path: Path):
    out = tmp_path / "brief.docx"
    run(out, "--place", LOUDI, "--stage", "preliminary", "--title", "甲市前期项目", "--approval",
        "GS1", "--approver", "甲某", "--registry", filled)  # fmt: skip
    said = "\n".join(p.text for p in Document(io.BytesIO(out.read_bytes())).paragraphs)
    assert "甲市前期项目" in said
    assert "均为前期项目" in said
    assert "审图号：GS1（审核人：甲某）" in said


def test_the_filters_of_the_page_choose_what_is_drawn(built, filled, tmp_path: Path):
    out = tmp_path / "brief.docx"
    chosen = ("--search", "样板山", "--capacity", "power:1-")
    result = run(out, "--place", LOUDI, *chosen, "--registry", filled)
    assert result.exit_code == 0, result.output
    said = "\n".join(p.text for p in Document(io.BytesIO(out.read_bytes())).paragraphs)
    assert "“样板山”" in said
    assert result.output.strip().endswith(" 1 projects")


def test_the_internal_page_has_the_sentence_the_public_one_not(built, filled, tmp_path: Path):
    out = tmp_path / "map.html"
    for profile, there in (("internal", True), ("public", False)):
        assert run(out, "--profile", profile, "--registry", filled).exit_code == 0
        assert ("推进样板山风电场" in out.read_text("utf-8")) is there


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["x.gif"], '".gif" is no format of a briefing; take one of .png, .pdf, .svg, .pptx'),
        (["x"], "without a suffix"),
        (["no/such/x.png"], "there is no folder"),
        (["x.docx", "--profile", "public"], "--profile public is for .html"),
        (["x.png", "--size", "a9"], "is no size of a picture"),
        (["x.docx", "--place", LOUDI, "--kind", "port"], "no project is selected"),
        (["x.docx", "--place", LOUDI, "--kind", "ports"], "did you mean port"),
        (["x.docx", "--unit", "没有的局"], "没有的局"),
        (["x.docx", "--place", LOUDI, "--approval", "GS1"], "approver's name"),
        (["x.docx", "--layout", "county", "--place", LOUDI], "draws one county"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    built, filled, tmp_path: Path, monkeypatch, args, why
):
    monkeypatch.chdir(tmp_path)
    assert why in refused(*args, "--registry", filled)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_survives_a_failure(built, filled, tmp_path: Path, monkeypatch):
    out = tmp_path / "brief.docx"
    out.write_text("older")
    folder = tmp_path / "folder.docx"
    folder.mkdir()
    assert "this is a folder" in refused(folder, "--registry", filled)

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("projects.files.tempfile.TemporaryDirectory", full)
    assert "No space left" in refused(out, "--place", LOUDI, "--registry", filled)
    assert out.read_text() == "older"


def test_an_empty_registry_is_told(tmp_path: Path, built):
    url = f"sqlite:///{tmp_path}/empty.sqlite"
    with Registry.open(url, settings=Settings()):
        pass
    assert "luotu ingest" in refused(tmp_path / "x.png", "--registry", url)


def test_the_light_names_are_those_of_what_does_the_work():
    assert [*LayoutName] == [*Layout]
    assert list(FORMATS) == list(LABELS)
