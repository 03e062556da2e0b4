"""Folding a text for reading: simplified script, half-width signs, every offset kept.

Simplified and traditional are the same text to a reader, yet only text that *is* traditional is
converted: OpenCC would turn the simplified 乾安县 into 干安县.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencc import OpenCC

__all__ = ["Folded", "fold", "fold_signs", "simplify"]

# A text is traditional when more than this share of its Chinese characters change; simplified
# plans stay below 0.2 %, traditional ones lie above 20 %.
_TRADITIONAL_SHARE = 0.03
# A text's script is told from this many stretches of so many characters, spread over it.
_STRETCHES, _STRETCH = 4, 1_500
_BOTH_SCRIPTS = frozenset("乾著於瞭徵藉覆")  # standard simplified characters that OpenCC changes
_CHINESE = re.compile("[\u3400-\u9fff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Kangxi radicals and compatibility ideographs look like common characters (copied from PDF).
_LOOKALIKES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
_DASHES, _SPACES, _BREAKS = (
    "‐‑‒−﹣",
    "\u3000\u00a0\u2002\u2003\u2009\u202f\ufeff",
    "\v\f\u2028\u2029",
)


@dataclass(frozen=True, slots=True)
class Folded:
    r"""A text in three forms of equal length.

    `text` is as given, `simplified` has its script folded, `plain` also its full-width signs and
    its line ends (each "\n"). `script` is "traditional" or "simplified".
    """

    text: str
    simplified: str
    plain: str
    script: str


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _signs() -> Mapping[int, str]:
    table: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for codes in _LOOKALIKES:
        for code in codes:
            same = unicodedata.normalize("NFKC", chr(code))
            if len(same) == 1:
                table[code] = same
    for signs, sign in ((_DASHES, "-"), (_SPACES, " "), (_BREAKS, "\n"), ("〜∼", "~")):
        table |= {ord(s): sign for s in signs}
    return table | {ord(s): sign for s, sign in zip("【】﹝﹞", "[]〔〕", strict=True)}


@cache
def _full() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(map(chr, _signs())))}]")


def fold_signs(text: str) -> str:
    """Return `text` with half-width signs, character for character."""
    signs = _signs()
    for char in set(_full().findall(text)):  # a text holds few, and replacing one is quick
        text = text.replace(char, signs[ord(char)])
    return text


def simplify(text: str) -> str:
    """Return `text` in simplified script, character for character.

    OpenCC's phrase rules may change a line's length; its characters are then converted alone.
    """
    sound = _SURROGATE.sub("\ufffd", text)
    converted: str = _converter().convert(sound)
    if len(converted) == len(sound):
        return converted
    return "".join(_simplify_line(line) for line in sound.splitlines(keepends=True))


def _simplify_line(line: str) -> str:
    converted: str = _converter().convert(line)
    if len(converted) == len(line):
        return converted
    table: dict[str, str] = {c: _converter().convert(c) for c in set(line)}
    return "".join(table[c] if len(table[c]) == 1 else c for c in line)


def _is_traditional(text: str) -> bool:
    step = max(_STRETCH, len(text) // _STRETCHES)
    sample = "".join(text[i : i + _STRETCH] for i in range(0, len(text), step))
    chinese = "".join(_CHINESE.findall(sample))
    # Traditional characters are none of GB 2312: most texts need no look at a dictionary.
    known = len(chinese.encode("gb2312", "ignore")) // 2
    if len(chinese) - known <= _TRADITIONAL_SHARE * len(chinese):
        return False
    # Its first stretch tells a traditional text already.
    changed = 0
    for at in range(0, len(sample), _STRETCH):
        part = sample[at : at + _STRETCH]
        pairs = zip(part, simplify(part), strict=True)
        changed += sum(a != b and a not in _BOTH_SCRIPTS for a, b in pairs)
        if changed > _TRADITIONAL_SHARE * len(chinese):
            return True
    return False


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """Fold `text` for reading; all forms have its length. The last texts' folds are kept."""
    traditional = _is_traditional(text)
    sound = _SURROGATE.sub("\ufffd", text)  # no word of a plan, and no UTF-8 either
    simplified = simplify(sound) if traditional else sound
    plain = fold_signs(simplified.replace("\r\n", " \n").replace("\r", "\n"))
    return Folded(text, simplified, plain, "traditional" if traditional else "simplified")
