"""A sum as a file that says what it is of: for the terminal, spreadsheet programs and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.workbook import Sheet, csv_bytes, xlsx_bytes
from projects.contract import summary_to_json
from projects.kinds import MEASURES
from projects.summary_tables import SummaryFormat, summary_notes, summary_sheet, summary_text
from projects.tables import as_json
from projects.told_pairs import named_pairs, told_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.divisions import Divisions
    from projects.selection import Holdings
    from projects.totals import Summary

__all__ = ["written_summary"]

_NAME = "汇总"
_BY = {"county": "区县", "prefecture": "城市", "province": "省份", "kind": "类别", "stage": "阶段"}


def written_summary(
    summary: Summary,
    format_: SummaryFormat,
    divisions: Divisions,
    *,
    about: Sequence[str] = (),
    holdings: Holdings | None = None,
) -> bytes:
    """Write a sum; text is UTF-8, JSON holds the measure's own unit and the rest what people see.

    Parameters
    ----------
    about
        What was asked for and when, a line each: they stand in every file for people.
    holdings
        Names what is counted once or perhaps one project, where it is given.
    """
    told = told_keys(summary, holdings) if holdings else {}
    if format_ is SummaryFormat.JSON:
        names = {key: project.name for key, project in told.items()}
        return as_json(summary_to_json(summary, names)).encode("utf-8", "surrogatepass")
    notes = named_pairs(summary, told, holdings) if holdings else []
    if format_ is SummaryFormat.TABLE:
        return summary_text(summary, divisions, notes).encode("utf-8", "surrogatepass")
    headings, rows = summary_sheet(summary, divisions)
    below = [*summary_notes(summary), *notes]
    if format_ is SummaryFormat.CSV:
        return csv_bytes(headings, rows, notes=[*about, *below])
    title = f"{MEASURES[summary.measure].zh}汇总，按{_BY[summary.by]}"
    head = " · ".join((title, *about))
    return xlsx_bytes(Sheet(_NAME, head, headings, rows, notes=below, bold=1, total="C3"))
