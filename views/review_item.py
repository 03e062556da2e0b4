"""One item of a review: its sentence and reasons, and all that can be decided about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from projects.contract import project_to_json
from projects.errors import ProjectsError
from projects.passage import GLANCE, paragraphs
from projects.reasons import reason_text
from projects.reviewing.drafts import Doubt, ItemState
from projects.reviewing.fields import FIELDS, flat
from projects.reviewing.typed import sizes_typed
from projects.wording import NATURES, STAGES, kind_name, quantity_text
from views import picking, signing
from views.choice import label
from views.editing import save_line
from views.facts import show_facts
from views.figures import share_text
from views.history import field_text, local
from views.loading import load_divisions
from views.passage import show_paragraphs
from views.project_form import About, form
from views.review_acts import Review, accept, tried

if TYPE_CHECKING:
    from geo.models import Adcode
    from projects.models import Project
    from projects.reviewing.drafts import Item

__all__ = ["show_item"]

_FIRST = 2
_CHOSEN = "review_chosen"


def show_item(item: Item, review: Review) -> None:
    """Show an item with its sentence, and the ways to decide on it."""
    words, project = review.words, item.project
    with st.container(key="review_name"):
        st.text(project.name)
    said = [words[f"rev_state_{item.state}"], *(words[f"rev_doubt_{d}"] for d in item.doubts)]
    st.caption(" · ".join(said))
    if item.who or item.reason:
        decided = words["rev_by"].format(who=item.who, at=local(item.at)) if item.at else item.who
        st.text("\n".join(filter(None, (decided, item.reason))))
    _decide(item, review)
    _passage(project, review)
    if item.state is ItemState.OPEN and Doubt.TIED in item.doubts:
        _tied(item, review)
    show_facts(_facts(item, review), key="review", lang=review.lang)
    if item.state is ItemState.OPEN:
        _further(item, review)


def _passage(project: Project, review: Review, *, key: str = "review_") -> None:
    if review.draft.text is None:
        st.text(review.words["rev_no_text"])
        return
    spans = project.mentions or ((project.start, project.end),)
    found = paragraphs(review.draft.text, spans, around=GLANCE)
    show_paragraphs(found[:_FIRST], len(spans), review.words, key=key)


def _facts(item: Item, review: Review) -> list[tuple[str, str]]:
    project, words, lang = item.project, review.words, review.lang
    names = {i.id: i.project.name for i in review.draft.items}
    facts = [
        (words["d_kind"], kind_name(project.kind, lang=lang)),
        (words["d_stage"], label(STAGES[project.stage], lang)),
        (words["d_nature"], label(NATURES[project.nature], lang)),
        (words["d_capacity"], "；".join(quantity_text(q, lang=lang) for q in project.capacity)),
        (words["d_counties"], _counties(project, review)),
        (words["rev_sure"], share_text(project.confidence) if project.counties else ""),
        (words["d_part_of"], names.get(project.part_of or "", project.part_of or "")),
        (words["d_responsible"], "、".join(project.responsible)),
        (words["d_section"], project.section),
        (words["d_page"], str(project.page or "")),
        (words["l_row"], str(project.ledger.row) if project.ledger else ""),
    ]
    facts += [
        (
            words["d_doubles"],
            words["rev_doubles"].format(name=names.get(d.id, d.id), why=reason_text(d.why, lang)),
        )
        for d in project.doubles
    ]
    return facts + _corrections(item, review, names)


def _counties(project: Project, review: Review) -> str:
    """Name the counties, each with the reasons for it."""
    name, lines = load_divisions().name, []
    for code in project.counties:
        why = "；".join(
            reason_text(r.why, review.lang) for r in project.reasons if r.adcode == code
        )
        lines.append(f"{name(code)}：{why}" if why else name(code))
    return "\n".join(lines) or review.words["d_nowhere"]


def _corrections(item: Item, review: Review, names: dict[str, str]) -> list[tuple[str, str]]:
    """Say of each field that was put right what the machine had read."""
    if item.reading is None:
        return []
    read = flat(project_to_json(item.reading))
    return [
        (
            label((FIELDS[field].zh, FIELDS[field].en), review.lang),
            review.words["rev_was_read"].format(
                read=field_text(field, read.get(field), review.lang, names)
            ),
        )
        for field in item.corrected
        if field in FIELDS and field != "precision"
    ]


def _tied(item: Item, review: Review) -> None:
    """Show the places that are as likely, on buttons and on a small map: one click chooses."""
    words, divisions = review.words, load_divisions()
    st.caption(words["rev_choose"])
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
        if st.button(words["rev_reopen"], key=f"reopen_{item.id}"):
            tried(
                review,
                lambda drafts: drafts.reopen(
                    review.id, [item.id], owner=review.owner, version=review.version
                ),
                stay=item.id,
            )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if signing.editor(review.settings) is not None and st.button(
            words["rev_accept"], key=f"accept_{item.id}", type="primary"
        ):
            accept(review, [item.id])
        if st.button(words["rev_correct"], key=f"correct_{item.id}"):
            _open_form(item, review)
        with st.popover(words["rev_reject"]):
            why = st.text_input(
                words["rev_reason"], key=f"why_{item.id}", max_chars=500,
                placeholder=words["rev_reason_hint"],
            )  # fmt: skip
            if st.button(words["rev_reject"], key=f"reject_{item.id}", disabled=not why.strip()):
                signed = review.signed(why.strip())
                tried(
                    review,
                    lambda drafts: drafts.reject(
                        review.id, [item.id],
                        owner=review.owner, version=review.version, signed=signed,
                    ),
                )  # fmt: skip


def _further(item: Item, review: Review) -> None:
    words = review.words
    with st.expander(words["rev_split"]):
        _split(item, review)
    others = {
        i.id: i.project.name
        for i in review.draft.items
        if i.id != item.id and i.state is ItemState.OPEN
    }
    with st.expander(words["rev_merge"]):
        _merge(item, others, review)
    live = {
        i.id: i.project.name
        for i in review.draft.items
        if i.id != item.id and i.state is not ItemState.REJECTED
    }
    with st.expander(words["rev_group"]):
        _group(item, live, review)


def _open_form(item: Item, review: Review) -> None:
    @st.dialog(review.words["edit_title"], width="large")
    def shown() -> None:
        _correct(item, review)

    shown()


def _correct(item: Item, review: Review) -> None:
    _passage(item.project, review, key="form_")
    groups = {i.id: i.project.name for i in review.draft.items if i.id != item.id}
    key = f"item_{review.id}_{item.id}_{review.version}"
    place = review.draft.head.facts.place
    filled = form(
        item.project, About(key, review.settings, review.words, review.lang, place, groups)
    )
    save_line(filled, review.words, review.lang)
    is_ready = bool(filled.changes) and not filled.faults
    if st.button(review.words["rev_save"], key="item_save", type="primary", disabled=not is_ready):
        tried(
            review,
            lambda drafts: drafts.correct(
                review.id, item.id, filled.changes, owner=review.owner, version=review.version
            ),
            stay=item.id,
        )


def _split(item: Item, review: Review) -> None:
    words = review.words
    text = st.text_area(
        words["rev_split"], key=f"split_{item.id}", help=words["rev_split_help"], height=110,
        label_visibility="collapsed", max_chars=20_000,
    )  # fmt: skip
    st.caption(words["rev_split_help"])
    parts: list[dict[str, object]] = []
    for line in filter(str.strip, text.splitlines()):
        name, _, size = line.replace("｜", "|").partition("|")
        part: dict[str, object] = {"name": name.strip()}
        try:
            part |= {"capacity": sizes_typed(size)} if size.strip() else {}
        except ProjectsError:
            st.text(f"{line.strip()} {words['form_bad_capacity']}")
            return
        parts.append(part)
    said = words["rev_split_do"].format(count=len(parts))
    if st.button(said, key="split_do", disabled=len(parts) < 2):  # noqa: PLR2004 - two parts
        signed = review.signed()
        tried(
            review,
            lambda drafts: drafts.split(
                review.id, item.id, parts,
                owner=review.owner, version=review.version, signed=signed,
            ),
        )  # fmt: skip


def _merge(item: Item, others: dict[str, str], review: Review) -> None:
    """Make one of doubles; those the reader takes for doubles are chosen already."""
    words = review.words
    likely = [d.id for d in item.project.doubles if d.id in others]
    chosen = st.multiselect(
        words["rev_merge_with"], list(others), likely,
        format_func=others.__getitem__, key=f"merge_{item.id}_{review.version}",
    )  # fmt: skip
    if st.button(words["rev_merge_do"], key="merge_do", disabled=not chosen):
        signed = review.signed()
        tried(
            review,
            lambda drafts: drafts.merge(
                review.id, [item.id, *chosen],
                owner=review.owner, version=review.version, signed=signed,
            ),
            stay=item.id,
        )  # fmt: skip


def _group(item: Item, others: dict[str, str], review: Review) -> None:
    words = review.words
    options = ["", *others]
    now = item.project.part_of if item.project.part_of in others else ""
    group = st.selectbox(
        words["rev_group"], options, options.index(now or ""),
        format_func=lambda id_: others.get(id_, words["rev_group_none"]),
        key=f"group_{item.id}_{review.version}", label_visibility="collapsed",
    )  # fmt: skip
    if st.button(words["rev_group_do"], key="group_do", disabled=group == (now or "")):
        tried(
            review,
            lambda drafts: drafts.set_part_of(
                review.id, item.id, group or None, owner=review.owner, version=review.version
            ),
            stay=item.id,
        )
