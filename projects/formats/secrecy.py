"""Secrecy marks at a document's head: 机密★1年, 密级:秘密, 内部资料 注意保存.

The mark of a state secret stands at the first page's upper left (GB/T 9704-2012): the degree, a
star, the term. Only a line that is such a mark counts, or one that begins or ends with a degree
and its star; a sentence that speaks of 机密 or 内部资料 is none. Trade secrets (商密) are marked
alike, with a triangle or star.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from projects.formats.names import shown_path
from projects.formats.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_mark", "secrecy_mark"]

_LINES, _CHARACTERS = 40, 2500
_LONGEST_MARKED = 60
_DEGREE = r"(?:[绝絕]密|[机機]密|秘密|(?:核心|普通)?商密)"
_STAR = r"[★☆✩✭✮✯⭐⋆*⁎∗▲△]"
_TERM = (
    r"(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|个月|個月|月)|[长長]期|启用前|啟用前|解密前)"
)
_INTERNAL = r"(?:[内內]部(?:[资資]料|文件|材料|刊物|[机機]密|秘密|明[电電])|工作秘密)"
_CARE = (
    r"(?:[请請]?(?:注意|妥善)保[存管密]|(?:不得|严禁|嚴禁|禁止|请勿|請勿)(?:外传|外傳|外泄|[转轉]发|扩散|複製|复制|翻印)"
    r"|[阅閱]后[收退][回还]|用后[收退]回|不予公开)"
)
_STARRED = re.compile(rf"{_DEGREE}{_STAR}{{1,3}}")
_ALONE = re.compile(
    rf"(?:(?:密|保密|涉密)?[级級]?(?:[别別]|等[级級])?[::]?)?{_DEGREE}(?:{_STAR}{{0,3}}{_TERM}?)"
)
_LABELLED = re.compile(
    rf"(?:.*[^一-鿿])?(?:密[级級]|保密(?:[级級][别別]|等[级級]))[::](?:{_DEGREE}|[内內]部)(?:[^一-鿿].*)?"
)
_INTERNAL_LINE = re.compile(rf"(?:{_INTERNAL}(?:{_CARE})*|{_INTERNAL}?(?:{_CARE})+)")
_SIGNS = re.compile(r"[\s()\[\]【】〔〕「」『』《》<>,,。.!;、·|—-]+")
_COPY_NUMBER = re.compile(r"^(?:No\.?|份号|编号)?[::]?\d{3,8}(?=\D)|(?:特急|加急|平急|急件)$")


def secrecy_mark(text: str, margins: Iterable[str] = ()) -> str:
    """Return the first secrecy mark at a text's head or in its margins, "" if there is none.

    Parameters
    ----------
    text
        Its first 40 lines that hold anything, 2,500 characters at most, are its head.
    margins
        Running heads and feet, and what else no text shows; all of each is looked at.
    """
    head = (line for line in text[:_CHARACTERS].splitlines() if line.strip())
    lines = [line for line, _ in zip(head, range(_LINES), strict=False)]
    lines += [line for margin in margins for line in margin.splitlines()]
    cells = (cell for line in lines for cell in re.split(r"[|\t]", line))
    return next((cell.strip()[:_LONGEST_MARKED] for cell in cells if _is_mark(cell)), "")


def check_mark(where: str, text: str, margins: Iterable[str] = ()) -> None:
    """Refuse what carries a secrecy mark at its head.

    Raises
    ------
    DocumentError
        It does.
    """
    mark = secrecy_mark(text, margins)
    if mark:
        raise refusal(where, "secret", mark=shown_path(mark))


def _is_mark(line: str) -> bool:
    if len(line) > _CHARACTERS:
        return False
    bare = _SIGNS.sub("", unicodedata.normalize("NFKC", line))
    if not bare or len(bare) > _LONGEST_MARKED:
        return False
    bare = _COPY_NUMBER.sub("", _COPY_NUMBER.sub("", bare))
    starred = _STARRED.search(bare)
    if starred and (starred.start() == 0 or _is_end(bare[starred.end() :])):
        return True
    return any(p.fullmatch(bare) for p in (_ALONE, _LABELLED, _INTERNAL_LINE))


def _is_end(rest: str) -> bool:
    return not rest or re.fullmatch(_TERM, rest) is not None
