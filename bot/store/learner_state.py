"""What a turn knows of a learner before it decides, in one statement."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select

from bot.app.events import ChatId, PersonId
from bot.app.ports.daily import Subscription
from bot.app.ports.learning import Asked, Sitting
from bot.app.ports.progress import Progress
from bot.domain.question import QuestionId
from bot.domain.streak import Ledger
from bot.store.account.learners import WHO
from bot.store.calendar.ledger import OPEN_DAY, OPEN_DAYS, TOTALS, ledger_of
from bot.store.daily.subscriptions import subscription_of_row
from bot.store.daily.tables import cards, subscriptions
from bot.store.learning.asked import AT_HAND, CONTENT, asked_of_row, sitting_of_row
from bot.store.learning.progress import PROGRESS, progress_of_row
from bot.store.rounds.tables import seats
from bot.store.snapshots import remember
from bot.store.tables import asked, days, learners, retired, sittings, snapshots


@dataclass(slots=True, kw_only=True)
class LearnerState:
    """A learner in one chat, as it stands in this turn."""

    learner: PersonId
    chat: ChatId
    open_id: int | None
    """The question that is being compared, else the open one."""
    sitting: Sitting | None
    subscription: Subscription | None
    ledger: Ledger
    progress: dict[QuestionId, Progress | None]
    """Of the questions that were looked at, the open one among them."""
    away: Set[QuestionId] | None
    """Questions put away; None: there are some, to be read."""
    seated: bool
    """Whether they have ever had a seat in a round."""


class Prefixed:
    """A row as one of its tables sees it: `row.id` is the column `<prefix>id`."""

    __slots__ = ("_mapping", "_prefix", "_row")

    def __init__(self, row: Any, prefix: str) -> None:
        self._row = row
        self._prefix = prefix
        self._mapping = self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, self._prefix + name)

    def __getitem__(self, name: str) -> Any:
        return getattr(self._row, self._prefix + name)


_WHERE = bindparam("where", type_=asked.c.chat_id.type)
_SOME_AWAY = exists().where(retired.c.learner_id == learners.c.id)
_SEATED = exists().where(seats.c.learner_id == learners.c.id)
_STATE = (
    select(
        *TOTALS,
        *OPEN_DAY,
        *(column.label(f"asked_{column.name}") for column in asked.c),
        CONTENT.label("asked_content"),
        *(column.label(f"sitting_{column.name}") for column in sittings.c),
        *(column.label(f"subscription_{column.name}") for column in subscriptions.c),
        *(column.label(f"card_{column.name}") for column in PROGRESS),
        _SOME_AWAY.label("some_away"),
        _SEATED.label("seated"),
    )
    .select_from(
        learners.outerjoin(
            asked,
            asked.c.id == AT_HAND,
        )
        .outerjoin(snapshots, snapshots.c.hash == asked.c.snapshot)
        .outerjoin(cards, (cards.c.learner_id == learners.c.id) & (cards.c.question == asked.c.question))
        .outerjoin(
            sittings,
            (sittings.c.learner_id == learners.c.id)
            & (sittings.c.chat_id == _WHERE)
            & sittings.c.ended_at.is_(None),
        )
        .outerjoin(subscriptions, subscriptions.c.learner_id == learners.c.id)
        .outerjoin(days, OPEN_DAYS)
    )
    .where(learners.c.id == WHO)
    .order_by(days.c.local_date, days.c.at)
)
_WHOLE = _STATE.add_columns(*(column.label(f"person_{column.name}") for column in learners.c))


def read_state(connection: Connection, learner: PersonId, chat: ChatId) -> tuple[LearnerState, Asked | None]:
    """The state of a learner whose row this transaction holds, and their open question in that chat."""
    rows = connection.execute(_STATE, {"who": learner, "where": chat}).all()
    return _state_of(connection, rows, learner, chat)


def read_whole(
    connection: Connection, learner: PersonId, chat: ChatId
) -> tuple[Any, LearnerState, Asked | None] | None:
    """As `read_state`, with the row of the learner before it; None if there is no such learner."""
    rows = connection.execute(_WHOLE, {"who": learner, "where": chat}).all()
    if not rows:
        return None
    return Prefixed(rows[0], "person_"), *_state_of(connection, rows, learner, chat)


def _state_of(
    connection: Connection, rows: Sequence[Any], learner: PersonId, chat: ChatId
) -> tuple[LearnerState, Asked | None]:
    open_one = sitting = subscription = None
    if rows:
        first: Any = rows[0]
        if first.asked_id is not None:
            if first.asked_content != first.asked_snapshot:
                remember(connection, first.asked_snapshot)
            open_one = asked_of_row(Prefixed(first, "asked_"))
        if first.sitting_id is not None:
            sitting = sitting_of_row(Prefixed(first, "sitting_"))
        if first.subscription_learner_id is not None:
            subscription = subscription_of_row(Prefixed(first, "subscription_"))
    state = LearnerState(
        learner=learner,
        chat=chat,
        open_id=open_one.id if open_one else None,
        sitting=sitting,
        subscription=subscription,
        ledger=ledger_of(rows),
        progress=_progress_of(rows[0], open_one) if rows and open_one else {},
        away=None if rows and rows[0].some_away else frozenset(),
        seated=bool(rows and rows[0].seated),
    )
    return state, open_one


def _progress_of(row: Any, asked: Asked) -> dict[QuestionId, Progress | None]:
    """What is kept of the open question; None, if it is a new one."""
    if row.card_question is None:
        return {asked.question: None}
    return {asked.question: progress_of_row([getattr(row, f"card_{column.name}") for column in PROGRESS])}
