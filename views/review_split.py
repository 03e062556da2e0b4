"""Splitting an item: its parts as they are typed, where each would lie, and what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from projects.errors import ProjectsError
from projects.reviewing.parts import Part, placed_part, sums_beside
from projects.reviewing.typed import sizes_typed
from projects.wording import quantity_text
from views.loading import load_divisions, load_gazetteer
from views.review_acts import Review, tried

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.models import Quantity
    from projects.reviewing.drafts import Item

__all__ = ["show_split"]


def show_split(item: Item, review: Review) -> None:
    """Take the parts' names and sizes, say where they lie, and split on the click."""
    words = review.words
    text = st.text_area(
        words["rev_split"], key=f"split_{item.id}", help=words["rev_split_help"], height=110,
        label_visibility="collapsed", max_chars=20_000,
    )  # fmt: skip
    st.caption(words["rev_split_help"])
    parts: list[Part] = []
    sizes: list[Sequence[Quantity]] = []
    for line in filter(str.strip, text.splitlines()):
        name, _, size = line.replace("｜", "|").partition("|")
        part: dict[str, Any] = {"name": name.strip()}
        try:
            part |= {"capacity": sizes_typed(size)} if size.strip() else {}
        except ProjectsError:
            st.text(f"{line.strip()} {words['form_bad_capacity']}")
            return
        made = placed_part(
            part, item.project, gazetteer=load_gazetteer(), scope=review.draft.head.facts.place
        )
        parts.append(made)
        sizes.append(_quantities(part))
    if parts:
        st.text("\n".join((*(_line(part, review) for part in parts), *_sums(item, sizes, review))))
    said = words["rev_split_do"].format(count=len(parts))
    if st.button(said, key="split_do", disabled=len(parts) < 2):  # noqa: PLR2004 - two parts
        signed = review.signed()
        tried(
            review,
            lambda drafts: drafts.split(
                review.id, item.id, parts,
                owner=review.owner, version=review.version, signed=signed,
            ),
            split=item.id,
        )  # fmt: skip


def _quantities(part: dict[str, Any]) -> Sequence[Quantity]:
    from projects.models import Quantity, Role

    return [
        Quantity(float(q["value"]), q["unit"], Role(q["role"]), q["as_written"])
        for q in part.get("capacity", ())
    ]


def _line(part: Part, review: Review) -> str:
    """Say where a part lies by its own name, or that its counties are still to be given."""
    counties = "、".join(map(load_divisions().name, part.place.counties))
    where = counties or review.words["rev_split_nowhere"]
    return review.words["rev_split_line"].format(name=part.changes["name"], where=where)


def _sums(item: Item, sizes: Sequence[Sequence[Quantity]], review: Review) -> list[str]:
    """Set what the parts add up to beside the whole; say so where it is not the same."""
    words, lines = review.words, []
    for stated, added in sums_beside(item.project, sizes):
        is_same = added is not None and added.value == stated.value
        lines.append(
            words["rev_split_same" if is_same else "rev_split_differs"].format(
                whole=quantity_text(stated, lang=review.lang),
                parts=quantity_text(added, lang=review.lang) if added else "—",
            )
        )
    return lines
