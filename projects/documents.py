"""A file becomes a Document: its text, its facts, its sections.

One door for formats: READERS (projects/formats) maps a suffix to how its files are read.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from projects.cleaning import clean
from projects.extraction.structure import sections
from projects.formats import READERS, Contents
from projects.formats.refusals import refusal
from projects.formats.secrecy import check_mark
from projects.imprint import read_imprint, title_as_written
from projects.incoming import from_path
from projects.jurisdiction import find_place
from projects.models import Document, DocumentFacts, Readable
from projects.script import fold
from projects.settings import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from projects.cleaning import Cleaned
    from projects.incoming import Incoming
    from projects.models import Section

__all__ = [
    "READERS",
    "build_document",
    "contents_of",
    "load_contents",
    "load_text",
    "smaller_limits",
]


def load_text(path: Path) -> str:
    """Return the text of a plan's file, as `luotu extract --text-out` writes it.

    A text file's is the file decoded: line ends as they are, byte-order mark dropped. Errors as
    `load_contents`.
    """
    return load_contents(path).text


def load_contents(path: Path, limits: Limits | None = None) -> Contents:
    """Return what a plan's file holds.

    Raises
    ------
    DocumentError
        The file is missing, a folder, empty, too large, of an unknown format, not what its suffix
        says, marked as secret, or takes too long to read (projects/formats tells the rest).
    """
    limits = limits or Limits()
    return contents_of(from_path(path, limits=limits, smaller=smaller_limits()), limits)


def smaller_limits() -> dict[str, int]:
    """Return the suffixes of plans that have a limit of their own, in MB."""
    return {suffix: f.largest for suffix, f in READERS.items() if f.largest is not None}


def contents_of(incoming: Incoming, limits: Limits) -> Contents:
    """Return what a plan's bytes hold; errors as `load_contents`."""
    incoming.sort(READERS)
    known_as = READERS[incoming.suffix]
    if known_as.apart:
        from projects.formats.apart import read_apart

        told = read_apart(incoming.data, sort=known_as.sort, where=incoming.where, limits=limits)
        contents = Contents(
            told["text"], tuple(told["margins"]), tuple(told["pages"]), tuple(told["unread"])
        )
    else:
        contents = known_as.read(incoming.data, incoming.where)
    if not contents.text.strip():
        raise refusal(incoming.where, "empty")
    check_mark(incoming.where, contents.text, contents.margins)
    return contents


def build_document(
    text: str,
    *,
    source: str,
    gazetteer: Gazetteer,
    place: Adcode | None = None,
    pages: tuple[int, ...] = (),
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
    pages
        Where the pages begin, for a file that has some.

    Raises
    ------
    PlaceNotFound
        The text does not tell whose plan it is and `place` was not given.
    DocumentError
        The text is empty.
    """
    if not text.strip():
        raise refusal(source, "empty")
    folded = fold(text)
    cleaned = clean(folded, markup=_is_markup(source))
    if cleaned:
        folded = fold(cleaned.text)
    own = read_imprint(folded.plain)
    if place is None:
        place = find_place(folded.plain, own, source=source, gazetteer=gazetteer)
    facts = DocumentFacts(
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=title_as_written(own.title, folded.simplified, folded.plain) if own.title else source,
        number=own.number,
        date=own.date,
        issuer=own.issuer,
        place=place,
        source=source,
        script=folded.script,
        length=len(text),
    )
    if not cleaned:
        return Document(text=text, facts=facts, sections=sections(folded), pages=pages)
    readable = Document(text=cleaned.text, facts=facts, sections=sections(folded))
    own_sections = tuple(_placed(section, cleaned) for section in readable.sections)
    return Document(text, facts, own_sections, Readable(readable, cleaned), pages)


def _is_markup(source: str) -> bool:
    known_as = READERS.get(PurePath(source).suffix.lower())
    return known_as is not None and known_as.markup


def _placed(section: Section, cleaned: Cleaned) -> Section:
    start, end = cleaned.back(section.start, section.end)
    return replace(section, start=start, end=end)
