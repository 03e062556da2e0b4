"""Is it a project? The evidence an item gives, and the name it goes by."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.doubts import doubts, said_before
from projects.extraction.lexicon import (
    DOES,
    ORDINAL,
    STATE_BRACKET,
    SUPPORTS,
)
from projects.extraction.naming import (
    FACILITY,
    FAVOURED,
    HEADS,
    NUMBERED,
    PHASE,
    identity,
    uncut,
    unfamiliar,
)
from projects.extraction.objections import ABSTRACT, says_otherwise, without_places
from projects.extraction.ownsize import listed_beside, measured_behind, of_its_seat, one_of_size
from projects.extraction.parts import COUNTS, TRIM, Clause, Headed
from projects.kinds import KINDS
from projects.quantities import number
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.models import Quantity
    from projects.rules import Note

__all__ = [
    "ACCEPT",
    "ACCEPT_IN_LIST",
    "ACCEPT_IN_WORKS",
    "clean_name",
    "evidence",
    "is_talk",
    "may_count",
]

# An item counts as a project from this score; beside an accepted one in its list, from the other.
ACCEPT = 2.5
ACCEPT_IN_LIST = 1.5
# And in a list that says that each of it is a work: …、…等项目.
ACCEPT_IN_WORKS = 1.0

_QUOTED = re.compile(r"“[^”]{2,12}”")
_WORKS = re.compile(r"项目|工程|[一二三四五]期")
_SETTLED = re.compile(
    r"(?:项目|工程|站|厂|基地|枢纽|公园|中心|期|线|机场|水库|灌区|铁路|高铁|公路|高速|运河|煤矿"
    r"|保护区|集群|集聚区|园|港|码头|泊位|电厂|航道|大道|隧道|大桥|专用线|管道)(?:建设)?$"
)
# One of these, built, is one plant, however common the word it is called by.
_PLANT = re.compile(
    r"(?:抽水蓄能|水|核|热|发)电[站厂]$|(?:变电|换流|开关)站(?:主变扩建)?$|(?:航电|水利)枢纽$|(?:水库|机场|灌区|煤矿|运河|铁路|高铁)(?:工程|项目)?$"
)
# Waters have their own names, and works are done to each.
_WATERS = re.compile(
    r"(?:水库|灌区|湿地(?:公园)?)(?:生态|节水|配套|续建|改造|保护|修复|恢复|除险加固|提升|与|和|及|工程|项目)*$"
)
_MEASURES = frozenset({"circular", "ecology"})
_ALL_OVER = re.compile("农村|乡村|城乡|城镇|老旧|既有|居民")
_INSTITUTE = re.compile("(?:实验室|研究院)$")
_IN_ZONE = re.compile(r"高新区|经开区|经济技术开发区|保税区|新区")
_TELLS_APART = re.compile(f"{_IN_ZONE.pattern}|{NUMBERED.pattern}")
_DROPPED_END = re.compile(
    r"(?<=.{4})(?:项目建设|工程建设|建设|前期工作|前期|尾工|落地|新增|等)$|(?<=[站厂])机组$"
)
# What a bracket in a name may hold is an alias; figures and explanations are dropped.
_PARENTHESES = re.compile(
    r"[(（][^()（）]{1,12}[县市区旗镇乡][)）]|[(（](?:(?:配[套建]?|包?含|包括)[^()（）]*|[^()（）]*(?:\d|位于|占地|新增|全长|其中)[^()（）]*|[^()（）]{7,})[)）]"
    rf"|{STATE_BRACKET}"
)
# What a removed figure leaves behind, and counts of the places before: 300MW/600MWh, 一座, 两县.
_MEASURED = re.compile(r"(?:日处理|年处理|年产能?|总?装机(?:容量)?|总?规模|总?长|占地)$")
_LEFT_OVER = re.compile(
    r"(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])|一[座个条处](?=[\u4e00-\u9fff])|[(（]\s*[)）]"
    r"|(?<=[\u4e00-\u9fff]{2})[2-9两三四五六七八九]个?县区?(?=[\u4e00-\u9fff]{3})"
)
_COUNTED_CLASS = re.compile(r"[两二三四五六七八九十\d]座[大中小]型(?=水库|灌区)")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_WHERE = re.compile(
    r"^(?:在|由|于|对|把|将)|(?:境内|内|上|中|的|等地|先行|率先|分别|各自|各|重点|积极|加快|稳步|拟|要|将)+$"
)
_OPEN = frozenset({"other", "factory"})
# Verbs that build one thing rather than care for many.
_BUILT = re.compile(
    r"[新改扩续迁修兴]建|建成|建设|开工|投产|投运|落地|引进|推进|推动|加快|完成|谋划"
)
_PLACE_FIELD = re.compile(r",(?:建设|项目)(?:地点|地址|位置):")
_HALF = 0.5
# 甲、乙两个项目: each of the list is one.
_WORKS_COUNTED = re.compile(r"(\d|[两二三四五六七八九十])[个项](?:重[点大])?(?:项目|工程)$")
_COUNT_REACH = 4
_MIN_WORK = 6  # characters; a shorter item may be a class of works (节水、节能两个项目)
_MAX_LEAD = 16
_MAX_NAME = 60
_SURE = 1.0
# A name beside a sure one in a list that shares a head; nothing by itself.
_MAYBE = 1.0


class _Seen(NamedTuple):
    """What an item shows of itself.

    `named` is how surely it holds a name (0-2); `placed` that a county or town places it, `sited`
    that a city's name stands in it; `sized` that it holds a figure, `after` that the next clause
    does; `strong` that its head tells the kind; `near` that its sentence named a place before;
    `settled_in` that a town places it.
    """

    named: float
    placed: bool
    sited: bool
    sized: bool
    after: bool
    strong: bool
    near: bool
    settled_in: bool


def _without(name: str, figure: str) -> str:
    """Return a name without a figure and the word before it that says what it measures."""
    *before, last = name.split(figure)
    return "".join([*(_MEASURED.sub("", part) for part in before), last])


def _plain(clause: Clause, name: str) -> str:
    """Return a name, or what leads up to it, without brackets and figures; a voltage stays."""
    bare = _COUNTED_CLASS.sub("", _PARENTHESES.sub("", name))
    for figure in clause.figures:
        if figure in bare:
            bare = _without(bare, figure)
    return bare


def clean_name(clause: Clause, item: Headed, name: str) -> str:
    """Return a name without figures, with where it is if nothing else identifies it."""
    bare = _plain(clause, name)
    bare = _DROPPED_END.sub("", ORDINAL.sub("", bare).strip(TRIM))
    bare = _BLANK.sub("", _LEFT_OVER.sub("", bare))
    if bare.count("“") != bare.count("”"):
        bare = bare.replace("“", "").replace("”", "")
    told, of, rest = bare.partition("的")
    if of and len(told) <= _MAX_LEAD and identity(rest) >= _SURE:
        bare = rest
    if (
        item.lead
        and identity(HEADS.sub(" ", bare)) < _SURE
        and not clause.places(item.start, item.chain)
    ):
        where = _WHERE.sub("", _plain(clause, clause.words(*item.lead)))
        places = clause.places(*item.lead)
        if len(where) > _MAX_LEAD and places:
            where = places[-1].text
        bare = where + bare if len(where) <= _MAX_LEAD else bare
    elif clause.subject and not clause.places(item.start, item.chain) and not item.lead:
        bare = clause.subject[-1].text + bare if not identity(HEADS.sub(" ", bare)) else bare
    return bare[:_MAX_NAME]


def is_talk(clause: Clause) -> bool:
    """Whether nothing in a clause identifies, places or sizes anything.

    Most head words of a plan stand in such talk (重大工程, 新能源项目); it is done with here.
    """
    start, end = clause.span.start, clause.span.end
    if _told_apart(clause, start, end) or clause.sized_after():
        return False
    return not identity(clause.headless(start, end))


def may_count(clause: Clause, item: Headed, body: str) -> bool:
    """Whether anything identifies, places or sizes an item: without that it is no project."""
    end = max(item.end, item.name_end)
    return _told_apart(clause, item.reach, end) or _named(clause, item, body) > 0


def _told_apart(clause: Clause, start: int, end: int) -> bool:
    """Whether a place, a size or a number of its own stands between two offsets, or holds there."""
    setting = clause.sentence.setting
    if setting.box or setting.located or clause.subject:
        return True
    if clause.places(start, end) or clause.amounts(start, end):
        return True
    if _TELLS_APART.search(clause.text, start, end):
        return True
    return _PLACE_FIELD.match(clause.text, clause.span.end) is not None


def evidence(clause: Clause, item: Headed, body: str, kind: str) -> tuple[float, tuple[Note, ...]]:
    """Return the evidence that an item is a project, 0 where it names none, and what it is.

    What counts: something that identifies it (a name, a county or town, in a box a size), a head
    word that tells the kind, a figure, a verb of building. What speaks against: talk of the whole
    jurisdiction, verbs of mere support, a heading.
    """
    otherwise = says_otherwise(clause, item, body)
    if otherwise:
        return 0.0, (otherwise,)
    seen = _see(clause, item, body, kind)
    tail = clause.text[item.head.start : item.name_end]
    box = clause.sentence.setting.box
    known = seen.named >= _SURE or seen.placed or seen.sited or seen.near
    known = known or (seen.sized and (box or _is_part(clause, item, body)))
    one = _is_one(clause, item)
    known = (
        known
        or bool(seen.named and item.verb and one)
        or (box and seen.strong and _listed_work(clause, item))
    )
    if not known and not (box and seen.named and "项目" in tail):
        return _MAYBE if seen.named and seen.strong else 0.0, ((Rule.NOT_KNOWN, body),)
    said = item.verb or DOES.match(clause.text, item.name_end)
    concrete = seen.placed or seen.sized or seen.after or bool(one and seen.named)
    points = (
        (Rule.FOR_NAME, seen.named),
        (Rule.FOR_PLACE, seen.placed),
        (Rule.FOR_CITY, seen.sited and not seen.placed),
        (Rule.FOR_SIZE, seen.sized),
        (Rule.FOR_KIND, seen.strong),
        (Rule.FOR_BOX, box),
        (Rule.FOR_SIZE_AFTER, 0.5 * seen.after),
        (Rule.FOR_NEAR, 0.5 * seen.near),
        (Rule.FOR_WORKS, 0.5 * bool(_WORKS.search(tail))),
        (Rule.FOR_PLANT, 0.5 * bool(one)),
        (Rule.FOR_VERB, 0.5 * bool(said)),
        (Rule.FOR_QUOTES, 0.5 * bool(_QUOTED.search(body))),
        (Rule.FOR_TOWN, 0.5 * seen.settled_in),
        *doubts(
            clause,
            item,
            concrete=concrete,
            abstract=_abstract(clause, seen, item, kind),
            measure=not concrete and seen.named <= _SURE and KINDS[kind].sector in _MEASURES,
        ),
    )
    told = [point for point in points if point[1]]
    return sum([value for _, value in told]), tuple(told)


def _listed_work(clause: Clause, item: Headed) -> bool:
    """Whether a box's list of works that are raised tells one at length: 控制系统产业园等项目."""
    works = clause.sentence.lists_works(item.name_end, clause.span.end)
    return bool(works and _BUILT.search(item.verb)) and item.chain - item.start >= _MIN_WORK


