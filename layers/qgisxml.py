"""The pieces a QGIS style (QML) is built of: symbols, rules, labels, aliases.

Written as QGIS 3.22 writes them; newer versions read these too.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from layers.schema import Schema

__all__ = [
    "FONTS",
    "PAPER",
    "Label",
    "Part",
    "Rule",
    "document",
    "fill",
    "glyph",
    "hatch",
    "labels",
    "line",
    "quoted",
    "rgba",
    "rules",
    "symbol",
]

_HEAD = '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
_VERSION = "3.22.0"
PAPER = "#ffffff"
FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")
"""Faces with simplified Chinese, the first that is there is taken."""
_NAMESPACE = uuid.UUID("7a0d0a3e-0b4c-5a53-9a53-5d1f6c1f7b11")


@dataclass(frozen=True, slots=True)
class Part:
    """One symbol layer: its QGIS class, properties, expressions, and the symbol inside it."""

    kind: str
    values: Mapping[str, str]
    expressions: Mapping[str, str] = field(default_factory=dict)
    inner: tuple[str, tuple[Part, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a legend: which features, how they are drawn, and at which scales.

    `scales` are the denominators of the largest and smallest scale, 0 for no bound. A rule with
    `rules` is a heading and draws nothing itself.
    """

    label: str
    filter: str
    symbol: ET.Element | None = None
    rules: tuple[Rule, ...] = ()
    scales: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Label:
    """One sort of text: `text` an expression; sizes in points; `scales` as in `Rule`.

    `placement` is QGIS's number: 0 around a point, 1 over a point or middle, 2 along a line.
    """

    text: str
    size: float
    color: str
    scales: tuple[int, int]
    placement: int = 1
    bold: bool = False
    filter: str = ""
    expressions: Mapping[str, str] = field(default_factory=dict)
    obstacle: bool = False


def document(schema: Schema, renderer: ET.Element, labeling: ET.Element | None = None) -> str:
    """Write a layer's style, with its columns' Chinese titles and units as aliases."""
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology|Labeling|Fields|MapTips")
    root.set("labelsEnabled", "0" if labeling is None else "1")
    root.append(renderer)
    if labeling is not None:
        root.append(labeling)
    aliases = ET.SubElement(root, "aliases")
    for index, column in enumerate(schema.columns, start=1):  # 0 is the fid
        ET.SubElement(aliases, "alias", index=str(index), field=column.name, name=column.heading)
    if {"name", "kind_zh"} <= set(schema.names):
        ET.SubElement(root, "mapTip").text = '[% "name" %] ([% "kind_zh" %], [% "stage_zh" %])'
    if "name" in schema.names:
        ET.SubElement(root, "previewExpression").text = '"name"'
    ET.indent(root)
    return f"{_HEAD}\n{ET.tostring(root, encoding='unicode')}\n"


def rules(name: str, listed: Sequence[Rule], *, tag: str = "renderer-v2") -> ET.Element:
    """Build a renderer of rules; `name` makes their keys the same for every export."""
    renderer = ET.Element(tag, type="RuleRenderer")
    for switch in ("symbollevels", "enableorderby", "forceraster"):
        renderer.set(switch, "0")
    root = ET.SubElement(renderer, "rules", key=_key(name, "root"))
    symbols = ET.SubElement(renderer, "symbols")
    _add_rules(root, symbols, name, listed)
    return renderer


def _add_rules(parent: ET.Element, symbols: ET.Element, name: str, listed: Sequence[Rule]) -> None:
    for rule in listed:
        path = f"{name}/{rule.label}/{rule.filter}"
        made = ET.SubElement(parent, "rule", key=_key(path, "rule"), label=rule.label)
        if rule.filter:
            made.set("filter", rule.filter)
        _bound(made, rule.scales)
        if rule.symbol is not None:
            number = str(len(symbols))
            rule.symbol.set("name", number)
            made.set("symbol", number)
            symbols.append(rule.symbol)
        _add_rules(made, symbols, path, rule.rules)


def _bound(made: ET.Element, scales: tuple[int, int]) -> None:
    for attribute, value in zip(("scalemindenom", "scalemaxdenom"), scales, strict=True):
        if value:
            made.set(attribute, str(value))


def _key(path: str, sort: str) -> str:
    return f"{{{uuid.uuid5(_NAMESPACE, f'{sort}:{path}')}}}"


