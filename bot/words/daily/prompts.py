"""The daily question: offering it, telling how it stands, and what comes with it."""

from datetime import date

from bot.app import replies as f
from bot.app.replies.daily import Place
from bot.domain.said.rhythm import Rhythm
from bot.words.calendar.streaks import day_name
from bot.words.calendar.when import clock, named_days
from bot.words.markup import lines, soft, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

SHOWN, SHOWN_AT_MOST = 40, 3
"""Signs of what was not understood, and how many of such, are repeated."""
Rows = tuple[tuple[Button, ...], ...]


def guess_checked(t: Translator, reply: f.GuessChecked) -> Html:
    """Is it that time at their place?"""
    return t("Is it {at} at your place?", at=clock(t, reply.place.wall))


def guess_choices(t: Translator, reply: f.GuessChecked) -> Rows:
    """Yes, or another."""
    return ((tap(t.label("Yes"), 0, f"zone-{reply.place.zone}"), tap(t.label("No"), 0, "zone")),)


def zone_asked(t: Translator, _: f.ZoneAsked) -> Html:
    """What time is it there?"""
    return t("What time is it at your place now? Tap, or type the time or your city.")


def places_found(t: Translator, _: f.PlacesFound) -> Html:
    """Which of these?"""
    return t("Which of these is nearest to you?")


def places_choices(t: Translator, reply: f.ZoneAsked | f.PlacesFound) -> Rows:
    """Each place with what its clocks show."""
    return tuple((_place(t, place),) for place in reply.places)


def place_unknown(t: Translator, reply: f.PlaceUnknown) -> Html:
    """No such city or time."""
    return t("I know no place called {name}. A bigger city will do, or the time there.", name=reply.name)


def zone_set(t: Translator, reply: f.ZoneSet) -> Html:
    """Their clock is known."""
    head = t("Good: {at}, the clock of {place}.", at=clock(t, reply.place.wall), place=reply.place.name)
    if reply.daily_at is None:
        return head
    return Html(f"{head} {t('Your question comes at {at}.', at=clock(t, reply.daily_at))}")


def not_understood(t: Translator, reply: f.NotUnderstood) -> Html:
    """How it is typed."""
    how = {
        "hour": t("a time, days or both: /daily 8:30, /daily tue thu 18:00"),
        "days": t("days: /daily mon wed fri"),
        "count": t("a number from 1 to 10: /daily 3 questions"),
        "topic": t("a topic: /daily topic tools (/learn lists them)"),
        "course": t("a course: /daily course statistics in words (/learn lists them)"),
        "pause": t("a time or a day within a year: /pause 2 weeks, /pause until friday"),
        "exam": t("a day ahead: /exam 18 December, /exam in 3 weeks, or /exam off"),
        "quiet": t("two times: /settings quiet 22-7, or /settings quiet off"),
        "settings": t("a word that /settings shows, such as /settings flow off"),
    }[reply.how]
    read = _read(t, reply.read)
    if reply.unread and read:
        unread = Html(", ".join(soft(words[:SHOWN]) for words in reply.unread[:SHOWN_AT_MOST]))
        return t("I read {read}, but not {unread}. I expect {how}", read=read, unread=unread, how=how)
    return t("I can't read that. I expect {how}", how=how)


def _read(t: Translator, read: Rhythm | date | None) -> str:
    """What was understood of it."""
    if isinstance(read, date):
        return day_name(t, read)
    if read is None:
        return ""
    days = [named_days(t, read.days)] if read.days else []
    at = [clock(t, read.at)] if read.at is not None else []
    count = [t.count("one question", "{n} questions", read.count)] if read.count is not None else []
    *first, last = [*days, *at, *count] or [""]
    return t.label("{first} and {last}", first=", ".join(first), last=last) if first else last


def in_quiet_hours(t: Translator, reply: f.InQuietHours) -> Html:
    """The hour lies in their quiet hours."""
    return t(
        "{at} is in your quiet hours, {first} to {last}. Choose another time, or change them: "
        "/settings quiet 23-6",
        at=clock(t, reply.at),
        first=clock(t, reply.quiet_from),
        last=clock(t, reply.quiet_to),
    )


def ended(t: Translator, _: f.DailyEnded) -> Html:
    """No daily question."""
    return t("No daily question then. /daily begins again whenever you like, /next asks one now.")


def declined(t: Translator, _: f.DailyDeclined) -> Html:
    """Not now."""
    return t("Fine. /daily is there when you want it.")


def next_choices(t: Translator, _: f.DailyDeclined | f.ZoneSet) -> Rows:
    """On: the offer may have come between two questions."""
    return ((tap(t.label("Next"), 0, "next"),),)


def pause_told(t: Translator, reply: f.PauseTold) -> Html:
    """Nothing comes, and the streak waits."""
    return t("Paused until {day}; your streak waits. /resume ends it sooner.", day=day_name(t, reply.until))


def resumed(t: Translator, reply: f.Resumed) -> Html:
    """The pause is over."""
    if not reply.was_paused:
        return t("There is no pause to end. /pause 2w makes one.")
    return t("Good to have you back. The days of the pause are kept.")


def nudged(t: Translator, reply: f.Nudged) -> Html:
    """Quiet, and resting is fine."""
    head = t("Still open if you like.") if reply.open else t("/next brings another if you like.")
    rest = t("If not, a freeze covers today.") if reply.freezes else t("Resting is fine too.")
    return Html(f"{head} {rest}")


def collapsed(t: Translator, reply: f.Collapsed) -> Html:
    """An unanswered prompt, in a line."""
    if reply.again:
        return t("{title}: asked again below.", title=soft(reply.title))
    return t("{title}: still open. To answer it, reply to this message.", title=soft(reply.title))


def gone_weekly(t: Translator, _: f.GoneWeekly) -> Html:
    """Once a week from now on."""
    return t("I'll ask once a week for now. Any answer makes it daily again.")


def last_prompt(t: Translator, _: f.LastPrompt) -> Html:
    """One kind last message."""
    return t("I'll be quiet from here on. All you learned is kept; /daily or /next picks it up any time.")


def exam_told(t: Translator, reply: f.ExamTold) -> Html:
    """The day, and what would be known on it."""
    if reply.on is None:
        return t("No exam is set. /exam 18 December sets one: questions come closer together before it.")
    day = day_name(t, reply.on)
    if reply.past:
        return t("The exam was on {day}. /exam off goes back to the long run.", day=day)
    known = round((reply.recall or 0) * 10)
    return lines(
        t.count(
            "The exam is on {day}, in {n} day.", "The exam is on {day}, in {n} days.", reply.days, day=day
        ),
        t("It's the day of your class; a day of your own goes before it: /exam 18 December")
        if reply.of_class
        else "",
        t("As it stands you'd know about {known} in 10 of the course that day.", known=known),
    )


def week_told(t: Translator, reply: f.WeekTold) -> Html:
    """The week in a few lines."""
    return lines(
        t.count(
            "This week: {n} question on {days}, {right} right.",
            "This week: {n} questions on {days}, {right} right.",
            reply.answered,
            days=t.count("one day", "{n} days", reply.days),
            right=reply.right,
        ),
        t("Streak: {n}.", n=reply.streak) if reply.streak else Html(""),
        t.count("{n} is due in the week to come.", "{n} are due in the week to come.", reply.due),
    )


def _place(t: Translator, place: Place) -> Button:
    return tap(f"{clock(t, place.wall)} · {place.name}", 0, f"zone-{place.zone}")
