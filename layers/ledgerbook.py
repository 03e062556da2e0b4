"""The 台账: projects in the columns the offices keep them in, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.workbook import Sheet
from projects.checking import is_checked
from projects.saying import CHECKED
from projects.wording import NATURES, STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from layers.workbook import Cell
    from projects.models import DocumentFacts, Ledger, Money, Project

__all__ = ["HEADINGS", "ledger_sheet"]

HEADINGS = (
    "序号",
    "项目名称",
    "项目代码",
    "建设性质",
    "建设地点",
    "主要建设内容及规模",
    "建设起止年限",
    "总投资（万元）",
    "年度计划投资（万元）",
    "项目阶段",
    "形象进度",
    "项目业主",
    "责任单位",
    "备注",
    "来源文件",
    "章节",
    "核对状态",
)
"""The columns every 台账 has; behind them stand those of imported tables that are no field."""
_PAGE = "页码"
"""Stands there too where a project's plan has pages."""


def ledger_sheet(
    projects: Sequence[Project],
    documents: Mapping[str, DocumentFacts],
    divisions: Divisions,
    *,
    title: str,
) -> Sheet:
    """Lay projects out as a 台账; what a table's row said stands as it was written.

    Parameters
    ----------
    documents
        Facts by SHA-256.
    title
        What is shown, and as of when.
    """
    paged = (_PAGE,) if any(project.page for project in projects) else ()
    others = tuple(dict.fromkeys(name for p in projects if p.ledger for name, _ in p.ledger.other))
    rows = []
    for number, project in enumerate(projects, start=1):
        extra = dict(project.ledger.other) if project.ledger else {}
        facts = documents.get(project.document)
        cells = _cells(number, project, facts, divisions)
        pages = [project.page for _ in paged]
        rows.append([*cells, *pages, *(extra.get(name, "") for name in others)])
    return Sheet("台账", title, (*HEADINGS, *paged, *others), rows)


def _cells(
    number: int, project: Project, facts: DocumentFacts | None, divisions: Divisions
) -> tuple[Cell, ...]:
    told = project.ledger
    return (
        number,
        project.name,
        told.code if told else "",
        NATURES[project.nature][0],
        _place(project, told, divisions),
        _content(project, told),
        (told.years if told else "") or (f"{project.year}年" if project.year else ""),
        _money(project.total_investment),
        _money(project.yearly_investment),
        STAGES[project.stage][0],
        told.progress if told else "",
        project.owner or "",
        "、".join(project.responsible),
        told.remark if told else "",
        _source(facts),
        project.section,
        CHECKED[is_checked(project)][0],
    )


def _place(project: Project, told: Ledger | None, divisions: Divisions) -> str:
    """Name the counties, and behind them the place as the table has it."""
    counties = "、".join(divisions.full_name(code) for code in project.counties)
    within = divisions.full_name(project.within) if project.within else ""
    place = told.place if told else ""
    known = counties or within
    return f"{known}（{place}）" if known and place else known or place


def _content(project: Project, told: Ledger | None) -> str:
    """Say what is built, with the sizes that the words do not hold."""
    content = told.content if told else ""
    sizes = [q.as_written for q in project.capacity if q.as_written not in content]
    return "；".join(filter(None, (content, *dict.fromkeys(sizes))))


def _money(money: Money | None) -> Cell:
    """Give a sum in 万元: a number, or words where the source says 约, 以上 or a range."""
    if money is None:
        return None
    if money.low is not None and money.high is not None and money.low != money.high:
        return f"{money.low:.12g}-{money.high:.12g}"
    if money.qualifier:
        return f"{money.value:.12g}（{money.as_written}）"
    return money.value


def _source(facts: DocumentFacts | None) -> str:
    if facts is None:
        return ""
    return f"{facts.title}（{facts.number}）" if facts.number else facts.title
