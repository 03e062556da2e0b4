"""What the reader asked of the page of sums, in the session and in the address.

The switches live under keys of their own, so that a visit to the map and back changes nothing; the
address has them all, so that a link shows the same table.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.errors import GeoError
from projects.kinds import MEASURES
from projects.models import Stage
from projects.summaries import BY, Split
from views.sums_frame import COUNTED
from views.sums_rows import SHARING, Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.divisions import Divisions
    from geo.models import Adcode

__all__ = ["FRESH", "VIEWS", "Asked", "changed", "from_params", "keep", "kept", "to_params"]

VIEWS = ("table", "targets", "compare")
_STATE = "sums"
FRESH = "sums_fresh"
"""Whether what is asked comes from the address and was not yet looked at."""
_MORE = "~"
_LONGEST = 200  # characters of a row's key in the address
_COLUMNS = (COUNTED, *Stage, SHARING)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: `row` and `column` name the number whose projects are listed.

    `row` is a line's key, "" for none; `column` is "counted", a stage or "sharing". `before` and
    `after` are the beginnings of two documents' hashes.
    """

    wish: Wish = field(default_factory=Wish)
    view: str = "table"
    row: str = ""
    column: str = COUNTED
    before: str = ""
    after: str = ""


def kept(divisions: Divisions, *, usual: str) -> tuple[Asked, tuple[str, ...]]:
    """Return what is asked in this session; at first what the address asks.

    `usual` is by what the sums stand where the address does not say. The second value are the
    parts of the address that mean nothing here, told once.
    """
    found = st.session_state.get(_STATE)
    if isinstance(found, Asked):
        return found, ()
    asked, unknown = from_params({"by": usual, **st.query_params.to_dict()}, divisions)
    st.session_state[_STATE] = asked
    st.session_state[FRESH] = True
    return asked, unknown


def keep(asked: Asked) -> None:
    """Keep what is asked for the rest of the session."""
    st.session_state[_STATE] = asked


def to_params(asked: Asked, *, usual: str = Wish().by) -> dict[str, str]:
    """Return the parameters of the address; what is as at first has none, as by `usual`."""
    wish = asked.wish
    told = {
        "view": asked.view,
        "by": wish.by,
        "measure": wish.measure,
        "split": str(Split.EQUAL) if wish.split else "",
        "zones": "1" if wish.zones else "",
        "order": _MORE.join(wish.order),
        "row": asked.row,
        "col": asked.column if asked.row else "",
        "before": asked.before,
        "after": asked.after,
    }
    first = {"view": VIEWS[0], "by": usual, "measure": Wish().measure, "col": COUNTED}
    return {name: value for name, value in told.items() if value and value != first.get(name)}


def from_params(params: Mapping[str, str], divisions: Divisions) -> tuple[Asked, tuple[str, ...]]:
    """Read the parameters of an address; parts that mean nothing are left out and returned."""
    unknown: list[str] = []

    def one_of(name: str, known: tuple[str, ...]) -> str:
        told = params.get(name, known[0])
        if told not in known:
            unknown.append(f"{name}={told[:_LONGEST]}")
            return known[0]
        return str(told)

    order: list[Adcode] = []
    for code in filter(None, params.get("order", "").split(_MORE)):
        try:
            order.append(divisions.get(code).adcode)
        except GeoError:
            unknown.append(f"order={code[:_LONGEST]}")
    wish = Wish(
        by=one_of("by", BY),
        measure=one_of("measure", tuple(MEASURES)),
        split=one_of("split", ("", Split.EQUAL)) != "",
        zones=one_of("zones", ("", "1")) != "",
        order=tuple(dict.fromkeys(order)),
    )
    asked = Asked(
        wish=wish,
        view=one_of("view", VIEWS),
        row=params.get("row", "")[:_LONGEST],
        column=one_of("col", _COLUMNS),
        before=params.get("before", "")[:_LONGEST],
        after=params.get("after", "")[:_LONGEST],
    )
    return asked, tuple(unknown)


def changed(asked: Asked, **fields: object) -> Asked:
    """Return it with some fields of the wish or of itself replaced."""
    of_wish = {name: value for name, value in fields.items() if hasattr(asked.wish, name)}
    own = {name: value for name, value in fields.items() if name not in of_wish}
    return replace(asked, wish=replace(asked.wish, **of_wish), **own)  # type: ignore[arg-type]
