"""From a clause to drafts of projects: left edge, head, right edge, and whether it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projects.extraction import clauses as cut
from projects.extraction.lexicon import (
    ANY_VERB,
    CITYWIDE,
    LEADING,
    LIST_TAIL,
    NOT_A_PROJECT,
    SOFT,
    TAIL,
)
from projects.extraction.naming import HEAD, Head, boundaries, heads, identity, kind_of, leading_verbs, only_nouns, splits_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Toponym
    from projects.quantities import Found

__all__ = ["Clause", "Draft", "read_clause"]

_ENDS_NAMED = re.compile(rf"(?:{HEAD.pattern})(?:{TAIL.pattern})?(?:\([^()]*\))?$")
_PHASE = re.compile(r"(?:首|[一二三四五六\d])期|扩建|扩容|技改")
_VOLTAGE = re.compile(r"^\D{0,3}(±?\d+(?:千伏|kV))", re.IGNORECASE)
_KV = re.compile(r"千伏|kV", re.IGNORECASE)
_KV_FIRST = re.compile(r"(?<=建|点|成|设|进|动)±?\d+(?:千伏|kV)", re.IGNORECASE)
_STATION = re.compile(r"站|变$")
_TRIM = " \t、,:;/和与及“”的等\ue000"
_QUOTED = re.compile(r"“[^”]{2,12}”")
_DROPPED_END = re.compile(r"(?<=.{4})(?:项目建设|工程建设|建设|前期工作|前期|尾工|落地|等)$")
_PARENTHESES = re.compile(r"[(（][^()（）]*(?:\d|位于|占地|新增|全长|其中)[^()（）]*[)）]")
_ORDINALS = re.compile(r"^(?:[(（]\d+[)）]|\d+[.、])\s*")
_WHERE = re.compile(
    r"^(?:在|由|于|对|把|将)|(?:境内|内|上|中|的|等地|先行|率先|重点|积极|加快|稳步|拟|要|将)+$"
)
_MAX_LEAD = 16
_MAX_NAME = 60
_MAX_NOUNS = 6
_MAX_LISTED = 24
_TO_STRONG = re.compile(rf"(?:等|重点|重大|的)*(?:{TAIL.pattern})?")
_ZONE = re.compile(r"(?:高新区|经开区|开发区|新区|管委会)$")
_LISTED_WORKS = re.compile(r"等(?:重点|重大)?(?:项目|工程)")
_NOT_VERB = re.compile(r"[\W\d_\ue000]+|^[一二三四五六七八九十]+、|20\d\d年")
_PLAIN = re.compile(r"项目|工程|期")
_PREDICATE = re.compile(
    r"(?:达产后|集|除|布置|治理后|配\d|年处理|年产|日处理|占地|总?装机|新增|建成后|投产后|其中|可|能够|力争|每|省|按照|除|使|让|与|各)"
)
_ACCEPT = 2.5
_ACCEPT_SIBLING = 1.5
_WORKS = re.compile(r"项目|工程|[一二三四五]期")
_OPEN = frozenset({"other", "factory"})
_COUNTS = frozenset({"count", "berths", "m2", "m3/a", "MVA"})
# Kinds whose head words are used of programmes and titles as often as of sites.
_ABSTRACT = frozenset({"pilot_zone", "other", "research_platform", "industrial_park"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with all that is known of it; offsets are of the passage's text."""

    text: str
    span: cut.Span
    toponyms: Sequence[Toponym]
    quantities: Sequence[Found]
    box: bool = False
    heading: bool = False

    def places(self, start: int, end: int) -> list[Toponym]:
        """Return the toponyms between two offsets."""
        return [t for t in self.toponyms if start <= t.start and t.end <= end]

    def amounts(self, start: int, end: int) -> list[Found]:
        """Return the quantities between two offsets."""
        return [q for q in self.quantities if start <= q.start and q.end <= end]


