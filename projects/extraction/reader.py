"""A document's text becomes its projects: passages, clauses, drafts, places, quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from projects.extraction.clauses import Span, clauses
from projects.extraction.drafts import read_clause
from projects.extraction.lexicon import ORDINAL, REFERENCE
from projects.extraction.merging import Mention, merge
from projects.extraction.naming import NUMBERED, identity, kind_of
from projects.extraction.parts import Clause, Draft, Sentence
from projects.extraction.progress import Told, nature_of, stage_of, year_by, year_of
from projects.extraction.sizes import share_out
from projects.extraction.spans import Slices, apart_from, meant_as_places, opened
from projects.extraction.structure import Passage, blank_units, passages
from projects.extraction.tables import Cell, Row
from projects.kinds import KINDS
from projects.models import Project, Role, Stage
from projects.placing import Context, Placer
from projects.quantities import find_quantities
from projects.readings import projects_back, quantities_back
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from projects.models import Document, DocumentFacts, Quantity
    from projects.quantities import Found
    from projects.script import Folded

__all__ = ["extract_projects"]

_SUBJECT = 14
_LABEL = 16
_OF_WHICH = "其中"
# What a clause that begins so names is part of what the clause before it names last.
_INCLUDES = re.compile(r",(?:主要|具体)?(?:包括|包含|涵盖)")
_SIGNS = re.compile(r"[\d.、()一二三四五六七八九十\s]")
_WHOLE_CITY = re.compile(r"全[市县区州盟旗域]|市域|县域")
_LAST_YEAR = re.compile(r"20\d\d(?!.*20\d\d)")
_SAID_PLACE = re.compile(
    r"(?:起点?|止?于|至|到|途经|经过|位于|落点|选址|地处|布局在|落户)[^,。;]{0,2}$"
)
_SAID_REACH = 8  # characters in the longest of these, and what may stand behind it
_ELECTRIC = frozenset({"MW", "MWh"})
_MAKERS = frozenset({"industry", "circular", "other"})
_SIZE_ALONE = re.compile(r"\s*(?:总?装机|总?规模|总?长|全长|占地|总?面积|日处理|年处理|年产|设计)")
# A clause without a verb of its own goes on with the project before: 配套的柳沟至常乐专用线.
_ATTACHED = re.compile(r"$|配套|同步|其|包括|包含|涵盖")
# 依托韩城市龙门园区,建设…: what a clause leans on places what follows.
_LEANING = re.compile(r"依托|利用|结合|围绕")
_PLAN_YEAR = re.compile(r"20\d\d")
_AFTER = 8
# 新建变电站3座,分别为A站、B站: what is counted tells the kind of what is then named.
_COUNTED = re.compile(r"\d+[座个项条],(?:分别|包括|即)")
_UNTOLD = frozenset({"other", "factory", "hydropower"})
# A part called by one of these is of its whole's kind: 新能源项目 of a 光伏基地.
_GENERAL = frozenset({"other", "renewable_base"})
_NO_ROW = Row(None, None, None, None)


@dataclass
class _Carried:
    """What holds from one clause to the next: the list's place, the sentence's, the label."""

    line: int = -1
    listed: list[Toponym] = field(default_factory=list)
    subject: list[Toponym] = field(default_factory=list)
    sibling: list[Toponym] = field(default_factory=list)
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A draft with its clause's span and text (`bare` of brackets) and the toponyms around it.

    `counted` is the clause before that counts what this one names: 新建330千伏变电站3座.
    """

    draft: Draft
    span: Span
    context: Context
    bare: str
    counted: Span | None = None


