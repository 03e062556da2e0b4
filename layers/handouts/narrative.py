"""The text of a briefing (文字稿): two to five sentences from the very numbers of the picture.

Stages stand apart, what is not stated is said to be so, 约 and 以上 stay with the sums they are in,
and what a total leaves out is told beside it. Nothing is worked out here that the brief has not:
only counted and set in order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from layers.briefing.model import Layout, Scope
from layers.briefing.single import ranks_of
from projects.wording import sum_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from layers.briefing.model import Beside, Brief, Figure, Source

__all__ = ["heading", "notes", "plain_text", "sentences", "subtitle"]

_NAMED = 3
_MOST_TIED = 6
_OF_PICTURES = ("分布图", "排序", "对比")
_COUNT = "count"
_OUTSIDE, _SHARING, _CROSSING = "outside", "sharing", "cross_county"
_APART = {_SHARING: "参与跨县项目"}
_SPACED = re.compile(r"(?<=\d) (?=[^\d ])")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])")
_FULL = ((" (", "（"), ("(", "（"), (")", "）"), (", ", "，"), ("; ", "；"), (": ", "："))
"""Signs of the pictures' short lines and those of prose."""


def sentences(brief: Brief) -> tuple[str, ...]:
    """Say what a briefing shows in two to five sentences of a planner's Chinese.

    Returns
    -------
    tuple of str
        What the documents name by stage; the total and what it leaves out; where it lies; what is
        in no single county; the largest kinds. What there is nothing of has no sentence.
    """
    found = [_named(brief), _total(brief)]
    if brief.layout is Layout.COMPARISON:
        found.append(_compared(brief))
    else:
        found += [_placed(brief), _apart(brief.beside, brief)]
    found.append(_kinds(brief))
    return tuple(sentence for sentence in found if sentence)


def notes(brief: Brief) -> tuple[str, ...]:
    """Say where it comes from and what it may be used for, a line each."""
    stamp = f"{_full(brief.stamp)}；" if brief.stamp else ""
    return (
        *(f"{number}. {_source(source)}" for number, source in enumerate(brief.sources, start=1)),
        f"{_full(brief.status_line)}；{stamp}{brief.check_line}。",
        "；".join(map(_full, brief.notices)) + "。",
        f"{_full(brief.date_line)}。",
    )


def heading(brief: Brief) -> str:
    """Return the title of a text: of one that was made for a picture, what the picture is of."""
    for ending in _OF_PICTURES:
        if brief.title.endswith(ending):
            return f"{brief.title.removesuffix(ending)}情况"
    return brief.title


def subtitle(brief: Brief) -> str:
    """Say the filter and how many projects it leaves, with the signs of prose."""
    return _full(brief.subtitle)


def plain_text(brief: Brief) -> str:
    """Return title, sentences and notes as text to be copied."""
    head = [heading(brief), f"（{subtitle(brief)}）", ""]
    return "\n".join([*head, *sentences(brief), "", "资料来源：", *notes(brief), ""])


def _named(brief: Brief) -> str:
    """《…》点名项目28个，其中已建4个、在建1个、规划20个、前期3个。"""
    count = sum(figure.projects for figure in brief.stages)
    first = f"{_who(brief)}项目{count:,}个"
    if len(brief.stages) == 1:
        return f"{first}，均为{brief.stages[0].name}项目。"
    parts = "、".join(f"{figure.name}{figure.projects:,}个" for figure in brief.stages)
    return f"{first}，其中{parts}。"


def _who(brief: Brief) -> str:
    """《济宁市碳达峰工作方案》（…）点名; the place, unless the title has it."""
    where = brief.divisions.name(brief.place) if brief.place else ""
    if brief.layout is Layout.COMPARISON:
        where = brief.place_name
    is_table = any(source.is_table for source in brief.sources)
    if len(brief.sources) > 1:
        return f"{len(brief.sources):,}份文件{'列有或点名' if is_table else '点名'}{where}"
    source = brief.sources[0]
    told = f"{_source(source)}{'列有' if is_table else '点名'}"
    return told if where in source.title else f"{told}{where}"


def _total(brief: Brief) -> str:
    """在建和规划项目21个，装机容量合计…；另有前期3个（300万千瓦），未计入合计。"""
    total, name = brief.total, _stages(brief)
    counted = frozenset(map(str, brief.counted))
    others = [figure for figure in brief.stages if figure.key not in counted]
    said = f"{name}项目{total.projects:,}个" if total.projects else f"没有{name}项目"
    if total.projects and brief.measure != _COUNT:
        said += f"，{_measured(brief)}"
    if others:
        told = "、".join(_with_size(figure, brief) for figure in others)
        said += f"；另有{told}，未计入合计"
    return f"{said}。"


def _measured(brief: Brief) -> str:
    amount, name = brief.total.amount, brief.measure_name
    if amount.known is None:
        return f"{name}均未写明"
    bracket = []
    tight = _SPACED.sub("", brief.total.said)
    value, _, vague = tight.partition(" (")
    if vague:
        bracket.append(vague.rstrip(")"))
    if amount.stated < amount.projects:
        rest = amount.projects - amount.stated
        bracket.append(f"{amount.stated:,}个写明，其余{rest:,}个未写明")
    return f"{name}合计{value}" + (f"（{'；'.join(bracket)}）" if bracket else "")


