"""What is counted once though several plans name it, and what is perhaps one project, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views import sums_behind
from views.columns import document_title, sizes_text
from views.rows import height_of, selectable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from projects.amounts import Key
    from projects.models import Project
    from projects.totals import Summary
    from views.scene import Sight

__all__ = ["once_said", "pair_frame", "show"]

_MOST_ROWS, _MOST = 8, 200
_HEADS = {"repeats": ("sums_not_counted", "sums_counted_as"), "doubles": ("sums_one", "sums_or")}
_LISTS = {"repeats": "sums_repeats_list", "doubles": "sums_doubles_list"}
_Pairs = tuple[tuple["Key", "Key"], ...]


def once_said(summary: Summary, words: Mapping[str, str]) -> list[str]:
    """Say how many are counted once, are perhaps one, or state less than their members do."""
    counts = (
        ("sums_repeats", summary.repeats),
        ("sums_doubles", summary.doubles),
        ("sums_overfull", summary.overfull),
    )
    return [words[name].format(count=len(of)) for name, of in counts if of]


def show(summary: Summary, sight: Sight, *, key: str = "sums_once", details: bool = True) -> None:
    """Offer the lists, folded; a click on a row selects its project. Nothing where none is.

    `details` says whether what is selected is shown here, where no panel shows it.
    """
    words = sight.words
    told = once_said(summary, words)
    if not told:
        return
    with st.expander(" ".join(told), key=key):
        for name, pairs in (("repeats", summary.repeats), ("doubles", summary.doubles)):
            if pairs:
                st.caption(words[_LISTS[name]])
                first = _table(pair_frame(name, pairs, sight), pairs, sight, f"{key}_{name}")
                if details:
                    sums_behind.details_of(first, sight)
        groups = sums_behind.of_keys(summary.overfull, sight)
        for group in groups[:_MOST]:
            st.text(words["sums_overfull_one"].format(name=group.name))


def pair_frame(name: str, pairs: _Pairs, sight: Sight) -> pd.DataFrame:
    """Build the list: the two projects of each pair, and where each is named."""
    words = sight.words
    heads = _HEADS[name]
    columns: dict[str, list[str]] = {}
    for head, side in zip(heads, (0, 1), strict=True):
        found = [_named(pair[side], sight) for pair in pairs[:_MOST]]
        columns[words[head]] = [project.name if project else "" for project in found]
        columns[words["sums_size_of"].format(what=words[head])] = [
            sizes_text(project, sight) if project else "" for project in found
        ]
        columns[words["sums_plan_of"].format(what=words[head])] = [
            document_title(project, sight) if project else "" for project in found
        ]
    return pd.DataFrame(columns)


def _table(frame: pd.DataFrame, pairs: _Pairs, sight: Sight, key: str) -> list[Project]:
    """Show the pairs; return the first project of each."""
    first = [_named(pair[0], sight) for pair in pairs[:_MOST]]
    selectable(frame, first, key=key, height=height_of(len(frame), _MOST_ROWS))
    return [project for project in first if project]


def _named(key: Key, sight: Sight) -> Project | None:
    found: Sequence[Project] = sums_behind.of_keys((key,), sight)
    return found[0] if found else None
