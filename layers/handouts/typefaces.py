"""Names of the typefaces that documents ask for; whoever opens them has these or the next best."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from layers.briefing.fonts import TEXT, TITLE, faces

if TYPE_CHECKING:
    from layers.briefing.fonts import Fonts

__all__ = ["Typefaces", "typefaces_of"]


class Typefaces(NamedTuple):
    """A face for titles and one for text, by the names a word processor lists them under."""

    title: str = "黑体"
    text: str = "仿宋"
    screen: str = "微软雅黑"


def typefaces_of(fonts: Fonts | None) -> Typefaces:
    """Return the faces of an office's own font files, and the usual ones for those it has not.

    On slides the office's text face is taken too; without one they have a face made for screens.

    Raises
    ------
    BriefError
        If a file of the settings is no font.
    """
    usual = Typefaces()
    if fonts is None or not (fonts.title or fonts.text):
        return usual
    opened = faces(fonts)
    names = opened.stacks()
    title, text = (names[opened.families(role)[0]] for role in (TITLE, TEXT))
    own = text if fonts.text else ""
    return Typefaces(
        title if fonts.title or own else usual.title, own or usual.text, own or usual.screen
    )
