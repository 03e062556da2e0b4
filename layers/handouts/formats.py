"""The formats a briefing is written in: one row for each, one door for terminal and page.

A file is made whole in memory and then put in its place, so that nothing half-written is ever seen
and an older file survives whatever fails.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.briefing.sizes import DEFAULT_SIZE, size_named
from layers.handouts.names import LABELS, Profile, suffix_of
from layers.handouts.page import offline_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from layers.briefing.fonts import Fonts
    from layers.briefing.model import Brief
    from projects.selection import Holdings

__all__ = ["FORMATS", "Format", "Handout", "make", "small_picture", "write"]

_PLAIN = "1920x1080"
_SMALL = 90  # dots an inch: 1200 wide


@dataclass(frozen=True)
class Handout:
    """What is to be written: the brief with the projects it is of, and how it is to look.

    `size` is a key of `SIZES` and is for pictures alone. `fonts` are an office's own faces, None
    for the usual ones. `texts` are plans by SHA-256, whose sentences the internal page tells.
    """

    brief: Brief
    holdings: Holdings
    size: str = DEFAULT_SIZE
    fonts: Fonts | None = None
    profile: Profile = Profile.INTERNAL
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `make` returns the whole file. `sized` says whether a size can be chosen."""

    suffix: str
    mime: str
    make: Callable[[Handout], bytes]
    sized: bool = False

    @property
    def label(self) -> str:
        """Return what people call it."""
        return LABELS[self.suffix]


def make(suffix: str, handout: Handout) -> bytes:
    """Make a file of one format, given its suffix like ".pptx".

    Raises
    ------
    BriefError
        If the format or the size is unknown, or too much was asked for.
    BoundariesMissing
        If the county polygons have not been built.
    """
    chosen = FORMATS[suffix_of(f"brief{suffix}")]
    if chosen.sized:
        size_named(handout.size)
    return chosen.make(handout)


def write(path: Path, handout: Handout) -> None:
    """Write a file whole or not at all, in the format its name ends in.

    Raises
    ------
    BriefError
        As `make` does.
    ProjectsError
        If it cannot be written.
    """
    from projects.files import replace_bytes

    replace_bytes(path, make(suffix_of(path), handout))


def _picture(suffix: str) -> Callable[[Handout], bytes]:
    def made(handout: Handout) -> bytes:
        return _drawn(handout, suffix, handout.size)

    return made


def small_picture(brief: Brief, fonts: Fonts | None = None) -> bytes:
    """Draw the picture in few dots, as a PNG to be looked at on a page."""
    from layers.briefing.drawing import draw
    from layers.briefing.setting import settings

    out = io.BytesIO()
    with settings():
        draw(brief, _PLAIN, fonts=fonts).savefig(out, format="png", dpi=_SMALL)
    return out.getvalue()


def _drawn(handout: Handout, suffix: str, size: str) -> bytes:
    from layers.briefing.writing import render

    return render(handout.brief, suffix, size=size, fonts=handout.fonts)


def _slides(handout: Handout) -> bytes:
    from layers.briefing.fonts import faces
    from layers.briefing.writing import render_map
    from layers.handouts.slides import slides
    from layers.handouts.typefaces import typefaces_of

    return slides(
        handout.brief,
        render_map(handout.brief, fonts=handout.fonts),
        faces=faces(handout.fonts),
        typefaces=typefaces_of(handout.fonts),
    )


def _letter(handout: Handout) -> bytes:
    from layers.handouts.letter import letter
    from layers.handouts.typefaces import typefaces_of

    return letter(handout.brief, typefaces_of(handout.fonts))


def _page(handout: Handout) -> bytes:
    page = offline_page(
        handout.brief, handout.holdings, profile=handout.profile, texts=handout.texts
    )
    return page.encode("utf-8")


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.suffix: row
        for row in (
            Format(".png", "image/png", _picture(".png"), sized=True),
            Format(".pdf", "application/pdf", _picture(".pdf"), sized=True),
            Format(".svg", "image/svg+xml", _picture(".svg"), sized=True),
            Format(".pptx", f"{_OFFICE}.presentationml.presentation", _slides),
            Format(".docx", f"{_OFFICE}.wordprocessingml.document", _letter),
            Format(".html", "text/html", _page),
        )
    }
)
"""By suffix, in the order they are offered."""
