"""What a size right beside a name says of it: such a plant is one thing, whatever it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.groups import PLANTS
from projects.kinds import KINDS

if TYPE_CHECKING:
    from projects.extraction.parts import Clause, Headed

__all__ = ["listed_beside", "measured_behind", "of_its_seat", "one_of_size"]

# Not 装机: what a county's wind power is to reach is its aim.
_MEASURED = re.compile(r"(?:后?年产|日处理|年处理|全长|长约|占地)(?:约|达|为)?(?=\d)")
_EFFICIENCY = re.compile(r"(?:年均|平均)?(?:PUE|电能利用效率)[^,;。\d]{0,6}\d")
_LISTING = frozenset("、和与及")
_CLASS = re.compile("大型|新建|各类|现有|存量")
_VOLTAGE = re.compile(r"\d(?:千伏|kV)", re.IGNORECASE)
# A county's town has one of each.
_SEAT = re.compile("(?:主城区|中心城区|城区|县城)第?[一二三]?")
_OF_SEAT = frozenset({"waste_to_energy", "waste_treatment"})
_STATIONS = frozenset({"substation", "converter_station"})


def listed_beside(clause: Clause, item: Headed) -> bool:
    """Whether works with a size of their own stand behind a county's in a list.

    甲县云岭热电厂(5万千瓦)、污泥处理厂(日处理200吨): a plant's storage and lines are its own.
    """
    start = item.reach
    if KINDS[item.head.kind].measure != "count" or item.head.weak:
        return False
    if clause.text[start - 1 : start] not in _LISTING or not clause.sized(item.start, item.end):
        return False
    before = clause.places(clause.span.start, start)
    return any(p.counties for t in before for p in t.places)


def measured_behind(clause: Clause, item: Headed) -> bool:
    """Whether the words behind a name give its size, or a figure that such a thing alone has.

    云岭煤制气项目|年产13亿立方米, 云岭数据中心PUE降到1.25.
    """
    if item.head.kind == "data_centre" and _EFFICIENCY.match(clause.text, item.name_end):
        return _CLASS.search(clause.flat, item.start, item.head.end) is None
    if item.end >= clause.span.end or not _MEASURED.match(clause.text, item.end):
        return False
    return bool(clause.amounts(item.end, clause.span.end))


def one_of_size(clause: Clause, item: Headed) -> bool:
    """Whether a plant's power stands in a bracket behind its name, or a station's voltage in it.

    大板电厂(2×60万千瓦), 斑竹园35千伏变电站: a class of things has neither.
    """
    if item.head.kind in _STATIONS:
        return _VOLTAGE.search(clause.flat, item.start, item.chain) is not None
    if item.head.kind not in PLANTS or clause.text[item.head.end : item.head.end + 1] != "(":
        return False
    behind = clause.amounts(item.head.end, item.end)
    return any(a.quantity.unit == "MW" for a in behind)


def of_its_seat(clause: Clause, item: Headed) -> bool:
    """Whether a works with a size of its own is that of the town a county's plan is of.

    城区垃圾焚烧发电厂日处理500吨: in a prefecture's plan that may be any county's.
    """
    scope = clause.sentence.setting.scope
    if item.head.kind not in _OF_SEAT or not scope or scope.endswith("00"):
        return False
    if not _SEAT.fullmatch(clause.flat, item.start, item.chain):
        return False
    return measured_behind(clause, item) or clause.sized_after()
