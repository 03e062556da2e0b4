"""Columns of a project table that only the ledger takes: the owner, and money with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["LedgerColumn", "ledger_column"]

_ROLES = (
    ("owner", re.compile(r".*业主.*|(?:建设|项目|投资|实施|申报)(?:单位|主体|方|企业)|企业名称")),
    ("yearly", re.compile(r".*(?:年度|20\d\d年|当年|本年|今年).*投资.*")),
    ("spent", re.compile(r".*(?:完成|累计).*投资.*")),
    ("total", re.compile(r"(?!.*(?:规模|内容)).*(?:投资|概算|造价)(?!进度).*")),
)
_UNIT = re.compile(r"[亿万]?元")
_LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of the ledger: its number, what it tells, the unit of money its label names."""

    number: int
    role: str
    unit: str


def ledger_column(number: int, label: str) -> LedgerColumn | None:
    """Return the column as its label tells it, None for one of other things."""
    if len(label) > _LONGEST_LABEL:
        return None
    role = next((role for role, pattern in _ROLES if pattern.fullmatch(label)), None)
    unit = _UNIT.search(label)
    return LedgerColumn(number, role, unit[0] if unit else "") if role else None
