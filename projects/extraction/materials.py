"""Materials listed before one plant that treats them: 某市钢渣、铁尾矿综合利用基地."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.drafting import make_draft
from projects.extraction.parts import Headed
from projects.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.extraction.parts import Clause, Draft, Loose

__all__ = ["of_materials"]

_TREATING = frozenset({"recycling", "waste_treatment", "biomass_power"})
_MATERIAL = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:渣|尾矿|粉煤灰|铝灰|电石灰|石膏|矸石|粪污|秸秆|轮胎|电池|塑料|废钢|废铁|废铝|废铜|废铅|废纸|玻璃|组件"
    r"|叶片|废油|油脂|污泥|盐泥|赤泥|废料|余料|废液|废酸|垃圾|木屑|稻壳|菌渣|枝条|橡胶|家电|电子产品)"
)
_PAIR = 2


def of_materials(clause: Clause, parsed: Sequence[Loose | Headed]) -> list[Draft]:
    """Return the one draft of a place, its materials and the plant that treats them.

    Empty where the list is another: the place stands before the first alone, and each is a
    material and no more.
    """
    first, last = parsed[0], parsed[-1]
    if len(parsed) < _PAIR or not isinstance(last, Headed) or last.lead:
        return []
    if last.head.kind not in _TREATING:
        return []
    places = clause.places(first.start, first.end)
    if not places or places[0].start != first.start or clause.places(first.end, last.name_end):
        return []
    others = [clause.words(places[-1].end, first.end)]
    others += [clause.words(item.start, item.end) for item in parsed[1:-1]]
    own = _MATERIAL.match(clause.flat, last.start, last.head.end)
    if own is None or not all(_MATERIAL.fullmatch(words) for words in others):
        return []
    span = (first.start, last.name_end)
    whole = last._replace(start=first.start, lead=first.lead, verb=first.verb)
    body = clause.text[first.start : max(own.end(), last.chain)]
    draft = make_draft(
        clause, whole, span, clause.text[slice(*span)], Rule.DRAFT_MATERIALS, body=body
    )
    return [draft]