@dataclass(frozen=True, slots=True)
class Draft:
    """A project as far as a clause tells it.

    `lead` is the span before the name that tells where ("在社旗县太和镇"), else None.
    `name` is as assembled, still with quantities; `score` is the evidence that it is a project.
    """

    start: int
    end: int
    name: str
    kind: str
    score: float
    rule: str
    own: tuple[int, int]
    batch: int
    verb: str = ""
    lead: tuple[int, int] | None = None
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """An item after its left edge is found; `head` is None for one that borrows its head."""

    start: int
    end: int
    lead: tuple[int, int] | None
    head: Head | None
    chain: int
    name_end: int
    verb: str


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of a clause, in order."""
    flat = cut.flatten(clause.text)
    spans = cut.items(clause.text, clause.span, _ENDS_NAMED)
    edges = boundaries(clause.text)
    parsed = _inherit_verbs([_parse(clause, flat, edges, span) for span in spans])
    drafts: list[Draft] = []
    waiting: list[_Item] = []
    for item, following in zip(parsed, [*parsed[1:], None], strict=True):
        if item.head is None or _lends_to(flat, item, following):
            waiting.append(item)
            continue
        drafts += _share(clause, flat, waiting, item)
        waiting = []
    best = max((d.score for d in drafts), default=0.0)
    floor = _ACCEPT_SIBLING if best >= _ACCEPT else _ACCEPT
    return [d for d in drafts if d.score >= floor and d.name]


def _inherit_verbs(parsed: list[_Item]) -> list[_Item]:
    """Let every item of a list have the verb that stands before the first."""
    out: list[_Item] = []
    verb = ""
    for item in parsed:
        verb = item.verb or verb
        out.append(replace(item, verb=verb))
    return out


def _lends_to(flat: str, item: _Item, following: _Item | None) -> bool:
    """Whether an item's head word recurs inside the next name: 射阳港、大丰港零碳产业园."""
    if item.head is None or following is None or following.head is None:
        return False
    word = flat[item.head.start : item.name_end]
    return item.name_end >= item.end and flat[following.start : following.chain].endswith(word)


def _parse(clause: Clause, flat: str, edges: set[int], span: cut.Span) -> _Item:
    found = [
        h
        for h in heads(flat, span.start, span.end)
        if not NOT_A_PROJECT.match(flat[h.end : span.end]) and not splits_word(flat, edges, h.start)
    ]
    strong = [h for h in found if not h.weak]
    head = _choose(flat, found, strong)
    head = _phase(flat, span, head)
    limit = head.start if head else span.end
    chain = _chain(found, head) if head else limit
    start, lead, verb = _left_edge(clause, flat, edges, span.start, chain)
    end = span.end
    name_end = _right_edge(flat, clause.text, head.end, span.end) if head else span.end
    return _Item(start, end, lead, head, max(chain, start), name_end, verb)


def _choose(flat: str, found: list[Head], strong: list[Head]) -> Head | None:
    """Return the head that names the item: the last, or the strong one it merely follows."""
    if not found:
        return None
    last = found[-1]
    if last.weak and strong and _TO_STRONG.fullmatch(flat[strong[-1].end : last.end]):
        return strong[-1]
    return last


def _phase(flat: str, span: cut.Span, head: Head | None) -> Head | None:
    """Return a phase (二期) as the head where no head word is, or where a verb parts them."""
    found = list(_PHASE.finditer(flat, span.start, span.end))
    if not found:
        return head
    last = found[-1]
    if head and not (last.start() > head.end and ANY_VERB.search(flat, head.end, last.start())):
        return head
    return Head(last.start(), last.end(), "other")


def _chain(found: list[Head], head: Head) -> int:
    """Return where the unbroken run of head words that ends in `head` begins."""
    start = head.start
    for other in reversed(found):
        if other.end == start:
            start = other.start
    return start


def _left_edge(
    clause: Clause, flat: str, edges: set[int], start: int, limit: int
) -> tuple[int, tuple[int, int] | None, str]:
    """Return where the name begins, the span that leads up to it, and the verbs passed."""
    starts = {t.start for t in clause.toponyms}
    begin = _skip_leading(flat, edges, starts, start, limit)
    begin = _skip_verbs(flat, starts, begin, limit)
    lead: tuple[int, int] | None = None
    verb = _NOT_VERB.sub("", flat[start:begin])
    cutting = [
        m
        for m in ANY_VERB.finditer(flat, begin, limit)
        if m.start() in edges and not _covered(clause, m.start())
    ]
    if cutting:
        last = cutting[-1]
        after = _skip_leading(flat, edges, starts, last.end(), limit)
        if after <= limit and (after < limit or begin < last.start()):
            lead = (begin, last.start()) if begin < last.start() else None
            verb += flat[last.start() : after]
            begin = _skip_verbs(flat, starts, after, limit)
    return begin, lead, verb


def _covered(clause: Clause, offset: int) -> bool:
    return any(t.start <= offset < t.end for t in clause.toponyms)


def _skip_leading(flat: str, edges: set[int], starts: set[int], start: int, limit: int) -> int:
    at = good = start
    while at < limit and at not in starts:
        match = LEADING.match(flat, at, limit)
        if not match or match.end() == at:
            break
        at = match.end()
        good = at if at in edges or match[0].isspace() else good
    return good


def _skip_verbs(flat: str, starts: set[int], start: int, limit: int) -> int:
    """Pass the general verbs a body begins with (构建, 承担): a name does not."""
    at = start
    for length in leading_verbs(flat[start:limit]):
        if at in starts or any(at < s < at + length for s in starts):
            break
        at += length
    return at


