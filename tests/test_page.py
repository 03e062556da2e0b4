"""Web pages: the plan's words and tables are kept, the page's own are not."""

from __future__ import annotations

import pytest

from projects.errors import DocumentError
from projects.formats.page import read

LINE = "建设云岭风电场，装机十万千瓦。"


def text_of(body: str, head: str = "") -> str:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read(page.encode(), "plan.html")


def lines(body: str, head: str = "") -> list[str]:
    return text_of(f"{body}<p>{LINE}</p>", head).split("\n")[:-2]


PAGE = f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>某通知_某市人民政府</title>
<script>var a = "首页";</script></head><body>
<div class="top-nav"><a href="/">首页</a><a href="/a">政务公开</a></div>
<div class="location">当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; 文件</div>
<table><tr><td>发文机关：</td><td>镇雄县人民政府</td></tr><tr><td>文号：</td><td>镇政发〔2024〕1号</td></tr></table>
<h1>镇雄县能源发展实施方案</h1>
<div>发布时间：2024-03-01 字体：【<a>大</a> <a>中</a> <a>小</a>】</div>
<p>【打印】【关闭】 分享到：<a>微信</a></p>
<div id="zoom"><h2>一、任务</h2><p>{LINE}<span>推进</span><b>码湖</b>水电站。</p><p>甲<br>乙</p>
<p>1.镇雄县。</p></div>
<p>上一篇：<a>关于风电场的通知</a></p><p>下一篇：没有了</p>
<ul><li><a>某县青罗风电场获批</a><span>2024-01-01</span></li></ul>
<div class="footer">主办：某市人民政府</div><p>版权所有：某市人民政府 网站地图 某ICP备05000001号</p>
</body></html>"""


def test_a_government_page_gives_the_plan_alone():
    assert read(PAGE.encode("gb18030"), "plan.html") == (
        "| 发文机关： | 镇雄县人民政府 |\n| 文号： | 镇政发〔2024〕1号 |\n镇雄县能源发展实施方案\n"
        "发布时间：2024-03-01 字体：【大 中 小】\n"
        f"一、任务\n{LINE}推进码湖水电站。\n甲\n乙\n1.镇雄县。\n"
    )


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", "gbk"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-16", ""),
        ("big5hkscs", "big5"),
        ("utf-8", "gb2312"),
    ],
)
def test_the_encoding_is_found(encoding, named):
    traditional = "建設雲嶺風電場，裝機十萬千瓦。"
    body = traditional if encoding == "big5hkscs" else f"{LINE}㙍"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">' if named else ""
    page = f"<html><head>{meta}</head><body><p>{body}</p></body></html>"
    assert read(page.encode(encoding), "plan.html") == f"{body}\n"


def test_spans_of_cells_hold_for_each_row_and_column():
    assert lines(
        "<table><tr><th rowspan=2>项目名称</th><th colspan=2>规模</th><th rowspan=0>地点</th></tr>"
        "<tr><th>装机</th><th>投资</th></tr><tr><td>云岭</td><td>1万千瓦</td><td>2亿元</td></tr></table>"
    ) == [
        "| 项目名称 | 规模 | 规模 | 地点 |",
        "| 项目名称 | 装机 | 投资 | 地点 |",
        "| 云岭 | 1万千瓦 | 2亿元 | 地点 |",
    ]


def test_a_size_that_several_rows_share_is_written_once_and_a_year_in_each():
    rows = lines(
        "<table><tr><td>云岭</td><td rowspan=2>50万千瓦</td><td rowspan=2>2025年</td></tr>"
        "<tr><td>码湖</td></tr></table>"
    )
    assert rows == ["| 云岭 | 50万千瓦 | 2025年 |", "| 码湖 |  | 2025年 |"]


def test_a_table_that_lays_out_the_page_is_no_table():
    article = "".join(f"<p>{LINE}</p>" for _ in range(20))
    found = lines(f"<table><tr><td>栏目</td><td>{article}</td></tr></table>")
    assert found == ["栏目", *[LINE] * 20]


def test_a_bar_inside_a_cell_makes_no_column():
    assert lines("<table><tr><td>a|b｜c</td><td>d</td></tr></table>") == ["| a/b/c | d |"]


def test_tables_and_lists_of_links_are_left_out():
    assert (
        lines(
            "<table><tr><td><a>云岭风电场开工</a></td><td><a>码湖电站</a></td></tr></table>"
            "<ul><li><a>云岭风电场开工</a> 01-02</li></ul>"
        )
        == []
    )


def test_the_numbers_of_a_list_are_written_unless_the_item_has_its_own():
    assert lines("<ol start=3><li>云岭</li><li>（五）码湖</li><li><p>青罗</p></li></ol>") == [
        "3.云岭", "（五）码湖", "5.青罗",
    ]  # fmt: skip


def test_notes_and_pronunciation_are_left_out_and_exponents_kept():
    assert lines(
        "<p>云岭<sup>[1]</sup>面积5m<sup>2</sup>，<ruby>溇<rp>(</rp><rt>lóu</rt><rp>)</rp></ruby>江</p>"
    ) == ["云岭面积5m2，溇江"]


def test_a_line_end_inside_a_word_is_no_space():
    assert lines("<p>云岭\n   风电场 AB\nCD</p>") == ["云岭风电场 AB CD"]


def test_hidden_and_framing_parts_are_left_out_unless_they_are_the_page():
    assert (
        lines("<div style='display: none'>弹窗</div><div class='share-box share'>微信</div>") == []
    )
    inner = f"<p>{LINE}</p>" * 3
    assert lines(f"<div class='comment nav'>{inner}</div>") == [LINE] * 3


def test_a_title_in_the_head_alone_is_taken():
    assert lines("", "<title>镇雄县能源方案_镇雄县人民政府</title>") == ["镇雄县能源方案"]
    meta = "<meta name='ArticleTitle' content='镇雄县能源方案'><title>其他页面标题</title>"
    assert lines("", meta) == ["镇雄县能源方案"]
    assert lines("<h1>镇雄县能源方案</h1>", meta) == ["镇雄县能源方案"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty|is no web page"),
        (b"<html></html>", "holds no plan's text"),
        ("<p>页面不存在</p>".encode(), "holds no plan's text"),
        (("<input type=password>" + "请登录系统" * 20).encode(), "holds no plan's text"),
        (f"<p>{LINE}".encode() + b"\0", "NUL bytes"),
        (f"<p>{LINE}".encode()[:-1], "middle of a character"),
        (b"<p>\xff\xfe\x81", "neither UTF-8 nor GB18030"),
        (b'<meta charset="big5">\xff\xff\xff', "not in the encoding it names"),
        (b'<meta charset="no-such">abc', "not in the encoding it names"),
        (b'<meta charset="base64">abc', "not in the encoding it names"),
        (("<div>" * 100_000 + LINE).encode(), "nests its elements too deeply"),
        (("<b>" * 100_000 + LINE).encode(), "nests its elements too deeply"),
    ],
)
def test_a_bad_page_is_refused_in_one_line(data, message):
    with pytest.raises(DocumentError, match=message) as caught:
        read(data, "plan.html")
    assert str(caught.value).startswith("plan.html: ")
    assert "\n" not in str(caught.value)


def test_a_page_nested_two_thousand_deep_is_read():
    assert lines("<div>" * 1990 + "<p>甲</p>" + "</div>" * 1990) == ["甲"]


def test_tables_in_each_other_are_read_however_deep():
    inner = "<td>甲</td><td>乙</td>"
    for _ in range(600):
        inner = f"<td>丙</td><td><table><tr>{inner}</tr></table></td>"
    assert "甲" in text_of(f"<p>{LINE}</p><table><tr>{inner}</tr></table>")


def test_spans_that_would_fill_the_memory_are_refused():
    cells = f"<td rowspan=60000>{'云' * 190}</td>" * 99
    with pytest.raises(DocumentError, match="over 10,000,000 characters"):
        text_of(f"<table><tr>{cells}</tr>{'<tr></tr>' * 3000}</table>")


@pytest.mark.parametrize(
    "broken",
    [
        "</table></td><td>甲</td>",
        "<tr><td>甲",
        "<ol></ol></ol><li>甲</li>",
        "<td>甲</td>",
        "</a>甲",
        "<table><table><td>甲",
    ],
)
def test_tags_that_do_not_match_do_no_harm(broken):
    assert "甲" in text_of(f"<p>{LINE}</p>{broken}")
