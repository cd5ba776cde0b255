"""What the clock brings a learner: the prompt, the evening nudge, the week in a few lines.

Each runs in a transaction of its own that holds the learner's row. It reckons anew whether it is due, for
much may have changed since it was listed; and a unique key decides that it comes once a local day.
"""

from datetime import timedelta

from msgspec.structs import replace

from bot.app.calendar.plan import IGNORED, WEEKS, plan_of, scheduled
from bot.app.calendar.streak import streak_now
from bot.app.context import LearnerContext
from bot.app.learning.ask import begin_set, begin_with
from bot.app.learning.choose import rests
from bot.app.learning.class_due import ClassDue, due_in_classes, due_left
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.app.ports.learning import Asked, State
from bot.app.ports.outbox import Lane
from bot.app.replies import Message, NothingLeft, Put, Reply, asked_of
from bot.app.replies.daily import Collapsed, GoneWeekly, LastPrompt, Nudged, WeekTold
from bot.domain.day import learner_day
from bot.domain.ledger import freezes
from bot.domain.pick import due_among
from bot.domain.schedule import may_nudge, next_prompt, nudge_instant
from bot.domain.snapshot import thaw

Messages = tuple[Message, ...]
WEEK = timedelta(days=7)


def prompt_due(context: LearnerContext) -> Messages:
    """The prompt, if it is due now; sets when the next one is."""
    plan = context.repo.subscription(context.learner.id)
    if plan is None or plan.next_at is None or plan.next_at > context.at:
        return ()
    due = next_prompt(plan_of(context, plan), plan.last_date, context.at)
    if due is None or due[0] > context.at or not context.learner.here:
        context.repo.save_subscription(scheduled(context, plan))
        return ()
    on = due[1]
    sent = replace(plan, last_date=on, ignored=plan.ignored + 1, state=_state_after(plan))
    if not context.repo.claim_prompt(context.learner.id, on, context.at):
        context.repo.save_subscription(scheduled(context, replace(plan, last_date=on)))
        return ()
    if sent.state is SubscriptionState.OFF:
        context.repo.save_subscription(scheduled(context, sent))
        return (*_collapse(context, plan, ()), _prompt(context, (LastPrompt(),)))
    of_class = next((each for each in due_in_classes(context) if each.left), None)
    replies = _question(context, plan, of_class)
    nudge_at = nudge_instant(plan_of(context, sent), on, context.at)
    sent = replace(scheduled(context, sent), nudge_at=nudge_at, asked=asked_of(replies[0]))
    context.repo.save_subscription(sent)
    if isinstance(replies[0], NothingLeft):
        return ()
    weekly = (
        (GoneWeekly(),)
        if sent.state is SubscriptionState.WEEKLY and plan.state is SubscriptionState.ON
        else ()
    )
    left = (due_left(context, of_class),) if of_class else ()
    return (*_collapse(context, plan, replies), _prompt(context, (*replies, *left, *weekly)))


def nudge_due(context: LearnerContext) -> Messages:
    """One quiet line in the evening, if nothing was done and a streak is at stake; never two."""
    plan = context.repo.subscription(context.learner.id)
    if plan is None or plan.nudge_at is None or plan.nudge_at > context.at:
        return ()
    context.repo.save_subscription(replace(plan, nudge_at=None))
    now, ledger, today = streak_now(context)
    paused = context.learner.paused_from is not None
    if plan.last_date is None or paused or now.today or not now.length or not context.learner.here:
        return ()
    if not may_nudge(plan_of(context, plan), plan.last_date, context.at) or today != plan.last_date:
        return ()
    if not context.repo.claim_nudge(context.learner.id, today, context.at):
        return ()
    answering = context.repo.message_of(context.chat, f"{plan.asked}.0") if plan.asked else None
    asked = context.repo.asked(plan.asked) if plan.asked else None
    nudge = Nudged(
        freezes=freezes(ledger.rows, ledger.before), open=asked is not None and not asked.state.closed
    )
    return (Message(chat=context.chat, replies=(nudge,), answering=answering, lane=Lane.PROMPT, silent=True),)


def summary_due(context: LearnerContext) -> Messages:
    """The week in a few lines, on Sunday evening, if it is wanted."""
    plan = context.repo.subscription(context.learner.id)
    if plan is None or plan.summary_at is None or plan.summary_at > context.at:
        return ()
    context.repo.save_subscription(scheduled(context, plan))
    now, _, today = streak_now(context)
    late = context.at - plan.summary_at > timedelta(hours=6)
    if late or not context.learner.weekly or not context.learner.here:
        return ()
    if not context.repo.claim_summary(context.learner.id, today, context.at):
        return ()
    known = context.repo.known(context.learner.id)
    week = [m for m in context.repo.met(context.learner.id, context.at - WEEK) if m.last > context.at - WEEK]
    told = WeekTold(
        answered=len(week),
        right=sum(1 for m in week if m.credit == 1.0),
        days=len({learner_day(m.last, context.zone()) for m in week}),
        streak=now.length,
        due=due_among(context.deck().questions(), known, today + WEEK, context.exam()),
    )
    return (Message(chat=context.chat, replies=(told,), lane=Lane.PROMPT, silent=True),) if week else ()


def _state_after(plan: Subscription) -> SubscriptionState:
    """Seven unanswered: weekly. Four more: the end."""
    if plan.state is SubscriptionState.WEEKLY and plan.ignored >= IGNORED + WEEKS:
        return SubscriptionState.OFF
    return SubscriptionState.WEEKLY if plan.ignored >= IGNORED else plan.state


def _question(context: LearnerContext, plan: Subscription, due: ClassDue | None) -> tuple[Reply, ...]:
    """The one that is begun, what is due in a class, the one that went unanswered last time, or what memory
    says. None of them comes on a third day running."""
    begun = _begun(context)
    left = begun or _unanswered(context, plan)
    question = context.deck_library.current.question(left.question) if left else None
    away = context.repo.away(context.learner.id)
    may_come = question and question.id not in away and not rests(context, question.id)
    if question and may_come and (begun or due is None or question in due.left):
        return begin_with(context, question, plan.count, begun)
    if due is not None:
        return begin_set(context, due.deck.id, None, plan.count)
    return begin_set(context, plan.deck or context.deck().id, plan.topic, plan.count)


def _begun(context: LearnerContext) -> Asked | None:
    """The open question, if a part of its answer was given."""
    asked = context.repo.asked_open(context.learner.id, context.chat)
    return asked if asked and asked.have and asked.state is State.OPEN else None


def _unanswered(context: LearnerContext, plan: Subscription) -> Asked | None:
    asked = context.repo.asked(plan.asked) if plan.asked else None
    return asked if asked and not asked.state.closed and not asked.tries else None


def _collapse(context: LearnerContext, plan: Subscription, replies: tuple[Reply, ...]) -> Messages:
    """The prompt before, if it went unanswered, shrinks to a line without buttons, which says whether its
    question is the one that comes now."""
    before = context.repo.asked(plan.asked) if plan.asked else None
    if before is None or before.state.closed or before.tries:
        return ()
    again = any(isinstance(reply, Put) and reply.question.id == before.question for reply in replies)
    line = Collapsed(title=thaw(before.snapshot).title, again=again)
    return (Message(chat=context.chat, replies=(line,), slot=f"{before.id}.0", edits=True, lane=Lane.PROMPT),)


def _prompt(context: LearnerContext, replies: tuple[Reply, ...]) -> Message:
    (message,) = context.message(replies)
    return replace(message, lane=Lane.PROMPT)
