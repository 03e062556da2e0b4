"""Stage, nature and year of a project, by the words around its name (design rule 6)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE, PRELIMINARY, WORK_VERB
from projects.models import Nature, Stage

if TYPE_CHECKING:
    from projects.extraction.parts import Draft

__all__ = ["nature_of", "stage_of", "year_by", "year_of"]

_YEAR = re.compile(r"(20\d\d)年")
_DONE = re.compile(
    r"投产|建成|并网|完工|竣工|完成|开工|通车|投运|投用|落地|实施|实现|开通|力争|投入|试运行|双投"
)
_EXISTING = re.compile(
    r"现有|已建成|已投产|已投运|并网运行|稳发满发|已建|建成运行|发挥|投产(?=,|$)"
)
_BUILDING = re.compile(r"在建|续建|尾工|加快建成|全容量|建设进度|收尾|主厂房|铺轨|挂网")
_UNTIL = re.compile(r"\s*(?:力争)?(?:到|至)?(20\d\d)年")
_BY = 10
_PHASES = re.compile(r"二期|三期|四期|扩建|扩容|增容|扩能")


def nature_of(draft: Draft, told: str = "") -> Nature:
    """Return what sort of work it is, from what a table tells, the name, the verbs before it."""
    for word, nature in WORK_VERB.items():
        if word in told or word in draft.name or word in draft.verb:
            return Nature(nature)
    return Nature.EXPANSION if _PHASES.search(draft.name) else Nature.NEW


@lru_cache(maxsize=64)
def stage_of(sentence: str, nature: Nature) -> Stage:
    """Return how far it is, from its sentence; planned unless something else is said."""
    if PRELIMINARY.search(sentence):
        return Stage.PRELIMINARY
    if _BUILDING.search(sentence):
        return Stage.UNDER_CONSTRUCTION
    if nature is Nature.NEW and _EXISTING.search(sentence):
        return Stage.EXISTING
    return Stage.PLANNED


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
