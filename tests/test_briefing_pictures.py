"""Pictures by their contents: nothing overlaps, the legend is what is drawn, text stays text."""

from __future__ import annotations

import io
import itertools
import re
import struct
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
import shapely
from pypdf import PdfReader
from pyproj import Geod

from layers import replacing
from layers.briefing import SIZES, Layout, size_named
from layers.briefing.appendix import MOST_LISTED, _heading
from layers.briefing.chart import NO_DATA, SEA, UNSTATED_FILL, Chart
from layers.briefing.drawing import draw, sheet_of
from layers.briefing.furniture import bar_length
from layers.briefing.ground import _transformer, ground_of, province_ground, south_sea
from layers.briefing.setting import settings
from layers.briefing.shade import colors_of, hatched, swatches
from layers.briefing.sheet import Box, Sheet, Style
from layers.briefing.writing import PICTURES, render, write
from layers.classes import class_colors
from layers.errors import BriefError
from projects.kinds import KINDS
from projects.selection import Holdings
from projects.wording import kind_name
from tests.briefing_data import (
    CITIES,
    JINING,
    LOUDI,
    SIHUI,
    brief,
    divisions,
    holdings,
    odd_projects,
)
from tests.test_symbols import DEFICIENCIES, _oklab

XINHUA = "431322"
# What may lie upon a symbol or beside it, and not on another text.
ON_SYMBOLS = {"glyph"}


@pytest.fixture(scope="module")
def sheets(built):
    """The sheets of every layout, drawn once."""
    made = [
        *(brief(built, place) for place in (*CITIES, SIHUI, XINHUA, "370000")),
        brief(built, *CITIES, SIHUI),
        brief(built, *CITIES, SIHUI, layout=Layout.RANKING),
        brief(built, JINING, layout=Layout.RANKING),
        brief(built, JINING, held=odd_projects()),
    ]
    return [(one, sheet_of(one)) for one in made]


def overlaps(sheet: Sheet) -> list[str]:
    """Name the texts whose boxes, as matplotlib measures them, have more than a hair in common."""
    with settings():
        sheet.figure.draw_without_rendering()
    scale = 72 / sheet.figure.dpi
    boxes = []
    for artist in sheet.figure.texts:
        if artist.get_gid() and artist.get_gid() not in ON_SYMBOLS:
            e = artist.get_window_extent()
            box = Box(e.x0 * scale, e.y0 * scale, e.x1 * scale, e.y1 * scale).shrunk(0.6)
            boxes.append((artist.get_text(), box))
    return [
        f"{one} / {other}"
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if a.meets(b)
    ]


def test_no_text_lies_on_another(sheets):
    assert {made.title: found for made, sheet in sheets if (found := overlaps(sheet))} == {}


def test_texts_that_meet_are_found(sheets):
    sheet = Sheet(size_named("1920x1080"), sheets[0][1].faces)
    sheet.text(100, 100, "娄底市", Style(12))
    sheet.text(110, 104, "新化县", Style(12))
    assert overlaps(sheet) == ["娄底市 / 新化县"]


def test_every_text_is_on_the_page_and_measured_as_it_is_drawn(sheets):
    for _, sheet in sheets:
        for name, text, box in sheet.boxes:
            assert box.x0 >= 0, (name, text)
            assert box.y0 >= 0, (name, text)
            assert box.x1 <= sheet.width, (name, text)
            assert box.y1 <= sheet.height, (name, text)
        scale = 72 / sheet.figure.dpi
        for artist in sheet.figure.texts[::7]:
            with settings():
                drawn = artist.get_window_extent().width * scale
            said = sheet.faces.width(artist.get_text(), artist.get_fontsize())
            assert drawn == pytest.approx(said, abs=0.6)


def test_every_label_is_on_the_map_or_in_the_list(sheets):
    for made, sheet in sheets[:5]:
        words = " ".join(text for _, text, _ in sheet.boxes)
        for region in made.regions:
            assert region.name in words


def test_the_legend_counts_what_is_on_the_map(sheets):
    for made, sheet in sheets[:5]:
        drawn: Counter[str] = Counter()
        for mark in made.marks:
            drawn[kind_name(mark.kind)] += mark.projects
        found = [text for name, text, _ in sheet.boxes if name == "kind"]
        told = dict(text.rsplit(" ", 1) for text in found)
        assert {name: int(number) for name, number in told.items()} == dict(drawn)


def test_the_legend_has_every_colour_of_the_map_and_no_other(sheets):
    for made, _ in sheets[:7]:
        assert {s.color for s in swatches([made])} == set(colors_of(made).values())


def test_a_county_of_cross_county_projects_is_not_called_empty(built):
    """曲阜 and 泗水 hold nothing alone, and 300 万千瓦 lie in them and others."""
    made = brief(built, JINING)
    only = hatched(made)
    assert {"370881", "370831"} <= only
    assert not only & {region.adcode for region in made.regions if region.total.projects}
    told = {(swatch.text, swatch.hatched) for swatch in swatches([made])}
    assert ("仅参与跨县项目", True) in told
    assert not any("无在建" in text for text, _ in told)  # every other county has some
    assert "仅参与跨县项目" in {text for _, text, _ in sheet_of(made).boxes}


