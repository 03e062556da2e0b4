"""The server's front door: app.py's pages warmed up, words at their front, ways in and out."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from views.backend import HERE
from views.formatters import ONCE
from views.oldbrowsers import WORD
from views.pagefront import Kept, PageFront
from views.provider import Returns
from views.streamlit_words import SCRIPT
from views.visitors import Visitors
from views.warming import Warmth

_warmth = Warmth()


def _front() -> bytes:
    return WORD + HERE + ONCE + SCRIPT + _warmth.links


app = App(
    Path(__file__).resolve().parent / "app.py",
    lifespan=_warmth.kept,
    middleware=[
        Middleware(Visitors),
        Middleware(Returns),
        Middleware(PageFront, _front),
        Middleware(Kept),
    ],
)
