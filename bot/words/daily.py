"""The daily question: offering it, telling how it stands, and what comes with it."""

from datetime import time, timedelta

from babel.dates import format_time, get_day_names

from bot.app import facts as f
from bot.app.facts.daily import Place
from bot.app.records import Daily
from bot.words.markup import lines, paragraphs, soft, tap
from bot.words.spoken import Tap
from bot.words.streaks import day_name
from bot.words.tongue import Html, Tongue

Rows = tuple[tuple[Tap, ...], ...]
HOURS = (time(7, 0), time(8, 0), time(9, 0), time(12, 30), time(18, 0), time(20, 0))
"""Hours offered by buttons; any other can be typed."""


def clock(t: Tongue, at: time) -> str:
    """A time of day as their clock shows it."""
    return format_time(at, "HH:mm", locale=t.locale)


def offered(t: Tongue, fact: f.DailyOffered) -> Html:
    """One a day?"""
    if fact.unasked:
        return t("Shall I ask you one a day at this time?")
    return t("One question a day, at {at}? Any other time: /daily 8:30", at=clock(t, fact.at))


def offered_choices(t: Tongue, fact: f.DailyOffered) -> Rows:
    """In one tap, or at another time, or not."""
    yes = tap(t.label("Yes"), 0, f"at-{fact.at:%H%M}")
    other, no = tap(t.label("Another time"), 0, "daily-hours"), tap(t.label("Not now"), 0, "daily-no")
    return ((yes, other, no), (tap(t.label("Next"), 0, "next"),)) if fact.unasked else ((yes, other, no),)


def told(t: Tongue, fact: f.DailyTold) -> Html:
    """How it stands, and the words that change it."""
    plan = fact.plan
    head = t(
        "{days} at {at}: {what} from {title}.",
        days=_days(t, plan.weekdays, weekly=plan.state is Daily.WEEKLY),
        at=clock(t, plan.at),
        what=t.count("one question", "{n} questions", plan.count),
        title=soft(fact.title),
    )
    if fact.changed and fact.next_on:
        ahead = (fact.next_on - fact.today).days
        head = t("{head} The first comes {when}.", head=head, when=_soon(t, fact, ahead))
    nudge = (
        t("If a streak is at stake, one quiet line at {at}. /daily nudge off", at=clock(t, plan.nudge))
        if plan.nudge
        else t("No line in the evening. /daily nudge 20:00")
    )
    where = (
        t("By the clock of {place}. /zone", place=fact.place.name)
        if fact.place
        else t("I don't know your clock yet. /zone")
    )
    busy = (
        t("{n} others get theirs in that minute; {at} is quieter.", n=fact.crowd, at=clock(t, fact.quieter))
        if fact.quieter
        else Html("")
    )
    until = fact.paused_until
    paused = t("Paused until {day}. /resume", day=day_name(t, until)) if until else Html("")
    if fact.changed:
        return lines(head, busy)
    return paragraphs(lines(head, paused, busy), lines(nudge, where))


def told_choices(t: Tongue, _: f.DailyTold) -> Rows:
    """What can be changed with a tap."""
    return (
        (
            tap(t.label("Time"), 0, "daily-hours"),
            tap(t.label("Days"), 0, "daily-days"),
            tap(t.label("How many"), 0, "daily-count"),
        ),
        (tap(t.label("My clock"), 0, "zone"), tap(t.label("Stop"), 0, "daily-off")),
    )


def hours_asked(t: Tongue, _: f.HoursAsked) -> Html:
    """At which hour?"""
    return t("At which time? Tap, or type it: /daily 8:30")


def hours_choices(t: Tongue, _: f.HoursAsked) -> Rows:
    """Good hours."""
    taps = [tap(clock(t, at), 0, f"at-{at:%H%M}") for at in HOURS]
    return tuple(tuple(taps[n : n + 3]) for n in range(0, len(taps), 3))


def days_asked(t: Tongue, _: f.DaysAsked) -> Html:
    """On which days?"""
    return t("On which days? Tap, or type them: /daily mon wed fri. The other days are for rest.")


def days_choices(t: Tongue, _: f.DaysAsked) -> Rows:
    """The usual sets."""
    return (
        (
            tap(t.label("Every day"), 0, "days-127"),
            tap(t.label("Monday to Friday"), 0, "days-31"),
            tap(t.label("Weekend"), 0, "days-96"),
        ),
    )


def count_asked(t: Tongue, _: f.CountAsked) -> Html:
    """How many in a row?"""
    return t("How many questions in a row? Tap, or type: /daily 4 questions")


def count_choices(t: Tongue, _: f.CountAsked) -> Rows:
    """Short sets."""
    return (tuple(tap(str(n), 0, f"count-{n}") for n in (1, 2, 3, 5)),)


def guess_checked(t: Tongue, fact: f.GuessChecked) -> Html:
    """Is it that time at their place?"""
    return t("Is it {at} at your place?", at=clock(t, fact.place.wall))


def guess_choices(t: Tongue, fact: f.GuessChecked) -> Rows:
    """Yes, or another."""
    return ((tap(t.label("Yes"), 0, f"zone-{fact.place.zone}"), tap(t.label("No"), 0, "zone")),)


def zone_asked(t: Tongue, _: f.ZoneAsked) -> Html:
    """What time is it there?"""
    return t("What time is it at your place now? Tap, or type /zone and your city, such as /zone Lisbon")


def places_found(t: Tongue, _: f.PlacesFound) -> Html:
    """Which of these?"""
    return t("Which of these is nearest to you?")


