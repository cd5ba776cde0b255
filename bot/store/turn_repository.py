"""The repository of a turn: what it decides on is read once, and what has changed is written once.

Inside one transaction that holds the person's row nobody else changes what is theirs, so what was read stays
true: one statement brings their open question, sitting, subscription and ledger, one their progress, one the
steps of the sitting. Changes are seen at once by whoever asks again; those of rows that change several times
in a turn (the person, a question asked, the ledger's totals) are written by `flush`.
"""

from collections.abc import Sequence, Set
from datetime import date, datetime

from msgspec.structs import replace

from bot.app.events import ChatId, PersonId
from bot.app.ports.calendar import DayReason
from bot.app.ports.classes import ClassId, Membership, Shares
from bot.app.ports.daily import Subscription
from bot.app.ports.learning import Answer, Asked, Review, Sitting, SittingStep, State
from bot.app.ports.posts import PostAnswer
from bot.app.ports.progress import Progress
from bot.app.ports.rounds import Expected, PlayedRound
from bot.domain.known import Known
from bot.domain.question import QuestionId
from bot.domain.rounds.round import Round
from bot.domain.streak import Ledger
from bot.store.tables import days
from bot.store.turn_rows import TurnRows
from bot.store.upsert import insert_new


class TurnRepository(TurnRows):
    """As `Repository`, for one turn. What was changed is in the database after `flush`, and not before."""

    __slots__ = ()

    # Answers

    def save_answer(self, answer: Answer) -> None:
        """Store what was said and its mark."""
        super().save_answer(answer)
        self.marks.append(answer.mark.value)

    def take_for_post(self, answer: PostAnswer) -> bool:
        """Keep somebody's answer; False if they have given one already."""
        taken = super().take_for_post(answer)
        if taken:
            self.marks.append(answer.mark.value)
        return taken

    def save_round(self, before: Round, after: Round, now: datetime) -> None:
        """Store what has changed."""
        super().save_round(before, after, now)
        given = {(guess.person, guess.place) for guess in before.guesses}
        new = (guess for guess in after.guesses if (guess.person, guess.place) not in given)
        self.marks += [guess.mark.value for guess in new]

    # Rounds

    def expected_of(self, person: PersonId, at: datetime) -> Expected | None:
        """The typed question of a round, put to this person in private, that what they wrote then answers."""
        return None if self._never_seated(person) else super().expected_of(person, at)

    def over_since(self, person: PersonId, since: datetime) -> PlayedRound | None:
        """Their newest round, if it is over and is newer than that."""
        return None if self._never_seated(person) else super().over_since(person, since)

    # Questions asked, sittings

    def ask(self, asked: Asked) -> Asked:
        """Store a new one and give it with its id; earlier open ones step aside."""
        if not self._holds(asked.learner) or asked.state is not State.OPEN:
            return super().ask(asked)
        if open_one := self.asked_open(asked.learner, asked.chat):
            self.save_asked(replace(open_one, state=State.ASIDE))
        self._write_asked(self._changed)  # of a learner's questions in a chat one alone may be open
        put = self.insert_asked(replace(asked, messages=1))
        self._unnumbered.add(put.id)
        self._steps.clear()
        self._asked[put.id] = put
        self._read(asked.learner, asked.chat).open_id = put.id
        return put

    def asked(self, id: int) -> Asked | None:
        """By id, whoever's it is: the caller checks the owner."""
        if id not in self._asked:
            found = super().asked(id)
            if found is None:
                return None
            self._asked[id] = found
        return self._asked[id]

    def asked_open(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one whose state is COMPARING, else the one that is OPEN."""
        if not self._holds(learner):
            return super().asked_open(learner, chat)
        open_id = self._read(learner, chat).open_id
        return None if open_id is None else self._asked[open_id]

    def asked_last_closed(self, learner: PersonId, chat: ChatId) -> Asked | None:
        """The one closed latest."""
        self.flush()
        found = super().asked_last_closed(learner, chat)
        return None if found is None else self._asked.setdefault(found.id, found)

    def save_asked(self, asked: Asked) -> None:
        """Store the record as it is."""
        if not self._holds(asked.learner):
            super().save_asked(asked)
            return
        if self._state is None or self._state.chat != asked.chat:
            self._asked[asked.id] = replace(asked, messages=max(asked.messages, self._messages(asked.id)))
            self._changed.add(asked.id)  # whoever reads the state then, writes it first
            self._steps.clear()
            return
        state = self._state
        comparing = self._comparing(state.open_id)
        self._asked[asked.id] = replace(asked, messages=max(asked.messages, self._messages(asked.id)))
        self._changed.add(asked.id)
        if asked.state is State.COMPARING or (asked.state is State.OPEN and not comparing):
            state.open_id = asked.id
        elif state.open_id == asked.id:
            state.open_id = self._open_beside(asked) if comparing else None
        self._steps.clear()

    def _comparing(self, id: int | None) -> bool:
        return id is not None and self._asked[id].state is State.COMPARING

    def _open_beside(self, compared: Asked) -> int | None:
        """The question that stayed open while an older one was compared."""
        self.flush()
        found = super().asked_open(compared.learner, compared.chat)
        return None if found is None else self._asked.setdefault(found.id, found).id

    def next_message(self, asked: int) -> int | None:
        """Count one more message about it; gives its number, from 0. None if there is no such question."""
        if asked in self._unnumbered:
            self._unnumbered.discard(asked)
            return 0
        found = self.asked(asked)
        if found is None:
            return None
        self._asked[asked] = replace(found, messages=found.messages + 1)
        self._changed.add(asked)
        return found.messages

    def _messages(self, asked: int) -> int:
        return self._asked[asked].messages if asked in self._asked else 0

    def left_behind(self, learner: PersonId, chat: ChatId, since: datetime, limit: int) -> Sequence[Asked]:
        """Questions that stepped aside or were put off and were brought to no end since."""
        self.flush()
        found = super().left_behind(learner, chat, since, limit)
        return [self._asked.setdefault(asked.id, asked) for asked in found]

    def put_lately(
        self, learner: PersonId, days: tuple[datetime, datetime, datetime], since: datetime
    ) -> Set[QuestionId]:
        """Questions put to that learner on each of two days, which begin at the first two instants and end at
        the third; and those put later than `since`."""
        just = {one.question for one in self._asked.values() if one.learner == learner and one.at > since}
        return super().put_lately(learner, days, since) | just

    def steps_of(self, sitting: int) -> Sequence[SittingStep]:
        """What a sitting has had so far, in the order it was asked."""
        if sitting not in self._steps:
            self._steps[sitting] = super().steps_of(sitting)
        return self._steps[sitting]

    def start_sitting(self, sitting: Sitting) -> Sitting:
        """Store a new one and give it with its id; earlier ones end at `sitting.at`."""
        started = super().start_sitting(sitting)
        if self._holds(sitting.learner):
            self._read(sitting.learner, sitting.chat).sitting = started
            self._steps[started.id] = ()
        return started

    def sitting(self, learner: PersonId, chat: ChatId) -> Sitting | None:
        """The one that has not ended."""
        if not self._holds(learner):
            return super().sitting(learner, chat)
        return self._read(learner, chat).sitting

    def save_sitting(self, sitting: Sitting) -> None:
        """Store the record as it is."""
        super().save_sitting(sitting)
        if self._holds(sitting.learner):
            state = self._read(sitting.learner, sitting.chat)
            state.sitting = sitting if sitting.ended_at is None else None

    # Reviews, progress, what was put away

    def save_review(self, review: Review) -> None:
        """Add a review, or replace the one of the same `asked`."""
        if not self._holds(review.learner):
            super().save_review(review)
            return
        self.insert_review(review)
        self._steps.clear()
        state = self._read(review.learner)
        after = state.ledger.reviewed(review.local_date, review.at)
        if after != state.ledger:
            state.ledger = after
            self._changed.add("ledger")

    def known(self, learner: PersonId) -> Known:
        """All they met, as the choice of a question needs it."""
        if not self._holds(learner):
            return super().known(learner)
        if self._known is None:
            self._known = super().known(learner)
        return self._known

    def progress(self, learner: PersonId, question: QuestionId) -> Progress | None:
        """What the reviews of one question come to; that of the open one is at hand."""
        if self._holds(learner) and question in self._read(learner).progress:
            return self._read(learner).progress[question]
        return super().progress(learner, question)

    def save_progress(self, learner: PersonId, progress: Progress) -> None:
        """Add it, or replace that of the same question."""
        super().save_progress(learner, progress)
        if self._holds(learner):
            self._read(learner).progress[progress.met.question] = progress
            if self._known is not None:
                self._known.learned(progress.met.question, progress.card)

    def away(self, learner: PersonId) -> Set[QuestionId]:
        """The questions put away."""
        if not self._holds(learner):
            return super().away(learner)
        state = self._read(learner)
        if state.away is None:
            state.away = super().away(learner)
        return state.away

    def put_away(self, learner: PersonId, question: QuestionId, at: datetime) -> None:
        """Do not ask this learner that question again. Twice is once."""
        super().put_away(learner, question, at)
        if self._holds(learner):
            self._read(learner).away = None

    def bring_back(self, learner: PersonId) -> int:
        """Ask them all again; how many there were."""
        if self._holds(learner):
            self._read(learner).away = frozenset()
        return super().bring_back(learner)

    # The calendar, the daily question

    def ledger(self, learner: PersonId) -> Ledger:
        """What is open of it, and the totals of what lies before."""
        return self._read(learner).ledger if self._holds(learner) else super().ledger(learner)

    def earn_day(self, learner: PersonId, local_date: date, reason: DayReason, at: datetime) -> bool:
        """Add a row to the ledger; False if that date has that reason already."""
        if not self._holds(learner):
            return super().earn_day(learner, local_date, reason, at)
        state = self._read(learner)
        if any(row.local_date == local_date and row.reason is reason for row in state.ledger.rows):
            return False
        row = {"learner_id": learner, "local_date": local_date, "reason": reason.value, "at": at}
        if not insert_new(self.connection, days, row):
            return False
        state.ledger = state.ledger.plus(self.day_of(learner, local_date, reason, at))
        self._changed.add("ledger")
        return True

    def renew_ledger(self, learner: PersonId) -> None:
        """Make the totals anew from the days."""
        if not self._holds(learner):
            super().renew_ledger(learner)
            return
        self._read(learner).ledger = Ledger.of(self.days(learner, None))
        self._changed.add("ledger")

    def forget_progress(self, learner: PersonId, question: QuestionId) -> None:
        """They have not met it."""
        super().forget_progress(learner, question)
        if self._holds(learner):
            self._read(learner).progress[question] = None
            self._known = None

    def remove_review(self, asked: int) -> None:
        """There was none."""
        super().remove_review(asked)
        self._steps.clear()

    def subscription(self, learner: PersonId) -> Subscription | None:
        """Theirs, whatever its state."""
        return self._read(learner).subscription if self._holds(learner) else super().subscription(learner)

    def save_subscription(self, subscription: Subscription) -> None:
        """Add it, or replace it."""
        super().save_subscription(subscription)
        if self._holds(subscription.learner):
            self._read(subscription.learner).subscription = subscription

    # Classes

    def memberships(self, learner: PersonId) -> Sequence[Membership]:
        """The classes they are in."""
        if not self._holds(learner):
            return super().memberships(learner)
        if self._memberships is None:
            self._memberships = super().memberships(learner)
        return self._memberships

    def allow_lecture(self, id: ClassId, learner: PersonId, *, on: bool) -> None:
        """See `Repository.allow_lecture`."""
        self._memberships = None
        super().allow_lecture(id, learner, on=on)

    def join(self, id: ClassId, learner: PersonId, shares: Shares, at: datetime) -> bool:
        """They are in, or see to what they share if they were; True if they are new there."""
        self._memberships = None
        return super().join(id, learner, shares, at)

    def leave(self, id: ClassId, learner: PersonId) -> bool:
        """False if they were not in it."""
        self._memberships = None
        return super().leave(id, learner)
