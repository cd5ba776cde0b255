"""A group's own daily question, and its weekly look at what it forgets. Administrators set them up."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.app.events import GroupButtonTapped, Person
from bot.app.ports.posts import Recalled
from bot.app.posts.post import closed
from bot.app.posts.setup import (
    SetupContext,
    asked_about,
    chat_subscription_here,
    end,
    kept,
    overview,
    read,
    tapped,
    told,
)
from bot.app.replies import ChatDailyMisread, GapsFound, GapsTold, NotYours, OldButton, Reply, Response
from bot.domain.question import Question
from bot.domain.schedule import next_summary
from bot.domain.tally import FEW

KEY = "d"
ENDS = ("off", "stop", "end")
WEEK = timedelta(days=7)
LATE = timedelta(hours=6)
SHOWN = 3
"""Questions in the weekly look."""
ASKED = 3
"""So many must have answered a question for it to be named among the forgotten."""
FORGOT = 2
"""And so many must have missed it: one alone would be pointed at."""


def daily(context: ChatContext, person: Person | None, rest: str) -> Response:
    """/daily: offer it, tell how it stands, or change what is typed after it."""
    about = _about(context, person)
    words = rest.casefold()
    if not words:
        return _say(context, overview(about))
    if words in ENDS:
        return _ended(about)
    wanted = read(about, chat_subscription_here(about), rest)
    if isinstance(wanted, ChatDailyMisread):
        return _say(context, wanted)
    return _say(context, told(about, kept(about, wanted), changed=True))


def daily_tapped(context: ChatContext, tap: GroupButtonTapped, action: str) -> Response:
    """A button of /daily in a group."""
    if not tap.admin:
        return Response(toast=NotYours())
    about = _about(context, tap.person)
    if action in ENDS:
        return _ended(about)
    if action in ("hours", "days", "course"):
        return _say(context, asked_about(about, action))
    chat_subscription = chat_subscription_here(about)
    wanted = chat_subscription if action == "connect" else tapped(about, chat_subscription, action)
    if wanted is None:
        return Response(toast=OldButton())
    return _say(context, told(about, kept(about, wanted), changed=True))


def gaps(context: ChatContext, rest: str) -> Response:
    """/gaps on, /gaps off, or how it stands."""
    on = context.chat_record.gaps_at is not None
    if rest.casefold() in ("on", "off"):
        on = rest.casefold() == "on"
        due = next_summary(context.now, _zone(context)) if on else None
        context.repo.save_chat(replace(context.chat_record, gaps_at=due))
    return _say(context, GapsTold(on=on))


def gaps_due(context: ChatContext) -> Response:
    """What this group forgets, once a week, if enough people answered for nobody to be pointed at."""
    due = context.chat_record.gaps_at
    if due is None or due > context.now:
        return Response()
    context.repo.save_chat(replace(context.chat_record, gaps_at=next_summary(context.now, _zone(context))))
    people, recalled = context.repo.recalled(context.chat_record.id, context.now - WEEK)
    if people < FEW or context.now - due > LATE or not context.chat_record.here:
        return Response()
    found = _forgotten(context, recalled)
    return (
        _say(replace(context, thread=_thread(context)), GapsFound(questions=found)) if found else Response()
    )


def _forgotten(context: ChatContext, recalled: Sequence[Recalled]) -> tuple[Question, ...]:
    missed = [one for one in recalled if one.answered >= ASKED and one.answered - one.right >= FORGOT]
    missed.sort(key=lambda one: (one.right / one.answered, -one.answered, one.question))
    questions = [context.deck_library.current.question(one.question) for one in missed]
    return tuple(question for question in questions if question)[:SHOWN]


def _ended(about: SetupContext) -> Response:
    """No more questions; the one that is open is closed with its result."""
    context = about.context
    reply = end(about)
    results = [
        closed(context, post) for post in context.repo.open_posts(context.chat_record.id, context.thread)
    ]
    return Response(messages=(*(message for told in results for message in told), context.say(reply)))


def _about(context: ChatContext, person: Person | None) -> SetupContext:
    return SetupContext(context=context, person=person, key=KEY, command="/daily")


def _zone(context: ChatContext) -> str:
    chat_subscription = context.repo.chat_subscriptions_in(context.chat_record.id)
    return chat_subscription[0].zone if chat_subscription else context.policy.default_zone


def _thread(context: ChatContext) -> int:
    """Where the group's daily question stands, so that the look back stands there too."""
    chat_subscription = context.repo.chat_subscriptions_in(context.chat_record.id)
    return chat_subscription[0].thread if len(chat_subscription) == 1 else 0


def _say(context: ChatContext, reply: Reply) -> Response:
    return Response(messages=(context.say(reply),))
