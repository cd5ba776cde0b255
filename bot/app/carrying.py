"""Answers from groups become memory: for people who have written to the tutor and want it so."""

from bot.app.closing import keep
from bot.app.desk import Desk
from bot.app.facts import CarryingTold, Fact, SeatAsked, SeatTaken
from bot.app.records import Asked, Outcome, State
from bot.domain.marking.verdict import Mark
from bot.domain.round import Play
from bot.domain.snapshot import thaw


def carried_due(desk: Desk) -> None:
    """Take up what is on its way to this learner: each answer is a review, and its day counts."""
    for answer in desk.pages.carried_to(desk.learner.id):
        if not desk.learner.carries or thaw(answer.snapshot).kind == "opinion":
            continue
        right = answer.mark in (Mark.RIGHT, Mark.ALMOST)
        tried = answer.mark is not Mark.UNREADABLE
        asked = desk.pages.ask(
            Asked(
                id=0,
                learner=desk.learner.id,
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
        then = Desk(
            pages=desk.pages,
            shelf=desk.shelf,
            rules=desk.rules,
            learner=desk.learner,
            chat=desk.chat,
            at=answer.at,
        )
        keep(then, asked, Outcome(answer.mark.value) if tried else Outcome.SHOWN)


def carry_on(desk: Desk, *, on: bool) -> tuple[Fact, ...]:
    """From now on what they answer in groups counts for their own memory, or does not."""
    desk.change(carries=on)
    return (CarryingTold(carries=on),)


def seated(desk: Desk, round: int) -> tuple[Fact, ...] | None:
    """They came by the link of a round: they are in, and typed questions come here."""
    table = desk.pages.round(round)
    seat = table.round.seat(desk.learner.id) if table else None
    if table is None or seat is None or table.round.deadline is None:
        return None
    taken = SeatTaken(private=True, carries=desk.learner.carries)
    posed = table.round.now
    if posed is None or posed.question.kind == "choice" or table.round.setup.play is not Play.REVEAL:
        return (taken,)
    asked = SeatAsked(
        question=posed.question,
        place=table.round.place,
        of=len(table.round.posed),
        seconds=posed.seconds,
    )
    return (taken, asked)
