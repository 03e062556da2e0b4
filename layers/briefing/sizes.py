"""How large a picture is."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.errors import BriefError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_SIZE", "MAP", "SIZES", "Size", "size_named"]


@dataclass(frozen=True, slots=True)
class Size:
    """A page: `width` and `height` in inches, `dpi` that of a PNG; `label` for people."""

    key: str
    label: str
    width: float
    height: float
    dpi: float

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the PNG."""
        return round(self.width * self.dpi), round(self.height * self.dpi)


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        size.key: size
        for size in (
            Size("1920x1080", "屏幕 1920×1080", 1920 / 144, 7.5, 144),
            Size("3840x2160", "屏幕 3840×2160", 3840 / 288, 7.5, 288),
            Size("a4", "A4 横向, 300 dpi", 3508 / 300, 2480 / 300, 300),
            Size("a3", "A3 横向, 300 dpi", 4961 / 300, 3508 / 300, 300),
        )
    }
)
"""By key; the pages of screens are those of a 16:9 slide, paper is rounded to whole pixels."""

DEFAULT_SIZE = "1920x1080"

MAP = Size("map", "幻灯片上的地图", 610 / 72, 384 / 72, 200)
"""The map with its legend alone, beside which a slide has texts and tables of its own."""


def size_named(key: str) -> Size:
    """Return a size.

    Raises
    ------
    BriefError
        If there is none of that name.
    """
    size = SIZES.get(key.lower().replace("×", "x"))
    if size is None:
        message = f'"{key}" is no size of a picture; take one of {", ".join(SIZES)}.'
        raise BriefError(message)
    return size
