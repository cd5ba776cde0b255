"""Putting a question: which one, in which sitting, and what to say when there is none."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.app.calendar.streak import earn, streak_now
from bot.app.context import LearnerContext
from bot.app.learning.choose import SITTING, candidates_of, waiting
from bot.app.learning.hearing import hint_left
from bot.app.learning.returns import back_of, comes_back
from bot.app.learning.review import leave_unsaid
from bot.app.ports.calendar import DayReason
from bot.app.ports.learning import Asked, Sitting, State
from bot.app.replies import (
    AllMet,
    Back,
    LeftUnsaid,
    LimitReached,
    MoreWait,
    NothingDue,
    NothingLeft,
    OpenAlready,
    Put,
    Reply,
    SittingOver,
    ToCompare,
    TopicMet,
    sizes_of,
)
from bot.domain.deck import Deck, Topic
from bot.domain.pick import Candidates, Step, due_among, kept_back, pick
from bot.domain.question import DeckId, Question, TopicId
from bot.domain.snapshot import freeze, thaw


def go_on(context: LearnerContext) -> tuple[Reply, ...]:
    """The next question of the running sitting, or of a new one. A comparison is left as it stands."""
    left = left_unsaid(context)
    if open_one := context.repo.asked_open(context.learner.id, context.chat):
        return (*left, put_again(open_one))
    return (*left, *_next(context))


def left_unsaid(context: LearnerContext) -> tuple[Reply, ...]:
    """A comparison that is left without a word, and when its question is back."""
    left = leave_unsaid(context)
    return () if left is None else (LeftUnsaid(back=comes_back(context, left, thaw(left.snapshot))),)


def _next(context: LearnerContext) -> tuple[Reply, ...]:
    sitting = context.repo.sitting(context.learner.id, context.chat)
    eased = context.learner.returned_on == context.today()
    alone = sitting is not None and sitting.size == 1 and not eased
    if sitting is None or (alone and pick(candidates_of(context, sitting)) is None):
        return begin(context, context.deck().id, None)
    return next_in(context, sitting)


def flow_on(context: LearnerContext) -> tuple[Reply, ...]:
    """What follows a right answer by itself: the sitting's next question, or its end."""
    sitting = context.repo.sitting(context.learner.id, context.chat)
    return next_in(context, sitting) if sitting else go_on(context)


def on_tap_next(context: LearnerContext) -> tuple[Reply, ...] | OpenAlready:
    """As `go_on`, but an open question is not said twice to somebody who taps twice."""
    open_one = context.repo.asked_open(context.learner.id, context.chat)
    if open_one and open_one.state is State.OPEN:
        return OpenAlready()
    return go_on(context)


def begin(context: LearnerContext, deck: DeckId, topic: TopicId | None) -> tuple[Reply, ...]:
    """A new sitting and its first question; before it, what a limit of the day keeps back."""
    sitting = _start(context, deck, topic)
    candidates = candidates_of(context, sitting)
    if pick(candidates) is None:
        return next_in(context, sitting)
    return (*_limits(context, candidates), *next_in(context, sitting))


def begin_topic(context: LearnerContext, topic: Topic, deck: DeckId) -> tuple[Reply, ...]:
    """A sitting from one topic; it is said if nothing in it is new."""
    known = context.repo.known(context.learner.id)
    replies = begin(context, deck, topic.id)
    if not all(known.met(question.id) for question in topic.questions):
        return replies
    due = due_among(topic.questions, known, context.today(), context.exam())
    return (TopicMet(title=topic.title, count=len(topic.questions), due=due), *replies)


def begin_set(context: LearnerContext, deck: DeckId, topic: TopicId | None, size: int) -> tuple[Reply, ...]:
    """A new sitting of that size, and its first question; the daily question is one of them."""
    return next_in(context, _start(context, deck, topic, size))


def begin_with(
    context: LearnerContext, question: Question, size: int = SITTING, begun: Asked | None = None
) -> tuple[Reply, ...]:
    """A new sitting of that question's deck, which begins with that question; with what was right of it
    already, if it was `begun`."""
    sitting = _start(context, question.deck, None, size)
    return (_put(context, sitting, question, begun=begun),)


def begin_post(context: LearnerContext, post: int, question: Question) -> tuple[Reply, ...]:
    """The question of a channel's post, as it stood there, and no other after it."""
    return (_put(context, _start(context, question.deck, None, 1), question, post=post),)


def next_in(context: LearnerContext, sitting: Sitting) -> tuple[Reply, ...]:
    """The sitting's next question, or its end."""
    candidates = candidates_of(context, sitting)
    question = pick(candidates)
    if question is None:
        return _end(context, sitting, candidates)
    return (_put(context, sitting, question, candidates.steps),)


def put_again(asked: Asked) -> Put | ToCompare:
    """An open question, said once more; of one that is being compared, the comparison."""
    if asked.state is State.COMPARING:
        return ToCompare(question=thaw(asked.snapshot), asked=asked.id, again=True)
    question = thaw(asked.snapshot)
    left = hint_left(asked, question)
    picked, have = asked.picked, asked.have
    return Put(question=question, asked=asked.id, resumed=True, hint=left, picked=picked, have=have)


