"""Somebody blocks the bot, and is back and has written before the refusal of an earlier message is known."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app.context import Policy
from bot.app.events import ChatId, MessageId, MessageReceived, Person, PersonId
from bot.app.ports.outbox import Undelivered
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.store import outbox
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.telegram.handover import Handover
from bot.turn import Turn
from tests.conversation import CONTENT, HandClock

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANN = PersonId(1)


async def says(turn: Turn, number: int, text: str) -> None:
    person = Person(id=ANN, name="Ann", language="en")
    event = MessageReceived(
        person=person, chat=ChatId(ANN), message=MessageId(number), text=text, at=turn.clock.now()
    )
    await turn.handle(number, event)


@pytest.mark.parametrize(("tried", "back"), [(timedelta(), True), (2 * SECOND, False)])
async def test_what_was_written_after_the_call_is_answered(
    store_url: str, tried: timedelta, back: bool
) -> None:
    """The call began before or after the second message came."""
    clock, handover = HandClock(NOW), Handover()
    with Database.open(store_url) as database:
        turn = Turn(database, Tutor(DeckLibrary([CONTENT]), Policy()), clock, handover)
        await says(turn, 1, "/streak")
        ((refused,),) = (each.claimed for each in handover.taken())
        clock.pass_by(SECOND)
        await says(turn, 2, "/help")
        await turn.lost(refused, Undelivered.BLOCKED, NOW + tried)
        assert await database.transact(lambda c: outbox.waits_for(c, ChatId(ANN))) is back
        learner = await database.transact(lambda c: Repository(c).learner(ANN))
        assert learner is not None
        assert learner.here is back
        assert len(await turn.claim(clock.now(), 9, 9)) == back
