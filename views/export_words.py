"""The words of the files to take away, in Chinese and in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXPORT_TEXTS"]

EXPORT_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "export_tables": ("所见表格", "The table as shown"),
        "export_tables_help": (
            "按当前筛选，列和顺序与上方项目表相同。",
            "Of the current filter, with the columns and the order of the table of projects.",
        ),
        "export_files": ("图层与数据文件", "Layers and data files"),
        "export_format": ("格式", "Format"),
        "export_as_gpkg": ("GeoPackage", "GeoPackage"),
        "export_as_gdb_zip": ("File Geodatabase（ArcGIS）", "File Geodatabase (ArcGIS)"),
        "export_as_shp_zip": ("Shapefile（UTF-8）", "Shapefile (UTF-8)"),
        "export_as_gbk_shp_zip": ("Shapefile（GBK）", "Shapefile (GBK)"),
        "export_as_geojson": ("GeoJSON", "GeoJSON"),
        "export_as_kmz": ("KMZ（奥维、Google Earth）", "KMZ (Google Earth)"),
        "export_as_kml": ("KML（奥维、Google Earth）", "KML (Google Earth)"),
        "export_as_fgb": ("FlatGeobuf", "FlatGeobuf"),
        "export_as_parquet": ("GeoParquet", "GeoParquet"),
        "export_as_xlsx": ("Excel 工作簿（汇总、项目、来源等五表）", "Workbook (five sheets)"),
        "export_as_csv": ("CSV（项目全部字段）", "CSV (all fields of the projects)"),
        "export_crs": ("坐标系", "Coordinate system"),
        "export_crs_4490": ("CGCS2000 经纬度（EPSG:4490）", "CGCS2000, degrees (EPSG:4490)"),
        "export_crs_auto": ("CGCS2000 三度带，自动选带", "CGCS2000 3-degree zone, chosen for you"),
        "export_crs_4326": ("WGS84 经纬度（EPSG:4326）", "WGS84, degrees (EPSG:4326)"),
        "export_crs_3857": ("网络墨卡托（EPSG:3857），勿量算", "Web Mercator (EPSG:3857)"),
        "export_crs_zone": (
            "CGCS2000 三度带，中央经线 {meridian}°E（EPSG:{code}）",
            "CGCS2000 3-degree zone, central meridian {meridian}°E (EPSG:{code})",
        ),
        "export_crs_numbered": (
            "CGCS2000 三度带，带号 {number}（EPSG:{code}，横坐标含带号）",
            "CGCS2000 3-degree zone {number} (EPSG:{code}, zone in the easting)",
        ),
        "export_wgs84": (
            "该格式按标准只用 WGS84 经纬度。",
            "By its standard this format is in degrees of WGS84.",
        ),
        "export_no_places": (
            "该格式没有坐标，位置以区县代码表示。",
            "This format has no coordinates; places are told by the counties' codes.",
        ),
        "export_layers": ("图层（不选即全部）", "Layers (none chosen: all)"),
        "export_one_table": (
            "该格式只有一张项目表，不分图层。",
            "This format is one table of projects, without layers.",
        ),
        "export_sheets": (
            "工作簿固定为五张表，不分图层。",
            "The workbook always has its five sheets.",
        ),
        "export_profile": ("读者", "For whom"),
        "export_profile_internal": ("内部", "Internal"),
        "export_profile_public": ("公开（不细于县）", "Public (no finer than a county)"),
        "export_internal_said": (
            "内部版含所有定位信息、落位依据，以及库中有原文时的原句。",
            "The internal one has all places, reasons, and sentences where the text is at hand.",
        ),
        "export_public_said": (
            "公开版不含点线面图层、坐标、乡镇、落位依据、候选、原句和台账栏；地图未经审核仍不得公开。",
            "The public one has no points, lines, areas, coordinates, townships, reasons, "
            "candidates, sentences or ledgers; without an approval it is not for publication.",
        ),
        "export_crs_is": ("坐标系：{code}", "System: {code}"),
        "export_rows": (
            "{layers}；共 {rows:,} 行，约 {size}。",
            "{layers}; {rows:,} rows in all, about {size}.",
        ),
        "export_layer_rows": ("{name} {rows:,}", "{name} {rows:,}"),
        "export_projects": ("项目 {rows:,} 个，约 {size}。", "{rows:,} projects, about {size}."),
        "export_no_rows": (
            "所选图层在当前筛选下没有内容，请另选图层。",
            "The layers chosen hold nothing under this filter; choose others.",
        ),
        "export_download": ("下载 {format}", "Download {format}"),
        "export_make": ("生成 {format}", "Make {format}"),
        "export_on_click": ("点击后才生成。", "It is made when you click."),
        "export_making": ("正在生成…", "Being made …"),
        "export_large": (
            "项目较多，先生成，再下载。",
            "There are many projects: the file is made first, then downloaded.",
        ),
        "export_failed": ("文件没有生成：{why}", "No file was made: {why}"),
    }
)
