"""Settings come from the environment at the front doors, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_environment_names_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOTU_REGISTRY", "sqlite:///x.sqlite")
    assert Settings.from_environment().registry_url == "sqlite:///x.sqlite"
    monkeypatch.setenv("LUOTU_REGISTRY", "")
    assert Settings.from_environment().registry_url is None
    monkeypatch.delenv("LUOTU_REGISTRY")
    assert Settings.from_environment().registry_url is None


def test_the_environment_names_the_folder_of_another_edition(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LUOTU_BOUNDARIES", str(tmp_path / "official"))
    assert Settings.from_environment().boundaries == tmp_path / "official"
    monkeypatch.setenv("LUOTU_BOUNDARIES", "")
    assert Settings.from_environment().boundaries == Settings().data / "boundaries"


def test_everything_else_lies_in_one_folder(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    found = (settings.default_registry, settings.sample, settings.boundaries)
    assert [path.parent for path in found] == [tmp_path] * 3
    assert (Settings().data / "boundaries").name == "boundaries"
