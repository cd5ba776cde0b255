"""Daily questions of channels and groups: setting them up, in private or in the group."""

from datetime import date, time, timedelta

from bot.app import facts as f
from bot.app.facts import Place
from bot.words.markup import lines, paragraphs, soft
from bot.words.spoken import Tap
from bot.words.streaks import day_name
from bot.words.subscribing import days_in_words
from bot.words.tongue import Html, Tongue
from bot.words.when import clock

Rows = tuple[tuple[Tap, ...], ...]
HOURS = (time(7, 0), time(8, 0), time(9, 0), time(12, 30), time(18, 0), time(20, 0))
"""Hours offered by buttons; any other can be typed."""


def series_tap(label: str, key: str, action: str) -> Tap:
    """A button about a series: `d` for a group's own, `c` and a number for a channel's."""
    return Tap(label=label, data=f"1:{key}:{action}")


def channel_how(t: Tongue, _: f.ChannelHow) -> Html:
    """How a channel gets its question."""
    return lines(
        t("I can post one question a day in a channel of yours."),
        t("1. Add me to it as an administrator who may post messages."),
        t("2. Come back here: /channel"),
        t("If it has a discussion group, add me there as an administrator too (no rights are needed), and I "
          "mark the answers people write as comments."),
    )  # fmt: skip


def channel_how_choices(t: Tongue, _: f.ChannelHow) -> Rows:
    """The first step in one tap."""
    return ((Tap(label=t.label("Add me to a channel"), data="", admits=True),),)


def channels_listed(t: Tongue, _: f.ChannelsListed) -> Html:
    """Which one?"""
    return t("Which channel?")


def channels_choices(_: Tongue, fact: f.ChannelsListed) -> Rows:
    """Theirs."""
    return tuple((series_tap(title[:40], key, "open"),) for key, title in fact.channels)


def channel_closed(t: Tongue, fact: f.ChannelClosed) -> Html:
    """Not theirs to change."""
    return t(
        "I can't see that you're an administrator of {title} right now, so I leave it as it is.",
        title=soft(fact.title),
    )


def channel_mute(t: Tongue, fact: f.ChannelMute) -> Html:
    """We may not post there."""
    if fact.lost:
        return t(
            "I may not post in {title} any more, so its daily question rests. Once I may again, it goes on.",
            title=soft(fact.title),
        )
    return t(
        "I may not post in {title}. Let me post messages there (under its administrators), then try again.",
        title=soft(fact.title),
    )


def offered(t: Tongue, fact: f.SeriesOffered) -> Html:
    """Shall a question come here each day?"""
    what = t(
        "One question a day at {at} ({place}), from {course}?",
        at=clock(t, fact.at),
        place=_where(t, fact.place),
        course=soft(fact.course),
    )
    return lines(_head(t, fact.title), what)


def offered_choices(t: Tongue, fact: f.SeriesOffered) -> Rows:
    """Yes, or another time or course."""
    return (
        (
            series_tap(t.label("Yes"), fact.key, "connect"),
            series_tap(t.label("Another time"), fact.key, "hours"),
            series_tap(t.label("Another course"), fact.key, "course"),
        ),
    )


def told(t: Tongue, fact: f.SeriesTold) -> Html:
    """How it stands, and the words that change it."""
    head = t(
        "{days} at {at} ({place}): one question from {course}.",
        days=days_in_words(t, fact.weekdays),
        at=clock(t, fact.at),
        place=_where(t, fact.place),
        course=soft(fact.course),
    )
    if fact.barred:
        head = lines(head, t("I may not post there, so it rests."))
    elif fact.next_on:
        head = t("{head} The next one comes {when}.", head=head, when=_when(t, fact.next_on, fact.today))
    if fact.changed:
        return lines(_head(t, fact.title), head)
    words = (
        t("Typed: /channel 8:30, /channel mon wed fri, /channel topic tools, /channel zone Lisbon")
        if fact.title
        else t("Typed: /daily 8:30, /daily mon wed fri, /daily topic tools, /daily zone Lisbon")
    )
    return paragraphs(lines(_head(t, fact.title), head), words)


def told_choices(t: Tongue, fact: f.SeriesTold) -> Rows:
    """What can be changed with a tap."""
    change = (
        series_tap(t.label("Time"), fact.key, "hours"),
        series_tap(t.label("Days"), fact.key, "days"),
        series_tap(t.label("Course"), fact.key, "course"),
    )
    stop = series_tap(t.label("Stop"), fact.key, "end")
    week = (series_tap(t.label("Next seven"), fact.key, "week"),) if fact.title else ()
    return (change, (*week, stop))


