"""The tables. A column `learner_id` makes a row part of that person's data: exported, and erased.

Tables that grow are keyed or indexed by person or chat first, so that a database spread over several
machines can keep what belongs together in one place. Ids are never used again (`sqlite_autoincrement`):
an old button must not act on a newer row. There are no deferred constraints: they would fail a whole
group of works at its COMMIT.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

import bot.store.authoring.deck_tables
import bot.store.authoring.tables
import bot.store.classes.tables
import bot.store.daily.tables
import bot.store.operating.tables
import bot.store.posts.tables
import bot.store.rounds.tables
import bot.store.second_opinion.tables  # noqa: F401 - all tables are known once this module is
from bot.store.columns import LocalDate, Moment, Words, learner_id, loose_learner_id, only_where, row_id
from bot.store.columns import metadata as metadata

learners = Table(
    "learners",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    Column("language", Words),
    Column("zone", Text),
    Column("here", Boolean, nullable=False),
    Column("since", Moment, nullable=False),
    Column("deck", Text),
    Column("flow", Boolean, nullable=False),
    Column("live", Text),
    Column("exam", LocalDate),
    Column("new_cap", Integer, nullable=False, server_default=text("10")),
    Column("review_cap", Integer, nullable=False, server_default=text("30")),
    Column("ahead", Boolean, nullable=False, server_default=true()),
    Column("paused_from", LocalDate),
    Column("paused_until", LocalDate),
    Column("rest_days", Integer, nullable=False, server_default=text("0")),
    Column("weekly", Boolean, nullable=False, server_default=false()),
    Column("quiet_from", Time, nullable=False, server_default=text("'22:00:00'")),
    Column("quiet_to", Time, nullable=False, server_default=text("'07:00:00'")),
    Column("offered", Boolean, nullable=False, server_default=false()),
    Column("milestone", Integer, nullable=False, server_default=text("0")),
    Column("rest_from", LocalDate),
    Column("carries", Boolean, nullable=False, server_default=false()),
    Column("streak_length", Integer, nullable=False, server_default=text("0")),
    Column("streak_longest", Integer, nullable=False, server_default=text("0")),
    Column("streak_since", LocalDate),
    Column("streak_last_on", LocalDate),
    Column("streak_answered_at", Moment),
    Column("days_counted", Integer, nullable=False, server_default=text("0")),
    Column("freezes", Integer, nullable=False, server_default=text("1")),
    Column("ledger_from", LocalDate),
    Column("ledger_answered_at", Moment),
    Column("expected", Text),
    Column("returned_on", LocalDate),
    Column("mended", Boolean, nullable=False, server_default=false()),
    Column("in_class", Boolean, nullable=False, server_default=false()),
    Column("own_questions", Boolean, nullable=False, server_default=false()),
)
"""Columns with a default of the server's came after the first release, whose inserts know nothing of them.

