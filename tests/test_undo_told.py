"""What the page says after the undo of an act: which drafts wait because of it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from projects.access.roles import Person, Role
from projects.registry import Registry
from projects.settings import Settings
from tests.reviewing_data import WIND, moved, project, reading, signed
from tests.test_changes_page import DOCUMENT, WANG, WORDS, opened, review, said

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "娄底市实施方案"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    url = f"sqlite:///{tmp_path}/r.sqlite"
    monkeypatch.setenv("LUOTU_REGISTRY", url)
    monkeypatch.setenv("LUOTU_USERS", str(tmp_path / "users.json"))
    return Settings(registry_url=url)


def undone(settings, monkeypatch, who) -> str:
    """Undo the latest act on the page; returns what is said there."""
    with Registry.open(settings.registry_url, settings=settings) as registry:
        number = registry.acts.latest(1)[0].first
    app = opened(monkeypatch, who)
    for key in ("toggle", "undo", "sure"):
        app.button(key=f"act_{key}_{number}").click().run()
    assert not app.exception
    return said(app)


@pytest.mark.parametrize(
    ("who", "where"),
    [
        (Person("王工", Role.EDITOR), "act_where_mine"),
        (Person("王工", Role.ADMIN), "act_where_mine"),
        (Person("李工", Role.ADMIN), "act_where_all"),
    ],
)
def test_a_draft_whose_items_are_open_again_is_named(settings, monkeypatch, who, where) -> None:
    review(settings)
    line = WORDS["act_opened"].format(title=TITLE, left=3, where=WORDS[where])
    assert line in undone(settings, monkeypatch, who)


def test_anothers_draft_is_not_told_to_who_may_not_see_it(settings, monkeypatch) -> None:
    with Registry.open(settings.registry_url, settings=settings) as registry:
        draft = registry.drafts.start(reading(), owner=WANG)
        registry.drafts.accept(draft, owner=WANG, version=1, signed=signed("李工", 1))
    assert "草稿" not in undone(settings, monkeypatch, Person("李工", Role.EDITOR))


def test_a_draft_of_a_version_that_went_is_named(settings, monkeypatch) -> None:
    with Registry.open(settings.registry_url, settings=settings) as registry:
        registry.revisions.reread(reading(), signed=signed(""))
        new = moved(project(), WIND, project("p9", "新来电站"))
        registry.drafts.update(new, owner=WANG, signed=signed(day=2), supersedes=DOCUMENT)
    told = undone(settings, monkeypatch, Person("王工", Role.EDITOR))
    where = WORDS["act_where_mine"]
    assert WORDS["act_stopped"].format(title=TITLE, left=1, where=where) in told
    with Registry.open(settings.registry_url, settings=settings) as registry:
        back = registry.acts.undo(registry.acts.latest(1)[0].key, signed=signed(day=400))
    assert (back.opened, back.stopped) == ((), ()), "the version is back, and so is its draft"


def test_an_undo_that_leaves_no_draft_waiting_says_nothing_of_drafts(settings, monkeypatch) -> None:
    with Registry.open(settings.registry_url, settings=settings) as registry:
        draft = registry.drafts.start(reading(), owner=WANG)
        registry.drafts.accept(draft, owner=WANG, version=1, signed=signed(day=1))
        registry.drafts.discard(draft, owner=WANG)
    assert "草稿" not in undone(settings, monkeypatch, Person("王工", Role.EDITOR))
