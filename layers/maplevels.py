"""The map of a large registry: what a look at it is answered with, at most `MOST_ROWS` rows.

What is not sent as a row of its own is counted in one that is: a prefecture in its province's
badge, a county in its prefecture's, a project in its county's number. Projects that cross the
border of a unit are told apart, so that the units' own numbers and those add up to all.
"""

from __future__ import annotations

import math
import secrets
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from layers.atlas import Box, Census
from layers.classes import class_colors
from layers.levels import CHINA, Level, Look, choose
from layers.mapbadges import MANY_CITIES, city_name, missed, numbers
from layers.mapitems import drawn_as, is_unsure, item, look, site, sorted_kinds
from layers.maplegend import Marks, legend
from layers.symbols import SECTOR_COLORS
from projects.kinds import KINDS, SECTORS
from projects.models import Stage
from projects.wording import kind_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from geo.divisions import Divisions
    from geo.models import Adcode
    from layers.atlas import Atlas, Ground, Groups, Rows
    from layers.levels import Window
    from layers.mapview import Scene
    from projects.selection import Holdings

__all__ = ["Survey", "build_survey", "part"]

_OPENING = (820, 520)  # pixels the map is taken to have before the browser has said so
_NEAREST = 9.75  # as near as the map opens
_LEAST = 1e-3  # degrees
_NEARER = 8.0  # from this zoom on counties are wide enough for a symbol of each kind
_FINE = 8.5  # from this zoom on the borders of the overview look coarse
_MOST_FINE = 12
_REMEMBERED = 50
_TOLD = 3  # kinds named in a tip


@dataclass(frozen=True, eq=False)
class Survey:
    """All projects of one filter as looks need them; built once, shared by all sessions.

    `cities` are those drawn with their counties; `missing` counts by city what is on no map, and
    `open_` names the cities that have such of any stage; `serial` tells one survey from another, so
    that the browser mixes nothing of two.
    """

    atlas: Atlas
    cities: Mapping[Adcode, tuple[Adcode, ...]]
    missing: Mapping[Adcode | None, int]
    open_: AbstractSet[Adcode | None]
    divisions: Divisions
    serial: str = field(default_factory=lambda: secrets.token_hex(4))
    _answered: dict[Look, Window] = field(default_factory=dict, repr=False)

    @property
    def token(self) -> str:
        """Name what the map opens on: the same for the same cities."""
        return ",".join(self.home)

    @cached_property
    def home(self) -> tuple[Adcode, ...]:
        """The cities the map opens on: the one that anything is left of, else all."""
        groups = self.atlas.prefectures
        held = {
            code for code, n in zip(groups.codes, groups.own + groups.crossing, strict=True) if n
        }
        left = [city for city in self.cities if city in held or city in self.open_]
        return (left[0],) if len(left) == 1 else tuple(self.cities)

    @cached_property
    def opening(self) -> Look:
        """What the browser will show first, as far as that can be told from here."""
        ground = self.atlas.ground
        codes = {code for city in self.home for code in self.cities[city]}
        boxes = ground.boxes[[code in codes for code in ground.codes]]
        if not len(boxes):
            return Look(CHINA, 0.0)
        (west, south), (east, north) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        tall = max(_mercator(north) - _mercator(south), _LEAST)
        size = min(_OPENING[0] / max(east - west, _LEAST), _OPENING[1] / tall)  # pixels a degree
        zoom = min(math.log2(size * 360 / 256), _NEAREST)
        wide = _OPENING[0] * 360 / 256 / 2**zoom / 2
        high = _OPENING[1] / _OPENING[0] * wide * math.cos(math.radians((south + north) / 2))
        x, y = float(west + east) / 2, float(south + north) / 2
        return Look(Box(x - wide, y - high, x + wide, y + high), zoom)

    def window(self, look: Look | None) -> tuple[Window, Look]:
        """Choose what answers a look, and say at which look: the opening one without one."""
        seen = look or self.opening
        if seen not in self._answered:
            while len(self._answered) >= _REMEMBERED:
                self._answered.pop(next(iter(self._answered)), None)
            self._answered[seen] = choose(self.atlas, seen)
        return self._answered[seen], seen

    def detailed(self, look: Look | None) -> tuple[Adcode, ...]:
        """Return the cities in a look that is so near that their finer borders can be seen."""
        window, seen = self.window(look)
        if seen.zoom < _FINE or len(window.regions) > _MOST_FINE:
            return ()
        codes = self.atlas.prefectures.codes
        return tuple(codes[row] for row in window.regions.tolist())

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """The sectors present, in the order of their table."""
        present = {_sector(kind) for kind in self.atlas.kind_names}
        return tuple(sector for sector in SECTORS if sector in present)

    @cached_property
    def of_sector(self) -> Rows:
        """Which kind is of which sector: ones and noughts, shape (kinds, sectors)."""
        names = self.atlas.kind_names
        return np.array(
            [[int(_sector(kind) == sector) for sector in self.sectors] for kind in names],
            dtype=np.int64,
        ).reshape(len(names), len(self.sectors))


