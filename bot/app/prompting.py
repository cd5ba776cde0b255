"""What the clock brings a learner: the prompt, the evening nudge, the week in a few lines.

Each runs in a transaction of its own that holds the learner's row. It reckons anew whether it is due, for
much may have changed since it was listed; and a unique key decides that it comes once a local day.
"""

from dataclasses import replace
from datetime import timedelta

from bot.app.asking import begin_set, begin_with
from bot.app.choosing import known
from bot.app.counting import standing
from bot.app.desk import Desk
from bot.app.facts import Fact, NothingLeft, Reply, asked_of
from bot.app.facts.daily import Collapsed, GoneWeekly, LastPrompt, Nudged, WeekTold
from bot.app.letters import Lane
from bot.app.planning import IGNORED, WEEKS, plan_of, scheduled
from bot.app.records import Asked, Daily, Subscription
from bot.domain.day import learner_day
from bot.domain.ledger import freezes
from bot.domain.pick import due_among
from bot.domain.schedule import may_nudge, next_prompt, nudge_instant
from bot.domain.snapshot import thaw

Replies = tuple[Reply, ...]
WEEK = timedelta(days=7)


def prompt_due(desk: Desk) -> Replies:
    """The prompt, if it is due now; sets when the next one is."""
    plan = desk.pages.subscription(desk.learner.id)
    if plan is None or plan.next_at is None or plan.next_at > desk.at:
        return ()
    due = next_prompt(plan_of(desk, plan), plan.last_date, desk.at)
    if due is None or due[0] > desk.at or not desk.learner.here:
        desk.pages.keep_subscription(scheduled(desk, plan))
        return ()
    on = due[1]
    sent = replace(plan, last_date=on, ignored=plan.ignored + 1, state=_state_after(plan))
    if not desk.pages.claim_prompt(desk.learner.id, on, desk.at):
        desk.pages.keep_subscription(scheduled(desk, replace(plan, last_date=on)))
        return ()
    if sent.state is Daily.OFF:
        desk.pages.keep_subscription(scheduled(desk, sent))
        return (*_collapse(desk, plan), _prompt(desk, (LastPrompt(),)))
    facts = _question(desk, plan)
    nudge_at = nudge_instant(plan_of(desk, sent), on, desk.at)
    sent = replace(scheduled(desk, sent), nudge_at=nudge_at, asked=asked_of(facts[0]))
    desk.pages.keep_subscription(sent)
    if isinstance(facts[0], NothingLeft):
        return ()
    weekly = (GoneWeekly(),) if sent.state is Daily.WEEKLY and plan.state is Daily.ON else ()
    return (*_collapse(desk, plan), _prompt(desk, (*facts, *weekly)))


def nudge_due(desk: Desk) -> Replies:
    """One quiet line in the evening, if nothing was done and a streak is at stake; never two."""
    plan = desk.pages.subscription(desk.learner.id)
    if plan is None or plan.nudge_at is None or plan.nudge_at > desk.at:
        return ()
    desk.pages.keep_subscription(replace(plan, nudge_at=None))
    now, ledger, today = standing(desk)
    paused = desk.learner.paused_from is not None
    if plan.last_date is None or paused or now.today or not now.length or not desk.learner.here:
        return ()
    if not may_nudge(plan_of(desk, plan), plan.last_date, desk.at) or today != plan.last_date:
        return ()
    if not desk.pages.claim_nudge(desk.learner.id, today, desk.at):
        return ()
    answering = desk.pages.message_of(desk.chat, f"{plan.asked}.0") if plan.asked else None
    asked = desk.pages.asked(plan.asked) if plan.asked else None
    nudge = Nudged(freezes=freezes(ledger), open=asked is not None and not asked.state.closed)
    return (Reply(chat=desk.chat, facts=(nudge,), answering=answering, lane=Lane.PROMPT, silent=True),)


def summary_due(desk: Desk) -> Replies:
    """The week in a few lines, on Sunday evening, if it is wanted."""
    plan = desk.pages.subscription(desk.learner.id)
    if plan is None or plan.summary_at is None or plan.summary_at > desk.at:
        return ()
    desk.pages.keep_subscription(scheduled(desk, plan))
    now, _, today = standing(desk)
    late = desk.at - plan.summary_at > timedelta(hours=6)
    if late or not desk.learner.weekly or not desk.learner.here:
        return ()
    if not desk.pages.claim_summary(desk.learner.id, today, desk.at):
        return ()
    cards = desk.pages.cards(desk.learner.id)
    week = [m for m in desk.pages.met(desk.learner.id).values() if m.last > desk.at - WEEK]
    told = WeekTold(
        answered=len(week),
        right=sum(1 for m in week if m.credit == 1.0),
        days=len({learner_day(m.last, desk.zone()) for m in week}),
        streak=now.length,
        due=due_among(desk.deck().questions(), known(cards, desk.at), today + WEEK, desk.learner.exam),
    )
    return (Reply(chat=desk.chat, facts=(told,), lane=Lane.PROMPT, silent=True),) if week else ()


def _state_after(plan: Subscription) -> Daily:
    """Seven unanswered: weekly. Four more: the end."""
    if plan.state is Daily.WEEKLY and plan.ignored >= IGNORED + WEEKS:
        return Daily.OFF
    return Daily.WEEKLY if plan.ignored >= IGNORED else plan.state


def _question(desk: Desk, plan: Subscription) -> tuple[Fact, ...]:
    """The one that went unanswered last time, or what memory says."""
    left = _unanswered(desk, plan)
    question = desk.shelf.library.question(left.question) if left else None
    if question and question.id not in desk.pages.away(desk.learner.id):
        return begin_with(desk, question, plan.count)
    return begin_set(desk, plan.deck or desk.deck().id, plan.topic, plan.count)


def _unanswered(desk: Desk, plan: Subscription) -> Asked | None:
    asked = desk.pages.asked(plan.asked) if plan.asked else None
    return asked if asked and not asked.state.closed and not asked.tries else None


def _collapse(desk: Desk, plan: Subscription) -> Replies:
    """The prompt before, if it went unanswered, shrinks to a line without buttons."""
    before = desk.pages.asked(plan.asked) if plan.asked else None
    if before is None or before.state.closed or before.tries:
        return ()
    line = Collapsed(title=thaw(before.snapshot).title)
    return (Reply(chat=desk.chat, facts=(line,), slot=f"{before.id}.0", edits=True, lane=Lane.PROMPT),)


def _prompt(desk: Desk, facts: tuple[Fact, ...]) -> Reply:
    (reply,) = desk.message(facts)
    return replace(reply, lane=Lane.PROMPT)
