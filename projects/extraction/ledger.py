"""A project's entries in the ledger, as its passage tells them: stage, year, owner, money …"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.clauses import clauses
from projects.extraction.money import invested, money_in_cell
from projects.extraction.owners import owner_in_cell, owner_of
from projects.extraction.progress import nature_of, stage_of
from projects.extraction.sayings import Told, headings, sayings
from projects.extraction.tables import Cell, Row
from projects.extraction.years import year_by, year_in_cell, year_of
from projects.models import Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.clauses import Span
    from projects.extraction.money import Invested
    from projects.extraction.parts import Draft
    from projects.extraction.structure import Passage
    from projects.models import Document, DocumentFacts, Money, Nature, Project
    from projects.rules import Note

__all__ = ["Entries", "Ledger"]

_NO_NOTE: Note = (Rule.STAGE_DEFAULT, "")
_NO_ROW = Row(Cell(0, 0))
_PLAN_YEAR = re.compile(r"20\d\d")
# A sentence that goes on about the project before it: 总投资12亿元。计划2027年投产。
_GOES_ON = re.compile(
    r"\s*(?:该?(?:项目|工程))?(?:[^,;]{0,4}总?投资|概算|业主|建设单位|项目单位|投资主体|实施主体|由[^,;]{2,20}公司|"
    r"目前|力争|预计|计划(?!总)|已|正在|拟|现已|20\d\d年[^,;]{0,8}(?:建成|投产|开工|完工|并网|投运))"
)


class Entries(NamedTuple):
    """What a passage tells of one project, and in `notes` by which rules."""

    stage: Stage
    nature: Nature
    year: int | None
    owner: str | None
    total_investment: Money | None
    yearly_investment: Money | None
    notes: tuple[Note, ...]


class Ledger:
    """Reads the ledger's fields from the passages of one document (`text`, folded)."""

    def __init__(self, text: str, document: Document) -> None:
        self._text = text
        self._headings = headings(document.sections)
        self._as_of = _year_of_plan(document.facts)

    def read(
        self,
        passage: Passage,
        text: str,
        drafts: Sequence[Draft],
        spans: Sequence[Span],
        places: frozenset[str],
    ) -> list[Entries]:
        """Return what a passage tells of each draft.

        `spans` are the clauses they stand in, `places` the names of places the passage holds.
        """
        if not drafts:
            return []
        money = invested(text, drafts, spans)
        row = passage.row or _NO_ROW
        state = ",".join(filter(None, map(self._cell, (row.stage, row.time, row.nature))))
        heading = self.heading(passage.section)
        told = sayings(text, drafts, spans, heading=heading, cell=state)
        out = []
        for draft, said, sums, span in zip(drafts, told, money, spans, strict=True):
            head = text.split(",", maxsplit=1)[0] if span.start else ""
            year = year_of(said, self._as_of) or year_by(head) or self._row_year(row)
            owner = self._row_owner(row) or owner_of(draft, said, places)
            out.append(self._entries(draft, said, (year, owner), sums, row))
        return out

    def heading(self, section: str) -> str:
        """Return what a section and those it lies in are called, one a line."""
        return self._headings.get(section, "")

    def _entries(
        self,
        draft: Draft,
        told: Told,
        known: tuple[tuple[int, Note] | None, tuple[str, Note] | None],
        sums: Invested,
        row: Row,
    ) -> Entries:
        nature, worked = nature_of(draft, told, self._cell(row.nature))
        stage, why = stage_of(told, nature, self._as_of)
        year, owner = known
        total = self._row_money(row, "total") or _noted(sums.total)
        yearly = self._row_money(row, "yearly") or _noted(sums.yearly)
        due = year if stage is not Stage.EXISTING else None
        return Entries(
            stage=stage,
            nature=nature,
            year=due and due[0],
            owner=owner and owner[0],
            total_investment=total and total[0],
            yearly_investment=yearly and yearly[0],
            notes=(why, worked, *(told[1] for told in (year, owner, total, yearly) if told)),
        )

    def later(self, text: str, project: Project) -> Project:
        """Return a project with what a sentence after its own adds; what is known stays."""
        if not _GOES_ON.match(text):
            return project
        told = Told("", "", "", "", tuple(text[s.start : s.end] for s in clauses(text)))
        sums = invested(text, (), ())[0]
        stage = project.stage, _NO_NOTE
        if project.stage is Stage.PLANNED:
            stage = stage_of(told, project.nature, self._as_of)
        year = None if stage[0] is Stage.EXISTING else year_of(told, self._as_of)
        owner = owner_of(None, told)
        total, yearly = _noted(sums.total), _noted(sums.yearly)
        added = [told[1] for told in (stage, year, owner, total, yearly) if told]
        notes = tuple(note for note in added if note[1])
        return replace(
            project,
            stage=stage[0],
            year=project.year or (year and year[0]),
            owner=project.owner or (owner and owner[0]),
            total_investment=project.total_investment or (total and total[0]),
            yearly_investment=project.yearly_investment or (yearly and yearly[0]),
            notes=tuple((*mention, *notes) for mention in project.notes),
        )

    def _cell(self, cell: Cell | None) -> str:
        return self._text[cell.start : cell.end] if cell else ""

    def _row_year(self, row: Row) -> tuple[int, Note] | None:
        cells = (self._cell(cell) for cell in (row.time, row.stage))
        year = next((y for c in cells if (y := year_in_cell(c, self._as_of))), None)
        return (year, (Rule.YEAR_ROW, year)) if year else None

    def _row_owner(self, row: Row) -> tuple[str, Note] | None:
        cells = (self._cell(cell) for column, cell in row.ledger if column.role == "owner")
        owner = next((name for cell in cells if (name := owner_in_cell(cell))), None)
        return (owner, (Rule.OWNER_ROW, owner)) if owner else None

    def _row_money(self, row: Row, role: str) -> tuple[Money, Note] | None:
        told = ((self._cell(cell), c.unit) for c, cell in row.ledger if c.role == role)
        money = next((m for cell, unit in told if (m := money_in_cell(cell, unit))), None)
        return (money, (Rule.MONEY_ROW, money.as_written)) if money else None


def _noted(money: Money | None) -> tuple[Money, Note] | None:
    return (money, (Rule.MONEY_TOLD, money.as_written)) if money else None


def _year_of_plan(facts: DocumentFacts) -> int | None:
    """Return the year a plan speaks from: its date's, else its number's."""
    match = _PLAN_YEAR.search(facts.date or facts.number or "")
    return int(match[0]) if match else None
