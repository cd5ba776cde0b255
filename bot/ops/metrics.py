"""The figures of a process in the form that Prometheus reads. Loaded only where they are asked for.

Labels are words of ours from short lists; there is no number of anybody and no text among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot import __version__
from bot.measures import Histogram, Measures
from bot.ops.health import Health
from bot.store.backlog import Backlog


class Figures(Collector):
    """What one scrape shows."""

    def __init__(
        self, measures: Measures, health: Health, backlog: Backlog | None, troubles: int, now: float
    ) -> None:
        """`backlog` is None if the database could not be asked; `now` is monotonic seconds."""
        self._measures = measures
        self._health = health
        self._backlog = backlog
        self._troubles = troubles
        self._now = now

    def collect(self) -> Iterable[Metric]:
        """See `prometheus_client.registry.Collector`."""
        yield InfoMetricFamily("recall", "Which version this is.", {"version": __version__})
        yield _gauge("recall_ready", "1 if a message sent now would be answered.", float(self._health.ready))
        yield from self._intake()
        yield from self._sending()
        yield from self._inside()
        if self._backlog is not None:
            yield from _waiting(self._backlog)

    def _intake(self) -> Iterator[Metric]:
        m = self._measures
        yield _counters(
            "recall_updates", "Updates handled.", ("kind",), {(k,): n for k, n in m.updates.items()}
        )
        yield _histogram("recall_update_age_seconds", "Age of updates when they had been handled.", m.ages)
        yield _histogram("recall_update_seconds", "Time to handle an update.", m.turns)
        yield _counter("recall_updates_dead", "Updates that could not be handled.", m.dead)
        yield _counter("recall_updates_flooded", "Updates left out of a flood.", m.flooded)
        yield _counters(
            "recall_answers", "Answers, by mark.", ("mark",), {(k,): n for k, n in m.marks.items()}
        )
        if m.opinions:
            came = {(k,): n for k, n in m.opinions.items()}
            told = "Second opinions; away: the model could not be asked, spent: the budget of the day."
            yield _counters("recall_second_opinions", told, ("outcome",), came)
            yield _counter("recall_second_opinion_requests", "Requests to the model.", m.opinion_calls)
            yield _counter("recall_second_opinion_tokens", "Tokens these took.", m.opinion_tokens)
        if m.heard_at is not None:
            told = "Seconds since the server last answered a fetch of updates."
            yield _gauge("recall_intake_age_seconds", told, self._now - m.heard_at)

    def _sending(self) -> Iterator[Metric]:
        m = self._measures
        sent = {(lane,): number for lane, number in m.sent.items()}
        yield _counters("recall_messages_sent", "Messages that have arrived.", ("lane",), sent)
        told = "Messages that never arrive, or nobody knows; blocked: by the person."
        yield _counters("recall_messages_undelivered", told, ("lane", "why"), m.undelivered)
        yield _histogram("recall_send_seconds", "Time to send a message, whatever came of it.", m.sends)
        yield _counter("recall_flood_waits", "Pauses the server asked for (429).", m.held_off)
        yield _counter("recall_send_retries", "Messages put back to be sent again.", m.retries)

    def _inside(self) -> Iterator[Metric]:
        m = self._measures
        if m.ticked_at is not None:
            yield _gauge("recall_tick_age_seconds", "Seconds since the last tick.", self._now - m.ticked_at)
        yield _gauge("recall_loop_lag_seconds", "How late the event loop was at the last look.", m.loop_lag)
        yield _counter(
            "recall_database_troubles", "Transactions that the database could not take.", self._troubles
        )


def exposed(figures: Figures) -> bytes:
    """The text of one scrape, with memory, processor time and open files of the process."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(figures)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    text: bytes = generate_latest(registry)
    return text


def _waiting(backlog: Backlog) -> Iterator[Metric]:
    messages = GaugeMetricFamily(
        "recall_outbox_messages", "Messages that have not left.", labels=("lane", "state")
    )
    for (lane, state), number in backlog.messages.items():
        messages.add_metric((lane, state), number)
    yield messages
    oldest = GaugeMetricFamily(
        "recall_outbox_oldest_seconds", "Age of the oldest message that has not left.", labels=("lane",)
    )
    for lane, age in backlog.oldest.items():
        oldest.add_metric((lane,), age.total_seconds())
    yield oldest
    yield _gauge("recall_inbox_updates", "Updates that wait in the inbox.", backlog.inbox)
    yield _gauge("recall_dead_updates", "Dead updates that are kept.", backlog.dead)


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value=value)


def _counter(name: str, told: str, value: float) -> Metric:
    return CounterMetricFamily(name, told, value=value)


def _counters(name: str, told: str, labels: tuple[str, ...], values: Mapping[Any, int]) -> Metric:
    metric = CounterMetricFamily(name, told, labels=labels)
    for given, number in values.items():
        metric.add_metric(given, number)
    return metric


def _histogram(name: str, told: str, values: Histogram) -> Metric:
    bounds = [*map(str, values.bounds), "+Inf"]
    buckets = list(zip(bounds, accumulate(values.counts), strict=True))
    return HistogramMetricFamily(name, told, buckets=buckets, sum_value=values.total)
