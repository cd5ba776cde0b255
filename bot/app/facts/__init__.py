"""What the tutor has to say: facts out. `bot.words` finds the sentences, in the learner's language."""

from dataclasses import dataclass

from bot.app.facts.daily import (
    Collapsed,
    CountAsked,
    DailyDeclined,
    DailyEnded,
    DailyMore,
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
    Source,
    SourcesAsked,
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
from bot.app.heard import ChatId, MessageId
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
    | DailyMore
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
    | SourcesAsked
    | WeekTold
    | WhyTold
    | ZoneAsked
    | ZoneSet
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an event leads to."""

    replies: tuple[Reply, ...] = ()
    toast: Fact | None = None
    """The short notice for a tap."""


__all__ = [
    "MENUS",
    "AllMet",
    "AppealTaken",
    "Back",
    "BroughtBack",
    "CantMark",
    "ClosedAlready",
    "Collapsed",
    "CountAsked",
    "DailyDeclined",
    "DailyEnded",
    "DailyMore",
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
    "GuessChecked",
    "HelpTold",
    "Hinted",
    "HoursAsked",
    "InQuietHours",
    "KeptAll",
    "LastPrompt",
    "MarkedAlready",
    "MoreOffered",
    "NoHintLeft",
    "NoSuchTopic",
    "NotACommand",
    "NotText",
    "NotUnderstood",
    "NothingDue",
    "NothingLeft",
    "NothingOpen",
    "Nudged",
    "OldButton",
    "OpenAlready",
    "Outcome",
    "PauseTold",
    "Place",
    "PlaceUnknown",
    "PlacesFound",
    "PrivacyTold",
    "Put",
    "PutAway",
    "Reply",
    "ReportAsked",
    "ReportTaken",
    "Rested",
    "Resumed",
    "SettingsTold",
    "SittingOver",
    "Skipped",
    "Source",
    "SourcesAsked",
    "StatsTold",
    "StreakNews",
    "StreakTold",
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