def asked_anew(context: LearnerContext, asked: Asked) -> Put | ToCompare:
    """An open question, put again now: what is said next is for it, whatever has come between."""
    anew = replace(asked, at=context.at)
    context.repo.save_asked(anew)
    return put_again(anew)


def still_open(context: LearnerContext, asked: Asked) -> tuple[Reply, ...]:
    """Another question that is waiting, when an older one was answered by reply."""
    waiting = context.repo.asked_open(context.learner.id, context.chat)
    return (put_again(waiting),) if waiting and waiting.id != asked.id else ()


def _start(context: LearnerContext, deck: DeckId, topic: TopicId | None, size: int = SITTING) -> Sitting:
    leave_unsaid(context)
    return context.repo.start_sitting(
        Sitting(
            id=0,
            learner=context.learner.id,
            chat=context.chat,
            deck=deck,
            topic=topic,
            size=size,
            at=context.at,
        )
    )


def _put(
    context: LearnerContext,
    sitting: Sitting,
    question: Question,
    before: Sequence[Step] = (),
    post: int | None = None,
    begun: Asked | None = None,
) -> Put:
    asked = context.repo.ask(
        Asked(
            id=0,
            learner=context.learner.id,
            chat=context.chat,
            sitting=sitting.id,
            deck=question.deck,
            question=question.id,
            snapshot=freeze(question),
            state=State.OPEN,
            at=context.at,
            post=post,
            completions=1 if begun else 0,
            have=begun.have if begun else (),
            credit=begun.credit if begun else 0.0,
            first=begun.first if begun else None,
        )
    )
    again = any(earlier.question == question.id for earlier in before)
    return Put(question=question, asked=asked.id, again=again, have=asked.have)


def _end(context: LearnerContext, sitting: Sitting, candidates: Candidates) -> tuple[Reply, ...]:
    context.repo.save_sitting(replace(sitting, ended_at=context.at))
    if not candidates.steps:
        return _nothing(context, candidates)
    due = waiting(context)
    if candidates.returned and sitting.size == 1 and due > 1:
        return (MoreWait(waiting=due, sizes=sizes_of(due)),)
    deck = context.deck_library.current.deck(sitting.deck) or context.deck()
    titles = {q.id: q.title for q in deck.questions()}
    last = {step.question: step.passed for step in candidates.steps}
    first = {step.question: step.passed for step in reversed(candidates.steps)}
    missed = [id for id, ok in first.items() if ok is False and id in titles]
    back = back_of(context, tuple(first))
    others = [back[id] for id, ok in last.items() if ok and id not in missed and back[id] != Back()]
    known = context.repo.known(context.learner.id)
    over = SittingOver(
        right=sum(1 for ok in first.values() if ok),
        questions=sum(1 for ok in last.values() if ok is not None),
        put_off=sum(1 for ok in last.values() if ok is None),
        mended=sum(1 for id, ok in last.items() if ok and not first[id]),
        coming_back=tuple((titles[id], back[id]) for id in missed),
        others=_last(others),
        met=sum(1 for id in titles if known.met(id)),
        of=len(titles),
        waiting=due,
        uncounted=not streak_now(context)[0].today,
    )
    return (over, *_all_met(context, deck, sitting, over))


def _nothing(context: LearnerContext, candidates: Candidates) -> tuple[Reply, ...]:
    """No question at all: all put away, or nothing due for somebody who would rather be told."""
    reached = _limits(context, candidates)
    if any(limit.waiting for limit in reached) or (reached and context.learner.ahead):
        return reached
    if candidates.reviews_left <= 0 and context.learner.ahead:
        return (LimitReached(reviews=context.learner.review_cap),)
    if not candidates.pool or context.learner.ahead:
        return (NothingLeft(away=len(context.repo.away(context.learner.id))),)
    streak, known = earn(context, DayReason.NOTHING_DUE), candidates.known
    due = [known.due_day(q.id, candidates.exam) for q in candidates.pool if q.id in known]
    days = max(1, (min(due) - candidates.today).days) if due else None
    return (NothingDue(back=Back(days=days), streak=streak), *reached)


def _limits(context: LearnerContext, candidates: Candidates) -> tuple[LimitReached, ...]:
    """What the limits of a day keep back, if they do."""
    (new, due), learner = kept_back(candidates), context.learner
    if not new and not due:
        return ()
    reviews = learner.review_cap if due else None
    return (LimitReached(new=learner.new_cap if new else None, reviews=reviews, waiting=due),)


def _last(others: Sequence[Back]) -> Back | None:
    """When all of them are back; in their turn, if that holds for one."""
    if not others:
        return None
    days = [back.days for back in others]
    return Back(in_turn=True) if None in days else Back(days=max(d for d in days if d))


def _all_met(context: LearnerContext, deck: Deck, sitting: Sitting, over: SittingOver) -> Sequence[Reply]:
    """The moment when the last new question of a deck was met, once."""
    if over.met < over.of:
        return ()
    ids = {q.id for q in deck.questions()}
    lately = context.repo.met(context.learner.id, sitting.at)
    now = any(one.question in ids and one.first >= sitting.at for one in lately)
    return (AllMet(deck=deck.title, count=over.of),) if now else ()
