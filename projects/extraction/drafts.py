"""From a clause to drafts of projects: its items, and lists that share a head or a voltage."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from projects.extraction.clauses import items
from projects.extraction.counties import (
    COUNTED_TOWNS,
    counties_and_kind,
    counties_before_verb,
    leads_with_place,
    names_a_region,
    names_towns,
    places_at_end,
    starts_with_place,
    towns_and_kind,
)
from projects.extraction.drafting import LIST_BONUS, bare, in_list, list_end, make_draft
from projects.extraction.edges import left_note, parse
from projects.extraction.evidence import (
    ACCEPT,
    ACCEPT_IN_LIST,
    ACCEPT_IN_WORKS,
    is_talk,
)
from projects.extraction.groups import PLANTS, phases_like_their_list, with_works
from projects.extraction.lending import borrow, has_voltage, works_after
from projects.extraction.lexicon import SOFT, SUPPORTS, TAIL
from projects.extraction.materials import of_materials
from projects.extraction.naming import Head, identity, kind_of, only_nouns
from projects.extraction.parts import TRIM, Clause, Draft, Headed, Loose
from projects.extraction.sites import built_at_sites
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["candidates", "parsed_items", "phase_after", "read_clause"]

# What may stand between a head word and the end of the item it names.
_BEHIND_HEAD = re.compile(
    rf"(?:{TAIL.pattern})?(?:\([^()]*\))?"
    r"(?:(?:全?长|共|约)*\d[\d.]{0,7}(?:公里|千米|km|万?亩|公顷|万千瓦|兆瓦|MW|万吨))?"
    r"(?:20\d\d年(?:上半年|下半年|\d+月)?(?:底|末|初)?(?:之前|以前|前|内)?|年内|年底前|率先|同步|全部|已|将|争取|计划|预计)*"
)
_KV = re.compile("千伏|[kK][vV]")
_BUILT = re.compile(r"(?:[站厂场线园库港]|基地|中心)$")
_LENDS_ALL = re.compile(r"等(?:[^,、;。]{0,8})(?:公路|铁路|高速|电站|电场|线路|工程|项目)")
_NUMERAL = re.compile(r"[一二三四五六七八九十\dA-Z]级?")
_STEP = re.compile(rf"{_NUMERAL.pattern}$")
_MIN_STEM = 2
_PHASE = re.compile(r"[一二三四五六]期")
# What plants of one name are told apart by: 一期、二期, 一厂、二厂, A区、B区, 东区、西区.
_STEPS = tuple(
    (re.compile(step), re.compile(f"{step}$"))
    for step in ("[一二三四五六]期", "[A-Z]区", "[一二三四五]厂", "[东南西北]区")
)
_OPEN = re.compile("待|预留|再定|远期")  # a phase that nobody has decided on
_LAST_PHASE = re.compile(r"[一二三四五六]期(?:项目|工程)?$")
# Units by their numbers, of plants that are built by them.
_UNITS = re.compile(r"\d{1,2}(?:[号#]?(?:机组)?[、和及与至]\d{1,2}){0,7}[号#]机组")
_UNITS_LAST = re.compile(f"{_UNITS.pattern}$")
_IN_UNITS = frozenset({"nuclear_heat", "coal_power", "gas_power"})
_RAISES = re.compile(r"落地|实施|建设|建成|推进|新建|抓好|试行|开工|投产|新上|扩建|引进")
_MENDS = re.compile("(?:修复|治理|整治|复垦|恢复)$")
_GROUND = re.compile(
    r"(?:废弃|历史遗留|露天|闭坑)*(?:矿山|矿坑|采坑|采石场|采空区|[塌沉]陷[区地]|排土场|尾矿库|宕口)群?"
)
_MIN_NAME, _MAX_LISTED = 4, 24
_PAIR = 2
_REACH = 80  # characters; what follows a head word is shorter
_LIST_DOUBT = 1.5


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of a clause that count as projects, in order."""
    if clause.silent or is_talk(clause):
        return []
    parsed = parsed_items(clause)
    drafts = candidates(clause, parsed)
    floor = ACCEPT_IN_LIST if any(d.score >= ACCEPT for d in drafts) else ACCEPT
    if floor < ACCEPT and len(parsed) > _PAIR and clause.sentence.lists_works(clause.span.start):
        floor = ACCEPT_IN_WORKS
    left = {item.start: item.left for item in parsed}
    kept = [d for d in drafts if d.score >= floor and d.name]
    if len(kept) > 1:
        kept = with_works(clause.text, phases_like_their_list(clause, kept))
    notes = [left_note(clause, d.start, left.get(d.start)) for d in kept]
    return [d._replace(notes=(n, *d.notes)) for d, n in zip(kept, notes, strict=True)]


