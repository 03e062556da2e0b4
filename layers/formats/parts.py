"""The layers and tables of an export, as the formats take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.tables import COUNTIES, DOCUMENTS, NATIONAL_LINES, PROJECT_COUNTIES, PROJECTS

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.content import Content
    from layers.schema import Schema

__all__ = ["Table", "single", "tables"]

Table = tuple["Schema", "pd.DataFrame"]
"""A schema with its frame, which has a column `geometry` where the schema names shapes."""


def tables(content: Content) -> list[Table]:
    """Return all layers and tables, in the order a reader should meet them."""
    return [
        (COUNTIES, content.counties()),
        (PROJECTS, content.project_rows()),
        (PROJECT_COUNTIES, content.project_counties()),
        (NATIONAL_LINES, content.national_lines()),
        (DOCUMENTS, content.document_rows()),
    ]


def single(content: Content) -> tuple[Schema, gpd.GeoDataFrame]:
    """Return the one layer of a format that holds no more than one: the projects."""
    return PROJECTS, content.project_rows()
