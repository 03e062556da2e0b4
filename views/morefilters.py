"""The filters that are asked for less often, in a fold that says how many of them are in use."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from projects.facets import PERIODS
from projects.kinds import MEASURES
from projects.models import Nature
from projects.saying import CHECKED, EARLIEST, LATEST
from projects.wording import NATURES, PRECISIONS
from views.choice import factor, keep, key_of, label
from views.offers import numbered, offered

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from projects.facets import Facets
    from projects.selection import Holdings, Selection
    from views.choice import Choice

__all__ = ["offer"]

_FIELDS = (
    "natures", "periods", "years", "size", "precisions", "units", "documents", "checked",
)  # fmt: skip
_OPEN = "f_more"
_MOST = 300
"""Units and documents listed; the search finds the rest."""


def offer(
    choice: Choice,
    holdings: Holdings,
    facets: Facets,
    words: Mapping[str, str],
    lang: str,
) -> None:
    """Show the fold; what it holds is drawn only while it is open."""
    selection = choice.selection
    used = sum(getattr(selection, name) not in ((), None) for name in _FIELDS)
    title = words["more_filters"]
    fold = st.expander(
        words["more_used"].format(title=title, count=used) if used else title,
        key=_OPEN,
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        more = _More(selection, facets, words, lang)
        more.pills("natures", {n: label(NATURES[n], lang) for n in Nature}, "d_nature")
        more.size(holdings)
        more.years()
        more.pills("periods", {name: name for name in PERIODS}, "period")
        more.list(
            "precisions",
            {p: label(both, lang) for p, both in PRECISIONS.items()}.get,
            "d_precision",
        )
        more.list("units", str, "d_responsible")
        titles = {facts.sha256: facts.title for facts in holdings.documents}
        more.list("documents", titles.get, "document")
        more.checked()


class _More:
    def __init__(
        self, selection: Selection, facets: Facets, words: Mapping[str, str], lang: str
    ) -> None:
        self._selection = selection
        self._facets = facets
        self._words = words
        self._lang = lang

    def pills(self, field: str, names: Mapping[Any, str], title: str) -> None:
        """Offer a few options side by side."""
        chosen = getattr(self._selection, field)
        counts = self._facets.counts(self._selection, field)
        present = [option for option in names if option in counts or option in chosen]
        st.pills(
            self._words[title],
            offered(present, counts, chosen),
            selection_mode="multi",
            format_func=lambda option: numbered(names[option], counts.get(option, 0)),
            key=keep(key_of(field, self._lang), list(chosen)),
        )

    def list(self, field: str, name: Callable[[Any], str | None], title: str) -> None:
        """Offer a list, the most frequent first."""
        chosen = getattr(self._selection, field)
        counts = self._facets.counts(self._selection, field)
        often = sorted(counts, key=lambda value: -counts[value])
        known: Sequence[Hashable] = [v for v in often[:_MOST] if v not in chosen]
        st.multiselect(
            self._words[title],
            [*chosen, *known],
            format_func=lambda value: numbered(name(value) or str(value), counts.get(value, 0)),
            key=keep(key_of(field, self._lang), list(chosen)),
            placeholder=self._words["all"],
            select_all=False,
        )
        if len(often) > _MOST:
            st.caption(self._words["more_listed"].format(count=_MOST, total=len(often)))

    def size(self, holdings: Holdings) -> None:
        """Offer a measure and its bounds, in the unit people see."""
        words, lang = self._words, self._lang
        measures = holdings.once(
            "stated", lambda: tuple(m for m in MEASURES if self._facets.states(m)), of_all=True
        )
        measure, *bounds = self._selection.size or ("", None, None)
        if not measures:
            return
        if measure not in measures:
            measure = st.session_state.get(key_of("measure", lang)) or measures[0]
        st.selectbox(
            words["size_range"],
            measures,
            format_func=lambda key: _with_unit(key, lang),
            key=keep(key_of("measure", lang), measure),
        )
        for column, name, bound in zip(st.columns(2), ("least", "most"), bounds, strict=True):
            shown = None if bound is None else float(Decimal(repr(bound)) / factor(measure, lang))
            column.number_input(
                words[f"size_{name}"],
                min_value=0.0,
                value=None,
                placeholder=words["unbounded"],
                key=keep(key_of(name, lang), shown),
                format="%g",
            )

    def years(self) -> None:
        """Offer the first and the last target year."""
        counts = self._facets.counts(self._selection, "years")
        first, last = self._selection.years or (EARLIEST, LATEST)
        years = sorted(
            {y for y in (*counts, first, last) if isinstance(y, int)} - {EARLIEST, LATEST}
        )
        for column, name, bound in zip(st.columns(2), ("from", "to"), (first, last), strict=True):
            column.selectbox(
                self._words[f"year_{name}"],
                [None, *years],
                format_func=lambda year: (
                    self._words["unbounded"]
                    if year is None
                    else numbered(str(year), counts.get(year, 0))
                ),
                key=keep(key_of(name, self._lang), None if bound in (EARLIEST, LATEST) else bound),
            )

    def checked(self) -> None:
        """Offer what was checked by a person, and what was not."""
        counts = self._facets.counts(self._selection, "checked")
        st.pills(
            self._words["col_checked"],
            list(CHECKED),
            format_func=lambda value: numbered(
                label(CHECKED[value], self._lang), counts.get(value, 0)
            ),
            key=keep(key_of("checked", self._lang), self._selection.checked),
        )


def _with_unit(measure: str, lang: str) -> str:
    known = MEASURES[measure]
    return f"{label((known.zh, known.en), lang)} ({label((known.zh_unit, known.unit), lang)})"
