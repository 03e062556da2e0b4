"""The pages' words for imported tables, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TABLE_TEXTS"]

TABLE_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unchecked_table": ("表格导入，未经核对", "Imported from a table, not checked"),
        "d_document_table": ("{title}（{issuer}，{date}）", "{title} ({issuer}, {date})"),
        "d_dispute": ("待核对", "To be checked"),
        "d_dispute_value": (
            "坐标落在{found}，表中所填为{stated}，坐标距其边界 {km:.1f} 公里"
            "（容差 {tolerance:g} 公里）",
            "The coordinates lie in {found}, the table states {stated}: {km:.1f} km off its border "
            "(tolerance {tolerance:g} km)",
        ),
        "d_no_county": ("县域之外（海上或境外）", "no county (at sea or abroad)"),
        "d_site": ("坐标", "Coordinates"),
        "d_site_value": (
            "{lon:.5f}, {lat:.5f}（{accuracy}）{written}",
            "{lon:.5f}, {lat:.5f} ({accuracy}) {written}",
        ),
        "d_site_exact": ("WGS84，精确", "WGS84, exact"),
        "d_site_rough": ("WGS84，大致，不作落点", "WGS84, approximate, not pinned"),
        "l_code": ("项目代码", "Project code"),
        "l_kind": ("所填类别", "Kind, as stated"),
        "l_stage": ("所填阶段", "Stage, as stated"),
        "l_nature": ("所填性质", "Nature, as stated"),
        "l_content": ("建设内容", "Content"),
        "l_where": ("所填区划", "Divisions, as stated"),
        "l_place": ("建设地点", "Place"),
        "l_years": ("建设年限", "Years"),
        "l_progress": ("进展", "Progress"),
        "l_remark": ("备注", "Remark"),
        "l_other": ("表中其他列", "Other columns of the table"),
    }
)
