"""What there is to learn, and finding a deck or topic by its name."""

from bot.app.context import LearnerContext
from bot.app.replies import (
    DeckLine,
    NoSuchTopic,
    TopicLine,
    TopicsListed,
)
from bot.domain.deck import Deck, Topic
from bot.domain.own import OWN
from bot.domain.question import TopicId


def topics_listed(context: LearnerContext) -> TopicsListed:
    """The topics of the learner's deck, and the other decks."""
    deck = context.deck()
    others = tuple(
        DeckLine(id=d.id, title=d.title, description=d.description)
        for d in context.deck_library.current.decks
        if d.id != deck.id
    )
    return TopicsListed(
        deck=deck.title,
        topics=topic_lines(context, deck),
        description=deck.description,
        authors=deck.authors,
        source=deck.source,
        others=others,
    )


def topic_lines(context: LearnerContext, deck: Deck) -> tuple[TopicLine, ...]:
    """Each topic with how many of its questions were met."""
    known = context.repo.known(context.learner.id)
    return tuple(
        TopicLine(
            id=topic.id,
            title=topic.title,
            met=sum(1 for q in topic.questions if known.met(q.id)),
            of=len(topic.questions),
        )
        for topic in deck.topics
    )


def find_deck(context: LearnerContext, name: str) -> Deck | None:
    """The deck somebody names, by id or title; their own by the command that shows it."""
    wanted = name.casefold().strip()
    wanted = OWN.casefold() if wanted == "mine" else wanted
    decks = context.deck_library.current.decks
    return next((d for d in decks if wanted in (d.id.casefold(), d.title.casefold())), None)


def find_topic(context: LearnerContext, name: str, first: Deck | None = None) -> tuple[Deck, Topic] | None:
    """The topic somebody names, by id or title, in their own deck or that one first."""
    wanted = name.casefold().strip()
    own = first or context.deck()
    for deck in (own, *(d for d in context.deck_library.current.decks if d.id != own.id)):
        for topic in deck.topics:
            if wanted in (topic.id.casefold(), topic.title.casefold()):
                return deck, topic
    return None


def no_such_topic(context: LearnerContext, name: str) -> NoSuchTopic:
    """The name is unknown; these are known."""
    return NoSuchTopic(name=TopicId(name), topics=topic_lines(context, context.deck()))
