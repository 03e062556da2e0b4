"""What web/*.js needs besides the map: texts of its buttons, and the grounds it may lie on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.wording import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TOOL_WORDS", "tool_texts"]

TOOL_WORDS = (
    "bar",
    "coordinates",
    "coordinates_long",
    "about",
    "full",
    "full_long",
    "ground",
    "ground_lost",
    "ground_none",
    "home_long",
    "inset",
    "layer_borders",
    "layer_labels",
    "layer_overlay",
    "layer_shading",
    "layer_symbols",
    "layers",
    "layers_long",
    "layers_note",
    "map",
    "measure",
    "measure_area",
    "measure_hint",
    "measure_joiner",
    "measure_length",
    "measure_long",
    "measure_more",
    "mixed",
    "nothing_known",
    "number_shared",
    "part",
    "precision",
    "print",
    "print_long",
    "scale",
    "seek",
    "seek_long",
    "seek_none",
    "stage",
    "unit_ha",
    "unit_km",
    "unit_km2",
    "unit_m",
    "zoom_in",
    "zoom_out",
)
"""Texts of the tools; each is `tool_` and its name among the page's words."""


def tool_texts(words: Mapping[str, str], lang: str) -> dict[str, object]:
    """Return the tools' texts by name, and under `stages` what each stage is called."""
    texts: dict[str, object] = {name: words[f"tool_{name}"] for name in TOOL_WORDS}
    texts["stages"] = {str(stage): zh if lang == "zh" else en for stage, (zh, en) in STAGES.items()}
    return texts
