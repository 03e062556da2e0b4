"""Whatever a plan, a table or a place may hold is shown letter by letter, and runs nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Candidate, Reason
from projects.models import Double, Ledger, Quantity, Role
from projects.registry import Registry
from projects.settings import Settings
from tests.attacks import ATTACKS, EVASIONS, TEMPLATES
from tests.browser.servers import serve
from tests.made import LENGSHUIJIANG, LOUDI, SHUANGFENG, XINHUA, _facts, project

pytestmark = pytest.mark.browser

TEXTS = tuple(
    text
    for text in (*ATTACKS, *EVASIONS, *TEMPLATES)
    if "\x00" not in text and "\ud800" not in text
)
PLACES = (XINHUA, SHUANGFENG, LENGSHUIJIANG)
PLAN = "".join(f"推进{text.replace(chr(10), ' ')}建设。" for text in TEXTS)


def hostile(number, text):
    """A project all of whose texts are attacks; its kind is none that this version knows."""
    start = PLAN.index(text)
    made = project(
        f"h{number}",
        text,
        kind=f"{text[:40]}{number}",
        section=text,
        owner=text,
        responsible=(text, text),
        start=start,
        end=start + len(text),
        mentions=((start, start + len(text)),),
        capacity=(Quantity(10.0, text, Role.CAPACITY, text, text),),
        counties=(PLACES[number % 3],),
        reasons=(Reason(PLACES[number % 3], text),),
        candidates=(Candidate(PLACES[(number + 1) % 3], text, text, 0.5),),
        doubles=(Double("h0", text),),
    )
    if number:
        return made
    fields = ("code", "kind", "stage", "nature", "content", "where", "place", "years", "progress")
    other = tuple((f"{n} {name}", name) for n, name in enumerate(TEXTS))
    return replace(made, ledger=Ledger(1, remark=text, other=other, **dict.fromkeys(fields, text)))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile')}/hostile.sqlite"
    with Registry.open(url, settings=Settings()) as registry:
        facts = _facts(PLAN, EVASIONS[0], LOUDI, number=EVASIONS[1], issuer=TEMPLATES[0],
                       source=ATTACKS[0])  # fmt: skip
        registry.replace(facts, [hostile(n, text) for n, text in enumerate(TEXTS)], (), text=PLAN)
    with serve(url) as address:
        yield address, facts


def plain(text):
    """What is left of a text whatever is done to its blanks."""
    return "".join(text.split())


TIPS = """() => luotu.current.data.projects.map((item) => {
    luotu.showTip(luotu.current._map, L.point(50, 50), [item.name].concat(item.tip));
    const tip = document.querySelector(".luotu-tip");
    const elements = [...tip.querySelectorAll("*")].map((e) => e.tagName);
    return { text: tip.textContent, tags: [...new Set(elements)] };
})"""


def test_tips_show_names_kinds_and_sizes_letter_by_letter(open_map, hostile_site):
    page = open_map(hostile_site[0])
    tips = page.run(TIPS)
    assert len(tips) == len(TEXTS)
    for text, tip in zip(TEXTS, tips, strict=True):
        assert tip["tags"] == ["DIV"]
        assert tip["text"].count(text) >= 3  # name, unit, qualifier; the kind may be cut short


@pytest.mark.parametrize("number", [0, len(ATTACKS), len(TEXTS) - 4])
def test_the_panel_shows_everything_letter_by_letter(open_map, hostile_site, number):
    address, facts = hostile_site
    page = open_map(address)
    text = TEXTS[number]
    key = f"{facts.sha256}/h{number}"
    search = page.page.get_by_role("textbox", name="搜索")
    search.fill(text)
    search.press("Enter")
    page.settle()
    page.click_at(page.run("(key) => luotu.current.where(key)", key))
    said = plain(page.page.locator(".st-key-details").text_content())
    shown = [text, facts.title, facts.number] if number else [facts.title, *TEXTS]
    for one in shown:
        assert plain(one) in said
    # name, kind, twice in the size, double, reason, candidate, sentence, owner, responsible …
    assert said.count(plain(text)) >= 8
    inside = page.page.locator(".st-key-details")
    for tag in ("img", "svg[onload]", "script", "iframe[srcdoc]", "math", "object"):
        assert inside.locator(f"{tag}:not([data-testid])").count() == 0, tag
    # Streamlit's own are the folds of long paragraphs.
    assert inside.locator('details:not([data-testid="stExpander"] > details)').count() == 0
    assert inside.locator("a").count() == 0
    page.shot(f"test-safety-{number}")


CELLS = """() => [...document.querySelectorAll('[data-testid="stDataFrame"] td')]
    .map((cell) => cell.textContent)"""


def test_tables_lists_and_the_about_page_show_texts_letter_by_letter(open_map, hostile_site):
    address, facts = hostile_site
    page = open_map(address)
    page.table().locator("td").first.wait_for(state="attached")
    cells = {plain(cell) for cell in page.page.evaluate(CELLS)}
    assert plain(TEXTS[0]) in cells
    assert len({plain(text) for text in TEXTS} & cells) >= 5  # as many as the table has on screen
    page.page.get_by_role("link", name="说明").click()
    page.page.get_by_text("数据来源").wait_for()
    page.settle()
    cells = {plain(cell) for cell in page.page.evaluate(CELLS)}
    assert {plain(facts.title), plain(facts.number), plain(facts.issuer)} <= cells


def test_downloads_have_names_of_our_own(open_map, hostile_site):
    page = open_map(hostile_site[0])
    search = page.page.get_by_role("textbox", name="搜索")
    search.fill("../../<b>")
    search.press("Enter")
    page.settle()
    search.fill("")
    search.press("Enter")
    page.settle()
    page.page.get_by_role("tab", name="下载").click()
    with page.page.expect_download(timeout=60_000) as download:
        page.page.get_by_role("tabpanel").get_by_role("button", name="下载 CSV").click()
    assert download.value.suggested_filename == "luotu-projects.csv"


def test_a_selection_is_seen_by_the_one_who_made_it_alone(open_map, hostile_site):
    address, facts = hostile_site
    one, other = open_map(address), open_map(address)
    one.click_at(one.run("(key) => luotu.current.where(key)", f"{facts.sha256}/h1"))
    assert one.page.locator(".st-key-details").count() == 1
    other.page.get_by_role("button", name="规划").first.click()
    other.settle()
    assert other.page.locator(".st-key-details").count() == 0
    assert other.run("() => luotu.current.data.selected") is None
