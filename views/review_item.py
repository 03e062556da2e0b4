"""One item of a review: its sentence and reasons, and all that can be decided about it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import streamlit as st

from projects.contract import project_to_json
from projects.passage import GLANCE, paragraphs
from projects.reasons import reason_text
from projects.reviewing.drafts import Doubt, ItemState
from projects.reviewing.fields import FIELDS, flat
from projects.reviewing.whys import JOINED, MERGED, SPLIT, code_of, why_text
from projects.row_cells import row_cells
from projects.wording import NATURES, STAGES, kind_name, quantity_text
from views import picking, signing
from views.choice import label
from views.editing import foot, save_line
from views.facts import show_facts
from views.figures import share_text
from views.history import field_text, local
from views.ledger import ledger_cells
from views.loading import load_divisions
from views.passage import show_paragraphs
from views.project_form import About, form
from views.review_acts import AT, SEVERAL, Review, accept, reject, tried
from views.review_apart import show_apart
from views.review_elsewhere import show_elsewhere
from views.review_further import show_further
from views.review_there import show_there

if TYPE_CHECKING:
    from geo.models import Adcode
    from projects.models import Project
    from projects.reviewing.drafts import Item

__all__ = ["show_item"]

_FIRST = 2
_SAID_APART = ("precision", "apart")
"""Fields that people put right and that are said in other words."""
_CHOSEN = "review_chosen"
_NOWHERE = "review_nowhere"
"""The item, with the draft's version, that was to be accepted without a county."""


def show_item(item: Item, review: Review, *, ticked: int = 0) -> None:
    """Show an item with its sentence, and the ways to decide on it.

    `ticked` items wait in the table to be acted on together.
    """
    words, project = review.words, item.project
    _way(item, review, ticked)
    with st.container(key="review_name"):
        st.text(project.name)
    if item.who or item.reason:
        decided = words["rev_by"].format(who=item.who, at=local(item.at)) if item.at else item.who
        why = why_text(item.reason, zh=review.lang == "zh")
        st.text("\n".join(filter(None, (decided, why))))
    _decide(item, review)
    show_there(item, review)
    show_elsewhere(item, review)
    show_apart(item, review)
    _passage(item, review)
    is_open = {Doubt.TIED, Doubt.UNPLACED} & set(item.doubts) and item.project.candidates
    if item.state is ItemState.OPEN and is_open:
        _tied(item, review)
    show_facts(_facts(item, review), key="review", lang=review.lang)
    if item.state is ItemState.OPEN:
        show_further(item, review)


def _way(item: Item, review: Review, ticked: int) -> None:
    """Lead to the item before and the one behind, and to those that are ticked."""
    words, ids = review.words, [i.id for i in review.draft.items]
    place = ids.index(item.id)
    with st.container(horizontal=True, vertical_alignment="center", key="review_way"):
        for key, step, shortcut in (("rev_before", -1, "Left"), ("rev_next", 1, "Right")):
            is_there = 0 <= place + step < len(ids)
            st.button(
                words[key], key=key, disabled=not is_there,
                shortcut=_shortcut(shortcut, item), on_click=_go,
                args=(ids[place + step] if is_there else None,),
            )  # fmt: skip
        said = [
            words["rev_place"].format(place=place + 1, count=len(ids)),
            words[f"rev_state_{item.state}"],
            *(words[f"rev_doubt_{doubt}"] for doubt in item.doubts),
        ]
        st.caption(" · ".join(said))
        if ticked > 1:
            st.button(
                words["rev_ticked"].format(count=ticked), key="review_ticked_back",
                type="tertiary", on_click=_go_to_ticked,
            )  # fmt: skip


def _go(id_: str) -> None:
    st.session_state[AT] = id_
    st.session_state[SEVERAL] = False


def _go_to_ticked() -> None:
    st.session_state[SEVERAL] = True


def _shortcut(key: str, item: Item) -> str | None:
    """Return a button's key; none while the form is opened over it, where one types."""
    return None if st.session_state.get(f"correct_{item.id}") else key


