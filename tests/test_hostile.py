"""Cut, flipped and mixed up files: one line each, no crash of the one who asks, no hanging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from projects.errors import DocumentError
from projects.formats import READERS
from projects.formats.apart import read_apart
from projects.formats.sorts import recognise
from projects.formats.xlsx import contents as read_book
from projects.incoming import from_bytes
from projects.settings import Limits
from tests.files_data import plain_docx
from tests.pdf_data import assembled, pages_of, written
from tests.workbook_data import book

if TYPE_CHECKING:
    from collections.abc import Callable

PLAN = ["镇雄县能源发展实施方案", "建设云岭风电场，装机约10万千瓦。" * 4]
GOOD = {
    "docx": plain_docx(*PLAN),
    "pdf": written(pages_of(PLAN)),
    "html": "".join(f"<table><tr><td>{line}</table>" for line in PLAN).encode(),
    "text": "\n".join(PLAN).encode("gb18030"),
    "xlsx": book([["项目名称", "县"], ["云岭风电场", "镇雄县"]], ["A1:B1"]),
}
LIMITS = Limits(seconds=20)


def answer(call: Callable[[], Any]) -> tuple[DocumentError | None, Any]:
    """Return why something was refused, or what it gave."""
    try:
        return None, call()
    except DocumentError as exc:
        return exc, None


@st.composite
def spoiled(draw, data: bytes) -> bytes:
    """Cut a file, flip bytes of it, or put a piece of it elsewhere."""
    out = bytearray(data)
    for place in draw(st.lists(st.integers(0, len(data) - 1), max_size=6)):
        out[place] ^= draw(st.integers(1, 255))
    if draw(st.booleans()):
        start = draw(st.integers(0, len(data) - 1))
        out[start:start] = data[: draw(st.integers(1, 200))]
    return bytes(out[: draw(st.integers(1, len(out)))]) if draw(st.booleans()) else bytes(out)


@pytest.mark.parametrize("sort", ["docx", "pdf", "html", "xlsx"])
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_reader_apart_answers_whatever_it_is_given(sort, data):
    broken = data.draw(spoiled(GOOD[sort]))
    refused, told = answer(lambda: read_apart(broken, sort=sort, where="a", limits=LIMITS))
    assert "\n" not in str(refused)
    assert refused or "text" in told or "sheets" in told


@pytest.mark.parametrize("sort", ["docx", "xlsx", "html", "text"])
@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_a_spoiled_file_is_read_or_refused_with_a_reason(sort, data):
    # In this process, where many can be tried: what a library raises is told, not passed on.
    broken = data.draw(spoiled(GOOD[sort]))
    read = next((f.read for f in READERS.values() if f.sort == sort), read_book)
    refused, _ = answer(lambda: read(broken, "a"))
    assert "\n" not in str(refused)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    data=st.binary(max_size=300),
    head=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    name=st.text(max_size=40),
)
def test_any_bytes_of_any_name_are_recognised_or_refused(data, head, name):
    assert recognise(head + data)
    incoming = from_bytes(head + data, name, limits=LIMITS)
    assert incoming.name.isprintable()
    assert "/" not in incoming.name
    refused, _ = answer(lambda: incoming.sort(READERS))
    assert "\n" not in str(refused)


def form_in_itself() -> bytes:
    itself = b"/Resources<</XObject<</X 4 0 R>>>>"
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length 5>>stream\n/X Do\nendstream" % itself
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s/Contents 5 0 R>>" % itself
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        form,
        b"<</Length 5>>stream\n/X Do\nendstream",
    ]
    return assembled(objects)


def huge_page() -> bytes:
    pages = pages_of(PLAN)
    pages[0].ops += ["0 0 m 9 9 l S"] * 60_000
    return written(pages).replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]")


def inflating() -> bytes:
    import zlib

    data = zlib.compress(b"0 0 m 9 9 l S\n" * 4_000_000, 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream]
    )


@pytest.mark.parametrize("made", [form_in_itself, huge_page, inflating])
def test_a_pdf_that_loops_or_swells_ends_in_time(made):
    limits = Limits(seconds=8, memory_mb=600)
    refused, told = answer(lambda: read_apart(made(), sort="pdf", where="a.pdf", limits=limits))
    if refused:
        assert refused.key in {"slow", "memory", "broken", "empty", "cut"}
    else:
        assert "云岭风电场" in told["text"]
