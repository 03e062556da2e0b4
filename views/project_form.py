"""The form for a project: every field a person may change, and what was changed in it.

The same form corrects a project of the registry, an item of a draft, and fills in a new one. What
stands in it goes into the values of fields alone, never into a label.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from projects.contract import project_to_json
from projects.errors import ProjectsError
from projects.kinds import KINDS
from projects.models import Nature, Stage
from projects.reviewing.fields import FIELDS, check_changes, flat, same
from projects.reviewing.typed import (
    listed_typed,
    money_typed,
    pairs_text,
    pairs_typed,
    shares_text,
    shares_typed,
    sizes_text,
    sizes_typed,
)
from projects.wording import NATURES, STAGES, kind_name
from views.choice import label
from views.keeping import begin
from views.name_told import kind_of_name
from views.place_form import place_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.models import Adcode
    from projects.models import Project
    from projects.settings import Settings

__all__ = ["About", "Filled", "form"]

_LEDGER = ("code", "content", "place", "years", "progress", "remark")
_LONG = ("content", "remark")


@dataclass(frozen=True, slots=True)
class About:
    """What the form needs besides the project.

    `key` names its widgets, another one for each version. `place` is the document's jurisdiction,
    `groups` are the other projects of the document by id, that this one may be part of. Of a
    project that `is_new` the kind is what the name tells, until one is chosen.
    """

    key: str
    settings: Settings
    words: Mapping[str, str]
    lang: str
    place: Adcode | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: the changes it makes, and in one line each what cannot be."""

    changes: Mapping[str, Any]
    faults: tuple[str, ...]


def form(project: Project, about: About) -> Filled:
    """Show the form; returns what it says of the project by now."""
    return _Form(project, about).filled()


