"""Files for spreadsheet programs: text stays text, the 台账 has the offices' columns."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from geo.divisions import Divisions
from layers.ledgerbook import HEADINGS, ledger_sheet
from layers.workbook import Sheet, csv_bytes, xlsx_bytes
from projects.models import Ledger, Money
from tests.made import XINHUA, loudi

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "#N/A")


@pytest.fixture(scope="module")
def divisions():
    return Divisions.load()


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_a_formula(text):
    sheet = opened(xlsx_bytes(Sheet("表", text, [text], [[text]])))
    for cell in (sheet["A1"], sheet["A2"], sheet["A3"]):
        assert cell.data_type == "s"
        assert cell.value.strip() == text.strip()
        assert cell.quotePrefix == (text[0] in "=+-@\t\r")
    lines = csv_bytes([text], [[text]]).decode("utf-8-sig")
    assert lines.lstrip('"')[0] == ("#" if text == "#N/A" else "'")


def test_numbers_are_numbers_and_codes_are_text():
    sheet = opened(
        xlsx_bytes(Sheet("表", "标题", ["代码", "装机"], [["431322", -1.5], ["", None]]))
    )
    assert sheet["A3"].value == "431322"
    assert sheet["B3"].value == -1.5
    assert sheet["B3"].data_type == "n"
    assert sheet["B4"].value is None
    assert sheet.freeze_panes == "A3"
    assert csv_bytes(["装机"], [[-1.5]]).decode("utf-8-sig") == "装机\n-1.5\n"


def test_what_no_spreadsheet_can_hold_does_not_stop_the_file():
    long = "长" * 40_000
    sheet = opened(xlsx_bytes(Sheet("表", "a\x00b", ["x\ud800"], [[long]])))
    assert sheet["A1"].value == "a\ufffdb"
    assert len(sheet["A3"].value) == 32_767


def test_the_ledger_has_the_offices_columns_then_those_of_imported_tables(divisions):
    facts, (placed, shared, *_) = loudi()
    told = Ledger(
        row=2,
        code="2023-430000-44-01-000001",
        content="新建风机",
        place="某乡",
        years="2023-2025",
        progress="=开工",
        remark="无",
        other=(("联系人", "甲"),),
    )
    full = replace(
        placed,
        document=facts.sha256,
        ledger=told,
        owner="某公司",
        total_investment=Money(120000.0, "12亿元"),
        yearly_investment=Money(3000.0, "约3000万元", "约"),
    )
    bare = replace(shared, document=facts.sha256, year=2030)
    sheet = ledger_sheet((full, bare), {facts.sha256: facts}, divisions, title="台账")
    assert tuple(sheet.headings) == (*HEADINGS, "联系人")
    first, second = (dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows)
    assert first == {
        "序号": 1,
        "项目名称": "样板山风电场",
        "项目代码": "2023-430000-44-01-000001",
        "建设性质": "新建",
        "建设地点": f"{divisions.full_name(XINHUA)}（某乡）",
        "主要建设内容及规模": "新建风机；约30万千瓦",
        "建设起止年限": "2023-2025",
        "总投资（万元）": 120000.0,
        "年度计划投资（万元）": "3000（约3000万元）",
        "项目阶段": "规划",
        "形象进度": "=开工",
        "项目业主": "某公司",
        "责任单位": "市发改委",
        "备注": "无",
        "来源文件": "娄底样板方案（样政发〔2023〕1号）",
        "章节": "一",
        "核对状态": "未核对",
        "联系人": "甲",
    }
    assert second["建设起止年限"] == "2030年"
    assert second["总投资（万元）"] is None
    assert second["联系人"] == ""
    assert "、" in str(second["建设地点"])


def test_a_range_of_money_keeps_both_ends(divisions):
    _, (placed, *_) = loudi()
    money = Money(200.0, "100-200万元", None, 100.0, 200.0)
    sheet = ledger_sheet((replace(placed, total_investment=money),), {}, divisions, title="")
    assert sheet.rows[0][HEADINGS.index("总投资（万元）")] == "100-200"
