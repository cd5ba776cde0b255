"""What operators and authors do from a shell, and what makes somebody the operator at the start."""

from collections.abc import Sequence
from typing import TextIO

from sqlalchemy import Connection

from bot.app.authoring.roles import HOURS, OPERATOR_LINK, offer_operator
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.clock import SystemClock
from bot.decks.library import DeckLibrary
from bot.settings import BadSettings, Settings
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.turn import Turn


async def offer_link(turn: Turn, out: TextIO) -> None:
    """While nobody looks after the bot, each start prints what makes somebody its operator."""
    policy, now = turn.tutor.policy, turn.clock.now()
    token = policy.token()
    offered = not policy.operators and await turn.database.transact(
        lambda c: offer_operator(Repository(c), token, now)
    )
    if offered:
        out.write(f"To be its operator, send the bot within {HOURS} hours: /start {OPERATOR_LINK}{token}\n")
        out.flush()


def roles(settings: Settings) -> Sequence[tuple[PersonId, Role, str]]:
    """Everybody's roles, by role, scope and person."""
    with opened(settings) as database:
        return database.run(lambda c: Repository(c).roles())


def change_role(settings: Settings, role: str, deck: str, person: int, *, given: bool) -> str:
    """Give a role or take it away; what came of it, in a sentence. Raises BadSettings."""
    if deck and deck not in (known := [one.id for one in DeckLibrary([settings.content]).current.decks]):
        raise BadSettings(f"There is no deck {deck}. There are: {', '.join(known)}")
    who, now = PersonId(person), SystemClock().now()

    def work(connection: Connection) -> str:
        repo = Repository(connection)
        if repo.learner(who) is None:
            return f"{person} has never written to the bot; nothing was changed."
        changed = (
            repo.give_role(who, Role(role), deck, now) if given else repo.take_role(who, Role(role), deck)
        )
        return "Done." if changed else "It was so already."

    with opened(settings) as database:
        return database.run(work)


def opened(settings: Settings) -> Database:
    """The database of the settings, brought up to date."""
    url = settings.database_url.get_secret_value()
    upgrade(url)
    return Database.open(url)
