"""Rows that are no projects: sums, headings of groups, the header again, numbers of columns."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.importing.words import nature_in, stage_in
from projects.kinds import KINDS

if TYPE_CHECKING:
    from projects.importing.columns import Layout
    from projects.importing.records import Record
    from projects.models import Stage

__all__ = ["GROUP", "Skipped", "skipped", "stage_of_heading"]

GROUP = "分组"
"""The column a heading is kept in with the rows below it."""

_SUM = re.compile(
    r"(?:总|合|小|累|共)计(?:[:：].*|[(（].*)?|总数|汇总|(?:.{1,16})(?:小计|合计|总计):?(?:[(（].{0,16}[)）])?"
)
_COUNT = re.compile(
    r"[(（:：]?共?计?\d+(?:个|项|宗|件)(?:项目|工程)?[)）]?$|[(（]共?计?\d+(?:个|项|宗|件).{0,30}[)）]$"
)
_NUMERAL = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:[、.．,:]|部分|类)|[(（][一二三四五六七八九十]{1,3}[)）]、?)"
)
_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?")
_GENERIC = re.compile(r".{0,16}(?:项目|工程|类|领域|方面|板块|行业|产业)")
_DIVISION = re.compile(r".{1,8}[县区市旗州盟]")
_LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a row is no project; `group` is the heading it is, and `stage` what that tells."""

    reason: str
    group: str = ""
    stage: Stage | None = None


def skipped(record: Record, layout: Layout) -> Skipped | None:
    """Tell whether a row is no project; None where it may be one."""
    cells = [" ".join(cell.split()) for cell in record.cells]
    full = [cell for cell in cells if cell]
    name = cells[place] if (place := layout.fields["name"].number) < len(cells) else ""
    if _is_header(cells, layout):
        return Skipped("the header again")
    if len(full) > _LEAST_COLUMNS and _are_numbers(full):
        return Skipped("numbers of the columns")
    # 合计 may stand in any column before the name's, or be the name.
    before = [cell for cell in (*cells[:place], name) if cell]
    if any(_SUM.fullmatch(_bare(cell)) for cell in before[:1] + before[-1:]):
        return Skipped("a sum, not a project")
    heading = _heading(cells, full, name, layout)
    if heading:
        return Skipped("a heading", heading, stage_of_heading(heading))
    return None


def _bare(cell: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))


def _is_header(cells: list[str], layout: Layout) -> bool:
    labels = [label.split("(")[0].split("（")[0] for label in layout.labels]
    told = [(c, label) for c, label in zip(cells, labels, strict=False) if c]
    same = sum(cell.startswith(label) for cell, label in told)
    return len(told) >= _LEAST_COLUMNS and same == len(told)


def _are_numbers(full: list[str]) -> bool:
    """Whether cells count the columns: 1, 2, 3 …, some of them 甲, 乙."""
    numbers = [cell for cell in full if cell not in {"甲", "乙", "丙", "栏次", "列号"}]
    counted = [str(n) for n in range(1, len(full) + 1)]
    return len(numbers) >= _LEAST_COLUMNS and numbers in (
        counted[: len(numbers)],
        counted[1 : len(numbers) + 1],
    )


def _heading(cells: list[str], full: list[str], name: str, layout: Layout) -> str:
    """Return a group's heading, "" where a row is none.

    It stands alone in its row, or has a Chinese numeral and sums behind it: 一、续建项目(12个).
    """
    if layout.width < _LEAST_COLUMNS or not full:
        return ""
    numbered = bool(_NUMERAL.match(full[0])) or bool(_ORDINAL.fullmatch(full[0]))
    words = full[1] if _ORDINAL.fullmatch(full[0]) and len(full) > 1 else full[0]
    if words != name and name:
        return ""
    counted = _COUNT.search(_bare(words)) is not None
    generic = _GENERIC.fullmatch(_plain(words)) is not None and _says_little(_plain(words))
    alone = len(full) == 1 + (words is not full[0])
    if (numbered and (counted or generic or alone)) or (alone and (counted or generic)):
        return words if words is full[0] else f"{full[0]}、{words}"
    outside = alone and len(full) == 1 and (not name or _DIVISION.fullmatch(name))
    return full[0] if outside else ""


def _plain(words: str) -> str:
    return _COUNT.sub("", _NUMERAL.sub("", _bare(words), count=1))


def _says_little(plain: str) -> bool:
    """Whether what is left without the common words is a stage, a nature, or nothing."""
    rest = re.sub(
        r"(?:20\d\d年?|省级?|市级?|县级?|国家级?|重点|重大|建设|实施|其他|全市|全省)", "", plain
    )
    rest = re.sub(r"(?:项目|工程|类|领域|方面|板块|行业|产业)+$", "", rest)
    labels = {kind.zh for kind in KINDS.values()}
    kind = any(label == rest or label.startswith(rest) for label in labels)
    return len(rest) <= 1 or kind or stage_in(rest) is not None or nature_in(rest) is not None


def stage_of_heading(heading: str) -> Stage | None:
    """Return the stage a group's heading tells, None where it tells none."""
    plain = _plain(heading.partition("、")[2] or heading)
    bare = re.sub(r"(?:项目|工程|类)+$", "", plain)
    return stage_in(bare) or stage_in(plain)
