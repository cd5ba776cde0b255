"""The streak and its news. Told after an answer, kindly, and without a word of guilt."""

from datetime import date, timedelta

from babel.dates import format_date

from bot.app.ports.calendar import DayReason
from bot.app.replies import WhyLine, WhyTold
from bot.app.replies.daily import StreakNews
from bot.words.calendar.when import clock
from bot.words.markup import lines, paragraphs
from bot.words.translator import Html, Translator


def news(t: Translator, told: StreakNews | None) -> Html:
    """A few words after the verdict; nothing if today counted already."""
    if told is None:
        return Html("")
    if told.first:
        return t("Day 1. Days in a row with an answer are a streak; one day off won't end it.")
    parts = [_excused(t, told), _length(t, told)]
    if told.milestone:
        parts.append(t("That's {n} days of learning. 🎉", n=told.milestone))
    return Html(" ".join(part for part in parts if part))


def uncounted(t: Translator) -> Html:
    """Nothing has made today count yet, and what does."""
    return t("Today isn't counted yet: one try makes the day.")


def freezes_left(t: Translator, n: int) -> Html:
    """How many freezes are in hand."""
    if not n:
        return t("No freeze in hand; seven days of learning bring one.")
    return t.count("One freeze in hand for a day off.", "{n} freezes in hand for days off.", n)


def why_told(t: Translator, reply: WhyTold) -> Html:
    """What holds the streak, newest days first."""
    if not reply.lines:
        return t("No day counts yet. One answered question begins a streak.")
    by = (
        t("Days are counted by the clock of {place}.", place=reply.place.name)
        if reply.zone_known
        else t("Your clock, I guess: {at}. /zone tells me your place.", at=clock(t, reply.place.wall))
    )
    return paragraphs(
        t.count("{n} day in a row, because:", "{n} days in a row, because:", reply.length)
        if reply.length
        else t("No streak right now. The last one:"),
        lines(*(_client(t, line) for line in reply.lines)),
        _before(t, reply),
        lines(freezes_left(t, reply.freezes), by, t("A day ends at four in the morning.")),
    )


def _before(t: Translator, reply: WhyTold) -> Html:
    """The streak before this one, how it ended, and what became of the freezes."""
    if not reply.earlier:
        return Html("")
    kept = t("A freeze is spent where it can hold the streak; that gap was longer than you had freezes for.")
    return lines(t("Before that:"), *(_client(t, line) for line in reply.earlier), kept)


def day_name(t: Translator, day: date) -> str:
    """A date as people write it, without the year."""
    return format_date(day, "EEE d MMM", locale=t.locale)


def _excused(t: Translator, told: StreakNews) -> Html:
    excused = [day for day, reason in told.held_by if reason is DayReason.EXCUSED]
    if not excused:
        return Html("")
    return t("I was down on {day}; it doesn't count against you.", day=_weekday(t, excused))


def _length(t: Translator, told: StreakNews) -> Html:
    """The day, and what held the streak until it, in one sentence."""
    reasons = [reason for _, reason in told.held_by]
    froze = reasons.count(DayReason.FREEZE)
    if froze:
        left = {0: t.label("none left for now"), 1: t.label("one left")}.get(told.freezes)
        return t.count(
            "Day {day}: a freeze held your day off, {left}.",
            "Day {day}: {n} freezes held your days off, {left}.",
            froze,
            day=told.length,
            left=left or t.label("{n} left", n=told.freezes),
        )
    if not {DayReason.PAUSE, DayReason.REST}.isdisjoint(reasons) and DayReason.EXCUSED not in reasons:
        return t("Day {n}: your days of rest are kept.", n=told.length)
    return t("Day {n}.", n=told.length)


def _weekday(t: Translator, days: list[date]) -> str:
    return " and ".join(format_date(day, "EEEE", locale=t.locale) for day in days[-2:])


def _client(t: Translator, line: WhyLine) -> Html:
    days = day_name(t, line.first)
    if line.last - line.first >= timedelta(days=1):
        days = f"{days} – {day_name(t, line.last)}"
    reason = {
        DayReason.ANSWERED: t("answered"),
        DayReason.NOTHING_DUE: t("you came, nothing was due"),
        DayReason.FREEZE: t("a freeze"),
        DayReason.EXCUSED: t("I was down"),
        DayReason.PAUSE: t("pause"),
        DayReason.REST: t("day of rest"),
        DayReason.ABSENT: t("no such day on your travels"),
        DayReason.GUESS: t("your clock was not known yet"),
        None: t("no answer: the streak ended"),
    }[line.reason]
    return t("{days}: {reason}", days=days, reason=reason)
