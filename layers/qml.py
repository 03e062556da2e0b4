"""QGIS styles of the layers, so that a file is drawn and named right when it opens.

Colours, shapes and characters of kinds and the shading are the web map's (`layers.symbols`,
`layers.classes`). A project known by its county alone has its mark in a bunch at the county's
middle, where no mark can be read as a place of its own; one with an exact shape is drawn there and
nowhere else. What is shown depends on the scale: cities and their names from afar, then counties,
then single projects, then their names.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.classes import class_breaks, class_colors
from layers.maplegend import span
from layers.qgisxml import (
    PAPER,
    Label,
    Part,
    Rule,
    document,
    fill,
    glyph,
    hatch,
    labels,
    line,
    quoted,
    rgba,
    rules,
    symbol,
)
from layers.symbols import SYMBOLS
from layers.tables import (
    COUNTIES,
    LINE_KINDS,
    NATIONAL_LINES,
    PREFECTURES,
    PROJECT_COUNTIES,
    PROJECTS_AREA,
    PROJECTS_LINE,
    PROJECTS_POINT,
)
from projects.crosstab import sector_of
from projects.kinds import KINDS, SECTORS
from projects.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from xml.etree import ElementTree as ET

    from layers.schema import Schema

__all__ = ["styles"]

_INK, _QUIET = "#1c2733", "#4a5560"
_COUNTY, _PREFECTURE = "#6f8193", "#4f5b68"
_UNSTATED, _HATCH, _DOTS = "#d9d7d2", "#5d7691", "#b3ada1"
_LINES: Mapping[str, tuple[str, float, str]] = MappingProxyType(
    {
        "national": ("#5b6671", 0.5, ""),
        "undetermined": ("#4a4a4a", 0.4, "1.2;1.2"),
        "province": ("#3f4750", 0.4, "2.4;0.9;0.6;0.9"),
        "sar": ("#8a8a8a", 0.3, "1.2;0.9"),
        "dash": ("#4a4a4a", 0.7, ""),
    }
)
"""Colour, width and dashes in mm of each kind of line: the web map's, 0.3 mm to its pixel."""
_FAR, _NEAR, _CLOSE = 3_000_000, 1_500_000, 250_000
"""Denominators of the scales from which on cities give way to counties, sums are told, and
projects are named."""
_MARK = 3.3
_SPACING = 2.45
_BORDER = 0.28
_THIN = {"outlineWidth": f"if(@map_scale > {_FAR}, 0.07, {_BORDER})"}
_IN_SIGHT = {"enabled": f"@map_scale <= {_FAR}"}
_PREFECTURE_THIN = {"outlineWidth": f"if(@map_scale > {2 * _FAR}, 0.14, 0.35)"}
_NATION = 9_000_000  # from here on no city is named
_TEN_THOUSAND_KW = 10.0  # MW in 万千瓦, in which people read power

# Sunflower: each mark stands a golden angle on from the last, at a distance that keeps neighbours
# apart, below the county's name. When a whole province is in view everything shrinks together.
_SHRINK = f"max(0.35, min(1, {_NEAR} / @map_scale))"
_REACH = f'{_SHRINK} * {_SPACING} * sqrt("slot" + 0.3)'


def _bunch(turned: float) -> str:
    """Return the expression of a mark's offset; QGIS turns an offset with its mark."""
    angle = f'radians(137.508 * "slot" + {turned})'
    return f"to_string({_REACH} * cos({angle})) || ',' || to_string({_REACH} * sin({angle}))"


_SHARED = '"county_count" > 1'
_COUNTED = 'coalesce("projects", 0) + coalesce("cross_projects", 0)'
_LIFT = f'if(@map_scale <= {_NEAR} and "projects" > 0, 5.4, 3.6)'  # two lines of text, or one
_ABOVE = f"""'0,' || to_string(-{_LIFT} - {_SHRINK} * {_SPACING} * sqrt({_COUNTED}))"""
_POWER = f"""if("power_mw_headline" > 0 and @map_scale <= {_NEAR},
 '\\n' || to_string(round("power_mw_headline" / 10, 4)) || ' 万千瓦', '')"""
_NUMBER = f"""if("projects" > 0 and @map_scale <= {_NEAR},
 '\\n' || to_string("projects") || ' 个项目', '')"""


