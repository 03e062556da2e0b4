"""The words of the page of sums, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SUMS_TEXTS"]

SUMS_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page_sums": ("汇总", "Sums"),
        "sums_back": ("← 回到汇总", "← Back to the sums"),
        "sums_more": ("图表、目标、两份比较 → 汇总页", "Charts, targets, comparisons → Sums"),
        "sums_view": ("内容", "Show"),
        "sums_view_table": ("分组汇总", "Sums"),
        "sums_view_targets": ("与目标对照", "Beside the targets"),
        "sums_view_compare": ("两份比较", "Two plans compared"),
        # filters in words
        "sums_change": (
            "筛选与地图页共用，在左侧修改。",
            "The filters are the map page's; change them at the left.",
        ),
        "sums_filter_targets": (
            "这里只按地区、领域、类型、文件筛选；其余筛选条件不适用于目标。",
            "Only places, sectors, kinds and documents hold here; the rest choose projects.",
        ),
        "sums_filter_compare": (
            "比较的是两份文件的全部项目，筛选在这里不起作用。",
            "Two plans are compared whole; the filters do not hold here.",
        ),
        # switches
        "sums_zones": ("开发区（其中）", "Zones"),
        "sums_zones_help": (
            "开发区没有边界，列在所在区县之下，是「其中」，不另加。",
            "Zones have no polygon: each stands under its host county, is part of it and is not "
            "added again.",
        ),
        "sums_split": ("平均分摊（估算）", "Equal split (estimate)"),
        "sums_split_help": (
            "规划没有这样写。所得数单列一种颜色，标「估算（平均分摊）」。",
            "No plan says so. What it gives has a colour of its own and is labelled an estimate.",
        ),
        "sums_split_note": (
            "平均分摊：跨县项目的容量按所在区县平均分到各行，位数不多于规划原文，是估算，规划没有这样写。",
            "Equal split: the capacity of cross-county projects stands in their counties by equal "
            "parts, with no more digits than the plan has: an estimate, no plan says so.",
        ),
        "sums_estimated": ("估算（平均分摊）", "Estimate (equal split)"),
        "sums_estimated_col": ("其中估算", "of which estimate"),
        "sums_order": ("排列顺序", "Order"),
        "sums_order_of": ("哪里的顺序", "Order within"),
        "sums_order_pick": (
            "按需要的先后依次点选；没点的按代码排在后面。",
            "Pick in the order wanted; the rest follow in code order.",
        ),
        "sums_order_reset": ("恢复代码顺序", "Back to code order"),
        "sums_order_none": (
            "按区县、城市、省份分组时可以调整顺序。",
            "Counties, cities and provinces can be put in an order of your own.",
        ),
        # table
        "sums_head_counted": ("{stages}（{unit}）", "{stages} ({unit})"),
        "sums_head_apart": ("{stage}（不计入）", "{stage} (not counted)"),
        "sums_head_projects": ("项目（个）", "Projects"),
        "sums_head_stated": ("写明（个）", "Stating it"),
        "sums_head_marks": ("标注", "Marks"),
        "sums_placed": ("其中落在单个区县 {share}", "of which in a single county: {share}"),
        "sums_located": (
            "落到县级及以上，含跨县：{said}。",
            "At county level or better, cross-county too: {said}.",
        ),
        "takes_part": (
            "参与跨县 {count:,} 个，{amount}（未分摊，不计入合计）",
            "Takes part in cross-county projects: {count:,}, {amount} (not split, in no total)",
        ),
        "sums_zone": ("　其中：{name}", "   of which {name}"),
        "sums_taking_part": (
            "参与跨县（另列，不计入合计）",
            "Takes part in (apart, in no total)",
        ),
        "sums_group": ("{name} 小计", "{name}, in all"),
        "sums_group_none": ("跨市或未定城市", "Of no single city"),
        "sums_all_groups": ("{name}（各市合计）", "{name} (all cities)"),
        "sums_head_sharing": ("参与跨县（另列）", "Takes part in (apart)"),
        "sums_sharing_said": ("{told}（{count:,} 个）", "{told} ({count:,})"),
        "sums_shared": ("{told}（另分摊 {count:,}）", "{told} (shares of {count:,} more)"),
        "sums_outside_short": ("市外", "Outside"),
        "sums_outside": ("市外（另列，不计入合计）", "Outside (apart, in no total)"),
        "sums_crossing_split": ("{name}，容量已分摊到各县", "{name}, split among the counties"),
        "sums_not_stated": ("未写明", "not stated"),
        "sums_none": ("–", "–"),
        "sums_split_up": ("已分摊", "split up"),
        "sums_legend": (
            "≈ 含约数；≥ 含「以上」或区间，按下限计；≤ 含上限。「未写明」是有项目而都没写数值，"
            "不是 0；「–」是没有项目。",
            "≈ contains approximate figures; ≥ contains lower bounds (“at least”, ranges); ≤ upper "
            "bounds. “not stated”: projects are there and none states it, which is no 0; “–”: no "
            "project.",
        ),
        "sums_legend_long": (
            "表中「—」是没有数值：标注为「未写明」的有项目而都没写，「–」的没有项目。≥ 含下限，"
            "≤ 含上限，≈ 含约数，见标注。",
            "“—” in the table is no number: the marks say whether projects are there and none "
            "states it (not stated), or none is there (–); and what is a bound or approximate.",
        ),
        "sums_adds_up": (
            "合计 = 各行 + 跨县 + 全市性 + 待定位；市外另列。合计只算{stages}，其他阶段列在右边，"
            "不计入。",
            "Total = rows + cross-county + city-wide + to be placed; outside apart. The total "
            "counts {stages}; other stages stand at the right and are in no total.",
        ),
        "sums_adds_up_other": (
            "合计 = 各行 + 单列各行；市外另列。每行含自己的跨县、全市性、待定位项目。"
            "合计只算{stages}，其他阶段列在右边，不计入。",
            "Total = rows + what stands by itself; outside apart. Each row holds its own "
            "cross-county, city-wide and unplaced projects. The total counts {stages}; other "
            "stages stand at the right and are in no total.",
        ),
        "sums_adds_up_all": (
            "合计 = 各行之和，含全部阶段；市外另列。",
            "Total = the rows, every stage; outside apart.",
        ),
        "sums_as_of": ("状态截至文件印发日：{dates}", "Stages as of the plans' dates: {dates}"),
        "sums_as_of_span": ("{first} 至 {last}", "{first} to {last}"),
        "sums_undated": ("（另有文件未注日期）", " (some plans have no date)"),
        "sums_no_date": ("文件未注日期", "the plans have no date"),
        "sums_crossing": (
            "跨县项目涉及 {count} 个县：{names}",
            "Counties of the cross-county projects ({count}): {names}",
        ),
        "sums_crossing_of": (
            "{city}跨县项目涉及 {count} 个县：{names}",
            "Counties of {city}'s cross-county projects ({count}): {names}",
        ),
        "sums_chart_blank": (
            "没有数值的行不画。",
            "Rows without a value are not drawn.",
        ),
        "sums_more_counties": ("等 {count} 个县", " … {count} in all"),
        "sums_repeats_list": (
            "另有文件也点名的，右边是计入的那一个：",
            "Named by another plan too; at the right what is counted in its place:",
        ),
        "sums_doubles_list": (
            "疑为同一项目、都已计入的：",
            "Perhaps one project, both counted:",
        ),
        "sums_overfull_one": (
            "{name}：所含项目之和超过它自己写的规模",
            "{name}: its members state more than it does",
        ),
        "sums_not_counted": ("没有再计的", "Not counted again"),
        "sums_counted_as": ("计入的", "Counted"),
        "sums_one": ("项目一", "The one"),
        "sums_or": ("项目二", "The other"),
        "sums_size_of": ("{what}：规模", "{what}: size"),
        "sums_plan_of": ("{what}：文件", "{what}: document"),
        "sums_repeats": (
            "{count:,} 个项目另有文件也点名，只计一次。",
            "Named by another plan too and counted once: {count:,}.",
        ),
        "sums_doubles": (
            "{count:,} 对项目疑为同一项目，都已计入，待人工核对。",
            "Perhaps one project, both counted, to be checked: {count:,} pairs.",
        ),
        "sums_overfull": (
            "{count:,} 个打捆项目，所含项目之和超过它自己写的规模。",
            "Groups whose members state more than they do: {count:,}.",
        ),
        "sums_bar_apart": ("{told} · {apart}", "{told} · {apart}"),
        "sums_bar_stage": ("{stage} {amount}", "{stage} {amount}"),
        # chart
        "sums_click": ("点条形", "A click on a bar"),
        "sums_click_map": ("点条形：到地图", "Bar: to the map"),
        "sums_click_list": ("列出项目", "list projects"),
        "sums_chart_first": (
            "图中为数值最大的 {count} 行，从大到小，共 {total:,} 行；"
            "其余和跨县、全市性、待定位见表。",
            "The {count} largest of {total:,} rows are drawn, the largest first; the table has "
            "all, and what is cross-county, city-wide and unplaced.",
        ),
        "sums_chart_none": ("没有可画的数值。", "There is no value to draw."),
        "sums_chart_alt": ("{measure}，按{by}", "{measure} by {by}"),
        "sums_chart_light": (
            "浅色为不计入合计的阶段和市外。",
            "Light: stages no total counts, and what lies outside.",
        ),
        # list behind
        "sums_behind": ("{what}：{count:,} 个项目", "{what}: projects, {count:,}"),
        "sums_behind_what": ("{row} · {column}", "{row} · {column}"),
        "sums_behind_value": ("{what}：{count:,} 个项目，{value}", "{what}: {count:,}, {value}"),
        "sums_behind_all": ("回到合计", "Back to the total"),
        "sums_behind_hint": (
            "点表中任一数字，这里列出它背后的项目；点项目，看规划原句。",
            "Click any number above to list its projects here; click a project for its sentence.",
        ),
        "sums_adds": ("本项计入（{unit}）", "Adds ({unit})"),
        "sums_adds_split": (
            "跨县项目这里列的是整个项目；计入本行的只是它的一份。",
            "Cross-county projects are listed whole; only a part of each is in this row.",
        ),
        "sums_to_map": ("在地图上看", "See it on the map"),
        "sums_to_map_of": ("在地图上看{name}", "See {name} on the map"),
        # nothing to add up
        "sums_empty": (
            "没有符合筛选的项目，所以没有可以合计的。放宽左侧条件，或清除筛选。",
            "No project fits the filters, so there is nothing to add up. Loosen them at the left, "
            "or clear them.",
        ),
        "sums_no_counted": (
            "筛选出的 {count:,} 个项目都不在「{stages}」阶段，合计为空；其他阶段见右边各列。",
            "None of the {count:,} projects is in a stage the total counts ({stages}); see the "
            "other stages' columns.",
        ),
        "sums_no_measure": (
            "筛选出的项目都没有写明{measure}，改为{instead}。",
            "None of these projects states its {measure}; {instead} is shown instead.",
        ),
        # targets
        "sums_targets_what": (
            "规划自己点名的项目与规划目标并列。点名项目只是目标的一部分，现状多少并不知道，"
            "所以只说占目标多少。",
            "What a plan names beside what it aims at. The projects named are only a part of a "
            "target and what stands today is not known, so only their share of it is told.",
        ),
        "sums_targets_none": (
            "这些规划没有可列的目标。",
            "These plans set no target that can be listed.",
        ),
        "sums_targets_rest": (
            "也列出没有点名项目可比的目标（{count:,} 个）",
            "List also targets no named project can stand beside ({count:,})",
        ),
        "sums_target": ("目标", "Target"),
        "sums_target_words": ("目标原文", "The target's words"),
        "sums_unlike": ("口径不同，不作比较", "Counts something else: not compared"),
        "sums_target_said": ("{year}{basis} {aim}", "{year}{basis} {aim}"),
        "sums_target_vague": ("{aim}（{word}）", "{aim} ({word})"),
        "sums_target_year": ("{year}年", "{year} "),
        "basis_stock": ("累计", "in all"),
        "basis_increase": ("新增", "added"),
        "sums_named": ("规划点名项目合计", "Named projects"),
        "sums_named_none": ("未点名", "none named"),
        "sums_named_no": ("不与项目比较", "not comparable"),
        "sums_share": ("占目标", "Share of target"),
        "sums_named_stages": ("计入阶段", "Stages counted"),
        "sums_same": ("{names}：与目标同数，疑为同一口径", "{names}: the target's very figure"),
        "sums_note": ("说明", "Note"),
        "sums_targets_pick": (
            "点一行，下面列出背后的项目。",
            "Click a row to list the projects behind it.",
        ),
        "sums_plan_sentence": ("目标原句", "The target's sentence"),
        # comparison
        "sums_before": ("先前的一份", "The earlier"),
        "sums_after": ("后来的一份", "The later"),
        "sums_two": (
            "库中只有 {count} 份文件，比较要两份。用 luotu ingest 再读入一份。",
            "The registry holds {count}; comparing takes two. Read in another with luotu ingest.",
        ),
        "sums_same_two": ("请选两份不同的文件。", "Choose two different documents."),
        "sums_two_places": (
            "两份文件不是同一个地区的：新增和去掉多半只是范围不同，不是规划的变化。",
            "The two are plans of different places: what is added or dropped is mostly a matter of "
            "their extent, and no change of plans.",
        ),
        "sums_pick_one": ("选一份文件", "Choose a document"),
        "sums_pick_two": (
            "库中没有同一地区的两份文件。请在上面选两份来比较。",
            "No two documents are of one place. Choose the two to compare above.",
        ),
        "sums_change_added": ("新增", "Added"),
        "sums_change_dropped": ("去掉", "Dropped"),
        "sums_change_resized": ("规模改变", "Resized"),
        "sums_change_restaged": ("阶段改变", "Other stage"),
        "sums_change_moved": ("地点改变", "Other place"),
        "sums_change_unsure": ("拿不准", "Unsure"),
        "sums_change_same": (
            "另有 {count:,} 个项目两份都有，没有变化。",
            "In both and unchanged: {count:,}.",
        ),
        "sums_unsure_what": (
            "名称相近、可能是同一项目；既列在新增，也列在去掉里。",
            "Names alike, perhaps one project: listed as added and as dropped too.",
        ),
        "sums_was": ("原为", "Before"),
        "sums_is": ("现为", "After"),
        "sums_change_count": ("{what} {count:,}", "{what} {count:,}"),
        "sums_change_sum": ("{count:,} 个 · {amount}", "{count:,} · {amount}"),
        "sums_change_both": ("原为 {before}，现为 {after}", "{before} before, {after} after"),
        "sums_change_none": ("没有这样的项目。", "There are none."),
        # files
        "sums_csv": ("下载 CSV", "Download CSV"),
        "sums_xlsx": ("下载 XLSX", "Download XLSX"),
        "sums_file_code": ("代码", "Code"),
        "sums_file_city": ("所属城市", "City"),
        "sums_file_title": ("{measure}汇总，按{by}", "{measure} by {by}"),
        "sums_file_stages": ("计入阶段：{stages}", "Stages counted: {stages}"),
        "sums_file_day": ("导出日期：{day}", "Written on {day}"),
        "sums_file_unit": ("{column}（{unit}）", "{column} ({unit})"),
        "sums_file_projects": ("{column}：项目（个）", "{column}: projects"),
        "sums_file_stated": ("{column}：写明（个）", "{column}: stating it"),
        "sums_file_marks": ("{column}：标注", "{column}: marks"),
        "sums_file_estimated": (
            "{column}：其中估算（{unit}）",
            "{column}: of which estimate ({unit})",
        ),
        "sums_file_shared": ("{column}：分摊进来（个）", "{column}: shares of"),
        "sums_file_sharing": ("参与跨县：项目（个）", "Takes part in: projects"),
        "mark_about": ("约数", "approximate"),
        "mark_at_least": ("下限", "at least"),
        "mark_at_most": ("上限", "at most"),
    }
)
