"""What the pages with filters begin with: what is held, what is chosen, and what is seen by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from views import address, filters
from views.i18n import texts
from views.loading import load_cities, load_divisions, load_holdings, load_selected
from views.scene import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.models import Adcode
    from projects.selection import Holdings, Selection
    from projects.settings import Settings
    from views.choice import Choice

    Cities = Mapping[Adcode, tuple[Adcode, ...]]

__all__ = ["Opening", "opened", "show_filtered", "sight_of"]


@dataclass(frozen=True, slots=True)
class Opening:
    """All that is held, the cities its plans speak of, and what the reader chose of it."""

    holdings: Holdings
    cities: Cities
    choice: Choice
    lang: str

    def offer_filters(self) -> None:
        """Show the filters; each option with the number of projects it would leave."""
        filters.offer(
            self.choice,
            self.holdings,
            self.cities,
            load_divisions(),
            texts(self.lang),
            self.lang,
        )


def opened(settings: Settings, lang: str) -> Opening | None:
    """Read the registry, the address and the filters; None, which is said, where nothing is held.

    The filters are told before they are drawn, so that what they choose can be drawn first.
    """
    holdings = load_holdings(settings.registry_url, settings)
    if not holdings.projects:
        st.info(texts(lang)["empty_registry"])
        return None
    cities, divisions = load_cities(holdings), load_divisions()
    address.read(holdings, divisions)
    return Opening(holdings, cities, filters.current(cities, divisions, lang), lang)


def show_filtered(settings: Settings, lang: str, body: Callable[[Sight], None]) -> None:
    """Show a page's body by what is chosen, and beside it the filters, which it need not await."""
    opening = opened(settings, lang)
    if opening is None:
        return
    side = st.sidebar.container()
    body(sight_of(opening.choice, settings, lang))
    with side:
        opening.offer_filters()


def sight_of(
    choice: Choice,
    settings: Settings,
    lang: str,
    *,
    of: Selection | None = None,
    drawn: Callable[[Cities, Choice], Cities] | None = None,
) -> Sight:
    """Return what is seen by a choice; what a sight works out is shared by all who see it.

    Parameters
    ----------
    of
        What is looked at where that is not the choice's own selection.
    drawn
        Which of the cities are drawn, by a function of a module; all of them if None.
    """
    holdings = load_selected(choice.selection if of is None else of, settings)

    def made() -> Sight:
        cities = load_cities(holdings)
        return Sight(
            holdings=holdings,
            cities=cities if drawn is None else drawn(cities, choice),
            choice=choice,
            divisions=load_divisions(),
            settings=settings,
            words=texts(lang),
            lang=lang,
        )

    return holdings.once(("sight", drawn, choice, settings, lang), made)
