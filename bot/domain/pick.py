"""What to ask next.

Rules, in this order. What was missed in this sitting comes again after two others, never right after
itself. Then, until the sitting has had its handful of different questions: after a silence one that they know
well, and all that is due before anything new; else what was promised for today; what a class has to have done
by a day; what is due; new ones, the topics taking turns; and when neither is left for today, the one that
gains most by it, or nothing for those who would rather be told so. Two questions of one topic do not follow
each other while another one will do. None comes twice while the pool lasts, and what rests (it was put a
moment ago, or on each of the two days before) comes only where nothing else is due or new.

A place is worth what it adds to what will be known some weeks on (`bot.domain.worth`). A new question adds
more than any review, so where places are scarce (more waits than a week of sittings holds) new ones go
first, and then whatever gains most. Otherwise what is due has two places in five while there are new ones,
and every place afterwards.

A promise is a miss, or a hard one, said to come back the next day. It costs a place, so no more is promised
than is kept: `promised` decides both what a day begins with and what may be said the day before. What will
rest that day is not promised.
docs/decisions/0008 has the reasons, docs/benchmarks.md the figures.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date
from functools import cached_property

from msgspec import Struct

from bot.domain.known import Known
from bot.domain.memory import Memory
from bot.domain.question import Question, QuestionId, TopicId

APART = 2
"""How many other questions lie between a miss and its return."""
DUE, OF = 2, 5
"""While there are new ones and places are not scarce, so many of five places are for what is due."""
QUEUE = 7
"""Places are scarce if more is new or due than so many sittings hold: a week of them."""
ALIKE = 0.9
"""Gains of which the smaller is that share of the greater are alike: then the topic decides."""


class Step(Struct, frozen=True, kw_only=True):
    """A question already asked in this sitting; `passed` is None while it is open or was skipped."""

    question: QuestionId
    passed: bool | None


class Candidates(Struct, frozen=True, kw_only=True):
    """Everything the choice depends on."""

    pool: Sequence[Question]
    """Questions of the chosen topics in the deck's order, without those put away."""
    known: Known
    """What the learner remembers, of this pool and others."""
    gain: Callable[[Memory], float]
    """By how much a review now raises the chance to know a question some weeks on (`bot.domain.worth`)."""
    steps: Sequence[Step]
    """This sitting so far."""
    size: int
    today: date
    new_left: int
    """New questions that may still be asked today."""
    reviews_left: int
    """Reviews that may still be asked today; what is over the cap waits, what gains least first."""
    ahead: bool = True
    """Nothing due and nothing new: ask the one that gains most, as far as reviews are left."""
    exam: date | None = None
    """The day it all has to be known: intervals shrink towards it."""
    first: Sequence[Set[QuestionId]] = ()
    """What classes have to have done and is not, the nearest day first: it comes right after what was
    promised, as far as the caps allow."""
    returned: bool = False
    """They are back on this day after a silence."""
    resting: Callable[[], Set[QuestionId]] = frozenset
    """What was put a moment ago, or on each of the two days before; asked for when it matters."""


def pick(candidates: Candidates) -> Question | None:
    """The next question, or None when the sitting is over."""
    missed = _to_return(candidates.steps)
    by_id = {q.id: q for q in candidates.pool if q.id in missed} if missed else {}
    again = [id for id in missed if id in by_id]
    ripe = [id for id in again if _others_since(candidates.steps, id) >= APART]
    if ripe:
        return by_id[ripe[0]]
    if len(_met(candidates.steps)) < candidates.size and (fresh := _Waiting(candidates).fresh()):
        return fresh
    apart = [id for id in again if id != candidates.steps[-1].question]
    return by_id[apart[0]] if apart else None


def returns_soon(candidates: Candidates) -> bool:
    """Whether the last question of `candidates.steps`, just missed, comes again within this sitting."""
    last = candidates.steps[-1].question
    if last not in _to_return(candidates.steps):
        return False
    others = any(id != last for id in _to_return(candidates.steps))
    unfinished = len(_met(candidates.steps)) < candidates.size
    return others or (unfinished and _Waiting(candidates).fresh() is not None)


def promised(candidates: Candidates) -> list[Question]:
    """What may be said to come back the next day, and then does: a miss or a hard one that is due, as far as
    places are kept for it.

    The latest day of learning goes first, and of one day what was asked first: so nothing that is missed
    later, and nothing left over from earlier, takes a place that was given away.
    """
    return _Waiting(candidates).promised


def has_room(candidates: Candidates, on: date) -> bool:
    """Whether all that is due by a later day fits into the sittings until then, one a day from today on."""
    if _Waiting(candidates).wanted:
        return False
    places = min(candidates.size, candidates.reviews_left) * max(0, (on - candidates.today).days) // 2
    due = candidates.known.due(on, candidates.exam)
    return len(due) <= places or len(_due(candidates.pool, due)) <= places


def kept_back(candidates: Candidates) -> tuple[bool, int]:
    """Whether new ones are there and the limit of the day keeps them back, and how many that are due wait for
    the same reason."""
    new = candidates.new_left <= 0 and any(q.id not in candidates.known for q in candidates.pool)
    due = 0 if candidates.reviews_left > 0 else len(_Waiting(candidates).due)
    return new, due


def due_among(pool: Iterable[Question], known: Known, on: date, exam: date | None) -> int:
    """How many questions of the pool are due on that day."""
    return len(_due(pool, known.due(on, exam)))


def _next_day(known: Known, id: QuestionId, exam: date | None) -> bool:
    return (known.due_day(id, exam) - known.last_on(id)).days <= 1


def _met(steps: Sequence[Step]) -> Set[QuestionId]:
    return {step.question for step in steps}


