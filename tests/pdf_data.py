"""PDF files written by hand: text where it is wanted, ruled lines, pictures, broken fonts.

The font is the one every reader knows by name (STSong-Light), so that nothing is embedded; its
codes are UTF-16, and each Chinese character is as wide as it is high.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, SIZE, PITCH = 90, 506, 16, 28  # 26 characters a line
FIRST = 740  # the first line's baseline, from below


@dataclass
class Page:
    """Drawing operators of a page; y is from below, as in the file. `rotate` turns it whole."""

    ops: list[str] = field(default_factory=list)
    rotate: int = 0
    picture: bool = False

    def text(
        self, x: float, y: float, text: str, size: float = SIZE, turn: str = "1 0 0 1"
    ) -> None:
        code = text.encode("utf-16-be").hex()
        self.ops.append(f"BT /F1 {size} Tf {turn} {x} {y} Tm <{code}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.ops.append(f"{x0} {y0} m {x1} {y1} l S")

    def fill_with_picture(self) -> None:
        self.picture = True
        self.ops.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im1 Do Q")


def broken(text: str, *, indent: int = 2, width: int = 26) -> list[tuple[int, str]]:
    """Break a paragraph as a page does: (indent in characters, line); figures stay whole."""
    lines, line, room = [], "", width - indent
    words: list[str] = []
    for c in text:
        if (words and c.isascii() and c.isalnum() and words[-1][-1].isascii()) or (
            words and c in "，。、；：）"
        ):
            words[-1] += c
        else:
            words.append(c)
    used = 0.0
    for word in words:
        wide = sum(0.5 if c.isascii() else 1.0 for c in word)
        if used + wide > room:
            lines.append(line)
            line, used, room = "", 0.0, width
        line, used = line + word, used + wide
    lines.append(line)
    return [(indent if n == 0 else 0, line) for n, line in enumerate(lines)]


def pages_of(paragraphs: list[str], *, head: str = "", numbers: bool = True) -> list[Page]:
    """Set paragraphs as an official document is set: a running head, a number on every page."""
    pages: list[Page] = []
    y = 0
    for paragraph in paragraphs:
        for indent, line in broken(paragraph):
            if not pages or y < 110:
                pages.append(Page())
                y = FIRST
                if head:
                    pages[-1].text(200, 790, head, 9)
                if numbers:
                    pages[-1].text(280, 60, f"— {len(pages)} —", 12)
            pages[-1].text(LEFT + indent * SIZE, y, line)
            y -= PITCH
    return pages


def table(page: Page, xs: list[float], ys: list[float], rows: list[list[str | None]]) -> None:
    """Draw a table; a cell that is None goes on with the one above it."""
    for column, x in enumerate(xs):
        page.line(x, ys[0], x, ys[-1])
        for row in range(len(ys)):
            inside = 0 < row < len(ys) - 1
            if column < len(xs) - 1 and not (inside and rows[row][column] is None):
                page.line(x, ys[row], xs[column + 1], ys[row])
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            for n, part in enumerate((cell or "").split("\n")):
                page.text(xs[column] + 4, ys[row] - 14 - 13 * n, part, 10)


_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
    "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000"
    "/W[1[500] 2 95 500 814 939 500]"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
    "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
    "/StemV 93>>>>]{more}>>"
)
NO_CODES = _FONT.replace("UniGB-UTF16-H", "Identity-H").replace(
    "Ordering(GB1)", "Ordering(Identity)"
)
"""A font of numbered shapes that does not say which characters they are."""


def garbled_font() -> str:
    """Return a font that says of each character that it is another one."""
    return _FONT.replace("{more}", "/ToUnicode 3 0 R")


def _wrong_map() -> bytes:
    ranges = "\n".join(
        f"<{0x4E00 + 256 * n:04x}> <{0x4EFF + 256 * n:04x}> <{0x9C00 - 256 * n:04x}>"
        for n in range(60)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"60 beginbfrange\n{ranges}\nendbfrange endcmap end end"
    ).encode()


def written(pages: list[Page], *, font: str = "", extra: str = "") -> bytes:
    """Return the bytes of a PDF; `extra` goes into its catalogue."""
    objects: list[bytes] = [
        b"",
        b"",
        _stream(_wrong_map()),
        (font or _FONT).replace("{more}", "").encode(),
    ]
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Length 1>>stream\n\x80\nendstream"
    )
    kids = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {page.rotate}"
                "/Resources<</Font<</F1 4 0 R>>/XObject<</Im1 5 0 R>>>>"
                f"/Contents {number + 1} 0 R>>"
            ).encode()
        )
        objects.append(_stream("\n".join(page.ops).encode()))
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{extra}>>".encode()
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return assembled(objects)


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def assembled(objects: list[bytes]) -> bytes:
    """Return a file of objects, the first being its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def plan_pdf(paragraphs: list[str], head: str = "") -> bytes:
    return written(pages_of(paragraphs, head=head))
