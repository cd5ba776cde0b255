"""What the tutor has to say: facts out. `bot.words` finds the sentences, in the learner's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.app.heard import ChatId, MessageId, What
from bot.domain.marking.verdict import Reason, Verdict
from bot.domain.question import DeckId, Question, TopicId


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """When a question comes back."""

    soon: bool = False
    """Within this sitting."""
    days: int | None = None
    """In so many of the learner's days; None and not soon: never, for opinions are asked once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomed:
    """Somebody is here for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomedBack:
    """Somebody who was here before has come again by /start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A question, put to them."""

    question: Question
    asked: int
    first: bool = False
    """The very first question they get."""
    again: bool = False
    """It was missed before in this sitting."""
    resumed: bool = False
    """It was open already and is shown once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WasRight:
    """Right, or almost."""

    question: Question
    verdict: Verdict
    asked: int
    misses: int
    completed: bool
    """An earlier answer was partly right and this one completed it."""
    back: Back
    streak: int | None = None
    """Days, if this answer made today count; else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WasPartly:
    """Partly right; more is asked for."""

    question: Question
    verdict: Verdict
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WasMissed:
    """Not right, and the question stays open."""

    question: Question
    verdict: Verdict
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WasClosed:
    """Not right (or not completed), and the question is closed with its answer."""

    question: Question
    verdict: Verdict
    asked: int
    back: Back
    streak: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WasShown:
    """The answer, because they asked for it or did not know."""

    question: Question
    asked: int
    kindly: bool
    """They said they do not know yet."""
    back: Back
    streak: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinted:
    """A hint, step `step` of `steps`."""

    question: Question
    text: str
    step: int
    steps: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoHintLeft:
    """All hints are given."""

    question: Question
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CantMark:
    """Nothing to mark; no try was used."""

    question: Question
    reason: Reason
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldBe:
    """How an answer to a question that is closed already would have been marked."""

    question: Question
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A question was put off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingOver:
    """A sitting has come to its end."""

    right: int
    questions: int
    coming_back: tuple[tuple[str, Back], ...]
    """Titles of what was missed, and when each comes back."""
    others: Back | None
    """When the first of the others comes back; None if there are none."""
    met: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllMet:
    """Every question of the deck has been met."""

    deck: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeft:
    """There is no question to ask: all of them are put away."""

    away: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingDue:
    """Nothing is due and nothing new is left for today; the day counts all the same."""

    back: Back
    """When the next one is due."""
    streak: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingOpen:
    """A text came and no question is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested:
    """They have had enough for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAlready:
    """They edited an answer that was marked already."""

    asked: int
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealTaken:
    """ "I was right" is taken at its word."""

    question: Question
    asked: int
    streak: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreOffered:
    """Further things to do with a question."""

    asked: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAway:
    """The question will not be asked again."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsked:
    """What is wrong with the question?"""

    asked: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTaken:
    """The author will be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic in the list of topics."""

    id: TopicId
    title: str
    met: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckLine:
    """A deck in the list of decks."""

    id: DeckId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsListed:
    """What can be learned."""

    deck: str
    topics: tuple[TopicLine, ...]
    others: tuple[DeckLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchTopic:
    """A topic was named that does not exist."""

    name: str
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakTold:
    """The streak in figures."""

    length: int
    longest: int
    today: bool
    since: date | None
    learned: int
    """Days that counted, in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsTold:
    """How far they have come."""

    deck: str
    topics: tuple[TopicLine, ...]
    answered: int
    """Questions brought to an end."""
    right: int
    unaided: int
    """Right at first, without a hint."""
    coming_back: tuple[str, ...]
    """Titles of what was last missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsTold:
    """What can be set, and how it stands."""

    flow: bool
    deck: str
    away: int
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """Questions put away are asked again."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTold:
    """What the tutor can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyTold:
    """What is kept about people, and for how long."""

    text_days: int
    """After so many days the words of an answer are removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Everything about a person."""

    data: Mapping[str, Any]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseAsked:
    """Are they sure?"""

    reviews: int
    until: int
    """Unix time after which the button to do it does nothing, so that no old one is tapped by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Everything about them is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAll:
    """They did not want it erased after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotACommand:
    """A command nobody knows."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotText:
    """Something that cannot be read, such as a picture."""

    what: What
    open: bool
    """A question is waiting for an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldButton:
    """A button that leads nowhere any more: another version, somebody else's, or never ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlready:
    """They want the next question, and one is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedAlready:
    """The question under this button is closed."""


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
