"""What is chosen on the page of briefings: layout, format, size, title, and an approval."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from layers.briefing.model import Approval, BriefOptions, Layout
from layers.briefing.sizes import DEFAULT_SIZE, SIZES
from layers.handouts.formats import FORMATS
from layers.handouts.names import Profile
from projects.kinds import MEASURES
from views.address import BRIEF
from views.choice import label
from views.filters import stated_measures
from views.i18n import localised
from views.offers import keep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from views.scene import Sight

__all__ = ["Wish", "approved", "choose"]

_AUTO = "auto"
_USUAL = (_AUTO, next(iter(FORMATS))[1:], DEFAULT_SIZE)
_LONGEST = 80  # characters of a title, a number or a name


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made: `options` say what, the rest says how."""

    options: BriefOptions
    suffix: str = ".png"
    size: str = DEFAULT_SIZE
    profile: Profile = Profile.INTERNAL

    @property
    def mime(self) -> str:
        """The format's media type."""
        return FORMATS[self.suffix].mime


def choose(sight: Sight) -> Wish:
    """Show the switches and return what they say, without an approval."""
    words, lang = sight.words, sight.lang
    layout = _pick(sight, "layout", [_AUTO, *Layout])
    suffix = f".{_pick(sight, 'as', [name[1:] for name in FORMATS], 'brief_format')}"
    size = _pick(sight, "size", list(SIZES)) if FORMATS[suffix].sized else DEFAULT_SIZE
    _tell_address(layout, suffix[1:], size)
    profile = Profile.INTERNAL
    if suffix == ".html":
        profile = Profile(_pick(sight, "profile", [*Profile], help_=words["brief_profile_help"]))
    measure = st.selectbox(
        words["brief_measure"],
        [_AUTO, *_measures(sight)],
        format_func=lambda key: (
            words["brief_measure_auto"]
            if key == _AUTO
            else label((MEASURES[key].zh, MEASURES[key].en), lang)
        ),
        key=localised("brief_measure", lang),
    )
    title = st.text_input(
        words["brief_title"],
        key=keep("brief_title", ""),
        max_chars=_LONGEST,
        placeholder=words["brief_layout_auto"],
    )
    options = BriefOptions(
        layout=None if layout == _AUTO else Layout(layout),
        selection=sight.choice.selection,
        measure=None if measure == _AUTO else measure,
        title=title.strip(),
    )
    return Wish(options, suffix, size, profile)


def approved(sight: Sight, wish: Wish) -> Wish:
    """Offer to give an approval for this very picture, and return the wish with it.

    The fields belong to the picture: of another one they are empty, and nothing keeps them.
    """
    words = sight.words
    said = repr((wish, sight.holdings.documents, len(sight.shown))).encode("utf-8", "replace")
    which = hashlib.sha256(said).hexdigest()[:16]
    with st.expander(words["brief_approval_title"]):
        st.caption(words["brief_approval_help"])
        number, approver = (
            st.text_input(words[name], key=f"{name}_{which}", max_chars=_LONGEST).strip()
            for name in ("brief_approval", "brief_approver")
        )
    if not number and not approver:
        return wish
    return replace(wish, options=replace(wish.options, approval=Approval(number, approver)))


def _tell_address(*chosen: str) -> None:
    """Put layout, format and size into the address where they are not the usual ones."""
    said = "" if chosen == _USUAL else "-".join(chosen)
    if said == st.query_params.get(BRIEF, ""):
        return
    if said:
        st.query_params[BRIEF] = said
    else:
        st.query_params.pop(BRIEF, None)


def _linked(values: Sequence[str]) -> str:
    """Return which of the values a link asks for, else the first."""
    asked = st.query_params.get(BRIEF, "").split("-")
    return next((value for value in values if value in asked), values[0])


def _pick(
    sight: Sight, name: str, values: Sequence[str], titled: str = "", *, help_: str | None = None
) -> str:
    words = sight.words
    return str(
        st.selectbox(
            words[titled or f"brief_{name}"],
            values,
            format_func=lambda value: words[f"brief_{name}_{value}"],
            key=keep(localised(f"brief_{name}", sight.lang), _linked(values)),
            help=help_,
        )
    )


def _measures(sight: Sight) -> tuple[str, ...]:
    held = sight.holdings
    return held.once(
        ("measures", sight.divisions),
        lambda: stated_measures(held, sight.divisions),
        of_all=True,
    )
