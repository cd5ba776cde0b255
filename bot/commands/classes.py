"""Commands about classes."""

from typing import Annotated

import typer

from bot.settings import read_settings

classes = typer.Typer(help="Classes: who teaches them, their links and weeks.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="The number of the class, as `class list` shows it.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(classes, name="class")


@classes.command("list")
def list_classes() -> None:
    """Every class: its number, title, course, state, how many are in it (from five on), its exam."""
    from bot.classes import classes_listed

    for line in classes_listed(read_settings()):
        typer.echo(line)


@classes.command("add")
def add_class(
    title: str,
    deck: Annotated[str, typer.Option(help="Its course.")],
    person: Annotated[int, typer.Option(help="Who teaches it; they have to have written once.")],
) -> None:
    """Make a class, and the link that lets people in."""
    from bot.classes import class_added

    typer.echo(class_added(read_settings(), title, deck, person))


@classes.command("close")
def close_class(number: Number) -> None:
    """Close a class; thirty days later it is forgotten who was in it."""
    from bot.classes import class_closed

    typer.echo(class_closed(read_settings(), number))


@classes.command("pause")
def pause_class(number: Number) -> None:
    """Pause a class: nobody comes in, nothing is due, no report comes; all of it is kept."""
    from bot.classes import class_paused

    typer.echo(class_paused(read_settings(), number, paused=True))


@classes.command("resume")
def resume_class(number: Number) -> None:
    """Let a paused class go on."""
    from bot.classes import class_paused

    typer.echo(class_paused(read_settings(), number, paused=False))


@classes.command("report")
def report_class(number: Number) -> None:
    """The last whole week of a class, as its teacher reads it."""
    from bot.classes import class_report

    typer.echo(class_report(read_settings(), number))
