"""Work that comes round by the clock, and what retention takes away."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.store import inbox, outbox_settle
from bot.store.account.learners import Rows
from bot.store.posts.posts import forget_forwards
from bot.store.posts.tables import post_answers
from bot.store.rounds.tables import guesses
from bot.store.second_opinion.tables import second_opinion_jobs, second_opinions
from bot.store.tables import answers, appeals, chores, reports
from bot.store.upsert import insert_or_replace

_DUE = select(chores.c.due).where(chores.c.name == bindparam("which"))
_REBUILD = "rebuild"
"""The chore that a migration leaves where new columns have to be filled from the logs."""


class RetentionRows(Rows):
    """`bot.app.ports.account.RetentionRepository`."""

    __slots__ = ()

    def retention_due(self, name: str, now: datetime) -> bool:
        """True if the chore's time has come, or it was never set."""
        due = self.connection.execute(_DUE, {"which": name}).scalar()
        return due is None or due <= now

    def set_retention_due(self, name: str, due: datetime) -> None:
        """Do it again at `due`."""
        insert_or_replace(self.connection, chores, {"name": name, "due": due}, key=["name"])

    def rebuild_due(self) -> bool:
        """True if what is derived from the logs has to be made anew, as a migration asked for."""
        return self.connection.execute(_DUE, {"which": _REBUILD}).scalar() is not None

    def rebuild_done(self) -> None:
        """It was made anew."""
        self.connection.execute(delete(chores).where(chores.c.name == _REBUILD))

    def blank_texts(self, before: datetime, waiting_before: datetime) -> int:
        """Blank what people said, where it is older than `before`; what waits for an author, where it is
        older than `waiting_before` (rows stay). How many."""
        kept_until = {appeals: waiting_before, reports: waiting_before}
        return sum(
            self.connection.execute(
                update(table)
                .where(table.c.said.is_not(None), table.c.at < kept_until.get(table, before))
                .values(said=None)
            ).rowcount
            for table in (answers, appeals, reports, guesses, post_answers)
        )

    def forget_opinions(self, before: datetime) -> int:
        """Remove what a model said, and who waited for it, where it is older than that; how many rows."""
        old = (delete(table).where(table.c.at < before) for table in (second_opinions, second_opinion_jobs))
        return sum(self.connection.execute(statement).rowcount for statement in old)

    def forget_traces(
        self, updates_before: datetime, messages_before: datetime, dead_before: datetime
    ) -> int:
        """Remove seen update numbers, settled messages and dead updates older than that; how many."""
        return (
            inbox.forget_seen(self.connection, updates_before)
            + outbox_settle.forget_settled(self.connection, messages_before)
            + inbox.forget_dead(self.connection, dead_before)
            + forget_forwards(self.connection, dead_before)
        )
