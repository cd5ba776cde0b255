"""What rulings have led to is mended for one learner, and put back when one of them is undone: then the asked
question is mended anew by those that still stand, as though the undone one had never been there."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from bot.app.authoring.remark import Better, Markers, reached
from bot.app.context import LearnerContext
from bot.app.learning.cards import replayed
from bot.app.learning.review import first_try, time_step
from bot.app.ports.learning import Asked, Outcome, Review, State
from bot.app.ports.remarking import Correction, CorrectionState, Standing
from bot.domain.day import learner_day
from bot.domain.marking import MARKER_VERSION
from bot.domain.rulings import ON_REPORTS, PASSING, Ruling
from bot.domain.snapshot import thaw


def correct(context: LearnerContext) -> None:
    """Mend and put back what is due for this learner, whose row is held."""
    due = context.repo.corrections_due(context.learner.id)
    undone = False
    for asked, group in groupby(due, key=lambda one: one.asked):
        ones = list(group)
        if any(one.state is CorrectionState.UNDOING for one in ones):
            undone = True
            _mend_anew(context, asked)
        else:
            for one in sorted(ones, key=lambda one: one.ruling):
                _mend(context, one)
    if undone and not context.repo.has_untold(context.learner.id):
        context.change(mended=False)  # what was to be told is taken back


def _mend(context: LearnerContext, one: Correction, *, always: bool = False) -> None:
    """With `always` also if they have left the class of the ruling."""
    repo = context.repo
    asked, better = repo.asked(one.asked), None
    if asked is not None and asked.learner == context.learner.id:
        markers = Markers(repo, context.deck_library, asked.question, one.ruling)
        if markers.ruling is not None and markers.ruling.kind in ON_REPORTS:
            repo.save_corrections([replace(one, state=CorrectionState.MADE, at=context.at)])
            context.change(mended=True)  # nothing to mend: they are told that their report was looked at
            return
        if markers.ruling is not None and (always or reached(repo, markers.ruling, {one.learner})):
            better = markers.better(asked, repo.answers_of(asked.id))
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
    after = _standing(mended, review, day)
    log = repo.log_of(context.learner.id, asked.question)
    _replay(context, asked, log)
    _count(context, asked, log, before, after)
    told = one.told or asked.state is State.RIGHT
    made = replace(one, state=CorrectionState.MADE, told=told, standings=(before, after), at=context.at)
    repo.save_corrections([made])
    if not told:
        context.change(mended=True)


def _review_anew(
    context: LearnerContext, asked: Asked, better: Better, earlier: Review | None
) -> tuple[Review, date | None]:
    """Mend the review, or add the one that was missing; gives it, and the day that counts now and did not.
    The progress is the caller's to mend."""
    if earlier is not None:
        review = replace(earlier, verdict=Outcome(better.first.value), credit=better.credit)
    else:
        review = _review(context, asked, better)
    context.repo.save_review(review)
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


def _count(
    context: LearnerContext, asked: Asked, log: Sequence[Review], was: Standing, now: Standing
) -> None:
    """Mend the numbers of the question, which are of first reviews: by the `log` that has the review of this
    asking, if there is one before or after."""
    gone, come = _first(log, asked.id, was.review), _first(log, asked.id, now.review)
    if gone == come:
        return
    if gone is not None:
        context.repo.tally(asked.deck, asked.question, -first_try(gone), time_step(gone))
    if come is not None:
        context.repo.tally(asked.deck, asked.question, first_try(come), time_step(come))


def _first(log: Sequence[Review], asked: int, review: Review | None) -> Review | None:
    """The first review of a log, were that of the asking `review`."""
    reviews = (review if one.asked == asked else one for one in log)
    return next((one for one in reviews if one is not None), None)


def _standing(asked: Asked, review: Review | None, day: date | None = None) -> Standing:
    return Standing(
        state=asked.state,
        closed_at=asked.closed_at,
        credit=asked.credit,
        first=asked.first,
        review=review,
        day=day,
    )


