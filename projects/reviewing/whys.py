"""Reasons the program itself gives for turning an item down, kept as codes and said in words.

What a person types is kept as typed. A code may carry what taking the act back needs; that stays
with the draft, and the history has only what people read.
"""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "JOINED",
    "MERGED",
    "OUT",
    "SPLIT",
    "code_of",
    "coded",
    "for_history",
    "typed",
    "why_text",
]

_MARK = "luotu:"
SPLIT = "split"
MERGED = "merged"
JOINED = "joined"
OUT = "out"

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        SPLIT: ("已拆分为：{names}", "split into: {names}"),
        MERGED: ("与「{names}」为同一项目，已并入", "the same as {names}"),
        JOINED: ("拆分已撤销，仍为「{names}」", "no longer parted from {names}"),
        OUT: ("此前已移出项目库", "taken out earlier"),
    }
)
# What earlier versions wrote into histories.
_EARLIER = (
    (re.compile(r"split into: (.+)"), _WORDS[SPLIT][0]),
    (re.compile(r"the same as (.+) \(\S+\)"), _WORDS[MERGED][0]),
    (re.compile(r"taken out earlier"), _WORDS[OUT][0]),
    (re.compile(r"the history begins here"), "历史自此开始"),
)


def coded(code: str, names: Iterable[str] = (), **kept: Any) -> str:  # noqa: ANN401 - JSON
    """Write a reason; `names` are the projects it tells of, `kept` what taking it back needs."""
    found = {"why": code, "names": list(names), **kept}
    return _MARK + json.dumps(found, ensure_ascii=False)


def code_of(why: str) -> dict[str, Any]:
    """Return what `coded` was given; empty for a person's words."""
    if not why.startswith(_MARK):
        return {}
    found = json.loads(why.removeprefix(_MARK))
    return dict(found)


def for_history(why: str) -> str:
    """Drop what only the draft needs."""
    found = code_of(why)
    return coded(found["why"], found["names"]) if found else why


def typed(why: str) -> str:
    """Return a person's reason such that it is never taken for a code."""
    while why.startswith(_MARK):
        why = why.removeprefix(_MARK)
    return why


def why_text(why: str, *, zh: bool) -> str:
    """Say a reason to a person."""
    found = code_of(why)
    if found:
        return _WORDS[found["why"]][not zh].format(names="、".join(found["names"]))
    for pattern, words in _EARLIER if zh else ():
        if told := pattern.fullmatch(why):
            return words.format(names=told.groups()[0] if told.groups() else "")
    return why
