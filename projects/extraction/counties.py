"""Lists of places before a kind: counties that share one work, or have one each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.drafting import LIST_BONUS, bare, in_list, list_end, make_draft
from projects.quantities import number
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Clause, Draft, Headed, Loose

__all__ = [
    "COUNTED_TOWNS",
    "counties_and_kind",
    "counties_before_verb",
    "each_of",
    "leads_with_place",
    "names_a_region",
    "names_towns",
    "places_at_end",
    "starts_with_place",
    "towns_and_kind",
]

_IN_TURN = re.compile(r"依次|分别为?")
_PLANT = re.compile(r"(?:[^网]站|站点|[^场]厂|园|水库)$")
_REGION = re.compile(r"(?:地区|等地|区域|县市|县区|县)$")
_EACH_BEHIND = re.compile(r"各(?:[1一][座个处条家]|\d)")
_TURN_BEHIND = re.compile(r",?[\u4e00-\u9fff]{0,6}(?:分别|依次)为?")
_TURN_REACH = 60
_APART = re.compile(r"分别|各(?!类|级|种|项)")
_AND_OTHERS = re.compile(r"(?:等地?|[两二三四]地|等地区|境内|分别|各自|各)(?:联合|共同)?$")
_AREA = re.compile(r"等地|[两二三四]地")
# Such a plant stands in one county: A、B等抽水蓄能电站 are one in each, unless they are counted.
_APIECE = frozenset({"pumped_storage", "nuclear_heat", "coal_power"})
# Where no 等 leaves their list open, each county has such a plant, also where it is called 项目.
_PLANTS = frozenset({"waste_to_energy", "waste_treatment", "biomass_power", "gas_power"})
_TOGETHER = re.compile("[两二三四五六七八九十]个?[县市区旗]")
# 各5万千瓦, 各建一座: what each of the places before it has.
_EACH_HAS = re.compile(
    r"(?:[两二三四五六七八九十]个?[县市区旗]{1,2})?各自?(?![类级种项县市区乡镇])(?:[新拟]?建设?|布局|布设|规划|安排|设立?)?成?(?:[1一][座个处家])?"
)
_FIGURES_IN_TURN = re.compile(r"(?:\d[\d.]*[^\d、,]{1,4}[、和及与])+(?=\d)")
# As many places of one thing each as towns before them: 甲镇、乙镇两处光伏电站.
_SPOTS = re.compile(r"(\d|[两二三四五六七八九])[处片个](?![县市区旗镇乡])")
_PLANT_OF_TOWN = re.compile("(?:电[站场厂]|风场|处理[厂站])$")
_EACH_OR_SUM = re.compile(
    r"[(,]?(?:总?装机(?:容量|规模)?|总?规模|容量|建设)*(?:各为?|均为?|合计|共计|总计)"
)
# One capacity is that of one piece of work: 甲县、乙县光伏电站,装机共60万千瓦.
_SUM_BEHIND = re.compile(
    r",?(?:总?装机(?:容量|规模)?|总?规模|总?容量|总?面积)"
    r"(?:共计?|合计|总计|约|为|达)*(?=[\d.]+[^\d、,;。]{1,5}(?:[,;。(]|$))"
)
_FEW = 2
_BORDER = re.compile(r"(?:[两二三四]?个?[县市区旗]{1,2})?(?:交界|接壤|毗邻)(?:地带|处)?的?")
_TOWNS = re.compile(r"[\u4e00-\u9fff]{2,6}?([两二三四五六七八九十])个?(?:乡镇|镇|乡|街道|村)")
COUNTED_TOWNS = re.compile(rf"(?:、[\u4e00-\u9fff]{{2,4}}){{0,6}}?、{_TOWNS.pattern}")
_COUNTED = re.compile(r"(\d+|[一二两三四五六七八九十])[座个]")


def places_at_end(clause: Clause, waiting: list[Loose]) -> list[Loose]:
    """Return the items at the end of a list that are nothing but places."""
    count = 0
    while count < len(waiting) and bare(clause, waiting[-1 - count]):
        count += 1
    return waiting[len(waiting) - count :]


def leads_with_place(clause: Clause, item: Headed) -> bool:
    """Whether the words before a verb begin with a county: 高县、筠连县等地高速公路服务区建设…"""
    places = clause.places(*item.lead) if item.lead else []
    return bool(places) and places[0].start == item.reach


def names_a_region(clause: Clause, waiting: list[Loose], item: Headed) -> bool:
    """Whether counties and a description stand for a region: A、B等资源丰富的地区建设…"""
    if not (waiting and item.lead and _REGION.search(clause.text[slice(*item.lead)])):
        return False
    places = clause.places(waiting[0].start, item.lead[1])
    return len(places) > 1 and places[0].start == waiting[0].start


def counties_before_verb(clause: Clause, waiting: list[Loose], item: Headed) -> list[Draft]:
    """Return the one draft of counties, a verb and a kind: 在沁源县、沁县开展…试点.

    分别 and 各 make it one in each.
    """
    lead = (waiting[0].start, (item.lead or (0, item.start))[1])
    each = _EACH_BEHIND.match(clause.text, item.name_end)
    if (
        each
        or _APART.search(clause.text, lead[0], item.start)
        or _given_in_turn(clause, lead, item)
    ):
        return each_of(
            clause, item, _listed_places(clause, *lead), clause.text[item.start : item.name_end]
        )
    where = clause.text[slice(*lead)]
    if not _AND_OTHERS.search(where) and _REGION.search(where):
        where = "、".join(t.text for t in clause.places(*lead)) + "等地"
    name = where + clause.text[item.start : item.name_end]
    led = item._replace(lead=lead)
    draft = make_draft(clause, led, (lead[0], item.name_end), name, Rule.DRAFT_VERB)
    return [draft._replace(lead=lead)]


def _given_in_turn(clause: Clause, lead: tuple[int, int], item: Headed) -> bool:
    """Whether as many figures in turn as there are places stand right behind: …,面积分别为A、B."""
    told = _TURN_BEHIND.match(clause.text, item.name_end)
    if told is None:
        return False
    sizes = clause.amounts(told.end(), told.end() + _TURN_REACH)
    return len(sizes) == len(_listed_places(clause, *lead))


def _listed_places(clause: Clause, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of places listed; a town right behind its county is one with it."""
    spans: list[tuple[int, int]] = []
    for toponym in clause.places(start, end):
        if spans and spans[-1][1] == toponym.start:
            spans[-1] = (spans[-1][0], toponym.end)
        else:
            spans.append((toponym.start, toponym.end))
    return spans


