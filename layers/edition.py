"""The edition of the county polygons in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.mapwords import MAP_TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.boundaries import Edition

__all__ = ["edition_in_files", "edition_notice", "edition_said", "notice_in_files"]


def edition_said(edition: Edition, words: Mapping[str, str]) -> dict[str, str]:
    """Say `source` and `vintage`; those of an office's own file as the file's builder gave them."""
    return {
        "source": words.get(f"edition_{edition.key}", edition.source),
        "vintage": words.get(f"vintage_{edition.key}", edition.vintage),
    }


def edition_notice(edition: Edition, words: Mapping[str, str]) -> str:
    """Say on whose terms the polygons are: those of a third party, or of the office's own file."""
    return words.get(f"about_notice_{edition.key}", edition.notice)


def edition_in_files(edition: Edition) -> str:
    """Name the edition in Chinese, as files say it: source and vintage."""
    said = edition_said(edition, _zh())
    return ", ".join(text for text in (said["source"], said["vintage"]) if text)


def notice_in_files(edition: Edition) -> str:
    """Say in Chinese on whose terms the polygons are; of an office's own file as built."""
    if edition.key == "file":
        return edition.notice
    return edition_notice(edition, _zh())


def _zh() -> Mapping[str, str]:
    return {key: both[0] for key, both in MAP_TEXTS.items()}
