"""What the tutor has to say: replies out. `bot.words` finds the sentences, in the learner's language."""

from enum import StrEnum

from msgspec import Struct

from bot.app.events import ChatId, MessageId, PersonId
from bot.app.ports.outbox import Lane
from bot.app.replies.account import *
from bot.app.replies.authoring import *
from bot.app.replies.classes import *
from bot.app.replies.conversation import *
from bot.app.replies.daily import *
from bot.app.replies.groups import *
from bot.app.replies.learning import *
from bot.app.replies.lectures import *
from bot.app.replies.lobby import *
from bot.app.replies.operating import *
from bot.app.replies.own import *
from bot.app.replies.posts import *
from bot.app.replies.rounds import *
from bot.app.replies.seats import *
from bot.app.replies.talk import *
from bot.app.replies.uploads import *
from bot.domain.question import Base

Reply = (
    LearningReply
    | ConversationReply
    | AccountReply
    | DailyReply
    | LobbyReply
    | RoundReply
    | SeatReply
    | GroupReply
    | PostReply
    | TalkReply
    | AuthoringReply
    | ClassReply
    | LectureReply
    | UploadReply
    | OwnReply
    | OperatingReply
)


MENUS = (
    TopicsListed,
    NoSuchTopic,
    SettingsTold,
    HelpTold,
    EraseAsked,
    DailyTold,
    HoursAsked,
    DaysAsked,
    CountAsked,
    DailyMore,
    SourcesAsked,
    GuessChecked,
    ZoneAsked,
    PlacesFound,
    PauseTold,
    SeatTaken,
    TermOffered,
    RoleTaken,
    RolesTold,
    ClaimMade,
    InboxEmpty,
    AnswersWait,
    InboxMore,
    WordingsTold,
    ProposalsAsked,
    Proposed,
    NothingProposed,
    ReportsWait,
    LineAsked,
    WordingAsked,
    RulingTried,
    RulingRefused,
    RulingGiven,
    RuledAlready,
    AuthorAsked,
    RulingUndone,
    HardListed,
    ItemTold,
    ClassTitleAsked,
    ClassCourseAsked,
    ClassLink,
    ClassPicture,
    ClassTold,
    ClassMore,
    WhichClass,
    ClassHow,
    NoClassTopic,
    ClassDayAsked,
    DuePreview,
    DueSet,
    ExamPreview,
    ClassExamSet,
    ClassLeftAsIs,
    HelpersTold,
    HelperMade,
    ClassReported,
    ParticipationTold,
    CloseAsked,
    ClassClosed,
    JoinAsked,
    JoinDeclined,
    ClassLinkOver,
    MemberTold,
    SharesAsked,
    ClassIsPaused,
    JoinPaused,
    LectureTold,
    LectureNobody,
    NoClassQuestion,
    LectureSet,
    ClassLeft,
    UploadAsked,
    UploadTaken,
    UploadRefused,
    UploadRead,
    CourseAsked,
    RowAsked,
    UploadReady,
    UploadDropped,
    TryPut,
    TryHinted,
    TryMarked,
    TryShown,
    TryLineAsked,
    TryRefused,
    Published,
    PublishUndone,
    OwnTold,
    OwnListed,
    OwnQuestionTold,
    OwnQuestionGone,
    StatusTold,
    AnnounceHow,
    AnnouncePreview,
    AnnounceTold,
    AnnounceDropped,
)
"""Messages whose choices stand beside the conversation: they take none away from the question at hand."""


_BY_THEMSELVES = (
    SeatTaken,
    TermOffered,
    ProposalsAsked,
    Proposed,
    NothingProposed,
    RoleTaken,
    ClassLink,
    ClassPicture,
    ClassReported,
    ParticipationTold,
    UploadReady,
    TryPut,
    TryHinted,
    TryMarked,
    TryShown,
    TryLineAsked,
    TryRefused,
    HardListed,
    ItemTold,
)
"""Menus that are messages of their own, wherever their button was."""
IN_PLACE = (
    *(menu for menu in MENUS if menu not in _BY_THEMSELVES),
    BroughtBack,
    DailyDeclined,
    DailyEnded,
    DailyOffered,
    GroupAnswersTold,
    InQuietHours,
    KeptAll,
    ReportAsked,
    Resumed,
    ZoneSet,
)
"""Where a menu's button leads to one of these, the menu becomes it."""


def asked_of(reply: Reply) -> int | None:
    """The asked question a reply is about, if it is about one."""
    match reply:
        case (
            Put(asked=asked)
            | Picked(asked=asked)
            | WasRight(asked=asked)
            | WasPartly(asked=asked)
            | WasMissed(asked=asked)
            | WasClosed(asked=asked)
            | ToCompare(asked=asked)
            | Compared(asked=asked)
            | SecondOpinionTold(asked=asked)
            | WasShown(asked=asked)
            | Hinted(asked=asked)
            | NoHintLeft(asked=asked)
            | CantMark(asked=asked)
            | WhichOne(asked=asked)
            | Explained(asked=asked)
            | Talked(question=Base(), asked=asked)
            | MarkedAlready(asked=asked)
            | AppealTaken(asked=asked)
            | LastStood(asked=asked)
            | MoreOffered(asked=asked)
            | ReportAsked(asked=asked)
        ):
            return asked
        case _:
            return None


class Message(Struct, frozen=True, kw_only=True):
    """One message: its replies in order, and where it goes."""

    chat: ChatId
    replies: tuple[Reply, ...]
    slot: str | None = None
    """The name under which the message can be found and edited."""
    answering: MessageId | None = None
    """The message of theirs that it replies to."""
    fleeting: bool = False
    """Leaves no row behind once it is sent."""
    lane: Lane = Lane.REPLY
    edits: bool = False
    """The message in `slot` becomes this one."""
    silent: bool = False
    """Arrives without a sound."""
    thread: int = 0
    """The forum topic of a group it goes to; 0 for none."""
    aside: bool = False
    """Stands beside the conversation: it takes no choices away from the question at hand."""
    stops: bool = False
    """The poll in `slot` is closed; nothing is said."""
    language: str | None = None
    """IETF tag of the language it is said in; None: that of the response."""


class Reaction(StrEnum):
    """A quiet sign at somebody's message. It never says what words do not say too."""

    RECEIVED = "received"
    """Taken; whether it is right is not said."""
    WON = "won"
    ADDED = "added"
    """It added something to the group's answer."""
    NOT_YET = "not_yet"
    RIGHT = "right"
    """A further right answer, after the first was marked in words."""


class Response(Struct, frozen=True, kw_only=True):
    """What an event leads to."""

    messages: tuple[Message, ...] = ()
    toast: Reply | None = None
    """The short notice for a tap."""
    link: str | None = None
    """What the private chat is to be opened with, for a tap."""
    reaction: Reaction | None = None
    """The sign at the message that was heard."""
    language: str | None = None
    """IETF tag of the language it is said in; None: that of the person who did it."""
    ruled: bool = False
    """The decks are taught otherwise from now on."""
    to: PersonId | None = None
    """Whose conversation it belongs to; None: a group's, or that of the person who did it."""
