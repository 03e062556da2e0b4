"""What a file is said to take before it is written is near what it takes."""

from __future__ import annotations

import pytest

from geo.divisions import Divisions
from layers.estimating import estimated_bytes
from layers.exports import EXPORTERS, prepare, write
from projects.sample import load_sample
from projects.selection import Holdings
from projects.settings import Settings


@pytest.fixture(scope="module")
def content(built):
    sample = load_sample(Settings().sample)
    facts = tuple(document.facts for document in sample)
    projects = tuple(project for document in sample for project in document.projects)
    return prepare(Holdings(facts, projects), boundaries=built, divisions=Divisions.load())


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb", ".parquet", ".xlsx", ".csv"])
def test_the_size_said_is_near_the_size_there_is(content, tmp_path, suffix):
    size = write(tmp_path / f"x{suffix}", content).stat().st_size
    assert 0.6 < estimated_bytes(content, suffix, content.counted()) / size < 1.6


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_every_format_has_a_size(content, suffix):
    rows = content.counted()
    assert estimated_bytes(content, suffix, rows) > 0
    if EXPORTERS[suffix].layers:
        fewer = {"counties": rows["counties"]}
        assert estimated_bytes(content, suffix, fewer) < estimated_bytes(content, suffix, rows)
