"""The map's scripts are written in words that every browser the page is for knows."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import esprima
import pytest

from views.oldbrowsers import OLDEST

WEB = Path(__file__).resolve().parent.parent / "layers" / "web"
SCRIPTS = sorted(WEB.glob("*.js"))
# Functions of Chromium 109 and later, which a parser does not know from others.
NEWER = re.compile(
    r"\.(toSorted|toReversed|toSpliced|withResolvers|groupBy|fromAsync|isWellFormed|canParse|union"
    r"|intersection|difference|showPopover|checkVisibility|getOrInsert)\b|Promise\.try|Iterator\."
)


# Signs that came into the language after 2017.
SIGNS = frozenset({"?.", "??", "??=", "||=", "&&="})


def _newer(text):
    """Parse a script, and return what of it is newer than 2017 in syntax or newer in functions."""
    esprima.parseScript(text)
    tokens = [token.value for token in esprima.tokenize(text)]
    blocks = [a for a, b in itertools.pairwise(tokens) if (a, b) == ("static", "{")]
    signs = [value for value in tokens if value in SIGNS or value.startswith("#")]
    return [*signs, *blocks, *NEWER.findall(text)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_parse_and_are_of_words_old_browsers_know(path):
    assert _newer(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text", ["a?.b", "a ??= 1", "class A { static { } }", "class A { #b = 1 }", "[].toSorted()"]
)
def test_newer_words_are_found(text):
    assert _newer(text)


def test_what_is_no_script_is_found():
    with pytest.raises(esprima.Error):
        esprima.parseScript("let a = ;")


def test_the_oldest_browser_is_the_one_the_docs_name():
    root = WEB.parent.parent
    for page in ("README.md", "README.zh-CN.md", "docs/browsers.md"):
        assert f"Chromium {OLDEST}" in (root / page).read_text("utf-8"), page
