"""What every file says of itself: filter, borders, date, notices, and how much is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.notices import TERMS, program

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.content import Content

__all__ = ["TITLE", "contents", "facts", "one_line", "readme"]

TITLE = "规划点名项目落图"


def facts(content: Content) -> list[tuple[str, str]]:
    """Name each fact and say it, all in one line of text each."""
    *plans, edition = content.sources()
    told = [
        ("标题", TITLE),
        ("筛选", content.selection()),
        ("项目数", f"{len(content.holdings.shown)} 个"),
        ("制作日期", content.made_on.isoformat()),
        ("县级边界", edition.partition(": ")[2]),
        *(("注意", notice) for notice in content.notices()),
        *(("来源", plan) for plan in plans),
        ("使用条件", TERMS),
        ("制图程序", program()),
    ]
    return [(name, " ".join(text.split())) for name, text in told]


def one_line(content: Content) -> str:
    """Say all facts in one line, for formats that have a single place for them."""
    return "; ".join(f"{name}: {text}" for name, text in facts(content))


def contents(rows: Mapping[str, int]) -> list[str]:
    """List the layers of an archive with the number of their rows."""
    return [f"{layer}, {count} 行" for layer, count in rows.items()]


def readme(content: Content, notes: Iterable[str]) -> str:
    """Write the text beside the layers of an archive: the facts, then notes on the format."""
    lines = [f"{name}: {text}" for name, text in facts(content)]
    return "\r\n".join([*lines, "", *notes, ""])
