"""Jobs become questions to a model, and its answers turns. All of it is rows: whoever is killed in the middle
leaves it as it was, and it is begun again, here or by another process."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from msgspec import Struct
from sqlalchemy import Connection

from bot.app.context import LearnerContext
from bot.app.ports.errors import StoreError
from bot.app.ports.second_opinion import (
    AnswerInDoubt,
    JobState,
    OpinionJob,
    SecondOpinionRepository,
    Spent,
)
from bot.app.replies import Message
from bot.app.second_opinion.doubts import Doubts
from bot.domain.question import Question
from bot.domain.second_opinion.asking import messages_for
from bot.domain.second_opinion.opinion import SecondOpinion
from bot.domain.second_opinion.suggesting import suggestions_for
from bot.posting import Posting
from bot.process import has_ended
from bot.second_opinion.client import OPINION, REQUESTS, SUGGESTIONS, Form, Word
from bot.store.repository import Repository
from bot.store.second_opinion.rows import SecondOpinionRows
from bot.store.turn_repository import TurnRepository
from bot.telegram.backoff import Stopped, Timing, rest, within
from bot.turn import Turn

AT_ONCE = 2
"""Calls on their way at a time, over all processes."""
LEASE = timedelta(seconds=30)
"""How long nobody else takes what one process is at; a call takes 8 s at most, or 20 s."""
PROPOSING = 20.0
"""Seconds for proposals: they are long, and their author was told that they take a moment."""
TRIES = 3
"""How often a job is begun: one may be what kills us."""
EVERY = 1.0
"""Seconds between two looks, where nobody says that there is something."""
PATIENCE = 1.5
"""Seconds without a word about it."""
PAUSE = timedelta(seconds=30)
"""After a model could not be asked it is left alone so long; who is in doubt meanwhile compares."""

T = TypeVar("T")
log = logging.getLogger(__name__)


class Asks(Protocol):
    """A model that can be asked."""

    model: str

    async def ask(
        self, messages: Sequence[dict[str, str]], form: Form[T], seconds: float | None = None
    ) -> Word[T]:
        """Its word, within seconds."""
        ...

    async def close(self) -> None:
        """Let go of it."""
        ...


class _Task(Struct, frozen=True, kw_only=True):
    """A job that was taken, and what is to be done about it."""

    job: OpinionJob
    doubt: AnswerInDoubt | None = None
    known: SecondOpinion | None = None
    question: Question | None = None
    """For which proposals are wanted."""
    asks: bool = False


class SecondOpinions:
    """Asks about what waits, a few at a time."""

    def __init__(
        self,
        turn: Turn,
        doubts: Doubts,
        client: Asks,
        wake: asyncio.Event,
        patience: float = PATIENCE,
    ) -> None:
        """`wake` is set when something may wait. After `patience` seconds they are told that it takes its
        time."""
        self.on_commit: Callable[[], None] | None = None
        """Called when there may be messages to send."""
        self._turn = turn
        self._doubts = doubts
        self._patience = patience
        self._client = client
        self._budget = doubts.budget
        self._wake = wake
        self._rests_until: datetime | None = None
        self._spent_on: date | None = None
        """The day on which it was told that the budget is spent."""

    async def begin(self) -> None:
        """What a process was at that has ended is begun again at once."""
        process = self._turn.process
        await self._turn.database.transact(
            lambda c: SecondOpinionRows(c).free_opinion_jobs(lambda owner: has_ended(owner, process))
        )

    async def run(self, timing: Timing, done: asyncio.Event, on_commit: Callable[[], None]) -> None:
        """Work until `done` is set; `on_commit` is called when there may be messages to send."""
        self.on_commit = on_commit
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(self._work_on(timing, done))
        finally:
            await self._client.close()

    async def _work_on(self, timing: Timing, done: asyncio.Event) -> None:
        while not done.is_set():
            try:
                if await within(self.work(), stop=done):
                    continue
            except Stopped:
                return  # the job is taken again by whoever begins next
            except StoreError:
                pass  # the tick tells of it
            except Exception:
                log.exception("A second opinion could not be got; its job is tried again")
            await rest(EVERY, timing.wait, done, self._wake)
            self._wake.clear()

    async def work(self) -> int:
        """Work on the next one; 1, or 0 if there is none that may be begun. Raises StoreError."""
        task = await self._turn.database.transact(self._take)
        if task is None:
            return 0
        if task.job.draft is not None:
            await self._propose(task)
            return 1
        if task.doubt is None or not task.asks:
            await self._tell(task, task.known)
            return 1
        word, slow = await self._opinion_on(task, task.doubt)
        await self._settle(word, word.said.says.value if word.said else "none")
        await self._tell(task, word.said, slow=slow)
        return 1

    async def _opinion_on(self, task: _Task, doubt: AnswerInDoubt) -> tuple[Word[SecondOpinion], bool]:
        """What the model says, and whether they were told that it takes its time."""
        job, slow = task.job, False
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._client.ask(messages_for(doubt.question, doubt.said), OPINION))
            await asyncio.wait([asking], timeout=self._patience)
            if job.asked is not None and not asking.done():
                slow = True
                with suppress(StoreError):  # the tick tells of it
                    await self._post(job, lambda context: self._doubts.awaited(context, job))
        return asking.result(), slow

    def _take(self, connection: Connection) -> _Task | None:
        rows, now = SecondOpinionRows(connection), self._turn.clock.now()
        if not rows.opinion_jobs_wait(now):
            return None
        job = rows.take_opinion_job(now, LEASE, self._turn.process, AT_ONCE)
        if job is None:
            return None
        if job.draft is not None:
            draft = Repository(connection).draft(job.draft) if job.tries <= TRIES else None
            question = self._turn.tutor.deck_library.current.question(draft.question) if draft else None
            asks = question is not None and self._may_ask(rows, now)
            return _Task(job=job, question=question, asks=asks)
        doubt = rows.in_doubt(job) if job.tries <= TRIES else None
        if doubt is None:
            return _Task(job=job)
        if (known := rows.opinion_on(doubt, self._client.model)) is not None:
            return _Task(job=job, doubt=doubt, known=known)
        return _Task(job=job, doubt=doubt, asks=self._may_ask(rows, now))

    async def _propose(self, task: _Task) -> None:
        """Proposals for an author, or that there are none."""
        said = None
        if task.question is not None and task.asks:
            wanted = suggestions_for(task.question)
            word = await self._client.ask(wanted, SUGGESTIONS, PROPOSING)
            said = word.said
            await self._settle(word, "proposals" if said else "none")
        await self._post(task.job, lambda context: self._doubts.proposed(context, task.job, said))

    async def _post(
        self,
        job: OpinionJob,
        say: Callable[[LearnerContext], tuple[Message, ...]],
        before: Callable[[SecondOpinionRepository, datetime], None] | None = None,
    ) -> None:
        """Tell who waits for it, in a turn of its own, once `before` is done in it."""
        now, tutor = self._turn.clock.now(), self._turn.tutor

        def work(connection: Connection, posting: Posting) -> None:
            if before is not None:
                before(SecondOpinionRows(connection), now)
            repo = TurnRepository(connection)
            posting.post_all(repo, tutor.for_learner(repo, job.learner, now, say))
            repo.flush()

        await self._turn.post(now, work)
        if self.on_commit is not None:
            self.on_commit()

    def _may_ask(self, rows: SecondOpinionRows, now: datetime) -> bool:
        """Whether a call may be begun; its requests are laid aside, and those not needed are given back."""
        if self._rests_until is not None and now < self._rests_until:
            return False
        spent = rows.spend(now, 0, 0)
        if spent.calls + REQUESTS > self._budget.calls or spent.tokens >= self._budget.tokens:
            self._tell_spent(spent, now)
            return False
        rows.spend(now, REQUESTS, 0)
        return True

    async def _settle(self, word: Word[Any], outcome: str) -> None:
        """Count what it took, and leave a model alone that cannot be asked."""
        now, measures = self._turn.clock.now(), self._turn.measures
        await self._turn.database.transact(
            lambda c: SecondOpinionRows(c).spend(now, word.requests - REQUESTS, word.tokens)
        )
        measures.opinion_calls += word.requests
        measures.opinion_tokens += word.tokens
        measures.opinions["away" if word.away else outcome] += 1
        if not word.away:
            if self._rests_until is not None:
                log.warning("The model for second opinions can be asked again")
            self._rests_until = None
            return
        if self._rests_until is None:
            log.warning(
                "The model for second opinions cannot be asked: %s. Learners compare by themselves",
                word.trouble,
            )
        self._rests_until = now + PAUSE

    async def _tell(self, task: _Task, opinion: SecondOpinion | None, *, slow: bool = False) -> None:
        """Keep it, and tell who waits for it. A second time it has no effect. After a kill nobody knows
        whether they were told that it takes its time."""
        job, awaited = task.job, slow or task.job.tries > 1

        def keep(rows: SecondOpinionRepository, now: datetime) -> None:
            if opinion is not None and task.doubt is not None:
                rows.keep_opinion(task.doubt, self._client.model, opinion, job.learner, now)

        def of_round(rows: SecondOpinionRepository, now: datetime) -> None:
            """A round looks what there is at its close; whoever is gone waits for nothing."""
            if (job.asked is None or job.tries > TRIES) and rows.end_opinion_job(job.id, JobState.KEPT):
                keep(rows, now)

        def say(context: LearnerContext) -> tuple[Message, ...]:
            rows = self._doubts.rows(context.repo)
            if job.asked is None or not rows.opinion_job_waits(job.id):
                return ()  # they have erased everything meanwhile
            keep(rows, context.at)
            return self._doubts.given(context, job, opinion, awaited=awaited)

        await self._post(job, say, of_round)

    def _tell_spent(self, spent: Spent, now: datetime) -> None:
        self._turn.measures.opinions["spent"] += 1
        today = now.astimezone(UTC).date()
        if self._spent_on != today:
            log.warning(
                "Today's budget for second opinions is spent: %d requests, %d tokens",
                spent.calls,
                spent.tokens,
            )
        self._spent_on = today
