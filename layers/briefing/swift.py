"""The many texts of a list written into a PDF's page at once.

matplotlib makes an artist of every text and lays it out anew, about 1.3 ms each, and a list of two
thousand projects has twenty thousand. Here a page's texts are one artist: a character stands where
the widths it was measured by put it, and the page gets all of them in one piece. Fonts are still
matplotlib's business: it is told of every character, embeds what is used and maps it to Unicode.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontPath, get_font

if TYPE_CHECKING:
    from layers.briefing.fonts import Faces
    from layers.briefing.sheet import Word

__all__ = ["Sorts", "Words"]


class Sorts:
    """The characters of one PDF file: for each its font there and its code in that font."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._found: dict[tuple[str, str], tuple[bytes, str]] = {}

    def of(self, pdf: Any, char: str, role: str) -> tuple[bytes, str]:  # noqa: ANN401 - a PdfFile
        """Return the name of a character's font in the file and its code, hexadecimal."""
        key = char, role
        if key not in self._found:
            file = str(self._faces.holder(char, role))
            font = get_font([file])
            index = font.get_char_index(ord(char))
            subset, code = pdf._character_tracker.track_glyph(font, char, index)
            name = pdf.fontName(FontPath(file, font.face_index), subset)
            self._found[key] = b"/" + name.name, f"{code:02x}"
        return self._found[key]


class Words(Artist):
    """A page's texts; it can be drawn into a PDF only."""

    def __init__(self, words: list[Word], sorts: Sorts) -> None:
        super().__init__()
        self.words, self._sorts = words, sorts

    def draw(self, renderer: Any) -> None:  # noqa: ANN401 - matplotlib's, of a PDF
        """Write the texts into the page, between its other artists."""
        pdf = renderer.file
        at = self.get_transform().transform([(word.x, word.y) for word in self.words])
        pieces = [b"q"]
        for (x, y), word in zip(at, self.words, strict=True):
            red, green, blue = to_rgb(word.color)
            pieces.append(
                f"{red:.3f} {green:.3f} {blue:.3f} rg BT 1 0 0 1 {x:.2f} {y:.2f} Tm".encode()
            )
            codes = [self._sorts.of(pdf, char, word.role) for char in word.text]
            for font, run in groupby(codes, lambda code: code[0]):
                text = "".join(code for _, code in run)
                pieces.append(b"%s %.4f Tf <%s> Tj" % (font, word.size, text.encode()))
            pieces.append(b"ET")
        pdf.write(b"\n".join([*pieces, b"Q\n"]))
