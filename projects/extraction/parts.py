"""The values a clause is taken apart into."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from projects.extraction.clauses import CLAUSE_MARK, Span, flatten
from projects.extraction.lexicon import LISTED_WORKS
from projects.extraction.naming import MAY_MARK, PHASE, VOLTAGE_STATION, Head, boundaries, heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Toponym
    from projects.quantities import Found
    from projects.rules import Note, Rule

__all__ = ["Clause", "Draft", "Headed", "Loose", "Sentence", "Setting"]

# 地点:海原县,建设规模:20万千瓦 tells of what stands before it.
_LABELLED = re.compile(r"(?:[^,:;()\d]{2,10}:[^,:;]*(?:,|$))+")
_KV = re.compile(r"±?(?<!\d)\d{1,4}(?:千伏|kV)(?!及以上|以上)", re.IGNORECASE)


class Setting(NamedTuple):
    """Where a sentence stands.

    `box` says that it stands in a project box, `heading` that it is a heading alone, `located` that
    its table's row names a county. `scope` is the adcode of the plan's own place.
    """

    box: bool = False
    heading: bool = False
    located: bool = False
    scope: str = ""


class Sentence:
    """A passage's text with what every clause of it needs; nothing of it changes.

    `toponyms` and `quantities` are those of the passage, with its offsets, and `flat` is its text
    with brackets blanked. `heads` are the head words, brackets apart, and `marks` say where a phase
    (二期) is told, or the 变 of a station called by its voltage. `found` are the head words of the
    text as it stands, where they are known; `sized_behind` keeps what was found out of a clause.
    """

    __slots__ = (
        "_edges",
        "_figures",
        "_head_ends",
        "_head_starts",
        "_voltages",
        "_works",
        "flat",
        "heads",
        "marks",
        "quantities",
        "quantity_starts",
        "setting",
        "sized_behind",
        "text",
        "toponym_starts",
        "toponyms",
    )

    def __init__(
        self,
        text: str,
        toponyms: Sequence[Toponym] = (),
        quantities: Sequence[Found] = (),
        setting: Setting | None = None,
        found: list[Head] | None = None,
    ) -> None:
        self.text, self.toponyms, self.quantities = text, toponyms, quantities
        self.setting = setting or Setting()
        self.flat = flatten(text)
        if found is None:
            found = heads(self.flat, 0, len(text))
        elif self.flat != text:  # what stands in brackets is no head here
            found = [h for h in found if self.flat.startswith(text[h.start : h.end], h.start)]
        self.heads = found
        self.marks = _marks(self.flat)
        self._head_starts = [h.start for h in self.heads]
        self._head_ends = [h.end for h in self.heads]
        self.toponym_starts = [t.start for t in toponyms]
        self.quantity_starts = [q.start for q in quantities]
        self._edges: set[int] | None = None
        self._figures: dict[Span, list[str]] = {}
        self._works: list[int] | None = None
        self.sized_behind: dict[int, bool] = {}
        self._voltages: list[re.Match[str]] | None = None

    @property
    def edges(self) -> set[int]:
        """The offsets at which words begin or end, told at the first use."""
        if self._edges is None:
            self._edges = boundaries(self.text)
        return self._edges

    def places(self, start: int, end: int) -> list[Toponym]:
        """Return the toponyms between two offsets."""
        return _between(self.toponyms, self.toponym_starts, start, end)

    def figures(self, span: Span) -> list[str]:
        """Return the figures of a clause as written, voltages apart, each once, longest first."""
        if span not in self._figures:
            told = _between(self.quantities, self.quantity_starts, span.start, span.end)
            written = {self.text[f.start : f.end] for f in told if f.quantity.unit != "kV"}
            self._figures[span] = sorted(written, key=len, reverse=True)
        return self._figures[span]

    def lists_works(self, at: int, end: int | None = None) -> bool:
        """Whether 等项目, which closes a list of names without a head, stands behind an offset.

        With `end` it has to stand before that.
        """
        if self._works is None:
            self._works = [m.start() for m in LISTED_WORKS.finditer(self.flat)]
        first = bisect_left(self._works, at)
        return first < len(self._works) and (end is None or self._works[first] < end)

    def voltage(self, start: int, end: int) -> str:
        """Return the last voltage between two offsets, as written; empty without one."""
        if self._voltages is None:
            self._voltages = list(_KV.finditer(self.flat))
        at = bisect_right(self._voltages, end, key=lambda m: m.end()) - 1
        return self._voltages[at][0] if at >= 0 and self._voltages[at].start() >= start else ""

    def heads_near(self, start: int, end: int) -> list[Head]:
        """Return the head words that lie between two offsets, if only in part."""
        if not self.heads:
            return []
        first = bisect_right(self._head_ends, start)
        return self.heads[first : bisect_left(self._head_starts, end, first)]

    @property
    def telling(self) -> bool:
        """Whether anything in it can be what a project is called by, or its size."""
        if self.heads or self.marks:
            return True
        return any(a.quantity.unit not in COUNTS for a in self.quantities)


def _marks(flat: str) -> list[int]:
    if not MAY_MARK.search(flat):
        return []
    phases = [m.start() for m in PHASE.finditer(flat)]
    return sorted(phases + [m.start(1) for m in VOLTAGE_STATION.finditer(flat)])


_LONGEST = 16  # characters in the longest name of a place
_T = TypeVar("_T", "Toponym", "Found")


def _between(found: Sequence[_T], starts: Sequence[int], start: int, end: int) -> list[_T]:
    first = bisect_left(starts, start)
    last = bisect_left(starts, end, first)
    return [f for f in found[first:last] if f.end <= end] if first < last else []


class Clause:
    """A clause of a sentence; offsets are the sentence's.

    `subject` holds the places said earlier in its sentence. `text` and `flat` are the whole
    sentence's, as are `toponyms` and `quantities`: they are asked for so often that a clause has
    its own.
    """

    __slots__ = ("flat", "quantities", "sentence", "span", "subject", "text", "toponyms")

    def __init__(self, sentence: Sentence, span: Span, subject: Sequence[Toponym] = ()) -> None:
        self.sentence, self.span, self.subject = sentence, span, subject
        self.text, self.flat = sentence.text, sentence.flat
        self.toponyms, self.quantities = sentence.toponyms, sentence.quantities

    @property
    def edges(self) -> set[int]:
        """The offsets at which words begin or end."""
        return self.sentence.edges

    @property
    def figures(self) -> list[str]:
        """The clause's figures as written, voltages apart."""
        return self.sentence.figures(self.span)

    def places(self, start: int, end: int) -> list[Toponym]:
        """Return the toponyms between two offsets."""
        if not self.toponyms:
            return []
        return _between(self.toponyms, self.sentence.toponym_starts, start, end)

    def amounts(self, start: int, end: int) -> list[Found]:
        """Return the quantities between two offsets."""
        if not self.quantities:
            return []
        return _between(self.quantities, self.sentence.quantity_starts, start, end)

    def heads(self, start: int, end: int) -> list[Head]:
        """Return the head words of the text between two offsets, read alone."""
        near = self.sentence.heads_near(start, end)
        if near and (near[0].start < start or near[-1].end > end):
            return heads(self.flat, start, end)  # one that goes on outside may end inside
        return near

    def headless(self, start: int, end: int) -> str:
        """Return the text between two offsets with a blank for each head word and bracket."""
        out, at = [], start
        for head in self.heads(start, end):
            out += [self.flat[at : head.start], " "]
            at = head.end
        return "".join([*out, self.flat[at:end]])

    def marked(self, start: int, end: int) -> bool:
        """Whether a phase or a station called by its voltage is told between two offsets."""
        marks = self.sentence.marks
        at = bisect_left(marks, start)
        return at < len(marks) and marks[at] < end

    @property
    def silent(self) -> bool:
        """Whether no word of the clause can be what a project is called by, and no size helps."""
        start, end = self.span.start, self.span.end
        if self.heads(start, end) or self.marked(start, end):
            return False
        return not (self.sized(start, end) or self.sized_after())

    def sized_after(self) -> bool:
        """Whether the next clause gives a size and names nothing: …,装机20万千瓦."""
        start = self.span.end + 1
        if not self.quantities or start > self.quantities[-1].start:
            return False
        told = self.sentence.sized_behind
        if start not in told:
            labelled = _LABELLED.match(self.text, start)
            mark = CLAUSE_MARK.search(self.text, start)
            end = labelled.end() if labelled else mark.start() if mark else len(self.text)
            told[start] = self.sized(start, end)
        return told[start]

    def sized(self, start: int, end: int) -> bool:
        """Whether a quantity between two offsets says how big a thing is, not how many."""
        return any(a.quantity.unit not in COUNTS for a in self.amounts(start, end))

    def in_toponym(self, offset: int) -> bool:
        """Whether a place name covers an offset: 全州县 is not the whole prefecture."""
        return any(
            t.start <= offset < t.end
            for t in self.places(max(0, offset - _LONGEST), offset + _LONGEST)
        )

    def words(self, start: int, end: int) -> str:
        """Return the text between two offsets without signs at its ends."""
        return self.text[start:end].strip(TRIM)


