"""Faces: every character of every place, fallback face by face, and lines that fit."""

from __future__ import annotations

import csv
import io

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from geo.paths import DATA
from layers.briefing import fonts
from layers.briefing.fonts import TEXT, TITLE, Fonts, faces
from layers.briefing.writing import render
from layers.errors import BriefError
from projects.settings import Settings
from tests.briefing_data import LOUDI, brief

RARE = "亳州 婺源 郫都 盱眙 浉河 邛崃 犍为 嵊泗"
NAMES = DATA / "boundaries" / "divisions.csv"
WORDS = "万千瓦公里顷亿个项目在建规划已前期跨县全市性待定位外机器识别未经核对审图号人工附录〔〕×…"


def has_no_missing_glyph(text: str) -> bool:
    found = faces()
    return found.lacking(text) == [] and found.shown(text) == text


@pytest.mark.parametrize("text", [RARE, WORDS])
def test_the_programs_face_has_rare_names_and_its_own_words(text):
    assert has_no_missing_glyph(text.replace(" ", ""))


def test_the_programs_face_has_every_name_of_the_edition():
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 3000
    lacking = {row["name"]: found for row in rows if (found := faces().lacking(row["name"]))}
    assert lacking == {}


def test_it_is_the_simplified_face_and_no_collection():
    path = fonts._own_face()
    assert path.name == "NotoSansCJKsc-Regular.otf"
    with TTFont(path) as font:
        assert font["name"].getDebugName(1).startswith("Noto Sans CJK SC")


@pytest.fixture(scope="module")
def office_face(tmp_path_factory):
    """A face that knows 娄底 and the digits and nothing else, twice as wide as usual."""
    path = tmp_path_factory.mktemp("fonts") / "office.otf"
    font = TTFont(io.BytesIO(fonts._own_face().read_bytes()))
    worker = subset.Subsetter()
    worker.populate(text="娄底0123456789")
    worker.subset(font)
    for glyph, (width, left) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[glyph] = (2 * width, left)
    font.save(path)
    return path


def test_an_offices_face_comes_first_and_the_next_stands_in(office_face):
    found = faces(Fonts(title=office_face))
    assert found.lacking("娄底市1", TITLE) == ["市"]
    assert found.width("娄", 10, TITLE) == 2 * found.width("娄", 10, TEXT)
    assert found.width("市", 10, TITLE) == found.width("市", 10, TEXT)
    assert found.shown("娄底市", TITLE) == "娄底市"
    assert found.families(TITLE)[-1] == found.families(TEXT)[0]


def test_what_no_face_has_is_a_geta_and_named():
    found = fonts.Faces(*2 * ((fonts._own_face(),),))
    assert found.shown("a😀b") == "a〓b"
    assert list(found.missing) == ["😀"]


def test_settings_name_the_faces(monkeypatch, tmp_path):
    monkeypatch.setenv("LUOTU_FONT_TITLE", str(tmp_path / "song.ttf"))
    settings = Settings.from_environment()
    assert Fonts.of(settings) == Fonts(title=tmp_path / "song.ttf")


def test_a_file_that_is_no_font_is_refused_in_one_line(tmp_path):
    path = tmp_path / "no.ttf"
    path.write_bytes(b"no font")
    with pytest.raises(BriefError, match="no font that can be opened") as caught:
        faces(Fonts(text=path))
    assert "\n" not in str(caught.value)


@given(st.text("娄底市1,2. MW()（）《》、，a-", max_size=60), st.floats(30, 200))
def test_lines_fit_and_lose_nothing(text, width):
    found = faces()
    lines = found.wrapped(text, 10, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # A sign that begins no line may hang over by its own width.
    signs = "，。、；：！？）》」』〕”’,.;:!?)%· "
    hanging = max((len(line) - len(line.rstrip(signs)) for line in lines), default=0)
    assert all(found.width(line, 10) <= width + 10 * max(hanging, 1) for line in lines)


@given(st.text("娄底市1, ", max_size=40), st.floats(15, 200))
def test_a_cut_text_fits_and_says_so(text, width):
    found = faces()
    cut = found.cut(text, 10, width)
    assert cut == text or cut.endswith("…")
    assert found.width(cut, 10) <= width


def test_a_list_takes_each_character_from_the_face_that_has_it(built, office_face):
    """The list's texts are written by us and not by matplotlib: its search for a face is ours."""
    data = render(brief(built, LOUDI), ".pdf", fonts=Fonts(title=office_face, text=office_face))
    whole = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages[1:])
    assert "娄底市" in "".join(whole.split())
    found = faces(Fonts(title=office_face, text=office_face))
    assert found.holder("娄") == office_face
    assert found.holder("市") == found.holder("😀") == fonts._own_face()
