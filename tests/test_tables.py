"""Lists for people and spreadsheets hold what the JSON holds."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from projects.errors import ProjectsError
from projects.tables import LOCATION_COLUMNS, ListFormat, read_columns, written

if TYPE_CHECKING:
    from pathlib import Path

OBJECTS = [
    {
        "name": "新化",
        "capacity": [{"as_written": "1万"}, {"as_written": "2,5", "value": 25.0, "unit": "MW"}],
        "year": None,
    },
    {"name": "a\nb", "capacity": [], "year": 2030},
]
COLUMNS = ("name", "capacity", "year")


def test_json_is_whole_and_readable() -> None:
    text = written(OBJECTS, COLUMNS, ListFormat.JSON)
    assert json.loads(text) == OBJECTS
    assert "新化" in text
    assert text.endswith("]\n")


def test_csv_comes_back() -> None:
    rows = list(csv.DictReader(io.StringIO(written(OBJECTS, COLUMNS, ListFormat.CSV), newline="")))
    assert rows[0] == {"name": "新化", "capacity": "1万;2,5 (=25 MW)", "year": ""}
    assert rows[1]["name"] == "a\nb"


def test_candidates_are_named_in_one_cell() -> None:
    obj = dict.fromkeys(LOCATION_COLUMNS) | {
        "candidates": [{"adcode": "1", "name": "甲", "why": "", "score": 0.5}]
    }
    assert written([obj], LOCATION_COLUMNS, ListFormat.CSV).endswith("1 甲,,\r\n")


def test_a_table_is_aligned_by_the_width_of_chinese() -> None:
    lines = written(OBJECTS, COLUMNS, ListFormat.TABLE).splitlines()
    assert lines == ["name  capacity", "新化  1万;2,5 (=25 MW)", "a b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_of_office_programs_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("编号,名称,市\r\n1, 新化 ,娄底\r\n2,涟源\r\n".encode(encoding))
    assert read_columns(path, ["名称", "市"]) == [("新化", "娄底"), ("涟源", "")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1,2\n", 'no column "name"; it has a, b'),
        (b"", "it has none"),
        (b"\xff\xfe\x00\x81\xff", "no CSV text"),
    ],
)
def test_a_table_that_cannot_serve_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(ProjectsError, match=words):
        read_columns(path, ["name"])
    with pytest.raises(ProjectsError, match="cannot be read"):
        read_columns(tmp_path / "gone.csv", ["name"])


def test_a_cell_of_any_length_is_read(tmp_path: Path) -> None:
    """A cell over the library's limit once was "no CSV text", for the whole table."""
    before = csv.field_size_limit()
    path = tmp_path / "names.csv"
    path.write_text(f"name,n\n{'新' * (before + 1)},1\n双峰,2\n", "utf-8")
    (long, _), short = read_columns(path, ["name", "n"])
    assert (len(long), short) == (before + 1, ("双峰", "2"))
    assert csv.field_size_limit() == before
