"""The tables that stand beside the layers: plans, evidence, targets and candidates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from layers.framing import as_holdings, columns_of_rows, plain_frame
from layers.plain_tables import CANDIDATES, DOCUMENTS, EVIDENCE, TARGETS
from layers.rows import Cells, key_of, project_key
from projects.checking import is_checked
from projects.models import Quantity, Role
from projects.passage import sentence_at
from projects.reasons import reason_text
from projects.wording import kind_name, quantity_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from geo.divisions import Divisions
    from projects.models import DocumentFacts, Project, Target
    from projects.selection import Holdings

__all__ = ["candidate_table", "document_table", "evidence_table", "no_text", "target_table"]

_BASES = {"stock": "累计", "increase": "新增"}


def no_text(_sha256: str) -> str | None:
    """Give no plan's text: that of a place where texts are not kept."""
    return None


def document_table(
    projects: Holdings | Iterable[Project],
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
) -> pd.DataFrame:
    """List the plans the shown projects come from, in the order held (schema DOCUMENTS)."""
    holdings = as_holdings(projects, documents)
    numbers = Counter(project.document for project in holdings.shown)
    checked = Counter(project.document for project in holdings.shown if is_checked(project))
    rows = [
        {
            "sha256": facts.sha256,
            "title": facts.title,
            "number": facts.number,
            "date": facts.date,
            "issuer": facts.issuer,
            "place": facts.place,
            "place_name": divisions.full_name(facts.place) if facts.place else None,
            "source": facts.source,
            "length": facts.length,
            "projects": numbers[facts.sha256],
            "checked_projects": checked[facts.sha256],
        }
        for facts in holdings.documents
        if numbers[facts.sha256]
    ]
    return plain_frame(columns_of_rows(rows, DOCUMENTS), DOCUMENTS)


def evidence_table(
    projects: Holdings | Iterable[Project],
    *,
    documents: Iterable[DocumentFacts] = (),
    text_of: Callable[[str], str | None] = no_text,
) -> pd.DataFrame:
    """List where each shown project is written, one row a mention (schema EVIDENCE).

    `text_of` gives the text of a document by its SHA-256, None where it is not kept.
    """
    holdings = as_holdings(projects, documents)
    facts = {document.sha256: document for document in holdings.documents}
    shown = holdings.shown
    texts = {sha256: text_of(sha256) for sha256 in dict.fromkeys(p.document for p in shown)}
    found = [
        (project, number, *place)
        for project in shown
        for number, place in enumerate(_places(project, facts, texts), start=1)
    ]
    held = [place[0] for place in found]
    known = [facts.get(project.document) for project in held]
    columns = {
        "key": [project_key(project) for project in held],
        "name": [project.name for project in held],
        "mention": [place[1] for place in found],
        "document": [project.document for project in held],
        "title": [document and document.title for document in known],
        "section": [project.section for project in held],
        # Of further mentions no page is kept.
        "page": [place[0].page if place[1] == 1 else None for place in found],
        "start": [place[2] for place in found],
        "end": [place[3] for place in found],
        "row": [place[4] for place in found],
        "sentence": [place[5] for place in found],
    }
    return plain_frame(columns, EVIDENCE)


def _places(
    project: Project, facts: Mapping[str, DocumentFacts], texts: Mapping[str, str | None]
) -> list[tuple[int | None, int | None, int | None, str | None]]:
    """Return start, end, a table's row and the sentence of each place that names the project."""
    known = facts.get(project.document)
    if project.ledger or (known and known.is_table):
        return [(None, None, project.ledger.row if project.ledger else None, None)]
    text = texts[project.document]
    spans = project.mentions or ((project.start, project.end),)
    return [
        (start, end, None, None if text is None else sentence_at(text, start, end))
        for start, end in spans
    ]


def target_table(
    targets: Iterable[Target],
    divisions: Divisions,
    *,
    documents: Iterable[DocumentFacts] = (),
    text_of: Callable[[str], str | None] = no_text,
) -> pd.DataFrame:
    """List targets in the order held (schema TARGETS); they are never added to projects."""
    titles = {facts.sha256: facts.title for facts in documents}
    numbers: Counter[str] = Counter()
    texts: dict[str, str | None] = {}
    rows: list[Cells] = []
    for target in targets:
        sha256 = target.document
        numbers[sha256] += 1
        if sha256 not in texts:
            texts[sha256] = text_of(sha256)
        text = texts[sha256]
        rows.append(
            {
                "key": key_of(sha256, f"t{numbers[sha256]}"),
                "place": target.place,
                "place_name": divisions.full_name(target.place),
                "kind": target.kind,
                "kind_zh": target.kind and kind_name(target.kind),
                "quantity": target.quantity,
                "basis": target.basis,
                "basis_zh": _BASES.get(target.basis, target.basis),
                "value": target.value,
                "unit": target.unit,
                "qualifier": target.qualifier,
                "said": _said(target),
                "year": target.year,
                "document": sha256,
                "title": titles.get(sha256),
                "start": target.start,
                "end": target.end,
                "sentence": text and sentence_at(text, target.start, target.end),
            }
        )
    return plain_frame(columns_of_rows(rows, TARGETS), TARGETS)


def candidate_table(projects: Holdings | Iterable[Project]) -> pd.DataFrame:
    """List the counties that were considered for the shown projects (schema CANDIDATES)."""
    rows = [
        {
            "key": project_key(project),
            "name": project.name,
            "rank": rank,
            "adcode": candidate.adcode,
            "county": candidate.name,
            "score": candidate.score,
            "why": reason_text(candidate.why, "zh"),
        }
        for project in as_holdings(projects).shown
        for rank, candidate in enumerate(
            sorted(project.candidates, key=lambda found: -found.score), start=1
        )
    ]
    return plain_frame(columns_of_rows(rows, CANDIDATES), CANDIDATES)


def _said(target: Target) -> str:
    """Say the figure as people do, with its qualifier."""
    return quantity_text(Quantity(target.value, target.unit, Role.CAPACITY, "", target.qualifier))
