"""Whatever the text: spans lie in it, names are written in it, and time grows with its length."""

from __future__ import annotations

from functools import cache
from time import process_time

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from geo.models import Adcode
from projects.extraction import extract_projects, merging
from projects.extraction.merging import Mention, merge
from projects.models import Nature, Project, Stage
from projects.script import fold
from projects.targets import extract_targets
from tests.plans_data import HEADING, document, gazetteer
from tests.test_extraction_properties import PLACES, RICH, WORDS

MORE = ("累计", "新增", "达到", "装机", "风电", "充电桩", "2025年", "180万千瓦", "26000个", "以上")
plans = st.lists(st.sampled_from((*WORDS, *MORE)), max_size=60).map("".join) | st.text(max_size=80)
quiet = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
AIMS = "到2025年，全市光伏装机达到180万千瓦，新增充电桩26000个。\n"


@quiet
@given(text=plans, place=st.sampled_from(PLACES))
@example(text=RICH, place="昭通市")
def test_spans_lie_in_order_and_names_are_written_in_the_text(text, place):
    whole = document(HEADING + text, place)
    written = set(fold(whole.text).plain)
    found = extract_projects(whole, gazetteer())
    assert [p.start for p in found] == sorted(p.start for p in found)
    for project in found:
        assert set(project.name) <= written
        assert list(project.mentions) == sorted(project.mentions)
        assert all(0 <= start < end <= len(whole.text) for start, end in project.mentions)


@quiet
@given(text=plans, place=st.sampled_from(PLACES))
@example(text=AIMS, place="昭通市")
def test_no_text_stops_the_reader_of_targets(text, place):
    whole = document(HEADING + text, place)
    for target in extract_targets(whole, gazetteer()):
        assert 0 <= target.start < target.end <= len(whole.text)
        assert target.place == whole.facts.place
        assert target.basis in {"stock", "increase"}
        assert target.value >= 0


def test_a_text_of_aims_gives_targets():
    """Else the property above would hold of nothing."""
    assert len(extract_targets(document(HEADING + AIMS, "昭通市"), gazetteer())) == 2


@quiet
@given(text=plans)
@example(text=RICH + "\n坚持统筹推进，落实各方责任。\n建设镇雄云岭抽水蓄能电站一期。")
def test_doubles_are_told_on_both_sides(text):
    found = extract_projects(document(HEADING + text, "昭通市"), gazetteer())
    pairs = {(p.id, d.id, d.why) for p in found for d in p.doubles}
    assert pairs == {(b, a, why) for a, b, why in pairs}
    assert not pairs & {(p.id, p.part_of, d.why) for p in found for d in p.doubles}
    assert all(a != b for a, b, _ in pairs)


# fmt: off
RUNS = (
    "、", "（", "）", "（）", "9.", "等", "云岭、", "，", "。", "：", "；", "|", "\t", " ", "\n",
    "建设云岭", "建设云岭风电场。\n", "其中", "至", "—", "“", "《", "镇雄县", "镇雄县、", "（1）",
    "1.", "①", "一、\n", "电", "第", "二期", "万", "百", "到2025年", "2025年", "3个", "每个", "2×",
    "5万千瓦、", "500千伏", "5公里", "分别为", "（市发改委、", "责任单位：", "镇雄云岭和",
    "云岭电厂（", "云岭|镇雄县|10万千瓦\n", "专栏1\n", "风电光伏",
    "全市装机达到5万千瓦，", "雲嶺風電場", "ab ",
    "光储", "风光", "多能互补", "储能风电",
    "9", "A", "云岭风电场、", "云岭1号风电场、", "其中云岭风电场5万千瓦，",
    "云岭园、", "一厂、", "废钢、", "云岭方面，", "配套云岭车间，", "云岭电厂5号机组，",
    "云岭风电场共5万千瓦，",
    "云岭风电场A区、B区（A区5万千瓦）", "云岭制氢等技术",
    "通过云岭", "依托云岭产业园、", "支持镇雄县产业园建设、", "云岭电站的调节作用、",
    "推进中节能", "对钢渣利用",
)
# fmt: on
SIZE = 3000
FLOOR = 0.006  # seconds: below this a clock tells nothing
STEEP = 9.0  # four times the text takes four times as long; what squares takes sixteen times


def seconds(text: str) -> float:
    """Return the processor's time for projects and targets."""
    whole = document(HEADING + text, "昭通市")
    start = process_time()
    extract_projects(whole, gazetteer())
    extract_targets(whole, gazetteer())
    return process_time() - start


