"""What a web page leaves in a text that is no part of the plan: 打印, 关闭, 上一篇, 网站地图."""

from __future__ import annotations

import re

__all__ = ["is_leftover", "leftover_lines"]

# Words of a page's own tools and frame. A line of these alone is dropped, if one of them is SURE.
_SURE = (
    r"打印(?:本(?:页|文|稿)|此(?:页|文))?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|列表|上一页)|网站(?:地图|首页|声明|导航)|"
    r"设为首页|加入?收藏|分享(?:到|至)?|扫一扫.{0,20}|(?:用微信)?扫描?二维码.{0,20}|无障碍(?:浏览|阅读)?|长者(?:模式|助手)|"
    r"适老化.{0,4}|繁體版?|简体版|手机版|移动版|字(?:体|号)(?:大小)?|【字体:?|网站标识码.{0,20}|政府网站找错|联系我们|"
    r"版权所有.{0,60}|版权声明|主办(?:单位)?:.{2,60}|承办(?:单位)?:.{2,60}|技术支持:?.{0,30}|"
    r".ICP备.{4,20}号?(?:-\d+)?|.公网安备.{0,4}\d{6,}号?|(?:浏览|点击|阅读|访问)(?:次数|量|数)?:?\d*次?|"
    r"[上下]一[篇条](?::.{0,60}|$)|"
    r"相关(?:文档|链接|阅读|新闻|稿件|信息|文章)|责任编辑:.{0,12}|您?(?:当前|现在|所在)(?:的)?位置:?.{0,80}"
)
_ALSO = (
    r"首页|大|中|小|默认|特大|微信|微博|新浪微博|腾讯微博|QQ空间|朋友圈|纠错|收藏|下载|语音(?:播报|阅读)?"
    r"|朗读|A[+-]"
)
_WORDS = re.compile(f"(?P<sure>{_SURE})|{_ALSO}")
_BETWEEN = re.compile(r"[\s|/:·,、>»\[\]()\-]*")
_HINT = re.compile(
    r"打印|关闭|返回|网站|首页|收藏|分享|扫一扫|二维码|无障碍|长者|适老|繁體|简体|手机版|移动版|字[体号]|版权|主办|承办|"
    r"技术支持|ICP|公网安备|次数|浏览|点击|阅读|访问|上一[篇条]|下一[篇条]|相关|责任编辑|位置|联系我们"
)
_LONGEST = 160


def is_leftover(line: str) -> bool:
    """Whether a line, folded to half-width signs, is no more than a web page's own words."""
    line = line.strip()
    if len(line) > _LONGEST or not _HINT.search(line):
        return False
    sure = any(word["sure"] for word in _WORDS.finditer(line))
    return sure and _BETWEEN.fullmatch(_WORDS.sub("", line)) is not None


def leftover_lines(plain: str) -> list[tuple[int, int]]:
    """Return the spans of such lines in a folded text, line ends not included."""
    out: list[tuple[int, int]] = []
    offset = 0
    for line in plain.split("\n"):
        if len(line) <= _LONGEST and is_leftover(line):
            out.append((offset, offset + len(line)))
        offset += len(line) + 1
    return out
