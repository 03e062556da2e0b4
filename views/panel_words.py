"""The words of the panel and the lists beside the map, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PANEL_TEXTS"]

PANEL_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # first visit and empty states
        "welcome": (
            "落图把规划点名的项目放到所在区县，每个项目都附依据和原句。",
            "Luotu puts the projects that plans name into their counties, each with its reasons "
            "and its sentence.",
        ),
        "welcome_sample": (
            "落图把规划点名的项目放到所在区县，每个项目都附依据；现在看到的含随附的五市样例，"
            "用 luotu ingest 加入自己的规划。",
            "Luotu puts the projects that plans name into their counties, with the reasons; this "
            "is the sample of five cities, add your own plans with luotu ingest.",
        ),
        "welcome_read": ("知道了", "Got it"),
        "no_boundaries": (
            "还没有可用的县界。请在服务器上运行 luotu boundaries build，再刷新本页。",
            "There are no county polygons yet. Run luotu boundaries build on the server, then "
            "reload.",
        ),
        # sizes
        "role_capacity": ("容量", "Capacity"),
        "role_output": ("产量", "Output"),
        "role_voltage": ("电压", "Voltage"),
        "role_count": ("数量", "Count"),
        "role_throughput": ("处理能力", "Throughput"),
        "role_length": ("长度", "Length"),
        "role_area": ("面积", "Area"),
        "size_value": ("{role} {shown}", "{role} {shown}"),
        "size_norm": ("（{norm}）", " ({norm})"),
        "size_written": ("原文「{written}」", "as written “{written}”"),
        "size_qualifier": ("限定「{word}」，不是准数", "qualifier “{word}”: not exact"),
        "size_range": ("区间，合计取上限", "a range; sums take its upper bound"),
        "note_joiner": ("；", "; "),
        # places
        "w_counties": ("所在区县与依据", "Counties, and why"),
        "w_sure": ("{precision} · 把握 {sure}", "{precision} · sure {sure}"),
        "w_no_reason": ("未记下依据", "no reason recorded"),
        "w_share": ("份额 {share}", "share {share}"),
        "w_rejected": ("考虑过、未选用的区县", "Counties considered, not chosen"),
        "w_open": (
            "候选区县（尚未认定，地图上以虚线标出）",
            "Candidates (none chosen; dashed on the map)",
        ),
        "w_score": ("{why}（得分 {score}）", "{why} (score {score})"),
        "w_no_candidate": (
            "未定，也没有候选区县，须人工定位。",
            "Open, without candidates; to be placed by hand.",
        ),
        "w_citywide": ("原文写明为全市范围", "City-wide by the plan's own words"),
        "w_outside": ("在规划辖区之外", "Outside the plan's jurisdiction"),
        # evidence
        "e_title": ("原文", "Plan text"),
        "e_mention": ("第 {numbers} 处，共 {count} 处", "Mention {numbers} of {count}"),
        "e_whole": ("全段", "Whole paragraph"),
        "e_more": ("其余 {count} 段", "{count} more paragraphs"),
        "e_document": ("来源", "Source"),
        "e_elsewhere": ("同名项目另见", "Same name also in"),
        "e_other_text": (
            "这份文件的文本与读取时不同，位置对不上。请用 luotu ingest 重新加入该文件。",
            "The stored text does not hold these positions. Add the plan's file again with "
            "luotu ingest.",
        ),
        "l_row": ("表中行", "Row of the table"),
        # bars
        "bars": ("按归属与阶段的{measure}", "{measure} by place and stage"),
        "bars_part": ("{stage} {amount}", "{stage} {amount}"),
        "bars_stated": ("{stated:,}/{count:,} 个写明", "{stated:,} of {count:,} state it"),
        "bars_none": ("{count:,} 个，都未写明", "{count:,}, none states it"),
        "bars_of": ("（{stated}）", " ({stated})"),
        "bars_hollow": (
            "空心条为未计入合计的阶段；条长只计写明的数值。",
            "Hollow: stages not counted in sums. Bars show stated values only.",
        ),
    }
)
