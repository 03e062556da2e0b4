"""Money a plan says is put into a project: 总投资12.5亿元, 年度投资3000万元. Never a capacity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE
from projects.extraction.sizes import share_out
from projects.models import Money, Quantity, Role
from projects.quantities import Found, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.extraction.clauses import Span
    from projects.extraction.parts import Draft

__all__ = ["Invested", "invested", "money_in_cell"]

_TOTAL, _YEARLY = "total", "yearly"
_SCALES = {
    "": Decimal("0.0001"),
    "百": Decimal("0.01"),
    "千": Decimal("0.1"),
    "万": Decimal(1),
    "百万": Decimal(100),
    "千万": Decimal(1000),
    "亿": Decimal(10_000),
}
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
    r"|[一二两三四五六七八九十百千]{1,9}(?:点[一二三四五六七八九零]{1,4})?)"
)
_SCALE = "百万|千万|亿|万"
_SUM = (
    rf"(?P<before>大约|约|近|超过|超|突破|不低于|不少于|至少)? ?"
    rf"(?:(?P<low>{_NUMBER}) ?(?P<lowscale>{_SCALE})?元? ?[-—~至到] ?)?"
    rf"(?P<number>{_NUMBER}) ?(?P<more>[余多])? ?(?P<scale>{_SCALE})?(?P<over>[余多])?"
)
_AFTER = r"(?:人民币)?(?P<after>以上|左右|以内|上下)?"
_MONEY = re.compile(rf"{_SUM}元(?![/／]){_AFTER}")
_CELL = re.compile(rf"{_SUM}(?P<yuan>元)?{_AFTER}")
# 计划总投资额约, 概算投资为: what may stand between these words and the sum.
_LEAD = re.compile(
    r"(?:投资|概算|估算|造价)(?:总?额|规模|估算|概算)?(?:达到?|在|:)?"
    r"(?:分别|依次|各|均|每[个座项])?为? ?$"
)
_REACH = 20
_EACH = re.compile(r"(?:各|均|每[个座项])为? ?$")
# The second of 分别为5亿元和8亿元.
_AND = re.compile(r"[、和及] ?")
_INVESTED = re.compile(r" ?(?:的)?(?:总)?投资")
_IN_A_YEAR = re.compile(r"年度|当年|本年|今年|年内|20\d\d年")
# 已完成投资 is what was spent so far: neither the whole nor a year's.
_SPENT = re.compile(r"完成|累计|落实|到位")
_NO_INVESTMENT = re.compile(
    r"带动|拉动|撬动|亩均|强度|补助|引[入进]|吸引|新增投资|基金|企业|民间|社会"
)
_PART = re.compile(r"[一二三四首]期")
_ALL_OF_THEM = re.compile(r"合计|共计?|总共|总投资|总额")


@dataclass(frozen=True, slots=True)
class Invested:
    """What is put into a project in all, and in the plan's year."""

    total: Money | None = None
    yearly: Money | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum with its span in the text; `part` is the phase it is said of alone."""

    start: int
    end: int
    which: str
    money: Money
    part: str
    shared: bool
    each: bool


def invested(text: str, drafts: Sequence[Draft], spans: Sequence[Span]) -> list[Invested]:
    """Return what a passage says is put into each draft; of a passage without any, one entry."""
    if "元" not in text:
        return [Invested()] * max(1, len(drafts))
    sums = list(_sums(text))
    if not drafts:
        return [_entry([s for s in sums if not s.part])]
    given: list[list[_Sum]] = [[] for _ in drafts]
    rest = []
    for one in sums:
        ahead = _ahead(drafts, spans, one)
        if ahead is None:
            rest.append(one)
        else:
            given[ahead].append(one)
    found = [_found(one, rest, drafts) for one in rest]
    by_start = {one.start: one for one in rest}
    for i, quantities in enumerate(_shared(text, drafts, found)):
        given[i] += [by_start[start] for start in quantities]
    return [
        _entry([s for s in mine if not s.part or s.part in d.name])
        for mine, d in zip(given, drafts, strict=True)
    ]


def _entry(sums: Sequence[_Sum]) -> Invested:
    first = {one.which: one.money for one in reversed(sums)}
    return Invested(first.get(_TOTAL), first.get(_YEARLY))


def _ahead(drafts: Sequence[Draft], spans: Sequence[Span], one: _Sum) -> int | None:
    """Return the one project of a clause that a sum leads up to: 投资8亿元建设X."""
    for i, (draft, span) in enumerate(zip(drafts, spans, strict=True)):
        before = span.start <= one.start and one.end <= draft.start
        first = i == 0 or drafts[i - 1].batch != draft.batch
        alone = i + 1 == len(drafts) or drafts[i + 1].batch != draft.batch
        if before and first:
            return i if alone or not one.shared else None
    if drafts[0].batch > one.end and len({d.batch for d in drafts}) == len(drafts):
        return 0
    return None


def _found(one: _Sum, sums: Sequence[_Sum], drafts: Sequence[Draft]) -> Found:
    """Return a sum as the sizes' rules take it; each of a list may have one of its own."""
    before = [d for d in drafts if d.end <= one.start]
    same = [d for d in before if d.batch == before[-1].batch]
    each = len(same) > 1 and any(same[-2].end <= s.start < same[-1].start for s in sums)
    quantity = Quantity(float(one.start), one.which, Role.COUNT, "")
    return Found(one.start, one.end, quantity, each=one.each, total=one.shared and not each)


