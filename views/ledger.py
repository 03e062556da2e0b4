"""What only imported tables say of a project, as texts for the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.wording import investments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.models import Project
    from views.scene import Sight

__all__ = ["dispute_text", "ledger_cells", "ledger_texts", "site_text"]

_FIELDS = {
    "code": "l_code",
    "kind": "l_kind",
    "stage": "l_stage",
    "nature": "l_nature",
    "content": "l_content",
    "where": "l_where",
    "place": "l_place",
    "years": "l_years",
    "progress": "l_progress",
    "remark": "l_remark",
}


def dispute_text(project: Project, sight: Sight) -> str:
    """Say that stated county and coordinates disagree, and by how much; "" if they do not."""
    dispute, words = project.dispute, sight.words
    if dispute is None:
        return ""
    full = sight.divisions.full_name
    return words["d_dispute_value"].format(
        found=full(dispute.found) if dispute.found else words["d_no_county"],
        stated="、".join(full(code) for code in dispute.stated),
        km=dispute.km,
        tolerance=dispute.tolerance_km,
    )


def site_text(project: Project, sight: Sight) -> str:
    """Say the coordinates and how exact they are; "" if there are none."""
    site, words = project.site, sight.words
    if site is None:
        return ""
    return (
        words["d_site_value"]
        .format(
            lon=site.lon,
            lat=site.lat,
            accuracy=words["d_site_exact" if site.exact else "d_site_rough"],
            written=site.as_written,
        )
        .rstrip()
    )


def ledger_texts(project: Project, sight: Sight) -> list[tuple[str, str]]:
    """Give the ledger's fields with their names, as the table has them."""
    if project.ledger is None:
        return []
    return [(sight.words[key], getattr(project.ledger, name)) for name, key in _FIELDS.items()]


def ledger_cells(project: Project, words: Mapping[str, str], lang: str) -> list[tuple[str, str]]:
    """Give the cells of the row a project was read from, as written, each with its column."""
    told = [
        (words["col_name"], project.name),
        (words["d_capacity"], "；".join(q.as_written for q in project.capacity)),
        (words["d_owner"], project.owner or ""),
        (words["d_responsible"], "、".join(project.responsible)),
    ]
    told += investments(project, lang=lang)
    if site := project.site:
        told.append((words["d_site"], site.as_written or f"{site.lon:.6g}, {site.lat:.6g}"))
    if project.ledger is None:
        return told
    told += [(words[key], getattr(project.ledger, name)) for name, key in _FIELDS.items()]
    return told + list(project.ledger.other)
