"""Where we may not post any more: a channel's question rests until we may again, and its
administrators are told once in private; a group's question ends."""

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.ports.posts import ChatSubscriptionState
from bot.app.posts.post import from_now_on, scheduled
from bot.app.replies import ChannelMute, Message

Messages = tuple[Message, ...]


def rights_lost(context: ChatContext, thread: int | None = None) -> Messages:
    """We may not post there (in that topic, or at all)."""
    told = False
    for chat_subscription in context.repo.chat_subscriptions_in(context.chat_record.id):
        if chat_subscription.state is not ChatSubscriptionState.ON or thread not in (
            None,
            chat_subscription.thread,
        ):
            continue
        state = ChatSubscriptionState.NO_RIGHTS if context.chat_record.channel else ChatSubscriptionState.OFF
        context.repo.save_chat_subscription(scheduled(replace(chat_subscription, state=state), context.now))
        told = told or context.chat_record.channel
    if not told:
        return ()
    reply = ChannelMute(title=context.chat_record.title, lost=True)
    return tuple(
        context.whisper(person, reply) for person in context.repo.admins_of_channel(context.chat_record.id)
    )


def rights_regained(context: ChatContext) -> None:
    """We may post: what rested goes on."""
    for chat_subscription in context.repo.chat_subscriptions_in(context.chat_record.id):
        if chat_subscription.state is ChatSubscriptionState.NO_RIGHTS:
            context.repo.save_chat_subscription(
                from_now_on(replace(chat_subscription, state=ChatSubscriptionState.ON), context.now)
            )