def _is_part(clause: Clause, item: Headed, body: str) -> bool:
    """Whether an item is told as a part of what was named before: 其中一期50万千瓦光伏项目."""
    part = clause.text.find("其中", clause.span.start, item.start) >= 0
    return part and bool(identity(body) or PHASE.search(body))


def _is_one(clause: Clause, item: Headed) -> bool:
    """Whether its head word, built, is one plant or water, and no class of things."""
    text, start = clause.text, item.chain
    plant = _PLANT.search(text, start, item.name_end) or _PLANT.search(text, start, item.head.end)
    return bool(plant or _WATERS.search(text, item.start, item.name_end))


def _institute(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return the word of a laboratory or institute: each has a name of its own."""
    return _INSTITUTE.search(clause.text, item.head.start, item.head.end)


def _abstract(clause: Clause, seen: _Seen, item: Headed, kind: str) -> float:
    """Return how much a kind's words are those of programmes too; a name that is built is less."""
    if kind not in ABSTRACT or (kind in _OPEN and seen.strong):
        return 0.0
    beside = kind == "industrial_park" and seen.named >= _SURE and _beside_its_like(clause, item)
    return _HALF if beside or (seen.named > _SURE and _BUILT.search(item.verb)) else 1.0


def _beside_its_like(clause: Clause, item: Headed) -> bool:
    """Whether a park stands in a list of parks; one of them has to be told by more."""
    if (
        clause.text[item.reach - 1 : item.reach] != "、"
        and clause.text[item.end : item.end + 1] != "、"
    ):
        return False
    others = clause.heads(clause.span.start, clause.span.end)
    return any(h.kind == item.head.kind and h.start != item.head.start for h in others)


def _is_size(quantity: Quantity) -> bool:
    """Whether a quantity says how big a thing is: a count does not, nor does a class (以下)."""
    return quantity.unit not in COUNTS and "以下" not in (quantity.qualifier or "")


def _see(clause: Clause, item: Headed, body: str, kind: str) -> _Seen:
    named = _named(clause, item, body)
    placed, sited = _placed(clause, item)
    sized = any(_is_size(a.quantity) for a in clause.amounts(item.reach, item.end))
    facility = FACILITY.search(clause.text, item.start, item.name_end) or _institute(clause, item)
    strong = not item.head.weak or kind not in _OPEN or bool(facility)
    after = not sized and (clause.sized_after() or measured_behind(clause, item))
    works = clause.sentence.lists_works(item.name_end, clause.span.end)
    settled = named or sized or after or _SETTLED.search(clause.text, item.start, item.head.end)
    settled = settled or (works and not _ALL_OVER.search(clause.text, item.start, item.chain))
    project = "项目" in clause.text[item.head.start : item.name_end]
    return _Seen(
        named=named,
        placed=placed,
        sited=bool(sited and strong and settled and (kind not in ABSTRACT or project or facility)),
        sized=sized,
        after=after,
        strong=strong,
        settled_in=any(t.form == "town" for t in clause.places(item.reach, item.name_end)),
        near=(
            strong
            and not placed
            and (bool(clause.subject) or listed_beside(clause, item))
            and (named > 0 or ((sized or after) and "首批" not in item.verb))
        ),
    )


@lru_cache(maxsize=2)
def _named(clause: Clause, item: Headed, body: str) -> float:
    """Say how surely an item holds a name, from 0 to 2; asked first whether it may, then how."""
    own = uncut(body, clause.text[item.chain : item.head.end])
    own = without_places(clause, item, own.rpartition("的")[2] if "的" in own else own)
    # A company that is encouraged to build something tells of no project: 鼓励云岭制药建设绿色工厂.
    told = item.lead if item.lead and not said_before(SUPPORTS, clause, item.start) else None
    lead = without_places(clause, item, clause.text[slice(*told)]) if told else ""
    if _counted(clause, item, body) or _as_a_name(clause, item, own):
        return _SURE
    whole = 2.0 if NUMBERED.search(clause.text, item.start, item.name_end) else 0.0
    found = max(whole, identity(own), min(identity(lead), _SURE))
    if found < _SURE and of_its_seat(clause, item):
        return _SURE
    if found < _SURE and one_of_size(clause, item) and unfamiliar(own):
        return _SURE
    if found >= _SURE or not item.verb:
        return found
    if unfamiliar(own) and (_is_one(clause, item) or _institute(clause, item)):
        return _SURE
    # A work that is built is called by a word that plans do not use: 信石新材料项目.
    works = _WORKS.search(clause.text, item.head.start, item.name_end)
    if found and works and _BUILT.search(item.verb):
        return _SURE
    return found


def _counted(clause: Clause, item: Headed, body: str) -> bool:
    """Whether a list whose items are counted as works tells each: 在A县实施甲、乙两个项目."""
    text, start = clause.text, clause.span.start
    count = _WORKS_COUNTED.search(text, max(start, item.chain - _COUNT_REACH), item.name_end)
    if (
        count is None
        or len(body) < _MIN_WORK
        or not (clause.subject or clause.places(start, item.end))
    ):
        return False
    return number(count[1]) == text.count("、", start, item.start) + 1


def _as_a_name(clause: Clause, item: Headed, own: str) -> bool:
    """Whether nothing but a word that places are called by, or a phase, tells one plant apart."""
    if FAVOURED.fullmatch(own.strip()):
        return _is_one(clause, item)
    phase = item.start < item.chain and PHASE.search(clause.text, item.chain, item.head.start)
    return bool(phase) and not item.head.weak and clause.sized_after()


def _placed(clause: Clause, item: Headed) -> tuple[bool, bool]:
    """Say whether a county or town places the item, and whether a city's name stands in it."""
    found = clause.places(item.reach, item.name_end)
    around = clause.text[item.reach : item.head.start]
    scope = clause.sentence.setting.scope
    finer = clause.sentence.setting.located or any(
        p.counties and p.code != scope for t in found for p in t.places
    )
    finer = finer or bool(_IN_ZONE.search(around)) or _under_label(clause, item)
    return finer, any(item.start <= t.start < item.chain for t in found)


def _under_label(clause: Clause, item: Headed) -> bool:
    """Whether a clause is what a place's label leads up to, or a field with its place follows.

    沂源县:抽水蓄能电站; 某风电项目,建设地点:某县.
    """
    if _PLACE_FIELD.match(clause.text, clause.span.end):
        return True
    behind = clause.text[clause.span.start - 1 : clause.span.start] == ":"
    return behind and bool(clause.subject) and bool(item.verb or item.start == clause.span.start)
