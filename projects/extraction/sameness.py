"""Whether two mentions are of one project: yes, no, or perhaps, each by a named rule.

Two are one where nothing that identifies them differs; where what differs may be no more than
another way to say it, they are likely doubles, for a person to judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.looks import LONGEST
from projects.extraction.naming import FACILITY, identity
from projects.kinds import KINDS
from projects.models import Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.looks import Look

__all__ = ["compare"]

# Two of these are never one plant.
_SORTS = re.compile(r"集中式|分[散布]式|电网侧|电源侧|用户侧")
_MARK = re.compile(
    r"第?[东西南北中上下前后左右内外一二三四五六七八九十\dA-Za-z甲乙丙丁ⅠⅡⅢⅣ]+(?:号|区|段|线|级|期|库|片区|#)*"
)

_MIN, _CLOSE = 2, 0.1
# Of these a name tells the kind by its head word, and what is left of it is the name proper.
_PROPER = frozenset({"power", "grid", "gas", "transport", "ecology"})
# What a county seldom has two of: its name is enough.
_ONLY = frozenset({"pumped_storage", "waste_to_energy", "nuclear_heat"})
_VOLTAGES = frozenset({"substation", "converter_station", "transmission_line"})
# Kinds that two readings of one name may take it for.
_NEAR = (
    frozenset({"factory", "recycling", "industrial_park", "hydrogen", "research_platform"}),
    frozenset({"waste_to_energy", "waste_treatment", "biomass_power", "recycling"}),
    frozenset({"coal_power", "gas_power", "biomass_power", "waste_to_energy"}),
    frozenset({"river_restoration", "wetland", "forest", "mine_restoration"}),
    frozenset({"rail_spur", "railway"}),
    frozenset({"port", "logistics_hub", "waterway"}),
)
# Their names tell what is made there; a company has several.
_MAKING = frozenset({"factory", "industrial_park"})


def compare(a: Look, b: Look) -> Rule | None:
    """Return the rule by which two mentions are one (`joined.…`) or perhaps one (`double.…`).

    None where they are two.
    """
    if a.counties and b.counties and not _nested(a.counties, b.counties):
        return None
    if a.kind in _VOLTAGES and a.volts and b.volts and not a.volts & b.volts:
        return None
    one, other = set(_SORTS.findall(a.name)), set(_SORTS.findall(b.name))
    if one and other and one != other:
        return None
    if not _same_kind(a, b):
        return Rule.DOUBLE_KIND if _near_kind(a, b) else None
    found = _by_name(a, b)
    if found is None or a.name == b.name:
        return found
    for judge in (_by_phase, _by_size):
        objection = judge(a, b)
        if objection is not Rule.JOINED_SAME:
            return objection
    return found


def _nested(a: Sequence[str], b: Sequence[str]) -> bool:
    return (len(a) == len(b) or min(len(a), len(b)) > 1) and bool(set(a) & set(b))


def _same_kind(a: Look, b: Look) -> bool:
    if a.kind == b.kind:
        return True
    if not (a.is_open or b.is_open):
        return False
    vague = a if a.is_open else b
    return not FACILITY.search(vague.name)  # a mine is not the railway that serves it


def _near_kind(a: Look, b: Look) -> bool:
    """Whether two readings of one name may have taken it for two kinds."""
    if not any({a.kind, b.kind} <= near for near in _NEAR):
        return False
    if a.phases != b.phases or a.towns != b.towns or min(len(a.bare), len(b.bare)) < _MIN:
        return False
    alike = a.bare == b.bare and not {a.kind, b.kind} & _MAKING
    return alike or _by_words(a.works, b.works) is not None


def _by_name(a: Look, b: Look) -> Rule | None:
    if a.ends and b.ends:
        return _by_ends(a.ends, b.ends)
    if max(len(a.name), len(b.name)) > LONGEST:
        return Rule.JOINED_SAME if a.name == b.name else None
    if a.towns and b.towns and a.towns != b.towns:
        return Rule.DOUBLE_BEGIN if len(a.bare) >= _MIN and a.bare == b.bare else None
    a, b = _town_aside(a, b.towns), _town_aside(b, a.towns)
    proper = bool({KINDS[a.kind].sector, KINDS[b.kind].sector} & _PROPER)
    if not (a.bare or b.bare):
        return _by_core(a, b) if proper or a.works == b.works else None
    if not (a.bare and b.bare):
        return _by_place(a, b)
    if proper:
        return _by_words(a.bare, b.bare, proper=not (a.is_open or b.is_open))
    return _by_words(a.works, b.works)


def _town_aside(look: Look, town: str) -> Look:
    """Take the other name's town from the front of a name that calls it short: 孝丰 of 孝丰镇."""
    if look.towns or not town or not look.bare.startswith(town):
        return look
    works = look.works.removeprefix(town)
    return look._replace(towns=town, bare=look.bare.removeprefix(town), works=works)


