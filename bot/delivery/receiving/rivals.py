"""Other programs that use our token: noticed, counted, kept in the database."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.delivery.connection.token_watch import hash_of
from storage.engine import Database
from storage.uow import UnitOfWork

RECENT = timedelta(minutes=10)
POLLS = "getUpdates"
"""The name of a rival that polls; one with a webhook is named by its host."""


@dataclass(frozen=True)
class SeenRival:
    """How often another program was noticed to use the token, and how the last time."""

    count: int
    last_at: str
    how: str

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.last_at)


class Rivals:
    """`seen` is what the database knows, once this process has noticed a rival."""

    def __init__(
        self,
        database: Database,
        token: str,
        *,
        wall: Callable[[], datetime],
        steady: Callable[[], float],
        on_rival: Callable[[], None],
    ) -> None:
        self._database = database
        self._token = token
        self._wall = wall
        self._steady = steady
        self._on_rival = on_rival
        self._lately: deque[tuple[float, str]] = deque(maxlen=100)
        self.seen: SeenRival | None = None

    async def note(self, how: str) -> None:
        self._lately.append((self._steady(), how))
        self._on_rival()
        async with self._database.write() as uow:
            known = await rival_of(uow, self._token)
            latest = SeenRival(1, self._wall().isoformat(), how)
            seen = latest if known is None else replace(latest, count=known.count + 1)
            await uow.meta.set(_key(self._token), json.dumps(asdict(seen)))
            await uow.commit()
        self.seen = seen

    @property
    def are_about(self) -> bool:
        """Tell whether a rival is active now; one poll that crossed ours is not enough."""
        since = self._steady() - RECENT.total_seconds()
        lately = [how for at, how in self._lately if at >= since]
        return len(lately) > 1 or any(how != POLLS for how in lately)


async def rival_of(uow: UnitOfWork, token: str) -> SeenRival | None:
    told = await uow.meta.get(_key(token))
    return SeenRival(**json.loads(told)) if told else None


def _key(token: str) -> str:
    return f"token_rival:{hash_of(token)}"
