"""Which quantity measures which project of a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE
from projects.kinds import KINDS
from projects.models import Role
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.parts import Draft
    from projects.models import Quantity
    from projects.quantities import Found

__all__ = ["Given", "Shares", "fitting", "share_out"]

_PRONOUN = re.compile(r"[前后]者(?=[^,、;]*$)")
# 到2025年,风电装机60万千瓦 is the jurisdiction's target and no project's size.
_BY_YEAR = re.compile(r"[,;]\s*(?:力争)?到20\d\d年")
# After A、B等6个, a size is that of all six.
_AND_MORE = re.compile(r"等(?:\d+|[一二两三四五六七八九十]+)个|(?:项目|工程)\d+个")
_OF_WHICH = "其中"
_ALIKE = 4
_PAIR = 2
_IN_TURN = re.compile(r"分别|依次")
_ELECTRIC = frozenset({"MW", "MWh"})
_MAKERS = frozenset({"industry", "circular", "other"})


@dataclass(frozen=True, slots=True)
class Given:
    """A quantity and the rule that gave it to its project."""

    quantity: Quantity
    rule: Rule


@dataclass(frozen=True, slots=True)
class Shares:
    """Each draft's quantities, and the figures that are no draft's, each with the rule."""

    given: tuple[tuple[Given, ...], ...]
    left: tuple[tuple[Found, Rule], ...]


# Whose a figure is (numbers of drafts), and by which rule.
_Owners = tuple[Rule, list[int]]


def share_out(text: str, drafts: Sequence[Draft], amounts: Sequence[Found]) -> Shares:
    """Return each draft's quantities, one of a unit, in the order of the text.

    A quantity inside an item is the item's; one that follows belongs to the last project named,
    or to the whole list before it: in order (分别), to each (每个), or to none (合计: the sum of
    several is no member's size).
    """
    out: list[list[Given]] = [[] for _ in drafts]
    left: list[tuple[Found, Rule]] = []
    for found in amounts:
        rule, owners = _owners(text, drafts, found, amounts)
        own = [i for i in owners if not _counts_others(text, drafts, i, found)]
        for i in own:
            if all(g.quantity.unit != found.quantity.unit for g in out[i]):
                out[i].append(Given(found.quantity, rule))
        if not own:
            left.append((found, Rule.SIZE_NOT_COUNT if owners else rule))
    return Shares(tuple(map(tuple, out)), tuple(left))


def fitting(given: Sequence[Given], kind: str) -> tuple[Given, ...]:
    """Return one quantity of a unit, those that are no size of such a thing by SIZE_NOT_KIND.

    A power station's yearly output is no size of it, nor its voltage; a factory's output is.
    """
    sector = KINDS[kind].sector
    out: list[Given] = []
    for one in given:
        quantity = one.quantity
        unfit = (sector not in _MAKERS and quantity.role is Role.OUTPUT) or (
            sector == "power" and quantity.unit == "kV"
        )
        if unfit:
            out.append(replace(one, rule=Rule.SIZE_NOT_KIND))
        elif all(o.quantity.unit != quantity.unit or o.rule is Rule.SIZE_NOT_KIND for o in out):
            out.append(replace(one, quantity=_as_made(quantity, sector)))
    return tuple(out)


def _as_made(quantity: Quantity, sector: str) -> Quantity:
    """60 GWh of batteries a year are what a factory makes, not what it stores."""
    made = sector in _MAKERS - {"other"} and quantity.unit in _ELECTRIC
    return replace(quantity, role=Role.OUTPUT) if made else quantity


def _counts_others(text: str, drafts: Sequence[Draft], i: int, found: Found) -> bool:
    """Whether a count is that of a whole list: 3个风电场, 等10个项目, 项目6个."""
    if found.quantity.unit != "count":
        return False
    members = sum(d.batch == drafts[i].batch and d.rule is not Rule.DRAFT_HEAD for d in drafts)
    return members > 1 or bool(_AND_MORE.search(text, drafts[i].own[0], found.end))


def _owners(text: str, drafts: Sequence[Draft], found: Found, amounts: Sequence[Found]) -> _Owners:
    in_turn = _in_turn(text, drafts, found, amounts)
    if in_turn is not None:
        return Rule.SIZE_TURN, in_turn
    inside = [i for i, d in enumerate(drafts) if d.own[0] <= found.start and found.end <= d.own[1]]
    if inside:
        return _of_item(drafts, inside[-1], found, Rule.SIZE_INSIDE)
    before = [i for i, d in enumerate(drafts) if d.end <= found.start]
    if not before:
        return Rule.SIZE_NOT_KNOWN, []
    last = drafts[before[-1]]
    between = text[last.end : found.start]
    if any(p.search(between) for p in (CITYWIDE, _BY_YEAR)):
        return Rule.SIZE_NOT_CITY, []
    if _AND_MORE.search(text, last.own[0], found.start):
        return Rule.SIZE_NOT_TOTAL, []
    if _OF_WHICH in between:
        return Rule.SIZE_OF_WHICH, _meant(drafts, before, between.rpartition(_OF_WHICH)[2])
    batch = [i for i in before if drafts[i].batch == drafts[before[-1]].batch]
    if len(batch) == 1:
        return _of_item(drafts, batch[0], found, Rule.SIZE_AFTER)
    return _of_list(text, drafts, batch, found)


def _of_item(drafts: Sequence[Draft], i: int, found: Found, rule: Rule) -> _Owners:
    """Return whose size it is that stands in or behind one item: 各 is of all, 合计 of none."""
    batch = [j for j, d in enumerate(drafts) if d.batch == drafts[i].batch and j <= i]
    if len(batch) < _PAIR:
        # 各120万千瓦 of one work in several counties is the size of none of its parts alone.
        several = drafts[i].rule in (Rule.DRAFT_COUNTIES, Rule.DRAFT_VERB)
        return (Rule.SIZE_NOT_TOTAL, []) if found.each and several else (rule, [i])
    listed = drafts[i].end <= found.start
    if found.each and listed:
        return Rule.SIZE_EACH, batch
    return (Rule.SIZE_NOT_TOTAL, []) if found.total and listed else (rule, [i])


def _in_turn(
    text: str, drafts: Sequence[Draft], found: Found, amounts: Sequence[Found]
) -> list[int] | None:
    """Return whose size it is in 分别为A、B or 依次为A、B; None where nothing is given in turn."""
    before = [i for i, d in enumerate(drafts) if d.end <= found.start]
    batch = [i for i in before if drafts[i].batch == drafts[before[-1]].batch]
    if len(batch) < _PAIR:
        return None
    end = drafts[batch[-1]].end
    if not (
        _IN_TURN.search(text, end, found.start) or _IN_TURN.search(text, found.start, found.end)
    ):
        return None
    unit = found.quantity.unit
    rank = sum(a.quantity.unit == unit and end <= a.start < found.start for a in amounts)
    return batch[rank : rank + 1]


def _of_list(
    text: str,
    drafts: Sequence[Draft],
    batch: list[int],
    found: Found,
) -> _Owners:
    end = drafts[batch[-1]].end
    between = text[end : found.start]
    pronoun = _PRONOUN.search(text, end, found.start)
    if pronoun:
        return Rule.SIZE_PRONOUN, batch[:1] if pronoun[0] == "前者" else batch[-1:]
    if found.each:
        return Rule.SIZE_EACH, batch
    if found.total or "共" in between or "合计" in between:
        return Rule.SIZE_NOT_TOTAL, []
    return Rule.SIZE_LAST, batch[-1:]


def _meant(drafts: Sequence[Draft], before: list[int], phrase: str) -> list[int]:
    """Return the project a phrase after 其中 takes up again: 其中锂电池综合利用年处理2万吨."""
    return [i for i in before if _common(drafts[i].name, phrase) >= _ALIKE][-1:]


def _common(a: str, b: str) -> int:
    """Return the length of the longest run of characters two short texts share."""
    best = 0
    for i in range(len(b)):
        while i + best < len(b) and b[i : i + best + 1] in a:
            best += 1
    return best
