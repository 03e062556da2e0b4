"""The words of the form, of correcting and of histories, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EDIT_TEXTS"]

EDIT_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the form
        "form_name": ("项目名称", "Name"),
        "form_kind": ("类别", "Kind"),
        "form_stage": ("阶段", "Stage"),
        "form_nature": ("性质", "Nature"),
        "form_year": ("目标年份", "Target year"),
        "form_capacity": ("规模（一行一个，照原文写）", "Sizes (one a line, as written)"),
        "form_sizes_help": (
            "例如 约180万千瓦、100MW/200MWh、30公里以上；工厂的年产量写成 年产60GWh。",
            "Like 180 MW, 100MW/200MWh, 30 km.",
        ),
        "form_part_of": ("属于", "Part of"),
        "form_part_of_none": ("（不属于其他项目）", "(of no other project)"),
        "form_counties": ("区县", "Counties"),
        "form_counties_hint": ("输入区县名，或在图上点选", "Type a name, or click on the map"),
        "form_citywide": ("全市性项目", "City-wide"),
        "form_map_help": (
            "点区县即选中，再点取消；选「点」「线」「面」后在图上画，双击结束。",
            "Click a county to choose it, again to drop it; draw with a tool, double-click to end.",
        ),
        "form_typed": ("输入坐标", "Type coordinates"),
        "form_crs": ("坐标系", "System"),
        "form_crs_degrees": ("CGCS2000 / WGS84 经纬度", "CGCS2000 / WGS 84, degrees"),
        "form_crs_zone": ("CGCS2000 3度带，中央经线 {meridian}°", "CGCS2000, zone at {meridian}°"),
        "form_crs_numbered": (
            "CGCS2000 3度带 {meridian}°，横坐标带 {number} 带号",
            "CGCS2000, zone at {meridian}°, eastings begin with {number}",
        ),
        "form_shape": ("形状", "Shape"),
        "form_coordinates": ("坐标", "Coordinates"),
        "form_coordinates_hint": (
            "112.10,28.20; 112.31,28.42（经度在前；平面坐标东在前）",
            "112.10,28.20; 112.31,28.42 (longitude or easting first)",
        ),
        "form_use": ("用这些坐标", "Use these"),
        "form_drawn": ("图上绘制", "drawn"),
        "form_geometry_said": (
            "已有位置：{shape}，{crs}，{typed}",
            "Placed: {shape}, {crs}, {typed}",
        ),
        "form_no_geometry": ("去掉该位置", "Take it away"),
        "form_ledger": ("台账字段", "Ledger fields"),
        "form_responsible": ("责任单位（用、隔开）", "Responsible units (comma between)"),
        "form_owner": ("业主", "Owner"),
        "form_investment_total": ("总投资（如 12.5亿元）", "Total investment"),
        "form_investment_yearly": ("年度投资", "Investment of the year"),
        "form_ledger_code": ("项目代码", "Project code"),
        "form_ledger_content": ("建设内容", "Content"),
        "form_ledger_place": ("建设地点", "Place"),
        "form_ledger_years": ("建设年限", "Years"),
        "form_ledger_progress": ("形象进度", "Progress"),
        "form_ledger_remark": ("备注", "Remark"),
        "form_ledger_other": ("其他列", "Other columns"),
        "form_other_help": ("一行一列，写成 列名：内容。", "One a line: column: cell."),
        "form_shares": ("分县比例（按区县顺序，如 60%、40%）", "Shares by county, like 60%, 40%"),
        "form_bad": ("不能这样填。", "cannot be so."),
        "form_bad_name": ("：名称须是一行文字，最多 200 字。", ": a name is one line of text."),
        "form_bad_capacity": (
            "：没有看懂。写数字和单位，如 约180万千瓦、100MW/200MWh。",
            ": not understood. Write numbers with units, like 180MW or 100MW/200MWh.",
        ),
        "form_bad_investment_total": (
            "：没有看懂。写成 12.5亿元、3000万元。",
            ": not understood. Write a sum with its unit.",
        ),
        "form_bad_investment_yearly": (
            "：没有看懂。写成 12.5亿元、3000万元。",
            ": not understood. Write a sum with its unit.",
        ),
        "form_bad_shares": (
            "：各县比例相加应为 100%，且与区县数相同。",
            ": shares add up to 100%, one for each county.",
        ),
        "form_bad_ledger_other": ("：每行须写 列名：内容。", ": each line is column: cell."),
        "form_bad_geometry": (
            "：须在我国境内，面至少三点、线至少两点。",
            ": in China, a line of two points or more, an area of three.",
        ),
        "form_bad_coordinates": (
            "坐标没有看懂：成对写数字，用逗号和分号隔开，并核对坐标系。",
            "Not understood: write pairs of numbers, and look at the system.",
        ),
        "pick_county": ("选区县", "Counties"),
        "pick_Point": ("点", "Point"),
        "pick_LineString": ("线", "Line"),
        "pick_Polygon": ("面", "Area"),
        "pick_back": ("退一点", "Undo point"),
        "pick_finish": ("完成", "Finish"),
        # correcting
        "edit_open": ("修改", "Correct"),
        "edit_title": ("修改项目", "Correct a project"),
        "edit_check_button": ("人工核对", "Checked by me"),
        "edit_check_why": ("核对无误", "found right"),
        "edit_history": ("历史", "History"),
        "edit_why": ("修改原因", "Why"),
        "edit_why_hint": ("如：依据可研批复", "Like: by the approval"),
        "edit_also_check": ("其余各项也已核对（人工核对）", "The rest is found right, too"),
        "edit_save": ("保存", "Save"),
        "edit_saved": (
            "已保存，历史中可查、可撤销。",
            "Saved; the history has it and can undo it.",
        ),
        "edit_checked": ("已标为人工核对。", "Marked as checked."),
        "edit_removed": ("已移出项目库，历史中可撤销。", "Taken out; the history can undo it."),
        "edit_nothing": ("没有改动。", "Nothing is changed."),
        "edit_count": ("将改动 {count} 项：{fields}", "Changes {count}: {fields}"),
        "edit_refused": ("没有保存：{fault}", "Not saved: {fault}"),
        "edit_conflict": (
            "没有保存：你打开之后，别人已改过这个项目。先看改了什么，再决定。",
            "Not saved: somebody changed this project after you opened it. Look first, then "
            "decide.",
        ),
        "edit_mine": ("仍保存我的改动", "Save mine all the same"),
        "edit_theirs": ("放弃我的，打开最新的", "Drop mine, open the latest"),
        "edit_remove": ("移出项目库", "Take it out of the registry"),
        "edit_remove_why": ("移出原因（必填）", "Why (needed)"),
        "edit_new_into": ("加入", "Into"),
        "edit_new_note": ("没有规划，写来源说明", "No plan: a note on the source"),
        "edit_new_title": ("来源名称", "Source"),
        "edit_new_note_text": (
            "来源说明（如：某月某日市能源局电话告知）",
            "Note (like: told by the energy bureau on the phone)",
        ),
        "edit_new_place": ("所属城市", "City"),
        "edit_new_save": ("加入项目库", "Add to the registry"),
        "edit_new_saved": ("已加入项目库：{name}", "Added: {name}"),
        "edit_new_needed": ("请写来源名称、来源说明和城市。", "Give a source, a note and a city."),
        # histories
        "hist_title": ("修改历史", "History"),
        "hist_none": ("还没有记录。", "Nothing yet."),
        "hist_line": (
            "第 {number} 号 · {at} · {who} · {action}",
            "No. {number} · {at} · {who} · {action}",
        ),
        "hist_machine": ("机器", "machine"),
        "hist_why": ("原因：{why}", "Why: {why}"),
        "hist_undoes": ("撤销第 {number} 号", "Takes back no. {number}"),
        "hist_undone": ("已被第 {number} 号撤销", "Taken back by no. {number}"),
        "hist_field": ("字段", "Field"),
        "hist_was": ("原为", "Was"),
        "hist_is": ("改为", "Is"),
        "hist_below": ("（读取结果变了，更正保留）", " (the reading below the correction)"),
        "hist_undo": ("撤销", "Undo"),
        "hist_undo_why": ("撤销原因", "Why"),
        "hist_undo_sure": ("确认撤销", "Undo it"),
        "hist_cannot": ("不能撤销：{fault}", "Cannot be undone: {fault}"),
        "hist_undone_now": ("已撤销。", "Undone."),
        "hist_action_read": ("读入文件", "document read"),
        "hist_action_accept": ("审阅接受", "accepted"),
        "hist_action_add": ("手工添加", "added by hand"),
        "hist_action_edit": ("修改", "corrected"),
        "hist_action_check": ("人工核对", "checked"),
        "hist_action_remove": ("移出", "taken out"),
        "hist_action_reject": ("退回", "turned down"),
        "hist_action_reread": ("重新读取", "read again"),
        "hist_moved": ("随新版本移入", "moved along with the new version"),
        "hist_action_undo": ("撤销", "undone"),
        "hist_whole": ("整个项目", "the whole project"),
        "hist_there": ("在库", "here"),
        # the page of changes
        "page_changes": ("修改记录", "Changes"),
        "changes_recent": ("最近的修改", "Latest changes"),
        "changes_at": ("某一时刻的项目库", "The registry at a moment"),
        "changes_day": ("日期", "Day"),
        "changes_time": ("时刻（北京时间）", "Time (Beijing)"),
        "changes_stood": (
            "{at} 时库中有 {documents:,} 份文件、{projects:,} 个项目；现在 {now:,} 个。",
            "At {at}: {documents:,} documents, {projects:,} projects; now {now:,}.",
        ),
        "changes_differs": ("此后的变化", "What changed since"),
        "changes_came": ("新增", "came"),
        "changes_went": ("移出", "went"),
        "changes_other": ("改动", "changed"),
        "changes_same": ("此后没有变化。", "Nothing has changed since."),
        "changes_sum_at": (
            "当时在建与规划装机：{amount}",
            "Power then, under construction and planned: {amount}",
        ),
        "changes_sum_now": (
            "现在在建与规划装机：{amount}",
            "Power now, under construction and planned: {amount}",
        ),
        "changes_what": ("变化", "Change"),
    }
)
