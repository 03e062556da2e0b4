"""A plan's city-wide targets: 到2025年,全市并网光伏装机180万千瓦 (design rule 3).

A target is a figure that speaks for the whole jurisdiction: it stands under a year to come, behind
全市, or behind a verb of reaching or adding, and no place or proper name claims it for a project.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.models import Level
from projects.extraction.naming import identity
from projects.extraction.structure import passages
from projects.models import Target
from projects.readings import targets_back
from projects.script import fold
from projects.target_tables import aims
from projects.target_times import Marks, Times
from projects.target_words import (
    CITYWIDE,
    Figure,
    Said,
    basis_of,
    ends_with_site,
    figures,
    in_turn,
    is_apart,
    is_general,
    is_reached,
    is_whole,
    kind_measured,
    kinds_of_each,
    measures,
    opens_work,
    quantity_of,
    unit_of,
    without_general,
)
from projects.vocabulary import is_common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer, Toponym
    from projects.extraction.structure import Passage
    from projects.models import Document, Section
    from projects.target_times import Time

__all__ = ["extract_targets"]

_BASELINE = re.compile(r"基础|现状|形势|回顾|成效|背景|概况|基本情况")
_LEADING = re.compile(
    r"(?:\(?\d{1,2}[.、)]|[①-⑳]|\([一二三四五六七八九十]+\)|其中|力争|确保|[到至]?“?(?:20\d\d年|十.五”?)"
    r"[底末前期间]*|[,:、/ ]|以上|左右|和|与|及|并|再)+"
)
_PHASE = re.compile(r"[一二三四五六]期(?![间末])|首[批期]|号机组")
_JOINED = re.compile(r"(?:以上|以下|左右|以内)?(?P<sign>[,、/和及与])(?:其中)?")
_TITLE_YEAR = re.compile(r"20\d\d(?=年?[-~—至])")
_OLDEST = 2021  # what a plan without a date calls past
_WIDER = (Level.PROVINCE, Level.PREFECTURE)
_NAMED = 2.0
_LISTED = 14  # characters at most between a target and the next of its list
_REACH = 60  # how far before its figure a target's subject may begin


@dataclass(frozen=True, slots=True)
class _Case:
    """A figure with all that is asked of it.

    `start` is where its subject begins, `clause` where its clause does, `part` its part of the
    sentence. `strict` is True in a project box and in a heading, `baseline` where the section
    tells what has been.
    """

    figure: Figure
    start: int
    clause: int
    part: int
    said: Said
    time: Time | None
    strict: bool
    baseline: bool


class _Reader:
    """What the whole text tells: figures, clauses, times to come, places."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._facts = document.facts
        self._place = document.place
        self._sections = document.sections
        self.folded = fold(document.text)
        self.plain = self.folded.plain
        self._divisions = gazetteer.divisions
        self._since = _document_year(document)
        self._times = Times(self.plain, self._since)
        self._figures = [f for f in figures(self.plain) if f.unit != "kV"]
        self._figure_starts = [f.start for f in self._figures]
        self._counted = Marks(self._figure_starts)
        self._citywide = Marks([m.start() for m in CITYWIDE.finditer(self.plain)])
        self._opened = Marks([m.start() for m in re.finditer(r"\(", self.plain)])
        self._closed = Marks([m.start() for m in re.finditer(r"\)", self.plain)])
        found = gazetteer.find(self.folded.simplified, self._place)
        self._foreign = Marks([t.start for t in found if not self._is_own(t)])
        self._series: list[Target] = []
        self._claimed = -1  # where the last figure stands that a named project claimed

    def targets(self) -> Iterator[Target]:
        """Yield the targets in order."""
        baseline = _baseline(self._sections)
        previous: Target | None = None
        self._series = []
        for passage in passages(self.folded, self._sections):
            if passage.cell or passage.row:
                continue
            past = _lies_in(passage.start, baseline)
            for case in self._cases(passage, baseline=past):
                target = self._target(case, previous)
                if target:
                    target = self._in_turn(case, target)
                    previous = target
                    each = kinds_of_each(case.said) if target.unit != "%" else []
                    yield from [replace(target, kind=kind) for kind in each] or [target]

    def of_tables(self) -> Iterator[Target]:
        """Yield the targets that stand in tables of aims."""
        for aim in aims(self.plain, self._since):
            figure, said = aim.figure, aim.said
            named = identity(without_general(said.subject)) >= _NAMED
            placed = self._foreign.count(aim.start, aim.start + len(said.subject))
            if named or placed or not measures(figure, said):
                continue
            yield Target(
                place=self._place,
                kind=kind_measured(figure, said),
                quantity=quantity_of(figure, said),
                basis=basis_of(figure, said, None),
                value=figure.value,
                unit=unit_of(figure, said.subject),
                qualifier=figure.qualifier,
                year=aim.year,
                start=figure.start,
                end=figure.end,
                document=self._facts.sha256,
            )

    def _in_turn(self, case: _Case, target: Target) -> Target:
        """Give a figure in turn (到2030年,分别达到…) what the last list of figures measures.

        The last list are the targets of one year in one sentence.
        """
        last = self._series[-1] if self._series else None
        if last and in_turn(case.said):
            turn = self._series[case.said.order :][:1]
            return replace(target, kind=turn[0].kind) if turn else target
        if last and (
            last.year != target.year or self._times.sentences.count(last.end, target.start)
        ):
            self._series = []
        self._series.append(target)
        return target

    def _is_own(self, toponym: Toponym) -> bool:
        """Whether a toponym means the jurisdiction, what it lies in, or a word: 港口, 滨海."""
        if toponym.form == "short" and is_common(toponym.text):
            return True
        place = self._place
        return any(
            p.code == place or (p.level in _WIDER and self._divisions.covers(p.code, place))
            for p in toponym.places
        )

    def _cases(self, passage: Passage, *, baseline: bool) -> Iterator[_Case]:
        first, last = (bisect_left(self._figure_starts, at) for at in (passage.start, passage.end))
        floor = passage.start
        strict = passage.box or passage.heading
        for i in range(first, last):
            figure = self._figures[i]
            ceiling = self._figures[i + 1].start if i + 1 < last else passage.end
            clause = max(
                self._times.clauses.last(figure.start) + 1, figure.start - _REACH, passage.start
            )
            start = max(clause, floor)
            lead = _LEADING.match(self.plain, start, figure.start)
            start = lead.end() if lead else start
            end = min(self._times.clauses.next(figure.end, ceiling), ceiling, figure.end + _REACH)
            said = Said(
                subject=self.plain[start : figure.start],
                clause=self.plain[clause : figure.start],
                after=self.plain[figure.end : end],
                before=self.plain[
                    max(self._times.sentences.last(start) + 1, start - _REACH) : start
                ],
                order=self._counted.count(clause, figure.start),
            )
            part = max(self._times.parts.last(figure.start), passage.start - 1)
            time = self._times.at(figure.start)
            floor = figure.end
            yield _Case(figure, start, clause, part, said, time, strict, baseline)

    def _target(self, case: _Case, previous: Target | None) -> Target | None:
        figure, said = case.figure, case.said
        if not measures(figure, said) or self._is_past(case) or self._is_bracketed(case):
            return None
        year = self._year(case)
        listed = previous is not None and self._is_listed(case, previous, year)
        if not listed and not self._is_citys(case):
            return None
        basis = basis_of(figure, said, previous if listed else None)
        return Target(
            place=self._place,
            kind=kind_measured(figure, said),
            quantity=_quantity(quantity_of(figure, said), basis, previous if listed else None),
            basis=basis,
            value=figure.value,
            unit=unit_of(figure, said.subject),
            qualifier=figure.qualifier,
            year=year,
            start=min(case.start, figure.start),
            end=figure.end,
            document=self._facts.sha256,
        )

    def _is_past(self, case: _Case) -> bool:
        """Whether a figure tells what has been; a section of such asks for a year to come."""
        if case.time is None or not case.time.years:
            return case.baseline or case.time is not None
        return case.time.past or (case.baseline and max(case.time.years) <= self._since)

    def _is_bracketed(self, case: _Case) -> bool:
        """Whether a figure stands in brackets: the size of what is named before them."""
        opened = self._opened.last(case.figure.start)
        return opened >= max(case.part, case.clause - _REACH) and opened > self._closed.last(
            case.figure.start
        )

    def _year(self, case: _Case) -> int | None:
        """Return the target's year; of several (2025年、2030年分别达到) the one in its turn."""
        if case.time is None or not case.time.years:
            return None
        turn = self._counted.count(case.time.end, case.figure.start)
        return case.time.years[turn % len(case.time.years)]

    def _is_listed(self, case: _Case, previous: Target, year: int | None) -> bool:
        """Whether a figure continues a list of targets: 线路6210千米,配变8042台."""
        joined = _JOINED.fullmatch(self.plain, previous.end, case.start)
        several = case.time is not None and len(case.time.years) > 1
        if not joined or not (year == previous.year or several):
            return False
        if self._foreign.count(case.start, case.start + _LISTED):
            return False
        if joined["sign"] != "," or (case.time is not None and is_whole(case.figure, case.said)):
            return True
        return not self._is_named(case, own=False)

    def _is_citys(self, case: _Case) -> bool:
        """Whether a figure speaks for the jurisdiction and no place or name claims it."""
        if case.strict and not opens_work(case.said):
            return False
        since = case.time.start if case.time else -1
        own = since >= case.clause or self._citywide.last(case.figure.start) >= case.clause
        own = own or self._leads(case)
        if self._is_claimed(case, own=own) or self._is_named(case, own=own):
            self._claimed = case.figure.start
            return False
        if case.said.bare and not own:
            return False
        cued = case.time is not None or self._citywide.last(case.figure.start) > case.part
        return cued or is_reached(case.figure, case.said)

    def _leads(self, case: _Case) -> bool:
        """Whether a time stands right before a figure's clause: 到2025年,光伏装机达到…"""
        time = case.time
        return (
            time is not None
            and time.start > case.part
            and self._times.clauses.count(time.start, case.clause) == 1
            and self.plain[time.end - 1] in ",:"
        )

    def _is_claimed(self, case: _Case, *, own: bool) -> bool:
        """Whether a place, or a project that claimed a figure before, claims this one too."""
        place = self._foreign.last(case.figure.start)
        if place >= case.clause:
            return True
        if own and case.said.bare and self._citywide.last(case.figure.start) < case.part:
            # 盐池县光伏新增50万千瓦,2025年达到200万千瓦: said of what stands before it.
            return max(place, self._claimed) > case.part
        if own or is_apart(case.figure, case.said):
            return False
        since = case.time.start if case.time else -1
        since = max(case.part, since)
        return place > since or self._claimed > since or self._follows_site(case, since)

    def _follows_site(self, case: _Case, since: int) -> bool:
        """Whether the clause before ends with a named thing of its own: 梅岭变电站,新增主变2台."""
        begin = max(self._times.clauses.last(case.clause - 1) + 1, since + 1)
        words = self.plain[max(begin, case.clause - _REACH) : case.clause]
        return ends_with_site(words) and identity(without_general(words)) >= _NAMED

    def _is_named(self, case: _Case, *, own: bool) -> bool:
        """Whether the words about a figure hold a proper name."""
        if case.figure.unit == "%" or is_general(
            case.figure, case.said, own=own or case.time is not None
        ):
            return False
        subject = case.said.subject
        return bool(_PHASE.search(subject)) or identity(without_general(subject)) >= _NAMED


