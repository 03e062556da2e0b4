"""What every map, file and picture must say."""

from __future__ import annotations

__all__ = ["NOTICES", "UNCHECKED"]

UNCHECKED = "机器识别, 未经核对"
"""What every row says until a person has checked it (design rule 11)."""

NOTICES = (
    "内部工作用图, 未经地图审核, 不得公开",
    "县级示意, 非用地红线",
    UNCHECKED,
)
