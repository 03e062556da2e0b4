"""Exported layers as GDAL's own checks and QGIS see them; skipped where neither is installed."""

import sqlite3
from contextlib import closing

import pytest
import shapely

from geo.models import Precision
from layers.exports import export
from projects.models import Site
from tests.layers_data import (
    MADE_ON,
    PLAN,
    FakeBoundaries,
    divisions,
    documents,
    project,
    projects,
)
from tools.bootstrap import has_qgis
from tools.check_layers import gdal_faults, qgis_report

pytestmark = pytest.mark.skipif(not has_qgis(), reason="no QGIS: apt-get install python3-qgis")


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    site = Site(111.45, 27.5123)
    sited = project(20, "有坐标的风电", "431321", precision=Precision.SITE, site=site)
    return export(
        tmp_path_factory.mktemp("qgis") / "落图 图层.gpkg",
        [*projects(), sited],
        documents(),
        boundaries=FakeBoundaries(),
        divisions=divisions(),
        made_on=MADE_ON,
        crs="auto",
        drawn={(PLAN, "p1"): shapely.LineString([(111.1, 27.5), (111.2, 27.6)])},
    )


def test_gdal_finds_nothing_against_the_standard(package, tmp_path):
    assert gdal_faults(package) == []
    spoilt = tmp_path / "spoilt.gpkg"
    spoilt.write_bytes(package.read_bytes())
    with closing(sqlite3.connect(spoilt)) as database, database:
        database.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = 'counties'")
    assert gdal_faults(spoilt)  # the check can fail


def test_qgis_shows_every_layer_in_its_style_and_by_its_titles(package, tmp_path):
    code, said = qgis_report(package, tmp_path / "pictures")
    assert (code, said.splitlines()[-1]) == (0, "no fault"), said
    assert "projects_line: 1 rows, EPSG:4546, RuleRenderer" in said
    pictures = {path.stem for path in (tmp_path / "pictures").glob("*.png")}
    assert pictures >= {"map", "near", "counties", "projects_point", "projects_line"}


def test_qgis_misses_a_style_that_is_gone(package, tmp_path):
    spoilt = tmp_path / "spoilt.gpkg"
    spoilt.write_bytes(package.read_bytes())
    with closing(sqlite3.connect(spoilt)) as database, database:
        database.execute("DELETE FROM layer_styles WHERE f_table_name = 'counties'")
    code, said = qgis_report(spoilt, tmp_path / "pictures")
    assert code == 1
    assert "counties has lost its default style" in said