def _mend_anew(context: LearnerContext, id: int) -> None:
    """Put back what is to be undone and all that was mended after it, and mend by the rulings that stand.
    What has changed since for another reason stays."""
    repo, asked = context.repo, context.repo.asked(id)
    rows = repo.corrections_of(context.learner.id, id)
    standing = {one.id: one for one in repo.rulings_on(asked.question)} if asked else {}
    made = _led_to(rows, _standing(asked, repo.review_of(id))) if asked else []
    later = _from_undone(made)
    left = {one.ruling for one in later if one.ruling in standing}
    if left and any(answer.said is None for answer in repo.answers_of(id)):
        later, left = [], set()  # by words that are gone nothing can be mended anew
    if asked is not None and later:
        _put_back(context, asked, later)
        earlier = {one.ruling for one in made[: len(made) - len(later)]}
        told = all(one.told for one in later)
        for ruling in standing.values():
            if ruling.kind in PASSING and ruling.id not in earlier:
                _mend(context, _found(context, ruling, id, told=told), always=ruling.id in left)
    _settle(context, (one for one in rows if one.ruling not in left), standing)


def _led_to(rows: Iterable[Correction], standing: Standing) -> list[Correction]:
    """Those by which it has come to stand so, in the order in which they were made."""
    by_end = {replace(one.standings[1], day=None): one for one in rows if one.standings}
    found: list[Correction] = []
    while (one := by_end.pop(standing, None)) is not None and one.standings:
        found.append(one)
        standing = one.standings[0]
    return found[::-1]


def _from_undone(made: Sequence[Correction]) -> Sequence[Correction]:
    undone = (n for n, one in enumerate(made) if one.state is CorrectionState.UNDOING)
    return made[next(undone, len(made)) :]


def _found(context: LearnerContext, ruling: Ruling, asked: int, *, told: bool) -> Correction:
    return Correction(
        learner=context.learner.id,
        ruling=ruling.id,
        asked=asked,
        state=CorrectionState.FOUND,
        told=told,
        standings=None,
        at=context.at,
    )


def _settle(context: LearnerContext, rows: Iterable[Correction], standing: Collection[int]) -> None:
    """What was to be undone is; what was to be mended anew, and could not, stays."""
    stays, undone = CorrectionState.MADE, CorrectionState.UNDONE
    context.repo.save_corrections(
        [
            replace(one, state=stays)
            if one.ruling in standing
            else replace(one, state=undone, told=True, at=context.at)
            for one in rows
            if one.state is CorrectionState.UNDOING
        ]
    )


def _put_back(context: LearnerContext, asked: Asked, made: Sequence[Correction]) -> None:
    """As it was before these."""
    repo = context.repo
    before, after = (one.standings[side] for one, side in ((made[0], 0), (made[-1], 1)) if one.standings)
    day = next((one.standings[1].day for one in made if one.standings and one.standings[1].day), None)
    _count(context, asked, repo.log_of(context.learner.id, asked.question), after, before)
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
    if day is not None:
        repo.uncount_day(context.learner.id, day)
    elif before.review is None:
        repo.renew_ledger(context.learner.id)  # it may have been the latest of its day
    _replay(context, asked, repo.log_of(context.learner.id, asked.question))


def _state_again(context: LearnerContext, asked: Asked, state: State) -> State:
    """Of a learner's questions in a chat one alone is open."""
    other = context.repo.asked_open(context.learner.id, asked.chat)
    return State.ASIDE if state in (State.OPEN, State.COMPARING) and other else state


def _replay(context: LearnerContext, asked: Asked, log: Sequence[Review]) -> None:
    who = context.learner.id
    made = replayed(log, opinion=thaw(asked.snapshot).kind == "opinion")
    if made is None:
        context.repo.forget_progress(who, asked.question)
    else:
        context.repo.save_progress(who, made)
