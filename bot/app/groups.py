"""What happens in groups, and what the clock brings them. Each transaction holds the group's row."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.commands import COMMANDS
from bot.app.context import ChatContext, DeckLibrary, DecksIn, Policy
from bot.app.events import (
    ChatId,
    ChatMigrated,
    ContentKind,
    GroupButtonTapped,
    GroupEvent,
    GroupMessageReceived,
    MemberLeft,
    MembershipChanged,
    MessageReceived,
    PollCountsChanged,
    PollVoted,
    PostForwarded,
)
from bot.app.group_commands import commanded, group_message, group_tapped
from bot.app.ports.chats import ChatRecord
from bot.app.ports.learning import State
from bot.app.ports.outbox import Undelivered
from bot.app.ports.repository import Repository
from bot.app.ports.rounds import NOBODY, Expected, PlayedRound
from bot.app.posts.channel import key_of
from bot.app.posts.comments import counted, forwarded, posted_in
from bot.app.posts.comments import voted as voted_in_post
from bot.app.posts.permissions import rights_lost, rights_regained
from bot.app.posts.setup import SetupContext, overview
from bot.app.replies import GroupWelcomed, Message, Response
from bot.app.rounds.answers import (
    asked_in,
    passes,
    replies_with_answer,
    round_in,
    voted,
)
from bot.app.rounds.play import play
from bot.app.rounds.private import typed_in_private
from bot.app.rounds.undelivered import not_taken, stopped
from bot.domain.intent import same_of
from bot.domain.rounds.events import Left, Shown, Ticked


class Groups(Struct, frozen=True, kw_only=True):
    """The tutor among groups."""

    deck_library: DeckLibrary
    policy: Policy

    def handle(self, repo: Repository, event: GroupEvent, now: datetime) -> Response:
        """Something happened in a group."""
        match event:
            case GroupMessageReceived() | GroupButtonTapped():
                context = self._context(repo, repo.lock_group(event.group, now), event.thread, now)
                return _in(context, self._heard(context, event))
            case MembershipChanged():
                return self._membership(repo, event, now)
            case PostForwarded():
                forwarded(self._context(repo, repo.lock_group(event.group, now), 0, now), event)
                return Response()
            case MemberLeft():
                context = self._context(repo, repo.lock_group(event.group, now), 0, now)
                return _in(context, _departed(context, event))
            case PollVoted():
                return self._voted(repo, event, now)
            case ChatMigrated():
                repo.migrate_chat(event.old, event.new)
                return Response()
            case PollCountsChanged():
                return self._counted(repo, event, now)

    def expected(self, repo: Repository, received: MessageReceived) -> Expected | None:
        """The round that what was typed in private answers, if it does: the question that came last is meant,
        unless the message replies to another."""
        if received.what is not ContentKind.TEXT:
            return None
        slot = repo.slot_of(received.chat, received.reply_to) if received.reply_to else None
        if slot is not None:
            replied = _replied(repo, slot, received)
            return replied if self._no_command(repo, replied, received) else None
        expected = repo.expected_of(received.person.id, received.at)
        if expected is None or (received.sent and received.sent < expected.opened_at):
            return None
        own = repo.asked_open(received.person.id, received.chat)
        if own and own.state is State.COMPARING and same_of(received.text) is not None:
            return None
        if own and own.at > expected.opened_at:
            return None
        return expected if self._no_command(repo, expected, received) else None

    def _no_command(self, repo: Repository, expected: Expected | None, received: MessageReceived) -> bool:
        """Not a command: it begins with no slash, or is the right answer as it stands (`/tmp`)."""
        if expected is None or not received.text.startswith("/"):
            return True
        played = repo.round(expected.round, received.person.id)
        return played is not None and passes(self.deck_library, played.round, expected.place, received.text)

    def answer(
        self, repo: Repository, expected: Expected, received: MessageReceived, now: datetime
    ) -> Response:
        """Somebody answered a round in their private chat."""
        chat_record = repo.lock_chat(expected.chat)
        if chat_record is None:
            return Response()
        context = self._context(repo, chat_record, expected.thread, now)
        return _in(context, typed_in_private(context, expected, received))

    def due(self, repo: Repository, round: int, now: datetime) -> Response:
        """A round's deadline has come, if it still has."""
        found = self._held(repo, round, now)
        if found is None:
            return Response()
        context, played = found
        return _in(context, Response(messages=play(context, played, Ticked(now=now))[2]))

    def shown(self, repo: Repository, slot: str, now: datetime) -> None:
        """A message has arrived in a group: if it is a question of a round, its time begins."""
        meant = asked_in(slot)
        found = self._held(repo, meant[0], now, NOBODY) if meant else None
        if meant and found:
            play(*found, Shown(place=meant[1], now=now))

    def lost(
        self, repo: Repository, chat: ChatId, slot: str | None, why: Undelivered, now: datetime
    ) -> Response:
        """A message will not arrive. Where we are not any more nothing goes on; what a group does not take is
        said otherwise, or its round ends (see `bot.app.rounds.undelivered`)."""
        gone = why in (Undelivered.BLOCKED, Undelivered.CHAT_GONE)
        refused = why in (Undelivered.REFUSED, Undelivered.NO_RIGHTS)
        number = round_in(slot) if slot and refused else None
        chat_record = repo.lock_chat(chat) if gone or number is not None else None
        if chat_record is None:
            return Response()
        if gone:
            chat_record = replace(chat_record, here=False)
            repo.save_chat(chat_record)
        context = self._context(repo, chat_record, 0, now)
        if number is None or slot is None:
            return _in(context, Response(messages=stopped(context)))
        return _in(context, Response(messages=not_taken(context, number, slot)))

    def _held(
        self, repo: Repository, round: int, now: datetime, player: int | None = None
    ) -> tuple[ChatContext, PlayedRound] | None:
        """The round with its group's row held."""
        chat = repo.chat_of_round(round)
        chat_record = repo.lock_chat(chat) if chat is not None else None
        played = repo.round(round, player) if chat_record else None
        if chat_record is None or played is None or played.chat != chat_record.id:
            return None
        return self._context(repo, chat_record, played.thread, now), played

    def _heard(self, context: ChatContext, event: GroupMessageReceived | GroupButtonTapped) -> Response:
        if isinstance(event, GroupButtonTapped):
            return group_tapped(context, event)
        if event.text.startswith("/") and not replies_with_answer(context, event):
            return Response() if event.edited else commanded(context, event, tuple(COMMANDS))
        return group_message(context, event)

    def _voted(self, repo: Repository, vote: PollVoted, now: datetime) -> Response:
        """A vote in a poll of ours. One by somebody who met it elsewhere, forwarded, counts for nothing."""
        found = repo.poll_of(vote.poll) if vote.member else None
        chat_record = repo.lock_chat(found[0]) if found else None
        if found is None or chat_record is None:
            return Response()
        context = self._context(repo, chat_record, 0, now)
        if post := posted_in(found[1]):
            voted_in_post(context, post, vote)
            return Response()
        return _in(context, voted(context, found[1], vote))

    def _counted(self, repo: Repository, poll: PollCountsChanged, now: datetime) -> Response:
        """The totals of an anonymous poll. Others are known by their votes."""
        found = repo.poll_of(poll.poll)
        post = posted_in(found[1]) if found else None
        chat_record = repo.lock_chat(found[0]) if found and post else None
        if chat_record and post:
            counted(self._context(repo, chat_record, 0, now), post, poll.counts)
        return Response()

    def _membership(self, repo: Repository, event: MembershipChanged, now: datetime) -> Response:
        """We came, went, or were given other rights. A round goes no further where we are not."""
        before = repo.lock_group(event.group, now)
        new = not before.here or before.since == now
        language = before.language or event.person.language
        chat_record = replace(before, here=event.here, admin=event.admin, language=language)
        repo.save_chat(chat_record)
        context = self._context(repo, chat_record, 0, now)
        if event.group.channel:
            return _in(context, _in_channel(context, event, new=new))
        if not event.here:
            rights_lost(context)
            return _in(context, Response(messages=stopped(context)))
        if not new:
            return Response()
        return _in(context, Response(messages=(context.say(GroupWelcomed(open=chat_record.open)),)))

    def _context(self, repo: Repository, chat_record: ChatRecord, thread: int, now: datetime) -> ChatContext:
        return ChatContext(
            repo=repo,
            deck_library=DecksIn(self.deck_library, chat_record.language),
            policy=self.policy,
            chat_record=chat_record,
            thread=thread,
            now=now,
        )


