"""Whose a figure is, and what it measures: sentences and tables about counties of many provinces."""

from __future__ import annotations

import pytest

from tests.plans_data import read
from tests.sizes_data import SENTENCES
from tests.sizes_more_data import SENTENCES as MORE_SENTENCES
from tests.sizes_more_data import TABLES as MORE_TABLES
from tests.sizes_traps_data import TRAPS_AND_OTHERS
from tests.table_sizes_data import TABLES

ROWS = [
    pytest.param(*row, id=f"{group} {number}")
    for group, rows in {
        **SENTENCES,
        **TRAPS_AND_OTHERS,
        **TABLES,
        "further sentences": MORE_SENTENCES,
        "further tables": MORE_TABLES,
    }.items()
    for number, row in enumerate(rows, 1)
]


@pytest.mark.parametrize(("place", "text", "expected"), ROWS)
def test_each_project_has_the_sizes_its_text_gives_it(place, text, expected):
    """A size given to the wrong project, or left out, falsifies every sum it enters."""
    found = read(text, place)
    told = {}
    for key in expected:
        (project,) = [p for p in found if key in p.name]
        told[key] = {f"{q.value:.12g} {q.unit}" for q in project.capacity if q.unit != "count"}
    assert told == {key: set(size.split(" + ")) - {""} for key, size in expected.items()}