def growth(once: str, more: str) -> float:
    """Return how many times the longer text takes, by the better of two times of each.

    The longer one is read again only where it looks steep: less time cannot make it steep.
    """
    short = min(seconds(once), seconds(once)) + FLOOR
    long = seconds(more) + FLOOR
    if long / short >= STEEP:
        long = min(long, seconds(more) + FLOOR)
    return long / short


@cache
def warm() -> bool:
    """Read once, so that what is made at first use is not counted."""
    return seconds(RICH + AIMS) > 0


@pytest.mark.parametrize("run", RUNS)
def test_time_grows_with_the_length_of(run):
    assert warm()
    once = run * (SIZE // len(run))
    assert growth(once, once * 4) < STEEP


def name(i: int) -> str:
    """Return a name of its own for each number: what repeats is found in a table at once."""
    return f"{chr(0x4E00 + i * 7 % 4000)}{chr(0x5000 + i * 13 % 3500)}{chr(0x6000 + i * 3 % 2500)}"


LISTS = {
    "digits before a unit": lambda n: f"建设云岭风电场{'1' * n}万千瓦。",
    "names that share a head": lambda n: f"建设{'、'.join(map(name, range(n // 4)))}抽水蓄能电站。",
    "names with counties": lambda n: (
        f"建设{'、'.join('镇雄县' + name(i) for i in range(n // 7))}抽水蓄能电站。"
    ),
    "names with a size": lambda n: (
        f"建设{'、'.join(f'{name(i)}风电场{i % 90 + 1}万千瓦' for i in range(n // 12))}。"
    ),
    "sizes in turn": lambda n: (
        f"建设{'、'.join(map(name, range(n // 10)))}抽水蓄能电站,装机分别为"
        f"{'、'.join(f'{i % 90 + 1}万千瓦' for i in range(n // 10))}。"
    ),
    "firms and what they make": lambda n: (
        f"推进{'、'.join(name(i) + '铝业' for i in range(n // 6))}等再生金属加工项目。"
    ),
    "firms and what the last makes": lambda n: (
        f"推进{'、'.join(name(i) + '铝业' for i in range(n // 6))}废旧物资再生利用项目。"
    ),
    "parks that are supported": lambda n: (
        f"支持{'、'.join('镇雄县' + name(i) + '产业园' for i in range(n // 10))}建设。"
    ),
    "joins behind a list": lambda n: f"推进云岭、{'和'.join(map(name, range(n // 4)))}等项目。",
    "names without an end": lambda n: "".join(
        f"建设{name(i)}和{name(i + 1)}项目以及" for i in range(n // 12)
    ),
    "headings": lambda n: "\n".join(f"({i % 9 + 1}){name(i)}" for i in range(n // 7)),
    "rows": lambda n: (
        "项目名称|建设地点|规模\n"
        + "\n".join(f"{name(i)}风电场|镇雄县|{i % 50}万千瓦" for i in range(n // 18))
    ),
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_time_grows_with_the_length_of_a_list_of(text):
    assert warm()
    assert growth(text(2 * SIZE), text(8 * SIZE)) < STEEP


MANY = 400
NAMES = {
    "one name": lambda i: ("云岭风电场", "530627"),
    "numbers": lambda i: (f"云岭{i}号风电场", "530627"),
    "one name in as many counties": lambda i: ("云岭污水处理厂", str(100000 + i)),
    "one company's works": lambda i: (f"云川{chr(0x5000 + i)}{chr(0x6000 + i)}产业园", "530627"),
    "one beginning": lambda i: (f"云{chr(0x5000 + i)}风电场", "530627"),
    "long names": lambda i: ("电" * 900 + chr(0x5000 + i), "530627"),
}


@pytest.mark.parametrize("named", NAMES.values(), ids=NAMES.keys())
def test_no_mention_is_compared_with_all_others(named, monkeypatch):
    """However many share a beginning, a county or a name, the comparisons grow with the plan."""
    asked = 0
    compare = merging.compare

    def counted(a, b):
        nonlocal asked
        asked += 1
        return compare(a, b)

    monkeypatch.setattr(merging, "compare", counted)
    mentions = []
    for i in range(MANY):
        name, county = named(i)
        start = 1000 * i
        span = (start, start + len(name))
        facts = {"mentions": (span,), "counties": (Adcode(county),)}
        kind = "industrial_park" if "园" in name else "wind_farm"
        found = Project("", name, kind, Stage.PLANNED, Nature.NEW, *span, **facts)
        mentions.append(Mention(found, None))
    merge(mentions, "sha")
    assert asked <= 60 * MANY < MANY * MANY / 2
