"""What to ask next.

Rules, in this order. What was missed in this sitting comes again after two others, never right after
itself. Then, until the sitting has had its handful of different questions: what is due, the least
remembered first; new ones, the topics taking turns; and when neither is left for today, the one nearest
to forgetting, or nothing for those who would rather be told so. Two questions of one topic do not follow
each other while another one will do. None comes twice while the pool lasts.

What was promised for the day after (a miss, or a hard one) is kept before anything else. Beyond that, a
learner who is asked little can't be held at nine in ten: what is due would fill every place, and they would
never meet the rest. So while there are new ones, what else is due has one place in five, and a set of fewer
than five uses the pool up first. Later, when more is due than there are places, those go to what has been
due longest, so that nothing waits for ever behind the few that will not stick. docs/benchmarks.md has the
figures.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from bot.domain.question import Question, QuestionId, TopicId

APART = 2
"""How many other questions lie between a miss and its return."""
DUE_OF = 5
"""While there are new ones, one place in so many of a sitting is for what is due."""
ALIKE = 0.05
"""Chances to know that differ by less are alike: then the topic decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a learner's memory of a question."""

    due_on: date
    last_on: date
    """The learner's day of the latest review."""
    recall: float
    """The chance, 0 … 1, that it is known right now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A question already asked in this sitting; `passed` is None while it is open or was skipped."""

    question: QuestionId
    passed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything the choice depends on."""

    pool: Sequence[Question]
    """Questions of the chosen topics in the deck's order, without those put away."""
    known: Mapping[QuestionId, Known]
    steps: Sequence[Step]
    """This sitting so far."""
    size: int
    today: date
    new_left: int
    """New questions that may still be asked today."""
    reviews_left: int
    """Reviews that may still be asked today; what is over the cap waits, the best known first."""
    ahead: bool = True
    """Nothing due and nothing new: ask the one nearest to forgetting."""
    exam: date | None = None
    """The day it all has to be known: intervals shrink towards it."""


def pick(table: Table) -> Question | None:
    """The next question, or None when the sitting is over."""
    by_id = {question.id: question for question in table.pool}
    again = [id for id in _to_return(table.steps) if id in by_id]
    ripe = [id for id in again if _others_since(table.steps, id) >= APART]
    if ripe:
        return by_id[ripe[0]]
    if len(_met(table.steps)) < table.size and (fresh := _fresh(table)):
        return fresh
    apart = [id for id in again if id != table.steps[-1].question]
    return by_id[apart[0]] if apart else None


def returns_soon(table: Table) -> bool:
    """Whether the last question of `table.steps`, just missed, comes again within this sitting."""
    last = table.steps[-1].question
    if last not in _to_return(table.steps):
        return False
    others = any(id != last for id in _to_return(table.steps))
    return others or (len(_met(table.steps)) < table.size and _fresh(table) is not None)


def due_day(known: Known, exam: date | None) -> date:
    """The day it is due. With an exam ahead no interval is longer than half the way there."""
    if exam is None or known.last_on >= exam:
        return known.due_on
    half = max(1, (exam - known.last_on).days // 2)
    return min(known.due_on, date.fromordinal(known.last_on.toordinal() + half))


def due_among(
    pool: Iterable[Question], known: Mapping[QuestionId, Known], on: date, exam: date | None
) -> int:
    """How many questions of the pool are due on that day."""
    return sum(1 for q in pool if _scheduled(q, known) and due_day(known[q.id], exam) <= on)


def _met(steps: Sequence[Step]) -> Set[QuestionId]:
    return {step.question for step in steps}


def _to_return(steps: Sequence[Step]) -> list[QuestionId]:
    """Missed once in this sitting and not asked again since, oldest first."""
    asked = [step.question for step in steps]
    return [step.question for step in steps if step.passed is False and asked.count(step.question) == 1]


def _others_since(steps: Sequence[Step], id: QuestionId) -> int:
    asked = [step.question for step in steps]
    return len(asked) - 1 - asked.index(id)


def _scheduled(question: Question, known: Mapping[QuestionId, Known]) -> bool:
    return question.id in known and question.kind != "opinion"


def _fresh(table: Table) -> Question | None:
    """A question this sitting has not had."""
    met = _met(table.steps)
    rest = [q for q in table.pool if q.id not in met]
    new = [q for q in rest if q.id not in table.known] if table.new_left > 0 else []
    seen = [q for q in rest if _scheduled(q, table.known)]
    due = [q for q in seen if due_day(table.known[q.id], table.exam) <= table.today]
    promised = [q for q in due if _promised(table, q)] if table.reviews_left > 0 else []
    if promised:
        return _other_topic(table, _alike(table, promised))
    places = (table.size // DUE_OF if new else table.size) - len(met)
    if due and (room := min(places, table.reviews_left)) > 0:
        return _other_topic(table, _alike(table, due if new else _longest(table, due)[:room]))
    if new:
        return _other_topic(table, _in_turn(table, new))
    if not table.ahead or not seen:
        return None
    not_today = [q for q in seen if table.known[q.id].last_on < table.today]
    return _other_topic(table, _alike(table, not_today or seen))


def _promised(table: Table, question: Question) -> bool:
    """Whether it was said to come back the day after it was last asked."""
    memory = table.known[question.id]
    return memory.due_on.toordinal() - memory.last_on.toordinal() <= 1


def _longest(table: Table, due: Sequence[Question]) -> list[Question]:
    """What has been due longest first; of one day, the least remembered first."""
    known = table.known
    return sorted(due, key=lambda q: (due_day(known[q.id], table.exam), known[q.id].recall))


def _alike(table: Table, seen: Sequence[Question]) -> list[Question]:
    """Those remembered about as badly as the least remembered, that one first."""
    ordered = sorted(seen, key=lambda q: table.known[q.id].recall)
    least = table.known[ordered[0].id].recall
    return [q for q in ordered if table.known[q.id].recall - least < ALIKE]


def _in_turn(table: Table, new: Sequence[Question]) -> list[Question]:
    """The first of each topic, then the second of each, and so on."""
    place: dict[TopicId, int] = {}
    rank: dict[QuestionId, int] = {}
    for question in table.pool:
        rank[question.id] = place[question.topic] = place.get(question.topic, -1) + 1
    return sorted(new, key=lambda q: rank[q.id])


def _other_topic(table: Table, candidates: Sequence[Question]) -> Question:
    """The first of another topic than the question before, else the first."""
    topics = {q.id: q.topic for q in table.pool}
    before = topics.get(table.steps[-1].question) if table.steps else None
    return next((q for q in candidates if q.topic != before), candidates[0])
