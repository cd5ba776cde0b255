"""Setting up a chat subscription: by words after a command, or by tap. Channels and groups do it alike."""

import binascii
from datetime import time
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bot.app.calendar.zones import find_city, place_of, zone_or_none
from bot.app.context import ChatContext
from bot.app.events import Person
from bot.app.ports.posts import ChatSubscription, ChatSubscriptionState
from bot.app.posts.post import from_now_on, line_of, next_dates, scheduled
from bot.app.replies import (
    ChatDailyAsked,
    ChatDailyEnded,
    ChatDailyMisread,
    ChatDailyOffered,
    ChatDailyTold,
    Place,
    Reply,
    WeekAhead,
)
from bot.domain.day import learner_day
from bot.domain.deck import Deck
from bot.domain.question import DeckId, QuestionId, TopicId
from bot.domain.said.rhythm import Rhythm, read_rhythm
from bot.domain.upcoming import swapped

HOUR = time(9, 0)
"""When a question comes if nobody says otherwise."""
AHEAD = 7
"""Questions that are shown and can be swapped."""
MOST_BYTES = 64


class SetupContext(Struct, frozen=True, kw_only=True):
    """What is being set up, and by whom."""

    context: ChatContext
    person: Person | None
    key: str
    """What buttons are about: `d`, or `c` and a channel's number."""
    command: str

    @property
    def title(self) -> str:
        """The channel; empty in a group."""
        return self.context.chat_record.title if self.context.chat_record.channel else ""

    @property
    def language(self) -> str | None:
        """Whoever sets it up reads the names of places in it."""
        return self.person.language if self.person else self.context.chat_record.language


def chat_subscription_here(about: SetupContext) -> ChatSubscription:
    """The chat subscription as it stands, or as it would begin: nothing is kept yet."""
    context = about.context
    if found := context.repo.chat_subscription(context.chat_record.id, context.thread):
        return found
    learner = context.repo.learner(about.person.id) if about.person else None
    zone = (learner and learner.zone) or context.policy.default_zone
    return ChatSubscription(
        id=0,
        chat=context.chat_record.id,
        thread=context.thread,
        state=ChatSubscriptionState.OFF,
        at=HOUR,
        zone=zone,
    )


def overview(about: SetupContext) -> Reply:
    """How it stands, or the offer of one."""
    chat_subscription = chat_subscription_here(about)
    if chat_subscription.state is ChatSubscriptionState.OFF:
        return _offered(about, chat_subscription)
    return told(about, chat_subscription)


def told(about: SetupContext, chat_subscription: ChatSubscription, *, changed: bool = False) -> ChatDailyTold:
    """How it stands."""
    ahead = (
        next_dates(chat_subscription, about.context.now, 1)
        if chat_subscription.state is ChatSubscriptionState.ON
        else ()
    )
    return ChatDailyTold(
        key=about.key,
        title=about.title,
        at=chat_subscription.at,
        weekdays=chat_subscription.weekdays,
        place=place_here(about, chat_subscription),
        course=course_of(about.context, chat_subscription),
        next_on=ahead[0] if ahead else None,
        today=learner_day(about.context.now, chat_subscription.zone),
        changed=changed,
        rights_lost=chat_subscription.state is ChatSubscriptionState.NO_RIGHTS,
        gaps=about.context.chat_record.gaps_at is not None,
    )


def place_here(about: SetupContext, chat_subscription: ChatSubscription) -> Place:
    """Whose clock it goes by, and what that shows now."""
    wall = about.context.now.astimezone(ZoneInfo(chat_subscription.zone)).time()
    return Place(
        zone=chat_subscription.zone, name=place_of(chat_subscription.zone, about.language), wall=wall
    )


