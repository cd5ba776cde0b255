"""The store as the use cases see it: everything `bot.app.pages` asks for, over one open transaction."""

from collections.abc import Mapping
from typing import Any

from bot.app.heard import PersonId
from bot.store import personal
from bot.store.cards import CardRows
from bot.store.carrying import CarriedRows
from bot.store.chores import ChoreRows
from bot.store.circles import CircleRows
from bot.store.daily import DailyRows
from bot.store.flags import FlagRows
from bot.store.keepers import KeeperRows
from bot.store.people import Held, LearnerRows
from bot.store.progress import ReviewRows
from bot.store.questions import AskedRows, SittingRows
from bot.store.rounds import RoundRows
from bot.store.series_rows import SeriesRows
from bot.store.ticking import TickRows


class DataRows(Held):
    """`bot.app.pages.DataPages`."""

    __slots__ = ()

    def export_of(self, learner: PersonId) -> Mapping[str, Any]:
        """Every row about the person, by table; JSON values only."""
        return personal.export_of(self.connection, learner)

    def erase(self, learner: PersonId) -> None:
        """Remove every row about the person, the person's row included."""
        personal.erase(self.connection, learner)


class Pages(
    LearnerRows,
    AskedRows,
    SittingRows,
    ReviewRows,
    FlagRows,
    DataRows,
    CardRows,
    DailyRows,
    ChoreRows,
    TickRows,
    CircleRows,
    RoundRows,
    CarriedRows,
    SeriesRows,
    KeeperRows,
):
    """All pages over one connection. Nothing here commits; nothing is remembered between two works."""

    __slots__ = ()
