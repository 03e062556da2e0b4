"""Whatever the text, the reader keeps its promises."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from geo.models import Level
from projects.contract import project_from_json, project_to_json
from projects.extraction import extract_projects, merging, reader
from projects.kinds import KINDS
from tests.plans_data import HEADING, document, gazetteer, read

PLACES = ("仙桃市", "东莞市", "昭通市", "重庆市", "新疆维吾尔自治区", "四会市", "儋州市", "通辽市")
# fmt: off
WORDS = (
    "建设", "推进", "在", "将", "由", "位于", "新建", "扩建", "改造", "修复", "谋划", "支持",
    "其中", "合计", "分别为", "每个", "依次", "等", "等地", "等项目", "三个", "和", "与", "及",
    "至", "全市", "到2025年", "昭阳区", "镇雄", "镇雄县", "彝良", "奈曼旗", "库伦", "武隆",
    "云岭", "码湖", "青罗山", "云川集团", "风电场", "光伏电站", "抽水蓄能电站", "项目", "工程",
    "基地", "产业园", "铁路专用线", "输变电工程", "500千伏", "±800kV", "站", "变", "一期",
    "二期", "20万千瓦", "2×66万千瓦", "100MW/400MWh", "约50—60公里", "1200亩", "3个", "第",
    "专栏1", "附件", "项目名称", "建设地点", "规模", "|", "\t", "、", "，", "。", "；", "：",
    "(", ")", "（", "）", "《", "》", "“", "”", "1.", "（1）", "①", "一、", "（一）", "\n",
    "\r\n", "云岭風電場", "市发改委牵头", "（市能源局负责）", "列入清单", "前期工作", "昭通",
    "贵州", "毕节", "×", "—", ".", ",", "0", "9",
)
# fmt: on

plans = st.lists(st.sampled_from(WORDS), max_size=60).map("".join) | st.text(max_size=80)
quiet = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


RICH = (
    "推进镇雄云岭、彝良码湖抽水蓄能电站（120万千瓦）。"
    "建设盐津县200万千瓦光伏基地，其中一期50万千瓦项目。\n"
    "专栏1 项目\n名称|建设地点|规模\n云岭风电场|镇雄县、彝良县|约10—20万千瓦\n"
    "镇雄云岭抽水蓄能电站二期"
)


@quiet
@given(text=plans, place=st.sampled_from(PLACES), heading=st.sampled_from(["。", HEADING]))
@example(text=RICH, place="昭通市", heading=HEADING)
def test_no_text_stops_the_reader_and_every_project_is_sound(text, place, heading):
    whole = document(heading + text, place)
    divisions = gazetteer().divisions
    found = extract_projects(whole, gazetteer())
    ids = [p.id for p in found]
    assert ids == [f"p{i + 1}" for i in range(len(found))]
    for project in found:
        assert project.name.strip()
        assert project.kind in KINDS
        assert project.document == whole.facts.sha256
        assert 0.0 <= project.confidence <= 1.0
        assert project.part_of is None or project.part_of in set(ids) - {project.id}
        assert project.mentions[0] == (project.start, project.end)
        for start, end in project.mentions:
            assert 0 <= start < end <= len(whole.text)
        for code in project.counties:
            assert divisions.get(code).level is Level.COUNTY
        assert len(set(project.counties)) == len(project.counties)
        for quantity in project.capacity:
            assert quantity.value >= 0
            assert quantity.low is None or quantity.low <= quantity.value


@quiet
@given(text=plans)
@example(text=RICH)
def test_every_project_travels_through_the_contract(text):
    for project in read(text, "昭通市"):
        assert project_from_json(project_to_json(project)) == project


@quiet
@given(text=plans)
def test_reading_twice_gives_the_same(text):
    whole = document(HEADING + text, "昭通市")
    assert extract_projects(whole, gazetteer()) == extract_projects(whole, gazetteer())


HARD = {
    "brackets that never close": "（" * 3000 + "云岭风电场",
    "brackets that never open": "云岭风电场" + "）" * 3000,
    "one long list": "、".join(["云岭风电场"] * 400),
    "signs alone": "、，。；：|\t" * 60,
    "digits": "9" * 5000,
    "a long word": "电" * 5000,
    "surrogates": "\ud800建设云岭风电场\udfff",
    "radicals": "建设镇雄云岭⻛电场。",
    "emptied by folding": "\ufeff\u3000\u00a0",
}


def test_a_rich_text_gives_projects_of_every_sort():
    """Else the properties above would hold of nothing."""
    found = read(RICH, "昭通市")
    assert len(found) > 4
    assert any(p.part_of for p in found)
    assert any(len(p.counties) > 1 for p in found)
    assert any(q.low for p in found for q in p.capacity)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD.keys())
def test_hard_texts_are_read(text):
    assert all(p.kind in KINDS for p in read(text, "昭通市"))


def test_the_text_is_searched_once_however_long(monkeypatch):
    """Places and quantities are found in one pass each, not in one per sentence."""
    searched: list[int] = []
    found = reader.find_quantities

    def counted(text: str, **more: str):
        searched.append(len(text))
        return found(text, **more)

    monkeypatch.setattr(reader, "find_quantities", counted)
    text = HEADING + "推进云岭水电站扩建。\n" * 50
    extract_projects(document(text, "昭通市"), gazetteer())
    assert sum(length == len(text) for length in searched) == 1
    assert sum(searched) < 2 * len(text)


def test_names_without_a_part_in_common_are_never_compared(monkeypatch):
    """Merging asks of each name only those that share something, so it does not square."""
    asked: list[tuple[str, str]] = []
    same = merging.compare

    def counted(a, b):
        asked.append((a.name, b.name))
        return same(a, b)

    monkeypatch.setattr(merging, "compare", counted)
    rare = [chr(0x5000 + 7 * i) + chr(0x6000 + 7 * i) for i in range(60)]
    text = HEADING + "".join(f"建设{name}风电场，装机2万千瓦。\n" for name in rare)
    found = extract_projects(document(text, "昭通市"), gazetteer())
    assert len(found) > len(rare) / 2
    assert asked == []
