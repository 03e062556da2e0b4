"""Files of every format, made in code: Word files by python-docx, with what it lacks as XML."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph

W = nsdecls("w")
EXTRA = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: Document) -> bytes:
    """Return a document as the bytes of a .docx file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """Return a ZIP with parts replaced, added, or (None) taken out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, content in (parts | dict(changes)).items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def add_xml(document: Document, xml: str) -> None:
    """Append an element to the body, before its closing section settings."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def paragraph_xml(inner: str) -> str:
    return f"<w:p {W} {EXTRA}>{inner}</w:p>"


def run(text: str, settings: str = "") -> str:
    return f'<w:r>{settings}<w:t xml:space="preserve">{text}</w:t></w:r>'


def define_list(document: Document, number: int, levels: Sequence[tuple[str, str, int]]) -> None:
    """Define list `number` with levels (format, text, start), and the list that uses it."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, start) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{inner}</w:abstractNum>')
    root.insert(0, abstract)
    use_list(document, number, number)


def use_list(document: Document, number: int, abstract: int, override: str = "") -> None:
    """Add a list `number` of the definition `abstract`, with its own settings if any."""
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
    )


def numbered(paragraph: Paragraph, number: int, level: int = 0) -> Paragraph:
    """Put a paragraph into a list."""
    settings = parse_xml(
        f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    paragraph._p.get_or_add_pPr().append(settings)
    return paragraph


def text_box(*lines: str) -> str:
    """Return a run that anchors a text box, as Word writes it: once new, once for old readers."""
    content = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def plain_docx(*lines: str) -> bytes:
    """Return a .docx of simple paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)
