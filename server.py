"""The server's front door: the pages of app.py, with a word for browsers too old to show them."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from views.oldbrowsers import OldBrowsers

app = App(Path(__file__).resolve().parent / "app.py", middleware=[Middleware(OldBrowsers)])
