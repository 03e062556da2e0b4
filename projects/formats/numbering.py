"""The labels Word counts itself: 一、, (一), 1. are settings, not text.

They follow ECMA-376 part 1, 17.9; a list's counters go on until a higher level counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

__all__ = ["Numbering", "attribute", "child", "local", "numeral"]

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CIRCLED = 20
_MOST = 10_000  # a number beyond is written in digits


def local(node: _Element) -> str:
    """Return an element's name without its namespace: Word and the strict standard differ in it."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(node: _Element | None, *path: str) -> _Element | None:
    """Return the first element down a path of local names, None where there is none."""
    for name in path:
        node = next((c for c in node if local(c) == name), None) if node is not None else None
    return node


def attribute(node: _Element | None, name: str = "val") -> str | None:
    """Return an attribute by its local name."""
    if node is None:
        return None
    found = (str(v) for k, v in node.attrib.items() if str(k).rpartition("}")[2] == name)
    return next(found, None)


def _number(text: str | None, default: int = 0) -> int:
    text = (text or "").strip()
    sound = text.isascii() and text.isdigit() and len(text) < _LEVELS
    return int(text) if sound else default


def _tens(value: int) -> str:
    """十, 十一, 二十; from a hundred on digit by digit, as Word counts."""
    if value >= 100:  # noqa: PLR2004 - a hundred
        return _by_digit(value)
    tens, ones = divmod(value, 10)
    ten = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (_DIGITS[ones] if ones or not tens else "")


def _by_digit(value: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(value))


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        out += sign * count
    return out


def _circled(value: int) -> str:
    return chr(ord("①") + value - 1) if value <= _CIRCLED else str(value)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": _tens,
    "chineseCountingThousand": _tens,
    "taiwaneseCounting": _tens,
    "taiwaneseCountingThousand": _tens,
    "japaneseCounting": _tens,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": lambda n: "".join(_LEGAL[int(d)] for d in str(n)),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % len(_STEMS)],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % len(_BRANCHES)],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda n: f"{n:02d}",
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "bullet": lambda _: "",
    "none": lambda _: "",
}


def numeral(value: int, form: str) -> str:
    """Return a number as one of Word's number formats writes it; unknown ones write digits."""
    if not 0 < value < _MOST:
        return str(value)
    return _FORMATS.get(form, str)(value)


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    legal: bool


@dataclass(slots=True)
class _List:
    """A list definition's levels, and how far each has counted (None: not yet)."""

    levels: dict[int, _Level]
    counted: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


def _level(node: _Element) -> _Level:
    form = attribute(child(node, "numFmt")) or "decimal"
    return _Level(
        form=form,
        text="" if form == "bullet" else attribute(child(node, "lvlText")) or "",
        start=_number(attribute(child(node, "start")), 1),
        legal=child(node, "isLgl") is not None,
    )


def _levels(node: _Element) -> dict[int, _Level]:
    lvls = (n for n in node if local(n) == "lvl")
    return {_number(attribute(n, "ilvl")): _level(n) for n in lvls}


def _named(root: _Element | None, name: str, key: str) -> Iterator[tuple[str, _Element]]:
    for node in root if root is not None else ():
        if local(node) == name:
            yield attribute(node, key) or "", node


class Numbering:
    """The numbered lists of one document; labels are asked for in document order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._nums = dict(_named(numbering, "num", "numId"))
        self._abstract = dict(_named(numbering, "abstractNum", "abstractNumId"))
        self._styles = dict(_named(styles, "style", "styleId"))
        self._lists: dict[str, _List] = {}
        self._started: set[tuple[str, int]] = set()

    def style_of(self, paragraph: _Element) -> str:
        """Return the id of a paragraph's style, "" for the default."""
        return attribute(child(paragraph, "pPr", "pStyle")) or ""

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph and return its label, "" where it has none."""
        num, level = self._numbered(paragraph)
        shape = self._list(num)
        if shape is None or level not in shape.levels:
            return ""
        self._restart(num, level, shape)
        own = shape.levels[level]
        before = shape.counted[level]
        shape.counted[level] = own.start if before is None else before + 1
        shape.counted[level + 1 :] = [None] * (_LEVELS - level - 1)
        text = own.text
        for n, other in shape.levels.items():
            value = shape.counted[n] if n <= level else None
            form = "decimal" if own.legal else other.form
            shown = numeral(other.start if value is None else value, form)
            text = text.replace(f"%{n + 1}", shown)
        return text

    def _numbered(self, paragraph: _Element) -> tuple[str, int]:
        """Return the list and level of a paragraph, its style's where it has none of its own."""
        settings = child(paragraph, "pPr", "numPr")
        num = attribute(child(settings, "numId"))
        level = attribute(child(settings, "ilvl"))
        name = self.style_of(paragraph)
        for _ in range(_LEVELS):
            if num is not None or name not in self._styles:
                break
            style = self._styles[name]
            settings = child(style, "pPr", "numPr")
            num = attribute(child(settings, "numId"))
            level = level or attribute(child(settings, "ilvl"))
            name = attribute(child(style, "basedOn")) or ""
        return num or "0", min(max(_number(level), 0), _LEVELS - 1)

    def _list(self, num: str) -> _List | None:
        node = self._nums.get(num)
        abstract = self._abstract.get(attribute(child(node, "abstractNumId")) or "")
        if abstract is None:
            return None
        key = attribute(abstract, "abstractNumId") or ""
        linked = attribute(child(abstract, "numStyleLink"))
        if linked in self._styles:
            style = child(self._styles[linked], "pPr", "numPr", "numId")
            other = self._nums.get(attribute(style) or "")
            key = attribute(child(other, "abstractNumId")) or key
            abstract = self._abstract.get(key, abstract)
        if key not in self._lists:
            self._lists[key] = _List(_levels(abstract))
        return self._lists[key]

    def _restart(self, num: str, level: int, shape: _List) -> None:
        """Apply what a list of its own says of a level when it is first used there."""
        if (num, level) in self._started:
            return
        self._started.add((num, level))
        for node in self._nums[num]:
            if local(node) == "lvlOverride" and _number(attribute(node, "ilvl")) == level:
                own = child(node, "lvl")
                if own is not None:
                    shape.levels[level] = _level(own)
                start = attribute(child(node, "startOverride"))
                if start is not None and level in shape.levels:
                    shape.levels[level] = replace(shape.levels[level], start=_number(start, 1))
                    shape.counted[level] = None