def styles(
    schemas: Iterable[Schema],
    kinds: Iterable[str],
    *,
    power: Sequence[float | None] = (),
    projects: Sequence[int] = (),
) -> dict[str, str]:
    """Write the QML of each layer with shapes.

    Parameters
    ----------
    schemas
        Those of the file's layers.
    kinds
        Kinds present among the projects; the legend shows these alone, by sector, in the order of
        KINDS, and last any that this version does not know.
    power, projects
        The counties' power under construction and planned (MW) and their numbers of projects,
        which the shading is divided by: by power, where any county has some.

    Returns
    -------
    Layer name → QML document.
    """
    present = set(kinds)
    drawn: Mapping[str, tuple[Callable[[], ET.Element], list[Label]]] = {
        COUNTIES.name: (lambda: _counties(power, projects), _county_labels(power)),
        PREFECTURES.name: (_prefectures, [_prefecture_label()]),
        PROJECT_COUNTIES.name: (lambda: _by_kind("pairs", present, _bunched, (0, _FAR)), []),
        PROJECTS_POINT.name: (lambda: _by_kind("points", present, _site), [_name(0)]),
        PROJECTS_LINE.name: (lambda: _by_kind("lines", present, _route), [_name(2)]),
        PROJECTS_AREA.name: (lambda: _by_kind("areas", present, _extent), [_name(1)]),
        NATIONAL_LINES.name: (_national, []),
    }
    made = {}
    for schema in schemas:
        if schema.name in drawn:
            renderer, text = drawn[schema.name]
            labeling = labels(schema.name, text) if text else None
            made[schema.name] = document(schema, renderer(), labeling)
    return made


def _prefectures() -> ET.Element:
    return rules(
        "prefectures",
        [Rule("地级界", "", symbol("fill", fill(None, _PREFECTURE, 0.35, _PREFECTURE_THIN)))],
    )


def _counties(power: Sequence[float | None], projects: Sequence[int]) -> ET.Element:
    """Build the shading: five classes of power at most, and what has no class apart."""
    values = [value for value in power if value]
    nobody = '"projects" = 0 and "cross_projects" '
    listed = [Rule("无项目", f"{nobody}= 0", _shade(PAPER))]
    shared = [fill(PAPER, _COUNTY, _BORDER, _THIN), hatch(_HATCH, 2.2, 0.25)]
    # A plan may give a county its share of a project that crosses: that is in the county's sum.
    unshared = ' and coalesce("power_mw_headline", 0) = 0' if values else ""
    listed.append(Rule("仅参与跨县项目", f"{nobody}> 0{unshared}", symbol("fill", *shared)))
    if not values:
        return rules("counties", [*listed, *_classes("projects", list(map(float, projects)), 1.0)])
    some = '"projects" > 0 and "power_mw_headline" '
    listed.append(Rule("有在建规划项目, 均未载明装机", f"{some}is null", _shade(_UNSTATED)))
    dotted = [fill(PAPER, _COUNTY, _BORDER, _THIN), _dots()]
    listed.append(Rule("仅有其他阶段的项目", f"{some}= 0", symbol("fill", *dotted)))
    return rules("counties", [*listed, *_classes("power_mw_headline", values, _TEN_THOUSAND_KW)])


def _classes(column: str, values: list[float], factor: float) -> list[Rule]:
    """Divide a column's values as the web map does; `factor` of them make one that people read."""
    breaks = class_breaks(values)
    about = "在建和规划装机 {} 万千瓦" if factor > 1 else "项目 {} 个"
    found = []
    for place, (high, color) in enumerate(zip(breaks, class_colors(len(breaks)), strict=True)):
        low = breaks[place - 1] if place else 0.0
        inside = sorted(value / factor for value in values if low < value <= high)
        label = about.format(span(low / factor, high / factor, inside))
        found.append(Rule(label, f'"{column}" > {low!r} and "{column}" <= {high!r}', _shade(color)))
    return found


def _shade(color: str) -> ET.Element:
    return symbol("fill", fill(color, _COUNTY, _BORDER, _THIN))


def _dots() -> Part:
    values = {"name": "circle", "color": rgba(_DOTS), "size": "0.5", "outline_style": "no"}
    dot = Part("SimpleMarker", values)
    spread = {"distance_x": "1.8", "distance_y": "1.8", "displacement_x": "0.9"}
    return Part("PointPatternFill", spread, inner=("marker", (dot,)))


def _county_labels(power: Sequence[float | None]) -> list[Label]:
    text = f'"name" || {_POWER if any(power) else _NUMBER}'
    return [Label(text, 8, _INK, (0, _FAR), expressions={"OffsetXY": _ABOVE})]


