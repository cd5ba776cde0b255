"""To those who look after the bot: how it stands, what has come up, what they announce."""

from datetime import datetime

from babel.dates import format_datetime

from bot.app.replies import (
    Announced,
    AnnounceDropped,
    AnnounceHow,
    AnnouncementShown,
    AnnouncePreview,
    AnnounceTold,
    BackupFailed,
    DecksBroken,
    ModelStanding,
    RepliesStuck,
    StatusTold,
    UpdatesDied,
    WasAway,
)
from bot.words.markup import lines, paragraphs, plain, shortened, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
LONGEST_FAULT = 150
"""Signs of a deck's fault that are told."""


def status_told(t: Translator, reply: StatusTold) -> Html:
    """Everything that is worth a look, a line each."""
    people = t.count("{n} person is here", "{n} people are here", reply.people)
    lately = t.count("{n} answered in the last day.", "{n} answered in the last day.", reply.lately)
    sent = t.count("{n} message waits to be sent.", "{n} messages wait to be sent.", reply.unsent)
    heard = t.count("{n} update waits to be handled.", "{n} updates wait to be handled.", reply.unhandled)
    return lines(
        t(
            "This is Recall {version}. {people}, {lately}",
            version=reply.version,
            people=people,
            lately=lately,
        ),
        sent if reply.unsent else t("Nothing waits to be sent."),
        heard if reply.unhandled else "",
        updates_died(t, UpdatesDied(count=reply.dead)) if reply.dead else "",
        was_away(t, WasAway(start=reply.away[0], end=reply.away[1])) if reply.away else "",
        t("The last back-up is of {when}.", when=_when(t, reply.backed_up))
        if reply.backed_up
        else t("I know of no back-up. `recall backup` makes one."),
        _decks(t, reply.decks, reply.questions),
        decks_broken(t, DecksBroken(wrong=reply.wrong)) if reply.wrong else "",
        _model(t, reply.model) if reply.model else "",
    )


def _model(t: Translator, model: ModelStanding) -> Html:
    spent = t(
        "Today {name} had {calls} of {of_calls} requests and took {tokens} of {of_tokens} tokens.",
        name=model.name,
        calls=model.calls,
        of_calls=model.of_calls,
        tokens=model.tokens,
        of_tokens=model.of_tokens,
    )
    if model.measured:
        return spent
    return Html(f"{spent} {t('It was not measured: what it says is shown to authors alone.')}")


def _decks(t: Translator, decks: int, questions: int) -> Html:
    asked = t.count("{n} question", "{n} questions", questions)
    return t.count("{n} course with {asked}.", "{n} courses with {asked}.", decks, asked=asked)


def was_away(t: Translator, reply: WasAway) -> Html:
    """The last outage."""
    start, end = _when(t, reply.start), _when(t, reply.end)
    return t(
        "I was away from {start} to {end}. It doesn't count against anybody's streak.",
        start=start,
        end=end,
    )


def updates_died(t: Translator, reply: UpdatesDied) -> Html:
    """What can be done about updates that failed."""
    return t.count(
        "{n} update could not be handled. It lies in the table dead_updates, with the error.",
        "{n} updates could not be handled. They lie in the table dead_updates, with the errors.",
        reply.count,
    )


def backup_failed(t: Translator, reply: BackupFailed) -> Html:
    """When; why is where it was run."""
    return t(
        "The back-up of {when} failed. Why is said where `recall backup` was run.", when=_when(t, reply.at)
    )


def replies_stuck(t: Translator, reply: RepliesStuck) -> Html:
    """Since when."""
    return t(
        "Replies have waited since {when}. `recall health --ready` says why.", when=_when(t, reply.since)
    )


def decks_broken(t: Translator, reply: DecksBroken) -> Html:
    """The first faults, a line each."""
    told = [plain(shortened(fault, LONGEST_FAULT)) for fault in reply.wrong]
    return lines(t("Some of the decks cannot be used as they are; `recall check` tells all of it:"), *told)


def announce_how(t: Translator, reply: AnnounceHow) -> Html:
    """How it is done."""
    if reply.too_long:
        return t("That's too long: {n} signs are the most.", n=reply.most)
    return t("To tell everybody something: /announce and your words. You see it before anybody gets it.")


def announce_preview(t: Translator, reply: AnnouncePreview) -> Html:
    """To how many, how long it takes, and the words as they will be read."""
    people = t.count("{n} person gets this", "{n} people get this", reply.people)
    minutes = t.count("about {n} minute", "about {n} minutes", reply.minutes)
    head = t("{people}, within {minutes}; at night, afterwards:", people=people, minutes=minutes)
    return paragraphs(head, plain(reply.words))


def announce_preview_choices(t: Translator, reply: AnnouncePreview) -> Rows:
    """Send it or not."""
    send, drop = t.label("Send it"), t.label("Don't send it")
    return ((tap(send, 0, f"announce-send-{reply.id}"), tap(drop, 0, f"announce-drop-{reply.id}")),)


def announce_told(t: Translator, reply: AnnounceTold) -> Html:
    """How far it is."""
    of = t.count("{reached} of {n} person", "{reached} of {n} people", reply.people, reached=reply.reached)
    if reply.state is AnnouncementShown.STOPPED:
        return t("The announcement is stopped. It went to {of}.", of=of)
    if reply.state is AnnouncementShown.DONE:
        return t("The announcement is out. It went to {of}.", of=of)
    waits = t("Who has quiet hours gets it afterwards.") if reply.waits else ""
    return lines(t("The announcement is going out. So far it went to {of}.", of=of), waits)


def announce_told_choices(t: Translator, reply: AnnounceTold) -> Rows:
    """Stop, while there is something to stop."""
    if reply.state is not AnnouncementShown.GOING:
        return ()
    return ((tap(t.label("Stop it"), 0, f"announce-stop-{reply.id}"),),)


def announce_dropped(t: Translator, _: AnnounceDropped) -> Html:
    """Nobody got it."""
    return t("It was not sent.")


def announced(t: Translator, reply: Announced) -> Html:
    """Their words."""
    return plain(reply.words)


def _when(t: Translator, at: datetime | None) -> str:
    return format_datetime(at, "d MMM, HH:mm", locale=t.locale)
