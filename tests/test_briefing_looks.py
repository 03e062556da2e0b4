"""What a page looks like: no third of it empty, no name upon a county it does not belong to."""

from __future__ import annotations

import pytest
import shapely

from layers.briefing import Layout, notes, size_named
from layers.briefing.drawing import sheet_of
from layers.briefing.page import draw_frame
from layers.briefing.sheet import Sheet
from tests.briefing_data import JINING, LOUDI, brief


@pytest.mark.parametrize("place", [LOUDI, "370000"])
def test_a_short_ranking_leaves_no_third_of_the_page_empty(built, place):
    """Of five counties the table ended half-way down, and below it was nothing."""
    made = brief(built, place, layout=Layout.RANKING)
    sheet = sheet_of(made)
    body = draw_frame(Sheet(size_named("1920x1080"), sheet.faces), made)
    left = [box for _, _, box in sheet.boxes if box.x1 < body.x0 + 0.66 * body.width]
    lowest = min(box.y0 for box in left if box.y0 > body.y0)
    assert lowest < body.y0 + 0.12 * body.height
    columns = {name for name, text, _ in sheet.boxes if text == "分类别"}
    assert columns == {"heading"}
    assert [text for _, text, _ in sheet.boxes].count("分类别") == 1


def test_a_name_on_the_map_lies_in_its_own_county_or_outside_the_place(built):
    """兖州区's plant stood on 任城区, whose name is larger: it was read as 任城区's."""
    made = brief(built, JINING)
    drawn = {}

    def kept(chart, note, box, foot, end, inner=notes._draw):
        drawn[note.lines] = (chart, box, foot)
        inner(chart, note, box, foot, end)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notes, "_draw", kept)
        sheet_of(made)
    assert drawn
    for lines, (chart, box, foot) in drawn.items():
        upon = sum(
            shape.intersection(shapely.box(*box)).area
            for shape, own in zip(chart.counties, chart.ground.mine, strict=True)
            if own and not shape.contains(shapely.Point(foot))
        )
        assert upon < 0.45 * box.width * box.height, lines