def kept(about: SetupContext, chat_subscription: ChatSubscription) -> ChatSubscription:
    """The chat subscription goes on as it is now."""
    deck = chat_subscription.deck or about.context.deck().id
    chat_subscription = from_now_on(
        replace(chat_subscription, state=ChatSubscriptionState.ON, deck=deck), about.context.now
    )
    if not chat_subscription.id:
        return about.context.repo.add_chat_subscription(chat_subscription)
    about.context.repo.save_chat_subscription(chat_subscription)
    return chat_subscription


def end(about: SetupContext) -> ChatDailyEnded:
    """No more posts."""
    context = about.context
    if found := context.repo.chat_subscription(context.chat_record.id, context.thread):
        context.repo.save_chat_subscription(
            scheduled(replace(found, state=ChatSubscriptionState.OFF), context.now)
        )
    return ChatDailyEnded(title=about.title, command=about.command)


def read(
    about: SetupContext, chat_subscription: ChatSubscription, rest: str
) -> ChatSubscription | ChatDailyMisread:
    """The chat subscription as the words want it: a time, days, both, a topic or course, a city."""
    words = rest.casefold().split()
    match words:
        case ["zone", *_]:
            return _in_zone(about, chat_subscription, rest.partition(" ")[2].strip())
        case ["topic" | "course", _, *_]:
            return _named(about, chat_subscription, rest.partition(" ")[2].strip())
    if isinstance(found := _named(about, chat_subscription, rest.strip()), ChatSubscription):
        return found
    return _in_rhythm(about, chat_subscription, read_rhythm(rest)) or ChatDailyMisread(
        command=about.command, what="any"
    )


def tapped(about: SetupContext, chat_subscription: ChatSubscription, action: str) -> ChatSubscription | None:
    """The chat subscription as a button wants it: `at-0900`, `days-31`, `in-<topic>`, `all-<deck>`."""
    kind, _, value = action.partition("-")
    match kind:
        case "at" if value.isdecimal() and len(value) == 4:
            hour, minute = divmod(int(value), 100)
            return replace(chat_subscription, at=time(hour, minute)) if hour < 24 and minute < 60 else None
        case "days" if value.isdecimal() and len(value) < 4 and 0 < int(value) < 128:
            return replace(chat_subscription, weekdays=int(value))
        case "in" | "all":
            found = next((one for one in courses(about.context, chat_subscription) if one[3] == action), None)
            return _from(chat_subscription, found[0].id, found[1]) if found else None
    return None


def asked_about(about: SetupContext, what: str) -> ChatDailyAsked:
    """The choices for one part of it."""
    room = MOST_BYTES - len(f"1:{about.key}:")
    offered = courses(about.context, chat_subscription_here(about)) if what == "course" else ()
    fitting = [one for one in offered if len(one[3].encode()) <= room]
    listed = tuple((deck.id, topic, title) for deck, topic, title, _ in fitting)
    return ChatDailyAsked(key=about.key, what=what, courses=listed)


def courses(
    context: ChatContext, chat_subscription: ChatSubscription
) -> list[tuple[Deck, TopicId | None, str, str]]:
    """All decks, and the topics of the subscription's own: deck, topic, title, and what a button carries."""
    own = _deck(context, chat_subscription)
    found: list[tuple[Deck, TopicId | None, str, str]] = []
    for deck in sorted(context.deck_library.current.decks, key=lambda deck: deck.id != own.id):
        found.append((deck, None, deck.title, f"all-{deck.id}"))
        if deck.id == own.id:
            found += [(deck, topic.id, topic.title, f"in-{topic.id}") for topic in deck.topics]
    return found


def course_of(context: ChatContext, chat_subscription: ChatSubscription) -> str:
    """The title of what it asks from."""
    deck = _deck(context, chat_subscription)
    topic = next((topic for topic in deck.topics if topic.id == chat_subscription.topic), None)
    return topic.title if topic else deck.title


