"""The docs say what the program does: every command, option, format, kind, target and setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from tools import kinds_doc

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")])
CODE = [
    *ROOT.glob("*.py"),
    *(
        path
        for top in ("geo", "projects", "layers", "views", "tools", "tests")
        for path in (ROOT / top).rglob("*.py")
    ),
]


def prose(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def headings(text: str) -> list[int]:
    """Levels of the headings, in order; lines of code blocks are indented and do not count."""
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


def links(text: str) -> list[str]:
    """Relative targets of a page's links and pictures."""
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]


def commands() -> dict[str, typer.core.TyperCommand]:
    """Every command of the program by its full name ("boundaries build")."""
    import cli

    found = {}

    def walk(command, name: str) -> None:
        if hasattr(command, "commands"):
            for key, inner in command.commands.items():
                walk(inner, f"{name} {key}".strip())
        else:
            found[name] = command

    walk(typer.main.get_command(cli.app), "")
    return found


def section(text: str, command: str) -> str:
    """The part of docs/cli.md under a command's heading."""
    found = re.search(rf"^## {command}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def undocumented_options(text: str) -> list[str]:
    missing = []
    for name, command in commands().items():
        part = section(text, name)
        if f"luotu {name}" not in part:
            missing.append(name)
        for parameter in command.params:
            for option in parameter.opts:
                if option not in {"--help", *part.split("`")} and option.startswith("--"):
                    missing.append(f"{name} {option}")
    return missing


def test_every_command_and_option_is_documented():
    assert undocumented_options(prose(ROOT / "docs" / "cli.md")) == []


def test_every_documented_option_is_there():
    page = prose(ROOT / "docs" / "cli.md")
    for name, command in commands().items():
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<!-)--[a-z][a-z-]*", section(page, name))) <= known, name


def test_an_undocumented_option_is_found():
    assert "extract --place" in undocumented_options("## extract\n\n    luotu extract FILE\n")


def test_every_format_is_documented():
    from layers.exports import EXPORTERS

    page = section(prose(ROOT / "docs" / "cli.md"), "export")
    assert [suffix for suffix in EXPORTERS if f"`{suffix}`" not in page] == []


def test_every_boundary_edition_is_documented():
    from geo.sources import SOURCES

    page = section(prose(ROOT / "docs" / "cli.md"), "boundaries build")
    assert [key for key in SOURCES if f"`{key}`" not in page] == []


def test_every_readable_suffix_is_documented():
    from projects.documents import READERS

    page = prose(ROOT / "docs" / "reading.md")
    assert [suffix for suffix in READERS if f"`{suffix}`" not in page] == []


def test_kinds_are_those_of_the_table():
    assert prose(ROOT / "docs" / "kinds.md") == kinds_doc.text(), "run `make docs`"


def test_every_make_target_is_documented():
    targets = re.findall(r"^([a-z-]+):.*## ", prose(ROOT / "Makefile"), re.MULTILINE)
    said = (
        prose(ROOT / "README.md") + prose(ROOT / "CONTRIBUTING.md") + prose(ROOT / "docs/data.md")
    )
    assert {"app", "test"} <= set(targets)
    assert [target for target in targets if f"make {target}" not in said] == []


def test_every_setting_is_documented():
    settings = {name for path in CODE for name in re.findall(r"\bLUOTU_[A-Z_]+", prose(path))}
    page = section(prose(ROOT / "docs" / "cli.md"), "Settings")
    assert "LUOTU_REGISTRY" in settings
    assert {name for name in settings if f"`{name}`" not in page} == set()


def unnamed(modules: list[str], text: str) -> list[str]:
    """Modules that no word in code marks names, be it with its package before it."""
    words = {word.rpartition("/")[2] for word in re.findall(r"`([^`]+)`", text)}
    return [module for module in modules if module not in words]


@pytest.mark.parametrize("package", ["views", "projects/store", "projects/reviewing"])
def test_every_module_stands_in_the_architecture(package):
    modules = [path.stem for path in (ROOT / package).glob("[!_]*.py")]
    assert modules
    assert unnamed(modules, prose(ROOT / "docs/architecture.md")) == []


def test_an_unnamed_module_is_found():
    text = "`store/acts` and `brought` lead to sessions"
    assert unnamed(["acts", "brought", "sessions"], text) == ["sessions"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert [target for target in links(prose(page)) if not (page.parent / target).exists()] == []


def test_links_are_found():
    text = "[a](docs/a.md#b) ![p](img/p.png) [web](https://example.org) [here](#x)"
    assert links(text) == ["docs/a.md", "img/p.png"]


def test_the_two_readmes_are_twins():
    english, chinese = prose(ROOT / "README.md"), prose(ROOT / "README.zh-CN.md")
    assert headings(english) == headings(chinese)
    assert sorted(set(links(english)) - {"README.zh-CN.md"}) == sorted(
        set(links(chinese)) - {"README.md"}
    )
    blocks = [
        re.findall(r"^    (luotu \S+|make \S+)", text, re.MULTILINE) for text in (english, chinese)
    ]
    assert blocks[0] == blocks[1]


def test_the_changelog_keeps_its_form():
    text = prose(ROOT / "CHANGELOG.md")
    assert text.startswith("# Changelog\n")
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    form = re.compile(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}")
    assert [version for version in versions[1:] if not form.fullmatch(version)] == []
    sorts = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert sorts <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
