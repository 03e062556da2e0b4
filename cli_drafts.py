"""The commands `luotu drafts …`: readings that wait for a review, decided on from the terminal."""

import getpass
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import CommandError, OneLineGroup, RegistryUrl, emit, open_registry, warn_of
from projects.review_lists import ReviewFormat

if TYPE_CHECKING:
    from projects.registry import Registry
    from projects.reviewing.drafts import Draft, DraftHead

drafts_app = typer.Typer(
    cls=OneLineGroup,
    help="List the readings that wait for a review, and decide on them.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

_NAMED = 5

DraftId = Annotated[
    str, typer.Argument(help="The draft, or how its id begins.", show_default=False)
]
All = Annotated[bool, typer.Option("--all", help="The doubtful, too.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Items = Annotated[
    list[str] | None, typer.Option("--item", help="Only this item; several times for several.")
]
By = Annotated[
    str | None, typer.Option("--who", help="Who does it; else the name one is logged in by.")
]


@drafts_app.callback()
def drafts(
    ctx: typer.Context,
    format_: Annotated[
        ReviewFormat, typer.Option("--format", help="How to write it.")
    ] = ReviewFormat.TABLE,
    registry: RegistryUrl = None,
) -> None:
    """List the readings that wait for a review: draft, owner, when changed, what is left, title."""
    from projects.review_lists import written_drafts

    ctx.obj = registry
    if ctx.invoked_subcommand is None:
        with open_registry(registry) as store:
            emit(written_drafts(store.drafts.all_heads(), format_))


@drafts_app.command()
def show(ctx: typer.Context, draft: DraftId, registry: RegistryUrl = None) -> None:
    """List a draft's items: id, state, doubts, name, sizes, counties, doubles elsewhere."""
    from projects.review_lists import written_items

    with open_registry(registry or ctx.obj) as store:
        emit(written_items(_opened(store, _head(store, draft))))


@drafts_app.command()
def accept(
    ctx: typer.Context,
    draft: DraftId,
    item: Items = None,
    *,
    all_: All = False,
    who: By = None,
    registry: RegistryUrl = None,
) -> None:
    """Bring a draft's open items that are in no doubt into the registry, as checked by you."""
    from projects.reviewing.drafts import ItemState
    from projects.reviewing.values import Signature

    if item and all_:
        fault = "--item names what is accepted, --all takes everything; give one of them"
        raise typer.BadParameter(fault)
    with open_registry(registry or ctx.obj) as store:
        head = _head(store, draft)
        opened = _opened(store, head)
        open_ = [i for i in opened.items if i.state is ItemState.OPEN]
        chosen = item or [i.id for i in open_ if all_ or not i.doubts]
        if not chosen and open_:
            message = f"all {len(open_)} open items are in doubt; look at them with luotu drafts "
            message += f"show {head.id}, and name them with --item, or take --all."
            raise CommandError(message)
        done = store.drafts.accept(
            head.id,
            chosen,
            owner=head.owner,
            version=opened.version,
            signed=Signature.of(who or getpass.getuser()),
        )
    nowhere = "、".join(done.unplaced[:_NAMED]) + ("…" if done.unplaced[_NAMED:] else "")
    said = f", {len(done.unplaced)} of them unplaced, in no county ({nowhere})" if nowhere else ""
    typer.echo(f"{len(done.projects)} accepted{said}, {done.left} left in {head.id}", err=True)


@drafts_app.command()
def reject(
    ctx: typer.Context,
    draft: DraftId,
    item: Items = None,
    why: Annotated[str, typer.Option("--why", help="The reason, for the history.")] = "",
    who: By = None,
    registry: RegistryUrl = None,
) -> None:
    """Turn items of a draft down; with the next acceptance the registry remembers it."""
    from projects.reviewing.values import Signature

    if not item:
        fault = "name the items with --item; luotu drafts show lists them"
        raise typer.BadParameter(fault)
    with open_registry(registry or ctx.obj) as store:
        head = _head(store, draft)
        version = store.drafts.open(head.id, owner=head.owner).version
        signed = Signature.of(who or getpass.getuser(), why)
        left = store.drafts.reject(
            head.id, item, owner=head.owner, version=version, signed=signed
        ).left
    typer.echo(f"{len(item)} turned down, {left} left in {head.id}", err=True)


@drafts_app.command()
def give(
    ctx: typer.Context,
    draft: DraftId,
    to: Annotated[str, typer.Option("--to", help="Whose it will be.")],
    registry: RegistryUrl = None,
) -> None:
    """Hand a draft over to another user, who then finds it in the browser."""
    from projects.reviewing.drafts import Owner

    with open_registry(registry or ctx.obj) as store:
        head = _head(store, draft)
        store.drafts.give(head.id, Owner.of_user(to), owner=head.owner)
    typer.echo(f"{head.id}: of {to} now", err=True)
    warn_of(to)


@drafts_app.command()
def discard(
    ctx: typer.Context,
    draft: DraftId,
    *,
    yes: Yes = False,
    registry: RegistryUrl = None,
) -> None:
    """Throw a draft away; what was accepted of it stays in the registry."""
    with open_registry(registry or ctx.obj) as store:
        head = _head(store, draft)
        if not yes and sys.stdin.isatty():
            asked = f"Discard the draft of {head.facts.title} with {head.left} open items?"
            typer.confirm(asked, abort=True)
        store.drafts.discard(head.id, owner=head.owner)
    typer.echo(f"{head.id}: discarded", err=True)


def _opened(store: "Registry", head: "DraftHead") -> "Draft":
    """Open a draft that knows what the registry's other documents name already, doubtful first."""
    from geo.divisions import Divisions
    from projects.reviewing.doubles import elsewhere
    from projects.reviewing.drafts import in_order

    opened = store.drafts.open(head.id, owner=head.owner)
    places = {item.id: place for place, item in enumerate(opened.items)}
    items = elsewhere(opened, store.holdings(), Divisions.load())
    return replace(opened, items=in_order(items, places))


def _head(store: "Registry", said: str) -> "DraftHead":
    """Find a draft by its id or by how that begins."""
    found = [head for head in store.drafts.all_heads() if head.id.startswith(said)]
    if len(found) == 1:
        return found[0]
    what = "there is no such draft" if not found else f"{len(found)} drafts begin so"
    message = f'draft "{said}": {what}; luotu drafts lists them.'
    raise CommandError(message)
