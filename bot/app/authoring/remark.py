"""Kept answers are marked anew when their words were ruled right: upwards alone, in their order, under the
lock of whoever gave them. Memory is replayed from the log. It is told with their next message."""

from collections.abc import Sequence, Set
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.authoring.trial import Marker, marker_of
from bot.app.context import DeckLibrary, LearnerContext
from bot.app.events import PersonId
from bot.app.learning.cards import rating_of, replayed
from bot.app.learning.review import after_miss, first_try, full_credit, time_step
from bot.app.ports.authoring import AnsweredLine, Correction, CorrectionState, Standing
from bot.app.ports.learning import Answer, Asked, Outcome, Review, State
from bot.app.ports.repository import Repository
from bot.app.replies import AnswersMended
from bot.domain.day import learner_day
from bot.domain.items import Tally
from bot.domain.marking import MARKER_VERSION, Mark
from bot.domain.memory import Rating
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.rulings import Ruling, ruled_in_class, with_rulings
from bot.domain.snapshot import thaw

AT_ONCE = 200
"""Asked questions that are gone through in one transaction, and people who are mended in one tick."""

MOST_READ = 20
"""New wordings that are read in one transaction: a few hundredths of a second."""


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
    markers = _Markers(repo, deck_library, ruling.question, id)
    members = _reached(repo, ruling, {line.learner for line in page})
    come_to: int | None = None
    found: list[AnsweredLine] = []
    for line in page:
        if line.learner in members and markers.may_change(line):
            found.append(line)
        if markers.marked >= MOST_READ:
            come_to = line.asked
            break
    repo.save_corrections(
        [
            Correction(
                learner=line.learner,
                ruling=id,
                asked=line.asked,
                state=CorrectionState.FOUND,
                told=False,
                standings=None,
                at=now,
            )
            for line in found
        ]
    )
    full = page[-1].asked if len(page) == AT_ONCE else None
    repo.save_remarking(id, come_to if come_to is not None else full)


def _reached(repo: Repository, ruling: Ruling, people: Set[PersonId]) -> Set[PersonId]:
    """For which of these people it counts."""
    return repo.members_of(ruling.klass, people) if ruling.klass else people


def correct(context: LearnerContext) -> None:
    """Mend and put back what is due for this learner, whose row is held."""
    due = sorted(context.repo.corrections_due(context.learner.id), key=_in_turn)
    for one in due:
        if one.state is CorrectionState.UNDOING:
            _put_back(context, one)
        else:
            _mend(context, one)
    undone = any(one.state is CorrectionState.UNDOING for one in due)
    if undone and not context.repo.has_untold(context.learner.id):
        context.change(mended=False)  # what was to be told is taken back


def _in_turn(one: Correction) -> tuple[int, int]:
    """In the order of asking; what several rulings have mended is put back from the newest on."""
    return one.asked, -one.ruling if one.state is CorrectionState.UNDOING else one.ruling


def news_of(repo: Repository, learner: PersonId) -> AnswersMended | None:
    """What was mended and not told yet; it counts as told."""
    record = repo.learner(learner)
    if record is None or not record.mended:
        return None
    repo.save_learner(replace(record, mended=False))
    told = repo.take_untold(learner)
    return AnswersMended(answers=tuple((said, thaw(shot).title) for said, shot in told)) if told else None


class _Markers:
    """Mark answers anew with all that was ruled up to a ruling, and without that one. The question is as it
    was when it was asked."""

    def __init__(self, repo: Repository, decks: DeckLibrary, question: QuestionId, id: int) -> None:
        earlier = [ruling for ruling in repo.rulings_on(question) if ruling.id <= id]
        self.ruling = earlier[-1] if earlier and earlier[-1].id == id else None
        """None: it was undone meanwhile."""
        self._upto = [one for one in earlier if self.ruling and one.klass in (0, self.ruling.klass)]
        self._decks = decks
        self._made: dict[str, tuple[Marker, Marker]] = {}
        self._marked = 0

    @property
    def marked(self) -> int:
        """How many wordings had to be read since these were made."""
        return sum(marker.marked for pair in self._made.values() for marker in pair) - self._marked

    def may_change(self, line: AnsweredLine) -> bool:
        """Whether it may end better, for some of its words are marked otherwise; closely looked at when it is
        mended."""
        if self.ruling is None or line.won or None in line.said:
            return False
        before, after = self._pair(line.snapshot, line.deck)
        return line.begun or any(before(said) != after(said) for said in line.said if said is not None)

    def better(self, asked: Asked, answers: Sequence[Answer]) -> Better | None:
        """How it ends better by that ruling; None if it does not."""
        if self.ruling is None:
            return None
        before, after = self._pair(asked.snapshot, asked.deck)
        better = ended(asked, answers, after)
        if better is None or better == ended(asked, answers, before):
            return None
        return better if _betters(asked, better) else None

    def _pair(self, snapshot: str, deck: DeckId) -> tuple[Marker, Marker]:
        if snapshot not in self._made:
            shot = thaw(snapshot)
            lexicon = self._decks.lexicon(deck, shot.lang)
            pair = (
                marker_of(_ruled(shot, self._upto[:-1]), lexicon),
                marker_of(_ruled(shot, self._upto), lexicon),
            )
            self._made[snapshot] = pair
            self._marked += sum(marker.marked for marker in pair)
        return self._made[snapshot]


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
    if asked is not None and asked.learner == context.learner.id:
        markers = _Markers(repo, context.deck_library, asked.question, one.ruling)
        if markers.ruling is not None and _reached(repo, markers.ruling, {one.learner}):
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
    silent = asked.state is State.RIGHT
    after = _standing(mended, review, day)
    log = repo.log_of(context.learner.id, asked.question)
    _replay(context, asked, log)
    _count(context, asked, log, before, after)
    made = replace(one, state=CorrectionState.MADE, told=silent, standings=(before, after), at=context.at)
    repo.save_corrections([made])
    if not silent:
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
    """Mend the numbers of the question, if it is their first review of it by their `log`."""
    if not log or log[0].asked != asked.id or (None in (was.review, now.review) and len(log) > 1):
        return
    gone, come = _tally(was.review), _tally(now.review)
    if _step(was.review) == _step(now.review):
        context.repo.tally(asked.deck, asked.question, come + -gone)
    else:
        context.repo.tally(asked.deck, asked.question, -gone, _step(was.review))
        context.repo.tally(asked.deck, asked.question, come, _step(now.review))


def _tally(review: Review | None) -> Tally:
    return first_try(review) if review else Tally()


def _step(review: Review | None) -> int | None:
    return time_step(review) if review else None


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
    if after.day is not None:
        repo.uncount_day(context.learner.id, after.day)
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
