"""The words of the map's face and its legend, in Chinese and in English (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MAP_TEXTS"]

MAP_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
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
        "joined": ("虚线：同一个跨县项目", "Dashed: one cross-county project"),
        "line_undetermined": ("未定国界", "Undetermined border"),
        "line_sar": ("特别行政区界", "Special administrative region"),
        "nothing_stated": (
            "没有一个项目写明{measure}，底色不分级",
            "No project states its {measure}: nothing is shaded",
        ),
    }
)
