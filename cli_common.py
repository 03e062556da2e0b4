"""What the commands share: how refusals are told, options, and what most of them open."""

import contextlib
import os
import sys
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from geo.errors import GeoError, UnknownPlace
from layers.errors import LayersError
from projects.errors import ProjectsError
from projects.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.divisions import Divisions
    from geo.gazetteer import Gazetteer
    from geo.models import Adcode
    from projects.intake import Reading
    from projects.registry import Registry
    from projects.reviewing.drafts import Admitted

_CITY, _LISTED, _FEW = 4, 12, 3  # digits of a code that tell the city; places named in a refusal

RegistryUrl = Annotated[
    str | None,
    typer.Option(
        "--registry",
        metavar="URL",
        help="sqlite:///FILE; else LUOTU_REGISTRY, else data/registry.sqlite.",
    ),
]

AcceptAbove = Annotated[
    float | None,
    typer.Option(
        "--accept-above",
        min=0.0,
        max=1.0,
        help="Take in only what is placed at least as sure; the rest waits as a draft.",
    ),
]
Who = Annotated[
    str | None,
    typer.Option("--who", help="Whose draft the rest is; else the name one is logged in by."),
]


class CommandError(Exception):
    """What a command itself refuses; one line a user can act on."""


class OneLineGroup(TyperGroup):
    """Turns what was refused into one line on stderr and exit 1."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the framework's own types
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read our output has enough; let the interpreter's last flush go nowhere.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 1
        except KeyboardInterrupt:
            code = 130
        except (CommandError, GeoError, ProjectsError, LayersError, OSError) as exc:
            typer.echo(f"luotu: {_one_line(exc)}", err=True)
            code = 1
        raise typer.Exit(code)


def load_gazetteer() -> "Gazetteer":
    """Read the gazetteer."""
    from geo.gazetteer import Gazetteer

    return Gazetteer.load()


def open_registry(url: str | None, *, create: bool = False) -> "Registry":
    """Open the registry a command was given, else the settings'."""
    from projects.registry import Registry

    return Registry.open(url, settings=Settings.from_environment(), create=create)


def checked_place(text: str | None, divisions: "Divisions") -> "Adcode | None":
    """Take an adcode; a name is refused with the adcode it means, or with close ones."""
    if text is None:
        return None
    try:
        code = divisions.resolve(text)
    except UnknownPlace as exc:
        close = _closest(text.strip(), divisions)
        if not close:
            raise
        message = f"{exc} Close to it: {', '.join(close)}."
        raise CommandError(message) from exc
    if code != text:
        message = f'--place takes an adcode; for "{text}" write --place {code}.'
        raise CommandError(message)
    return code


def _closest(text: str, divisions: "Divisions") -> list[str]:
    """Name the divisions a mistyped name or code may mean; none for a former one, which is told."""
    if divisions.find_changes(text):
        return []
    if text.isdigit():
        beside = (d for d in divisions if text[:_CITY] and d.adcode.startswith(text[:_CITY]))
        return [f"{d.adcode} {d.name}" for d in beside][:_LISTED]
    named = {division.name: division.adcode for division in divisions}
    return [f"{named[name]} {name}" for name in get_close_matches(text, named, n=_FEW)]


def admit(
    registry: "Registry", reading: "Reading", confidence: float, reviewer: str | None
) -> "Admitted":
    """Take in what is sure; what is not waits as a draft of the reviewer."""
    from getpass import getuser

    from projects.reviewing.drafts import Owner
    from projects.reviewing.values import MACHINE, Signature

    owner = Owner.of_user(reviewer or getuser())
    signed = Signature.of(MACHINE, f"--accept-above {confidence:g}")
    return registry.drafts.accept_above(reading.whole, confidence, owner=owner, signed=signed)


def told_of(admitted: "Admitted") -> str:
    """Say what came in and what waits, and what became of an earlier draft of the file."""
    waits = f", {admitted.left} wait in draft {admitted.draft}" if admitted.draft else ""
    said = f"{admitted.accepted} taken in{waits}"
    if (onto := admitted.onto) is None or not (onto.kept or onto.again or onto.left):
        return said
    said += f", where {onto.kept} judgements of the earlier review stay"
    if onto.again:
        said += (
            f", {len(onto.again)} read otherwise are open again ({'、'.join(onto.again[:_FEW])})"
        )
    if onto.left:
        said += (
            f", {len(onto.left)} worked on and not read now stay ({'、'.join(onto.left[:_FEW])})"
        )
    return said


def tell_waiting(
    registry: "Registry", documents: "Collection[str]", *, but: "Collection[str | None]" = ()
) -> None:
    """Say which drafts of these documents are not done; nothing of them was changed."""
    from projects.review_lists import owner_text

    for head in registry.drafts.all_heads():
        if head.left and head.facts.sha256 in documents and head.id not in but:
            whose = f"draft {head.id} of {owner_text(head)}"
            said = f"{whose} is not done ({head.left} of {head.total} left) and was left as it is"
            typer.echo(f"note: {head.facts.title}: {said}; luotu drafts show {head.id}.", err=True)


def warn_of(user: str | None) -> None:
    """Say where a draft's owner (None: the login name) cannot sign in: no browser would show it."""
    from getpass import getuser

    from projects.access.signing import access_of

    user = user or getuser()
    if not access_of(Settings.from_environment()).knows(user):
        typer.echo(
            f'note: there is no user "{user}" who could see it in the browser; '
            f"luotu user add {user}, or luotu drafts give DRAFT --to NAME.",
            err=True,
        )


def tell_unchecked(projects: int) -> None:
    """Say that what came in was looked at by nobody, and what would have left the doubtful out."""
    if projects:
        said = f"{projects} taken in unchecked; --accept-above 0.9 leaves the doubtful for review"
        typer.echo(said, err=True)


def day_end(text: str) -> datetime:
    """Return the last moment of a day, YYYY-MM-DD, by this machine's clock."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - of this machine's time zone
    except ValueError as exc:
        message = f'"{text}" is no day; write it like 2026-07-01.'
        raise CommandError(message) from exc
    return day.replace(hour=23, minute=59, second=59, microsecond=999_999).astimezone()


def emit(text: str) -> None:
    """Write to stdout in UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def _one_line(exc: BaseException) -> str:
    if isinstance(exc, OSError) and exc.strerror:
        where = exc.filename2 or exc.filename
        return f"{where}: {exc.strerror}." if where else f"{exc.strerror}."
    return " ".join(str(exc).split())