def places_choices(t: Tongue, fact: f.ZoneAsked | f.PlacesFound) -> Rows:
    """Each place with what its clocks show."""
    return tuple((_place(t, place),) for place in fact.places)


def place_unknown(t: Tongue, fact: f.PlaceUnknown) -> Html:
    """No such city or time."""
    return t("I know no place called {name}. A bigger city nearby will do: /zone Lisbon", name=fact.name)


def zone_set(t: Tongue, fact: f.ZoneSet) -> Html:
    """Their clock is known."""
    head = t("Good: {at}, the clock of {place}.", at=clock(t, fact.place.wall), place=fact.place.name)
    if fact.daily_at is None:
        return head
    return Html(f"{head} {t('Your question comes at {at}.', at=clock(t, fact.daily_at))}")


def not_understood(t: Tongue, fact: f.NotUnderstood) -> Html:
    """How it is typed."""
    how = {
        "hour": t("a time: /daily 8:30"),
        "days": t("days: /daily mon wed fri"),
        "count": t("a number from 1 to 10: /daily 3 questions"),
        "topic": t("a topic: /daily topic tools (/learn lists them)"),
        "pause": t("a time: /pause 2w, /pause 10d or /pause 2026-12-24"),
        "exam": t("a day ahead: /exam 2026-12-18, or /exam off"),
        "quiet": t("two times: /settings quiet 22-7, or /settings quiet off"),
        "settings": t("a word that /settings shows, such as /settings flow off"),
    }[fact.how]
    return t("I can't read that. I expect {how}", how=how)


def in_quiet_hours(t: Tongue, fact: f.InQuietHours) -> Html:
    """The hour lies in their quiet hours."""
    return t(
        "{at} is in your quiet hours, {first} to {last}. Choose another time, or change them: "
        "/settings quiet 23-6",
        at=clock(t, fact.at),
        first=clock(t, fact.quiet_from),
        last=clock(t, fact.quiet_to),
    )


def ended(t: Tongue, _: f.DailyEnded) -> Html:
    """No daily question."""
    return t("No daily question then. /daily begins again whenever you like, /next asks one now.")


def declined(t: Tongue, _: f.DailyDeclined) -> Html:
    """Not now."""
    return t("Fine. /daily is there when you want it.")


def pause_told(t: Tongue, fact: f.PauseTold) -> Html:
    """Nothing comes, and the streak waits."""
    return t("Paused until {day}; your streak waits. /resume ends it sooner.", day=day_name(t, fact.until))


def resumed(t: Tongue, fact: f.Resumed) -> Html:
    """The pause is over."""
    if not fact.was_paused:
        return t("There is no pause to end. /pause 2w makes one.")
    return t("Good to have you back. The days of the pause are kept.")


def nudged(t: Tongue, fact: f.Nudged) -> Html:
    """Quiet, and resting is fine."""
    if fact.freezes:
        return t("Still open if you like. If not, a freeze covers today.")
    return t("Still open if you like. Resting is fine too.")


def collapsed(t: Tongue, fact: f.Collapsed) -> Html:
    """An unanswered prompt, in a line."""
    return t("{title}: asked again below.", title=soft(fact.title))


def gone_weekly(t: Tongue, _: f.GoneWeekly) -> Html:
    """Once a week from now on."""
    return t("I'll ask once a week for now. Any answer makes it daily again.")


def last_prompt(t: Tongue, _: f.LastPrompt) -> Html:
    """One kind last message."""
    return t("I'll be quiet from here on. All you learned is kept; /daily or /next picks it up any time.")


def exam_told(t: Tongue, fact: f.ExamTold) -> Html:
    """The day, and what would be known on it."""
    if fact.on is None:
        return t("No exam is set. /exam 2026-12-18 sets one: questions come closer together before it.")
    day = day_name(t, fact.on)
    if fact.past:
        return t("The exam was on {day}. /exam off goes back to the long run.", day=day)
    known = round((fact.recall or 0) * 10)
    return lines(
        t.count(
            "The exam is on {day}, in {n} day.", "The exam is on {day}, in {n} days.", fact.days, day=day
        ),
        t("As it stands you'd know about {known} in 10 of the course that day.", known=known),
    )


def week_told(t: Tongue, fact: f.WeekTold) -> Html:
    """The week in a few lines."""
    return lines(
        t.count(
            "This week: {n} question on {days}, {right} right.",
            "This week: {n} questions on {days}, {right} right.",
            fact.answered,
            days=t.count("one day", "{n} days", fact.days),
            right=fact.right,
        ),
        t("Streak: {n}.", n=fact.streak) if fact.streak else Html(""),
        t.count("{n} comes back next week.", "{n} come back next week.", fact.due),
    )


def _place(t: Tongue, place: Place) -> Tap:
    return tap(f"{clock(t, place.wall)} · {place.name}", 0, f"zone-{place.zone}")


def _days(t: Tongue, weekdays: int, *, weekly: bool) -> str:
    return t.label("Once a week") if weekly else days_in_words(t, weekdays)


def days_in_words(t: Tongue, weekdays: int) -> str:
    """Which days, as a sentence begins with them."""
    if weekdays == 127:
        return t.label("Every day")
    if weekdays == 31:
        return t.label("Monday to Friday")
    names = get_day_names("abbreviated", locale=t.locale)
    return ", ".join(names[day] for day in range(7) if weekdays >> day & 1)


def _soon(t: Tongue, fact: f.DailyTold, days: int) -> Html:
    if days <= 0:
        return t("today")
    if days == 1:
        return t("tomorrow")
    return t("on {day}", day=day_name(t, fact.today + timedelta(days=days)))
