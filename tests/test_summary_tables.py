"""A sum for people and spreadsheets: what is not stated is no zero, and texts are no formulas."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from layers.sumbook import written_summary
from projects.summaries import Amount, Row, Summary, Zone
from projects.summary_tables import SummaryFormat, amount_said, people_number
from tests.sums_data import DIVISIONS, LIANYUAN, XINHUA, XUPU, mw, project, sums

ABOUT = ("筛选：娄底市", "导出日期：2026-01-02")
NONE = Amount(0.0, 0, qualified=False)
SUMMARY = Summary(
    measure="power",
    unit="MW",
    by="county",
    rows=(Row("431322", "新化县", Amount(1805.5, 3, qualified=True, stated=2)),),
    cross_county=NONE,
    citywide=NONE,
    unplaced=Amount(0.1, 1, qualified=False, stated=1),
    outside=NONE,
    total=Amount(1805.6, 4, qualified=True, stated=3),
    placed=NONE,
    sharing=(),
    overfull=(),
)


def text(summary: Summary, format_: SummaryFormat = SummaryFormat.TABLE) -> str:
    return written_summary(summary, format_, DIVISIONS, about=ABOUT).decode("utf-8-sig")


def book(summary: Summary):
    found = written_summary(summary, SummaryFormat.XLSX, DIVISIONS, about=ABOUT)
    return load_workbook(io.BytesIO(found))


def sheet(summary: Summary):
    return book(summary).active


def test_a_sum_is_written_for_people_and_for_spreadsheets() -> None:
    said = text(SUMMARY)
    assert "431322  新化县          180.55 万千瓦 (含约数)  2         3" in said
    assert "全市性          –" in said, "no projects are not zero"
    assert [line.split()[0] for line in said.splitlines()[1:]] == [
        "合计",
        "其中在一县之内",
        "跨县",
        "全市性",
        "待定位",
        "市外",
        "431322",
    ], "what no county holds stands above the counties, where it is seen"
    assert text(replace(SUMMARY, measure="count")).splitlines()[7] == "431322  新化县          3"
    rows = list(csv.DictReader(io.StringIO(text(SUMMARY, SummaryFormat.CSV))))
    assert rows[6]["代码"] == "431322"
    assert (rows[6]["装机容量（万千瓦）"], rows[6]["装机容量（MW）"]) == ("180.55", "1805.5")
    assert (rows[6]["说明"], rows[2]["装机容量（MW）"]) == ("含约数", ""), "no project is no zero"
    assert json.loads(text(SUMMARY, SummaryFormat.JSON))["total"]["value"] == 1805.6


def test_counties_tell_what_they_share_below_the_table() -> None:
    shared = Row("431382", "涟源市", Amount(20.0, 1, qualified=False, stated=1))
    summary = replace(SUMMARY, sharing=(shared,))
    below = text(summary).split("\n\n")[1].splitlines()
    assert below[0] == "参与跨县项目 (未分摊, 不计入上表)"
    assert below[2] == "431382  涟源市  2 万千瓦  1         1"
    assert "参与" not in text(replace(summary, by="prefecture"))


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Amount(0.0, 2, qualified=False), "未写明"),
        (Amount(0.0, 0, qualified=False), "–"),
        (Amount(0.0, 2, qualified=False, stated=1), "0 万千瓦"),
        (Amount(5.0, 1, qualified=True, stated=1), "0.5 万千瓦 (含约数)"),
        (Amount(5.0, 1, qualified=True, stated=1, qualifiers=("at_least",)), "0.5 万千瓦 (含下限)"),
        (
            Amount(5.0, 2, qualified=True, stated=2, qualifiers=("about", "at_most")),
            "0.5 万千瓦 (含约数、上限)",
        ),
    ],
)
def test_what_nobody_states_is_no_zero(amount: Amount, said: str) -> None:
    assert amount_said(amount, "power") == said


def test_what_nobody_states_is_empty_in_every_format() -> None:
    found = sums([project("a", XINHUA), project("b", LIANYUAN, capacity=mw(3))])
    assert text(found).splitlines()[7].split() == [XINHUA, "新化县", "未写明", "0", "1"]
    rows = {row["代码"]: row for row in csv.DictReader(io.StringIO(text(found, SummaryFormat.CSV)))}
    values = [rows[code]["装机容量（MW）"] for code in (XINHUA, LIANYUAN)]
    assert (values, rows[XINHUA]["说明"]) == (["", "3.0"], "未写明")
    obj = json.loads(text(found, SummaryFormat.JSON))
    assert [row["value"] for row in obj["rows"]] == [None, 3.0]
    assert [row["stated"] for row in obj["rows"]] == [0, 1]
    values = {row[0].value: row[2].value for row in sheet(found).iter_rows()}
    assert (values[XINHUA], values[LIANYUAN]) == (None, 0.3)


def test_a_spreadsheet_begins_with_the_total_in_both_units() -> None:
    found = sums([project("a", XINHUA, capacity=mw(1805)), project("b", LIANYUAN, capacity=mw(5))])
    rows = [[cell.value for cell in row] for row in sheet(found).iter_rows()]
    assert rows[0][0] == "装机容量汇总，按区县 · 筛选：娄底市 · 导出日期：2026-01-02"
    assert rows[1][:4] == ["代码", "名称", "装机容量（万千瓦）", "装机容量（MW）"]
    assert rows[2][1:4] == ["合计", 181, 1810]
    assert [row[0] for row in rows[8:10]] == [XINHUA, LIANYUAN]
    assert rows[8][2:4] == [180.5, 1805]
    named = book(found).defined_names["合计"]
    assert list(named.destinations) == [("汇总", "$C$3")]


def test_a_csv_says_what_it_is_of_below_its_rows_and_opens_as_utf8() -> None:
    """It was in MW under English heads, without a BOM: a spreadsheet program garbled it."""
    found = written_summary(SUMMARY, SummaryFormat.CSV, DIVISIONS, about=ABOUT)
    assert found.startswith(b"\xef\xbb\xbf")
    assert [row[1] for row in csv.reader(io.StringIO(found.decode("utf-8-sig")))][8:10] == list(
        ABOUT
    )


def test_a_name_is_never_a_formula() -> None:
    zone = Zone("431322", "=HYPERLINK(1)", Amount(1.0, 1, qualified=False, stated=1))
    cells = [cell for row in sheet(replace(SUMMARY, zones=(zone,))).iter_rows() for cell in row]
    (found,) = (cell for cell in cells if "HYPERLINK" in str(cell.value))
    assert found.data_type != "f"


def test_an_estimate_has_a_column_and_a_note_of_its_own() -> None:
    both = [project("a", XINHUA, LIANYUAN, capacity=mw(100)), project("b", XINHUA, capacity=mw(5))]
    said = text(sums(both, split="equal"))
    assert "均分估算" in said.splitlines()[0]
    first = said.splitlines()[7].split()
    assert first == [XINHUA, "新化县", "5.5", "万千瓦", "5", "万千瓦", "1", "1", "(另分摊", "1)"]
    assert "已分入各县" in said, "and not zero"
    assert said.split("其中在一县之内")[1].split()[0] == "0.5", "an estimate is not known so well"
    assert "方案没有这样写" in said
    assert "参与跨县" not in said
    assert "均分估算" not in text(sums(both))
    assert sheet(sums(both, split="equal"))["H2"].value == "其中均分估算（万千瓦）"


def test_what_was_split_is_no_zero_in_any_file() -> None:
    """跨县 was 0.0 in CSV, XLSX and JSON beside a table that said 已分入各县."""
    both = [project("a", XINHUA, LIANYUAN, capacity=mw(100)), project("b", XINHUA, XUPU)]
    found = sums(both, split="equal")
    obj = json.loads(text(found, SummaryFormat.JSON))
    assert obj["cross_county"] | {"qualifiers": 0} == {
        "value": None, "projects": 2, "stated": 1, "divided": 1, "estimated": 0.0, "qualifiers": 0,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(text(found, SummaryFormat.CSV))))
    crossing = next(row for row in rows if row["名称"] == "跨县")
    assert (crossing["装机容量（MW）"], crossing["项目数（个）"]) == ("", "2")
    assert crossing["说明"].startswith("已分入各县")
    cells = [cell.value for cell in next(r for r in sheet(found).rows if r[1].value == "跨县")]
    assert cells[2:4] == [None, None]


def test_prefectures_stand_apart_each_with_its_own_rows() -> None:
    """One row 跨县 for five prefectures could not be read: whose is it?"""
    some = [
        project("a", XINHUA, LIANYUAN, capacity=mw(100)),
        project("b", XINHUA, capacity=mw(5)),
        project("c", XUPU, capacity=mw(7)),
        project("d", capacity=mw(1), citywide=True),
        project("e", document="hunan", capacity=mw(2)),
    ]
    lines = [line.split() for line in text(sums(some)).splitlines()[7:15]]
    assert [cells[cells[0].isdigit()] for cells in lines] == [
        "怀化市", "溆浦县", "娄底市", "跨县", "全市性", "新化县", "跨市或未定城市", "待定位",
    ]  # fmt: skip
    obj = json.loads(text(sums(some), SummaryFormat.JSON))
    assert [(g["adcode"], g["total"]["value"]) for g in obj["prefectures"]] == [
        ("431200", 7.0), ("431300", 106.0), (None, 2.0),
    ]  # fmt: skip
    assert obj["prefectures"][1]["crossing"] == [XINHUA, LIANYUAN]


def test_cross_county_names_its_counties_and_zones_stand_below_their_row() -> None:
    both = [project("a", XINHUA, LIANYUAN, capacity=mw(100))]
    assert "跨县 (新化县、涟源市)  10 万千瓦" in text(sums(both))
    zone = Zone("431322", "经开区", Amount(10.0, 1, qualified=False, stated=1))
    lines = text(replace(SUMMARY, zones=(zone,))).splitlines()
    assert lines[8].split() == ["其中:", "经开区", "1", "万千瓦", "1", "1"]


def test_notes_say_what_a_reader_has_to_know() -> None:
    whole = replace(
        SUMMARY,
        dates=("2023-04-12", "2024-08-04", None),
        repeats=((("a", "p1"), ("b", "p1")),),
        doubles=((("a", "p1"), ("a", "p2")),),
        overfull=(("a", "g"),),
        total=replace(SUMMARY.total, qualifiers=("at_least",)),
    )
    said = text(whole)
    assert "2023-04-12 至 2024-08-04, 另有文件未注日期" in said
    assert "1 个项目另有文件也点名, 只计一次" in said
    assert "1 对项目疑为同一项目" in said
    assert "1 个打捆项目" in said
    assert "区间按下限计入" in said
    assert "文件未注日期" in text(replace(SUMMARY, dates=(None,)))
    assert "2023-04-12\n" in text(replace(SUMMARY, dates=("2023-04-12",)))


def test_people_see_an_exact_tenth() -> None:
    assert people_number(1805.5, "power") == 180.55
    assert people_number(0.3, "length") == 0.3
