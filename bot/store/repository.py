"""The store as the use cases see it: all of `bot.app.ports`, over one open transaction."""

from bot.app.events import PersonId
from bot.store.account import personal_data as personal
from bot.store.account.learners import LearnerRows, Rows
from bot.store.account.retention import RetentionRows
from bot.store.authoring.decks import DeckRows
from bot.store.authoring.items import ItemRows
from bot.store.authoring.remarking import RemarkRows
from bot.store.authoring.roles import RoleRows
from bot.store.authoring.rulings import RulingRows
from bot.store.authoring.uploads import UploadRows
from bot.store.calendar.ledger import LedgerRows
from bot.store.chats.chats import ChatRows
from bot.store.classes.classes import ClassRows
from bot.store.classes.lectures import LectureRows
from bot.store.classes.weeks import ClassWeekRows
from bot.store.daily.subscriptions import SubscriptionRows
from bot.store.due import DueRows
from bot.store.learning.appeals import AppealRows
from bot.store.learning.asked import AskedRows, SittingRows
from bot.store.learning.progress import ProgressRows
from bot.store.learning.reviews import ReviewRows
from bot.store.operating.rows import OperatingRows
from bot.store.posts.channel_admins import ChannelAdminRows
from bot.store.posts.posts import PostRows
from bot.store.rounds.group_answers import GroupAnswerRows
from bot.store.rounds.players import PlayerRows
from bot.store.rounds.rounds import RoundRows


class DataRows(Rows):
    """`bot.app.ports.repository.PersonalDataRepository`."""

    __slots__ = ()

    def erase(self, learner: PersonId) -> None:
        """Remove every row about the person, the person's row included."""
        personal.erase(self.connection, learner)


class Repository(
    OperatingRows,
    LearnerRows,
    AskedRows,
    SittingRows,
    ReviewRows,
    AppealRows,
    DataRows,
    ProgressRows,
    RemarkRows,
    LedgerRows,
    SubscriptionRows,
    RetentionRows,
    DueRows,
    ChatRows,
    RoundRows,
    PlayerRows,
    GroupAnswerRows,
    PostRows,
    ChannelAdminRows,
    RoleRows,
    RulingRows,
    ItemRows,
    DeckRows,
    ClassRows,
    LectureRows,
    ClassWeekRows,
    UploadRows,
):
    """All repository over one connection. Nothing here commits; nothing is remembered between two works."""

    __slots__ = ()
