"""The metrics in Prometheus format: queues from the database, counters of this process."""

from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from domain.delivery.outcomes import InboxState, OutboxState, Outcome, RefusedForNow
from domain.papers.kinds import OrderState
from storage.faults import kind_of
from storage.queues.queue_figures import QueueFigures

LATENCIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """One registry per product, so that one process can hold several; no label names a person."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._inbox = self._gauge("inbox_updates", "Updates in the inbox", "state")
        self._outbox = self._gauge("outbox_messages", "Messages in the outbox", "state")
        self._inbox_age = self._gauge("inbox_oldest_seconds", "Age of the oldest update that waits")
        self._outbox_age = self._gauge("outbox_oldest_seconds", "Age of the oldest message that waits")
        self._orders = self._gauge("paper_orders", "Documents ordered in a chat", "state")
        self._order_age = self._gauge("paper_oldest_seconds", "Age of the oldest document that waits")
        self._tick_lag = self._gauge(
            "tick_lag_seconds", "Seconds since the clock last ticked in this process"
        )
        self._apart = self._gauge(
            "clock_apart_seconds", "How far the clock is ahead of Telegram's, if too far"
        )
        self._sends = Counter(
            "puntual_sends", "Attempts to send by outcome", ["kind", "outcome"], registry=self.registry
        )
        self._waiting = self._gauge("telegram_waiting_updates", "Updates that Telegram still has for us")
        self._error_at = self._gauge(
            "webhook_error_timestamp_seconds", "When Telegram last failed to deliver; 0 for never"
        )
        self._rivals = Counter(
            "puntual_token_rivals", "Signs of somebody else who uses the token", registry=self.registry
        )
        self._floods = Counter("puntual_flood_refusals", "Answers 429 of Telegram", registry=self.registry)
        self._failed_updates = Counter(
            "puntual_update_failures",
            "Attempts to handle an update that failed, by fault",
            ["kind"],
            registry=self.registry,
        )
        self._failed_ticks = Counter(
            "puntual_tick_failures", "Ticks that failed, by fault", ["tick", "kind"], registry=self.registry
        )
        self._handled = Histogram(
            "puntual_update_seconds",
            "Time to handle an update, commit included",
            ["outcome"],
            buckets=LATENCIES,
            registry=self.registry,
        )

    def note_outcome(self, kind: str, outcome: Outcome) -> None:
        self._sends.labels(kind, type(outcome).__name__).inc()
        if isinstance(outcome, RefusedForNow):
            self._floods.inc()

    def note_handled(self, seconds: float, error: Exception | None) -> None:
        self._handled.labels("failed" if error else "done").observe(seconds)
        if error:
            self._failed_updates.labels(kind_of(error)).inc()

    def note_failed_tick(self, tick: str, error: Exception) -> None:
        self._failed_ticks.labels(tick, kind_of(error)).inc()

    def note_rival(self) -> None:
        self._rivals.inc()

    def note_delivery(self, waiting: int, error_at: datetime | None) -> None:
        """Record the webhook information of Telegram."""
        self._waiting.set(waiting)
        self._error_at.set(error_at.timestamp() if error_at else 0.0)

    def render(
        self, figures: QueueFigures, silence: timedelta, apart: timedelta | None, now: datetime
    ) -> bytes:
        """Return the text of a scrape; ages use the product clock, `silence` the monotonic one."""
        for inbox_state in InboxState:
            self._inbox.labels(inbox_state.value).set(figures.inbox_by_state.get(inbox_state, 0))
        for outbox_state in OutboxState:
            self._outbox.labels(outbox_state.value).set(figures.outbox_by_state.get(outbox_state, 0))
        for order_state in OrderState:
            self._orders.labels(order_state.value).set(figures.orders_by_state.get(order_state, 0))
        self._order_age.set(_age(figures.oldest_order_at, now))
        self._inbox_age.set(_age(figures.oldest_update_at, now))
        self._outbox_age.set(_age(figures.oldest_message_at, now))
        self._tick_lag.set(silence.total_seconds())
        self._apart.set(apart.total_seconds() if apart else 0.0)
        return generate_latest(self.registry)

    def _gauge(self, name: str, help_text: str, *labels: str) -> Gauge:
        return Gauge(f"puntual_{name}", help_text, labels, registry=self.registry)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
