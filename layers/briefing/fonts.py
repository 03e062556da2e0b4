"""The faces texts are set in: a true simplified-Chinese one, or an office's own before it.

The face is Noto Sans CJK SC of the package mplfonts, of which only this file is used. (It is the
simplified face itself: of a collection, matplotlib would take the Japanese one.) An office's own
face comes first where it is set; what it has not is taken from the next, character by character,
and what no face has is shown as 〓, printers' sign for a sort that is missing, and named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import BriefError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.font_manager import FontProperties

    from projects.settings import Settings

__all__ = ["STACK", "TEXT", "TITLE", "Faces", "Fonts", "faces"]

TITLE = "title"
TEXT = "text"
STACK = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
"""What an SVG's texts ask for, after an office's own face."""

_FILE = "NotoSansCJKsc-Regular.otf"
_MISSING = "〓"
_EM = 1000
_LATIN = re.compile(r"[0-9A-Za-z.,%()\-+/:]+|.", re.DOTALL)
_NO_START = frozenset("，。、；：！？）》」』〕”’,.;:!?)%·")
_NO_END = frozenset("（《「『〔“‘(")


@dataclass(frozen=True, slots=True)
class Fonts:
    """An office's own faces, as files; None for the one that comes with the program."""

    title: Path | None = None
    text: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> Fonts:
        """Take what the settings say."""
        return cls(settings.title_font, settings.text_font)


def faces(fonts: Fonts | None = None) -> Faces:
    """Open the faces and make them known to matplotlib.

    Raises
    ------
    BriefError
        If a file of the settings is no font, or the program's own face is not installed.
    """
    fonts = fonts or Fonts()
    own = _own_face()
    title = (fonts.title, fonts.text, own)
    text = (fonts.text, own)
    return _opened(tuple(dict.fromkeys(p for p in title if p)), tuple(p for p in text if p))


@lru_cache(maxsize=8)
def _opened(title: tuple[Path, ...], text: tuple[Path, ...]) -> Faces:
    return Faces(title, text)


class Faces:
    """The faces of titles and of texts, each a list of files tried in turn for every character."""

    def __init__(self, title: tuple[Path, ...], text: tuple[Path, ...]) -> None:
        self._files = {TITLE: title, TEXT: text}
        self._opened = {path: _Face(path) for path in dict.fromkeys((*title, *text))}
        self._held = {role: self._holding(files) for role, files in self._files.items()}
        self._widths = {role: _Widths(self._faces_of(role)) for role in self._files}
        self.missing: dict[str, None] = {}

    def families(self, role: str) -> list[str]:
        """Name the faces as matplotlib knows them."""
        return [self._opened[path].alias for path in self._files[role]]

    def properties(self, role: str, size: float) -> FontProperties:
        """Return what matplotlib takes a text's faces from, `size` in points.

        Where there is one face alone its file is named: else matplotlib would look through all
        fonts of the machine once for every size.
        """
        from matplotlib.font_manager import FontProperties

        files = self._files[role]
        only = str(files[0]) if len(files) == 1 else None
        return FontProperties(family=self.families(role), size=size, fname=only)

    def stacks(self) -> dict[str, str]:
        """Return for each of these names what a browser would ask for instead."""
        return {face.alias: face.family for face in self._opened.values()}

    def shown(self, text: str, role: str = TEXT) -> str:
        """Return the text as it can be shown; what no face has is 〓 and is kept in `missing`."""
        if self._held[role].issuperset(text):
            return text
        return "".join(self._known(char, role) for char in text)

    def holder(self, char: str, role: str = TEXT) -> Path:
        """Return the file of the face that a character is taken from; the last if none has it."""
        files = self._files[role]
        return next((path for path in files if char in self._opened[path].chars), files[-1])

    def lacking(self, text: Iterable[str], role: str = TEXT) -> list[str]:
        """Return the characters that the first face has not and another one stands in for."""
        first = self._opened[self._files[role][0]].chars
        return [char for char in dict.fromkeys(text) if char not in first]

    def width(self, text: str, size: float, role: str = TEXT) -> float:
        """Measure a line set in `size` points, in points."""
        return sum(map(self._widths[role].__getitem__, text)) * size

    def wrapped(self, text: str, size: float, width: float, role: str = TEXT) -> list[str]:
        """Break a text into lines of at most `width` points; numbers and Latin words stay whole."""
        if self.width(text, size, role) <= width:
            return [text]
        lines: list[str] = []
        now = ""
        for piece in _LATIN.findall(text):
            for part in self._pieces(piece, size, width, role):
                fits = self.width(now + part, size, role) <= width
                if now and not fits and part not in _NO_START:
                    kept, carried = (now[:-1], now[-1]) if now[-1] in _NO_END else (now, "")
                    lines.append(kept.rstrip())
                    now = (carried + part).lstrip()
                else:
                    now += part
        return [*lines, now] if now or not lines else lines

    def balanced(self, text: str, size: float, width: float) -> list[str]:
        """Break a text into as few lines as `wrapped`, of about one length."""
        lines = self.wrapped(text, size, width)
        if len(lines) < 2:  # noqa: PLR2004 - a single line is as even as can be
            return lines
        even = self.width(text, size) / len(lines)
        for more in (1.04, 1.12, 1.2, 1.3):
            found = self.wrapped(text, size, min(even * more, width))
            if len(found) == len(lines):
                return found
        return lines

    def cut(self, text: str, size: float, width: float, role: str = TEXT) -> str:
        """Shorten a text to `width` points, with … where something is left out."""
        if self.width(text, size, role) <= width:
            return text
        left = width - self.width("…", size, role)
        kept = ""
        for char in text:
            left -= self._widths[role][char] * size
            if left < 0:
                break
            kept += char
        return kept.rstrip() + "…"

    def _pieces(self, piece: str, size: float, width: float, role: str) -> list[str]:
        return [piece] if self.width(piece, size, role) <= width else list(piece)

    def _known(self, char: str, role: str) -> str:
        if char in self._held[role]:
            return char
        self.missing[char] = None
        return _MISSING

    def _faces_of(self, role: str) -> list[_Face]:
        return [self._opened[path] for path in self._files[role]]

    def _holding(self, files: tuple[Path, ...]) -> frozenset[str]:
        """Return the characters that one of several faces has."""
        first, *rest = (self._opened[path].chars for path in files)
        return first.union(*rest) if rest else first