def symbol(kind: str, *parts: Part, is_clipped: bool = True) -> ET.Element:
    """Build a symbol of kind "fill", "line" or "marker" from its layers, the lowest first.

    A shape that is not clipped to the window has its middle in the same place in every window.
    """
    made = ET.Element("symbol", name="0", type=kind, alpha="1")
    made.set("clip_to_extent", "1" if is_clipped else "0")
    for part in parts:
        layer = ET.SubElement(made, "layer", {"class": part.kind, "enabled": "1", "locked": "0"})
        layer.set("pass", "0")
        layer.append(_options(part.values))
        if part.expressions:
            layer.append(_data_defined(part.expressions))
        if part.inner:
            sort, inside = part.inner
            inner = symbol(sort, *inside)
            inner.set("name", f"@0@{len(made) - 1}")
            layer.append(inner)
    return made


def fill(
    color: str | None, border: str, width: float, expressions: Mapping[str, str] | None = None
) -> Part:
    """Build a plain fill, or none where `color` is None; width in mm."""
    values = {"outline_color": rgba(border), "outline_width": str(width), "joinstyle": "round"}
    values |= {"style": "no"} if color is None else {"color": rgba(color)}
    return Part("SimpleFill", values, expressions or {})


def hatch(color: str, distance: float, width: float) -> Part:
    """Build slanted lines, `distance` and `width` in mm."""
    values = {"angle": "45", "distance": str(distance), "distance_unit": "MM"}
    inner = (Part("SimpleLine", {"line_color": rgba(color), "line_width": str(width)}),)
    return Part("LinePatternFill", values, inner=("line", inner))


def line(color: str, width: float, dashes: str = "") -> Part:
    """Build a line, `width` and `dashes` ("2;1.5") in mm."""
    values = {
        "line_color": rgba(color),
        "line_width": str(width),
        "capstyle": "round",
        "joinstyle": "round",
    }
    if dashes:
        values |= {"use_custom_dash": "1", "customdash": dashes, "customdash_unit": "MM"}
        values["capstyle"] = "flat"
    return Part("SimpleLine", values)


def glyph(text: str, color: str, size: float, expressions: Mapping[str, str]) -> Part:
    """Build one character as a mark, `size` in mm."""
    values = {
        "chr": text,
        "color": rgba(color),
        "font": FONTS[0],
        "font_style": "Bold",
        "size": str(size),
        "size_unit": "MM",
        "offset_unit": "MM",
        "outline_width": "0",
    }
    return Part("FontMarker", values, expressions)


def labels(name: str, listed: Sequence[Label]) -> ET.Element:
    """Build labels of one sort, or of several, each with its own rule."""
    if len(listed) == 1:
        labeling = ET.Element("labeling", type="simple")
        labeling.append(_settings(listed[0]))
        return labeling
    labeling = ET.Element("labeling", type="rule-based")
    root = ET.SubElement(labeling, "rules", key=_key(name, "labels"))
    for number, label in enumerate(listed):
        rule = ET.SubElement(root, "rule", key=_key(f"{name}/{number}", "label"))
        if label.filter:
            rule.set("filter", label.filter)
        _bound(rule, label.scales)
        rule.append(_settings(label))
    return labeling


def _settings(label: Label) -> ET.Element:
    settings = ET.Element("settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=label.text,
        isExpression="1",
        fontFamily=FONTS[0],
        fontSize=str(label.size),
        fontSizeUnit="Point",
        fontWeight="75" if label.bold else "50",
        namedStyle="Bold" if label.bold else "Regular",
        textColor=rgba(label.color),
        multilineHeight="0.95",
    )
    families = ET.SubElement(style, "families")
    for face in FONTS[1:]:
        ET.SubElement(families, "family", name=face)
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.9",
        bufferSizeUnits="MM",
        bufferColor=rgba(PAPER, 230),
        bufferJoinStyle="128",
    )
    ET.SubElement(settings, "text-format", multilineAlign="1", wrapChar="")
    placement = ET.SubElement(
        settings,
        "placement",
        placement=str(label.placement),
        offsetUnits="MM",
        dist="2.6" if label.placement == 0 else "0",
        distUnits="MM",
    )
    for place in ("centroidWhole", "centroidInside"):  # where the marks are bunched
        placement.set(place, "1")
    least, most = label.scales
    ET.SubElement(
        settings,
        "rendering",
        scaleVisibility="1",
        scaleMin=str(least or 1),
        scaleMax=str(most),
        obstacle="1" if label.obstacle else "0",
    )
    if label.expressions:
        settings.append(_data_defined(label.expressions, tag="dd_properties"))
    return settings


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


def rgba(color: str, alpha: int = 255) -> str:
    """Write "#rrggbb" as QGIS does: "r,g,b,a"."""
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"


def quoted(values: Iterable[str]) -> str:
    """Write texts as a list of a QGIS expression, so that none of them is read as one."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
