"""Coming, going on, resting; and what to say to what is not an answer."""

from bot.app.events import ContentKind
from bot.app.replies import (
    ClosedAlready,
    NotACommand,
    NothingOpen,
    NotText,
    OldButton,
    OpenAlready,
    PutAway,
    ReportTaken,
    Rested,
    Skipped,
    TooMuch,
    Welcomed,
    WelcomedBack,
)
from bot.words.markup import soft
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def welcomed(t: Translator, reply: Welcomed) -> Html:
    """What this is, in one breath."""
    if reply.greets:
        return t("Hi! I ask, you type, I say what's right and why.")
    return t("I ask, you type, I say what's right and why.")


def welcomed_back(t: Translator, _: WelcomedBack) -> Html:
    """Good to see them."""
    return t("Good to see you again.")


def rested(t: Translator, reply: Rested) -> Html:
    """They have had enough; who wants to be asked later is told how."""
    if reply.later:
        return t("Good. /next goes on whenever you like; /daily asks you at an hour of your own.")
    return t("Good. /next goes on whenever you like.")


def nothing_open(t: Translator, _: NothingOpen) -> Html:
    """No question waits."""
    return t("No question is open. /next brings one, /help says what else I do.")


def skipped(t: Translator, _: Skipped) -> Html:
    """A question was put off."""
    return t("I'll ask that one another time.")


def put_away(t: Translator, reply: PutAway) -> Html:
    """It will not be asked again, and how to undo that."""
    return t("I won't ask {title} again. /settings back undoes that.", title=soft(reply.title))


def report_taken(t: Translator, reply: ReportTaken) -> Html:
    """The author will see it."""
    if reply.open:
        return t("Thank you: the author will see it.")
    return t("Thank you: the author will see it. /next goes on.")


def old_button(t: Translator, _: OldButton) -> Html:
    """A button of another time."""
    return t("That button leads nowhere any more. /next goes on.")


def open_already(t: Translator, _: OpenAlready) -> Html:
    """They tapped on, and a question waits."""
    return t("A question is open already: type your answer.")


def closed_already(t: Translator, _: ClosedAlready) -> Html:
    """The question under the button is closed."""
    return t("That one is closed. /next goes on.")


def not_a_command(t: Translator, reply: NotACommand) -> Html:
    """A slash word nobody knows."""
    return t("I don't know /{name}. /help lists what I can do.", name=reply.name)


def too_much(t: Translator, _: TooMuch) -> Html:
    """They sent far more at once than can be read."""
    return t(
        "That's more at once than I can read. Give me ten seconds of quiet, then go on; "
        "what you send until then isn't read."
    )


def not_text(t: Translator, reply: NotText) -> Html:
    """Something that cannot be read."""
    seen = {
        ContentKind.PICTURE: t("I can't look at pictures."),
        ContentKind.VOICE: t("I can't listen yet."),
        ContentKind.STICKER: t("Nice sticker, but I can't read it."),
    }.get(reply.what, t("I can read text alone."))
    then = (
        t("Type your answer in a few words; the question stays open.")
        if reply.open
        else t("/next brings a question.")
    )
    return Html(f"{seen} {then}")
