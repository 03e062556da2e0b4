"""Whether two mentions are of one project: yes, no, or perhaps, each by a named rule.

A name is taken apart into the places it begins with, what identifies it, and the words any such
thing is called by. Two mentions are one where nothing that identifies them differs; where what
differs may be no more than another way to say it, they are likely doubles, for a person to judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from projects.extraction.naming import FACILITY, HEADS, identity
from projects.kinds import KINDS
from projects.models import Nature, Role, Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.models import Adcode
    from projects.models import Project

__all__ = ["Look", "Places", "compare", "look_of", "merged", "places_told"]

# How one plan writes the same thing in several ways.
_ALIASES = (
    (re.compile(r"\([^()]*[县市区旗镇乡]\)"), ""),  # where it lies, said again in brackets
    (re.compile(r"环保能源"), "环保"),
    (re.compile(r"钠离子(?:电池)?|钠电池"), "钠电"),
    (re.compile(r"风力发电"), "风电"),
    (re.compile(r"抽水蓄能"), "抽蓄"),
    (re.compile(r"供气管|输气管|燃气管"), "天然气管"),
    (re.compile(r"首期|第一期"), "一期"),
    (re.compile(r"第([二三四五六])(?:期|条(?:生产)?线)"), r"\1期"),
)
_DIGITS = str.maketrans("123456", "一二三四五六")
_PHASE = re.compile(r"[一二三四五六1-6]期")
_PHASES = re.compile(r"([一二三四五六1-6])(?=[、和及至-]?[一二三四五六1-6]期)")
_GROWS = re.compile(r"扩建|扩容|增容|扩能|扩机|续建|新增|二期|三期|四期")
_NOISE = re.compile(
    r"[^\w-]|_|[一二两三四五六七八九十百千万]+千瓦级?|\d[\d.]*(?:万|亿)?(?:千瓦时?|兆瓦时?|MWh?|GWh?|千伏|kV|公里|亩|公顷|吨)"
    r"|变电站|变$|(?:股份)?有限(?:责任)?公司|集团|公司|项目|工程|新建|建设|改造|改?扩建|扩容|增容|扩能|技改|主体|电站|机组|专用线|泊位|[一二三四五六1-6]期"
    r"|集中式|分散式|独立|共享|电网侧|通用|公用|综合|一体化|循环化|国家级?|省级|自治区级|城市|城镇|绿色|智慧|现代|大型|示范"
)
_SUFFIX = re.compile(r"(?<=..)[市县区镇乡旗]")
_OWN_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:县|镇|乡|街道)(?!域|城)")
# The nouns that say no more than that it is a works or a park.
_WORKS = re.compile(
    r"(?:产业|工业|创业|科技)?园区?|集聚区|产业基地|生产基地|基地|生产线|产线|中心|电站|电厂|工厂|厂|站|线"
)
_WORK = re.compile(r"(?:发电|供热|治理|修复|复垦|整治|保护)+$")
_MARK = re.compile(
    r"第?[东西南北中上下前后左右内外一二三四五六七八九十\dA-Za-z甲乙丙丁ⅠⅡⅢⅣ]+(?:号|区|段|线|级|期|库|片区|#)*"
)
_ENDS = re.compile(r"[—–~-]+|至|到")
_PIPES = re.compile(r"(?:天然气|燃气|输气|供水|输油)?(?:管道|管线|线路|支线|公路|铁路)?$")
_TOLD = re.compile(r"^(?P<form>county|town)'s[^:]+: (?P<text>.+)$")

_LONGEST, _MIN = 60, 2
_CLOSE = 0.1
# Of these a name tells the kind by its head word, and what is left of it is the name proper.
_PROPER = frozenset({"power", "grid", "gas", "transport", "ecology"})
# What a county seldom has two of: its name is enough.
_ONLY = frozenset({"pumped_storage", "waste_to_energy", "nuclear_heat"})
_LINES = frozenset(
    {"transmission_line", "gas_pipeline", "rail_spur", "railway", "waterway", "road"}
)
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
_MEASURED = frozenset({Role.CAPACITY, Role.OUTPUT, Role.THROUGHPUT, Role.LENGTH, Role.AREA})

# By county: the words for it, and for its towns, as the plan's own mentions tell them.
Places = dict["Adcode", tuple[set[str], set[str]]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a mention is compared by.

    `core` is the name without head words and figures, `bare` without places too; `towns` are
    those it begins with. `works` is like `bare` but keeps what is made or done there.
    `sizes` are values by unit, `volts` in kV. `is_open` says that nothing tells its kind.
    """

    name: str
    kind: str
    is_open: bool
    stage: Stage
    counties: tuple[Adcode, ...]
    core: str
    bare: str
    works: str
    towns: str
    phases: frozenset[str]
    grows: bool
    ends: tuple[str, ...]
    sizes: tuple[tuple[str, float], ...]
    volts: frozenset[float]

    @property
    def key(self) -> str:
        """What identifies it best."""
        return self.bare or self.core


def places_told(projects: Iterable[Project]) -> Places:
    """Return the words the mentions' own reasons name each county by, and its towns by."""
    told: Places = {}
    for project in projects:
        for reason in project.reasons:
            match = _TOLD.match(reason.why)
            if match is not None:
                words = told.setdefault(reason.adcode, (set(), set()))
                words[match["form"] == "town"].update({match["text"], _short(match["text"])})
    return told


