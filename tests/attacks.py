"""Texts that ran as code, broke the page or lied in other map tools."""

from __future__ import annotations

import json

ATTACKS = (
    "{{ 7 * 7 }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% for x in range(3) %}x{% endfor %}",
    "{# hidden #}",
    "预算{{未定",
    "{{{%{#",
    "<img src=x onerror=\"document.title='pwned'\">",
    "</script><script>document.title='pwned'</script>",
    "`${document.title='pwned'}`",
    "'; document.title='pwned'; //",
    "\"; document.title='pwned'; //",
    "\\u003cb\\u003e \\",
    "行\u2028分\u2029隔",
    "**粗体** _斜体_ ~~删除~~ [链接](http://example.invalid)",
    ":red[红] :smile: :material/delete: $x^2$ # 标题",
    "www.example.invalid http://example.invalid",
    "<b>粗</b>&amp;&lt;",
    "=1+1",
    "feature_group_0 map_div _div",
    "a\x00b\tc",
    "\ud800",
)


def browser_reads(script: str) -> object:
    """Read what JavaScript would read: the text is JSON and has no raw line separators."""
    assert "\u2028" not in script
    assert "\u2029" not in script
    return json.loads(script)
