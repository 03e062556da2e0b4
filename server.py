"""The server's front door: the pages of app.py, warmed up, with a word for old browsers."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from views.oldbrowsers import WORD
from views.pagefront import Kept, PageFront
from views.warming import Warmth

_warmth = Warmth()


def _front() -> bytes:
    return WORD + _warmth.links


app = App(
    Path(__file__).resolve().parent / "app.py",
    lifespan=_warmth.kept,
    middleware=[Middleware(PageFront, _front), Middleware(Kept)],
)
