"""Badges of cities and provinces: how many of their projects are on the map, and of how many."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from projects.summaries import place_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.mapview import Scene
    from projects.models import DocumentFacts, Project

__all__ = ["MANY_CITIES", "Tally", "city", "city_name", "elsewhere", "missed", "provinces"]

_ON_NO_MAP = ("citywide", "unplaced")
MANY_CITIES = 3
"""Of a province: from afar one badge stands for all of them."""


def elsewhere(
    projects: Iterable[Project], documents: Iterable[DocumentFacts], divisions: Divisions
) -> Counter[Adcode | None]:
    """Count by city the projects that are on no map: city-wide and unplaced ones."""
    found = missed(projects, documents, divisions)
    return Counter(city for _, city in found)


def missed(
    projects: Iterable[Project], documents: Iterable[DocumentFacts], divisions: Divisions
) -> Iterator[tuple[int, Adcode | None]]:
    """Yield the places in `projects` of those on no map, each with its city, None if unknown."""
    plans = {f.sha256: divisions.prefecture_of(f.place) for f in documents if f.place}
    for row, project in enumerate(projects):
        if not project.counties and place_class(project) in _ON_NO_MAP:
            within = project.within
            yield row, divisions.prefecture_of(within) if within else plans.get(project.document)


class Tally:
    """How many projects of a city are on the map, and how many are not."""

    def __init__(self, scene: Scene, asked: AbstractSet[Adcode], divisions: Divisions) -> None:
        self.divisions = divisions
        self.stages = scene.stages
        self.placed = [asked & set(p.counties) for p in scene.projects if p.counties]
        self.missing = elsewhere(scene.projects, scene.documents, divisions)


def city(
    code: Adcode, counties: tuple[Adcode, ...], tally: Tally, words: Mapping[str, str]
) -> dict[str, object]:
    """Describe a city's badge; a click on it selects the city."""
    name = city_name(code, counties, tally.divisions)
    return _badge(name, counties, tally.missing[code], tally, words) | {"code": code}


def city_name(code: Adcode, counties: tuple[Adcode, ...], divisions: Divisions) -> str:
    """Name a city; where a single county of it is meant, with that county."""
    name = divisions.name(code)
    if len(counties) == 1 and counties[0] != code:
        name = f"{name} · {divisions.name(counties[0])}"
    return name


def _badge(
    name: str,
    codes: tuple[Adcode, ...],
    missing: int,
    tally: Tally,
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


def provinces(
    cities: Mapping[Adcode, tuple[Adcode, ...]], tally: Tally, words: Mapping[str, str]
) -> list[dict[str, object]]:
    """Describe the provinces with several cities; a badge of theirs selects nothing."""
    inside: defaultdict[Adcode, list[Adcode]] = defaultdict(list)
    for member in cities:
        inside[tally.divisions.province_of(member)].append(member)
    rows = []
    for province, members in inside.items():
        if len(members) < MANY_CITIES:
            continue
        codes = tuple(code for member in members for code in cities[member])
        missing = sum(tally.missing[member] for member in {province, *members})
        row = _badge(tally.divisions.name(province), codes, missing, tally, words)
        rows.append(row | {"code": "", "cities": members})
    return rows
