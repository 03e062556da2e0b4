"""Where a name begins and ends inside an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.lexicon import ANY_VERB, LEADING, NOT_A_PROJECT, TAIL
from projects.extraction.naming import (
    PHASE,
    VOLTAGE_STATION,
    Head,
    heads,
    leading_verbs,
    only_nouns,
    splits_word,
)
from projects.extraction.particles import is_word
from projects.extraction.parts import Clause, Headed, Loose
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.clauses import Span
    from projects.rules import Note

__all__ = ["left_note", "parse", "unfit"]

_TO_STRONG = re.compile(rf"\s*(?:等|重点|重大|的)*(?:{TAIL.pattern})?")
_WORKS_ON = re.compile(rf"(?:实施|进行|开展|完成|启动|推进|加快)+(?:{TAIL.pattern})?")
# 发挥A、B等电站的水库调峰作用: what they do is no name.
_ACTS = re.compile(r"的[^,。;、]{2,10}(?:作用|优势|功能|效益)(?!区)")
_LEANS = re.compile("依托|利用|结合|围绕|借助")
_BUILDS = re.compile(r"(?:规划|配套|新上|布局)?(?:[新改扩]建|建设)")
_NOT_VERB = re.compile(r"[\W\d_\ue000]+|^[一二三四五六七八九十]+、|20\d\d年")
_LISTED_STATION = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?<![改转演应突])(变)(?:建设|扩建|增容|改造|投产|投运|工程|项目|\([^()]*\)|\ue000)*"
)
_MARKS = frozenset({"", ",", ":", " "})
_MAX_NOUNS = 6
_LONGEST = 16
_MAX_QUOTED = 8
_QUOTE_REACH = 60  # characters before a name's end that may open its quotation mark


def parse(clause: Clause, span: Span) -> Loose | Headed:
    """Find an item's head word and edges."""
    flat = clause.flat
    found = _fitting(clause, span)
    chosen = _choose(flat, found)
    head = _phase(clause, span, chosen) or _station(clause, span)
    if head and (built := _builds_behind(clause, head, span.end)):
        return parse(clause, span._replace(start=built.end()))._replace(verb=built[0])
    if head is None:
        return _left(clause, span, span.end)
    chain = _chain(found, head)
    at = _left(clause, span, chain)
    end = _right(clause, head.end, span.end)
    how = _found_by(found, chosen, head)
    return Headed(at.start, at.end, at.lead, at.verb, head, max(chain, at.start), end, how, at.left)


def _builds_behind(clause: Clause, head: Head, end: int) -> re.Match[str] | None:
    """Return the verb behind what a clause leans on that builds what then begins with a place.

    依托云岭铁路新建甲县石沟、乙县码湖专用线: the railway stands.
    """
    leans = _LEANS.match(clause.flat, clause.span.start)
    verb = _BUILDS.match(clause.flat, head.end, end) if leans else None
    placed = verb and any(t.start == verb.end() for t in clause.places(verb.end(), end))
    return verb if placed else None


def _fitting(clause: Clause, span: Span) -> list[Head]:
    """Return an item's head words; of one that cuts a word, what it ends in: 动力电池|产业园."""
    out: list[Head] = []
    for head in clause.heads(span.start, span.end):
        why = unfit(clause, span, head)
        if why is None:
            out.append(head)
        elif why is Rule.NOT_SPLIT:
            uncut = next((e for e in range(head.start, head.end) if e in clause.edges), head.end)
            shorter = heads(clause.flat, uncut, head.end)
            out += [h for h in shorter if not unfit(clause, span, h)]
    return out


def _found_by(found: list[Head], chosen: Head | None, head: Head) -> Rule:
    if head is chosen:
        return Rule.HEAD_LAST if head is found[-1] else Rule.HEAD_STRONG
    return Rule.HEAD_STATION if head.kind == "substation" else Rule.HEAD_PHASE


def unfit(clause: Clause, span: Span, head: Head) -> Rule | None:
    """Return the rule by which a head word names nothing where it stands, None where it may."""
    flat, edges = clause.flat, clause.edges
    if NOT_A_PROJECT.match(flat, head.end, span.end):
        return Rule.NOT_HEAD
    cut = splits_word(flat, edges, head.start)
    return Rule.NOT_SPLIT if cut or _lone(clause, head) else None


def _lone(clause: Clause, head: Head) -> bool:
    """Whether a head of one character stands inside a word, or in a place's name (防城港)."""
    if head.end - head.start > 1:
        return False
    return head.end not in clause.edges or _in_division(clause, head.start)


def _in_division(clause: Clause, at: int) -> bool:
    """Whether an offset lies in the name of a county or a prefecture."""
    near = clause.places(max(0, at - _LONGEST), at + _LONGEST)
    return any(t.start <= at < t.end for t in near if t.form in ("full", "short"))


def left_note(clause: Clause, start: int, left: Note | None) -> Note:
    """Return what set a name's left edge: the words passed, else its place, a list's or a sign."""
    if left:
        return left
    here = [t for t in clause.places(start, start + _LONGEST) if t.start == start]
    if here:
        return Rule.LEFT_PLACE, here[0].text
    sign = clause.text[start - 1 : start]
    return Rule.LEFT_MARK if sign in _MARKS else Rule.LEFT_LIST, sign


