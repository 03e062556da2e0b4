"""What a figure in a plan measures: its kind, quantity, unit and basis, by the words about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.extraction.naming import kind_of
from projects.kinds import KINDS
from projects.models import Role
from projects.quantities import find_quantities

if TYPE_CHECKING:
    from projects.models import Target

__all__ = [
    "Figure",
    "Said",
    "basis_of",
    "figures",
    "is_reached",
    "kind_measured",
    "measures",
    "quantity_of",
    "unit_of",
]

_SHARE = re.compile(
    r"(?P<before>约|不低于|不少于|超过|近|不超过)?(?:[\d.]{1,8}%?(?:-|~|—{1,2}|至))?"
    r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d{1,4})?)%(?P<after>以上|左右|以下|以内)?"
)
_RATE = re.compile(r"率|比重|占比|比例|份额|占|覆盖面")
_CHANGE = re.compile(
    r"(?:下降|降低|减少|削减|增长|增加|上升|提升|提高|增幅|增速|降幅|节约|翻番)(?!到|至|为|值)"
)
_SIMPLE = {"count": "count", "berths": "count", "km": "length", "ha": "area"}
# Kinds a word like 项目 or 示范 falls back to: they do not tell what is measured.
_NO_KIND = frozenset({"other", "factory", "pilot_zone"})

_CLOSED = re.compile(r"关停|淘汰|退出|压减")
_ADDED = re.compile(
    rf"新增|新建|新改建|改造|完成|每年|年均|增加|推广|更新|整治|修复|改扩建|{_CLOSED.pattern}"
)
_REACHED = re.compile(
    r"达到|达(?!峰|标)|力争|突破|累计|建成|提高[到至]|提升[到至]|增[加至]|控制在|不低于|不少于|保有量|形成|稳定在|共(?![享建同用性])|总(?![体部书])"
)
_RETROFIT = re.compile(r"改造|三改|更新|升级|技改")
_THRESHOLD = ("以上", "以下", "级", "以内")
_STOCK_OF_MATTER = re.compile(r"蓄积|库容|储备|储量|储气|容积|储存")
_EMITTED = re.compile(r"排放|减排|减碳|降碳|节约|节能量|节水|标准煤|固碳|碳汇")
_PRODUCED = re.compile(r"产量|产能|年产|发电量|生产")
_TREATED = re.compile(r"处理|利用|处置|回收|消纳|封存|吞吐|运量|货运|周转|拆解|再生")
# A subject that only says what of the thing named before is measured.
_BARE = re.compile(
    r"(?:其中|总|单|设计|建设|发电|新增)*(?:装机(?:容量|规模)?|规模|容量|面积|长度?|全长|占地|用地|日?处理(?:能力|规模)?"
    r"|分别|均|各|共|为|达到?|约|由|并网|配套|\(|合计)*"
)
_ROSE = re.compile(r"由[^,]{1,14}(?:增|提|扩)[^,]{0,3}[至到]|力争|完成")
_AVERAGE = re.compile(r"户均|人均|平均|单位|单台|单机|满足|超过\d+|由$")
_FEWEST = 2  # 每年至少引进1个 counts nothing of the whole city's


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity or share in the text, with what is needed of it here."""

    start: int
    end: int
    value: float
    unit: str
    role: Role | None
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """The words about a figure: what it measures, its clause up to it, and what follows."""

    subject: str
    clause: str
    after: str

    @property
    def bare(self) -> bool:
        """Whether the subject tells only what of the thing named before is measured: 总装机."""
        bare = _BARE.fullmatch(_ROSE.sub("", self.subject))
        return bool(bare) and not self.after.startswith("的")


def figures(plain: str) -> list[Figure]:
    """Return quantities and shares in the order of the text."""
    found = [
        Figure(
            f.end - len(f.quantity.as_written),  # words like 累计建成 belong to the subject
            f.end,
            f.quantity.value,
            f.quantity.unit,
            f.quantity.role,
            f.quantity.qualifier,
        )
        for f in find_quantities(plain)
    ]
    for match in _SHARE.finditer(plain):
        qualifier = (match["before"] or "") + (match["after"] or "")
        value = float(match["value"])
        found.append(Figure(match.start(), match.end(), value, "%", None, qualifier or None))
    return sorted(found, key=lambda f: f.start)


def measures(figure: Figure, said: Said) -> bool:
    """Whether a figure can be a target at all: no voltage, threshold, change or emission."""
    if figure.unit == "MVA" or _AVERAGE.search(said.subject):
        return False
    if figure.unit == "%":
        changes = _CHANGE.search(said.subject) or "下降率" in said.subject
        return bool(_RATE.search(said.subject)) and not changes
    if _EMITTED.search(said.subject) and not _RETROFIT.search(said.subject):
        return False
    if figure.role is Role.COUNT:
        return figure.value >= _FEWEST and not re.search(r"率|比例|比重", said.after)
    threshold = (figure.qualifier or "").endswith(_THRESHOLD)
    return not (threshold and re.match(r"[\u4e00-\u9fff]", said.after))


def is_reached(clause: str) -> bool:
    """Whether a clause has a verb of reaching or adding: 达到, 累计, 新增."""
    return bool(_ADDED.search(clause) or _REACHED.search(clause))


def kind_measured(figure: Figure, said: Said, before: str) -> str | None:
    """Return the kind of thing measured, from the nearest words that tell one.

    Words before the clause are asked only where the clause does not name the thing (新增装机).
    """
    if figure.unit == "%":
        return None
    for words in (said.subject, said.after, before if said.bare else ""):
        kind = kind_of(words)
        if kind not in _NO_KIND and _fits(kind, figure):
            return kind
    return None


def _fits(kind: str, figure: Figure) -> bool:
    electric = figure.unit in ("MW", "MWh")
    return not electric or KINDS[kind].measure in ("power", "energy")


def unit_of(figure: Figure, subject: str) -> str:
    """Return a target's unit: what is stored (蓄积量, 库容) has no "per year"."""
    if figure.unit in ("t/a", "m3/a") and _STOCK_OF_MATTER.search(subject):
        return figure.unit.removesuffix("/a")
    return "count" if figure.unit == "berths" else figure.unit


def basis_of(figure: Figure, said: Said, before: Target | None) -> str:
    """Return stock or increase, by the clause's own words, else as the list it continues."""
    if figure.unit == "%":
        return "stock"
    if _ADDED.search(said.clause):
        return "increase"
    return before.basis if before and not _REACHED.search(said.clause) else "stock"


def quantity_of(figure: Figure, said: Said) -> str:
    """Return what is measured, as one word of the contract."""
    words = said.clause + said.after
    if figure.unit in _SIMPLE:
        return _SIMPLE[figure.unit]
    if figure.unit == "%":
        return "non_fossil_share" if "非化石能源消费" in words else "share"
    added = _ADDED.search(words)
    if figure.unit == "m2":
        return _built(words, "area", added=bool(added))
    if figure.role is Role.THROUGHPUT and _STOCK_OF_MATTER.search(said.subject):
        return "stored"
    if figure.role is Role.OUTPUT or _PRODUCED.search(words):
        return "production"
    if figure.role is Role.THROUGHPUT:
        return "throughput" if _TREATED.search(words) else "supply"
    if _CLOSED.search(words):
        return "retired_capacity"
    built = _built(words, "capacity", added=bool(added))
    return "installed_capacity" if built == "capacity" else built


def _built(words: str, what: str, *, added: bool) -> str:
    if not added:
        return what
    return f"retrofit_{what}" if _RETROFIT.search(words) else f"added_{what}"
