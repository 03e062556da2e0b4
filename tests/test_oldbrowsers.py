"""The script for old browsers stands at the front of Streamlit's page and of nothing else."""

from __future__ import annotations

import re

import esprima
import pytest

from views.formatters import ONCE
from views.oldbrowsers import WORD
from views.pagefront import PageFront

PAGE = b'<!DOCTYPE html><html><head>\n<meta charset="UTF-8" />\n<title>x</title></head></html>'


def answered(body, kind=b"text/html; charset=utf-8", *, method="GET", headers=(), parts=2):
    """What a browser gets of an application that answers `body`, and how it was asked."""
    asked, sent = [], []

    async def application(scope, receive, send):
        asked.append(scope)
        start = [(b"content-type", kind), (b"Content-Length", str(len(body)).encode()), *headers]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        step = -(-len(body) // parts)
        for at in range(0, len(body), step):
            more = at + step < len(body)
            part = body[at : at + step]
            await send({"type": "http.response.body", "body": part, "more_body": more})

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "headers": [(b"accept", b"text/html,*/*"), (b"accept-encoding", b"gzip")],
    }
    with pytest.raises(StopIteration):  # nothing here waits: one step is all
        PageFront(application, lambda: WORD)(scope, None, send).send(None)
    length = {k.lower(): v for k, v in sent[0]["headers"]}[b"content-length"]
    whole = b"".join(m.get("body", b"") for m in sent[1:])
    assert int(length) == len(whole) or method == "HEAD"
    return whole, asked[0]


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_the_page_gets_the_script_before_its_own(parts):
    whole, asked = answered(PAGE, parts=parts)
    assert whole.index(b"<script>") < whole.index(b"<title>x")
    assert whole.endswith(b"</head></html>")
    assert b"accept-encoding" not in dict(asked["headers"])


def test_everything_else_passes_untouched():
    assert answered(PAGE, b"application/javascript")[0] == PAGE
    assert answered(PAGE, headers=[(b"content-encoding", b"gzip")])[0] == PAGE
    assert answered(PAGE, method="POST")[0] == PAGE


def test_the_script_is_of_words_that_the_oldest_browsers_know():
    whole, _ = answered(PAGE)
    script = re.search(r"<script>(.*?)</script>", whole.decode(), re.DOTALL).group(1)
    tree = esprima.parseScript(script)
    assert tree.body
    assert re.findall(r"=>|`|\b(?:const|let|class)\b", script) == []


def test_the_script_for_formatters_is_of_words_that_the_oldest_browsers_know():
    script = ONCE.decode().removeprefix("<script>").strip().removesuffix("</script>")
    assert esprima.parseScript(script).body
