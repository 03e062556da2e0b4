"""A row as a draft of a project: every cell read, the place still open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.importing.fields import SIZES
from projects.importing.progress import stage_of_progress
from projects.importing.skipping import GROUP
from projects.importing.values import CellFault, degrees, money, sizes, sizes_in_text, year_in
from projects.importing.words import (
    folded,
    is_nothing,
    kind_of_row,
    nature_in,
    nature_of,
    stage_in,
)
from projects.kinds import KINDS, MEASURES
from projects.models import Ledger, Nature, Stage

if TYPE_CHECKING:
    from projects.importing.columns import Column, Layout
    from projects.importing.records import Record
    from projects.models import Money, Quantity

__all__ = ["Draft", "Point", "Rejected", "RowReader", "Stated"]

_LONGEST_NAME = 200
_APPROXIMATE = re.compile(
    r"approx(?:imate)?|about|近似|大致|估计|概略|不?精?准?确?(?:到)?(?:乡|县|市|镇|街).*|模糊|low"
)
_ENOUGH_DECIMALS = 2
_BETWEEN = re.compile(r"[、,;/\n]+")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken, and why, in one line; `sheet` is "" for a file's only one."""

    line: int
    name: str
    reason: str
    cells: tuple[str, ...]
    sheet: str = ""

    @classmethod
    def of(cls, record: Record, name: str, reason: str, sheet: str = "") -> Rejected:
        """Reject a row; what a cell quoted in the reason may hold is made one printable line."""
        return cls(record.line, _one_line(name), _one_line(reason), record.cells, sheet)

    @property
    def where(self) -> str:
        """Say where it stands."""
        return f"{self.sheet} line {self.line}".lstrip()


@dataclass(frozen=True, slots=True)
class Point:
    """Coordinates as written. `half_step` is half of their last digit, degrees."""

    x: float
    y: float
    exact: bool
    half_step: float
    as_written: str


@dataclass(frozen=True, slots=True)
class Stated:
    """The divisions a row names, as written; "" where it names none."""

    adcode: str = ""
    province: str = ""
    city: str = ""
    county: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.province, self.city, self.county, self.adcode)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A row's project without its place."""

    record: Record
    name: str
    kind: str
    stage: Stage
    nature: Nature
    year: int | None
    capacity: tuple[Quantity, ...]
    total: Money | None
    yearly: Money | None
    owner: str | None
    responsible: tuple[str, ...]
    point: Point | None
    stated: Stated
    ledger: Ledger


