"""Who is signed in: the line that says so on every page, signing in and out, idle sessions.

A sign-in with a passphrase is kept in the server's memory for the browser's token, so that a
reload keeps it and a restart ends it; one through an identity provider is Streamlit's own
(`st.login`), with idleness added. What a person may is asked anew with every run.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

import streamlit as st

from projects.access.roles import Person, Right, may
from projects.access.signing import (
    HOW_TO_TURN_ON,
    Access,
    Guard,
    Session,
    access_of,
    sign_in,
    still,
)
from projects.access.tries import BusyError, Origin, WaitError
from projects.errors import AccessError
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from views import provider
from views.loading import told_plainly
from views.sessions import Sessions
from views.visitors import changed_to, hand_out, visitor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.settings import Settings

__all__ = ["Sessions", "editor", "has_ended", "is_on", "owner", "person", "say_how", "show"]

_SAID, _FAULT = "signing_said", "signing_fault"
_UNTIL, _TAKEN = "signing_until", "signing_taken"
_NAME, _PASSPHRASE = "signing_name", "signing_passphrase"
_OFTEN, _SELDOM = 1.0, 30.0
"""How often an open page looks whether idleness has ended its sign-in: seconds."""
_BEIJING = timedelta(hours=8)
_ON_THE_WAY = 300.0
"""What a sign-in may take from the provider to the first page, clocks that differ included."""


@st.cache_resource(show_spinner=False)
def _sessions() -> Sessions:
    return Sessions()


@st.cache_resource(show_spinner=False)
def _guard() -> Guard:
    return Guard()


def person(settings: Settings) -> Person | None:
    """Return who is signed in by now, with the role of now; None for a visitor.

    Raises
    ------
    AccessError
        If a setting or the file of users is not right.
    """
    access, now = access_of(settings), time.monotonic()
    if _is_provided():
        return _provided(settings, access, now)
    session, has_ended = _sessions().heard(visitor(), now=now, idle=access.idle)
    if has_ended:
        st.session_state[_SAID] = "who_ended"
    if session is None:
        return None
    who = still(session, access.users)
    if who is None:  # removed meanwhile, or given another passphrase
        _sessions().end(visitor())
        st.session_state[_SAID] = "who_gone"
        return None
    _take_drafts(settings, session)
    return who


def editor(settings: Settings) -> Person | None:
    """Return who is signed in and may edit, else None."""
    who = person(settings)
    return who if may(who, Right.EDIT) else None


def is_on(settings: Settings) -> bool:
    """Tell whether anybody may edit here at all."""
    return access_of(settings).is_on


def owner(settings: Settings) -> Owner:
    """Return whose drafts are shown: the person's, or those of this browser's token."""
    who = person(settings)
    return Owner.of_visitor(visitor()) if who is None else Owner.of_user(who.name)


def _is_provided() -> bool:
    return bool(getattr(st.user, "is_logged_in", False))


def _provided(settings: Settings, access: Access, now: float) -> Person | None:
    """Return who an identity provider vouches for; after idleness, sign out there, too."""
    claims = st.user.to_dict()
    email, name = str(claims.get("email") or ""), str(claims.get("name") or "")
    found = access.of_email(email, name, verified=claims.get("email_verified") is True)
    if found is None:
        return None
    key = _token()
    session, has_ended = _sessions().heard(key, now=now, idle=access.idle)
    if session is not None:
        return found
    is_idle = has_ended or _is_old(claims, access.idle)
    if is_idle or _sessions().is_spent(key):  # the provider's own sign-in stands: it goes, too
        _sessions().end(key, idle=is_idle)
        _sessions().end(visitor(), idle=is_idle)
        if is_idle:
            st.session_state[_SAID] = "who_ended"
        st.logout()
        return None
    _begin(settings, key, Session(found, now, before=Owner.of_visitor(visitor()).key))
    return found


def _is_old(claims: Mapping[str, Any], idle: float) -> bool:
    """Tell whether a sign-in this server has never heard of was given too long ago.

    The browser keeps the provider's word for a month, the server who was idle until it ends.
    """
    given = claims.get("iat")
    return isinstance(given, int | float) and time.time() - given > idle + _ON_THE_WAY


def _token() -> str:
    """Return what this browser's sign-in is known by here."""
    if not _is_provided():
        return visitor()
    claims = st.user.to_dict()
    whom = claims.get("sub", str(claims.get("email") or ""))
    return f"provider:{visitor()}:{whom}:{claims.get('iat', '')}"


def _begin(settings: Settings, token: str, session: Session) -> None:
    """Keep a sign-in; the drafts of the visitor become the person's."""
    _sessions().begin(token, session)
    if token != visitor():
        _sessions().end(visitor())
    for key in (_SAID, _UNTIL, _TAKEN):
        st.session_state.pop(key, None)
    _take_drafts(settings, session)


def _take_drafts(settings: Settings, session: Session) -> None:
    """Give the person what the browser had as a visitor, once a page.

    A page that was open beside it at the sign-in may have made drafts since, and has them still
    when it is loaded anew.
    """
    if not session.before or st.session_state.get(_TAKEN) == session.before:
        return
    st.session_state[_TAKEN] = session.before
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.drafts.hand_over(Owner(session.before), Owner.of_user(session.person.name))


