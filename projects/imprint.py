"""A plan's own facts, from its head and foot: title, number, issuer, date.

A plan cites other documents with their numbers and dates; only what stands on a line of its own,
behind a label, or beside the plan's own title is the plan's.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Imprint", "read_imprint", "title_as_written"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a plan says of itself, simplified with half-width signs; `date` is YYYY-MM-DD."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None


_HEAD_LINES, _HEAD, _FOOT_LINES = 60, 6000, 12
_WITHIN = 20_000  # characters in which a title is looked for again
_PLAN = "方案|规划|计划|意见|纲要|行动|办法|要点|措施|路线图|工作报告|清单|名单|安排"
_BRACKET = r"(?:\([^\n()]{1,24}\)){0,2}"
_TITLE = re.compile(rf"[^\n。,;:]{{4,70}}(?:{_PLAN}){_BRACKET}")
_TITLE_END = re.compile(rf"[^\n。,;:]{{0,6}}(?:{_PLAN}){_BRACKET}")
_NO_TITLE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\(|(?!20\d\d年)\d|第.{1,3}[章节条]|关于|根据|按照|本|各|原文|\|"
)
_ANNOUNCED = re.compile(
    rf"(?:印发|发布|公布|下达)(?:《(?P<book>[^\n]{{4,70}}?)》|(?P<bare>[^\n。,《》]{{4,70}}(?:{_PLAN}){_BRACKET}))"
    r"的?通知"
)
_OWN_BOOK = re.compile(
    rf"(?<!根据)(?<!按照)(?<!落实)(?<!贯彻)《(?P<book>[^《》\n]{{4,70}}(?:{_PLAN}){_BRACKET})》"
    r"(?=[^《》。\n]{0,40}(?:印发|通过|同意|发布)|\([^()\n]{0,30}\))"
)
# A news lead: 近日,酒泉市人民政府印发《酒泉市碳达峰实施方案》; what it rests on is another's.
_NEWS_BOOK = re.compile(
    r"(?:^|[。,])(?!\s*(?:为|根据|按照|贯彻|落实|依据))[^。,《\n]{0,40}(?:印发|出台|发布|公布|通过)(?:实施)?了?"
    rf"《(?P<book>[^《》\n]{{4,70}}(?:{_PLAN}){_BRACKET})》",
    re.MULTILINE,
)
# Before and behind a line, and blanks between Chinese characters: told by the first character, so
# that a search passes quickly over a long line.
_MARKS = re.compile(
    r"[\s#>*](?:(?<=^.)[\s#>*]*|(?<![#>])[\s*]*$|(?<=[\u4e00-\u9fff] ) *(?=[\u4e00-\u9fff]))"
)
_ANNEX = re.compile(r"^附件?\d{0,2}[:、 ]*(?=.{6})")

_NUMBER = r"[\u4e00-\u9fff]{1,12} ?[〔\[(]20\d\d[〕\])] ?第?\d{1,4}号"
_NUMBER_LINE = re.compile(rf"\(?({_NUMBER})\)?")
_NUMBER_LABEL = re.compile(rf"(?:发文字号|文件编号|文\s?号)[: |\t]{{0,4}}({_NUMBER})")
_NUMBER_AFTER = re.compile(rf"》?(?:的?通知)?》? ?\(({_NUMBER})\)")

_ORGAN = (
    r"[\u4e00-\u9fff]{2,20}?(?:人民政府(?:办公[室厅])?|发展和改革(?:委员会|局)|发展改革[委局]|发改[委局]"
    r"|(?:生态环境|能源|工业和信息化|自然资源|住房和城乡建设|交通运输|科学技术)[局厅]|管理委员会|管委会|委员会)"
)
_ORGAN_LINE = re.compile(rf"(?!各)({_ORGAN})(?:[ 、]{{0,8}}{_ORGAN}){{0,4}}")
_ORGAN_LABEL = re.compile(
    rf"(?:发文机关|发布机构|发文单位|印发机关|发布单位|制定机关)[: |\t]{{0,4}}({_ORGAN})"
)
_ORGAN_ISSUES = re.compile(
    rf"(?<![\u4e00-\u9fff])(?!各)({_ORGAN})(?:[\d年月日近日]{{0,12}}(?:正式)?印发|关于印发)"
)

_DAY = r"(20\d\d) ?[-年/.] ?(\d{1,2}) ?[-月/.] ?(\d{1,2})(?: ?日|(?!\d))"
_DAY_LINE = re.compile(rf"\(?{_DAY}(?:印发|发布)?\)?")
_DAY_LABEL = re.compile(rf"(?:成文日期|发文日期|印发日期|发布日期|发布时间)[: |\t]{{0,4}}{_DAY}")
_DAY_ISSUED = re.compile(rf"{_DAY}[^。《\n]{{0,30}}印发《")
_HAN_DAY = re.compile(
    r"二[〇零○]([〇零○一二三四五六七八九])([〇零○一二三四五六七八九])年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def read_imprint(plain: str) -> Imprint:
    """Return what a plan says of itself; what it does not say is None.

    Parameters
    ----------
    plain
        The folded text.
    """
    rest = iter(plain.split("\n"))
    head = _bare(rest, _HEAD_LINES)
    foot = _bare(reversed(list(rest)), _FOOT_LINES)
    own = [*head, *reversed(foot)]
    title = _title(head)
    return Imprint(title, _number(plain, head, title), _issuer(plain, own), _date(plain, own))


def title_as_written(title: str, simplified: str, plain: str) -> str:
    """Return a title that was found in `plain` with the signs it has in the text: （2025—2027年）.

    Parameters
    ----------
    title
        As `read_imprint` gives it, its lines joined and without blanks.
    simplified, plain
        The folded text in two forms of equal length; signs stand in the first as they were.
    """
    found = re.search(r"[\s#>*]*".join(map(re.escape, title)), plain[:_WITHIN])
    if found is None:
        return title
    signs, places = [], iter(range(found.start(), found.end()))
    for sign in title:
        place = next(i for i in places if plain[i] == sign)
        signs.append(sign if sign.isalnum() or sign.isspace() else simplified[place])
    return "".join(signs)


def _bare(lines: Iterator[str], most: int) -> list[str]:
    """Take the first lines without their marks, blank ones apart; the others stay unread."""
    bare = (_MARKS.sub("", line) for line in lines)
    return list(islice(filter(None, bare), most))


def _title(head: list[str]) -> str | None:
    """Return the line that is the title, else the title announced, else the one in 《》."""
    joined = _rejoined([_ANNEX.sub("", line) for line in head])
    for line in joined:
        if _TITLE.fullmatch(line) and not _NO_TITLE.match(line) and "印发" not in line:
            return line
    text = "\n".join(head)[:_HEAD]
    for pattern in (_ANNOUNCED, _OWN_BOOK, _NEWS_BOOK):
        match = pattern.search(text)
        if match:
            found = match.groupdict()
            return found.get("book") or found.get("bare")
    return None


def _rejoined(lines: list[str]) -> list[str]:
    """Put a title's second line (实施方案) behind its first."""
    out: list[str] = []
    for line in lines:
        follows = out and _TITLE_END.fullmatch(line) and not _NO_TITLE.match(line)
        if follows and not re.search(r"[。,;:)]$|通知$|日$", out[-1]):
            organ = _ORGAN_LINE.fullmatch(out[-1])
            out[-1] = line if organ else out[-1] + line
        else:
            out.append(line)
    return out


