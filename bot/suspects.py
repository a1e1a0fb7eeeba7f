"""Who is taken up next: after a death, what was at hand is handled alone, and others do not wait long."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from domain.deaths import FIRST_TURN, OTHERS_TURN
from storage.inbox import ClaimedUpdate, Haul
from storage.uow import UnitOfWork


@dataclass(frozen=True)
class WorkSpan:
    """A stretch of time; a clock that was set back or ahead ends it."""

    begun_at: datetime
    length: timedelta

    def is_on(self, now: datetime) -> bool:
        return self.begun_at <= now < self.begun_at + self.length


class OneAtATime:
    """Looks at the inbox for one process. Suspects and the others take turns, where both want to work.

    In a turn of the suspects nothing new is begun beside them. When it is over, the others go on, also
    beside one that has not ended; whoever waits to be alone has its next turn after that.
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

    async def look(self, uow: UnitOfWork, limit: int, at_hand: Collection[int]) -> Haul:
        now = self._wall()
        if self._of_suspects is not None and not self._of_suspects.is_on(now):
            self._of_suspects, self._of_others = None, WorkSpan(now, OTHERS_TURN)
        if self._of_others is not None and self._of_others.is_on(now):
            haul = await self._found(uow, now, limit, at_hand, with_suspects=False)
            if haul.claims or at_hand:
                return haul
        self._of_others = None
        if self._of_suspects is not None and at_hand:
            return Haul()
        haul = await self._found(uow, now, limit, at_hand)
        self._of_suspects = self._turn_after(haul, now)
        return haul

    async def _found(
        self,
        uow: UnitOfWork,
        now: datetime,
        limit: int,
        at_hand: Collection[int],
        *,
        with_suspects: bool = True,
    ) -> Haul:
        return await uow.inbox.look(
            now, self._lease, limit=limit, holder=self._holder, at_hand=at_hand, with_suspects=with_suspects
        )

    def _turn_after(self, haul: Haul, now: datetime) -> WorkSpan | None:
        """Go on with the turn while there are suspects; who was near at more deaths gets a longer one."""
        suspect = next((claim for claim in haul.claims if is_suspect(claim)), None)
        if suspect is None and not haul.must_wait:
            return None
        turn = self._of_suspects or WorkSpan(now, FIRST_TURN)
        if suspect is None or suspect.suspicion is None:
            return turn
        return WorkSpan(turn.begun_at, max(turn.length, suspect.suspicion.turn))


def is_suspect(claim: ClaimedUpdate) -> bool:
    return claim.suspicion is not None
