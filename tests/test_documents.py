"""A file becomes a document: its text, and what the plan says of itself."""

from __future__ import annotations

import os
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import Gazetteer
from geo.models import Adcode
from projects.documents import build_document, load_text
from projects.errors import DocumentError
from projects.imprint import Imprint, read_imprint

if TYPE_CHECKING:
    from pathlib import Path

    from projects.models import DocumentFacts

HENGYANG = """衡阳市人民政府关于印发《衡阳市碳达峰实施方案》的通知
衡政发〔2023〕7号

各县市区人民政府,市直各单位:
现将《衡阳市碳达峰实施方案》印发给你们,请认真贯彻执行。
衡阳市人民政府
2023年6月30日

衡阳市碳达峰实施方案
根据《湖南省碳达峰实施方案》(湘政发〔2022〕19号)和2022年1月5日会议要求,制定本方案。
一、总体要求
到2025年,全市风电装机60万千瓦。
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def facts(text: str, gazetteer: Gazetteer) -> DocumentFacts:
    return build_document(text, source="plan.txt", gazetteer=gazetteer).facts


def write(folder: Path, data: bytes, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    assert load_text(write(tmp_path, HENGYANG.encode(encoding))) == HENGYANG


def test_line_ends_stay_as_they_are_and_headings_are_still_found(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = load_text(write(tmp_path, HENGYANG.replace("\n", "\r\n").encode()))
    document = build_document(text, source="plan.txt", gazetteer=gazetteer)
    assert "\r\n" in document.text
    assert document.facts.title == "衡阳市碳达峰实施方案"
    assert document.facts.number == "衡政发〔2023〕7号"
    assert [s.path for s in document.sections] == ["一"]


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "plan.txt", "is empty"),
        (b" \r\n\t", "plan.txt", "is empty"),
        (b"\xef\xbb\xbf", "plan.txt", "is empty"),
        (b"plan" + bytes(60_000) + b"x", "plan.txt", "NUL bytes"),
        ("方案".encode("utf-16")[:-1], "plan.txt", "begins as UTF-16 and breaks off"),
        (b"a\xff\xfe\x81 text", "plan.txt", "neither UTF-8 nor GB18030"),
        ("衡阳市".encode()[:-1], "plan.txt", "ends in the middle of a character"),
        (b"\x01\x02\x03\x04text", "plan.txt", "control characters"),
        (b"x", "plan.xyz", "format .xyz is not read"),
        (b"x", "plan", "without suffix"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_line(
    tmp_path: Path, data: bytes, name: str, message: str
) -> None:
    path = write(tmp_path, data, name)
    with pytest.raises(DocumentError, match=message) as caught:
        load_text(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        load_text(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="is not a file"):
        load_text(tmp_path)
    with pytest.raises(DocumentError, match="cannot be read"):
        load_text(tmp_path / ("long" * 100 + ".txt"))


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 20_100_000)
    with pytest.raises(DocumentError, match=r"20\.1 MB is over the limit of 20 MB"):
        load_text(path)


def test_a_plans_own_facts(gazetteer: Gazetteer) -> None:
    found = facts(HENGYANG, gazetteer)
    assert found.title == "衡阳市碳达峰实施方案"
    assert found.number == "衡政发〔2023〕7号"
    assert found.issuer == "衡阳市人民政府"
    assert found.date == "2023-06-30"
    assert found.place == "430400"
    assert found.script == "simplified"
    assert found.length == len(HENGYANG)


def test_the_number_of_a_cited_document_is_not_the_plans() -> None:
    own = read_imprint(HENGYANG.replace("衡政发〔2023〕7号\n", ""))
    assert own.number is None


@pytest.mark.parametrize(
    "line",
    [
        "衡政发〔2023〕7号",
        "  衡政发〔2023〕7号  ",
        "(衡政发〔2023〕7号)",
        "衡政发[2023]7号",
        "索引号:4304/2023 发文字号:衡政发〔2023〕7号",
        "发布日期 | 2023年6月30日 | 文号 | 衡政发〔2023〕7号",
    ],
)
def test_the_number_on_its_line_or_behind_its_label(line: str) -> None:
    number = read_imprint(f"衡阳市碳达峰实施方案\n{line}\n一、总体要求").number
    assert number is not None
    assert number.replace("[", "〔").replace("]", "〕") == "衡政发〔2023〕7号"


def test_a_news_lead_gives_number_and_issuer_beside_the_title() -> None:
    own = read_imprint(
        "2024年7月19日,宜昌市人民政府印发《宜昌市碳达峰试点方案》(宜府发〔2024〕9号),"
        "落实《湖北省碳达峰实施方案》(鄂政发〔2022〕22号)。\n宜昌市碳达峰试点方案\n一、目标"
    )
    assert own == Imprint(
        "宜昌市碳达峰试点方案", "宜府发〔2024〕9号", "宜昌市人民政府", "2024-07-19"
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于印发《安吉县能源规划》的通知\n各乡镇:", "安吉县能源规划"),
        (
            "安吉县人民政府办公室关于印发安吉县能源发展规划的通知\n一、重点行动",
            "安吉县能源发展规划",
        ),
        ("# 安吉县绿色能源实施方案(2024—2027年)\n", "安吉县绿色能源实施方案(2024—2027年)"),
        ("安吉县绿色能源与制造业融合\n实施方案\n一、要求", "安吉县绿色能源与制造业融合实施方案"),
        ("附件:安吉县绿色能源实施方案\n一、要求", "安吉县绿色能源实施方案"),
        ("安 吉 县 碳 达 峰 实 施 方 案\n", "安吉县碳达峰实施方案"),
        ("为落实《浙江省碳达峰实施方案》要求,现提出如下工作安排。\n一、行动计划\n", None),
    ],
)
def test_the_title(head: str, title: str | None) -> None:
    assert read_imprint(head).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("安吉县能源方案（2025—2027年）\n", "安吉县能源方案（2025—2027年）"),
        ("安吉县能源方案(2025—2027年)\n", "安吉县能源方案(2025—2027年)"),
        ("# 安 吉 县 能 源 方 案（修订）\n", "安吉县能源方案（修订）"),
        (
            "安吉县绿色能源（一期）与制造业融合\n实施方案（稿）\n",
            "安吉县绿色能源（一期）与制造业融合实施方案（稿）",
        ),
    ],
)
def test_a_title_keeps_the_signs_it_is_written_with(
    head: str, title: str, gazetteer: Gazetteer
) -> None:
    assert facts(f"{head}一、任务\n", gazetteer).title == title


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024年8月4日", "2024-08-04"),
        ("(2024年8月4日印发)", "2024-08-04"),
        ("成文日期:2024-08-04", "2024-08-04"),
        ("二〇二四年八月四日", "2024-08-04"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("2024年13月40日", None),
        ("经2024年1月22日市政府常务会议通过", None),
    ],
)
def test_the_date_is_the_one_on_its_own_line(line: str, date: str | None) -> None:
    assert read_imprint(f"四会市碳达峰实施方案\n四会市人民政府\n{line}\n").date == date


def test_those_addressed_are_not_the_issuer() -> None:
    own = read_imprint("各县市区人民政府:\n各镇人民政府\n现将方案印发给你们。\n")
    assert own.issuer is None


def test_several_issuers_give_the_first() -> None:
    own = read_imprint("曲靖市碳达峰实施方案\n曲靖市发展和改革委员会 曲靖市能源局\n2024年5月1日")
    assert own.issuer == "曲靖市发展和改革委员会"


def test_the_signature_may_stand_at_the_foot() -> None:
    body = "\n".join(f"{n}. 推进风电建设。" for n in range(1, 90))
    own = read_imprint(f"罗平县能源规划\n{body}\n罗平县人民政府\n2024年3月1日\n")
    assert (own.issuer, own.date) == ("罗平县人民政府", "2024-03-01")


def test_the_given_place_overrides(gazetteer: Gazetteer) -> None:
    document = build_document(
        HENGYANG, source="plan.txt", gazetteer=gazetteer, place=Adcode("430421")
    )
    assert document.facts.place == "430421"


def test_without_a_title_the_files_name_stands_for_it(gazetteer: Gazetteer) -> None:
    found = build_document(
        "一、目标\n推进风电。", source="a.txt", gazetteer=gazetteer, place=Adcode("430400")
    )
    assert found.facts.title == "a.txt"


def test_an_empty_text_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(DocumentError, match="is empty"):
        build_document(" \n", source="plan.txt", gazetteer=gazetteer)


def test_a_text_without_headings_has_no_sections(gazetteer: Gazetteer) -> None:
    document = build_document("衡阳市能源发展规划\n推进风电。", source="a.txt", gazetteer=gazetteer)
    assert document.sections == ()


PIECES = st.sampled_from(
    ["衡阳市", "人民政府", "关于印发", "《", "》", "实施方案", "〔2023〕", "7号", "\n", "\r\n"]
)


@pytest.mark.parametrize(
    "line",
    ["  # 四 会市碳达峰实施方案", "**四会市碳达峰实施方案** ", "> 四会市 碳达峰实施方案 *\t"],
)
def test_marks_around_a_title_and_blanks_inside_are_not_of_it(line: str) -> None:
    assert read_imprint(f"{line}\n一、总体要求\n").title == "四会市碳达峰实施方案"


@given(st.lists(PIECES | st.text(max_size=4), max_size=24).map("".join))
def test_no_text_makes_the_imprint_crash(text: str) -> None:
    own = read_imprint(text)
    assert own.date is None or len(own.date) == 10


@given(st.lists(PIECES | st.text(max_size=4), max_size=24).map("".join))
def test_every_text_with_a_place_becomes_a_document(gazetteer: Gazetteer, text: str) -> None:
    text = f"{text}\n推进风电。"
    document = build_document(text, source="x.txt", gazetteer=gazetteer, place=Adcode("430400"))
    assert document.text == text


@pytest.mark.parametrize(
    "piece", ["衡阳市", "委员会", "《", "人民政府关于印发", "方案 ", "2024年", "("]
)
def test_the_imprint_of_a_long_line_is_read_at_once(piece: str) -> None:
    begin = process_time()
    read_imprint(piece * 20_000)
    assert process_time() - begin < 2


def test_a_windows_editors_unicode_is_read(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_bytes("建设云岭风电场。".encode("utf-16"))
    assert load_text(path) == "建设云岭风电场。"
