"""What a draft takes from those around it: its whole (其中, 包括, A、B等C), and its kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.naming import HEADS, kind_of
from projects.kinds import KINDS
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.clauses import Span
    from projects.extraction.parts import Clause, Draft
    from projects.extraction.told import Given

__all__ = [
    "PLANTS",
    "UNTOLD",
    "Whole",
    "counting",
    "labelled",
    "like_its_whole",
    "phases_like_their_list",
    "wholes",
    "with_works",
]

# 新建变电站3座,分别为A站、B站: what is counted tells the kind of what is then named.
_COUNTED = re.compile(r"\d[座个项条],(?:分别|包括|即)")
_COUNTED_REACH = 3  # of it stands behind its clause
_OF_WHICH = "其中"
# What a clause that begins so names is part of what the clause before it names last.
_INCLUDES = re.compile(r",(?:主要|具体)?(?:包括|包含|涵盖)")
# A part called by one of these is of its whole's kind: 新能源项目 of a 光伏基地.
_GENERAL = frozenset({"other", "renewable_base"})

# A等3个项目,其中B: A is one of them, and contains none but what bears its name.
_AMONG = re.compile(r"等[^,。;、]{0,8}(?:项目|工程)")
_PHASE = re.compile(r"[首一二三四五六]期")
_MIN_NAME = 2

_REACH = 16
_LISTED = frozenset({"、", "和", "与", "及", "以及"})
# What is done to what stands, at the end of a name; a phase or a number is its own plant's.
_WORKS_AT_END = re.compile(
    r"(?:改造|扩建|扩容|扩能|增容|增效|升级|提标|技改|除险加固|整治|修复|恢复|治理|改建)+(?:工程|项目)?$"
)
_WORKED = re.compile(f"{_WORKS_AT_END.pattern}|[二三四五六]期|新建|迁建|项目|工程")
_ITS_OWN = re.compile(r"期|\d号|机组|新建|迁建")
_RAISED = re.compile(r"[新续在筹拟迁]建|建[设成]|投产|开工|落地|引进|谋划|规划")
_PHASE_ALONE = re.compile(r"[首一二三四五六]期$")
UNTOLD = frozenset({"other", "factory", "hydropower"})
# What is made there says so itself: 储能、电池等增长点:云岭磷酸铁锂项目.
_BY_WORD = frozenset({Rule.KIND_HEAD, Rule.KIND_CUE})

# Plants called by what drives them; what lies in a region or yields no power is none.
PLANTS = frozenset(
    key for key, row in KINDS.items() if row.measure == "power" and key not in _GENERAL
)

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
    # 大圩镇一期 of a wind farm: 期 alone tells of no works.
    open_ = draft.kind in _GENERAL or any(note[0] is Rule.KIND_OPEN for note in draft.notes)
    if not open_ or not told:
        return draft
    return draft._replace(kind=whole.kind, notes=(*draft.notes, (Rule.KIND_WHOLE, whole.name)))


def phases_like_their_list(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Give a phase that no head word tells the kind of the county's plant listed behind it.

    南召天池二期、淅川云塘抽水蓄能电站; without a county it may be a phase of any plant.
    """
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        one, following = out[i], out[i + 1]
        listed = clause.text[one.own[1] : following.own[0]] == "、"
        if listed and one.kind in UNTOLD and _PHASE_ALONE.search(one.name):
            plant = following.kind in PLANTS
            alike = _led(clause, one) and _led(clause, following)
            out[i] = labelled(one, following.name) if plant and alike else one
    return out


def with_works(text: str, drafts: list[Draft]) -> list[Draft]:
    """Let a list of plants of one kind share the works it ends in: A电厂、B电厂超低排放改造."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        one, following = out[i], out[i + 1]
        told = _WORKS_AT_END.search(following.name)
        works = following.works or (told[0] if told else "")
        if not works or one.kind != following.kind or _RAISED.search(one.verb):
            continue
        listed = text[one.own[1] : following.own[0]] in _LISTED
        if listed and not (_WORKED.search(one.name) or _ITS_OWN.search(following.name)):
            out[i] = one._replace(works=works)
    return out


def _led(clause: Clause, draft: Draft) -> bool:
    """Whether a name begins with a place, or a phase is told of one that does."""
    start = min(draft.start, *(s for s, _ in draft.places)) if draft.places else draft.start
    return any(t.start == start for t in clause.places(start, start + _REACH))


def counting(text: str, before: Span | None) -> Span | None:
    """Return the clause before another if it counts what that one names, else None."""
    if before and _COUNTED.search(text, before.start, before.end + _COUNTED_REACH):
        return before
    return None


def labelled(draft: Draft, label: str) -> Draft:
    """Let a label tell the kind of a name that does not: 抽水蓄能:天池电站."""
    made = draft.kind == "factory" and any(note[0] in _BY_WORD for note in draft.notes)
    kind = kind_of(label) if draft.kind in UNTOLD and label and not made else draft.kind
    if kind in UNTOLD or kind == draft.kind:
        return draft
    return draft._replace(kind=kind, notes=(*draft.notes, (Rule.KIND_LABEL, label)))
