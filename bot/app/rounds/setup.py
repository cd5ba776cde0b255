"""How a round is to be played: read from the words after /quiz, or changed a tap at a time."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import TypeVar

from msgspec.structs import replace

from bot.app.context import ChatContext
from bot.domain.deck import Deck
from bot.domain.question import DeckId, TopicId
from bot.domain.rounds.round import Pace, Play, Setup

T = TypeVar("T")

COUNTS = (5, 10, 15, 3)
MOST = 20
TEAMS = (0, 2, 3, 4)
_PACES = {"quick": Pace.QUICK, "fast": Pace.QUICK, "normal": Pace.NORMAL, "slow": Pace.SLOW}


def read_setup(context: ChatContext, usual: Setup, rest: str) -> Setup:
    """What the words say, and the usual for the rest; words that say nothing are passed over.

    `10`, `race`, `together`, `quick`, `deep`, `teams`, `3 teams`, a topic or a course by its name or id.
    """
    setup = usual
    words = rest.casefold().split()
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if word == "teams":
            setup = replace(setup, teams=setup.teams or TEAMS[1])
        elif word.isdecimal() and after == "teams":
            setup = replace(setup, teams=min(max(int(word[:3]), TEAMS[1]), TEAMS[-1]))
        elif word.isdecimal():
            setup = replace(setup, count=min(max(int(word[:3]), 1), MOST))
        elif word in set(Play):
            setup = replace(setup, play=Play(word))
        elif word in _PACES:
            setup = replace(setup, pace=_PACES[word])
        elif word == "deep":
            setup = replace(setup, deep=True)
    return _about(context, setup, rest.casefold())


def changed(setup: Setup, what: str) -> Setup:
    """The next value of one thing: each tap goes one further, and round again."""
    match what:
        case "play":
            return replace(setup, play=_next(list(Play), setup.play))
        case "count":
            return replace(setup, count=_next(list(COUNTS), setup.count))
        case "pace":
            return replace(setup, pace=_next(list(Pace), setup.pace))
        case "teams":
            return replace(setup, teams=_next(list(TEAMS), setup.teams))
        case _:
            return replace(setup, deep=not setup.deep)


def about(context: ChatContext, setup: Setup, kind: str, id: str) -> Setup:
    """Another course, or another topic of the same one ("" for all of it); the same if there is none such."""
    deck = context.deck_of(setup.deck)
    if kind == "deck":
        known = any(one.id == id for one in context.deck_library.current.decks)
        return replace(setup, deck=DeckId(id), topic=None) if known else setup
    known = not id or any(topic.id == id for topic in deck.topics)
    return replace(setup, deck=deck.id, topic=TopicId(id) if id else None) if known else setup


def _about(context: ChatContext, setup: Setup, said: str) -> Setup:
    """A course or topic that is named."""
    for deck in context.deck_library.current.decks:
        if _named(said, deck.id, deck.title):
            setup = replace(setup, deck=deck.id, topic=None)
    for deck in _own_first(context, setup):
        for topic in deck.topics:
            if _named(said, topic.id, topic.title):
                return replace(setup, deck=deck.id, topic=topic.id)
    return setup


def _own_first(context: ChatContext, setup: Setup) -> list[Deck]:
    return sorted(context.deck_library.current.decks, key=lambda deck: deck.id != setup.deck)


def _named(said: str, *names: str) -> bool:
    return any(f" {name.casefold()} " in f" {said} " for name in names)


def _next(all: Sequence[T], now: T) -> T:
    return all[(all.index(now) + 1) % len(all)] if now in all else all[0]
