"""Settings, and a person's own data: all of it for them, or none of it left."""

from datetime import timedelta

from bot.app.counting import place
from bot.app.desk import Desk
from bot.app.facts import BroughtBack, EraseAsked, Erased, Exported, Reply, SettingsTold
from bot.app.heard import MessageId
from bot.domain.question import DeckId

ERASE_WITHIN = timedelta(hours=1)
"""How long the button that erases everything can be tapped; typing works at any time."""


def settings_told(desk: Desk, *, changed: bool = False) -> SettingsTold:
    """How everything stands."""
    learner = desk.learner
    return SettingsTold(
        flow=learner.flow,
        deck=desk.deck().title,
        away=len(desk.pages.away(desk.learner.id)),
        place=place(desk),
        zone_known=learner.zone is not None,
        quiet=(learner.quiet_from, learner.quiet_to),
        caps=(learner.new_cap, learner.review_cap),
        ahead=learner.ahead,
        weekly=learner.weekly,
        changed=changed,
    )


def choose_deck(desk: Desk, deck: DeckId) -> Desk:
    """Learn from that deck from now on; the desk as it stands then."""
    return desk.change(deck=deck)


def bring_back(desk: Desk) -> BroughtBack:
    """Ask again what was put away."""
    return BroughtBack(count=desk.pages.bring_back(desk.learner.id))


def exported(desk: Desk) -> Exported:
    """Everything kept about the person."""
    return Exported(
        data=desk.pages.export_of(desk.learner.id),
        day=desk.today(desk.counted_days()),
    )


def ask_erase(desk: Desk) -> EraseAsked:
    """Say what would be gone, and ask."""
    until = int((desk.at + ERASE_WITHIN).timestamp())
    return EraseAsked(reviews=len(desk.pages.met(desk.learner.id)), until=until)


def erase_confirmed(desk: Desk, action: str) -> bool:
    """Whether a button's action is the confirmation to erase, tapped in time."""
    word, _, until = action.partition("-")
    return word == "sure" and until.isdecimal() and len(until) < 12 and desk.at.timestamp() <= int(until)


def erase(desk: Desk, answering: MessageId | None) -> tuple[Reply, ...]:
    """Remove everything; the farewell leaves no row either once it is sent."""
    desk.pages.erase(desk.learner.id)
    return (Reply(chat=desk.chat, facts=(Erased(),), answering=answering, fleeting=True),)
