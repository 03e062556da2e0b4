"""The same project named by several documents: counted once, and said so.

A county's plan names what its prefecture's names too, a later plan what an earlier one did, a
table what both have. Inside one document the reader has already joined what is certain
(`projects.extraction.merging`), and two rows of one table are two projects; here only projects of
different documents are compared. Two are one where kind, place and name agree: the name without
the divisions and general words it begins and ends with, unless a person told them apart
(`Project.apart`). A name that is nothing but such words
(新化县风电项目) is not told apart by its name: then the sizes must not differ either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from projects.homes import place_class
from projects.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.models import DocumentFacts, Project

__all__ = ["Repeats", "find_repeats", "pair_up", "rows_by_name", "told_apart"]

_ALIAS = re.compile("首期|第[一二三四五六]期|风力发电|光伏发电|光伏电站|抽水蓄能|发电站")
_SHORTER = {
    "首期": "一期",
    "风力发电": "风电",
    "光伏发电": "光伏",
    "光伏电站": "光伏",
    "抽水蓄能": "抽蓄",
    "发电站": "电站",
}
_GENERAL = re.compile(
    r"[\W_]|\d[\d.]*(?:万|亿)?(?:千瓦时?|兆瓦时?|MWh?|GWh?|千伏|kV|公里|亩|公顷|吨)"
    r"|(?:股份)?有限(?:责任)?公司|集团|项目|工程|新建|建设|推进|主体",
    re.IGNORECASE,
)
# What a name may be made of without telling one thing from another of its kind.
_COMMON = re.compile(
    "风电|光伏|抽蓄|储能|新型|独立|共享|集中式|分[散布]式|屋顶|整县|电站|电厂|发电|水电|火电|核电|生物质|农林|热电|联产"
    "|生活|垃圾|焚烧|处理|污水|固废|资源|综合|循环|利用|化|产业|工业|园区?|基地|示范|试点|充换?电|加氢|加气|输变电"
    "|变电|换流|线路|管道|管线|天然气|支线|铁路|专用线|公路|航道|码头|港|物流|枢纽|中心|数据|湿地|公园|森林|矿山|生态"
    "|修复|治理|保护|改造|扩建|整治|国家级?|省级|市级|县级|城市|城镇|乡镇|农村|区域|[场站厂线区县市镇乡村]|[一二三四五六]期"
)
_UNITS = re.compile("^[省市县区旗州盟]")
_PHASE = re.compile("[一二三四五六]期")
_LEAST = 2  # characters that make a name of its own; documents that can repeat each other
_MOST_ALIKE = 50  # of one name: more are no name of one thing
_SIZES = frozenset({Role.CAPACITY, Role.OUTPUT, Role.THROUGHPUT, Role.LENGTH, Role.AREA})


_Key = tuple[str, str]
"""Kind, and what is left of the name."""


class _Trait(NamedTuple):
    """What a project is compared by."""

    row: int
    document: str
    key: _Key
    sizes: Mapping[str, float]

    @property
    def proper(self) -> bool:
        """Whether the name is one of its own."""
        return len(_COMMON.sub("", self.key[1])) >= _LEAST


@dataclass(frozen=True, slots=True)
class Repeats:
    """Projects by their place in the sequence: `copies` is copy → the one that counts.

    The one that counts is that of the latest document; then one with a county, one with a size.
    `unsure` are pairs that agree but for what might be another project: both count.
    """

    copies: Mapping[int, int] = field(default_factory=dict)
    unsure: tuple[tuple[int, int], ...] = ()


def find_repeats(
    projects: Sequence[Project], documents: Iterable[DocumentFacts], divisions: Divisions
) -> Repeats:
    """Find what several documents name; the cost is linear in the number of projects."""
    facts = {document.sha256: document for document in documents}
    if len({project.document for project in projects}) < _LEAST:
        return Repeats()
    joined = _Joined(projects)
    traits = _Traits(facts, divisions)
    open_: list[tuple[_Trait, Adcode]] = []
    first: dict[tuple[_Key, Adcode], list[_Trait]] = {}
    for row in _crowded(projects):
        project = projects[row]
        if place_class(project) == "outside":
            continue
        trait = traits.of(row, project)
        home = traits.home(project)
        if not project.counties and home is not None:
            open_.append((trait, home))
        for county in dict.fromkeys(project.counties):
            first.setdefault((trait.key, county), []).append(trait)
    for bucket in first.values():
        _compare(joined.in_order(bucket), joined)
    _compare_phases(first, joined)
    _compare_open(open_, first, joined, divisions)
    return _chosen(joined, projects, facts)


def rows_by_name(
    projects: Sequence[Project], documents: Iterable[DocumentFacts], divisions: Divisions
) -> dict[tuple[str, str], list[int]]:
    """Return the rows of each kind and name, without places, general words and phases.

    Rows of different keys are never one and never perhaps one: what `find_repeats` finds of some
    projects, it finds among the rows of their keys.
    """
    traits = _Traits({document.sha256: document for document in documents}, divisions)
    found: dict[tuple[str, str], list[int]] = {}
    for row, project in enumerate(projects):
        kind, name = traits.of(row, project).key
        found.setdefault((kind, _PHASE.sub("", name)), []).append(row)
    return found


def told_apart(projects: Sequence[Project]) -> frozenset[tuple[int, int]]:
    """Return the pairs of places, the first one first, that a person told apart."""
    said = [(row, other) for row, p in enumerate(projects) for other in p.apart]
    if not said:
        return frozenset()
    wanted = {(other.document, other.id) for _, other in said}
    rows = {key: row for row, p in enumerate(projects) if (key := (p.document, p.id)) in wanted}
    pairs = ((row, rows.get((other.document, other.id), row)) for row, other in said)
    return frozenset((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def pair_up(
    before: Sequence[Project],
    after: Sequence[Project],
    documents: Iterable[DocumentFacts],
    divisions: Divisions,
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pair the projects of two documents that are one, and those that perhaps are.

    Pairs are of places in the two sequences, in order.
    """
    found = find_repeats([*before, *after], documents, divisions)
    first = len(before)
    sure = sorted((min(pair), max(pair) - first) for pair in found.copies.items())
    return sure, [(one, other - first) for one, other in found.unsure]


