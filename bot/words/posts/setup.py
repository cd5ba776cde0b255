"""Daily questions of channels and groups: setting them up, in private or in the group."""

from datetime import date, time, timedelta

from bot.app import replies as f
from bot.app.replies import Place
from bot.words.calendar.streaks import day_name
from bot.words.calendar.when import clock
from bot.words.daily.subscription import days_in_words
from bot.words.markup import lines, paragraphs, shortened, soft
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
_LONGEST_ASK = 90
"""Signs of a question in a list."""
HOURS = (time(7, 0), time(8, 0), time(9, 0), time(12, 30), time(18, 0), time(20, 0))
"""Hours offered by buttons; any other can be typed."""


def chat_daily_button(label: str, key: str, action: str) -> Button:
    """A button about a chat subscription: `d` for a group's own, `c` and a number for a channel's."""
    return Button(label=label, data=f"1:{key}:{action}")


def channel_how(t: Translator, _: f.ChannelHow) -> Html:
    """How a channel gets its question."""
    return lines(
        t("I can post one question a day in a channel of yours."),
        t("1. Add me to it as an administrator who may post messages."),
        t("2. Come back here: /channel"),
        t("If it has a discussion group, add me there as an administrator too (no rights are needed), and I "
          "mark the answers people write as comments."),
    )  # fmt: skip


def channel_how_choices(t: Translator, _: f.ChannelHow) -> Rows:
    """The first step in one tap."""
    return ((Button(label=t.label("Add me to a channel"), data="", admits=True),),)


def channels_listed(t: Translator, _: f.ChannelsListed) -> Html:
    """Which one?"""
    return t("Which channel?")


def channels_choices(_: Translator, reply: f.ChannelsListed) -> Rows:
    """Theirs."""
    return tuple((chat_daily_button(title[:40], key, "open"),) for key, title in reply.channels)


def channel_closed(t: Translator, reply: f.ChannelClosed) -> Html:
    """Not theirs to change."""
    return t(
        "I can't see that you're an administrator of {title} right now, so I leave it as it is.",
        title=soft(reply.title),
    )


def channel_mute(t: Translator, reply: f.ChannelMute) -> Html:
    """We may not post there."""
    if reply.lost:
        return t(
            "I may not post in {title} any more, so its daily question rests. Once I may again, it goes on.",
            title=soft(reply.title),
        )
    return t(
        "I may not post in {title}. Let me post messages there (under its administrators), then try again.",
        title=soft(reply.title),
    )


def offered(t: Translator, reply: f.ChatDailyOffered) -> Html:
    """Shall a question come here each day?"""
    what = t(
        "One question a day at {at} ({place}), from {course}?",
        at=clock(t, reply.at),
        place=_where(t, reply.place),
        course=soft(reply.course),
    )
    return lines(_head(t, reply.title), what)


def offered_choices(t: Translator, reply: f.ChatDailyOffered) -> Rows:
    """Yes, or another time or course."""
    return (
        (
            chat_daily_button(t.label("Yes"), reply.key, "connect"),
            chat_daily_button(t.label("Another time"), reply.key, "hours"),
            chat_daily_button(t.label("Another course"), reply.key, "course"),
        ),
    )


def told(t: Translator, reply: f.ChatDailyTold) -> Html:
    """How it stands, and the words that change it."""
    head = t(
        "{days} at {at} ({place}): one question from {course}.",
        days=days_in_words(t, reply.weekdays),
        at=clock(t, reply.at),
        place=_where(t, reply.place),
        course=soft(reply.course),
    )
    if reply.rights_lost:
        head = lines(head, t("I may not post there, so it rests."))
    elif reply.next_on:
        head = t("{head} The next one comes {when}.", head=head, when=_when(t, reply.next_on, reply.today))
    if reply.changed:
        return lines(_head(t, reply.title), head)
    words = (
        t("Typed: /channel 8:30, /channel mon wed fri, /channel topic tools, /channel zone Lisbon")
        if reply.title
        else t("Typed: /daily 8:30, /daily mon wed fri, /daily topic tools, /daily zone Lisbon")
    )
    return paragraphs(lines(_head(t, reply.title), head), words)


def told_choices(t: Translator, reply: f.ChatDailyTold) -> Rows:
    """What can be changed with a tap."""
    change = (
        chat_daily_button(t.label("Time"), reply.key, "hours"),
        chat_daily_button(t.label("Days"), reply.key, "days"),
        chat_daily_button(t.label("Course"), reply.key, "course"),
    )
    stop = chat_daily_button(t.label("Stop"), reply.key, "end")
    week = (chat_daily_button(t.label("Next seven"), reply.key, "week"),) if reply.title else ()
    return (change, (*week, stop))


