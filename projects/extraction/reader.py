"""A document's text becomes its projects: passages, clauses, drafts, places, quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.clauses import Span, clauses
from projects.extraction.drafts import read_clause
from projects.extraction.groups import counting, labelled, like_its_whole, wholes
from projects.extraction.headless import kind_heading, labels_harbour, labels_project, topic_of
from projects.extraction.ledger import Entries, Ledger
from projects.extraction.lexicon import REFERENCE
from projects.extraction.members import announced, else_named, members
from projects.extraction.merging import Mention, merge
from projects.extraction.naming import MAY_MARK, NUMBERED, heads
from projects.extraction.parts import Clause, Draft, Sentence, Setting
from projects.extraction.row_sizes import add_row
from projects.extraction.sharing import with_shares
from projects.extraction.sizes import share_out
from projects.extraction.spans import (
    Slices,
    is_citywide,
    last_listed,
    meant_as_figures,
    meant_as_places,
    opened,
    said_of,
)
from projects.extraction.structure import Passage, blank_units, passages
from projects.extraction.told import Given, fitting, size_sentence, voltages
from projects.extraction.turned_down import figure, turned_down
from projects.models import Project
from projects.placing import OWNED, Context, Placer, place_notes
from projects.quantities import find_quantities
from projects.readings import quantities_back
from projects.rules import Rule
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from projects.extraction.groups import Whole
    from projects.models import Document
    from projects.quantities import Found
    from projects.rules import Rejected
    from projects.script import Folded

__all__ = ["read_projects"]

_SUBJECT = 14
_LIST_REACH = 160  # characters between a list's county and the item it holds for
_LABEL = 16
_SIGNS = re.compile(r"[\d.、()一二三四五六七八九十\s]")
# A clause without a verb of its own goes on with the project before: 配套的柳沟至常乐专用线.
_ATTACHED = re.compile(r"$|配套|同步|其|包括|包含|涵盖")
# 依托韩城市龙门园区,建设…: what a clause leans on places what follows.
_LEANING = re.compile(r"依托|利用|结合|围绕")
# A county's name that begins a company's places nothing else of its sentence.
_COMPANY = re.compile(r"[^,、;。]{1,8}?(?:公司|集团|股份|实业)")


@dataclass
class _Carried:
    """What holds from one clause to the next: the list's place, the sentence's, the label."""

    line: int = -1
    listed: list[Toponym] = field(default_factory=list)
    subject: list[Toponym] = field(default_factory=list)
    sibling: list[Toponym] = field(default_factory=list)
    label: str = ""
    series: int = -1  # where the sentence, or the rows of one table, begin
    table: bool = False


class _Placed(NamedTuple):
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

    def __init__(
        self, document: Document, gazetteer: Gazetteer, rejected: list[Rejected] | None = None
    ) -> None:
        readable, document = document.readable, document.to_read
        self.rejected = rejected  # what was not taken, collected only where it is asked for
        self.scope = scope = document.place
        self.folded: Folded = fold(document.text)
        self.sections = document.sections
        self.named = document.facts.title
        self.title = set(self.named)
        toponyms = gazetteer.find(self.folded.simplified, scope)
        self.plain = blank_units(self.folded.plain)
        self.ledger = Ledger(self.plain, document)
        places = [t for t in toponyms if not self.plain[t.start].isspace()]
        self.placer = Placer(gazetteer, scope)
        self.toponyms = Slices(meant_as_places(places, self.plain, gazetteer, self.placer.home))
        amounts = find_quantities(self.folded.plain, original=document.text)
        if readable:
            amounts = quantities_back(amounts, readable.cleaned)
        found = heads(self.plain, 0, len(self.plain))
        self.amounts = Slices(meant_as_figures(amounts, toponyms, self.plain, found))
        self.heads = Slices(found)
        self.carried = _Carried()

    def mentions(self) -> list[Mention]:
        """Return what the document says of projects, in order."""
        out: list[Mention] = []
        line = -1
        for passage in passages(self.folded, self.sections):
            found = self._passage(passage, len(out))
            if not found and out and passage.line == line:
                out[-1] = self._told_later(passage, out[-1])
            if found:
                line = passage.line
            out += found
        return out

    def _told_later(self, passage: Passage, mention: Mention) -> Mention:
        """Add what a sentence of its own tells of the project before: A站。装机10万千瓦。"""
        text = self.plain[passage.start : passage.end]
        mention = mention._replace(project=self.ledger.later(text, mention.project))
        amounts = self.amounts.within(passage.start, passage.end)
        sizes = size_sentence(text, amounts, mention.project.kind)
        if mention.project.capacity or not sizes:
            return mention
        told = tuple((Rule.SIZE_SENTENCE, q.as_written) for q in sizes)
        notes = tuple((*notes, *told) for notes in mention.project.notes)
        if self.rejected is not None:
            del self.rejected[-len(amounts) :]  # they were not taken a moment ago
        return mention._replace(project=replace(mention.project, capacity=sizes, notes=notes))

    def _passage(self, passage: Passage, count: int) -> list[Mention]:
        text = self.plain[passage.start : passage.end]
        here = self.toponyms.within(passage.start, passage.end)
        if self._is_silent(passage, text):
            self._enter(passage)
            if here and _only_places(text, here):
                self.carried.listed = here
            return []
        text = opened(text, here)
        amounts = self.amounts.within(passage.start, passage.end)
        rows = _in_harbour(text, self._drafts(passage, text, here, amounts))
        if not rows and self.rejected is None:
            return []
        drafts = [r.draft for r in rows]
        shares = share_out(text, drafts, amounts, here)
        if self.rejected is not None:
            self.rejected += [figure(f, rule, text, passage.start) for f, rule in shares.left]
        out: list[Mention] = []
        reference = bool(REFERENCE.search(text))
        kinds = [d.kind for d in drafts]
        given = add_row(shares.given, passage.row, kinds, self.folded, self.amounts)
        places = frozenset(t.text for t in here)
        entries = self.ledger.read(passage, text, drafts, [r.span for r in rows], places)
        parts = zip(rows, given, entries, wholes(text, drafts, given), strict=True)
        for row, size, entry, whole in parts:
            part = row if whole is None else _part_of(row, drafts, whole)
            parent = None if whole is None else count + whole[0]
            one = self._project(passage, text, part, size, entry)
            shared = with_shares(one, text, row.draft.end, here, amounts)
            listed = 0 if passage.row else row.draft.batch
            out.append(Mention(shared, parent, reference, self.carried.series, listed))
        return out

    def _is_silent(self, passage: Passage, text: str) -> bool:
        """Whether a passage can be passed over at once, as most can: it tells of no project."""
        start, end = passage.start, passage.end
        told = self.heads.some_within(start, end) or self.amounts.some_within(start, end)
        return not (
            told or passage.row or ":" in text or MAY_MARK.search(text) or self.rejected is not None
        )

    def _drafts(
        self, passage: Passage, text: str, here: Sequence[Toponym], amounts: Sequence[Found]
    ) -> list[_Placed]:
        self._enter(passage)
        located = passage.row is not None and any(map(_is_county, self.carried.subject))
        found = self.heads.within(passage.start, passage.end)
        setting = Setting(passage.box, passage.heading, located, self.scope)
        sentence = Sentence(text, here, amounts, setting, found)
        sort = self._sort(passage)
        under = "" if passage.row else kind_heading(self.ledger.heading(passage.section))
        if self.rejected is None and not (located or sort or ":" in text or sentence.telling):
            if _only_places(text, here):
                self.carried.listed = list(here)
            return []
        rows: list[_Placed] = []
        before: Span | None = None
        count = first = 0
        for span in clauses(text):
            clause = Clause(sentence, span, self.carried.subject or self.carried.listed)
            if self._label(clause):
                continue
            cell = located or bool(sort) or labels_project(clause, passage)
            drafts = members(clause, count)
            if drafts:
                rows = rows[:first]  # what counts them is none itself, and tells no kind
                self.carried.label = ""
            else:
                drafts = read_clause(clause) or else_named(
                    clause, _last(rows), under or kind_heading(self.carried.label), cell=cell
                )
            first, count = len(rows), announced(clause)
            drafts = [d for d in drafts if not self._is_the_plan(d)]
            if self.rejected is not None:
                self.rejected += turned_down(clause, drafts, passage.start)
            self._note_subject(clause, drafts)
            if not drafts:
                before = span
                continue
            counted, before = counting(text, before), None
            bare = sentence.flat[span.start : span.end]
            label = text[counted.start : counted.end] if counted else sort or self.carried.label
            rows += [
                _Placed(labelled(d, label), span, self._context(clause, d), bare, counted)
                for d in drafts
            ]
        if not rows and _only_places(text, here):
            self.carried.listed = list(here)  # (1)瑞昌市。建设…
        if not rows:
            return []
        ends = [*(r.draft.start for r in rows[1:]), len(text)]
        return [self._followed(r, sentence, end) for r, end in zip(rows, ends, strict=True)]

    def _sort(self, passage: Passage) -> str:
        """Return the kind of thing a table's row or group says its project is."""
        cells = (passage.row.sort, passage.row.group) if passage.row else ()
        told = (kind_heading(self.plain[cell.start : cell.end]) for cell in cells if cell)
        return next(filter(None, told), "")

    def _is_the_plan(self, draft: Draft) -> bool:
        """Whether a draft is the plan itself: its title, or taken up, 国家碳达峰试点(襄阳)."""
        pilot = draft.kind == "pilot_zone" and set(draft.name) <= self.title
        return pilot or self.named.startswith(draft.name)

    def _followed(self, row: _Placed, sentence: Sentence, end: int) -> _Placed:
        """Add the places said of a project after its name: 全长55公里,西起大丰区…"""
        said = said_of(sentence.text, sentence.places(row.draft.end, end))
        return row._replace(context=row.context._replace(said=said)) if said else row

    def _enter(self, passage: Passage) -> None:
        if not (passage.row and self.carried.table):
            self.carried.series = passage.start
        self.carried.table = passage.row is not None
        if passage.line != self.carried.line:
            self.carried.line, self.carried.listed = passage.line, []
        self.carried.subject, self.carried.sibling, self.carried.label = [], [], ""
        if passage.row and passage.row.place:
            cell = passage.row.place
            self.carried.subject = self.toponyms.within(cell.start, cell.end)

    def _label(self, clause: Clause) -> bool:
        """Take in a topic, or a label that ends in a colon; True where it is no more than that."""
        start, end = clause.span.start, clause.span.end
        if clause.span.mark != ":":
            self.carried.label = topic_of(clause) or self.carried.label
            return bool(topic_of(clause))
        places = clause.places(start, end)
        if _only_places(clause.text[start:end], places):
            self.carried.listed = places
            return True
        rest = _SIGNS.sub("", clause.text[start:end])
        self.carried.label = rest if len(rest) <= _LABEL else ""
        return False

    def _note_subject(self, clause: Clause, drafts: list[Draft]) -> None:
        """Remember the counties a clause starts from: 镇平县利用废弃采石场,建设…"""
        if not (drafts or clause.toponyms):
            return
        start, end = clause.span.start, clause.span.end
        limit = drafts[0].start if drafts else min(end, start + _SUBJECT)
        found = [
            t
            for t in clause.places(start, limit)
            if _is_county(t) and not (t.form == "short" and _COMPANY.match(clause.text, t.end))
        ]
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
        listed = self._last_listed(clause, draft)
        if listed is None:
            return Context(own, lead, explicit=False)
        carried = listed or self.carried.subject or self.carried.listed
        return Context(own, lead, carried or self.carried.sibling, explicit=bool(carried))

    @staticmethod
    def _last_listed(clause: Clause, draft: Draft) -> list[Toponym] | None:
        """Return the county an item before it in its list begins with; a company has its own."""
        if draft.kind in OWNED:
            return []
        start = max(clause.span.start, draft.start - _LIST_REACH)
        return last_listed(clause.text, clause.places(start, draft.start))

    def _project(
        self,
        passage: Passage,
        text: str,
        placed: _Placed,
        size: tuple[Given, ...],
        entry: Entries,
    ) -> Project:
        draft = placed.draft
        location = self.placer.place(placed.context, name=draft.name, kind=draft.kind)
        sizes = self._sizes(passage, placed, size)
        sized = [(g.rule, g.quantity.as_written) for g in sizes]
        notes = ((draft.rule, draft.name), *draft.notes, *sized, *entry.notes)
        start, end = passage.start + draft.start, passage.start + draft.end
        return Project(
            id="",
            name=draft.name,
            kind=draft.kind,
            stage=entry.stage,
            nature=entry.nature,
            start=start,
            end=end,
            section=passage.section,
            year=entry.year,
            capacity=tuple(g.quantity for g in sizes if g.rule is not Rule.SIZE_NOT_KIND),
            counties=location.counties,
            precision=location.precision,
            citywide=not location.counties
            and is_citywide(text, placed.span, draft, placed.context, self.scope),
            confidence=location.confidence,
            mentions=((start, end),),
            responsible=passage.responsible,
            owner=entry.owner,
            total_investment=entry.total_investment,
            yearly_investment=entry.yearly_investment,
            reasons=location.reasons,
            candidates=location.candidates,
            notes=((*notes, *place_notes(location)),),
        )

    def _sizes(
        self, passage: Passage, placed: _Placed, size: tuple[Given, ...]
    ) -> tuple[Given, ...]:
        """Add a voltage the name took from its list."""
        draft, counted = placed.draft, placed.counted or Span(0, 0)
        before = self.amounts.within(passage.start + counted.start, passage.start + counted.end)
        return fitting(size, voltages(draft.name, before), draft.kind)


