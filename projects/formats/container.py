"""The container of a .docx file: a ZIP of XML parts, opened with care.

Every byte is counted while it is inflated, pictures included: what a ZIP says of its own sizes is
not believed. XML with a document type is refused, since entities are all it could bring.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

__all__ = ["LARGEST", "Parts", "open_parts"]

LARGEST = 200_000_000  # bytes, all parts together, inflated
_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LEGACY = "WordDocument".encode("utf-16-le")
_OTHERS = ((b"%PDF", "a PDF"), (b"{\\rtf", "an RTF"), (b"<", "an HTML or XML"))


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
        refused = f"{self.where}: {path} inside it declares XML entities: refused, no plan does."
        if b"<!DOCTYPE" in self.content[path]:
            raise DocumentError(refused)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(self.content[path], parser)
        except etree.XMLSyntaxError as exc:
            why = " ".join(str(exc.msg).split())
            msg = f"{self.where}: {path} inside it is damaged ({why}). Save it again in Word."
            raise DocumentError(msg) from exc
        if root.getroottree().docinfo.doctype:  # in an encoding that hid it from the search
            raise DocumentError(refused)
        return root


def open_parts(data: bytes, where: str) -> Parts:
    """Inflate a container's XML parts and count all others.

    Raises
    ------
    DocumentError
        It is encrypted, of another format, damaged, or larger than `LARGEST` when inflated.
    """
    if not data.startswith(b"PK"):
        msg = f"{where}: {_other_format(data)}"
        raise DocumentError(msg)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Parts(where, _inflated(archive, where))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as exc:
        msg = f"{where}: is damaged or cut off ({exc}). Fetch the whole file again."
        raise DocumentError(msg) from exc
    except (NotImplementedError, RuntimeError) as exc:
        msg = f"{where}: its ZIP container cannot be read ({exc}). Save it again in Word."
        raise DocumentError(msg) from exc


def _other_format(data: bytes) -> str:
    """Say what a file is that is no ZIP, and what to do."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "is encrypted (加密). Remove the password in Word and save it again."
        old = "an old Word (.doc or .wps) file" if _LEGACY in data else "an old Office file"
        return f"is {old} named .docx. Save it as .docx in Word or WPS."
    sort = next((name for head, name in _OTHERS if data.lstrip().startswith(head)), "no Word")
    return f"is {sort} file named .docx. Save it as .docx in Word or WPS."


def _inflated(archive: zipfile.ZipFile, where: str) -> dict[str, bytes]:
    members = archive.infolist()
    if len(members) > _MOST_PARTS:
        msg = f"{where}: holds {len(members)} parts, more than a document has: refused."
        raise DocumentError(msg)
    if any(member.flag_bits & 1 for member in members):
        msg = f"{where}: is encrypted (加密). Remove the password and save it again."
        raise DocumentError(msg)
    total = 0
    out: dict[str, bytes] = {}
    for member in members:
        wanted = member.filename.endswith((".xml", ".rels"))
        chunks: list[bytes] = []
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > LARGEST:
                    msg = (
                        f"{where}: inflates to over {LARGEST // 1_000_000} MB, which no plan does "
                        "(a ZIP bomb?): refused. Take out pictures if it is a plan."
                    )
                    raise DocumentError(msg)
                if wanted:
                    chunks.append(chunk)
        if wanted:
            out[member.filename.lstrip("/")] = b"".join(chunks)
    return out
