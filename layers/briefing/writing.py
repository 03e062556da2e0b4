"""A brief becomes a file: PNG, PDF with its appendix, or SVG; written whole or not at all."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.briefing.appendix import draw_appendix
from layers.briefing.drawing import map_sheet, sheet_of
from layers.briefing.fonts import STACK
from layers.briefing.setting import settings
from layers.briefing.sizes import DEFAULT_SIZE, size_named
from layers.errors import BriefError
from layers.replacing import replace_whole, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from layers.briefing.fonts import Fonts
    from layers.briefing.model import Brief

__all__ = ["PICTURES", "render", "render_map", "write"]


_PATH = re.compile(r'(?<= d=")M[^"]*')
_DIGITS = re.compile(r"(\.\d\d)\d+")

# A little less packing than the default takes a third of the time.
_PACKING = {"compress_level": 3}


def render(
    brief: Brief, suffix: str, *, size: str = DEFAULT_SIZE, fonts: Fonts | None = None
) -> bytes:
    """Draw a brief and return the file's bytes.

    Parameters
    ----------
    suffix
        A key of `PICTURES`: ".png", ".pdf" or ".svg".
    size
        A key of `SIZES`; a PDF or SVG page has its width and height, a PNG its pixels too.

    Raises
    ------
    BriefError
        If there is no such format or size, or a font cannot be opened.
    """
    picture = PICTURES.get(suffix.lower())
    if picture is None:
        message = f'"{suffix}" is no format of pictures; take one of {", ".join(PICTURES)}.'
        raise BriefError(message)
    size_named(size)
    with settings():
        return picture(brief, size, fonts)


def render_map(brief: Brief, *, fonts: Fonts | None = None) -> bytes:
    """Draw the map with its legend alone, as a PNG for a slide."""
    out = io.BytesIO()
    with settings():
        figure = map_sheet(brief, fonts=fonts).figure
        figure.savefig(out, format="png", pil_kwargs=_PACKING)
    return out.getvalue()


def write(
    brief: Brief, path: str | Path, *, size: str = DEFAULT_SIZE, fonts: Fonts | None = None
) -> Path:
    """Draw a brief into a file of the format its suffix names.

    Returns
    -------
    The file written, as an absolute path; an older file there is replaced whole.

    Raises
    ------
    BriefError
        As `render`, and if the file cannot be written: the older one is then untouched.
    """
    target = Path(path).expanduser().resolve()
    data = render(brief, target.suffix, size=size, fonts=fonts)
    try:
        replace_whole(target, lambda scratch: _put(scratch, data))
    except OSError as exc:
        raise BriefError(told(target, exc)) from exc
    return target


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _png(brief: Brief, size: str, fonts: Fonts | None) -> bytes:
    sheet, out = sheet_of(brief, size, fonts=fonts), io.BytesIO()
    facts = {"Title": brief.title, "Description": "; ".join(brief.notices), "Software": "Luotu"}
    sheet.figure.savefig(out, format="png", metadata=facts, pil_kwargs=_PACKING)
    return out.getvalue()


def _pdf(brief: Brief, size: str, fonts: Fonts | None) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages

    out = io.BytesIO()
    facts = {
        "Title": brief.title,
        "Subject": "; ".join(brief.notices),
        "Creator": "Luotu",
        "CreationDate": None,
    }
    with PdfPages(out, metadata=facts) as pages:
        pages.savefig(sheet_of(brief, size, fonts=fonts, has_appendix=True).figure)
        for sheet in draw_appendix(brief, size, fonts=fonts):
            pages.savefig(sheet.figure)
    return out.getvalue()


def _svg(brief: Brief, size: str, fonts: Fonts | None) -> bytes:
    sheet, out = sheet_of(brief, size, fonts=fonts), io.BytesIO()
    facts = {"Title": brief.title, "Creator": "Luotu", "Date": None}
    sheet.figure.savefig(out, format="svg", metadata=facts)
    text = _PATH.sub(_shortened, out.getvalue().decode())
    # Faces have names of our own while they are drawn with; a browser asks for the real ones.
    for alias, family in sheet.faces.stacks().items():
        text = text.replace(f"'{alias}'", f"'{_quoted(family)}'")
    return text.replace("'Noto Sans CJK SC'", STACK).encode()


def _shortened(path: re.Match[str]) -> str:
    """Write a path's numbers to a hundredth of a point, and a line's points without their letters.

    Every corner is cut alike, so that what two polygons share they still share.
    """
    cut = _DIGITS.sub(r"\1", path[0])
    return cut if "C" in cut or "Q" in cut else cut.replace(" \nL ", " ")


def _quoted(family: str) -> str:
    return "".join(char for char in family if char.isalnum() or char in " -_")


PICTURES: Mapping[str, Callable[[Brief, str, Fonts | None], bytes]] = MappingProxyType(
    {".png": _png, ".pdf": _pdf, ".svg": _svg}
)
"""The formats of pictures by suffix."""