def show(settings: Settings, words: Mapping[str, str]) -> None:
    """Say in the sidebar who is signed in, with the way in or out."""
    with st.sidebar.container(key="who"), told_plainly():
        who, access = person(settings), access_of(settings)
        if fault := provider.told():
            st.session_state[_SAID] = fault
        # What is said has a place of its own: what is below does not move, so it stays open.
        with st.container():
            if who is None and (said := st.session_state.get(_SAID)):
                st.warning(words[said])  # it stays until the next sign-in
        if who is not None:
            _signed_in(who, access.idle, words)
        elif _is_provided():
            _without_role(access, words)
        elif access.is_on:
            st.text(words["who_nobody"])
            with st.container():
                _waiting(words)
            _way_in(settings, access, words)
        else:
            st.text(words["who_off"])
            with st.popover(words["who_how"]):
                say_how(words)
        hand_out()


def _without_role(access: Access, words: Mapping[str, str]) -> None:
    """Say why who comes from the provider may only look, and offer the way out."""
    claims = st.user.to_dict()
    email = str(claims.get("email") or "")
    is_listed = access.of_email(email, verified=True) is not None
    said = words["who_unverified" if is_listed else "who_no_role"]
    st.text(said.format(name=email or str(claims.get("name") or "?")))
    if st.button(words["who_out"], key="who_out", type="tertiary"):
        _out()


def _signed_in(who: Person, idle: float, words: Mapping[str, str]) -> None:
    """Say who is signed in; an open page that nobody touches says by itself when that has ended."""

    @st.fragment(run_every=min(max(idle / 4, _OFTEN), _SELDOM))
    def line() -> None:
        is_over = _sessions().is_over(_token(), now=time.monotonic(), idle=idle)
        if is_over:
            st.warning(words["who_ended"])
            if st.button(words["who_in"], key="who_again"):
                st.rerun()
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(words["who_is"].format(name=who.name, role=words[f"who_role_{who.role}"]))
            if st.button(words["who_out"], key="who_out", type="tertiary") and not _out():
                st.rerun()

    line()


def has_ended() -> bool:
    """Tell whether idleness has ended the sign-in that this browser had."""
    return st.session_state.get(_SAID) == "who_ended"


def say_how(words: Mapping[str, str]) -> None:
    """Say the one line that turns editing on."""
    st.text(words["who_how_text"])
    st.code(HOW_TO_TURN_ON, language=None)


def _to_provider() -> None:
    st.session_state.pop(_SAID, None)
    if fault := provider.go():
        st.session_state[_SAID] = fault


def _way_in(settings: Settings, access: Access, words: Mapping[str, str]) -> None:
    if not access.has_users:
        st.button(words["who_provider"], key="who_provider", on_click=_to_provider)
        return
    with st.popover(words["who_in"]):
        if access.emails:
            st.button(words["who_provider"], key="who_provider", on_click=_to_provider)
        with st.form("sign_in", border=False):
            st.text_input(words["who_name"], key=_NAME, autocomplete="username", max_chars=40)
            st.text_input(
                words["who_passphrase"],
                key=_PASSPHRASE,
                type="password",
                autocomplete="current-password",
                max_chars=1_000,
            )
            st.form_submit_button(
                words["who_in"], on_click=_try, args=(settings,), type="primary", key="who_try"
            )
        if fault := st.session_state.pop(_FAULT, None):
            st.error(words[fault])


def _waiting(words: Mapping[str, str]) -> None:
    """Say until when no try counts, and count down, whether the form is open or not."""
    if _UNTIL not in st.session_state:
        return

    @st.fragment(run_every=_OFTEN)
    def line() -> None:
        left = ceil(st.session_state.get(_UNTIL, 0.0) - time.monotonic())
        if left > 0:
            clock = datetime.now(UTC) + _BEIJING + timedelta(seconds=left)
            st.warning(words["who_wait"].format(seconds=left, clock=f"{clock:%H:%M:%S}"))
        else:
            st.info(words["who_wait_over"])

    line()


def _origin() -> Origin:
    """Tell where a try comes from; Streamlit names no address for this machine itself."""
    return Origin(visitor(), str(st.context.ip_address or ""))


def _try(settings: Settings) -> None:
    """Sign in with what was typed; the passphrase does not stay in the session."""
    name = str(st.session_state.get(_NAME, "")).strip()
    passphrase = str(st.session_state.get(_PASSPHRASE, ""))
    st.session_state[_PASSPHRASE] = ""
    st.session_state.pop(_UNTIL, None)
    now = time.monotonic()
    try:
        users = access_of(settings).users
        user = sign_in(users, _guard(), (name, passphrase), _origin(), now=now)
    except WaitError as exc:
        st.session_state[_UNTIL] = now + exc.seconds
        return
    except BusyError:
        st.session_state[_FAULT] = "who_busy"
        return
    except AccessError:
        st.session_state[_FAULT] = "who_wrong"
        return
    before = visitor()
    _sessions().end(before)
    token = changed_to(user.token())
    session = Session(user.person, now, user.stamp, Owner.of_visitor(before).key)
    _begin(settings, token, session)


def _out() -> bool:
    """Sign out; returns whether the browser leaves this page for that."""
    is_provided = _is_provided()
    for token in {_token(), visitor()}:
        _sessions().end(token)
    st.session_state.pop(_SAID, None)
    if is_provided:
        st.logout()
    return is_provided