def test_a_province_knows_what_the_plan_of_a_city_left_out(built):
    made = brief(built, "370000")
    colors = colors_of(made)
    inside = [colors[code] for code in made.divisions.counties(JINING)]
    assert NO_DATA not in inside
    assert colors["370102"] == NO_DATA


def test_only_a_file_with_the_list_refers_to_it(built):
    made = brief(built, JINING)
    for has_appendix in (False, True):
        words = " ".join(text for _, text, _ in sheet_of(made, has_appendix=has_appendix).boxes)
        assert ("见附录" in words) is has_appendix
        assert ("未列名" in words) is not has_appendix


def test_the_picture_shows_how_its_total_comes_about(sheets):
    made, sheet = sheets[0]
    words = {text for _, text, _ in sheet.boxes}
    assert made.single.said == "3.2 万千瓦"
    assert {f"落到单个县 {made.single.projects} 个", "3.2 万千瓦"} <= words
    assert any("45 个项目, 8 个写明" in text for text in words)


def test_no_leader_runs_through_the_name_of_its_county(sheets):
    for made, sheet in sheets[:5]:
        leaders = [
            shapely.LineString(line.get_xydata())
            for line in sheet.figure.lines
            if line.get_zorder() == 7.5 and len(line.get_xydata()) == 2
        ]
        for name, text, box in sheet.boxes:
            if name == "label":
                inner = shapely.box(*box.shrunk(1.0))
                assert not any(inner.intersects(line) for line in leaders), (made.title, text)


def test_a_locator_shows_islands_far_from_their_province(built):
    held = holdings()
    islands = divisions().counties("460300")
    facts = replace(held.documents[0], place="460300")
    moved = replace(held.projects[0], document=facts.sha256, counties=islands[:1], part_of=None)
    made = brief(built, "460300", held=Holdings((facts,), (moved,)))
    ground, w = province_ground(made, 1.0, 1.0), province_ground(made, 1.0, 1.0).window
    shown = ground.counties[ground.mine].total_bounds
    assert shapely.contains(shapely.box(*w.bounds), shapely.box(*shown))
    assert "在全国的位置" in {text for _, text, _ in sheet_of(made).boxes}


def test_the_source_line_is_chinese(sheets):
    foot = " ".join(text for name, text, _ in sheets[0][1].boxes if name == "foot")
    assert "高德图层, 2025 年末" in foot
    assert "layer" not in foot


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("classes", range(2, 6))
def test_neighbouring_classes_are_told_apart_by_everybody(deficiency, classes):
    ramp = ["#ffffff", *class_colors(classes)]
    for one, other in itertools.pairwise(ramp):
        a, b = _oklab(one, deficiency), _oklab(other, deficiency)
        assert sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 >= 0.03
    for apart in (UNSTATED_FILL, NO_DATA):
        assert apart not in ramp
    assert NO_DATA != SEA


def pdf_of(made, **options) -> PdfReader:
    return PdfReader(io.BytesIO(render(made, ".pdf", **options)))