def _passage(item: Item, review: Review, *, key: str = "review_") -> None:
    """Show where it is named: the sentence in its paragraph, or a table's row with its headers."""
    text, project = review.draft.text, item.project
    if text is None:
        st.caption(review.words["rev_row"])
        cells = ledger_cells(
            item.reading or project, review.words, review.lang,
            columns=review.draft.columns, said=review.words["rev_heading"],
        )  # fmt: skip
        show_facts(cells, key=f"{key}row", lang=review.lang, wide=bool(review.draft.columns))
        return
    spans = project.mentions or ((project.start, project.end),)
    rows = {span: row_cells(text, span) for span in spans}
    for place, told in enumerate(list(filter(None, rows.values()))[:_FIRST]):
        st.caption(review.words["rev_row"])
        show_facts(told, key=f"{key}row_{place}", lang=review.lang)
    if in_text := [span for span in spans if not rows[span]]:
        found = paragraphs(text, in_text, around=GLANCE)
        show_paragraphs(found[:_FIRST], len(in_text), review.words, key=key)


def _facts(item: Item, review: Review) -> list[tuple[str, str]]:
    """Say what is held of the item; a field put right by hand says what was read, too."""
    project, words, lang = item.project, review.words, review.lang
    names = {i.id: i.project.name for i in review.draft.items}
    read = _read(item, review, names)
    facts = [
        ("kind", "d_kind", kind_name(project.kind, lang=lang)),
        ("stage", "d_stage", _stage(item, review)),
        ("nature", "d_nature", label(NATURES[project.nature], lang)),
        (
            "capacity",
            "d_capacity",
            "；".join(quantity_text(q, lang=lang) for q in project.capacity),
        ),
        ("counties", "d_counties", _counties(project, review)),
        ("", "rev_sure", share_text(project.confidence) if project.counties else ""),
        ("part_of", "d_part_of", names.get(project.part_of or "", project.part_of or "")),
        ("responsible", "d_responsible", _responsible(item, review)),
        ("", "d_section", project.section),
        ("", "d_page", str(project.page or "")),
        ("", "l_row", str(project.ledger.row) if project.ledger else ""),
    ]
    said = [
        (words[name], f"{value or '—'}{read.pop(field)}" if field in read else value)
        for field, name, value in facts
    ]
    now = flat(project_to_json(project))
    for field, was in read.items():
        called = label((FIELDS[field].zh, FIELDS[field].en), lang)
        said.append((called, field_text(field, now.get(field), lang, names) + was))
    doubles = [
        words["rev_doubles"].format(name=names.get(d.id, d.id), why=reason_text(d.why, lang))
        for d in project.doubles
        if item.state is not ItemState.OPEN  # else `show_apart` says it
    ]
    if item.state is not ItemState.OPEN:
        said.append((words["form_apart"], "、".join(other.name for other in project.apart)))
    return said + [(words["d_doubles"], double) for double in doubles]


def _responsible(item: Item, review: Review) -> str:
    """Name the units; those of a list's row stand among its cells already."""
    in_row = review.draft.text is None and "responsible" not in item.corrected
    return "" if in_row else "、".join(item.project.responsible)


def _stage(item: Item, review: Review) -> str:
    """Say the stage, and what the row says of it where that is open."""
    stage, ledger = label(STAGES[item.project.stage], review.lang), item.project.ledger
    if ledger is None or Doubt.PROGRESS not in item.doubts:
        return stage
    return review.words["rev_progress_open"].format(stage=stage, progress=ledger.progress)


def _read(item: Item, review: Review, names: dict[str, str]) -> dict[str, str]:
    """Say of each field that was put right what the machine had read."""
    if item.reading is None:
        return {}
    read = flat(project_to_json(item.reading))
    return {
        field: review.words["rev_was_read"].format(
            read=field_text(field, read.get(field), review.lang, names)
        )
        for field in item.corrected
        if field in FIELDS and field not in _SAID_APART
    }


def _counties(project: Project, review: Review) -> str:
    """Name the counties, each with the reasons for it."""
    name, lines = load_divisions().name, []
    for code in project.counties:
        why = "；".join(
            reason_text(r.why, review.lang) for r in project.reasons if r.adcode == code
        )
        lines.append(f"{name(code)}：{why}" if why else name(code))
    return "\n".join(lines) or review.words["d_nowhere"]


def _tied(item: Item, review: Review) -> None:
    """Show the places that are as likely, on buttons and on a small map: one click chooses."""
    words, divisions = review.words, load_divisions()
    st.caption(words["rev_choose" if Doubt.TIED in item.doubts else "rev_choose_one"])
    best = sorted(item.project.candidates, key=lambda c: -c.score)
    codes = [c for c in dict.fromkeys(c.adcode for c in best) if divisions.is_county(c)]
    cities = {divisions.prefecture_of(code) for code in codes}
    called = divisions.name if len(cities) == 1 else divisions.full_name
    clicked = st.session_state.pop(_CHOSEN, None)
    if clicked and clicked[0] == item.id:
        _choose(item, clicked[1], review)
    with st.container(horizontal=True, key="review_candidates"):
        for code in codes:
            if st.button(called(code), key=f"choose_{item.id}_{code}"):
                _choose(item, code, review)
    picking.draw(
        picking.Shown(picking.around(review.draft.head.facts.place, codes), candidates=codes),
        review.settings,
        words,
        key=f"choose_map_{review.id}_{item.id}",
        on_county=lambda code: st.session_state.update({_CHOSEN: (item.id, code)}),
    )
    st.caption(words["rev_choose_map"])