class _Joined:
    """Sets of projects that are one; at most one of each document, and none told apart."""

    def __init__(self, projects: Sequence[Project]) -> None:
        self.sets: dict[int, dict[str, int]] = {}
        self.unsure: dict[tuple[int, int], None] = {}
        self._projects, self._apart = projects, told_apart(projects)
        self._told = frozenset(chain.from_iterable(self._apart))

    def in_order(self, bucket: Sequence[_Trait]) -> Sequence[_Trait]:
        """Put those last that say they are others: the first ones are what they are not."""
        if not self._told:
            return bucket
        return sorted(bucket, key=lambda trait: bool(self._projects[trait.row].apart))

    def are_apart(self, one: _Trait, other: _Trait) -> bool:
        """Tell whether a person told them apart, or what they are one with."""
        return bool(self._told) and self._are_apart(self.of(one), self.of(other))

    def of(self, trait: _Trait) -> dict[str, int]:
        return self.sets.setdefault(trait.row, {trait.document: trait.row})

    def join(self, one: _Trait, other: _Trait) -> None:
        mine, theirs = self.of(one), self.of(other)
        if mine is theirs:
            return
        if mine.keys() & theirs.keys() or self._are_apart(mine, theirs):
            self.doubt(one, other)
            return
        small, large = sorted((mine, theirs), key=len)
        large |= small
        for row in small.values():
            self.sets[row] = large

    def doubt(self, one: _Trait, other: _Trait) -> None:
        low, high = sorted((one.row, other.row))
        if (low, high) not in self._apart:
            self.unsure[low, high] = None

    def _are_apart(self, mine: Mapping[str, int], theirs: Mapping[str, int]) -> bool:
        """Tell whether a person told any of these from any of those."""
        told = self._told.intersection(mine.values())
        pairs = ((one, other) for one in told for other in theirs.values())
        return any((min(pair), max(pair)) in self._apart for pair in pairs)


class _Traits:
    """Names taken apart, the words of each place looked up once."""

    def __init__(self, facts: Mapping[str, DocumentFacts], divisions: Divisions) -> None:
        self._facts, self._divisions = facts, divisions
        self._words: dict[tuple[Adcode | None, Adcode | None], tuple[str, ...]] = {}

    def home(self, project: Project) -> Adcode | None:
        if project.within is not None:
            return project.within
        facts = self._facts.get(project.document)
        return facts.place if facts else None

    def of(self, row: int, project: Project) -> _Trait:
        county = project.counties[0] if project.counties else None
        name = _GENERAL.sub("", normalize("NFKC", project.name))
        name = _ALIAS.sub(_shorter, name)
        name = self._without_places(name, county, self.home(project))
        sizes = {q.unit: q.value for q in project.capacity if q.role in _SIZES}
        return _Trait(row, project.document, (project.kind, name.casefold()), sizes)

    def _without_places(self, name: str, county: Adcode | None, home: Adcode | None) -> str:
        """Take the divisions from the front of a name: 娄底市新化县古台山 is 古台山."""
        if (county, home) not in self._words:
            self._words[county, home] = self._names(county, home)
        words, stripped = self._words[county, home], name
        while stripped.startswith(words):
            stripped = stripped[len(next(filter(stripped.startswith, words))) :]
        return _UNITS.sub("", stripped) if len(stripped) > 1 else stripped

    def _names(self, *codes: Adcode | None) -> tuple[str, ...]:
        """Return the names of places and of what they lie in, the longest first."""
        names: set[str] = set()
        for code in filter(None, codes):
            division = self._divisions.get(code)
            above = (code, division.prefecture, division.province)
            for each in map(self._divisions.get, filter(None, above)):
                names |= {each.name, each.short_name}
        return tuple(sorted(filter(None, names), key=len, reverse=True))


