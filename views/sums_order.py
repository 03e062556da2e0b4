"""The order of counties in a prefecture, or of prefectures in a province, as an office wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.models import Adcode
from views import sums_state
from views.sums_rows import sums

if TYPE_CHECKING:
    from views.scene import Sight
    from views.sums_rows import Sums
    from views.sums_state import Asked

__all__ = ["show"]

_OF, _PICK = "sums_order_of", "sums_order_pick"


def show(sight: Sight, asked: Asked) -> Asked:
    """Offer to change the order of the rows; what is not picked follows in code order."""
    words = sight.words
    with st.popover(words["sums_order"]):
        if asked.wish.by not in {"county", "prefecture"}:
            st.caption(words["sums_order_none"])
            return asked
        return _pick(sight, asked)


def _pick(sight: Sight, asked: Asked) -> Asked:
    words, divisions = sight.words, sight.divisions
    found = sums(sight.holdings, asked.wish, sight.choice.selection.stages, divisions,
                 lang=sight.lang)  # fmt: skip
    groups = _groups(found)
    if not groups:
        st.caption(words["sums_order_none"])
        return asked
    parent = st.selectbox(words["sums_order_of"], list(groups), format_func=divisions.name,
                          key=f"{_OF}_{asked.wish.by}")  # fmt: skip
    members = groups[parent]
    key = f"{_PICK}_{parent}"
    if key not in st.session_state:
        st.session_state[key] = [code for code in asked.wish.order if code in members]
    picked = st.multiselect(
        words["sums_order_pick"],
        sorted(members),
        format_func=divisions.name,
        key=key,
        select_all=False,
    )
    others = tuple(code for code in asked.wish.order if code not in members)
    order = (*others, *(Adcode(code) for code in picked))
    if order and st.button(words["sums_order_reset"], key="sums_order_reset"):
        for name in [name for name in st.session_state if str(name).startswith(_PICK)]:
            del st.session_state[name]
        order = ()
        sums_state.keep(sums_state.changed(asked, order=order))
        st.rerun(scope="fragment")
    return sums_state.changed(asked, order=order)


def _groups(found: Sums) -> dict[Adcode, list[Adcode]]:
    """Return the rows' prefectures or provinces with their rows."""
    divisions = found.divisions
    above = divisions.prefecture_of if found.wish.by == "county" else divisions.province_of
    groups: dict[Adcode, list[Adcode]] = {}
    for line in found.lines:
        if line.what == "row":
            groups.setdefault(above(Adcode(line.key)), []).append(Adcode(line.key))
    return groups
