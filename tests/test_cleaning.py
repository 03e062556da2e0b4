"""What copying and publishing left in a text is not read, and every offset leads back."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from projects.cleaning import clean
from projects.script import fold


def cleaned(text: str, *, markup: bool = False) -> str:
    found = clean(fold(text), markup=markup)
    return text if found is None else found.text


@pytest.mark.parametrize(
    "text",
    [
        "推进新化抽水蓄能电站（180万千瓦）前期工作。\n（一）总体要求\n1. 10万千瓦项目",
        "| 项目名称 | 建设地点 |\n| 云岭风电场 | 镇雄县 |",
        "项目名称\t建设地点\n云岭风电场\t镇雄县",
        "云岭风电场 码湖风电场 青罗山光伏电站",
        "建设云岭风电场 码湖风电场，推进前期。",
        "云岭风电场   镇雄县   10万千瓦",
        "1、 5万千瓦风电场",
        "（一） 总体要求，坚持",
        "一、 总体要求，坚持",
        "面积10公顷(ha)以上，GDP(国内)，5km、10m²",
        "衡政发[2023]7号、〔2023〕7号",
        "2*40万千瓦、3*30万千瓦",
        "大\n首页\n位置优越\n打印机产业园建设。",
        "A&B、R&D;",
    ],
)
def test_a_text_that_needs_nothing_is_left_alone(text):
    assert clean(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("推 进 新 化 抽 水 蓄 能 电 站 （ 180 万 千 瓦 ）", "推进新化抽水蓄能电站（180万千瓦）"),
        ("安 吉 县  实 施 方 案", "安吉县  实施方案"),
        ("推进新化 抽水蓄能电站，装机 180 万千瓦。", "推进新化抽水蓄能电站，装机180万千瓦。"),
        ("到 2025 年，新建 3 个 ，共 5 %", "到2025年，新建3个，共5%"),
        ("云岭铁路专用线 项目，G247 线改线", "云岭铁路专用线项目，G247线改线"),
        ("推进（ 云岭 ）风电场、 码湖", "推进（云岭）风电场、码湖"),
        ("新 化抽水蓄能电站", "新化抽水蓄能电站"),
        ("| 新 化 县 | 云 岭 |", "| 新化县 | 云岭 |"),
        ("新\u3000化\u3000县", "新化县"),
        ("溇lóu江、溇(lóu)江、溇（lou）江、溇（音lóu）江", "溇江、溇江、溇江、溇江"),
        ("涟源（lián yuán）市", "涟源市"),
        ("新\u200b化\u00ad抽\ufe0f水", "新化抽水"),
        ("云岭&nbsp;风电场，建&#35774;，A&amp;amp;B", "云岭风电场，建设，A&B"),
        ("5&times;10万千瓦&#8203;", "5×10万千瓦"),
        ("云岭风电场[1]、码湖[2-3]，青罗²。", "云岭风电场、码湖，青罗。"),
        ("建设云岭\n- 3 -\n第 4 页 共 9 页\n风电场", "建设云岭\n风电场"),
        ("建设云岭\n- 3 - ", "建设云岭\n"),
    ],
)
def test_what_is_dropped(text, read):
    assert cleaned(text) == read


@pytest.mark.parametrize(
    "line",
    [
        "打印 关闭 字体 大 中 小",
        "【打印本页】【关闭窗口】",
        "字体：[ 大 中 小 ] 分享到： 微信 微博",
        "上一篇：关于云岭风电场的通知",
        "首页 > 网站地图 | 联系我们",
        "您当前的位置：首页 > 政务公开 > 规划",
        "版权所有：某市人民政府 湘ICP备05000001号",
        "主办：某市人民政府  承办：某市大数据局",
        "扫一扫在手机打开当前页",
        "浏览次数：123",
    ],
)
def test_a_web_pages_own_lines_are_not_read(line):
    assert cleaned(f"云岭风电场\n{line}\n码湖风电场") == "云岭风电场\n\n码湖风电场"


MARKDOWN = """# 镇雄县方案 #

> 说明

