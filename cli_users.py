"""The commands `luotu user …`: who may edit, for offices without an identity provider."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli_common import CommandError, OneLineGroup, emit
from projects.access.roles import Role
from projects.settings import Settings

if TYPE_CHECKING:
    from projects.access.users import Users

users_app = typer.Typer(
    cls=OneLineGroup,
    help="Named users, who may edit in the browser.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

NoRegistry = Annotated[
    str | None, typer.Option("--registry", hidden=True, help="Taken everywhere, not needed here.")
]
UserName = Annotated[str, typer.Argument(help="The user's name, as shown.", show_default=False)]


@users_app.command("add")
def add_user(
    name: UserName,
    role: Annotated[Role, typer.Option("--role", help="What the user may.")] = Role.EDITOR,
    _registry_url: NoRegistry = None,
) -> None:
    """Add a user, or give one a new role and passphrase; asks for it, or reads a line of stdin."""
    users = _users()
    is_new = users.add(name, role, _passphrase())
    said = "added" if is_new else "has a new role and passphrase"
    typer.echo(f"{name}: {said} ({role.value}) in {users.path}", err=True)


@users_app.command("remove")
def remove_user(name: UserName, _registry_url: NoRegistry = None) -> None:
    """Remove a user; what the user did stays signed with the name."""
    users = _users()
    users.remove(name)
    typer.echo(f"{name}: removed from {users.path}", err=True)


@users_app.command("list")
def list_users(_registry_url: NoRegistry = None) -> None:
    """List the users and their roles."""
    from projects.access.signing import HOW_TO_TURN_ON

    file = _users()
    users = file.all()
    emit("".join(f"{user.name}\t{user.role.value}\n" for user in users))
    if not users:
        typer.echo(f"nobody in {file.path}; editing is off until: {HOW_TO_TURN_ON}", err=True)


def _users() -> "Users":
    from projects.access.users import Users

    return Users(Settings.from_environment().users_file)


def _passphrase() -> str:
    """Ask without echo, twice; what is not a terminal sends one line."""
    if sys.stdin.isatty():
        passphrase: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        return passphrase
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        message = "no passphrase on stdin; send one line, or run it in a terminal."
        raise CommandError(message)
    return line
