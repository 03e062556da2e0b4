"""The commands `luotu history` and `luotu undo`: what people changed."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import CommandError, RegistryUrl, emit, open_registry
from projects.review_lists import ReviewFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from projects.registry import Registry
    from projects.reviewing.values import ProjectKey, Signature

review_app = typer.Typer(rich_markup_mode=None)

Written = Annotated[ReviewFormat, typer.Option("--format", help="How to write it.")]
_SHOWN = 8


@review_app.command()
def history(
    project: Annotated[
        str | None,
        typer.Argument(help="A project's name, or its key; none: the latest of all."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Without a project: how many.")] = 50,
    format_: Written = ReviewFormat.TABLE,
    registry: RegistryUrl = None,
) -> None:
    """List what was changed: when, who, what was, what is, why."""
    from projects.review_lists import written_revisions

    with open_registry(registry) as store:
        if project is None:
            found = store.revisions.recent(limit)
        else:
            found = store.revisions.history(_key(store, project))
        named = store.acts.called(revision.key for revision in found)
    emit(written_revisions(found, named, format_))


@review_app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The revision's number, from luotu history.")],
    *,
    act: Annotated[
        bool, typer.Option("--act", help="Take back all that was done in one go with it.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, for the history.")] = "",
    who: Annotated[
        str | None, typer.Option("--who", help="Who does it; else the name one is logged in by.")
    ] = None,
    registry: RegistryUrl = None,
) -> None:
    """Take back one change, or all of its act; it stays in the history, and so does this."""
    from projects.reviewing.values import Signature

    signed = Signature.of(who or getpass.getuser(), why)
    with open_registry(registry) as store:
        if act:
            _undo_act(store, number, signed)
            return
        made = store.revisions.undo(number, signed=signed)
    typer.echo(f"revision {made.number} takes {number} back", err=True)


def _undo_act(store: "Registry", number: int, signed: "Signature") -> None:
    """Take back what was done in one go with a revision; say what could not be, and why."""
    done = store.acts.undo(store.acts.of(number), signed=signed)
    names = store.acts.called(left.key for left in done.left)
    typer.echo(f"{done.done} changes are taken back", err=True)
    for head in done.opened:
        typer.echo(f"{head.id}: {head.left} items to be decided; luotu drafts show it", err=True)
    for head in done.stopped:
        typer.echo(f"{head.id}: nothing of it is accepted any more, its version went", err=True)
    for left in done.left:
        name = names.get(left.key, left.key.id)
        typer.echo(f"not taken back: {name}, revision {left.number}: {left.fault}", err=True)


def _key(store: "Registry", said: str) -> "ProjectKey":
    """Find the project meant by its name or its key; several of one name are told apart by key."""
    from projects.reviewing.values import ProjectKey

    document, sign, id_ = said.partition("-")
    known = [facts.sha256 for facts in store.documents()]
    documents = [sha256 for sha256 in known if sign and sha256.startswith(document)]
    if len(documents) == 1:
        key = ProjectKey(documents[0], id_)
        if store.revisions.history(key):
            return key
    projects = store.projects()
    named = [p for p in projects if p.name == said] or [p for p in projects if said in p.name]
    if len(named) == 1:
        return ProjectKey(named[0].document, named[0].id)
    message = f'no project is called "{said}"; name it as the lists do, or by its key.'
    if named:
        rows = [(p.document, p.id, p.name) for p in named]
        message = f'"{said}" could be {len(named)} projects: {_told(rows)}.'
    raise CommandError(message)


def _told(rows: "Sequence[tuple[str, str, str]]") -> str:
    told = ", ".join(f"{document[:12]}-{id_} {name}" for document, id_, name in rows[:_SHOWN])
    return f"{told} …" if len(rows) > _SHOWN else told
