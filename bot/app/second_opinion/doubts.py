"""An answer in doubt, a model's word on it, and what the learner has to say to that.

The learner is asked to compare in any case. What a model says settles it only above a confidence that was
measured for it, and only while they have not said anything themselves. Their word goes first, also
afterwards.
"""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from bot.app.context import ChatContext, LearnerContext
from bot.app.events import PersonId
from bot.app.learning.ask import still_open
from bot.app.learning.compare import keep_word
from bot.app.learning.returns import comes_back
from bot.app.learning.review import close, full_credit, keep
from bot.app.ports.authoring import Draft
from bot.app.ports.learning import Asked, Outcome, State
from bot.app.ports.second_opinion import AnswerInDoubt, Budget, JobState, OpinionJob, SecondOpinionRepository
from bot.app.replies import (
    ClosedAlready,
    Compared,
    Message,
    ModelStanding,
    ProposalsAsked,
    Reply,
    SecondOpinionTold,
    ToCompare,
)
from bot.app.replies.daily import StreakNews
from bot.app.replies.expected import COMPARING
from bot.app.second_opinion.proposals import proposed
from bot.domain.own import OWN
from bot.domain.question import Question
from bot.domain.rounds.round import Guess
from bot.domain.second_opinion.checks import may_be_asked
from bot.domain.second_opinion.opinion import Cuts, SecondOpinion
from bot.domain.second_opinion.suggesting import Suggestions
from bot.domain.snapshot import freeze, thaw


