"""The list of acts: a line for what somebody did in one go, opened where one looks closer."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from projects.access.roles import Right, may
from projects.errors import ProjectsError
from projects.registry import Registry
from projects.reviewing.acts import ActWish
from projects.reviewing.values import Action, ProjectKey, Signature
from views import all_drafts, signing
from views.history import BEIJING, Told, local, more, named, notice, show_one, why_text
from views.keeping import again
from views.loading import load_holdings, refresh
from views.refused import refusal_text, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from projects.reviewing.acts import Act, Left, TakenBack
    from projects.reviewing.drafts import DraftHead
    from projects.reviewing.values import Revision
    from projects.settings import Settings

__all__ = ["show"]

_PAGE, _OPENED, _MOST = 30, 20, 100_000
_SHOWN, _OPEN, _ASKED = "acts_shown", "acts_open", "acts_asked"
_DONE, _FAULT = "acts_done", "acts_fault"
_WHY, _NAMES = 40, 60
_ANYBODY = "*"


def show(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Show the filters and the acts they leave, the latest first."""
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        titles, people = registry.acts.titles(), registry.acts.people()
    wish = _wish(settings, titles, people, words)
    limit = st.session_state.setdefault(_SHOWN, _PAGE)
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        acts, total = registry.acts.latest(limit, wish), registry.acts.count(wish)
        names = registry.acts.called(key for act in acts for key in act.keys)
    told = Told(settings, words, lang, names)
    notice(words)
    _say_done(settings, words, lang)
    st.caption(
        words["act_shown"].format(shown=len(acts), total=total) if total else words["act_none"]
    )
    with st.container(key="acts", gap=None):
        for act in acts:
            _act(act, wish, told, titles)
    if total > len(acts):
        st.button(words["act_older"], key="acts_older", on_click=_more_acts)


def _more_acts() -> None:
    st.session_state[_SHOWN] += _PAGE


def _wish(
    settings: Settings,
    titles: Mapping[str, str],
    people: Sequence[str],
    words: Mapping[str, str],
) -> ActWish:
    """Ask by plan, person, name and day (days of China)."""
    here = {facts.sha256 for facts in load_holdings(settings.registry_url, settings).documents}
    again("act_plan", {"", *titles})
    again("act_who", {_ANYBODY, *people})
    plan, who, since, until, name = st.columns([3, 2, 2, 2, 3])
    document = plan.selectbox(
        words["act_plan"],
        ["", *sorted(titles, key=lambda sha256: (sha256 not in here, titles[sha256]))],
        format_func=lambda sha256: _titled(sha256, titles, here, words),
        key="act_plan",
    )
    person = who.selectbox(
        words["act_who"],
        [_ANYBODY, *people],
        format_func=lambda one: words["act_everything"] if one == _ANYBODY else _called(one, words),
        key="act_who",
    )
    first = since.date_input(words["act_since"], None, key="act_since")
    last = until.date_input(words["act_until"], None, key="act_until")
    part = name.text_input(words["act_name"], key="act_name", max_chars=60)
    return ActWish(
        document=document or None,
        who=None if person == _ANYBODY else person,
        name=part,
        since=_midnight(first),
        until=_midnight(last and last + timedelta(days=1)),
    )


def _titled(
    sha256: str, titles: Mapping[str, str], here: set[str], words: Mapping[str, str]
) -> str:
    if not sha256:
        return words["act_everything"]
    title = titles[sha256]
    return title if sha256 in here else words["act_superseded"].format(title=title)


def _called(who: str, words: Mapping[str, str]) -> str:
    return who or words["hist_machine"]


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), BEIJING)


def _act(act: Act, wish: ActWish, told: Told, titles: Mapping[str, str]) -> None:
    """Show one act: its line, and below it what it did where it is open."""
    words = told.words
    is_open = st.session_state.get(_OPEN) == act.key
    with st.container(key=f"act_{act.first}", border=is_open, gap=None):
        with st.container(key=f"line_act_{act.first}", horizontal=True, gap="small"):
            st.button(
                words["act_close" if is_open else "act_open"],
                key=f"act_toggle_{act.first}",
                type="tertiary",
                on_click=st.session_state.__setitem__,
                args=(_OPEN, None if is_open else act.key),
            )
            st.text(_line(act, told, titles), width="stretch")
        if is_open:
            _opened(act, wish, told)


def _line(act: Act, told: Told, titles: Mapping[str, str]) -> str:
    """Say an act in a line: when, who, what, which projects, of which plan, why."""
    words = told.words
    names = "、".join(told.names.get(key, key.id) for key in act.keys)
    names += "…" if act.size > len(act.keys) else ""
    plans = "、".join(dict.fromkeys(titles.get(d, d[:12]) for d in act.documents[:2]))
    whys = [why_text(why, told.lang) for why in act.whys]
    parts = [
        local(act.key.at),
        _called(act.key.who, words),
        _done(act, words),
        names,
        plans,
        words["hist_why"].format(why=_short(whys[0])) if len(whys) == 1 else "",
        _undone(act, words),
    ]
    return " · ".join(filter(None, parts))


def _done(act: Act, words: Mapping[str, str]) -> str:
    if not act.counts:
        return words[f"hist_action_{act.read or Action.READ}"]
    if act.size == 1:
        return words[f"hist_action_{act.counts[0][0]}"]
    return "、".join(
        words["act_count"].format(action=words[f"hist_action_{action}"], count=count)
        for action, count in act.counts
    )


