"""Verbs and particles of one character at a name's left edge: words of their own, or its first?

将军山, 对门山 and 可渡河 begin like 将推进…, 对…进行改造 and 可满足…. The segmenter cuts a name
that it does not know into such words; what tells them apart is that a particle has its verb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.lexicon import ANY_VERB, LEADING, PREDICATE, PREDICATE_WORD
from projects.extraction.naming import begins_generally, leading_verbs

if TYPE_CHECKING:
    from projects.extraction.parts import Clause

__all__ = ["is_word", "predicate"]

# These stand between a verb and its thing (建设好…, 完成了…), 等 behind a list.
_BOUND = frozenset("的了好等")
_PREPOSITIONS = frozenset("对把将在于以由从为向按")
_ADVERBS = frozenset("再又还也均都已正要拟")
# What a preposition's thing undergoes, told behind it: 将云岭风电场纳入规划, 与云岭港合作.
_UNDERGOES = (
    r"进行|实施|开展|纳入|列入|打造|建[成设]?为|改建|改为|作为|转型|移交|整合|给予|予以|提供|接入"
    r"|开辟|引[入接水]|供[电水热气]|送[电出]|实行|优先|包联|调度|负责|牵头"
)
_TAKES = re.compile(_UNDERGOES)
_DONE_TO = r"|(?:改造|升级|修复|治理|整治|加固|扩容|扩建|疏浚|清淤)(?!.{0,4}(?:工程|项目))"
_TOGETHER = re.compile(r"合作|对接|联动|衔接|互联|融合|共建|联合|连接|连通|互补|协同|贯通")
_CLOSING = {
    "将": _TAKES,
    "把": _TAKES,
    "对": re.compile(_UNDERGOES + _DONE_TO),
    "与": _TOGETHER,
    "和": _TOGETHER,
}
_GOES_ON = re.compile(r"[\s\ue000\d“]")
# 集…于一体, 除…外: they do not stand alone.
_CLOSED_BY = {"集": re.compile(r"[于为]一[体身]|于一"), "除": re.compile(r"外")}
_ALONE = 1
_REACH = 60  # characters, so that long lists cost no more an item than short ones
_LISTING = frozenset("、和与及")


def is_word(clause: Clause, start: int, at: int, limit: int) -> bool:
    """Whether the character at `at`, behind what an item begins with at `start`, is a word."""
    sign = clause.flat[at]
    said = at == start > clause.span.start and clause.flat[at - 1] not in _LISTING
    if sign in _BOUND or said:
        return True  # 云岭风电场|为全市首个…: an item cut where what is said of it begins
    after = at + 1
    if _leads_on(clause, after, limit):
        return True
    if sign in _PREPOSITIONS and _verb_between(clause, after, limit):
        return True
    if start > clause.span.start or clause.flat[start:at].strip():
        return _undergoes(clause, sign, limit)
    if sign in _ADVERBS:
        return False
    return sign not in _PREPOSITIONS or not _names_alone(clause, limit)


def _names_alone(clause: Clause, limit: int) -> bool:
    """Whether a whole sentence is no more than names, as an item of a numbered list is."""
    return clause.span.start == 0 and not _verb_between(clause, limit, len(clause.flat))


def _leads_on(clause: Clause, at: int, limit: int) -> bool:
    """Whether a verb, an adverb, a figure, a sign or a place follows."""
    flat = clause.flat
    if _GOES_ON.match(flat, at) or any(t.start == at for t in clause.places(at, limit)):
        return True
    word = LEADING.match(flat, at, limit)
    whole = word is not None and word.end() - at > _ALONE and word.end() in clause.edges
    return whole or bool(leading_verbs(flat[at : min(limit, at + _REACH)]))


def _near(clause: Clause, end: int) -> int:
    """Return how far behind a name its preposition's verb is looked for."""
    return min(clause.span.end, end + _REACH)


def _verb_between(clause: Clause, start: int, end: int) -> bool:
    found = (*ANY_VERB.finditer(clause.flat, start, end), *_TAKES.finditer(clause.flat, start, end))
    return any(m.start() in clause.edges for m in found)


def _undergoes(clause: Clause, sign: str, limit: int) -> bool:
    """Whether a verb's preposition has a verb of its own behind its thing: 加快对A改造."""
    told = _CLOSING.get(sign)
    return told is not None and told.search(clause.flat, limit, _near(clause, limit)) is not None


def predicate(clause: Clause, start: int, end: int, body: str) -> re.Match[str] | None:
    """Return the words by which an item's `body` tells more of a project named before.

    `start` and `end` are those of its name. A single character is one of these words where a verb
    or general word follows and none builds what it begins; 可渡河 and 集通 are names.
    """
    if (word := PREDICATE_WORD.match(body)) is not None:
        return word
    found = PREDICATE.match(body)
    if found is None:
        return None
    sign = found[0][0]
    if closing := _CLOSED_BY.get(sign):
        return found if closing.search(clause.flat, start, _near(clause, end)) else None
    if begins_generally(body):
        return found
    told = clause.flat[end : _near(clause, end)].strip("\ue000 ")
    first = start - clause.span.start < _ALONE or clause.flat[clause.span.start : start].isspace()
    return found if sign in "使让与" and told and first else None
