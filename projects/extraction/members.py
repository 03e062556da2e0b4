"""What a clause without a head word names: works counted before it, a part of the one before."""

from __future__ import annotations

import re

from projects.extraction.drafting import make_draft
from projects.extraction.drafts import parsed_items, phase_after
from projects.extraction.headless import listed_under, named_row
from projects.extraction.lexicon import ANY_VERB
from projects.extraction.naming import HEADS, Head, identity, kind_told
from projects.extraction.parts import COUNTS, Clause, Draft, Headed, Loose
from projects.kinds import KINDS
from projects.quantities import number
from projects.rules import Rule

__all__ = ["announced", "else_named", "members"]

_ANNOUNCED = re.compile(r"(\d{1,2}|[两二三四五六七八九十])个[^,、:;()]{0,8}?项目$")
_REACH = 16  # characters of a label that may hold its count
_OF_WHICH = "其中"
_SURE = 1.0
# What is built beside the one before, where its size is told: 配套餐厨垃圾处置车间,日处理50吨.
_ATTACHES = re.compile("(?:[并同时步]{0,3}|[首一二]期)(?:配套(?:建设|新建)?|配建|同步建设)(?!设施)")
_WORKSHOP = re.compile("(?:装置|车间)$")
# Of these one stands by itself; stores, lines and pipes beside a plant are parts of it.
_ALONE = frozenset(
    {
        "waste_treatment",
        "recycling",
        "factory",
        "rail_spur",
        "railway",
        "waterway",
        "port",
        "hydrogen",
    }
)
_MIN_NAME = 4
_LINE_REACH = 24


def else_named(clause: Clause, before: Draft | None, under: str, *, cell: bool) -> list[Draft]:
    """Return what a clause without a head word names.

    A cell or label, an item under a heading that is a kind (`under`), or a further phase or a part
    of the project named `before`.
    """
    if cell:
        return [named_row(clause)]
    item = listed_under(clause, under) if under else None
    if item:
        return [item]
    if before is None:
        return []
    return phase_after(clause, before) or _part_after(clause, before) or _attached(clause)


def announced(clause: Clause) -> int:
    """Return how many works a label says its list has (某园区3个产业链项目:), 0 without a count."""
    if clause.span.mark != ":":
        return 0
    start, end = clause.span.start, clause.span.end
    told = _ANNOUNCED.search(clause.text, max(start, end - _REACH), end)
    return int(number(told[1])) if told else 0


def members(clause: Clause, count: int) -> list[Draft]:
    """Return one draft for each item of a list of `count` works, if each has a name."""
    if not count:
        return []
    parsed = parsed_items(clause)
    if len(parsed) != count or not all(identity(_words(clause, item)) >= _SURE for item in parsed):
        return []
    return [_member(clause, item) for item in parsed]


def _words(clause: Clause, item: Loose | Headed) -> str:
    return clause.words(item.start, item.end)


def _member(clause: Clause, item: Loose | Headed) -> Draft:
    if isinstance(item, Headed):
        name, headed = clause.text[item.start : item.name_end], item
    else:
        name = clause.flat[item.start : item.end].strip("\ue000") + "项目"
        no_head = Head(item.end, item.end, "other")
        edges = (item.end, item.end, Rule.HEAD_LAST, item.left)
        headed = Headed(item.start, item.end, item.lead, item.verb, no_head, *edges)
    return make_draft(clause, headed, (item.start, item.end), name, Rule.DRAFT_COUNTED)


def _part_after(clause: Clause, before: Draft) -> list[Draft]:
    """Return the part a clause tells by a county, a name and a size: 其中射阳云岫外海20万千瓦."""
    start, end = clause.span.start, clause.span.end
    if not clause.text.startswith(_OF_WHICH, start):
        return []
    start += len(_OF_WHICH)
    sizes = clause.amounts(start, end)
    if len(sizes) != 1 or sizes[0].quantity.unit in COUNTS:
        return []
    until = sizes[0].start
    places = clause.places(start, until)
    own = clause.words(places[-1].end, until) if places else ""
    if not own or places[0].start != start or "、" in own:
        return []
    if identity(own) < _SURE or ANY_VERB.search(own):
        return []
    tail = "".join(m[0] for m in list(HEADS.finditer(before.name))[-1:])
    part = before._replace(
        name=clause.words(start, until) + tail,
        start=start,
        end=until,
        own=(clause.span.start, end),
        places=((start, until),),
        batch=clause.span.start,
        verb="",
        lead=None,
        rule=Rule.DRAFT_PART,
    )
    return [part]


def _attached(clause: Clause) -> list[Draft]:
    """Return what a clause tells to be built beside the project before it, with its size."""
    start, end = clause.span.start, clause.span.end
    if not _ATTACHES.match(clause.flat, start):
        return []
    parsed = parsed_items(clause)
    item = parsed[-1]
    if len(parsed) > 1 or not isinstance(item, Headed):
        return []
    name = clause.words(item.start, item.name_end)
    # A line's length may stand behind where it joins another: 接轨某铁路,长约21公里.
    line = KINDS[item.head.kind].measure == "length"
    told = clause.amounts(item.name_end, end + _LINE_REACH * line)
    sized = clause.sized_after() or any(
        a.quantity.unit == "km" if line else a.quantity.unit != "count" for a in told
    )
    alone = item.head.kind in _ALONE or _WORKSHOP.search(name)
    if not (sized and alone and len(name) >= _MIN_NAME):
        return []
    draft = make_draft(clause, item, (item.start, item.name_end), name, Rule.DRAFT_ATTACHED)
    kind, why = kind_told(draft.name)
    return [draft._replace(kind=kind, notes=(why,))]
