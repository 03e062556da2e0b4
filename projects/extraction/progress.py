"""Stage, nature and year of a project, by the words around its name (design rule 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE, PRELIMINARY, WORK_VERB
from projects.models import Nature, Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Draft
    from projects.rules import Note

__all__ = ["Told", "nature_of", "stage_of", "year_by", "year_of"]

_YEAR = re.compile(r"(20\d\d)年")
_DONE = re.compile(
    r"投产|建成|并网|完工|竣工|完成|开工|通车|投运|投用|落地|实施|实现|开通|力争|投入|试运行|双投"
)
_IN_USE = r"投产|投运|投用|建成|并网|通车|投入(?:运行|使用|生产)|运行|完工|竣工"
_EXISTING = re.compile(
    rf"现有|已(?:经|于)?[^,。;]{{0,12}}(?:{_IN_USE})|已建|并网运行|稳发满发|建成运行|发挥[^,。;]{{0,12}}作用"
)
_USED = re.compile(_IN_USE)
_FUTURE = re.compile(r"力争|确保|计划|争取|预计|拟|将|要|前|底|加快|推进|推动|建设(?!的)|规划")
_ENDED = (
    (Stage.CANCELLED, re.compile(r"取消|终止|不再(?:建设|实施)")),
    (Stage.SHELVED, re.compile(r"暂缓|缓建|停建|停止建设|搁置")),
    (Stage.RETIRED, re.compile(r"关停|关闭|淘汰|拆除|报废|退出")),
)
_BUILDING = re.compile(r"在建|续建|尾工|加快建成|全容量|建设进度|收尾|主厂房|铺轨|挂网")
_UNTIL = re.compile(r"\s*(?:力争)?(?:到|至)?(20\d\d)年")
_BY = 10
_PHASES = re.compile(r"二期|三期|四期|扩建|扩容|增容|扩能")


@dataclass(frozen=True, slots=True)
class Told:
    """What the text says around a name: the verbs before it, its clause, and what follows it."""

    verb: str
    clause: str
    after: str


def nature_of(draft: Draft, told: str = "") -> tuple[Nature, Note]:
    """Return what sort of work it is, from what a table tells, the name, the verbs before it."""
    for word, nature in WORK_VERB.items():
        if word in told or word in draft.name or word in draft.verb:
            return Nature(nature), (Rule.NATURE_WORD, word)
    phase = _PHASES.search(draft.name)
    if phase:
        return Nature.EXPANSION, (Rule.NATURE_PHASE, phase[0])
    return Nature.NEW, (Rule.NATURE_DEFAULT, "")


def stage_of(
    told: Told, nature: Nature, *, year: int | None, as_of: int | None
) -> tuple[Stage, Note]:
    """Return how far it is as of the plan, from its clause; planned unless it says otherwise.

    `year` is the year the text ties to it, `as_of` the plan's own: what was put to use before the
    plan exists, whatever else the clause says.
    """
    for stage, words in _ENDED:
        if found := words.search(told.verb) or words.match(told.after):
            return stage, (Rule.STAGE_ENDED, found[0])
    if found := PRELIMINARY.search(told.clause):
        return Stage.PRELIMINARY, (Rule.STAGE_PRELIMINARY, found[0])
    past = year is not None and as_of is not None and year < as_of
    if past and (found := _USED.search(told.clause)):
        return Stage.EXISTING, (Rule.STAGE_PAST, f"{year} {found[0]}")
    if found := _BUILDING.search(told.clause):
        return Stage.UNDER_CONSTRUCTION, (Rule.STAGE_BUILDING, found[0])
    if nature is Nature.NEW and (found := _EXISTING.search(told.clause)):
        future = None if "已" in told.clause else _FUTURE.search(told.clause)
        if future:
            return Stage.PLANNED, (Rule.STAGE_FUTURE, future[0])
        return Stage.EXISTING, (Rule.STAGE_EXISTING, found[0])
    return Stage.PLANNED, (Rule.STAGE_DEFAULT, "")


def year_by(head: str) -> int | None:
    """Return the year of a sentence's first words (到2025年), None where they are more."""
    match = _UNTIL.match(head)
    return int(match[1]) if match and len(head) <= _BY and not CITYWIDE.search(head) else None


@lru_cache(maxsize=64)
def year_of(sentence: str) -> int | None:
    """Return the year by which it is to be done, None where the text ties none to it."""
    match = _YEAR.search(sentence)
    if match and _DONE.search(sentence) and not CITYWIDE.search(sentence):
        return int(match[1])
    return None
