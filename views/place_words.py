"""The words of positions: of the form's part about the place, and of what was put on the map."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PLACE_TEXTS"]

PLACE_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "place_degrees": ("国家2000 经纬度", "CGCS2000 degrees"),
        "place_degrees_84": ("WGS84 经纬度", "WGS 84 degrees"),
        "place_gcj": ("高德、腾讯（GCJ-02）", "AMap, Tencent (GCJ-02)"),
        "place_bd": ("百度（BD-09）", "Baidu (BD-09)"),
        "place_zone": (
            "国家2000 {width}度带 中央经线 {meridian}°",
            "CGCS2000 {width}-degree zone at {meridian}°",
        ),
        "place_zone_choice": (
            "国家2000 {width}度带 中央经线 {meridian}°（带号 {number}，写不写都行）",
            "CGCS2000 {width}-degree zone at {meridian}° (with or without its number {number})",
        ),
        "place_numbered": ("{zone}，带号 {number}", "{zone}, eastings begin with {number}"),
        "place_choose_degrees": ("国家2000 或 WGS84 经纬度", "CGCS2000 or WGS 84 degrees"),
        "place_drawn": ("图上绘制", "drawn on the map"),
        "place_typed": ("录入 {typed}（{crs}）", "typed {typed} ({crs})"),
        "place_short": ("{shape}，{how}", "{shape}, {how}"),
        "place_point": ("东经 {lon}°，北纬 {lat}°", "{lon}° E, {lat}° N"),
        "place_extent": (
            "{count} 个拐点，中部约在东经 {lon}°，北纬 {lat}°",
            "{count} corners, the middle near {lon}° E, {lat}° N",
        ),
        "place_in": ("{where}，在{counties}", "{where}, in {counties}"),
        "place_nowhere": ("{where}，不在任何区县内", "{where}, in no county"),
        "place_swapped_zone": (
            "按数值大小，北坐标（X）写在前、东坐标（Y）在后，已照此理解。",
            "By their size the northing (X) was typed first; so it is taken.",
        ),
        "place_swapped_degrees": (
            "纬度写在前，已照此理解。",
            "The latitude was typed first; so it is taken.",
        ),
        "place_off": (
            "{shape}在{counties}，不在所选的{stated}内。",
            "The {shape} lies in {counties}, not within {stated}.",
        ),
        "place_off_nowhere": (
            "{shape}不在任何区县内（境外、海上或坐标系选错）。",
            "The {shape} lies in no county (abroad, at sea, or another system).",
        ),
        "place_take": ("区县改为 {counties}", "Put {counties}"),
        "place_offer": ("按位置填区县：{counties}", "Put the county of the place: {counties}"),
        "place_named": ("按名称填区县：{counties}", "Put the county of the name: {counties}"),
        "place_sure": ("位置和区县都没错，照此保存", "Both are right, save it so"),
        "place_was_sure": ("已确认照此保存。", "Confirmed."),
        "place_must": (
            "位置不在所选区县内，请先改区县、去掉位置或确认照此保存。",
            "The place is not within the counties: change one of them, or confirm it.",
        ),
        "place_open": (
            "未选区县，也不是全市性：将列为待定位。",
            "No county, and not city-wide: it will be to be placed.",
        ),
        "place_row": ("位置", "Position"),
        "place_by": ("{said} · {who} {day}", "{said} · {who} {day}"),
        "place_elsewhere": ("不在所列区县内。", "Not within its counties."),
        "place_precision": ("{precision}；另有图上位置", "{precision}; with a position"),
    }
)
