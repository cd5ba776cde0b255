"""Changing the wording of a question in the chat."""

from bot.app import replies as f
from bot.domain.wording import changes_of
from bot.words.markup import lines, paragraphs, plain, soft, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def wording_asked(t: Translator, reply: f.WordingAsked) -> Html:
    """The lines as they stand, and how one is changed."""
    how = t("Send the lines that change, each with its name in front, as they stand here:")
    again = t("That changes none of these lines.") if reply.again else ""
    stand = (plain(f"{key}: {text}") for key, text in reply.lines)
    return paragraphs(lines(again, how), lines(*stand))


def wording_choices(t: Translator, reply: f.WordingAsked) -> Rows:
    """Not at all."""
    return ((tap(t.label("Leave it"), 0, f"rule-{reply.draft}-leave"),),)


def changes_told(t: Translator, told: str) -> Html:
    """What each line was, and what it would be."""
    return lines(*(_change(t, one.key, one.old, one.new) for one in changes_of(told)))


def _change(t: Translator, key: str, old: str, new: str) -> Html:
    if not old:
        return t("New in {key}: {new}", key=plain(key), new=soft(new))
    if not new:
        return t("No more in {key}: {old}", key=plain(key), old=soft(old))
    return t("{key}, instead of “{old}”: {new}", key=plain(key), old=plain(old), new=soft(new))
