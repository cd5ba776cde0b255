"""Daily questions of channels and groups: what the clock and the post bring. The chat's row is held."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.context import ChatContext, DeckLibrary, DecksIn, Policy
from bot.app.events import ChatId
from bot.app.ports.chats import ChatRecord
from bot.app.ports.outbox import Undelivered
from bot.app.ports.posts import Post
from bot.app.ports.repository import Repository
from bot.app.posts.comments import posted_in
from bot.app.posts.group_daily import gaps_due
from bot.app.posts.permissions import rights_lost
from bot.app.posts.post import as_text, close_due, post_due
from bot.app.replies import Response


class PostJobs(Struct, frozen=True, kw_only=True):
    """The tutor and its daily questions among many."""

    deck_library: DeckLibrary
    policy: Policy

    def post_due(self, repo: Repository, id: int, now: datetime) -> Response:
        """The next post has come, if it still has."""
        found = repo.chat_subscription_by_id(id)
        chat_record = repo.lock_chat(found.chat) if found else None
        chat_subscription = repo.chat_subscription_by_id(id) if chat_record else None
        if chat_record is None or chat_subscription is None or chat_subscription.chat != chat_record.id:
            return Response()
        context = self._context(repo, chat_record, chat_subscription.thread, now)
        return Response(messages=post_due(context, chat_subscription), language=chat_record.language)

    def close_due(self, repo: Repository, id: int, now: datetime) -> Response:
        """The time of a group's question is over, if it still is."""
        found = repo.post(id)
        chat_record = repo.lock_chat(found.chat) if found else None
        post = repo.post(id) if chat_record else None
        if chat_record is None or post is None or post.chat != chat_record.id:
            return Response()
        context = self._context(repo, chat_record, post.thread, now)
        return Response(messages=close_due(context, post), language=chat_record.language)

    def gaps_due(self, repo: Repository, chat: ChatId, now: datetime) -> Response:
        """A group's weekly look back has come, if it still has."""
        chat_record = repo.lock_chat(chat)
        if chat_record is None:
            return Response()
        return replace(gaps_due(self._context(repo, chat_record, 0, now)), language=chat_record.language)

    def lost(
        self, repo: Repository, chat: ChatId, slot: str | None, why: Undelivered, now: datetime
    ) -> Response:
        """A message will not arrive there. A question whose poll is not taken goes as text. Where we may not
        write, or a topic is gone, nothing more comes; a question that never arrived has no result."""
        number = posted_in((slot or "").partition(".")[0])
        post = repo.post(number) if number else None
        waiting = post if post is not None and post.closed_at is None else None
        if (
            waiting is not None
            and slot == f"p{waiting.id}"
            and waiting.poll
            and self._takes_text(repo, chat, why)
        ):
            return self._as_text(repo, waiting, now)
        everywhere = why in (Undelivered.BLOCKED, Undelivered.CHAT_GONE) or (
            post is not None and why is Undelivered.NO_RIGHTS
        )
        unseen = waiting is not None and why is not Undelivered.UNCERTAIN
        chat_record = repo.lock_chat(chat) if everywhere or unseen else None
        if chat_record is None:
            return Response()
        context = self._context(repo, chat_record, 0, now)
        if waiting and unseen and slot == f"p{waiting.id}":
            repo.save_post(replace(waiting, closed_at=now, closes_at=None))
        if not everywhere and not (waiting and waiting.thread):
            return Response()
        messages = rights_lost(context, None if everywhere or waiting is None else waiting.thread)
        return Response(messages=messages, language=chat_record.language)

    def _takes_text(self, repo: Repository, chat: ChatId, why: Undelivered) -> bool:
        """A poll was refused, but text need not be: in a channel the rights are the same for both."""
        chat_record = repo.lock_chat(chat)
        forbidden = why is Undelivered.NO_RIGHTS and chat_record is not None and not chat_record.channel
        return forbidden or why is Undelivered.REFUSED

    def _as_text(self, repo: Repository, post: Post, now: datetime) -> Response:
        chat_record = repo.lock_chat(post.chat)
        if chat_record is None:
            return Response()
        context = self._context(repo, chat_record, post.thread, now)
        return Response(messages=as_text(context, post), language=chat_record.language)

    def _context(self, repo: Repository, chat_record: ChatRecord, thread: int, now: datetime) -> ChatContext:
        return ChatContext(
            repo=repo,
            deck_library=DecksIn(self.deck_library, chat_record.language),
            policy=self.policy,
            chat_record=chat_record,
            thread=thread,
            now=now,
        )
