"""Whoever reported something reads what came of it, with their next message."""

from bot.app.authoring.inbox import LOOKED_BACK
from bot.app.context import LearnerContext
from bot.app.ports.remarking import Correction, CorrectionState
from bot.domain.rulings import ON_REPORTS, Ruling


def tell_reporters(context: LearnerContext, ruling: Ruling) -> None:
    """By the clock, under the lock of each; of a class its members alone. Whose report was answered before is
    told nothing more."""
    before = [
        one.at
        for one in context.repo.rulings_on(ruling.question)
        if one.kind in ON_REPORTS and one.id != ruling.id and one.klass in (0, ruling.klass)
    ]
    found = context.repo.reported(ruling.question, max([*before, context.at - LOOKED_BACK]))
    members = context.repo.members_of(ruling.klass, {who for who, _ in found}) if ruling.klass else None
    context.repo.add_corrections(
        [
            Correction(
                learner=who,
                ruling=ruling.id,
                asked=asked,
                state=CorrectionState.FOUND,
                told=False,
                standings=None,
                at=context.at,
            )
            for who, asked in found
            if members is None or who in members
        ]
    )
