"""The connection breaks while a turn commits: it counts or not, and its reply does not wait for a lease."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.app.context import Policy
from bot.app.events import ChatId, PersonId
from bot.app.ports.outbox import Act, Lane
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.lost_commits import SETTLED, LostCommits
from bot.store import outbox
from bot.store.outbox import Lease, OutboxDraft
from bot.store.transact import Database
from bot.telegram.handover import Handover
from bot.turn import Turn
from tests.conversation import CONTENT, HandClock

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def posted(connection: Connection, chat: int, lane: Lane, owner: str) -> int:
    """A reply as claimed by that process, which has not got it in its hands."""
    draft = OutboxDraft(
        chat=ChatId(chat), learner=PersonId(chat), lane=lane, act=Act.SEND, spoken="", slot=None
    )
    lease = Lease(until=NOW + timedelta(minutes=1), owner=owner)
    return outbox.post(connection, draft, NOW, lease).id


async def test_what_was_committed_unheard_is_sent_within_seconds(store_url: str) -> None:
    with Database.open(store_url) as database:
        turn = Turn(database, Tutor(DeckLibrary([CONTENT]), Policy()), HandClock(NOW), Handover())
        lost = await database.transact(lambda c: posted(c, 1, Lane.REPLY, turn.process))
        held = await database.transact(lambda c: posted(c, 2, Lane.REPLY, turn.process))
        prompt = await database.transact(lambda c: posted(c, 3, Lane.PROMPT, turn.process))
        others = await database.transact(lambda c: posted(c, 4, Lane.REPLY, "elsewhere/1/x"))
        turn.handover.in_hand.add(held)
        assert await turn.claim(NOW, 9, 9) == []
        database.troubles += 1
        assert await turn.claim(NOW, 9, 9) == []
        assert [one.id for one in await turn.claim(NOW + SETTLED, 9, 9)] == [lost]
        doubt = await database.transact(lambda c: outbox.in_doubt(c, NOW + SETTLED))
        assert [one.id for one in doubt] == [prompt], "a prompt is not sent again, whatever became of it"
        assert others not in turn.handover.in_hand


def test_it_is_looked_for_once_after_each_trouble() -> None:
    commits = LostCommits()
    assert not commits.calm_again(0, NOW)
    assert not commits.calm_again(1, NOW)
    assert not commits.calm_again(2, NOW + SECOND)
    assert not commits.calm_again(2, NOW + SETTLED)
    assert commits.calm_again(2, NOW + SECOND + SETTLED)
    assert not commits.calm_again(2, NOW + 60 * SECOND)
    assert not commits.calm_again(3, NOW)
    assert commits.calm_again(3, NOW - SECOND), "a clock that was set back puts nothing off"
