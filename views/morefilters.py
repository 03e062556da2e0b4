"""The filters that are asked for less often, in a fold that says how many of them are in use."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from projects.facets import PERIODS
from projects.kinds import MEASURES
from projects.models import Nature
from projects.saying import CHECKED, EARLIEST, LATEST
from projects.wording import NATURES, PRECISIONS
from views.choice import factor, key_of, label
from views.offers import Offer, keep, pick_few, pick_one, pick_some

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from projects.facets import Facets
    from projects.selection import Holdings, Selection
    from views.choice import Choice

__all__ = ["offer"]

_FIELDS = (
    "natures", "periods", "years", "size", "precisions", "units", "documents", "checked",
)  # fmt: skip
_OPEN = "more_open"
_ANY = ""
_MOST = 150
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
    is_open = bool(st.session_state.get(_OPEN))
    title = words["more_shut" if is_open else "more_filters"]
    st.button(
        words["more_used"].format(title=title, count=used) if used else title,
        key="more_button",
        on_click=_turn,
        width="stretch",
    )
    if not is_open:
        return
    with st.container(key="more_filters", border=True):
        more = _More(selection, facets, words, lang)
        more.few("natures", {n: label(NATURES[n], lang) for n in Nature}, "d_nature")
        more.size(holdings)
        more.years()
        more.periods()
        more.many("precisions", lambda p: label(PRECISIONS[p], lang), "d_precision")
        more.many("units", str, "d_responsible")
        titles = _titles(holdings)
        more.many("documents", titles.__getitem__, "document")
        more.checked()


def _turn() -> None:
    # No expander: one whose title changes is another one, and shuts.
    st.session_state[_OPEN] = not st.session_state.get(_OPEN)


class _More:
    def __init__(
        self, selection: Selection, facets: Facets, words: Mapping[str, str], lang: str
    ) -> None:
        self._selection = selection
        self._facets = facets
        self._words = words
        self._lang = lang

    def few(self, field: str, names: Mapping[Any, str], title: str) -> None:
        """Offer a few options side by side."""
        chosen = getattr(self._selection, field)
        counts = self._facets.counts(self._selection, field)
        present = [option for option in names if option in counts or option in chosen]
        key = key_of(field, self._lang)
        pick_few(Offer(key, present, counts, chosen, names.__getitem__), self._words[title])

    def many(self, field: str, name: Callable[[Any], str], title: str) -> None:
        """Offer a list, the most frequent first."""
        chosen = getattr(self._selection, field)
        counts = self._facets.counts(self._selection, field)
        often = sorted(counts, key=lambda value: -counts[value])
        offer = Offer(key_of(field, self._lang), [*chosen, *often[:_MOST]], counts, chosen, name)
        pick_some(offer, self._words[title], self._words)
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
            words["size_bounds"],
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

    def periods(self) -> None:
        """Offer the five-year plans; where no project is of any, say that."""
        if self._selection.periods or any(self._facets.counts(self._selection, "periods").values()):
            self.few("periods", {name: name for name in PERIODS}, "period")
            return
        count, _ = self._facets.undated(self._selection)
        st.caption(self._words["periods_none"].format(count=count))

    def years(self) -> None:
        """Offer the first and the last target year; say how many projects name none."""
        words = self._words
        counts = self._facets.counts(self._selection, "years")
        first, last = self._selection.years or (EARLIEST, LATEST)
        stated = {y for y, n in counts.items() if isinstance(y, int) and n}
        years = sorted({*stated, first, last} - {EARLIEST, LATEST})
        unstated = counts.get(None, 0)
        if not years:
            st.caption(words["years_none"].format(count=unstated))
            return
        for column, name, bound in zip(st.columns(2), ("from", "to"), (first, last), strict=True):
            offer = Offer(
                key_of(name, self._lang),
                [_ANY, *years],
                counts,
                (_ANY if bound in (EARLIEST, LATEST) else bound,),
                lambda year: str(year) if year else words["unbounded"],
                several=False,
            )
            with column:
                pick_one(offer, words[f"year_{name}"])
        if unstated:
            st.caption(words["years_some"].format(count=unstated))

    def checked(self) -> None:
        """Offer what was checked by a person, and what was not."""
        chosen = self._selection.checked
        offer = Offer(
            key_of("checked", self._lang),
            list(CHECKED),
            self._facets.counts(self._selection, "checked"),
            () if chosen is None else (chosen,),
            lambda value: label(CHECKED[value], self._lang),
            several=False,
        )
        pick_few(offer, self._words["col_checked"], several=False)


def _with_unit(measure: str, lang: str) -> str:
    known = MEASURES[measure]
    return f"{label((known.zh, known.en), lang)} ({label((known.zh_unit, known.unit), lang)})"


def _titles(holdings: Holdings) -> dict[str, str]:
    """Name the documents; those of one title by their number or hash as well."""
    times = Counter(facts.title for facts in holdings.documents)
    return {
        f.sha256: f.title if times[f.title] == 1 else f"{f.title} ({f.number or f.sha256[:6]})"
        for f in holdings.documents
    }
