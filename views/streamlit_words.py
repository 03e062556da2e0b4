"""Streamlit's own words in Chinese.

Streamlit speaks English alone and has no setting for it: names of buttons that readers hear or see
when they point at them, menus of tables, hints of fields. So a script at the page's front, put
there by `views.pagefront`, sets them as they appear, by the tables below, as long as the page is
in Chinese (`language_mark`). It touches names and hints of elements, and texts only where
Streamlit's own words stand: never what comes from a plan.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXACT", "PATTERNS", "SCRIPT", "language_mark"]

EXACT: Mapping[str, str] = MappingProxyType(
    {
        "Skip to main content": "跳到主要内容",
        "Sidebar": "侧栏",
        "Collapse sidebar": "收起侧栏",
        "Expand sidebar": "展开侧栏",
        "App pages": "页面",
        "Open": "展开",
        "Dismiss": "关闭",
        "Close": "关闭",
        "Clear all": "全部清除",
        "Clear value": "清除",
        "Clear selection": "清除所选",
        "Selected values": "已选",
        "Choose an option": "请选择",
        "Choose options": "请选择",
        "No results": "没有匹配项",
        "Select all": "全选",
        "file upload": "选择文件",
        "Upload": "选择文件",
        "Show/hide columns": "显示或隐藏列",
        "Download as CSV": "下载为 CSV",
        "Search": "搜索",
        "Fullscreen": "全屏",
        "Close fullscreen": "退出全屏",
        "Previous Result": "上一处",
        "Next Result": "下一处",
        "Close Search": "关闭搜索",
        "Type to search": "输入以搜索",
        "(index)": "（序号）",
        "Sort ascending": "升序",
        "Sort descending": "降序",
        "Format": "格式",
        "Autosize": "自动列宽",
        "Statistics": "统计",
        "Pin column": "固定列",
        "Unpin column": "取消固定",
        "Hide column": "隐藏列",
        "Dataframe column menu": "列菜单",
        "Copy column name": "复制列名",
        "text": "文本",
        "number": "数字",
        "Automatic": "自动",
        "Localized": "千分位",
        "Plain": "原样",
        "Percent": "百分比",
        "Compact": "紧凑",
        "Copy to clipboard": "复制",
        "Copied!": "已复制",
        "Link to heading": "本节链接",
        "Help": "说明",
        "Stop": "停止",
        "Connecting": "正在连接",
        "Connection error": "连接中断",
        "streamlit_folium.st_folium": "地图",
    }
)
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^Help for (.+)$", "说明：$1"),
    (r"^Remove (.+)$", "移除 $1"),
    (r"^(\d+) options? available\.$", "共 $1 项"),
    (r"^(.+), selected$", "$1，已选"),
    (r"^Press Enter to (?:apply|submit form)$", "按回车应用"),
    (r"^(\d+) of (\d+) results?$", "第 $1 处，共 $2 处"),
    (r"^(\d+) results?$", "$1 处"),
)
"""What Streamlit puts together, as a browser's expression, and what is said in its place."""

_WHERE = (
    '[data-testid="stSkipToContent"]',
    '[data-testid="stFileUploaderDropzone"]',
    '[data-testid="stTooltipContent"]',
    '[data-testid="stDataFrameColumnVisibilityMenu"]',
    '[data-testid="stDataFrameColumnMenu"]',
    '[data-testid="stDataFrameColumnFormattingMenu"]',
    '[data-testid="InputInstructions"]',
    '[data-testid="stMultiSelectDropdown"]',
    '[data-testid="stSelectboxDropdown"]',
    '[data-testid="stStatusWidget"]',
    '[data-testid="stDialog"]',
    '[role="menuitem"]',
    "[data-live-announcer]",
    "label",
)
"""Where texts are Streamlit's."""

_SCRIPT = r"""<script>
(function () {
  "use strict";
  const EXACT = $EXACT;
  const PATTERNS = $PATTERNS.map((pair) => [new RegExp(pair[0]), pair[1]]);
  const WHERE = $WHERE;
  const NAMES = ["aria-label", "title", "placeholder"];
  const was = new WeakMap(); // a node or an element's name → what it said, what it says now
  let chinese = true;

  function said(text) {
    const plain = text.trim();
    if (Object.prototype.hasOwnProperty.call(EXACT, plain)) return EXACT[plain];
    const found = PATTERNS.find((pair) => pair[0].test(plain));
    return found ? plain.replace(found[0], found[1]) : "";
  }

  function change(node, name, now, set) {
    const kept = was.get(node) || {};
    const old = kept[name];
    if (!chinese) {
      if (old && old[1] === now) set(old[0]);
      return;
    }
    const text = now && said(now);
    if (!text || text === now) return;
    kept[name] = [now, text];
    was.set(node, kept);
    set(text);
  }

  function text(node) {
    const parent = node.parentElement;
    if (parent && parent.closest(WHERE)) {
      change(node, "text", node.nodeValue, (value) => { node.nodeValue = value; });
    }
  }

  function names(element) {
    for (const name of NAMES) {
      if (element.hasAttribute(name)) {
        const set = (value) => element.setAttribute(name, value);
        change(element, name, element.getAttribute(name), set);
      }
    }
    // The name of an icon's picture is no word for those who hear the page.
    if (element.dataset.testid === "stIconMaterial") element.setAttribute("aria-hidden", "true");
  }

  function all(root) {
    if (root.nodeType === Node.TEXT_NODE) text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("canvas")) return;
    names(root);
    const named = NAMES.map((name) => "[" + name + "]").join() + ',[data-testid="stIconMaterial"]';
    root.querySelectorAll(named).forEach(names);
    const places = [...root.querySelectorAll(WHERE)];
    for (const place of root.closest(WHERE) ? [root] : places) {
      const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) text(walk.currentNode);
    }
  }

  function language() {
    const now = !document.getElementById("luotu-en");
    const lang = now ? "zh-CN" : "en";
    // Setting it costs the style of the whole page anew, the same value too.
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
    if (now === chinese) return;
    chinese = now;
    all(document.documentElement);
  }

  new MutationObserver((changes) => {
    language();
    for (const one of changes) {
      if (one.type === "childList") one.addedNodes.forEach(all);
      else if (one.type === "characterData") text(one.target);
      else names(one.target);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
})();
</script>
"""
SCRIPT = (
    _SCRIPT.replace("$EXACT", json.dumps(dict(EXACT), ensure_ascii=False))
    .replace("$PATTERNS", json.dumps(PATTERNS, ensure_ascii=False))
    .replace("$WHERE", json.dumps(", ".join(_WHERE)))
    .encode()
)
"""What `views.pagefront` puts at the front of the page."""


def language_mark(lang: str) -> str:
    """Return what tells the script which language the page is in."""
    return f'<style id="luotu-{lang}">:root {{ --luotu-page: {lang}; }}</style>'
