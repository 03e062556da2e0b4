"""City-wide targets: read where a figure speaks for all, left alone where it is a project's."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.models import Adcode
from projects.documents import build_document
from projects.kinds import KINDS
from projects.targets import extract_targets

if TYPE_CHECKING:
    from projects.models import Document, Target

HEAD = "衡阳市碳达峰实施方案\n衡政发〔2023〕7号\n衡阳市人民政府\n2023年6月30日\n一、重点任务\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def document(body: str, gazetteer: Gazetteer) -> Document:
    return build_document(HEAD + body, source="x.txt", gazetteer=gazetteer, place=Adcode("430400"))


def targets(body: str, gazetteer: Gazetteer) -> list[Target]:
    return list(extract_targets(document(body, gazetteer), gazetteer))


READ = [
    (
        "到2025年,全市并网光伏装机达到150万千瓦以上。",
        "solar_farm installed_capacity stock 1500 MW 2025",
    ),
    (
        "“十四五”期间新增风电装机约20万千瓦。",
        "wind_farm added_capacity increase 200 MW 2025",
    ),
    (
        "到2030年,累计建成加氢站12座。",
        "hydrogen count stock 12 count 2030",
    ),
    (
        "“十五五”末,新型储能装机力争突破90万千瓦。",
        "energy_storage installed_capacity stock 900 MW 2030",
    ),
    (
        "完成煤电机组节能改造60万千瓦。",
        "coal_power retrofit_capacity increase 600 MW None",
    ),
    (
        "关停淘汰小火电12万千瓦。",
        "coal_power retired_capacity increase 120 MW None",
    ),
    (
        "完成320.5公顷的历史遗留矿山生态修复任务。",
        "mine_restoration area increase 320.5 ha None",
    ),
    (
        "到2025年底,煤层气产量达到2.5亿立方米。",
        "gas_pipeline production stock 250000000 m3/a 2025",
    ),
    (
        "到2030年,工业固废年利用量达到900万吨左右。",
        "recycling throughput stock 9000000 t/a 2030",
    ),
    (
        "“十四五”期间,煤电机组节能降碳改造规模达到300万千瓦。",
        "coal_power retrofit_capacity increase 3000 MW 2025",
    ),
    (
        "完成既有建筑节能改造150万平方米。",
        "None retrofit_area increase 1500000 m2 None",
    ),
    (
        "到2025年,污水处理能力达到80万立方米/日。",
        "waste_treatment throughput stock 800000 m3/d 2025",
    ),
    (
        "新增绿色建筑1200万平方米。",
        "None added_area increase 12000000 m2 None",
    ),
    (
        "改造老旧燃气管道88公里。",
        "gas_pipeline length increase 88 km None",
    ),
    (
        "到2027年,全市动力电池产能达到40GWh。",
        "None production stock 40000 MWh 2027",
    ),
    (
        "到2030年,非化石能源消费比重提高至23%以上。",
        "None non_fossil_share stock 23 % 2030",
    ),
    (
        "到2025年,全市森林覆盖率达到59.8%左右。",
        "None share stock 59.8 % 2025",
    ),
    (
        "到2025年,全市森林蓄积量达到0.3亿立方米。",
        "forest stored stock 30000000 m3 2025",
    ),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_target_is_read(text: str, expected: str, gazetteer: Gazetteer) -> None:
    (t,) = targets(text, gazetteer)
    assert t.place == "430400"
    assert f"{t.kind} {t.quantity} {t.basis} {t.value:.10g} {t.unit} {t.year}" == expected


@pytest.mark.parametrize(
    "text",
    [
        "推进衡南县光伏项目建设,装机30万千瓦。",
        "到2025年,建成祁东县大云山风电场,装机10万千瓦。",
        "常宁市瑶塘风电场装机达到5万千瓦。",
        "加快花桥200兆瓦/400兆瓦时共享储能电站建设。",
        "2020年底,全市发电装机380万千瓦。",
        "“十三五”期间,全市新增风电装机30万千瓦。",
        "“十四五”以来,全市新增光伏装机50万千瓦。",
        "到2025年,单位地区生产总值能耗较2020年下降14%。",
        "到2025年,二氧化碳排放量控制在3000万吨。",
        "推动30万千瓦以上煤电机组改造。",
        "户均配变容量提高到2.8千伏安。",
        "各县每年至少引进1个重点项目。",
        "新建500千伏输变电工程。",
        "设立20亿元产业基金,到2025年完成投资300亿元。",
    ],
)
def test_a_projects_a_past_and_a_policys_figure_is_no_target(
    text: str, gazetteer: Gazetteer
) -> None:
    assert targets(text, gazetteer) == []


def test_the_year_carries_over_the_following_clauses_only(gazetteer: Gazetteer) -> None:
    found = targets(
        "到2025年,建成充电站200座以上、充电桩8000个以上;新型储能达到30万千瓦。"
        "到2030年,力争建成充电桩2万个。全市新增公交车300辆。",
        gazetteer,
    )
    assert [(t.value, t.unit, t.year) for t in found] == [
        (200, "count", 2025),
        (8000, "count", 2025),
        (300, "MW", 2025),
        (20_000, "count", 2030),
        (300, "count", None),
    ]
    assert found[0].qualifier == "以上"


def read(body: str, gazetteer: Gazetteer) -> list[tuple[float, str, int | None]]:
    return [(t.value, t.unit, t.year) for t in targets(body, gazetteer)]


CARRIED = [
    # a year inside a project's clause is the project's alone
    ("共享储能电站2024年完工;新建改造10千伏线路900公里。", [(900, "km", None)]),
    ("加氢站2025年累计达到9座,推广公交车300辆。", [(9, "count", 2025), (300, "count", None)]),
    ("2026年底前建成充电桩8000个、换电站20座。", [(8000, "count", 2026), (20, "count", 2026)]),
    (
        "到2025年、2030年,新型储能装机分别达到60万千瓦、150万千瓦。",
        [(600, "MW", 2025), (1500, "MW", 2030)],
    ),
    (
        "(一)到2030年。风电装机达到90万千瓦。核电装机50万千瓦。",
        [(900, "MW", 2030), (500, "MW", 2030)],
    ),
    ("——到2030年,结构更优。全市风电装机达到90万千瓦。", [(900, "MW", 2030)]),
    ("风电装机到2025年达到90万千瓦,2030年达到150万千瓦。", [(900, "MW", 2025), (1500, "MW", 2030)]),
]


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_a_year_reaches_as_far_as_its_words_say(
    text: str, expected: list[tuple[float, str, int | None]], gazetteer: Gazetteer
) -> None:
    assert read(text, gazetteer) == expected


CLASSES = [
    ("培育绿色工厂40家、绿色园区5个。", [(40, "count", None), (5, "count", None)]),
    (
        "中欧班列年开行300列,港口吞吐量达到80万标箱。",
        [(300, "count", None), (800_000, "count", None)],
    ),
    ("营造林6万公顷,治理石漠化3万公顷。", [(60_000, "ha", None), (30_000, "ha", None)]),
    ("特色林果种植面积保持在30万公顷。", [(300_000, "ha", None)]),
    ("到2025年建成低碳社区15个、节约型机关90家。", [(15, "count", 2025), (90, "count", 2025)]),
    ("购置新能源重卡260台,除险加固水库46座。", [(260, "count", None), (46, "count", None)]),
    ("到2027年加氢站总数30座。", [(30, "count", 2027)]),
    (
        "推进大云山风电场建设,改造渣土车600辆,建成太阳能路灯2万盏。",
        [(600, "count", None), (20_000, "count", None)],
    ),
    ("全市发展牛羊养殖场沼气工程120处。", [(120, "count", None)]),
    (
        "到2025年,集中供热面积达2600万平方米,建成换热站310座。",
        [(26_000_000, "m2", 2025), (310, "count", 2025)],
    ),
    ("发展高效节水灌溉面积3万公顷。", [(30_000, "ha", None)]),
]


@pytest.mark.parametrize(("text", "expected"), CLASSES)
def test_things_all_over_a_city_are_counted_and_measured(
    text: str, expected: list[tuple[float, str, int | None]], gazetteer: Gazetteer
) -> None:
    assert read(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "去年全市新增充电桩1200个。",
        "目前,全市已建成充电站46座、充电桩620个。",
        "近三年,全市新增城市绿地面积210公顷。",
        "截至2023年底,全市新能源装机达到580万千瓦。",
        "我市现有高速公路通车里程430公里。",
        "每百公里高速公路至少建成2座超充站。",
        "地下储气库二期新增库容19亿立方米。",
        "培育单项冠军企业15家,引进人才200名,接入用户5000户。",
        "深化“发挥九大优势、实现六个突破”行动。",
        "花桥作业区(新增泊位6个)加快建设。",
        "建成梅岭220千伏输变电工程,新增主变2×24万千伏安。",
        "整治西苕溪航道32公里。",
        "金寨电站、霍山电站加快建设,总装机240万千瓦。",
    ],
)
def test_the_past_one_things_size_and_what_is_no_thing_are_no_targets(
    text: str, gazetteer: Gazetteer
) -> None:
    assert read(text, gazetteer) == []


def test_a_project_before_it_does_not_claim_what_stands_all_over_the_city(
    gazetteer: Gazetteer,
) -> None:
    text = "祁东县大云山风电场装机10万千瓦,推广氢燃料电池公交、重卡800辆。"
    assert read(text, gazetteer) == [(800, "count", None)]


def test_a_shared_measure_gives_each_its_own_kind(gazetteer: Gazetteer) -> None:
    found = targets("到2026年,风电、光伏发电装机分别达到180万千瓦和620万千瓦。", gazetteer)
    assert [(t.kind, t.value) for t in found] == [("wind_farm", 1800), ("solar_farm", 6200)]


def test_a_box_holds_targets_only_where_an_item_is_work_all_over_the_city(
    gazetteer: Gazetteer,
) -> None:
    body = (
        "专栏1 重点工程\n1.配网。新建改造10千伏线路1600公里,新增配变2300台。\n"
        "2.新增光伏装机20万千瓦。\n"
    )
    assert read(body, gazetteer) == [(1600, "km", None), (2300, "count", None)]


def test_a_towns_namesake_among_common_words_claims_nothing(gazetteer: Gazetteer) -> None:
    # 港口 and 滨海 are counties of other cities too
    text = "广西防城港市规划\n一、任务\n到2027年,港口吞吐量达到2亿吨。"
    plan = build_document(text, source="x.txt", gazetteer=gazetteer, place=Adcode("450700"))
    assert [t.value for t in extract_targets(plan, gazetteer)] == [200_000_000]


def test_an_aim_in_a_section_about_the_basis_is_one_all_the_same(gazetteer: Gazetteer) -> None:
    text = (
        "衡阳市能源规划\n2023年6月30日\n一、基础与目标\n2022年风电装机100万千瓦。"
        "到2025年,全市风电装机达到160万千瓦。\n第二节 现状\n全市光伏装机90万千瓦。\n"
        "第二章 目标\n全市新型储能装机达到50万千瓦。\n"
    )
    plan = build_document(text, source="x.txt", gazetteer=gazetteer)
    assert [t.value for t in extract_targets(plan, gazetteer)] == [1600, 500]


def test_a_list_goes_on_with_its_basis(gazetteer: Gazetteer) -> None:
    found = targets("新建改造10千伏线路3200千米,配变4100台,低压线路5600千米。", gazetteer)
    assert [(t.value, t.basis) for t in found] == [
        (3200, "increase"),
        (4100, "increase"),
        (5600, "increase"),
    ]


def test_power_and_energy_of_storage_are_two_targets_of_one_kind(gazetteer: Gazetteer) -> None:
    found = targets("到2025年,建成储能20万千瓦/40万千瓦时。", gazetteer)
    assert [(t.kind, t.value, t.unit) for t in found] == [
        ("energy_storage", 200, "MW"),
        ("energy_storage", 400, "MWh"),
    ]


def test_an_own_verb_ends_the_lists_basis(gazetteer: Gazetteer) -> None:
    found = targets("到2027年,新增泊位18个,高等级航道里程达到380公里。", gazetteer)
    assert [t.basis for t in found] == ["increase", "stock"]


def test_the_own_city_and_its_province_claim_nothing(gazetteer: Gazetteer) -> None:
    found = targets("到2025年,衡阳市光伏装机达到150万千瓦。", gazetteer)
    assert [t.value for t in found] == [1500]


def test_what_has_been_is_told_in_a_section_of_its_own(gazetteer: Gazetteer) -> None:
    text = (
        "衡阳市能源规划\n一、发展基础\n(一)电源。全市风电装机达到100万千瓦。\n"
        "二、主要目标\n到2025年,全市风电装机达到160万千瓦。\n"
    )
    plan = build_document(text, source="x.txt", gazetteer=gazetteer)
    assert [t.value for t in extract_targets(plan, gazetteer)] == [1600]


def test_tables_and_project_boxes_hold_no_targets(gazetteer: Gazetteer) -> None:
    body = "专栏1 重点工程\n1. 新增光伏装机20万千瓦。\n充电桩 | 新增3000个 | 2025年\n"
    assert targets(body, gazetteer) == []


def test_traditional_text_gives_the_same_with_offsets_into_it(gazetteer: Gazetteer) -> None:
    text = (
        "衡陽市減污降碳協同創新試點實施方案\n一、總體要求\n"
        "到2025年底,全市煤層氣產量達到2億立方米,風電裝機達到160萬千瓦。"
    )
    plan = build_document(text, source="x.txt", gazetteer=gazetteer)
    gas, wind = extract_targets(plan, gazetteer)
    assert text[gas.start : gas.end] == "全市煤層氣產量達到2億立方米"
    assert (wind.kind, wind.value, wind.year) == ("wind_farm", 1600, 2025)


def test_a_target_knows_its_document(gazetteer: Gazetteer) -> None:
    plan = document("到2025年,全市风电装机60万千瓦。", gazetteer)
    (found,) = extract_targets(plan, gazetteer)
    assert found.document == plan.facts.sha256


PIECES = st.sampled_from(
    [
        "衡南县",
        "由",
        ",",
        "、",
        ";",
        "。",
        "\n",
        "23%",
        "比重",
        "到2025年",
        "全市",
        "“十四五”",
        "新增",
        "达到",
        "风电装机",
        "60万千瓦",
        "充电桩",
        "300个",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join))
def test_targets_lie_in_the_text_and_say_what_the_contract_allows(
    gazetteer: Gazetteer, body: str
) -> None:
    plan = document(body, gazetteer)
    for target in extract_targets(plan, gazetteer):
        assert 0 <= target.start < target.end <= len(plan.text)
        assert target.basis in ("stock", "increase")
        assert target.kind is None or target.kind in KINDS


@pytest.mark.parametrize(
    "piece",
    ["新增风电60万千瓦,", "23%", "全市达到5个", "到2025年", "、3000台", "——", "到2030年,更优。"],
)
def test_time_grows_with_the_length_only(gazetteer: Gazetteer, piece: str) -> None:
    def seconds(times: int) -> float:
        plan = document(piece * times, gazetteer)
        begin = process_time()
        extract_targets(plan, gazetteer)
        return process_time() - begin

    seconds(50)
    short, long = seconds(250), seconds(2000)
    assert long < 0.2 + 24 * short  # 8 times the text; squared it would be 64 times
