"""Numbers with units, as plans write them: 2×40万千瓦, 300MW/600MWh, 约46—50公里, 447.81公顷.

Text is expected folded (projects.script); spans are offsets into it. Money, dates, shares, speeds
and intensities (300克标准煤/千瓦时) are no quantities here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from projects.models import Quantity, Role
from projects.units import COUNTED, UNITS, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Found", "find_quantities", "number"]


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with its span in the text searched, words like 总装机 or 每个 before it included.

    `each` marks 每个, 各 and 均: given to every one of a list. `total` marks 总, 共 and 合计.
    `unit` marks the size of one of several machines, whose number the text does not tell beside it.
    `soiled` counts the characters of `as_written` that the text searched lacks (stray spaces).
    """

    start: int
    end: int
    quantity: Quantity
    each: bool = False
    total: bool = False
    unit: bool = False
    soiled: int = 0

    @property
    def figure(self) -> int:
        """Where the quantity as written begins, behind words like 总装机."""
        return self.end - len(self.quantity.as_written) + self.soiled

    def shifted(self, by: int) -> Found:
        """Return the same with its offsets moved."""
        start, end = self.start + by, self.end + by  # `replace` takes several times as long
        return Found(start, end, self.quantity, self.each, self.total, self.unit, self.soiled)


_PER_DAY = frozenset({"/日", "/天", "/d", "每日", "每天"})
_ONE = Unit("count", Decimal(1), Role.COUNT)
_TEN_THOUSAND = Unit("count", Decimal(10_000), Role.COUNT)

# Repetitions are bounded throughout, so that a page of digits is read in linear time. No unit
# begins with a digit, so none is given back; 十千瓦 gives back its 千.
_CHINESE = "零〇一二两三四五六七八九十百千"
_NUMBER = (
    r"(?:(?>[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    rf"|[{_CHINESE}]{{1,12}}(?:点[{_CHINESE}]{{1,6}})?)"
)
# A blank may stand between 万 and a unit in Latin letters: 8.5 万 kW.
_SPELLINGS = "|".join(
    re.sub("^([万亿])(?=[a-z])", r"\1 ?", re.escape(unit))
    for unit in sorted(UNITS, key=len, reverse=True)
)
_BEFORE = "大约|约|(?<![附最])近|超过|超|突破|不少于|不小于|不低于|至少|不超过|最高"
_AFTER = "级?(?:及?以上|左右|以下|以内|上下)|级"
_SCALE = "万|亿"
# 12台单机30万千瓦机组: what one of several machines has.
_SINGLE_SIZE = "(?:(?:机组|风机|水轮机)?[、,(]?单(?:机|台)(?:容量|装机|功率)?(?:均?为|约)?)?"
# A word that begins like a counter and is none: 3个月, 2个百分点, 第5条件 …
_NO_COUNTER = (
    r"(?!(?<=个)(?:年|月|季|星期|小时|工作日|自然日|交易日|百分点)|(?<=条)[件例款]|(?<=台)区|(?<=口)[岸径]"
    r"|(?<=处)[理置]|(?<=户)[均籍]|(?<=片)区|(?<=根)据|(?<=项)目|(?<=套)餐|(?<=座)谈)"
)
# 5吨标准煤 is energy; 50公里/小时 a speed; 110千瓦时/吨 an intensity; 1000吨级泊位 a ship's size.
_NO_UNIT = (
    r"(?!(?<=吨)(?:标准?煤|二氧化碳|CO2|公里)|(?<=公里)时速|\s?/(?:小?时|h|吨|万元|元|平方米|人|千瓦|立方米|亩|公顷|车|标)"
    r"|(?<=吨)级(?:及?以上)?[^,。;、\n]{0,6}(?:泊位|码头|船|航道|港|锚地|货轮|海轮))"
)


def _pattern(*, ranges: bool) -> re.Pattern[str]:
    low = (
        rf"(?:(?P<low>{_NUMBER}) ?(?P<lowunit>{_SPELLINGS}|{_SCALE})? ?(?:-|~|—{{1,2}}|–|至|到) ?)?"
    )
    if not ranges:
        low = r"(?P<low>(?!))?(?P<lowunit>(?!))?"
    return re.compile(
        rf"(?<![0-9.])(?:(?P<times>{_NUMBER}) ?(?P<by>[×xX*✕╳]|[台组套]{_SINGLE_SIZE}) ?)?{low}"
        rf"(?P<number>{_NUMBER}) ?(?P<more>[余多])? ?"
        rf"(?:(?P<unit>(?>{_SPELLINGS})(?:(?<=[a-zA-Z])(?![a-zA-Z])|(?<![a-zA-Z]))){_NO_UNIT}"
        rf"|(?P<scale>万)?余?(?P<counter>{COUNTED}){_NO_COUNTER})"
        rf"(?P<rate>/年|/天|/日|/a|/d|每年|每日|每天)?(?P<over>余(?![热压气能温冷]))?(?P<after>{_AFTER})?",
        re.IGNORECASE,
    )


