"""What can go wrong with places. Each message gives the value, the reason and the remedy."""

from __future__ import annotations

__all__ = ["BoundariesMissing", "DataError", "GeoError", "UnknownPlace"]


class GeoError(Exception):
    """Base of the package's errors; its text is one line a user can act on."""


class UnknownPlace(GeoError):
    """A name or adcode that is no place of today."""


class BoundariesMissing(GeoError):
    """The county polygons have not been built yet."""


class DataError(GeoError):
    """Source data is not what its checksum or description promises."""
