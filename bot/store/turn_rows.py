"""What a turn holds of the person whose row it has locked, and when it is written."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.app.events import ChatId, Person, PersonId
from bot.app.ports.account import Learner
from bot.app.ports.classes import Membership
from bot.app.ports.learning import Asked, SittingStep
from bot.domain.known import Known
from bot.store.account import learners
from bot.store.calendar import ledger
from bot.store.learner_state import LearnerState, read_state, read_whole
from bot.store.repository import Repository


class TurnRows(Repository):
    """A repository that reads a person once, and writes what has changed of them once, by `flush`."""

    __slots__ = (
        "_ahead",
        "_asked",
        "_changed",
        "_known",
        "_learner",
        "_memberships",
        "_state",
        "_steps",
        "_stored",
        "_unnumbered",
        "marks",
    )

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.marks: list[str] = []
        """Of the answers that were taken in this turn."""
        self._ahead: tuple[Any, LearnerState, Asked | None] | None = None
        """The row of somebody who is not held yet, and their state in their private chat."""
        self._forget()

    def _forget(self) -> None:
        self._learner: Learner | None = None
        self._stored: Learner | None = None
        """The person as their row has them."""
        self._state: LearnerState | None = None
        self._known: Known | None = None
        self._memberships: Sequence[Membership] | None = None
        self._steps: dict[int, Sequence[SittingStep]] = {}
        self._asked: dict[int, Asked] = {}
        self._unnumbered: set[int] = set()
        """Questions put in this turn: their first message is counted in their row already."""
        self._changed: set[str | int] = set()
        """What `flush` has to write: "learner", "ledger", numbers of questions asked."""

    def flush(self) -> None:
        """Write what has changed. Twice is once."""
        changed, self._changed = self._changed, set()
        values: dict[str, Any] = {}
        if "learner" in changed and self._learner is not None:
            values |= self._new_values(self._learner)
        if "ledger" in changed and self._state is not None:
            values |= ledger.values_of(self._state.ledger)
        if values and self._learner is not None:
            self.update_learner(self._learner.id, values)
        self._write_asked(changed)

    def _new_values(self, learner: Learner) -> dict[str, Any]:
        """The columns of the person's row that this turn has changed."""
        before = learners.values_of(self._stored) if self._stored else {}
        self._stored = learner
        return {
            name: value for name, value in learners.values_of(learner).items() if value != before.get(name)
        }

    def _write_asked(self, changed: set[str | int]) -> None:
        for id in [id for id in changed if isinstance(id, int)]:
            super().save_asked(self._asked[id])
            changed.discard(id)

    # People

    def lock_person(self, person: Person, now: datetime) -> Learner:
        """Insert the person if absent, lock the row until commit, give it."""
        self.flush()
        self._forget()
        ahead = self._ahead
        self._learner = self._stored = super().lock_person(person, now)
        if ahead is not None and ahead[1].learner == person.id:
            self._take_state(ahead[1], ahead[2])
        return self._learner

    def lock_learner(self, id: PersonId) -> Learner | None:
        """Lock the row until commit and give the record; None if there is no such learner."""
        self.flush()
        self._forget()
        self._learner = self._stored = super().lock_learner(id)
        return self._learner

    def hold_people(self, people: Collection[PersonId]) -> None:
        """Lock the rows of those who are not held yet."""
        super().hold_people([id for id in people if not self._holds(id)])

    def learner(self, id: PersonId) -> Learner | None:
        """The person as they are remembered, or None."""
        return self._learner if self._holds(id) else super().learner(id)

    def save_learner(self, learner: Learner) -> None:
        """Store the record as it is."""
        if not self._holds(learner.id):
            super().save_learner(learner)
        elif learner != self._learner:
            self._learner = learner
            self._changed.add("learner")

    def erase(self, learner: PersonId) -> None:
        """Remove every row about the person, the person's row included."""
        self.flush()
        super().erase(learner)
        self._forget()

    # What is held

    def _holds(self, learner: PersonId) -> bool:
        return self._learner is not None and self._learner.id == learner

    def _read(self, learner: PersonId, chat: ChatId | None = None) -> LearnerState:
        """What is held of the learner, read when first asked for. Their private chat has their number."""
        chat = ChatId(learner) if chat is None else chat
        if self._state is None or self._state.chat != chat:
            self.flush()
            self._take_state(*read_state(self.connection, learner, chat))
        assert self._state is not None
        return self._state

    def _take_state(self, state: LearnerState, open_one: Asked | None) -> None:
        self._state = state
        if open_one is not None:
            self._asked.setdefault(open_one.id, open_one)

    def _never_seated(self, person: PersonId) -> bool:
        """Whether they never played in a round, where that can be told before their row is held: on SQLite,
        whose transaction holds everything. What was read for it is kept for `lock_person`."""
        if self._holds(person):
            return not self._read(person).seated
        if self.connection.dialect.name != "sqlite":
            return False
        self._ahead = read_whole(self.connection, person, ChatId(person))
        return self._ahead is None or not self._ahead[1].seated

    def _locked(self, id: PersonId) -> Any:
        """Their row, locked until commit; None if there is none."""
        ahead, self._ahead = self._ahead, None
        return ahead[0] if ahead is not None and ahead[1].learner == id else super()._locked(id)
