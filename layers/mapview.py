"""What the map shows, as plain values: the bridge from projects and sums to web/layer.js.

Counties are shaded, projects stand as symbols inside their county, a project of several counties
stands hollow in each of them, and a county with nothing but such projects is hatched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.classes import class_breaks, class_colors, class_of
from layers.symbols import SHAPES, SYMBOLS
from projects.kinds import KINDS, SECTORS
from projects.wording import STAGES, kind_name, quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from geo.islands import Island
    from geo.models import Adcode
    from projects.models import DocumentFacts, Project

__all__ = ["Chosen", "MapFiles", "Scene", "Shading", "build_view", "plan_counties", "project_key"]

MOST_SYMBOLS = 800
"""More single projects than this are not sent: the counties then carry a number each."""

_UNSURE = 0.65
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Shading:
    """What shades the counties: `values` by adcode, said to people by `unit`.

    `nothing` says what an unshaded county means: none, or nothing stated.
    """

    title: str
    values: Mapping[str, float]
    unit: str
    nothing: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader has selected: `what` is project, county or city."""

    what: str
    key: str
    counties: tuple[Adcode, ...]


@dataclass(frozen=True, slots=True)
class MapFiles:
    """Addresses the browser fetches county polygons from."""

    overview: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be seen: `projects` after all filters, `cities` as `plan_counties` gives them."""

    projects: Sequence[Project]
    cities: Mapping[Adcode, tuple[Adcode, ...]]
    shading: Shading
    files: MapFiles
    chosen: Chosen | None


def project_key(project: Project) -> str:
    """Return what names a project between the browser and the page."""
    return f"{project.document}/{project.id}"


def plan_counties(
    documents: Iterable[DocumentFacts], projects: Iterable[Project], divisions: Divisions
) -> dict[Adcode, tuple[Adcode, ...]]:
    """Find the counties the plans speak of, by city: their jurisdictions and their projects'."""
    codes = {code for facts in documents for code in divisions.counties(facts.place)}
    codes.update(code for project in projects for code in project.counties)
    cities: defaultdict[Adcode, list[Adcode]] = defaultdict(list)
    for code in sorted(codes):
        cities[divisions.prefecture_of(code)].append(code)
    return {city: tuple(counties) for city, counties in sorted(cities.items())}


def build_view(
    scene: Scene,
    *,
    divisions: Divisions,
    words: Mapping[str, str],
    lang: str,
    islands: Iterable[Island] = (),
) -> dict[str, object]:
    """Describe the map for `layers.webmap.project_group`.

    Parameters
    ----------
    scene
        What is to be seen.
    divisions
        Names of the cities.
    words
        Texts of the legend, the notices and the tips in the reader's language.
    lang
        "zh" or "en".
    islands
        What is labelled as a point because it lies in no county polygon.
    """
    projects = scene.projects
    own = Counter(p.counties[0] for p in projects if len(p.counties) == 1)
    shared = Counter(code for p in projects if len(p.counties) > 1 for code in p.counties)
    placed = [p for p in projects if p.counties]
    single = placed if len(placed) <= MOST_SYMBOLS else []
    breaks = class_breaks(scene.shading.values.values())
    counties = [code for codes in scene.cities.values() for code in codes]
    rows = [
        {
            "code": code,
            "shade": class_of(scene.shading.values.get(code, 0.0), breaks),
            "hatched": bool(shared[code]) and not own[code],
            "bubble": 0 if single else own[code] + shared[code],
            "tip": words["county_tip"].format(own=own[code], shared=shared[code]),
        }
        for code in counties
    ]
    return {
        "files": {"overview": scene.files.overview, "details": list(scene.files.details)},
        "view": {"token": ",".join(counties), "counties": counties},
        "counties": rows,
        "ramp": class_colors(len(breaks)),
        "cities": [
            _city(city, codes, projects, divisions, words) for city, codes in scene.cities.items()
        ],
        "projects": [_item(project, lang, words) for project in single],
        "islands": [{"name": i.name, "lon": i.lon, "lat": i.lat} for i in islands],
        "symbols": {kind: _look(kind, lang) for kind in _kinds(placed)},
        "selected": _selected(scene.chosen),
        "legend": _legend(scene.shading, breaks, rows, single, words),
        "notices": [words["notice_scale"], words["notice_internal"]],
        "texts": {key: words[key] for key in ("legend", "home", "no_file")},
    }


