"""What people put on the map for a project, as the panel tells it: what, where, by whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.registry import Registry
from projects.reviewing.values import EXISTENCE, ProjectKey
from views.history import local
from views.loading import load_boundaries
from views.place_said import laid_of, short_said, understood

if TYPE_CHECKING:
    from projects.models import Project
    from projects.reviewing.values import Revision
    from views.scene import Sight

__all__ = ["position_text"]

_DAY = 10  # characters of a date


def position_text(project: Project, sight: Sight) -> str:
    """Say the position put by hand; "" where there is none."""
    geometry, words = project.geometry, sight.words
    if geometry is None:
        return ""
    said = short_said(geometry, words)
    if put := _put(project, sight):
        day = local(put.at)[:_DAY]
        said = words["place_by"].format(said=said, who=put.who, day=day)
    found = laid_of(geometry, project.counties, load_boundaries(sight.settings))
    where = understood(geometry, found, sight.divisions, words)
    off = [words["place_elsewhere"]] if found.is_off else []
    return "\n".join([said, where, *off])


def _put(project: Project, sight: Sight) -> Revision | None:
    """Return the change by which it was put there, by a person."""
    url, key = sight.settings.registry_url, ProjectKey(project.document, project.id)
    with Registry.open(url, settings=sight.settings, create=False) as registry:
        history = registry.revisions.history(key)
    for revision in reversed(history):
        touched = {change.field for change in revision.changes if not change.of_reading}
        if revision.who and touched & {"geometry", EXISTENCE}:
            return revision
    return None
