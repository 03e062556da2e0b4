"""Whose project it is, where the text names a company as its owner."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.lexicon import LEADING
from projects.extraction.naming import identity
from projects.kinds import KINDS
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Draft
    from projects.extraction.sayings import Told
    from projects.rules import Note

__all__ = ["owner_in_cell", "owner_of"]

# Power companies owned by the state, by the names plans call them. Source: the list of central
# enterprises of the State Council's state-owned assets commission (国务院国资委央企名录).
_NATIONAL = (
    "国家能源集团", "国家能源", "国能", "华能", "大唐", "华电", "国家电投", "国电投",
    "三峡集团", "三峡能源", "三峡", "中广核", "中核", "华润电力", "华润", "中国电建", "中电建",
    "中国能建", "中能建", "中节能", "国投电力",
)  # fmt: skip
_LED = re.compile("|".join(_NATIONAL))
# What these words lead beside companies: 三峡库区, 大唐芙蓉园.
_NOT_LED = re.compile(r"库|枢纽|大坝|水利|翻坝|机场|移民|后续|水库|大学|[东西]路|镇|村|乡|街")
_POWER = frozenset({"power", "grid", "gas", "industry"})
_PLACE_REACH = 14
_PLACE = re.compile(r"(?:.{1,8}[县市区旗镇乡州])?")
_FIRM = "公司|集团|股份"
# Endings of companies' short names; 能源, 化工 and the like name what is built as often.
_TRADE = re.compile(
    r"(?:.{1,8}[县市区旗镇乡州])?(?P<who>(?P<stem>[^县市区旗镇乡州村]{2,6}?)"
    r"(?:铝业|矿业|锂业|硅业|纸业|药业|实业|重工|控股|钢铁|水务|港务|"
    r"(?:科技|环保)(?!装备|设备|创新|小镇|馆|广场|大|走廊|中心|示范|设施|型|项目|工程)))"
    r"(?=..)(?!园|城|产业|基地|物流|行业)"
)
_NAME = re.compile(rf"(?P<who>[^的与和及]{{2,16}}?(?:{_FIRM})(?:有限(?:责任)?公司|公司)?)(?=..)")
_WHO = (
    rf"(?P<who>[^,;。、()由]{{2,24}}?(?:{_FIRM}|能源|铝业|实业|科技|环保|重工|矿业|{_LED.pattern}))"
)
_BY = re.compile(
    rf"由{_WHO}(?:负责|牵头|主导|独立|全资|控股)?(?:投资|实施|出资|开发|运营|投建|建设)(?!单位)"
)
_LABEL = r"(?:项目)?业主(?:单位)?|(?:建设|项目|投资|实施)(?:单位|主体|方)|投资企业"
_LABELLED = re.compile(rf"(?:{_LABEL})(?:为|是|:) ?(?P<who>[^,;。、()]{{2,30}})")
_ONLY_LABEL = re.compile(rf"\s*(?:{_LABEL})\s*")
_BUILDS = re.compile(
    rf"(?P<who>[^,;。、()由]{{2,20}}?(?:{_FIRM}))(?:\([^()]*\))?"
    r"(?:(?:计划|拟|将|正|已)?在[^,;]{2,24}?|(?:计划|拟|将)?)(?:投资|出资|投建|建设|兴建|开发|实施|布局|新建|拟建)"
)
_NO_ONE = re.compile(
    r"^(?:该|本|各|相关|有关|龙头|骨干|国有|平台|上市|大型|中央|民营|市属|省属|县属|多家|优势)|企业集团$|产业集团$"
    r"|(?:支持|鼓励|引导|引进|吸引)"
)
_EMPTY_CELL = re.compile(r"[-—/\\.\s]*|待定|无|暂无|未定|/")
_MAX = 30


def owner_in_cell(cell: str) -> str | None:
    """Return the owner a table's column of owners names."""
    name = cell.strip()
    return None if _EMPTY_CELL.fullmatch(name) or len(name) > _MAX else name


def owner_of(
    draft: Draft | None, told: Told, places: frozenset[str] = frozenset()
) -> tuple[str, Note] | None:
    """Return the company the text calls the owner: by a label, 由X实施, X投资建设, or in the name.

    A contractor (承建) is none, and nothing is guessed from a name without a company's word, nor
    from one that is no more than a place's before it (四会环保热力发电).
    """
    said = _said(told)
    if not said and draft is not None:
        said = _builder(told)
    if said:
        return said, (Rule.OWNER_TOLD, said)
    named = _in_name(draft, places) if draft is not None else None
    return (named, (Rule.OWNER_NAME, named)) if named else None


def _said(told: Told) -> str | None:
    texts = (told.behind, *told.after)
    for i, text in enumerate(texts):
        if _ONLY_LABEL.fullmatch(text) and i + 1 < len(texts):
            return _named(texts[i + 1])
        who = _told_in(text)
        if who:
            return _named(who)
    match = _BY.search(told.lead)
    return _named(match["who"]) if match else None


@lru_cache(maxsize=64)
def _told_in(text: str) -> str:
    """Return who a clause says owns or builds; it is told once for all of a long list."""
    match = _LABELLED.search(text) or _BY.search(text)
    return str(match["who"]) if match else ""


def _builder(told: Told) -> str | None:
    """Return the company that builds it, told before its name: X公司在Y县投建的…"""
    match = _BUILDS.search(told.lead)
    return _named(match["who"]) if match else None


def _in_name(draft: Draft, places: frozenset[str]) -> str | None:
    name = draft.name
    led = _LED.search(name, 0, _PLACE_REACH)
    if led and _leads(draft, led):
        return led[0]
    firm = _NAME.match(name)
    if firm:
        return _named(firm["who"])
    trade = _TRADE.match(name)
    if trade and trade["stem"] not in places and identity(trade["stem"]) > 0:
        return _named(trade["who"])
    return None


def _leads(draft: Draft, led: re.Match[str]) -> bool:
    """Whether a national company leads the name, at most a county's full name before it."""
    rest = draft.name[led.end() :]
    if KINDS[draft.kind].sector not in _POWER or _NOT_LED.match(rest) or len(rest) <= 1:
        return False
    return bool(_PLACE.fullmatch(draft.name[: led.start()]))


def _named(who: str) -> str | None:
    """Return a company's name without the verbs before it, None where it is no one's."""
    name = who.strip(" :,")
    while (match := LEADING.match(name)) and 0 < match.end() < len(name):
        name = name[match.end() :]
    return None if _NO_ONE.search(name) or len(name) > _MAX or name in _GENERIC else name


_GENERIC = frozenset({"公司", "集团", "股份"})