_NUMERAL = re.compile(f"[0-9{_CHINESE}](?<![0-9.].)")  # where a number begins
_QUANTITY = _pattern(ranges=True)
_SINGLE = _pattern(ranges=False)
_LEAD = re.compile(
    r"(?P<each>(?:每[个座台处家站]|单[个座站厂场]|各自?(?=(?:[新拟]?建设?|布局|规划|装机)?(?:约|近|±)?$)"
    r"|(?<![市县区地])各(?![类级种项县市区地乡镇方个])|(?<![年平户人日月村季])均(?![匀衡价]))"
    r"[^,。;:、0-9()]{0,6}?)?"
    r"(?P<sum>(?:总(?:装机|规模|容量|长度?|里程|面积|库容|产能|能力|数|量|计)|总共|合计|共计|(?<!公)共(?![享用同建性])|累计)"
    rf"[^0-9,。;:、()]{{0,5}}?)?(?:(?P<before>{_BEFORE})为?)?(?P<sign>±|正负)? ?$"
)
_LEAD_REACH = 24
# 第3条 is an ordinal, 数十个 no figure.
_NOT_EXACT = re.compile(r"[第数几] ?$")
# What a thing had before: 由3万千瓦增至6.5万千瓦 is 6.5.
_GREW = re.compile(
    r" ?(?:增加?|扩(?:容|大|建|能|展)?|提(?:高|升)?|升[级压]|增容|调整|变更|上升|增长"
    r"|减少?|压减|降低?|下降|缩减)(?:到|至|为)"
)
# 现有6万千瓦,增效扩容至7.2万千瓦 is 7.2.
_HAD = re.compile(r"(?:现有|原有|由|从)(?:装机|规模|容量)?$")
_THEN = re.compile(r"[,，]?[^,。;、0-9]{0,8}(?:增|扩|提)[^,。;、0-9]{0,4}(?:至|到)[0-9约]")
_DAILY = re.compile(
    r"(?:每[日天]|(?<![0-9 ])日均?(?:处理|处置|产|供|生产|加工|利用|焚烧|接收|转运|输|净化))"
    r"[^,。;0-9年]{0,12}$"
)
_LISTED = re.compile(rf"(?:[、和及]|{_GREW.pattern})[^,。;0-9年()\n]{{0,10}}")
_BARE_NUMBER = re.compile(rf"(?P<number>{_NUMBER})(?P<scale>[万亿])?[、和及与]")
_BARE_LIST = re.compile(rf"(?<![0-9.第])(?:{_NUMBER}[万亿]?、){{0,12}}{_NUMBER}[万亿]?[、和及与]$")
_BARE_REACH = 120
_BERTH_AFTER = re.compile(r"(?:[0-9.]{1,6}万?吨级?)?[^0-9,。;、()\n]{0,6}泊位")
_BERTH_BEFORE = re.compile(r"泊位(?:数量?)?(?:达到?|共|约|:)? ?$")
# Of a factory, not of a power station: 年产10GWh, 5GW光伏组件.
_OUTPUT_BEFORE = re.compile(r"(?:年产|产能|产量|发电量|供电量|用电量|电量)[^,。;0-9]{0,8}$")
_OUTPUT_AFTER = re.compile(
    r"[^,。;、()0-9\n]{0,10}(?:组件|硅片|硅棒|单晶|切片|电芯|电池片|动力电池|逆变器)"
)
_ELECTRIC = frozenset({"MW", "MWh"})
# 单机容量125万千瓦,共两台 is 250; 单机6.25兆瓦风机 alone tells nothing of the whole.
_OF_ONE = re.compile(r"单(?:机|台|体|套|炉|塔)[^,。;、0-9()]{0,6}$")
_OF_HOW_MANY = re.compile(
    rf"(?:的?[\u4e00-\u9fff]{{0,6}}[,、]?)(?:总?共|计|合计|安装|布置|建设|数量)?(?P<times>{_NUMBER})[台套](?![0-9])"
)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def number(text: str) -> Decimal:
    """Return the value of digits (1,200.5) or of a Chinese numeral (一百二十, 两千).

    Raises
    ------
    ValueError
        `text` is no number; a bare 百 or 千 (百万千瓦级) is an order of magnitude and none either.
    """
    if "0" <= text[:1] <= "9":
        return Decimal(text.replace(",", ""))
    # Most numerals are as small as this, and cn2an takes longer to load than a plan to read.
    tens = _TENS.fullmatch(text)
    if tens:
        return Decimal(10 * _DIGITS[tens[1] or "一"] + _DIGITS[tens[2] or "零"])
    if text in _DIGITS:
        return Decimal(_DIGITS[text])
    from cn2an import cn2an

    try:
        return Decimal(str(cn2an(text.replace("〇", "零"), "smart")))
    except KeyError as exc:  # so the library meets 十十一
        msg = f"{text} is no numeral"
        raise ValueError(msg) from exc


