"""Filters whose options tell the number of projects that each would leave.

The browser names what it has chosen by the option's label, which changes with the numbers. So what
is chosen has a label without one, and labels of the run before are understood as well: a reader is
quicker than an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

__all__ = ["Offer", "heard", "keep", "pick_few", "pick_one", "pick_some"]

_T = TypeVar("_T", bound="Hashable")
_TOLD = "told_labels"


def keep(key: str, value: object) -> str:
    """Give a widget that is new its value, and return its key."""
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def pick_some(offer: Offer, title: str, words: Mapping[str, str]) -> None:
    """Show a list of which several options may be chosen."""
    st.multiselect(
        title,
        offer.options,
        format_func=offer.label,
        key=offer.key,
        placeholder=words["all"],
        select_all=False,
    )


def pick_few(offer: Offer, title: str, *, several: bool = True) -> None:
    """Show a few options side by side, but none that would leave nothing and is not chosen.

    A chip 已建 0 below a search without a hit reads as if nothing were built.
    """
    if not offer.useful:
        return
    st.pills(
        title,
        offer.useful,
        selection_mode="multi" if several else "single",
        format_func=offer.label,
        key=offer.key,
    )


def pick_one(offer: Offer, title: str) -> None:
    """Show a list of which one option is chosen."""
    st.selectbox(title, offer.options, format_func=offer.label, key=offer.key)


def heard(key: str) -> list[Any]:
    """Return what is chosen in a widget, by the labels of this run or the one before."""
    said = st.session_state[key]
    values = said if isinstance(said, list | tuple) else [said]
    labels = st.session_state.get(_TOLD, {}).get(key, {})
    options = set(labels.values())
    known = [value if value in options else labels.get(value) for value in values]
    return list(dict.fromkeys(value for value in known if value is not None))


def _offered(
    options: Iterable[_T], counts: Mapping[Hashable, int], chosen: Collection[_T]
) -> list[_T]:
    """Put the options that would leave no project last; those chosen stay where they are."""
    return sorted(
        dict.fromkeys(options),
        key=lambda o: o != "" and not counts.get(o) and o not in chosen,
    )


class Offer:
    """The options of one widget with their labels.

    Parameters
    ----------
    key
        The widget's key; it is given the values that are chosen.
    options
        In the order they are told in, but those that would leave nothing last; "" restricts
        nothing.
    counts
        How many projects each would leave.
    chosen
        What is chosen now.
    name
        Names an option.
    several
        Whether the widget's value is a list.
    """

    def __init__(
        self,
        key: str,
        options: Iterable[_T],
        counts: Mapping[Hashable, int],
        chosen: Sequence[_T],
        name: Callable[[_T], str],
        *,
        several: bool = True,
    ) -> None:
        self.options = _offered(options, counts, chosen)
        self.useful = [o for o in self.options if counts.get(o) or o in chosen]
        self._labels: dict[Hashable, str] = {
            option: name(option)
            if option in chosen or option == ""
            else f"{name(option)} {counts.get(option, 0):,}"
            for option in self.options
        }
        self.key = key
        self._tell()
        self._give(list(chosen) if several else next(iter(chosen), None))

    def label(self, option: Hashable) -> str:
        """Return an option's label; what is none says itself."""
        return self._labels.get(option, str(option))

    def _tell(self) -> None:
        told: dict[str, dict[str, Hashable]] = st.session_state.setdefault(_TOLD, {})
        now = {label: option for option, label in self._labels.items()}
        before = {k: v for k, v in told.get(self.key, {}).items() if v in self._labels}
        told[self.key] = before | now if len(before) <= 2 * len(now) else now

    def _give(self, chosen: Any) -> None:  # noqa: ANN401 - a list or one option
        """Give the widget its values where its labels for them are others than they were."""
        given: dict[str, Any] = st.session_state.setdefault(f"{_TOLD}_given", {})
        if self.key not in st.session_state or given.get(self.key) != chosen:
            st.session_state[self.key] = chosen
        given[self.key] = chosen
