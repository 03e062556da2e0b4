"""Word files: the body in document order, as Word shows it.

Word's XML is read with lxml itself: python-docx knows nothing of list labels, text boxes, tracked
changes, content controls or merged rows, which is most of what is hard here. Not read: headers,
footers, footnotes, comments, tables of contents, hidden and deleted text.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from projects.formats.blocks import Cell, Table, as_text
from projects.formats.container import open_parts
from projects.formats.contents import Contents
from projects.formats.numbering import Numbering, attribute, child, local
from projects.formats.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from projects.formats.blocks import Block
    from projects.formats.container import Parts

__all__ = ["contents", "read"]

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = frozenset(
    {"ins", "moveTo", "customXml", "smartTag", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo"}
    | {"ruby", "rubyBase", "oMath", "oMathPara"}
)
_DRAWN = frozenset({"drawing", "pict", "object"})
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_CONTENTS = "Table of Contents"
_OFF = frozenset({"0", "false", "off"})
_CLOSING = tuple("、.．)）:：") + tuple("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def read(data: bytes, where: str) -> str:
    """Return the text of a .docx file's bytes; errors as `contents`."""
    return contents(data, where).text


def contents(data: bytes, where: str) -> Contents:
    """Return the text of a .docx file's bytes, its headers, footers and watermarks apart.

    Raises
    ------
    DocumentError
        It is encrypted, another format, damaged, too large when inflated, or has no document.
    """
    parts = open_parts(data, where)
    path = _main_path(parts)
    body = child(parts.tree(path), "body") if path else None
    if body is None:
        raise refusal(where, "hollow")
    beside = _targets(parts, path)
    numbering = Numbering(
        parts.tree(beside.get("numbering", "")), parts.tree(beside.get("styles", ""))
    )
    return Contents(as_text(_Body(numbering).blocks(body), where), tuple(_margins(parts, path)))


def _margins(parts: Parts, path: str) -> Iterator[str]:
    """Yield the texts of headers, footers and of words drawn as a picture (watermarks)."""
    for kind, target in _relations(parts, path):
        root = parts.tree(target) if kind in {"header", "footer"} else None
        if root is not None:
            yield as_text(_Body(Numbering(None, None)).blocks(root), parts.where)
            yield from (str(node.get("string")) for node in root.iter(_WORD_ART))


def _main_path(parts: Parts) -> str:
    path = _targets(parts, "").get("officeDocument", "word/document.xml")
    return path if path in parts.content else ""


def _targets(parts: Parts, path: str) -> dict[str, str]:
    """Return the parts a part refers to, by the last word of the relation's type."""
    return dict(_relations(parts, path))


def _relations(parts: Parts, path: str) -> Iterator[tuple[str, str]]:
    folder, name = posixpath.split(path)
    relations = parts.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in relations if relations is not None else ():
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


class _Body:
    """Reads a document's body; one instance reads it once, since list labels count."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._pending = ""  # a paragraph whose end was deleted goes on in the next

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of a body, a cell or a text box."""
        for node in parent:
            name = local(node)
            if name == "p":
                yield from self._paragraph(node)
            elif name == "tbl":
                yield self._table(node)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(node))
            elif (name == "sdt" and not _is_contents(node)) or name in _WRAPPERS:
                yield from self.blocks(node)

    def _paragraph(self, node: _Element) -> Iterator[Block]:
        label = self._numbering.label(node)
        if self._numbering.style_of(node).upper().startswith("TOC"):
            return
        out: list[str] = []
        boxes: list[Block] = []
        pending, self._pending = self._pending, ""
        self._inline(node, out, boxes)
        text = "".join(out)
        if text.count("\t") == 1:
            text = text.replace("\t", " ")  # one tab is a gap, several are columns
        if label and text.strip():
            gap = "" if label.endswith(_CLOSING) else " "
            text = label + gap + text.lstrip()
        text = pending + text
        if child(node, "pPr", "rPr", "del") is not None:
            self._pending = text
        elif text.strip():
            yield text
        yield from boxes

    def _inline(self, parent: _Element, out: list[str], boxes: list[Block]) -> None:
        """Collect what a paragraph shows, and apart the text boxes anchored in it."""
        for node in parent:
            name = local(node)
            if name == "t":
                out.append(node.text or "")
            elif name in _SIGNS:
                out.append(_SIGNS[name])
            elif name == "r":
                if not _is_on(child(node, "rPr", "vanish")):
                    self._inline(node, out, boxes)
            elif name == "AlternateContent":
                self._inline(_chosen(node), out, boxes)
            elif name == "sdt" or name in _WRAPPERS:
                self._inline(node, out, boxes)
            elif name in _DRAWN:
                self._boxes(node, boxes)

    def _boxes(self, parent: _Element, boxes: list[Block]) -> None:
        for node in parent:
            name = local(node)
            if name == "txbxContent":
                boxes += self.blocks(node)
            else:
                self._boxes(_chosen(node) if name == "AlternateContent" else node, boxes)

    def _table(self, node: _Element) -> Table:
        rows: list[list[Cell]] = []
        # By grid column: the row and place of the cell that a vertical merge may go on with.
        owners: dict[int, tuple[int, int]] = {}
        for tr in _rows(node):
            rows.append([])
            column = _count(child(tr, "trPr", "gridBefore"), 0)
            if column:
                rows[-1].append(Cell(across=column))
            for tc in _inside(tr, "tc"):
                across = _count(child(tc, "tcPr", "gridSpan"), 1)
                merge = child(tc, "tcPr", "vMerge")
                goes_on = merge is not None and attribute(merge) != "restart"
                if goes_on and column in owners:
                    row, place = owners[column]
                    above = rows[row][place]
                    rows[row][place] = Cell(above.blocks, above.across, above.down + 1)
                else:
                    rows[-1].append(Cell(tuple(self.blocks(tc)), across))
                    owners.pop(column, None)
                    if merge is not None:
                        owners[column] = (len(rows) - 1, len(rows[-1]) - 1)
                column += across
        return Table(tuple(map(tuple, rows)))


def _rows(table: _Element) -> Iterator[_Element]:
    """Yield a table's rows, but not those that a tracked change deletes."""
    return (tr for tr in _inside(table, "tr") if child(tr, "trPr", "del") is None)


def _inside(parent: _Element, wanted: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for node in parent:
        name = local(node)
        if name == wanted:
            yield node
        elif name == "sdt" or name in _WRAPPERS:
            yield from _inside(node, wanted)


def _count(node: _Element | None, default: int) -> int:
    text = attribute(node) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else default  # noqa: PLR2004


def _chosen(alternate: _Element) -> _Element:
    """Return the one branch of a choice to read: the same text box stands in each."""
    branches = [n for n in alternate if local(n) in {"Choice", "Fallback"}]
    return next((b for b in branches if len(b)), alternate)


def _is_on(node: _Element | None) -> bool:
    return node is not None and attribute(node) not in _OFF


def _is_contents(control: _Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery) == _CONTENTS
