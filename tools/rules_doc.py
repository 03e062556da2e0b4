"""Writes docs/rules.md from the reader's rules, so that the page cannot fall behind."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from projects.rules import Rule

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
HEAD = """\
# The reader's rules by name

Made by `make docs` from `projects/rules.py`. `luotu extract FILE --explain` prints for each project
and each of its mentions the sentence with the name in 【】, the rules that made it, and what each
saw: its words in 「」 or the points it gave. A phrase counts from 2.5 points, beside one that does
in its list from 1.5. `--rejected` adds the phrases and figures that were not taken, what decided
first.
"""
QUESTIONS = {
    "draft": "How it became a candidate",
    "head": "Its head word",
    "kind": "Its kind",
    "left": "Where its name begins",
    "for": "What makes it a project",
    "against": "What speaks against it",
    "not": "What makes it none",
    "size": "Whose size a figure is",
    "stage": "How far it is",
    "nature": "What sort of work it is",
    "year": "By when",
    "owner": "Whose it is",
    "money": "What is put into it",
    "county": "Where it is not; what gave each county stands in the project's `reasons`",
    "part": "What it is part of",
    "joined": "Which mentions are one",
    "double": "Which projects are perhaps one, for a person to judge",
}


def text() -> str:
    """Return the page: one table for each question, one row for each rule."""
    parts = [HEAD]
    for question, rules in groupby(Rule, key=lambda rule: rule.partition(".")[0]):
        rows = [f"| `{rule}` | {rule.says} |\n" for rule in rules]
        parts += [f"\n## {QUESTIONS[question]}\n\n| rule | what it says |\n|---|---|\n", *rows]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    print(f"{PAGE.name} written")
