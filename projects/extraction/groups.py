"""What a draft takes from those around it: its whole (其中, 包括, A、B等C), and its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.naming import HEADS, kind_of
from projects.kinds import KINDS
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.parts import Draft
    from projects.extraction.told import Given

__all__ = ["Whole", "labelled", "like_its_whole", "wholes"]

_OF_WHICH = "其中"
# What a clause that begins so names is part of what the clause before it names last.
_INCLUDES = re.compile(r",(?:主要|具体)?(?:包括|包含|涵盖)")
# A part called by one of these is of its whole's kind: 新能源项目 of a 光伏基地.
_GENERAL = frozenset({"other", "renewable_base"})

# A等3个项目,其中B: A is one of them, and contains none but what bears its name.
_AMONG = re.compile(r"等[^,。;、]{0,8}(?:项目|工程)")
_PHASE = re.compile(r"[首一二三四五六]期")
_MIN_NAME = 2

_UNTOLD = frozenset({"other", "factory", "hydropower"})

# The number of the draft that contains another, and by which rule.
Whole = tuple[int, Rule]


def wholes(
    text: str, drafts: Sequence[Draft], sizes: Sequence[Sequence[Given]]
) -> list[Whole | None]:
    """Return which draft contains each: the one before 其中, or the group of A、B等C.

    Nothing contains what its size exceeds.
    """
    groups: list[int | None] = [None] * len(drafts)
    for i in range(len(drafts) - 2, -1, -1):
        one, following = drafts[i], drafts[i + 1]
        if following.batch == one.batch and one.own[1] <= following.start:
            ends = text[one.own[1] : following.start] == "等"
            groups[i] = i + 1 if ends else groups[i + 1]
    found = [_before_its_parts(text, drafts, i, group) for i, group in enumerate(groups)]
    return [
        None if whole and _exceeds(sizes[i], sizes[whole[0]]) else whole
        for i, whole in enumerate(found)
    ]


def _exceeds(part: Sequence[Given], whole: Sequence[Given]) -> bool:
    most = {g.quantity.unit: g.quantity.value for g in whole}
    return any(g.quantity.value > most.get(g.quantity.unit, g.quantity.value) for g in part)


def _before_its_parts(
    text: str, drafts: Sequence[Draft], i: int, group: int | None
) -> Whole | None:
    of_which = text.rfind(_OF_WHICH, 0, drafts[i].start)
    before = [j for j in range(i) if drafts[j].end <= of_which] if of_which >= 0 else []
    if before:
        among = _AMONG.search(text, drafts[before[-1]].start, of_which)
        if among and not _bears_name(drafts[i], drafts[before[-1]]):
            return None
        return before[-1], Rule.PART_OF_WHICH
    included = _included_in(text, drafts, i)
    if included:
        return included[-1], Rule.PART_INCLUDED
    return None if group is None else (group, Rule.PART_GROUP)


def _bears_name(part: Draft, whole: Draft) -> bool:
    """Whether a part is called by its whole's name: 云岭风电场一期 of 云岭风电场."""
    one, other = (_PHASE.sub("", HEADS.sub("", draft.name)) for draft in (part, whole))
    return min(len(one), len(other)) >= _MIN_NAME and (other in one or other.endswith(one))


def _included_in(text: str, drafts: Sequence[Draft], i: int) -> list[int]:
    """Return the draft whose very next clause begins with 包括 and holds draft `i`."""
    comma = drafts[i].batch - 1
    if comma < 0 or not _INCLUDES.match(text, comma):
        return []
    before = [j for j in range(i) if drafts[j].batch != drafts[i].batch]
    return before[-1:] if before and drafts[before[-1]].own[1] == comma else []


def like_its_whole(draft: Draft, whole: Draft) -> Draft:
    """Give a part that does not tell its kind the kind of the plant it is part of."""
    told = KINDS[whole.kind].sector == "power" and whole.kind not in _GENERAL
    if draft.kind not in _GENERAL or not told:
        return draft
    return draft._replace(kind=whole.kind, notes=(*draft.notes, (Rule.KIND_WHOLE, whole.name)))


def labelled(draft: Draft, label: str) -> Draft:
    """Let a label tell the kind of a name that does not: 抽水蓄能:天池电站."""
    kind = kind_of(label) if draft.kind in _UNTOLD and label else draft.kind
    if kind in _UNTOLD or kind == draft.kind:
        return draft
    return draft._replace(kind=kind, notes=(*draft.notes, (Rule.KIND_LABEL, label)))
