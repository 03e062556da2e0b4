"""What a file may show: everything, or nothing finer than a county."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.errors import ExportError
from projects.wording import PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from layers.schema import Schema

__all__ = ["INTERNAL", "PROFILES", "PUBLIC", "as_public", "checked_profile"]

INTERNAL = "internal"
PUBLIC = "public"
PROFILES: Mapping[str, str] = MappingProxyType(
    {
        INTERNAL: "内部版: 含所有定位信息",
        PUBLIC: "公开版: 不含细于县级的位置; 公开前仍须依法送审",
    }
)
"""The profiles, with what the files say of each."""

_FINER = ("site", "feature", "township")


def checked_profile(text: str) -> str:
    """Give a profile's name back.

    Raises
    ------
    ExportError
        If it is none.
    """
    if text not in PROFILES:
        message = f"{text!r} is no profile: take {' or '.join(PROFILES)}"
        raise ExportError(message)
    return text


def as_public(schema: Schema, frame: gpd.GeoDataFrame) -> tuple[Schema, gpd.GeoDataFrame]:
    """Leave out the internal columns, and say no finer precision than a county."""
    left_out = [column.name for column in schema.columns if column.internal]
    made = frame.drop(columns=left_out)
    if "precision" in made.columns:
        finer = made["precision"].isin(_FINER)
        made.loc[finer, "precision"] = "county"
        made.loc[finer, "precision_zh"] = PRECISIONS["county"][0]
    return schema.public(), made
