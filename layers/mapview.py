"""What the map shows, as plain values: the bridge from projects and sums to web/layer.js.

Counties are shaded, projects stand as symbols inside their county, a project of several counties
stands hollow in each of them, and a county with nothing but such projects is hatched. A project
known to its site stands at its coordinates, on a pin that no other symbol has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.models import Precision
from layers.classes import class_breaks, class_colors, class_of
from layers.furnishing import tool_texts
from layers.grounds import ground_values
from layers.symbols import SHAPES, SYMBOLS
from projects.kinds import KINDS, SECTORS
from projects.summaries import place_class
from projects.wording import STAGES, kind_name, quantity_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geo.divisions import Divisions
    from geo.islands import Island
    from geo.models import Adcode
    from layers.grounds import Ground
    from projects.models import DocumentFacts, Project

__all__ = ["Chosen", "MapFiles", "Scene", "Shading", "build_view", "plan_counties", "project_key"]

MOST_SYMBOLS = 800
"""More single projects than this are not sent: the counties then carry a number each."""

_UNSURE = 0.65
_LINES = ("national", "province", "prefecture", "county", "dash")
_ON_NO_MAP = ("citywide", "unplaced")
_MANY_CITIES = 3  # of a province: from afar one badge stands for all of them
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Shading:
    """What shades the counties: `values` by adcode, said to people by `unit`.

    `nothing` says what an unshaded county means: none, or nothing stated. `note` says what the
    sums leave out.
    """

    title: str
    values: Mapping[str, float]
    unit: str
    nothing: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader has selected: `what` is project, county or city.

    `candidates` are counties a project may lie in but was not placed in.
    """

    what: str
    key: str
    counties: tuple[Adcode, ...]
    candidates: tuple[Adcode, ...] = ()


@dataclass(frozen=True, slots=True)
class MapFiles:
    """Addresses the browser fetches county polygons from."""

    overview: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be seen: `projects` after all filters, `cities` as `plan_counties` gives them.

    `documents` are the plans: a project without a county is missing on its plan's city. `asked`
    are the counties the reader asked for, empty if for none: all others are only neighbours.
    `stages` says which stages the symbols are of, `grounds` what the map may be laid on.
    """

    projects: Sequence[Project]
    cities: Mapping[Adcode, tuple[Adcode, ...]]
    shading: Shading
    files: MapFiles
    chosen: Chosen | None
    documents: Sequence[DocumentFacts] = ()
    asked: frozenset[Adcode] = frozenset()
    stages: str = ""
    grounds: tuple[Ground, ...] = ()


def project_key(project: Project) -> str:
    """Return what names a project between the browser and the page."""
    return f"{project.document}/{project.id}"


def plan_counties(
    documents: Iterable[DocumentFacts], projects: Iterable[Project], divisions: Divisions
) -> dict[Adcode, tuple[Adcode, ...]]:
    """Find the counties the plans speak of, by city: their jurisdictions and their projects'."""
    own = {facts.sha256: facts.place for facts in documents}
    codes = {code for place in own.values() if place for code in divisions.counties(place)}
    for project in projects:
        codes.update(project.counties)
        homes = project.counties or ((project.within,) if project.within else ())
        if own.get(project.document, "") is None:  # of no one city: the project's cities are shown
            homes = tuple(divisions.prefecture_of(code) for code in homes)
            codes.update(code for home in homes for code in divisions.counties(home))
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
    asked = scene.asked or {code for codes in scene.cities.values() for code in codes}
    placed = [p for p in projects if asked & set(p.counties)]
    single = placed if len(placed) <= MOST_SYMBOLS else []
    values = {code: value for code, value in scene.shading.values.items() if code in asked}
    shading = replace(scene.shading, values=values)
    breaks = class_breaks(values.values())
    rows = _rows(scene, asked, breaks, words, single=bool(single))
    tally = _Tally(scene, asked, divisions)
    cities = [_city(city, codes, tally, words) for city, codes in scene.cities.items()]
    return {
        "files": {"overview": scene.files.overview, "details": list(scene.files.details)},
        "view": _view(scene.cities, cities),
        "counties": rows,
        "ramp": class_colors(len(breaks)),
        "cities": cities,
        "provinces": _provinces(scene.cities, tally, words),
        "projects": [_item(project, asked, lang, words) for project in single],
        "islands": [{"name": i.name, "lon": i.lon, "lat": i.lat} for i in islands],
        "symbols": {kind: _look(kind, lang) for kind in _kinds(placed)},
        "selected": _selected(scene.chosen),
        "legend": _legend(replace(scene, shading=shading), breaks, rows, single, words),
        "notices": [words["notice_scale"], words["notice_internal"]],
        "texts": {key: words[key] for key in ("legend", "home", "no_file")},
        "tools": tool_texts(words, lang),
        "grounds": ground_values(scene.grounds, words),
    }


def _rows(
    scene: Scene,
    asked: AbstractSet[Adcode],
    breaks: tuple[float, ...],
    words: Mapping[str, str],
    *,
    single: bool,
) -> list[dict[str, object]]:
    """Describe each county drawn; one that was not asked for is a quiet neighbour."""
    projects, values = scene.projects, scene.shading.values
    own = Counter(p.counties[0] for p in projects if len(p.counties) == 1)
    shared = Counter(code for p in projects if len(p.counties) > 1 for code in p.counties)
    return [
        {
            "code": code,
            "quiet": code not in asked,
            "shade": class_of(values.get(code, 0.0), breaks) if code in asked else -1,
            "hatched": code in asked and bool(shared[code]) and not own[code],
            "part": code in asked and bool(shared[code] and own[code]),
            "bubble": own[code] + shared[code] if code in asked and not single else 0,
            "tip": words["county_tip"].format(
                own=own[code], shared=shared[code], stages=scene.stages
            ),
        }
        for codes in scene.cities.values()
        for code in codes
    ]