def _placed(brief: Brief) -> str:
    """在建和规划项目中，落到单个县的12个（3.2万千瓦），分布在7个县（市、区），如梁山县4个。"""
    if brief.layout is Layout.RANKING:
        return _ranked(brief)
    if brief.scope is Scope.COUNTY:
        return ""
    held = [region for region in brief.regions if region.total.projects]
    count = sum(region.total.projects for region in held)
    if not count:
        return f"{_stages(brief)}项目均未落到单个县。" if brief.total.projects else ""
    own = _with_size(replace(brief.single, name="落到单个县的"), brief)
    if len(held) == 1:
        return f"{_stages(brief)}项目中，{own}，均在{held[0].name}。"
    first = f"{_stages(brief)}项目中，{own}，分布在{len(held):,}个县（市、区）"
    cities = [region.total for region in brief.cities if region.total.projects]
    top = _leading(cities or [region.total for region in held], brief)
    if cities and top:
        return f"{first}；各市（州）中，{top}。"
    return f"{first}，{top}。" if top else f"{first}。"


def _ranked(brief: Brief) -> str:
    held = [region.total for region in brief.regions if region.total.projects]
    what = "项目数" if brief.shade == _COUNT else brief.measure_name
    ranks = ranks_of([r for r in brief.regions if r.total.projects], brief.shade)
    named = [f for f, rank in zip(held, ranks, strict=True) if rank <= _NAMED]
    if len(named) > _MOST_TIED:
        return f"按{what}排序，并列者多，见附表。"
    top = "、".join(_with_size(figure, brief) for figure in named)
    tied = "（含并列）" if len(set(ranks[: len(named)])) < len(named) else ""
    return f"按{what}排序，列前的{tied}是{top}。" if held else ""


def _leading(figures: Sequence[Figure], brief: Brief) -> str:
    """Name those with most of the measure, or of projects where few state it; "" of one alone."""
    if len(figures) <= 1:
        return ""
    stated = [figure for figure in figures if figure.amount.stated and figure.amount.value]
    by_size = len(stated) > 1 and brief.measure != _COUNT

    def weight(figure: Figure) -> float:
        return figure.amount.value if by_size else figure.projects

    order = sorted(stated if by_size else figures, key=weight, reverse=True)
    named = order[:_NAMED]
    told = "、".join(_with_size(figure, brief) for figure in named)
    if len(order) == len(figures) <= _NAMED:
        return f"分别为{told}"
    if [f for f in order[_NAMED:] if weight(f) == weight(named[-1])]:
        return f"如{told}"  # the last named is one of several
    return f"按{brief.measure_name if by_size else '项目数'}，{told}居前"


def _with_size(figure: Figure, brief: Brief) -> str:
    """梁山县4个（8万千瓦）; without brackets where nothing of the whole brief is stated."""
    said = f"{figure.name}{figure.projects:,}个"
    if brief.measure == _COUNT or not figure.projects:
        return said
    if figure.amount.known is not None:
        return f"{said}（{_inner(sum_text(figure.amount, brief.measure))}）"
    return f"{said}（未写明{brief.measure_name}）" if brief.total.amount.stated else said


def _apart(beside: Iterable[Beside], brief: Brief) -> str:
    """另有跨县6个（300万千瓦），容量未分摊到县；全市性2个；市外1个，不计入合计。"""
    told = []
    for figure in (one.figure for one in beside):
        said = _with_size(replace(figure, name=_APART.get(figure.key, figure.name)), brief)
        if figure.key in (_CROSSING, _SHARING) and brief.measure != _COUNT:
            said += "，容量未分摊到县"
        if figure.key in (_OUTSIDE, _SHARING):
            said += "，不计入合计"
        told.append(said)
    return f"另有{'；'.join(told)}。" if told else ""


def _compared(brief: Brief) -> str:
    told = "；".join(_with_size(region.total, brief) for region in brief.regions)
    return f"{_stages(brief)}项目中，{told}。"


def _kinds(brief: Brief) -> str:
    """项目分属18类，按装机容量，光伏5个（523万千瓦）、新型储能4个居前。"""
    kinds = [figure for figure in brief.kinds if figure.projects]
    top = _leading(kinds, brief)
    return f"项目分属{len(kinds):,}类，{top}。" if top else ""


def _stages(brief: Brief) -> str:
    return "和".join(brief.counted_name.rsplit("+", 1)).replace("+", "、")


def _source(source: Source) -> str:
    """Name a document: 《…》（济政字〔2023〕39号，济宁市人民政府，2023年9月19日）."""
    told = "，".join(filter(None, (source.number, source.issuer, _days(source.date or ""))))
    name = source.title if source.is_table else f"《{source.title}》"
    return f"{name}（{told}）" if told else name


def _days(text: str) -> str:
    """Write the days in a text as prose does: 2023年9月19日."""
    return _DAY.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text)


def _full(text: str) -> str:
    """Write a line of the pictures with the signs of prose."""
    text = _days(text)
    for short, full in _FULL:
        text = text.replace(short, full)
    return _LOOSE.sub("", text)


def _inner(said: str) -> str:
    """Write a sum inside brackets: 133万千瓦，含约数."""
    return _SPACED.sub("", said).replace(" (", "，").replace(")", "")
