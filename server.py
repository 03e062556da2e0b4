"""The server's front door: app.py's pages warmed up, words for old browsers and in Chinese."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from views.formatters import ONCE
from views.oldbrowsers import WORD
from views.pagefront import Kept, PageFront
from views.streamlit_words import SCRIPT
from views.visitors import Visitors
from views.warming import Warmth

_warmth = Warmth()


def _front() -> bytes:
    return WORD + ONCE + SCRIPT + _warmth.links


app = App(
    Path(__file__).resolve().parent / "app.py",
    lifespan=_warmth.kept,
    middleware=[Middleware(Visitors), Middleware(PageFront, _front), Middleware(Kept)],
)
