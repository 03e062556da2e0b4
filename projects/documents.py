"""A file becomes a Document: its text, its facts, its sections.

One door for formats: READERS maps a suffix to the function that returns the file's text.
"""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.errors import DocumentError
from projects.extraction.structure import sections
from projects.imprint import read_imprint
from projects.jurisdiction import find_place
from projects.models import Document, DocumentFacts
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode

__all__ = ["READERS", "build_document", "load_text"]

_LIMIT_MB = 50
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.01


def _decode(data: bytes, path: Path) -> str:
    """Return the text of UTF-8 or GB18030 bytes."""
    if b"\0" in data:
        msg = f"{path}: is not text (it holds NUL bytes). Save the plan as a .txt file in UTF-8."
        raise DocumentError(msg)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        if exc.start >= len(data) - 3 and not data[: exc.start].isascii():
            msg = f"{path}: ends in the middle of a character. Fetch the whole file again."
            raise DocumentError(msg) from exc
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as exc:
        msg = f"{path}: is neither UTF-8 nor GB18030 text. Save it as UTF-8 and try again."
        raise DocumentError(msg) from exc


def _read_text(path: Path) -> str:
    text = _decode(path.read_bytes(), path)
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        msg = f"{path}: is not text (control characters). Save the plan as a .txt file in UTF-8."
        raise DocumentError(msg)
    return text


READERS: Mapping[str, Callable[[Path], str]] = MappingProxyType(
    {".txt": _read_text, ".md": _read_text, ".text": _read_text}
)


def load_text(path: Path) -> str:
    """Return the text of a plan's file: decoded, line ends as they are, byte-order mark dropped.

    Raises
    ------
    DocumentError
        The file is missing, a folder, empty, over 50 MB, binary, in another encoding than UTF-8
        and GB18030, or of an unknown format.
    """
    try:
        reader = _reader(path)
        text = reader(path)
    except OSError as exc:
        msg = f"{path}: cannot be read ({exc.strerror}). Check its name and permissions."
        raise DocumentError(msg) from exc
    if not text.strip():
        msg = f"{path}: is empty. Choose the file that holds the plan's text."
        raise DocumentError(msg)
    return text


def _reader(path: Path) -> Callable[[Path], str]:
    if not path.exists():
        msg = f"{path}: no such file. Check the name."
        raise DocumentError(msg)
    if not path.is_file():
        msg = f"{path}: is not a file. Name the plan's file itself."
        raise DocumentError(msg)
    size = path.stat().st_size
    if size > _LIMIT_MB * 1_000_000:
        msg = f"{path}: {size / 1e6:.1f} MB is over the limit of {_LIMIT_MB} MB. Split the file."
        raise DocumentError(msg)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        kind = f"format {path.suffix}" if path.suffix else "a file without suffix"
        msg = f"{path}: {kind} is not read. Save the plan as one of {known}."
        raise DocumentError(msg)
    return reader


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
    return Document(text=text, facts=facts, sections=sections(folded))
