"""The bot most people would write, to compare with: python-telegram-bot's Application, SQLAlchemy's ORM with
an asynchronous driver, and rapidfuzz's WRatio.

    python -m benchmarks.usual_bot ADDRESS TOKEN DATABASE CONTENT

It asks, marks, counts a streak, remembers when a question is due (Leitner boxes), and says all about an
answer in one message with a button. It is written to be fast: updates side by side, one session and six
statements an answer, SQLite with a write-ahead log that is not flushed at each commit, one writer at a time.
It needs the extra `bench` and nothing of Recall's.
"""

import asyncio
import html
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import BigInteger, DateTime, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update, ext

from benchmarks.questions import Question, load

ENOUGH = 80  # of WRatio, for a right answer
BOXES = (1, 3, 7, 21, 60)
"""Days until a question comes back."""
BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("Another question", callback_data="skip")]])


class Base(DeclarativeBase):
    """The tables."""


class Learner(Base):
    """Somebody, with the question that is open and the streak."""

    __tablename__ = "learners"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str]
    question: Mapped[str]
    streak: Mapped[int] = mapped_column(default=0)
    last_day: Mapped[date | None]


class Card(Base):
    """What somebody remembers of a question."""

    __tablename__ = "cards"
    learner_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    box: Mapped[int] = mapped_column(default=0)
    due: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Answer(Base):
    """The log of answers."""

    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(BigInteger, index=True)
    question: Mapped[str]
    text: Mapped[str]
    right: Mapped[bool]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


def is_right(question: Question, said: str) -> bool:
    """Whether any accepted answer is near enough."""
    return any(fuzz.WRatio(said.lower(), one.lower()) >= ENOUGH for one in question.accept)


class UsualBot:
    """The handlers."""

    def __init__(self, engine: AsyncEngine, questions: Mapping[str, Question]) -> None:
        self.engine = engine
        self.sessions = async_sessionmaker(engine, expire_on_commit=False)
        self.questions = questions
        self.chance = Random(1)
        # Without it SQLite says "database is locked" as soon as two answers come together.
        self.writer = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    async def start(self, update: Update, context: ext.ContextTypes.DEFAULT_TYPE) -> None:
        """/start: make the learner, and ask."""
        who, message = update.effective_user, update.effective_message
        if not (who and message):
            return
        async with AsyncExitStack() as stack:
            session = await self._session(stack)
            learner = await session.get(Learner, who.id, with_for_update=True)
            if learner is None:
                first = self.chance.choice(list(self.questions))
                session.add(learner := Learner(id=who.id, name=who.first_name, question=first))
            await session.commit()
        text = f"Welcome, {html.escape(who.first_name)}.\n\n{self._ask(learner)}"
        await message.reply_html(text, reply_markup=BUTTON)

    async def answer(self, update: Update, context: ext.ContextTypes.DEFAULT_TYPE) -> None:
        """A text: mark it, remember, and ask the next."""
        who, message = update.effective_user, update.effective_message
        if not (who and message and message.text):
            return
        now = datetime.now(UTC)
        async with AsyncExitStack() as stack:
            session = await self._session(stack)
            learner = await session.get(Learner, who.id, with_for_update=True)
            if learner is None:
                await message.reply_text("Say /start.")
                return
            question = self.questions[learner.question]
            right = is_right(question, message.text)
            said = Answer(learner_id=who.id, question=question.id, text=message.text, right=right, at=now)
            session.add(said)
            await self._remember(session, said)
            learner.question = await self._next(session, who.id, now)
            _count_day(learner, now.date())
            await session.commit()
        verdict = "✅ Right." if right else f"❌ Not quite: {html.escape(question.answer)}"
        text = f"{verdict}\nStreak: {learner.streak}\n\n{self._ask(learner)}"
        await message.reply_html(text, reply_markup=BUTTON)

    async def tap(self, update: Update, context: ext.ContextTypes.DEFAULT_TYPE) -> None:
        """The button: another question."""
        query, who = update.callback_query, update.effective_user
        if not (query and who):
            return
        async with AsyncExitStack() as stack:
            session = await self._session(stack)
            learner = await session.get(Learner, who.id, with_for_update=True)
            if learner is None:
                return
            learner.question = await self._next(session, who.id, datetime.now(UTC))
            await session.commit()
        await query.answer()
        await query.edit_message_text(self._ask(learner), parse_mode="HTML", reply_markup=BUTTON)

    async def _session(self, stack: AsyncExitStack) -> AsyncSession:
        if self.writer:
            await stack.enter_async_context(self.writer)
        return await stack.enter_async_context(self.sessions())

    async def _remember(self, session: AsyncSession, answer: Answer) -> None:
        key = {"learner_id": answer.learner_id, "question": answer.question}
        card = await session.get(Card, key) or Card(**key, box=0)
        card.box = min(card.box + 1, len(BOXES) - 1) if answer.right else 0
        card.due = answer.at + timedelta(days=BOXES[card.box])
        session.add(card)

    async def _next(self, session: AsyncSession, learner: int, now: datetime) -> str:
        """What is due first, else one not met yet, else any."""
        met = select(Card.question, Card.due).where(Card.learner_id == learner).order_by(Card.due)
        cards = (await session.execute(met)).all()
        if cards and cards[0].due.replace(tzinfo=UTC) <= now:
            return str(cards[0].question)
        fresh = self.questions.keys() - {card.question for card in cards}
        return self.chance.choice(sorted(fresh or self.questions))

    def _ask(self, learner: Learner) -> str:
        asked = self.questions[learner.question]
        return html.escape("\n• ".join((asked.ask, *asked.options)))

    async def set_up(self, _: object) -> None:
        """Make the tables that are missing."""
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)


def _count_day(learner: Learner, today: date) -> None:
    if learner.last_day != today:
        learner.streak = learner.streak + 1 if learner.last_day == today - timedelta(days=1) else 1
        learner.last_day = today


def _set_up_sqlite(raw: Any, _: object) -> None:
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = NORMAL")


def main(address: str, token: str, database: str, content: str) -> None:
    """Serve by polling, until SIGTERM."""
    engine = create_async_engine(database)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    bot = UsualBot(engine, load(Path(content)))
    builder = ext.ApplicationBuilder().token(token).base_url(f"{address}/bot").concurrent_updates(True)
    application: ext.Application[Any, Any, Any, Any, Any, Any] = builder.post_init(bot.set_up).build()
    application.add_handler(ext.CommandHandler("start", bot.start))
    application.add_handler(ext.MessageHandler(ext.filters.TEXT & ~ext.filters.COMMAND, bot.answer))
    application.add_handler(ext.CallbackQueryHandler(bot.tap))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:5])
