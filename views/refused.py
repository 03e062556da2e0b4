"""Refusals of the registry in the reader's language: its messages are one line of English."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from projects.errors import DocumentError
from views.refused_words import REFUSED

if TYPE_CHECKING:
    from projects.errors import ProjectsError

__all__ = ["refusal_text", "said"]


def refusal_text(error: ProjectsError, lang: str) -> str:
    """Say an error to a person; what has no line in Chinese stays in English."""
    if isinstance(error, DocumentError) and lang == "zh" and error.zh:
        return error.zh
    return said(str(error), lang)


def said(message: str, lang: str) -> str:
    """Say a message of the registry; see `refusal_text`."""
    if lang != "zh":
        return message
    for pattern, zh in REFUSED:
        if found := re.search(pattern, message):
            return zh.format(*(_local(part or "") for part in found.groups()))
    return message


def _local(part: str) -> str:
    """Say a moment of a message (UTC, with a Z) as clocks in China show it."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", part):
        return part
    return f"{datetime.fromisoformat(part) + timedelta(hours=8):%Y-%m-%d %H:%M}"
