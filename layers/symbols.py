"""Colour, shape and glyph of each kind, for the web map, pictures and QGIS alike.

The colour tells the sector, the shape the kind within its sector, so that each kind differs from
its neighbours without relying on hue; the glyph is the one character a planner reads at a glance.
A new kind is one row here beside its row in `projects.kinds`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SECTOR_COLORS", "SHAPES", "SYMBOLS", "Outline", "Symbol"]

Outline = tuple[tuple[float, float], ...]
"""Vertices (x, y), y up, within the square from -1 to 1; closed without repeating the first."""


def _regular(corners: int, *, turn: float = 90.0) -> Outline:
    """Corners of a regular polygon; `turn` is the first corner's angle in degrees."""
    return tuple(
        (
            math.cos(math.radians(turn + 360.0 * corner / corners)),
            math.sin(math.radians(turn + 360.0 * corner / corners)),
        )
        for corner in range(corners)
    )


def _star(points: int, *, inner: float) -> Outline:
    """Corners of a star whose notches lie at radius `inner`."""
    ring = _regular(2 * points)
    return tuple(
        (x, y) if corner % 2 == 0 else (inner * x, inner * y) for corner, (x, y) in enumerate(ring)
    )


_CROSS: Outline = (
    (-0.45, 1.0),
    (0.45, 1.0),
    (0.45, 0.45),
    (1.0, 0.45),
    (1.0, -0.45),
    (0.45, -0.45),
    (0.45, -1.0),
    (-0.45, -1.0),
    (-0.45, -0.45),
    (-1.0, -0.45),
    (-1.0, 0.45),
    (-0.45, 0.45),
)

SHAPES: Mapping[str, Outline] = MappingProxyType(
    {
        "circle": _regular(24),
        "square": _regular(4, turn=45.0),
        "diamond": _regular(4),
        "triangle": _regular(3),
        "triangle_down": _regular(3, turn=270.0),
        "pentagon": _regular(5),
        "hexagon": _regular(6),
        "octagon": _regular(8, turn=22.5),
        "star": _star(5, inner=0.62),
        "cross_fill": _CROSS,
        "shield": ((-0.8, 0.85), (0.8, 0.85), (0.8, -0.1), (0.0, -1.0), (-0.8, -0.1)),
    }
)
"""Outlines by name; names are those of QGIS but for triangle_down, its triangle turned by 180°."""

SECTOR_COLORS: Mapping[str, str] = MappingProxyType(
    {
        "power": "#b85a00",
        "grid": "#0a3cc8",
        "gas": "#8b1a8e",
        "transport": "#1d3444",
        "industry": "#604a24",
        "circular": "#b1900e",
        "ecology": "#1c7c66",
        "digital": "#d548b8",
        "other": "#74938a",
    }
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """How a kind is drawn: `color` "#rrggbb", `shape` a key of SHAPES, `glyph` one character."""

    color: str
    shape: str
    glyph: str


def _symbol(kind: str, shape: str, glyph: str) -> tuple[str, Symbol]:
    return kind, Symbol(SECTOR_COLORS[KINDS[kind].sector], shape, glyph)


SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    dict(
        (
            _symbol("wind_farm", "triangle", "风"),
            _symbol("solar_farm", "circle", "光"),
            _symbol("hydropower", "triangle_down", "水"),
            _symbol("pumped_storage", "shield", "抽"),
            _symbol("biomass_power", "hexagon", "生"),
            _symbol("waste_to_energy", "pentagon", "垃"),
            _symbol("geothermal", "octagon", "热"),
            _symbol("coal_power", "square", "煤"),
            _symbol("gas_power", "diamond", "气"),
            _symbol("nuclear_heat", "cross_fill", "核"),
            _symbol("energy_storage", "circle", "储"),
            _symbol("hydrogen", "shield", "氢"),
            _symbol("substation", "square", "变"),
            _symbol("converter_station", "diamond", "换"),
            _symbol("transmission_line", "hexagon", "线"),
            _symbol("distribution_grid", "octagon", "配"),
            _symbol("gas_pipeline", "circle", "管"),
            _symbol("gas_station", "square", "站"),
            _symbol("rail_spur", "diamond", "专"),
            _symbol("railway", "square", "铁"),
            _symbol("waterway", "triangle_down", "航"),
            _symbol("port", "shield", "港"),
            _symbol("road", "circle", "路"),
            _symbol("logistics_hub", "pentagon", "物"),
            _symbol("charging", "hexagon", "充"),
            _symbol("factory", "square", "工"),
            _symbol("industrial_park", "circle", "园"),
            _symbol("recycling", "circle", "循"),
            _symbol("waste_treatment", "square", "废"),
            _symbol("wetland", "shield", "湿"),
            _symbol("mine_restoration", "triangle", "矿"),
            _symbol("forest", "circle", "林"),
            _symbol("river_restoration", "triangle_down", "河"),
            _symbol("data_centre", "square", "数"),
            _symbol("research_platform", "circle", "研"),
            _symbol("pilot_zone", "octagon", "试"),
            _symbol("renewable_base", "star", "基"),
            _symbol("other", "circle", "他"),
        )
    )
)
