"""The words of the office's own layers, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OVERLAY_TEXTS"]

OVERLAY_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "o_title": ("本机图层", "Own layers"),
        "o_promise": (
            "如生态红线、开发边界。只在本次会话显示，不入库，不导出。",
            "For this session only: never stored, never exported.",
        ),
        "o_files": (
            "GPKG、GeoJSON，或 SHP 压成的 zip（每个不超过 50 MB）",
            "GPKG, GeoJSON, or shapefiles in a zip (50 MB each at most)",
        ),
        "o_browse": ("选择文件", "Choose files"),
        "o_reading": ("正在读取…", "Reading…"),
        "o_name": ("图层名称", "Layer name"),
        "o_color": ("图层颜色", "Layer colour"),
        "o_visible": ("显示", "Show"),
        "o_remove": ("移除", "Remove"),
        "o_use": ("采用", "Use it"),
        "o_crs": ("坐标系", "Coordinate system"),
        "o_degrees": ("CGCS2000 经纬度（EPSG:4490）", "CGCS2000 degrees (EPSG:4490)"),
        "o_zone": (
            "CGCS2000 3 度带，中央经线 {meridian}°（无带号）",
            "CGCS2000 3-degree zone, meridian {meridian}° (no zone number)",
        ),
        "o_no_crs": (
            "{file}：没有写明坐标系（缺 .prj）。请选择后采用。",
            "{file}: it does not say its coordinate system. Choose it below.",
        ),
        "o_outside": (
            "{file}：坐标系不对，图形落在国外或不可换算。请核对坐标系后重新导出。",
            "{file}: wrong coordinate system, it falls outside China. Export it again.",
        ),
        "o_archive": (
            "{file}：压缩包打不开（损坏、加密、过大，或没有图层）。请不设密码重新压缩。",
            "{file}: the zip cannot be used (broken, encrypted, too large, or without layers). "
            "Pack it again without a password.",
        ),
        "o_nothing": (
            "{file}：没有可画的图形。请检查是否选对了图层。",
            "{file}: nothing to draw. Check that it is the right layer.",
        ),
        "o_too_large": (
            "{file}：超过 {most} MB。请先裁剪到所需范围。",
            "{file}: more than {most} MB. Cut out your region first.",
        ),
        "o_unreadable": (
            "{file}：读不出来。请确认能在 GIS 软件中打开、文件完整。",
            "{file}: cannot be read. Check that it opens in a GIS and is whole.",
        ),
        "o_bare_shp": (
            "{file}：单个 .shp 不够。请连同 .dbf、.shx、.prj 压成一个 zip。",
            "{file}: a .shp alone is not enough. Zip it with its .dbf, .shx and .prj.",
        ),
        "o_shifted": (
            "疑为 GCJ-02（火星坐标）：比县界偏约 500 米，还原后才相合。请换 CGCS2000 数据。",
            "Perhaps GCJ-02: it follows county borders only when that shift is undone. "
            "Use the layer in CGCS2000.",
        ),
        "o_told": (
            "{sorts} {count:,} 个，{vertices:,} 个点",
            "{count:,} ({sorts}), {vertices:,} vertices",
        ),
        "o_sort_area": ("面", "areas"),
        "o_sort_line": ("线", "lines"),
        "o_sort_point": ("点", "points"),
        "o_simplified": ("；已化简，偏差至多约 {metres} 米", "; simplified by up to {metres} m"),
        "o_left_out": ("；最小的 {count:,} 个未画", "; the smallest {count:,} are not drawn"),
    }
)
