"""From a page's tags, one at a time, to paragraphs and tables; lines of links alone are dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from projects.formats.blocks import Cell, Table
from projects.leftovers import is_leftover
from projects.script import fold_signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.formats.blocks import Block

__all__ = ["Flow"]

_INLINE = frozenset(
    {"a", "abbr", "b", "big", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i"}
    | {"img", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span"}
    | {"strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:chsdate"}
)
_CELLS = frozenset({"td", "th"})
_CHINESE = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
_BROKEN = re.compile(rf"(?<=[{_CHINESE}])[ \t\r\f]*\n\s*(?=[{_CHINESE}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LETTER = re.compile("[\u3400-\u9fff]")
_LINKED = 0.8
_DEEPEST = 20  # tables in each other; one inside that is read as paragraphs
_TABLE = frozenset({"table", "tr", *_CELLS})
_MARKED = re.compile(r"\s*(?:[\d一二三四五六七八九十]+[.、．)）]|[(（①-⑳])")


@dataclass(slots=True)
class _Open:
    """A table being read: its rows, and what its open cell holds."""

    rows: list[list[Cell]] = field(default_factory=list)
    across: int = 1
    down: int = 1
    chinese: int = 0
    linked: int = 0

    def count(self, chinese: int, linked: int) -> None:
        """Count Chinese characters, and how many of them are links."""
        self.chinese += chinese
        self.linked += linked


class Flow:
    """Takes tags and text in order and gives blocks; unclosed and stray tags do no harm."""

    def __init__(self) -> None:
        self._stack: list[list[Block]] = [[]]
        self._tables: list[_Open] = []
        self._line: list[str] = []
        self._links = 0
        self._counts = [0, 0]  # Chinese characters of the line: all, linked
        self._lists: list[int | None] = []
        self._label = ""
        self._deeper = 0  # open tables beyond the deepest that is read as one

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's start."""
        if tag == "a":
            self._links += 1
        if tag in _INLINE:
            return
        self._end_line()
        if tag in _TABLE and self._is_too_deep(tag):
            self._deeper += tag == "table"
        elif tag == "table":
            self._tables.append(_Open())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in _CELLS and self._tables:
            table = self._tables[-1]
            table.across = _span(attributes.get("colspan"), 1)
            table.down = _span(attributes.get("rowspan"), 1)
            self._stack.append([])
        elif tag in {"ol", "ul"}:
            self._lists.append(_span(attributes.get("start"), 1) if tag == "ol" else None)
        elif tag == "li" and self._lists:
            self._number()

    def _is_too_deep(self, tag: str) -> bool:
        return self._deeper > 0 or (tag == "table" and len(self._tables) >= _DEEPEST)

    def _number(self) -> None:
        """Count an item of a numbered list: the browser writes its number, the page does not."""
        count = self._lists[-1]
        if count is not None:
            self._label = f"{count}."
            self._lists[-1] = count + 1

    def close(self, tag: str) -> None:
        """Take an element's end."""
        if tag == "a":
            self._links -= 1
        if tag in _INLINE:
            return
        self._end_line()
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif tag in _TABLE and self._deeper:
            self._deeper -= tag == "table"
        elif tag in _CELLS and self._tables and len(self._stack) > 1:
            blocks = self._stack.pop()
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(Cell(tuple(blocks), table.across, table.down))
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            if self._tables:
                self._tables[-1].count(table.chinese, table.linked)
            if table.rows and table.linked <= _LINKED * max(table.chinese, 1):
                self._stack[-1].append(Table(tuple(map(tuple, table.rows))))

    def add(self, text: str) -> None:
        """Take text."""
        if not text:
            return
        self._line.append(text)
        chinese = len(_LETTER.findall(text))
        self._counts[0] += chinese
        self._counts[1] += chinese if self._links else 0

    def ends_in_chinese(self) -> bool:
        """Whether the line so far ends in a Chinese character or sign."""
        return bool(self._line) and re.search(rf"[{_CHINESE}]$", self._line[-1]) is not None

    def blocks(self) -> list[Block]:
        """Return all blocks."""
        self._end_line()
        return self._stack[0]

    def _end_line(self) -> None:
        text = _SPACE.sub(" ", _BROKEN.sub("", "".join(self._line))).strip()
        chinese, linked = self._counts
        self._line, self._counts = [], [0, 0]
        if self._tables:
            self._tables[-1].count(chinese, linked)
        if text and not self._is_frame(text, chinese, linked):
            label = "" if _MARKED.match(text) else self._label
            self._stack[-1].append(label + text)
        if text:
            self._label = ""

    def _is_frame(self, text: str, chinese: int, linked: int) -> bool:
        """Whether a line is a list of links or a page's tools; in a table's cell nothing is."""
        if not self._tables and chinese and linked >= _LINKED * chinese:
            return True
        return is_leftover(fold_signs(text))


def _span(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default  # noqa: PLR2004