class _Form:
    """One run of the form: its widgets, and the values they hold."""

    def __init__(self, project: Project, about: About) -> None:
        self._about, self._words, self._lang = about, about.words, about.lang
        self._project = project
        self._was = flat(project_to_json(project))
        self._said: dict[str, Any] = {}
        self._faults: list[str] = []

    def filled(self) -> Filled:
        """Show all fields and compare them with what was there."""
        self._head()
        self._sizes()
        name = str(self._said["name"])
        self._faults += place_fields(self._project, self._about, self._take, name)
        with st.expander(self._words["form_ledger"]):
            self._ledger()
        changes = {f: v for f, v in self._said.items() if not same(self._was.get(f), v)}
        for name, value in changes.items():
            try:
                check_changes({name: value})
            except ProjectsError:
                self._fault(name, value)
        return Filled(changes, tuple(self._faults))

    def _take(self, name: str, value: Any) -> None:  # noqa: ANN401 - any field's
        self._said[name] = value

    def _fault(self, name: str, value: object) -> None:
        known = FIELDS[name]
        said = known.zh if self._lang == "zh" else known.en
        hint = self._words.get(f"form_bad_{name.replace('.', '_')}", self._words["form_bad"])
        text = " ".join(str(value).split())
        self._faults.append(f"{said} “{text[:60]}” {hint}")

    def _head(self) -> None:
        words, was = self._words, self._project
        self._take("name", self._line("name", was.name))
        left, middle, right, last = st.columns([2, 1, 1, 1])
        with left:
            self._kind()
        with middle:
            self._choose("stage", list(Stage), was.stage, self._named(STAGES))
        with right:
            self._choose("nature", list(Nature), was.nature, self._named(NATURES))
        with last:
            year = st.number_input(
                words["form_year"], 1900, 2200, None, step=1, key=begin(self._key("year"), was.year)
            )
            self._take("year", None if year is None else int(year))

    def _sizes(self) -> None:
        words = self._words
        left, right = st.columns([3, 2])
        before = self._was["capacity"]
        with left:
            self._typed(
                "capacity", sizes_text(before), lambda text: sizes_typed(text, before),
                rows=max(1, len(before)), help=words["form_sizes_help"],
            )  # fmt: skip
        with right:
            groups = dict(self._about.groups)
            group = self._project.part_of
            if group and group not in groups:
                groups[group] = group
            options = ["", *groups]
            chosen = st.selectbox(
                words["form_part_of"],
                options,
                format_func=lambda id_: groups.get(id_, words["form_part_of_none"]),
                key=begin(self._key("part_of"), group or "", options, moving=True),
            )
            self._take("part_of", chosen or None)
        self._apart()

    def _apart(self) -> None:
        """List what the project was told apart from; each can be taken back."""
        if told := self._was.get("apart"):
            places = list(range(len(told)))
            kept = st.multiselect(
                self._label("apart"), places, format_func=lambda place: told[place]["name"],
                key=begin(self._key("apart"), places, moving=True),
                help=self._words["form_apart_help"],
            )  # fmt: skip
            self._take("apart", [told[place] for place in kept])

    def _ledger(self) -> None:
        was = self._was
        left, right = st.columns(2)
        with left:
            self._typed("responsible", "、".join(was["responsible"]), listed_typed)
            self._text("owner")
        with right:
            for which in ("total", "yearly"):
                name = f"investment.{which}"
                before = was.get(name)
                self._typed(
                    name,
                    before["as_written"] if before else "",
                    partial(money_typed, before=before),
                )
        for number, which in enumerate(_LEDGER):
            with (left, right)[number % 2]:
                self._text(f"ledger.{which}", is_long=which in _LONG)
        other = was.get("ledger.other")
        self._typed(
            "ledger.other", pairs_text(other), lambda text: pairs_typed(text, other),
            rows=max(2, len(other or ())), help=self._words["form_other_help"],
        )  # fmt: skip
        if len(self._said.get("counties", ())) > 1:
            before = self._project.shares
            self._typed("shares", shares_text(before), lambda text: shares_typed(text, before))

    def _text(self, name: str, *, is_long: bool = False) -> None:
        before = str(self._was.get(name) or "")
        said = self._area(name, before, rows=2) if is_long else self._line(name, before)
        self._take(name, said.strip() or None if said != before else self._was.get(name))

    def _typed(
        self,
        name: str,
        before: str,
        read: Callable[[str], Any],
        *,
        rows: int = 0,
        help: str | None = None,
    ) -> None:
        """Show a field whose text is read into a value; what cannot be read is a fault."""
        text = self._area(name, before, rows=rows, help=help) if rows else self._line(name, before)
        try:
            self._take(name, read(text))
        except ProjectsError:
            self._fault(name, text)

    def _line(self, name: str, before: str) -> str:
        """Show a line; a text of several lines is shown whole."""
        if "\n" in before:
            return self._area(name, before, rows=2)
        key = begin(self._key(name), before)
        return st.text_input(self._label(name), key=key, max_chars=4_000)

    def _area(self, name: str, before: str, *, rows: int, help: str | None = None) -> str:
        return st.text_area(
            self._label(name), key=begin(self._key(name), before),
            height=40 + 26 * max(rows, 1), help=help, max_chars=20_000,
        )  # fmt: skip

    def _choose(
        self, name: str, options: list[Any], before: Any, said: Callable[[Any], str]  # noqa: ANN401
    ) -> None:  # fmt: skip
        chosen = st.selectbox(
            self._label(name),
            options,
            format_func=said,
            key=begin(self._key(name), before, options, moving=True),
        )
        self._take(name, str(chosen))

    def _kind(self) -> None:
        """Show the kind; a new project's is open until its name tells one or one is chosen."""
        before, key = self._project.kind, self._key("kind")
        said = partial(kind_name, lang=self._lang)
        if not self._about.is_new:
            kinds = list(KINDS) if before in KINDS else [before, *KINDS]
            self._choose("kind", kinds, before, said)
            return
        begin(key, None)
        begin(f"{key}_told", None)
        told = kind_of_name(str(self._said["name"]))
        if st.session_state[key] in (None, st.session_state[f"{key}_told"]):
            st.session_state[key] = told
        st.session_state[f"{key}_told"] = told
        chosen = st.selectbox(
            self._label("kind"), list(KINDS), None, format_func=said, key=key,
            placeholder=self._words["form_kind_open"],
        )  # fmt: skip
        self._take("kind", chosen or before)

    def _named(self, labels: Mapping[str, tuple[str, str]]) -> Callable[[str], str]:
        return lambda key: label(labels[key], self._lang)

    def _label(self, name: str) -> str:
        return self._words[f"form_{name.replace('.', '_')}"]

    def _key(self, name: str) -> str:
        return f"{self._about.key}_{name}"
