"""The message of a round that waits for players, in one of its views.

A view says what is on show beside who is in: nothing (""), what can be changed ("c"), a page of the courses
("d0", "d1" …) or of the topics of the round's course ("t0" …). The button that takes a seat carries the
view, so that what the host is choosing from stays on show when others join.
"""

from collections.abc import Sequence

from bot.app.context import ChatContext
from bot.app.ports.rounds import PlayedRound
from bot.app.replies import Offered, RoundCalled, TeamCalled
from bot.domain.deck import Deck
from bot.domain.question import Question, TopicId
from bot.domain.rounds.draw import draw, playable
from bot.domain.rounds.round import Setup

CHANGING, COURSES, TOPICS = "c", "d", "t"
PAGE = 8
"""Courses or topics that are listed at a time."""
NAMED = 12
"""Up to so many players are named, and so many in a team; more are counted."""


def lobby(context: ChatContext, played: PlayedRound, view: str = "") -> RoundCalled:
    """How a round that waits for players stands."""
    setup, tally = played.round.setup, played.round.tally
    deck = context.deck_of(setup.deck)
    names = context.repo.players_of(played.round.id, NAMED, setup.sides)
    sizes = dict(enumerate(tally.teams))
    teams = [TeamCalled(names=tuple(names.get(n, ())), players=sizes.get(n, 0)) for n in range(setup.sides)]
    offered, next_view = _offered(context, setup, view)
    return RoundCalled(
        round=played.round.id,
        setup=setup,
        count=len(draw(pool(deck, setup.topic), (), setup, seed="")),
        deck=deck.title,
        topic=next((topic.title for topic in deck.topics if topic.id == setup.topic), None),
        names=tuple(names.get(None, ())),
        players=tally.present - sum(tally.teams),
        teams=tuple(teams),
        view=view,
        offered=offered,
        next_view=next_view,
        back=CHANGING if offered else "",
    )


def pool(deck: Deck, topic: TopicId | None) -> Sequence[Question]:
    """The questions of a topic, or of the whole course."""
    return [q for one in deck.topics if topic in (None, one.id) for q in one.questions]


def is_view(text: str) -> bool:
    """Whether a button names a view that there is."""
    return text in ("", CHANGING) or (
        text[:1] in (COURSES, TOPICS) and text[1:].isdecimal() and len(text) <= len("d999")
    )


def after_course(context: ChatContext, setup: Setup) -> str:
    """The view once a course is chosen: its topics, if there are some to choose from."""
    return f"{TOPICS}0" if len(_topics(context, setup)) > 1 else CHANGING


def _offered(context: ChatContext, setup: Setup, view: str) -> tuple[tuple[Offered, ...], str | None]:
    """What a view lists, and the view of its next page; after the last one the first follows."""
    kind, page = view[:1], int(view[1:] or 0)
    if kind not in (COURSES, TOPICS):
        return (), None
    found = _courses(context, setup) if kind == COURSES else _topics(context, setup)
    pages = max(1, -(-len(found) // PAGE))
    first = page % pages * PAGE
    return tuple(found[first : first + PAGE]), f"{kind}{(page + 1) % pages}" if pages > 1 else None


def _courses(context: ChatContext, setup: Setup) -> list[Offered]:
    """Those that have something to play in this way."""
    decks = context.deck_library.current.decks
    here = context.deck_of(setup.deck).id
    return [
        Offered(action=f"deck-{deck.id}", title=deck.title, chosen=deck.id == here)
        for deck in decks
        if deck.id == here or playable(deck.questions(), setup)
    ]


def _topics(context: ChatContext, setup: Setup) -> list[Offered]:
    topics = context.deck_of(setup.deck).topics
    return [
        Offered(action="topic-", title=None, chosen=setup.topic is None),
        *(
            Offered(action=f"topic-{topic.id}", title=topic.title, chosen=topic.id == setup.topic)
            for topic in topics
            if topic.id == setup.topic or playable(topic.questions, setup)
        ),
    ]
