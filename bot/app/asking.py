"""Putting a question: which one, in which sitting, and what to say when there is none."""

from collections.abc import Sequence
from dataclasses import replace

from bot.app.desk import Desk
from bot.app.facts import AllMet, Fact, NothingLeft, OpenAlready, Put, Returns, SittingOver
from bot.app.records import Asked, Met, Outcome, Sitting, State
from bot.domain.deck import Deck
from bot.domain.pick import Memory, Step, Table, pick, returns_soon
from bot.domain.question import DeckId, Question, TopicId
from bot.domain.snapshot import freeze, thaw

SITTING = 5
"""Questions in a sitting."""
PASSED = 0.75
"""From this credit on a question counts as answered: right, or completed after a partial answer."""


def passed(met: Met) -> bool:
    """Whether the latest review of a question was a success of the learner's own."""
    return met.credit >= PASSED and met.verdict not in (Outcome.WRONG, Outcome.SHOWN)


def go_on(desk: Desk) -> tuple[Fact, ...]:
    """The next question of the running sitting, or of a new one."""
    if open_one := desk.pages.asked_open(desk.learner.id, desk.chat):
        return (put_again(open_one),)
    sitting = desk.pages.sitting(desk.learner.id, desk.chat)
    return next_in(desk, sitting) if sitting else begin(desk, desk.deck().id, None)


def on_tap_next(desk: Desk) -> tuple[Fact, ...] | OpenAlready:
    """As `go_on`, but an open question is not said twice to somebody who taps twice."""
    if desk.pages.asked_open(desk.learner.id, desk.chat):
        return OpenAlready()
    return go_on(desk)


def begin(desk: Desk, deck: DeckId, topic: TopicId | None) -> tuple[Fact, ...]:
    """A new sitting and its first question."""
    return next_in(desk, _start(desk, deck, topic))


def begin_with(desk: Desk, question: Question) -> tuple[Fact, ...]:
    """A new sitting of that question's deck, which begins with that question."""
    return (_put(desk, _start(desk, question.deck, None), question),)


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
    met = desk.pages.met(desk.learner.id)
    return Table(
        pool=[q for topic in topics for q in topic.questions if q.id not in away],
        memory={id: Memory(first=m.first, last=m.last, passed=passed(m)) for id, m in met.items()},
        steps=[_step(desk, asked) for asked in desk.pages.asked_in(sitting.id)],
        size=sitting.size,
        started=sitting.at,
    )


def comes_back(desk: Desk, asked: Asked, question: Question) -> Returns:
    """When a question just missed or shown returns."""
    if question.kind == "opinion":
        return Returns.NEVER
    sitting = desk.pages.sitting(desk.learner.id, desk.chat)
    if sitting is None or sitting.id != asked.sitting:
        return Returns.NEXT_TIME
    return Returns.SOON if returns_soon(table_of(desk, sitting)) else Returns.NEXT_TIME


def _start(desk: Desk, deck: DeckId, topic: TopicId | None) -> Sitting:
    return desk.pages.start_sitting(
        Sitting(
            id=0,
            learner=desk.learner.id,
            chat=desk.chat,
            deck=deck,
            topic=topic,
            size=SITTING,
            at=desk.at,
        )
    )


def _put(desk: Desk, sitting: Sitting, question: Question) -> Put:
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
        )
    )
    again = any(earlier.question == question.id for earlier in before)
    return Put(question=question, asked=asked.id, again=again)


def _step(desk: Desk, asked: Asked) -> Step:
    review = desk.pages.review_of(asked.id) if asked.state.closed else None
    ok = None
    if review is not None:
        ok = review.credit >= PASSED and review.verdict not in (Outcome.WRONG, Outcome.SHOWN)
    return Step(question=asked.question, passed=ok)


def _end(desk: Desk, sitting: Sitting, table: Table) -> tuple[Fact, ...]:
    desk.pages.change_sitting(replace(sitting, ended_at=desk.at))
    if not table.steps:
        return (NothingLeft(away=len(desk.pages.away(desk.learner.id))),)
    deck = desk.shelf.library.deck(sitting.deck) or desk.deck()
    titles = {q.id: q.title for q in deck.questions()}
    last = {step.question: step.passed for step in table.steps}
    first = {step.question: step.passed for step in reversed(table.steps)}
    over = SittingOver(
        right=sum(1 for ok in first.values() if ok),
        questions=len(first),
        coming_back=tuple(titles[id] for id, ok in last.items() if ok is False and id in titles),
        met=_met(deck, table),
        of=len(titles),
    )
    return (over, *_all_met(desk, deck, table, sitting))


def _met(deck: Deck, table: Table) -> int:
    return sum(1 for q in deck.questions() if q.id in table.memory)


def _all_met(desk: Desk, deck: Deck, table: Table, sitting: Sitting) -> Sequence[Fact]:
    """The moment when the last new question of a deck was met, once."""
    memory = table.memory
    count = _met(deck, table)
    whole = count == sum(1 for _ in deck.questions())
    now = any(id in memory and memory[id].first >= sitting.at for id in {s.question for s in table.steps})
    return (AllMet(deck=deck.title, count=count),) if whole and now else ()
