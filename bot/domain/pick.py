"""What to ask next.

Rules: a sitting asks a handful of different questions. What was missed in it comes again after two
others, never right after itself. Of the rest: up to two that were missed in an earlier sitting, then
new ones in the deck's order, then the one not asked for the longest time. None twice while the
pool lasts.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from bot.domain.question import Question, QuestionId

CARRIED = 2
"""How many questions missed earlier a sitting takes up; more would turn it into a wall."""
APART = 2
"""How many other questions lie between a miss and its return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a learner last did with a question."""

    first: datetime
    last: datetime
    passed: bool
    """Of the latest time."""


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
    memory: Mapping[QuestionId, Memory]
    steps: Sequence[Step]
    """This sitting so far."""
    size: int
    started: datetime
    """When this sitting began."""


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


def _met(steps: Sequence[Step]) -> Set[QuestionId]:
    return {step.question for step in steps}


def _to_return(steps: Sequence[Step]) -> list[QuestionId]:
    """Missed once in this sitting and not asked again since, oldest first."""
    asked = [step.question for step in steps]
    return [step.question for step in steps if step.passed is False and asked.count(step.question) == 1]


def _others_since(steps: Sequence[Step], id: QuestionId) -> int:
    asked = [step.question for step in steps]
    return len(asked) - 1 - asked.index(id)


def _fresh(table: Table) -> Question | None:
    """A question this sitting has not had."""
    met, memory = _met(table.steps), table.memory
    rest = [q for q in table.pool if q.id not in met and not (q.kind == "opinion" and q.id in memory)]
    missed = [q for q in rest if q.id in memory and not memory[q.id].passed]
    carried = sum(1 for id in met if id in memory and memory[id].first < table.started)
    if missed and carried < CARRIED:
        return min(missed, key=lambda q: memory[q.id].last)
    new = [q for q in rest if q.id not in memory]
    return new[0] if new else min(rest, key=lambda q: memory[q.id].last, default=None)
