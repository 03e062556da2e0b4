"""What a briefing says in words: title, filter, sources, and what every picture must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.briefing.model import Layout, Source
from layers.edition import edition_in_files
from layers.notices import NOTICES, UNCHECKED
from layers.rows import printable
from projects.kinds import MEASURES, SECTORS
from projects.wording import STAGES, kind_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geo.boundaries import Edition
    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.briefing.model import Approval, Brief
    from projects.models import DocumentFacts, Stage
    from projects.selection import Selection

__all__ = [
    "bounds_line",
    "check_line",
    "date_line",
    "headline",
    "line",
    "notices",
    "place_name",
    "shade_title",
    "source_line",
    "source_of",
    "stage_names",
    "stamp",
    "status_line",
    "subtitle",
    "title",
]

_NAMED = 4  # cities in a title, documents in a source line
_NATION = "全国"


def line(text: str) -> str:
    """Return a text as one line that any file can hold."""
    return " ".join(printable(text).split())


def place_name(place: Adcode | None, divisions: Divisions) -> str:
    """Name a place as a title does: 娄底市, 新化县, 南京市鼓楼区, 全国."""
    if place is None:
        return _NATION
    division = divisions.get(place)
    own = division.name
    inside = division.prefecture and division.prefecture != division.adcode
    if inside and (own.endswith("区") or len(divisions.counties_named(own)) > 1):
        return divisions.name(str(division.prefecture)) + own
    return own


def title(
    layout: Layout,
    name: str,
    places: Sequence[Adcode],
    selection: Selection,
    divisions: Divisions,
    *,
    planned: bool,
) -> str:
    """Make a title: 娄底市规划点名项目分布图. `planned` says that plans name the projects."""
    what = _what(selection) or ("规划点名项目" if planned else "项目")
    if len(places) > 1 and layout in (Layout.COMPARISON, Layout.RANKING):
        names = [divisions.name(code) for code in places]
        name = "、".join(names[:_NAMED]) + (f"等{len(names)}地" if len(names) > _NAMED else "")
    if layout is Layout.COMPARISON:
        return f"{name}{what}对比"
    if layout is Layout.RANKING:
        return f"{name}{what}排序"
    return f"{name}{what}分布图"


def _what(selection: Selection) -> str:
    if len(selection.kinds) == 1:
        return f"{kind_name(selection.kinds[0])}项目"
    if len(selection.sectors) == 1 and not selection.kinds:
        return f"{SECTORS[selection.sectors[0]][0]}项目"
    return ""


def subtitle(
    selection: Selection, divisions: Divisions, inside: int, *, shared: int = 0, outside: int = 0
) -> str:
    """Say the filter in words and how many projects it leaves, as many as are to be checked.

    `shared` are the cross-county projects a county takes part in: they and those `outside` are in
    no total.
    """
    chosen = line(selection.described(divisions))
    beside = (("参与跨县", shared), ("市外", outside))
    apart = "、".join(f"{name} {count:,} 个" for name, count in beside if count)
    more = f", 其中{apart}不计入合计" if apart else ""
    whole = inside + shared + outside
    return f"{f'筛选: {chosen}' if chosen else '全部项目'}, 共 {whole:,} 个{more}"


def stage_names(stages: Iterable[Stage]) -> str:
    """Join stages as a total says them: 在建+规划."""
    return "+".join(STAGES[stage][0] for stage in stages)


def shade_title(measure: str, counted_name: str) -> str:
    """Say what shades the counties: 装机容量 (在建+规划), 万千瓦."""
    known = MEASURES[measure]
    return f"{known.zh} ({counted_name}), {known.zh_unit}"


def source_of(facts: DocumentFacts) -> Source:
    """Say a document in one line: 《…》(济政字〔2023〕39号, 济宁市人民政府, 2023-09-19)."""
    name = line(facts.title)
    told = [line(part) for part in (facts.number, facts.issuer, facts.date) if part]
    quoted = name if facts.is_table else f"《{name}》"
    whole = f"{quoted} ({', '.join(told)})" if told else quoted
    return Source(
        sha256=facts.sha256,
        title=name,
        number=facts.number and line(facts.number),
        date=facts.date,
        issuer=facts.issuer and line(facts.issuer),
        is_table=facts.is_table,
        line=whole,
    )


def source_line(sources: Sequence[Source]) -> str:
    """Name the documents a picture is drawn from; many are counted, and listed in the appendix."""
    said = "; ".join(source.line for source in sources[:_NAMED])
    more = f" 等 {len(sources)} 份文件" if len(sources) > _NAMED else ""
    return f"资料来源: {said}{more}"


def status_line(sources: Sequence[Source]) -> str:
    """Say as of when the stages hold: the documents' own dates."""
    dates = sorted({source.date for source in sources if source.date})
    undated = sum(not source.date for source in sources)
    if not dates:
        return "状态截至文件印发日 (文件未注明日期)"
    span = dates[0] if len(dates) == 1 else f"{dates[0]} 至 {dates[-1]}"
    more = f"; {undated} 份未注明日期" if undated else ""
    return f"状态截至文件印发日 ({span}{more})"


def check_line(checked: int, projects: int) -> str:
    """Say how many a person has checked."""
    return f"人工核对 {checked:,}/{projects:,}"


def stamp(checked: int, projects: int) -> str:
    """Return the stamp a picture bears while a row is unchecked; "" afterwards."""
    return UNCHECKED if checked < projects else ""


def notices(approval: Approval | None) -> tuple[str, ...]:
    """Return what the picture must say of itself; an approval is of this very picture."""
    internal, sketch = NOTICES[0], NOTICES[1]
    if approval is None:
        return internal, sketch
    return f"审图号: {line(approval.number)} (审核人: {line(approval.approver)})", sketch


def headline(brief: Brief) -> tuple[str, str]:
    """Return the total, and what has to be said beside it: 含约数, 45 个项目, 8 个写明."""
    amount, count = brief.total.amount, f"{brief.total.projects:,} 个项目"
    if brief.measure == "count":
        return count, ""
    if amount.known is None:
        return count, f"{brief.measure_name}未写明"
    figure, _, vague = brief.total.said.partition(" (")
    stated = f"{amount.stated:,} 个写明" if amount.stated < brief.total.projects else ""
    return figure, ", ".join(part for part in (vague.rstrip(")"), count, stated) if part)


def bounds_line(edition: Edition) -> str:
    """Name the edition of the county polygons."""
    return line(f"县级边界: {edition_in_files(edition)}")


def date_line(day: date) -> str:
    """Say the day the picture was made."""
    return f"制图日期: {day.year}年{day.month}月{day.day}日"
