"""Commands for operators and authors: roles, rulings, which questions are hard."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import BadSettings, read_settings

if TYPE_CHECKING:
    from bot.domain.rulings import Ruling

Person = Annotated[int, typer.Option(help="The person's number at Telegram; they have to have written once.")]
role = typer.Typer(
    help="Who looks after the bot, and who rules on the answers to a deck.", no_args_is_help=True
)
decks = typer.Typer(help="Decks that came in by chat: they lie in the database.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(role, name="role")
    app.add_typer(decks, name="decks")
    app.command("rulings")(list_rulings)
    app.command("items")(items)
    app.command("suggest")(suggest)


@role.command("list")
def list_roles() -> None:
    """Everybody who has a role."""
    from bot.authoring import roles

    for person, name, scope in roles(read_settings()):
        typer.echo(f"{name} {scope} {person}".replace("  ", " "))


@role.command("add")
def add(name: str, person: Person, deck: str = typer.Argument("")) -> None:
    """Make somebody an operator, the author of a deck (`role add author chem --person 123`), or let them make
    classes (`role add teacher --person 123`)."""
    _change(name, deck, person, given=True)


@role.command("remove")
def remove(name: str, person: Person, deck: str = typer.Argument("")) -> None:
    """Take a role away."""
    _change(name, deck, person, given=False)


@decks.command("list")
def list_decks() -> None:
    """Every deck, and where it is: in a folder, or which version came in by chat."""
    from bot.authoring import decks_listed

    for line in decks_listed(read_settings()):
        typer.echo(line)


@decks.command("export")
def export_version(
    deck: Annotated[str, typer.Argument(help="The deck.")],
    version: Annotated[int, typer.Option(help="The version; the one that is taught from, if left out.")] = 0,
    to: Annotated[
        Path | None, typer.Option(help="A .zip to write, or a deck's folder; else a .zip named after it.")
    ] = None,
) -> None:
    """Write a deck that came in by chat to files, as they are: for git, or for another bot."""
    from bot.authoring import export_version as write

    for file in write(read_settings(), deck, version, to or Path(f"{deck}.zip")):
        typer.echo(f"Wrote {file}")


@decks.command("remove")
def remove_deck(deck: Annotated[str, typer.Argument(help="The deck.")]) -> None:
    """Teach from it no more; one of that name in a folder serves again. Its versions stay, to be exported."""
    from bot.authoring import remove_published

    typer.echo(remove_published(read_settings(), deck))


def list_rulings(
    deck: Annotated[str, typer.Argument(help="The deck; all, if left out.")] = "",
    patch: Annotated[bool, typer.Option(help="Write them into the deck's files; comments stay.")] = False,
) -> None:
    """What was ruled on answers in the chat."""
    from bot.authoring import patch_rulings, rulings_listed

    settings = read_settings()
    if not patch:
        for line in rulings_listed(settings, deck):
            typer.echo(line)
        return
    for file in patch_rulings(settings, deck):
        typer.echo(f"Wrote {file}")


def items(
    deck: Annotated[str, typer.Argument(help="The deck.")],
    csv: Annotated[bool, typer.Option(help="As comma-separated values.")] = False,
) -> None:
    """How hard its questions are, by first tries; nothing that a few people could be known by."""
    from bot.authoring import items_listed

    for line in items_listed(read_settings(), deck, csv=csv):
        typer.echo(line)


def suggest(
    deck: Annotated[str, typer.Argument(help="The deck.")],
    question: Annotated[str, typer.Option(help="One question; else those that have the least.")] = "",
    most: Annotated[int, typer.Option(min=1, help="Questions that are asked about at most.")] = 10,
    take: Annotated[bool, typer.Option(help="Ask about each proposal, and write what you take.")] = False,
) -> None:
    """Have the language model propose answers to accept, misses, hints; each is tried first."""
    from bot.second_opinion.suggesting import suggest as ask

    def taken(ruling: "Ruling") -> bool:
        return typer.confirm(f"  Take {ruling.kind.value.replace('_', ' ')}: {ruling.texts[0]}?")

    ask(read_settings(), deck, question, most, typer.echo, taken if take else None)


def _change(name: str, deck: str, person: int, *, given: bool) -> None:
    from bot.authoring import change_role

    if name not in ("operator", "author", "teacher") or (name == "author") != bool(deck):
        raise BadSettings("A role is `operator`, `teacher`, or `author` and a deck, such as: author intro-ml")
    done = change_role(read_settings(), name, deck, person, given=given)
    typer.echo(done)