def _choose(flat: str, found: list[Head]) -> Head | None:
    """Return the head that names the item: the last, or the strong one it merely follows."""
    strong = [h for h in found if not h.weak]
    if not found:
        return None
    last = found[-1]
    if acting := next((h for h in found if _ACTS.match(flat, h.end)), None):
        return acting
    if last.weak and strong and _TO_STRONG.fullmatch(flat, strong[-1].end, last.end):
        return strong[-1]
    return last


def _phase(clause: Clause, span: Span, head: Head | None) -> Head | None:
    """Return a phase (二期) as the head where no head word is, or where a verb parts them.

    扩建 before a place is a verb, and so it is where an item begins.
    """
    flat = clause.flat
    if not clause.marked(span.start, span.end):
        return head
    starts = {t.start for t in clause.places(span.start, span.end)}
    verbs = {"扩建", "扩容", "技改"}
    told = PHASE.finditer(flat, span.start, span.end)
    found = [
        m for m in told if m.end() not in starts and not (m.start() == span.start and m[0] in verbs)
    ]
    if not found:
        return head
    last = found[-1]
    if head and not (last.start() > head.end and ANY_VERB.search(flat, head.end, last.start())):
        return head
    if head and last[0] in verbs and _WORKS_ON.fullmatch(flat, head.end, last.start()):
        return head  # 云岭电站实施增效扩容 is what is done to it
    return Head(last.start(), last.end(), "other")


def _station(clause: Clause, span: Span) -> Head | None:
    """Return the 变 of a station called by its voltage and its short name: 500千伏云岭变.

    A list need not repeat the voltage: 500千伏云岭变、码湖变.
    """
    if clause.marked(span.start, span.end):
        match = VOLTAGE_STATION.search(clause.flat, span.start, span.end)
    elif clause.flat.find("变", span.start, span.end) < 0:
        return None
    elif clause.marked(clause.span.start, span.start):
        match = _LISTED_STATION.fullmatch(clause.flat, span.start, span.end)
    else:
        match = None
    return Head(match.start(1), match.end(1), "substation") if match else None


def _chain(found: list[Head], head: Head) -> int:
    start = head.start
    for other in reversed(found):
        if other.end == start:
            start = other.start
    return start


def _left(clause: Clause, span: Span, limit: int) -> Loose:
    """Return where an item's name begins, what leads up to it, and the verbs passed."""
    flat, start = clause.flat, span.start
    begin = _skip(clause, start, limit)
    lead: tuple[int, int] | None = None
    passed = flat[start:begin]
    verb = _NOT_VERB.sub("", passed) if passed else ""
    left = (Rule.LEFT_WORDS, passed) if passed else None
    cutting = [
        m
        for m in ANY_VERB.finditer(flat, begin, limit)
        if not clause.in_toponym(m.start())
        and (m.start() in clause.edges or _behind_place(clause, m.start()))
    ]
    if cutting:
        last = cutting[-1]
        after = _skip(clause, last.end(), limit)
        if after < limit or begin < last.start():
            lead = (begin, last.start()) if begin < last.start() else None
            # 在X县建设 is not 在建设: a mark stands for what lies between
            verb += ("…" if verb and lead else "") + flat[last.start() : after]
            left = (Rule.LEFT_VERB, flat[last.start() : after])
            begin = after
    return Loose(begin, span.end, lead, verb, left)


def _behind_place(clause: Clause, at: int) -> bool:
    """Whether a place ends at an offset, whatever word the segmenter makes of what follows."""
    return any(t.end == at for t in clause.places(max(0, at - _LONGEST), at))


def _skip(clause: Clause, start: int, limit: int) -> int:
    """Pass what stands before a name: ordinals, dates, adverbs, verbs."""
    starts = {t.start for t in clause.places(start, limit)}
    at = good = start
    while at < limit and at not in starts:
        match = LEADING.match(clause.flat, at, limit)
        if not match or match.end() == at:
            break
        single = match.end() == at + 1 and "\u4e00" <= match[0] <= "\u9fff"
        if single and not is_word(clause, start, at, limit):
            break
        at = match.end()
        good = at if at in clause.edges or match[0].isspace() else good
    for length in leading_verbs(clause.flat[good:limit]):
        if any(good <= s < good + length for s in starts):
            break
        good += length
    return good


def _right(clause: Clause, head_end: int, limit: int) -> int:
    """Return where the name ends: after the head's tail, and nouns that continue it in a list."""
    end = _tail(clause.text, head_end, limit)
    start = max(0, end - _QUOTE_REACH)
    if clause.text.count("“", start, end) > clause.text.count("”", start, end):
        closing = clause.text.find("”", end, min(limit, end + _MAX_QUOTED))
        end = _tail(clause.text, closing + 1, limit) if closing >= 0 else end
    if not clause.sentence.lists_works(end):
        return end
    rest = clause.flat[end:limit].split("\ue000", maxsplit=1)[0]
    return end + len(rest) if 1 < len(rest) <= _MAX_NOUNS and only_nouns(rest) else end


def _tail(text: str, start: int, limit: int) -> int:
    match = TAIL.match(text, start, limit)
    return match.end() if match else start
