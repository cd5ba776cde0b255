"""Answers from groups become memory: for people who have written to the tutor and want it so."""

from msgspec.structs import replace

from bot.app.context import LearnerContext
from bot.app.learning.cards import PASSED
from bot.app.learning.review import keep
from bot.app.ports.learning import Asked, Outcome, State
from bot.app.replies import GroupAnswersTold, Reply
from bot.domain.marking.verdict import Mark
from bot.domain.snapshot import thaw


def review_group_answers(context: LearnerContext) -> None:
    """Take up what is on its way to this learner: each answer is a review, and its day counts."""
    for answer in context.repo.take_group_answers(context.learner.id):
        if not context.learner.carries or thaw(answer.snapshot).kind == "opinion":
            continue
        ruled = answer.mark is Mark.DOUBTFUL and answer.credit >= PASSED
        if answer.mark is Mark.DOUBTFUL and not ruled:
            continue  # nobody knows whether it was right
        right = ruled or answer.mark in (Mark.RIGHT, Mark.ALMOST)
        tried = answer.mark is not Mark.UNREADABLE
        asked = context.repo.ask(
            Asked(
                id=0,
                learner=context.learner.id,
                chat=answer.chat,
                sitting=None,
                deck=answer.deck,
                question=answer.question,
                snapshot=answer.snapshot,
                state=State.RIGHT if right else State.MISSED,
                at=answer.at,
                closed_at=answer.at,
                tries=1 if tried else 0,
                credit=answer.credit,
                first=answer.mark if tried else None,
            )
        )
        keep(replace(context, at=answer.at), asked, Outcome(answer.mark.value) if tried else Outcome.SHOWN)


def set_group_answers_count(context: LearnerContext, *, on: bool) -> tuple[Reply, ...]:
    """From now on what they answer in groups counts for their own memory, or does not."""
    context.change(carries=on)
    return (GroupAnswersTold(carries=on),)
