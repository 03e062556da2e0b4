"""PDF and SVG: as many corners as can be seen, borders shared, a list written at once."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
import shapely

from layers.briefing import size_named
from layers.briefing.appendix import draw_appendix
from layers.briefing.chart import Chart
from layers.briefing.drawing import sheet_of
from layers.briefing.ground import province_ground
from layers.briefing.sheet import Box, Sheet
from layers.briefing.writing import render
from tests.briefing_data import JINING, SIHUI, brief
from tests.test_briefing_pictures import pdf_of


def test_a_list_is_written_a_page_at_once(built):
    """An artist for every cell took 13 ms a row; a list of 2,000 rows took half a minute."""
    made = brief(built, JINING)
    sheets = list(draw_appendix(made, "1920x1080"))
    assert all(not sheet.figure.texts for sheet in sheets)
    assert all(sheet.boxes for sheet in sheets)


def test_the_pages_of_a_list_use_the_fonts_of_the_picture(built):
    """Fonts are embedded once, however many pages there are."""
    made = brief(built, JINING)
    entries = list(made.appendix)
    long = replace(made, appendix=type(made.appendix)(200, lambda n: entries[n % len(entries)]))
    fonts = {
        id(font.get_object())
        for page in pdf_of(long).pages
        for font in page["/Resources"]["/Font"].values()
    }
    few = {
        id(font.get_object())
        for page in pdf_of(made).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert len(fonts) == len(few)


def test_a_map_has_no_more_corners_than_its_page_can_show(built):
    """A province's SVG had 11 MB: the country of its locator alone was 7 MB, a hand wide."""
    made = brief(built, "370000")
    ground = province_ground(made, 1.0, 1.0)
    sheet = Sheet(size_named("1920x1080"), sheet_of(made).faces)
    drawn = Chart(sheet, Box(0, 0, 100, 100), ground).counties
    assert shapely.get_num_coordinates(drawn).sum() < 60_000
    assert shapely.coverage_is_valid(drawn)
    assert not shapely.is_empty(drawn).any()
    assert shapely.area(drawn).sum() == pytest.approx(
        shapely.area(Chart(sheet, Box(0, 0, 100, 100), ground).placed(
            ground.counties.geometry.to_numpy())).sum(), rel=0.002)  # fmt: skip
    assert len(render(made, ".svg")) < 5 << 20


def test_neighbours_in_an_svg_share_their_corners(built):
    """Numbers are cut to hundredths, for each polygon alike: no sliver opens between two."""
    text = render(brief(built, SIHUI), ".svg").decode()
    fills = re.findall(r'<path d="(M[^"]*z\n?)" clip-path[^>]*fill: #', text)
    corners = [set(re.findall(r"-?[\d.]+ -?[\d.]+", path)) for path in fills]
    assert len(corners) > 5
    assert all("C" not in path and "L" not in path for path in fills)
    shared = sum(len(a & b) > 3 for a, b in itertools.combinations(corners, 2))
    assert shared >= len(corners) - 1
    assert not re.search(r' d="M[^"]*\.\d{3}', text)
