"""The map in one file holds what it shows and nothing else, and could send nothing anywhere."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re

import pytest

from geo.models import Adcode
from layers.briefing import Approval
from layers.errors import BriefError
from layers.handouts import page as door
from layers.handouts.names import Profile
from layers.handouts.page import offline_page
from layers.polygons import backdrop_json
from projects.summaries import HEADLINE_STAGES, summarise
from projects.wording import sum_text
from tests.handouts_data import (
    HOSTILE,
    LOUDI,
    TEXT,
    brief,
    divisions,
    holdings,
    hostile,
    plan,
    projects,
)

START = re.compile(r"<script>luotu\.alone\((.*)\);</script>")


@pytest.fixture(scope="module")
def written(built):
    held = holdings(projects(), hostile())
    texts = {plan().sha256: TEXT}
    made = brief(held, boundaries=built)
    return {p: offline_page(made, held, profile=p, texts=texts) for p in Profile}


def data(page):
    return json.loads(START.search(page)[1])


def cells(page):
    return [row["cells"] for table in data(page)["tables"] for row in table["rows"]]


def test_its_sums_are_those_of_the_summary(built):
    held = holdings()
    page = offline_page(brief(held, boundaries=built), held)
    summary = summarise(
        held, divisions=divisions(), by="county", place=LOUDI, stages=HEADLINE_STAGES
    )
    total = summary.total
    assert ["合计（在建+规划）", f"{total.projects}", sum_text(total, "power")] in cells(page)
    for row in summary.rows:
        assert [row.name, f"{row.amount.projects}", sum_text(row.amount, "power")] in cells(page)
    assert ["全市性", "1", "未写明"] in cells(page)


def test_it_names_sources_notices_and_whose_the_borders_are(written):
    said = data(written[Profile.INTERNAL])["said"]
    assert "样政发〔2023〕1号" in said["source"]
    assert said["notices"] == ["内部工作用图, 未经地图审核, 不得公开", "县级示意, 非用地红线"]
    assert said["stamp"] == "机器识别, 未经核对"
    assert said["edition"].startswith("县界：")
    assert len(said["edition"]) > 40  # the edition's own notice


def test_an_approval_stands_in_the_place_of_the_notice(built):
    held = holdings()
    made = brief(held, boundaries=built, approval=Approval("GS(2026)1号", "甲"))
    page = data(offline_page(made, held))
    assert page["said"]["notices"][0] == "审图号: GS(2026)1号 (审核人: 甲)"
    assert page["said"]["notices"][0] in page["view"]["notices"]


def test_the_internal_one_has_sentence_site_and_owner(written):
    page = data(written[Profile.INTERNAL])
    wind = next(p for p in page["projects"] if p["name"] == "样板山风电场")
    assert "推进样板山风电场（约30万千瓦）" in "".join(wind["facts"])
    assert "样板公司" in wind["facts"]
    assert [p["site"] for p in page["view"]["projects"] if p["site"]] == [[112.2, 27.45]]
    assert any(p["township"] for p in page["view"]["projects"])


def test_the_public_one_is_no_finer_than_a_county(written):
    page = data(written[Profile.PUBLIC])
    assert all(p["site"] is None and not p["township"] for p in page["view"]["projects"])
    shown = [page["view"]["projects"], page["projects"], page["said"], page["labels"]]
    told = json.dumps(shown, ensure_ascii=False)
    for secret in ("推进样板山风电场", "样板公司", "市样板局", "112.2", "场址"):
        assert secret not in told, secret
    assert "样板山风电场" in told


def test_attacks_are_data_and_come_out_letter_by_letter(written):
    for page in written.values():
        names = [p["name"] for p in data(page)["projects"]]
        plain = [text for text in HOSTILE if text.isprintable() and "\ud800" not in text]
        assert {" ".join(text.split()) for text in plain} <= set(names)
        body = START.search(page)[1]
        assert not re.search("[<>&`]|\\{\\{|\\{%", body)
        assert page.count("<script>") == page.count("</script>") == 2


def test_the_policy_allows_no_request_and_the_two_scripts_alone(written):
    page = written[Profile.INTERNAL]
    policy = html.unescape(re.search('Content-Security-Policy" content="([^"]+)"', page)[1])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy
    for text in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,")', page)


def test_too_many_projects_are_refused(built, monkeypatch):
    monkeypatch.setattr(door, "MOST_PROJECTS", 3)
    held = holdings()
    with pytest.raises(BriefError, match=r"7 projects are too many .*at most 3"):
        offline_page(brief(held, boundaries=built), held)


def test_many_cities_come_with_all_counties_once(built, monkeypatch):
    monkeypatch.setattr(door, "_MOST_DETAILED", 0)
    held = holdings()
    files = data(offline_page(brief(held, boundaries=built), held))["files"]
    assert [file["name"] for file in files] == ["china"]
    assert len(files[0]["features"]["features"]) > 2000


def test_a_border_behind_a_fine_city_is_not_drawn_twice(built):
    whole, apart = (
        json.loads(backdrop_json(built, behind=behind))["features"]
        for behind in ((), (Adcode("370800"),))
    )

    def points(features):
        rings = [r for f in features if f["properties"]["kind"] == "province" for r in f["rings"]]
        return sum(map(len, rings))

    assert points(apart) < points(whole)
    kinds = [f["properties"]["kind"] for f in whole if f["properties"]["kind"] != "province"]
    assert kinds == [
        f["properties"]["kind"] for f in apart if f["properties"]["kind"] != "province"
    ]
