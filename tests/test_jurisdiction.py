"""Whose plan it is: from the title, the issuer, or the head; refused where nothing tells."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer
from projects.documents import build_document
from projects.errors import PlaceNotFound


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def place(text: str, gazetteer: Gazetteer) -> str:
    return build_document(text, source="plan.txt", gazetteer=gazetteer).facts.place


@pytest.mark.parametrize(
    ("title", "adcode"),
    [
        ("娄底市碳达峰实施方案", "431300"),
        ("湖南省娄底市碳达峰实施方案", "431300"),
        ("湖南省娄底市新化县能源发展规划", "431322"),
        ("新化县能源发展规划", "431322"),
        ("四会市碳达峰实施方案", "441284"),
        ("浙江省碳达峰实施方案", "330000"),
        ("国家碳达峰试点(襄阳)实施方案", "420600"),
        ("东莞市碳达峰实施方案", "441900"),
        ("仙桃市能源发展规划", "429004"),
        ("重庆市綦江区碳达峰实施方案", "500110"),
        ("新疆生产建设兵团第八师石河子市碳达峰实施方案", "659001"),
        ("2024年安吉县重点建设项目名单", "330523"),
        ("恩施土家族苗族自治州碳达峰实施方案", "422800"),
    ],
)
def test_the_title_tells(title: str, adcode: str, gazetteer: Gazetteer) -> None:
    assert place(f"{title}\n一、总体要求\n推进风电建设。", gazetteer) == adcode


def test_the_title_goes_before_the_issuer_and_the_head(gazetteer: Gazetteer) -> None:
    text = "肇庆市人民政府\n四会市碳达峰实施方案\n肇庆市、肇庆市、肇庆市委市政府要求"
    assert place(text, gazetteer) == "441284"


@pytest.mark.parametrize(
    ("issuer", "adcode"),
    [
        ("宁国市人民政府", "341881"),
        ("北京市朝阳区人民政府办公室", "110105"),
        ("贵州省发展和改革委员会", "520000"),
    ],
)
def test_a_title_without_place_leaves_it_to_the_issuer(
    issuer: str, adcode: str, gazetteer: Gazetteer
) -> None:
    assert place(f"碳达峰实施方案\n{issuer}\n2024年1月2日\n一、目标", gazetteer) == adcode


def test_a_news_wrapper_in_traditional_script(gazetteer: Gazetteer) -> None:
    text = (
        "據悉,湖北省襄陽市人民政府7月19日印發《國家碳達峰試點(襄陽)實施方案》"
        "(襄政發〔2024〕5號),推進襄陽先進製造業基地建設,發展新能源汽車產業。"
    )
    assert place(text, gazetteer) == "420600"


def test_the_head_tells_by_the_place_named_most(gazetteer: Gazetteer) -> None:
    text = "推进绿色发展\n榆林市能源结构偏重。榆林市风电发展较快。榆林市与延安市相邻。"
    assert place(text, gazetteer) == "610800"


@pytest.mark.parametrize(
    "text",
    [
        "碳达峰实施方案\n推进风电建设。",
        "碳达峰实施方案\n成都市、德阳市、眉山市协同推进。",
        "成都市德阳市一体化发展规划\n协同推进。",
    ],
)
def test_nothing_is_guessed_and_the_message_says_what_to_do(
    text: str, gazetteer: Gazetteer
) -> None:
    with pytest.raises(PlaceNotFound, match="--place ADCODE") as caught:
        place(text, gazetteer)
    assert str(caught.value).startswith("plan.txt: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "title",
    ["昆山市、太仓市碳达峰实施方案", "昆山市和太仓市碳达峰实施方案", "河北雄安新区碳达峰实施方案"],
)
def test_of_several_places_none_is_guessed(title: str, gazetteer: Gazetteer) -> None:
    with pytest.raises(PlaceNotFound):
        place(f"{title}\n一、总体要求\n推进风电建设。", gazetteer)


def test_a_news_lead_names_the_plan(gazetteer: Gazetteer) -> None:
    text = (
        "近日，酒泉市人民政府印发《酒泉市碳达峰实施方案》，提出一批项目。\n建设玉门市云岭风电场。"
    )
    facts = build_document(text, source="plan.txt", gazetteer=gazetteer).facts
    assert (facts.title, facts.place) == ("酒泉市碳达峰实施方案", "620900")


def test_a_plan_it_rests_on_is_not_its_title(gazetteer: Gazetteer) -> None:
    text = "酒泉市工作安排\n根据国务院印发《2030年前碳达峰行动方案》，建设玉门市云岭风电场。"
    facts = build_document(text, source="plan.txt", gazetteer=gazetteer).facts
    assert "2030" not in (facts.title or "")
