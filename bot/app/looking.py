"""Looking at how far one has come, and at what there is to learn."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from bot.app.choosing import known
from bot.app.counting import standing
from bot.app.desk import Desk
from bot.app.facts import (
    DeckLine,
    NoSuchTopic,
    StatsTold,
    StreakTold,
    TopicLine,
    TopicMemory,
    TopicsListed,
    Year,
)
from bot.app.records import Outcome
from bot.app.remembering import succeeded
from bot.domain.deck import Deck, Topic
from bot.domain.ledger import freezes
from bot.domain.pick import Known, due_among
from bot.domain.question import QuestionId, TopicId
from bot.domain.streak import counted

AHEAD = 14
"""Days of which it is told what is due."""


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
        year=year(desk),
    )


def year(desk: Desk) -> Year:
    """The learner's year at a glance."""
    now, ledger, today = standing(desk)
    deck = desk.deck()
    memory = known(desk.pages.cards(desk.learner.id), desk.at)
    return Year(
        today=today,
        days=tuple((day.local_date, day.reason) for day in counted(ledger)),
        topics=tuple(_topic_memory(topic, memory) for topic in deck.topics),
        due=_due(deck, memory, today, desk.learner.exam),
        streak=now.length,
        longest=now.longest,
    )


def _topic_memory(topic: Topic, memory: Mapping[QuestionId, Known]) -> TopicMemory:
    recalls = [memory[q.id].recall for q in topic.questions if q.id in memory]
    mean = sum(recalls) / len(recalls) if recalls else 0.0
    return TopicMemory(title=topic.title, recall=mean, met=len(recalls), of=len(topic.questions))


def _due(deck: Deck, memory: Mapping[QuestionId, Known], today: date, exam: date | None) -> tuple[int, ...]:
    """How many are due on each of 14 days, today's with all that is overdue."""
    questions = list(deck.questions())
    by = [due_among(questions, memory, today + timedelta(days=n), exam) for n in range(AHEAD)]
    return (by[0], *(after - before for before, after in pairwise(by)))


def stats_told(desk: Desk, *, drawn: bool = True) -> StatsTold:
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
        year=year(desk),
        drawn=drawn,
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


def find_deck(desk: Desk, name: str) -> Deck | None:
    """The deck somebody names, by id or title."""
    wanted = name.casefold().strip()
    decks = desk.shelf.library.decks
    return next((d for d in decks if wanted in (d.id.casefold(), d.title.casefold())), None)


def find_topic(desk: Desk, name: str, first: Deck | None = None) -> tuple[Deck, Topic] | None:
    """The topic somebody names, by id or title, in their own deck or that one first."""
    wanted = name.casefold().strip()
    own = first or desk.deck()
    for deck in (own, *(d for d in desk.shelf.library.decks if d.id != own.id)):
        for topic in deck.topics:
            if wanted in (topic.id.casefold(), topic.title.casefold()):
                return deck, topic
    return None


def no_such_topic(desk: Desk, name: str) -> NoSuchTopic:
    """The name is unknown; these are known."""
    return NoSuchTopic(name=TopicId(name), topics=topic_lines(desk, desk.deck()))
