"""A list's head word lent to those before it: A、B抽水蓄能电站, A、B等再生金属加工项目."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.drafting import list_end, make_draft
from projects.extraction.groups import UNTOLD
from projects.extraction.lexicon import LISTED_WORKS, TAIL
from projects.extraction.naming import HEADS, identity, kind_of, kind_told
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Clause, Draft, Headed, Loose

__all__ = ["borrow", "has_voltage", "works_after"]

_VOLTAGE = re.compile(r"^\D{0,3}(±?\d+(?:千伏|kV))", re.IGNORECASE)
# What has a voltage, and what such a thing is called for short.
_GRID = frozenset({"substation", "converter_station", "transmission_line"})
_SHORT = frozenset({"站", "变", "线", "线路"})
_PLAIN = re.compile(r"项目|工程|期")
_WORK_END = re.compile(r"(?:发电|供热|供暖|制氢|回收|拆解|处理|修复|治理|利用)$")
# A plant called by what it does, without a word for the place where it does it.
_PLANT_END = re.compile(
    r"(?:[核水火煤气风]电|热电|(?:火力|水力|风力|太阳能|生物质|燃气|光热)发电|光热|光储|抽蓄)$"
)
# Beside institutes these are whole; beside 屋顶光伏项目 it is their roofs.
_SCHOOL = re.compile(r"(?:大学|[学书医]院|学校)$")
_MENDS = re.compile(
    r"(?!项目|工程|建设|开发|示范|试点|基地|园区|专项|综合|配套|设施|[\d一二三四五六首]期)"
)
# Words of programmes tell of no list what it is: 等示范项目, 等重点产业项目.
_VAGUE = frozenset({"other", "pilot_zone"})
# What firms are called by, at the end of a name alone and before what they build.
_FIRM_END = re.compile(
    r"(?:[铝矿锂硅纸药塑钢铜锌镁酒茶林化建陶胶]业|实业|重工|控股|科技|环保|集团|公司|股份|冶金|化工|新材料?|能源|水泥|合金)$"
)
_FIRM = re.compile(
    r"[^的]{2,10}?(?:[铝矿锂硅纸药塑钢铜锌镁酒茶林化建陶胶]业|实业|重工|控股|科技|环保|集团|公司|股份)(?!园|城|产业|基地)(?=.{6})"
)
_SURE = 1.0
_BRACKETS = re.compile(r"\([^()]*\)")


def works_after(clause: Clause, word: str, lender: Headed) -> str:
    """Return the works a list ends in, done to each of its like: X灌区、Y灌区节水改造工程."""
    at = clause.flat.rfind(word, lender.start, lender.head.start)
    works = clause.text[at + len(word) : lender.name_end]
    return works if at > lender.start and lender.head.weak and TAIL.fullmatch(works) else ""


def has_voltage(clause: Clause, item: Headed) -> bool:
    """Whether an item's head word is one that a voltage before its list is that of."""
    word = clause.text[item.head.start : item.head.end]
    return item.head.kind in _GRID or word in _SHORT


def borrow(clause: Clause, item: Loose, lender: Headed, first: Loose) -> Draft:
    """Return the draft of an item that takes its head from a later one."""
    ending = list_end(clause, lender)
    tail = clause.text[ending[1] if ending else lender.chain : lender.name_end]
    works = LISTED_WORKS.match(clause.flat, lender.name_end) and not ending
    if works or (lender.head.weak and _PLAIN.search(tail)):
        tail = "项目" if works or "项目" in tail else ""
    own = clause.words(item.start, item.end)
    if (
        ending
        and tail in ("", "项目")
        and _says_what(own, whole := clause.text[ending[1] : lender.name_end])
    ):
        tail = whole
    elif not ending and tail == "项目":
        tail = _behind_firms(own, clause.text[lender.start : lender.name_end]) or tail
    lent = clause.text[lender.chain : lender.head.start]
    if lent and not ending and own.endswith(lent):
        tail = tail.removeprefix(lent)
    like = list(HEADS.finditer(own))
    if like and like[-1].end() == len(own):
        tail = works_after(clause, like[-1][0], lender) or tail
    if has_voltage(clause, lender) and not _VOLTAGE.match(own):
        own = clause.sentence.voltage(first.start, item.start) + own
    span = (item.start, lender.name_end)
    whole, tail = tail, _unlapped(own, tail)
    if tail == whole and _works_itself(own, lender):
        span, tail = (item.start, item.end), ""
    draft = make_draft(clause, lender, span, own + tail, Rule.DRAFT_SHARED, body=own)
    return draft._replace(
        lead=item.lead or first.lead,
        own=(item.start, item.end),
        places=((item.start, item.end),),
        verb=item.verb or first.verb,
    )


def _says_what(own: str, tail: str) -> bool:
    """Whether what stands behind a list's 等 tells what each of it is, that none tells itself.

    A冶金、B合金等再生金属加工项目, A电厂、B水泥等节能降碳改造项目; 等重点项目 tells nothing.
    """
    if kind_of(own) not in UNTOLD:
        return False
    kind, (rule, _) = kind_told(tail)
    told = kind not in _VAGUE and rule is not Rule.KIND_OPEN
    return told or bool(TAIL.fullmatch(tail) and _MENDS.match(tail))


def _behind_firms(own: str, last: str) -> str:
    """Return what the last of two firms' works is, which is the other's too; "" where none tells.

    A塑业、B科技废塑料再生利用项目: behind B's name stands what both do.
    """
    firm = _FIRM.match(last) if _FIRM_END.search(own) else None
    rest = last[firm.end() :] if firm else ""
    return rest if rest and identity(HEADS.sub(" ", rest)) < _SURE else ""


def _works_itself(own: str, lender: Headed) -> bool:
    """Whether an item says what it is or does by itself, and needs no head of its list's last."""
    if lender.head.weak:
        return False
    bare = _BRACKETS.sub("", own)
    if _PLANT_END.search(bare):
        return True
    if lender.head.kind == "research_platform" and _SCHOOL.search(bare):
        return True
    told = kind_of(bare)
    other = told not in ("other", "factory", lender.head.kind)
    return bool(other and _WORK_END.search(bare))


def _unlapped(own: str, tail: str) -> str:
    """Return what a borrowed head adds to a name that ends in the head's first words."""
    lap = next((n for n in range(len(tail), 1, -1) if own.endswith(tail[:n])), 0)
    return tail[lap:]