class _Reader:
    """Reads the passages of one document; one instance reads it once."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        readable, document = document.readable, document.to_read
        self.scope = scope = document.facts.place
        self.folded: Folded = fold(document.text)
        self.sections = document.sections
        self.as_of = _year_of_plan(document.facts)
        self.title = set(document.facts.title)
        toponyms = gazetteer.find(self.folded.simplified, scope)
        self.plain = blank_units(self.folded.plain)
        places = [t for t in toponyms if not self.plain[t.start].isspace()]
        self.placer = Placer(gazetteer, scope)
        self.toponyms = Slices(meant_as_places(places, self.plain, gazetteer, self.placer.home))
        amounts = find_quantities(self.folded.plain, original=document.text)
        if readable:
            amounts = quantities_back(amounts, readable.cleaned)
        self.amounts = Slices(apart_from(amounts, toponyms))
        self.carried = _Carried()

    def mentions(self) -> list[Mention]:
        """Return what the document says of projects, in order."""
        out: list[Mention] = []
        line = -1
        for passage in passages(self.folded, self.sections):
            found = self._passage(passage, len(out))
            if not found and out and passage.line == line:
                out[-1] = self._sized_later(passage, out[-1])
            if found:
                line = passage.line
            out += found
        return out

    def _sized_later(self, passage: Passage, mention: Mention) -> Mention:
        """Add the size a sentence of its own gives to the project before: A站。装机10万千瓦。"""
        text = self.plain[passage.start : passage.end]
        amounts = self.amounts.within(passage.start, passage.end)
        if mention.project.capacity or not amounts or not _SIZE_ALONE.match(text):
            return mention
        units = {a.quantity.unit: a.quantity for a in reversed(amounts)}
        return replace(
            mention, project=replace(mention.project, capacity=tuple(reversed(units.values())))
        )

    def _passage(self, passage: Passage, count: int) -> list[Mention]:
        text = self.plain[passage.start : passage.end]
        here = self.toponyms.within(passage.start, passage.end)
        text = opened(text, here)
        amounts = self.amounts.within(passage.start, passage.end)
        rows = self._drafts(passage, text, here, amounts)
        drafts = [r.draft for r in rows]
        sizes = share_out(text, drafts, amounts)
        out: list[Mention] = []
        reference = bool(REFERENCE.search(text))
        for row, size, whole in zip(rows, sizes, _wholes(text, drafts), strict=True):
            part = row if whole is None else _like_its_whole(row, rows[whole].draft)
            parent = None if whole is None else count + whole
            out.append(Mention(self._project(passage, text, part, size), parent, reference))
        return out

    def _drafts(
        self, passage: Passage, text: str, here: Sequence[Toponym], amounts: Sequence[Found]
    ) -> list[_Placed]:
        self._enter(passage)
        rows: list[_Placed] = []
        counted: Span | None = None
        located = passage.row is not None and any(map(_is_county, self.carried.subject))
        sentence = Sentence(text, here, amounts, passage.box, passage.heading, located, self.scope)
        for span in clauses(text):
            clause = Clause(sentence, span, self.carried.subject or self.carried.listed)
            if span.mark == ":" and self._label(clause):
                continue
            drafts = read_clause(clause)
            if not drafts and (located or _labels_project(clause, passage)):
                drafts = [_whole(clause)]
            drafts = [d for d in drafts if not self._is_the_plan(d)]
            self._note_subject(clause, drafts)
            bare = sentence.flat[span.start : span.end]
            label = text[counted.start : counted.end] if counted else self.carried.label
            rows += [
                _Placed(_labelled(d, label), span, self._context(clause, d), bare, counted)
                for d in drafts
            ]
            counts = not drafts and _COUNTED.search(text, span.start, span.end + 3)
            counted = span if counts else None
        if not rows and _only_places(text, here):
            self.carried.listed = list(here)  # (1)瑞昌市。建设…
        return [self._followed(r, rows[i + 1 :], text, here) for i, r in enumerate(rows)]

    def _is_the_plan(self, draft: Draft) -> bool:
        """Whether a draft is the plan itself, taken up in its own text: 国家碳达峰试点(襄阳)."""
        return draft.kind == "pilot_zone" and set(draft.name) <= self.title

    def _followed(
        self, row: _Placed, later: Sequence[_Placed], text: str, here: Sequence[Toponym]
    ) -> _Placed:
        """Add the places said of a project after its name: 全长55公里,西起大丰区…"""
        end = later[0].draft.start if later else len(text)
        said = [
            t
            for t in here
            if row.draft.end <= t.start
            and t.end <= end
            and _SAID_PLACE.search(text, max(0, t.start - _SAID_REACH), t.start)
        ]
        return replace(row, context=replace(row.context, said=said)) if said else row

    def _enter(self, passage: Passage) -> None:
        if passage.line != self.carried.line:
            self.carried.line, self.carried.listed = passage.line, []
        self.carried.subject, self.carried.sibling, self.carried.label = [], [], ""
        if passage.row and passage.row.place:
            cell = passage.row.place
            self.carried.subject = self.toponyms.within(cell.start, cell.end)

    def _label(self, clause: Clause) -> bool:
        """Take in a label that ends in a colon; True where it is no more than that."""
        start, end = clause.span.start, clause.span.end
        places = clause.places(start, end)
        if _only_places(clause.text[start:end], places):
            self.carried.listed = places
            return True
        rest = _SIGNS.sub("", clause.text[start:end])
        self.carried.label = rest if len(rest) <= _LABEL else ""
        return False

    def _note_subject(self, clause: Clause, drafts: list[Draft]) -> None:
        """Remember the counties a clause starts from: 镇平县利用废弃采石场,建设…"""
        start, end = clause.span.start, clause.span.end
        limit = drafts[0].start if drafts else min(end, start + _SUBJECT)
        found = [t for t in clause.places(start, limit) if _is_county(t)]
        full = [t for t in found if t.form != "short"]
        if full or (found and not any(t.form != "short" for t in self.carried.subject)):
            self.carried.subject = full or found
        if drafts and not (_ATTACHED.match(drafts[0].verb) and self.carried.sibling):
            own = [t for t in clause.places(*drafts[0].own) if _is_county(t)]
            numbered = any(NUMBERED.search(d.name) for d in drafts[1:])
            if _LEANING.match(drafts[0].verb) and not self.carried.subject:
                self.carried.subject = [t for t in own if t.form != "short"]
            self.carried.sibling = [t for t in own if numbered or t.form != "short"]

    def _context(self, clause: Clause, draft: Draft) -> Context:
        spans = draft.places or ((draft.start, max(draft.end, draft.own[1])),)
        own = [t for s, e in spans for t in clause.places(s, e)]
        lead = clause.places(*draft.lead) if draft.lead else []
        # A place in another's name holds for the rest of that list alone.
        carried = self.carried.subject or self.carried.listed
        return Context(own, lead, carried or self.carried.sibling, explicit=bool(carried))

    def _project(
        self, passage: Passage, text: str, placed: _Placed, size: tuple[Quantity, ...]
    ) -> Project:
        draft = placed.draft
        row = passage.row or _NO_ROW
        sentence = text[placed.span.start : placed.span.end]
        after = text[draft.end : draft.end + _AFTER]
        told = Told(draft.verb, sentence + self._cell(row.stage), after)
        year = self._year(text, placed) or self._row_year(passage)
        location = self.placer.place(placed.context, name=draft.name, kind=draft.kind)
        nature = nature_of(draft, self._cell(row.nature))
        start, end = passage.start + draft.start, passage.start + draft.end
        return Project(
            id="",
            name=draft.name,
            kind=draft.kind,
            stage=(stage := stage_of(told, nature, year=year, as_of=self.as_of)),
            nature=nature,
            start=start,
            end=end,
            section=passage.section,
            year=year if stage is not Stage.EXISTING else None,
            capacity=self._sizes(passage, placed, size),
            counties=location.counties,
            precision=location.precision,
            citywide=not location.counties and bool(_WHOLE_CITY.search(sentence)),
            confidence=location.confidence,
            mentions=((start, end),),
            responsible=passage.responsible,
            reasons=location.reasons,
            candidates=location.candidates,
            rule=draft.rule,
        )

    def _cell(self, cell: Cell | None) -> str:
        return self.plain[cell.start : cell.end] if cell else ""

    def _year(self, text: str, row: _Placed) -> int | None:
        """Return the year told in the item, its clause, the next one, or at the sentence's head."""
        own = text[slice(*row.draft.own)]
        after = text[row.span.end + 1 :].split(",", maxsplit=1)[0]
        head = text.split(",", maxsplit=1)[0] if row.span.start else ""
        bare = row.bare
        return year_of(own) or year_of(bare) or year_of(after) or year_by(head)

    def _row_year(self, passage: Passage) -> int | None:
        if passage.row is None or passage.row.time is None:
            return None
        match = _LAST_YEAR.search(self._cell(passage.row.time))
        return int(match[0]) if match else None

    def _sizes(
        self, passage: Passage, placed: _Placed, size: tuple[Quantity, ...]
    ) -> tuple[Quantity, ...]:
        """Add a voltage the name took from its list, and what a table's row says of size."""
        draft, counted = placed.draft, placed.counted or Span(0, 0)
        before = self.amounts.within(passage.start + counted.start, passage.start + counted.end)
        told = [*find_quantities(draft.name), *before]
        more = [f.quantity for f in told if f.quantity.unit == "kV"]
        if passage.row and passage.row.content:
            cell = passage.row.content
            more += [f.quantity for f in self.amounts.within(cell.start, cell.end)]
        # A power station's yearly output is no size of it; a factory's is. Nor is its voltage.
        sector = KINDS[draft.kind].sector
        out = [q for q in size if not (sector not in _MAKERS and q.role is Role.OUTPUT)]
        if sector in _MAKERS - {"other"}:
            # 60 GWh of batteries a year are what a factory makes, not what it stores.
            out = [replace(q, role=Role.OUTPUT) if q.unit in _ELECTRIC else q for q in out]
        for quantity in more:
            if all(q.unit != quantity.unit for q in out):
                out.append(quantity)
        return tuple(q for q in out if q.unit != "kV" or sector != "power")


