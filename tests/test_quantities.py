"""Numbers with units as plans write them, and what only looks like one."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from projects.models import Role
from projects.quantities import Found, find_quantities, number
from projects.units import UNITS

WRITTEN = [
    ("建设10万千瓦风电场", 100, "MW", "10万千瓦"),
    ("装机49500千瓦", 49.5, "MW", "49500千瓦"),
    ("30MW飞轮储能", 30, "MW", "30MW"),
    ("一台20兆瓦机组", 20, "MW", "一台20兆瓦"),
    ("规模 1.2 GW", 1200, "MW", "1.2 GW"),
    ("储电20万千瓦时", 200, "MWh", "20万千瓦时"),
    ("储能600MWh", 600, "MWh", "600MWh"),
    ("储能 1.6GWh 电站", 1600, "MWh", "1.6GWh"),
    ("500千伏输变电工程", 500, "kV", "500千伏"),
    ("220kV线路", 220, "kV", "220kV"),
    ("±800千伏特高压直流", 800, "kV", "±800千伏"),
    ("2×40万千瓦级燃气机组", 800, "MW", "2×40万千瓦级"),
    ("治理447.81公顷", 447.81, "ha", "447.81公顷"),
    ("占地1.5平方公里", 150, "ha", "1.5平方公里"),
    ("用地3200亩", 213.3, "ha", "3200亩"),
    ("造林3.2万亩", 2133.3, "ha", "3.2万亩"),
    ("全长46公里", 46, "km", "46公里"),
    ("线路6210千米", 6210, "km", "6210千米"),
    ("管线12㎞", 12, "km", "12㎞"),
    ("产能30万吨/年", 300_000, "t/a", "30万吨/年"),
    ("年供气2亿立方米", 200_000_000, "m3/a", "2亿立方米"),
    ("主变2×24万千伏安", 480, "MVA", "2×24万千伏安"),
    ("增容1000MVA", 1000, "MVA", "1000MVA"),
    ("供热面积300万平方米", 3_000_000, "m2", "300万平方米"),
    ("配变8042台", 8042, "count", "8042台"),
    ("充电桩1.8万个", 18_000, "count", "1.8万个"),
    ("公共充电桩5,120个", 5120, "count", "5,120个"),
    ("生产性泊位18个", 18, "berths", "18个"),
    ("新建6个500吨级泊位", 6, "berths", "6个500吨级泊位"),
    ("一百二十万千瓦风电", 1200, "MW", "一百二十万千瓦"),
    ("两百万千瓦级基地", 2000, "MW", "两百万千瓦级"),
    ("四台30万千瓦机组", 1200, "MW", "四台30万千瓦"),
    ("二十五点五公里", 25.5, "km", "二十五点五公里"),
    ("十千瓦光伏", 0.01, "MW", "十千瓦"),  # 千 is the unit's, though numerals have it too
]


def only(text: str) -> Found:
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "value", "unit", "written"), WRITTEN)
def test_a_quantity_is_read_and_kept_as_written(
    text: str, value: float, unit: str, written: str
) -> None:
    quantity = only(text).quantity
    assert quantity.value == value
    assert quantity.unit == unit
    assert quantity.as_written == written


@pytest.mark.parametrize(
    "text",
    [
        "总投资35亿元",
        "2023年9月12日",
        "到2025年底",
        "供电煤耗降至300克标准煤/千瓦时",
        "电价0.35元/千瓦时",
        "每千瓦补贴0.35万元/千瓦时",
        "单位电耗110千瓦时/吨",
        "能耗0.52吨标准煤/万元",
        "可靠泊5000吨级货船",
        "设计时速350公里/小时",
        "工期18个月",
        "下降2个百分点",
        "提前5个工作日",
        "依照第3条",
        "数十个项目",
        "打造百万千瓦级新能源基地",  # an order of magnitude, no figure
        "建设一座变电站",
        "占比达到20%",
    ],
)
def test_money_dates_rates_and_sizes_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("约5万千瓦", "约"),
        ("装机5万千瓦以上", "以上"),
        ("5万千瓦左右", "左右"),
        ("不低于5万千瓦", "不低于"),
        ("总长约为5公里", "约"),
        ("20余公里", "余"),
        ("60万千瓦级机组", "级"),
        ("110千伏及以上", "及以上"),
        ("5万千瓦", None),
        ("在公园附近5公里", None),
    ],
)
def test_the_qualifier_is_the_texts_own_word(text: str, qualifier: str | None) -> None:
    assert only(text).quantity.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("约46—50公里", 46, 50, "km"),
        ("装机20-25万千瓦", 200, 250, "MW"),
        ("20万~25万千瓦", 200, 250, "MW"),
        ("8000千瓦至1万千瓦", 8, 10, "MW"),
        ("选择1—2个园区", 1, 2, "count"),
    ],
)
def test_a_range_has_both_bounds_and_the_upper_as_value(
    text: str, low: float, high: float, unit: str
) -> None:
    quantity = only(text).quantity
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)
    assert quantity.value == high


def test_different_units_are_no_range() -> None:
    found = find_quantities("220千伏至35公里")
    assert [(f.quantity.value, f.quantity.unit) for f in found] == [(220, "kV"), (35, "km")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("由3万千瓦增至6.5万千瓦", 65),
        ("装机从2.9万千瓦提高到3.4万千瓦", 34),
        ("由10万千瓦扩容至20万千瓦", 200),
        ("由30万千瓦压减到10万千瓦", 100),
    ],
)
def test_what_a_thing_had_before_is_superseded(text: str, value: float) -> None:
    assert only(text).quantity.value == value


def test_power_and_energy_of_one_station_are_two_quantities() -> None:
    found = find_quantities("潞城300MW/600MWh独立储能")
    assert [(f.quantity.value, f.quantity.unit) for f in found] == [(300, "MW"), (600, "MWh")]


def test_a_voltage_is_not_multiplied_by_the_transformers() -> None:
    found = find_quantities("扩建2台500千伏主变、2台100万千伏安主变")
    assert [(f.quantity.value, f.quantity.role) for f in found] == [
        (500, Role.VOLTAGE),
        (2000, Role.CAPACITY),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("日处理2×600吨生活垃圾", [1200]),
        ("处理规模500吨/日", [500]),
        ("日处理生活垃圾600吨、餐厨垃圾200吨", [600, 200]),
        ("日处理能力由1050吨提高到1500吨", [1500]),
        ("供水5万立方米/天", [50_000]),
    ],
)
def test_a_days_rate_stays_one(text: str, values: list[float]) -> None:
    found = find_quantities(text)
    assert [f.quantity.value for f in found] == values
    assert all(f.quantity.unit in ("t/d", "m3/d") for f in found)


def test_a_date_before_a_verb_makes_no_daily_rate() -> None:
    assert only("2023年9月12日建成,年处理600吨").quantity.unit == "t/a"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("年产5GW光伏组件项目", Role.OUTPUT),
        ("20GWh动力电池生产基地", Role.OUTPUT),
        ("动力电池产能60GWh", Role.OUTPUT),
        ("100MW/200MWh电芯直连储能电站", Role.CAPACITY),
        ("60兆瓦渔光互补项目", Role.CAPACITY),
    ],
)
def test_a_factorys_output_is_no_installed_capacity(text: str, role: Role) -> None:
    assert find_quantities(text)[0].quantity.role is role


def test_numbers_of_a_list_share_the_last_ones_unit() -> None:
    found = find_quantities("装机分别为280万、140万、120万千瓦")
    assert [(f.quantity.value, f.quantity.as_written) for f in found] == [
        (2800, "280万"),
        (1400, "140万"),
        (1200, "120万千瓦"),
    ]


@pytest.mark.parametrize(
    ("text", "each", "total"),
    [
        ("每个5万千瓦", True, False),
        ("各30万千瓦", True, False),
        ("均为30万千瓦", True, False),
        ("总装机210万千瓦", False, True),
        ("合计约65万千瓦", False, True),
        ("管线共541公里", False, True),
        ("公共充电桩1200个", False, False),
        ("装机30万千瓦", False, False),
    ],
)
def test_each_and_total_are_marked(text: str, each: bool, total: bool) -> None:  # noqa: FBT001
    found = only(text)
    assert (found.each, found.total) == (each, total)


def test_as_written_is_cut_from_the_original() -> None:
    found = find_quantities("装机2×66万千瓦", original="裝機２×６６萬千瓦")
    assert found[0].quantity.as_written == "２×６６萬千瓦"


def test_an_original_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="3 characters"):
        find_quantities("10万千瓦", original="三字符")


@pytest.mark.parametrize(
    ("text", "value"), [("1,200.5", 1200.5), ("一百二十", 120), ("两千", 2000), ("十", 10)]
)
def test_numbers(text: str, value: float) -> None:
    assert float(number(text)) == value


def test_small_numerals_are_what_the_library_says() -> None:
    """They are read without it, since it takes long to load."""
    from cn2an import cn2an

    ones = "一二三四五六七八九"
    tens = [f"{a}十{b}" for a in ("", *ones) for b in ("", *ones)]
    for text in (*ones, "零", "两", *tens):
        assert number(text) == cn2an(text, "smart"), text


@pytest.mark.parametrize("text", ["百", "千百", "十十"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        number(text)


PIECES = st.sampled_from(
    [*UNITS, "2×", "由", "增至", "约", "日处理", "至", "-", "、", ",", ".", "个", "泊位", "以上"]
)
LIKE_PLANS = st.lists(
    st.one_of(
        PIECES, st.from_regex(r"[0-9一二十百千两点]{1,5}", fullmatch=True), st.text(max_size=3)
    ),
    max_size=30,
).map("".join)


@given(LIKE_PLANS)
@example("十十一亿千瓦时")
def test_spans_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    found = find_quantities(text)
    end = 0
    for item in found:
        assert end <= item.start < item.end <= len(text)
        assert item.quantity.as_written in text[item.start : item.end]
        end = item.end


@pytest.mark.parametrize(
    "piece", ["1", "1,", "2×", "1-", "一", "千", "日处理", "由3万千瓦", "1万、", "泊位", " ", "3台"]
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        took = []
        for _ in range(3):  # the least: a neighbour on the machine can only add
            begin = process_time()
            find_quantities(text)
            took.append(process_time() - begin)
        return min(took)

    seconds(500)
    short, long = seconds(2_000), seconds(16_000)
    assert long < 0.1 + 24 * short  # 8 times the text; squared it would be 64 times
