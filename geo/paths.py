"""Where the project's own data lies."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DATA"]

DATA = Path(__file__).resolve().parent.parent / "data"
"""The folder data/ of the repository."""