class RowReader:
    """Reads rows of one layout. `stage` is that of rows which name none."""

    def __init__(self, layout: Layout, *, stage: Stage = Stage.PLANNED) -> None:
        self._layout, self._stage = layout, stage
        self._sized = [layout.fields[key] for key in SIZES if key in layout.fields]

    def read(
        self, record: Record, *, group: str = "", stage: Stage | None = None
    ) -> Draft | Rejected:
        """Read a row; what is wrong with it comes back as `Rejected`, all faults together.

        `group` is the heading the row stands under and `stage` what that tells, which holds where
        the row names none.
        """
        row = _Row(record, self._layout, group, stage or self._stage)
        faults: list[str] = []
        if self._layout.fields["name"].number in record.filled:
            faults.append("its name is merged with the row above: one project, counted there")
        if len(record.cells) > self._layout.width and any(record.cells[self._layout.width :]):
            faults.append(
                f"{len(record.cells)} cells for {self._layout.width} columns: is a "
                "delimiter inside a cell without quotation marks?"
            )
        draft = None if faults else self._draft(row, faults)
        if draft is None or faults:
            return Rejected.of(record, row["name"], "; ".join(faults))
        return draft

    def _draft(self, row: _Row, faults: list[str]) -> Draft | None:
        name = row["name"]
        if fault := _name_fault(name):
            faults.append(fault)
            return None
        kind = kind_of_row(row["kind"], name)
        nature_said = nature_in(row["nature"]) if row["nature"] else None
        return Draft(
            record=row.record,
            name=" ".join(name.split()),
            kind=kind,
            stage=self._stage_of(row, faults),
            nature=nature_said or nature_of(name),
            year=year_in(row["year"]) or year_in(row["years"]),
            capacity=self._sizes(row, kind, faults),
            total=self._money(row, "total", faults),
            yearly=self._money(row, "yearly", faults),
            owner=row["owner"] or None,
            responsible=tuple(filter(None, map(str.strip, _BETWEEN.split(row["responsible"])))),
            point=self._point(row, faults),
            stated=Stated(row["adcode"], row["province"], row["city"], row["county"]),
            ledger=self._ledger(row),
        )

    def _stage_of(self, row: _Row, faults: list[str]) -> Stage:
        cell = row["stage"]
        if not cell:
            if told := stage_of_progress(row["progress"]):
                return told
            # 续建 is said in the column of natures, and tells the stage.
            return Stage.UNDER_CONSTRUCTION if folded(row["nature"]) == "续建" else row.stage
        found = stage_in(cell)
        if found is None:
            known = "已建, 在建, 规划, 前期, 搁置, 取消 or 退役"
            faults.append(f'{row.label("stage")} "{cell}" is no known stage: write {known}')
        return found or row.stage

    def _sizes(self, row: _Row, kind: str, faults: list[str]) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        for column in self._sized:
            try:
                found += sizes(row.at(column), column)
            except CellFault as fault:
                faults.append(str(fault))
        if not self._sized and row["content"]:
            found += sizes_in_text(row["content"], MEASURES[KINDS[kind].measure].unit)
        return tuple(found)

    def _money(self, row: _Row, field: str, faults: list[str]) -> Money | None:
        column = self._layout.fields.get(field)
        try:
            return money(row.at(column), column) if column else None
        except CellFault as fault:
            faults.append(str(fault))
            return None

    def _point(self, row: _Row, faults: list[str]) -> Point | None:
        east, north = (self._layout.fields.get(key) for key in ("lon", "lat"))
        cells = row["lon"], row["lat"]
        if east is None or north is None or not any(cells):
            return None
        if not all(cells):
            missing = north.label if cells[0] else east.label
            faults.append(f"{missing} is missing: give both coordinates or none")
            return None
        try:
            (x, x_decimals), (y, y_decimals) = degrees(cells[0], east), degrees(cells[1], north)
        except CellFault as fault:
            faults.append(str(fault))
            return None
        decimals = max(x_decimals, y_decimals)  # 112.50 may have lost its last digit
        rough = bool(_APPROXIMATE.fullmatch(folded(row["accuracy"])))
        exact = not rough and decimals >= _ENOUGH_DECIMALS
        return Point(x, y, exact, 0.5 * 10.0**-decimals, ", ".join(cells))

    def _ledger(self, row: _Row) -> Ledger:
        return Ledger(
            row=row.record.line,
            code=row["code"],
            kind=row["kind"],
            stage=row["stage"],
            nature=row["nature"],
            content=row["content"],
            where=str(Stated(row["adcode"], row["province"], row["city"], row["county"])),
            place=row["place"],
            years=row["years"] or ("" if year_in(row["year"]) else row["year"]),
            progress=row["progress"],
            remark=row["remark"],
            other=(
                *((c.label, cell) for c in self._layout.others if (cell := row.at(c))),
                *(((GROUP, row.group),) if row.group else ()),
            ),
        )


class _Row:
    """A record's cells by field; what says nothing is ""."""

    def __init__(self, record: Record, layout: Layout, group: str, stage: Stage) -> None:
        self.record, self._layout, self.group, self.stage = record, layout, group, stage

    def __getitem__(self, field: str) -> str:
        column = self._layout.fields.get(field)
        cell = self.at(column) if column else ""
        return "" if is_nothing(cell) else cell

    def at(self, column: Column) -> str:
        cells = self.record.cells
        return cells[column.number] if column.number < len(cells) else ""

    def label(self, field: str) -> str:
        return self._layout.fields[field].label


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))


def _name_fault(name: str) -> str:
    if not name:
        return "no name"
    if len(name) > _LONGEST_NAME:
        return f"a name of {len(name)} characters: is the right column mapped?"
    return ""