def begun(t: Translator, reply: f.ChatDailyBegun) -> Html:
    """In the channel itself."""
    return t(
        "{days} at {at} ({place}) I post one question here, from {course}.",
        days=days_in_words(t, reply.weekdays),
        at=clock(t, reply.at),
        place=_where(t, reply.place),
        course=soft(reply.course),
    )


def asked(t: Translator, reply: f.ChatDailyAsked) -> Html:
    """At which hour, on which days, from where?"""
    if reply.what == "hours":
        return t("At which time?")
    return t("On which days?") if reply.what == "days" else t("From which course or topic?")


def asked_choices(t: Translator, reply: f.ChatDailyAsked) -> Rows:
    """Good ones."""
    if reply.what == "hours":
        taps = [chat_daily_button(clock(t, at), reply.key, f"at-{at:%H%M}") for at in HOURS]
    elif reply.what == "days":
        labels = ((t.label("Every day"), 127), (t.label("Monday to Friday"), 31), (t.label("Weekend"), 96))
        taps = [chat_daily_button(label, reply.key, f"days-{bits}") for label, bits in labels]
    else:
        return tuple(
            (chat_daily_button(title[:40], reply.key, f"in-{topic}" if topic else f"all-{deck}"),)
            for deck, topic, title in reply.courses
        )
    return tuple(tuple(taps[n : n + 3]) for n in range(0, len(taps), 3))


def misread(t: Translator, reply: f.ChatDailyMisread) -> Html:
    """How it is typed."""
    match reply.what:
        case "course":
            return t(
                "I know no such topic or course. {command} shows them under Course.", command=reply.command
            )
        case "place":
            return t("I know no such city. A bigger one nearby will do: {command} zone Lisbon",
                     command=reply.command)  # fmt: skip
        case _:
            return t("I can't read that. I expect a time, days, a topic or off: {command} 8:30 mon wed fri",
                     command=reply.command)  # fmt: skip


def ended(t: Translator, reply: f.ChatDailyEnded) -> Html:
    """No more posts."""
    if reply.title:
        return t("No more daily questions in {title}. {command} begins again.",
                 title=soft(reply.title), command=reply.command)  # fmt: skip
    return t("No more daily questions here. {command} begins again.", command=reply.command)


def week_ahead(t: Translator, reply: f.WeekAhead) -> Html:
    """The next questions."""
    if not reply.days:
        return t("Nothing is planned for {title}.", title=soft(reply.title))
    listed = [
        t("{n}. {day}: {question}", n=number, day=day_name(t, on), question=shortened(question, _LONGEST_ASK))
        for number, (on, _, question) in enumerate(reply.days, 1)
    ]
    tail = (
        t("Tap a number to swap that question for the next in line.")
        if reply.more
        else t("These are all the questions of this course; then they come round again.")
    )
    return lines(t("Next in {title}:", title=soft(reply.title)), *listed, tail)


def week_choices(t: Translator, reply: f.WeekAhead) -> Rows:
    """A number for each."""
    taps = [
        chat_daily_button(str(n), reply.key, swap)
        for n, (_, swap, _) in enumerate(reply.days, 1)
        if reply.more
    ]
    return tuple(tuple(taps[n : n + 4]) for n in range(0, len(taps), 4))


def gaps_told(t: Translator, reply: f.GapsTold) -> Html:
    """The weekly look back."""
    if reply.on:
        return t(
            "On Sunday evenings: what this group forgets, in three questions at most, if five or more of you "
            "answered that week. Nobody is named. /gaps off ends it."
        )
    return t("No weekly look back. /gaps on: what this group forgets, on Sunday evenings, nobody named.")


def _head(t: Translator, title: str) -> Html:
    return t("{title}:", title=soft(title)) if title else Html("")


def _when(t: Translator, day: date, today: date) -> Html:
    if day == today:
        return t("today")
    if day == today + timedelta(days=1):
        return t("tomorrow")
    return t("on {day}", day=day_name(t, day))


def _where(t: Translator, place: Place) -> Html:
    """The city whose clock is meant; where no city was named, what that clock shows now."""
    if "/" in place.zone:
        return t("{place}", place=place.name)
    return t("by the clock that shows {now} now", now=clock(t, place.wall))
