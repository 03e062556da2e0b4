"""The office's own layers: brought to the page, shown over the map, gone with the session.

They are kept in the visitor's session state alone. Their names are set as the value of a text
field or with st.text, never in a label, which would be read as Markdown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import BadArchive, DataError, MissingCrs, NoShapes, WrongCrs
from layers.overlay import LARGEST, TooLarge, overlay_view, read_overlays
from views.loading import load_boundaries
from views.style import browse_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.overlay import Overlay
    from projects.settings import Settings

__all__ = ["choose", "resend", "sent"]

_LAYERS, _KNOWN, _ASKED, _FAULTS, _TURN = (
    "overlay_layers",
    "overlay_known",
    "overlay_asked",
    "overlay_faults",
    "overlay_turn",
)
_SUFFIXES = ["gpkg", "zip", "geojson", "json", "shp"]
_FAULT_WORDS: Mapping[type[DataError], str] = {
    TooLarge: "o_too_large",
    BadArchive: "o_archive",
    NoShapes: "o_nothing",
    WrongCrs: "o_outside",
    DataError: "o_unreadable",
}
_ZONES = range(75, 136, 3)
"""Central meridians of the 3-degree zones, degrees east."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that does not say its coordinate system, kept until the visitor does."""

    name: str
    data: bytes


def choose(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Offer to bring files, and list the layers that are there."""
    layers: dict[str, Overlay] = st.session_state.setdefault(_LAYERS, {})
    waiting: dict[str, _Waiting] = st.session_state.setdefault(_ASKED, {})
    with (
        st.expander(words["o_title"], expanded=bool(layers or waiting)),
        st.container(key=f"overlay_{lang}"),
    ):
        st.html(browse_style(words["o_browse"]))
        st.caption(words["o_promise"])
        turn = st.session_state.setdefault(_TURN, 0)
        files = st.file_uploader(
            words["o_files"],
            type=_SUFFIXES,
            accept_multiple_files=True,
            max_upload_size=LARGEST >> 20,
            key=f"overlay_files_{turn}",
        )
        if files:
            with st.spinner(words["o_reading"]):
                _take([(file.name, file.getvalue()) for file in files], settings)
            # A new field forgets the files: what is shown stays, their bytes do not.
            st.session_state[_TURN] = turn + 1
            st.rerun()
        for fault, name in st.session_state.get(_FAULTS, ()):
            st.text(words[fault].format(file=name, most=LARGEST >> 20))
        for key in list(waiting):
            _ask(key, waiting[key], settings, words)
        for overlay in list(layers.values()):
            _row(overlay, words)


def sent(words: Mapping[str, str]) -> dict[str, object]:
    """Describe the layers for the map; the shapes of each are sent once."""
    layers: Mapping[str, Overlay] = st.session_state.get(_LAYERS, {})
    known: set[str] = st.session_state.setdefault(_KNOWN, set())
    view = overlay_view(layers.values(), known=known, title=words["o_title"])
    known.update(layers)
    return view


def resend(missing: object) -> None:
    """Take over that the map lacks the shapes of some layers: it was loaded anew."""
    known: set[str] = st.session_state.setdefault(_KNOWN, set())
    if isinstance(missing, list):
        known.difference_update(key for key in missing if isinstance(key, str))


def _take(files: list[tuple[str, bytes]], settings: Settings) -> None:
    st.session_state[_FAULTS] = []
    for name, data in files:
        _read(name, data, settings, crs=None)


def _read(name: str, data: bytes, settings: Settings, *, crs: str | None) -> bool:
    """Read one file into the session; say in one line what stands in the way."""
    layers: dict[str, Overlay] = st.session_state[_LAYERS]
    faults: list[tuple[str, str]] = st.session_state.setdefault(_FAULTS, [])
    if Path(name).suffix.lower() == ".shp":
        faults.append(("o_bare_shp", name))
        return False
    try:
        boundaries = load_boundaries(settings)
        found = read_overlays(name, data, boundaries=boundaries, crs=crs, taken=len(layers))
    except MissingCrs:
        key = hashlib.sha256(data).hexdigest()[:12]
        st.session_state[_ASKED][key] = _Waiting(name, data)
        return False
    except DataError as error:
        kind = next(kind for kind in _FAULT_WORDS if isinstance(error, kind))
        faults.append((_FAULT_WORDS[kind], name))
        return False
    layers.update((overlay.key, overlay) for overlay in found)
    return True


def _ask(key: str, file: _Waiting, settings: Settings, words: Mapping[str, str]) -> None:
    """Ask for the coordinate system of a file that does not say it."""
    st.text(words["o_no_crs"].format(file=file.name))
    systems = {4490: words["o_degrees"]} | {
        4534 + number: words["o_zone"].format(meridian=meridian)
        for number, meridian in enumerate(_ZONES)
    }
    code = st.selectbox(
        words["o_crs"], list(systems), format_func=systems.__getitem__, key=f"overlay_crs_{key}"
    )
    use, drop = st.columns(2)
    if use.button(words["o_use"], key=f"overlay_use_{key}"):
        st.session_state[_FAULTS] = []
        if _read(file.name, file.data, settings, crs=f"EPSG:{code}"):
            del st.session_state[_ASKED][key]
        st.rerun()
    if drop.button(words["o_remove"], key=f"overlay_drop_{key}"):
        del st.session_state[_ASKED][key]
        st.rerun()


def _row(overlay: Overlay, words: Mapping[str, str]) -> None:
    """Show one layer with its name, colour and switch, and what was done to it."""
    key = overlay.key
    layers: dict[str, Overlay] = st.session_state[_LAYERS]
    with st.container(key=f"overlay_row_{key}", gap=None):
        name = st.text_input(
            words["o_name"], overlay.name, key=f"overlay_name_{key}", max_chars=40,
            label_visibility="collapsed",
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            color = st.color_picker(
                words["o_color"], overlay.color, key=f"overlay_color_{key}",
                label_visibility="collapsed",
            )  # fmt: skip
            visible = st.checkbox(words["o_visible"], overlay.visible, key=f"overlay_on_{key}")
            gone = st.button(words["o_remove"], key=f"overlay_gone_{key}", type="tertiary")
        st.caption(_told(overlay, words))
        if overlay.shifted:
            st.warning(words["o_shifted"])
    if gone:
        del layers[key]
        st.rerun()
    layers[key] = overlay.changed(name=name or overlay.name, color=color, visible=visible)


def _told(overlay: Overlay, words: Mapping[str, str]) -> str:
    """Say how many shapes there are and what was left out of them."""
    sorts = [words[f"o_sort_{sort}"] for sort, rings in overlay.shapes.items() if rings]
    said = words["o_told"].format(
        sorts=words["joiner"].join(sorts), count=overlay.features, vertices=overlay.vertices
    )
    if overlay.tolerance:
        metres = round(overlay.tolerance * 111_000, -1) or 5
        said += words["o_simplified"].format(metres=f"{metres:.0f}")
    if overlay.left_out:
        said += words["o_left_out"].format(count=overlay.left_out)
    return said
