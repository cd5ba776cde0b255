"""Coming, going on, resting; and what to say to what is not an answer."""

from bot.app.facts import (
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
    Welcomed,
    WelcomedBack,
)
from bot.app.heard import What
from bot.words.markup import soft, tap
from bot.words.spoken import Tap
from bot.words.streaks import news
from bot.words.tongue import Html, Tongue
from bot.words.when import in_days

Rows = tuple[tuple[Tap, ...], ...]


def welcomed(t: Tongue, _: Welcomed) -> Html:
    """What this is, in one breath."""
    return t("I ask, you type, I say what's right and why.")


def welcomed_back(t: Tongue, _: WelcomedBack) -> Html:
    """Good to see them."""
    return t("Good to see you again.")


def sitting_over(t: Tongue, fact: SittingOver) -> Html:
    """How it went and what returns."""
    if fact.questions == 1:
        return t("That's it for today; more if you like.")
    score = t("{right} of {questions}.", right=fact.right, questions=fact.questions)
    met = t("{met} of {of} met so far.", met=fact.met, of=fact.of) if fact.met < fact.of else Html("")
    return Html(" ".join(part for part in (score, _coming_back(t, fact), met) if part))


def sitting_choices(t: Tongue, _: SittingOver) -> Rows:
    """On, or enough."""
    return ((tap(t.label("Five more"), 0, "next"), tap(t.label("Enough"), 0, "enough")),)


def all_met(t: Tongue, fact: AllMet) -> Html:
    """A moment of its own."""
    return t(
        "That was the last new one: you have met all {count} questions of {deck}. "
        "From here on they come back, each when it helps most. 🎉",
        count=fact.count,
        deck=soft(fact.deck),
    )


def nothing_left(t: Tongue, fact: NothingLeft) -> Html:
    """Everything is put away."""
    if fact.away:
        return t("There's nothing to ask here: you put all of it away. /settings back brings it back.")
    return t("There's nothing to ask here. /learn lists the topics.")


def rested(t: Tongue, _: Rested) -> Html:
    """They have had enough."""
    return t("Good. /next goes on whenever you like.")


def nothing_open(t: Tongue, _: NothingOpen) -> Html:
    """No question waits."""
    return t("No question is open. /next brings one, /help says what else I do.")


def skipped(t: Tongue, _: Skipped) -> Html:
    """A question was put off."""
    return t("Put off.")


def put_away(t: Tongue, fact: PutAway) -> Html:
    """It will not be asked again, and how to undo that."""
    return t("I won't ask {title} again. /settings back undoes that.", title=soft(fact.title))


def report_taken(t: Tongue, _: ReportTaken) -> Html:
    """The author will see it."""
    return t("Thank you: the author will see it. /next goes on.")


def old_button(t: Tongue, _: OldButton) -> Html:
    """A button of another time."""
    return t("That button leads nowhere any more. /next goes on.")


def open_already(t: Tongue, _: OpenAlready) -> Html:
    """They tapped on, and a question waits."""
    return t("A question is open already: type your answer.")


def closed_already(t: Tongue, _: ClosedAlready) -> Html:
    """The question under the button is closed."""
    return t("That one is closed. /next goes on.")


def not_a_command(t: Tongue, fact: NotACommand) -> Html:
    """A slash word nobody knows."""
    return t("I don't know /{name}. /help lists what I can do.", name=fact.name)


def not_text(t: Tongue, fact: NotText) -> Html:
    """Something that cannot be read."""
    seen = {
        What.PICTURE: t("I can't look at pictures."),
        What.VOICE: t("I can't listen yet."),
        What.STICKER: t("Nice sticker, but I can't read it."),
    }.get(fact.what, t("I can read text alone."))
    then = (
        t("Type your answer in a few words; the question stays open.")
        if fact.open
        else t("/next brings a question.")
    )
    return Html(f"{seen} {then}")


def _coming_back(t: Tongue, fact: SittingOver) -> Html:
    """What was missed, by title, with the day it is back if one was promised; then the others."""
    if not fact.coming_back:
        return Html("")
    days = [when.days for _, when in fact.coming_back if when.days]
    first = min(days, default=None)
    named = [title for title, when in fact.coming_back if when.days == first]
    titles = Html(", ".join(map(soft, named)))
    if first is None:
        return t.count(
            "{titles} comes back in its turn.", "{titles} come back in their turn.", len(named), titles=titles
        )
    comes = t.count(
        "{titles} comes back {when}", "{titles} come back {when}", len(named), titles=titles,
        when=in_days(t, first),
    )  # fmt: skip
    others = [when for _, when in fact.coming_back if when.days != first]
    others += [fact.others] if fact.others else []
    last = max((when.days or 0 for when in others), default=0)
    if any(when.in_turn for when in others):
        return t("{comes}, the others in their turn.", comes=comes)
    if last <= first:
        return Html(f"{comes}.")
    return t("{comes}, the others {when}.", comes=comes, when=in_days(t, last))


def nothing_due(t: Tongue, fact: NothingDue) -> Html:
    """Nothing is due, and that is good."""
    when = (
        t("The next one comes back {when}.", when=in_days(t, fact.back.days)) if fact.back.days else Html("")
    )
    day = news(t, fact.streak)
    return Html(
        " ".join(part for part in (t("Nothing is due today: you know what you know."), when, day) if part)
    )
