"""What became of the files that were brought: a line each, readable until it is put away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from projects.intake import Progress

__all__ = ["Brought", "begin", "clear", "said_of", "show_brought", "stage_text", "tell"]

_KEPT, _LAST = "add_brought", "add_brought_last"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file of this session: its stages, why it was refused, the draft it became."""

    name: str
    stages: tuple[Progress, ...] = ()
    fault: str = ""
    draft: str | None = None


def _kept() -> dict[int, Brought]:
    kept: dict[int, Brought] = st.session_state.setdefault(_KEPT, {})
    return kept


def begin(name: str) -> int:
    """Begin a file's line; returns its number, from 1."""
    number: int = st.session_state.get(_LAST, 0) + 1
    st.session_state[_LAST] = number
    _kept()[number] = Brought(name)
    return number


def tell(
    number: int, *, stages: Sequence[Progress] = (), fault: str = "", draft: str | None = None
) -> None:
    """Say what became of a file; a number of no line is passed over."""
    if (line := _kept().get(number)) is None:
        return
    _kept()[number] = replace(line, stages=tuple(stages) or line.stages, fault=fault, draft=draft)


def clear(waiting: Collection[int]) -> None:
    """Put the lines away but for the files that wait for an answer."""
    st.session_state[_KEPT] = {n: line for n, line in _kept().items() if n in waiting}


def said_of(draft: str, words: Mapping[str, str]) -> str:
    """Say what was read of the file that became a draft in this session, else ""."""
    found = next((line for line in _kept().values() if line.draft == draft), None)
    return _read(found, words) if found else ""


def stage_text(stage: Progress, words: Mapping[str, str]) -> str:
    """Say what a step of reading led to."""
    return words[f"add_step_{stage.step}"].format(number=stage.number, what=stage.what)


def _read(line: Brought, words: Mapping[str, str]) -> str:
    said = [stage_text(stage, words) for stage in line.stages if stage.step != "recognised"]
    return words["joiner"].join(said)


def show_brought(
    words: Mapping[str, str], waiting: Collection[int], opened: Callable[[str], None]
) -> None:
    """Show a line for each file, with the way to its draft."""
    lines = _kept()
    if not lines:
        return
    with st.container(key="add_brought", border=True, gap="small"):
        for number, line in lines.items():
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"brought_{number}"
            ):
                st.text(_line(line, words, is_waiting=number in waiting))
                if line.draft:
                    st.button(
                        words["add_open"], key=f"brought_open_{number}",
                        on_click=opened, args=(line.draft,),
                    )  # fmt: skip
        st.button(
            words["add_brought_away"], key="brought_away", type="tertiary",
            on_click=partial(clear, tuple(waiting)),
        )  # fmt: skip


def _line(line: Brought, words: Mapping[str, str], *, is_waiting: bool) -> str:
    if line.fault:
        # A refusal names its file itself.
        said = line.fault if line.name in line.fault else f"{line.name}：{line.fault}"
        return f"{words['add_refused']}　{said}"
    state = "add_brought_waiting" if is_waiting else "add_brought_done"
    state = "add_brought_draft" if line.draft else state
    parts = (_read(line, words), words[state])
    return f"{line.name}　{words['joiner'].join(filter(None, parts))}"
