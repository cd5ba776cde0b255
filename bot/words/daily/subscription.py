"""Subscribing: the offer, how it stands, and what can be changed with a tap."""

from datetime import time, timedelta

from babel.dates import get_day_names

from bot.app import replies as f
from bot.app.ports.daily import SubscriptionState
from bot.words.calendar.streaks import day_name
from bot.words.calendar.when import clock
from bot.words.markup import lines, paragraphs, soft, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
HOURS = (time(8, 0), time(12, 30), time(18, 0))
LATER = (time(7, 0), time(9, 0), time(20, 0))
"""Hours offered by buttons, and those behind "More"; any other can be typed."""


def offered(t: Translator, reply: f.DailyOffered) -> Html:
    """One a day?"""
    if reply.unasked:
        if reply.now:
            return t("Shall I ask you one a day at this time?")
        return t("Shall I ask you one a day, at {at}?", at=clock(t, reply.at))
    return t("One question a day, at {at}? Any other time: /daily 8:30", at=clock(t, reply.at))


def offered_choices(t: Translator, reply: f.DailyOffered) -> Rows:
    """In one tap, or at another time, or not."""
    yes = tap(t.label("Yes"), 0, f"at-{reply.at:%H%M}")
    other, no = tap(t.label("Another time"), 0, "daily-hours"), tap(t.label("Not now"), 0, "daily-no")
    return ((yes, other, no),)


def told(t: Translator, reply: f.DailyTold) -> Html:
    """How it stands, and the words that change it."""
    plan = reply.plan
    head = t(
        "{days} at {at}: {what} from {title}.",
        days=_days(t, plan.weekdays, weekly=plan.state is SubscriptionState.WEEKLY),
        at=clock(t, plan.at),
        what=t.count("one question", "{n} questions", plan.count),
        title=soft(reply.title),
    )
    if reply.changed and reply.next_on:
        ahead = (reply.next_on - reply.today).days
        head = t("{head} The first comes {when}.", head=head, when=_soon(t, reply, ahead))
    nudge = (
        t("If a streak is at stake, one quiet line at {at}. /daily nudge off", at=clock(t, plan.nudge))
        if plan.nudge
        else t("No line in the evening. /daily nudge 20:00")
    )
    where = (
        t("By the clock of {place}. /zone", place=reply.place.name)
        if reply.place
        else t("I don't know your clock yet. /zone")
    )
    busy = (
        t("{n} others get theirs in that minute; {at} is quieter.", n=reply.crowd, at=clock(t, reply.quieter))
        if reply.quieter
        else Html("")
    )
    until = reply.paused_until
    paused = t("Paused until {day}. /resume", day=day_name(t, until)) if until else Html("")
    if reply.changed:
        return lines(head, busy)
    return paragraphs(lines(head, paused, busy), lines(nudge, where, t("To end it: /daily off")))


def told_choices(t: Translator, reply: f.DailyTold) -> Rows:
    """What can be changed with a tap; a quieter minute first, if theirs is crowded."""
    taps = [
        tap(t.label("Time"), 0, "daily-hours"),
        tap(t.label("Days"), 0, "daily-days"),
        tap(t.label("Topic"), 0, "daily-from"),
    ]
    if reply.quieter:
        taps = [tap(clock(t, reply.quieter), 0, f"at-{reply.quieter:%H%M}"), *taps[:2]]
    return ((*taps, tap(t.label("More"), 0, "daily-more")),)


def more_offered(t: Translator, _: f.DailyMore) -> Html:
    """The rest, and how it is typed."""
    return t("What else? /daily nudge 20:00 sets the line in the evening, /daily topic tools the topic.")


def more_choices(t: Translator, _: f.DailyMore) -> Rows:
    """The rest."""
    return (
        (
            tap(t.label("How many"), 0, "daily-count"),
            tap(t.label("My clock"), 0, "zone"),
            tap(t.label("Stop"), 0, "daily-off"),
        ),
    )


def hours_asked(t: Translator, _: f.HoursAsked) -> Html:
    """At which hour?"""
    return t("At which time? Tap, or type it, such as 8:30.")


def hours_choices(t: Translator, reply: f.HoursAsked) -> Rows:
    """Good hours."""
    taps = [tap(clock(t, at), 0, f"at-{at:%H%M}") for at in (LATER if reply.further else HOURS)]
    more = tap(t.label("More"), 0, "daily-hours" if reply.further else "daily-hours2")
    return ((*taps, more),)


def sources_asked(t: Translator, reply: f.SourcesAsked) -> Html:
    """From which topic?"""
    return t(
        "From which topic of {deck}? Tap, or type a topic or a course.",
        deck=soft(reply.deck),
    )


def sources_choices(t: Translator, reply: f.SourcesAsked) -> Rows:
    """A line for each, for titles are long."""
    rows = [(tap(_source(t, source), 0, source.action),) for source in reply.sources]
    more = ((tap(t.label("More"), 0, f"from-{reply.further}"),),) if reply.further is not None else ()
    return (*rows, *more)


def days_asked(t: Translator, _: f.DaysAsked) -> Html:
    """On which days?"""
    return t("On which days? Tap, or type them, such as mon wed fri. The other days are for rest.")


def days_choices(t: Translator, _: f.DaysAsked) -> Rows:
    """The usual sets."""
    return (
        (
            tap(t.label("Every day"), 0, "days-127"),
            tap(t.label("Monday to Friday"), 0, "days-31"),
            tap(t.label("Weekend"), 0, "days-96"),
        ),
    )


def count_asked(t: Translator, _: f.CountAsked) -> Html:
    """How many in a row?"""
    return t("How many questions in a row? Tap, or type a number.")


def count_choices(t: Translator, _: f.CountAsked) -> Rows:
    """Short sets."""
    return (tuple(tap(str(n), 0, f"count-{n}") for n in (1, 3, 5)),)


def _source(t: Translator, source: f.Source) -> str:
    if source.title is None:
        return t.label("Everything")
    return t.label("Course: {title}", title=source.title) if source.course else source.title


def _days(t: Translator, weekdays: int, *, weekly: bool) -> str:
    return t.label("Once a week") if weekly else days_in_words(t, weekdays)


def days_in_words(t: Translator, weekdays: int) -> str:
    """Which days, as a sentence begins with them."""
    if weekdays == 127:
        return t.label("Every day")
    if weekdays == 31:
        return t.label("Monday to Friday")
    names = get_day_names("abbreviated", locale=t.locale)
    return ", ".join(names[day] for day in range(7) if weekdays >> day & 1)


def _soon(t: Translator, reply: f.DailyTold, days: int) -> Html:
    if days <= 0:
        return t("today")
    if days == 1:
        return t("tomorrow")
    return t("on {day}", day=day_name(t, reply.today + timedelta(days=days)))
