"""Texts of the filters, the address and the table of projects, in Chinese and in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FILTER_TEXTS"]

FILTER_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "county_most": ("项目最多的 {count} 个；先选城市", "The first {count}; choose a city"),
        "sector": ("行业", "Sector"),
        "more_filters": ("更多筛选 ▸", "More filters ▸"),
        "more_shut": ("更多筛选 ▾", "More filters ▾"),
        "more_used": ("{title}（{count} 项）", "{title} ({count} in use)"),
        "more_listed": (
            "列出最多的 {count} 个，共 {total:,} 个；其余请用搜索。",
            "The {count} most frequent of {total:,}; search for the others.",
        ),
        "size_bounds": ("规模范围", "Size range"),
        "size_least": ("不小于", "At least"),
        "size_most": ("不大于", "At most"),
        "unbounded": ("不限", "Any"),
        "year_from": ("目标年份 起", "Target year from"),
        "year_to": ("止", "to"),
        "period": ("规划期", "Plan period"),
        "years_none": (
            "目标年份：{count:,} 个项目都没写年份",
            "Target year: none of {count:,} projects states one",
        ),
        "years_some": ("{count:,} 个项目没写年份", "{count:,} projects state no year"),
        "periods_none": (
            "规划期：{count:,} 个项目都没写年份，规划标题也没写时段",
            "Plan period: none of {count:,} projects states a year, nor does its plan's title",
        ),
        "undated": (
            "不按年份和规划期筛选时有 {count:,} 个项目，其中 {undated:,} 个没写年份，"
            "规划标题也没写时段；这不等于没有安排。",
            "Without the filter by year and period there are {count:,} projects, of which "
            "{undated:,} state no year, nor does their plan's title: that does not mean that "
            "nothing is planned.",
        ),
        "document": ("文件", "Document"),
        "copy_link": ("复制链接", "Copy link"),
        "copy_done": ("已复制", "Copied"),
        "copy_failed": ("请手动复制地址", "Copy it by hand"),
        "headline_shown": ("项目", "Projects"),
        "headline_count": ("{count:,} 个", "{count:,}"),
        "headline_single": ("其中落在单个区县", "Of this in a single county"),
        "headline_located": (
            "落到县级及以上，含跨县",
            "At county level or better, cross-county too",
        ),
        "headline_located_help": (
            "区县已知的项目，一县或数县；跨县项目的装机没有分摊。百分比是占装机合计的份额。",
            "Projects whose county or counties are known; what crosses counties is not split. The "
            "share is of the power.",
        ),
        "headline_share": ("{count:,} 个 · {share}", "{count:,} · {share}"),
        "headline_placed": ("{amount} · {share}（{count:,} 个）", "{amount} · {share} ({count:,})"),
        "headline_stage": ("{stage}（落县 {share}）", "{stage} ({share} in counties)"),
        "headline_part": (
            "参与跨县（未分摊，不计入）",
            "Taking part across counties (not counted)",
        ),
        "headline_part_help": (
            "涉及所选区县、也涉及其他区县的项目：列在图上和表中，容量整项列出，不计入合计。",
            "Projects that lie in the places chosen and elsewhere too: on the map and in the "
            "table, told with all of their power, in no total.",
        ),
        "side": ("图旁显示", "Beside the map"),
        "side_table": ("项目表 {count:,}", "Table of {count:,} projects"),
        "table_sorted": (
            "点列头只在表内排序；下载的文件按“排序”和“列”。",
            "A click on a heading sorts what is listed; files follow the order and columns chosen.",
        ),
        "sort": ("排序", "Sort by"),
        "sort_by": ("排序：{order}", "Sort: {order}"),
        "sort_plan": ("文件原顺序", "Order in the documents"),
        "sort_name": ("项目名称", "Name"),
        "sort_county": ("区县代码", "County code"),
        "sort_stage": ("阶段", "Stage"),
        "sort_largest": ("装机从大到小", "Power, largest first"),
        "sort_smallest": ("装机从小到大", "Power, smallest first"),
        "sort_year": ("目标年份", "Target year"),
        "columns": ("列", "Columns"),
        "col_standing": ("计入与否", "Counted or not"),
        "standing_counted": ("计入", "Counted"),
        "standing_unstated": ("未写明装机", "No power stated"),
        "standing_stage": ("不计入：{stage}", "Not counted: {stage}"),
        "standing_outside": ("不计入：市外", "Not counted: outside"),
        "standing_part": ("不计入：参与跨县，未分摊", "Not counted: takes part, not split"),
        "standing_copy": ("不计入：另一文件已计", "Not counted: counted for another document"),
        "col_codes": ("区县代码", "County codes"),
        "download_xlsx": ("下载 Excel", "Download Excel"),
        "download_ledger": ("下载台账", "Download ledger (in Chinese)"),
        "sheet_projects": ("项目清单", "Projects"),
        "sheet_ledger": ("项目台账", "Ledger"),
        "sheet_title": (
            "{name}　{filter}　共 {count:,} 个　导出日期 {date}",
            "{name} · {filter} · {count:,} projects · exported {date}",
        ),
        "link_unknown": (
            "链接中有这里不认识的内容，已忽略：{parts}",
            "Parts of the link mean nothing here and were left out: {parts}",
        ),
    }
)