def build_survey(
    holdings: Holdings,
    cities: Mapping[Adcode, tuple[Adcode, ...]],
    asked: frozenset[Adcode],
    ground: Ground,
    divisions: Divisions,
    counted: AbstractSet[Stage] = frozenset(Stage),
) -> Survey:
    """Build the survey; `asked` are the counties meant, all of the cities' if it is empty.

    `counted` are the stages that sums count: what is of others is told apart.
    """
    meant = asked or {code for codes in cities.values() for code in codes}
    census = holdings.once(
        ("census", ground, divisions),
        lambda: Census(holdings.projects, ground, divisions),
        of_all=True,
    )
    missed_ = holdings.once(
        ("missed", divisions),
        lambda: tuple(missed(holdings.projects, holdings.documents, divisions)),
        of_all=True,
    )
    marked = holdings.marks
    left = [(row, city) for row, city in missed_ if marked is None or marked[row]]
    missing = Counter(city for row, city in left if holdings.projects[row].stage in counted)
    atlas = census.atlas(marked, meant, counted)
    return Survey(atlas, cities, missing, {city for _, city in left}, divisions)


def part(scene: Scene, survey: Survey, *, words: Mapping[str, str], lang: str) -> dict[str, object]:
    """Describe what a look meets, at the level that suits it."""
    window, seen = survey.window(scene.look)
    return _Part(scene, survey, window, seen.zoom, words, lang).described()


