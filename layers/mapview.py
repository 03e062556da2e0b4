"""What the map shows, as plain values: the bridge from projects and sums to web/layer.js.

Counties are shaded, projects stand as symbols inside their county, a project of several counties
stands hollow in each of them, and a county with nothing but such projects is hatched. A project
known to its site stands at its coordinates, on a pin that no other symbol has.

A small registry is sent whole, once; of a large one (`layers.maplevels`) a look at a time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from layers import mapbadges, maplevels
from layers.classes import NONE, OTHERS, UNSTATED, class_breaks, class_colors, class_of
from layers.furnishing import tool_texts
from layers.grounds import ground_values
from layers.levels import MOST_ROWS, Level
from layers.mapitems import is_unsure, item, look, project_key, site, sorted_kinds
from layers.maplegend import Marks, legend
from layers.mapshapes import shape_of
from projects.models import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from geo.divisions import Divisions
    from geo.islands import Island
    from geo.models import Adcode
    from layers.grounds import Ground
    from layers.levels import Look
    from layers.maplevels import Survey
    from projects.models import DocumentFacts, Geometry, Project

__all__ = [
    "Chosen",
    "MapFiles",
    "Scene",
    "Shading",
    "build_view",
    "is_small",
    "plan_counties",
    "project_key",
]


@dataclass(frozen=True)
class Shading:
    """What shades the counties: `values` by adcode, said to people by `unit`.

    A county has a value, be it nought, if it holds a project that is counted: one of `stages`,
    which are called `said`. It is among the `unstated` if none of these states the measure.
    `nothing` says what an unshaded county means, "" where nothing is shaded. `note` says what the
    sums leave out. `regions` and `regions_unstated` are the same of prefectures, with what no
    single county of theirs holds; `scheme` is one of `layers.classes.SCHEMES`.
    """

    title: str
    values: Mapping[str, float]
    unit: str
    nothing: str
    note: str = ""
    regions: Mapping[str, float] = field(default_factory=dict)
    scheme: str = "even"
    unstated: frozenset[str] = frozenset()
    regions_unstated: frozenset[str] = frozenset()
    stages: frozenset[Stage] = frozenset(Stage)
    said: str = ""

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """The bounds of the counties' classes."""
        return class_breaks(self.values.values(), scheme=self.scheme)

    @cached_property
    def region_breaks(self) -> tuple[float, ...]:
        """The bounds of the prefectures' classes."""
        return class_breaks(self.regions.values(), scheme=self.scheme)

    def shade(self, code: str, held: int, *, far: bool = False) -> int:
        """Return the class of a county, `far` off of a prefecture, that holds so many projects."""
        values = self.regions if far else self.values
        if values.get(code):
            return class_of(values[code], self.region_breaks if far else self.breaks)
        if code in (self.regions_unstated if far else self.unstated):
            return UNSTATED
        return OTHERS if held and code not in values else NONE

    def within(self, asked: AbstractSet[Adcode]) -> Shading:
        """Leave out the counties nobody asked for."""
        if asked >= self.values.keys():
            return self
        return replace(self, values={c: v for c, v in self.values.items() if c in asked})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader has selected: `what` is project, county or city.

    `candidates` are counties a project may lie in but was not placed in, `geometry` is what was
    put on the map for it by hand.
    """

    what: str
    key: str
    counties: tuple[Adcode, ...]
    candidates: tuple[Adcode, ...] = ()
    geometry: Geometry | None = None


@dataclass(frozen=True, slots=True)
class MapFiles:
    """Addresses the browser fetches county polygons from.

    The map is first painted from `details` and `first`: the backdrop where all counties to be drawn
    are in the details, else a sketch of all counties, as `is_sketch` says. It gets finer once
    `overview` is there; `coming` says that more details are being made.
    """

    overview: str
    details: tuple[str, ...]
    first: str
    is_sketch: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be seen: `projects` after all filters, `cities` as `plan_counties` gives them.

    `documents` are the plans: a project without a county is missing on its plan's city. `asked`
    are the counties the reader asked for, empty if for none: all others are only neighbours.
    `stages` says which stages the symbols are of, `grounds` what the map may be laid on. `survey`
    is there for what `is_small` denies, and `look` then what the browser last said it shows.
    `at` is where the map is to open, as latitude, longitude and zoom; else it shows all there is.
    `projected` says that nobody is there to move it: it opens clear of its legend. `shapes` says
    that what people put on the map by hand is drawn: in pages for the office's own people alone.
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
    survey: Survey | None = None
    look: Look | None = None
    at: tuple[float, float, float] | None = None
    projected: bool = False
    shapes: bool = False


def is_small(projects: Sequence[Project], cities: Mapping[Adcode, tuple[Adcode, ...]]) -> bool:
    """Tell whether everything can be sent at once: then moving the map asks for nothing."""
    return len(projects) + sum(map(len, cities.values())) <= MOST_ROWS


def plan_counties(
    documents: Iterable[DocumentFacts], projects: Iterable[Project], divisions: Divisions
) -> dict[Adcode, tuple[Adcode, ...]]:
    """Find the counties the plans speak of, by city: their jurisdictions and their projects'."""
    own = {facts.sha256: facts.place for facts in documents}
    codes = {code for place in own.values() if place for code in divisions.counties(place)}
    whole: set[Adcode] = set()
    for project in projects:
        codes.update(project.counties)
        if own.get(project.document, "") is None:  # of no one city: the project's cities are shown
            whole.update(project.counties or ((project.within,) if project.within else ()))
    for city in {divisions.prefecture_of(code) for code in whole}:
        codes.update(divisions.counties(city))
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
    if scene.survey is None:
        part = _whole(scene, divisions=divisions, words=words, lang=lang)
    else:
        part = maplevels.part(scene, scene.survey, words=words, lang=lang)
    return {
        "files": {
            "first": scene.files.first,
            "sketched": scene.files.is_sketch,
            "overview": scene.files.overview,
            "details": list(scene.files.details),
            "coming": scene.files.coming,
        },
        "islands": [{"name": i.name, "lon": i.lon, "lat": i.lat} for i in islands],
        "selected": _selected(scene.chosen, shapes=scene.shapes),
        "at": scene.at and list(scene.at),
        "projected": scene.projected,
        "notices": [words["notice_scale"], words["notice_internal"]],
        "texts": {key: words[key] for key in ("legend", "home", "no_file")},
        "tools": tool_texts(words, lang),
        "grounds": ground_values(scene.grounds, words),
        **part,
    }