def _only_places(text: str, places: Sequence[Toponym]) -> bool:
    """Whether a text is no more than places, with an ordinal and a sign or a character to spare."""
    told = len(_SIGNS.sub("", text))
    return bool(places) and told <= sum(len(t.text) for t in places) + 1


def _labelled(draft: Draft, label: str) -> Draft:
    """Let a label tell the kind of a name that does not: 抽水蓄能:天池电站."""
    kind = kind_of(label) if draft.kind in _UNTOLD and label else draft.kind
    return draft if kind in _UNTOLD else replace(draft, kind=kind)


def _labels_project(clause: Clause, passage: Passage) -> bool:
    """Whether a box's item is a name with its place or size after a colon, and no other name."""
    start, end = clause.span.start, clause.span.end
    rest = Span(end + 1, len(clause.text))
    told = clause.places(rest.start, rest.end) or clause.amounts(rest.start, rest.end)
    if not (passage.box and start == 0 and clause.span.mark == ":" and told):
        return False
    named = identity(_SIGNS.sub("", clause.text[start:end])) > 0
    others = (replace(clause, span=s) for s in clauses(clause.text) if s.start > end)
    return named and not any(read_clause(c) for c in others)


def _wholes(text: str, drafts: Sequence[Draft]) -> list[int | None]:
    """Return which draft contains each: the one before 其中, or the group of A、B等C."""
    groups: list[int | None] = [None] * len(drafts)
    for i in range(len(drafts) - 2, -1, -1):
        one, following = drafts[i], drafts[i + 1]
        if following.batch == one.batch and one.own[1] <= following.start:
            ends = text[one.own[1] : following.start] == "等"
            groups[i] = i + 1 if ends else groups[i + 1]
    return [_before_its_parts(text, drafts, i, group) for i, group in enumerate(groups)]


