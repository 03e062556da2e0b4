"""Which of the five places of a sum a project belongs to, and the division it is at home in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from geo.models import Level, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import Project

__all__ = ["PLACES", "Homes", "PlaceClass", "place_class"]

PlaceClass = Literal["county", "cross_county", "citywide", "unplaced", "outside"]
PLACES: tuple[PlaceClass, ...] = get_args(PlaceClass)


def place_class(project: Project) -> PlaceClass:
    """Say which of the five places of a sum the project belongs to."""
    counties = project.counties
    if counties:
        return "county" if len(counties) == 1 or len(set(counties)) == 1 else "cross_county"
    if project.citywide:
        return "citywide"
    return "outside" if project.precision is Precision.OUTSIDE else "unplaced"


class Homes:
    """The divisions as sums need them, each question answered once."""

    def __init__(self, divisions: Divisions, jurisdictions: Mapping[str, Adcode | None]) -> None:
        self.divisions = divisions
        self.jurisdictions = jurisdictions
        self._prefectures = frozenset(divisions.prefectures())
        self.prefecture = lru_cache(maxsize=None)(self._prefecture)
        self.province = lru_cache(maxsize=None)(divisions.province_of)

    def _prefecture(self, code: Adcode) -> Adcode | None:
        """Find the group a code is summed in; a province that is no municipality has none."""
        group = self.divisions.prefecture_of(code)
        return group if group in self._prefectures else None

    def of(self, project: Project) -> Adcode | None:
        """Find the smallest division that holds the whole project."""
        plan = self.jurisdictions.get(project.document)
        if not project.counties:
            return project.within or plan
        if place_class(project) == "county":
            return project.counties[0]
        if plan is not None and self._is_new_area_of(plan, project):
            return plan
        prefectures = {self.prefecture(code) for code in project.counties}
        if len(prefectures) == 1:
            return prefectures.pop()
        # It crosses prefectures: the plan's own prefecture keeps what it names as its own.
        if plan is not None and (own := self.prefecture(plan)) in prefectures:
            return own
        provinces = {self.province(code) for code in project.counties}
        return provinces.pop() if len(provinces) == 1 else None

    def _is_new_area_of(self, plan: Adcode, project: Project) -> bool:
        """Tell whether a plan is of a part of a city (雄安新区) that holds all of a project."""
        is_new_area = self.divisions.get(plan).level is Level.ZONE
        return is_new_area and all(self.divisions.covers(plan, c) for c in project.counties)
