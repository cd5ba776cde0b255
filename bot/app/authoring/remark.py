"""Kept answers are marked anew when their words were ruled right: upwards alone, in their order, under the
lock of whoever gave them. Memory is replayed from the log. It is told with their next message."""

from collections.abc import Callable, Sequence, Set
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.authoring.trial import Marker, marker_of
from bot.app.context import DeckLibrary, LearnerContext
from bot.app.events import PersonId
from bot.app.learning.cards import rating_of, remember, replayed
from bot.app.learning.review import after_miss, first_try, full_credit
from bot.app.ports.authoring import Correction, CorrectionState, Standing
from bot.app.ports.learning import Answer, Asked, Outcome, Review, State
from bot.app.ports.repository import Repository
from bot.app.replies import AnswersMended
from bot.domain.day import learner_day
from bot.domain.items import Tally
from bot.domain.marking import MARKER_VERSION, Mark
from bot.domain.memory import Rating
from bot.domain.question import Question, QuestionId
from bot.domain.rulings import Ruling, ruled_in_class, with_rulings
from bot.domain.snapshot import thaw

AT_ONCE = 200
"""Asked questions that are gone through in one transaction, and people who are mended in one tick."""

Remark = Callable[[Asked, Sequence[Answer]], "Better | None"]


class Better(Struct, frozen=True, kw_only=True):
    """How an asked question would have ended had the ruling been there."""

    first: Mark
    credit: float
    by: Answer
    """The answer that was right."""


def go_through(repo: Repository, deck_library: DeckLibrary, id: int, now: datetime) -> None:
    """One step through the answers to a ruling's question: what is to be mended is laid down, for each person
    apart. Where it stands is in the same transaction, so nothing is gone through twice or left out."""
    after = repo.lock_remarking(id)
    ruling = repo.ruling(id)
    if after is None or ruling is None:
        repo.save_remarking(id, None)
        return
    page = repo.answered(ruling.question, after, AT_ONCE)
    remark = _remarks(repo, deck_library, ruling.question, id)
    people = _reached(repo, ruling, {asked.learner for asked, _ in page})
    found = [asked for asked, answers in page if asked.learner in people and remark(asked, answers)]
    repo.save_corrections(
        [
            Correction(
                learner=asked.learner,
                ruling=id,
                asked=asked.id,
                state=CorrectionState.FOUND,
                told=False,
                standings=None,
                at=now,
            )
            for asked in found
        ]
    )
    repo.save_remarking(id, page[-1][0].id if len(page) == AT_ONCE else None)


def _reached(repo: Repository, ruling: Ruling, people: Set[PersonId]) -> Set[PersonId]:
    """For which of these people it counts."""
    return repo.members_of(ruling.klass, people) if ruling.klass else people


def correct(context: LearnerContext) -> None:
    """Mend and put back what is due for this learner, whose row is held."""
    for one in context.repo.corrections_due(context.learner.id):
        if one.state is CorrectionState.UNDOING:
            _put_back(context, one)
        else:
            _mend(context, one)


def news_of(repo: Repository, learner: PersonId) -> AnswersMended | None:
    """What was mended and not told yet; it counts as told."""
    record = repo.learner(learner)
    if record is None or not record.mended:
        return None
    repo.save_learner(replace(record, mended=False))
    told = repo.take_untold(learner)
    return AnswersMended(answers=tuple((said, thaw(shot).title) for said, shot in told)) if told else None


def _remarks(repo: Repository, deck_library: DeckLibrary, question: QuestionId, id: int) -> Remark:
    """Marks answers anew with all that was ruled up to that ruling, and says where it makes the difference.
    The question is as it was when it was asked."""
    earlier = [ruling for ruling in repo.rulings_on(question) if ruling.id <= id]
    if not earlier or earlier[-1].id != id:
        return lambda *_: None  # it was undone meanwhile
    upto = [ruling for ruling in earlier if ruling.klass in (0, earlier[-1].klass)]
    markers: dict[str, tuple[Marker, Marker]] = {}

    def remark(asked: Asked, answers: Sequence[Answer]) -> Better | None:
        if asked.snapshot not in markers:
            shot = thaw(asked.snapshot)
            lexicon = deck_library.lexicon(asked.deck, shot.lang)
            markers[asked.snapshot] = (
                marker_of(_ruled(shot, upto[:-1]), lexicon),
                marker_of(_ruled(shot, upto), lexicon),
            )
        before, after = markers[asked.snapshot]
        better = ended(asked, answers, after)
        if better is None or better == ended(asked, answers, before):
            return None
        return better if _betters(asked, better) else None

    return remark


def _ruled(shot: Question, rulings: Sequence[Ruling]) -> Question:
    """As ruled for everybody, and on top of that in one class."""
    question = with_rulings(shot, [ruling for ruling in rulings if not ruling.klass])
    return ruled_in_class(question, tuple(ruling for ruling in rulings if ruling.klass))


def ended(asked: Asked, answers: Sequence[Answer], mark: Marker) -> Better | None:
    """How the answers end by that marker; None if none of them is right, or their words are gone."""
    so_far = replace(asked, tries=0, misses=0, completions=0, have=(), credit=0.0, first=None)
    for answer in answers:
        if answer.said is None:
            return None
        verdict = mark(answer.said, so_far.have)
        if verdict.mark is Mark.UNREADABLE:
            continue
        so_far = replace(so_far, tries=so_far.tries + 1, first=so_far.first or verdict.mark)
        if verdict.passed and so_far.first is not None:
            return Better(first=so_far.first, credit=full_credit(so_far), by=answer)
        so_far = after_miss(so_far, verdict)
    return None


