"""What plans name beside what they aim at: a share, never a gap (design rule 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from projects.amounts import counted
from projects.beside import beside_targets
from projects.kinds import KINDS
from projects.models import Quantity, Role
from projects.target_label import bounds
from projects.wording import amount_text, kind_name, quantity_text
from views import evidence, sums_behind
from views.figures import stage_names
from views.loading import document_text, load_targets
from views.rows import height_of, wide_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from projects.beside import Beside
    from projects.models import Project, Target
    from projects.selection import Selection
    from views.scene import Sight

__all__ = ["chosen_targets", "share_of_target", "show", "target_frame"]

_KEY = "sums_targets"
_MOST_ROWS = 12
_WIDTHS = {"sums_target": 230, "sums_note": 260, "col_document": 220}


def show(sight: Sight) -> None:
    """Show the targets of the plans the filter means; a click lists what is named of one."""
    words = sight.words
    with st.container(key="sums_targets_what"):
        st.text(words["sums_targets_what"])
    wanted = chosen_targets(load_targets(sight.settings), sight.choice.selection, sight.divisions)
    if not wanted:
        st.info(words["sums_targets_none"])
        return
    held = sight.holdings
    besides = held.once(
        ("beside targets", wanted),
        lambda: beside_targets(
            wanted,
            held,
            sight.divisions,
            texts=lambda sha256: document_text(sha256, sight.settings),
        ),
    )
    told = [beside for beside in besides if beside.named is not None and beside.named.projects]
    rest = [beside for beside in besides if beside not in told]
    label = words["sums_targets_rest"].format(count=len(rest))
    if rest and st.toggle(label, key="s_targets_rest", value=not told):
        told += rest
    if told:
        _table(told, sight)


def chosen_targets(
    targets: Iterable[Target], selection: Selection, divisions: Divisions
) -> tuple[Target, ...]:
    """Keep the targets of the places, kinds and documents a filter means."""
    return tuple(target for target in targets if _is_meant(target, selection, divisions))


def target_frame(besides: Sequence[Beside], sight: Sight) -> pd.DataFrame:
    """Build the table: target, what is named of it, and its share."""
    words, divisions = sight.words, sight.divisions
    facts = [sight.documents.get(beside.target.document) for beside in besides]
    return pd.DataFrame(
        {
            words["col_region"]: [divisions.name(beside.target.place) for beside in besides],
            words["kind"]: [_kind(beside, sight) for beside in besides],
            words["sums_target"]: [_aim(beside.target, sight) for beside in besides],
            **_own_words(besides, words),
            words["sums_named"]: [_named(beside, sight) for beside in besides],
            words["sums_share"]: [share_of_target(beside) for beside in besides],
            words["sums_note"]: [_same(beside, sight) for beside in besides],
            words["sums_named_stages"]: [
                stage_names(beside.stages, sight.lang) if beside.named else "" for beside in besides
            ],
            words["col_document"]: [f.title if f else "" for f in facts],
        }
    )


def _own_words(besides: Sequence[Beside], words: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the column of the targets' own words; none where no text is at hand."""
    told = [beside.words for beside in besides]
    return {words["sums_target_words"]: told} if any(told) else {}


def share_of_target(beside: Beside) -> str:
    """Say the share in percent, as short as it can be said; "" for none."""
    share = beside.share
    if share is None:
        return ""
    return f"{100 * share:.3g}%" if share < 1 else f"{100 * share:.0f}%"


def _is_meant(target: Target, selection: Selection, divisions: Divisions) -> bool:
    places, kinds = selection.places, selection.kinds
    kind = KINDS.get(target.kind or "")
    return (
        (not places or any(divisions.covers(place, target.place) for place in places))
        and (not kinds or target.kind in kinds)
        and (not selection.sectors or (kind is not None and kind.sector in selection.sectors))
        and (not selection.documents or target.document in selection.documents)
    )


def _table(besides: Sequence[Beside], sight: Sight) -> None:
    words = sight.words
    frame = target_frame(besides, sight)
    state = st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=height_of(len(frame), _MOST_ROWS),
        column_config=wide_columns(_WIDTHS, sight),
        key=_KEY,
        selection_mode="single-row",
        on_select="rerun",
    )
    st.caption(words["sums_targets_pick"])
    rows = state.selection.rows
    if not rows or rows[0] >= len(besides):
        return
    beside = besides[rows[0]]
    with st.container(key="sums_behind_head"):
        st.text(f"{_kind(beside, sight)} · {_aim(beside.target, sight)}")
        st.text(f"{words['sums_named']} · {_named(beside, sight)}")
    st.caption(words["sums_plan_sentence"])
    target = beside.target
    evidence.words_of(target.document, ((target.start, target.end),), sight)
    if beside.measure is None:
        return
    measure = beside.measure
    projects = sums_behind.of_keys(beside.keys, sight)

    def stated(project: Project) -> float | None:
        return counted(project, measure)

    sums_behind.show(projects, sight, key=f"{_KEY}_list_{rows[0]}", measure=measure, adds=stated)


def _kind(beside: Beside, sight: Sight) -> str:
    kind = beside.target.kind
    return kind_name(kind, lang=sight.lang) if kind else ""


def _aim(target: Target, sight: Sight) -> str:
    """Say what is aimed at: 2025年 累计 约 120 万千瓦."""
    words = sight.words
    low, high = bounds(target)
    size = Quantity(high, target.unit, Role.CAPACITY, "", None, low, high)
    aim = quantity_text(size, lang=sight.lang)
    if target.qualifier and low == high:
        aim = words["sums_target_vague"].format(aim=aim, word=target.qualifier)
    year = words["sums_target_year"].format(year=target.year) if target.year else ""
    basis = words.get(f"basis_{target.basis}", target.basis)
    return words["sums_target_said"].format(year=year, basis=basis, aim=aim)


def _named(beside: Beside, sight: Sight) -> str:
    words, amount = sight.words, beside.named
    if amount is None or beside.measure is None:
        return words["sums_named_no"]
    if not amount.projects:
        return words["sums_named_none"]
    if amount.known is None:
        return words["sums_not_stated"]
    return amount_text(amount, beside.measure, lang=sight.lang)


def _same(beside: Beside, sight: Sight) -> str:
    if beside.is_unlike:
        return sight.words["sums_unlike"]
    if not beside.same:
        return ""
    names = [project.name for project in sums_behind.of_keys(beside.same, sight)]
    return sight.words["sums_same"].format(names=sight.words["joiner"].join(names))