def extract_targets(document: Document, gazetteer: Gazetteer) -> tuple[Target, ...]:
    """Return a plan's city-wide targets in document order.

    `unit` is MW, MWh, MVA, km, ha, m2, t/a, m3/a (t/d, m3/d for a day's rate; t, m3 for what is
    stored), count or %; `basis` is stock (达到, 累计) or increase (新增, 完成, 每年); `start` and
    `end` span the subject and its figure.
    """
    reader = _Reader(document.to_read, gazetteer)
    told = [*reader.targets(), *reader.of_tables()]
    found = tuple(sorted(told, key=lambda target: target.start))
    return targets_back(found, document.readable.cleaned) if document.readable else found


def _quantity(told: str, basis: str, before: Target | None) -> str:
    """Return what is measured; a part of an increase is one: 新增600万千瓦,其中风电200万千瓦."""
    if told != "installed_capacity" or basis != "increase":
        return told
    return before.quantity if before and before.quantity.endswith("capacity") else "added_capacity"


def _document_year(document: Document) -> int:
    """Return the year the plan speaks from: its date's, else its number's, else its title's."""
    facts = document.facts
    found = re.search(r"20\d\d", facts.date or facts.number or "")
    found = found or _TITLE_YEAR.search(facts.title)
    return int(found[0]) if found else _OLDEST


def _baseline(sections: tuple[Section, ...]) -> list[tuple[int, int]]:
    """Return the spans of the sections that tell what has been, with those below them."""
    spans: list[tuple[int, int]] = []
    base: str | None = None
    for section in sections:
        below = base and section.path.startswith(base) and section.path[len(base) :]
        if not (below and below[0] in "(123456789专"):
            base = section.path if _BASELINE.search(section.title) else None
        if base is not None:
            spans.append((section.start, section.end))
    return spans


def _lies_in(offset: int, spans: list[tuple[int, int]]) -> bool:
    i = bisect_left(spans, (offset + 1, 0))
    return bool(i) and offset < spans[i - 1][1]
