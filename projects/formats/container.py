"""The container of a .docx or .xlsx file: a ZIP of XML parts, opened with care.

Every byte is counted while it is inflated, pictures included: what a ZIP says of its own sizes is
not believed. XML with a document type is refused, since entities are all it could bring.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.formats.refusals import REFUSALS, refusal
from projects.formats.sorts import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

__all__ = ["LARGEST", "Parts", "open_parts"]

LARGEST = 200_000_000  # bytes, all parts together, inflated
_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_RATIO, _RATIO_FROM = 300, 20_000_000  # bytes out for one in, from as many bytes out on
_DOCTYPE = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML parts of a container by their path, inflated; `where` is the file's name."""

    where: str
    content: Mapping[str, bytes]

    def tree(self, path: str) -> _Element | None:
        """Return a part's root element, None where the container has no such part.

        Raises
        ------
        DocumentError
            It is no XML, nests too deeply, or declares a document type.
        """
        from lxml import etree

        if path not in self.content:
            return None
        self._check(path)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(self.content[path], parser)
        except etree.XMLSyntaxError as exc:
            why = " ".join(str(exc.msg).split())
            raise refusal(self.where, "part", part=path, why=why) from exc
        if root.getroottree().docinfo.doctype:  # in an encoding that hid it from the search
            raise refusal(self.where, "entities", part=path)
        return root

    def check_entities(self) -> None:
        """Refuse entities in any part: what another library reads is looked at before.

        Raises
        ------
        DocumentError
            A part declares a document type.
        """
        for path in self.content:
            self._check(path)

    def _check(self, path: str) -> None:
        if any(mark in self.content[path] for mark in _DOCTYPE):
            raise refusal(self.where, "entities", part=path)


def open_parts(data: bytes, where: str) -> Parts:
    """Inflate a container's XML parts and count all others.

    Raises
    ------
    DocumentError
        It is encrypted, of another format, damaged, or larger than `LARGEST` when inflated.
    """
    if not data.startswith(b"PK"):
        found = recognise(data)
        key = found if found in REFUSALS else "cut"
        raise refusal(where, key, as_="docx / xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Parts(where, _inflated(archive, where))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as exc:
        raise refusal(where, "cut") from exc
    except (NotImplementedError, RuntimeError) as exc:
        raise refusal(where, "broken") from exc


def _inflated(archive: zipfile.ZipFile, where: str) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > _MOST_PARTS:
        raise refusal(where, "parts", parts=len(members))
    if any(member.flag_bits & 1 for member in members):
        raise refusal(where, "encrypted")
    packed = sum(member.compress_size for member in members) + 1
    total = 0
    out: dict[str, bytes] = {}
    for member in members:
        wanted = member.filename.endswith((".xml", ".rels"))
        chunks: list[bytes] = []
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > LARGEST or (total > _RATIO_FROM and total > _RATIO * packed):
                    raise refusal(where, "bomb", most=min(total, LARGEST) // 1_000_000)
                if wanted:
                    chunks.append(chunk)
        if wanted:
            out[member.filename.lstrip("/")] = b"".join(chunks)
    return out
