"""What a layer's table looks like: columns with titles and units, and the one validator.

A frame is checked once, at the seam between building and writing; every fault is told together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from layers.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["CRS", "Column", "Schema", "validate"]

CRS = "EPSG:4490"
"""Coordinate system of every frame in the program (CGCS2000, degrees); exports may differ."""

_ADCODE = re.compile(r"\d{6}")
_MAX_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: an ASCII name, its Chinese title, and what its values are.

    `dtype` is "text", "adcode" (six digits), "int", "real" or "bool"; `unit` is that of the
    numbers, "" where there is none; a `required` column has no empty cell. An `internal` one tells,
    or quotes, where something lies more closely than by county: the public profile has it not.
    """

    name: str
    dtype: str
    title: str
    description: str
    unit: str = ""
    required: bool = False
    internal: bool = False

    @property
    def heading(self) -> str:
        """The title with the unit of what is measured: 装机容量 (MW); counts need none."""
        return f"{self.title} ({self.unit})" if self.unit and self.dtype == "real" else self.title

    @property
    def note(self) -> str:
        """The description with the unit, as shown to GIS staff."""
        return f"{self.description} (单位: {self.unit})" if self.unit else self.description


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: `geometry` lists the geometry types allowed, empty for a plain table.

    `key` names the columns that together identify a row, () where rows are not told apart.
    Geometry may be empty in any row, since what is city-wide or unplaced has none. An `internal`
    layer is not in the public profile.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    geometry: tuple[str, ...] = ()
    internal: bool = False

    @property
    def names(self) -> list[str]:
        """Column names in order, without the geometry."""
        return [column.name for column in self.columns]

    def public(self) -> Schema:
        """Return the schema without what only the internal profile shows."""
        kept = tuple(column for column in self.columns if not column.internal)
        return self if kept == self.columns else replace(self, columns=kept)


def validate(frame: pd.DataFrame, schema: Schema, *, sound: set[int] | None = None) -> None:
    """Check a frame against its schema.

    `sound` are the ids of shapes known to be valid, which live as long as it does; those found
    valid here are added.

    Raises
    ------
    FrameError
        Naming every fault, not just the first.
    """
    faults = [*_column_faults(frame, schema), *_key_faults(frame, schema)]
    if schema.geometry:
        faults.extend(_geometry_faults(frame, schema, set() if sound is None else sound))
    if faults:
        message = f"layer {schema.name}: " + "; ".join(faults)
        raise FrameError(message)


def _column_faults(frame: pd.DataFrame, schema: Schema) -> Iterator[str]:
    present = [name for name in frame.columns if name != "geometry"]
    for name in sorted(set(present) - set(schema.names)):
        yield f"column {name} is not in the schema"
    for column in schema.columns:
        if column.name not in present:
            yield f"column {column.name} is missing"
            continue
        values = frame[column.name]
        if not _has_dtype(values, column.dtype):
            yield f"column {column.name} is {values.dtype}, expected {column.dtype}"
            continue
        if column.required and (empty := int(values.isna().sum())):
            yield f"column {column.name} is empty in {empty} rows"
        if column.dtype == "adcode":
            wrong = [v for v in values.dropna().unique() if not _ADCODE.fullmatch(v)]
            if wrong:
                yield f"column {column.name} holds no six-digit code: {_some(wrong)}"


def _has_dtype(values: pd.Series, dtype: str) -> bool:
    import pandas as pd

    tests = {
        "text": pd.api.types.is_string_dtype,
        "adcode": pd.api.types.is_string_dtype,
        "int": pd.api.types.is_integer_dtype,
        "real": pd.api.types.is_float_dtype,
        "bool": pd.api.types.is_bool_dtype,
    }
    return bool(tests[dtype](values.dtype))


def _key_faults(frame: pd.DataFrame, schema: Schema) -> Iterator[str]:
    if not schema.key or not set(schema.key) <= set(frame.columns):
        return
    doubled = frame.loc[frame.duplicated(list(schema.key)), list(schema.key)]
    if len(doubled):
        rows = ["/".join(map(str, row)) for row in doubled.itertuples(index=False)]
        yield f"{len(rows)} rows repeat the key {'+'.join(schema.key)}: {_some(rows)}"


def _geometry_faults(frame: pd.DataFrame, schema: Schema, sound: set[int]) -> Iterator[str]:
    import shapely

    if "geometry" not in frame.columns:
        yield "geometry is missing"
        return
    geometry = frame["geometry"]
    crs = getattr(geometry, "crs", None)
    if crs is None or crs.to_string() != CRS:
        yield f"CRS is {crs}, expected {CRS}"
    # Projects of one county share its very polygon: each is examined once.
    different = {id(shape): shape for shape in geometry.to_numpy() if shape is not None}
    wrong = sorted({shape.geom_type for shape in different.values()} - set(schema.geometry))
    if wrong:
        yield f"geometry is {_some(wrong)}, expected {' or '.join(schema.geometry)}"
    fresh = [key for key in different if key not in sound]
    valid = shapely.is_valid([different[key] for key in fresh])
    sound.update(key for key, is_sound in zip(fresh, valid, strict=True) if is_sound)
    if broken := int((~valid).sum()):
        yield f"{broken} geometries are invalid"


def _some(values: list[str]) -> str:
    shown = ", ".join(values[:_MAX_SHOWN])
    return f"{shown} …" if len(values) > _MAX_SHOWN else shown
