"""A person's own data: all of it for them, or none of it left."""

from datetime import timedelta

from bot.app.context import LearnerContext
from bot.app.events import MessageId
from bot.app.replies import EraseAsked, Erased, Exported, Message, PrivacyTold
from bot.domain.day import learner_day

ERASE_WITHIN = timedelta(hours=1)
"""How long the button that erases everything can be tapped; typing works at any time."""


def exported(context: LearnerContext) -> Exported:
    """Everything kept about the person. Nothing of it is read here: that would take longer with the years."""
    return Exported(learner=context.learner.id, day=learner_day(context.at, context.zone()))


def ask_erase(context: LearnerContext) -> EraseAsked:
    """Say what would be gone, and ask."""
    until = int((context.at + ERASE_WITHIN).timestamp())
    return EraseAsked(reviews=context.repo.known(context.learner.id).count, until=until)


def erase_confirmed(context: LearnerContext, action: str) -> bool:
    """Whether a button's action is the confirmation to erase, tapped in time."""
    word, _, until = action.partition("-")
    return word == "sure" and until.isdecimal() and len(until) < 12 and context.at.timestamp() <= int(until)


def erase(context: LearnerContext, answering: MessageId | None) -> tuple[Message, ...]:
    """Remove everything; the farewell leaves no row either once it is sent."""
    context.repo.erase(context.learner.id)
    return (Message(chat=context.chat, replies=(Erased(),), answering=answering, fleeting=True),)


def privacy_told(context: LearnerContext) -> PrivacyTold:
    """What is kept of whom, and for how long."""
    policy = context.policy
    return PrivacyTold(
        text_days=policy.text_days,
        waiting_days=policy.waiting_days,
        second_opinion=policy.second_opinion is not None,
    )
