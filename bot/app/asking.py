"""Putting a question: which one, in which sitting, and what to say when there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.app.counting import earn
from bot.app.desk import Desk
from bot.app.facts import AllMet, Back, Fact, NothingDue, NothingLeft, OpenAlready, Put, SittingOver
from bot.app.records import Asked, DayReason, Met, Sitting, State
from bot.app.remembering import rating_of
from bot.domain.deck import Deck
from bot.domain.memory import Card, Rating, recall
from bot.domain.pick import Known, Step, Table, due_day, pick, returns_soon
from bot.domain.question import DeckId, Question, QuestionId, TopicId
from bot.domain.snapshot import freeze, thaw

SITTING = 5
"""Questions in a sitting."""


def go_on(desk: Desk) -> tuple[Fact, ...]:
    """The next question of the running sitting, or of a new one."""
    if open_one := desk.pages.asked_open(desk.learner.id, desk.chat):
        return (put_again(open_one),)
    sitting = desk.pages.sitting(desk.learner.id, desk.chat)
    if sitting is None or (sitting.size == 1 and pick(table_of(desk, sitting)) is None):
        return begin(desk, desk.deck().id, None)
    return next_in(desk, sitting)


def flow_on(desk: Desk) -> tuple[Fact, ...]:
    """What follows a right answer by itself: the sitting's next question, or its end."""
    sitting = desk.pages.sitting(desk.learner.id, desk.chat)
    return next_in(desk, sitting) if sitting else go_on(desk)


def on_tap_next(desk: Desk) -> tuple[Fact, ...] | OpenAlready:
    """As `go_on`, but an open question is not said twice to somebody who taps twice."""
    if desk.pages.asked_open(desk.learner.id, desk.chat):
        return OpenAlready()
    return go_on(desk)


def begin(desk: Desk, deck: DeckId, topic: TopicId | None) -> tuple[Fact, ...]:
    """A new sitting and its first question."""
    return next_in(desk, _start(desk, deck, topic))


def begin_set(desk: Desk, deck: DeckId, topic: TopicId | None, size: int) -> tuple[Fact, ...]:
    """A new sitting of that size, and its first question; the daily question is one of them."""
    return next_in(desk, _start(desk, deck, topic, size))


def begin_with(desk: Desk, question: Question, size: int = SITTING) -> tuple[Fact, ...]:
    """A new sitting of that question's deck, which begins with that question."""
    return (_put(desk, _start(desk, question.deck, None, size), question),)


def begin_post(desk: Desk, post: int, question: Question) -> tuple[Fact, ...]:
    """The question of a channel's post, as it stood there, and no other after it."""
    return (_put(desk, _start(desk, question.deck, None, 1), question, post),)


def next_in(desk: Desk, sitting: Sitting) -> tuple[Fact, ...]:
    """The sitting's next question, or its end."""
    table = table_of(desk, sitting)
    question = pick(table)
    if question is None:
        return _end(desk, sitting, table)
    return (_put(desk, sitting, question),)


def put_again(asked: Asked) -> Put:
    """An open question, said once more."""
    return Put(question=thaw(asked.snapshot), asked=asked.id, resumed=True)


def table_of(desk: Desk, sitting: Sitting) -> Table:
    """What the choice of the next question depends on."""
    deck = desk.shelf.library.deck(sitting.deck) or desk.deck()
    away = desk.pages.away(desk.learner.id)
    topics = [t for t in deck.topics if sitting.topic in (None, t.id)] or deck.topics
    given = desk.pages.met(desk.learner.id).keys()
    today, cards = desk.today(desk.counted_days()), desk.pages.cards(desk.learner.id)
    return Table(
        pool=[
            q
            for topic in topics
            for q in topic.questions
            if q.id not in away and not (q.kind == "opinion" and q.id in given)
        ],
        known=known(cards, desk.at),
        steps=[_step(desk, asked) for asked in desk.pages.asked_in(sitting.id)],
        size=sitting.size,
        today=today,
        new_left=desk.learner.new_cap - sum(1 for c in cards.values() if c.first_on == today),
        reviews_left=desk.learner.review_cap
        - sum(1 for c in cards.values() if c.last_on == today > c.first_on),
        ahead=desk.learner.ahead,
        exam=desk.learner.exam,
    )


