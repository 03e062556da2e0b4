"""Whether a person has checked a project (人工核对), and how many of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projects.models import Project

__all__ = ["checked_text", "is_checked"]

_NONE = {"zh": "机器识别, 未经核对", "en": "Read by machine, not checked"}
_SOME = {"zh": "人工核对 {}/{}", "en": "Checked by a person: {} of {}"}


def is_checked(project: Project) -> bool:
    """Tell whether a person has checked it."""
    return project.checked is not None


def checked_text(projects: Iterable[Project], *, lang: str = "zh") -> str:
    """Say how many were checked: "人工核对 3/12"; where none was, that a machine read them."""
    marks = [is_checked(project) for project in projects]
    return _SOME[lang].format(sum(marks), len(marks)) if any(marks) else _NONE[lang]
