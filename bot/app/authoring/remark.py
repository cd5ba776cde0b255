"""Kept answers are gone through when their words were ruled right: what would have ended better is found, and
mended for each person apart (`mending`). It is told with their next message."""

from collections.abc import Sequence, Set
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.app.authoring.trial import Marker, marker_of
from bot.app.context import DeckLibrary
from bot.app.events import PersonId
from bot.app.learning.cards import rating_of
from bot.app.learning.review import after_miss, full_credit
from bot.app.ports.learning import Answer, Asked, Outcome, State
from bot.app.ports.remarking import AnsweredLine, Correction, CorrectionState
from bot.app.ports.repository import Repository
from bot.app.replies import AnswersMended
from bot.domain.marking import Mark
from bot.domain.memory import Rating
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.rulings import ON_REPORTS, Ruling, ruled_in_class, with_rulings
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
    markers = Markers(repo, deck_library, ruling.question, id)
    members = reached(repo, ruling, {line.learner for line in page})
    come_to: int | None = None
    found: list[AnsweredLine] = []
    for line in page:
        if line.learner in members and markers.may_change(line):
            found.append(line)
        if markers.marked >= MOST_READ:
            come_to = line.asked
            break
    repo.add_corrections(
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


def reached(repo: Repository, ruling: Ruling, people: Set[PersonId]) -> Set[PersonId]:
    """For which of these people it counts."""
    return repo.members_of(ruling.klass, people) if ruling.klass else people


def news_of(repo: Repository, learner: PersonId) -> AnswersMended | None:
    """What was mended, or came of their reports, and was not told yet; it counts as told."""
    record = repo.learner(learner)
    if record is None or not record.mended:
        return None
    repo.save_learner(replace(record, mended=False))
    told = repo.take_untold(learner)
    titled = [(kind, said, thaw(shot).title) for kind, said, shot in told]
    news = AnswersMended(
        answers=tuple((said, title) for kind, said, title in titled if kind not in ON_REPORTS),
        reports=tuple((kind, title) for kind, _, title in titled if kind in ON_REPORTS),
    )
    return news if told else None


class Markers:
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