def parsed_items(clause: Clause) -> list[Loose | Headed]:
    """Return a clause's items, each with its head word and edges."""
    named = clause.places(clause.span.start, clause.span.end)
    places = [(t.start, t.end) for t in named if any(p.counties for p in t.places)]
    ends, names = partial(_ends_named, clause), partial(_names, clause)
    spans = items(clause.text, clause.span, ends, places, names)
    return _inherit_verbs([parse(clause, span) for span in spans])


def candidates(clause: Clause, parsed: Sequence[Loose | Headed]) -> list[Draft]:
    """Return the drafts of a clause's items, in order, whatever their score."""
    if whole := built_at_sites(clause, parsed) or of_materials(clause, parsed):
        return whole
    drafts: list[Draft] = []
    waiting: list[Loose] = []
    for item, following in zip(parsed, [*parsed[1:], None], strict=True):
        if phase := _next_phase(clause, item, drafts[-1:]):
            drafts.append(phase)
        elif isinstance(item, Loose):
            waiting.append(item)
        elif _lends_to(clause, item, following):
            waiting.append(Loose(item.start, item.end, item.lead, item.verb, item.left))
        else:
            drafts += _share(clause, waiting, item)
            waiting = []
    return drafts + [d for item in waiting if (d := _headless(clause, item))]


def _names(clause: Clause, start: int, end: int) -> bool:
    """Whether a head word, a place or a name stands near before `end`."""
    start = max(start, end - _REACH)
    if clause.heads(start, end) or clause.places(start, end):
        return True
    return bool(identity(clause.flat[start:end]))


def _ends_named(clause: Clause, start: int, end: int) -> bool:
    """Whether a named thing behind `start` ends at `end`."""
    heads = clause.heads(max(start, end - _REACH), end)
    if _LENDS_ALL.match(clause.text, end):
        # 京津塘、兴港等高速公路: the list has its head behind 等, and 港 is part of a name.
        heads = [h for h in heads if h.end - h.start > 1]
    return any(_BEHIND_HEAD.fullmatch(clause.text, h.end, end) for h in reversed(heads))


def _inherit_verbs(parsed: list[Loose | Headed]) -> list[Loose | Headed]:
    """Let every item of a list have the verb that stands before the first."""
    out: list[Loose | Headed] = []
    verb = ""
    for item in parsed:
        verb = item.verb or verb
        out.append(item if item.verb == verb else item._replace(verb=verb))
    return out


def _lends_to(clause: Clause, item: Headed, following: Loose | Headed | None) -> bool:
    """Whether an item's head word recurs inside the next name: 射阳港、大丰港零碳产业园."""
    if item.head.end - item.head.start == 1 and COUNTED_TOWNS.match(clause.text, item.end):
        return True  # 洪港、慈口两镇: a town
    if not isinstance(following, Headed):
        return False
    if item.name_end < item.end:
        # 废铅酸废电池、锂电池综合利用项目: words go on behind a head that ends no name.
        rest = clause.flat[item.name_end : item.end]
        return item.head.kind == following.head.kind and only_nouns(rest)
    if _closes(clause, following) and item.head.kind not in PLANTS:
        return following.head.kind in PLANTS  # 安北、北大桥等风电场
    if item.head.end - item.head.start == 1 and following.head.kind == "rail_spur":
        return True  # 云拱港、昌海铁路专用线: the line of the port
    word = clause.flat[item.head.start : item.name_end]
    before = clause.flat[following.start : following.head.start]
    return before.endswith(word) or bool(works_after(clause, word, following))


