"""What happens in groups, and what the clock brings them. Each transaction holds the group's row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.barring import barred, may_again
from bot.app.changing import About, standing
from bot.app.channels import key_of
from bot.app.circle import Circle, Expected, Table
from bot.app.commands import COMMANDS
from bot.app.commenting import commented, counted, forwarded, posted_in
from bot.app.commenting import voted as voted_in_post
from bot.app.desk import Rules, Shelf
from bot.app.facts import GroupWelcomed, Outcome, Reply
from bot.app.groupdesk import GroupDesk
from bot.app.guessing import asked_in, typed_in_group, typed_in_private, voted
from bot.app.heard import (
    ChatId,
    Departed,
    Forwarded,
    GroupEvent,
    GroupHeard,
    GroupTapped,
    Heard,
    Membership,
    Moved,
    PollCounted,
    Voted,
    What,
)
from bot.app.letters import Lost
from bot.app.pages import Pages
from bot.app.playing import play
from bot.app.quiz import commanded
from bot.app.roundtaps import tapped
from bot.domain.happenings import Left, Shown, Stopped, Ticked


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The tutor among groups."""

    shelf: Shelf
    rules: Rules

    def hear(self, pages: Pages, event: GroupEvent, now: datetime) -> Outcome:
        """Something happened in a group."""
        match event:
            case GroupHeard() | GroupTapped():
                desk = self._desk(pages, pages.lock_group(event.group, now), event.thread, now)
                return _in(desk, self._heard(desk, event))
            case Membership():
                return self._membership(pages, event, now)
            case Forwarded():
                forwarded(self._desk(pages, pages.lock_group(event.group, now), 0, now), event)
                return Outcome()
            case Departed():
                desk = self._desk(pages, pages.lock_group(event.group, now), 0, now)
                return _in(desk, _departed(desk, event))
            case Voted():
                return self._voted(pages, event, now)
            case Moved():
                pages.move_circle(event.old, event.new)
                return Outcome()
            case PollCounted():
                return self._counted(pages, event, now)

    def expected(self, pages: Pages, heard: Heard) -> Expected | None:
        """The round that what was typed in private answers, if it does: the question that came last is meant,
        unless the message replies to another."""
        if heard.what is not What.TEXT or heard.text.startswith("/"):
            return None
        slot = pages.slot_of(heard.chat, heard.reply_to) if heard.reply_to else None
        if slot is not None:
            return _replied(pages, slot, heard)
        expected = pages.expected_of(heard.person.id, heard.at)
        if expected is None or (heard.sent and heard.sent < expected.opened_at):
            return None
        own = pages.asked_open(heard.person.id, heard.chat)
        return None if own and own.at > expected.opened_at else expected

    def answer(self, pages: Pages, expected: Expected, heard: Heard, now: datetime) -> Outcome:
        """Somebody answered a round in their private chat."""
        circle = pages.lock_circle(expected.chat)
        if circle is None:
            return Outcome()
        table = pages.round(expected.round)
        desk = self._desk(pages, circle, table.thread if table else 0, now)
        return _in(desk, typed_in_private(desk, expected, heard))

    def due(self, pages: Pages, round: int, now: datetime) -> Outcome:
        """A round's deadline has come, if it still has."""
        found = self._held(pages, round, now)
        if found is None:
            return Outcome()
        desk, table = found
        return _in(desk, Outcome(replies=play(desk, table, Ticked(now=now))[2]))

    def shown(self, pages: Pages, slot: str, now: datetime) -> None:
        """A message has arrived in a group: if it is a question of a round, its time begins."""
        meant = asked_in(slot)
        found = self._held(pages, meant[0], now) if meant else None
        if meant and found:
            play(*found, Shown(place=meant[1], now=now))

    def lost(self, pages: Pages, chat: ChatId, slot: str | None, why: Lost, now: datetime) -> None:
        """A letter will not arrive. Where we are not any more nothing goes on; a question that cannot be
        shown (its topic was deleted) ends its round."""
        gone = why in (Lost.BLOCKED, Lost.CHAT_GONE)
        meant = asked_in(slot) if slot else None
        refused = meant is not None and why in (Lost.REFUSED, Lost.NO_RIGHTS)
        circle = pages.lock_circle(chat) if gone or refused else None
        if circle is None:
            return
        if gone:
            circle = replace(circle, here=False)
            pages.change_circle(circle)
        for table in pages.running_in(chat):
            if gone or (meant and table.round.id == meant[0]):
                play(self._desk(pages, circle, table.thread, now), table, Stopped(now=now))

    def _held(self, pages: Pages, round: int, now: datetime) -> tuple[GroupDesk, Table] | None:
        """The round with its group's row held."""
        chat = pages.chat_of_round(round)
        circle = pages.lock_circle(chat) if chat is not None else None
        table = pages.round(round) if circle else None
        if circle is None or table is None or table.chat != circle.id:
            return None
        return self._desk(pages, circle, table.thread, now), table

    def _heard(self, desk: GroupDesk, event: GroupHeard | GroupTapped) -> Outcome:
        if isinstance(event, GroupTapped):
            return tapped(desk, event)
        if event.text.startswith("/"):
            return Outcome() if event.edited else commanded(desk, event, tuple(COMMANDS))
        if (comment := commented(desk, event)) is not None:
            return comment
        return typed_in_group(desk, event)

    def _voted(self, pages: Pages, vote: Voted, now: datetime) -> Outcome:
        found = pages.poll_of(vote.poll)
        circle = pages.lock_circle(found[0]) if found else None
        if found is None or circle is None:
            return Outcome()
        desk = self._desk(pages, circle, 0, now)
        if post := posted_in(found[1]):
            voted_in_post(desk, post, vote)
            return Outcome()
        return _in(desk, voted(desk, found[1], vote))

    def _counted(self, pages: Pages, poll: PollCounted, now: datetime) -> Outcome:
        """The totals of an anonymous poll. Others are known by their votes."""
        found = pages.poll_of(poll.poll)
        post = posted_in(found[1]) if found else None
        circle = pages.lock_circle(found[0]) if found and post else None
        if circle and post:
            counted(self._desk(pages, circle, 0, now), post, poll.counts)
        return Outcome()

    def _membership(self, pages: Pages, event: Membership, now: datetime) -> Outcome:
        """We came, went, or were given other rights. A round goes no further where we are not."""
        before = pages.lock_group(event.group, now)
        new = not before.here or before.since == now
        language = before.language or event.person.language
        circle = replace(before, here=event.here, admin=event.admin, language=language)
        pages.change_circle(circle)
        desk = self._desk(pages, circle, 0, now)
        if event.group.channel:
            return _in(desk, _in_channel(desk, event, new=new))
        if not event.here:
            barred(desk)
            for table in pages.running_in(circle.id):
                play(replace(desk, thread=table.thread), table, Stopped(now=now))
            return Outcome()
        if not new:
            return Outcome()
        return _in(desk, Outcome(replies=(desk.say(GroupWelcomed(open=circle.open)),)))

    def _desk(self, pages: Pages, circle: Circle, thread: int, now: datetime) -> GroupDesk:
        return GroupDesk(
            pages=pages, shelf=self.shelf, rules=self.rules, circle=circle, thread=thread, now=now
        )


