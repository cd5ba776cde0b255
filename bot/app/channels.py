"""A channel and its daily question, set up in the private chat of one of its administrators.

The transaction holds the channel's row, never the person's; so what is said stands beside their conversation.
Who may do it is asked of the server before, at each step, and comes with the event.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.changing import (
    About,
    asked_about,
    course_of,
    end,
    kept,
    place_here,
    read,
    series_here,
    standing,
    swap,
    tapped,
    told,
    week_ahead,
)
from bot.app.circle import Circle
from bot.app.desk import Rules, Shelf
from bot.app.facts import (
    ChannelClosed,
    ChannelMute,
    ChannelsListed,
    Fact,
    OldButton,
    Outcome,
    Reply,
    SeriesBegun,
    SeriesMisread,
)
from bot.app.groupdesk import GroupDesk
from bot.app.heard import ChatId, Heard, Rights, Tapped
from bot.app.letters import Lane
from bot.app.pages import Pages
from bot.app.serial import Going, Kept, Series

COMMAND = "channel"
VERSION = "1"
ENDS = ("off", "stop", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The tutor among channels."""

    shelf: Shelf
    rules: Rules

    def hear(self, pages: Pages, event: Heard | Tapped, now: datetime) -> Outcome | None:
        """What somebody wants of a channel; None if it is about none, or they look after none."""
        if not concerns_channel(event):
            return None
        after = pages.kept_by(event.person.id)
        if not after:
            return Outcome(toast=OldButton()) if isinstance(event, Tapped) else None
        named = channel_of(event.data) if isinstance(event, Tapped) else None
        words = _words(event)
        one = _meant(after, named, words)
        if one is None:
            return _privately(event, ChannelsListed(channels=tuple((key_of(k.chat), k.title) for k in after)))
        rights = next((right for right in event.channels if right.chat == one.chat), None)
        circle = pages.lock_circle(one.chat) if rights else None
        if rights is None or circle is None:
            return _privately(event, ChannelClosed(title=one.title))
        pages.choose_channel(one.chat, event.person.id, now)
        return self._run(self._about(pages, circle, event, now), rights, event, words)

    def _about(self, pages: Pages, circle: Circle, event: Heard | Tapped, now: datetime) -> About:
        circle = replace(circle, language=event.person.language or circle.language)
        pages.change_circle(circle)
        desk = GroupDesk(pages=pages, shelf=self.shelf, rules=self.rules, circle=circle, thread=0, now=now)
        return About(desk=desk, person=event.person, key=key_of(circle.id), command=f"/{COMMAND}")

    def _run(self, about: About, rights: Rights, event: Heard | Tapped, words: str) -> Outcome:
        series = series_here(about)
        if series.going is Going.BARRED and rights.may_post:
            series = kept(about, series)
        if words in ("", "open"):
            return _privately(event, standing(about))
        if words in ENDS:
            return _privately(event, end(about))
        if words in ("hours", "days", "course"):
            return _privately(event, asked_about(about, words))
        if words in ("week", "next"):
            return self._week(about, series, event)
        if words.startswith("swap-"):
            shown = swap(about, series, words) if series.id else standing(about)
            return _privately(event, shown, slot=_week_slot(about), edits=bool(series.id))
        return _changed(about, series, rights, event, words)

    def _week(self, about: About, series: Series, event: Heard | Tapped) -> Outcome:
        if series.going is Going.OFF:
            return _privately(event, standing(about))
        return _privately(event, week_ahead(about, series), slot=_week_slot(about))


def concerns_channel(event: Heard | Tapped) -> bool:
    """Whether it is about a channel, so that rights in channels have to be looked up."""
    if isinstance(event, Tapped):
        return channel_of(event.data) is not None
    word = event.text.split(maxsplit=1)[0] if event.text.strip() else ""
    return word.partition("@")[0].casefold() == f"/{COMMAND}" and not event.edited


def channel_of(data: str) -> ChatId | None:
    """The channel that a button is about."""
    version, _, rest = data.partition(":")
    number = rest.partition(":")[0].removeprefix("c")
    if version != VERSION or not rest.startswith("c") or not number.isdecimal() or len(number) > 18:
        return None
    return ChatId(-int(number))


def key_of(chat: ChatId) -> str:
    """What a button about that channel carries."""
    return f"c{-chat}"


def begun(about: About, series: Series) -> Reply:
    """In the channel itself: it is connected."""
    fact = SeriesBegun(
        at=series.at,
        weekdays=series.weekdays,
        place=place_here(about, series),
        course=course_of(about.desk, series),
    )
    return replace(about.desk.say(fact, slot=f"s{series.id}"), lane=Lane.REPLY)


def _changed(about: About, series: Series, rights: Rights, event: Heard | Tapped, words: str) -> Outcome:
    """Something about it is to be otherwise; the first change connects the channel."""
    wanted: Series | SeriesMisread | None
    if isinstance(event, Tapped):
        wanted = series if words == "connect" else tapped(about, series, words)
    else:
        wanted = series if words in ("on", "connect") else read(about, series, words)
    if wanted is None:
        return Outcome(toast=OldButton())
    if isinstance(wanted, SeriesMisread):
        return _privately(event, wanted)
    if not rights.may_post:
        return _privately(event, ChannelMute(title=about.title))
    new = kept(about, wanted)
    private = _privately(event, told(about, new, changed=True))
    if series.going is not Going.OFF:
        return private
    return replace(private, replies=(*private.replies, begun(about, new)))


def _meant(after: Sequence[Kept], named: ChatId | None, words: str) -> Kept | None:
    """The channel they speak of; None if they have to choose."""
    if named is not None:
        return next((one for one in after if one.chat == named), None)
    if len(after) == 1:
        return after[0]
    return after[0] if words and after[0].chosen else None


def _words(event: Heard | Tapped) -> str:
    if isinstance(event, Tapped):
        return event.data.split(":", 2)[2] if event.data.count(":") >= 2 else ""
    return event.text.partition(" ")[2].strip().casefold()


def _week_slot(about: About) -> str:
    return f"week.{about.key}"


def _privately(event: Heard | Tapped, fact: Fact, slot: str | None = None, *, edits: bool = False) -> Outcome:
    reply = Reply(chat=ChatId(event.person.id), facts=(fact,), slot=slot, edits=edits, aside=True)
    return Outcome(replies=(reply,))