def starts_with_place(clause: Clause, item: Headed) -> bool:
    """Whether an item's name begins with a place, or ends the list of places with 等地."""
    found = clause.places(item.start, item.chain)
    begins = bool(found) and found[0].start == item.start
    return begins or clause.text.find("等地", item.start, item.chain) > item.start


def counties_and_kind(clause: Clause, waiting: list[Loose], item: Headed) -> list[Draft]:
    """Return one draft for counties + a kind, or one each where the thing is a park."""
    ending = list_end(clause, item)
    whole = (waiting[0].start, item.name_end)
    border = _on_border(clause, item)
    if border:
        return [border._replace(places=((waiting[0].start, item.name_end),))]
    if _single(clause, item, whole, ending):
        return _one_each(clause, waiting, item, ending)
    listed = [clause.words(w.start, w.end) for w in waiting]
    name = "、".join([*listed, clause.text[item.start : item.name_end]])
    draft = in_list(make_draft(clause, item, whole, name, Rule.DRAFT_COUNTIES), LIST_BONUS)
    return [draft._replace(lead=draft.lead or waiting[0].lead)]


def _on_border(clause: Clause, item: Headed) -> Draft | None:
    """Return the one draft of what lies between the counties listed: 甲、乙两县交界的云岭水库."""
    last = clause.places(item.start, item.chain)
    told = _BORDER.match(clause.text, last[0].end) if last else None
    if told is None or told.end() >= item.chain:
        return None
    at = item._replace(start=told.end(), lead=None)
    name = clause.text[told.end() : item.name_end]
    return make_draft(clause, at, (told.end(), item.name_end), name, Rule.DRAFT_COUNTIES)


def names_towns(clause: Clause, waiting: list[Loose], item: Headed) -> bool:
    """Whether the list is of towns that are counted, and one work is theirs: 甲、乙两镇光伏基地."""
    told = _TOWNS.match(clause.text, item.start, item.chain)
    return told is not None and number(told[1]) == len(waiting) + 1