def _kinds(projects: Iterable[Project]) -> list[str]:
    """Return the kinds present, sector by sector; a kind without a symbol is drawn as other."""
    present = {_drawn_as(project.kind) for project in projects}
    sectors = list(SECTORS)
    return sorted(present, key=lambda kind: (sectors.index(KINDS[kind].sector), _ORDER[kind]))


def _drawn_as(kind: str) -> str:
    return kind if kind in SYMBOLS else "other"


def _city(
    city: Adcode,
    codes: tuple[Adcode, ...],
    projects: Iterable[Project],
    divisions: Divisions,
    words: Mapping[str, str],
) -> dict[str, object]:
    inside = set(codes)
    count = sum(1 for project in projects if inside & set(project.counties))
    name = divisions.name(city)
    if len(codes) == 1 and codes[0] != city:
        name = f"{name} · {divisions.name(codes[0])}"
    tip = words["city_tip"].format(count=count)
    return {"code": city, "name": name, "counties": list(codes), "count": count, "tip": tip}


def _item(project: Project, lang: str, words: Mapping[str, str]) -> dict[str, object]:
    zh, en = STAGES[project.stage]
    stage = zh if lang == "zh" else en
    sizes = ", ".join(quantity_text(quantity, lang=lang) for quantity in project.capacity)
    several = len(project.counties) > 1
    return {
        "key": project_key(project),
        "name": project.name,
        "kind": _drawn_as(project.kind),
        "order": _ORDER[_drawn_as(project.kind)],
        "counties": list(project.counties),
        "unsure": project.confidence < _UNSURE,
        "tip": [
            f"{kind_name(project.kind, lang=lang)} · {stage}",
            sizes or words["no_capacity"],
            words["several_tip" if several else "scale_tip"],
        ],
    }


def _look(kind: str, lang: str) -> dict[str, object]:
    symbol = SYMBOLS[kind]
    return {
        "color": symbol.color,
        "outline": [[round(x, 3), round(y, 3)] for x, y in SHAPES[symbol.shape]],
        "glyph": symbol.glyph,
        "label": kind_name(kind, lang=lang),
    }


def _selected(chosen: Chosen | None) -> dict[str, object] | None:
    if chosen is None:
        return None
    return {
        "what": chosen.what,
        "key": chosen.key,
        "token": f"{chosen.what} {chosen.key}",
        "counties": list(chosen.counties),
    }


def _legend(
    shading: Shading,
    breaks: tuple[float, ...],
    rows: Sequence[Mapping[str, object]],
    single: Sequence[Project],
    words: Mapping[str, str],
) -> dict[str, object]:
    classes = [{"color": "#ffffff", "text": shading.nothing}]
    colors = class_colors(len(breaks))
    for place, (high, color) in enumerate(zip(breaks, colors, strict=True)):
        low = breaks[place - 1] if place else 0.0
        inside = sorted(value for value in shading.values.values() if low < value <= high)
        classes.append({"color": color, "text": f"{_span(low, high, inside)} {shading.unit}"})
    return {
        "title": shading.title,
        "classes": classes,
        "hatched": words["hatched"] if any(row["hatched"] for row in rows) else "",
        "kinds": words["kinds"],
        "shared": words["shared"] if any(len(p.counties) > 1 for p in single) else "",
        "unsure": words["unsure"] if any(p.confidence < _UNSURE for p in single) else "",
        "precision": words["precision"],
    }


def _span(low: float, high: float, inside: Sequence[float]) -> str:
    """Say a class: "4–6" of whole numbers, ">50–100" of measures, "3.2" of a single value."""
    if inside[0] == inside[-1]:
        return f"{inside[0]:g}"
    if all(value == int(value) for value in (low, *inside)):
        return f"{int(low) + 1}–{high:g}"
    return f">{low:g}–{high:g}"
