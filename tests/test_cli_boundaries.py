"""The commands `luotu boundaries …`: options handed over, refusals in one line, what is shown."""

from __future__ import annotations

import dataclasses
import json
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

import cli

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from click.testing import Result


def install(monkeypatch: pytest.MonkeyPatch, module: str, **names: object) -> None:
    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**names))


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


def ok(*args: object) -> str:
    result = run(*args)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def test_boundaries_build_offers_what_exists_and_no_more(tmp_path: Path) -> None:
    from geo.sources import SOURCES

    told = " ".join(run("boundaries", "build", "--help").stdout.replace("│", " ").split())
    assert "|".join((*SOURCES, "FILE")) in told
    missing = run("boundaries", "build", "--source", tmp_path / "none.shp")
    assert missing.exit_code == 1
    (line,) = missing.stderr.splitlines()
    assert "there is no such file or source. Sources: amap, tianditu, or a file." in line
    assert run("boundaries", "build", "--unit", "431303").exit_code == 2


def test_boundaries_build_tells_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(out_dir: Path, *, source: str, options: Any, progress: Any) -> None:
        progress(f"{out_dir.name} from {source} {options.crs} {dict(options.units)}")

    install(monkeypatch, "geo.build", build_boundaries=build)
    words = ["--source", "x.shp", "--crs", "4524", "--unit", "431303=431322"]
    result = run("boundaries", "build", *words)
    said = "boundaries from x.shp 4524 {'431303': '431322'}\n"
    assert (result.exit_code, result.stderr) == (0, said)


@dataclasses.dataclass
class Shown:
    """An edition as `boundaries show` tells it."""

    source: str = "县界.shp"
    vintage: str = "2024"
    checksum: str = "abc"
    notice: str = "自备"
    report: tuple[str, ...] = ("5 units",)


def test_boundaries_show_tells_the_edition_in_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folders: list[Path] = []

    def load(folder: Path) -> SimpleNamespace:
        folders.append(folder)
        return SimpleNamespace(edition=Shown())

    install(monkeypatch, "geo.boundaries", Boundaries=SimpleNamespace(load=load))
    monkeypatch.setenv("LUOTU_BOUNDARIES", str(tmp_path))
    assert ok("boundaries", "show") == "县界.shp, 2024 (abc)\n自备\n5 units\n"
    assert json.loads(ok("boundaries", "show", "--format", "json"))["vintage"] == "2024"
    assert folders == [tmp_path, tmp_path]
