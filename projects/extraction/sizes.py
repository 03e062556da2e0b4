"""Which quantity measures which project of a passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.parts import Draft
    from projects.models import Quantity
    from projects.quantities import Found

__all__ = ["share_out"]

_PRONOUN = re.compile(r"[前后]者(?=[^,、;]*$)")
# 到2025年,风电装机60万千瓦 is the jurisdiction's target and no project's size.
_BY_YEAR = re.compile(r"[,;]\s*(?:力争)?到20\d\d年")
# After A、B等6个, a size is that of all six.
_AND_MORE = re.compile(r"等(?:\d+|[一二两三四五六七八九十]+)个|(?:项目|工程)\d+个")
_OF_WHICH = "其中"
_ALIKE = 4
_PAIR = 2
_IN_TURN = re.compile(r"分别|依次")


def share_out(
    text: str, drafts: Sequence[Draft], amounts: Sequence[Found]
) -> list[tuple[Quantity, ...]]:
    """Return each draft's quantities, one of a unit, in the order of the text.

    A quantity inside an item is the item's; one that follows belongs to the last project named,
    or to the whole list before it: in order (分别), to each (每个), or to none (合计: the sum of
    several is no member's size).
    """
    out: list[list[Quantity]] = [[] for _ in drafts]
    for found in amounts:
        for i in _owners(text, drafts, found, amounts):
            if not _counts_others(text, drafts, i, found) and all(
                q.unit != found.quantity.unit for q in out[i]
            ):
                out[i].append(found.quantity)
    return [tuple(quantities) for quantities in out]


def _counts_others(text: str, drafts: Sequence[Draft], i: int, found: Found) -> bool:
    """Whether a count is that of a whole list: 3个风电场, 等10个项目, 项目6个."""
    if found.quantity.unit != "count":
        return False
    members = sum(d.batch == drafts[i].batch and d.rule != "head word" for d in drafts)
    return members > 1 or bool(_AND_MORE.search(text, drafts[i].own[0], found.end))


def _owners(
    text: str, drafts: Sequence[Draft], found: Found, amounts: Sequence[Found]
) -> list[int]:
    in_turn = _in_turn(text, drafts, found, amounts)
    if in_turn is not None:
        return in_turn
    inside = [i for i, d in enumerate(drafts) if d.own[0] <= found.start and found.end <= d.own[1]]
    if inside:
        return _of_item(drafts, inside[-1], found)
    before = [i for i, d in enumerate(drafts) if d.end <= found.start]
    if not before:
        return []
    last = drafts[before[-1]]
    between = text[last.end : found.start]
    if any(p.search(between) for p in (CITYWIDE, _BY_YEAR)):
        return []
    if _AND_MORE.search(text, last.own[0], found.start):
        return []
    if _OF_WHICH in between:
        return _meant(drafts, before, between.rpartition(_OF_WHICH)[2])
    batch = [i for i in before if drafts[i].batch == drafts[before[-1]].batch]
    if len(batch) == 1:
        return _of_item(drafts, batch[0], found)
    return _of_list(text, drafts, batch, found)


def _of_item(drafts: Sequence[Draft], i: int, found: Found) -> list[int]:
    """Return whose size it is that stands in or behind one item: 各 is of all, 合计 of none."""
    batch = [j for j, d in enumerate(drafts) if d.batch == drafts[i].batch and j <= i]
    if len(batch) < _PAIR:
        # 各120万千瓦 of one work in several counties is the size of none of its parts alone.
        return [] if found.each and drafts[i].rule.startswith("counties") else [i]
    listed = drafts[i].end <= found.start
    if found.each and listed:
        return batch
    return [] if found.total and listed else [i]


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
) -> list[int]:
    end = drafts[batch[-1]].end
    between = text[end : found.start]
    pronoun = _PRONOUN.search(text, end, found.start)
    if pronoun:
        return batch[:1] if pronoun[0] == "前者" else batch[-1:]
    if found.each:
        return batch
    return [] if found.total or "共" in between or "合计" in between else batch[-1:]


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
