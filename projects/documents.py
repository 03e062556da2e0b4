"""A file becomes a Document: its text, its facts, its sections.

One door for formats: READERS (projects/formats) maps a suffix to how its files are read.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from projects.cleaning import clean
from projects.errors import DocumentError
from projects.extraction.structure import sections
from projects.formats import READERS
from projects.imprint import read_imprint
from projects.jurisdiction import find_place
from projects.models import Document, DocumentFacts, Readable
from projects.script import fold

if TYPE_CHECKING:
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from projects.cleaning import Cleaned
    from projects.formats import Format
    from projects.models import Section

__all__ = ["READERS", "build_document", "load_text"]


def load_text(path: Path) -> str:
    """Return the text of a plan's file, as `luotu extract --text-out` writes it.

    A text file's is the file decoded: line ends as they are, byte-order mark dropped.

    Raises
    ------
    DocumentError
        The file is missing, a folder, empty, too large, of an unknown format, or not what its
        suffix says (projects/formats tells the rest).
    """
    try:
        text = _format(path).read(path.read_bytes(), str(path))
    except OSError as exc:
        msg = f"{path}: cannot be read ({exc.strerror}). Check its name and permissions."
        raise DocumentError(msg) from exc
    if not text.strip():
        msg = f"{path}: is empty. Choose the file that holds the plan's text."
        raise DocumentError(msg)
    return text


def _format(path: Path) -> Format:
    if not path.exists():
        msg = f"{path}: no such file. Check the name."
        raise DocumentError(msg)
    if not path.is_file():
        msg = f"{path}: is not a file. Name the plan's file itself."
        raise DocumentError(msg)
    known_as = READERS.get(path.suffix.lower())
    if known_as is None:
        known = ", ".join(sorted(READERS))
        kind = f"format {path.suffix}" if path.suffix else "a file without suffix"
        msg = f"{path}: {kind} is not read. Save the plan as one of {known}."
        raise DocumentError(msg)
    size = path.stat().st_size / 1e6
    if size > known_as.largest:
        msg = f"{path}: {size:.1f} MB is over the limit of {known_as.largest} MB. Split the file."
        raise DocumentError(msg)
    return known_as


def build_document(
    text: str, *, source: str, gazetteer: Gazetteer, place: Adcode | None = None
) -> Document:
    """Return the document of a plan's text.

    Parameters
    ----------
    text
        As `load_text` gives it; every offset points into it.
    source
        The file's name, kept as a fact.
    place
        The jurisdiction's adcode; found from the text where not given.

    Raises
    ------
    PlaceNotFound
        The text does not tell whose plan it is and `place` was not given.
    DocumentError
        The text is empty.
    """
    if not text.strip():
        msg = f"{source}: is empty. Choose the file that holds the plan's text."
        raise DocumentError(msg)
    folded = fold(text)
    cleaned = clean(folded, markup=_is_markup(source))
    if cleaned:
        folded = fold(cleaned.text)
    own = read_imprint(folded.plain)
    if place is None:
        place = find_place(folded.plain, own, source=source, gazetteer=gazetteer)
    facts = DocumentFacts(
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=own.title or source,
        number=own.number,
        date=own.date,
        issuer=own.issuer,
        place=place,
        source=source,
        script=folded.script,
        length=len(text),
    )
    if not cleaned:
        return Document(text=text, facts=facts, sections=sections(folded))
    readable = Document(text=cleaned.text, facts=facts, sections=sections(folded))
    own_sections = tuple(_placed(section, cleaned) for section in readable.sections)
    return Document(text, facts, own_sections, Readable(readable, cleaned))


def _is_markup(source: str) -> bool:
    known_as = READERS.get(PurePath(source).suffix.lower())
    return known_as is not None and known_as.markup


def _placed(section: Section, cleaned: Cleaned) -> Section:
    start, end = cleaned.back(section.start, section.end)
    return replace(section, start=start, end=end)