def _betters(asked: Asked, better: Better) -> bool:
    """Never downwards: an answer that counts counts on."""
    if asked.state is not State.RIGHT:
        return True
    return _quality(better.first, better.credit, asked) > _quality(asked.first, asked.credit, asked)


def _quality(first: Mark | None, credit: float, asked: Asked) -> tuple[Rating, float]:
    outcome = Outcome(first.value) if first else Outcome.SHOWN
    return rating_of(outcome, credit, asked.hints), credit


def _mend(context: LearnerContext, one: Correction) -> None:
    repo = context.repo
    asked, better = repo.asked(one.asked), None
    ruling = repo.ruling(one.ruling)
    reached = ruling is not None and bool(_reached(repo, ruling, {one.learner}))
    if reached and asked is not None and asked.learner == context.learner.id:
        remark = _remarks(repo, context.deck_library, asked.question, one.ruling)
        better = remark(asked, repo.answers_of(asked.id))
    if asked is None or better is None:
        repo.drop_correction(one)
        return
    before = _standing(asked, repo.review_of(asked.id))
    mended = replace(
        asked,
        state=State.RIGHT,
        closed_at=asked.closed_at or better.by.at,
        credit=better.credit,
        first=better.first,
    )
    repo.save_asked(mended)
    review, day = _review_anew(context, mended, better, before.review)
    silent = asked.state is State.RIGHT
    after = _standing(mended, review, day)
    _count(context, asked, before, after)
    made = replace(one, state=CorrectionState.MADE, told=silent, standings=(before, after), at=context.at)
    repo.save_corrections([made])
    if not silent:
        context.change(mended=True)


def _review_anew(
    context: LearnerContext, asked: Asked, better: Better, earlier: Review | None
) -> tuple[Review, date | None]:
    """Mend the review, or add the one that was missing; gives it, and the day that counts now and did not."""
    question = thaw(asked.snapshot)
    if earlier is not None:
        review = replace(earlier, verdict=Outcome(better.first.value), credit=better.credit)
    else:
        review = _review(context, asked, better)
    context.repo.save_review(review)
    remember(context.repo, review, opinion=question.kind == "opinion", mended=True)
    if earlier is not None:
        return review, None
    new = context.repo.count_past_day(context.learner.id, review.local_date, review.at)
    return review, review.local_date if new else None


def _review(context: LearnerContext, asked: Asked, better: Better) -> Review:
    """Of a question that was left without a verdict: it ended with the answer that was right."""
    return Review(
        learner=context.learner.id,
        asked=asked.id,
        deck=asked.deck,
        question=asked.question,
        at=better.by.at,
        local_date=learner_day(better.by.at, context.zone()),
        verdict=Outcome(better.first.value),
        credit=better.credit,
        hints=asked.hints,
        tries=asked.tries,
        seconds=max(0, round((better.by.at - asked.at).total_seconds())),
        marker=MARKER_VERSION,
    )


def _count(context: LearnerContext, asked: Asked, was: Standing, now: Standing) -> None:
    """Mend the numbers of the question, if it is their first review of it."""
    log = context.repo.log_of(context.learner.id, asked.question)
    if not log or log[0].asked != asked.id or (None in (was.review, now.review) and len(log) > 1):
        return
    change = _tally(now.review) + -_tally(was.review)
    context.repo.tally(asked.deck, asked.question, change)


def _tally(review: Review | None) -> Tally:
    return first_try(review) if review else Tally()


def _standing(asked: Asked, review: Review | None, day: date | None = None) -> Standing:
    return Standing(
        state=asked.state,
        closed_at=asked.closed_at,
        credit=asked.credit,
        first=asked.first,
        review=review,
        day=day,
    )


def _put_back(context: LearnerContext, one: Correction) -> None:
    """As it was before; what has changed since for another reason stays."""
    repo, asked = context.repo, context.repo.asked(one.asked)
    undone = replace(one, state=CorrectionState.UNDONE, told=True, at=context.at)
    repo.save_corrections([undone])
    if asked is None or one.standings is None:
        return
    before, after = one.standings
    if _standing(asked, repo.review_of(asked.id), after.day) != after:
        return
    _count(context, asked, after, before)
    repo.save_asked(
        replace(
            asked,
            state=_state_again(context, asked, before.state),
            closed_at=before.closed_at,
            credit=before.credit,
            first=before.first,
        )
    )
    if before.review is None:
        repo.remove_review(asked.id)
    else:
        repo.save_review(before.review)
    if after.day is not None:
        repo.uncount_day(context.learner.id, after.day)
    _replay(context, asked, thaw(asked.snapshot))


def _state_again(context: LearnerContext, asked: Asked, state: State) -> State:
    """Of a learner's questions in a chat one alone is open."""
    other = context.repo.asked_open(context.learner.id, asked.chat)
    return State.ASIDE if state in (State.OPEN, State.COMPARING) and other else state


def _replay(context: LearnerContext, asked: Asked, question: Question) -> None:
    who = context.learner.id
    made = replayed(context.repo.log_of(who, asked.question), opinion=question.kind == "opinion")
    if made is None:
        context.repo.forget_progress(who, asked.question)
    else:
        context.repo.save_progress(who, made)
