"""The daily question: offering it, telling how it stands, and what comes with it."""

from bot.app import facts as f
from bot.app.facts.daily import Place
from bot.words.markup import lines, soft, tap
from bot.words.spoken import Tap
from bot.words.streaks import day_name
from bot.words.tongue import Html, Tongue
from bot.words.when import clock

Rows = tuple[tuple[Tap, ...], ...]


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
        "course": t("a course: /daily course statistics in words (/learn lists them)"),
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
    head = t("Still open if you like.") if fact.open else t("/next brings another if you like.")
    rest = t("If not, a freeze covers today.") if fact.freezes else t("Resting is fine too.")
    return Html(f"{head} {rest}")


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
        t.count("{n} is due in the week to come.", "{n} are due in the week to come.", fact.due),
    )


def _place(t: Tongue, place: Place) -> Tap:
    return tap(f"{clock(t, place.wall)} · {place.name}", 0, f"zone-{place.zone}")
