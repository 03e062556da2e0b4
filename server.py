"""The server's front door: the pages of app.py, warmed up, with a word for old browsers."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from views.oldbrowsers import OldBrowsers
from views.warming import warmed

app = App(
    Path(__file__).resolve().parent / "app.py",
    lifespan=warmed,
    middleware=[Middleware(OldBrowsers)],
)