def _view(
    cities: Mapping[Adcode, tuple[Adcode, ...]], described: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Choose what the map opens on: the one city that anything is left of, else all."""
    left = [city for city, row in zip(cities, described, strict=True) if row["total"]]
    meant = left if len(left) == 1 else list(cities)
    counties = [code for city in meant for code in cities[city]]
    return {"token": ",".join(counties), "counties": counties}


def _kinds(projects: Iterable[Project]) -> list[str]:
    """Return the kinds present, sector by sector; a kind without a symbol is drawn as other."""
    present = {_drawn_as(project.kind) for project in projects}
    sectors = list(SECTORS)
    return sorted(present, key=lambda kind: (sectors.index(KINDS[kind].sector), _ORDER[kind]))


def _drawn_as(kind: str) -> str:
    return kind if kind in SYMBOLS else "other"


class _Tally:
    """How many projects of a city are on the map, and how many are not."""

    def __init__(self, scene: Scene, asked: AbstractSet[Adcode], divisions: Divisions) -> None:
        plans = {f.sha256: divisions.prefecture_of(f.place) for f in scene.documents if f.place}
        self.divisions = divisions
        self.stages = scene.stages
        self.placed = [asked & set(p.counties) for p in scene.projects if p.counties]
        self.missing = Counter(
            divisions.prefecture_of(p.within) if p.within else plans.get(p.document)
            for p in scene.projects
            if place_class(p) in _ON_NO_MAP
        )


def _city(
    city: Adcode, codes: tuple[Adcode, ...], tally: _Tally, words: Mapping[str, str]
) -> dict[str, object]:
    name = tally.divisions.name(city)
    if len(codes) == 1 and codes[0] != city:
        name = f"{name} · {tally.divisions.name(codes[0])}"
    return _badge(name, codes, tally.missing[city], tally, words) | {"code": city}


def _badge(
    name: str,
    codes: tuple[Adcode, ...],
    missing: int,
    tally: _Tally,
    words: Mapping[str, str],
) -> dict[str, object]:
    """Count the projects on the map in these counties, and with those on no map."""
    inside = set(codes)
    count = sum(1 for counties in tally.placed if inside & counties)
    total = count + missing
    tip = words["city_tip"].format(count=count, total=total, stages=tally.stages)
    return {
        "name": name,
        "counties": list(codes),
        "count": count,
        "total": total,
        "tip": tip,
    }


def _provinces(
    cities: Mapping[Adcode, tuple[Adcode, ...]], tally: _Tally, words: Mapping[str, str]
) -> list[dict[str, object]]:
    """Describe the provinces with several cities; a badge of theirs selects nothing."""
    inside: defaultdict[Adcode, list[Adcode]] = defaultdict(list)
    for city in cities:
        inside[tally.divisions.province_of(city)].append(city)
    rows = []
    for province, members in inside.items():
        if len(members) < _MANY_CITIES:
            continue
        codes = tuple(code for city in members for code in cities[city])
        missing = sum(tally.missing[city] for city in {province, *members})
        row = _badge(tally.divisions.name(province), codes, missing, tally, words)
        rows.append(row | {"code": "", "cities": members})
    return rows


def _item(
    project: Project, asked: AbstractSet[Adcode], lang: str, words: Mapping[str, str]
) -> dict[str, object]:
    zh, en = STAGES[project.stage]
    stage = zh if lang == "zh" else en
    sizes = ", ".join(quantity_text(quantity, lang=lang) for quantity in project.capacity)
    several = len(project.counties) > 1
    site = _site(project)
    where = "several_tip" if several else "site_tip" if site else "scale_tip"
    return {
        "key": project_key(project),
        "name": project.name,
        "kind": _drawn_as(project.kind),
        "order": _ORDER[_drawn_as(project.kind)],
        "stage": str(project.stage),
        "counties": [code for code in project.counties if code in asked],
        "shared": several,
        "unsure": project.confidence < _UNSURE,
        "site": site,
        "tip": [
            f"{kind_name(project.kind, lang=lang)} · {stage}",
            sizes or words["no_capacity"],
            words[where],
        ],
    }


def _site(project: Project) -> list[float] | None:
    """Give the coordinates for a pin: only those of a site, never approximate ones."""
    if project.site is None or project.precision is not Precision.SITE:
        return None
    return [project.site.lon, project.site.lat]


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
        "candidates": list(chosen.candidates),
    }


def _legend(
    scene: Scene,
    breaks: tuple[float, ...],
    rows: Sequence[Mapping[str, object]],
    single: Sequence[Project],
    words: Mapping[str, str],
) -> dict[str, object]:
    shading = scene.shading
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
        "site": words["site"] if any(map(_site, single)) else "",
        "precision": words["precision_sites" if any(map(_site, single)) else "precision"],
        "note": shading.note,
        "badge": words["badge"].format(stages=scene.stages),
        "lines": [{"kind": kind, "text": words[f"line_{kind}"]} for kind in _LINES],
    }


def _span(low: float, high: float, inside: Sequence[float]) -> str:
    """Say a class: "4–6" of whole numbers, ">50–100" of measures, "3.2" of a single value."""
    if inside[0] == inside[-1]:
        return f"{inside[0]:g}"
    if all(value == int(value) for value in (low, *inside)):
        return f"{int(low) + 1}–{high:g}"
    return f">{low:g}–{high:g}"