def _closes(clause: Clause, item: Headed) -> bool:
    """Whether an item is nothing but the head of the list before it: A、B等风电场."""
    return item.start == item.chain and clause.text[item.start - 1 : item.start] == "等"


def _next_phase(clause: Clause, item: Loose | Headed, before: list[Draft]) -> Draft | None:
    """Return the further phase or part of the plant named before: 风电场一期、二期."""
    if not (before and before[0].own[1] < item.start):
        return None
    end = item.name_end if isinstance(item, Headed) else item.end
    told = (
        (last.sub(step[0], before[0].name), step)
        for begins, last in _STEPS
        if (step := begins.match(clause.text, item.start, end)) and last.search(before[0].name)
    )
    name, step = next(told, ("", None))
    if step is None or name == before[0].name:
        return None
    end = end if isinstance(item, Headed) else step.end()
    places = before[0].places or ((before[0].start, before[0].end),)
    own = (item.start, item.end)
    return before[0]._replace(
        name=name,
        start=item.start,
        end=end,
        own=own,
        places=places,
        rule=Rule.DRAFT_PHASE,
    )


def phase_after(clause: Clause, before: Draft) -> list[Draft]:
    """Return the further phase a clause begins with, of the plant's phase named before.

    A电站一期已投产,二期在建 names two projects, and so does A核电一期已投产,5号、6号机组在建.
    """
    span = clause.span
    told = _PHASE.match(clause.text, span.start, span.end)
    last = _LAST_PHASE.search(before.name)
    if before.kind in _IN_UNITS:
        told = told or _UNITS.match(clause.text, span.start, span.end)
        last = last or _UNITS_LAST.search(before.name)
    if not (told and last) or last[0].startswith(told[0]) or _OPEN.search(clause.text, *span[:2]):
        return []
    name = f"{before.name[: last.start()]}{told[0]}"
    places = before.places or ((before.start, before.end),)
    return [
        before._replace(
            name=name,
            start=told.start(),
            end=told.end(),
            own=(span.start, span.end),
            places=places,
            batch=span.start,
            verb="",
            lead=None,
            rule=Rule.DRAFT_PHASE,
        )
    ]


def _share(clause: Clause, waiting: list[Loose], item: Headed) -> list[Draft]:
    """Return the drafts of a headed item and of those before it that borrow its head."""
    listed = places_at_end(clause, waiting)
    if listed and starts_with_place(clause, item):
        return counties_and_kind(clause, listed, item)
    if listed and leads_with_place(clause, item):
        return counties_before_verb(clause, listed, item)
    if names_a_region(clause, waiting, item):
        return counties_before_verb(clause, waiting, item)
    if waiting and names_towns(clause, waiting, item):
        return towns_and_kind(clause, waiting, item)
    if stem := _numbered_stem(clause, waiting, item):
        return _numbered(clause, waiting, item, stem)
    named = [w for w in waiting if _listable(clause, w) and not _just_place(clause, w, item)]
    if item.lead and SUPPORTS.search(clause.flat, clause.span.start, item.start):
        named = []  # 鼓励A公司、B公司建设绿色工厂: they are to build it
    borrowed = [borrow(clause, w, item, waiting[0]) for w in named]
    if borrowed and _closes(clause, item):
        return [in_list(d, LIST_BONUS) for d in borrowed]  # A、B等风电场: the head alone
    own = _own(clause, item, waiting)
    # Beside a thing that is none by itself (虚拟电厂) the others of its list are seldom one.
    bonus = LIST_BONUS if own.score > 0 else -_LIST_DOUBT
    others = [in_list(d, bonus) for d in borrowed]
    return [*others, in_list(own, LIST_BONUS) if named else own]


def _numbered_stem(clause: Clause, waiting: list[Loose], item: Headed) -> str:
    """Return what plants that only a number tells apart are called: 云洲五、六、七海上风电场."""
    if not (waiting and _NUMERAL.fullmatch(clause.text, item.start, item.chain)):
        return ""
    first, *rest = (clause.words(w.start, w.end) for w in waiting)
    told = _STEP.search(first)
    alike = told is not None and all(_NUMERAL.fullmatch(r) for r in rest)
    return first[: told.start()] if told and alike and told.start() >= _MIN_STEM else ""


