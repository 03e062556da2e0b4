"""What a list of projects is called: the title row above its header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from projects.importing.records import Record

__all__ = ["title_of", "title_of_all"]

_SHORTEST, _LONGEST = 4, 80
_ATTACHED = re.compile(r"^(?:附件|附表|表)\s*[一二三四五六七八九十\d.\-－—]*\s*[:：、]?\s*")
_BESIDE = re.compile(
    r"(?:(?:计量)?单位|(?:填报|制表|编制|报送|统计|审核|填表|更新|截止|制作)"
    r"(?:单位|部门|日期|时间|人)?|日期|时间|说明|备注|注)\s*[:：].*|[(（].*[)）]|[\d\s年月日.\-/]+"
)
"""What stands above a header and is no title: its unit, who filled it in, a date, a note."""
_LISTS = re.compile(
    r"表|清单|名单|目录|台账|一览|汇总|计划|安排|项目|工程|库|任务|list|projects?|plan|table",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<=[\u3000-\u9fff]) +(?=[\u3000-\u9fff])")


def title_of(above: Sequence[Record]) -> str:
    """Return the title among the rows above a header, "" where none of them is one."""
    return next(filter(None, map(_title, above)), "")


def title_of_all(titles: Iterable[str]) -> str:
    """Return the one title of a file's sheets; "" where they have several or none."""
    found = set(filter(None, titles))
    return found.pop() if len(found) == 1 else ""


def _title(record: Record) -> str:
    cells = {_ATTACHED.sub("", cell.strip()) for cell in record.cells}
    told = [cell for cell in cells if cell and not _BESIDE.fullmatch(cell)]
    if len(told) != 1:
        return ""
    # Titles are spaced out for looks (项 目 清 单).
    title = _BETWEEN.sub("", told[0])
    is_one = _SHORTEST <= len(title) <= _LONGEST and "。" not in title and _LISTS.search(title)
    return title if is_one else ""
