"""Is what a file holds what was written: every cell, and every coordinate to its precision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layers.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from layers.schema import Column, Schema

__all__ = ["check", "faults"]

_NUMBERS = 1e-12
"""Numbers agree to twelve digits: a double has more, a table in a text file may have fewer."""
_SHOWN = 3


def check(
    schema: Schema,
    written: gpd.GeoDataFrame,
    parts: Iterable[gpd.GeoDataFrame],
    *,
    tolerance: float = 0.0,
) -> None:
    """Compare what was read with what was written.

    Raises
    ------
    ExportError
        Naming the first differences.
    """
    found = list(faults(schema, written, parts, tolerance=tolerance))
    if found:
        told = "; ".join(found[:_SHOWN])
        message = f"the file read back differs in {schema.name}: {told}"
        raise ExportError(message)


def faults(
    schema: Schema,
    written: gpd.GeoDataFrame,
    parts: Iterable[gpd.GeoDataFrame],
    *,
    tolerance: float,
) -> Iterator[str]:
    """Tell each difference in one line.

    Parameters
    ----------
    written
        Rows in the columns of `schema`.
    parts
        The same rows as they are read, in any order where the schema has a key, else in theirs.
    tolerance
        What two coordinates may differ by, in the units of the shapes.
    """
    import pandas as pd

    places = None
    if schema.key:
        places = pd.MultiIndex.from_frame(written[list(schema.key)].astype(str))
    seen = 0
    for part in parts:
        start, seen = seen, seen + len(part)
        missing = [name for name in schema.names if name not in part.columns]
        if missing:
            yield f"no column {', '.join(missing)}"
            return
        if places is None:
            rows = list(range(start, min(seen, len(written))))
        else:
            keys = pd.MultiIndex.from_frame(part[list(schema.key)].astype(str))
            found = places.get_indexer(keys)
            if (found < 0).any() or len(set(found)) < len(found):
                yield "rows that were not written"
                return
            rows = found.tolist()
        if len(rows) == len(part):
            yield from _differences(schema, written.iloc[rows], part, tolerance)
    if seen != len(written):
        yield f"{seen} rows, not {len(written)}"


def _differences(
    schema: Schema, written: gpd.GeoDataFrame, part: gpd.GeoDataFrame, tolerance: float
) -> Iterator[str]:
    for column in schema.columns:
        same = _same_cells(column, written[column.name], part[column.name])
        if not same.all():
            row = int(same.argmin())
            yield (
                f"{column.name} is {_short(part[column.name].iloc[row])},"
                f" not {_short(written[column.name].iloc[row])}"
            )
    if schema.geometry:
        wrong = _different_shapes(written.geometry, part.geometry, tolerance)
        if wrong:
            yield f"{wrong} shapes"


def _same_cells(column: Column, written: pd.Series, read: pd.Series) -> np.ndarray[Any, Any]:
    import numpy as np
    import pandas as pd

    if column.dtype in {"text", "adcode"}:
        left = written.astype(object).where(written.notna(), "").to_numpy()
        right = read.astype(object).where(read.notna(), "").to_numpy()
        return np.asarray(left == right, bool)
    left = pd.to_numeric(written).astype("Float64").to_numpy(float, na_value=np.nan)
    right = pd.to_numeric(read).astype("Float64").to_numpy(float, na_value=np.nan)
    return np.isclose(left, right, rtol=_NUMBERS, atol=0.0, equal_nan=True)


def _different_shapes(written: gpd.GeoSeries, read: gpd.GeoSeries, tolerance: float) -> int:
    """Count the pairs that differ; in which direction a ring runs does not matter.

    Compared are the points' sorted places on three axes, so that their order may change.
    """
    import numpy as np
    import shapely

    left, right = np.asarray(written.array), np.asarray(read.array)
    empty = shapely.is_missing(left)
    if (empty != shapely.is_missing(right)).any():
        return int((empty != shapely.is_missing(right)).sum())
    counts = shapely.get_num_coordinates(left)
    if (counts != shapely.get_num_coordinates(right)).any():
        return int((counts != shapely.get_num_coordinates(right)).sum())
    rows = np.repeat(np.arange(len(left)), counts)
    apart = np.zeros(len(rows), bool)
    for axis in ((1.0, 0.0), (0.0, 1.0), (0.5, 0.5)):
        one, other = (_sorted(shapely.get_coordinates(side) @ axis, rows) for side in (left, right))
        apart |= np.abs(one - other) > tolerance
    return len(set(rows[apart].tolist()))


def _sorted(values: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.asarray(values[np.lexsort((values, rows))])


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 40 else f"{text[:38]}…"  # noqa: PLR2004 -- one line for a person
