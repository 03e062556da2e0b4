"""Names of the typefaces that documents ask for; whoever opens them has these or the next best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Typefaces", "typefaces_of"]


class Typefaces(NamedTuple):
    """A face for titles and one for text, by the names a word processor lists them under."""

    title: str = "黑体"
    text: str = "仿宋"
    screen: str = "微软雅黑"


def typefaces_of(title: Path | None, text: Path | None) -> Typefaces:
    """Return the faces of an office's own font files, and the usual ones for those it has not.

    On slides the office's text face is taken too; without one they have a face made for screens.
    """
    usual = Typefaces()
    own = _name(text)
    return Typefaces(_name(title) or usual.title, own or usual.text, own or usual.screen)


def _name(path: Path | None) -> str:
    """Return the family a font file names itself by; "" for none and for what is no font."""
    if path is None:
        return ""
    from PIL import ImageFont

    try:
        return ImageFont.truetype(str(path)).getname()[0] or ""
    except OSError:
        return ""
