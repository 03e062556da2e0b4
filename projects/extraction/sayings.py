"""What a sentence says of each project it names: before the name, right behind it, and after."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from projects.extraction.clauses import Span, clauses
from projects.extraction.lexicon import STATE_BRACKET
from projects.rules import Rule
from projects.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects.extraction.parts import Draft
    from projects.models import Section

__all__ = ["Told", "headings", "sayings"]

_NUMBERS = {c: i for i, c in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
# 前两项…, 后一座…, 前者…: what is said of some of a list alone.
_SOME = re.compile(r"其?([前后])(?:([一二两三四五六七八九\d])[项个座条家处段]|者)")
# 均于2026年投产 is said of all that the sentence has named.
_ALL = re.compile(r"(?:以上|上述)?(?:项目|工程)?(?:均|都|皆|全部)")
_LABEL_SIGNS = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十百]+[章节篇、]|[(][一二三四五六七八九十\d]+[)]|\d+[.、])\s*"
)
_LENT = frozenset({Rule.DRAFT_SHARED, Rule.DRAFT_EACH})
_JOINS = "、和与及以 "
# A name's last words that say how far the work is.
_STATE_REACH = 40  # characters at a name's end: one that borrows its head may span a list
_STATE_IN_BRACKET = re.compile(STATE_BRACKET)
_STATE_AT_END = re.compile(
    r"(?:前期(?:工作)?|续建(?!配套)|尾工|扫尾|在建)(?:项目|工程|建设)?$|(?:已)?进入[^,;]{1,10}阶段$"
)
# A clause that goes on about the project before it names nothing of its own.
_SEPARATE = re.compile(
    r"(?:推进|推动|加强|强化|完善|支持|鼓励|引导|健全|建立|优化|提升|构建|培育|打造|探索|发展|布局|深化|统筹)"
)

# 一期今年投产 is said of a part.
_PART = re.compile(r"[其另]?中?[一二三四首]期(?!工程)")
# What stands behind a list's item and says nothing of how far it is: a bracket, its size.
_UNITS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_ASIDE = re.compile(
    rf"\([^()]*\)|(?:总?装机(?:容量)?|总?规模|容量)?[约为]?[\d.×~+—-]+(?:{_UNITS})", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\([^()]*\)")
# 截至2022年底,X建成投产 tells of what stands, as a section on the present state does.
_SO_FAR = re.compile(r"截[至止][^,;]{0,12}(?=,)")


class Told(NamedTuple):
    """What the text says around a name.

    `verb` holds the verbs its list begins with, `before` what leads up to the name or its list,
    `lead` what leads up to the name alone, `behind` what stands behind it in its item or list,
    `after` the later clauses that speak of it, in order; `heading` what the list or section it
    stands under is called, `cell` what a table says of how far it is, `name` what is named, as the
    text has it.
    """

    verb: str
    before: str
    lead: str
    behind: str
    after: tuple[str, ...] = ()
    heading: str = ""
    cell: str = ""
    name: str = ""


def sayings(
    text: str, drafts: Sequence[Draft], spans: Sequence[Span], *, heading: str = "", cell: str = ""
) -> list[Told]:
    """Return what a passage says of each draft; `spans` are the clauses they stand in.

    `heading` is what its section is called, `cell` what its table's row says of how far it is.
    """
    out: list[Told] = []
    so_far = _SO_FAR.match(text)
    heading = f"{heading}\n{so_far[0]}" if so_far else heading
    for first, last in _batches(drafts):
        stop = drafts[last].batch if last < len(drafts) else len(text)
        batch = drafts[first:last]
        later = _later(text, spans[last - 1].end + 1, stop)
        label = text[: max(0, text.rfind(":", 0, batch[0].start))].rpartition(",")[2]
        above = f"{heading}\n{label}"
        said = _of_batch(text, batch, spans[first].end, later)
        for draft, (verb, before, lead, behind, after) in zip(batch, said, strict=True):
            name = text[draft.start : draft.end]
            out.append(Told(verb, before, lead, behind, after, above, cell, name))
    return _said_of_all(out, drafts)


def _batches(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Return the stretches of drafts that stand in one clause."""
    cuts = [i for i, d in enumerate(drafts) if not i or d.batch != drafts[i - 1].batch]
    return list(pairwise([*cuts, len(drafts)]))


