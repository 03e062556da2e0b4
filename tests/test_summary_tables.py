"""A sum for people and spreadsheets: what is not stated is no zero, and texts are no formulas."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from projects.summaries import Amount, Row, Summary, Zone
from projects.summary_tables import SummaryFormat, amount_said, people_number, written_summary
from tests.sums_data import DIVISIONS, LIANYUAN, XINHUA, mw, project, sums

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
    return written_summary(summary, format_, DIVISIONS).decode()


def sheet(summary: Summary):
    found = written_summary(summary, SummaryFormat.XLSX, DIVISIONS)
    return load_workbook(io.BytesIO(found)).active


def test_a_sum_is_written_for_people_and_for_spreadsheets() -> None:
    said = text(SUMMARY)
    assert "431322  新化县          180.55 万千瓦 (含约数)  2         3" in said
    assert "全市性          –" in said, "no projects are not zero"
    assert [line.split()[0] for line in said.splitlines()[2:]] == [
        "跨县",
        "全市性",
        "待定位",
        "合计",
        "市外",
        "其中在一县之内",
    ]
    assert text(replace(SUMMARY, measure="count")).splitlines()[1] == "431322  新化县          3"
    rows = list(csv.DictReader(io.StringIO(text(SUMMARY, SummaryFormat.CSV))))
    assert rows[0]["county"] == "431322"
    assert (rows[0]["value"], rows[0]["unit"], rows[0]["qualified"]) == ("1805.5", "MW", "yes")
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
    assert text(found).splitlines()[1].split() == [XINHUA, "新化县", "未写明", "0", "1"]
    rows = {
        row["county"]: row for row in csv.DictReader(io.StringIO(text(found, SummaryFormat.CSV)))
    }
    assert (rows[XINHUA]["value"], rows[LIANYUAN]["value"]) == ("", "3.0")
    obj = json.loads(text(found, SummaryFormat.JSON))
    assert [row["value"] for row in obj["rows"]] == [None, 3.0]
    assert [row["stated"] for row in obj["rows"]] == [0, 1]
    values = {row[0].value: row[2].value for row in sheet(found).iter_rows()}
    assert (values[XINHUA], values[LIANYUAN]) == (None, 0.3)


def test_a_spreadsheet_begins_with_the_total_in_both_units() -> None:
    found = sums([project("a", XINHUA, capacity=mw(1805)), project("b", LIANYUAN, capacity=mw(5))])
    rows = [[cell.value for cell in row] for row in sheet(found).iter_rows()]
    assert rows[0][:4] == ["代码", "名称", "装机容量（万千瓦）", "装机容量（MW）"]
    assert rows[1][1:4] == ["合计", 181, 1810]
    assert [row[0] for row in rows[2:4]] == [XINHUA, LIANYUAN]
    assert rows[2][2:4] == [180.5, 1805]


def test_a_name_is_never_a_formula() -> None:
    zone = Zone("431322", "=HYPERLINK(1)", Amount(1.0, 1, qualified=False, stated=1))
    cells = [cell for row in sheet(replace(SUMMARY, zones=(zone,))).iter_rows() for cell in row]
    (found,) = (cell for cell in cells if "HYPERLINK" in str(cell.value))
    assert found.data_type != "f"


def test_an_estimate_has_a_column_and_a_note_of_its_own() -> None:
    both = [project("a", XINHUA, LIANYUAN, capacity=mw(100)), project("b", XINHUA, capacity=mw(5))]
    said = text(sums(both, split="equal"))
    assert "均分估算" in said.splitlines()[0]
    first = said.splitlines()[1].split()
    assert first == [XINHUA, "新化县", "5.5", "万千瓦", "5", "万千瓦", "1", "1"]
    assert "已分入各县" in said, "and not zero"
    assert said.split("其中在一县之内")[1].split()[0] == "0.5", "an estimate is not known so well"
    assert "方案没有这样写" in said
    assert "参与跨县" not in said
    assert "均分估算" not in text(sums(both))
    assert sheet(sums(both, split="equal"))["H1"].value == "其中均分估算（万千瓦）"


def test_cross_county_names_its_counties_and_zones_stand_below_their_row() -> None:
    both = [project("a", XINHUA, LIANYUAN, capacity=mw(100))]
    assert "跨县 (新化县、涟源市)  10 万千瓦" in text(sums(both))
    zone = Zone("431322", "经开区", Amount(10.0, 1, qualified=False, stated=1))
    lines = text(replace(SUMMARY, zones=(zone,))).splitlines()
    assert lines[2].split() == ["其中:", "经开区", "1", "万千瓦", "1", "1"]


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
