"""Single projects and the symbols of their kinds, as the map is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.models import Precision
from layers.atlas import has_pin
from layers.mapshapes import shape_of
from layers.symbols import SHAPES, SYMBOLS
from projects.kinds import KINDS, SECTORS
from projects.wording import STAGES, kind_name, quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from geo.models import Adcode
    from projects.models import Project

__all__ = ["drawn_as", "is_unsure", "item", "look", "project_key", "site", "sorted_kinds"]

_UNSURE = 0.65
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def project_key(project: Project) -> str:
    """Return what names a project between the browser and the page."""
    return f"{project.document}/{project.id}"


def is_unsure(project: Project) -> bool:
    """Tell whether the project's counties are a guess."""
    return project.confidence < _UNSURE


def sorted_kinds(kinds: Iterable[str]) -> list[str]:
    """Return the kinds present, sector by sector; a kind without a symbol is drawn as other."""
    present = {drawn_as(kind) for kind in kinds}
    sectors = list(SECTORS)
    return sorted(present, key=lambda kind: (sectors.index(KINDS[kind].sector), _ORDER[kind]))


def drawn_as(kind: str) -> str:
    """Return the kind whose symbol stands for it."""
    return kind if kind in SYMBOLS else "other"


def item(
    project: Project,
    asked: AbstractSet[Adcode],
    lang: str,
    words: Mapping[str, str],
    *,
    shapes: bool = False,
) -> dict[str, object]:
    """Describe a project; it stands in those of its counties that are asked for.

    With `shapes` it has what was put on the map for it by hand.
    """
    zh, en = STAGES[project.stage]
    stage = zh if lang == "zh" else en
    sizes = ", ".join(quantity_text(quantity, lang=lang) for quantity in project.capacity)
    several = len(project.counties) > 1
    pin = site(project)
    where = "several_tip" if several else "site_tip" if pin else "scale_tip"
    if project.precision is Precision.TOWNSHIP and not several:
        where = "township_tip"
    shape = shape_of(project.geometry) if shapes and project.geometry else None
    if shape and not pin:
        where = "shape_tip"
    return {
        "key": project_key(project),
        "name": project.name,
        "kind": drawn_as(project.kind),
        "stage": str(project.stage),
        "order": _ORDER[drawn_as(project.kind)],
        "counties": [code for code in project.counties if code in asked],
        "shared": several,
        "unsure": is_unsure(project),
        "site": pin,
        "township": pin is None and project.precision is Precision.TOWNSHIP,
        **({"shape": shape} if shape else {}),
        "tip": [
            f"{kind_name(project.kind, lang=lang)} · {stage}",
            sizes or words["no_capacity"],
            words[where],
        ],
    }


def site(project: Project) -> list[float] | None:
    """Give the coordinates for a pin: only those of a site, never approximate ones."""
    if project.site is None or not has_pin(project):
        return None
    return [project.site.lon, project.site.lat]


def look(kind: str, lang: str) -> dict[str, object]:
    """Describe a kind's symbol."""
    symbol = SYMBOLS[kind]
    return {
        "color": symbol.color,
        "outline": [[round(x, 3), round(y, 3)] for x, y in SHAPES[symbol.shape]],
        "glyph": symbol.glyph,
        "label": kind_name(kind, lang=lang),
    }
