"""The words of the page on paper, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PAPER_TEXTS"]

PAPER_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "p_title": ("规划项目落图", "Projects of the plans, placed in counties"),
        "p_documents": ("来源（{count:,} 份）：{titles}", "Sources ({count:,}): {titles}"),
        "p_more": (" 等", " and more"),
        "p_made": ("制图日期：{date}", "Printed: {date}"),
        "p_regions": ("分地区汇总 · 按{by} · {measure}", "Sums by {by} · {measure}"),
        "p_first": ("{title} · 前 {count:,} 个", "{title} · the first {count:,}"),
    }
)
