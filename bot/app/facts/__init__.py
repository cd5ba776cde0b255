"""What the tutor has to say: facts out. `bot.words` finds the sentences, in the learner's language."""

from dataclasses import dataclass
from enum import StrEnum

from bot.app.facts.daily import (
    Collapsed,
    CountAsked,
    DailyDeclined,
    DailyEnded,
    DailyOffered,
    DailyTold,
    DaysAsked,
    ExamTold,
    GoneWeekly,
    GuessChecked,
    HoursAsked,
    InQuietHours,
    LastPrompt,
    NotUnderstood,
    Nudged,
    PauseTold,
    Place,
    PlacesFound,
    PlaceUnknown,
    Resumed,
    StreakNews,
    WeekTold,
    WhyLine,
    WhyTold,
    ZoneAsked,
    ZoneSet,
)
from bot.app.facts.going import (
    AllMet,
    ClosedAlready,
    NotACommand,
    NothingDue,
    NothingLeft,
    NothingOpen,
    NotText,
    OldButton,
    OpenAlready,
    Rested,
    SittingOver,
    Skipped,
    Welcomed,
    WelcomedBack,
)
from bot.app.facts.keeping import (
    BroughtBack,
    DeckLine,
    EraseAsked,
    Erased,
    Exported,
    HelpTold,
    KeptAll,
    NoSuchTopic,
    PrivacyTold,
    SettingsTold,
    StatsTold,
    StreakTold,
    TopicLine,
    TopicMemory,
    TopicsListed,
    Year,
)
from bot.app.facts.rounds import (
    AnswerTaken,
    CarryingTold,
    GroupHas,
    GroupWelcomed,
    HidingTold,
    NearMisses,
    NoRound,
    NothingToPlay,
    NotYours,
    PlaceClosed,
    PlainTold,
    PrivatelyOnly,
    RoundCalled,
    RoundDropped,
    RoundGone,
    RoundOver,
    RoundPut,
    RoundRuns,
    RoundsElsewhere,
    SeatAsked,
    SeatLate,
    SeatMarked,
    SeatTaken,
    TopTold,
)
from bot.app.facts.turn import (
    AppealTaken,
    Back,
    CantMark,
    Hinted,
    MarkedAlready,
    MoreOffered,
    NoHintLeft,
    Put,
    PutAway,
    ReportAsked,
    ReportTaken,
    WasClosed,
    WasMissed,
    WasPartly,
    WasRight,
    WasShown,
    WouldBe,
)
from bot.app.heard import ChatId, MessageId, PersonId
from bot.app.letters import Lane

Fact = (
    Welcomed
    | WelcomedBack
    | Put
    | WasRight
    | WasPartly
    | WasMissed
    | WasClosed
    | WasShown
    | Hinted
    | NoHintLeft
    | CantMark
    | WouldBe
    | Skipped
    | SittingOver
    | AllMet
    | NothingLeft
    | NothingDue
    | NothingOpen
    | Rested
    | MarkedAlready
    | AppealTaken
    | MoreOffered
    | PutAway
    | ReportAsked
    | ReportTaken
    | TopicsListed
    | NoSuchTopic
    | StreakTold
    | StatsTold
    | SettingsTold
    | BroughtBack
    | HelpTold
    | PrivacyTold
    | Exported
    | EraseAsked
    | Erased
    | KeptAll
    | NotACommand
    | NotText
    | OldButton
    | OpenAlready
    | ClosedAlready
    | CountAsked
    | Collapsed
    | DailyDeclined
    | DailyEnded
    | DailyOffered
    | DailyTold
    | DaysAsked
    | ExamTold
    | GoneWeekly
    | GuessChecked
    | HoursAsked
    | InQuietHours
    | LastPrompt
    | NotUnderstood
    | Nudged
    | PauseTold
    | PlacesFound
    | PlaceUnknown
    | Resumed
    | WeekTold
    | WhyTold
    | ZoneAsked
    | ZoneSet
    | AnswerTaken
    | CarryingTold
    | GroupHas
    | GroupWelcomed
    | HidingTold
    | NearMisses
    | NoRound
    | NotYours
    | NothingToPlay
    | PlaceClosed
    | PlainTold
    | PrivatelyOnly
    | RoundCalled
    | RoundDropped
    | RoundGone
    | RoundOver
    | RoundPut
    | RoundRuns
    | RoundsElsewhere
    | SeatAsked
    | SeatLate
    | SeatMarked
    | SeatTaken
    | TopTold
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
    GuessChecked,
    ZoneAsked,
    PlacesFound,
    PauseTold,
    SeatTaken,
)
"""Facts whose choices stand beside the conversation: they take none away from the question at hand."""


