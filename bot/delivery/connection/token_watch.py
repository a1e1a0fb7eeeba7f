"""Whether Telegram knows the token: getMe is asked three times over a minute; and which methods it lacks."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.delivery.connection.refusals import described
from bot.kit.faults import where
from bot.kit.waiting import Sleep, WakeSignal
from storage.engine import Database, DatabaseFailed

log = logging.getLogger(__name__)

ASKED = 3
BETWEEN = timedelta(seconds=30)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
REFUSED_SINCE = "token_refused_since"
MISSING = "missing_methods"
UNKNOWN = 404


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class TokenWatch:
    """`refused_since` is set while Telegram, asked by getMe, does not know the token."""

    def __init__(self, bot: Bot, database: Database, *, wall: Callable[[], datetime], sleep: Sleep) -> None:
        self._bot = bot
        self._database = database
        self._wall = wall
        self._sleep = sleep
        self._signal = WakeSignal(sleep)
        self._is_in_doubt = False
        self._unknown: set[str] = set()
        self.missing: set[str] = set()
        self.refused_since: datetime | None = None

    def note(self, method: str, code: int) -> None:
        """Note a 401 or 404 of Telegram; what it means, getMe tells."""
        if code == UNKNOWN and method in self.missing:
            return
        if code == UNKNOWN and method != "getme":
            self._unknown.add(method)
        self._is_in_doubt = True
        self._signal.set()

    async def run(self) -> None:
        """Ask about each refusal, for as long as the task lives."""
        while True:
            await self._signal.wait(LONGEST_WAIT.total_seconds())
            if self._is_in_doubt:
                await self._settle()

    async def is_refused(self) -> bool:
        """Ask getMe until it answers once; True when it refused each time."""
        for turn in range(ASKED):
            if turn:
                await self._sleep(BETWEEN.total_seconds())
            try:
                await self._bot.get_me()
            except InvalidToken:
                continue
            except TelegramError as error:
                log.warning("token not asked about error=%s", described(error))
                return False
            return False
        return True

    async def has_worked(self) -> bool:
        """Tell whether this token ever worked with this database."""
        async with self._database.read() as uow:
            return await uow.meta.get(self._worked) is not None

    async def note_worked(self) -> None:
        """Remember the token by its hash; Telegram has just known it."""
        async with self._database.write() as uow:
            if await uow.meta.get(self._worked) is None:
                await uow.meta.set_instant(self._worked, self._wall())
            if await uow.meta.get(REFUSED_SINCE):
                await uow.meta.set(REFUSED_SINCE, "")
            await uow.commit()
        self.refused_since = None

    async def note_refused(self) -> None:
        if self.refused_since is not None:
            return
        self.refused_since = self._wall()
        log.error("telegram refuses the token since=%s", self.refused_since.isoformat())
        async with self._database.write() as uow:
            known = await uow.meta.get_instant(REFUSED_SINCE)
            self.refused_since = known or self.refused_since
            await uow.meta.set_instant(REFUSED_SINCE, self.refused_since)
            await uow.commit()

    async def _settle(self) -> None:
        self._is_in_doubt = False
        wait = FIRST_WAIT
        try:
            while await self.is_refused():
                await self.note_refused()
                await self._sleep(wait.total_seconds())
                wait = min(2 * wait, LONGEST_WAIT)
            if self.refused_since is not None:
                await self.note_worked()
                log.info("telegram knows the token again")
            await self._note_missing()
        except DatabaseFailed as error:
            self._is_in_doubt = True
            log.warning("token not noted error=%s", where(error))

    async def _note_missing(self) -> None:
        """Note which methods the server lacks: the token is good, so a 404 was about the method."""
        if new := self._unknown - self.missing:
            log.warning("telegram lacks methods=%s", ",".join(sorted(new)))
            async with self._database.write() as uow:
                await uow.meta.set(MISSING, ",".join(sorted(self.missing | new)))
                await uow.commit()
            self.missing |= new

    @property
    def _worked(self) -> str:
        return f"token_worked_at:{hash_of(self._bot.token)}"
