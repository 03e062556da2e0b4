"""What every map, file and picture must say."""

from __future__ import annotations

__all__ = ["CHECKED", "NOTICES", "TERMS", "UNCHECKED", "program"]

UNCHECKED = "机器识别, 未经核对"
"""What every row says until a person has checked it (design rule 11)."""

CHECKED = "人工核对"
"""What a row says that a person has checked."""

NOTICES = (
    "内部工作用图, 未经地图审核, 不得公开",
    "县级示意, 非用地红线",
    UNCHECKED,
)

TERMS = (
    "项目信息摘自所列规划文件和台账, 属事实性内容; 县级边界依其来源条款使用, 不得转发; "
    "制图程序的许可 (MIT) 不及于数据"
)
"""Under which terms a file's data stand."""


def program() -> str:
    """Name the program with its version, "Luotu 落图 0.1.0"; without it where none is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"Luotu 落图 {version('luotu')}"
    except PackageNotFoundError:
        return "Luotu 落图"
