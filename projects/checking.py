"""Whether a person has checked a project (人工核对)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects.models import Project

__all__ = ["is_checked"]


def is_checked(project: Project) -> bool:
    """Tell whether a person has checked it."""
    return project.checked is not None
