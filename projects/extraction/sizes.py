"""Which quantity measures which project of a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE
from projects.extraction.measures import is_of_another, is_second, part_label
from projects.kinds import KINDS
from projects.quantities import find_quantities
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.extraction.parts import Draft
    from projects.models import Quantity
    from projects.quantities import Found

__all__ = ["bare_sizes", "of_cells", "share_out", "told_alone"]

_PRONOUN = re.compile(r"[前后]者(?=[^,、;]*$)")
# 到2025年,风电装机60万千瓦 is the jurisdiction's target and no project's size.
_BY_YEAR = re.compile(r"[,;]\s*(?:力争)?到20\d\d年")
# After A、B等6个, a size is that of all six.
_AND_MORE = re.compile(r"等(?:\d+|[一二两三四五六七八九十]+)个|(?:项目|工程)\d+个")
_OF_WHICH = "其中"
_ALIKE = 4
_PAIR = 2
_IN_TURN = re.compile(r"分别|依次")
_CLAUSE = re.compile(r"[,;:](?!\d{3}(?!\d))")
# What a plant takes up, said before it is named: 利用水面1500亩,建设…电站.
_TAKES_UP = re.compile(r"(?:利用|占用|盘活|依托)[^,;]{0,12}$")
# Between the sizes of a list: 2160亩、3000亩; 10万千瓦/20万千瓦时、5万千瓦/10万千瓦时.
_NEXT_IN_LIST = re.compile(r"[、/和及与]?")
# A cell that holds a number alone; its header tells the unit.
_BARE = re.compile(
    r"(?:约|各|近|≥|>|不低于)?\d[\d,.]{0,12}(?:[×xX*]\d[\d.]{0,8})?(?:[-~—至]{1,2}\d[\d.]{0,8})?(?:左右|以上)?"
)
_STROKE, _LISTED = re.compile("[/／]"), re.compile("[、;；]")
_SHARED = frozenset({"shared head", "one in each county"})
_ELECTRIC = frozenset({"MW", "MWh"})
_BURNING = frozenset({"waste_to_energy", "biomass_power"})


def share_out(
    text: str, drafts: Sequence[Draft], amounts: Sequence[Found]
) -> list[tuple[Quantity, ...]]:
    """Return each draft's quantities, one of a unit, in the order of the text.

    A quantity inside an item is the item's; one that follows belongs to the last project named,
    or to the whole list before it: in order (分别), to each (每个), or to none (合计: the sum of
    several is no member's size). What a thing had before, and what it is fitted out with, counts
    only where nothing else is told.
    """
    if not (drafts and amounts):
        return [() for _ in drafts]
    passage = _Passage(text, drafts, amounts)
    given: list[list[Found]] = [[] for _ in drafts]
    seconds = [is_second(text, found) for found in amounts]
    for turn in (False, True):
        for found, second in zip(amounts, seconds, strict=True):
            if second is turn:
                for i in passage.owners(found):
                    _give(given[i], text, found, kind=drafts[i].kind, second=second)
    return [_in_order(found) for found in given]


def told_alone(text: str, amounts: Sequence[Found], kind: str) -> tuple[Quantity, ...]:
    """Return what a text that speaks of one project alone says of its size, one of a unit."""
    given: list[Found] = []
    for turn in (False, True):
        for found in amounts:
            if is_second(text, found) is turn:
                _give(given, text, found, kind=kind, second=turn)
    return _in_order(given)


def bare_sizes(written: str, units: Sequence[str]) -> list[Found]:
    """Return the numbers of a table's cell in the units its header gives them.

    10/20 under 万千瓦/万千瓦时 is one number each; 10、15 are those of several projects.
    """
    out: list[Found] = []
    parts = list(_between(_STROKE, written)) if len(units) > 1 else [(0, len(written))]
    for (start, end), unit in zip(parts, units, strict=False):
        for first, last in _between(_LISTED, written[start:end]):
            piece = fold(written[start + first : start + last]).plain.replace(" ", "")
            if not _BARE.fullmatch(piece):
                continue
            read = find_quantities(piece + unit)
            if len(read) == 1:
                quantity = replace(
                    read[0].quantity, as_written=written[start + first : start + last].strip()
                )
                out.append(
                    replace(read[0], start=start + first, end=start + last, quantity=quantity)
                )
    return out


def _between(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what `pattern` parts."""
    at = 0
    for match in pattern.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def of_cells(
    cells: Sequence[tuple[str, Sequence[Found]]], kinds: Sequence[str]
) -> list[tuple[Quantity, ...]]:
    """Return what a table's row says of each project its name cell holds.

    `cells` are the texts that tell sizes with the quantities in them. Several projects have
    theirs in order (10、15), or each the same (各10); any other number is their sum's.
    """
    if len(kinds) == 1:
        out: list[Quantity] = []
        for text, amounts in cells:
            told = told_alone(text, amounts, kinds[0])
            units = {q.unit for q in out}
            out += [q for q in told if q.unit not in units]
        return [tuple(out)]
    return [_nth(cells, i, len(kinds), kind) for i, kind in enumerate(kinds)]


def _nth(
    cells: Sequence[tuple[str, Sequence[Found]]], i: int, count: int, kind: str
) -> tuple[Quantity, ...]:
    given: list[Found] = []
    for text, amounts in cells:
        for unit in dict.fromkeys(a.quantity.unit for a in amounts):
            alike = [a for a in amounts if a.quantity.unit == unit]
            if len(alike) == count:
                _give(given, text, alike[i], kind=kind, second=False)
            elif alike[0].each:
                _give(given, text, alike[0], kind=kind, second=False)
    return tuple(f.quantity for f in given)


def _in_order(given: list[Found]) -> tuple[Quantity, ...]:
    return tuple(f.quantity for f in sorted(given, key=lambda f: f.start))


def _give(given: list[Found], text: str, found: Found, *, kind: str, second: bool) -> None:
    """Add a quantity unless it measures something else or its unit is told already.

    The parts of one plant (风电20万千瓦、光伏10万千瓦; 一期5万吨、二期5万吨) stand side by side
    until their sum is told.
    """
    if is_of_another(text, found, kind) or _burnt(found, kind):
        return
    units = _ELECTRIC if second and found.quantity.unit in _ELECTRIC else {found.quantity.unit}
    alike = [g for g in given if g.quantity.unit in units]
    if not alike:
        given.append(found)
        return
    if second or found.quantity.unit == "kV":
        return
    labels = [part_label(text, g) for g in alike]
    if not all(labels):
        return
    if found.total:
        given[:] = [g for g in given if g not in alike]
        given.append(found)
    elif (label := part_label(text, found)) and label not in labels:
        given.append(found)


def _burnt(found: Found, kind: str) -> bool:
    """Whether tonnes are what a power station takes or leaves, not its size."""
    makes_power = KINDS[kind].measure == "power" and kind not in _BURNING
    return makes_power and found.quantity.unit == "t/a"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage's text with the drafts and quantities it holds."""

    text: str
    drafts: Sequence[Draft]
    amounts: Sequence[Found]

    def owners(self, found: Found) -> list[int]:
        """Return whose size a quantity is."""
        return [i for i in self._owners(found) if not self._counts_others(i, found)]

    def _counts_others(self, i: int, found: Found) -> bool:
        """Whether a count is that of a whole list: 3个风电场, 等10个项目, 项目6个."""
        if found.quantity.unit != "count":
            return False
        drafts = self.drafts
        members = sum(d.batch == drafts[i].batch and d.rule != "head word" for d in drafts)
        return members > 1 or bool(_AND_MORE.search(self.text, drafts[i].own[0], found.end))

    def _owners(self, found: Found) -> list[int]:
        drafts = self.drafts
        inside = [
            i for i, d in enumerate(drafts) if d.own[0] <= found.start and found.end <= d.own[1]
        ]
        before = [i for i, d in enumerate(drafts) if d.end <= found.start]
        batch = [i for i in before if drafts[i].batch == drafts[before[-1]].batch]
        in_turn = self._in_turn(batch, inside, found)
        if in_turn is not None:
            return in_turn
        if inside:
            return self._of_item(inside[-1], found)
        if not before:
            return self._taken_up(found)
        if self._speaks_of_all(drafts[before[-1]], found):
            return []
        between = self.text[drafts[before[-1]].end : found.start]
        if _OF_WHICH in between:
            return self._meant(before, between.rpartition(_OF_WHICH)[2])
        if len(batch) == 1:
            return self._of_item(batch[0], found)
        return self._of_list(batch, found)

    def _speaks_of_all(self, last: Draft, found: Found) -> bool:
        """Whether a quantity behind a project is the whole jurisdiction's, or that of more."""
        text = self.text
        if _BY_YEAR.search(text, last.end, found.start):
            return True
        if _AND_MORE.search(text, last.own[0], found.start):
            return True
        clause = [m.end() for m in _CLAUSE.finditer(text, last.end, found.figure)]
        told = CITYWIDE.search(text, clause[-1] if clause else last.end, found.figure)
        yearly = told and told[0] == "每年" and found.quantity.unit.endswith("/a")
        return bool(told and not yearly)

    def _taken_up(self, found: Found) -> list[int]:
        """Return the one project whose ground was told in the clause before its name."""
        first = self.drafts[0]
        if found.quantity.unit != "ha" or not _TAKES_UP.search(self.text[: found.figure]):
            return []
        clauses = _CLAUSE.findall(self.text, found.end, first.start)
        alone = all(d.batch != first.batch for d in self.drafts[1:])
        return [0] if len(clauses) == 1 and alone else []

    def _of_item(self, i: int, found: Found) -> list[int]:
        """Return whose size it is that stands in or behind one item: 各 is of all, 合计 of none."""
        drafts = self.drafts
        batch = [j for j, d in enumerate(drafts) if d.batch == drafts[i].batch and j <= i]
        if len(batch) < _PAIR:
            # 各120万千瓦 of one work in several counties is the size of none of its parts alone.
            return [] if found.each and drafts[i].rule.startswith("counties") else [i]
        if found.quantity.unit == "kV":
            return self._of_voltage(batch, i)
        listed = drafts[i].end <= found.start
        if found.each and listed:
            return batch
        return [] if found.total and listed else [i]

    def _of_voltage(self, batch: list[int], i: int) -> list[int]:
        """Return whose voltage stands before a head that several share: 甲、乙两座220千伏变电站."""
        volts = [a for a in self.amounts if a.quantity.unit == "kV"]
        own = [self.drafts[j].own for j in batch]
        bare = [
            j
            for j, (start, end) in zip(batch, own, strict=True)
            if self.drafts[j].rule in _SHARED
            and not any(start <= a.start and a.end <= end for a in volts)
        ]
        return [*(j for j in bare if j != i), i]

    def _in_turn(self, batch: list[int], inside: list[int], found: Found) -> list[int] | None:
        """Return whose size it is in 分别为A、B or 依次为A、B; None where nothing is given in turn.

        As many sizes in a row as there are projects before them are given in turn without a word.
        """
        if len(batch) < _PAIR or (inside and inside[-1] not in batch):
            return None
        unit = found.quantity.unit
        end = self.drafts[batch[-1]].end
        told = _IN_TURN.search(self.text, end, found.end)
        row = self._row(found) if told is None else self.amounts
        alike = [a for a in row if a.quantity.unit == unit and a.start >= end]
        if told is None and len(alike) != len(batch):
            return None
        rank = sum(a.start < found.start for a in alike)
        return batch[rank : rank + 1]

    def _row(self, found: Found) -> Sequence[Found]:
        """Return the quantities that stand in one row with another, signs of a list between."""
        at = self.amounts.index(found)
        low = high = at
        while low and self._beside(low - 1):
            low -= 1
        while high + 1 < len(self.amounts) and self._beside(high):
            high += 1
        return self.amounts[low : high + 1]

    def _beside(self, i: int) -> bool:
        one, following = self.amounts[i], self.amounts[i + 1]
        return bool(_NEXT_IN_LIST.fullmatch(self.text, one.end, following.start))

    def _of_list(self, batch: list[int], found: Found) -> list[int]:
        end = self.drafts[batch[-1]].end
        between = self.text[end : found.start]
        pronoun = _PRONOUN.search(self.text, end, found.start)
        if pronoun:
            return batch[:1] if pronoun[0] == "前者" else batch[-1:]
        if found.each:
            return batch
        # Who owns the size behind a list that shares one head, the text does not say.
        unclear = any(self.drafts[i].rule in _SHARED for i in batch)
        summed = found.total or "共" in between or "合计" in between
        return [] if summed or unclear else batch[-1:]

    def _meant(self, before: list[int], phrase: str) -> list[int]:
        """Return the project a phrase after 其中 takes up again: 其中锂电池综合利用年处理2万吨."""
        return [i for i in before if _common(self.drafts[i].name, phrase) >= _ALIKE][-1:]


def _common(a: str, b: str) -> int:
    """Return the length of the longest run of characters two short texts share."""
    best = 0
    for i in range(len(b)):
        while i + best < len(b) and b[i : i + best + 1] in a:
            best += 1
    return best
