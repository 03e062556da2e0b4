"""Every row of EXPORTERS: what is written is read by another way, and says what it must say."""

from __future__ import annotations

import importlib
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import ExportError
from layers.exports import EXPORTERS
from layers.rows import printable
from layers.workbook import FORMULA
from projects.kinds import KINDS
from tests.exports_data import HOSTILE, SECRETS, SITE, everything, raw, rows, written_with
from tests.layers_data import (
    MADE_ON,
    SHUANGFENG,
    XINHUA,
    FakeBoundaries,
    power,
    project,
    projects,
)
from tests.test_exports import leftovers, write


def held(name: str, suffix: str) -> str:
    """What a format that is true to its limits has of a name."""
    name = printable(name)
    if suffix == ".csv" and name.startswith(FORMULA):
        return f"'{name}"
    if suffix in {".shp.zip", ".gbk.shp.zip"}:
        code = "utf-8" if suffix == ".shp.zip" else "gbk"
        for letter in set(name):
            try:
                letter.encode(code)
            except UnicodeEncodeError:
                name = name.replace(letter, "□")
        return name.encode(code)[:254].decode(code, errors="ignore").strip(" ")
    return name


def expected(chosen, suffix):
    found = []
    for one in chosen:
        stated = [q.value for q in one.capacity if q.unit == "MW"]
        codes = "; ".join(one.counties)
        found.append((held(one.name, suffix), sum(stated) if stated else None, codes))
    return found


def in_any_order(found, suffix):
    """KML has its projects in folders by kind."""
    return sorted(found, key=str) if suffix in {".kml", ".kmz"} else found


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_each_file_has_the_projects_and_says_what_it_must(tmp_path, suffix):
    """Whoever is handed a file learns the filter, whose borders, when, what for, and how sure."""
    path = write(tmp_path / f"项目 落图{suffix.upper()}", filter_text="城市: 娄底市")
    assert in_any_order(rows(path, suffix), suffix) == in_any_order(
        expected(projects(), suffix), suffix
    )
    assert leftovers(tmp_path) == [path.name]
    text, edition = everything(path), FakeBoundaries().edition
    for said in (
        "内部工作用图, 未经地图审核, 不得公开",
        "城市: 娄底市",
        f"{edition.source}, {edition.vintage} ({edition.checksum})",
        edition.notice,
        MADE_ON.isoformat(),
        "机器识别, 未经核对",
        "人工核对 0/11",
        "内部版",
    ):
        assert said in text, said


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_hostile_names_come_back_as_far_as_the_format_holds_them(tmp_path, suffix):
    """One of 2,000 characters among them stands whole at least beside the rows."""
    long = "长" * 1999 + "尾"
    names = [*HOSTILE, long]
    chosen = [project(n, name, XINHUA, capacity=(power(1.5),)) for n, name in enumerate(names)]
    path = write(tmp_path / f"x{suffix}", chosen, layers=["projects"])
    assert in_any_order(rows(path, suffix), suffix) == in_any_order(
        expected(chosen, suffix), suffix
    )
    assert long in everything(path)


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_an_empty_selection_writes_no_file(tmp_path, suffix):
    with pytest.raises(ExportError, match=r"no project is selected \(类型: 核能\)"):
        write(tmp_path / f"x{suffix}", [], filter_text="类型: 核能")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_projects_without_any_shape_are_written(tmp_path, suffix):
    """A plan may name nothing but city-wide projects."""
    chosen = [project(1, "全市充电桩", kind="charging", citywide=True)]
    path = write(tmp_path / f"x{suffix}", chosen, layers=["projects"])
    assert rows(path, suffix) == [("全市充电桩", None, "")]