def _undone(act: Act, words: Mapping[str, str]) -> str:
    if act.undone == act.size:
        return words["act_all_back"] if act.size or act.is_back else ""
    if not act.undone:
        return ""
    return words["act_some_back"].format(count=act.undone)


def _short(text: str) -> str:
    return text if len(text) <= _WHY else f"{text[:_WHY]}…"


def _opened(act: Act, wish: ActWish, told: Told) -> None:
    """Show an act's changes, each with its undo, and the undo of all of it."""
    words, settings = told.words, told.settings
    above = st.container()
    limit_key = f"act_limit_{act.first}"
    limit = st.session_state.get(limit_key, _OPENED)
    with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
        found = registry.acts.revisions(act.key, wish)
        shown = [revision for revision in found if revision.project]
        names = named(registry, shown[:limit])
        faults = registry.acts.faults(revision.number for revision in shown[:limit])
        came = [r for r in found if r.action is Action.READ and not r.project]
        read = {r.document: registry.acts.read_in(r.document, _MOST) for r in came}
    with above:
        _undo_all(act, act.size - act.undone or sum(map(len, read.values())), told)
    is_version = any(c.field == "facts" and c.is_ is None for r in found for c in r.changes)
    came_word = "act_came_version" if is_version else "act_came"
    for revision in found:
        _whole(revision, read.get(revision.document, ()), words, came_word)
    if is_version and signing.editor(settings) is not None:
        st.caption(words["act_whole_only"])
    inner = Told(settings, words, told.lang, names, faults)
    for revision in shown[:limit]:
        show_one(revision, inner, brief=names.get(revision.key, revision.project))
    more(limit_key, limit, len(shown), words, step=_OPENED)


def _whole(
    revision: Revision, read: Sequence[str], words: Mapping[str, str], came_word: str
) -> None:
    """Say what befell a whole document: it was read, with which projects, superseded, or undone."""
    if revision.project:
        return
    count = next((c.is_ for c in revision.changes if c.field == "projects"), 0)
    if count:
        st.text(words[came_word].format(count=count, left=len(read)))
        st.text("、".join(read[:_NAMES]) + ("…" if len(read) > _NAMES else ""))
    for change in revision.changes:
        if change.field != "facts":
            continue
        if change.is_ is None:
            said = "act_out_document" if revision.undoes else "act_gone_document"
            st.text(words[said].format(**change.was))
        elif change.was is None:
            st.text(words["act_back_document"].format(**change.is_))


def _undo_all(act: Act, left: int, told: Told) -> None:
    """Offer to take an act back in one go: one's own, the machine's, or as an administrator.

    `left` of its projects are not taken back yet.
    """
    words, settings = told.words, told.settings
    who = signing.editor(settings)
    if who is None or act.size == 1 or not left:  # one has its own undo
        return
    if act.key.who not in {"", who.name} and not may(who, Right.UNDO_OTHERS):
        st.caption(words["act_undo_others"])
        return
    if st.session_state.get(_ASKED) != act.key:
        st.button(
            words["act_undo"].format(count=left),
            key=f"act_undo_{act.first}",
            on_click=st.session_state.__setitem__,
            args=(_ASKED, act.key),
        )
        return
    why = st.text_input(words["hist_undo_why"], key=f"act_why_{act.first}", max_chars=500)
    if st.button(words["act_undo_sure"], key=f"act_sure_{act.first}", type="primary"):
        _take_back(act, Signature.of(who.name, why.strip()), settings)
        st.rerun()


def _take_back(act: Act, signed: Signature, settings: Settings) -> None:
    st.session_state[_ASKED] = None
    try:
        with Registry.open(settings.registry_url, settings=settings, create=False) as registry:
            done = registry.acts.undo(act.key, signed=signed)
            names = registry.acts.called(left.key for left in done.left)
    except ProjectsError as error:
        st.session_state[_FAULT] = error
        return
    st.session_state[_DONE] = (done, names)
    refresh()


def _say_done(settings: Settings, words: Mapping[str, str], lang: str) -> None:
    """Say what the last undo of an act did, which drafts wait for it, and what it left and why."""
    if (fault := st.session_state.pop(_FAULT, None)) is not None:
        st.warning(words["hist_cannot"].format(fault="").rstrip())
        st.text(refusal_text(fault, lang))
    told: tuple[TakenBack, Mapping[ProjectKey, str]] | None = st.session_state.pop(_DONE, None)
    if told is None:
        return
    done, names = told
    st.success(words["act_undone"].format(count=done.done))
    for heads, word in ((done.opened, "act_opened"), (done.stopped, "act_stopped")):
        for head in heads:
            if where := _where_found(head, settings):
                said_ = {"title": head.facts.title, "left": head.left, "where": words[where]}
                st.text(words[word].format(**said_))
    if done.left:
        st.warning(words["act_left"].format(count=len(done.left)))
        st.text("\n".join(_left(left, names, lang) for left in done.left[:_OPENED]))


def _where_found(head: DraftHead, settings: Settings) -> str:
    """Return the word for where a draft is found, "" for another's: that is not there for one."""
    if head.owner == signing.owner(settings):
        return "act_where_mine"
    return "act_where_all" if all_drafts.may_see(settings) else ""


def _left(left: Left, names: Mapping[ProjectKey, str], lang: str) -> str:
    return f"{names.get(left.key, left.key.id)} – {said(left.fault, lang)}"
