"""What a quantity measures, by the words before it: a project, a part of it, or something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.kinds import KINDS
from projects.models import Role

if TYPE_CHECKING:
    from projects.quantities import Found

__all__ = ["is_burnt", "is_of_another", "is_of_another_phase", "is_second", "part_label"]

_REACH = 40
_BEFORE = r"[^,。;:、()0-9]{0,8}$"
# How far away it lies or reaches, not how long it is.
_AWAY = re.compile(rf"(?:离岸|距|半径|以远|辐射|相隔|间隔|方圆){_BEFORE}")
# What it burns, saves, spares the air, or holds: none of it is what it makes or treats.
_SPENT = re.compile(
    rf"(?:节约|节省|节能|节水|节煤|减排|减少|减碳|降碳|固碳|碳汇|替代|排放|用电|用煤|用气|用水|年均?发电|发电量|电量|库容|储量|蓄水|容积"
    rf"|仓容|罐容|储煤|储存|堆存){_BEFORE}|库容(?:分别|依次)为?(?:[\d.]{{1,8}}[万亿]?立方米[、和及与])*$"
)
_CLOSED = re.compile(rf"(?:压减|淘汰|退出|关停|削减|化解){_BEFORE}")
# A tank is no yearly flow; what a line carries is not how long it is.
_HELD = re.compile(r"的?(?:[\u4e00-\u9fff]{0,4}储?罐|库容|蓄水池)")
# What is grown beside it: 林下种植3000亩.
_PLANTED = re.compile(rf"(?:种植|造林|营造|栽植|补植){_BEFORE}")
_CARRIED = re.compile(rf"(?:运量|货运|到发|吞吐){_BEFORE}")
_EATEN = re.compile(rf"耗{_BEFORE}")
# Boilers it takes the place of, the first of a base: neither is how big it is.
_REPLACED = re.compile(r"(?:替代|取代|关停|淘汰|拆除)[^,。;:()]{0,12}$")
_FIRST = re.compile(r"首批[^,。;:()0-9]{0,8}$")
_SERVED = re.compile(rf"(?:服务|覆盖|惠及|涉及|带动|周边){_BEFORE}")
# These are called by what they take: 日处理600吨.
_BURNING = frozenset({"waste_to_energy", "biomass_power"})
# The lines and roads a power station needs; heat goes through pipes of its own.
_FEEDER = re.compile(rf"(?:集电|送出|线路|电缆|道路|便道|公路){_BEFORE}")
_FUEL = re.compile(rf"(?:消纳|利用|燃用|收购|收储|供热|供汽){_BEFORE}")
_FLOWS = frozenset({"t/a", "m3/a", "MWh", "t/d", "m3/d"})
# What a thing had before the work that is told of it.
_HAD = re.compile(
    r"(?:现有|原有|已有|既有|原规划|原设计|原核准|现状)(?:总?装机|规模|容量|机组|产能|能力|面积|长度|里程)*(?:为|约|达|的)?$"
    r"|[由从]原(?:来|先)?的?$"
)
# What it is fitted out with: 配套储能1万千瓦/2万千瓦时.
_FITTED = re.compile(r"(?:配[套建置备]?|同步(?:建设|配套))[^,。;:()]{0,6}储能?[^,。;:()]{0,20}$")
_PART = re.compile(
    r"(?P<label>风电|光伏|光热|火电|煤电|水电|核电|气电|生物质|储能|[一二三四五六]期)"
    r"(?:发电|电站|工程|项目)?(?:装机|规模|产能|容量|能力)?(?:容量|规模)?(?:为|约)?"
    r"(?:[\d.×]{1,8}[^\d,。;、/]{1,4}/)?$"
)


def is_of_another(text: str, found: Found, kind: str) -> bool:
    """Whether a quantity tells of something beside the project's size.

    Distances (离岸30公里), what is burnt, saved or held (年耗煤300万吨, 总库容), who is served, and
    the size of one machine of an untold number (单机6.25兆瓦), and the solar panels of a restored
    mine.
    """
    if found.unit:
        return True
    quantity = found.quantity
    before = text[max(0, found.figure - _REACH) : found.figure]
    row = KINDS[kind]
    if quantity.role is Role.LENGTH:
        needed = row.measure == "power" and _FEEDER.search(before)
        return bool(needed or _AWAY.search(before))
    if quantity.unit == "MW":
        part = row.measure not in ("power", "count") and part_label(text, found)
        return bool(part or _FIRST.search(before))
    if quantity.unit == "ha" and row.sector != "ecology" and _PLANTED.search(before):
        return True
    if quantity.role is Role.COUNT:
        return bool(_SERVED.search(before) or _REPLACED.search(before))
    if quantity.unit not in _FLOWS or (kind == "energy_storage" and quantity.unit == "MWh"):
        return False
    return bool(
        _SPENT.search(before)
        or _CLOSED.search(before)
        or _HELD.match(text, found.end)
        or (row.sector != "circular" and _EATEN.search(before))
        or (row.measure == "length" and _CARRIED.search(before))
    )


def is_second(text: str, found: Found) -> bool:
    """Whether a quantity counts only where nothing else is told: what it had, or its storage.

    现有2×60万千瓦,扩建2×100万千瓦 is an extension by 2000 MW.
    """
    before = text[max(0, found.figure - _REACH) : found.figure]
    gone = found.quantity.unit == "MW" and _REPLACED.search(before)
    return bool(gone or _HAD.search(before) or _FITTED.search(before))


def is_of_another_phase(text: str, found: Found, phase: str) -> bool:
    """Whether a quantity is said of another phase than the one a project is named by."""
    label = part_label(text, found)
    return bool(phase) and label.endswith("期") and label != phase


def part_label(text: str, found: Found) -> str:
    """Return the technology or phase a quantity is said of (风电, 一期), "" for the whole's."""
    match = _PART.search(text, max(0, found.figure - _REACH), found.figure)
    return match["label"] if match else ""


def is_burnt(text: str, found: Found, kind: str) -> bool:
    """Whether tonnes are what a power station takes or leaves, not its size."""
    if KINDS[kind].measure != "power" or found.quantity.unit != "t/a":
        return False
    before = text[max(0, found.figure - _REACH) : found.figure]
    return kind not in _BURNING or bool(_FUEL.search(before))
