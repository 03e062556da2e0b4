"""Who is signed in: the line that says so on every page, signing in and out, idle sessions.

A sign-in with a passphrase is kept in the server's memory for the browser's token, so that a
reload keeps it and a restart ends it; one through an identity provider is Streamlit's own
(`st.login`), with idleness added. What a person may is asked anew with every run.
"""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

import streamlit as st

from projects.access.roles import Person, Right, may
from projects.access.signing import (
    HOW_TO_TURN_ON,
    Access,
    Session,
    Tries,
    access_of,
    seen,
    sign_in,
)
from projects.errors import AccessError
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from views.loading import told_plainly
from views.visitors import visitor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.settings import Settings

__all__ = ["Sessions", "editor", "has_ended", "is_on", "owner", "person", "say_how", "show"]

_SAID, _FAULT = "signing_said", "signing_fault"
_NAME, _PASSPHRASE = "signing_name", "signing_passphrase"
_MOST = 10_000
_OFTEN, _SELDOM = 1.0, 30.0
"""How often an open page looks whether idleness has ended its sign-in: seconds."""


class Sessions:
    """Sign-ins by the hash of a browser's token, in the memory of one server. Thread-safe.

    That idleness ended one is remembered until the browser's next sign-in, so that every page of
    it, also one that is loaded anew, can say so.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Session] = {}
        self._ended: dict[str, None] = {}
        self._lock = threading.Lock()

    def heard(self, token: str, *, now: float, idle: float) -> tuple[Session | None, bool]:
        """Note a sign of life; returns the session, and whether idleness has ended it."""
        key = _hashed(token)
        with self._lock:
            known = self._kept.pop(key, None)
            session = seen(known, now=now, idle=idle)
            if session is not None:
                self._kept[key] = session
            elif known is not None:
                self._note(key)
            return session, session is None and key in self._ended

    def is_over(self, token: str, *, now: float, idle: float) -> bool:
        """Tell whether idleness has ended a sign-in; asking is no sign of life."""
        key = _hashed(token)
        with self._lock:
            known = self._kept.get(key)
            if known is None:
                return key in self._ended
            return seen(known, now=now, idle=idle) is None

    def begin(self, token: str, person: Person, now: float) -> None:
        """Keep a sign-in; the ones longest unheard of make room."""
        key = _hashed(token)
        with self._lock:
            self._ended.pop(key, None)
            self._kept.pop(key, None)
            self._kept[key] = Session(person, now)
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]

    def end(self, token: str, *, idle: bool = False) -> None:
        """Forget a sign-in; `idle` remembers that nobody asked for that."""
        key = _hashed(token)
        with self._lock:
            self._kept.pop(key, None)
            self._ended.pop(key, None)
            if idle:
                self._note(key)

    def _note(self, key: str) -> None:
        self._ended[key] = None
        while len(self._ended) > _MOST:
            del self._ended[next(iter(self._ended))]


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@st.cache_resource(show_spinner=False)
def _sessions() -> Sessions:
    return Sessions()


@st.cache_resource(show_spinner=False)
def _tries() -> Tries:
    return Tries()


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
    role = access.users.role(session.person.name)
    if role is None:  # removed meanwhile
        _sessions().end(visitor())
        st.session_state[_SAID] = "who_gone"
        return None
    return replace(session.person, role=role)


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
    if has_ended:  # the provider's own sign-in still stands: it goes, too
        _sessions().end(visitor(), idle=True)
        st.session_state[_SAID] = "who_ended"
        st.logout()
        return None
    if session is None:
        _begin(settings, key, found, now)
    return found


def _token() -> str:
    """Return what this browser's sign-in is known by here."""
    if not _is_provided():
        return visitor()
    claims = st.user.to_dict()
    whom = claims.get("sub", str(claims.get("email") or ""))
    return f"provider:{visitor()}:{whom}:{claims.get('iat', '')}"


def _begin(settings: Settings, token: str, who: Person, now: float) -> None:
    """Keep a sign-in; the drafts of the visitor become the person's."""
    _sessions().begin(token, who, now)
    if token != visitor():
        _sessions().end(visitor())
    st.session_state.pop(_SAID, None)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.drafts.hand_over(Owner.of_visitor(visitor()), Owner.of_user(who.name))


def show(settings: Settings, words: Mapping[str, str]) -> None:
    """Say in the sidebar who is signed in, with the way in or out."""
    with st.sidebar.container(key="who"), told_plainly():
        who, access = person(settings), access_of(settings)
        if who is None and (said := st.session_state.get(_SAID)):
            st.warning(words[said])  # it stays until the next sign-in
        if who is not None:
            _signed_in(who, access.idle, words)
        elif _is_provided():
            name = st.user.to_dict().get("email") or st.user.to_dict().get("name") or "?"
            st.text(words["who_no_role"].format(name=name))
            st.button(words["who_out"], key="who_out", on_click=_out, type="tertiary")
        elif access.is_on:
            st.text(words["who_nobody"])
            _way_in(settings, access, words)
        else:
            st.text(words["who_off"])
            with st.popover(words["who_how"]):
                say_how(words)


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
            if st.button(words["who_out"], key="who_out", type="tertiary"):
                _out()
                st.rerun()

    line()


def has_ended() -> bool:
    """Tell whether idleness has ended the sign-in that this browser had."""
    return st.session_state.get(_SAID) == "who_ended"


def say_how(words: Mapping[str, str]) -> None:
    """Say the one line that turns editing on."""
    st.text(words["who_how_text"])
    st.code(HOW_TO_TURN_ON, language=None)


def _way_in(settings: Settings, access: Access, words: Mapping[str, str]) -> None:
    with st.popover(words["who_in"]):
        if access.emails:
            st.button(words["who_provider"], key="who_provider", on_click=st.login)
        if not access.has_users:
            return
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
            st.error(words[fault[0]].format(seconds=fault[1]))


def _try(settings: Settings) -> None:
    """Sign in with what was typed; the passphrase does not stay in the session."""
    name = str(st.session_state.get(_NAME, "")).strip()
    passphrase = str(st.session_state.get(_PASSPHRASE, ""))
    st.session_state[_PASSPHRASE] = ""
    now = time.monotonic()
    if (wait := _tries().wait(name, now)) > 0:
        st.session_state[_FAULT] = ("who_wait", ceil(wait))
        return
    try:
        who = sign_in(access_of(settings).users, _tries(), name, passphrase, now=now)
    except AccessError:
        st.session_state[_FAULT] = ("who_wrong", 0)
        return
    _begin(settings, visitor(), who, now)


def _out() -> None:
    if _is_provided():
        st.logout()
    _sessions().end(visitor())
    st.session_state.pop(_SAID, None)
