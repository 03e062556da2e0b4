"""How a KML looks: the web map's colours, outlines by kind, and a small picture for each symbol."""

from __future__ import annotations

import math
import struct
import zlib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from layers.classes import class_breaks, class_colors, class_of
from layers.symbols import SHAPES, SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from layers.symbols import Symbol

__all__ = ["county_styles", "icon", "icon_name", "kind_style", "line_styles", "style_of_county"]

_SIDE = 48
_FINER = 4  # times: edges are smooth when each point is the mean of sixteen
_NO_PROJECT, _UNSTATED = "#ffffff", "#d9d7d2"
_BORDER, _INK = "#8a8f98", "#2b2f36"
_COUNTY_OPACITY, _FULL = 0.55, 1.0
_LINE_WIDTHS = {"national": 2.5, "undetermined": 1.5, "province": 1.2, "sar": 1.2, "dash": 3.0}
_BALLOON = "$[description]"
_OTHER = "other"


def kind_style(kind: str, *, with_icon: bool) -> ET.Element:
    """Style a kind's points, lines and outlines; without a picture the viewer's own is coloured."""
    color = _symbol(kind).color
    style = ET.Element("Style", id=f"kind_{kind}")
    icon_style = ET.SubElement(style, "IconStyle")
    if with_icon:
        _text(icon_style, "scale", "0.9")
        _text(ET.SubElement(icon_style, "Icon"), "href", icon_name(kind))
    else:
        _text(icon_style, "color", _abgr(color, _FULL))
    _text(ET.SubElement(style, "LabelStyle"), "scale", "0.8")
    _line(style, color, 2.0)
    # Many projects share a county: fills laid over each other would hide the county's own.
    _text(ET.SubElement(style, "PolyStyle"), "fill", "0")
    return _with_balloon(style)


def county_styles(values: Iterable[float]) -> tuple[tuple[float, ...], list[ET.Element]]:
    """Style the counties by what is shaded, as the web map does.

    Returns
    -------
    The classes' upper bounds, and the styles: of nothing, of each class, of what is not stated.
    """
    breaks = class_breaks(values)
    styles = []
    for number, color in enumerate((_NO_PROJECT, *class_colors(len(breaks)), _UNSTATED)):
        style = ET.Element("Style", id=f"county_{number}")
        _text(ET.SubElement(style, "IconStyle"), "scale", "0")
        _text(ET.SubElement(style, "LabelStyle"), "scale", "0.7")
        _line(style, _BORDER, 1.0)
        _fill(style, color, _COUNTY_OPACITY)
        styles.append(_with_balloon(style))
    return breaks, styles


def style_of_county(value: float, breaks: tuple[float, ...]) -> str:
    """Name the style of a county with so much; NaN where no project of it states how much."""
    number = len(breaks) if math.isnan(value) else class_of(value, breaks)
    return f"county_{number + 1}"


def line_styles(kinds: Iterable[str]) -> Iterator[ET.Element]:
    """Style the national and province lines."""
    for kind in kinds:
        style = ET.Element("Style", id=f"line_{kind}")
        dark = kind in {"national", "undetermined", "dash"}
        _line(style, _INK if dark else _BORDER, _LINE_WIDTHS.get(kind, 1.0))
        yield style


def icon_name(kind: str) -> str:
    """Name a kind's picture within the archive."""
    return f"icons/{kind if kind in SYMBOLS else _OTHER}.png"


def icon(kind: str) -> bytes:
    """Draw a kind's symbol as a PNG of 48 by 48 points, white around its edge."""
    import numpy as np
    import shapely

    symbol = _symbol(kind)
    outline = shapely.Polygon(SHAPES[symbol.shape])
    places = (np.arange(_SIDE * _FINER) + 0.5) / (_SIDE * _FINER) * 2.4 - 1.2
    x, y = np.meshgrid(places, -places)
    inner = _coverage(shapely.contains_xy(outline, x, y))
    outer = _coverage(shapely.contains_xy(outline.buffer(0.16), x, y))
    red, green, blue = (int(symbol.color[start : start + 2], 16) for start in (1, 3, 5))
    share = np.divide(inner, outer, out=np.zeros_like(inner), where=outer > 0)
    bands = [(band - 255) * share + 255 for band in (red, green, blue)]
    pixels = np.stack([*bands, outer * 255], axis=-1).round().astype(np.uint8)
    return _png([row.tobytes() for row in pixels])


def _coverage(inside: Any) -> Any:  # noqa: ANN401 -- arrays of points
    import numpy as np

    blocks = np.asarray(inside, float).reshape(_SIDE, _FINER, _SIDE, _FINER)
    return blocks.mean(axis=(1, 3))


def _png(rows: Sequence[bytes]) -> bytes:
    """Write rows of RGBA points (PNG, ISO/IEC 15948): header, data, end."""
    header = struct.pack(">2I5B", _SIDE, len(rows), 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    )


def _symbol(kind: str) -> Symbol:
    return SYMBOLS.get(kind, SYMBOLS[_OTHER])


def _line(style: ET.Element, color: str, width: float) -> None:
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", _abgr(color, _FULL))
    _text(line, "width", str(width))


def _fill(style: ET.Element, color: str, opacity: float) -> None:
    _text(ET.SubElement(style, "PolyStyle"), "color", _abgr(color, opacity))


def _with_balloon(style: ET.Element) -> ET.Element:
    """Let the balloon show the description alone, whose text is escaped."""
    _text(ET.SubElement(style, "BalloonStyle"), "text", _BALLOON)
    return style


def _abgr(color: str, opacity: float) -> str:
    """Turn "#rrggbb" into KML's order of opacity, blue, green, red."""
    return f"{round(opacity * 255):02x}{color[5:7]}{color[3:5]}{color[1:3]}"


def _text(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, name).text = value