def joined(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_pdf_has_its_texts_as_text(built):
    made = brief(built, JINING)
    reader = pdf_of(made)
    first = joined(reader.pages[0].extract_text())
    for said in (made.title, made.stamp, *made.notices, "济政字〔2023〕39号", made.date_line,
                 made.status_line, "631.6万千瓦", "微山县", "公里", "北"):  # fmt: skip
        assert joined(said) in first
    whole = joined("".join(page.extract_text() for page in reader.pages[1:]))
    for entry in made.appendix:
        assert joined(entry.section) in whole
        for piece in re.findall(r"\w{1,12}", entry.name):
            assert piece in whole
    assert "〓" not in first + whole
    assert reader.metadata.title == made.title


def test_a_pdf_embeds_its_face_with_a_map_to_unicode(built):
    for page in pdf_of(brief(built, SIHUI)).pages:
        held = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert held
        assert all(
            "NotoSansCJKsc" in str(font.get("/BaseFont", font.get("/Name"))) for font in held
        )
        assert all("/ToUnicode" in font and font["/Subtype"] == "/Type3" for font in held)


def test_an_svg_has_real_text_in_named_faces(built):
    text = render(brief(built, JINING, held=odd_projects()), ".svg").decode()
    root = ET.fromstring(text)  # noqa: S314 - our own file, and it must be well-formed
    words = joined("".join(root.itertext()))
    assert "济宁市规划点名项目分布图" in words
    assert "$x^2$" in words
    assert "luotu-" not in text
    assert "'Noto Sans CJK SC', 'Source Han Sans SC'" in text
    assert "<b>" not in text


@pytest.mark.parametrize(("key", "pixels"), [
    ("1920x1080", (1920, 1080)), ("3840x2160", (3840, 2160)),
    ("a4", (3508, 2480)), ("a3", (4961, 3508)),
])  # fmt: skip
def test_sizes_are_those_of_screens_and_paper(key, pixels):
    assert SIZES[key].pixels == pixels
    assert size_named(key.upper()) is SIZES[key]


def test_a_png_is_as_large_as_it_says(built):
    for size in ("1920x1080", "a4"):
        data = render(brief(built, LOUDI), ".png", size=size)
        width, height = struct.unpack(">II", data[16:24])
        wanted = SIZES[size].pixels
        assert (width, height) == wanted


def test_the_country_has_its_lines_and_islands(built):
    made = nation(built)
    inset = south_sea(made, 0.75)
    assert len(inset.lines["dash"].geoms) == 10
    assert set(ground_of(made, 1.5).lines) >= {"national", "undetermined", "sar", "dash"}
    sheet = sheet_of(made)
    words = {text for _, text, _ in sheet.boxes}
    assert {
        "南海诸岛",
        "黄岩岛",
        "曾母暗沙",
        "钓鱼岛",
        "赤尾屿",
        "国界、海岸线",
        "未定国界",
        "断续线",
        "省界",
        "资料暂缺",
    } <= words
    colors = colors_of(made)
    assert {colors[code] for code in ("710000", "810001", "820001") if code in colors} == {NO_DATA}
    assert overlaps(sheet) == []


def nation(built):
    """Return the sample's projects as if a table of the whole country had them."""
    held = holdings()
    tables = tuple(replace(facts, place=None, script="") for facts in held.documents)
    return brief(built, held=Holdings(tables, held.projects), layout=Layout.CITY)


def test_hainan_has_the_inset_and_its_own_islands(built):
    made = of_hainan(built)
    words = {text for _, text, _ in sheet_of(made).boxes}
    assert {"南海诸岛", "黄岩岛", "曾母暗沙", "在全国的位置"} <= words
    assert "dash" in province_ground(made, 1.0, 1.0).lines
    assert len(south_sea(made, 0.75).lines["dash"].geoms) == 10


def of_hainan(built):
    held = holdings()
    facts = replace(held.documents[0], place="460000")
    moved = replace(held.projects[0], document=facts.sha256, counties=("460105",), part_of=None)
    return brief(built, "460000", held=Holdings((facts,), (moved,)))


def test_an_inland_city_has_no_inset(built):
    words = {text for _, text, _ in sheet_of(brief(built, LOUDI)).boxes}
    assert "南海诸岛" not in words
    assert "在湖南省的位置" in words


def test_the_scale_bar_is_as_long_as_it_says(built):
    for made in (brief(built, LOUDI), nation(built)):
        ground = ground_of(made, 1.5)
        chart = Chart(sheet_of(brief(built, SIHUI)), Box(0, 0, 600, 400), ground)
        km, points = bar_length(chart)
        w, half = ground.window, points / chart.scale / 2
        x, y = (w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2
        back = _transformer(ground.crs)
        west = back.transform(x - half, y, direction="INVERSE")
        east = back.transform(x + half, y, direction="INVERSE")
        assert Geod(ellps="GRS80").inv(*west, *east)[2] / 1000 == pytest.approx(km, rel=0.01)
        assert 0.05 < points / 600 < 0.18


def test_forty_kinds_and_long_names_are_all_told(sheets):
    made, sheet = sheets[-1]
    found = {text.rsplit(" ", 1)[0] for name, text, _ in sheet.boxes if name == "kind"}
    assert found == {kind.zh for kind in KINDS.values()}
    assert "😀" not in "".join(text for _, text, _ in sheet.boxes)
    assert made.projects == 40


def test_a_list_too_long_for_pages_says_so(built):
    made = brief(built, JINING)
    first = made.appendix[0]
    many = type(made.appendix)(MOST_LISTED + 1, lambda _: first)
    sheet = Sheet(size_named("1920x1080"), sheet_of(made).faces)
    _heading(sheet, Box(0, 0, 900, 500), replace(made, appendix=many))
    assert any("此处列前 2,000 个" in text for _, text, _ in sheet.boxes)


def test_unknown_formats_and_sizes_are_refused(built, tmp_path):
    made = brief(built, LOUDI)
    with pytest.raises(BriefError, match=r'"\.bmp" is no format of pictures; take one of \.png'):
        write(made, tmp_path / "x.bmp")
    with pytest.raises(BriefError, match='"a0" is no size'):
        draw(made, "a0")
    assert list(tmp_path.iterdir()) == []
    assert set(PICTURES) == {".png", ".pdf", ".svg"}


def test_a_file_is_written_whole_or_not_at_all(built, tmp_path, monkeypatch):
    made, path = brief(built, SIHUI), tmp_path / "四会.png"
    assert write(made, path) == path
    assert path.read_bytes()[:4] == b"\x89PNG"

    def fail(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(replacing, "_flush", fail)
    path.write_bytes(b"old")
    with pytest.raises(BriefError, match=r"No space left on device.*the older file is untouched"):
        write(made, path)
    assert path.read_bytes() == b"old"
    with pytest.raises(BriefError, match="make the folder first"):
        write(made, tmp_path / "missing" / "x.svg")
    assert [p.name for p in tmp_path.iterdir()] == ["四会.png"]
