"""Daily questions of channels and groups: what the clock and the post bring. The circle's row is held."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.barring import barred
from bot.app.circle import Circle
from bot.app.commenting import posted_in
from bot.app.desk import Rules, Shelf
from bot.app.facts import Outcome
from bot.app.groupdaily import gaps_due
from bot.app.groupdesk import GroupDesk
from bot.app.heard import ChatId
from bot.app.letters import Lost
from bot.app.pages import Pages
from bot.app.posting import close_due, post_due


@dataclass(frozen=True, slots=True, kw_only=True)
class Serials:
    """The tutor and its daily questions among many."""

    shelf: Shelf
    rules: Rules

    def post_due(self, pages: Pages, id: int, now: datetime) -> Outcome:
        """A series' next post has come, if it still has."""
        found = pages.series_by_id(id)
        circle = pages.lock_circle(found.chat) if found else None
        series = pages.series_by_id(id) if circle else None
        if circle is None or series is None or series.chat != circle.id:
            return Outcome()
        desk = self._desk(pages, circle, series.thread, now)
        return Outcome(replies=post_due(desk, series), language=circle.language)

    def close_due(self, pages: Pages, id: int, now: datetime) -> Outcome:
        """The time of a group's question is over, if it still is."""
        found = pages.post(id)
        circle = pages.lock_circle(found.chat) if found else None
        post = pages.post(id) if circle else None
        if circle is None or post is None or post.chat != circle.id:
            return Outcome()
        desk = self._desk(pages, circle, post.thread, now)
        return Outcome(replies=close_due(desk, post), language=circle.language)

    def gaps_due(self, pages: Pages, chat: ChatId, now: datetime) -> Outcome:
        """A group's weekly look back has come, if it still has."""
        circle = pages.lock_circle(chat)
        if circle is None:
            return Outcome()
        return replace(gaps_due(self._desk(pages, circle, 0, now)), language=circle.language)

    def lost(self, pages: Pages, chat: ChatId, slot: str | None, why: Lost, now: datetime) -> Outcome:
        """A letter will not arrive there. Where we may not write, or a topic is gone, nothing more comes; a
        question that never arrived has no result."""
        number = posted_in((slot or "").partition(".")[0])
        post = pages.post(number) if number else None
        waiting = post if post is not None and post.closed_at is None else None
        everywhere = why in (Lost.BLOCKED, Lost.CHAT_GONE) or (post is not None and why is Lost.NO_RIGHTS)
        unseen = waiting is not None and why is not Lost.UNCERTAIN
        circle = pages.lock_circle(chat) if everywhere or unseen else None
        if circle is None:
            return Outcome()
        desk = self._desk(pages, circle, 0, now)
        if waiting and unseen and slot == f"p{waiting.id}":
            pages.keep_post(replace(waiting, closed_at=now, closes_at=None))
        if not everywhere and not (waiting and waiting.thread):
            return Outcome()
        replies = barred(desk, None if everywhere or waiting is None else waiting.thread)
        return Outcome(replies=replies, language=circle.language)

    def _desk(self, pages: Pages, circle: Circle, thread: int, now: datetime) -> GroupDesk:
        return GroupDesk(
            pages=pages, shelf=self.shelf, rules=self.rules, circle=circle, thread=thread, now=now
        )