def _shared(text: str, drafts: Sequence[Draft], found: Sequence[Found]) -> list[list[int]]:
    given = share_out(text, drafts, found).given
    return [[int(g.quantity.value) for g in mine] for mine in given]


def _sums(text: str) -> Iterator[_Sum]:
    last: _Sum | None = None
    for match in _MONEY.finditer(text):
        listed = last and _AND.fullmatch(text, last.end, match.start())
        end = last.start if last and listed else match.start()
        before = text[max(0, end - _REACH) : end]
        one = _sum(match, re.split(r"[,;。]", before)[-1])
        if one and not CITYWIDE.search(before):
            last = one
            yield one


def _sum(match: re.Match[str], before: str) -> _Sum | None:
    """Return a sum that the words before it (or 投资 behind it) call an investment."""
    told = _LEAD.search(before) or _INVESTED.match(match.string, match.end())
    yearly = bool(_IN_A_YEAR.search(before))
    spent = _SPENT.search(before) and not yearly
    money = _money(match, match["scale"] or "")
    if not told or spent or _NO_INVESTMENT.search(before) or money is None:
        return None
    part = _PART.search(before)
    return _Sum(
        start=match.start(),
        end=match.end(),
        which=_YEARLY if yearly else _TOTAL,
        money=money,
        part=part[0] if part else "",
        shared=bool(_ALL_OF_THEM.search(before)),
        each=bool(_EACH.search(before)),
    )


def _money(match: re.Match[str], scale: str) -> Money | None:
    try:
        value = number(match["number"]) * _SCALES[scale]
        low = number(match["low"]) * _SCALES[match["lowscale"] or scale] if match["low"] else None
    except ValueError:
        return None
    words = (match["before"], match["more"] or match["over"], match["after"])
    return Money(
        value=float(value),
        as_written=match[0].strip(),
        qualifier="".join(w for w in words if w) or None,
        low=None if low is None else float(low),
        high=None if low is None else float(value),
    )


def money_in_cell(cell: str, unit: str) -> Money | None:
    """Return a table cell's sum; its unit is its own, else the header's (`unit`), else unknown."""
    match = _CELL.fullmatch(cell.strip()) if cell else None
    if match is None:
        return None
    if match["yuan"] or match["scale"]:
        return _money(match, match["scale"] or "")
    return _money(match, unit.removesuffix("元")) if unit else None