# Units that say how many of a thing, not how big one is.
COUNTS = frozenset({"count", "berths", "m2", "m3/a", "MVA"})
TRIM = " \t、,:;/的等\ue000"


class Loose(NamedTuple):
    """An item without a head word: it may borrow one from a later item of its list.

    `lead` is the span before the name that tells where, `verb` the verbs passed over, `left` the
    words that set its left edge (None where a sign or a place does).
    """

    start: int
    end: int
    lead: tuple[int, int] | None
    verb: str
    left: Note | None = None


class Headed(NamedTuple):
    """An item with a head word.

    `chain` is where the run of head words that ends in `head` begins; `name_end` where the name
    ends; `end` where the item does. `found` says how the head word was found, `left` as `Loose`.
    """

    start: int
    end: int
    lead: tuple[int, int] | None
    verb: str
    head: Head
    chain: int
    name_end: int
    found: Rule
    left: Note | None = None

    @property
    def reach(self) -> int:
        """Where the item begins, with the words that lead up to its name."""
        return self.lead[0] if self.lead else self.start


class Draft(NamedTuple):
    """A project as far as its clause tells it.

    `start`, `end` span what names it; `own` is the item it stands in; `places` are the spans in
    which its own toponyms stand (the whole name where empty). `score` is the evidence that it is
    a project at all, `batch` is shared by the members of one list. `rule` made it, `notes` are
    those of the other rules that told something of it. `works` is what its list ends in, done to
    each member: A电厂、B电厂超低排放改造.
    """

    start: int
    end: int
    name: str
    kind: str
    score: float
    rule: Rule
    own: tuple[int, int]
    batch: int
    verb: str = ""
    lead: tuple[int, int] | None = None
    places: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    works: str = ""
