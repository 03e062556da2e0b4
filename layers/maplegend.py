"""The legend: the classes of the shading with their bounds, what the marks mean, the lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.classes import OTHERS, UNSTATED, class_colors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from layers.mapview import Shading

__all__ = ["LINES", "Marks", "legend", "span"]

LINES = ("national", "undetermined", "province", "sar", "prefecture", "county", "dash")
"""In the order of the legend, which lists those within the map's frame."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Which marks there are on the map that the legend has to explain."""

    hatched: bool = False
    shared: bool = False
    unsure: bool = False
    site: bool = False
    mixed: bool = False


def legend(
    shading: Shading,
    scale: tuple[Sequence[float], tuple[float, ...]],
    marks: Marks,
    words: Mapping[str, str],
    stages: str,
) -> dict[str, object]:
    """Describe the legend; `scale` are the values shaded and the bounds of their classes.

    `stages` are those of all that is shown, in words: more than the shading may count.
    """
    values, breaks = scale
    classes = [{"color": "#ffffff", "text": shading.nothing}] if shading.nothing else []
    colors = class_colors(len(breaks))
    for place, (high, color) in enumerate(zip(breaks, colors, strict=True)):
        low = breaks[place - 1] if place else 0.0
        inside = sorted(value for value in values if low < value <= high)
        classes.append({"color": color, "text": f"{span(low, high, inside)} {shading.unit}"})
    return {
        "title": shading.title,
        "classes": classes,
        "hatched": words["hatched"] if marks.hatched else "",
        "apart": [
            {"shade": UNSTATED, "text": words["unstated"]},
            {"shade": OTHERS, "text": words["others"]},
        ],
        "kinds": words["kinds"]
        if stages == shading.said
        else words["kinds_of"].format(stages=stages),
        "shared": words["shared"] if marks.shared else "",
        "unsure": words["unsure"] if marks.unsure else "",
        "site": words["site"] if marks.site else "",
        "mixed": words["mixed"] if marks.mixed else "",
        "precision": words["precision_sites" if marks.site else "precision"],
        "note": shading.note,
        "badge": words["badge"].format(stages=shading.said),
        "number": words["number"].format(stages=shading.said),
        "others": words["others_note"],
        "township": words["township"],
        "edge": words["edge"],
        "joined": words["joined"],
        "drawn": words["drawn"],
        "lines": [{"kind": kind, "text": words[f"line_{kind}"]} for kind in LINES],
    }


def span(low: float, high: float, inside: Sequence[float]) -> str:
    """Say a class: "4–6" of whole numbers, ">50–100" of measures, "3.2" of a single value."""
    if inside[0] == inside[-1]:
        return f"{inside[0]:,.10g}"
    if all(value == int(value) for value in (low, *inside)):
        return f"{int(low) + 1:,}–{high:,.10g}"
    return f">{low:,.10g}–{high:,.10g}"