def _optional(text: str | None) -> Decimal | None:
    return number(text) if text else None


def _spelling(match: re.Match[str]) -> str:
    return match["unit"].lower().replace(" ", "")


def _unit_of(match: re.Match[str]) -> Unit:
    if match["counter"]:
        return _TEN_THOUSAND if match["scale"] else _ONE
    return UNITS[_spelling(match)]


def _low_unit(match: re.Match[str], unit: Unit) -> Unit | None:
    """Return the unit of a range's lower bound, None where it does not fit the upper one's."""
    spelled = (match["lowunit"] or "").lower()
    if not spelled:
        return unit
    if spelled == "万" and match["counter"]:
        return _TEN_THOUSAND
    if spelled in ("万", "亿"):
        spelled += _spelling(match).lstrip("万亿") if match["unit"] else ""
    low = UNITS.get(spelled)
    return low if low and low.unit == unit.unit else None


def _bounds(
    match: re.Match[str], unit: Unit, low_unit: Unit, times: str | None
) -> tuple[Decimal | None, Decimal]:
    """Return the lower and the upper bound in the normal unit."""
    value, low = number(match["number"]), _optional(match["low"])
    # 2台500千伏主变 has a voltage, not twice one; 3套5台 is no product either.
    multiplies = unit.role not in (Role.VOLTAGE, Role.COUNT)
    factor = (_optional(times) if multiplies else None) or Decimal(1)
    upper = value * unit.factor * factor
    if low is None:
        return None, upper
    lower = low * low_unit.factor * factor
    return min(lower, upper), max(lower, upper)


def _is_article(match: re.Match[str]) -> bool:
    """Whether 一 counts nothing: 建设一座变电站."""
    return bool(match["counter"]) and match["number"] == "一" and not match["low"]


def _role(match: re.Match[str], unit: Unit, before: str) -> Role:
    if unit.unit not in _ELECTRIC:
        return unit.role
    after = _OUTPUT_AFTER.match(match.string, match.end())
    made = match["rate"] or _OUTPUT_BEFORE.search(before) or (after and "电站" not in after[0])
    return Role.OUTPUT if made else unit.role


def _berths_end(match: re.Match[str], before: str) -> int | None:
    """Return where the berths counted by a match end (6个500吨级泊位), None if it counts others."""
    if match["counter"] != "个":
        return None
    after = _BERTH_AFTER.match(match.string, match.end())
    if after:
        return after.end()
    return match.end() if _BERTH_BEFORE.search(before) else None


