"""What came of it: counted at the server and in the database, never told by the bot."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Connection, func, select

from benchmarks.crowd import FIRST
from benchmarks.faults.arrivals import Arrivals
from benchmarks.faults.people import GUESSES, Expected, guess, said_by
from bot.app.ports.outbox import Act, Lane
from bot.store.tables import outbox, reviews


@dataclass(slots=True)
class Tally:
    """Numbers of what went wrong; all but the first, the last two and `repeated` have to be 0."""

    tried: int = 0
    answers_lost: int = 0
    marked_twice: int = 0
    out_of_order: int = 0
    """People whose answers were handled, or who were told things, in another order."""
    prompts_doubled: int = 0
    prompts_lost: int = 0
    """Daily questions that did not arrive, and the bot does not know it."""
    replies_lost: int = 0
    broken: int = 0
    """Whatever else is wrong, such as a damaged file or a bot that did not end well."""
    repeated: int = 0
    """Replies that came twice, which they may."""
    uncertain: int = 0
    """Daily questions of which the bot knows that it does not know: not sent again, their day excused."""
    recovery: float = 0.0
    """Most seconds from the end of the fault until somebody who wrote then was answered."""

    def add(self, other: "Tally") -> None:
        """Both together."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            setattr(self, one.name, max(mine, theirs) if one.name == "recovery" else mine + theirs)

    @property
    def clean(self) -> bool:
        """Nothing was lost, doubled or out of order."""
        harmless = ("tried", "repeated", "uncertain", "recovery")
        return not any(getattr(self, one.name) for one in fields(self) if one.name not in harmless)


def tally(
    connection: Connection,
    arrivals: Arrivals,
    people: Sequence[int],
    subscribers: int,
    expected: Expected,
) -> Tally:
    """Count, when all is quiet."""
    said, found = said_by(connection), Tally()
    for person in people:
        wanted = [guess(person, number) for number in range(GUESSES) if number in expected.kept]
        kept = said.get(person, [])
        found.answers_lost += len(set(wanted) - set(kept))
        found.marked_twice += len(kept) - len(set(kept))
        told = arrivals.texts(person)
        found.replies_lost += len(set(expected.texts) - set(told))
        in_order = [text for text in expected.texts if text in told] == [
            text for text in told if text in expected.texts
        ]
        found.out_of_order += not (in_order and list(dict.fromkeys(kept)) == sorted(set(kept)))
        found.repeated += len(arrivals.by_chat[person]) - len(told)
    per_asked = Counter(connection.execute(select(reviews.c.asked_id)).scalars())
    found.marked_twice += sum(times - 1 for times in per_asked.values())
    _count_prompts(connection, arrivals, subscribers, found)
    return found


def _count_prompts(connection: Connection, arrivals: Arrivals, subscribers: int, found: Tally) -> None:
    lane = select(outbox.c.chat_id).where(outbox.c.lane == Lane.PROMPT, outbox.c.act == Act.SEND)
    uncertain = set(connection.execute(lane.where(outbox.c.state == "uncertain")).scalars())
    for person in range(FIRST, FIRST + subscribers):
        came = len(arrivals.by_chat[person])
        found.prompts_doubled += max(0, came - 1)
        found.prompts_lost += not came and person not in uncertain
    found.uncertain += len(uncertain)


def unsettled(connection: Connection) -> int:
    """Messages that have not left, or of which nobody knows yet."""
    waits = outbox.c.state.in_(["pending", "claimed"])
    return connection.execute(select(func.count()).select_from(outbox).where(waits)).scalar_one()
