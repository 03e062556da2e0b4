"""What the page says on paper only: whose map it is, and its tables as tables.

Streamlit paints its tables on a canvas as large as the screen has room for, which paper cuts off.
So each has a twin that only paper shows, set by a few lines of script cell by cell as plain text:
no text of a plan is ever part of markup. It is set when the browser begins to print: standing in
the page all the time, the twins' thousands of cells would slow each change of a filter.
"""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from layers.edition import edition_said
from views.filters import said
from views.loading import load_boundaries

if TYPE_CHECKING:
    from views.scene import Sight

__all__ = ["MOST", "cells", "head", "table"]

MOST = 200
"""Rows of a table on paper; files hold all."""
_NAMED = 6
_SHORT = 8
"""A column of no longer texts is not broken, characters."""
_NAME = "luotu_paper_table"
_SCRIPT = """export default function ({ data, parentElement }) {
  const make = (tag, text) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const line = (tag, texts) => {
    const row = make("tr");
    texts.forEach((text, place) => {
      const cell = make(tag, text);
      cell.className = data.looks[place];
      row.appendChild(cell);
    });
    return row;
  };
  const whole = () => {
    const table = make("table");
    table.className = "luotu-paper";
    table.appendChild(make("caption", data.title));
    const head = make("thead");
    head.appendChild(line("th", data.columns));
    const body = make("tbody");
    data.rows.forEach((row) => body.appendChild(line("td", row)));
    table.append(head, body);
    return table;
  };
  const paper = matchMedia("print");
  const away = () => parentElement.querySelectorAll(".luotu-paper").forEach((t) => t.remove());
  const set = () => { away(); parentElement.appendChild(whole()); };
  const turned = () => { if (paper.matches) set(); else away(); };
  if (parentElement.luotuForget) parentElement.luotuForget();
  addEventListener("beforeprint", set);
  addEventListener("afterprint", away);
  paper.addEventListener("change", turned);
  parentElement.luotuForget = () => {
    removeEventListener("beforeprint", set);
    removeEventListener("afterprint", away);
    paper.removeEventListener("change", turned);
  };
  turned();
  parentElement.dataset.rows = data.rows.length;
  return parentElement.luotuForget;
}"""


def head(sight: Sight) -> None:
    """Say what the sheet shows: filter, plans, date, edition of the polygons, and the notices."""
    words, selection = sight.words, sight.choice.selection
    present = sight.documents_shown
    titles = [facts.title for facts in sight.holdings.documents if facts.sha256 in present]
    listed = words["joiner"].join(titles[:_NAMED]) + (words["p_more"] if titles[_NAMED:] else "")
    today = datetime.datetime.now().astimezone().date().isoformat()
    edition = load_boundaries(sight.settings).edition
    about = (
        words["p_made"].format(date=today),
        words["map_edition"].format(**edition_said(edition, words)),
        words["notice_scale"],
    )
    lines = [
        f"{words['p_title']}　{words['notice_internal']}",
        said(selection, sight.divisions, words, sight.lang),
        *([words["p_documents"].format(count=len(titles), titles=listed)] if titles else []),
        " · ".join(about),
    ]
    with st.container(key="paper_head"):
        st.text("\n".join(lines))  # one element: each costs every change of a filter


def table(frame: pd.DataFrame, *, title: str, key: str) -> None:
    """Set a table's twin for paper."""
    show = st.components.v2.component(_NAME, js=_SCRIPT, isolate_styles=False)
    with st.container(key=f"paper_{key}"):
        show(data=cells(frame, title), key=f"paper_table_{key}")


def cells(frame: pd.DataFrame, title: str) -> dict[str, object]:
    """Say a table as texts; a column of numbers stands at the right, one of short ones whole."""
    return {
        "title": title,
        "columns": [str(name) for name in frame.columns],
        "looks": [_look(frame[name]) for name in frame.columns],
        "rows": [[_text(cell) for cell in row] for row in frame.itertuples(index=False)],
    }


def _look(column: pd.Series) -> str:
    if pd.api.types.is_numeric_dtype(column):
        return "luotu-right"
    return "luotu-short" if column.map(len).max() <= _SHORT else ""


def _text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "—"
    if isinstance(cell, str):
        return cell
    return f"{cell:,.4f}".rstrip("0").rstrip(".") if isinstance(cell, float) else f"{cell:,}"