def _right_edge(flat: str, text: str, head_end: int, limit: int) -> int:
    """Return where the name ends: after the head's tail, and nouns that continue it."""
    match = TAIL.match(text, head_end, limit)
    end = match.end() if match else head_end
    if not _LISTED_WORKS.search(flat, end):
        return end
    rest = flat[end:limit].split("\ue000")[0]
    return end + len(rest) if 1 < len(rest) <= _MAX_NOUNS and only_nouns(rest) else end


def _share(clause: Clause, flat: str, waiting: list[_Item], item: _Item) -> list[Draft]:
    """Return the drafts of a headed item and of those before it that borrow its head."""
    listed = LIST_TAIL.search(flat, item.start, item.end)
    own_end = listed.start() if listed and listed.start() < item.chain + 1 else None
    if waiting and all(_bare_places(clause, w.start, w.end) for w in waiting):
        first = _bare_end(clause, item)
        if first is not None:
            return _counties_group(clause, flat, waiting, item, own_end)
    named = [w for w in waiting if _listable(flat, w) and not _just_place(clause, w, item)]
    drafts = [_borrow(clause, flat, w, item, waiting[0]) for w in named]
    drafts.append(_own(clause, flat, item, own_end, waiting))
    shared = 0.5 if named else 0.0  # a list of names is read as one
    return [replace(d, score=d.score + shared * (d.score > 0)) for d in drafts]


def _bare_places(clause: Clause, start: int, end: int) -> bool:
    """Whether nothing but counties stands between two offsets."""
    found = clause.places(start, end)
    covered = sum(t.end - t.start for t in found)
    text = clause.text[start:end].strip(_TRIM)
    return bool(found) and covered >= len(text)


def _bare_end(clause: Clause, item: _Item) -> int | None:
    """Return where the county ends that a headed item begins with, else None."""
    found = clause.places(item.start, item.chain)
    return found[0].end if found and found[0].start == item.start else None


def _counties_group(
    clause: Clause, flat: str, waiting: list[_Item], item: _Item, own_end: int | None
) -> list[Draft]:
    first = waiting[0]
    head = item.head
    assert head is not None  # noqa: S101 - narrowed by the caller
    body = clause.text[item.start : item.name_end]
    counties = [clause.text[w.start : w.end].strip(_TRIM) for w in waiting]
    several = head.kind == "industrial_park" and own_end is not None and "地" not in body[:24]
    if several:
        tail = clause.text[_after_list(flat, own_end or item.chain) : item.name_end]
        last = clause.places(item.start, item.chain)[0]
        spans = [(w.start, w.end) for w in waiting] + [(last.start, last.end)]
        drafts = [
            _draft(clause, item, (s, item.name_end), clause.text[s:e].strip(_TRIM) + tail, "parks")
            for s, e in spans
        ]
        return [replace(d, places=(sp,)) for d, sp in zip(drafts, spans, strict=True)]
    name = "、".join(counties) + "、" + body
    draft = _draft(clause, item, (first.start, item.name_end), name, "counties")
    return [replace(draft, lead=draft.lead or first.lead)]


def _after_list(flat: str, at: int) -> int:
    match = LIST_TAIL.match(flat, at)
    return match.end() if match else at


def _listable(flat: str, item: _Item) -> bool:
    text = flat[item.start : item.end].strip(_TRIM)
    return 1 < len(text) <= _MAX_LISTED and not SOFT.search(text)


def _just_place(clause: Clause, item: _Item, lender: _Item) -> bool:
    """Whether an item is a county that would borrow no more than 项目."""
    weak = lender.head is not None and lender.head.weak
    return weak and _bare_places(clause, item.start, item.end)


def _borrow(clause: Clause, flat: str, item: _Item, lender: _Item, first: _Item) -> Draft:
    """Return the draft of an item that takes its head from a later one."""
    listed = LIST_TAIL.search(flat, lender.start, lender.end)
    head_start = lender.chain
    if listed and listed.start() <= head_start:
        head_start = listed.end()
    weak = lender.head is not None and lender.head.weak and lender.head.kind == "other"
    tail = clause.text[head_start : lender.name_end]
    tail = ("项目" if "项目" in tail else "") if weak and _PLAIN.search(tail) else tail
    own = clause.text[item.start : item.end].strip(_TRIM)
    voltage = _VOLTAGE.match(clause.text[first.start : first.end])
    if voltage and not _VOLTAGE.match(own):
        own = voltage[1] + own
    return replace(
        _draft(clause, lender, (item.start, lender.name_end), own + tail, "shared head", own=own),
        lead=item.lead or first.lead,
        own=(item.start, item.end),
        places=((item.start, item.end),),
        verb=item.verb or first.verb,
    )


