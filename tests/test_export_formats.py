"""Every row of EXPORTERS: what is written is read by another way, and says what it must say."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from geo.models import Candidate, Precision, Reason
from layers.errors import ExportError
from layers.exports import EXPORTERS
from layers.workbook import FORMULA
from projects.kinds import KINDS
from projects.models import Dispute, Ledger, Site
from tests.exports_data import everything, raw, rows
from tests.layers_data import (
    MADE_ON,
    SHUANGFENG,
    XINHUA,
    FakeBoundaries,
    documents,
    power,
    project,
    projects,
)
from tests.test_exports import leftovers, write

KML = "{http://www.opengis.net/kml/2.2}"
ARCHIVED = (".gdb.zip", ".shp.zip", ".gbk.shp.zip")
HOSTILE = (
    "引号\"'`;--%s",
    "表情😀🏭",
    "{{ 预算 }}<b>&amp;</b>]]>$[name]",
    "行\n制表\t中",
    "回车\r中\r\n末",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "\r=cmd|' /C calc'!A0",
    "控制\x00\x0b\x1b\ud800",
    "龘䶮",
)


def held(name: str, suffix: str) -> str:
    """What a format that is true to its limits has of a name."""
    for bad in ("\x00", "\x0b", "\x1b", "\ud800"):
        name = name.replace(bad, "\ufffd")
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
def test_names_capacities_and_counties_come_back(tmp_path, suffix):
    path = write(tmp_path / f"项目 落图{suffix.upper()}")
    assert in_any_order(rows(path, suffix), suffix) == in_any_order(
        expected(projects(), suffix), suffix
    )
    assert leftovers(tmp_path) == [f"项目 落图{suffix.upper()}"]


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_each_file_says_what_it_must(tmp_path, suffix):
    """Whoever is handed a file learns the filter, whose borders, when, what for, and how sure."""
    text = everything(write(tmp_path / f"x{suffix}", filter_text="城市: 娄底市"))
    edition = FakeBoundaries().edition
    for said in (
        "内部工作用图, 未经地图审核, 不得公开",
        "城市: 娄底市",
        f"{edition.source} {edition.vintage} ({edition.checksum})",
        edition.notice,
        MADE_ON.isoformat(),
        "机器识别, 未经核对",
        "人工核对 0/11",
        "内部版",
    ):
        assert said in text, said


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_hostile_names_come_back_as_far_as_the_format_holds_them(tmp_path, suffix):
    chosen = [project(n, name, XINHUA, capacity=(power(1.5),)) for n, name in enumerate(HOSTILE)]
    path = write(tmp_path / f"x{suffix}", chosen)
    assert in_any_order(rows(path, suffix), suffix) == in_any_order(
        expected(chosen, suffix), suffix
    )


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_a_name_of_two_thousand_characters_is_whole_somewhere(tmp_path, suffix):
    name = "长" * 1999 + "尾"
    path = write(tmp_path / f"x{suffix}", [project(1, name, XINHUA)])
    assert rows(path, suffix)[0][0] == held(name, suffix)
    assert name in everything(path)


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_an_empty_selection_writes_no_file(tmp_path, suffix):
    with pytest.raises(ExportError, match=r"no project is selected \(类型: 核能\)"):
        write(tmp_path / f"x{suffix}", [], filter_text="类型: 核能")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_projects_without_any_shape_are_written(tmp_path, suffix):
    """A plan may name nothing but city-wide projects."""
    chosen = [project(1, "全市充电桩", kind="charging", citywide=True)]
    assert rows(write(tmp_path / f"x{suffix}", chosen), suffix) == [("全市充电桩", None, "")]


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_all_kinds_and_an_unknown_one_have_their_rows(tmp_path, suffix):
    kinds = [*KINDS, "of_tomorrow"]
    chosen = [project(n, f"项目{n}", XINHUA, kind=kind) for n, kind in enumerate(kinds)]
    found = rows(write(tmp_path / f"x{suffix}", chosen), suffix)
    assert sorted(name for name, _, _ in found) == sorted(f"项目{n}" for n in range(len(kinds)))


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_a_file_of_other_projects_is_replaced_whole(tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    write(path, [project(1, "陈旧项目", XINHUA)])
    write(path, [project(1, "新的项目", SHUANGFENG)])
    assert "陈旧项目" not in everything(path)
    assert leftovers(tmp_path) == [path.name]


SECRETS = {
    "reason": "泄密一乡",
    "candidate": "泄密二村",
    "place": "泄密三组",
    "column": "泄密四栏",
    "sentence": "泄密五句",
    "file": "泄密六夹",
    "figures": "112.123457",
}
SITE = (111.734567, 27.634567)


def secret_project():
    """A project of which everything is known, closer than by county."""
    return project(
        1,
        "公开风电",
        XINHUA,
        precision=Precision.SITE,
        capacity=(power(50),),
        reasons=(Reason(XINHUA, SECRETS["reason"]),),
        candidates=(Candidate(SHUANGFENG, "双峰县", SECRETS["candidate"], 0.4),),
        site=Site(*SITE, as_written=SECRETS["figures"]),
        dispute=Dispute((XINHUA,), SHUANGFENG, 43.21, 2.0),
        ledger=Ledger(row=2, place=SECRETS["place"], other=(("备注", SECRETS["column"]),)),
    )


def written_with(profile, path, **options):
    facts = [replace(documents()[0], source=SECRETS["file"])]
    text = f"某某{SECRETS['sentence']}公开风电, 其后。" * 3
    from layers.exports import export
    from tests.layers_data import divisions

    return export(
        path,
        [secret_project()],
        facts,
        boundaries=FakeBoundaries(),
        divisions=divisions(),
        made_on=MADE_ON,
        profile=profile,
        text_of=lambda _sha: text,
        **options,
    )


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
