"""Targets with the named projects beside them, as the contract's objects, CSV and text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projects.contract import target_to_json
from projects.kinds import MEASURES
from projects.summary_tables import amount_said
from projects.tables import TARGET_COLUMNS, ListFormat, aligned, written
from projects.target_label import bounds
from projects.wording import kind_name, people_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions
    from projects.amounts import Key
    from projects.beside import Beside
    from projects.models import Target
    from projects.selection import Holdings

__all__ = ["aim_said", "beside_said", "beside_to_json", "share_said", "written_beside"]

_BASES = {"stock": "累计", "increase": "新增"}
_NO_MEASURE = "不与项目比较"
_SAME = "与目标同数, 疑为同一口径"
_UNLIKE = "口径不同, 不作比较"
_COLUMNS = (*TARGET_COLUMNS, "named", "named_projects", "share", "same", "words", "unlike")


def beside_to_json(beside: Beside) -> dict[str, Any]:
    """Give a target's object with what its plan names of it.

    Beyond the target's own keys: `named` (null where it cannot be compared with projects) with
    `measure`, `unit`, `value` (null where no project states it), `projects`, `stated` and
    `stages`; `share` of the target or null; `keys`, the ids of the projects behind it; `same`,
    those with the target's very figure; `words`, the target's own, null where the text is not here;
    `unlike`, whether it counts something else than projects.
    """
    named = None
    if beside.named is not None and beside.measure is not None:
        named = {
            "measure": beside.measure,
            "unit": MEASURES[beside.measure].unit,
            "value": beside.named.known if beside.named.projects else None,
            "projects": beside.named.projects,
            "stated": beside.named.stated,
            "qualifiers": list(beside.named.qualifiers),
            "stages": [str(stage) for stage in beside.stages],
        }
    return {
        **target_to_json(beside.target),
        "named": named,
        "share": beside.share,
        "keys": [id_ for _, id_ in beside.keys],
        "same": [id_ for _, id_ in beside.same],
        "words": beside.words or None,
        "unlike": beside.is_unlike,
    }


def written_beside(
    besides: Sequence[Beside], format_: ListFormat, holdings: Holdings, divisions: Divisions
) -> str:
    """Write targets with the named projects beside them."""
    if format_ is ListFormat.JSON:
        return written([beside_to_json(beside) for beside in besides], _COLUMNS, format_)
    names = {(p.document, p.id): p.name for p in holdings.projects} if besides else {}
    if format_ is ListFormat.CSV:
        return written([_flat(beside, names) for beside in besides], _COLUMNS, format_)
    head = ["代码", "地区", "类别", "目标", "规划点名项目合计", "占目标", "说明", "原文"]
    return aligned([head, *(_cells(beside, names, divisions) for beside in besides)])


def beside_said(beside: Beside) -> str:
    """Say what the plan names of a target: never as a gap."""
    if beside.named is None or beside.measure is None:
        return _NO_MEASURE
    if not beside.named.projects:
        return "未点名"
    return amount_said(beside.named, beside.measure)


def aim_said(target: Target) -> str:
    """Say what is aimed at: "120 万千瓦 (约)", "60–80 万千瓦"."""
    low, high = bounds(target)
    if low != high:
        number, _, unit = people_text(high, target.unit).partition(" ")
        return f"{people_text(low, target.unit).partition(' ')[0]}–{number} {unit}"
    aim = people_text(target.value, target.unit)
    return f"{aim} ({target.qualifier})" if target.qualifier else aim


def share_said(share: float | None) -> str:
    """Say a share of a target in percent, as short as it can be said; "" for none."""
    return "" if share is None else f"{100 * share:.3g}%" if share < 1 else f"{100 * share:.0f}%"


def _cells(beside: Beside, names: Mapping[Key, str], divisions: Divisions) -> list[str]:
    target = beside.target
    kind = kind_name(target.kind) if target.kind else ""
    aim = aim_said(target)
    basis = _BASES.get(target.basis, target.basis)
    year = f"{target.year}年" if target.year else ""
    return [
        str(target.place),
        divisions.name(target.place),
        kind,
        f"{year}{basis} {aim}",
        beside_said(beside),
        share_said(beside.share),
        _note(beside, names),
        beside.words,
    ]


def _note(beside: Beside, names: Mapping[Key, str]) -> str:
    if beside.is_unlike:
        return _UNLIKE
    if not beside.same:
        return ""
    return f"{'、'.join(names[key] for key in beside.same)}: {_SAME}"


def _flat(beside: Beside, names: Mapping[Key, str]) -> dict[str, Any]:
    found = beside_to_json(beside)
    named = found["named"] or {"value": None, "projects": None}
    return {
        **found,
        "named": named["value"],
        "named_projects": named["projects"],
        "same": [names[key] for key in beside.same],
    }
