"""The menu of commands, as a transport shows it."""

from bot.app.commands import COMMANDS
from bot.app.group_commands import GROUP_COMMANDS
from bot.words.translator import translator


def menu(language: str | None) -> tuple[tuple[str, str], ...]:
    """(command, what it does) for the private chat, in the order of the menu."""
    t = translator(language)
    described = {
        "learn": t.label("Choose what to learn"),
        "daily": t.label("One question a day"),
        "streak": t.label("Days in a row"),
        "stats": t.label("How far you have come"),
        "settings": t.label("Pace, course, your data"),
        "help": t.label("What I can do"),
    }
    return tuple((name, described[name]) for name, command in COMMANDS.items() if command.menu)


def group_menu(language: str | None) -> tuple[tuple[str, str], ...]:
    """The same for groups."""
    t = translator(language)
    described = {
        "quiz": t.label("Play a round of questions"),
        "stop": t.label("End the round"),
        "skip": t.label("Close the open question"),
        "top": t.label("This group's table"),
        "hideme": t.label("Leave me out of the tables"),
        "plain": t.label("Text instead of polls"),
        "daily": t.label("One question a day here"),
        "gaps": t.label("What this group forgets, weekly"),
        "help": t.label("How to play"),
    }
    return tuple((name, described[name]) for name, command in GROUP_COMMANDS.items() if command.menu)