def _short(place: str) -> str:
    return place[:-1] if len(place) > _MIN and place[-1] in "市县区旗镇乡" else place


def is_open(project: Project) -> bool:
    """Whether neither its name nor what stands around it tells the kind of a mention."""
    rules = {rule for notes in project.notes[:1] for rule, _ in notes}
    untold = Rule.KIND_OPEN in rules and not rules & {Rule.KIND_LABEL, Rule.KIND_WHOLE}
    return project.kind == "other" or untold


def look_of(project: Project, places: Places) -> Look:
    """Return what a mention is compared by."""
    found = [places[code] for code in project.counties if code in places]
    counties = frozenset(word for words, _ in found for word in words)
    towns = frozenset(word for _, words in found for word in words)
    core, bare, works, town, ends = _parts(project.name, counties, towns)
    sizes = [(q.unit, q.value) for q in project.capacity if q.role in _MEASURED]
    phases = frozenset(p for m in (_PHASE, _PHASES) for p in m.findall(_aliased(project.name)))
    return Look(
        name=project.name,
        kind=project.kind,
        is_open=is_open(project),
        stage=project.stage,
        counties=project.counties,
        core=core,
        bare=bare,
        works=works,
        towns=town,
        phases=frozenset(p[0].translate(_DIGITS) for p in phases),
        grows=project.nature is Nature.EXPANSION or bool(_GROWS.search(project.name)),
        ends=ends if project.kind in _LINES else (),
        sizes=tuple(sizes),
        volts=frozenset(q.value for q in project.capacity if q.role is Role.VOLTAGE),
    )


def _aliased(name: str) -> str:
    for pattern, word in _ALIASES:
        name = pattern.sub(word, name)
    return name


@lru_cache(maxsize=4096)
def _parts(
    name: str, counties: frozenset[str], towns: frozenset[str]
) -> tuple[str, str, str, str, tuple[str, ...]]:
    """Return a name's core, what it is without places, its works, its town, and its ends."""
    if len(name) > _LONGEST:
        return name, name, name, "", ()
    name = _aliased(name)
    plain = _NOISE.sub("", name)
    core = _SUFFIX.sub("", _headless(plain))
    rest, _ = _after(plain, counties)
    rest, town = _after(rest, towns)
    if not town and (own := _OWN_PLACE.match(rest)):
        rest, town = rest[own.end() :], _short(own[0])
    bare = _WORK.sub("", _SUFFIX.sub("", HEADS.sub("", rest)))
    works = _SUFFIX.sub("", _WORKS.sub("", rest))
    parts = [_PIPES.sub("", _SUFFIX.sub("", HEADS.sub("", p))) for p in _ENDS.split(plain)]
    ends = tuple(p for p in parts if p)
    return core, bare, works, town, ends if len(ends) >= _MIN else ()


def _headless(plain: str) -> str:
    return HEADS.sub("", plain) or plain


def _after(text: str, words: frozenset[str]) -> tuple[str, str]:
    """Return what stands behind the longest of `words` a text begins with, and that word."""
    for word in sorted(words, key=len, reverse=True):
        if text.startswith(word):
            rest = text[len(word) :]
            return rest.lstrip("市县区旗镇乡") if rest[1:] else rest, _short(word)
    return text, ""


def merged(first: Look, other: Look) -> Look:
    """Return the look of a project from two of its mentions: of each, what tells more."""
    richer = first if len(first.bare) >= len(other.bare) else other
    units = {unit for unit, _ in first.sizes}
    return replace(
        richer,
        kind=other.kind if first.is_open else first.kind,
        is_open=first.is_open and other.is_open,
        stage=first.stage,
        counties=first.counties or other.counties,
        towns=first.towns or other.towns,
        phases=first.phases | other.phases,
        grows=first.grows or other.grows,
        sizes=(*first.sizes, *(s for s in other.sizes if s[0] not in units)),
        volts=first.volts | other.volts,
    )


def compare(a: Look, b: Look) -> Rule | None:
    """Return the rule by which two mentions are one (`joined.…`) or perhaps one (`double.…`).

    None where they are two.
    """
    if a.counties and b.counties and not _nested(a.counties, b.counties):
        return None
    if a.kind in _VOLTAGES and a.volts and b.volts and not a.volts & b.volts:
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
    if max(len(a.name), len(b.name)) > _LONGEST:
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
    return replace(look, towns=town, bare=look.bare.removeprefix(town), works=works)


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
        return _by_extra(extra, Rule.DOUBLE_PART, same=proper and not identity(extra))
    if short in long:
        return Rule.DOUBLE_PART
    return _by_difference(short, long, proper=proper)


def _by_extra(extra: str, likely: Rule, *, same: bool) -> Rule | None:
    if _MARK.fullmatch(extra):
        return None
    return Rule.JOINED_SAME if same else likely


def _by_difference(short: str, long: str, *, proper: bool) -> Rule | None:
    """Judge two names neither of which holds the other."""
    front = len(commonprefix((short, long)))
    back = len(commonprefix((short[::-1], long[::-1])))
    back = min(back, len(short) - front)
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
    return Rule.JOINED_SAME if _agree(a, b) else Rule.DOUBLE_PHASE


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
