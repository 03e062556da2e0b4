"""The edition of the county polygons in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.boundaries import Edition

__all__ = ["edition_notice", "edition_said"]


def edition_said(edition: Edition, words: Mapping[str, str]) -> dict[str, str]:
    """Say `source` and `vintage`; those of an office's own file as the file's builder gave them."""
    return {
        "source": words.get(f"edition_{edition.key}", edition.source),
        "vintage": words.get(f"vintage_{edition.key}", edition.vintage),
    }


def edition_notice(edition: Edition, words: Mapping[str, str]) -> str:
    """Say on whose terms the polygons are: those of a third party, or of the office's own file."""
    return words.get(f"about_notice_{edition.key}", edition.notice)
