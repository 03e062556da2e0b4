"""What only imported tables say of a project, as texts for the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.importing.fields import SIZES, SUMS
from projects.importing.records import sheet_of
from projects.wording import INVESTMENTS
from views.choice import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.models import Project
    from views.scene import Sight

    Columns = Mapping[str, Mapping[str, str]]

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
_WHERE = ("province", "city", "county", "adcode")


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


def ledger_cells(
    project: Project,
    words: Mapping[str, str],
    lang: str,
    *,
    columns: Columns | None = None,
    said: str = "{heading}",
) -> list[tuple[str, str]]:
    """Give the cells of the row a project was read from, as written, each with its column.

    Parameters
    ----------
    columns
        By the names of sheets, which column was taken for which field (`FullReading.columns`); a
        cell whose heading is not known stands with the name of its field.
    said
        How a heading is said that is not the field's own name: {heading} and {field}.
    """
    headings = (columns or {}).get(sheet_of(project.section), {})
    told = []
    for keys, field, value in _cells(project, words, lang):
        own = "、".join(dict.fromkeys(headings[key] for key in keys if key in headings))
        name = field if own in {"", field} else said.format(heading=own, field=field)
        told.append((name, value))
    return told + list(project.ledger.other if project.ledger else ())


def _cells(
    project: Project, words: Mapping[str, str], lang: str
) -> list[tuple[tuple[str, ...], str, str]]:
    """Give (fields of the table, what they are called, cell)."""
    site, sums = project.site, (project.total_investment, project.yearly_investment)
    at = "" if site is None else site.as_written or f"{site.lon:.6g}, {site.lat:.6g}"
    told: list[tuple[tuple[str, ...], str, str]] = [
        (("name",), words["col_name"], project.name),
        (SIZES, words["d_capacity"], "；".join(q.as_written for q in project.capacity)),
        (("owner",), words["d_owner"], project.owner or ""),
        (("responsible",), words["d_responsible"], "、".join(project.responsible)),
        *(
            ((key,), label(names, lang), money.as_written if money else "")
            for key, names, money in zip(SUMS, INVESTMENTS, sums, strict=True)
        ),
        (("lon", "lat"), words["d_site"], at),
    ]
    if (ledger := project.ledger) is not None:
        told += [
            (_WHERE if name == "where" else (name,), words[key], getattr(ledger, name))
            for name, key in _FIELDS.items()
        ]
    return told
