"""What is told of one project's size, and what of it is a size of such a thing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.measures import (
    is_burnt,
    is_of_another,
    is_of_another_phase,
    is_second,
    part_label,
)
from projects.kinds import KINDS
from projects.models import Role
from projects.quantities import find_quantities
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Quantity
    from projects.quantities import Found

__all__ = [
    "Given",
    "Told",
    "firsts_first",
    "fitting",
    "phase_of",
    "size_sentence",
    "told_alone",
    "voltages",
]

_PHASE = re.compile(r"[一二三四五六]期")
_SIZE_ALONE = re.compile(
    r"\s*该?(?:项目|工程|电站|电厂|线路|基地)?(?:规划|设计|计划|拟|新增|建设)*"
    r"(?:总?装机|总?规模|总?长|全长|占地|总?面积|日处理|年处理|年产|设计)"
)
_VOLT = re.compile("[伏vV]")  # in every voltage
_ELECTRIC = frozenset({"MW", "MWh"})
_MAKERS = frozenset({"industry", "circular", "other"})


class Given(NamedTuple):
    """A quantity and the rule that gave it to its project."""

    quantity: Quantity
    rule: Rule


def told_alone(text: str, amounts: Sequence[Found], kind: str, rule: Rule) -> tuple[Given, ...]:
    """Return what a text that speaks of one project alone says of its size, one of a unit."""
    told = Told(text, kind)
    for second, at in firsts_first(text, amounts):
        told.take(amounts[at], rule, second=second)
    return told.given()


def size_sentence(text: str, amounts: Sequence[Found], kind: str) -> tuple[Quantity, ...]:
    """Return the sizes of a sentence that tells nothing else: 装机10万千瓦。"""
    if not amounts or not _SIZE_ALONE.match(text):
        return ()
    return tuple(g.quantity for g in told_alone(text, amounts, kind, Rule.SIZE_SENTENCE))


def voltages(name: str, before: Sequence[Found]) -> list[Given]:
    """Return the voltages a name holds, and those among the quantities `before` it."""
    told = [*(find_quantities(name) if _VOLT.search(name) else ()), *before]
    return [Given(f.quantity, Rule.SIZE_VOLTAGE) for f in told if f.quantity.unit == "kV"]


def fitting(given: Sequence[Given], more: Sequence[Given], kind: str) -> tuple[Given, ...]:
    """Return quantities with those of `more` whose unit they lack.

    Those that are no size of such a thing go by SIZE_NOT_KIND: a power station's yearly output is
    none, nor its voltage; a factory's output is.
    """
    sector = KINDS[kind].sector
    # The voltage in a name is its own, another behind it that of what follows.
    volts = {g.quantity.value for g in more if g.rule is Rule.SIZE_VOLTAGE}
    given = [g for g in given if not volts or g.quantity.unit != "kV" or g.quantity.value in volts]
    units = {g.quantity.unit for g in given if not _unfit(g.quantity, kind)}
    out: list[Given] = []
    for i, one in enumerate([*given, *more]):
        unit = one.quantity.unit
        if _unfit(one.quantity, kind):
            out.append(one._replace(rule=Rule.SIZE_NOT_KIND))
        elif i < len(given) or unit not in units:
            units.add(unit)
            out.append(one._replace(quantity=_as_made(one.quantity, sector)))
    return tuple(out)


def _unfit(quantity: Quantity, kind: str) -> bool:
    sector = KINDS[kind].sector
    made = sector not in _MAKERS and quantity.role is Role.OUTPUT
    return made or ((sector == "power" or kind == "energy_storage") and quantity.unit == "kV")


def _as_made(quantity: Quantity, sector: str) -> Quantity:
    """60 GWh of batteries a year are what a factory makes, not what it stores."""
    made = sector in _MAKERS - {"other"} and quantity.unit in _ELECTRIC
    return replace(quantity, role=Role.OUTPUT) if made else quantity


def firsts_first(text: str, amounts: Sequence[Found]) -> list[tuple[bool, int]]:
    """Return the numbers of the quantities, those that count only in default of others last."""
    return sorted((is_second(text, found), at) for at, found in enumerate(amounts))


def phase_of(name: str) -> str:
    """Return the phase (二期) a name tells, "" where it tells none."""
    match = _PHASE.search(name)
    return match[0] if match else ""


class Told:
    """The quantities told of one project, `text` being what they stand in."""

    def __init__(self, text: str, kind: str, phase: str = "") -> None:
        self._text, self._kind, self._phase = text, kind, phase
        self._taken: list[tuple[Found, Rule]] = []

    def given(self) -> tuple[Given, ...]:
        """Return what was taken, in the order of the text."""
        taken = sorted(self._taken, key=lambda pair: pair[0].start)
        return tuple(Given(found.quantity, rule) for found, rule in taken)

    def take(self, found: Found, rule: Rule, *, second: bool = False) -> bool:
        """Take a quantity unless its unit is told already; False where it measures another thing.

        The parts of one plant (风电20万千瓦、光伏10万千瓦; 一期5万吨、二期5万吨) stand side by side
        until their sum is told.
        """
        text, kind = self._text, self._kind
        if is_of_another(text, found, kind) or is_burnt(text, found, kind):
            return False
        if is_of_another_phase(text, found, self._phase):
            return False
        unit = found.quantity.unit
        units = _ELECTRIC if second and unit in _ELECTRIC else {unit}
        alike = [pair for pair in self._taken if pair[0].quantity.unit in units]
        if not alike:
            self._taken.append((found, rule))
        elif not second:
            self._add_part(alike, found, rule)
        return True

    def _add_part(self, alike: Sequence[tuple[Found, Rule]], found: Found, rule: Rule) -> None:
        labels = [part_label(self._text, one) for one, _ in alike]
        if not all(labels):
            return
        if found.total:
            self._taken = [pair for pair in self._taken if pair not in alike]
            self._taken.append((found, rule))
        elif (label := part_label(self._text, found)) and label not in labels:
            self._taken.append((found, rule))
