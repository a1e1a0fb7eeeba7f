"""What is claimed next: after a crash, what was in progress is handled alone, and others do not wait long."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from domain.delivery.crashes import FIRST_TURN, OTHERS_TURN
from storage.queues.inbox import ClaimedUpdate, InboxLook
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class WorkSpan:
    """A stretch of time; a clock that was set back or ahead ends it."""

    begun_at: datetime
    length: timedelta

    def is_on(self, now: datetime) -> bool:
        return self.begun_at <= now < self.begun_at + self.length


class OneAtATime:
    """Claims for one process. Suspects and the others take turns where there are both.

    In a turn of the suspects nothing else is begun. When it is over the others go on, also beside a suspect
    that has not ended; one that still waits to be alone has its next turn after that.
    """

    def __init__(self, wall: Callable[[], datetime], lease: timedelta) -> None:
        self._wall = wall
        self._lease = lease
        self._holder = uuid4().hex
        self._of_suspects: WorkSpan | None = None
        self._of_others: WorkSpan | None = None

    @property
    def are_at_work(self) -> bool:
        return self._of_suspects is not None

    async def look(self, uow: UnitOfWork, limit: int, in_progress: Collection[int]) -> InboxLook:
        now = self._wall()
        if self._of_suspects is not None and not self._of_suspects.is_on(now):
            self._of_suspects, self._of_others = None, WorkSpan(now, OTHERS_TURN)
        if self._of_others is not None and self._of_others.is_on(now):
            found = await self._found(uow, now, limit, in_progress, with_suspects=False)
            if found.claims or in_progress:
                return found
        self._of_others = None
        if self._of_suspects is not None and in_progress:
            return InboxLook()
        found = await self._found(uow, now, limit, in_progress)
        self._of_suspects = self._turn_after(found, now)
        return found

    async def _found(
        self,
        uow: UnitOfWork,
        now: datetime,
        limit: int,
        in_progress: Collection[int],
        *,
        with_suspects: bool = True,
    ) -> InboxLook:
        return await uow.inbox.look(
            now,
            self._lease,
            limit=limit,
            holder=self._holder,
            in_progress=in_progress,
            with_suspects=with_suspects,
        )

    def _turn_after(self, found: InboxLook, now: datetime) -> WorkSpan | None:
        """Continue the turn while there are suspects; the more crashes, the longer the turn."""
        suspect = next((claim for claim in found.claims if is_suspect(claim)), None)
        if suspect is None and not found.must_wait:
            return None
        turn = self._of_suspects or WorkSpan(now, FIRST_TURN)
        if suspect is None or suspect.suspicion is None:
            return turn
        return WorkSpan(turn.begun_at, max(turn.length, suspect.suspicion.turn))


def is_suspect(claim: ClaimedUpdate) -> bool:
    return claim.suspicion is not None