def _last(rows: Sequence[_Placed]) -> Draft | None:
    return rows[-1].draft if rows else None


def _in_harbour(text: str, rows: list[_Placed]) -> list[_Placed]:
    """Return the works of a harbour without the label that says where they are."""
    label = len(rows) > 1 and labels_harbour(text[rows[0].draft.start : rows[1].span.start])
    return rows[1:] if label else rows


def _only_places(text: str, places: Sequence[Toponym]) -> bool:
    """Whether a text is no more than places, with an ordinal and a sign or a character to spare."""
    if not places:
        return False
    return len(_SIGNS.sub("", text)) <= sum(len(t.text) for t in places) + 1


def _part_of(row: _Placed, drafts: Sequence[Draft], found: Whole) -> _Placed:
    """Let a part know its whole, and take the kind from it where it tells none."""
    whole = drafts[found[0]]
    part = like_its_whole(row.draft, whole)
    return row._replace(draft=part._replace(notes=(*part.notes, (found[1], whole.name))))


def _is_county(toponym: Toponym) -> bool:
    return any(p.counties for p in toponym.places)


def read_projects(
    document: Document, gazetteer: Gazetteer, rejected: list[Rejected] | None
) -> tuple[Project, ...]:
    """Return what `extract_projects` does, with spans in the text as it was read."""
    return merge(_Reader(document, gazetteer, rejected).mentions(), document.facts.sha256)
