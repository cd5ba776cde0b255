"""The teacher of a simulated class rules on what was planted, takes it all back, and rules again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.classroom_course import Fault, Truth, read_course
from benchmarks.classroom_term import FURTHEST, TEACHER, Term, button, plain, wordings
from bot.words.spoken import Spoken

MENDED = ("learners", "sittings", "asked", "answers", "appeals", "reviews", "cards", "days", "item_tallies")
"""Tables that hold what learners did and what came of it."""
_CORRECTED = "SELECT DISTINCT learner_id FROM corrections WHERE state = 'made'"

Rows = Mapping[str, Sequence[tuple[object, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What came of it."""

    rulings: int
    questions: int
    """Of how many of the faults at least one wording was ruled right."""
    people: int
    """Whose memory was mended."""
    odd: int
    """Rows that are not what the log says, after the rulings."""
    as_rebuilt: bool
    """The rows of learners are the same after `recall rebuild`."""
    undone: bool
    """After undoing all of them every row was as it was before."""

    @property
    def holds(self) -> bool:
        """Whether all is as it has to be."""
        return bool(self.rulings) and not self.odd and self.as_rebuilt and self.undone


async def ruled_and_undone(term: Term) -> Ruled:
    """Rule, undo, rule again."""
    before = rows_of(term)
    given = await _rules(term)
    await _undo(term, given)
    undone = rows_of(term) == before
    given = await _rules(term)
    odd = term.bot.turn.rebuild(check=True).odd
    ruled = rows_of(term)
    term.bot.rebuild()
    people = [row[0] for row in term.rows(_CORRECTED)]
    return Ruled(
        rulings=len(given),
        questions=len(set(given.values())),
        people=len(people),
        odd=odd,
        as_rebuilt=rows_of(term) == ruled,
        undone=undone,
    )


def rows_of(term: Term) -> Rows:
    """All rows that a ruling can change, but for the teacher's own."""
    found = {}
    for table in MENDED:
        names = [row[1] for row in term.rows(f"PRAGMA table_info({table})")]
        whose = {"learners": "id"}.get(table, "learner_id")
        others = f" WHERE {whose} != {TEACHER}" if whose in names else ""
        found[table] = sorted(term.rows(f"SELECT * FROM {table}{others}"), key=repr)
    return found


async def _rules(term: Term) -> Mapping[str, str]:
    """Everything that is right and waits for a ruling is ruled right; the buttons that undo it, each with the
    question it was about."""
    course, given = read_course(term.faults), dict[str, str]()
    heard = await term.hears("/inbox")
    place = 1
    while place <= FURTHEST and f"{place} of" in plain(heard):
        fault = next((one for one in term.faults if _is_right(heard, one, course[one.question])), None)
        if fault is None:
            heard = await term.leaves(heard)
            place += 1
            continue
        heard = await term.taps(heard, "Right")
        if "Right anyway" in _labels(heard):
            heard = await term.taps(heard, "Right anyway")
        if "Undo the last one" in _labels(heard):
            given[button(heard, "Undo the last one").data] = fault.question
            place = 1
            heard = await term.hears("/inbox")
        else:
            heard = await term.leaves(heard)
            place += 1
    await _gone_through(term)
    return given


def _is_right(heard: Sequence[Spoken], fault: Fault, truth: Truth) -> bool:
    """Whether what is shown is about that question, and a teacher would say that those words are right."""
    said = {text.casefold() for text in wordings(heard)}
    missing = {text.casefold() for text in truth.rights if text not in fault.key}
    wrong = {text.casefold() for text in truth.misses}
    return truth.ask in plain(heard) and bool(said & missing) and not said & wrong


async def _undo(term: Term, given: Mapping[str, str]) -> None:
    """Each ruling is taken back, the newest first."""
    for data in reversed(list(given)):
        await term.bot.tap(TEACHER, data)
    await term.bot.send()
    await _gone_through(term)


async def _gone_through(term: Term) -> None:
    """The clock brings what a ruling leaves to be done."""
    while await term.bot.turn.tick():
        term.bot.clock.at += timedelta(seconds=1)
    await term.bot.send()


def _labels(heard: Sequence[Spoken]) -> Sequence[str]:
    return [choice.label for one in heard for row in one.choices for choice in row]
