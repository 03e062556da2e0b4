"""What a page looks at, for tests of its parts."""

from __future__ import annotations

from projects.selection import Selection
from projects.settings import Settings
from tests.made import LOUDI, SIHUI
from views.filters import Choice
from views.i18n import texts
from views.scene import Sight


def sight_of(holdings, divisions, lang="zh", **fields):
    """Look at holdings by a selection of these fields."""
    selection = Selection(**fields)
    return Sight(
        holdings=holdings.select(selection, divisions),
        cities={LOUDI: divisions.counties(LOUDI), "441200": (SIHUI,)},
        choice=Choice(selection, "count"),
        divisions=divisions,
        settings=Settings(),
        words=texts(lang),
        lang=lang,
    )