推进**云岭**风电场，*码湖*水电站，~~青罗~~，
[龙塘](http://a.cn/b "题")基地，2*40万千瓦、3*3万千瓦，`C`。

| 项目名称 | 建设地点 |
|:---|---:|
| **云岭**风电场 | 镇雄县\\* |

- 甲<br>乙
- [x] 丙
1\\. 丁
---
"""
READ = """镇雄县方案

说明

推进云岭风电场，码湖水电站，青罗，
龙塘基地，2*40万千瓦、3*3万千瓦，C。

| 项目名称 | 建设地点 |
| 云岭风电场 | 镇雄县* |

甲乙
丙
1. 丁
"""


def test_marks_of_markdown_are_not_read():
    assert cleaned(MARKDOWN, markup=True) == READ


def test_a_text_that_is_plainly_markdown_is_read_so_and_a_star_makes_none():
    assert cleaned("# 甲\n**云岭**风电场") == "甲\n云岭风电场"
    assert cleaned("**云岭**风电场") == "**云岭**风电场"
    assert cleaned("# 甲5*6\n建设*号") == "# 甲5*6\n建设*号"


SENTENCE = (
    "推进新化抽水蓄能电站前期工作，建设涟源市云岭风电场，"
    "在双峰县建设码湖风电场，装机容量10万千瓦，新建500千伏龙塘变电站。"
)


def broken(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize("width", [16, 19, 24])
def test_lines_broken_at_one_width_are_joined(width):
    text = "一、任务\n" + "\n".join(broken(s * 3, width) for s in [SENTENCE, SENTENCE[4:]])
    whole = cleaned(text + "\n二、保障")
    assert whole.startswith("一、任务\n")
    assert whole.endswith("\n二、保障")
    assert SENTENCE * 3 in whole


def test_lines_broken_by_width_with_figures_in_half_width_are_joined():
    text = (
        "建设云岭风电场和码湖水电站12345678901234\n万千瓦和码湖水电站建设工作的推进镇雄\n"
        "县彝良县青罗山光伏电站和威信县的12345\n公里长的铁路和青罗山码头续建工作推进\n情况。"
    )
    assert cleaned(text) == text.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "（一）加强减污降碳协同管理能力建设\n推进体系建设。\n" * 4,
        "\n".join(["云岭风电场项目和码湖水电站项目", "长" * 60 + "。"] * 4),
        "云岭风电场\n码湖风电场\n青罗风电场\n龙塘风电场\n",
        "\n".join(f"{n}. 云岭风电场码湖风电场青罗风电场" for n in range(9)),
        "\n".join(["| 云岭风电场码湖风电场青罗风电场 | 甲"] * 9),
    ],
)
def test_lines_that_end_by_themselves_are_not_joined(text):
    assert cleaned(text) == text


def test_spans_lead_back_to_the_original_signs():
    found = clean(fold("建设新 化（&nbsp;180 万千瓦）**"))
    assert found is not None
    at = found.text.index("新化")
    assert found.written(at, at + 2) == "新 化"
    assert found.written(at + 2, len(found.text)) == "（&nbsp;180 万千瓦）**"
    assert found.back(len(found.text), len(found.text)) == (len(found.original),) * 2


# fmt: off
PIECES = (
    "新化", "抽水蓄能电站", "云岭风电场", "建设", "180", "万千瓦", "，", "。", "、",
    "：", " ", "  ", "\u3000", "\t",
    "|", "\n", "\r\n", "&nbsp;", "&amp;", "amp;", "nbsp;", "&#160;", "&#26032;",
    "\u200b", "\u00ad", "lóu", "(lou)", "（",
    "）", "[1]", "²", "**", "*", "# ", "- ", "\\", "~~", "[", "](a)", "<br>", "打印",
    "关闭", "首页", "- 3 -", "1.",
    "一、", "（一）", "MW", "風電場",
)
# fmt: on
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60)
some = settings(max_examples=300, deadline=None, derandomize=True)


@some
@given(text=texts, markup=st.booleans())
@example(text=SENTENCE.replace("，", "，\n"), markup=False)
def test_cleaning_twice_is_cleaning_once(text, markup):
    once = cleaned(text, markup=markup)
    # What is Markdown by its marks is so no longer once they are gone.
    assert cleaned(once, markup=markup) == once


@some
@given(texts, st.booleans())
def test_the_way_back_is_in_order_and_inside_the_text(text, markup):
    found = clean(fold(text), markup=markup)
    if found is None or not found.text:
        return
    spans = [found.back(i, i + 1) for i in range(len(found.text))]
    for (start, end), (following, _) in zip(spans, [*spans[1:], (len(text), 0)], strict=True):
        assert 0 <= start < end <= following
    for i, (start, end) in enumerate(spans):
        own = text[start:end]
        assert own == found.text[i] or own.startswith("&")
    assert len(found.text) < len(text)


HARD = [
    "（",
    "(lou",
    "lóu",
    "&amp;",
    "**云",
    "[",
    "[1]",
    "新 ",
    "新  ",
    "\n新",
    "打印 ",
    "首页>",
    "- 3 -\n",
    "|-",
    "<b ",
    "云岭风电场 ",
    "`",
]


@pytest.mark.parametrize("piece", HARD)
def test_time_is_linear(piece):
    folded = fold(piece * (200_000 // len(piece)))
    begin = process_time()
    clean(folded, markup=True)
    assert process_time() - begin < 4
