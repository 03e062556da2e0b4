"""Documents ask for an office's own faces by the names word processors list them under."""

from __future__ import annotations

from layers.briefing.fonts import Fonts, faces
from layers.handouts.typefaces import Typefaces, typefaces_of


def test_without_settings_they_are_those_offices_have():
    assert typefaces_of(None) == typefaces_of(Fonts()) == Typefaces("黑体", "仿宋", "微软雅黑")


def test_a_text_face_is_taken_for_slides_and_titles_too():
    path = next(iter(faces()._opened))  # the program's own file, as if an office had set it
    made = typefaces_of(Fonts(text=path))
    assert made.text == made.screen == made.title == "Noto Sans CJK SC"


def test_a_title_face_alone_leaves_the_text_as_it_is():
    path = next(iter(faces()._opened))
    assert typefaces_of(Fonts(title=path)) == Typefaces("Noto Sans CJK SC", "仿宋", "微软雅黑")