@dataclass(frozen=True, slots=True)
class _Part:
    """One answer to a look."""

    scene: Scene
    survey: Survey
    window: Window
    zoom: float
    words: Mapping[str, str]
    lang: str

    def described(self) -> dict[str, object]:
        window, survey, shading = self.window, self.survey, self.scene.shading
        far = window.level is Level.REGION
        values = shading.regions if far else shading.values
        breaks = shading.region_breaks if far else shading.breaks
        counties = self._counties(values)
        rows = [*window.inside.pins.tolist(), *window.inside.loose.tolist()]
        projects = [survey.atlas.project(row) for row in rows]
        marks = Marks(
            hatched=any(row["hatched"] for row in counties),
            shared=any(len(p.counties) > 1 for p in projects),
            unsure=any(map(is_unsure, projects)),
            site=any(map(site, projects)),
            mixed=window.level is not Level.PROJECT,
        )
        title = self.words["shade_cities"].format(title=shading.title) if far else shading.title
        asked = {code for codes in survey.cities.values() for code in codes}
        return {
            "level": str(window.level),
            "token": f"{survey.serial} {shading.scheme} {shading.title}",
            "window": {
                "box": None if far else list(window.box),
                "low": window.low,
                "high": window.high,
            },
            "view": self._view(),
            "counties": counties,
            "ramp": class_colors(len(breaks)),
            "cities": self._cities(values),
            "provinces": self._provinces() if far else [],
            "projects": [
                item(project, asked, self.lang, self.words, shapes=self.scene.shapes)
                for project in projects
            ],
            "symbols": {k: look(k, self.lang) for k in sorted_kinds(survey.atlas.kind_names)},
            "sectors": [
                {"color": SECTOR_COLORS[key], "label": SECTORS[key][self.lang != "zh"]}
                for key in survey.sectors
            ],
            "counted": sorted(shading.stages),
            "legend": legend(
                replace(shading, title=title, note=f"{self._sum()}\n{shading.note}".strip()),
                (list(values.values()), breaks),
                marks,
                self.words,
                self.scene.stages,
            ),
        }

    def _sum(self) -> str:
        """Say how the numbers on the map add up to all that is on it."""
        far = self.window.level is Level.REGION
        atlas = self.survey.atlas
        total = len(atlas.order)
        own = int((atlas.prefectures.own if far else atlas.own).sum())
        said = self.words["sum_cities" if far else "sum_counties"]
        return said.format(total=f"{total:,}", own=f"{own:,}", shared=f"{total - own:,}")

    def _view(self) -> dict[str, object]:
        home = self.survey.home
        counties = [code for city in home for code in self.survey.cities[city]]
        few = counties if len(home) == 1 else []
        return {"token": self.survey.token, "counties": few, "cities": [] if few else list(home)}

    def _counties(self, values: Mapping[str, float]) -> list[dict[str, object]]:
        atlas, level = self.survey.atlas, self.window.level
        rows = self.window.inside.counties
        mixes = (atlas.kinds[rows] @ self.survey.of_sector).tolist()
        described: list[dict[str, object]] = []
        for row, mix in zip(rows.tolist(), mixes, strict=True):
            code, own, shared = atlas.ground.codes[row], int(atlas.own[row]), int(atlas.shared[row])
            other = int(atlas.other[row])
            tip = self.words["county_tip"].format(own=own, shared=shared, stages=self.scene.stages)
            county: dict[str, object] = {
                "code": code,
                "quiet": False,
                "shade": self.scene.shading.shade(code, own),
                "hatched": bool(shared) and not own,
                "numbers": [own, shared, other],
                "bubble": own - other if level is Level.COUNTY else 0,
                "other": other if level is Level.COUNTY else 0,
                "hollow": shared if level is Level.COUNTY else 0,
                "tip": tip + self._said(values, code),
                "mix": mix if level is Level.COUNTY else [],
            }
            if level is Level.SITE:
                county["other"] = int(atlas.other_loose[row])
                county["bubble"] = int(atlas.own_loose[row]) - int(atlas.other_loose[row])
                county["hollow"] = int(atlas.shared_loose[row])
            if level is Level.COUNTY and self.zoom >= _NEARER:
                others = dict(self._by_kind(atlas.other_kinds[row]))
                kinds = self._by_kind(atlas.kinds[row])
                county["kinds"] = [[kind, n, others.get(kind, 0)] for kind, n in kinds]
            described.append(county)
        return described

    def _by_kind(self, counts: Rows) -> list[tuple[str, int]]:
        """Count by the kind drawn, the largest first."""
        found: Counter[str] = Counter()
        names = self.survey.atlas.kind_names
        for kind in np.flatnonzero(counts).tolist():
            found[drawn_as(names[kind])] += int(counts[kind])
        return found.most_common()

    def _cities(self, values: Mapping[str, float]) -> list[dict[str, object]]:
        survey, rows = self.survey, self.window.regions.tolist()
        far = self.window.level is Level.REGION
        groups, described = survey.atlas.prefectures, []
        for row in rows:
            code = groups.codes[row]
            counties = survey.cities.get(code, ())
            whole = len(counties) == len(survey.divisions.counties(code))
            badge = self._badge(groups, row, survey.missing.get(code, 0))
            described.append(
                badge
                | {
                    "name": city_name(code, counties, survey.divisions),
                    "short": survey.divisions.get(code).short_name,
                    "code": code,
                    "counties": [] if whole else list(counties),
                    "shade": self.scene.shading.shade(code, int(groups.own[row]), far=True),
                    "tip": f"{badge['tip']}{self._said(values, code) if far else ''}",
                }
            )
        return described

    def _provinces(self) -> list[dict[str, object]]:
        """Describe the provinces with several cities; a badge of theirs selects nothing."""
        survey, groups = self.survey, self.survey.atlas.provinces
        inside: dict[Adcode, list[Adcode]] = {}
        for city in survey.cities:
            inside.setdefault(survey.divisions.province_of(city), []).append(city)
        rows = {code: row for row, code in enumerate(groups.codes)}
        return [
            self._badge(
                groups,
                rows[province],
                sum(survey.missing.get(code, 0) for code in {province, *members}),
            )
            | {
                "name": survey.divisions.name(province),
                "short": survey.divisions.get(province).short_name,
                "code": "",
                "counties": [],
                "cities": members,
            }
            for province, members in inside.items()
            if len(members) >= MANY_CITIES and province in rows
        ]

    def _badge(self, groups: Groups, row: int, missing: int) -> dict[str, object]:
        """Count what lies in a unit alone, and with it what of it is on no map."""
        other, crossing = int(groups.other[row]), int(groups.crossing[row])
        own = int(groups.own[row]) - other
        kinds = self._by_kind(groups.kinds[row])[:_TOLD]
        names = (f"{kind_name(kind, lang=self.lang)} {n}" for kind, n in kinds)
        said = numbers(own, other, missing, self.scene.shading.said, self.words)
        tip = str(said["tip"])
        if crossing:
            tip += "\n" + self.words["crossing_tip"].format(count=crossing)
        if kinds:
            tip += "\n" + self.words["joiner"].join(names)
        return {
            **said,
            "tip": tip,
            "mix": (groups.kinds[row] @ self.survey.of_sector).tolist(),
        }

    def _said(self, values: Mapping[str, float], code: Adcode) -> str:
        """Say what shades a unit, on a line of its own."""
        if not values.get(code):
            return ""
        shading = self.scene.shading
        return f"\n{shading.title}: {values[code]:,.10g} {shading.unit}"


def _sector(kind: str) -> str:
    return KINDS[drawn_as(kind)].sector


def _mercator(lat: float) -> float:
    """Return a latitude in degrees of longitude at the equator, as the map is drawn."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))
