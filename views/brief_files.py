"""What the page of briefings makes: the brief itself, a small picture of it, and files."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from layers.briefing import compose
from layers.briefing.fonts import Fonts
from layers.briefing.words import line
from layers.handouts.formats import Handout, make, small_picture
from layers.handouts.names import Profile
from views.loading import document_text, load_boundaries

if TYPE_CHECKING:
    from layers.briefing.model import Brief, BriefOptions
    from projects.settings import Settings
    from views.brief_choice import Wish
    from views.scene import Sight

__all__ = ["composed", "made", "preview"]

_KEPT = 24  # previews


def composed(sight: Sight, options: BriefOptions) -> Brief:
    """Work out what a briefing says, once for all who ask the same of the same registry.

    What is said of one picture alone, its title and approval, is not kept with it.
    """
    boundaries = load_boundaries(sight.settings)
    common = replace(options, title="", approval=None)
    today = datetime.now(UTC).astimezone().date()
    brief = sight.holdings.once(
        ("brief", common, boundaries.edition.checksum, today),
        lambda: compose(sight.holdings, sight.divisions, boundaries, common),
    )
    return replace(brief, title=line(options.title)) if options.title else brief


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def _preview(what: tuple[str, ...], _brief: Brief, _settings: Settings) -> bytes:
    del what  # it is what tells this picture from others
    return small_picture(_brief, Fonts.of(_settings))


def preview(sight: Sight, options: BriefOptions, brief: Brief) -> bytes:
    """Draw the small picture once for all who look at the same."""
    held = sight.holdings.once("brief previews of", lambda: secrets.token_hex(8))
    checksum = brief.boundaries.edition.checksum
    what = (held, repr(options), brief.title, brief.date_line, checksum)
    return _preview(what, brief, sight.settings)


def made(sight: Sight, wish: Wish, brief: Brief) -> bytes:
    """Make the file that was asked for; the approval stands in it and nowhere else."""
    if wish.options.approval:
        boundaries = load_boundaries(sight.settings)
        brief = compose(sight.holdings, sight.divisions, boundaries, wish.options)
    texts = {}
    if wish.suffix == ".html" and wish.profile is Profile.INTERNAL:
        plans = (source.sha256 for source in brief.sources)
        found = {sha256: document_text(sha256, sight.settings) for sha256 in plans}
        texts = {sha256: text for sha256, text in found.items() if text is not None}
    handout = Handout(brief, sight.holdings, wish.size, Fonts.of(sight.settings))
    return make(wish.suffix, replace(handout, profile=wish.profile, texts=texts))