From `streak_length` to `freezes` stands what the ledger (`days`) comes to before the date `ledger_from`, the
newest day that counts; `ledger_answered_at` is the latest review of that day."""

sittings = Table(
    "sittings",
    metadata,
    row_id(),
    learner_id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("deck", Text, nullable=False),
    Column("topic", Text),
    Column("size", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("uq_sittings_running", "learner_id", "chat_id", unique=True, **only_where("ended_at IS NULL")),
    Index(None, "learner_id"),
    sqlite_autoincrement=True,
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("content", Text, nullable=False),
)
"""Questions as they were when they were asked, each once. `asked.snapshot` holds the hash of one (see
`bot.store.snapshots`), or the content itself: of somebody's own question, which goes with them, and in a row
that the code before 0006 wrote."""

asked = Table(
    "asked",
    metadata,
    row_id(),
    learner_id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("sitting_id", BigInteger, ForeignKey("sittings.id")),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("hints", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("completions", Integer, nullable=False),
    Column("have", Text, nullable=False),
    Column("credit", Float, nullable=False),
    Column("first", Text),
    Column("messages", Integer, nullable=False),
    Column("post_id", BigInteger),
    Column("picked", Text),
    Index("uq_asked_open", "learner_id", "chat_id", unique=True, **only_where("state = 'open'")),
    Index("uq_asked_comparing", "learner_id", "chat_id", unique=True, **only_where("state = 'comparing'")),
    Index(None, "learner_id", "closed_at"),
    Index(None, "sitting_id"),
    Index("ix_asked_answered", "question", "id", **only_where("tries > 0")),
    sqlite_autoincrement=True,
)

sent_files = Table(
    "sent_files",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    row_id(),
    Column("learner_id", BigInteger, nullable=False),
    Column("asked_id", BigInteger, ForeignKey("asked.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("at", Moment, nullable=False),
    Column("said", Words),
    Column("mark", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("credit", Float, nullable=False),
    Column("marker", Text, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
    Index(None, "asked_id"),
    Index("ix_answers_words", "at", **only_where("said IS NOT NULL")),
    Index("ix_answers_doubtful", "at", **only_where("mark = 'doubtful' AND said IS NOT NULL")),
    sqlite_autoincrement=True,
)
"""A person's answers are found by their questions (`asked_id`): there is no index by `learner_id`, and so no
foreign key either, for which all answers would be searched whenever a person is removed."""

reviews = Table(
    "reviews",
    metadata,
    row_id(),
    learner_id(),
    Column("asked_id", BigInteger, ForeignKey("asked.id"), nullable=False),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("local_date", LocalDate, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("credit", Float, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("marker", Text, nullable=False),
    UniqueConstraint("asked_id"),
    Index(None, "learner_id", "question"),
    Index(None, "learner_id", "local_date"),
    sqlite_autoincrement=True,
)

days = Table(
    "days",
    metadata,
    learner_id(key=True),
    Column("local_date", LocalDate, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

retired = Table(
    "retired",
    metadata,
    learner_id(key=True),
    Column("question", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

appeals = Table(
    "appeals",
    metadata,
    row_id(),
    learner_id(),
    Column("asked_id", BigInteger, ForeignKey("asked.id"), nullable=False),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("said", Words),
    Column("was", Text, nullable=False),
    Column("self_mark", Text),
    UniqueConstraint("asked_id"),
    Index(None, "learner_id"),
    Index("ix_appeals_words", "at", **only_where("said IS NOT NULL")),
    sqlite_autoincrement=True,
)

reports = Table(
    "reports",
    metadata,
    row_id(),
    learner_id(),
    Column("asked_id", BigInteger, ForeignKey("asked.id"), nullable=False),
    Column("deck", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Words, nullable=False),
    Column("said", Words),
    Index(None, "learner_id"),
    Index(None, "asked_id"),
    Index("ix_reports_words", "at", **only_where("said IS NOT NULL")),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("learner_id", BigInteger),
    Column("lane", Integer, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("act", Text, nullable=False),
    Column("spoken", Words, nullable=False),
    Column("slot", Text),
    Column("answering", BigInteger),
    Column("fleeting", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("settled_at", Moment),
    Column("message_id", BigInteger),
    Column("thread", BigInteger),
    Column("owner", Text),
    Index("ix_outbox_unsettled", "chat_id", "id", **only_where("state IN ('pending', 'claimed')")),
    Index("ix_outbox_urgent", "urgency", "id", **only_where("state = 'pending'")),
    Index("ix_outbox_due", "due", **only_where("state = 'pending'")),
    Index("ix_outbox_claimed", "lease_until", **only_where("state = 'claimed'")),
    Index("ix_outbox_settled", "settled_at", **only_where("settled_at IS NOT NULL")),
    Index(None, "learner_id", "chat_id"),
    sqlite_autoincrement=True,
)
"""`lane` says how a message is sent, `urgency` when, `owner` which process claimed it last: see
`bot.store.outbox`."""

messages = Table(
    "messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("learner_id", BigInteger),
    Column("slot", Text, nullable=False),
    Index(None, "chat_id", "slot"),
    Index("ix_messages_learner_id", "learner_id", **only_where("learner_id IS NOT NULL")),
    sqlite_with_rowid=False,
)
"""Which slot a message of ours was sent in. A slot sent twice is, from then on, its newest message.

`learner_id` is null in private, where the number of the chat is the person's."""

seen_updates = Table(
    "seen_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    loose_learner_id(),
    Column("lane", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("raw", Text, nullable=False),
)
"""Updates that are acknowledged and not handled yet; `received_at` orders them."""

dead_updates = Table(
    "dead_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    loose_learner_id(),
    Column("at", Moment, nullable=False, index=True),
    Column("error", Words, nullable=False),
    Column("raw", Words, nullable=False),
)

bots = Table(
    "bots",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
)
"""One row: the bot that the database belongs to (`bot.store.bound`)."""

chores = Table(
    "chores",
    metadata,
    Column("name", Text, primary_key=True),
    Column("due", Moment, nullable=False),
)

process_leases = Table(
    "process_leases",
    metadata,
    Column("lease", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Moment, nullable=False),
)
"""A row for each part of the work that one process does alone, and one for each process that lives: see
`bot.store.process_leases`."""
