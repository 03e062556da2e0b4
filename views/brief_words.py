"""The words of the page of briefings and of the briefing view, in Chinese and in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BRIEF_TEXTS"]

BRIEF_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "page_brief": ("简报", "Briefing"),
        "brief_layout": ("版式", "Layout"),
        "brief_layout_auto": ("自动", "Automatic"),
        "brief_layout_city": ("一图", "One map"),
        "brief_layout_county": ("一县", "One county"),
        "brief_layout_comparison": ("对比", "Comparison"),
        "brief_layout_ranking": ("排序", "Ranking"),
        "brief_format": ("格式", "Format"),
        "brief_as_png": ("图片 PNG", "Picture (PNG)"),
        "brief_as_pdf": ("PDF", "PDF"),
        "brief_as_svg": ("矢量图 SVG", "Vector picture (SVG)"),
        "brief_as_pptx": ("幻灯片 PPTX", "Slides (PPTX)"),
        "brief_as_docx": ("文字稿 DOCX", "Text (DOCX)"),
        "brief_as_html": ("离线地图 HTML", "Offline map (HTML)"),
        "brief_size": ("尺寸", "Size"),
        "brief_size_1920x1080": ("屏幕 1920×1080", "Screen, 1920×1080"),
        "brief_size_3840x2160": ("屏幕 3840×2160", "Screen, 3840×2160"),
        "brief_size_a4": ("A4 横向，300 dpi", "A4 landscape, 300 dpi"),
        "brief_size_a3": ("A3 横向，300 dpi", "A3 landscape, 300 dpi"),
        "brief_title": ("标题", "Title"),
        "brief_measure": ("合计", "Sum of"),
        "brief_measure_auto": ("自动", "Automatic"),
        "brief_profile": ("读者", "For whom"),
        "brief_profile_internal": ("内部（含原句）", "Internal (with sentences)"),
        "brief_profile_public": ("公开（不细于县）", "Public (no finer than a county)"),
        "brief_profile_help": (
            "公开版不含原句、坐标、乡镇、业主和责任单位；地图未经审核仍不得公开。",
            "The public one has no sentences, coordinates, townships, owners or units; without "
            "an approval the map is still not for publication.",
        ),
        "brief_approval": ("审图号", "Map-approval number"),
        "brief_approver": ("审核人", "Approved by"),
        "brief_approval_title": ("这张图已经地图审核", "This very map has been approved"),
        "brief_approval_help": (
            "审图号只属于这一张图：不保存，图一改动即清空。审图号和审核人须同时填写。",
            "A number belongs to this one picture: it is not stored, and is gone when the picture "
            "changes. Give both the number and the name.",
        ),
        "brief_approval_both": (
            "请同时填写审图号和审核人，或都不填。",
            "Give both the number and the name, or neither.",
        ),
        "brief_too_many": (
            "超过 {most:,} 个项目，放不进一个文件；请用左侧筛选缩小范围。",
            "More than {most:,} projects are too many for one file; narrow the filters.",
        ),
        "brief_download": ("下载{format}", "Download: {format}"),
        "brief_download_help": (
            "点击后生成，与命令 luotu brief 相同。",
            "Made when you click, as luotu brief makes it.",
        ),
        "brief_drawing": ("正在绘制预览…", "Drawing the preview…"),
        "brief_text": ("文字稿（可复制）", "Text, to be copied (Chinese)"),
        "brief_view": ("投影视图", "Briefing view"),
        "brief_view_help": (
            "大字、无侧栏，供投影或截图；地址可收藏。",
            "Large type and no sidebar, for a projector or a screenshot; the address can be kept.",
        ),
        "brief_view_leave": ("退出投影视图", "Leave the briefing view"),
        "brief_total": ("合计（{stages}）", "Total ({stages})"),
        "brief_count": ("{count:,} 个", "{count:,}"),
        "brief_counted": ("{name}：{count}", "{name}: {count}"),
        "brief_nation": ("全国", "China"),
        "brief_title_view": ("{place}规划点名项目分布图", "{place}: where the named projects are"),
        "brief_subtitle": ("{filter}，共 {count:,} 个", "{filter}; {count:,} in all"),
        "brief_notice": (
            "内部工作用图，未经地图审核，不得公开 · 县级示意，非用地红线",
            "For internal work: not approved as a map, not for publication · Counties as a sketch, "
            "no site boundaries",
        ),
        "brief_sources": ("资料来源：{named}", "Sources: {named}"),
        "brief_sources_all": ("等 {count} 份文件", "{count} documents in all"),
        "brief_undated": ("未注明日期", "undated"),
        "brief_status": ("状态截至文件印发日（{span}）", "Stages as of the plans' dates ({span})"),
        "brief_made_on": ("制图日期：{day}", "Drawn on {day}"),
    }
)
