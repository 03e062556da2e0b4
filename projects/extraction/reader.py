"""A document's text becomes its projects: passages, clauses, drafts, places, quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.models import Level
from projects.extraction import clauses as cut
from projects.extraction.drafts import Clause, Draft, read_clause
from projects.extraction.lexicon import CITYWIDE, PRELIMINARY, WORK_VERB
from projects.extraction.merging import merge
from projects.extraction.structure import Passage, passages
from projects.models import Nature, Project, Stage
from projects.placing import Context, Placer
from projects.quantities import Found, find_quantities
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer import Gazetteer, Toponym
    from projects.models import Document, Quantity
    from projects.script import Folded

__all__ = ["extract_projects"]

_YEAR = re.compile(r"(20\d\d)年")
_DONE = re.compile(r"投产|建成|并网|完工|竣工|完成|开工|通车|投运|投用|落地|实施|实现|开通|力争")
_EXISTING = re.compile(
    r"现有|已建成|已投产|已投运|并网运行|稳发满发|投产(?:,|$)|已建|建成运行|充分发挥|发挥"
)
_BUILDING = re.compile(r"在建|续建|尾工|加快建成|全容量并网|加快.{0,12}建设进度|收尾")
_PHASES = re.compile(r"二期|三期|四期|扩建|扩容|增容|扩能")
_SUBJECT = 14
_OF_WHICH = "其中"
_MATCHING = 2


@dataclass
class _State:
    """What carries over from clause to clause."""

    line: int = -1
    list_place: list[Toponym] = field(default_factory=list)
    subject: list[Toponym] = field(default_factory=list)


class _Slices:
    """The items of a sorted list that lie within a span, shifted to its start."""

    def __init__(self, found: Sequence[Toponym] | Sequence[Found]) -> None:
        self._found = found
        self._starts = [f.start for f in found]

    def within(self, start: int, end: int) -> Iterator[Toponym | Found]:
        for i in range(bisect_left(self._starts, start), len(self._found)):
            item = self._found[i]
            if item.start >= end:
                return
            if item.end <= end:
                yield replace(item, start=item.start - start, end=item.end - start)


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft in its passage with what was attached to it; offsets are the document's."""

    project: Project
    parent: int | None


def extract_projects(document: Document, gazetteer: Gazetteer) -> tuple[Project, ...]:
    """Return the projects a plan names, in document order, each with a place and its evidence."""
    folded = fold(document.text)
    scope = document.facts.place
    toponyms = _Slices(gazetteer.find(folded.simplified, scope))
    quantities = _Slices(find_quantities(folded.plain))
    placer = Placer(gazetteer.divisions, scope)
    state = _State()
    found: list[_Read] = []
    for passage in passages(folded, document.sections):
        found += _read_passage(passage, folded, toponyms, quantities, (placer, state), len(found))
    return merge([r.project for r in found], [r.parent for r in found], document.facts.sha256)


def _read_passage(passage, folded: Folded, toponyms, quantities, tools, base):
    placer, state = tools
    text = folded.plain[passage.start : passage.end]
    here = list(toponyms.within(passage.start, passage.end))
    amounts = list(quantities.within(passage.start, passage.end))
    if passage.line != state.line:
        state.line, state.list_place = passage.line, []
    state.subject = []
    rows: list[tuple[Draft, cut.Span, Context]] = []
    for span in cut.clauses(text):
        clause = Clause(text, span, here, amounts, box=passage.box, heading=passage.heading)
        if _labels_place(clause):
            state.list_place = clause.places(span.start, span.end)
            continue
        drafts = read_clause(clause)
        _note_subject(clause, drafts, state)
        rows += [(d, span, _context(clause, d, state)) for d in drafts]
    caps = _attach(text, [d for d, _, _ in rows], amounts)
    out = []
    for i, (draft, span, context) in enumerate(rows):
        sentence = text[span.start : span.end]
        location = placer.place(context, name=draft.name, kind=draft.kind)
        out.append(
            _Read(
                _project(passage, folded, draft, sentence, location, caps[i], text),
                _parent(text, rows, i, base),
            )
        )
    return out


def _labels_place(clause: Clause) -> bool:
    if clause.span.mark != ":":
        return False
    places = clause.places(clause.span.start, clause.span.end)
    label = clause.text[clause.span.start : clause.span.end]
    rest = re.sub(r"[\d.、()一二三四五六七八九十\s]", "", label)
    return bool(places) and len(rest) <= sum(len(p.text) for p in places) + 1


def _is_county(toponym: Toponym) -> bool:
    return any(p.counties for p in toponym.places)


