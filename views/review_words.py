"""The words of a review about doubles, in both languages (see i18n)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REVIEW_TEXTS"]

REVIEW_TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rev_elsewhere_sure": (
            "《{title}》也点名「{name}」，在项目库中：类别、地点、名称一致。是同一个项目就接受：汇总只计一次，并注明。",
            "{title} names {name}, too, and it is in the registry: kind, place and name agree. "
            "If it is the same, accept it: the sums count it once, and say so.",
        ),
        "rev_elsewhere_apart": (
            "若是另一个项目，按「不是同一个」：接受后汇总两者都计，由谁、何时认定有记录。",
            "If it is another project, say “Not the same”: once accepted, the sums count both, "
            "and the history has who did, and when.",
        ),
        "rev_apart": ("不是同一个", "Not the same"),
        "rev_apart_told": (
            "已认定与{names}不是同一个项目；接受后汇总都计入。",
            "Told apart from {names}; once accepted, the sums count both.",
        ),
        "rev_apart_back": ("撤回", "Take back"),
        "rev_elsewhere_perhaps": (
            "可能与《{title}》中的「{name}」（在项目库中）是同一个项目；两个都收入，汇总就都计入。",
            "Perhaps the same as {name} of {title}, which is in the registry. If both are in, the "
            "sums count both.",
        ),
        "rev_elsewhere_why": (
            "与项目库中《{title}》的「{name}」为同一项目",
            "the same as {name} of {title} in the registry",
        ),
        "rev_elsewhere_here": ("本份", "This plan"),
        "rev_elsewhere_there": ("库中", "Registry"),
        "rev_elsewhere_same": ("是同一个，不再收入", "The same: do not take it in"),
        "rev_elsewhere_other": ("是另一个项目，接受", "Another project: accept"),
    }
)
