"""The store as the use cases see it: everything `bot.app.pages` asks for, over one open transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.app.heard import ChatId, MessageId, PersonId
from bot.app.letters import Act, Lane
from bot.store import inbox, outbox, personal
from bot.store.chores import ChoreRows
from bot.store.flags import FlagRows
from bot.store.people import Held, LearnerRows
from bot.store.progress import ReviewRows
from bot.store.questions import AskedRows, SittingRows


class DataRows(Held):
    """`bot.app.pages.DataPages`."""

    __slots__ = ()

    def export_of(self, learner: PersonId) -> Mapping[str, Any]:
        """Every row about the person, by table; JSON values only."""
        return personal.export_of(self.connection, learner)

    def erase(self, learner: PersonId) -> None:
        """Remove every row about the person, the person's row included."""
        personal.erase(self.connection, learner)


class OutboxRows(Held):
    """`bot.app.pages.OutboxPages`."""

    __slots__ = ()

    def seen(self, update: int, now: datetime) -> bool:
        """True if that update was handled before; else it is marked as handled, with this transaction."""
        return inbox.seen(self.connection, update, now)

    def post(
        self,
        *,
        chat: ChatId,
        learner: PersonId | None,
        lane: Lane,
        act: Act,
        spoken: str,
        slot: str | None,
        answering: MessageId | None,
        now: datetime,
        fleeting: bool = False,
    ) -> None:
        """Add a letter to the outbox. A fleeting one is removed as soon as it is settled."""
        draft = outbox.Draft(
            chat=chat,
            learner=learner,
            lane=lane,
            act=act,
            spoken=spoken,
            slot=slot,
            answering=answering,
            fleeting=fleeting,
        )
        outbox.post(self.connection, draft, now)


class Pages(
    LearnerRows,
    AskedRows,
    SittingRows,
    ReviewRows,
    FlagRows,
    DataRows,
    ChoreRows,
    OutboxRows,
):
    """All pages over one connection. Nothing here commits; nothing is remembered between two works."""

    __slots__ = ()