def week_ahead(about: SetupContext, chat_subscription: ChatSubscription) -> WeekAhead:
    """The next seven questions. What was shown stands: it is kept in the line."""
    context = about.context
    whole = line_of(context, chat_subscription)
    line = whole[:AHEAD]
    if line != chat_subscription.line:
        context.repo.save_chat_subscription(replace(chat_subscription, line=line))
    dates = next_dates(chat_subscription, context.now, AHEAD)
    library = context.deck_library.current
    days = tuple(
        (on, _swap(id), question.ask)
        for on, id in zip(dates, line, strict=False)
        if (question := library.question(id))
    )
    return WeekAhead(key=about.key, title=about.title, days=days, more=len(whole) > AHEAD)


def swap(about: SetupContext, chat_subscription: ChatSubscription, action: str) -> WeekAhead:
    """The next one in line takes the place of that question, if both are there."""
    line = line_of(about.context, chat_subscription)
    out = next((id for id in line[:AHEAD] if _swap(id) == action), None)
    if out is None or len(line) <= AHEAD:
        return week_ahead(about, chat_subscription)
    passed = tuple(dict.fromkeys((*chat_subscription.passed, out)))
    chat_subscription = replace(chat_subscription, line=swapped(line, out, AHEAD), passed=passed)
    about.context.repo.save_chat_subscription(chat_subscription)
    return week_ahead(about, chat_subscription)


def _swap(id: QuestionId) -> str:
    """What its button carries: ids may be longer than that."""
    return f"swap-{binascii.crc32(id.encode()):08x}"


def _offered(about: SetupContext, chat_subscription: ChatSubscription) -> ChatDailyOffered:
    return ChatDailyOffered(
        key=about.key,
        title=about.title,
        at=chat_subscription.at,
        place=place_here(about, chat_subscription),
        course=course_of(about.context, chat_subscription),
    )


def _in_rhythm(
    about: SetupContext, chat_subscription: ChatSubscription, said: Rhythm
) -> ChatSubscription | None:
    """With the hour, the days and the place that were typed; None unless all of it was understood."""
    found = None
    if said.at is not None and len(said.unread) == 1:
        found = find_city(said.unread[0], about.language, now=about.context.now, whole=True)
    if (said.at is None and not said.days) or said.count is not None or (said.unread and not found):
        return None
    return replace(
        chat_subscription,
        at=chat_subscription.at if said.at is None else said.at,
        weekdays=said.days or chat_subscription.weekdays,
        zone=found[0].zone if found else chat_subscription.zone,
    )


def _in_zone(
    about: SetupContext, chat_subscription: ChatSubscription, name: str
) -> ChatSubscription | ChatDailyMisread:
    known = zone_or_none(name)
    if known is None:
        found = find_city(name, about.language, now=about.context.now) if name else ()
        known = found[0].zone if found else None
    return (
        replace(chat_subscription, zone=known)
        if known
        else ChatDailyMisread(command=about.command, what="place")
    )


def _named(
    about: SetupContext, chat_subscription: ChatSubscription, name: str
) -> ChatSubscription | ChatDailyMisread:
    wanted = name.casefold()
    if wanted in ("all", "everything"):
        return _from(chat_subscription, None, None)
    decks = about.context.deck_library.current.decks
    for deck in decks:
        if wanted in (deck.id.casefold(), deck.title.casefold()):
            return _from(chat_subscription, deck.id, None)
    for deck in (_deck(about.context, chat_subscription), *decks):
        for topic in deck.topics:
            if wanted in (topic.id.casefold(), topic.title.casefold()):
                return _from(chat_subscription, deck.id, topic.id)
    return ChatDailyMisread(command=about.command, what="course")


def _deck(context: ChatContext, chat_subscription: ChatSubscription) -> Deck:
    return context.deck_of(chat_subscription.deck) if chat_subscription.deck else context.deck()


def _from(
    chat_subscription: ChatSubscription, deck: DeckId | None, topic: TopicId | None
) -> ChatSubscription:
    return replace(chat_subscription, deck=deck, topic=topic, line=(), passed=())
