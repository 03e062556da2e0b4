"""A plan's city-wide targets: 到2025年,全市并网光伏装机180万千瓦 (design rule 3).

A target is a figure that speaks for the whole jurisdiction: it stands under a year to come, behind
全市, or behind a verb of reaching or adding, and no place or proper name claims it for a project.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from geo.models import Level
from projects.extraction.naming import identity
from projects.extraction.structure import passages
from projects.models import Target
from projects.readings import targets_back
from projects.script import fold
from projects.target_words import (
    Figure,
    Said,
    basis_of,
    figures,
    is_reached,
    kind_measured,
    measures,
    quantity_of,
    unit_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from projects.extraction.structure import Passage
    from projects.models import Document

__all__ = ["extract_targets"]

_YEAR = re.compile(
    r"(?P<than>较|比|与|相比|以)?(?:(?P<year>20\d\d)年|“?(?P<plan>十[三四五六七]五)”?)(?P<since>以来)?"
)
_DATED = re.compile(r"“?(?:20\d\d年|十.五”?)(?:底|末|前|期间|时期)*,")
_PLAN_END = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035, "十七五": 2040}
_SENTENCE_END = re.compile(r"[。!?\n]")
_PART_END = re.compile(r"[。;!?\n]")
_CLAUSE_END = re.compile(r"[;:。\n]|(?<!\d),|,(?!\d{3})")
_CITYWIDE = re.compile(r"全[市县区州盟旗省]|我[市县区]|[市县]域|整县")
_BASELINE_SECTION = re.compile(r"基础|现状|形势|回顾|成效|背景")
_LEADING = re.compile(
    r"(?:\(?\d{1,2}[.、)]|[①-⑳]|\([一二三四五六七八九十]+\)|其中|力争|确保|[到至]?“?(?:20\d\d年|十.五”?)"
    r"[底末前期间]*|[,:、/ ]|以上|左右|和|及|并|再)+"
)
# A subject that ends so is measured as a whole: 硅片产能, 重卡保有量.
_MEASURED = re.compile(
    r"(?:产能|产量|规模|装机|容量|能力|里程|长度|面积|总量|[有用理产发货]量|推广|备案)[^,、]{0,8}$"
)
_JOINED = re.compile(r"(?:以上|以下|左右)?[,、/和及](?:其中)?")
_WIDER = (Level.PROVINCE, Level.PREFECTURE)
_NAMED = 2.0
_LISTED = 14  # characters at most between a target and the next of its list
_REACH = 60  # how far before its figure a target's subject may begin


class _Marks:
    """Places in a text, to ask which came last before an offset."""

    def __init__(self, found: Sequence[int]) -> None:
        self._at = found

    def last(self, offset: int) -> int:
        """Return the last one before `offset`, -1 where none is."""
        i = bisect_left(self._at, offset)
        return self._at[i - 1] if i else -1

    def between(self, start: int, end: int) -> bool:
        """Whether one lies between two offsets."""
        return self.next(start, end) < end

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
        self._parts = _Marks([m.start() for m in _PART_END.finditer(self.plain)])
        self._citywide = _Marks([m.start() for m in _CITYWIDE.finditer(self.plain)])
        self._years = [m for m in _YEAR.finditer(self.plain) if not m["than"]]
        self._year_starts = [m.start() for m in self._years]
        found = gazetteer.find(self.folded.simplified, self._facts.place)
        self._foreign = _Marks([t.start for t in found if not self._is_own(t)])
        self._since = _document_year(self._facts.date, self._facts.number)
        self._claimed = -1  # where the last figure stands that a named project claimed

    def targets(self) -> Iterator[Target]:
        found = [f for f in figures(self.plain) if f.unit != "kV"]
        starts = [f.start for f in found]
        baseline = self._baseline_sections()
        previous: Target | None = None
        for passage in passages(self.folded, self._sections):
            if passage.heading or passage.box or passage.cell or _within(passage, baseline):
                continue
            inside = found[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
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
        return any(
            p.code == place or (p.level in _WIDER and self._divisions.covers(p.code, place))
            for p in toponym.places
        )

    def _baseline_sections(self) -> set[str]:
        """Paths of the sections that tell what has been, not what shall be."""
        return {s.path for s in self._sections if _BASELINE_SECTION.search(s.title)}

    def _target(
        self, figure: Figure, floor: int, ceiling: int, previous: Target | None
    ) -> Target | None:
        clause = max(self._clauses.last(figure.start) + 1, figure.start - _REACH)
        start = max(clause, floor)
        lead = _LEADING.match(self.plain, start, figure.start)
        start = lead.end() if lead else start
        end = min(self._clauses.next(figure.end, ceiling), ceiling, figure.end + _REACH)
        said = Said(
            subject=self.plain[start : figure.start],
            clause=self.plain[clause : figure.start],
            after=self.plain[figure.end : end],
        )
        if not measures(figure, said):
            return None
        year, year_at, past = self._year(figure.start)
        if past:
            return None
        listed = previous is not None and self._is_listed(previous, start, year)
        if not listed and not self._is_citys(figure, said, clause, year_at):
            return None
        return Target(
            place=self._facts.place,
            kind=kind_measured(figure, said, self._before(start)),
            quantity=quantity_of(figure, said),
            basis=basis_of(figure, said, previous if listed else None),
            value=figure.value,
            unit=unit_of(figure, said.subject),
            qualifier=figure.qualifier,
            year=year,
            start=min(start, figure.start),
            end=figure.end,
            document=self._facts.sha256,
        )

    def _is_listed(self, previous: Target, start: int, year: int | None) -> bool:
        """Whether a figure continues a list of targets: 线路6210千米,配变8042台."""
        return (
            bool(_JOINED.fullmatch(self.plain, previous.end, start))
            and year == previous.year
            and not self._foreign.between(start, start + _LISTED)
        )

    def _is_citys(self, figure: Figure, said: Said, clause: int, year_at: int) -> bool:
        """Whether a figure speaks for the jurisdiction and no place or name claims it."""
        citywide = bool(_CITYWIDE.search(said.clause))
        dated = year_at >= 0 and _DATED.fullmatch(self.plain, year_at, clause)
        own_cue = citywide or year_at >= clause or bool(dated)
        cued = own_cue or max(year_at, self._citywide.last(figure.start)) > self._sentences.last(
            figure.start
        )
        known = citywide or figure.unit == "%" or bool(cued and _MEASURED.search(said.subject))
        if self._is_claimed(figure, clause, year_at, own_cue=own_cue):
            return False
        if not known and identity(said.subject) >= _NAMED:
            self._claimed = figure.start
            return False
        if said.bare and not own_cue:
            return False
        return cued or is_reached(said.clause)

    def _is_claimed(self, figure: Figure, clause: int, year_at: int, *, own_cue: bool) -> bool:
        """Whether a place, or a project that claimed the figure before, claims this one too."""
        place = self._foreign.last(figure.start)
        part = self._parts.last(figure.start)
        if place >= clause or (place > max(part, year_at) and not own_cue):
            self._claimed = figure.start
            return True
        return self._claimed > part and not own_cue and figure.unit != "%"

    def _before(self, start: int) -> str:
        """Return the words of the sentence just before a target's subject."""
        return self.plain[max(self._sentences.last(start) + 1, start - _REACH) : start]

    def _year(self, offset: int) -> tuple[int | None, int, bool]:
        """Return the year the sentence named last, where (-1: nowhere), and whether it is past."""
        i = bisect_right(self._year_starts, offset)
        if not i or self._years[i - 1].start() <= self._sentences.last(offset):
            return None, -1, False
        match = self._years[i - 1]
        year = int(match["year"]) if match["year"] else _PLAN_END[match["plan"]]
        past = bool(match["since"]) or (self._since is not None and year < self._since)
        return year, match.start(), past


def extract_targets(document: Document, gazetteer: Gazetteer) -> tuple[Target, ...]:
    """Return a plan's city-wide targets in document order.

    `unit` is MW, MWh, km, ha, m2, t/a, m3/a (t/d, m3/d for a day's rate; t, m3 for what is
    stored), count or %; `basis` is stock (达到, 累计) or increase (新增, 完成, 每年); `start` and
    `end` span the subject and its figure.
    """
    found = tuple(_Reader(document.to_read, gazetteer).targets())
    return targets_back(found, document.readable.cleaned) if document.readable else found


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
