"""Names and values in two columns, set letter by letter: what both may say comes from plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["show_facts"]

_WIDTH, _WIDE = {"zh": 80, "en": 100}, {"zh": 150, "en": 160}
"""Width of the names' column, pixels; `_WIDE` where they are headings of a file."""


def show_facts(
    facts: Iterable[tuple[str, str]], *, key: str, lang: str, wide: bool = False
) -> None:
    """Show names and values; those without a value are left out."""
    said = [(name, value) for name, value in facts if value]
    if not said:
        return
    with st.container(key=f"fields_{key}"):
        for name, value in said:
            with st.container(horizontal=True, gap=None):
                st.text(name, width=(_WIDE if wide else _WIDTH)[lang])
                st.text(value)