def asked_of(fact: Fact) -> int | None:
    """The asked question a fact is about, if it is about one."""
    match fact:
        case (
            Put(asked=asked)
            | WasRight(asked=asked)
            | WasPartly(asked=asked)
            | WasMissed(asked=asked)
            | WasClosed(asked=asked)
            | WasShown(asked=asked)
            | Hinted(asked=asked)
            | NoHintLeft(asked=asked)
            | CantMark(asked=asked)
            | MarkedAlready(asked=asked)
            | AppealTaken(asked=asked)
            | MoreOffered(asked=asked)
            | ReportAsked(asked=asked)
        ):
            return asked
        case _:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message: its facts in order, and where it goes."""

    chat: ChatId
    facts: tuple[Fact, ...]
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


class Reaction(StrEnum):
    """A quiet sign at somebody's message. It never says what words do not say too."""

    RECEIVED = "received"
    """Taken; whether it is right is not said."""
    WON = "won"
    ADDED = "added"
    """It added something to the group's answer."""
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an event leads to."""

    replies: tuple[Reply, ...] = ()
    toast: Fact | None = None
    """The short notice for a tap."""
    link: str | None = None
    """What the private chat is to be opened with, for a tap."""
    reaction: Reaction | None = None
    """The sign at the message that was heard."""
    language: str | None = None
    """IETF tag of the language it is said in; None: that of the person who did it."""
    to: PersonId | None = None
    """Whose conversation it belongs to; None: a group's, or that of the person who did it."""


__all__ = [
    "MENUS",
    "AllMet",
    "AnswerTaken",
    "AppealTaken",
    "Back",
    "BroughtBack",
    "CantMark",
    "CarryingTold",
    "ClosedAlready",
    "Collapsed",
    "CountAsked",
    "DailyDeclined",
    "DailyEnded",
    "DailyOffered",
    "DailyTold",
    "DaysAsked",
    "DeckLine",
    "EraseAsked",
    "Erased",
    "ExamTold",
    "Exported",
    "Fact",
    "GoneWeekly",
    "GroupHas",
    "GroupWelcomed",
    "GuessChecked",
    "HelpTold",
    "HidingTold",
    "Hinted",
    "HoursAsked",
    "InQuietHours",
    "KeptAll",
    "LastPrompt",
    "MarkedAlready",
    "MoreOffered",
    "NearMisses",
    "NoHintLeft",
    "NoRound",
    "NoSuchTopic",
    "NotACommand",
    "NotText",
    "NotUnderstood",
    "NotYours",
    "NothingDue",
    "NothingLeft",
    "NothingOpen",
    "NothingToPlay",
    "Nudged",
    "OldButton",
    "OpenAlready",
    "Outcome",
    "PauseTold",
    "Place",
    "PlaceClosed",
    "PlaceUnknown",
    "PlacesFound",
    "PlainTold",
    "PrivacyTold",
    "PrivatelyOnly",
    "Put",
    "PutAway",
    "Reaction",
    "Reply",
    "ReportAsked",
    "ReportTaken",
    "Rested",
    "Resumed",
    "RoundCalled",
    "RoundDropped",
    "RoundGone",
    "RoundOver",
    "RoundPut",
    "RoundRuns",
    "RoundsElsewhere",
    "SeatAsked",
    "SeatLate",
    "SeatMarked",
    "SeatTaken",
    "SettingsTold",
    "SittingOver",
    "Skipped",
    "StatsTold",
    "StreakNews",
    "StreakTold",
    "TopTold",
    "TopicLine",
    "TopicMemory",
    "TopicsListed",
    "WasClosed",
    "WasMissed",
    "WasPartly",
    "WasRight",
    "WasShown",
    "WeekTold",
    "Welcomed",
    "WelcomedBack",
    "WhyLine",
    "WhyTold",
    "WouldBe",
    "Year",
    "ZoneAsked",
    "ZoneSet",
    "asked_of",
]