def _note_subject(clause: Clause, drafts: list[Draft], state: _State) -> None:
    """Remember the counties a clause starts from: 镇平县利用废弃采石场,建设…"""
    start, end = clause.span.start, clause.span.end
    limit = drafts[0].start if drafts else min(end, start + _SUBJECT)
    found = [t for t in clause.places(start, limit) if _is_county(t)]
    if not found and drafts and not state.subject:
        own = [t for t in clause.places(drafts[0].start, drafts[0].end) if _is_county(t)]
        found = [t for t in own if t.form != "short"]
    if found:
        state.subject = found


def _context(clause: Clause, draft: Draft, state: _State) -> Context:
    own_spans = draft.places or ((draft.start, draft.end),)
    own = [t for s, e in own_spans for t in clause.places(s, e)]
    lead = clause.places(*draft.lead) if draft.lead else []
    return Context(own, lead, state.subject or state.list_place)


def _attach(text: str, drafts: list[Draft], amounts: Sequence[Found]) -> list[list[Quantity]]:
    """Give each quantity to the project it measures."""
    caps: list[list[Quantity]] = [[] for _ in drafts]
    for found in amounts:
        for i in _owners(text, drafts, found, amounts):
            units = {q.unit for q in caps[i]}
            if found.quantity.unit not in units:
                caps[i].append(found.quantity)
    return caps


def _owners(text, drafts, found, amounts) -> list[int]:
    inside = [i for i, d in enumerate(drafts) if d.own[0] <= found.start and found.end <= d.own[1]]
    if inside:
        return [inside[-1]]
    before = [i for i, d in enumerate(drafts) if d.end <= found.start]
    if not before:
        return []
    last = before[-1]
    between = text[drafts[last].end : found.start]
    if CITYWIDE.search(between) or "。" in between:
        return []
    batch = [i for i in before if drafts[i].batch == drafts[last].batch]
    if _OF_WHICH in between:
        phrase = between.split(_OF_WHICH)[-1]
        named = [i for i in before if _common(drafts[i].name, phrase) >= _MATCHING * 2]
        return named[-1:]
    if len(batch) == 1:
        return batch
    if "分别" in between or "分别" in text[found.start - 4 : found.end]:
        rank = sum(
            a.quantity.unit == found.quantity.unit and drafts[last].end <= a.start < found.start
            for a in amounts
        )
        return batch[rank : rank + 1]
    if found.each:
        return batch
    return [] if found.total or "共" in between or "合计" in between else [last]


def _common(a: str, b: str) -> int:
    """Return the length of the longest run of characters two texts share."""
    best = 0
    for size in range(2, len(b) + 1):
        if any(b[i : i + size] in a for i in range(len(b) - size + 1)):
            best = size
        else:
            break
    return best


def _parent(text, rows, i, base) -> int | None:
    draft = rows[i][0]
    before = text[max(0, draft.start - 12) : draft.start]
    if i and _OF_WHICH in before:
        return base + i - 1
    return None


def _project(
    passage: Passage, folded: Folded, draft: Draft, sentence: str, location, caps, text
) -> Project:
    start, end = passage.start + draft.start, passage.start + draft.end
    if not any(q.unit == "kV" for q in caps):
        caps = [
            *caps,
            *(f.quantity for f in find_quantities(draft.name) if f.quantity.unit == "kV"),
        ]
    return Project(
        id="",
        name=draft.name,
        kind=draft.kind,
        stage=_stage(sentence, draft),
        nature=_nature(draft, sentence),
        start=start,
        end=end,
        section=passage.section,
        year=_year(sentence),
        capacity=tuple(caps),
        counties=location.counties,
        precision=location.precision,
        confidence=location.confidence,
        mentions=((start, end),),
        responsible=passage.responsible,
        reasons=location.reasons,
        candidates=location.candidates,
        rule=draft.rule,
    )


def _stage(sentence: str, draft: Draft) -> Stage:
    if PRELIMINARY.search(sentence):
        return Stage.PRELIMINARY
    if _BUILDING.search(sentence):
        return Stage.UNDER_CONSTRUCTION
    if _EXISTING.search(sentence) and _nature(draft, sentence) is Nature.NEW:
        return Stage.EXISTING
    return Stage.PLANNED


def _nature(draft: Draft, sentence: str) -> Nature:
    for word, nature in WORK_VERB.items():
        if word in draft.name or word in draft.verb:
            return Nature(nature)
    return Nature.EXPANSION if _PHASES.search(draft.name) else Nature.NEW


def _year(sentence: str) -> int | None:
    match = _YEAR.search(sentence)
    if match and _DONE.search(sentence) and not CITYWIDE.search(sentence):
        return int(match[1])
    return None
