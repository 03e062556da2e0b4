"""The values of geography: a division or feature, and where a text was found to lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

__all__ = ["Adcode", "Candidate", "Level", "Location", "Place", "Precision", "Reason"]

Adcode = NewType("Adcode", str)
"""A six-digit division code of GB/T 2260 ("431322"), so that no code is mistaken for a name."""


class Level(StrEnum):
    """What sort of place a gazetteer row is."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ZONE = "zone"
    FEATURE = "feature"


class Precision(StrEnum):
    """How closely a location is known (design rule 7), finest first."""

    SITE = "site"
    FEATURE = "feature"
    TOWNSHIP = "township"
    COUNTY = "county"
    COUNTIES = "counties"
    ZONE = "zone"
    CITY = "city"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer.

    `code` is the six-digit adcode of a division and the longer statistics code of a town or
    village. `counties` holds today's county-level adcodes it lies in: itself for a county, its
    host for a town, several for a zone or river, empty for a prefecture or province.
    `note` says what an old name became ("上党区 since 2018"), else "".
    """

    code: str
    name: str
    short_name: str
    level: Level
    counties: tuple[Adcode, ...]
    prefecture: Adcode | None
    province: Adcode
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a county was chosen."""

    adcode: Adcode
    why: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A county that was considered. `score` is in [0, 1]."""

    adcode: Adcode
    name: str
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Location:
    """Where a text lies.

    `counties` are county-level adcodes in the order of the text; empty where none is established.
    `precision` is None only where not even the city is known. `confidence` is in [0, 1].
    `reason` is one sentence for a person; it says why nothing was chosen when nothing was.
    `township` is the name of the township where one is known ("天子湖镇"), else "".
    """

    counties: tuple[Adcode, ...] = ()
    precision: Precision | None = None
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    township: str = ""
