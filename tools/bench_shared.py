"""What several benchmarks do alike: a registry made and read, a process measured, a bar judged."""

from __future__ import annotations

import resource
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects.selection import Holdings

__all__ = ["holdings", "made_registry", "peak_mib", "verdict"]


def verdict(holds: bool) -> str:  # noqa: FBT001 - what else would one give it
    """Return what is printed for a bar."""
    return "ok" if holds else "FAIL"


def peak_mib() -> float:
    """Return the most memory this process has held, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def made_registry(count: int) -> Iterator[Path]:
    """Make a registry of so many projects, for as long as it is measured."""
    from tools.make_registry import write

    with tempfile.TemporaryDirectory() as name:
        registry = Path(name) / "made.sqlite"
        write(count, registry)
        yield registry


def holdings(registry: Path) -> Holdings:
    """Read a registry's projects."""
    from projects.registry import Registry
    from projects.settings import Settings

    url = f"sqlite:///{registry.resolve()}"
    with Registry.open(url, settings=Settings(), create=False) as store:
        return store.holdings()
