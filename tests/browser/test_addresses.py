"""Each page opened by its own address, afresh and again: nothing is missing, nothing complains."""

from __future__ import annotations

import pytest

from tests.browser.visiting import still

pytestmark = pytest.mark.browser

VISITS = ("", "sums", "brief", "add", "add", "changes", "changes", "about")
"""Twice in turn is a reload."""


def test_every_page_opens_by_its_address_and_again_without_an_error(open_page, address):
    """Opened as /add, Streamlit's page asked for /add/_stcore/health and got 404."""
    page, missing, asked = open_page(), [], []
    page.on("response", lambda r: missing.append(f"{r.status} {r.url}") if r.status > 399 else None)
    page.on("request", lambda r: asked.append(r.url))
    first = '[data-testid="stMain"] [data-testid="stElementContainer"]'
    for name in VISITS:
        page.goto(f"{address}{name}")
        page.locator(first).first.wait_for(state="attached")
        still(page)
        assert page.url.removeprefix(address).split("?")[0] == name
    assert missing == []
    assert {url for url in asked if url.endswith("/_stcore/health")} == {f"{address}_stcore/health"}
