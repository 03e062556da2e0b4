"""The words of the map's tools, in Chinese and in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TOOL_TEXTS"]

TOOL_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "tool_map": (
            "地图：方向键平移，加减键缩放；项目和区县也可在旁边的列表和下面的表中选择",
            "Map: arrow keys pan, plus and minus zoom; projects and counties can also be chosen in "
            "the lists beside it and the tables below",
        ),
        "tool_bar": ("地图工具", "Map tools"),
        "tool_home_long": ("回到全图", "Back to everything shown"),
        "tool_zoom_in": ("放大", "Zoom in"),
        "tool_zoom_out": ("缩小", "Zoom out"),
        "tool_layers": ("图层", "Layers"),
        "tool_layers_long": ("显示的图层", "Layers shown"),
        "tool_layers_note": (
            "国界、断续线和岛屿名称始终显示",
            "The national border, the dashes at sea and island names always show",
        ),
        "tool_layer_symbols": ("项目符号", "Projects"),
        "tool_layer_shading": ("县域底色、斜线", "Shading and hatching"),
        "tool_layer_labels": ("地名", "Names"),
        "tool_layer_borders": ("省、市、县界", "Province, city, county borders"),
        "tool_layer_overlay": ("本单位图层", "Own layers"),
        "tool_stage": ("阶段", "Stage"),
        "tool_precision": ("位置精度", "How sure the place is"),
        "tool_mixed": (
            "×n 含多个阶段时不标阶段",
            "×n of several stages shows none",
        ),
        "tool_part": (
            "疏斜线：另参与跨县项目，容量未分",
            "Wide hatch: also takes part in cross-county projects, not split",
        ),
        "tool_number_shared": (
            "白底数字：参与的跨县项目数",
            "White: cross-county projects it takes part in",
        ),
        "tool_nothing_known": ("资料暂缺", "No data"),
        "tool_inset": ("南海诸岛", "South China Sea Islands"),
        "tool_measure": ("测量", "Measure"),
        "tool_measure_long": ("测量距离和面积", "Measure distances and areas"),
        "tool_measure_hint": (
            "点击加点（键盘：空格），双击或回车结束，Esc 退出",
            "Click to add points (keyboard: space), double click or Enter to finish, Esc to leave",
        ),
        "tool_measure_length": ("全长", "Length"),
        "tool_measure_area": ("面积", "Area"),
        "tool_measure_joiner": ("，", ", "),
        "tool_measure_more": ("（双击结束，Esc 退出）", " (double click ends, Esc leaves)"),
        "tool_about": ("约 ", "about "),
        "tool_unit_m": ("米", "m"),
        "tool_unit_km": ("公里", "km"),
        "tool_unit_ha": ("公顷", "ha"),
        "tool_unit_km2": ("平方公里", "km²"),
        "tool_full": ("全屏", "Full"),
        "tool_full_long": (
            "全屏显示地图，再按一次或 Esc 退出",
            "Full screen; again or Esc leaves it",
        ),
        "tool_print": ("打印", "Print"),
        "tool_print_long": ("打印地图和图例", "Print map and legend"),
        "tool_seek": ("定位到市、县", "Go to place"),
        "tool_seek_long": ("按名称定位到市或区县", "Go to a city or county by name"),
        "tool_seek_none": ("图上没有这个市县", "Not among those drawn"),
        "tool_coordinates": ("CGCS2000/WGS84", "CGCS2000/WGS84"),
        "tool_coordinates_long": (
            "经度, 纬度（度）；CGCS2000 与 WGS84 在此精度下相同",
            "Longitude, latitude in degrees; CGCS2000 and WGS84 are the same to this precision",
        ),
        "tool_scale": (
            "比例尺为图中央纬度处的值",
            "The scale holds at the latitude of the map's middle",
        ),
        "tool_ground": ("底图", "Ground"),
        "tool_ground_none": ("无（不联网）", "None (nothing is fetched)"),
        "tool_ground_lost": (
            "底图没有取到：请检查网络、地址或密钥",
            "The tiles did not arrive: check the network, the address or the key",
        ),
        "ground_own": ("内网底图", "Intranet ground"),
        "ground_tianditu_vector": ("天地图 矢量", "Tianditu, map"),
        "ground_tianditu_imagery": ("天地图 影像", "Tianditu, imagery"),
        "ground_notice": (
            "在线底图：浏览范围会发送到 {host}。",
            "Online ground: what you look at is sent to {host}.",
        ),
    }
)