class _Widths(dict[str, float]):
    """How far characters move the pen, in ems; each is measured when it is first asked for."""

    def __init__(self, faces: list[_Face]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, char: str) -> float:
        face = next((face for face in self._faces if char in face.chars), None)
        found = self[char] = 1.0 if face is None else face.advance(char)
        return found


class _Face:
    """One font file, known to matplotlib by a name of its own."""

    def __init__(self, path: Path) -> None:
        from matplotlib import font_manager, ft2font

        try:
            self._font = ft2font.FT2Font(str(path))
            chars = self._font.get_charmap()
        except (OSError, RuntimeError, ValueError) as exc:
            message = (
                f"{path}: no font that can be opened ({exc}); name a .ttf or .otf file in "
                "LUOTU_FONT_TITLE, LUOTU_FONT_TEXT, or leave them unset."
            )
            raise BriefError(" ".join(message.split())) from exc
        self.chars = frozenset(map(chr, chars))
        self.family = str(self._font.family_name)
        # A name of its own, so that no installed font of the same family is taken in its place.
        self.alias = f"luotu-{path.stem}"
        self._font.set_size(_EM, 72)
        manager = font_manager.fontManager
        if all(entry.name != self.alias for entry in manager.ttflist):
            manager.ttflist.append(font_manager.FontEntry(fname=str(path), name=self.alias))

    def advance(self, char: str) -> float:
        """Return how far a character moves the pen, in ems."""
        from matplotlib.ft2font import LoadFlags

        glyph = self._font.load_char(ord(char), flags=LoadFlags.NO_HINTING)
        return float(glyph.linearHoriAdvance) / 65536 / _EM


@lru_cache(maxsize=1)
def _own_face() -> Path:
    spec = find_spec("mplfonts")
    places = spec.submodule_search_locations if spec else None
    path = Path(places[0]) / "fonts" / _FILE if places else None
    if path is None or not path.is_file():
        message = f"the font {_FILE} is not installed; install the requirements (mplfonts) again."
        raise BriefError(message)
    return path
