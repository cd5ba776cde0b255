"""Commands for authors: check, mark, explain; import, export; new, try."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.decks.folders import deck_folders
from bot.settings import BadSettings, read_settings

Content = Annotated[
    Path | None,
    typer.Option(help="A deck, or a folder of decks; else RECALL_CONTENT, else the decks that come along."),
]
_NOT_READ = 1


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("check")(check)
    app.command("mark")(mark)
    app.command("explain")(explain)
    app.command("new")(new)
    app.command("try")(try_deck)
    app.command("import")(import_bank)
    app.command("export")(export_deck)


def content_of(given: Path | None) -> Path:
    """The folder that was named, else the one of the settings. Raises BadSettings."""
    return _named(given) or read_settings().content


def _named(given: Path | None) -> Path | None:
    """The folder that `--content`, else RECALL_CONTENT names; None if neither does. Raises BadSettings."""
    if given is not None and not given.exists():
        raise BadSettings(f"--content: there is no folder {given}. For example: --content content")
    settings = read_settings()
    return given or (settings.content if "RECALL_CONTENT" in settings.given else None)


def new_folder(deck: Path, content: Path | None) -> Path:
    """Where a deck is made: a mere name among the decks that were named, anything else as it is written."""
    among = _named(content)
    if among is None or len(deck.parts) != 1 or deck.is_absolute():
        return deck
    if deck_folders(among) == [among]:  # it is a deck itself
        return among if among.resolve().name == deck.name else among.parent / deck
    return among / deck


def deck_folder(deck: Path, content: Path | None) -> Path:
    """The folder of a deck that is there: as `new_folder` has it, else as it is written, else of that name
    among the decks that come along."""
    places = (
        new_folder(deck, content),
        deck,
        *([content_of(content) / deck] if len(deck.parts) == 1 else ()),
    )
    return next((place for place in places if place.exists()), deck)


def check(
    path: Annotated[list[Path] | None, typer.Argument(help="Decks, or a folder of decks.")] = None,
    content: Content = None,
) -> None:
    """Look a deck through: everything that is wrong, each with file, line and what to do."""
    from bot.decks.check import run_check

    report, status = run_check([deck_folder(each, content) for each in path or ()] or [content_of(content)])
    typer.echo(report)
    raise typer.Exit(status)


def mark(content: Content = None) -> None:
    """Mark answers: JSON lines in, JSON lines out for each, in order."""
    from bot.decks.adhoc import mark_lines
    from bot.decks.load import load_library

    library = load_library([content_of(content)])
    for line in mark_lines(sys.stdin, library):
        sys.stdout.write(line + "\n")


def explain(question: str, answer: str, content: Content = None) -> None:
    """Show how the marker sees an answer: words, alignment, vetoes, cuts."""
    from bot.decks.adhoc import explain_marking
    from bot.decks.library import DeckLibrary
    from bot.domain.question import QuestionId

    deck_library = DeckLibrary([content_of(content)])
    found = deck_library.current.question(QuestionId(question))
    if found is None:
        known = next((q.id for deck in deck_library.current.decks for q in deck.questions()), "none")
        raise BadSettings(f"There is no question {question}. One that exists: {known}")
    typer.echo(explain_marking(found, answer, deck_library.lexicon(found.deck, found.lang)))


def new(
    deck: Annotated[Path, typer.Argument(help="The folder to make, or a name; its name is the deck's.")],
    lang: Annotated[str, typer.Option(help="Its language, such as en.")] = "en",
    content: Content = None,
) -> None:
    """Make a deck's folder with one question of each kind, ready to be edited and checked."""
    from bot.decks.starting import start_deck

    typer.echo(start_deck(new_folder(deck, content), lang=lang))


def try_deck(
    deck: Annotated[Path, typer.Argument(help="A deck's folder, or its name.")],
    content: Content = None,
) -> None:
    """Answer a deck's questions here: see each verdict and why, and rule on answers on the spot."""
    from bot.decks.trying import try_out

    def said() -> str | None:
        try:
            return input("> ")
        except (EOFError, KeyboardInterrupt):
            return None

    try_out(deck_folder(deck, content), said, typer.echo)


def import_bank(
    file: Annotated[Path, typer.Argument(help="The bank: Moodle XML, GIFT, CSV, xlsx, Anki and others.")],
    to: Annotated[Path, typer.Option(help="The deck's folder, made if it is not there; or a deck's name.")],
    format: Annotated[str, typer.Option(help="What the file is, where its name and looks don't tell.")] = "",
    title: Annotated[str, typer.Option(help="Title of a new deck.")] = "",
    lang: Annotated[str, typer.Option(help="Language of a new deck, such as en.")] = "",
    licence: Annotated[str, typer.Option(help="Licence of a new deck, such as CC-BY-4.0.")] = "",
    check: Annotated[bool, typer.Option(help="Write nothing; tell what would come.")] = False,
    content: Content = None,
) -> None:
    """Take a bank of questions over into a deck, and say row by row what could not come."""
    from bot.decks.formats.bank import CannotRead
    from bot.decks.importing import Wish, plan_import, read_file, report

    wish = Wish(format=format, title=title, lang=lang, licence=licence)
    try:
        plan = plan_import(read_file(file), file.name, new_folder(to, content), wish)
    except CannotRead as error:
        typer.echo(f"{file}: {error}", err=True)
        raise typer.Exit(_NOT_READ) from None
    if not check:
        plan.write()
    typer.echo(report(plan))
    if not check:
        typer.echo(f"The deck is in {plan.folder}.")


def export_deck(
    deck: Annotated[Path, typer.Argument(help="A deck's folder, or its name.")],
    as_: Annotated[str, typer.Option("--as", help="The format, such as moodle, gift, csv, anki, toml.")],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; named after the deck, if left out.")
    ] = None,
    content: Content = None,
) -> None:
    """Write a deck as a file in another format, and say what that format has no place for."""
    from bot.decks.deck_files import DeckFiles
    from bot.decks.exporting import bank_of, export_report, words_lost
    from bot.decks.formats.bank import CannotRead
    from bot.decks.formats.registry import FORMATS

    if as_ not in FORMATS:
        raise BadSettings(f"--as: “{as_}” is no format known here. Known are {', '.join(FORMATS)}.")
    format = FORMATS[as_]
    folder = deck_folder(deck, content)
    try:
        bank = bank_of(DeckFiles(folder=folder))
    except CannotRead as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_NOT_READ) from None
    written = format.write(bank)
    place = to or Path(f"{folder.resolve().name}.{format.endings[0]}")
    place.write_bytes(written.data)
    losses = (*bank.losses, *words_lost(bank, format), *written.losses)
    typer.echo(export_report(bank, losses, str(place), format.title))
    if format.name == "toml" and place.suffix != ".zip":
        typer.echo(
            f"It is a zip archive; `recall import` reads it, other programs want it named {place.stem}.zip."
        )
