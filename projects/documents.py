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
from projects.jurisdiction import find_place
from projects.models import Document, DocumentFacts
from projects.script import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.models import Adcode

__all__ = ["READERS", "build_document", "load_text"]

_LIMIT = 50_000_000
_BOMS = ("\ufeff",)
_HEAD = 60
_TITLE = re.compile(
    r"[^\n。,]{2,60}(?:方案|规划|计划|意见|纲要|行动|办法|要点|通知)(?:[(（][^\n]{0,24}[)）])?$"
)
_BOOK_TITLE = re.compile(r"《([^《》\n]{4,60}(?:方案|规划|计划|意见|纲要|要点)[^《》\n]{0,20})》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[(]20\d\d[〕\])]\d{1,4}号")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_ISSUER = re.compile(
    r"[\u4e00-\u9fff]{2,16}?(?:人民政府办公[室厅]|人民政府|发展和改革委员会|发展改革委|能源局|生态环境局|管理委员会|管委会)"
)


def _decode(data: bytes, name: str) -> str:
    if b"\0" in data[:4096]:
        msg = f"{name}: is not text (binary data). Save the plan as a .txt or .md file in UTF-8."
        raise DocumentError(msg)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    msg = f"{name}: is neither UTF-8 nor GB18030 text. Save it as UTF-8 and try again."
    raise DocumentError(msg)


def _read_text(path: Path) -> str:
    return _decode(path.read_bytes(), path.name)


READERS: Mapping[str, Callable[[Path], str]] = MappingProxyType(
    {".txt": _read_text, ".md": _read_text, ".text": _read_text}
)


def load_text(path: Path) -> str:
    """Return the text of a plan's file: decoded, line ends as they are, byte-order mark dropped.

    Raises
    ------
    DocumentError
        The file is missing, a folder, empty, too large, binary or of an unknown format.
    """
    if not path.exists():
        msg = f"{path}: no such file. Check the name."
        raise DocumentError(msg)
    if not path.is_file():
        msg = f"{path}: is not a file. Name the plan's file itself."
        raise DocumentError(msg)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        msg = f"{path}: format {path.suffix or 'without suffix'} is not read. Known: {known}."
        raise DocumentError(msg)
    try:
        size = path.stat().st_size
        if size > _LIMIT:
            msg = f"{path}: {size} bytes is more than {_LIMIT}. Split the file."
            raise DocumentError(msg)
        text = reader(path)
    except OSError as exc:
        msg = f"{path}: cannot be read ({exc.strerror}). Check its permissions."
        raise DocumentError(msg) from exc
    if not text.strip():
        msg = f"{path}: is empty. Choose the file that holds the plan's text."
        raise DocumentError(msg)
    return text


def _title(plain: str) -> str | None:
    """Return the plan's title: the line that is one, else the first plan named in 《》 at the head."""
    lines = [line.strip() for line in plain.split("\n")[:_HEAD] if line.strip()]
    own = [line for line in lines if _TITLE.fullmatch(line) and not line.startswith("关于")]
    plans = [line for line in own if not line.endswith("通知")]
    if plans:
        return plans[0]
    named = _BOOK_TITLE.search("\n".join(lines))
    if named:
        return named[1]
    announced = [m[1] for line in own if (m := re.search(r"印发《?(.+?)》?的?通知$", line))]
    return announced[0] if announced else None


def _date(plain: str) -> str | None:
    match = _DATE.search(plain[:6000])
    if not match:
        return None
    year, month, day = (int(g) for g in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


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
    title = _title(folded.plain) or source
    number = _NUMBER.search(folded.plain[:3000])
    issuer = _ISSUER.search(folded.plain[:3000])
    facts = DocumentFacts(
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=title,
        number=number[0] if number else None,
        date=_date(folded.plain),
        issuer=issuer[0] if issuer else None,
        place=place or find_place(folded.plain, title, source=source, gazetteer=gazetteer),
        source=source,
        script=folded.script,
        length=len(text),
    )
    return Document(text=text, facts=facts, sections=sections(folded))
