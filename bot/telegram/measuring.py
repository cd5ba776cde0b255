"""What the transport notes in the figures of its process."""

import logging

from bot.app.ports.outbox import OutboxMessage, Undelivered
from bot.measures import Measures, log_fields
from bot.telegram.backoff import Timing
from bot.telegram.delivery import at_most_once
from bot.telegram.processing import ParsedUpdate
from bot.telegram.send_results import Arrived, Hold, Never, NotSent, SendResult, Unknown
from bot.telegram.updates import kind_of, sent_at

_log = logging.getLogger(__name__)


def measure_update(measures: Measures, parsed: ParsedUpdate, timing: Timing, begun: float) -> None:
    """An update was handled, from the monotonic second `begun` until now."""
    kind, sent, seconds = kind_of(parsed.raw), sent_at(parsed.raw), timing.monotonic() - begun
    sent = parsed.received.timestamp() if sent is None else sent
    measures.updates[kind] += 1
    measures.turns.observe(seconds)
    measures.ages.observe(max(0.0, timing.clock.now().timestamp() - sent))
    if _log.isEnabledFor(logging.DEBUG):
        with log_fields(seconds=round(seconds, 4)):
            _log.debug("Handled: %s", kind)


def measure_send(
    measures: Measures, outgoing: OutboxMessage, outcome: SendResult, begun: float, now: float
) -> None:
    """An attempt to send a message, from one monotonic second until another."""
    lane = outgoing.lane.name.lower()
    measures.sends.observe(now - begun)
    if isinstance(outcome, Unknown | NotSent):
        measures.unsent_at = now
        measures.unsent_since = begun if measures.unsent_since is None else measures.unsent_since
    elif not isinstance(outcome, Hold):
        measures.unsent_since = None
    match outcome:
        case Arrived():
            measures.sent[lane] += 1
        case Never(why=why):
            measures.undelivered[lane, why.value] += 1
        case Unknown() if at_most_once(outgoing):
            measures.undelivered[lane, Undelivered.UNCERTAIN.value] += 1
        case Hold():
            measures.held_off += 1
        case _:
            measures.retries += 1
