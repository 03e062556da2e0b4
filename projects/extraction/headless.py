"""Projects without a head word: rows of tables, items of boxes, items under a heading of a kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.clauses import clauses
from projects.extraction.drafts import read_clause
from projects.extraction.groups import UNTOLD, labelled
from projects.extraction.lexicon import ANY_VERB, CITYWIDE, LEADING, ORDINAL
from projects.extraction.naming import heads, identity, kind_of, kind_told, leading_verbs
from projects.extraction.parts import Clause, Draft
from projects.kinds import KINDS, MEASURES
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.structure import Passage

__all__ = [
    "kind_heading",
    "labels_harbour",
    "labels_project",
    "listed_under",
    "named_row",
    "topic_of",
]

_SIGNS = re.compile(r"[\d.、()一二三四五六七八九十\s]")
_BRACKETS = re.compile(r"\([^()]*\)")
_LABEL = re.compile(r"^(?:\(?[一二三四五六七八九十\d]+\)?[、.]?)")
_TOPIC = re.compile(r"在?([\u4e00-\u9fff]{2,10})方面")
_HARBOUR = re.compile("[^,;:、]{2,12}(?:港区|作业区):")
_SORT = re.compile(
    r"^(?:重点|重大|主要|拟建|新建|在建|续建|已建|储备|规划|谋划|建设|布局|推进|加快|实施|抓好)*(?:的)?"
)
_ENDS = re.compile(r"(?:类|重点|重大|建设)*(?:项目|工程)?(?:类|清单|列表|一览表|汇总表|表)?:?$")
_SIGNS_OF_ITEMS = "★☆●■◆▲•·*"
_LONGEST_HEADING = 16
_UNITS = {measure.key: measure.unit for measure in MEASURES.values()}
_MIN_NAME, _MAX_NAME = 2, 16
_MIN_WORK = 4
_VAGUE = frozenset({"other"})
_BULLET = re.compile(r"[\W\d]+")


def topic_of(clause: Clause) -> str:
    """Return what a clause says the next ones are about, which tells their kind; "" for none.

    抽水蓄能方面,推进云岭电站…
    """
    told = _TOPIC.fullmatch(clause.text, clause.span.start, clause.span.end)
    return told[1] if told else ""


def labels_harbour(text: str) -> bool:
    """Whether a label says in which harbour the works behind it are: 云澳港区:码湾码头二期,…"""
    return _HARBOUR.fullmatch(text) is not None


def labels_project(clause: Clause, passage: Passage) -> bool:
    """Whether a box's item is a name with its place or size after a colon, and no other name.

    Or a place with what is done there, and its size in the clause behind:
    甲县乙镇轮胎热裂解,年处理5万吨.
    """
    start, end = clause.span.start, clause.span.end
    if not (passage.box and start == 0):
        return False
    if clause.span.mark == ",":
        return _placed_and_sized(clause)
    if clause.span.mark != ":":
        return False
    rest = (end + 1, len(clause.text))
    if not (clause.places(*rest) or clause.amounts(*rest)):
        return False
    named = identity(_SIGNS.sub("", clause.text[start:end])) > 0
    others = (
        Clause(clause.sentence, s, clause.subject) for s in clauses(clause.text) if s.start > end
    )
    return named and not any(read_clause(c) for c in others)


def _placed_and_sized(clause: Clause) -> bool:
    start, end = clause.span.start, clause.span.end
    places = clause.places(start, end)
    if (
        not places
        or _BULLET.sub("", clause.text[start : places[0].start])
        or "、" in clause.text[start:end]
    ):
        return False
    rest = clause.text[places[-1].end : end]
    county = any(p.counties for t in places for p in t.places)
    named = _MIN_WORK <= len(rest) <= _MAX_NAME and not _says(rest)
    return county and named and clause.sized_after() and kind_of(rest) not in _VAGUE


def named_row(clause: Clause) -> Draft:
    """Return the draft of a table's row whose name has no head word."""
    start, end = clause.span.start, clause.span.end
    name = ORDINAL.sub("", clause.words(start, end)).lstrip(_SIGNS_OF_ITEMS)
    own = (start, len(clause.text)) if clause.span.mark == ":" else (start, end)
    return _named(name, (start, end), own, Rule.FOR_TABLE)


def _named(name: str, span: tuple[int, int], own: tuple[int, int], why: Rule) -> Draft:
    kind, told = kind_told(name)
    return Draft(*span, name, kind, 0.0, Rule.DRAFT_ROW, own, span[0], notes=(told, (why, name)))


@lru_cache(maxsize=256)
def kind_heading(heading: str) -> str:
    """Return the last line of a heading that is no more than a kind (风电项目), "" without one."""
    return next(filter(None, map(_kind_alone, reversed(heading.split("\n")))), "")


def _kind_alone(line: str) -> str:
    bare = _LABEL.sub("", _BRACKETS.sub("", line.strip()), count=1)
    bare = _SORT.sub("", bare, count=1)
    if not bare or len(bare) > _LONGEST_HEADING or kind_told(bare)[0] in UNTOLD:
        return ""
    end = 0
    for head in heads(bare, 0, len(bare)):
        if head.start == end:
            end = head.end
    return bare if end and _ENDS.fullmatch(bare, end) else ""


def listed_under(clause: Clause, heading: str) -> Draft | None:
    """Return the draft of a numbered item that is a name and a size, under a kind's heading.

    二、风电项目 / 1.浦北龙门(10万千瓦): its kind is what the heading says, or the label in front of
    it (布局独立储能:云岭一号10万千瓦).
    """
    ordinal = ORDINAL.match(clause.text) if clause.span.start == 0 else None
    labelled_here = clause.text[max(0, clause.span.start - 1) : clause.span.start] == ":"
    if not (ordinal or labelled_here):
        return None
    start, end = ordinal.end() if ordinal else clause.span.start, clause.span.end
    kind = kind_of(heading)
    sizes = clause.amounts(start, len(clause.text))
    if not any(a.quantity.unit == _UNITS[KINDS[kind].measure] for a in sizes):
        return None
    bracket = clause.text.find("(", start, end)
    ends = [a.start for a in sizes if a.start < end][:1] + [bracket] * (bracket >= 0) + [end]
    name = clause.words(start, min(ends))
    if not _MIN_NAME <= len(name) <= _MAX_NAME or _says_more(name):
        return None
    own = name
    for place in clause.places(start, min(ends)):
        own = own.replace(place.text, " ")
    if not identity(own):
        return None
    found = _named(name, (start, min(ends)), (start, end), Rule.FOR_HEADING)
    return labelled(found, heading)


def _says_more(name: str) -> bool:
    """Whether words are a sentence's, not a name's."""
    return bool(_says(name) or leading_verbs(name))


def _says(name: str) -> re.Match[str] | None:
    return ANY_VERB.search(name) or CITYWIDE.search(name) or LEADING.match(name)
