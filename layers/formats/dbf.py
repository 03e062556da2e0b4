"""What a Shapefile's table cannot hold, and what stands there instead.

dBASE III has names of ten characters, texts of 254 bytes and no truth values; the encoding
may lack a character. Whatever is lost is told, with the whole text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    import pandas as pd

    from layers.formats.parts import Table
    from layers.schema import Column, Schema

__all__ = ["APART", "Lost", "fitted", "short_names"]

APART = frozenset({"ledger", "mentions"})
"""Columns that hold JSON, worthless when cut: they stand in the file of long texts alone."""

_LONGEST_NAME = 10
_LONGEST_TEXT = 254  # bytes
_INSTEAD = "□"
_WORDS = {
    "power_mw": "PWR",
    "place_class": "PLACE",
    "prefecture": "PREF",
    "province": "PROV",
    "projects": "PROJ",
    "project": "PROJ",
    "county": "CNTY",
    "counties": "CNTY",
    "candidates": "CANDID",
    "confidence": "CONFID",
    "investment": "INV",
    "under_construction": "CONSTR",
    "preliminary": "PRELIM",
    "qualified": "QUALIF",
    "precision": "PRECIS",
    "existing": "EXIST",
    "cancelled": "CANCEL",
    "accuracy": "ACCUR",
    "power": "PWR",
    "energy": "ENGY",
    "counted": "CNT",
    "responsible": "RESPONS",
    "cross": "X",
}
"""How long words are shortened in names of columns, so that a person still reads them."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A text that does not stand whole in the table: row by its key, column, the text."""

    layer: str
    row: str
    column: str
    text: str


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Give each column a name of its own, ten characters at most, upper case.

    Whole where it fits; else by shortened words; else numbered.
    """
    given: dict[str, str] = {}
    for name in names:
        wanted = name if len(name) <= _LONGEST_NAME else _shortened(name)
        short, number = wanted[:_LONGEST_NAME].upper(), 1
        while short in given.values():
            number += 1
            short = f"{wanted[: _LONGEST_NAME - len(str(number))].upper()}{number}"
        given[name] = short
    return given


def _shortened(name: str) -> str:
    for word, short in _WORDS.items():
        name = re.sub(rf"(?<![a-z]){word}(?![a-z])", short, name)
    return name if len(name) <= _LONGEST_NAME else name.replace("_", "")


def fitted(table: Table, encoding: str) -> tuple[Schema, gpd.GeoDataFrame, list[Lost]]:
    """Return the table as dBASE can hold it, and what is lost.

    Truth values become 1 and 0; texts lose blanks at their ends, which the format pads with.
    """
    schema, frame = table
    kept = [column for column in schema.columns if column.name not in APART]
    names = short_names([column.name for column in kept])
    lost: list[Lost] = []
    cells = {}
    for column in schema.columns:
        if column.name in APART:
            lost.extend(_apart(schema, frame, column))
            continue
        values = frame[column.name]
        if column.dtype in {"text", "adcode"}:
            values, cut = _fitted_texts(schema, frame, column, encoding)
            lost.extend(cut)
        elif column.dtype == "bool":
            values = values.astype("Int64")
        cells[names[column.name]] = values
    held = frame[["geometry"]].assign(**cells) if schema.geometry else _plain(cells)
    as_written = replace(
        schema,
        columns=tuple(
            replace(
                column,
                name=names[column.name],
                dtype="int" if column.dtype == "bool" else column.dtype,
            )
            for column in kept
        ),
        key=tuple(names[name] for name in schema.key),
    )
    return as_written, held, lost


def _plain(cells: dict[str, pd.Series]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(cells)


def _apart(schema: Schema, frame: gpd.GeoDataFrame, column: Column) -> Iterator[Lost]:
    texts = frame[column.name]
    for place in texts.notna().to_numpy().nonzero()[0].tolist():
        yield Lost(schema.name, _row(schema, frame, place), column.name, texts.iloc[place])


def _fitted_texts(
    schema: Schema, frame: gpd.GeoDataFrame, column: Column, encoding: str
) -> tuple[pd.Series, list[Lost]]:
    import pandas as pd

    texts = frame[column.name]
    fits = {text: _fitted(text, encoding) for text in texts.dropna().unique()}
    changed = {text for text, fit in fits.items() if fit != text.strip(" ")}
    lost = [
        Lost(schema.name, _row(schema, frame, place), column.name, text)
        for place, text in enumerate(texts)
        if text in changed
    ]
    return pd.Series(texts.map(fits), dtype="str"), lost


def _row(schema: Schema, frame: gpd.GeoDataFrame, place: int) -> str:
    return " ".join(str(frame[name].iloc[place]) for name in schema.key) or str(place + 1)


def _fitted(text: str, encoding: str) -> str:
    """Cut a text to what fits, at a character's edge."""
    for character in {c for c in text if not _holds(encoding, c)}:
        text = text.replace(character, _INSTEAD)
    data = text.encode(encoding)[:_LONGEST_TEXT]
    return data.decode(encoding, errors="ignore").strip(" ")


def _holds(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
