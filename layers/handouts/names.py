"""What can be asked of a briefing by name: light, since every `luotu` command reads it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.errors import BriefError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LABELS", "LayoutName", "Profile", "suffix_of"]


class Profile(StrEnum):
    """Who is to read a map in one file.

    PUBLIC holds nothing finer than a county, no sentence and nothing of people or companies.
    """

    INTERNAL = "internal"
    PUBLIC = "public"


class LayoutName(StrEnum):
    """The values of `layers.briefing.model.Layout`."""

    CITY = "city"
    COUNTY = "county"
    COMPARISON = "comparison"
    RANKING = "ranking"


LABELS: Mapping[str, str] = MappingProxyType(
    {
        ".png": "图片 PNG",
        ".pdf": "PDF",
        ".svg": "矢量图 SVG",
        ".pptx": "幻灯片 PPTX",
        ".docx": "文字稿 DOCX",
        ".html": "离线地图 HTML",
    }
)
"""What is written, by suffix, in the order it is offered."""


def suffix_of(name: str | Path) -> str:
    """Return the suffix of a file's name, in small letters.

    Raises
    ------
    BriefError
        If it is none of `LABELS`; those are named.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in LABELS:
        told = f'"{suffix}"' if suffix else "without a suffix it"
        message = f"{name}: {told} is no format of a briefing; take one of {', '.join(LABELS)}."
        raise BriefError(message)
    return suffix
