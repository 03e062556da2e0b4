"""Files for other programs: format, layers, system and profile, what that is, and the file."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from layers.content import LAYERS
from layers.errors import ExportError
from layers.estimating import estimated_bytes
from layers.exportcrs import AUTO, NUMBERED_ZONES, ZONES
from layers.exports import EXPORTERS, Places, check_asked, prepare, write
from layers.plain_tables import PROJECTS
from layers.profiles import INTERNAL, PROFILES
from projects.saying import filter_parts
from views.filters import said
from views.i18n import localised
from views.loading import document_text, load_boundaries, load_targets
from views.offers import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from layers.content import Content
    from layers.exports import Exporter
    from views.scene import Sight

__all__ = ["offer"]

_DEGREES, _PLAIN = "EPSG:4490", ("EPSG:4490", AUTO, "EPSG:4326", "EPSG:3857")
_MANY = 5_000
"""Projects from which on making a file takes so long that people want to see how far it is."""
_MADE = "export_made"
_MIME = "application/octet-stream"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be made; `layers` None for all."""

    suffix: str
    layers: tuple[str, ...] | None
    crs: str
    profile: str

    @property
    def exporter(self) -> Exporter:
        return EXPORTERS[self.suffix]

    @property
    def file_name(self) -> str:
        return f"luotu{'' if self.profile == INTERNAL else f'-{self.profile}'}{self.suffix}"


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that was made, of what, and the folder it lies in for as long as the session."""

    what: tuple[object, ...]
    path: Path
    folder: tempfile.TemporaryDirectory[str]


def offer(sight: Sight) -> None:
    """Show the switches, what they come to, and the button."""
    wish = _choose(sight)
    try:
        content = _content(sight, wish)
        if _tell(sight, wish, content):
            _button(sight, wish, content)
    except ExportError as error:
        st.text(sight.words["export_failed"].format(why=_reason(error, sight.lang)))


def _choose(sight: Sight) -> _Wish:
    words, lang = sight.words, sight.lang
    first, second, third = st.columns([1.2, 1, 1.5])
    with first:
        suffix = _pick(sight, "format", list(EXPORTERS), lambda s: _format_name(s, sight))
    with second:
        profile = _pick(sight, "profile", list(PROFILES), lambda p: words[f"export_profile_{p}"])
    exporter = EXPORTERS[suffix]
    with third:
        crs = _DEGREES
        if exporter.place is Places.ANY:
            systems = [*_PLAIN, *ZONES, *NUMBERED_ZONES]
            crs = _pick(sight, "crs", systems, lambda code: _system_name(code, sight))
    layers: list[str] = []
    shown = [n for n in exporter.layers if profile == INTERNAL or not LAYERS[n].internal]
    if shown:
        layers = st.multiselect(
            words["export_layers"],
            shown,
            format_func=lambda name: LAYERS[name].title if lang == "zh" else name,
            key=f"{localised('export_layers', lang)}_{profile}_{len(shown)}",
            placeholder=words["all"],
        )
    notes = [_about_places(exporter), "" if shown else _about_layers(exporter)]
    notes.append("export_internal_said" if profile == INTERNAL else "export_public_said")
    st.caption(" ".join(words[note] for note in notes if note))
    chosen = tuple(name for name in exporter.layers if name in layers) or None
    return _Wish(suffix, chosen, crs, profile)


def _pick(sight: Sight, name: str, values: Sequence[str], say: Callable[[str], str]) -> str:
    return str(
        st.selectbox(
            sight.words[f"export_{name}"],
            values,
            format_func=say,
            key=keep(localised(f"export_{name}", sight.lang), values[0]),
            persist_state="session",
        )
    )


def _format_name(suffix: str, sight: Sight) -> str:
    return sight.words[f"export_as_{suffix[1:].replace('.', '_')}"]


def _system_name(code: str, sight: Sight) -> str:
    words, number = sight.words, code.removeprefix("EPSG:")
    if code in ZONES:
        return words["export_crs_zone"].format(meridian=ZONES[code], code=number)
    if code in NUMBERED_ZONES:
        return words["export_crs_numbered"].format(number=NUMBERED_ZONES[code], code=number)
    return words[f"export_crs_{number}"]


def _about_places(exporter: Exporter) -> str:
    told = {Places.DEGREES: "export_wgs84", Places.NONE: "export_no_places"}
    return told.get(exporter.place, "")


def _about_layers(exporter: Exporter) -> str:
    return "export_sheets" if exporter.suffix == ".xlsx" else "export_one_table"


def _content(sight: Sight, wish: _Wish) -> Content:
    """Settle what the file holds; whatever the file needs of the session is taken here.

    What a download button calls runs in a thread without one.
    """
    boundaries = load_boundaries(sight.settings)
    known = (wish, boundaries.edition.checksum)
    return sight.holdings.once(
        ("export", *known, sight.settings),
        lambda: prepare(
            sight.holdings,
            boundaries=boundaries,
            divisions=sight.divisions,
            layers=wish.layers,
            crs=check_asked(wish.exporter, wish.layers, wish.crs),
            profile=wish.profile,
            filter_text="、".join(_filter(sight)),
            targets=load_targets(sight.settings),
            text_of=partial(document_text, settings=sight.settings),
        ),
    )


def _filter(sight: Sight) -> tuple[str, ...]:
    selection, documents = sight.choice.selection, sight.holdings.documents
    return filter_parts(selection, sight.divisions, documents=documents)


def _tell(sight: Sight, wish: _Wish, content: Content) -> bool:
    """Say the filter, the rows and the size; False where there is nothing to write."""
    words, lang = sight.words, sight.lang
    documents = sight.holdings.documents
    st.text(said(sight.choice.selection, sight.divisions, words, lang, documents=documents))
    if wish.exporter.place is Places.ANY:
        told = words["export_crs_is"].format(code=content.crs.code)
        st.caption(content.crs.note if lang == "zh" else told)
    rows = sight.holdings.once(("export rows", wish), content.counted)
    has_all = PROJECTS.name in wish.exporter.layers  # else it is the projects, with layers beside
    if has_all and not rows:
        st.text(words["export_no_rows"])
        return False
    size = _size(estimated_bytes(content, wish.suffix, rows))
    if not wish.exporter.layers:
        st.caption(words["export_projects"].format(rows=len(sight.shown), size=size))
        return True
    named = {n: c for n, c in rows.items() if n in wish.exporter.layers}
    if not has_all:
        named = {PROJECTS.name: len(sight.shown)} | named
    listed = words["joiner"].join(
        words["export_layer_rows"].format(
            name=LAYERS[name].title if lang == "zh" else name, rows=count
        )
        for name, count in named.items()
    )
    st.caption(words["export_rows"].format(layers=listed, rows=sum(named.values()), size=size))
    return True


def _size(number: int) -> str:
    return f"{number / _MB:.1f} MB" if number >= _MB / 10 else f"{max(1, number // 1000)} KB"


def _button(sight: Sight, wish: _Wish, content: Content) -> None:
    words, name = sight.words, _format_name(wish.suffix, sight)
    if len(sight.shown) < _MANY:
        _download(sight, wish, partial(_written, content, wish.suffix))
        st.caption(words["export_on_click"])
        return
    what = (sight.holdings.once("export of", lambda: secrets.token_hex(8)), wish)
    made = st.session_state.get(_MADE)
    st.caption(words["export_large"])
    if (not isinstance(made, _Made) or made.what != what) and st.button(
        words["export_make"].format(format=name), key=f"export_make_{sight.lang}", type="primary"
    ):
        made = st.session_state[_MADE] = _make(content, wish, what, words["export_making"])
    if isinstance(made, _Made) and made.what == what:
        _download(sight, wish, made.path.read_bytes)


def _download(sight: Sight, wish: _Wish, data: Callable[[], bytes]) -> None:
    st.download_button(
        sight.words["export_download"].format(format=_format_name(wish.suffix, sight)),
        data=data,
        file_name=wish.file_name,
        mime=_MIME,
        key=f"export_download_{sight.lang}",
        on_click="ignore",
        type="primary",
    )


def _make(content: Content, wish: _Wish, what: tuple[object, ...], making: str) -> _Made:
    """Make the file in this very run, with a bar that tells how far it is."""
    bar = st.progress(0.0, text=making)

    def tell(share: float, title: str) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=f"{making} {title}")

    folder = tempfile.TemporaryDirectory(prefix="luotu-", ignore_cleanup_errors=True)
    path = write(Path(folder.name) / wish.file_name, replace(content, progress=tell))
    bar.empty()
    return _Made(what, path, folder)


def _written(content: Content, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="luotu-") as folder:
        # A copy, since what the original works out on the way would be kept with the filter.
        return write(Path(folder) / f"luotu{suffix}", replace(content)).read_bytes()


def _reason(error: ExportError, lang: str) -> str:
    return error.zh if lang == "zh" and error.zh else str(error)
