"""Sends one claimed message: words it, waits for its slot, marks it, makes the call, records the outcome."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.connection.refusals import TokenRefused
from bot.delivery.sending.clock_guard import ClockGuard, unguarded
from bot.delivery.sending.outbox_writer import Clock, OutboxWriter
from bot.delivery.sending.send_slots import SendSlots
from bot.kit.faults import is_of_the_surroundings, where
from bot.kit.waiting import Sleep
from domain.delivery.outcomes import (
    Ambiguous,
    Claim,
    Ending,
    NothingToDo,
    NotNow,
    NotRendered,
    NotSent,
    OutboxRow,
    OutboxState,
    Outcome,
    RefusedForNow,
    decide,
)
from domain.delivery.pacing import Rates, admit
from domain.delivery.retries import Policies, RetryPolicy
from storage.engine import DatabaseFailed
from storage.failpoints import Failpoints, Point
from texts.kit.rendering import Rendered

log = logging.getLogger(__name__)

# Seconds between two tries to mark a send while the database is away.
WHILE_AWAY = 1.0
# How often a stopped worker still tries to record an outcome.
LAST_TRIES = 5
# How long nothing is sent after Telegram has refused the token, doubling.
FIRST_REFUSAL, LONGEST_REFUSAL = timedelta(seconds=2), timedelta(minutes=15)

Render = Callable[[OutboxRow], Awaitable[Rendered | NotNow | None]]
OnOutcome = Callable[[str, Outcome], None]
Answers = Callable[[], Awaitable[bool]]
"""Tells whether Telegram answers."""


class Sends(Protocol):
    async def send(self, chat_id: int, rendered: Rendered) -> Outcome: ...


@dataclass(frozen=True)
class SendingOptions:
    """`attempt` stays under half the lease: a call must have ended long before its lease does.

    `ahead` is how long before its slot bulk is claimed. Where other processes send as well, a slot missed
    by more than `tardiness` is exchanged for a new one; None: this process sends alone.
    """

    rates: Rates = field(default_factory=Rates)
    policies: Policies = field(default_factory=Policies)
    concurrency: int = 24
    lease: timedelta = timedelta(seconds=90)
    attempt: timedelta = timedelta(seconds=40)
    look_every: timedelta = timedelta(seconds=5)
    ahead: timedelta = timedelta(milliseconds=250)
    tardiness: timedelta | None = None
    guard: ClockGuard = field(default_factory=unguarded)

    def __post_init__(self) -> None:
        if self.attempt >= self.lease / 2:
            raise ValueError("an attempt must end before half of its lease is over")


class SendWorker:
    """`refusal` is set while Telegram refuses the token; `held` names the claims being sent."""

    def __init__(
        self,
        writer: OutboxWriter,
        gateway: Sends,
        render: Render,
        *,
        wall: Clock,
        sleep: Sleep,
        on_bulk_taken: Callable[[], None],
        options: SendingOptions,
        failpoints: Failpoints,
        on_outcome: OnOutcome | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._writer = writer
        self._gateway = gateway
        self._render = render
        self._wall = wall
        self._sleep = sleep
        self._options = options
        self._failpoints = failpoints
        self._on_outcome = on_outcome
        self._answers = answers
        self._is_line_in_doubt = False
        self._flood_until: datetime | None = None
        self.slots = SendSlots(wall, sleep, on_bulk_taken, options.rates.everybody.in_a_second)
        self.held: set[tuple[int, str]] = set()
        self.results: Counter[OutboxState] = Counter()
        self.refusal: TokenRefused | None = None
        self._refusals = 0
        self.is_stopped = False

    async def deliver(self, claim: Claim) -> None:
        """Send a message whose slot was added, and record what came of it."""
        self.held.add(claim.key)
        try:
            ending = await self._attempt(claim)
            if ending is not None:
                await self._record(ending)
                await self._failpoints.reach(Point.AFTER_FINISH)
        except Exception as error:  # noqa: BLE001 - one row must not end the loop; its lease brings it back
            log.error("delivery failed outbox=%s error=%s", claim.row.id, where(error))  # noqa: TRY400
        finally:
            self.held.discard(claim.key)

    async def _attempt(self, claim: Claim) -> Ending | None:
        """Return how it ends; None if somebody else holds the row by now."""
        try:
            prepared = await self._prepare(claim)
        except BaseException:
            self.slots.give_up(claim.row.priority)
            raise
        if not isinstance(prepared, Rendered):
            self.slots.give_up(claim.row.priority)
            return self._ended(claim, prepared)
        return await self._send(claim, prepared)

    async def _send(self, claim: Claim, rendered: Rendered) -> Ending | None:
        slot = await self.slots.turn(claim.row.priority)
        began: datetime | None = None
        try:
            if held_back := self._held_back():
                return Ending(claim, decide(claim.row, held_back, self._policy(claim), self._wall()))
            if not await self._marked(claim):
                log.warning("claim was lost outbox=%s", claim.row.id)
                return None
            await self._failpoints.reach(Point.AFTER_MARK_SENDING)
            await self._fresh_slot(slot)
            began = self._wall()
            outcome = await self._call(claim.row.chat_id, rendered)
        finally:
            self.slots.call_ended(began)
        self._is_line_in_doubt = isinstance(outcome, Ambiguous | NotSent)
        await self._failpoints.reach(Point.AFTER_HTTP)
        return self._ended(claim, outcome, self._chat_tat(claim))

    async def _marked(self, claim: Claim) -> bool:
        """Commit that the call comes next; try again while the database is away."""
        while True:
            try:
                return await self._writer.mark_sending(claim)
            except DatabaseFailed as error:
                if self.is_stopped or not is_of_the_surroundings(error):
                    raise
                log.warning("send not marked outbox=%s error=%s", claim.row.id, where(error))
                await self._sleep(WHILE_AWAY)

    async def _fresh_slot(self, slot: datetime) -> None:
        """Exchange a missed slot: after a pause of the database many senders would send at once."""
        tardiness = self._options.tardiness
        if tardiness is None or self._wall() - slot <= tardiness:
            return
        try:
            slot = await self._writer.another_slot(self._options.rates)
        except DatabaseFailed as error:
            log.warning("slot not exchanged error=%s", where(error))
            return
        await self._sleep(max(0.0, (slot - self._wall()).total_seconds()))

    async def _prepare(self, claim: Claim) -> Rendered | Outcome:
        """Return the words, or why there is nothing to send."""
        await self._failpoints.reach(Point.AFTER_CLAIM)
        if (objection := self._options.guard.objection(claim.row)) is not None:
            return objection
        try:
            rendered = await self._render(claim.row)
        except Exception as error:
            if is_of_the_surroundings(error):
                raise  # not the fault of the message: its lease brings it back uncounted
            return NotRendered(f"not rendered: {where(error)}")
        if rendered is None:
            return NothingToDo("no longer wanted")
        if isinstance(rendered, NotNow):
            return rendered
        if not await self._is_answering():
            return NotSent("telegram does not answer")
        return rendered

    async def _is_answering(self) -> bool:
        """After a call without an answer, ask something harmless before the next message.

        An outage would otherwise leave each message in doubt, and a doubt may end its retries.
        """
        if self._answers is None or not self._is_line_in_doubt:
            return True
        try:
            async with asyncio.timeout(self._options.attempt.total_seconds()):
                return await self._answers()
        except TimeoutError:
            return False

    def _held_back(self) -> RefusedForNow | None:
        """Say how long nothing may be sent because Telegram refused another message."""
        if self._flood_until is None or self._flood_until <= (wall := self._wall()):
            return None
        return RefusedForNow(self._flood_until - wall)

    async def _call(self, chat_id: int, rendered: Rendered) -> Outcome:
        try:
            async with asyncio.timeout(self._options.attempt.total_seconds()):
                outcome = await self._gateway.send(chat_id, rendered)
        except TimeoutError:
            return Ambiguous("no answer in time")
        except TokenRefused as error:
            return self._token_refused(error)
        except Exception as error:  # noqa: BLE001 - once the call has begun, any error is ambiguous
            return Ambiguous(where(error))
        self.refusal, self._refusals = None, 0
        return outcome

    def _token_refused(self, error: TokenRefused) -> RefusedForNow:
        """Hold all sends, ever longer; of calls that were refused at the same time only the first counts."""
        self.refusal = error
        if self._held_back() is None:
            self._refusals += 1
        longest = min(FIRST_REFUSAL * 2 ** min(self._refusals - 1, 10), LONGEST_REFUSAL)
        self._flood_until = self._wall() + longest
        return RefusedForNow(longest)

    def _ended(self, claim: Claim, outcome: Outcome, chat_tat: datetime | None = None) -> Ending:
        transition = decide(claim.row, outcome, self._policy(claim), self._wall())
        if isinstance(outcome, NotSent) and outcome.wait is not None and transition.retry_at is not None:
            # In product time: a message with so long a wait of its own must not hold up its chat.
            later = self._writer.from_now(outcome.wait)
            transition = replace(transition, retry_at=None, not_before=later)
        self._flood_until = transition.hold_all_until or self._flood_until
        if self._on_outcome is not None:
            self._on_outcome(claim.row.kind, outcome)
        return Ending(claim, transition, chat_tat)

    def _policy(self, claim: Claim) -> RetryPolicy:
        return self._options.policies.of(claim.row.kind, is_announced=claim.row.is_announced)

    def _chat_tat(self, claim: Claim) -> datetime:
        """Return the pace of the chat after a call that has just ended: later than Telegram counted it."""
        rate = self._options.rates.of_chat(claim.row.chat_id)
        return admit(claim.chat_tat, self._wall(), rate.interval, rate.burst).new_tat

    async def _record(self, ending: Ending) -> None:
        """Record the outcome, however long the database takes: what was sent must not be sent again."""
        failures = 0
        while True:
            try:
                return await self._finish(ending)
            except DatabaseFailed as error:
                failures += 1
                log.warning("outcome not recorded outbox=%s error=%s", ending.claim.row.id, where(error))
                if self.is_stopped and failures > LAST_TRIES:
                    raise
                await self._sleep(min(failures, 10))

    async def _finish(self, ending: Ending) -> None:
        row, transition = ending.claim.row, ending.transition
        if not await self._writer.finish(ending):
            log.warning("claim was lost outbox=%s", row.id)
            return
        if transition.not_before == row.not_before:
            self.results[transition.state] += 1
        fields = (transition.state, row.id, row.kind, transition.error)
        log.info("delivery %s outbox=%s kind=%s error=%s", *fields)
