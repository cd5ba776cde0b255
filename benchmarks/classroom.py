"""A simulated class, with faults planted in the key of its course: does the teacher see them in time?

    python -m benchmarks.classroom
    python -m benchmarks.classroom --faults held-out --seed 2 --weeks 2

Learners join by the link of a class and learn for some weeks (`benchmarks.classroom_people`), in the
product itself over an SQLite file. Told is, after some of the weeks, at which place of /inbox and of the
hard questions each planted fault stands, by what a teacher reads there. In the end the teacher rules by the
buttons on all that was planted; every memory has to be what the log says, undoing has to put every row back
as it was, and the rulings are given again. Nothing is sent anywhere. Exits with 1 if anything of it does
not hold.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.classroom_course import SETS, Fault
from benchmarks.classroom_term import Place, Term
from benchmarks.classroom_verdict import Ruled, ruled_and_undone
from bot.domain.items import K_SHARES

TOLD_AFTER = (1, 2, 4, 12)
"""Weeks."""
FIRST, BY_WEEK = 10, 2
"""Where a fault has to stand, and by when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of it."""

    places: Mapping[int, Sequence[Place]]
    """By the week after which they were looked for."""
    ruled: Ruled

    @property
    def late(self) -> Sequence[Fault]:
        """Faults that were not among the first in time, though enough people had met them."""
        places = self.places.get(BY_WEEK, ())
        return [one.fault for one in places if one.met >= K_SHARES and not is_seen(one)]


def is_seen(place: Place) -> bool:
    """Whether it is among the first of one of the lists."""
    return any(at is not None and at <= FIRST for at in (place.inbox, place.hard))


async def simulated(term: Term, weeks: int, tell: Callable[[str], None]) -> Found:
    """Live the weeks, and rule in the end."""
    places: dict[int, Sequence[Place]] = {}
    begun = time.process_time()
    await term.begins()
    for week in range(1, weeks + 1):
        await term.lives(7)
        if week in TOLD_AFTER or week == weeks:
            places[week] = await term.places()
            tell(_week(term, week, places[week], time.process_time() - begun))
    ruled = await ruled_and_undone(term)
    tell(_ruled(ruled))
    return Found(places=places, ruled=ruled)


def _week(term: Term, week: int, places: Sequence[Place], spent: float) -> str:
    answered = term.rows("SELECT count(*) FROM reviews")[0][0]
    lines = [
        f"Week {week}: {answered} questions answered; {term.insisted} times somebody said that they were "
        f"right, {term.rightly} times rightly ({spent:.0f} s of processor time)",
        f"  {'':15} {'question':13} {'met by':>7} {'/inbox':>7} {'hard':>5}",
    ]
    for one in places:
        name = f"  {one.fault.what:15} {one.fault.question:13}"
        lines.append(f"{name} {one.met:>7} {one.inbox or '-':>7} {one.hard or '-':>5}")
    return "\n".join(lines)


def _ruled(ruled: Ruled) -> str:
    return (
        f"{ruled.rulings} rulings on {ruled.questions} of the questions mend the memory of {ruled.people} "
        f"people; {ruled.odd} rows are out of step with the log, a rebuild changes "
        f"{'nothing' if ruled.as_rebuilt else 'SOMETHING'}; undone, every row is as it was: "
        f"{'yes' if ruled.undone else 'NO'}"
    )


def main() -> int:
    """Simulate, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", choices=sorted(SETS), default="first")
    given = parser.parse_args()

    async def run(folder: Path) -> Found:
        term = Term.of(folder, given.people, given.seed, SETS[given.faults])
        try:
            return await simulated(term, given.weeks, _tell)
        finally:
            await term.close()

    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run(Path(folder)))
    for fault in found.late:
        _tell(f"Not among the first {FIRST} by week {BY_WEEK}: {fault.what}, {fault.question}")
    return 1 if found.late or not found.ruled.holds else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
