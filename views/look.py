"""Which part of the map a reader looks at, as the browser last asked for it.

Only the map of a large registry asks, and only when its view leaves what it was last sent.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from layers.atlas import Box
from layers.levels import CHINA, Look

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read", "take"]

_STATE = "look"
_FAR, _NEAR = 0.0, 24.0


def take(said: Mapping[str, object]) -> None:
    """Keep what the browser says it shows; anything else it may send is let go."""
    box, zoom, view = said.get("box"), said.get("zoom"), said.get("view")
    if not isinstance(box, list) or len(box) != len(CHINA) or not isinstance(view, str):
        return
    numbers = [n for n in (*box, zoom) if isinstance(n, int | float) and math.isfinite(n)]
    if len(numbers) <= len(CHINA):
        return
    west, south, east, north, near = map(float, numbers)
    if west < east and south < north:
        look = Look(Box(west, south, east, north), min(max(near, _FAR), _NEAR))
        st.session_state[_STATE] = (view, look)


def read(view: str) -> Look | None:
    """Return the last look, if it was at the map that opens on `view`."""
    at, look = st.session_state.get(_STATE, ("", None))
    return look if at == view else None
