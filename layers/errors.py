"""What can go wrong on the way out. Each message gives the value, the reason and the remedy."""

from __future__ import annotations

__all__ = ["BriefError", "ExportError", "FrameError", "LayersError"]


class LayersError(Exception):
    """Base of the package's errors; its text is one line a user can act on."""


class ExportError(LayersError):
    """A file could not be written; an older file of that name is untouched.

    `zh` says it in one line of Chinese, "" where pages cannot meet it.
    """

    def __init__(self, message: str, *, zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh


class FrameError(LayersError):
    """A frame breaks its schema; all faults are listed together."""


class BriefError(LayersError):
    """A briefing cannot be made of what was asked for."""
