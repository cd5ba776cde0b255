"""Looking at how far one has come, and at what there is to learn."""

from bot.app.counting import standing
from bot.app.desk import Desk
from bot.app.facts import DeckLine, NoSuchTopic, StatsTold, StreakTold, TopicLine, TopicsListed
from bot.app.records import Outcome
from bot.app.remembering import succeeded
from bot.domain.deck import Deck, Topic
from bot.domain.ledger import freezes
from bot.domain.question import TopicId


def streak_told(desk: Desk) -> StreakTold:
    """The streak in figures."""
    now, ledger, _ = standing(desk)
    return StreakTold(
        length=now.length,
        longest=now.longest,
        today=now.today,
        since=now.since,
        learned=sum(1 for row in ledger if row.reason.counts),
        freezes=freezes(ledger),
    )


def stats_told(desk: Desk) -> StatsTold:
    """What was met and how it went, in the learner's deck."""
    deck = desk.deck()
    titles = {q.id: q.title for q in deck.questions()}
    met = [m for id, m in desk.pages.met(desk.learner.id).items() if id in titles]
    missed = sorted((m for m in met if not succeeded(m)), key=lambda m: m.last)
    return StatsTold(
        deck=deck.title,
        topics=topic_lines(desk, deck),
        answered=len(met),
        right=sum(1 for m in met if succeeded(m)),
        unaided=sum(1 for m in met if m.verdict in (Outcome.RIGHT, Outcome.ALMOST) and m.credit == 1.0),
        coming_back=tuple(titles[m.question] for m in missed),
    )


def topics_listed(desk: Desk) -> TopicsListed:
    """The topics of the learner's deck, and the other decks."""
    deck = desk.deck()
    others = tuple(DeckLine(id=d.id, title=d.title) for d in desk.shelf.library.decks if d.id != deck.id)
    return TopicsListed(deck=deck.title, topics=topic_lines(desk, deck), others=others)


def topic_lines(desk: Desk, deck: Deck) -> tuple[TopicLine, ...]:
    """Each topic with how many of its questions were met."""
    met = desk.pages.met(desk.learner.id).keys()
    return tuple(
        TopicLine(
            id=topic.id,
            title=topic.title,
            met=sum(1 for q in topic.questions if q.id in met),
            of=len(topic.questions),
        )
        for topic in deck.topics
    )


def find_topic(desk: Desk, name: str) -> tuple[Deck, Topic] | None:
    """The topic somebody names, by id or title, in their own deck first."""
    wanted = name.casefold().strip()
    own = desk.deck()
    for deck in (own, *(d for d in desk.shelf.library.decks if d.id != own.id)):
        for topic in deck.topics:
            if wanted in (topic.id.casefold(), topic.title.casefold()):
                return deck, topic
    return None


def no_such_topic(desk: Desk, name: str) -> NoSuchTopic:
    """The name is unknown; these are known."""
    return NoSuchTopic(name=TopicId(name), topics=topic_lines(desk, desk.deck()))