def towns_and_kind(clause: Clause, waiting: list[Loose], item: Headed) -> list[Draft]:
    """Return the one draft of counted towns + a kind."""
    first = waiting[0]
    span = (first.start, item.name_end)
    draft = make_draft(clause, item, span, clause.text[slice(*span)], Rule.DRAFT_COUNTIES)
    return [draft._replace(places=(span,), lead=first.lead, verb=first.verb)]


def _single(
    clause: Clause, item: Headed, whole: tuple[int, int], ending: tuple[int, int] | None
) -> bool:
    """Whether each county has a thing of its own: parks, or single plants without 等 or a count."""
    if _AREA.search(clause.text[slice(*whole)]):
        return False
    if _IN_TURN.search(clause.text, item.name_end) or _each_has(clause, item):
        return True
    if item.head.kind == "industrial_park":
        return True
    if item.head.kind in _APIECE:
        told = _COUNTED.search(clause.text, *whole)
        return told is None or number(told[1]) == len(clause.places(*whole))
    if _plants_of_towns(clause, item, whole):
        return True
    plant = bool(_PLANT.search(clause.text[item.start : item.head.end]))
    sizes = [a for a in clause.amounts(whole[0], item.end) if a.quantity.unit != "kV"]
    if item.head.kind in _PLANTS and not clause.sized_after():
        plant = plant or not _TOGETHER.search(clause.text, *whole)
    summed = _SUM_BEHIND.match(clause.text, item.name_end)
    return plant and not ending and not sizes and not summed


def _plants_of_towns(clause: Clause, item: Headed, whole: tuple[int, int]) -> bool:
    """Whether towns have a plant each: they are as many as it says, or their sizes are told so.

    甲县乙镇、丙镇两处风电场; 甲县乙镇、丙镇风电场装机各10万千瓦.
    """
    towns = [t for t in clause.places(*whole) if t.form == "town"]
    end = item.head.end
    if len(towns) < _FEW or not _PLANT_OF_TOWN.search(clause.text, item.start, end):
        return False
    told = _spots(clause, item)
    counted = told is not None and number(told[1]) == len(towns)
    return counted or bool(_EACH_OR_SUM.match(clause.text, end))


def _spots(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return how many spots are told behind the last place before a name: 乙镇两处."""
    last = clause.places(item.start, item.chain)
    return _SPOTS.match(clause.text, last[-1].end) if last else None


def _each_has(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return the words behind an item's county that give each county listed its own."""
    last = clause.places(item.start, item.chain)
    return _EACH_HAS.match(clause.text, last[0].end) if last else None


def _one_each(
    clause: Clause, waiting: list[Loose], item: Headed, ending: tuple[int, int] | None
) -> list[Draft]:
    last = clause.places(item.start, item.chain)[0]
    told = _each_has(clause, item)
    since = ending[1] if ending else told.end() if told else last.end
    if spots := _spots(clause, item):
        since = spots.end()
    tail = clause.text[since : item.name_end]
    spans = [(w.start, w.end) for w in waiting] + [(last.start, last.end)]
    drafts = each_of(clause, item, spans, tail)
    verbs = [*(w.verb for w in waiting), item.verb]
    # Places listed one by one are sites, whatever is done there.
    return [
        d._replace(verb=verb, score=d.score + LIST_BONUS * (d.score > 0))
        for d, verb in zip(drafts, verbs, strict=True)
    ]


def each_of(clause: Clause, item: Headed, spans: list[tuple[int, int]], tail: str) -> list[Draft]:
    """Return one draft for each of the places at `spans`, called by it and `tail`."""
    tail = _FIGURES_IN_TURN.sub("", tail)
    for found in clause.amounts(item.reach, item.name_end):
        if found.quantity.unit != "kV":
            tail = tail.replace(clause.text[found.figure : found.end], "")
    drafts = [
        make_draft(clause, item, (s, item.name_end), clause.words(s, e) + tail, Rule.DRAFT_EACH)
        for s, e in spans
    ]
    return [
        d._replace(places=((s, e),), name=_placed_once(d.name, clause.words(s, e)))
        for d, (s, e) in zip(drafts, spans, strict=True)
    ]


def _placed_once(name: str, place: str) -> str:
    """Return a name that begins with its own place and no place before that."""
    at = name.rfind(place)
    return name[at:] if at > 0 else name
