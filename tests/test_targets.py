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
        "None production stock 250000000 m3/a 2025",
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
    "piece", ["新增风电60万千瓦,", "23%", "全市达到5个", "到2025年", "、3000台"]
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
