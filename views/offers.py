"""How the options of a filter are told: with the number of projects each would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping

__all__ = ["numbered", "offered"]

_T = TypeVar("_T", bound="Hashable")


def offered(
    options: Iterable[_T], counts: Mapping[Hashable, int], chosen: Collection[_T]
) -> list[_T]:
    """Put the options that would leave no project last; those chosen stay where they are."""
    every = list(options)
    return sorted(every, key=lambda option: not counts.get(option) and option not in chosen)


def numbered(text: str, count: int) -> str:
    """Put the number of projects behind an option."""
    return f"{text} {count:,}"