def _prefecture_label() -> Label:
    return Label('"name"', 9, _QUIET, (_FAR, _NATION), bold=True)


def _name(placement: int) -> Label:
    return Label('"name"', 7.5, _INK, (0, _CLOSE), placement=placement, obstacle=True)


def _by_kind(
    name: str,
    present: set[str],
    draw: Callable[[str], ET.Element],
    scales: tuple[int, int] = (0, 0),
) -> ET.Element:
    """Build one rule a kind, under a heading for each sector."""
    order = [*(key for key in KINDS if key in present), *sorted(present - set(KINDS))]
    drawn = ' and "slot" is not null' if name == "pairs" else ""
    groups = []
    for sector, (title, _) in SECTORS.items():
        members = [kind for kind in order if sector_of(kind) == sector]
        if members:
            inside = tuple(
                Rule(
                    kind_name(kind), f'"kind" = {quoted([kind])}{drawn}', draw(kind), scales=scales
                )
                for kind in members
            )
            groups.append(Rule(title, f'"sector" = {quoted([sector])}', rules=inside))
    return rules(name, groups)


def _bunched(kind: str) -> ET.Element:
    """Build a mark in the bunch at the county's middle; hollow where the project crosses."""
    look = SYMBOLS.get(kind, SYMBOLS["other"])
    own, paper = rgba(look.color), rgba(PAPER)
    turned = 180.0 if look.shape == "triangle_down" else 0.0
    place, upright = {"offset": _bunch(turned)}, {"offset": _bunch(0.0)}
    disc = {"fillColor": f"if({_SHARED}, '{paper}', '{own}')", "size": f"{_MARK} * {_SHRINK}"}
    halo = {"size": f"{_MARK + 0.8} * {_SHRINK}"}
    ink = {"fillColor": f"if({_SHARED}, '{own}', '{paper}')", "size": f"{_MARK * 0.62} * {_SHRINK}"}
    parts = (
        _mark(look.shape, PAPER, PAPER, _MARK + 0.8, place | halo),
        _mark(look.shape, look.color, look.color, _MARK, place | disc),
        glyph(look.glyph, PAPER, _MARK * 0.62, upright | ink),
    )
    middle = {"point_on_surface": "1", "point_on_all_parts": "0", "clip_on_current_part_only": "0"}
    return symbol("fill", Part("CentroidFill", middle, inner=("marker", parts)), is_clipped=False)


def _site(kind: str) -> ET.Element:
    """Build a mark at a site, cased in ink; from afar a dot in the kind's colour."""
    look = SYMBOLS.get(kind, SYMBOLS["other"])
    case = {"size": f"{_MARK + 0.9} * {_SHRINK}"} | _IN_SIGHT
    return symbol(
        "marker",
        _mark(look.shape, PAPER, _INK, _MARK + 0.9, case),
        _mark(look.shape, look.color, look.color, _MARK, {"size": f"{_MARK} * {_SHRINK}"}),
        glyph(look.glyph, PAPER, _MARK * 0.62, {"size": f"{_MARK * 0.62} * {_SHRINK}"} | _IN_SIGHT),
    )


def _mark(shape: str, color: str, border: str, size: float, expressions: Mapping[str, str]) -> Part:
    name, angle = ("triangle", "180") if shape == "triangle_down" else (shape, "0")
    values = {
        "name": name,
        "angle": angle,
        "color": rgba(color),
        "outline_color": rgba(border),
        "outline_width": "0.25",
        "size": str(size),
        "size_unit": "MM",
        "offset_unit": "MM",
    }
    return Part("SimpleMarker", values, expressions)


def _route(kind: str) -> ET.Element:
    color = SYMBOLS.get(kind, SYMBOLS["other"]).color
    return symbol("line", line(PAPER, 1.5), line(color, 0.8))


def _extent(kind: str) -> ET.Element:
    color = SYMBOLS.get(kind, SYMBOLS["other"]).color
    return symbol("fill", hatch(color, 1.6, 0.2), _edge(color, 0.5))


def _edge(color: str, width: float) -> Part:
    return fill(None, color, width)


def _national() -> ET.Element:
    listed = [
        Rule(label, f'"kind" = {quoted([key])}', symbol("line", line(*_LINES[key])))
        for key, label in LINE_KINDS.items()
    ]
    return rules("lines", listed)
