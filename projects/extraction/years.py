"""The year by which a project is to be done, by the words that tie one to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.lexicon import CITYWIDE
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.sayings import Told
    from projects.rules import Note

__all__ = ["DONE", "done_before", "year_by", "year_in_cell", "year_of"]

# What a plan calls a work that is finished, and one that is only begun.
DONE = (
    r"投产|建成|并网|完工|竣工|通车|通航|通气|投运|投用|投入(?:运行|使用|生产|运营|商业)|发电(?!厂|站|项目|机组)|"
    r"交付|达产|贯通|收尾|双投|全容量|试运行|建好"
)
_PERHAPS_DONE = r"完成|实施|落地|实现|投入|供[热气电](?!项目|工程|厂)"
_BEGUN = (
    "开工|动工|开建|启动|核准|可研|前期|立项|选址|招标|开展|设计|组织实施"
    "|完成(?:可|前|核|初|立|选|招|投资|设)"
)
_WHEN = (
    r"(?P<year>20\d\d)年(?!度)|(?P<now>年内|年底前?|[一二三四]季度末?前?|今年|本年度?|当年)"
    r"|(?P<next>明年)|“?十(?P<plan>[四五])五”?"
)
_TOLD = re.compile(
    rf"(?:{_WHEN})(?P<between>[^,;。]{{0,18}}?)(?:(?P<begun>{_BEGUN})|(?P<done>{DONE}|{_PERHAPS_DONE}))"
)
_ALONE = re.compile(r"\((?:(?:20\d\d)年?[-—~至])?(?:到)?(20\d\d)年(?:底|末)?前?\)")
_UNTIL = re.compile(r"\s*(?:力争)?(?:到|至)?(20\d\d)年")
_HEAD = 10
_PLANS = {"四": 2025, "五": 2030}
_LAST = re.compile(r"20\d\d(?!.*20\d\d)")
_ANY_BEGUN = re.compile(_BEGUN)
_ANY_DONE = re.compile(DONE)
_GAP = "…"


def year_of(told: Told, as_of: int | None) -> tuple[int, Note] | None:
    """Return the year by which the work is to be done, None where the text ties none to it.

    The year work begins (2026年开工) is none. 年内 and 明年 count from `as_of`, the plan's year.
    """
    around = f"{told.before}{_GAP}{told.behind}"
    for text in (around, told.verb, *told.after):
        if year := _year_in(text, as_of):
            return year, (Rule.YEAR_ITEM if text is around else Rule.YEAR_AFTER, year)
    alone = _ALONE.search(told.behind)
    return (int(alone[1]), (Rule.YEAR_ITEM, int(alone[1]))) if alone else None


def _year_in(text: str, as_of: int | None) -> int | None:
    if "年" not in text and "五" not in text:
        return None
    for match in _TOLD.finditer(text):
        if match["done"] and not CITYWIDE.search(text, 0, match.start()):
            return _meant(match, as_of)
    return None


def _meant(match: re.Match[str], as_of: int | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if match["plan"]:
        return _PLANS[match["plan"]]
    return as_of and as_of + bool(match["next"])


def done_before(told: Told, as_of: int | None) -> int | None:
    """Return the year before the plan's in which the text says it was put to use."""
    texts = (f"{told.before}{_GAP}{told.behind}", *told.after, told.cell)
    years = (_year_in(text, None) for text in texts)
    return next((y for y in years if y and y < as_of), None) if as_of is not None else None


def year_by(head: str) -> tuple[int, Note] | None:
    """Return the year of a sentence's first words (到2025年), None where they are more."""
    match = _UNTIL.match(head)
    if match is None or len(head) > _HEAD or CITYWIDE.search(head):
        return None
    return int(match[1]), (Rule.YEAR_HEAD, int(match[1]))


def year_in_cell(cell: str, as_of: int | None) -> int | None:
    """Return the year a table's cell gives: 2026年建成, 2024-2026年; of 2026年开工 none."""
    if _ANY_BEGUN.search(cell) and not _ANY_DONE.search(cell):
        return None
    told = _year_in(cell, as_of)
    last = _LAST.search(cell)
    return told or (int(last[0]) if last else None)
