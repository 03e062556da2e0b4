"""Words in the cells of tables: stages, natures, kinds and how exact coordinates are.

The English words of stages are the status categories of Global Energy Monitor's trackers (their
methodology pages, globalenergymonitor.org): announced, pre-permit and pre-construction have no
permits yet, permitted has; mothballed is out of use and not retired; "shelved - inferred 2 y" was
concluded from silence. What is not in these tables is told, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from projects.extraction.naming import kind_told
from projects.kinds import KINDS
from projects.models import Nature, Stage
from projects.rules import Rule
from projects.script import simplify
from projects.wording import NATURES, STAGES

__all__ = ["folded", "is_nothing", "kind_in", "kind_of_row", "nature_in", "nature_of", "stage_in"]

_NOTHING = re.compile(
    r"[-—–/\\.?]*|无|暂无|未定|待定|未知|不详|空|n/?a|nan|null|none|tbd|not found|unknown"
)
_STAGES = (
    (
        Stage.CANCELLED,
        r"(?:已)?(?:取消|终止|放弃|撤销)|cancelled|canceled|cancelled - inferred \d+ y",
    ),
    (Stage.RETIRED, r"(?:已)?(?:退役|关停|拆除|关闭|报废)|retired|decommissioned|closed"),
    (
        Stage.SHELVED,
        r"(?:已)?(?:搁置|暂停|暂缓|停建|缓建|停工|封存)|shelved|shelved - inferred \d+ y|mothballed"
        r"|suspended|on hold",
    ),
    (
        Stage.PRELIMINARY,
        r"(?:正在|积极|加快|持续)?(?:开展|处于|推进|办理)?(?:项目)?前期(?:工作|论证|阶段|项目|准备|手续)?(?:中|阶段)?|谋划(?:阶段|项目|中)?|储备(?:阶段|项目)?"
        r"|(?:可研|预可研|可行性研究|论证|选址|核准前)(?:阶段|中)?"
        r"|pre-?construction|pre-?permit|announced|proposed",
    ),
    (
        Stage.PLANNED,
        r"(?:拟|待|未|计划|规划)(?:新)?(?:建设?|开工)|新开工(?:项目)?|计划|规划(?:项目|中)?"
        r"|(?:已)?(?:核准|备案|批复|立项|审批)(?:未(?:建|开工))?|permitted|planned|approved",
    ),
    (
        Stage.UNDER_CONSTRUCTION,
        r"(?:在|续|正在)建(?:项目|设|设中)?|(?:正在|处于)?(?:建设|施工)(?:中|阶段|期)?|(?:已|已经|全面|正式)?(?:开工|动工)(?:建设|在建)?"
        r"|(?:under )?construction|in construction|building",
    ),
    (
        Stage.EXISTING,
        r"(?:已|全部|已经)?(?:建成|建|投产|投运|投入(?:运行|运营|使用)|竣工|完工|并网|完成)(?:投产|投运|使用|运行|并网)?"
        r"|(?:在|正常|商业)?(?:运行|运营|运)(?:中)?|现有|存量|operating|operational|in operation|in service"
        r"|commissioned|completed|existing",
    ),
)
_NATURES = (
    (Nature.NEW, r"新建|新开工|续建|拟建|新增|new"),
    (Nature.EXPANSION, r"扩建|改?扩建|扩能|增容|改建扩建|expansion|extension"),
    (Nature.RETROFIT, r"改建|改造|技改|技术改造|迁建|更新改造|retrofit|upgrade|conversion"),
    (Nature.PROTECTION, r"保护|修复|保护修复|治理|恢复|protection|restoration"),
)
_NATURE_OF_NAME = (
    (Nature.EXPANSION, re.compile("扩建|扩能|增容")),
    (Nature.RETROFIT, re.compile("改造|技改|改建|迁建")),
    (Nature.PROTECTION, re.compile("(?:保护|修复|治理|恢复)(?:工程|项目)?$")),
)
_OPEN = frozenset({Rule.KIND_OPEN, Rule.KIND_STATION})
_MOST_WORDS = 4096
_LONGEST_NOTHING = 12


@lru_cache(maxsize=_MOST_WORDS)
def folded(word: str) -> str:
    """Return a cell's word as the tables here have it: simplified, half-width, in lower case."""
    return " ".join(simplify(unicodedata.normalize("NFKC", word)).casefold().split())


def is_nothing(cell: str) -> bool:
    """Tell whether a cell says nothing: empty, a dash, 无, 待定, n/a."""
    return len(cell) <= _LONGEST_NOTHING and _says_nothing(cell)


@lru_cache(maxsize=_MOST_WORDS)
def _says_nothing(cell: str) -> bool:
    return _NOTHING.fullmatch(folded(cell)) is not None


@lru_cache(maxsize=_MOST_WORDS)
def stage_in(cell: str) -> Stage | None:
    """Return the stage a cell says, None for words that are not known."""
    word = folded(cell)
    for stage, (zh, en) in STAGES.items():
        if word in {str(stage), str(stage).replace("_", " "), zh, en.casefold()}:
            return Stage(stage)
    return next((stage for stage, words in _STAGES if re.fullmatch(words, word)), None)


@lru_cache(maxsize=_MOST_WORDS)
def nature_in(cell: str) -> Nature | None:
    """Return the nature a cell says, None for words that are not known."""
    word = folded(cell)
    for nature, (zh, en) in NATURES.items():
        if word in {str(nature), zh, en.casefold()}:
            return Nature(nature)
    return next((nature for nature, words in _NATURES if re.fullmatch(words, word)), None)


def nature_of(name: str) -> Nature:
    """Return the nature a project's name tells; new where it tells none."""
    found = (nature for nature, words in _NATURE_OF_NAME if words.search(name))
    return next(found, Nature.NEW)


@lru_cache(maxsize=_MOST_WORDS)
def kind_in(cell: str) -> str | None:
    """Return the kind a cell says, by its key, its labels or the words of the table of kinds."""
    word = folded(cell)
    for key, kind in KINDS.items():
        if word in {key, key.replace("_", " "), kind.zh, kind.en.casefold()}:
            return key
    for key, kind in KINDS.items():
        if kind.words_en and re.search(kind.words_en, word):
            return key
    kind_, (rule, _) = kind_told(word)
    return None if rule in _OPEN else kind_


def kind_of_row(cell: str, name: str) -> str:
    """Return the kind of a row: what its cell says, else what the name tells, else other."""
    said = None if is_nothing(cell) else kind_in(cell)
    if said is not None:
        return said
    kind, (rule, _) = kind_told(folded(name))
    return "other" if rule is Rule.KIND_OPEN else kind