class Doubts(Struct, frozen=True, kw_only=True):
    """`bot.app.asked_model.SecondOpinions`."""

    model: str
    """Its name."""
    cuts: Cuts | None
    """None: it was not measured, so that nobody is told what it says."""
    budget: Budget
    rows: Callable[[object], SecondOpinionRepository]
    """What is kept of it, in the same transaction."""

    def wanted(
        self, context: LearnerContext, asked: Asked, said: str, news: StreakNews | None
    ) -> tuple[Reply, ...]:
        """What it says of an answer that is compared, if that is known; else it is going to be asked, where
        that may be, and nothing is said yet. `news` of the streak stays in what is told. Of what
        somebody wrote for themselves no model is asked."""
        if asked.deck == OWN:
            return ()
        question, rows = thaw(asked.snapshot), self.rows(context.repo)
        lexicon = context.deck_library.lexicon(asked.deck, question.lang)
        mine = asked.deck == OWN  # their own question is nobody else's to read
        if mine or rows.wants_no_opinion(context.learner.id) or not may_be_asked(question, said, lexicon):
            return ()
        job = OpinionJob(id=0, learner=context.learner.id, asked=asked.id, news=news, at=context.at)
        known = rows.opinion_on(
            AnswerInDoubt(question=question, snapshot=asked.snapshot, said=said), self.model
        )
        if known is None:
            rows.add_opinion_job(job)
            return ()
        counts = self._counts(known)
        if counts is None:
            return ()
        rows.add_opinion_job(replace(job, state=JobState.TOLD))
        told = _settled(context, job, asked, known, counts=counts)
        return (told, *(still_open(context, asked) or context.offer(context, early=asked.post is not None)))

    def awaited(self, context: LearnerContext, job: OpinionJob) -> tuple[Message, ...]:
        """It takes its time: the message that asks them to compare says so, and can be answered all the
        same."""
        asked = self._compared(context, job)
        return () if asked is None else (_in_place(context, asked, _to_compare(job, asked, waits=True)),)

    def given(
        self, context: LearnerContext, job: OpinionJob, said: SecondOpinion | None, *, awaited: bool
    ) -> tuple[Message, ...]:
        """It has come, or will not: the message that asked them to compare becomes one that says what it
        thinks, or asks as before if that may have been said to be `awaited`. Nothing is said if they have
        said something meanwhile."""
        asked, counts = self._compared(context, job), self._counts(said) if said else None
        tells = asked is not None and counts is not None
        ended = self.rows(context.repo).end_opinion_job(job.id, JobState.TOLD if tells else JobState.KEPT)
        if not ended or asked is None:
            return ()
        if said is None or counts is None:
            return (_in_place(context, asked, _to_compare(job, asked)),) if awaited else ()
        told = _settled(context, job, asked, said, counts=counts)
        if (context.learner.expected or "").startswith(COMPARING):
            context.change(expected=None)
        return (_in_place(context, asked, told, *still_open(context, asked)),)

    def _compared(self, context: LearnerContext, job: OpinionJob) -> Asked | None:
        """The question of a job, if it is compared at present, in their newest message."""
        asked = context.repo.asked(job.asked) if job.asked is not None else None
        waits = asked is not None and asked.state is State.COMPARING and asked.learner == context.learner.id
        return asked if waits and (context.learner.live or "").startswith(f"{job.asked}.") else None

    def proposed(
        self, context: LearnerContext, job: OpinionJob, said: Suggestions | None
    ) -> tuple[Message, ...]:
        """What it proposes to an author has come, or will not."""
        if not self.rows(context.repo).end_opinion_job(job.id, JobState.KEPT):
            return ()
        return context.message(proposed(context, job, said))

    def propose(self, context: LearnerContext, draft: Draft) -> tuple[Reply, ...]:
        """It is going to be asked for proposals for the question of a draft."""
        job = OpinionJob(id=0, learner=context.learner.id, draft=draft.id, at=context.at)
        self.rows(context.repo).add_opinion_job(job)
        return (ProposalsAsked(),)

    def about(self, context: LearnerContext, question: Question, said: str) -> SecondOpinion | None:
        """What it said of that answer to a question as it stands, for its author."""
        doubt = AnswerInDoubt(question=question, snapshot=freeze(question), said=said)
        return self.rows(context.repo).opinion_on(doubt, self.model)

    def contradicted(self, context: LearnerContext, asked: Asked) -> tuple[Reply, ...] | ClosedAlready:
        """They say that their answer is not the same, though the model took it for that: it is a miss, and
        the author gets their word. Twice is once."""
        told = self.rows(context.repo).opinion_told(context.learner.id, asked.id)
        doubtful = context.repo.last_doubtful(asked.id)
        if not told or asked.state is not State.RIGHT or doubtful is None:
            return ClosedAlready()
        if not keep_word(context, asked, doubtful, same=False):
            return ClosedAlready()
        missed = replace(asked, state=State.MISSED, credit=0.0)
        context.repo.save_asked(missed)
        keep(context, missed, Outcome.DOUBTFUL, context.repo.review_of(asked.id))
        question = thaw(asked.snapshot)
        back = comes_back(context, asked, question)
        return (
            Compared(question=question, asked=asked.id, same=False, back=back),
            *still_open(context, asked),
        )

    def guessed(self, context: ChatContext, round: int, guess: Guess, question: Question) -> None:
        """A player's answer is in doubt: it is going to be asked, where that may be."""
        rows, who = self.rows(context.repo), PersonId(guess.person)
        lexicon = context.deck_library.lexicon(question.deck, question.lang)
        if (
            guess.said is None
            or not may_be_asked(question, guess.said, lexicon)
            or rows.wants_no_opinion(who)
        ):
            return
        job = OpinionJob(id=0, learner=who, round=round, place=guess.place, at=context.now)
        rows.add_opinion_job(job)

    def thinks(self, guess: Guess, question: Question, context: ChatContext) -> bool | None:
        """Whether a player's answer counts, if what it says is known and is enough; else None."""
        rows, said = self.rows(context.repo), guess.said
        lexicon = context.deck_library.lexicon(question.deck, question.lang)
        refused = rows.wants_no_opinion(PersonId(guess.person))
        if self.cuts is None or said is None or refused or not may_be_asked(question, said, lexicon):
            return None
        doubt = AnswerInDoubt(question=question, snapshot=freeze(question), said=said)
        opinion = rows.opinion_on(doubt, self.model)
        return None if opinion is None else self._counts(opinion)

    def standing(self, context: LearnerContext) -> ModelStanding:
        """How it stands, for whoever looks after the bot."""
        spent = self.rows(context.repo).spent(context.at)
        return ModelStanding(
            name=self.model,
            measured=self.cuts is not None,
            calls=spent.calls,
            of_calls=self.budget.calls,
            tokens=spent.tokens,
            of_tokens=self.budget.tokens,
        )

    def wanted_by(self, context: LearnerContext) -> bool:
        """Whether it may be asked about their answers."""
        return not self.rows(context.repo).wants_no_opinion(context.learner.id)

    def want(self, context: LearnerContext, *, wanted: bool) -> None:
        """Whether it may be from now on."""
        self.rows(context.repo).want_opinion(context.learner.id, context.at, wanted=wanted)

    def _counts(self, opinion: SecondOpinion) -> bool | None:
        return self.cuts.settles(opinion) if self.cuts is not None else None


def _in_place(context: LearnerContext, asked: Asked, *replies: Reply) -> Message:
    """The message that asks them to compare becomes these."""
    return Message(chat=asked.chat, replies=replies, slot=context.learner.live, edits=True)


def _to_compare(job: OpinionJob, asked: Asked, *, waits: bool = False) -> ToCompare:
    return ToCompare(question=thaw(asked.snapshot), asked=asked.id, streak=job.news, waits=waits)


def _settled(
    context: LearnerContext, job: OpinionJob, asked: Asked, opinion: SecondOpinion, *, counts: bool
) -> SecondOpinionTold:
    """It ends as if they had said so themselves, but for their word: that can still be said."""
    ended = replace(asked, credit=full_credit(asked)) if counts else asked
    close(context, ended, State.RIGHT if counts else State.MISSED)
    question = thaw(asked.snapshot)
    return SecondOpinionTold(
        question=question,
        asked=asked.id,
        counts=counts,
        why=opinion.why,
        back=comes_back(context, asked, question),
        streak=job.news,
    )
