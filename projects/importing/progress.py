"""What a list's column of progress (进展情况, 建设进度) tells of the stage.

A cell that is a stage and nothing else (已开工, 前期工作) says it as the column of stages would. Of
one that says more (完成测风塔安装) nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.importing.skipping import GROUP, stage_of_heading
from projects.importing.words import folded, is_nothing, stage_in

if TYPE_CHECKING:
    from projects.models import Ledger, Stage

__all__ = ["needs_a_look", "stage_of_progress"]

_ENDS = " .。;；,，!！"


def stage_of_progress(cell: str) -> Stage | None:
    """Return the stage a cell of progress is, None where it is none or says more."""
    return stage_in(cell.strip(_ENDS))


def needs_a_look(ledger: Ledger, stage: Stage) -> bool:
    """Tell whether a row's progress leaves it open how far the project is.

    It does where its words are no stage and nothing else in the row tells one, and where they are
    another stage than the one that was taken.
    """
    if is_nothing(ledger.progress):
        return False
    told = stage_of_progress(ledger.progress)
    return told is not stage if told else not _is_told(ledger)


def _is_told(ledger: Ledger) -> bool:
    headings = (cell for column, cell in ledger.other if column == GROUP)
    return (
        not is_nothing(ledger.stage)
        or folded(ledger.nature) == "续建"
        or any(stage_of_heading(heading) for heading in headings)
    )