def _choose(item: Item, code: Adcode, review: Review) -> None:
    tried(
        review,
        lambda drafts: drafts.choose(
            review.id, item.id, code, owner=review.owner, version=review.version
        ),
        stay=item.id,
    )


def _decide(item: Item, review: Review) -> None:
    """Accept, turn down with a reason, or open again."""
    words = review.words
    if item.state is ItemState.ACCEPTED:
        return
    if item.state is ItemState.REJECTED:
        why = code_of(item.reason).get("why")
        again = {SPLIT: "rev_undo_split", MERGED: "rev_undo_merged"}.get(why or "", "rev_reopen")
        if why != JOINED and st.button(words[again], key=f"reopen_{item.id}"):
            tried(
                review,
                lambda drafts: drafts.reopen(
                    review.id, [item.id], owner=review.owner, version=review.version
                ),
                stay=item.id,
            )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="review_decide"):
        if signing.editor(review.settings) is not None:
            _accept(item, review)
        is_asked = st.button(
            words["rev_correct"], key=f"correct_{item.id}", shortcut=_shortcut("E", item)
        )
        with st.popover(words["rev_reject"]):
            why = st.text_input(
                words["rev_reason"], key=f"why_{item.id}", max_chars=500,
                placeholder=words["rev_reason_hint"],
            )  # fmt: skip
            if st.button(words["rev_reject"], key=f"reject_{item.id}", disabled=not why.strip()):
                reject(review, [item.id], why)
    if is_asked:
        _open_form(item, review)
    if st.session_state.get(_NOWHERE) == (item.id, review.version):
        st.warning(words["rev_unplaced"])


def _accept(item: Item, review: Review) -> None:
    """Accept an item; one that lies in no county yet only as that, at a click of its own."""
    words, now = review.words, (item.id, review.version)
    if not item.is_unplaced:
        if st.button(
            words["rev_accept"], key=f"accept_{item.id}", type="primary",
            shortcut=_shortcut("A", item),
        ):  # fmt: skip
            accept(review, [item.id])
    elif st.session_state.get(_NOWHERE) != now:
        st.button(
            words["rev_accept"], key=f"accept_{item.id}", type="primary",
            shortcut=_shortcut("A", item),
            on_click=st.session_state.__setitem__, args=(_NOWHERE, now),
        )  # fmt: skip
    else:
        # No key: who types A twice has not read what is asked.
        if st.button(words["rev_accept_unplaced"], key=f"unplaced_{item.id}"):
            accept(review, [item.id])
        st.button(
            words["rev_accept_all_not"], key=f"placed_{item.id}", type="tertiary",
            on_click=st.session_state.pop, args=(_NOWHERE, None),
        )  # fmt: skip


def _open_form(item: Item, review: Review) -> None:
    @st.dialog(review.words["edit_title"], width="large", on_dismiss="rerun")
    def shown() -> None:
        _correct(item, review)

    shown()


def _fingerprint(item: Item) -> str:
    """Return what a form belongs to: the item as it is, whatever else is done in the draft."""
    told = json.dumps(project_to_json(item.project), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _correct(item: Item, review: Review) -> None:
    _passage(item, review, key="form_")
    groups = {i.id: i.project.name for i in review.draft.items if i.id != item.id}
    key = f"item_{review.id}_{item.id}_{_fingerprint(item)}"
    place = review.draft.head.facts.place
    filled = form(
        item.project, About(key, review.settings, review.words, review.lang, place, groups)
    )
    with foot():
        save_line(filled, review.words, review.lang)
        is_asked = st.button(review.words["rev_save"], key="item_save", type="primary")
        if is_asked and (filled.faults or not filled.changes):
            st.error(review.words["form_needs_right" if filled.faults else "edit_nothing"])
    if is_asked and filled.changes and not filled.faults:
        tried(
            review,
            lambda drafts: drafts.correct(
                review.id, item.id, filled.changes, owner=review.owner, version=review.version
            ),
            stay=item.id,
        )