def _in_channel(desk: GroupDesk, event: Membership, *, new: bool) -> Outcome:
    """Whoever let us into a channel looks after it; without the right to post its question rests."""
    if not (event.here and event.admin and event.may_post):
        return Outcome(replies=barred(desk))
    may_again(desk)
    desk.pages.keep_keeper(desk.circle.id, event.person.id)
    if not new or not desk.pages.reachable([event.person.id]):
        return Outcome()
    about = About(desk=desk, person=event.person, key=key_of(desk.circle.id), command="/channel")
    return Outcome(replies=(desk.whisper(event.person.id, standing(about)),))


def _replied(pages: Pages, slot: str, heard: Heard) -> Expected | None:
    """The question of a round that was replied to in private, open or not."""
    meant = asked_in(slot)
    table = pages.round(meant[0]) if meant else None
    if meant is None or table is None or not 0 <= meant[1] <= table.round.place:
        return None
    opened = table.round.posed[meant[1]].opened_at or heard.at
    seated = table.round.seat(heard.person.id) is not None
    place = Expected(round=table.round.id, chat=table.chat, place=meant[1], opened_at=opened)
    return place if seated else None


def _departed(desk: GroupDesk, event: Departed) -> Outcome:
    said: Sequence[Reply] = ()
    for table in desk.pages.running_in(desk.circle.id):
        left = Left(person=event.person, now=desk.now)
        said = (*said, *play(replace(desk, thread=table.thread), table, left)[2])
    return Outcome(replies=tuple(said))


def _in(desk: GroupDesk, outcome: Outcome) -> Outcome:
    return replace(outcome, language=desk.circle.language)


GROUP_KINDS = (GroupHeard, GroupTapped, Voted, PollCounted, Membership, Forwarded, Departed, Moved)
"""What happens in groups."""
