"""The script that says Streamlit's own words in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import esprima
import pytest
from streamlit import file_util

from tests.test_webfiles_syntax import _newer
from views.streamlit_words import EXACT, PATTERNS, SCRIPT, language_mark

OURS = {"streamlit_folium.st_folium"}


def test_it_is_of_words_old_browsers_know():
    text = re.sub("</?script>", "", SCRIPT.decode())
    assert _newer(text) == []
    assert "$EXACT" not in text
    assert "</script" not in text


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in PATTERNS])
def test_every_expression_holds_for_browsers(pattern):
    esprima.parseScript(f"/{pattern}/")
    re.compile(pattern)


def test_what_is_translated_is_still_said_by_streamlit():
    """A word that a new Streamlit puts otherwise would be English again, and none would see."""
    folder = Path(file_util.get_static_dir()) / "static" / "js"
    said = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.js")))
    gone = [word for word in EXACT if word not in OURS and f"`{word}`" not in said]
    assert gone == []


def test_the_mark_of_a_language_is_constant():
    assert language_mark("zh").startswith('<style id="luotu-zh">')
