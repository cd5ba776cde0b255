"""What the tutor has to say: facts out. `bot.words` finds the sentences, in the learner's language."""

from dataclasses import dataclass

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
    TopicsListed,
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
)


MENUS = (TopicsListed, NoSuchTopic, SettingsTold, HelpTold, EraseAsked)
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
    "DeckLine",
    "EraseAsked",
    "Erased",
    "Exported",
    "Fact",
    "HelpTold",
    "Hinted",
    "KeptAll",
    "MarkedAlready",
    "MoreOffered",
    "NoHintLeft",
    "NoSuchTopic",
    "NotACommand",
    "NotText",
    "NothingDue",
    "NothingLeft",
    "NothingOpen",
    "OldButton",
    "OpenAlready",
    "Outcome",
    "PrivacyTold",
    "Put",
    "PutAway",
    "Reply",
    "ReportAsked",
    "ReportTaken",
    "Rested",
    "SettingsTold",
    "SittingOver",
    "Skipped",
    "StatsTold",
    "StreakTold",
    "TopicLine",
    "TopicsListed",
    "WasClosed",
    "WasMissed",
    "WasPartly",
    "WasRight",
    "WasShown",
    "Welcomed",
    "WelcomedBack",
    "WouldBe",
    "asked_of",
]
