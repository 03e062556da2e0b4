"""The filters that commands share: the options, under the names the pages' addresses have too.

A command names those it takes; what they say becomes one `Selection`, the pages' own.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import CommandError, checked_place
from geo.models import Precision
from projects.models import Nature, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.divisions import Divisions
    from geo.models import Adcode
    from projects.selection import Holdings, Selection

_FEW = 3  # documents or units named in a refusal
_YEARS = re.compile(r"(\d{4})?(-)?(\d{4})?")
_SIZE = re.compile(r"([a-z]+):(\d+(?:\.\d+)?)?-(\d+(?:\.\d+)?)?")
_HASH = re.compile(r"[0-9a-f]{6,64}")


class Checked(StrEnum):
    """Whether a person has checked a project."""

    YES = "yes"
    NO = "no"


Places = Annotated[
    list[str] | None,
    typer.Option("--place", help="Only this division (adcode); may be given again."),
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only this kind; may be given again.")
]
Sectors = Annotated[
    list[str] | None, typer.Option("--sector", help="Only this sector; may be given again.")
]
Stages = Annotated[
    list[Stage] | None, typer.Option("--stage", help="Only this stage; may be given again.")
]
Natures = Annotated[
    list[Nature] | None, typer.Option("--nature", help="Only this nature; may be given again.")
]
Precisions = Annotated[
    list[Precision] | None,
    typer.Option("--precision", help="Only placed this closely; may be given again."),
]
Periods = Annotated[
    list[str] | None,
    typer.Option("--period", help="Only of this five-year plan; may be given again."),
]
Years = Annotated[
    str | None,
    typer.Option("--year", metavar="2026-2030", help="Only these target years."),
]
_SIZED = "Only of this size, say power:100- (MW)."
Size = Annotated[
    str | None,
    typer.Option("--size", "--capacity", metavar="MEASURE:LEAST-MOST", help=_SIZED),
]
# For a command whose --size is the paper's.
Capacity = Annotated[
    str | None, typer.Option("--capacity", metavar="MEASURE:LEAST-MOST", help=_SIZED)
]
Units = Annotated[
    list[str] | None,
    typer.Option("--unit", help="Only of this responsible unit; may be given again."),
]
Documents = Annotated[
    list[str] | None,
    typer.Option("--document", help="Only of this plan: title or hash; may be given again."),
]
CheckedOnly = Annotated[
    Checked | None, typer.Option("--checked", help="Only what a person has checked, or has not.")
]
Search = Annotated[
    str, typer.Option("--search", metavar="WORDS", help="Only where all words occur.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a command was asked for, as typed; see `projects.selection.Selection`."""

    place: "Iterable[str] | None" = None
    kind: "Iterable[str] | None" = None
    sector: "Iterable[str] | None" = None
    stage: "Iterable[Stage] | None" = None
    nature: "Iterable[Nature] | None" = None
    precision: "Iterable[Precision] | None" = None
    period: "Iterable[str] | None" = None
    year: str | None = None
    size: str | None = None
    unit: "Iterable[str] | None" = None
    document: "Iterable[str] | None" = None
    checked: Checked | None = None
    search: str = ""

    def selection(self, divisions: "Divisions") -> "Selection":
        """Check what needs no registry and return it as a filter.

        Raises
        ------
        CommandError, GeoError, ProjectsError
            One line, if a part means nothing.
        """
        from projects.selection import Selection, checked_kinds, checked_sectors

        return Selection(
            places=checked_places(self.place, divisions),
            kinds=checked_kinds(self.kind or ()),
            sectors=checked_sectors(self.sector or ()),
            stages=tuple(self.stage or ()),
            natures=tuple(self.nature or ()),
            precisions=tuple(self.precision or ()),
            periods=_periods(self.period or ()),
            years=_years(self.year),
            size=_size(self.size),
            checked=None if self.checked is None else self.checked is Checked.YES,
            query=self.search.strip(),
        )

    def of(self, selection: "Selection", held: "Holdings") -> "Selection":
        """Add the units and documents asked for, which only the registry knows.

        Raises
        ------
        CommandError
            If it has none of that name, or several documents go by it.
        """
        from dataclasses import replace

        units = {unit for project in held.projects for unit in project.responsible}
        for unit in self.unit or ():
            if unit not in units:
                raise CommandError(_no_unit(unit, units))
        documents = tuple(dict.fromkeys(_document(text, held) for text in self.document or ()))
        return replace(selection, units=tuple(self.unit or ()), documents=documents)


def checked_places(codes: "Iterable[str] | None", divisions: "Divisions") -> "tuple[Adcode, ...]":
    """Take adcodes, each once; a name is refused with the adcode it means."""
    found = (checked_place(code, divisions) for code in codes or ())
    return tuple(dict.fromkeys(code for code in found if code is not None))


def _periods(names: "Iterable[str]") -> tuple[str, ...]:
    from projects.facets import PERIODS

    given = tuple(dict.fromkeys(names))
    for name in given:
        if name not in PERIODS:
            message = f'--period takes {", ".join(PERIODS)}, not "{name}".'
            raise CommandError(message)
    return given


def _years(text: str | None) -> tuple[int, int] | None:
    """Read 2030, 2026-2030, 2026- or -2025."""
    from projects.saying import EARLIEST, LATEST

    if text is None:
        return None
    match = _YEARS.fullmatch(text.strip())
    if match and match[2] and (match[1] or match[3]):
        found = int(match[1] or EARLIEST), int(match[3] or LATEST)
        if found[0] <= found[1]:
            return found
    elif match and match[1] and not match[3]:
        return int(match[1]), int(match[1])
    message = f'--year takes 2030, 2026-2030, 2026- or -2025, not "{text}".'
    raise CommandError(message)


def _size(text: str | None) -> tuple[str, float | None, float | None] | None:
    """Read a measure with its bounds, in its unit: power:100-500, energy:200-."""
    from projects.kinds import MEASURES

    if text is None:
        return None
    known = [key for key in MEASURES if key != "count"]
    match = _SIZE.fullmatch(text.strip())
    if match and match[1] in known:
        low, high = (float(bound) if bound else None for bound in (match[2], match[3]))
        if low is None or high is None or low <= high:
            return match[1], low, high
    units = ", ".join(f"{key} in {MEASURES[key].unit}" for key in known)
    message = f'--size takes MEASURE:LEAST-MOST ({units}), like power:100-500, not "{text}".'
    raise CommandError(message)


def _no_unit(unit: str, units: "Iterable[str]") -> str:
    close = get_close_matches(unit, sorted(units), n=_FEW, cutoff=0.4)
    hint = f"close to it: {', '.join(close)}." if close else "see them in luotu export x.csv."
    return f'no project names the responsible unit "{unit}"; {hint}'


def _document(text: str, held: "Holdings") -> str:
    """Find one document by its title, its number, a part of the title, or how its hash begins."""
    asked = text.strip()
    ways = (
        [facts for facts in held.documents if asked in (facts.title, facts.number, facts.sha256)],
        [f for f in held.documents if _HASH.fullmatch(asked) and f.sha256.startswith(asked)],
        [facts for facts in held.documents if asked and asked in facts.title],
    )
    found = next(filter(None, ways), [])
    if len(found) == 1:
        return found[0].sha256
    listed = found or list(held.documents)
    names = "; ".join(f"{facts.sha256[:12]} {facts.title}" for facts in listed[:_FEW])
    more = " …" if len(listed) > _FEW else ""
    said = f"{len(found)} plans go by" if found else "no plan goes by"
    message = f'{said} "{text}": take the title or the hash of one: {names}{more}'
    raise CommandError(message)
