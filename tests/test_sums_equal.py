"""Every number of the page of sums is the command line's, also under a filter."""

from __future__ import annotations

import math

import pytest

from projects.linking import from_link
from projects.registry import Registry
from projects.settings import Settings
from projects.summaries import BY
from tests.sums_asked import page, told_by_cli
from views.figures import people_value
from views.i18n import texts
from views.sums_frame import heads
from views.sums_rows import Wish, sums
from views.sums_state import Asked

WORDS = texts("zh")


def _said_by_cli(url, by, measure, stages, more=()):
    """Return what `luotu summary` says, by the key of a row or the name of an amount."""
    options = [option for stage in stages for option in ("--stage", str(stage))]
    found = told_by_cli(url, "--by", by, "--measure", measure, *options, *more)
    key = by if by in {"kind", "stage"} else "adcode"
    rows = {row[key]: row for row in found["rows"]}
    apart = ("cross_county", "citywide", "unplaced", "outside", "taking_part", "total", "placed")
    groups = {
        f"{group['adcode'] or ''}:{name}": group[name]
        for group in found["prefectures"]
        for name in ("total", "cross_county", "citywide", "unplaced")
    }
    shared = {f"{row['adcode']}:sharing": row for row in found["sharing"] if by == "county"}
    return rows | groups | shared | {name: found[name] for name in apart}


FILTERS = {
    "all": ({}, []),
    "a county with shared works": ({"place": "370812"}, ["--place", "370812"]),
    "one that only takes part": ({"place": "370811"}, ["--place", "370811"]),
    "two counties": ({"place": "370811~370812"}, ["--place", "370811", "--place", "370812"]),
    "a city": ({"place": "370800"}, ["--place", "370800"]),
    "a kind": ({"kind": "solar_farm"}, ["--kind", "solar_farm"]),
    "a kind of a county": (
        {"kind": "solar_farm", "place": "370812"},
        ["--kind", "solar_farm", "--place", "370812"],
    ),
    "a stage": ({"stage": "existing"}, []),
    "a sector": ({"sector": "ecology"}, ["--sector", "ecology"]),
    "a nature": ({"nature": "new"}, ["--nature", "new"]),
    "a size": ({"size": "power:100-"}, ["--size", "power:100-"]),
    "a precision and no check": (
        {"precision": "county", "checked": "no"},
        ["--precision", "county", "--checked", "no"],
    ),
    "a search": ({"q": "光伏"}, ["--search", "光伏"]),
}


@pytest.mark.parametrize(
    ("by", "measure", "name"),
    [
        *((by, measure, "all") for by in BY for measure in ("power", "energy", "count")),
        *(("county", "power", name) for name in FILTERS if name not in {"all", "a sector"}),
        *(("county", "count", name) for name in FILTERS if name != "all"),
        ("kind", "power", "a county with shared works"),
        ("prefecture", "power", "two counties"),
    ],
)
def test_every_number_of_the_rendered_page_is_the_command_lines(
    sample_url, divisions, monkeypatch, by, measure, name
):
    """Also under a filter: 303.2 万千瓦 on the page of a county stood for 3.2 by the command."""
    monkeypatch.setenv("LUOTU_REGISTRY", sample_url)
    params, options = FILTERS[name]
    app = page(Asked(Wish(by=by, measure=measure)), **params)
    assert not app.exception
    table = app.dataframe[0].value
    with Registry.open(sample_url, settings=Settings(), create=False) as registry:
        held = registry.holdings()
    linked = from_link(params, held, divisions)
    assert linked.unknown == ()
    selection = linked.selection
    found = sums(held.select(selection, divisions), Wish(by=by, measure=measure),
                 selection.stages, divisions, lang="zh")  # fmt: skip
    titles = heads(found, WORDS, "zh")
    assert len(table) == len(found.lines)
    for title, column in zip(titles, found.columns, strict=True):
        stages = selection.stages if by == "stage" else column.stages
        told = _said_by_cli(sample_url, by, measure, stages, options)
        seen = set()
        for line, value in zip(found.lines, table[title], strict=True):
            amount = told.get(line.key)
            seen.add(line.key)
            _same(value, amount, measure)
            if title == titles[0] and measure != "count" and amount:
                row = table.iloc[found.lines.index(line)]
                assert row[WORDS["sums_head_projects"]] == amount["projects"]
                assert row[WORDS["sums_head_stated"]] == amount["stated"]
        if title == titles[0] and by == "county":
            seen |= _takes_part_as_told(table, found, told, measure)
        left = {key for key in told if key not in seen and told[key]["projects"]}
        left = {key for key in left if ":" not in key or (found.has_groups and "shar" not in key)}
        assert left == set(), f"{title}: the page lacks {left}"


def _takes_part_as_told(table, found, told, measure):
    """Compare the column of what counties take part in; return the keys it holds."""
    title = WORDS["sums_head_sharing"]
    keys = {key for key in told if key.endswith(":sharing")}
    if title not in table:
        assert keys == set()
        return keys
    for line, value in zip(found.lines, table[title], strict=True):
        amount = told.get(f"{line.key}:sharing")
        if amount is None:
            assert value == 0  # shown as nothing
        elif amount["value"] is None:
            assert math.isnan(value)
        else:
            assert value == people_value(float(amount["value"]), measure, "zh")
            assert len(found.takes_part(line.key)) == amount["projects"]
    assert keys <= {f"{line.key}:sharing" for line in found.lines}
    return keys


def _same(value, amount, measure):
    """A cell is the command line's number in the people's unit: empty where that is null."""
    if amount is None or (not amount["projects"] and not amount["value"]):
        assert value == 0  # shown as a dash: no project is there
    elif amount["value"] is None:
        assert math.isnan(value)
    else:
        assert value == people_value(float(amount["value"]), measure, "zh")
