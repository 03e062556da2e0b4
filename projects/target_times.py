"""When a plan wants a figure reached: years to come, years gone by, and how far each holds.

到2025年, at the head of a sentence holds to its end, and for a whole paragraph whose first sentence
is no more than an aim (到2030年,结构更优。); 2026年底前建成… holds until the next semicolon; a year
inside a clause (加氢站2025年累计达到12座) for that clause alone. 目前 and 去年 tell of the past.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Marks", "Time", "Times"]

_SENTENCE_END = re.compile(r"[。!?\n]")
_PART_END = re.compile(r"[。;!?\n]")
_CLAUSE_END = re.compile(r"[;:。!?\n]|(?<!\d),|,(?!\d{3})")

# 全年主要预期目标 are those of the plan's own year.
_YEAR = r"20\d\d年|“?十[三四五六七]五”?|全年(?=(?:主要|预期|发展|工作)*目标)"
_TIME = re.compile(
    rf"(?P<to>截?[到至止]|展望)?(?P<first>(?:20\d\d年?[、和与及](?=20\d\d)){{0,4}})(?P<year>{_YEAR})"
    r"(?P<tail>[底末初前]|之前|以前|期间|时期|规划期)*(?P<since>以来|以后)?"
    r"(?P<title>(?:主要|预期|发展|工作|具体)*目标)?(?P<stop>[,:。])?"
)
_YEAR_DIGITS = re.compile(r"20\d\d")
_THAN = re.compile(r"(?:较|比|与|以|相比|相较)$")
_GONE = re.compile(
    r"目前|当前|截[至止]目前|去年|上年|前年|近[一二三四五六七八九十几两\d]+年|近年来?|多年来|长期以来|过去"
)
_DONE = re.compile(
    r"(?:已|业已|已经)(?:全?部|先后|累计|初步)*(?:建成|有|达|完成|投[产运用入]|形成|淘汰|推广|实现"
    r"|新增|关停|开行|创建|建有|拥有)|(?<![对将成动造推施])现[有已]|现状"
)
_LEADS = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,2}[.、)]|[①-⑳]|第.[步阶]段?|力争|争取|确保|计划|预计|其中|同时|并|在"
    r"|“|—|-|20\d\d年?[-~—、和至到]{1,2}|规划期?内?|全[市县区州盟旗省]|我[市县区]|各[市县区]|从|自|[到至]"
    r"|分.步走| )*"
)
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035, "七": 2040}
_FIGURE = re.compile(r"\d")
_LOOK_BACK = 24
_AIM = 40  # characters at most of an aim without figures that heads a paragraph


class Marks:
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

    def count(self, start: int, end: int) -> int:
        """Return how many lie from `start` up to `end`."""
        return bisect_left(self._at, end) - bisect_left(self._at, start)


@dataclass(frozen=True, slots=True)
class Time:
    """A time the text names: it holds for figures from `end` up to `until`.

    `years` has several where figures follow in their order (2025年、2030年分别达到); none where
    the words tell of the past without a year (目前). `past` is True for what has been.
    """

    start: int
    end: int
    until: int
    years: tuple[int, ...]
    past: bool


class Times:
    """The times of a text; what lies before the year `since` is past."""

    def __init__(self, plain: str, since: int) -> None:
        self._plain = plain
        self._since = since
        self.clauses = Marks([m.start() for m in _CLAUSE_END.finditer(plain)])
        self.parts = Marks([m.start() for m in _PART_END.finditer(plain)])
        self.sentences = Marks([m.start() for m in _SENTENCE_END.finditer(plain)])
        self._lines = Marks([m.start() for m in re.finditer("\n", plain)])
        found = sorted([*self._dated(), *self._gone()], key=lambda pair: pair[1].start)
        self._heads = [time for head, time in found if head]
        self._inner = [time for head, time in found if not head]
        self._head_starts = [time.start for time in self._heads]
        self._inner_starts = [time.start for time in self._inner]

    def at(self, offset: int) -> Time | None:
        """Return the time that holds for a figure at `offset`."""
        for starts, times in (
            (self._inner_starts, self._inner),
            (self._head_starts, self._heads),
        ):
            i = bisect_left(starts, offset)
            if i and times[i - 1].until >= offset:
                return times[i - 1]
        return None

    def _dated(self) -> Iterator[tuple[bool, Time]]:
        for match in _TIME.finditer(self._plain):
            start = match.start()
            before = self._plain[max(0, start - 2) : start]
            if _THAN.search(before):
                continue
            head = self._is_head(start)
            listed = map(int, _YEAR_DIGITS.findall(match["first"]))
            years = (*listed, self._year(match["year"]))
            counted = (match["to"] or "").startswith("截") and max(years) <= self._since
            past = counted or bool(match["since"]) or max(years) < self._since
            yield head, Time(start, match.end(), self._until(match, head=head), years, past)

    def _year(self, text: str) -> int:
        plan = re.search(r"十(.)五", text)
        if plan:
            return _PLAN_END[plan[1]]
        return self._since if text == "全年" else int(text[:4])

    def _gone(self) -> Iterator[tuple[bool, Time]]:
        end = len(self._plain)
        for match in _GONE.finditer(self._plain):
            until = self.sentences.next(match.end(), end)
            yield (
                self._is_head(match.start()),
                Time(match.start(), match.end(), until, (), past=True),
            )
        for match in _DONE.finditer(self._plain):
            until = self.clauses.next(match.end(), end)
            yield False, Time(match.start(), match.end(), until, (), past=True)

    def _is_head(self, start: int) -> bool:
        """Whether nothing but leading words stands between a time and its clause's beginning."""
        clause = max(self.clauses.last(start) + 1, start - _LOOK_BACK)
        return _LEADS.fullmatch(self._plain, clause, start) is not None

    def _until(self, match: re.Match[str], *, head: bool) -> int:
        start, end, stop = match.start(), match.end(), match["stop"]
        length = len(self._plain)
        if not head:
            return end if stop else self.clauses.next(end, length)
        if stop == "。" or match["title"]:  # (一)到2025年。 heads its paragraph
            return self._lines.next(end, length)
        if match["to"] or stop or "十" in match["year"]:
            return self._sentence_or_paragraph(start, end)
        return self.parts.next(start, length)

    def _sentence_or_paragraph(self, start: int, end: int) -> int:
        """Return where a head's reach ends: a first sentence without figures heads its line."""
        length = len(self._plain)
        sentence = self.sentences.next(end, length)
        line = self._lines.last(start) + 1
        opens = self.sentences.last(start) < line and start - line <= _LOOK_BACK
        bare = opens and not _FIGURE.search(self._plain, end, min(sentence, end + _AIM))
        return self._lines.next(end, length) if bare and sentence - end <= _AIM else sentence
