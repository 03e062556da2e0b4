"""The project's own annotated plans: what their annotations point to is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.scoring import pairs

CORPUS = Path(__file__).with_name("corpus")
PLANS = pairs(CORPUS)


def test_every_file_is_scored():
    """A misnamed text or annotation would be left out of the score in silence."""
    scored = {path for plan in PLANS for path in (plan.text, plan.gold, plan.targets) if path}
    assert scored == set(CORPUS.iterdir())


@pytest.mark.parametrize("plan", PLANS, ids=[plan.name for plan in PLANS])
def test_annotations_quote_the_text_they_point_to(plan):
    """An editor that changes line ends or a word moves every span behind it."""
    text = plan.text.read_bytes().decode("utf-8")
    assert "\r" not in text
    for path in filter(None, (plan.gold, plan.targets)):
        entries = json.loads(path.read_text(encoding="utf-8"))
        told = [entry["quote"] for entry in entries]
        assert [text[entry["start"] : entry["end"]] for entry in entries] == told
        also = [span for entry in entries for span in entry.get("also", ())]
        assert [span for span in also if not text[slice(*span)].strip()] == []