def _to_return(steps: Sequence[Step]) -> list[QuestionId]:
    """Missed once in this sitting and not asked again since, oldest first."""
    asked = [step.question for step in steps]
    return [step.question for step in steps if step.passed is False and asked.count(step.question) == 1]


def _others_since(steps: Sequence[Step], id: QuestionId) -> int:
    asked = [step.question for step in steps]
    return len(asked) - 1 - asked.index(id)


def _due(pool: Iterable[Question], due: Set[QuestionId]) -> list[Question]:
    return [q for q in pool if q.id in due and q.kind != "opinion"] if due else []


class _Waiting:
    """What waits in the pool: each list is made when it is first asked for, and once."""

    def __init__(self, candidates: Candidates) -> None:
        self._of = candidates

    @cached_property
    def wanted(self) -> list[Question]:
        """Never met, as far as new ones are wanted today."""
        known = self._of.known
        return [q for q in self._of.pool if q.id not in known] if self._of.new_left > 0 else []

    @cached_property
    def due(self) -> list[Question]:
        """Due today, or overdue."""
        return _due(self._of.pool, self._of.known.due(self._of.today, self._of.exam))

    @cached_property
    def new(self) -> list[Question]:
        """Those of `wanted` that may come before all that is due is done."""
        return [] if self._of.returned and self.due else self.wanted

    @cached_property
    def resting(self) -> Set[QuestionId]:
        """What comes only where nothing else does."""
        return self._of.resting()

    @cached_property
    def places(self) -> int:
        """How many places of a sitting, from its first on, are for promises and for what is due."""
        size = self._of.size
        if len(self.new) + len(self.due) > QUEUE * size:
            return 0
        return min(size * DUE // OF if self.new else size, self._of.reviews_left)

    @cached_property
    def promised(self) -> list[Question]:
        """See the function of that name."""
        known = self._of.known
        soon = [q for q in self.due if _next_day(known, q.id, self._of.exam)]
        soon = [q for q in soon if q.id not in self.resting] if soon else []
        known.fetch(q.id for q in soon)
        soon.sort(key=lambda q: (-known.last_on(q.id).toordinal(), known[q.id].last_at))
        return soon[: max(0, self.places)]

    def fresh(self) -> Question | None:
        """A question this sitting has not had."""
        met = _met(self._of.steps)
        if self._of.returned and not met and (easy := self._easy()):
            return easy
        due, new = self._rested(met)
        left = self.places - len(met)
        if left > 0 and (kept := [q for q in self.promised if q.id not in met]):
            return self._other_topic(kept[:left])
        if wanted := self._first(met):
            return self._other_topic(self._in_turn(wanted))
        if due and self._of.reviews_left > 0 and (left > 0 or not new):
            return self._other_topic(self._alike(due))
        if new:
            return self._other_topic(self._in_turn(new))
        return self._ahead(met) if self._of.ahead and self._of.reviews_left > 0 else None

    def _first(self, met: Set[QuestionId]) -> list[Question]:
        """Of what goes first: what was not asked here yet, does not rest, and is within the caps."""
        of, known = self._of, self._of.known
        for ids in of.first:
            there = [q for q in of.pool if q.id in ids and q.id not in met and q.id not in self.resting]
            if may := [q for q in there if (of.reviews_left if q.id in known else of.new_left) > 0]:
                return may
        return []

    def _rested(self, met: Set[QuestionId]) -> tuple[list[Question], list[Question]]:
        """What is due and what is new and not in this sitting yet; what rests comes last."""
        due = [q for q in self.due if q.id not in met]
        new = [q for q in self.new if q.id not in met]
        if len(due) + len(new) < 2:
            return due, new
        rested = [[q for q in some if q.id not in self.resting] for some in (due, new)]
        return (rested[0], rested[1]) if any(rested) else (due, new)

    def _easy(self) -> Question | None:
        """The one they know best, of what is due if anything is."""
        known = self._of.known
        pool = self.due or [q for q in self._of.pool if q.id in known]
        known.fetch(q.id for q in pool)
        last = {q.id: (self._of.today - known.last_on(q.id)).days for q in pool}
        return max(pool, key=lambda q: known[q.id].stability / max(1, last[q.id]), default=None)

    def _ahead(self, met: Set[QuestionId]) -> Question | None:
        """Nothing is due and nothing is new: the one that gains most by it."""
        known = self._of.known
        seen = [q for q in self._of.pool if q.id in known and q.id not in met and q.kind != "opinion"]
        if not seen:
            return None
        not_today = [q for q in seen if known.last_on(q.id) < self._of.today] or seen
        rested = [q for q in not_today if q.id not in self.resting]
        return self._other_topic(self._alike(rested or not_today))

    def _alike(self, seen: Sequence[Question]) -> list[Question]:
        """Those that gain about as much as the one that gains most, that one first."""
        known = self._of.known
        known.fetch(q.id for q in seen)
        gains = {q.id: self._of.gain(known[q.id]) for q in seen}
        ordered = sorted(seen, key=lambda q: -gains[q.id])
        most = gains[ordered[0].id]
        return [q for q in ordered if gains[q.id] >= most * ALIKE]

    def _in_turn(self, new: Sequence[Question]) -> list[Question]:
        """The first of each topic, then the second of each, and so on."""
        place: dict[TopicId, int] = {}
        rank: dict[QuestionId, int] = {}
        for question in self._of.pool:
            rank[question.id] = place[question.topic] = place.get(question.topic, -1) + 1
        return sorted(new, key=lambda q: rank[q.id])

    def _other_topic(self, questions: Sequence[Question]) -> Question:
        """The first of another topic than the question before, else the first."""
        steps = self._of.steps
        before = steps[-1].question if steps else None
        topic = next((q.topic for q in self._of.pool if q.id == before), None)
        return next((q for q in questions if q.topic != topic), questions[0])
