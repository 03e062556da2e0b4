"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.boundaries import Boundaries
from geo.errors import BoundariesMissing


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with annotated plans beside the checkout; it is not part of the project."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not (folder / "gold" / "score.py").is_file():
        pytest.skip("the folder shared is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def built() -> Boundaries:
    """Return the county polygons that `make test` builds before the tests."""
    try:
        return Boundaries.load()
    except BoundariesMissing as exc:
        pytest.skip(str(exc))