def _own(
    clause: Clause, flat: str, item: _Item, own_end: int | None, waiting: list[_Item]
) -> Draft:
    text = clause.text
    name = text[item.start : item.name_end]
    if own_end is not None:
        name = text[item.start : own_end] + text[_after_list(flat, own_end) : item.name_end]
    voltage = _VOLTAGE.match(_first_words(clause, flat))
    if voltage and not _KV.search(name) and (waiting or _STATION.search(name)):
        name = voltage[1] + name
    lead = item.lead or (waiting[0].lead if waiting else None)
    draft = _draft(clause, item, (item.start, item.name_end), name, "head")
    verb = item.verb or (waiting[0].verb if waiting else "")
    return replace(draft, lead=lead, verb=verb)


def _first_words(clause: Clause, flat: str) -> str:
    """Return a clause's text from its first voltage on, "" if it begins with none."""
    match = _KV_FIRST.search(flat, clause.span.start, clause.span.end)
    return flat[match.start() : match.end()] if match else ""


def _draft(
    clause: Clause,
    item: _Item,
    span: tuple[int, int],
    name: str,
    rule: str,
    *,
    own: str | None = None,
) -> Draft:
    head = item.head
    assert head is not None  # noqa: S101 - only headed items come here
    clean = _clean(clause, item, name)
    kind = kind_of(clean)
    body = own if own is not None else clause.text[item.start : item.chain]
    score = _score(clause, item, body, kind)
    return Draft(
        start=span[0],
        end=span[1],
        name=clean[:_MAX_NAME],
        kind=kind,
        score=score,
        rule=rule,
        own=(item.start, item.end),
        batch=clause.span.start,
        verb=item.verb,
        lead=item.lead,
    )


def _clean(clause: Clause, item: _Item, name: str) -> str:
    """Return the name without figures, with where it is if nothing else identifies it."""
    bare = _PARENTHESES.sub("", name)
    for found in clause.quantities:
        if found.quantity.unit != "kV":
            bare = bare.replace(clause.text[found.start : found.end], "")
    bare = _DROPPED_END.sub("", _ORDINALS.sub("", bare).strip(_TRIM))
    if item.lead and identity(bare) < 1 and not clause.places(item.start, item.chain):
        where = _WHERE.sub("", clause.text[slice(*item.lead)].strip(_TRIM))
        places = clause.places(*item.lead)
        if len(where) > _MAX_LEAD and places:
            where = places[-1].text
        bare = where + bare if len(where) <= _MAX_LEAD else bare
    return bare


def _score(clause: Clause, item: _Item, body: str, kind: str) -> float:
    """Return the evidence that an item is a project: what names it, places it, sizes it."""
    head = item.head
    assert head is not None  # noqa: S101 - only headed items come here
    own = _bare(clause, body.rpartition("的")[2] if "的" in body else body, item)
    lead = _bare(clause, clause.text[slice(*item.lead)], item) if item.lead else ""
    named = max(identity(own), min(identity(lead), 1.0))
    placed, sited = _placed(clause, item)
    sized = any(a.quantity.unit not in _COUNTS for a in clause.amounts(item.start, item.end))
    tail = clause.text[head.start : item.name_end]
    if _PREDICATE.match(body) or _ZONE.search(clause.text[item.start : item.name_end]):
        return 0.0
    strong = not head.weak or kind not in _OPEN
    sited = sited and strong and kind not in _ABSTRACT
    titled = clause.heading and not (placed or sized)
    known = named >= 1 or placed or sited or (sized and (named or clause.box))
    if not known and not (clause.box and named and "项目" in tail):
        return 0.0
    soft = SOFT.search(clause.text[clause.span.start : item.start])
    score = named + max(placed, sited) + sized + strong + clause.box
    score += 0.5 * bool(_WORKS.search(tail))
    score += 0.5 * bool(item.verb) - 1.5 * bool(soft)
    score += 0.5 * bool(_QUOTED.search(body))
    score -= 1.5 * bool(CITYWIDE.search(clause.text, clause.span.start, clause.span.end))
    score -= 1.0 * titled
    score -= 0.5 * (kind in _ABSTRACT and not placed)
    return score


def _placed(clause: Clause, item: _Item) -> tuple[bool, bool]:
    """Say whether a county or town places the item, and whether its name begins with a city."""
    found = clause.places((item.lead or (item.start,))[0], item.name_end)
    finer = any(p.counties for t in found for p in t.places)
    return finer, any(item.start <= t.start < item.chain for t in found)


def _bare(clause: Clause, text: str, item: _Item) -> str:
    """Return `text` without the toponyms and quantities that stand in the item."""
    start = (item.lead or (item.start,))[0]
    for toponym in clause.places(start, item.end):
        text = text.replace(toponym.text, " ")
    for found in clause.amounts(start, item.end):
        text = text.replace(clause.text[found.start : found.end], " ")
    return cut.flatten(text)
