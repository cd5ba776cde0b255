"""The one thread that writes to SQLite, and what makes it fast and safe: group commit.

Works that wait together are run as savepoints under one COMMIT, so that they share its one wait for
the disk. Policy:
- A work that raises is undone alone; the rest of its group goes on.
- A full disk makes SQLite roll back the whole transaction without a word, and what follows would be
  committed piece by piece. So the raw connection is asked after each savepoint and before the COMMIT
  whether it is still in a transaction. If not, the group is lost and its connection thrown away.
- A lost group is run again one work at a time, so that the one to blame fails alone.
- Nobody gets a result before the COMMIT.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Engine

from bot.app.ports.errors import StoreError
from bot.store import snapshots
from bot.store.engine import commit, is_alive
from bot.store.errors import store_error_of

LARGEST_GROUP = 64

Work = Callable[[Connection], Any]


class Job(Struct, frozen=True):
    """A work, and where its result goes."""

    work: Work
    result: "Future[Any]"


class Outcome(Struct, frozen=True):
    """What a work came to within its group; worth nothing until the group is committed."""

    value: Any = None
    fault: BaseException | None = None


class GroupLost(Exception):
    """The transaction went away under the group. Its cause, if it has one, is what was noticed first."""


class Writer:
    """Runs works one after another in a thread of its own."""

    def __init__(self, engine: Engine, still_there: Callable[[], None] = lambda: None) -> None:
        """`still_there` is called before each group and each COMMIT (a new connection would make a missing
        file, and an old one write to it), and raises if what is written would be lost."""
        self._engine = engine
        self._still_there = still_there
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="store writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> "Future[Any]":
        """Queue a work. Raises RuntimeError after `stop`."""
        job = Job(work, Future())
        with self._door:
            if self._closed:
                raise RuntimeError("the database is closed")
            self._jobs.put(job)
        return job.result

    def stop(self) -> None:
        """Finish what is queued, then end. Twice is once."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()
        self._engine.dispose()

    def _serve(self) -> None:
        more = True
        while more:
            jobs, more = self._next_group()
            self._settle([job for job in jobs if job.result.set_running_or_notify_cancel()])

    def _next_group(self) -> tuple[list[Job], bool]:
        """The jobs that wait now, at least one, and whether there can be more after them."""
        jobs: list[Job] = []
        try:
            while len(jobs) < LARGEST_GROUP:
                job = self._jobs.get(block=not jobs)
                if job is None:
                    return jobs, False
                jobs.append(job)
        except queue.Empty:
            pass
        return jobs, True

    def _settle(self, jobs: Sequence[Job]) -> None:
        if not jobs:
            return
        try:
            outcomes = run_group(self._engine, [job.work for job in jobs], self._still_there)
        except GroupLost as lost:
            if len(jobs) == 1:
                jobs[0].result.set_exception(_trouble_after(lost))
            else:
                for job in jobs:
                    self._settle([job])
        except BaseException as fault:  # the thread has to outlive whatever happens
            for job in jobs:
                job.result.set_exception(store_error_of(fault) or fault)
        else:
            for job, outcome in zip(jobs, outcomes, strict=True):
                if outcome.fault is None:
                    job.result.set_result(outcome.value)
                else:
                    job.result.set_exception(store_error_of(outcome.fault) or outcome.fault)


def run_group(
    engine: Engine, works: Sequence[Work], still_there: Callable[[], None] = lambda: None
) -> list[Outcome]:
    """Run the works as savepoints of one transaction and commit it.

    Raises GroupLost if the transaction went away or could not be committed (nothing of it was kept), and
    SQLAlchemy's errors if it could not begin.
    """
    still_there()
    with engine.connect() as connection:
        connection.begin()
        snapshots.undone(connection)
        try:
            outcomes = [_alone(connection, works[0])] if len(works) == 1 else []
            outcomes = outcomes or [_attempt(connection, work) for work in works]
            if all(outcome.fault is not None for outcome in outcomes):
                connection.rollback()
            else:
                _commit(connection, still_there)
                snapshots.committed(connection)
        except BaseException:
            connection.invalidate()
            raise
    return outcomes


def _alone(connection: Connection, work: Work) -> Outcome:
    """The only work of a group: it is undone with the whole transaction, so it needs no savepoint."""
    try:
        value = work(connection)
    except BaseException as fault:  # also SystemExit: it is the caller's, not this thread's
        if not is_alive(connection):
            raise GroupLost from fault
        return Outcome(fault=fault)
    return Outcome(value=value)


def _attempt(connection: Connection, work: Work) -> Outcome:
    # Said to the driver: SQLAlchemy's object for a savepoint costs more than both statements.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("SAVEPOINT work")
    try:
        value = work(connection)
    except BaseException as fault:  # also SystemExit: it is the caller's, not this thread's
        if not is_alive(connection):
            raise GroupLost from fault
        driver.execute("ROLLBACK TO work")
        driver.execute("RELEASE work")
        snapshots.undone(connection)
        return Outcome(fault=fault)
    if not is_alive(connection):
        raise GroupLost
    driver.execute("RELEASE work")
    if not is_alive(connection):
        raise GroupLost
    return Outcome(value=value)


def _commit(connection: Connection, still_there: Callable[[], None]) -> None:
    if not is_alive(connection):
        raise GroupLost
    try:
        still_there()
        commit(connection)
    except Exception as fault:
        raise GroupLost from fault


def _trouble_after(lost: GroupLost) -> BaseException:
    """What the one work to blame is told: the trouble if there was one, else its own fault."""
    if lost.__cause__ is not None:
        return store_error_of(lost.__cause__) or lost.__cause__
    trouble = StoreError("The database gave the transaction up (is the disk full?). Nothing was done.")
    trouble.__cause__ = lost
    return trouble
