"""Blocks of labelled lines: a name, then 建设地点:…, 建设规模:… on lines of their own.

Read as one sentence they say what a table's row says; apart, no line tells what it speaks of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["labelled_lines"]

_LABELLED = re.compile(
    r" *(?:[(]?\d{1,2}[.、)])? *(?:项目|工程)?(?:建设|投资|实施|起止)?"
    r"(?:地点|地址|位置|规模|内容|性质|年限|工期|时间|时限|(?:业主)?单位|主体|业主|法人|总?投资|进度|进展|阶段|状态)"
    r"(?:及[\u4e00-\u9fff]{2,4})? *:"
)
# Units charged with a whole paragraph stand on a line behind it too: they begin no such block.
_CHARGED = re.compile(r" *(?:责任|牵头|配合|主管|实施)(?:单位|部门|主体) *:")
# The same behind a numbered item's name: 2.某风电项目。建设地点:某县;建设规模20万千瓦。
_FIELD = r"(?:建设|项目)(?:地点|地址|位置|规模|内容)"
_ITEM = re.compile(
    r" *(?:[(]?\d{1,2}[.、)]|[(]?[一二三四五六七八九十]+[)、]) *[^。;,:|\t]{3,40}(?=。)"
)
_IN_LINE = re.compile(rf"。(?={_FIELD}:)")
_IN_LINE_NEXT = re.compile(rf"[。;](?={_FIELD})")
_NAME_MOST = 40
_END = " 。;,"


def labelled_lines(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the spans (line end and signs before it) that part a name from what its block tells."""
    if ":" not in plain:
        return
    offset, before, inside = 0, "", False
    for line in plain.split("\n"):
        if _IN_LINE.search(line):
            yield from _in_line(line, offset)
        begins = _LABELLED.match(line) is not None and "|" not in line
        charged = inside and _CHARGED.match(line) is not None
        if (begins and (inside or _may_be_name(before))) or charged:
            end = offset - 1
            lead = len(line) - len(line.lstrip(" "))
            yield end - len(before) + len(before.rstrip(_END)), end + 1 + lead
            inside = True
        else:
            inside = False
        before, offset = line, offset + len(line) + 1


def _in_line(line: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield the signs that part a numbered item's name from its fields on the same line."""
    name = _ITEM.match(line)
    first = _IN_LINE.search(line)
    if name is None or first is None or first.start() != name.end():
        return
    yield offset + first.start(), offset + first.start() + 1
    for sign in _IN_LINE_NEXT.finditer(line, first.end()):
        yield offset + sign.start(), offset + sign.start() + 1


def _may_be_name(line: str) -> bool:
    """Whether a line may name what the labels behind it speak of: short, and no sentence."""
    told = line.strip(_END)
    return 1 < len(told) <= _NAME_MOST and not any(sign in told for sign in "。;|\t")
