"""A plan's city-wide targets: 到2025年,全市并网光伏装机180万千瓦 (design rule 3).

A target is a figure that speaks for the whole jurisdiction: it stands under a year to come, behind
全市, or behind a verb of reaching or adding, and no place or proper name claims it for a project.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.models import Level
from projects.extraction.naming import identity, kind_of
from projects.extraction.structure import passages
from projects.kinds import KINDS
from projects.models import Role, Target
from projects.quantities import find_quantities
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from projects.extraction.structure import Passage
    from projects.models import Document

__all__ = ["extract_targets"]

_YEAR = re.compile(
    r"(?P<than>较|比|与|相比|以)?(?:(?P<year>20\d\d)年|“?(?P<plan>十[三四五六七]五)”?)(?P<since>以来)?"
)
_PLAN_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035, "十七五": 2040}
_SENTENCE_END = re.compile(r"[。!?\n]")
_CLAUSE_END = re.compile(r"[,;:。](?!\d{3})")
_CITYWIDE = re.compile(r"全[市县区州盟旗省]|我[市县区]|[市县]域")
_BASELINE_SECTION = re.compile(r"基础|现状|形势|回顾|成效|背景")
_SHARE = re.compile(
    r"(?P<before>约|不低于|不少于|超过|近|不超过)?(?:[\d.]{1,8}%?(?:-|~|—{1,2}|至))?"
    r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d{1,4})?)%(?P<after>以上|左右|以下|以内)?"
)
_RATE = re.compile(r"率|比重|占比|比例|份额|占|覆盖面")
_CHANGE = re.compile(
    r"(?:下降|降低|减少|削减|增长|增加|上升|提升|提高|增幅|增速|降幅|节约|翻番)(?!到|至|为)"
)
_NON_FOSSIL = re.compile(r"非化石能源")

_ADDED = re.compile(r"新增|新建|新改建|改造|完成|每年|年均|增加|推广|更新|整治|修复|改扩建")
_REACHED = re.compile(
    r"达到?|力争|突破|累计|建成|提高[到至]|提升[到至]|增[加至]|控制在|不低于|不少于|保有量|形成|稳定在|共|总"
)
_RETROFIT = re.compile(r"改造|三改|更新|升级|技改")
_LEADING = re.compile(
    r"^(?:\(?\d{1,2}[.、)]|[①-⑳]|\([一二三四五六七八九十]+\)|其中|力争|确保|[到至]?“?(?:20\d\d年|十.五”?)"
    r"[底末前期间]*|[,:、 ]|和|及|并|再)+"
)
_THRESHOLD = ("以上", "以下", "级", "以内")
_STOCK_OF_MATTER = re.compile(r"蓄积|库容|储备|储量|储气|容积|储存")
_EMITTED = re.compile(r"排放|减排|减碳|降碳|节约|节能量|节水|标准煤|固碳|碳汇")
_PRODUCED = re.compile(r"产量|产能|年产|发电量|生产")
_TREATED = re.compile(r"处理|利用|处置|回收|消纳|封存|吞吐|运量|货运|周转|拆解|再生")
_CHINESE_COUNT = re.compile(r"[^\d]+$")
_DIVISIONS = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
_NAMED = 2.0
_REACH = 60  # how far before its figure a target's subject may begin


@dataclass(frozen=True, slots=True)
class _Figure:
    """A quantity or share in the text, with what is needed of it here."""

    start: int
    end: int
    value: float
    unit: str
    role: Role | None
    qualifier: str | None


class _Marks:
    """Places in a text, to ask which came last before an offset."""

    def __init__(self, found: Sequence[int]) -> None:
        self._at = found

    def last(self, offset: int) -> int:
        """Return the last one before `offset`, -1 where none is."""
        i = bisect_left(self._at, offset)
        return self._at[i - 1] if i else -1

    def next(self, offset: int, default: int) -> int:
        """Return the first one from `offset` on."""
        i = bisect_left(self._at, offset)
        return self._at[i] if i < len(self._at) else default


class _Reader:
    """What the whole text tells: sentences, clauses, years to come, places."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._facts = document.facts
        self._sections = document.sections
        self.folded = fold(document.text)
        self.plain = self.folded.plain
        self._divisions = gazetteer.divisions
        self._sentences = _Marks([m.start() for m in _SENTENCE_END.finditer(self.plain)])
        self._clauses = _Marks([m.start() for m in _CLAUSE_END.finditer(self.plain)])
        self._parts = _Marks([m.start() for m in re.finditer("[。;!?\n]", self.plain)])
        self._years = [m for m in _YEAR.finditer(self.plain) if not m["than"]]
        self._year_starts = [m.start() for m in self._years]
        found = gazetteer.find(self.folded.simplified, self._facts.place)
        self._foreign = _Marks([t.start for t in found if not self._is_own(t)])
        self._since = _document_year(self._facts.date, self._facts.number)

    def targets(self) -> Iterator[Target]:
        figures = _figures(self.plain)
        starts = [f.start for f in figures]
        baseline = self._baseline_sections()
        previous: Target | None = None
        for passage in passages(self.folded, self._sections):
            if passage.heading or passage.box or passage.cell or _within(passage, baseline):
                continue
            inside = figures[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
            for i, figure in enumerate(inside):
                floor = inside[i - 1].end if i else passage.start
                ceiling = inside[i + 1].start if i + 1 < len(inside) else passage.end
                target = self._target(figure, floor, ceiling, previous)
                if target:
                    previous = target
                    yield target

    def _is_own(self, toponym: Toponym) -> bool:
        """Whether a toponym means the jurisdiction or what it lies in."""
        place = self._facts.place
        divisions = [p.code for p in toponym.places if p.level in _DIVISIONS]
        return any(code == place or self._divisions.covers(code, place) for code in divisions)

    def _baseline_sections(self) -> set[str]:
        """Paths of the sections that tell what has been, not what shall be."""
        return {s.path for s in self._sections if _BASELINE_SECTION.search(s.title)}

    def _target(
        self, figure: _Figure, floor: int, ceiling: int, previous: Target | None
    ) -> Target | None:
        clause = max(self._clauses.last(figure.start) + 1, figure.start - _REACH)
        start = max(clause, floor)
        subject = self.plain[start : figure.start]
        start += len(lead[0]) if (lead := _LEADING.match(subject)) else 0
        subject = self.plain[start : figure.start]
        end = min(self._clauses.next(figure.end, len(self.plain)), ceiling)
        after = self.plain[figure.end : end]
        lead_in = self.plain[clause : figure.start]
        follows = previous is not None and floor == previous.end and clause < floor
        if not _measures(figure, subject, after):
            return None
        year, past = self._year(figure.start)
        if past or self._is_named(clause, figure, subject, cued=year is not None):
            return None
        if not (year or follows or self._speaks_for_all(figure) or _is_reached(lead_in)):
            return None
        return Target(
            place=self._facts.place,
            kind=_kind(figure, subject, after, self._before(clause)),
            quantity=_quantity(figure, lead_in + after),
            basis=_basis(figure, lead_in),
            value=figure.value,
            unit=_unit(figure, subject),
            qualifier=figure.qualifier,
            year=year,
            start=min(start, figure.start),
            end=figure.end,
            document=self._facts.sha256,
        )

    def _before(self, clause: int) -> str:
        return self.plain[max(self._sentences.last(clause) + 1, clause - _REACH) : clause]

    def _year(self, offset: int) -> tuple[int | None, bool]:
        """Return the year the sentence has named last, and whether it lies in the past."""
        i = bisect_right(self._year_starts, offset)
        if not i or self._years[i - 1].start() <= self._sentences.last(offset):
            return None, False
        match = self._years[i - 1]
        year = int(match["year"]) if match["year"] else _PLAN_END[match["plan"]]
        past = bool(match["since"]) or (self._since is not None and year < self._since)
        return (None, True) if past else (year, False)

    def _is_named(self, clause: int, figure: _Figure, subject: str, *, cued: bool) -> bool:
        """Whether a place or a proper name claims the figure for a project of its own."""
        place = self._foreign.last(figure.start)
        part = self._parts.last(figure.start)
        if place >= clause or (place > part and not cued):
            return True
        return identity(subject) >= _NAMED

    def _speaks_for_all(self, figure: _Figure) -> bool:
        begin = self._sentences.last(figure.start) + 1
        return bool(_CITYWIDE.search(self.plain, begin, figure.start))


def extract_targets(document: Document, gazetteer: Gazetteer) -> tuple[Target, ...]:
    """Return a plan's city-wide targets in document order.

    `unit` is MW, MWh, km, ha, m2, t/a, m3/a, count or % (t and m3 for what is stored); `basis`
    is stock (达到, 累计) or increase (新增, 完成, 每年); `start`, `end` span subject and figure.
    """
    return tuple(_Reader(document, gazetteer).targets())


def _document_year(date: str | None, number: str | None) -> int | None:
    found = re.search(r"20\d\d", date or number or "")
    return int(found[0]) if found else None


def _within(passage: Passage, paths: set[str]) -> bool:
    section = passage.section
    return any(
        section == path or (section.startswith(path) and section[len(path)] in "(123456789专")
        for path in paths
        if path
    )


def _figures(plain: str) -> list[_Figure]:
    """Return quantities and shares in the order of the text."""
    figures = [
        _Figure(
            f.start, f.end, f.quantity.value, f.quantity.unit, f.quantity.role, f.quantity.qualifier
        )
        for f in find_quantities(plain)
    ]
    for match in _SHARE.finditer(plain):
        qualifier = (match["before"] or "") + (match["after"] or "")
        value = float(match["value"])
        figures.append(_Figure(match.start(), match.end(), value, "%", None, qualifier or None))
    return sorted(figures, key=lambda f: f.start)


def _measures(figure: _Figure, subject: str, after: str) -> bool:
    """Whether a figure can be a target at all: no voltage, threshold, change or emission."""
    if figure.role is Role.VOLTAGE:
        return False
    if figure.unit == "%":
        change = list(_CHANGE.finditer(subject))
        return bool(_RATE.search(subject)) and not change and "下降率" not in subject
    if _EMITTED.search(subject):
        return False
    if figure.role is Role.COUNT:
        return not re.search(r"率|比例|比重", after)
    threshold = (figure.qualifier or "").endswith(_THRESHOLD)
    return not (threshold and re.match(r"[\u4e00-\u9fff]", after))


def _is_reached(lead_in: str) -> bool:
    return bool(_ADDED.search(lead_in) or _REACHED.search(lead_in))


def _kind(figure: _Figure, subject: str, after: str, before: str) -> str | None:
    """Return the kind of thing measured, from the nearest words that tell one."""
    if figure.unit == "%":
        return None
    for words in (subject, after, before):
        kind = kind_of(words)
        if kind not in ("other", "factory", "pilot_zone") and _fits(kind, figure):
            return kind
    return None


def _fits(kind: str, figure: _Figure) -> bool:
    electric = figure.unit in ("MW", "MWh")
    return not electric or KINDS[kind].measure in ("power", "energy")


def _unit(figure: _Figure, subject: str) -> str:
    if figure.unit in ("t/a", "m3/a") and _STOCK_OF_MATTER.search(subject):
        return figure.unit.removesuffix("/a")
    return "count" if figure.unit == "berths" else figure.unit


def _basis(figure: _Figure, lead_in: str) -> str:
    return "increase" if figure.unit != "%" and _ADDED.search(lead_in) else "stock"


def _quantity(figure: _Figure, words: str) -> str:
    """Return what is measured, as one word of the contract."""
    simple = {"count": "count", "berths": "count", "km": "length", "ha": "area"}
    if figure.unit in simple:
        return simple[figure.unit]
    if figure.unit == "%":
        return "non_fossil_share" if _NON_FOSSIL.search(words) else "share"
    added = _ADDED.search(words)
    if figure.unit == "m2":
        return "added_area" if added else "area"
    if figure.role is Role.OUTPUT or _PRODUCED.search(words):
        return "production"
    if figure.role is Role.THROUGHPUT:
        return "throughput" if _TREATED.search(words) else "supply"
    if not added:
        return "installed_capacity"
    return "retrofit_capacity" if _RETROFIT.search(words) else "added_capacity"
