"""`bot.app.ports.second_opinion.SecondOpinionRepository`. Loaded only where there is a model to ask."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from msgspec.json import Decoder, encode
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Row, delete, func, insert, literal_column, or_, select, update

from bot.app.events import PersonId
from bot.app.ports.second_opinion import AnswerInDoubt, JobState, OpinionJob, Spent
from bot.app.replies.daily import StreakNews
from bot.domain.marking.comparing.keys import key_of
from bot.domain.second_opinion.opinion import Says, SecondOpinion
from bot.domain.snapshot import thaw
from bot.store.account.learners import Rows
from bot.store.learning.asked import AskedRows
from bot.store.learning.reviews import ReviewRows
from bot.store.rounds.tables import guesses, round_questions
from bot.store.second_opinion.tables import (
    second_opinion_days as days,
)
from bot.store.second_opinion.tables import (
    second_opinion_jobs as jobs,
)
from bot.store.second_opinion.tables import (
    second_opinion_refusals as refusals,
)
from bot.store.second_opinion.tables import (
    second_opinions as opinions,
)
from bot.store.snapshots import hash_of
from bot.store.upsert import insert_new

_NEWS = Decoder(StreakNews)
_WAITS = jobs.c.state == literal_column("'waiting'")


class SecondOpinionRows(Rows):
    """See `bot.app.ports.second_opinion.SecondOpinionRepository`."""

    __slots__ = ()

    def opinion_on(self, doubt: AnswerInDoubt, model: str) -> SecondOpinion | None:
        """What that model said of it."""
        this = [opinions.c[name] == value for name, value in _key(doubt, model).items()]
        row = self.connection.execute(select(opinions).where(*this)).one_or_none()
        if row is None:
            return None
        return SecondOpinion(says=Says(row.says), confidence=row.confidence, why=row.why)

    def keep_opinion(
        self, doubt: AnswerInDoubt, model: str, opinion: SecondOpinion, learner: PersonId, at: datetime
    ) -> None:
        """One a version of a question and normal form of an answer; a second one changes nothing."""
        said = {"says": opinion.says.value, "confidence": opinion.confidence, "why": opinion.why}
        row = _key(doubt, model) | said | {"learner_id": learner, "at": at}
        insert_new(self.connection, opinions, row)

    def add_opinion_job(self, job: OpinionJob) -> OpinionJob:
        """Store a new one (its `id` is ignored) and give it with its id."""
        values = {
            "learner_id": job.learner,
            "asked_id": job.asked,
            "round_id": job.round,
            "place": job.place,
            "draft_id": job.draft,
            "news": encode(job.news).decode() if job.news else None,
            "state": job.state.value,
            "tries": job.tries,
            "at": job.at,
        }
        id = self.connection.execute(insert(jobs).returning(jobs.c.id), values).scalar_one()
        return replace(job, id=id)

    def opinion_told(self, learner: PersonId, asked: int) -> bool:
        """Whether a second opinion settled that question, and they were told."""
        told = jobs.c.state == JobState.TOLD.value
        query = select(jobs.c.id).where(jobs.c.learner_id == learner, jobs.c.asked_id == asked, told)
        return self.connection.execute(query.limit(1)).scalar() is not None

    def end_opinion_job(self, id: int, state: JobState) -> bool:
        """Nobody waits for it any more; False if that was so before."""
        this = update(jobs).where(jobs.c.id == id, _WAITS)
        return self.connection.execute(this.values(state=state.value, until=None)).rowcount > 0

    def opinion_job_waits(self, id: int) -> bool:
        """Whether somebody still waits for it."""
        this = select(jobs.c.id).where(jobs.c.id == id, _WAITS)
        return self.connection.execute(this).scalar() is not None

    def take_opinion_job(self, now: datetime, lease: timedelta, owner: str, most: int) -> OpinionJob | None:
        """The oldest that waits. The row of the day is locked, so that no two processes begin the last
        call."""
        self._lock_day(now)
        under_way = select(func.count()).where(_WAITS, jobs.c.until > now)
        if self.connection.execute(under_way).scalar_one() >= most:
            return None
        first = select(jobs).where(_WAITS, _free(now)).order_by(jobs.c.id).limit(1)
        row = self.connection.execute(first.with_for_update(skip_locked=True)).one_or_none()
        if row is None:
            return None
        taken = {"until": now + lease, "owner": owner, "tries": row.tries + 1}
        self.connection.execute(update(jobs).where(jobs.c.id == row.id).values(taken))
        return replace(_job(row), tries=row.tries + 1)

    def in_doubt(self, job: OpinionJob) -> AnswerInDoubt | None:
        """What it is about; None if its words or its question are gone, or they want no opinion any more."""
        if self.wants_no_opinion(job.learner):
            return None
        if job.asked is not None:
            return self._asked_in_doubt(job.asked)
        return self._guessed(job)

    def _asked_in_doubt(self, id: int) -> AnswerInDoubt | None:
        asked = AskedRows(self.connection).asked(id)
        answer = ReviewRows(self.connection).last_doubtful(id) if asked else None
        if asked is None or answer is None or answer.said is None:
            return None
        return AnswerInDoubt(question=thaw(asked.snapshot), snapshot=asked.snapshot, said=answer.said)

    def _guessed(self, job: OpinionJob) -> AnswerInDoubt | None:
        at = (guesses.c.round_id == job.round, guesses.c.place == job.place)
        said = select(guesses.c.said).where(*at, guesses.c.learner_id == job.learner)
        words = self.connection.execute(said).scalar()
        posed = select(round_questions.c.snapshot).where(
            round_questions.c.round_id == job.round, round_questions.c.place == job.place
        )
        snapshot = self.connection.execute(posed).scalar()
        if words is None or snapshot is None:
            return None
        return AnswerInDoubt(question=thaw(snapshot), snapshot=snapshot, said=words)

    def opinion_jobs_wait(self, now: datetime) -> bool:
        """Whether one can be taken."""
        one = select(jobs.c.id).where(_WAITS, _free(now)).limit(1)
        return self.connection.execute(one).scalar() is not None

    def free_opinion_jobs(self, ended: Callable[[str | None], bool]) -> None:
        """What processes were at that have ended can be taken at once."""
        held = select(jobs.c.id, jobs.c.owner).where(_WAITS, jobs.c.until.is_not(None))
        for id, owner in self.connection.execute(held).all():
            if ended(owner):
                self.connection.execute(update(jobs).where(jobs.c.id == id).values(until=None))

    def spend(self, now: datetime, calls: int, tokens: int) -> Spent:
        """Add to what was spent on that day; what it comes to."""
        before = self._lock_day(now)
        after = Spent(calls=before.calls + calls, tokens=before.tokens + tokens)
        today = update(days).where(days.c.day == now.astimezone(UTC).date())
        self.connection.execute(today.values(calls=after.calls, tokens=after.tokens))
        return after

    def _lock_day(self, now: datetime) -> Spent:
        today = now.astimezone(UTC).date()
        insert_new(self.connection, days, {"day": today, "calls": 0, "tokens": 0})
        row = self.connection.execute(select(days).where(days.c.day == today).with_for_update()).one()
        return Spent(calls=row.calls, tokens=row.tokens)

    def spent(self, now: datetime) -> Spent:
        """What was spent on that day so far."""
        today = select(days).where(days.c.day == now.astimezone(UTC).date())
        row = self.connection.execute(today).one_or_none()
        return Spent() if row is None else Spent(calls=row.calls, tokens=row.tokens)

    def wants_no_opinion(self, learner: PersonId) -> bool:
        """They said that no model is to be asked about their answers."""
        theirs = select(refusals.c.learner_id).where(refusals.c.learner_id == learner)
        return self.connection.execute(theirs).scalar() is not None

    def want_opinion(self, learner: PersonId, at: datetime, *, wanted: bool) -> None:
        """Whether it may be."""
        if wanted:
            self.connection.execute(delete(refusals).where(refusals.c.learner_id == learner))
        else:
            insert_new(self.connection, refusals, {"learner_id": learner, "at": at})


def _key(doubt: AnswerInDoubt, model: str) -> dict[str, str]:
    form = key_of(doubt.said, doubt.question.lang) or doubt.said.strip()
    digest = blake2b(form.encode("utf-8", "replace"), digest_size=15).hexdigest()
    return {"snapshot": hash_of(doubt.snapshot), "form": digest, "model": model}


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(jobs.c.until.is_(None), jobs.c.until <= now)


def _job(row: Row[Any]) -> OpinionJob:
    return OpinionJob(
        id=row.id,
        learner=PersonId(row.learner_id),
        asked=row.asked_id,
        round=row.round_id,
        place=row.place,
        draft=row.draft_id,
        news=_NEWS.decode(row.news) if row.news else None,
        state=JobState(row.state),
        tries=row.tries,
        at=row.at,
    )
