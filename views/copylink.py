"""A button that copies the page's address, with the part of the map that is in view.

The browser does it by itself, so that nothing is asked of the server: only it knows where the map
stands. Once the reader has moved the map it writes that into the address bar too, which nobody
reads before the page is opened anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components import v2 as components

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["show"]

_STYLE = """
button { font: inherit; font-size: 0.875rem; color: inherit; background: transparent;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  padding: 0.25rem 0.75rem; min-height: 2.5rem; cursor: pointer; white-space: nowrap; }
button:hover, button:focus-visible { border-color: var(--st-primary-color);
  color: var(--st-primary-color); }
input { font: inherit; width: 100%; margin-top: 0.3rem; }
"""
_SCRIPT = "copylink.js"


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    script = Path(__file__).resolve().parent / _SCRIPT
    return components.component(
        "luotu_copy_link",
        html="<button type='button'></button>",
        css=_STYLE,
        js=script.read_text(encoding="utf-8"),
    )


def show(words: Mapping[str, str]) -> None:
    """Show the button; what it says is the page's own words."""
    told = {name: words[f"copy_{name}"] for name in ("link", "done", "failed")}
    _component()(key="copy_link", data=told, width="content")
