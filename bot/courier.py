"""Carries one claimed message: words it, marks it, makes the call and records what came of it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.faults import is_of_the_surroundings, where
from bot.refusals import TokenRefused
from bot.rendering import Rendered
from bot.waiting import Sleep
from domain.delivery import (
    Ambiguous,
    Claim,
    NothingToDo,
    NotRendered,
    NotSent,
    OutboxRow,
    OutboxState,
    Outcome,
    Policies,
    RefusedForNow,
    Transition,
    decide,
)
from domain.pacing import Rates
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

# How often a stopped courier still tries to record an outcome.
LAST_TRIES = 5

Clock = Callable[[], datetime]
Render = Callable[[OutboxRow], Awaitable[Rendered | None]]
OnUnreachable = Callable[[UnitOfWork, int, str], Awaitable[None]]
OnOutcome = Callable[[str, Outcome], None]
Answers = Callable[[], Awaitable[bool]]
"""Asks Telegram for a sign of life."""


class Sends(Protocol):
    async def send(self, chat_id: int, rendered: Rendered) -> Outcome: ...


@dataclass(frozen=True)
class SendingOptions:
    """`attempt` stays under half the lease: a call must have ended long before its lease does."""

    rates: Rates = field(default_factory=Rates)
    policies: Policies = field(default_factory=Policies)
    concurrency: int = 8
    lease: timedelta = timedelta(seconds=90)
    attempt: timedelta = timedelta(seconds=40)
    look_every: timedelta = timedelta(seconds=5)

    def __post_init__(self) -> None:
        if self.attempt >= self.lease / 2:
            raise ValueError("an attempt must end before half of its lease is over")


class Courier:
    """`refusal` is set once Telegram has refused the token; `held` are the rows being carried."""

    def __init__(
        self,
        database: Database,
        gateway: Sends,
        render: Render,
        *,
        now: Clock,
        wall: Clock,
        sleep: Sleep,
        on_unreachable: OnUnreachable,
        options: SendingOptions,
        failpoints: Failpoints,
        on_outcome: OnOutcome | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._database = database
        self._gateway = gateway
        self._render = render
        self._now = now
        self._wall = wall
        self._sleep = sleep
        self._on_unreachable = on_unreachable
        self._options = options
        self._failpoints = failpoints
        self._on_outcome = on_outcome
        self._answers = answers
        self._is_line_in_doubt = False
        self.held: set[int] = set()
        self.results: Counter[OutboxState] = Counter()
        self.refusal: TokenRefused | None = None
        self.is_stopped = False

    async def deliver(self, claim: Claim) -> None:
        self.held.add(claim.row.id)
        try:
            await self._failpoints.reach(Point.AFTER_CLAIM)
            outcome = await self._attempt(claim)
            if outcome is not None:
                await self._record(claim, outcome)
                self._note(claim, outcome)
                await self._failpoints.reach(Point.AFTER_FINISH)
        except Exception as error:  # noqa: BLE001 - one row must not end the loop; its lease brings it back
            log.error("delivery broke off outbox=%s error=%s", claim.row.id, where(error))  # noqa: TRY400
        finally:
            self.held.discard(claim.row.id)

    def _note(self, claim: Claim, outcome: Outcome) -> None:
        if self._on_outcome is not None:
            self._on_outcome(claim.row.kind, outcome)

    async def _attempt(self, claim: Claim) -> Outcome | None:
        """Return the outcome; None if somebody else holds the row by now."""
        try:
            rendered = await self._render(claim.row)
        except Exception as error:
            if is_of_the_surroundings(error):
                raise  # no fault of the message: its lease brings it back, and nothing was counted
            return NotRendered(f"not rendered: {where(error)}")
        if rendered is None:
            return NothingToDo("no longer wanted")
        if not await self._is_heard():
            return NotSent("telegram does not answer")
        if not await self._mark_sending(claim):
            return None
        await self._failpoints.reach(Point.AFTER_MARK_SENDING)
        outcome = await self._call(claim.row.chat_id, rendered)
        self._is_line_in_doubt = isinstance(outcome, Ambiguous | NotSent)
        await self._failpoints.reach(Point.AFTER_HTTP)
        return outcome

    async def _is_heard(self) -> bool:
        """After a call without an answer, ask something harmless before the next message.

        An outage would otherwise leave each message in doubt, and a doubt may end its pursuit.
        """
        if self._answers is None or not self._is_line_in_doubt:
            return True
        try:
            async with asyncio.timeout(self._options.attempt.total_seconds()):
                return await self._answers()
        except TimeoutError:
            return False

    async def _mark_sending(self, claim: Claim) -> bool:
        async with self._database.write() as uow:
            until = self._wall() + self._options.lease
            marked = await uow.outbox.mark_sending(claim.row.id, claim.token, until)
            await uow.commit()
        return marked

    async def _call(self, chat_id: int, rendered: Rendered) -> Outcome:
        try:
            async with asyncio.timeout(self._options.attempt.total_seconds()):
                return await self._gateway.send(chat_id, rendered)
        except TimeoutError:
            return Ambiguous("no answer in time")
        except TokenRefused as error:
            self.refusal = error
            return RefusedForNow(timedelta(0))
        except Exception as error:  # noqa: BLE001 - once the call has begun, any error leaves a doubt
            return Ambiguous(where(error))

    async def _record(self, claim: Claim, outcome: Outcome) -> None:
        """Write the outcome down, however long the database takes: what was sent must not be sent again."""
        policy = self._options.policies.of(claim.row.kind)
        transition = decide(claim.row, outcome, policy, self._wall())
        failures = 0
        while True:
            try:
                return await self._finish(claim, transition)
            except DatabaseFailed as error:
                failures += 1
                log.warning("outcome not recorded outbox=%s error=%s", claim.row.id, where(error))
                if self.is_stopped and failures > LAST_TRIES:
                    raise
                await self._sleep(min(failures, 10))

    async def _finish(self, claim: Claim, transition: Transition) -> None:
        async with self._database.write() as uow:
            if not await uow.outbox.finish(claim.row.id, claim.token, transition, self._now()):
                log.warning("claim was lost outbox=%s", claim.row.id)
                return
            if transition.unreachable:
                await self._on_unreachable(uow, claim.row.chat_id, transition.error or "")
            await uow.commit()
        self.results[transition.state] += 1
        fields = (transition.state, claim.row.id, claim.row.kind, transition.error)
        log.info("delivery %s outbox=%s kind=%s error=%s", *fields)
