"""The tables of second opinions. Without a model nothing is written here."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, Table, Text

from bot.store.columns import (
    LocalDate,
    Moment,
    Words,
    leaving_learner_id,
    loose_learner_id,
    metadata,
    only_where,
    row_id,
)

second_opinions = Table(
    "second_opinions",
    metadata,
    Column("snapshot", Text, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    loose_learner_id(),
    Column("says", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", Words, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""One a version of a question and normal form of an answer, by their hashes. Whose answer was the first is
named because a reason may repeat their words: it goes with their data."""

second_opinion_jobs = Table(
    "second_opinion_jobs",
    metadata,
    row_id(),
    Column("learner_id", BigInteger, nullable=False),
    Column("asked_id", BigInteger),
    Column("round_id", BigInteger),
    Column("place", Integer),
    Column("draft_id", BigInteger),
    Column("news", Text),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("until", Moment),
    Column("owner", Text),
    Index(None, "learner_id", "asked_id"),
    Index("ix_second_opinion_jobs_waiting", "id", **only_where("state = 'waiting'")),
    sqlite_autoincrement=True,
)
"""Who waits for an opinion, on what; and of those who were told one, that they were. A player of a round need
not be a learner. With a `draft_id` an author waits for proposals. `news` of the streak, as JSON, is
told again where the message is."""

second_opinion_days = Table(
    "second_opinion_days",
    metadata,
    Column("day", LocalDate, primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("tokens", BigInteger, nullable=False),
)
"""What was spent on each day, by UTC."""

second_opinion_refusals = Table(
    "second_opinion_refusals",
    metadata,
    leaving_learner_id(),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""Who wants no model to be asked about their answers."""