def _number(plain: str, head: list[str], title: str | None) -> str | None:
    text = plain[:_HEAD]
    for line in head:
        match = _NUMBER_LINE.fullmatch(line) or _NUMBER_LABEL.search(line)
        if match:
            return match[1].replace(" ", "")
    start = text.find(title) if title else -1
    while title and start >= 0:
        match = _NUMBER_AFTER.match(text, start + len(title))
        if match:
            return match[1].replace(" ", "")
        start = text.find(title, start + len(title))
    return None


def _issuer(plain: str, lines: list[str]) -> str | None:
    label = _ORGAN_LABEL.search(plain, 0, _HEAD)
    if label:
        return label[1]
    for line in lines:
        match = _ORGAN_LINE.fullmatch(line)
        if match:
            return match[1]
    issues = _ORGAN_ISSUES.search(plain, 0, _HEAD)
    return issues[1] if issues else None


def _date(plain: str, lines: list[str]) -> str | None:
    label = _DAY_LABEL.search(plain, 0, _HEAD)
    found = [label] if label else []
    found += [m for line in lines if (m := _DAY_LINE.fullmatch(line))]
    for match in found:
        day = _iso(*(int(g) for g in match.groups()))
        if day:
            return day
    for line in lines:
        han = _HAN_DAY.fullmatch(line)
        if han:
            tens, ones, month, date = han.groups()
            year = 2000 + 10 * _DIGITS[tens] + _DIGITS[ones]
            return _iso(year, _small(month), _small(date))
    issued = _DAY_ISSUED.search(plain, 0, _HEAD)
    return _iso(*(int(g) for g in issued.groups())) if issued else None


def _small(han: str) -> int:
    """Return the value of a Chinese numeral below 100, 0 for one that is none."""
    tens, ten, ones = han.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * (_DIGITS[tens] if tens else 1) if ten else 0) + (_DIGITS[ones] if ones else 0)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
