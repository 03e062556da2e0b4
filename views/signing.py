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

__all__ = ["Sessions", "editor", "is_on", "owner", "person", "say_how", "show"]

_SAID, _FAULT = "signing_said", "signing_fault"
_NAME, _PASSPHRASE = "signing_name", "signing_passphrase"
_MOST = 10_000


class Sessions:
    """Sign-ins by the hash of a browser's token, in the memory of one server. Thread-safe."""

    def __init__(self) -> None:
        self._kept: dict[str, Session] = {}
        self._lock = threading.Lock()

    def heard(self, token: str, *, now: float, idle: float) -> tuple[Session | None, bool]:
        """Note a sign of life; returns the session, and whether idleness has just ended it."""
        key = _hashed(token)
        with self._lock:
            known = self._kept.pop(key, None)
            session = seen(known, now=now, idle=idle)
            if session is not None:
                self._kept[key] = session
        return session, known is not None and session is None

    def begin(self, token: str, person: Person, now: float) -> None:
        """Keep a sign-in; the ones longest unheard of make room."""
        with self._lock:
            self._kept.pop(_hashed(token), None)
            self._kept[_hashed(token)] = Session(person, now)
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]

    def end(self, token: str) -> None:
        """Forget a sign-in."""
        with self._lock:
            self._kept.pop(_hashed(token), None)


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
    key = f"provider:{visitor()}:{claims.get('sub', email)}:{claims.get('iat', '')}"
    session, has_ended = _sessions().heard(key, now=now, idle=access.idle)
    if has_ended:
        _sessions().begin(key, found, now - access.idle - 1)  # this sign-in stays ended
        st.session_state[_SAID] = "who_ended"
        st.logout()
        return None
    if session is None:
        _begin(settings, key, found, now)
    return found


def _begin(settings: Settings, token: str, who: Person, now: float) -> None:
    """Keep a sign-in; the drafts of the visitor become the person's."""
    _sessions().begin(token, who, now)
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.drafts.hand_over(Owner.of_visitor(visitor()), Owner.of_user(who.name))


def show(settings: Settings, words: Mapping[str, str]) -> None:
    """Say in the sidebar who is signed in, with the way in or out."""
    with st.sidebar.container(key="who"), told_plainly():
        who, access = person(settings), access_of(settings)
        if said := st.session_state.pop(_SAID, None):
            st.warning(words[said])
        if who is not None:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(words["who_is"].format(name=who.name, role=words[f"who_role_{who.role}"]))
                st.button(words["who_out"], key="who_out", on_click=_out, type="tertiary")
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
