"""Coming, going on, resting; and what to say to what is not an answer."""

from bot.app.events import ContentKind
from bot.app.replies import (
    AllMet,
    ClosedAlready,
    NotACommand,
    NothingDue,
    NothingLeft,
    NothingOpen,
    NotText,
    OldButton,
    OpenAlready,
    PutAway,
    ReportTaken,
    Rested,
    SittingOver,
    Skipped,
    TopicMet,
    Welcomed,
    WelcomedBack,
)
from bot.words.calendar.streaks import news
from bot.words.calendar.when import in_days
from bot.words.markup import soft, tap
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


def sitting_over(t: Translator, reply: SittingOver) -> Html:
    """How it went and what returns."""
    if reply.questions == 1:
        return t("That's it for today; more if you like.")
    score = t("{right} of {questions}.", right=reply.right, questions=reply.questions)
    met = t("{met} of {of} met so far.", met=reply.met, of=reply.of) if reply.met < reply.of else Html("")
    return Html(" ".join(part for part in (score, _coming_back(t, reply), met) if part))


def sitting_choices(t: Translator, _: SittingOver) -> Rows:
    """On, or enough."""
    return ((tap(t.label("Five more"), 0, "next"), tap(t.label("Enough"), 0, "enough")),)


def all_met(t: Translator, reply: AllMet) -> Html:
    """A moment of its own."""
    return t(
        "That was the last new one: you have met all {count} questions of {deck}. "
        "From here on they come back, each when it helps most. 🎉",
        count=reply.count,
        deck=soft(reply.deck),
    )


def topic_met(t: Translator, reply: TopicMet) -> Html:
    """Nothing in it is new."""
    title = soft(reply.title)
    if not reply.due:
        return t("You have met all {count} of {title}; none is due today.", count=reply.count, title=title)
    return t.count(
        "You have met all {count} of {title}; {n} is due today.",
        "You have met all {count} of {title}; {n} are due today.",
        reply.due,
        count=reply.count,
        title=title,
    )


def nothing_left(t: Translator, reply: NothingLeft) -> Html:
    """Everything is put away."""
    if reply.away:
        return t("There's nothing to ask here: you put all of it away. /settings back brings it back.")
    return t("There's nothing to ask here. /learn lists the topics.")


def rested(t: Translator, _: Rested) -> Html:
    """They have had enough."""
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


def _coming_back(t: Translator, reply: SittingOver) -> Html:
    """What was missed, by title, with the day it is back if one was promised; then the others."""
    if not reply.coming_back:
        return Html("")
    days = [when.days for _, when in reply.coming_back if when.days]
    first = min(days, default=None)
    named = [title for title, when in reply.coming_back if when.days == first]
    titles = Html(", ".join(map(soft, named)))
    if first is None:
        return t.count(
            "{titles} comes back once there is room for it.",
            "{titles} come back once there is room for them.",
            len(named),
            titles=titles,
        )
    comes = t.count(
        "{titles} comes back {when}", "{titles} come back {when}", len(named), titles=titles,
        when=in_days(t, first),
    )  # fmt: skip
    others = [when for _, when in reply.coming_back if when.days != first]
    others += [reply.others] if reply.others else []
    last = max((when.days or 0 for when in others), default=0)
    if any(when.in_turn for when in others):
        return t("{comes}, the others once there is room.", comes=comes)
    if last <= first:
        return Html(f"{comes}.")
    return t("{comes}, the others {when}.", comes=comes, when=in_days(t, last))


def nothing_due(t: Translator, reply: NothingDue) -> Html:
    """Nothing is due, and that is good."""
    when = (
        t("The next one comes back {when}.", when=in_days(t, reply.back.days))
        if reply.back.days
        else Html("")
    )
    day = news(t, reply.streak)
    return Html(
        " ".join(part for part in (t("Nothing is due today: you know what you know."), when, day) if part)
    )
