"""What operators are told unasked: each once, and soon. Looked at every half minute, for each of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zlib import crc32

from bot.app.context import LearnerContext, Policy
from bot.app.events import PersonId
from bot.app.operating.status import MOST, wall
from bot.app.ports.authoring import Role
from bot.app.ports.operating import OperatorsRepository
from bot.app.replies import BackupFailed, DecksBroken, Message, RepliesStuck, Reply, UpdatesDied, WasAway

EVERY = timedelta(seconds=30)
LATELY = timedelta(hours=1)
"""Who becomes an operator is not told of what was before that."""
DEAD_EVERY = timedelta(hours=1)
"""One word an hour about updates that could not be handled, for one fault may bring hundreds."""
STUCK = timedelta(minutes=10)
_OF_DECKS = "decks "


def operators_due(repo: OperatorsRepository, policy: Policy, now: datetime) -> list[PersonId]:
    """Who is to be looked after now; nobody if it is not time yet."""
    if not repo.retention_due("notices", now):
        return []
    repo.set_retention_due("notices", now + EVERY)
    given = {person for person, role, _ in repo.roles() if role is Role.OPERATOR}
    return sorted(given | policy.operators)


def notices_due(context: LearnerContext) -> tuple[Message, ...]:
    """What has come up since they were told last, in one message without a sound."""
    if not context.is_operator() or not context.learner.here:
        return ()
    found = list(_found(context))
    for kind, _ in found:
        context.repo.note_told(context.learner.id, kind, context.at)
    if not found:
        return ()
    replies = tuple(reply for _, reply in found)
    return (Message(chat=context.chat, replies=replies, silent=True, aside=True),)


def _found(context: LearnerContext) -> Iterator[tuple[str, Reply]]:
    repo, now = context.repo, context.at
    told, before = repo.notices_told(context.learner.id), now - LATELY
    for outage in repo.outages(told.get("away", before))[-1:]:
        yield "away", WasAway(start=wall(context, outage.start), end=wall(context, outage.end))
    since = told.get("dead")
    if (since is None or since <= now - DEAD_EVERY) and (dead := repo.died_since(since or before)):
        yield "dead", UpdatesDied(count=dead)
    failed = repo.backup_failed()
    if failed and failed > told.get("back-up", before):
        yield "back-up", BackupFailed(at=wall(context, failed))
    stuck = repo.stuck_since(now - STUCK)
    if stuck and stuck > told.get("stuck", stuck - STUCK):
        yield "stuck", RepliesStuck(since=wall(context, stuck))
    yield from _of_decks(context, told)


def _of_decks(context: LearnerContext, told: Mapping[str, datetime]) -> Iterator[tuple[str, Reply]]:
    """What is wrong with decks, once each time that it is something else."""
    wrong = tuple(context.deck_library.wrong())
    kind = f"{_OF_DECKS}{crc32(''.join(wrong).encode()):08x}"
    over = [one for one in told if one.startswith(_OF_DECKS) and (one != kind or not wrong)]
    context.repo.forget_told(context.learner.id, over)
    if wrong and kind not in told:
        yield kind, DecksBroken(wrong=wrong[:MOST])
