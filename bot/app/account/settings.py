"""Settings, and a person's own data: all of it for them, or none of it left."""

from bot.app.calendar.streak import place
from bot.app.context import LearnerContext
from bot.app.replies import BroughtBack, SettingsTold
from bot.domain.question import DeckId


def settings_told(context: LearnerContext, *, changed: bool = False) -> SettingsTold:
    """How everything stands."""
    learner, second = context.learner, context.policy.second_opinion
    return SettingsTold(
        flow=learner.flow,
        deck=context.deck().title,
        away=len(context.repo.away(context.learner.id)),
        place=place(context),
        zone_known=learner.zone is not None,
        quiet=(learner.quiet_from, learner.quiet_to),
        caps=(learner.new_cap, learner.review_cap),
        ahead=learner.ahead,
        weekly=learner.weekly,
        second_opinion=second.wanted_by(context) if second is not None else None,
        changed=changed,
    )


def choose_deck(context: LearnerContext, deck: DeckId) -> LearnerContext:
    """Learn from that deck from now on; the context as it stands then."""
    return context.change(deck=deck)


def bring_back(context: LearnerContext) -> BroughtBack:
    """Ask again what was put away."""
    return BroughtBack(count=context.repo.bring_back(context.learner.id))
