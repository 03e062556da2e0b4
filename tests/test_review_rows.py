"""The row of a list in a review: its cells are said in one line, with what they are."""

from __future__ import annotations

import openpyxl
import pytest

from projects.importing.records import place_in_table, sheet_of
from projects.intake import Means, intake
from projects.registry import Registry
from projects.reviewing.drafts import Item, ItemState, Owner
from projects.reviewing.values import Signature
from projects.settings import Settings
from tests.plans_data import gazetteer
from tests.workbook_data import saved_book, sheet_into
from views.i18n import texts
from views.ledger import ledger_cells
from views.review_table import sentence

WANG = Owner.of_user("王工")


def test_the_row_of_a_list_is_said_cell_by_cell(read_table):
    # The column held the place's cell alone.
    _, (project,) = read_table(
        "项目名称,建设地点,装机容量,责任单位,进展情况", "甲风电场,新化县,5万千瓦,市发改委,已开工"
    )
    item = Item("r2", project, project, (), ItemState.OPEN)
    said = sentence(item, None, texts("zh"), "zh")
    parts = ["装机容量：5万千瓦", "责任单位：市发改委", "建设地点：新化县", "进展：已开工"]
    assert [part.partition("：")[2] for part in said.split("；")] == [
        part.partition("：")[2] for part in parts
    ]
    assert "甲风电场" not in said, "the name stands in its own column"


WIND = (
    ("序号", "工程名称", "建设地址", "装机规模（万千瓦）", "业主单位"),
    (1, "大熊山风电场", "新化县", 9, "某某公司"),
)
SOLAR = (("名称", "县区", "容量（万千瓦）"), ("甘棠光伏电站", "双峰县", 4))


def two_sheets():
    made = openpyxl.Workbook()
    made.active.title = "风电 第1批"
    sheet_into(made.active, WIND)
    sheet_into(made.create_sheet("光伏"), SOLAR)
    return intake(saved_book(made), "娄底市清单.xlsx", means=Means(gazetteer())).whole


@pytest.fixture
def registry(tmp_path):
    with Registry.open(f"sqlite:///{tmp_path}/r.sqlite", settings=Settings()) as found:
        yield found


def rows_of(draft):
    return {
        item.project.name: ledger_cells(
            item.project, texts("zh"), "zh", columns=draft.columns, said="{heading}>{field}"
        )
        for item in draft.items
    }


def test_a_draft_keeps_the_headings_of_its_file_and_what_they_were_taken_for(registry):
    id_ = registry.drafts.start(two_sheets(), owner=WANG)
    rows = rows_of(registry.drafts.open(id_, owner=WANG))
    assert [cell for cell in rows["大熊山风电场"] if cell[1]] == [
        ("工程名称>项目", "大熊山风电场"),
        ("装机规模（万千瓦）>规模", "9万千瓦"),
        ("业主单位>业主", "某某公司"),
        ("建设地址>建设地点", "新化县"),
        ("序号", "1"),
    ]
    assert ("县区>所填区划", "双峰县") in rows["甘棠光伏电站"], "each sheet has its own"


def test_a_list_that_came_at_the_terminal_or_anew_has_its_headings_too(registry):
    whole, signed = two_sheets(), Signature.of("王工")
    admitted = registry.drafts.accept_above(whole, 1.1, owner=WANG, signed=signed)
    draft = registry.drafts.open(admitted.draft, owner=WANG)
    assert draft.columns == whole.columns
    registry.drafts.instead(draft.head.id, whole, owner=WANG, version=draft.version)
    assert registry.drafts.open(draft.head.id, owner=WANG).columns == whole.columns
    assert registry.drafts.waiting(whole, owner=WANG).is_same


def test_what_has_no_heading_keeps_the_name_of_its_field(registry):
    whole = two_sheets()
    id_ = registry.drafts.start(whole, owner=WANG)
    (first, *_) = registry.drafts.open(id_, owner=WANG).items
    names = [name for name, _ in ledger_cells(first.project, texts("en"), "en")]
    assert names[:2] == ["Project", "Size"]


@pytest.mark.parametrize("sheet", ["", "光伏", "第 2 批 第3行"])
def test_a_row_tells_its_sheet(sheet):
    assert sheet_of(place_in_table(sheet, 12)) == sheet
