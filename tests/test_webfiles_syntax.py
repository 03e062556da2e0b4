"""The map's scripts are written in words that every browser the page is for knows."""

from __future__ import annotations

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


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_syntax_is_that_of_2017(path):
    text = path.read_text("utf-8")
    esprima.parseScript(text)
    assert NEWER.findall(text) == []


@pytest.mark.parametrize("text", ["a?.b", "a ??= 1", "class A { static { } }"])
def test_newer_syntax_is_found(text):
    with pytest.raises(esprima.Error):
        esprima.parseScript(text)


def test_newer_functions_are_found():
    assert NEWER.findall("[].toSorted()")


def test_the_oldest_browser_is_the_one_the_docs_name():
    root = WEB.parent.parent
    for page in ("README.md", "README.zh-CN.md", "docs/browsers.md"):
        assert f"Chromium {OLDEST}" in (root / page).read_text("utf-8"), page
