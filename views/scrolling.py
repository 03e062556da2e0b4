"""A page that shows something else is shown from its top."""

from __future__ import annotations

import streamlit as st

__all__ = ["from_the_top", "from_the_top_again", "upward"]

_SEEN, _TURN = "scrolled_for", "scrolled_turn"
# The number alone differs, so that the browser runs the script once for each new thing shown.
_SCRIPT = """<script>
(function (turn) {
  var main = document.querySelector('[data-testid="stMain"]');
  if (main && turn) main.scrollTop = 0;
})(%d);
</script>"""


def from_the_top(what: str) -> None:
    """Scroll the page up where it shows something else than before; first thing on the page."""
    if st.session_state.get(_SEEN) != what:
        st.session_state[_SEEN] = what
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.html(upward(st.session_state[_TURN]), unsafe_allow_javascript=True)


def from_the_top_again() -> None:
    """Have the next run scroll up, though the page shows the same as before."""
    st.session_state.pop(_SEEN, None)


def upward(turn: int) -> str:
    """Return the script that scrolls up, once for each number."""
    return _SCRIPT % turn