def _in_channel(context: ChatContext, event: MembershipChanged, *, new: bool) -> Response:
    """Whoever let us into a channel looks after it; without the right to post its question rests."""
    if not (event.here and event.admin and event.may_post):
        return Response(messages=rights_lost(context))
    rights_regained(context)
    context.repo.add_channel_admin(context.chat_record.id, event.person.id)
    if not new or not context.repo.reachable([event.person.id]):
        return Response()
    about = SetupContext(
        context=context, person=event.person, key=key_of(context.chat_record.id), command="/channel"
    )
    return Response(messages=(context.whisper(event.person.id, overview(about)),))


def _replied(repo: Repository, slot: str, received: MessageReceived) -> Expected | None:
    """The question of a round that was replied to in private, open or not."""
    meant = asked_in(slot)
    played = repo.round(meant[0], received.person.id) if meant else None
    if meant is None or played is None or not 0 <= meant[1] <= played.round.place:
        return None
    opened = played.round.posed[meant[1]].opened_at or received.at
    seated = played.round.seat(received.person.id) is not None
    round, place = meant
    expected = Expected(
        round=round, chat=played.chat, thread=played.thread, place=place, opened_at=opened, replied=True
    )
    return expected if seated else None


def _departed(context: ChatContext, event: MemberLeft) -> Response:
    said: Sequence[Message] = ()
    for played in context.repo.running_in(context.chat_record.id):
        left = Left(person=event.person, now=context.now)
        said = (*said, *play(replace(context, thread=played.thread), played, left)[2])
    return Response(messages=tuple(said))


def _in(context: ChatContext, outcome: Response) -> Response:
    return replace(outcome, language=context.chat_record.language)


GROUP_KINDS = (
    GroupMessageReceived,
    GroupButtonTapped,
    PollVoted,
    PollCountsChanged,
    MembershipChanged,
    PostForwarded,
    MemberLeft,
    ChatMigrated,
)
"""What happens in groups."""
