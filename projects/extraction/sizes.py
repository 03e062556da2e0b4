"""Which quantity measures which project of a passage."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE
from projects.extraction.told import Given, Told, firsts_first, phase_of
from projects.extraction.unread import in_unread_item
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Toponym
    from projects.extraction.parts import Draft
    from projects.quantities import Found

__all__ = ["Shares", "share_out"]

_PRONOUN = re.compile(r"[前后]者(?=[^,、;]*$)")
# 到2025年,风电装机60万千瓦 is the jurisdiction's target and no project's size.
_BY_YEAR = re.compile(r"[,;]\s*(?:力争)?到20\d\d年")
# After A、B等6个, a size is that of all six.
_AND_MORE = re.compile(r"等(?:\d+|[一二两三四五六七八九十]+)个|(?:项目|工程)\d+个")
_FAR = 2_000  # characters; no list that a figure measures is longer
_OF_WHICH = "其中"
_ALIKE = 4
_PHRASE_CUT = re.compile(r"[、,;]")
_SAID_OF = re.compile(r"(?:总?装机|规模|容量|面积|为|约|达)+$")
# 50万千瓦(B区30万千瓦): what stands in the bracket ends one name alone.
_IN_BRACKET = re.compile(r"\((?:其中)?([^,;。()]{2,12})$")
_BRACKET = 16
_SUMMED = re.compile("共|合计|总计")
_PAIR = 2
_IN_TURN = re.compile(r"分别|依次")
_EACH = re.compile(r"各自?(?![类级种项县市区乡镇])")
_CLAUSE = re.compile(r"[,;:](?!\d{3}(?!\d))")
# What a plant takes up, said before it is named: 利用水面1500亩,建设…电站.
_TAKES_UP = re.compile(r"(?:利用|占用|盘活|依托)[^,;]{0,12}$")
_TAKES_UP_REACH = 16
# Between the sizes of a list: 2160亩、3000亩; 10万千瓦/20万千瓦时、5万千瓦/10万千瓦时.
_NEXT_IN_LIST = re.compile(r"[、/和及与]?")
_SHARED = frozenset({Rule.DRAFT_SHARED, Rule.DRAFT_EACH})
_SEVERAL = frozenset({Rule.DRAFT_COUNTIES, Rule.DRAFT_VERB})


@dataclass(frozen=True, slots=True)
class Shares:
    """Each draft's quantities, and the figures that are no draft's, each with the rule."""

    given: tuple[tuple[Given, ...], ...]
    left: tuple[tuple[Found, Rule], ...]


# Whose a figure is (numbers of drafts), and by which rule.
_Owners = tuple[Rule, list[int]]


def share_out(
    text: str, drafts: Sequence[Draft], amounts: Sequence[Found], places: Sequence[Toponym] = ()
) -> Shares:
    """Return each draft's quantities, one of a unit, in the order of the text.

    A quantity inside an item is the item's; one that follows belongs to the last project named,
    or to the whole list before it: in order (分别), to each (每个), or to none (合计: the sum of
    several is no member's size). What a thing had before, and what it is fitted out with, counts
    only where nothing else is told.
    """
    passage = _Passage(text, drafts, amounts, places)
    told = [Told(text, draft.kind, phase_of(draft.name)) for draft in drafts]
    left: list[tuple[Found, Rule]] = []
    for second, at in firsts_first(text, amounts):
        found = amounts[at]
        rule, owners = passage.owners(at)
        own = [i for i in owners if not passage.counts_others(i, found)]
        taken = [told[i].take(found, rule, second=second) for i in own]
        if not own:
            left.append((found, Rule.SIZE_NOT_COUNT if owners else rule))
        elif not any(taken):
            left.append((found, Rule.SIZE_NOT_OTHER))
    left.sort(key=lambda pair: pair[0].start)
    return Shares(tuple(t.given() for t in told), tuple(left))


def _holds(span: tuple[int, int], found: Found) -> bool:
    return span[0] <= found.start and found.end <= span[1]


class _Passage:
    """A passage's text with the drafts, quantities and places it holds."""

    def __init__(
        self,
        text: str,
        drafts: Sequence[Draft],
        amounts: Sequence[Found],
        places: Sequence[Toponym],
    ) -> None:
        self._text, self._drafts, self._amounts = text, drafts, amounts
        self._places = places
        self._starts = [a.start for a in amounts]
        # A list's items are not always in the order of the text: bounds of what stands before and
        # behind each.
        starts = [min(d.start, d.own[0]) for d in drafts]
        self._latest = list(accumulate(starts, max))
        self._earliest = list(accumulate(reversed(starts), min))[::-1]

    def _near(self, start: int, end: int) -> range:
        """Return the numbers of the drafts that begin between two offsets or not far before.

        A passage may hold thousands; a figure measures what stands near it.
        """
        first = bisect_left(self._latest, start - _FAR)
        return range(first, bisect_right(self._earliest, end))

    def counts_others(self, i: int, found: Found) -> bool:
        """Whether a count is that of a whole list: 3个风电场, 等10个项目, 项目6个."""
        if found.quantity.unit != "count" or found.each:
            return False
        draft = self._drafts[i]
        near = (self._drafts[j] for j in self._near(draft.start, draft.start + _FAR))
        members = [d for d in near if d.batch == draft.batch]
        shared = any(d.rule is not Rule.DRAFT_HEAD for d in members)
        return (shared and len(members) > 1) or bool(
            _AND_MORE.search(self._text, draft.own[0], found.end)
        )

    def owners(self, at: int) -> _Owners:
        """Return whose size a quantity is, by its number."""
        drafts, found = self._drafts, self._amounts[at]
        near = self._near(found.start, found.end)
        inside = [i for i in near if _holds(drafts[i].own, found)]
        before = [i for i in near if drafts[i].end <= found.start]
        batch = [i for i in before if drafts[i].batch == drafts[before[-1]].batch]
        in_turn = self._in_turn(batch, inside, at)
        if in_turn is not None:
            return Rule.SIZE_TURN, in_turn
        if inside:
            return self._of_item(inside[-1], found, Rule.SIZE_INSIDE)
        if not before:
            return self._taken_up(found)
        others = self._of_others(drafts[before[-1]], found)
        return (others, []) if others else self._behind(before, batch, at)

    def _behind(self, before: list[int], batch: list[int], at: int) -> _Owners:
        """Return whose size a quantity behind some projects is, `batch` being the last list."""
        drafts, found = self._drafts, self._amounts[at]
        between = self._text[drafts[before[-1]].end : found.start]
        if _OF_WHICH in between:
            return Rule.SIZE_OF_WHICH, self._meant(before, between.rpartition(_OF_WHICH)[2])
        if (named := self._named_beside(before, found)) is not None:
            return Rule.SIZE_OF_WHICH, [named]
        if len(batch) == 1:
            if self._sums_up(before, at):
                return Rule.SIZE_NOT_TOTAL, []
            return self._of_item(batch[0], found, Rule.SIZE_AFTER)
        return self._of_list(batch, found)

    def _named_beside(self, before: list[int], found: Found) -> int | None:
        """Return the one project whose figure a bracket gives: 共50万千瓦(其中B区30万千瓦)."""
        told = _IN_BRACKET.search(self._text, max(0, found.figure - _BRACKET), found.figure)
        short = _SAID_OF.sub("", told[1]) if told else ""
        named = [i for i in before if self._drafts[i].name.endswith(short)] if short else []
        return named[0] if len(named) == 1 and len(before) > 1 else None

    def _sums_up(self, before: list[int], at: int) -> bool:
        """Whether a figure is the sum of works of one kind, each in a clause of its own.

        甲县A风电项目,乙县B风电项目,装机容量共计75万千瓦.
        """
        found = self._amounts[at]
        last, others = self._drafts[before[-1]], [self._drafts[i] for i in before[:-1]]
        summed = found.total and _SUMMED.search(self._text, last.end, found.figure)
        if not summed or not others or others[-1].kind != last.kind:
            return False
        since = bisect_left(self._starts, others[-1].start)
        told = {a.quantity.unit for a in self._amounts[since:at]}
        return found.quantity.unit not in told

    def _of_others(self, last: Draft, found: Found) -> Rule | None:
        """Return the rule by which a quantity behind a project is another's or the city's."""
        text = self._text
        if _BY_YEAR.search(text, last.end, found.start):
            return Rule.SIZE_NOT_CITY
        if _AND_MORE.search(text, last.own[0], found.start):
            return Rule.SIZE_NOT_TOTAL
        clause = [m.end() for m in _CLAUSE.finditer(text, last.end, found.figure)]
        told = CITYWIDE.search(text, clause[-1] if clause else last.end, found.figure)
        yearly = told and told[0] == "每年" and found.quantity.unit.endswith("/a")
        if told and not yearly:
            return Rule.SIZE_NOT_CITY
        unread = in_unread_item(text, last.end, found, self._places)
        return Rule.SIZE_NOT_READ if unread else None

    def _taken_up(self, found: Found) -> _Owners:
        """Return the one project whose ground was told in the clause before its name."""
        nobody: _Owners = Rule.SIZE_NOT_KNOWN, []
        if found.quantity.unit != "ha" or not self._drafts:
            return nobody
        reach = max(0, found.figure - _TAKES_UP_REACH)
        if not _TAKES_UP.search(self._text[reach : found.figure]):
            return nobody
        first = self._drafts[0]
        clauses = _CLAUSE.findall(self._text, found.end, first.start)
        alone = all(d.batch != first.batch for d in self._drafts[1:])
        return (Rule.SIZE_TAKEN_UP, [0]) if len(clauses) == 1 and alone else nobody

    def _of_item(self, i: int, found: Found, rule: Rule) -> _Owners:
        """Return whose size it is that stands in or behind one item: 各 is of all, 合计 of none."""
        drafts = self._drafts
        near = range(self._near(drafts[i].start, drafts[i].start).start, i + 1)
        batch = [j for j in near if drafts[j].batch == drafts[i].batch]
        if len(batch) < _PAIR:
            # 各120万千瓦 of one work in several counties is the size of none of its parts alone.
            several = drafts[i].rule in _SEVERAL
            return (Rule.SIZE_NOT_TOTAL, []) if found.each and several else (rule, [i])
        if found.quantity.unit == "kV":
            return rule, self._of_voltage(batch, i)
        if drafts[i].rule is Rule.DRAFT_EACH:
            return self._of_each(batch, i, found)
        listed = drafts[i].end <= found.start
        alike = drafts[batch[0]].rule in _SHARED or drafts[i].rule is Rule.DRAFT_PHASE
        if found.each and (listed or alike):
            return Rule.SIZE_EACH, batch
        total = found.total and listed and not self._in_own_bracket(batch, i, found)
        return (Rule.SIZE_NOT_TOTAL, []) if total else (rule, [i])

    def _in_own_bracket(self, batch: list[int], i: int, found: Found) -> bool:
        """Whether a bracket behind a name holds a figure, as that of the name beside it does."""
        own = self._drafts[i]
        if own.rule is not Rule.DRAFT_HEAD or self._text[own.end : own.end + 1] != "(":
            return False
        if self._text.find(")", own.end) < found.end:
            return False
        beside = self._drafts[batch[-2] if batch[-1] == i else batch[-1]].own
        first, last = (bisect_left(self._starts, at) for at in beside)
        return any(a.quantity.unit == found.quantity.unit for a in self._amounts[first:last])

    def _of_each(self, batch: list[int], i: int, found: Found) -> _Owners:
        """Return whose size it is that several places have one each of: nobody's if untold."""
        own = self._drafts[i].own
        if found.each or _EACH.search(self._text, own[0], found.figure):
            return Rule.SIZE_EACH, batch
        told = list(_IN_TURN.finditer(self._text, own[0], found.figure))
        since = told[-1].end() if told else own[1]
        first, last = (bisect_left(self._starts, at) for at in (since, own[1]))
        unit = found.quantity.unit
        alike = [a.start for a in self._amounts[first:last] if a.quantity.unit == unit]
        if len(alike) != len(batch):
            return Rule.SIZE_NOT_TOTAL, []
        rank = bisect_left(alike, found.start)
        return Rule.SIZE_TURN, batch[rank : rank + 1]

    def _of_voltage(self, batch: list[int], i: int) -> list[int]:
        """Return whose voltage stands before a head that several share: 甲、乙两座220千伏变电站."""
        volts = [a for a in self._amounts if a.quantity.unit == "kV"]
        bare = [
            j
            for j in batch
            if self._drafts[j].rule in _SHARED
            and (
                self._drafts[j].own == self._drafts[i].own
                or not any(_holds(self._drafts[j].own, a) for a in volts)
            )
        ]
        return [*(j for j in bare if j != i), i]

    def _in_turn(self, batch: list[int], inside: list[int], at: int) -> list[int] | None:
        """Return whose size it is in 分别为A、B or 依次为A、B; None where nothing is given in turn.

        As many sizes in a row as there are projects before them are given in turn without a word.
        """
        if len(batch) < _PAIR or (inside and inside[-1] not in batch):
            return None
        found = self._amounts[at]
        end = self._drafts[batch[-1]].end
        told = list(_IN_TURN.finditer(self._text, max(end, found.end - _FAR), found.end))
        # Their sum may be told before: 共260万千瓦,分别为140万千瓦和120万千瓦.
        since = told[-1].end() if told else end
        row = self._amounts_since(since, at) if told else self._row(at, 2 * len(batch))
        unit = found.quantity.unit
        alike = [a for a in row if a.quantity.unit == unit and a.figure >= since]
        if not told and len(alike) != len(batch):
            return None
        rank = sum(a.start < found.start for a in alike)
        return batch[rank : rank + 1]

    def _amounts_since(self, since: int, at: int) -> Sequence[Found]:
        """Return the quantities from an offset up to the one of number `at`."""
        low = at
        while low and self._amounts[low - 1].figure >= since:
            low -= 1
        return self._amounts[low:at]

    def _row(self, at: int, most: int) -> Sequence[Found]:
        """Return the quantities in one row with another, signs of a list between, `most` a side."""
        low = high = at
        while low and at - low < most and self._beside(low - 1):
            low -= 1
        while high + 1 < len(self._amounts) and high - at < most and self._beside(high):
            high += 1
        return self._amounts[low : high + 1]

    def _beside(self, i: int) -> bool:
        one, following = self._amounts[i], self._amounts[i + 1]
        return bool(_NEXT_IN_LIST.fullmatch(self._text, one.end, following.start))

    def _of_list(self, batch: list[int], found: Found) -> _Owners:
        end = self._drafts[batch[-1]].end
        between = self._text[end : found.start]
        pronoun = _PRONOUN.search(self._text, end, found.start)
        if pronoun:
            return Rule.SIZE_PRONOUN, batch[:1] if pronoun[0] == "前者" else batch[-1:]
        if found.each:
            return Rule.SIZE_EACH, batch
        # Whose the size behind a list that shares one head is, the text does not say.
        unclear = any(self._drafts[i].rule in _SHARED for i in batch)
        if unclear or found.total or "共" in between or "合计" in between:
            return Rule.SIZE_NOT_TOTAL, []
        return Rule.SIZE_LAST, batch[-1:]

    def _meant(self, before: list[int], phrase: str) -> list[int]:
        """Return the project a phrase after 其中 takes up again: 其中锂电池综合利用年处理2万吨.

        What stands right before the size may be short if one name alone holds it: 其中云岭5万千瓦.
        """
        short = _SAID_OF.sub("", _PHRASE_CUT.split(phrase)[-1])
        named = [i for i in before if short in self._drafts[i].name]
        if len(short) >= _PAIR and len(named) == 1:
            return named
        return [i for i in before if _common(self._drafts[i].name, phrase) >= _ALIKE][-1:]


def _common(a: str, b: str) -> int:
    """Return the length of the longest run of characters two short texts share."""
    best = 0
    for i in range(len(b)):
        while i + best < len(b) and b[i : i + best + 1] in a:
            best += 1
    return best
