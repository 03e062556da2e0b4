"""A filter in words, in Chinese or English: for the page, and for files that leave it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from projects.kinds import MEASURES, SECTORS
from projects.wording import NATURES, PRECISIONS, STAGES, kind_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.divisions import Divisions
    from projects.models import DocumentFacts
    from projects.selection import Selection

__all__ = ["CHECKED", "EARLIEST", "LATEST", "filter_parts"]

EARLIEST = 1000
LATEST = 9999
"""Both stand for no bound."""

CHECKED = {True: ("已核对", "Checked"), False: ("未核对", "Not checked")}


def filter_parts(
    selection: Selection,
    divisions: Divisions,
    *,
    lang: str = "zh",
    documents: Iterable[DocumentFacts] = (),
) -> tuple[str, ...]:
    """Say what restricts, a part for each restriction; none where there is none.

    `documents` give the titles of those the filter names; without them they are counted.
    """
    return tuple(_parts(selection, divisions, int(lang != "zh"), tuple(documents)))


def _parts(
    selection: Selection, divisions: Divisions, own: int, documents: tuple[DocumentFacts, ...]
) -> Iterator[str]:
    lang = ("zh", "en")[own]
    yield from (divisions.full_name(code) for code in selection.places)
    yield from (SECTORS[key][own] for key in selection.sectors)
    yield from (kind_name(key, lang=lang) for key in selection.kinds)
    yield from (STAGES[stage][own] for stage in selection.stages)
    yield from (NATURES[nature][own] for nature in selection.natures)
    yield from (PRECISIONS[precision][own] for precision in selection.precisions)
    if selection.years:
        yield _years(*selection.years, own)
    yield from selection.periods
    if selection.size:
        yield _size(*selection.size, own)
    yield from selection.units
    titles = [facts.title for facts in documents if facts.sha256 in selection.documents]
    if len(titles) < len(selection.documents):
        count = len(selection.documents)
        titles = [f"{count}份文件" if own == 0 else f"documents: {count}"]
    yield from titles
    if selection.checked is not None:
        yield CHECKED[selection.checked][own]
    if selection.query.strip():
        yield f"“{selection.query.strip()}”"


def _years(first: int, last: int, own: int) -> str:
    if first <= EARLIEST or last >= LATEST:
        year, is_last = (last, True) if first <= EARLIEST else (first, False)
        zh = f"{year}年及以{'前' if is_last else '后'}"
        return zh if own == 0 else f"{'to' if is_last else 'from'} {year}"
    return f"{first}-{last}年" if own == 0 else f"{first}-{last}"


def _size(measure: str, low: float | None, high: float | None, own: int) -> str:
    """Say a size's bounds in the unit people see: 装机容量 10—50 万千瓦."""
    known = MEASURES[measure]
    factor = Decimal(repr(known.zh_factor)) if own == 0 else Decimal(1)
    unit = known.zh_unit if own == 0 else f" {known.unit}"
    least, most = (
        None if value is None else format((Decimal(repr(value)) / factor).normalize(), "f")
        for value in (low, high)
    )
    if own == 1:
        bounds = f"{least}-{most}" if least and most else f"≥ {least}" if least else f"≤ {most}"
        return f"{known.en} {bounds}{unit}"
    if least is None or most is None:
        said = f"{least}{unit}以上" if least is not None else f"{most}{unit}以下"
    else:
        said = f"{least}—{most}{unit}"
    return f"{known.zh}{said}"
