"""The fields of a project, one by one: what a change names, what may be put into each.

A project's JSON (projects/contract.py) is taken apart into fields and put together again; the
investment's two sums and the columns of the 台账 are fields of their own ("investment.total",
"ledger.code"). What is absent in the JSON is None here.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from projects.errors import ProjectsError, RevisionRefused
from projects.reviewing import faults
from projects.reviewing.values import Change, Json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["FIELDS", "Field", "check_changes", "difference", "flat", "is_said", "same", "whole"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field a person may change: its labels, and what is wrong with a value ("" if nothing)."""

    zh: str
    en: str
    fault: Callable[[Any], str]


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "name": Field("项目名称", "name", faults.name),
        "kind": Field("类别", "kind", faults.kind),
        "stage": Field("阶段", "stage", faults.stage),
        "nature": Field("性质", "nature", faults.nature),
        "year": Field("目标年份", "target year", faults.year),
        "capacity": Field("规模", "sizes", faults.capacity),
        "counties": Field("区县", "counties", faults.counties),
        "shares": Field("分县比例", "shares by county", faults.shares),
        "precision": Field("定位精度", "precision", faults.precision),
        "citywide": Field("全市性项目", "city-wide", faults.citywide),
        "within": Field("所在区划", "within", faults.within),
        "part_of": Field("属于", "part of", faults.optional_text),
        "responsible": Field("责任单位", "responsible units", faults.texts),
        "owner": Field("业主", "owner", faults.optional_text),
        "investment.total": Field("总投资", "total investment", faults.money),
        "investment.yearly": Field("年度投资", "investment of the year", faults.money),
        "geometry": Field("位置", "position", faults.geometry),
        "apart": Field("不是同一个", "not the same as", faults.apart),
        "ledger.code": Field("项目代码", "project code", faults.optional_text),
        "ledger.content": Field("建设内容", "content", faults.optional_text),
        "ledger.place": Field("建设地点", "place", faults.optional_text),
        "ledger.years": Field("建设年限", "years", faults.optional_text),
        "ledger.progress": Field("形象进度", "progress", faults.optional_text),
        "ledger.remark": Field("备注", "remark", faults.optional_text),
        "ledger.other": Field("其他列", "other columns", faults.pairs),
    }
)
"""What a person may change by hand."""

_SILENT = frozenset(
    {
        *("start", "end", "mentions", "section", "confidence", "reasons", "candidates"),
        *("doubles", "checked", "ledger.row", "page"),
    }
)
_IDENTITY = ("id", "document")
_SUMS = ("total", "yearly")
_OPTIONAL = frozenset({"within", "site", "dispute", "geometry", "checked", "page", "apart"})


def is_said(field: str) -> bool:
    """Tell whether a field is one of the project's facts, not of how it was read."""
    return field not in _SILENT


def flat(payload: Json) -> dict[str, Any]:
    """Take a project's JSON apart; its id and document are not among the fields."""
    fields = {
        key: value
        for key, value in payload.items()
        if key not in {*_IDENTITY, "investment", "ledger"} and not _is_absent(key, value)
    }
    sums = payload.get("investment") or {}
    fields |= {f"investment.{which}": sums[which] for which in _SUMS if sums.get(which)}
    return fields | {f"ledger.{key}": value for key, value in payload.get("ledger", {}).items()}


def whole(fields: Mapping[str, Any], *, document: str, id_: str) -> Json:
    """Put a project's JSON together from its fields; the inverse of `flat`."""
    payload: Json = {
        key: value
        for key, value in fields.items()
        if not key.startswith(("investment.", "ledger.")) and not _is_absent(key, value)
    }
    sums = {which: fields.get(f"investment.{which}") for which in _SUMS}
    payload["investment"] = {"unit": "万元", **sums} if any(sums.values()) else None
    ledger = {
        key.removeprefix("ledger."): value
        for key, value in fields.items()
        if key.startswith("ledger.") and value not in (None, "", [])
    }
    if ledger:
        payload["ledger"] = {"row": 0, **ledger}
    return payload | {"id": id_, "document": document}


def _is_absent(key: str, value: object) -> bool:
    return value is None and key in _OPTIONAL


def same(one: object, other: object) -> bool:
    """Compare two values of a field; None, "" and [] all say nothing."""
    return one == other or (one in (None, "", []) and other in (None, "", []))


def difference(was: Mapping[str, Any], is_: Mapping[str, Any]) -> tuple[Change, ...]:
    """Tell which fields differ, in the order of the fields; `hand_was` and `hand_is` stay False."""
    return tuple(
        Change(field, was.get(field), is_.get(field))
        for field in dict.fromkeys((*was, *is_))
        if not same(was.get(field), is_.get(field))
    )


def check_changes(changes: Mapping[str, Any]) -> None:
    """Refuse a field that is none, and a value its field cannot hold.

    Raises
    ------
    RevisionRefused
        Naming the field, the value and what would do.
    """
    for field, value in changes.items():
        if field not in FIELDS:
            close = get_close_matches(field, FIELDS, n=3) or FIELDS
            message = f'"{field}" is no field to be changed; take {", ".join(close)}.'
            raise RevisionRefused(message)
        try:
            fault = FIELDS[field].fault(value)
        except (AttributeError, KeyError, TypeError, ValueError, ProjectsError) as exc:
            fault = f"is not what the field holds ({exc})"
        if fault:
            message = f"{FIELDS[field].zh} ({field}) {_shown(value)}: {fault}."
            raise RevisionRefused(message)


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    longest = 60
    return f'"{text}"' if len(text) <= longest else f'"{text[:longest]}…"'
