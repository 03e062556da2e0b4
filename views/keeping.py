"""What was half typed into a form, kept while its page or dialogue is left.

Streamlit forgets the widgets of a page that is not shown. Fields that are begun here come back
with what stood in them, until they are forgotten: when it was saved, or thrown away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["again", "begin", "forget", "kept", "remember"]

_KEPT = "kept_fields"
_MOST = 1_000  # fields: of some forty forms


def begin(
    key: str, default: Any, options: Collection[Any] | None = None, *, moving: bool = False  # noqa: ANN401
) -> str:  # fmt: skip
    """Give the widget of a key what stood in it last, else the default; returns the key.

    The widget itself is made without a default. What is not among `options` any more gives way.
    With `moving` options change while it stands, or are said in another language: see `again`.
    """
    held = st.session_state.setdefault(_KEPT, {})
    if key not in st.session_state:
        st.session_state[key] = held.get(key, default)
    if options is not None and st.session_state[key] not in options:
        st.session_state[key] = default
    if moving:
        again(key)
    held[key] = st.session_state[key]
    while len(held) > _MOST:
        held.pop(next(iter(held)))
    return key


def again(key: str, options: Collection[Any] | None = None) -> None:
    """Tell the browser a widget's value anew.

    Where its options change, or what they are called does, Streamlit goes on showing what was
    chosen by the word that stood there. What is not among `options` is left to Streamlit.
    """
    if key in st.session_state and (options is None or st.session_state[key] in options):
        st.session_state[key] = st.session_state[key]


def kept(key: str, default: Any) -> Any:  # noqa: ANN401
    """Return what stood in a field last, be it shown now or not."""
    return st.session_state.get(_KEPT, {}).get(key, default)


def remember() -> None:
    """Take over what was typed since the last run; called before anything is shown."""
    held = st.session_state.get(_KEPT, {})
    for key in held:
        if key in st.session_state:
            held[key] = st.session_state[key]


def forget(prefix: str) -> None:
    """Throw away what stands in the fields whose keys begin so."""
    held = st.session_state.get(_KEPT, {})
    for key in [key for key in held if key.startswith(prefix)]:
        del held[key]
        if key in st.session_state:
            del st.session_state[key]
