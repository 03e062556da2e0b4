"""Writes docs/kinds.md from the table of kinds, so that the page cannot fall behind."""

from __future__ import annotations

from pathlib import Path

from projects.kinds import KINDS, MEASURES, SECTORS, Kind

PAGE = Path(__file__).resolve().parent.parent / "docs" / "kinds.md"
HEAD = """\
# Kinds of project

Made by `make docs` from `projects/kinds.py`. The key is what JSON, layers and options use. The
measure says how big such a thing is: the unit in JSON, and in brackets the one people are shown.
"""
TABLE_HEAD = "| key | 中文 | English | measure |\n|---|---|---|---|\n"


def row(kind: Kind) -> str:
    """Return a kind's row of the table."""
    measure = MEASURES[kind.measure]
    size = f"{measure.en}, {measure.unit} ({measure.zh_unit})"
    return f"| `{kind.key}` | {kind.zh} | {kind.en} | {size} |\n"


def text() -> str:
    """Return the page: one table for each sector, one row for each kind."""
    parts = [HEAD]
    for sector, (zh, en) in SECTORS.items():
        rows = [row(kind) for kind in KINDS.values() if kind.sector == sector]
        parts += [f"\n## {zh} {en} (`{sector}`)\n\n", TABLE_HEAD, *rows]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    print(f"{PAGE.name} written")
