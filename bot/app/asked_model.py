"""A language model to be asked where the marker can't tell, as use cases see it.

Imported for its types alone: without a model nothing of it is loaded.
"""

from typing import Protocol

from bot.app.context import ChatContext, LearnerContext
from bot.app.ports.authoring import Draft
from bot.app.ports.learning import Asked
from bot.app.replies import ClosedAlready, ModelStanding, Reply
from bot.app.replies.daily import StreakNews
from bot.domain.question import Question
from bot.domain.rounds.round import Guess
from bot.domain.second_opinion.opinion import SecondOpinion


class SecondOpinions(Protocol):
    """A language model to be asked where the marker can't tell; see `bot.app.second_opinion`."""

    def wanted(
        self, context: LearnerContext, asked: Asked, said: str, news: StreakNews | None
    ) -> tuple[Reply, ...]:
        """What it says of an answer that is compared, if that is known; else it is going to be asked, where
        that may be, and nothing is said yet. `news` of the streak stays in what is told."""
        ...

    def propose(self, context: LearnerContext, draft: Draft) -> tuple[Reply, ...]:
        """It is going to be asked for proposals for the question of a draft."""
        ...

    def about(self, context: LearnerContext, question: Question, said: str) -> SecondOpinion | None:
        """What it said of that answer to a question as it stands, for its author."""
        ...

    def contradicted(self, context: LearnerContext, asked: Asked) -> tuple[Reply, ...] | ClosedAlready:
        """They say that their answer is not the same, though the model took it for that."""
        ...

    def guessed(self, context: ChatContext, round: int, guess: Guess, question: Question) -> None:
        """A player's answer is in doubt: it is going to be asked, where that may be."""
        ...

    def thinks(self, guess: Guess, question: Question, context: ChatContext) -> bool | None:
        """Whether a player's answer counts, if what it says is known and is enough; else None."""
        ...

    def standing(self, context: LearnerContext) -> ModelStanding:
        """How it stands, for whoever looks after the bot."""
        ...

    def wanted_by(self, context: LearnerContext) -> bool:
        """Whether it may be asked about their answers."""
        ...

    def want(self, context: LearnerContext, *, wanted: bool) -> None:
        """Whether it may be from now on."""
        ...
