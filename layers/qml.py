"""QGIS styles (QML) of the layers, so that a file is drawn and named right when it opens.

Colours and shapes of kinds come from `layers.symbols`. Projects are known by county, not by site:
their marks stand in a bunch at the county's middle, with the county's outline around, so that no
mark can be read as a place of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from layers.symbols import SYMBOLS
from layers.tables import COUNTIES, LINE_KINDS, NATIONAL_LINES, PROJECT_COUNTIES
from projects.kinds import KINDS
from projects.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.schema import Schema

__all__ = ["styles"]

_HEAD = '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
_VERSION = "3.22.0"
_CLASSES = (
    (0, 0, "#f7f7f5", "0 个 (斜线: 仅参与跨县项目)"),
    (1, 1, "#deebf7", "1 个"),
    (2, 4, "#c6dbef", "2-4 个"),
    (5, 9, "#9ecae1", "5-9 个"),
    (10, 19, "#6baed6", "10-19 个"),
    (20, 1_000_000, "#3182bd", "20 个及以上"),
)
"""Lower and upper number of projects, fill, legend; lightness alone carries the order."""
_BORDER = "#8a8f98"
_INK = "#2b2f36"
_LINES = {
    "national": (_INK, 0.5, ""),
    "undetermined": (_INK, 0.5, "2;1.5"),
    "province": (_BORDER, 0.35, ""),
    "sar": (_BORDER, 0.35, "2;1.5"),
    "dash": (_INK, 0.7, ""),
}
"""Colour, width in mm and dashes in mm of each kind of line."""
_LABEL_SCALE = 4_000_000
_PAPER = "#ffffff"
_MARK_SIZE = 3.0
_SPACING = 1.8
_CROSS_COUNTY = """if("county_count" > 1, '{}', '{}')"""
# Sunflower: each mark stands a golden angle on from the last, at a distance that keeps neighbours
# apart. Cross-county marks bunch below the others, the county's name stands above them. When a
# whole province is in view everything shrinks together, so that marks stay within their city.
_SHRINK = "min(1, 1500000 / @map_scale)"
_REACH = f'{_SHRINK} * {_SPACING} * sqrt("slot" + 0.5)'
_BELOW = f"""if("county_count" > 1, 7 * {_SHRINK}, 0)"""
_BUNCH = (
    f"""to_string({_REACH} * cos(radians(137.508 * "slot"))) || ',' || """
    f"""to_string({_REACH} * sin(radians(137.508 * "slot")) + {_BELOW})"""
)
_SIZE = f"{_MARK_SIZE} * max(0.4, {_SHRINK})"
_ABOVE = f"""'0,' || to_string(-4 - {_SHRINK} * {_SPACING} * sqrt("projects"))"""


@dataclass(frozen=True, slots=True)
class _Part:
    """One symbol layer: its QGIS class, properties, expressions, and the symbol inside it."""

    kind: str
    values: Mapping[str, str]
    expressions: Mapping[str, str] = field(default_factory=dict)
    inner: tuple[str, _Part] | None = None


def styles(kinds: Iterable[str]) -> dict[str, str]:
    """Write the QML of each layer.

    Parameters
    ----------
    kinds
        Kinds present among the projects; the legend shows these alone, in the order of KINDS,
        and last any that this version does not know.

    Returns
    -------
    Layer name → QML document.
    """
    return {
        COUNTIES.name: _document(COUNTIES, _counties_renderer(), labels="name"),
        PROJECT_COUNTIES.name: _document(PROJECT_COUNTIES, _projects_renderer(set(kinds))),
        NATIONAL_LINES.name: _document(NATIONAL_LINES, _lines_renderer()),
    }


def _document(schema: Schema, renderer: ET.Element, *, labels: str | None = None) -> str:
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling|Fields")
    root.set("labelsEnabled", "1" if labels else "0")
    root.append(renderer)
    if labels:
        root.append(_labeling(labels))
    aliases = ET.SubElement(root, "aliases")
    for index, column in enumerate(schema.columns, start=1):  # 0 is the fid
        ET.SubElement(aliases, "alias", index=str(index), field=column.name, name=column.title)
    ET.indent(root)
    return f"{_HEAD}\n{ET.tostring(root, encoding='unicode')}\n"


def _counties_renderer() -> ET.Element:
    renderer = _renderer("graduatedSymbol", attr="projects", graduatedMethod="GraduatedColor")
    ranges, symbols = ET.SubElement(renderer, "ranges"), ET.SubElement(renderer, "symbols")
    shared = _Part(
        "LinePatternFill",
        {"angle": "45", "distance": "2", "distance_unit": "MM", "line_width": "0.2"},
        {"enabled": '"projects" = 0 and "cross_projects" > 0'},
        ("line", _Part("SimpleLine", {"line_color": _rgba(_BORDER), "line_width": "0.25"})),
    )
    for index, (lower, upper, color, label) in enumerate(_CLASSES):
        ET.SubElement(
            ranges,
            "range",
            lower=str(lower),
            upper=str(upper),
            symbol=str(index),
            label=label,
            render="true",
        )
        parts = [_fill(color), shared] if lower == 0 else [_fill(color)]
        symbols.append(_symbol(str(index), "fill", *parts))
    return renderer


def _projects_renderer(kinds: set[str]) -> ET.Element:
    order = [*(key for key in KINDS if key in kinds), *sorted(kinds - set(KINDS))]
    return _categorized(
        {
            key: (kind_name(key), _symbol(str(index), "fill", _outline(_BORDER), _marks(key)))
            for index, key in enumerate(order)
        }
    )


def _lines_renderer() -> ET.Element:
    return _categorized(
        {
            key: (label, _symbol(str(index), "line", _line(*_LINES[key])))
            for index, (key, label) in enumerate(LINE_KINDS.items())
        }
    )


def _categorized(rows: Mapping[str, tuple[str, ET.Element]]) -> ET.Element:
    """Build a renderer by the column `kind`: its value → legend text and symbol."""
    renderer = _renderer("categorizedSymbol", attr="kind")
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    for value, (label, symbol) in rows.items():
        category = ET.SubElement(categories, "category", value=value, type="string", label=label)
        category.set("symbol", symbol.get("name", ""))
        category.set("render", "true")
        symbols.append(symbol)
    return renderer


def _marks(kind: str) -> _Part:
    symbol = SYMBOLS.get(kind, SYMBOLS["other"])
    shape, angle = ("triangle", "180") if symbol.shape == "triangle_down" else (symbol.shape, "0")
    marker = {
        "name": shape,
        "angle": angle,
        "color": _rgba(symbol.color),
        "outline_color": _rgba(_PAPER),
        "outline_width": "0.3",
        "size": str(_MARK_SIZE),
        "size_unit": "MM",
        "offset_unit": "MM",
    }
    expressions = {  # hollow: no more at the middle of one county than of another
        "fillColor": _CROSS_COUNTY.format(_rgba(_PAPER), _rgba(symbol.color)),
        "outlineColor": _CROSS_COUNTY.format(_rgba(symbol.color), _rgba(_PAPER)),
        "offset": _BUNCH,
        "size": _SIZE,
    }
    inner = ("marker", _Part("SimpleMarker", marker, expressions))
    return _Part("CentroidFill", {"point_on_surface": "1", "point_on_all_parts": "0"}, inner=inner)


def _plain(part: _Part) -> ET.Element:
    renderer = _renderer("singleSymbol")
    ET.SubElement(renderer, "symbols").append(_symbol("0", "fill", part))
    return renderer


def _renderer(kind: str, **attributes: str) -> ET.Element:
    renderer = ET.Element("renderer-v2", attributes, type=kind)
    for switch in ("symbollevels", "enableorderby", "forceraster"):
        renderer.set(switch, "0")
    return renderer


def _fill(color: str) -> _Part:
    return _Part(
        "SimpleFill",
        {"color": _rgba(color), "outline_color": _rgba(_BORDER), "outline_width": "0.2"},
    )


def _outline(color: str) -> _Part:
    return _Part(
        "SimpleFill", {"style": "no", "outline_color": _rgba(color), "outline_width": "0.2"}
    )


def _line(color: str, width: float, dashes: str) -> _Part:
    values = {"line_color": _rgba(color), "line_width": str(width)}
    if dashes:
        values |= {"use_custom_dash": "1", "customdash": dashes, "customdash_unit": "MM"}
    return _Part("SimpleLine", values)


def _symbol(name: str, kind: str, *parts: _Part) -> ET.Element:
    symbol = ET.Element("symbol", name=name, type=kind, alpha="1", clip_to_extent="1")
    for part in parts:
        layer = ET.SubElement(symbol, "layer", {"class": part.kind, "enabled": "1", "locked": "0"})
        layer.set("pass", "0")
        layer.append(_options(part.values))
        if part.expressions:
            layer.append(_data_defined(part.expressions))
        if part.inner:
            layer.append(_symbol(f"@{name}@{len(symbol) - 1}", *part.inner))
    return symbol


def _options(values: Mapping[str, str]) -> ET.Element:
    options = ET.Element("Option", type="Map")
    for name, value in values.items():
        ET.SubElement(options, "Option", type="QString", name=name, value=value)
    return options


def _data_defined(
    expressions: Mapping[str, str], *, tag: str = "data_defined_properties"
) -> ET.Element:
    outer = ET.Element(tag)
    options = ET.SubElement(outer, "Option", type="Map")
    ET.SubElement(options, "Option", type="QString", name="name", value="")
    properties = ET.SubElement(options, "Option", type="Map", name="properties")
    for name, expression in expressions.items():
        entry = ET.SubElement(properties, "Option", type="Map", name=name)
        ET.SubElement(entry, "Option", type="bool", name="active", value="true")
        ET.SubElement(entry, "Option", type="QString", name="expression", value=expression)
        ET.SubElement(entry, "Option", type="int", name="type", value="3")
    ET.SubElement(options, "Option", type="QString", name="type", value="collection")
    return outer


def _labeling(column: str) -> ET.Element:
    labeling = ET.Element("labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=column,
        isExpression="0",
        fontSize="8",
        fontSizeUnit="Point",
        textColor=_rgba(_INK),
    )
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=_rgba(_PAPER),
    )
    placement = ET.SubElement(settings, "placement", placement="1", offsetUnits="MM")
    for place in ("centroidWhole", "centroidInside"):  # where the marks are bunched
        placement.set(place, "1")
    ET.SubElement(
        settings, "rendering", scaleVisibility="1", scaleMin="1", scaleMax=str(_LABEL_SCALE)
    )
    settings.append(_data_defined({"OffsetXY": _ABOVE}, tag="dd_properties"))
    return labeling


def _rgba(color: str) -> str:
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},255"
