"""Putting a question: which one, in which sitting, and what to say when there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.app.choosing import SITTING, table_of
from bot.app.counting import earn
from bot.app.desk import Desk
from bot.app.facts import AllMet, Back, Fact, NothingDue, NothingLeft, OpenAlready, Put, SittingOver
from bot.app.records import Asked, DayReason, Met, Sitting, State
from bot.app.returning import back_of
from bot.domain.deck import Deck
from bot.domain.pick import Step, Table, due_day, pick
from bot.domain.question import DeckId, Question, QuestionId, TopicId
from bot.domain.snapshot import freeze, thaw


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
    return (_put(desk, _start(desk, question.deck, None, 1), question, post=post),)


def next_in(desk: Desk, sitting: Sitting) -> tuple[Fact, ...]:
    """The sitting's next question, or its end."""
    table = table_of(desk, sitting)
    question = pick(table)
    if question is None:
        return _end(desk, sitting, table)
    return (_put(desk, sitting, question, table.steps),)


def put_again(asked: Asked) -> Put:
    """An open question, said once more."""
    return Put(question=thaw(asked.snapshot), asked=asked.id, resumed=True)


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


def _put(
    desk: Desk, sitting: Sitting, question: Question, before: Sequence[Step] = (), post: int | None = None
) -> Put:
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


def _end(desk: Desk, sitting: Sitting, table: Table) -> tuple[Fact, ...]:
    desk.pages.change_sitting(replace(sitting, ended_at=desk.at))
    if not table.steps:
        return _nothing(desk, table)
    deck = desk.shelf.library.deck(sitting.deck) or desk.deck()
    titles = {q.id: q.title for q in deck.questions()}
    last = {step.question: step.passed for step in table.steps}
    first = {step.question: step.passed for step in reversed(table.steps)}
    missed = [id for id, ok in first.items() if ok is False and id in titles]
    back = back_of(desk, tuple(first))
    others = [back[id] for id, ok in last.items() if ok and id not in missed and back[id] != Back()]
    met = desk.pages.met(desk.learner.id)
    over = SittingOver(
        right=sum(1 for ok in first.values() if ok),
        questions=len(first),
        coming_back=tuple((titles[id], back[id]) for id in missed),
        others=_last(others),
        met=sum(1 for id in titles if id in met),
        of=len(titles),
    )
    return (over, *_all_met(deck, met, sitting, over))


def _nothing(desk: Desk, table: Table) -> tuple[Fact, ...]:
    """No question at all: all put away, or nothing due for somebody who would rather be told."""
    if not table.pool or desk.learner.ahead:
        return (NothingLeft(away=len(desk.pages.away(desk.learner.id))),)
    streak = earn(desk, DayReason.NOTHING_DUE)
    due = [due_day(table.known[q.id], table.exam) for q in table.pool if q.id in table.known]
    days = max(1, (min(due) - table.today).days) if due else None
    return (NothingDue(back=Back(days=days), streak=streak),)


def _last(others: Sequence[Back]) -> Back | None:
    """When all of them are back; in their turn, if that holds for one."""
    if not others:
        return None
    days = [back.days for back in others]
    return Back(in_turn=True) if None in days else Back(days=max(d for d in days if d))


def _all_met(
    deck: Deck, met: Mapping[QuestionId, Met], sitting: Sitting, over: SittingOver
) -> Sequence[Fact]:
    """The moment when the last new question of a deck was met, once."""
    now = any(id in met and met[id].first >= sitting.at for id in (q.id for q in deck.questions()))
    return (AllMet(deck=deck.title, count=over.of),) if over.met == over.of and now else ()