def known(cards: Mapping[QuestionId, Card], at: datetime) -> dict[QuestionId, Known]:
    """Memory as the choice of a question needs it."""
    return {
        id: Known(due_on=card.due_on, last_on=card.last_on, recall=recall(card, at))
        for id, card in cards.items()
    }


def comes_back(desk: Desk, asked: Asked, question: Question) -> Back:
    """When a question whose review was just kept returns."""
    if question.kind == "opinion":
        return Back()
    sitting = desk.pages.sitting(desk.learner.id, desk.chat)
    soon = sitting is not None and sitting.id == asked.sitting and returns_soon(table_of(desk, sitting))
    return Back(soon=soon, days=_days(desk, question.id))


def _days(desk: Desk, id: QuestionId) -> int | None:
    card = desk.pages.cards(desk.learner.id).get(id)
    if card is None:
        return None
    memory = Known(due_on=card.due_on, last_on=card.last_on, recall=1.0)
    return max(1, (due_day(memory, desk.learner.exam) - desk.today(desk.counted_days())).days)


def _start(desk: Desk, deck: DeckId, topic: TopicId | None, size: int = SITTING) -> Sitting:
    return desk.pages.start_sitting(
        Sitting(
            id=0,
            learner=desk.learner.id,
            chat=desk.chat,
            deck=deck,
            topic=topic,
            size=size,
            at=desk.at,
        )
    )


def _put(desk: Desk, sitting: Sitting, question: Question, post: int | None = None) -> Put:
    before = desk.pages.asked_in(sitting.id)
    asked = desk.pages.ask(
        Asked(
            id=0,
            learner=desk.learner.id,
            chat=desk.chat,
            sitting=sitting.id,
            deck=question.deck,
            question=question.id,
            snapshot=freeze(question),
            state=State.OPEN,
            at=desk.at,
            post=post,
        )
    )
    again = any(earlier.question == question.id for earlier in before)
    return Put(question=question, asked=asked.id, again=again)


def _step(desk: Desk, asked: Asked) -> Step:
    review = desk.pages.review_of(asked.id) if asked.state.closed else None
    ok = None
    if review is not None:
        ok = rating_of(review) is not Rating.AGAIN
    return Step(question=asked.question, passed=ok)


def _end(desk: Desk, sitting: Sitting, table: Table) -> tuple[Fact, ...]:
    desk.pages.change_sitting(replace(sitting, ended_at=desk.at))
    if not table.steps:
        return _nothing(desk, table)
    deck = desk.shelf.library.deck(sitting.deck) or desk.deck()
    titles = {q.id: q.title for q in deck.questions()}
    last = {step.question: step.passed for step in table.steps}
    first = {step.question: step.passed for step in reversed(table.steps)}
    missed = [id for id, ok in first.items() if ok is False and id in titles]
    others = [days for id, ok in last.items() if ok and id not in missed and (days := _days(desk, id))]
    met = desk.pages.met(desk.learner.id)
    over = SittingOver(
        right=sum(1 for ok in first.values() if ok),
        questions=len(first),
        coming_back=tuple((titles[id], Back(days=_days(desk, id))) for id in missed),
        others=Back(days=min(others)) if others else None,
        met=sum(1 for id in titles if id in met),
        of=len(titles),
    )
    return (over, *_all_met(deck, met, sitting, over))


def _nothing(desk: Desk, table: Table) -> tuple[Fact, ...]:
    """No question at all: all put away, or nothing due for somebody who would rather be told."""
    if not table.pool or desk.learner.ahead:
        return (NothingLeft(away=len(desk.pages.away(desk.learner.id))),)
    streak = earn(desk, DayReason.NOTHING_DUE)
    days = [_days(desk, q.id) or 1 for q in table.pool if q.id in table.known]
    return (NothingDue(back=Back(days=min(days, default=None)), streak=streak),)


def _all_met(
    deck: Deck, met: Mapping[QuestionId, Met], sitting: Sitting, over: SittingOver
) -> Sequence[Fact]:
    """The moment when the last new question of a deck was met, once."""
    now = any(id in met and met[id].first >= sitting.at for id in (q.id for q in deck.questions()))
    return (AllMet(deck=deck.title, count=over.of),) if over.met == over.of and now else ()