def _numbered(clause: Clause, waiting: list[Loose], item: Headed, stem: str) -> list[Draft]:
    head = clause.text[item.chain : item.name_end]
    numbers = [clause.words(w.start, w.end).removeprefix(stem) for w in waiting]
    numbers.append(clause.text[item.start : item.chain])
    first = waiting[0]
    place = ((first.start, first.end),)
    listed: list[Loose | Headed] = [*waiting, item]
    drafts = [
        make_draft(
            clause,
            item,
            (i.start, item.name_end),
            stem + n + head,
            Rule.DRAFT_SHARED,
            body=stem + n,
        )._replace(own=(i.start, i.end), places=place, lead=first.lead, verb=first.verb)
        for i, n in zip(listed, numbers, strict=True)
    ]
    return [in_list(d, LIST_BONUS) for d in drafts]


def _headless(clause: Clause, item: Loose) -> Draft | None:
    """Return the draft of a named thing without a head word that a verb builds and a size backs.

    年内落地榆能精化绿氢耦合煤制甲醇,年产能60万吨: nothing but verb, name and size tell it.
    """
    name = clause.words(item.start, item.end)
    sized = clause.sized_after() or clause.sized(item.start, item.end)
    if bare(clause, item):
        return None
    if mended := _mended(clause, item):
        return mended
    if not (sized and _RAISES.search(item.verb) and _MIN_NAME <= len(name) <= _MAX_LISTED):
        return None
    no_head = Head(item.end, item.end, "other")
    end = Headed(
        item.start, item.end, item.lead, item.verb, no_head, item.end, item.end, Rule.DRAFT_BARE
    )
    kind = kind_of(name)
    draft = make_draft(clause, end, (item.start, item.end), name, Rule.DRAFT_BARE)
    return draft._replace(kind=kind if kind != "other" else "factory")


def _mended(clause: Clause, item: Loose) -> Draft | None:
    """Return the draft of ground that a verb in front mends: 修复枞阳县云岭废弃采坑96公顷."""
    told = _MENDS.search(item.verb)
    sizes = clause.amounts(item.start, item.end) if told else ()
    if not (told and sizes):
        return None
    ground = _GROUND.search(clause.text, item.start, sizes[0].start)
    places = clause.places(item.start, item.end)
    since = places[-1].end if places else item.start
    if (
        ground is None
        or since > ground.start()
        or not identity(clause.text[since : ground.start()])
    ):
        return None
    end = ground.end()
    head = Headed(
        *(item.start, item.end, item.lead, item.verb),
        *(Head(ground.start(), end, "mine_restoration"), ground.start(), end, Rule.DRAFT_BARE),
    )
    name = clause.text[item.start : end] + told[0]
    return make_draft(clause, head, (item.start, end), name, Rule.DRAFT_BARE)


def _listable(clause: Clause, item: Loose) -> bool:
    text = clause.words(item.start, item.end)
    return 1 < len(text) <= _MAX_LISTED and not SOFT.search(text)


def _just_place(clause: Clause, item: Loose, lender: Headed) -> bool:
    """Whether an item is a county that would borrow no more than 项目."""
    return lender.head.weak and bare(clause, item)


def _is_whole(clause: Clause, item: Headed, end: int) -> bool:
    """Whether a list's last name is told before its 等: A光热电站(8万千瓦)等项目."""
    return item.head.weak and bool(_BUILT.search(clause.flat[item.start : end].rstrip(TRIM)))


def _own(clause: Clause, item: Headed, waiting: list[Loose]) -> Draft:
    """Return the draft of an item that has its own head."""
    ending = list_end(clause, item)
    name = clause.text[item.start : item.name_end]
    if ending:
        name = clause.text[item.start : ending[0]]
        if not _is_whole(clause, item, ending[0]):
            name += clause.text[ending[1] : item.name_end]
    if has_voltage(clause, item) and not _KV.search(name):
        name = clause.sentence.voltage(clause.span.start, item.start) + name
    draft = make_draft(clause, item, (item.start, item.name_end), name, Rule.DRAFT_HEAD)
    if item.lead or not waiting:
        return draft
    return draft._replace(lead=waiting[0].lead)