def _before_its_parts(text: str, drafts: Sequence[Draft], i: int, group: int | None) -> int | None:
    of_which = text.rfind(_OF_WHICH, 0, drafts[i].start)
    wholes = [j for j in range(i) if drafts[j].end <= of_which] if of_which >= 0 else []
    wholes = wholes or _included_in(text, drafts, i)
    return wholes[-1] if wholes else group


def _like_its_whole(row: _Placed, whole: Draft) -> _Placed:
    """Give a part that does not tell its kind the kind of the plant it is part of."""
    told = KINDS[whole.kind].sector == "power" and whole.kind not in _GENERAL
    if row.draft.kind not in _GENERAL or not told:
        return row
    return replace(row, draft=replace(row.draft, kind=whole.kind))


def _included_in(text: str, drafts: Sequence[Draft], i: int) -> list[int]:
    """Return the draft whose very next clause begins with 包括 and holds draft `i`."""
    comma = drafts[i].batch - 1
    if comma < 0 or not _INCLUDES.match(text, comma):
        return []
    before = [j for j in range(i) if drafts[j].batch != drafts[i].batch]
    return before[-1:] if before and drafts[before[-1]].own[1] == comma else []


def _whole(clause: Clause) -> Draft:
    """Return the draft of a table's row whose name has no head word."""
    start, end = clause.span.start, clause.span.end
    name = ORDINAL.sub("", clause.words(start, end))
    own = (start, len(clause.text)) if clause.span.mark == ":" else (start, end)
    return Draft(start, end, name, kind_of(name), 0.0, "item of a list", own, start)


def _year_of_plan(facts: DocumentFacts) -> int | None:
    """Return the year a plan speaks from: its date's, else its number's."""
    match = _PLAN_YEAR.search(facts.date or facts.number or "")
    return int(match[0]) if match else None


def _is_county(toponym: Toponym) -> bool:
    return any(p.counties for p in toponym.places)


def extract_projects(document: Document, gazetteer: Gazetteer) -> tuple[Project, ...]:
    """Return the projects a plan names, in document order, each with a place and its evidence."""
    found = merge(_Reader(document, gazetteer).mentions(), document.facts.sha256)
    return projects_back(found, document.readable.cleaned) if document.readable else found