def _later(text: str, start: int, stop: int) -> list[str]:
    """Return the clauses between two offsets, up to one that turns to another matter."""
    if start >= stop:
        return []
    out: list[str] = []
    rest = text[start:stop]
    for span in clauses(rest):
        clause = rest[span.start : span.end].strip()
        if _SEPARATE.match(clause):
            break
        if not _PART.match(clause):
            out.append(clause)
    return out


def _of_batch(
    text: str, batch: Sequence[Draft], end: int, later: Sequence[str]
) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """Yield a list's first fields of `Told`, one for each of its members."""
    shared = _behind(text, batch[-1], end)
    # A bracket behind the last item speaks of the others only where they borrow its head.
    lent = _BRACKET.sub("", shared, count=1).strip(_JOINS)
    for i, draft in enumerate(batch):
        before = lead = text[draft.own[0] if i else draft.batch : draft.start]
        if draft.verb == batch[0].verb:  # its own is the list's
            before = text[batch[0].batch : batch[0].start]
        limit = batch[i + 1].own[0] if i + 1 < len(batch) else end
        behind = shared
        if draft is not batch[-1]:  # behind 、 stands the next one's verb
            behind = _behind(text, draft, _item_end(text, draft.end, limit))
        mine = tuple(said for clause in later if (said := _of_member(clause, i, len(batch))))
        if not _ASIDE.sub("", behind):
            behind += shared if draft.rule in _LENT else lent
        yield draft.verb, before, lead, behind, mine


def _item_end(text: str, start: int, limit: int) -> int:
    """Return where the first 、 outside brackets stands between two offsets, else their last."""
    open_ = _ASIDE.sub(lambda m: " " * len(m[0]), text[start:limit]).find("、")
    return start + open_ if open_ >= 0 else limit


def _behind(text: str, draft: Draft, limit: int) -> str:
    """Return what stands behind a name, and the state its last words tell."""
    end = draft.end
    state = _STATE_AT_END.search(text, max(draft.start, end - _STATE_REACH), end)
    own = text[draft.own[0] : draft.own[1]] if draft.own[1] < draft.end else ""
    bracket = own[own.find("(") :] if "(" in own else ""
    aside = _STATE_IN_BRACKET.search(text, max(draft.start, draft.own[0]), min(end, draft.own[1]))
    told = (
        (aside[0] if aside else "")
        + (state[0] if state else "")
        + bracket
        + text[draft.end : limit]
    )
    return told.strip(_JOINS)


def _of_member(clause: str, i: int, count: int) -> str:
    """Return what a clause says of the i-th member of a list, "" where it speaks of others."""
    match = _SOME.match(clause)
    if not match:
        return clause
    told = match[2] or "1"
    number = _NUMBERS.get(told) or int(told)
    meant = i < number if match[1] == "前" else i >= count - number
    return clause[match.end() :] if meant else ""


def _said_of_all(told: list[Told], drafts: Sequence[Draft]) -> list[Told]:
    """Let a last clause that begins with 均 speak of the lists before its own too."""
    if not told or drafts[0].batch == drafts[-1].batch:
        return told
    for_all = tuple(clause for clause in told[-1].after if _ALL.match(clause))
    if not for_all:
        return told
    return [
        t if d.batch == drafts[-1].batch else t._replace(after=(*t.after, *for_all))
        for t, d in zip(told, drafts, strict=True)
    ]


def headings(sections: Sequence[Section]) -> dict[str, str]:
    """Return what each section and those it lies in are called, one a line, by its path."""
    titles: dict[str, str] = {}
    open_paths: list[str] = []
    for section in sections:
        while open_paths and not _lies_in(section.path, open_paths[-1]):
            open_paths.pop()
        above = [titles[path] for path in open_paths[-1:]]
        titles[section.path] = "\n".join([*above, _LABEL_SIGNS.sub("", section.title)])
        open_paths.append(section.path)
    return titles


def _lies_in(path: str, whole: str) -> bool:
    return path.startswith(whole) and path != whole and path[len(whole)] not in _NUMBERS