class _Scan:
    """One pass over a text; remembers where the last quantity, and the last daily one, ended."""

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        self._floor = 0
        self._daily_end: int | None = None

    def run(self) -> Iterator[Found]:
        position = 0
        last: Found | None = None
        while match := self._next(position):
            unit = _unit_of(match)
            low_unit = _low_unit(match, unit)
            if low_unit is None:  # 220千伏至35公里 is no range
                match = _SINGLE.match(self._text, match.start())
                if match is None:
                    break
                unit = low_unit = _unit_of(match)
            position = match.end()
            found = self._read(match, unit, low_unit)
            if found:
                yield from self._listed(match, found)
                if last and self._text[last.end : found.figure] == "/":  # 各10万千瓦/20万千瓦时
                    found = replace(found, each=last.each, total=last.total)
                position = self._floor = found.end
                last = found
                yield found

    def _next(self, position: int) -> re.Match[str] | None:
        """Return the next quantity: tried only where a numeral stands, which is much quicker."""
        for numeral in _NUMERAL.finditer(self._text, position):
            if match := _QUANTITY.match(self._text, numeral.start()):
                return match
        return None

    def _listed(self, match: re.Match[str], found: Found) -> Iterator[Found]:
        """Yield the numbers before a quantity that take its unit: 280万、140万、120万千瓦."""
        if not match["unit"] or match["low"] or match["times"]:
            return
        reach = max(self._floor, match.start() - _BARE_REACH)
        head = _BARE_LIST.search(self._text, reach, match.start())
        if head is None:
            return
        spelled = _spelling(match)
        for bare in _BARE_NUMBER.finditer(self._text, head.start(), head.end()):
            unit = UNITS[spelled]
            if bare["scale"]:
                unit = UNITS.get(bare["scale"] + spelled.lstrip("万亿"), unit)
            try:
                value = float(round(number(bare["number"]) * unit.factor, unit.digits))
            except ValueError:
                continue
            written = self._source[bare.start() : bare.end() - 1]
            quantity = replace(found.quantity, value=value, as_written=written)
            yield Found(bare.start(), bare.start() + len(written), quantity)

    def _read(self, match: re.Match[str], unit: Unit, low_unit: Unit) -> Found | None:
        text = self._text
        reach = max(self._floor, match.start() - _LEAD_REACH)
        before = text[reach : match.start()]
        # A day's rate stays one: how many days a plant runs in a year the text does not say.
        daily = self._is_daily(match, unit, before)
        if _HAD.search(before) and _THEN.match(text, match.end()):
            return None
        if match["after"] and match["after"].startswith("级") and unit.role is Role.THROUGHPUT:
            return None  # a ship's size: 2个7万吨级
        if _is_article(match) or _NOT_EXACT.search(before) or _GREW.match(text, match.end()):
            return None
        alone = unit.role is Role.CAPACITY and not match["times"] and bool(_OF_ONE.search(before))
        machines = _OF_HOW_MANY.match(text, match.end()) if alone else None
        try:
            low, high = _bounds(match, unit, low_unit, (machines or match)["times"])
        except ValueError:
            return None
        lower = None if low is None else float(round(low, unit.digits))
        upper = float(round(high, unit.digits))
        lead = _LEAD.search(before)
        berths = _berths_end(match, before)
        end = berths or (machines or match).end()
        words = ("" if lead is None else lead["before"], match["more"] or match["over"])
        quantity = Quantity(
            value=upper,
            unit=_spelled(unit, berths=berths is not None, daily=daily),
            role=_role(match, unit, before),
            as_written=self._source[_first(match, lead, reach) : end],
            qualifier="".join(w for w in (*words, match["after"]) if w) or None,
            low=lower,
            high=None if lower is None else upper,
        )
        begin = match.start() if lead is None else reach + lead.start()
        return Found(
            start=begin + len(text[begin:end]) - len(text[begin:end].lstrip()),
            end=end,
            quantity=quantity,
            each=bool(lead and lead["each"]),
            total=bool(lead and lead["sum"]),
            unit=alone and not machines,
        )

    def _is_daily(self, match: re.Match[str], unit: Unit, before: str) -> bool:
        """Whether a throughput is a day's, by its rate, its verb, or the list it stands in."""
        if unit.role is not Role.THROUGHPUT:
            return False
        rate = match["rate"]
        listed = self._daily_end is not None and _LISTED.fullmatch(
            self._text, self._daily_end, match.start()
        )
        daily = rate in _PER_DAY or (not rate and bool(listed or _DAILY.search(before)))
        self._daily_end = match.end() if daily else None
        return daily


def _spelled(unit: Unit, *, berths: bool, daily: bool) -> str:
    if berths:
        return "berths"
    return unit.unit.removesuffix("/a") + "/d" if daily else unit.unit


def _first(match: re.Match[str], lead: re.Match[str] | None, reach: int) -> int:
    """Return where the quantity as written begins: at 约, ± or its first number."""
    for group in ("before", "sign"):
        if lead and lead[group]:
            return reach + lead.start(group)
    return match.start()


def find_quantities(text: str, *, original: str | None = None) -> tuple[Found, ...]:
    """Return the quantities of `text` in order, not overlapping, in time linear in its length.

    A range has its upper bound as value; 由X增至Y gives Y; 亩 are converted to hectares by 1/15,
    to one decimal, for the text has no finer digits.

    Parameters
    ----------
    text
        Folded text.
    original
        The text before folding, of the same length: `as_written` is cut from it.

    Raises
    ------
    ValueError
        `original` has another length.
    """
    source = text if original is None else original
    if len(source) != len(text):
        msg = f"original has {len(source)} characters, the folded text {len(text)}"
        raise ValueError(msg)
    return tuple(_Scan(text, source).run())
