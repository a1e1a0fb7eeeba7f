"""Where Telegram delivers updates: our own address, never another's unasked (decision 28)."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery.connection.refusals import described, where_known
from bot.delivery.connection.token_watch import hash_of
from bot.delivery.receiving.delivery_info import Delivery, ask_delivery
from bot.delivery.receiving.ingest import ALLOWED_UPDATES
from bot.delivery.receiving.rivals import POLLS, RECENT, Rivals
from bot.kit.faults import where
from bot.kit.waiting import Sleep, WakeSignal
from storage.engine import Database, DatabaseFailed
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(minutes=3)
LOOK_AGAIN = timedelta(minutes=1)
"""After a look that Telegram did not answer."""
KEPT = 20
"""How many addresses of its own a database remembers."""
NO_ADDRESS = "deleteWebhook"


@dataclass(frozen=True)
class OwnAddress:
    """The address of this process, None where it polls; `take_over` takes it from whoever has it."""

    url: str | None = None
    secret: str | None = None
    take_over: bool = False


class AddressWatch:
    """`delivery` is what Telegram told last; `foreign` the address that is not ours, with its first sight."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        wanted: OwnAddress,
        rivals: Rivals,
        *,
        wall: Callable[[], datetime],
        sleep: Sleep,
        on_look: Callable[[Delivery], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._database = database
        self._wanted = wanted
        self._wall = wall
        self._signal = WakeSignal(sleep)
        self._on_look = on_look
        self.rivals = rivals
        self.delivery: Delivery | None = None
        self.foreign: tuple[Delivery, datetime] | None = None
        self._unheard: tuple[datetime, int, str] | None = None

    async def settle(self) -> bool:
        """Have Telegram deliver to us; False, and nothing is touched, where it delivers to another
        address."""
        delivery, own = await self._ask(), await self._own()
        if delivery is not None and not self._is_ours(delivery.url, own):
            self._note_foreign(delivery)
            if not self._wanted.take_over:
                return False
            log.warning("address taken over from host=%s", delivery.host)
        self.foreign = None
        if self._wanted.url is not None:
            await self._set(own)
        elif (own or self._wanted.take_over) if delivery is None else delivery.url:
            await where_known(self._bot.delete_webhook(drop_pending_updates=False))
        return True

    async def run(self) -> None:
        """Look every few minutes, and at once when polling was refused because of a webhook."""
        while True:
            pause = LOOK_EVERY if self._unheard is None else LOOK_AGAIN
            await self._signal.wait(pause.total_seconds())
            try:
                await self.look()
                self._unheard = None
            except TelegramError as error:
                self._note_unheard(error)
            except DatabaseFailed as error:
                log.warning("address not looked at error=%s", where(error))

    async def look(self) -> None:
        """Put our address back where it was replaced, and note that."""
        delivery, own = await self._ask(), await self._own()
        if delivery is None:
            return
        if self._wanted.url is None:
            await self._look_beside_polling(delivery, own)
        elif delivery.url not in (self._wanted.url, *own[-1:]):
            log.error("address replaced by=%s", delivery.host if delivery.url else NO_ADDRESS)
            await self._set(own)
            await self.rivals.note(delivery.host if delivery.url else NO_ADDRESS)

    async def note_conflict(self, told: str) -> None:
        """Note a 409: somebody else polls, or has set a webhook."""
        if "webhook" in told.lower():
            self._signal.set()
            return
        try:
            await self.rivals.note(POLLS)
        except DatabaseFailed as error:
            log.warning("rival not noted error=%s", where(error))

    @property
    def troubles(self) -> list[str]:
        """Say what keeps updates from us, in lines for /healthz."""
        found = []
        if self.foreign is not None:
            delivery, since = self.foreign
            found.append(f"telegram: delivers to {delivery.host}, not to us, since {_minute(since)}")
        if self.rivals.are_about and (seen := self.rivals.seen) is not None:
            times = f"{seen.count} times, last at {_minute(seen.at)} ({seen.how})"
            found.append(f"telegram: somebody else uses the token, {times}")
        if self._unheard is not None and self._unheard[1] > 1:
            since, _, told = self._unheard
            found.append(f"telegram: does not answer since {_minute(since)}, {told}")
        if self._is_failing:
            found.append(f"telegram: cannot deliver, {self._told_of_delivery}")
        return found

    @property
    def notes(self) -> list[str]:
        """Say what waits at Telegram and what failed, where that stops nobody from working."""
        delivery = self.delivery
        if delivery is None or self._is_failing or not (delivery.waiting or delivery.error):
            return []
        return [f"telegram: {self._told_of_delivery}"]

    @property
    def _is_failing(self) -> bool:
        delivery = self.delivery
        if delivery is None or delivery.error_at is None or not delivery.waiting:
            return False
        return abs(self._wall() - delivery.error_at) <= RECENT

    @property
    def _told_of_delivery(self) -> str:
        assert self.delivery is not None
        told = f"{self.delivery.waiting} updates wait there"
        if self.delivery.error_at is None:
            return told
        return f"{told}, last error at {_minute(self.delivery.error_at)}: {self.delivery.error}"

    def _note_unheard(self, error: TelegramError) -> None:
        told = described(error)
        log.warning("telegram does not answer error=%s", told)
        since, times = (self._wall(), 0) if self._unheard is None else self._unheard[:2]
        self._unheard = since, times + 1, told

    async def _look_beside_polling(self, delivery: Delivery, own: list[str]) -> None:
        if self._is_ours(delivery.url, own):
            self.foreign = None
            return
        self._note_foreign(delivery)
        await self.rivals.note(delivery.host)
        if self._wanted.take_over:
            await where_known(self._bot.delete_webhook(drop_pending_updates=False))
            self.foreign = None

    async def _ask(self) -> Delivery | None:
        self.delivery = await ask_delivery(self._bot)
        if self.delivery is not None:
            self._on_look(self.delivery)
        return self.delivery

    async def _own(self) -> list[str]:
        async with self._database.read() as uow:
            return await own_addresses(uow, self._bot.token)

    def _is_ours(self, url: str, own: list[str]) -> bool:
        return not url or url == self._wanted.url or url in own

    def _note_foreign(self, delivery: Delivery) -> None:
        since = self._wall() if self.foreign is None else self.foreign[1]
        self.foreign = delivery, since
        log.error("telegram delivers to somebody else host=%s since=%s", delivery.host, since.isoformat())

    async def _set(self, own: list[str]) -> None:
        """Store the address before Telegram gets it, so that it is known as ours whatever happens in
        between."""
        assert self._wanted.url is not None
        if own[-1:] != [self._wanted.url]:
            async with self._database.write() as uow:
                await _remember(uow, self._bot.token, self._wanted.url)
                await uow.commit()
        await where_known(
            self._bot.set_webhook(
                self._wanted.url,
                secret_token=self._wanted.secret,
                allowed_updates=list(ALLOWED_UPDATES),
                drop_pending_updates=False,
            )
        )


async def own_addresses(uow: UnitOfWork, token: str) -> list[str]:
    """Return the addresses that this database has given to Telegram for this bot, the latest at the end."""
    told = await uow.meta.get(_key(token))
    return json.loads(told) if told else []


async def _remember(uow: UnitOfWork, token: str, url: str) -> None:
    others = [each for each in await own_addresses(uow, token) if each != url]
    await uow.meta.set(_key(token), json.dumps([*others[-KEPT + 1 :], url]))


def _key(token: str) -> str:
    return f"webhooks_set:{hash_of(token)}"


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
