"""Where we may not post any more: a channel's question rests until we may again, and its keepers are told
once in private; a group's question ends."""

from dataclasses import replace

from bot.app.facts import ChannelMute, Reply
from bot.app.groupdesk import GroupDesk
from bot.app.posting import from_now_on, scheduled
from bot.app.serial import Going

Replies = tuple[Reply, ...]


def barred(desk: GroupDesk, thread: int | None = None) -> Replies:
    """We may not post there (in that topic, or at all)."""
    told = False
    for series in desk.pages.series_in(desk.circle.id):
        if series.going is not Going.ON or thread not in (None, series.thread):
            continue
        going = Going.BARRED if desk.circle.channel else Going.OFF
        desk.pages.keep_series(scheduled(replace(series, going=going), desk.now))
        told = told or desk.circle.channel
    if not told:
        return ()
    fact = ChannelMute(title=desk.circle.title, lost=True)
    return tuple(desk.whisper(person, fact) for person in desk.pages.keepers_of(desk.circle.id))


def may_again(desk: GroupDesk) -> None:
    """We may post: what rested goes on."""
    for series in desk.pages.series_in(desk.circle.id):
        if series.going is Going.BARRED:
            desk.pages.keep_series(from_now_on(replace(series, going=Going.ON), desk.now))
