"""What every file says of itself: filter, borders, date, notices, and who has checked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.checking import is_checked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from layers.content import Content
    from layers.formats.parts import Table

__all__ = ["TITLE", "checked", "contents", "facts", "one_line", "readme"]

TITLE = "规划点名项目落图"


def checked(content: Content) -> str:
    """Say how many of the rows a person has checked."""
    shown = content.holdings.shown
    done = sum(map(is_checked, shown))
    return f"人工核对 {done}/{len(shown)}" + ("" if done == len(shown) else ", 其余为机器识别")


def facts(content: Content, crs: str = "") -> list[tuple[str, str]]:
    """Name each fact and say it; `crs` is the file's, "" where it has no coordinates."""
    *plans, edition = content.sources()
    told = [
        ("标题", TITLE),
        ("筛选", content.selection()),
        ("项目数", f"{len(content.holdings.shown)} 个"),
        ("核对", checked(content)),
        ("制作日期", content.made_on.isoformat()),
        ("县级边界", edition.partition(": ")[2]),
        *([("坐标系", crs)] if crs else []),
        *(("注意", notice) for notice in content.notices()),
        *(("来源", plan) for plan in plans),
    ]
    return [(name, " ".join(text.split())) for name, text in told]


def one_line(content: Content, crs: str = "") -> str:
    """Say all facts in one line, for formats that have a single place for them."""
    return "; ".join(f"{name}: {text}" for name, text in facts(content, crs))


def contents(layers: Iterable[Table]) -> list[str]:
    """List the layers of an archive with the number of their rows."""
    return [f"{schema.name}: {schema.title}, {len(frame)} 行" for schema, frame in layers]


def readme(content: Content, crs: str, notes: Iterable[str]) -> str:
    """Write the text beside the layers of an archive: the facts, then notes on the format."""
    lines = [f"{name}: {text}" for name, text in facts(content, crs)]
    return "\r\n".join([*lines, "", *notes, ""])
