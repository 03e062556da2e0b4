"""What can go wrong with places. Each message gives the value, the reason and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.models import Adcode

__all__ = [
    "AmbiguousPlace",
    "BadArchive",
    "BadCoordinates",
    "BoundariesMissing",
    "DataError",
    "GeoError",
    "MissingCrs",
    "NoShapes",
    "UnknownCrs",
    "UnknownPlace",
    "WrongCrs",
]


class GeoError(Exception):
    """Base of the package's errors; its text is one line a user can act on."""


class UnknownPlace(GeoError):
    """A name or adcode that is no place of today."""


class AmbiguousPlace(GeoError):
    """A name that several places bear; `candidates` are their adcodes, in code order."""

    def __init__(self, message: str, candidates: tuple[Adcode, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class BoundariesMissing(GeoError):
    """The county polygons have not been built yet."""


class DataError(GeoError):
    """Source data is not what its checksum or description promises."""


class BadArchive(DataError):
    """A zip that cannot be unpacked: broken, encrypted, too large, or without a data set."""


class NoShapes(DataError):
    """A file that can be read and holds nothing to draw."""


class MissingCrs(DataError):
    """A file that does not say its coordinate system."""


class WrongCrs(DataError):
    """A coordinate system that is none of the earth's, or puts a file outside China."""


class BadCoordinates(GeoError):
    """A pair of coordinates that is no place in China: out of range, swapped or outside."""


class UnknownCrs(GeoError):
    """A coordinate system that is not known, or whose tie to WGS 84 is not public."""