def begun(t: Tongue, fact: f.SeriesBegun) -> Html:
    """In the channel itself."""
    return t(
        "{days} at {at} ({place}) I post one question here, from {course}.",
        days=days_in_words(t, fact.weekdays),
        at=clock(t, fact.at),
        place=_where(t, fact.place),
        course=soft(fact.course),
    )


def asked(t: Tongue, fact: f.SeriesAsked) -> Html:
    """At which hour, on which days, from where?"""
    if fact.what == "hours":
        return t("At which time?")
    return t("On which days?") if fact.what == "days" else t("From which course or topic?")


def asked_choices(t: Tongue, fact: f.SeriesAsked) -> Rows:
    """Good ones."""
    if fact.what == "hours":
        taps = [series_tap(clock(t, at), fact.key, f"at-{at:%H%M}") for at in HOURS]
    elif fact.what == "days":
        labels = ((t.label("Every day"), 127), (t.label("Monday to Friday"), 31), (t.label("Weekend"), 96))
        taps = [series_tap(label, fact.key, f"days-{bits}") for label, bits in labels]
    else:
        return tuple(
            (series_tap(title[:40], fact.key, f"in-{topic}" if topic else f"all-{deck}"),)
            for deck, topic, title in fact.courses
        )
    return tuple(tuple(taps[n : n + 3]) for n in range(0, len(taps), 3))


def misread(t: Tongue, fact: f.SeriesMisread) -> Html:
    """How it is typed."""
    match fact.what:
        case "course":
            return t(
                "I know no such topic or course. {command} shows them under Course.", command=fact.command
            )
        case "place":
            return t("I know no such city. A bigger one nearby will do: {command} zone Lisbon",
                     command=fact.command)  # fmt: skip
        case _:
            return t("I can't read that. I expect a time, days, a topic or off: {command} 8:30 mon wed fri",
                     command=fact.command)  # fmt: skip


def ended(t: Tongue, fact: f.SeriesEnded) -> Html:
    """No more posts."""
    if fact.title:
        return t("No more daily questions in {title}. {command} begins again.",
                 title=soft(fact.title), command=fact.command)  # fmt: skip
    return t("No more daily questions here. {command} begins again.", command=fact.command)


def week_ahead(t: Tongue, fact: f.WeekAhead) -> Html:
    """The next questions."""
    if not fact.days:
        return t("Nothing is planned for {title}.", title=soft(fact.title))
    listed = [
        t("{n}. {day}: {question}", n=number, day=day_name(t, on), question=_short(question))
        for number, (on, _, question) in enumerate(fact.days, 1)
    ]
    tail = (
        t("Tap a number to swap that question for the next in line.")
        if fact.more
        else t("These are all the questions of this course; then they come round again.")
    )
    return lines(t("Next in {title}:", title=soft(fact.title)), *listed, tail)


def week_choices(t: Tongue, fact: f.WeekAhead) -> Rows:
    """A number for each."""
    taps = [series_tap(str(n), fact.key, swap) for n, (_, swap, _) in enumerate(fact.days, 1) if fact.more]
    return tuple(tuple(taps[n : n + 4]) for n in range(0, len(taps), 4))


def gaps_told(t: Tongue, fact: f.GapsTold) -> Html:
    """The weekly look back."""
    if fact.on:
        return t(
            "On Sunday evenings: what this group forgets, in three questions at most, if five or more of you "
            "answered that week. Nobody is named. /gaps off ends it."
        )
    return t("No weekly look back. /gaps on: what this group forgets, on Sunday evenings, nobody named.")


def _head(t: Tongue, title: str) -> Html:
    return t("{title}:", title=soft(title)) if title else Html("")


def _when(t: Tongue, day: date, today: date) -> Html:
    if day == today:
        return t("today")
    if day == today + timedelta(days=1):
        return t("tomorrow")
    return t("on {day}", day=day_name(t, day))


def _where(t: Tongue, place: Place) -> Html:
    """The city whose clock is meant; where no city was named, what that clock shows now."""
    if "/" in place.zone:
        return t("{place}", place=place.name)
    return t("by the clock that shows {now} now", now=clock(t, place.wall))


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89].rstrip()}…"
