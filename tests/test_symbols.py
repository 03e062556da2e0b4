"""Every kind can be drawn, told from its neighbours, and seen by colour-blind readers."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from layers.classes import RAMP
from layers.overlay import OVERLAY_COLORS
from layers.symbols import SECTOR_COLORS, SHAPES, SYMBOLS
from projects.kinds import KINDS, SECTORS

# Machado, Oliveira, Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", severity 1.0, on linear RGB.
DEFICIENCIES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _linear(color: str) -> tuple[float, ...]:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _oklab(color: str, deficiency: str) -> tuple[float, ...]:
    """Ottosson's OKLab of a colour as seen with a deficiency."""
    rgb = _linear(color)
    r, g, b = (
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True))))
        for row in DEFICIENCIES[deficiency]
    )
    l_ = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    m_ = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    s_ = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_symbol_that_can_be_drawn(kind):
    symbol = SYMBOLS[kind]
    assert re.fullmatch(r"#[0-9a-f]{6}", symbol.color)
    assert symbol.shape in SHAPES
    assert len(symbol.glyph) == 1


def test_no_symbol_is_left_over():
    assert set(SYMBOLS) == set(KINDS)
    assert set(SECTOR_COLORS) == set(SECTORS)


def test_no_two_kinds_look_alike():
    looks = [(symbol.color, symbol.shape) for symbol in SYMBOLS.values()]
    assert len(set(looks)) == len(looks)
    glyphs = [symbol.glyph for symbol in SYMBOLS.values()]
    assert len(set(glyphs)) == len(glyphs)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_sector_colours_stay_apart_for_colour_blind_readers(deficiency):
    for one, other in itertools.combinations(SECTOR_COLORS, 2):
        apart = math.dist(
            _oklab(SECTOR_COLORS[one], deficiency), _oklab(SECTOR_COLORS[other], deficiency)
        )
        assert apart >= 0.05, f"{one} and {other} look alike ({deficiency}: {apart:.3f})"


@pytest.mark.parametrize("color", SECTOR_COLORS.values())
def test_a_white_glyph_is_readable_on_every_colour(color):
    """Contrast of at least 3:1 as WCAG 2 asks of large text."""
    r, g, b = _linear(color)
    assert 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05) >= 3.0


@pytest.mark.parametrize("shape", SHAPES)
def test_outlines_lie_within_the_unit_square(shape):
    assert all(abs(x) <= 1.0 + 1e-9 and abs(y) <= 1.0 + 1e-9 for x, y in SHAPES[shape])


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_shading_grows_darker_step_by_step_for_everybody(deficiency):
    light = [_oklab(color, deficiency)[0] for color in ("#ffffff", *RAMP)]
    steps = [before - after for before, after in itertools.pairwise(light)]
    assert min(steps) >= 0.03


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_kinds_of_one_sector_need_no_colour_to_be_told_apart(deficiency):
    """Within a sector the shape tells, and the glyph; between sectors the colour helps as well."""
    for one, other in itertools.combinations(SYMBOLS, 2):
        a, b = SYMBOLS[one], SYMBOLS[other]
        apart = math.dist(_oklab(a.color, deficiency), _oklab(b.color, deficiency))
        assert a.glyph != b.glyph
        assert a.shape != b.shape or apart >= 0.05


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_an_offices_own_layers_differ_from_one_another_and_from_the_selection(deficiency):
    colors = [*OVERLAY_COLORS, "#d81b60"]
    for one, other in itertools.combinations(colors, 2):
        assert math.dist(_oklab(one, deficiency), _oklab(other, deficiency)) > 0.1, (one, other)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_selection_stands_out_from_every_shade(deficiency):
    for shade in ("#ffffff", *RAMP):
        assert math.dist(_oklab("#d81b60", deficiency), _oklab(shade, deficiency)) >= 0.15