def _by_ends(one: Sequence[str], other: Sequence[str]) -> Rule | None:
    """Lines between the same ends are one, whichever is named first."""
    if {one[0], one[-1]} != {other[0], other[-1]}:
        return None
    return Rule.JOINED_SAME if set(one) == set(other) else Rule.DOUBLE_ENDS


def _by_place(a: Look, b: Look) -> Rule | None:
    """Judge a name that tells no more than a place beside one that does."""
    if a.core and b.core and (a.core.endswith(b.core) or b.core.endswith(a.core)):
        return Rule.JOINED_SAME
    if a.kind in _VOLTAGES or not set(a.counties) & set(b.counties):
        return None
    if a.towns and a.towns == b.towns and not identity(a.bare or b.bare):
        return Rule.JOINED_SAME
    bare, named = (a, b) if not a.bare else (b, a)
    if bare.towns and not named.towns:
        return None  # the other is called by a name of its own, not by the town's
    return Rule.JOINED_ONLY if {a.kind, b.kind} <= _ONLY else Rule.DOUBLE_PLACE


def _by_core(a: Look, b: Look) -> Rule | None:
    """Judge names of places and head words alone."""
    if a.core == b.core or a.core.endswith(b.core) or b.core.endswith(a.core):
        return Rule.JOINED_SAME
    if not set(a.counties) & set(b.counties):
        return None
    if a.kind in _ONLY:
        return Rule.JOINED_ONLY
    alike = a.towns or b.towns or a.core.startswith(b.core) or b.core.startswith(a.core)
    return Rule.DOUBLE_PLACE if alike else None


def _by_words(one: str, other: str, *, proper: bool = False) -> Rule | None:
    """Judge what identifies two names, places apart."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return Rule.JOINED_SAME
    if len(short) < _MIN or _MARK.fullmatch(short):
        return None
    if long.endswith(short):
        return _by_extra(long[: -len(short)], Rule.DOUBLE_BEGIN, same=proper)
    if long.startswith(short):
        extra = long[len(short) :]
        general = proper and len(extra) >= _MIN and not identity(extra)
        return _by_extra(extra, Rule.DOUBLE_PART, same=general)
    if short in long:
        return Rule.DOUBLE_PART
    return _by_difference(short, long, proper=proper)


def _by_extra(extra: str, likely: Rule, *, same: bool) -> Rule | None:
    if _MARK.fullmatch(extra):
        return None
    return Rule.JOINED_SAME if same else likely


def _alike(short: str, long: str) -> int:
    """Return how many characters two names begin with alike."""
    pairs = enumerate(zip(short, long, strict=False))
    return next((i for i, (one, other) in pairs if one != other), len(short))


def _by_difference(short: str, long: str, *, proper: bool) -> Rule | None:
    """Judge two names neither of which holds the other."""
    front = _alike(short, long)
    back = min(_alike(short[::-1], long[::-1]), len(short) - front)
    left, right = short[front : len(short) - back], long[front : len(long) - back]
    if _MARK.fullmatch(left) or _MARK.fullmatch(right):
        return None
    if proper and not front and back >= _MIN:
        return Rule.DOUBLE_BEGIN
    rest = iter(long)
    abbreviates = short[0] == long[0] and all(char in rest for char in short)
    return Rule.DOUBLE_SHORT if abbreviates else None


def _by_phase(a: Look, b: Look) -> Rule | None:
    """Say what phases and expansions allow: one, perhaps one, or two."""
    if a.phases and b.phases:
        if a.phases == b.phases:
            return Rule.JOINED_SAME
        return Rule.DOUBLE_PHASE if a.phases & b.phases else None
    plain, more = (a, b) if b.phases else (b, a)
    standing = plain.stage is Stage.EXISTING and more.stage is not Stage.EXISTING
    if not more.phases:
        return None if a.grows != b.grows and _stands(a, b) else Rule.JOINED_SAME
    if plain.grows and "一" not in more.phases:
        return Rule.JOINED_SAME
    if standing:
        return None
    # Phases of one size are the ordinary case: X and X二期 of 20万千瓦 each may well be two.
    return Rule.JOINED_SAME if "一" in more.phases and _agree(a, b) else Rule.DOUBLE_PHASE


def _stands(a: Look, b: Look) -> bool:
    """Whether the one that is no expansion is in use already, and the other is not."""
    plain, more = (b, a) if a.grows else (a, b)
    return plain.stage is Stage.EXISTING and more.stage is not Stage.EXISTING


def _agree(a: Look, b: Look) -> bool:
    sizes = dict(b.sizes)
    return any(_close(value, sizes[unit]) for unit, value in a.sizes if unit in sizes)


def _by_size(a: Look, b: Look) -> Rule:
    sizes = dict(b.sizes)
    differ = any(unit in sizes for unit, _ in a.sizes) and not _agree(a, b)
    return Rule.DOUBLE_SIZE if differ else Rule.JOINED_SAME


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(one, other)
