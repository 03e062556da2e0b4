"""No text of a plan, a table or a file is read as Markdown or set as markup by the pages."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

import pytest

from tests.test_architecture import SOURCES, called_name, parse

MARKDOWN = {
    *("markdown", "caption", "info", "warning", "error", "success", "write", "title", "subheader"),
    *("header", "expander", "tabs", "metric", "button", "checkbox", "toggle", "popover", "toast"),
}
TOLD = {
    *("name", "title", "issuer", "number", "source", "section", "owner", "responsible", "why"),
    *("as_written", "content", "remark", "text", "other", "progress", "qualifier", "full_name"),
}
"""Fields that hold texts of plans, tables and files, or may."""
OWN_MARKUP = {"STYLE", "SUMS_STYLE", "markup", "browse_style", "language_mark"}
OWN_MARKUP |= {"BRIEF_STYLE", "VIEW_STYLE", "ADDING_STYLE"}
OWN_MARKUP |= {"upward"}  # takes a number alone
OWN_MARKUP |= {"fetched"}  # takes a random word of ours, quoted


def texts_as_markup(path: PurePosixPath, tree: ast.Module) -> list[str]:
    """Find texts of plans where Streamlit would read Markdown, and markup that is not our own."""
    faults = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if node.func.attr == "html" and not (
            (isinstance(node.args[0], ast.Name) and node.args[0].id in OWN_MARKUP)
            or (isinstance(node.args[0], ast.Call) and called_name(node.args[0]) in OWN_MARKUP)
        ):
            faults.append(f"{path}:{node.lineno} shows markup that is not the pages' own")
        if node.func.attr in MARKDOWN:
            faults += [
                f"{path}:{node.lineno} has {inner.attr} read as Markdown"
                for argument in arguments
                for inner in ast.walk(argument)
                if isinstance(inner, ast.Attribute) and inner.attr in TOLD
            ]
    return faults


def test_no_page_reads_texts_as_markup():
    pages = [path for path in SOURCES if str(path).startswith(("views/", "app.py", "server.py"))]
    faults = [f for path in pages for f in texts_as_markup(PurePosixPath(path), parse(path))]
    assert pages
    assert faults == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("st.html(f'<b>{x}</b>')", "not the pages' own"),
        ("st.html(made(x))", "not the pages' own"),
        ("st.caption(f'{p.name}')", "name read as Markdown"),
        ("st.metric('a', help=f.title)", "title read as Markdown"),
    ],
)
def test_a_breach_is_found(source, fault):
    assert fault in "\n".join(texts_as_markup(PurePosixPath("views/a.py"), ast.parse(source)))
