"""What a mention is compared by: its name taken apart, and the facts beside it.

A name is taken apart into the places it begins with, what identifies it, and the words any such
thing is called by.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.naming import HEADS
from projects.models import Nature, Role, Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.models import Adcode
    from projects.models import Project

__all__ = ["LONGEST", "Look", "Places", "is_open", "look_of", "merged", "places_told"]

# How one plan writes the same thing in several ways.
_ALIASES = (
    (re.compile(r"\([^()]*[县市区旗镇乡]\)"), ""),  # where it lies, said again in brackets
    (re.compile(r"环保能源"), "环保"),
    (re.compile(r"钠离子(?:电池)?|钠电池"), "钠电"),
    (re.compile(r"风力发电"), "风电"),
    (re.compile(r"抽水蓄能"), "抽蓄"),
    (re.compile(r"供气管|输气管|燃气管"), "天然气管"),
    (re.compile(r"发电站"), "发电"),
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
_ENDS = re.compile(r"[—–~-]+|至|到")
_PIPES = re.compile(r"(?:天然气|燃气|输气|供水|输油)?(?:管道|管线|线路|支线|公路|铁路)?$")
_TOLD = re.compile(r"^(?P<form>county|town)'s[^:]+: (?P<text>.+)$")

LONGEST = 60  # characters; a longer name is compared as it stands
_MIN = 2
_LINES = frozenset(
    {"transmission_line", "gas_pipeline", "rail_spur", "railway", "waterway", "road"}
)
_MEASURED = frozenset({Role.CAPACITY, Role.OUTPUT, Role.THROUGHPUT, Role.LENGTH, Role.AREA})

# By county: the words for it, and for its towns, as the plan's own mentions tell them.
Places = dict["Adcode", tuple[set[str], set[str]]]


class Look(NamedTuple):
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
    name = _aliased(project.name)
    phases = frozenset([*_PHASE.findall(name), *_PHASES.findall(name)])
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
    if len(name) > LONGEST:
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
    parts = _ENDS.split(name)
    ends = tuple(filter(None, map(_end, parts))) if parts[1:] else ()
    return core, bare, works, town, ends if len(ends) >= _MIN else ()


def _end(part: str) -> str:
    """Return the place a part of a line's name tells: 罗田 of 罗田县天然气管道."""
    return _PIPES.sub("", _SUFFIX.sub("", HEADS.sub("", _NOISE.sub("", part))))


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
    return richer._replace(
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
