"""The Gauss-Kruger zones of CGCS2000, 3 and 6 degrees wide, with the zone's number and without.

Chinese survey tables write X for the northing and Y for the easting, and put the northing first;
GIS people put the easting first. In China the sizes of the two never meet, so that the numbers
themselves tell which is which.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["Grid", "grid_of", "grids", "is_easting", "is_northing", "number_of"]

_FIRST, _LAST = 75, 135
_CODES = {(3, False): 4534, (3, True): 4513, (6, False): 4502, (6, True): 4491}
"""EPSG's code of the zone at 75° E, by width and by whether eastings begin with the number."""
_NUMBERS = {3: range(25, 46), 6: range(13, 24)}
_MILLION = 1_000_000
_EAST = (150_000.0, 850_000.0)  # metres: 6-degree zones reach 334 km from their meridian
_NORTH = (1_000_000.0, 6_000_000.0)  # 9° N to 54° N


@dataclass(frozen=True, slots=True)
class Grid:
    """A zone: `width` is 3 or 6 degrees, `numbered` whether eastings begin with its number."""

    width: int
    meridian: int
    numbered: bool = False

    @property
    def number(self) -> int:
        """The zone's number: 25-45 of 3 degrees, 13-23 of 6."""
        return self.meridian // 3 if self.width == 3 else (self.meridian + 3) // 6  # noqa: PLR2004

    @property
    def crs(self) -> str:
        """The system's name, "EPSG:4547"."""
        first = _CODES[self.width, self.numbered]
        return f"EPSG:{first + (self.meridian - _FIRST) // self.width}"

    def with_number(self, *, numbered: bool) -> Grid:
        """Return the same zone with or without its number."""
        return replace(self, numbered=numbered)


def grids(width: int, *, numbered: bool = False) -> tuple[Grid, ...]:
    """Return all zones of a width, from west to east."""
    return tuple(Grid(width, m, numbered) for m in range(_FIRST, _LAST + 1, width))


def grid_of(crs: str) -> Grid | None:
    """Return the zone of a system's name as `geo.crs.crs_name` gives it; None where it is none."""
    known = (g for width, numbered in _CODES for g in grids(width, numbered=numbered))
    return next((grid for grid in known if grid.crs == crs), None)


def is_northing(metres: float) -> bool:
    """Tell whether a number is a northing of China by its size."""
    return _NORTH[0] <= metres <= _NORTH[1]


def is_easting(metres: float) -> bool:
    """Tell whether a number is an easting by its size, with or without a zone's number."""
    number, rest = divmod(metres, _MILLION)
    is_known = number == 0 or any(number in numbers for numbers in _NUMBERS.values())
    return is_known and _EAST[0] <= rest <= _EAST[1]


def number_of(easting: float) -> Grid | None:
    """Return the zone whose number an easting begins with; None where it has none."""
    number = int(easting // _MILLION)
    for width, numbers in _NUMBERS.items():
        if number in numbers:
            return grids(width, numbered=True)[number - numbers.start]
    return None