def _whole(
    scene: Scene, *, divisions: Divisions, words: Mapping[str, str], lang: str
) -> dict[str, object]:
    """Describe everything at once."""
    asked = scene.asked or {code for codes in scene.cities.values() for code in codes}
    placed = [p for p in scene.projects if asked & set(p.counties)]
    shading = scene.shading.within(asked)
    rows = _rows(scene, asked, shading, words)
    tally = mapbadges.Tally(scene, asked, divisions)
    cities = [mapbadges.city(city, codes, tally, words) for city, codes in scene.cities.items()]
    marks = Marks(
        hatched=any(row["hatched"] for row in rows),
        shared=any(len(p.counties) > 1 for p in placed),
        unsure=any(map(is_unsure, placed)),
        site=any(map(site, placed)),
    )
    scale = list(shading.values.values()), shading.breaks
    return {
        "level": str(Level.ALL),
        "window": None,
        "view": _view(scene.cities, tally.held),
        "counties": rows,
        "ramp": class_colors(len(shading.breaks)),
        "cities": cities,
        "provinces": mapbadges.provinces(scene.cities, tally, words),
        "projects": [item(project, asked, lang, words, shapes=scene.shapes) for project in placed],
        "symbols": {kind: look(kind, lang) for kind in sorted_kinds(p.kind for p in placed)},
        "legend": legend(shading, scale, marks, words, scene.stages),
        "counted": sorted(shading.stages),
    }


def _rows(
    scene: Scene, asked: AbstractSet[Adcode], shading: Shading, words: Mapping[str, str]
) -> list[dict[str, object]]:
    """Describe each county drawn; one that was not asked for is a quiet neighbour."""
    projects = scene.projects
    own = Counter(p.counties[0] for p in projects if len(p.counties) == 1)
    shared = Counter(code for p in projects if len(p.counties) > 1 for code in p.counties)
    return [
        {
            "code": code,
            "quiet": code not in asked,
            "shade": shading.shade(code, own[code]) if code in asked else NONE,
            "hatched": code in asked and bool(shared[code]) and not own[code],
            "part": code in asked and bool(shared[code] and own[code]),
            "bubble": 0,
            "other": 0,
            "tip": words["county_tip"].format(
                own=own[code], shared=shared[code], stages=scene.stages
            ),
        }
        for codes in scene.cities.values()
        for code in codes
    ]


def _view(
    cities: Mapping[Adcode, tuple[Adcode, ...]], held: AbstractSet[Adcode | None]
) -> dict[str, object]:
    """Choose what the map opens on: the one city that anything is left of, else all."""
    left = [city for city in cities if city in held]
    meant = left if len(left) == 1 else list(cities)
    counties = [code for city in meant for code in cities[city]]
    return {"token": ",".join(counties), "counties": counties}


def _selected(chosen: Chosen | None, *, shapes: bool) -> dict[str, object] | None:
    if chosen is None:
        return None
    shape = shape_of(chosen.geometry) if shapes and chosen.geometry else None
    return {
        **({"shape": shape} if shape else {}),
        "what": chosen.what,
        "key": chosen.key,
        "token": f"{chosen.what} {chosen.key}",
        "counties": list(chosen.counties),
        "candidates": list(chosen.candidates),
    }
