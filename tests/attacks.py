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


# Our own variants on the themes of OWASP's "XSS Filter Evasion Cheat Sheet": events, broken tags
# and quotes, disguised addresses, other namespaces and encodings. Most would set the page's title.
EVASIONS = (
    "<IMG SRC=x:x OnErRoR=document.title='pwned'>",
    '<img src="x:"onerror="document.title=\'pwned\'"//',
    "<svg/onload=document.title='pwned'>",
    "<svg><animate onbegin=document.title='pwned' attributeName=x dur=1s>",
    "<math><mtext><style><img src=x onerror=document.title='pwned'></style></mtext></math>",
    "<details open ontoggle=document.title='pwned'>甲</details>",
    "<input autofocus onfocus=document.title='pwned'>",
    "<iframe srcdoc=\"<script>parent.document.title='pwned'</script>\"></iframe>",
    "<a href=\"jav&#x09;ascript:document.title='pwned'\">甲</a>",
    "[甲](javascript:document.title='pwned')",
    '<object data="data:text/html;base64,PHNjcmlwdD4"></object>',
    "<<script>document.title='pwned'//<</script>",
    "<scr<script>ipt>document.title='pwned'</scr</script>ipt>",
    "--><script>document.title='pwned'</script><!--",
    "]]><script>document.title='pwned'</script>",
    "</title></textarea></style><script>document.title='pwned'</script>",
    "&#60;script&#62;document.title='pwned'&#60;/script&#62;",
    "%3Cscript%3Edocument.title='pwned'%3C/script%3E",
    "+ADw-script+AD4-document.title='pwned'+ADw-/script+AD4-",
    "<div style=\"background:url(javascript:document.title='pwned')\">甲</div>",
    '<meta http-equiv=refresh content="0;url=data:text/html,甲">',
    '<base href="//example.invalid/">',
    "javascript:/*--></title></style></script><svg/onload=document.title='pwned'>//",
    '![甲](x:x"onerror="document.title=\'pwned\'")',
)

# What template languages would evaluate: of Jinja, and of others that look alike.
TEMPLATES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ config }}{{ self }}{{ lipsum.__globals__ }}",
    "{%- import 'os' as os -%}{{ os }}",
    "{{ constructor.constructor('document.title=1')() }}",
    "${7*7} #{7*7} *{7*7} @(7*7) <%= 7*7 %>",
    "{{'甲'|attr('__class__')}}",
    "{0.__class__} {words} {} {{}} %s %(name)s",
    "__proto__ constructor toString",
    "甲\u202e乙\u2066丙",
    "@SUM(1+1)*cmd|' /C calc'!A0",
)


def browser_reads(script: str) -> object:
    """Read what JavaScript would read: the text is JSON and has no raw line separators."""
    assert "\u2028" not in script
    assert "\u2029" not in script
    return json.loads(script)
