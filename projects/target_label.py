"""A target's own words: what they count, and the bounds of a range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.kinds import KINDS
from projects.script import fold

if TYPE_CHECKING:
    from projects.models import Target

__all__ = ["bounds", "counts_the_kind", "words_of"]

_RANGE = re.compile(r"(?P<low>[0-9.]+(?:e\+?[0-9]+)?)—(?P<high>[0-9.]+(?:e\+?[0-9]+)?)")
# What stands about the thing counted: verbs, the figure and its counter.
_BESIDE = re.compile(
    r"新增|新建|改建|扩建|建成|建设|累计|总数|数量|达到|力争|完成|实现|分别|以上|左右|不少于|超过|约|达"
    r"|[0-9０-９][0-9０-９,，.．]*|[-—–~～至]|[一二三四五六七八九十百千万亿]+(?=[个座家处项条台])"
    r"|万(?=[个座家处项条台])|[个座家处项条台了到的]|\s"
)
_LABEL = re.compile("级|绿色|示范|试点|先进|标杆|品牌|龙头|星|优秀|特色|重点")
_PARTS = re.compile("[桩枪车]")  # of which one project has many


def words_of(target: Target, text: str | None) -> str:
    """Return the target's own words; "" where the text is not at hand or too short for them."""
    if text is None or target.end > len(text):
        return ""
    return " ".join(text[target.start : target.end].split())


def counts_the_kind(target: Target, words: str) -> bool:
    """Tell whether a count is of just what its kind's projects are: when in doubt it is not.

    十家国家级绿色工厂 are no ten named factories: a label is given to what stands.
    """
    kind = KINDS.get(target.kind or "")
    if kind is None or not words:
        return False
    said = _BESIDE.sub("", fold(words).plain)
    is_other = _LABEL.search(said) or _PARTS.search(said)
    return not is_other and re.fullmatch(kind.heads, said) is not None


def bounds(target: Target) -> tuple[float, float]:
    """Return the least and the most a target aims at, in its unit; equal where it is one figure."""
    found = _RANGE.fullmatch(target.qualifier or "")
    if found is None:
        return target.value, target.value
    return float(found["low"]), float(found["high"])
