"""Which columns of an office's table hold the division's code and its name.

A column is judged by what stands in it first and by its heading second. Only the standard library
is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.units import county_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.divisions import Divisions

    Table = Mapping[str, Sequence[object]]

__all__ = ["Columns", "choose_columns"]

_CODE_HEADINGS = (
    "XZQDM XZQHDM PAC ADCODE 县代码 县级代码 县级码 县码 区县代码 区县码 XIANDM XDM 行政区划代码 "
    "行政区代码 区划代码 区划码 XZQHBM XZQBM XZDM COUNTYCODE DISTRICTADCODE GBCODE GB CODE 代码 "
    "DM BM"
)
_NAME_HEADINGS = (
    "XZQMC XZQHMC 县名 县名称 县级名 县级名称 区县名 区县名称 XIANMC XMC 行政区名称 行政区划名称 "
    "区划名称 COUNTYNAME DISTRICTNAME NAMECHN NAME 名称 XZMC MC CNAME 县 区县 COUNTY"
)
_CODES = tuple(_CODE_HEADINGS.split())
_NAMES = tuple(_NAME_HEADINGS.split())
_MOST = 0.8
"""The share of filled rows that must hold county codes for a column to be theirs."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The chosen headings; `name` is None where no column holds names."""

    code: str
    name: str | None


def choose_columns(
    table: Table, divisions: Divisions, *, code: str | None = None, name: str | None = None
) -> Columns:
    """Guess the columns of code and name, unless they are given.

    Parameters
    ----------
    table
        Heading → cells, all of the same length.
    code, name
        Headings a person gives; case and spaces do not matter.

    Raises
    ------
    DataError
        If a given heading is not there, or no column holds county codes.
    """
    codes = _given(table, code) or _code_column(table, divisions)
    if codes is None:
        message = (
            "no column holds codes of counties (6, 9 or 12 digits): name it with --code-column. "
            f"Columns: {_listed(table)}.{_headed_like_codes(table)}"
        )
        raise DataError(message)
    return Columns(codes, _given(table, name) or _name_column(table, codes, divisions))


def _given(table: Table, heading: str | None) -> str | None:
    if heading is None:
        return None
    for column in table:
        if column == heading or _plain(column) == _plain(heading):
            return column
    message = f'there is no column "{heading}". Columns: {_listed(table)}.'
    raise DataError(message)


def _listed(table: Table) -> str:
    return ", ".join(table) or "none"


def _headed_like_codes(table: Table) -> str:
    """Tell of a column that is headed like codes and holds none (439999), "" where none is."""
    for heading, cells in table.items():
        if cells and _rank(heading, _CODES) < len(_CODES):
            return f' "{heading}" is headed like them, but holds "{cells[0]}".'
    return ""


def _plain(heading: str) -> str:
    return heading.upper().replace("_", "").replace(" ", "")


def _rank(heading: str, known: Sequence[str]) -> int:
    plain = _plain(heading)
    return known.index(plain) if plain in known else len(known)


def _code_column(table: Table, divisions: Divisions) -> str | None:
    former = {change.old_code for change in divisions.changes}
    found = []
    for place, (heading, cells) in enumerate(table.items()):
        filled = [cell for cell in cells if str(cell).strip() not in ("", "None", "nan")]
        codes = [code for cell in filled if (code := county_code(cell)) is not None]
        known = sum(divisions.is_county(code) or code in former for code in codes)
        rank = _rank(heading, _CODES)
        if codes and len(codes) >= _MOST * len(filled) and (known or rank < len(_CODES)):
            # The widest match wins, then the better heading: XZQDM before an ID that looks alike.
            found.append((-round(known / len(cells), 1), rank, place, heading))
    return min(found)[-1] if found else None


def _name_column(table: Table, codes: str, divisions: Divisions) -> str | None:
    counties = [county_code(cell) for cell in table[codes]]
    found = []
    for place, (heading, cells) in enumerate(table.items()):
        agree = sum(
            divisions.is_county(code) and str(cell).strip() in _names_of(code, divisions)
            for code, cell in zip(counties, cells, strict=True)
            if code is not None
        )
        rank = _rank(heading, _NAMES)
        if agree or rank < len(_NAMES):
            found.append((-agree, rank, place, heading))
    return min(found)[-1] if found else None


def _names_of(code: str, divisions: Divisions) -> tuple[str, str]:
    division = divisions.get(code)
    return division.name, division.short_name
