"""A channel and its daily question, set up in the private chat of one of its administrators.

The transaction holds the channel's row, never the person's; so what is said stands beside their conversation.
Who may do it is asked of the server before, at each step, and comes with the event.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.context import ChatContext, DeckLibrary, DecksIn, Policy
from bot.app.events import ButtonTapped, ChatId, MessageReceived, Rights
from bot.app.ports.chats import ChatRecord
from bot.app.ports.outbox import Lane
from bot.app.ports.posts import AdministeredChannel, ChatSubscription, ChatSubscriptionState
from bot.app.ports.repository import Repository
from bot.app.posts.setup import (
    SetupContext,
    asked_about,
    chat_subscription_here,
    course_of,
    end,
    kept,
    overview,
    place_here,
    read,
    swap,
    tapped,
    told,
    week_ahead,
)
from bot.app.replies import (
    ChannelClosed,
    ChannelMute,
    ChannelsListed,
    ChatDailyBegun,
    ChatDailyMisread,
    Message,
    OldButton,
    Reply,
    Response,
)

COMMAND = "channel"
VERSION = "1"
ENDS = ("off", "stop", "end")


class Channels(Struct, frozen=True, kw_only=True):
    """The tutor among channels."""

    deck_library: DeckLibrary
    policy: Policy

    def handle(
        self, repo: Repository, event: MessageReceived | ButtonTapped, now: datetime
    ) -> Response | None:
        """What somebody wants of a channel; None if it is about none, or they look after none."""
        if not concerns_channel(event):
            return None
        after = repo.channels_administered_by(event.person.id)
        if not after:
            return Response(toast=OldButton()) if isinstance(event, ButtonTapped) else None
        named = channel_of(event.data) if isinstance(event, ButtonTapped) else None
        words = _words(event)
        one = _meant(after, named, words)
        if one is None:
            return _privately(event, ChannelsListed(channels=tuple((key_of(k.chat), k.title) for k in after)))
        rights = next((right for right in event.channels if right.chat == one.chat), None)
        chat_record = repo.lock_chat(one.chat) if rights else None
        if rights is None or chat_record is None:
            return _privately(event, ChannelClosed(title=one.title))
        repo.choose_channel(one.chat, event.person.id, now)
        return self._run(self._about(repo, chat_record, event, now), rights, event, words)

    def _about(
        self, repo: Repository, chat_record: ChatRecord, event: MessageReceived | ButtonTapped, now: datetime
    ) -> SetupContext:
        chat_record = replace(chat_record, language=event.person.language or chat_record.language)
        repo.save_chat(chat_record)
        context = ChatContext(
            repo=repo,
            deck_library=DecksIn(self.deck_library, chat_record.language),
            policy=self.policy,
            chat_record=chat_record,
            thread=0,
            now=now,
        )
        return SetupContext(
            context=context, person=event.person, key=key_of(chat_record.id), command=f"/{COMMAND}"
        )

    def _run(
        self, about: SetupContext, rights: Rights, event: MessageReceived | ButtonTapped, words: str
    ) -> Response:
        chat_subscription = chat_subscription_here(about)
        if chat_subscription.state is ChatSubscriptionState.NO_RIGHTS and rights.may_post:
            chat_subscription = kept(about, chat_subscription)
        if words in ("", "open"):
            return _privately(event, overview(about))
        if words in ENDS:
            return _privately(event, end(about))
        if words in ("hours", "days", "course"):
            return _privately(event, asked_about(about, words))
        if words in ("week", "next"):
            return self._week(about, chat_subscription, event)
        if words.startswith("swap-"):
            shown = swap(about, chat_subscription, words) if chat_subscription.id else overview(about)
            return _privately(event, shown, slot=_week_slot(about), edits=bool(chat_subscription.id))
        return _changed(about, chat_subscription, rights, event, words)

    def _week(
        self, about: SetupContext, chat_subscription: ChatSubscription, event: MessageReceived | ButtonTapped
    ) -> Response:
        if chat_subscription.state is ChatSubscriptionState.OFF:
            return _privately(event, overview(about))
        return _privately(event, week_ahead(about, chat_subscription), slot=_week_slot(about))


def concerns_channel(event: MessageReceived | ButtonTapped) -> bool:
    """Whether it is about a channel, so that rights in channels have to be looked up."""
    if isinstance(event, ButtonTapped):
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


def begun(about: SetupContext, chat_subscription: ChatSubscription) -> Message:
    """In the channel itself: it is connected."""
    reply = ChatDailyBegun(
        at=chat_subscription.at,
        weekdays=chat_subscription.weekdays,
        place=place_here(about, chat_subscription),
        course=course_of(about.context, chat_subscription),
    )
    return replace(about.context.say(reply, slot=f"s{chat_subscription.id}"), lane=Lane.REPLY)


def _changed(
    about: SetupContext,
    chat_subscription: ChatSubscription,
    rights: Rights,
    event: MessageReceived | ButtonTapped,
    words: str,
) -> Response:
    """Something about it is to be otherwise; the first change connects the channel."""
    wanted: ChatSubscription | ChatDailyMisread | None
    if isinstance(event, ButtonTapped):
        wanted = chat_subscription if words == "connect" else tapped(about, chat_subscription, words)
    else:
        wanted = chat_subscription if words in ("on", "connect") else read(about, chat_subscription, words)
    if wanted is None:
        return Response(toast=OldButton())
    if isinstance(wanted, ChatDailyMisread):
        return _privately(event, wanted)
    if not rights.may_post:
        return _privately(event, ChannelMute(title=about.title))
    new = kept(about, wanted)
    private = _privately(event, told(about, new, changed=True))
    if chat_subscription.state is not ChatSubscriptionState.OFF:
        return private
    return replace(private, messages=(*private.messages, begun(about, new)))


def _meant(
    after: Sequence[AdministeredChannel], named: ChatId | None, words: str
) -> AdministeredChannel | None:
    """The channel they speak of; None if they have to choose."""
    if named is not None:
        return next((one for one in after if one.chat == named), None)
    if len(after) == 1:
        return after[0]
    return after[0] if words and after[0].chosen else None


def _words(event: MessageReceived | ButtonTapped) -> str:
    if isinstance(event, ButtonTapped):
        return event.data.split(":", 2)[2] if event.data.count(":") >= 2 else ""
    return event.text.partition(" ")[2].strip().casefold()


def _week_slot(about: SetupContext) -> str:
    return f"week.{about.key}"


def _privately(
    event: MessageReceived | ButtonTapped, reply: Reply, slot: str | None = None, *, edits: bool = False
) -> Response:
    message = Message(chat=ChatId(event.person.id), replies=(reply,), slot=slot, edits=edits, aside=True)
    return Response(messages=(message,))
