"""The menu of commands, as a face shows it."""

from bot.app.commands import COMMANDS
from bot.words.tongue import tongue


def menu(language: str | None) -> tuple[tuple[str, str], ...]:
    """(command, what it does) for the private chat, in the order of the menu."""
    t = tongue(language)
    described = {
        "learn": t.label("Choose what to learn"),
        "daily": t.label("One question a day"),
        "streak": t.label("Days in a row"),
        "stats": t.label("How far you have come"),
        "settings": t.label("Pace, course, your data"),
        "help": t.label("What I can do"),
    }
    return tuple((name, described[name]) for name, command in COMMANDS.items() if command.menu)
