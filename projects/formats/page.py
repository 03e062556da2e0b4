"""Web pages: what a page says, without its frame.

The page is parsed with lxml; which of it is the plan is decided here. Finders of main text
(trafilatura, readability, resiliparse) were tried on pages built like a government's: they lost
headings, short items of lists, cells that span rows, tables in tables, or the box that holds the
document's number. So the whole page is kept but for navigation, lists of links, and lines of tools.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from projects.formats.blocks import as_text
from projects.formats.flow import Flow
from projects.formats.plain import decode
from projects.formats.refusals import refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]{2,20})")
_HEAD = 4096  # bytes in which a page names its encoding
# Pages that claim GB2312 hold characters of its successors.
_SUCCESSOR = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SKIPPED = (
    *("script", "style", "noscript", "template", "nav", "footer", "aside", "head", "title"),
    *("select", "button", "iframe", "svg", "textarea", "input", "object", "rt", "rp", "canvas"),
)
# Names that pages give to what frames the text.
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|crumbs?|breadcrumbs?|foot|footer|share|sharebox|sidebar|relate|related|"
    r"toolbar|pager|pagination|copyright|qrcode|ewm|friendlinks?|comments?|dbx|weizhi)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SMALL = 0.3  # of the page's characters; more than that is no frame, whatever its name
_MOST_LARGE = 40  # elements named like a frame and too large for one; then names count no more
_CHINESE = re.compile("[\u3400-\u9fff]")
_SITE = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*$")
_LEAST, _LEAST_BEHIND_LOGIN = 10, 300  # Chinese characters of a page that holds a plan
_NOTE = re.compile(r"\[?\d{1,3}\]?|[①-⑳]")
_TITLE_AMONG = 6000


def read(data: bytes, where: str) -> str:
    """Return the text of an HTML file's bytes: paragraphs as lines, tables as lines with bars.

    Raises
    ------
    DocumentError
        The encoding is broken, the page nests too deeply, or it holds no plan (a login page).
    """
    root = _parsed(_decoded(data, where), where)
    title, login = _title(root), root.xpath("boolean(//input[@type='password'])")
    flow = Flow()
    _Walk(root, flow).run()
    text = as_text(flow.blocks(), where)
    found = len(_CHINESE.findall(text))
    if found < (_LEAST_BEHIND_LOGIN if login else _LEAST):
        raise refusal(where, "login")
    if title and title not in text[:_TITLE_AMONG].replace(" ", ""):
        text = f"{title}\n{text}"
    return text


def _decoded(data: bytes, where: str) -> str:
    """Decode by mark, then by the page's own word, then as text files are."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _as(name, data, where)
    if b"\0" in data:
        raise refusal(where, "page", why="it holds NUL bytes")
    told = _META.search(data, 0, _HEAD) or _XML.search(data, 0, _HEAD)
    name = told[1].decode("ascii").lower() if told else "utf-8"
    name = _SUCCESSOR.get(name, name)
    if name in {"utf-8", "gb18030", "utf8"}:
        return decode(data, where)
    return _as(name, data, where)


def _as(name: str, data: bytes, where: str) -> str:
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError) as exc:
        raise refusal(where, "named", encoding=name) from exc


def _parsed(text: str, where: str) -> _Element:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as exc:
        why = " ".join(str(exc.msg).split())
        raise refusal(where, "page", why=why) from exc
    deep = any("depth" in entry.message for entry in parser.error_log)
    if root is None or deep:
        raise refusal(where, "deep" if deep else "empty")
    return root


def _title(root: _Element) -> str:
    """Return the title that a government page gives in its head, else the window's title."""
    told = root.xpath("string((//meta[@name='ArticleTitle'])[1]/@content)")
    title = told or _SITE.sub("", root.xpath("string((//title)[1])").strip())
    title = re.sub(r"\s+", "", str(title))
    return title if len(_CHINESE.findall(title)) > 4 else ""  # noqa: PLR2004 - 关于我们 is none


class _Walk:
    """Passes a page's elements in order, without recursion: pages nest as deep as they like."""

    def __init__(self, root: _Element, flow: Flow) -> None:
        from lxml import etree

        etree.strip_elements(root, *_SKIPPED, with_tail=False)
        self._root = root
        self._flow = flow
        self._most = _SMALL * _size(root)
        self._large = 0

    def run(self) -> None:
        """Tell the flow of every element and text that is not the page's frame."""
        from lxml import etree

        walk = etree.iterwalk(self._root, events=("start", "end"))
        skipped: _Element | None = None
        for event, node in walk:
            if event == "start":
                if self._is_frame(node) or self._is_note(node):
                    skipped = node
                    walk.skip_subtree()
                    continue
                self._flow.open(node.tag, node.attrib)
                self._flow.add(node.text or "")
            else:
                if node is not skipped:
                    self._flow.close(node.tag)
                self._flow.add(node.tail or "")

    def _is_frame(self, node: _Element) -> bool:
        """Whether an element is hidden, or named like a page's frame, and small enough for it."""
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        named = (
            "hidden" in node.attrib
            or node.get("role") in {"navigation", "contentinfo"}
            or _HIDDEN.search(node.get("style") or "")
            or _FRAME.search(name)
        )
        if not named or self._large > _MOST_LARGE:
            return False
        small = _size(node) <= self._most
        self._large += not small
        return small

    def _is_note(self, node: _Element) -> bool:
        """Whether an element is a footnote's mark behind a word; that of m² is not."""
        if node.tag != "sup" or not self._flow.ends_in_chinese():
            return False
        return _NOTE.fullmatch("".join(node.itertext()).strip()) is not None


def _size(node: _Element) -> int:
    return sum(len(text.strip()) for text in node.itertext())