def _shorter(match: re.Match[str]) -> str:
    """Return the short form of a word: 二期 of 第二期."""
    return _SHORTER.get(match[0], match[0].removeprefix("第"))


def _crowded(projects: Sequence[Project]) -> list[int]:
    """Return the projects that may be another document's: only their names need be taken apart.

    They share kind and county with one of another document, or one of them has no county.
    """
    of_kind: dict[str, set[str]] = {}
    there: dict[tuple[str, str], set[str]] = {}
    for project in projects:
        of_kind.setdefault(project.kind, set()).add(project.document)
        for county in project.counties:
            there.setdefault((project.kind, county), set()).add(project.document)
    open_kinds = {p.kind for p in projects if not p.counties and len(of_kind[p.kind]) >= _LEAST}
    return [
        row
        for row, project in enumerate(projects)
        if project.kind in open_kinds
        or any(len(there[project.kind, county]) >= _LEAST for county in project.counties)
    ]


def _compare(bucket: Sequence[_Trait], joined: _Joined) -> None:
    """Join what one place's projects of one name have in common; two of a document are two."""
    if len({trait.document for trait in bucket}) < _LEAST:
        return
    alike: dict[object, list[_Trait]] = {}
    is_unique = len({trait.document for trait in bucket}) == len(bucket)
    for trait in bucket:
        size = None if is_unique else tuple(sorted(trait.sizes.items()))
        alike.setdefault(size, []).append(trait)
    for group in alike.values():
        once = len({trait.document for trait in group}) == len(group)
        heads = [group[0]]
        for other in group[1:]:
            head = next((it for it in heads if not joined.are_apart(it, other)), None)
            if head is None:
                heads.append(other)
            elif once and _agree(head, other):
                joined.join(head, other)
            elif head.document != other.document:
                joined.doubt(head, other)


def _agree(one: _Trait, other: _Trait) -> bool:
    """Tell whether two of one name and place are one: a name of its own may change its size."""
    return one.proper or not _contradict(one, other)


def _contradict(one: _Trait, other: _Trait) -> bool:
    sizes = other.sizes
    return any(unit in sizes and sizes[unit] != value for unit, value in one.sizes.items())


def _compare_open(
    open_: Sequence[tuple[_Trait, Adcode]],
    first: Mapping[tuple[_Key, Adcode], Sequence[_Trait]],
    joined: _Joined,
    divisions: Divisions,
) -> None:
    """Compare what has no county with its place's, and by a name of its own with all inside."""
    same: dict[tuple[_Key, Adcode], list[_Trait]] = {}
    for trait, home in open_:
        same.setdefault((trait.key, home), []).append(trait)
    for bucket in same.values():
        _compare(joined.in_order(bucket), joined)
    keys = {trait.key for trait, _ in open_ if trait.proper}
    inside: dict[_Key, list[tuple[Adcode, _Trait]]] = {}
    for (key, place), group in chain(same.items(), first.items()):
        if key in keys:
            inside.setdefault(key, []).extend((place, trait) for trait in group)
    for trait, home in open_:
        others = inside.get(trait.key, ())
        if trait.proper and len(others) <= _MOST_ALIKE:
            near = [other for place, other in others if divisions.covers(home, place)]
            _join_only(trait, near, joined)


def _join_only(trait: _Trait, near: Sequence[_Trait], joined: _Joined) -> None:
    """Join a project with what its place holds of its name, where that is one project."""
    others = [other for other in near if other.document != trait.document]
    sets = {id(joined.of(other)) for other in others}
    for other in others:
        if len(sets) == 1 and not _contradict(trait, other):
            joined.join(trait, other)
        else:
            joined.doubt(trait, other)


def _compare_phases(first: Mapping[tuple[_Key, Adcode], Sequence[_Trait]], joined: _Joined) -> None:
    """Doubt a phase beside the whole of its name: it may be in it, or come on top."""
    for ((kind, name), county), bucket in first.items():
        whole = _PHASE.sub("", name)
        if whole == name:
            continue
        for other in first.get(((kind, whole), county), ())[:_LEAST]:
            for trait in bucket[:_LEAST]:
                if trait.proper and trait.document != other.document:
                    joined.doubt(trait, other)


def _chosen(
    joined: _Joined, projects: Sequence[Project], facts: Mapping[str, DocumentFacts]
) -> Repeats:
    def rank(row: int) -> tuple[str, bool, bool, int]:
        project = projects[row]
        document = facts.get(project.document)
        date = (document.date if document else None) or ""
        return date, bool(project.counties), bool(project.capacity), -row

    copies: dict[int, int] = {}
    for rows in {id(found): found for found in joined.sets.values()}.values():
        best, *others = sorted(rows.values(), key=rank, reverse=True)
        copies |= dict.fromkeys(others, best)
    unsure = tuple(
        (one, other)
        for one, other in sorted(joined.unsure)
        if copies.get(one, one) != copies.get(other, other)
    )
    return Repeats(copies, unsure)