# Those that show each kind in its own way.
@pytest.mark.parametrize("suffix", [".gpkg", ".kml", ".kmz", ".xlsx"])
def test_all_kinds_and_an_unknown_one_have_their_rows(tmp_path, suffix):
    kinds = [*KINDS, "of_tomorrow"]
    chosen = [project(n, f"项目{n}", XINHUA, kind=kind) for n, kind in enumerate(kinds)]
    found = rows(write(tmp_path / f"x{suffix}", chosen), suffix)
    assert sorted(name for name, _, _ in found) == sorted(f"项目{n}" for n in range(len(kinds)))


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_a_file_of_other_projects_is_replaced_whole(tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    write(path, [project(1, "陈旧项目", XINHUA)], layers=["projects", "project_counties"])
    write(path, [project(1, "新的项目", SHUANGFENG)], layers=["projects"])
    assert "project_counties" not in everything(path)
    assert "陈旧项目" not in everything(path)
    assert leftovers(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_the_public_profile_tells_nothing_finer_than_a_county(tmp_path, suffix):
    path = written_with("public", tmp_path / f"x{suffix}")
    text = everything(path)
    assert "公开风电" in text
    assert "公开版" in text
    assert [what for what, secret in SECRETS.items() if secret in text] == []
    for number in (*SITE, 43.21):
        assert f"{number!r}" not in text
        assert struct.pack("<d", number) not in raw(path)
    for layer in ("projects_point", "projects_line", "projects_area", "candidates"):
        assert layer not in text


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_the_internal_profile_has_what_the_public_one_leaves_out(tmp_path, suffix):
    """Else the test above would pass on a file that never has it."""
    text = everything(written_with("internal", tmp_path / f"x{suffix}"))
    told = [what for what, secret in SECRETS.items() if secret in text]
    assert told == [] if suffix == ".xlsx" else "reason" in told


def _one_row_less(make):
    def fewer(frame, *rest):
        return make(frame.iloc[1:], *rest)

    return fewer


def _without_last(make):
    def fewer(*arguments):
        return iter(list(make(*arguments))[:-1])

    return fewer


SPOILT = {
    ".gdb.zip": ("layers.formats.gdal.arrow_parts", _one_row_less),
    ".shp.zip": ("layers.formats.gdal.arrow_parts", _one_row_less),
    ".gbk.shp.zip": ("layers.formats.gdal.arrow_parts", _one_row_less),
    ".fgb": ("layers.formats.gdal.arrow_parts", _one_row_less),
    ".parquet": ("layers.formats.geoparquet.arrow_parts", _one_row_less),
    ".geojson": ("layers.formats.geojson._features", _one_row_less),
    ".kml": ("layers.formats.kml.placemarks", _without_last),
    ".kmz": ("layers.formats.kml.placemarks", _without_last),
    ".xlsx": ("layers.formats.xlsx._held", lambda make: lambda text: make(text)[:3] + "x"),
    ".csv": ("layers.formats.csvfile._rows", None),
}


@pytest.mark.parametrize("suffix", [suffix for suffix in EXPORTERS if suffix != ".gpkg"])
def test_a_file_that_lacks_something_is_never_handed_out(tmp_path, monkeypatch, suffix):
    name, spoil = SPOILT[suffix]
    module, attribute = name.rsplit(".", 1)
    make = getattr(importlib.import_module(module), attribute)
    calls = []

    def first_time_less(*arguments):
        """The writer asks first, the check second."""
        calls.append(1)
        made = list(make(*arguments))
        return iter(made[:-1] if len(calls) == 1 else made)

    def only_when_writing(text):
        calls.append(1)
        return f"{make(text)}!" if len(calls) == 5 else make(text)

    spoilt = {".csv": first_time_less, ".xlsx": only_when_writing}.get(suffix)
    monkeypatch.setattr(name, spoilt or spoil(make))
    with pytest.raises(ExportError, match="read back"):
        write(tmp_path / f"x{suffix}")
    assert leftovers(tmp_path) == []


NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).filter(
    lambda text: text.strip()
)


@pytest.mark.parametrize("suffix", EXPORTERS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(NAMES, min_size=1, max_size=4),
    sizes=st.lists(st.integers(1, 10**9), min_size=4, max_size=4),
    digits=st.integers(0, 3),
)
def test_what_is_read_is_what_was_written(tmp_path, suffix, names, sizes, digits):
    """Any text and any size, by other libraries than the writers' own comparison."""
    told = [(n, round(s / 10**digits, digits)) for n, s in zip(names, sizes, strict=False)]
    chosen = [
        project(number, name, XINHUA, capacity=(power(size, "若干"),))
        for number, (name, size) in enumerate(told)
    ]
    found = rows(write(tmp_path / f"x{suffix}", chosen, layers=["projects"]), suffix)
    assert [name for name, _, _ in found] == [held(name, suffix) for name, _ in told]
    assert [size for _, size, _ in found] == pytest.approx([s for _, s in told], rel=1e-12)
    assert {codes for _, _, codes in found} == {XINHUA}
