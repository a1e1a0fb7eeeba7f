"""Where Telegram delivers: one's own address is set and put back, another's is left alone and told of."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.delivery.receiving.address_watch import KEPT, LOOK_EVERY, AddressWatch, OwnAddress, own_addresses
from bot.delivery.receiving.delivery_info import Delivery, ask_delivery, host_of, read_delivery
from bot.delivery.receiving.rivals import Rivals, rival_of
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox
from storage.engine import Database
from tests.clocks import NOON, ManualClock, until

OURS = "https://puntual.test/telegram"
OLDER = "https://puntual.test/older"
THEIRS = "https://other.test:8443/hook?key=secret"
POLLING = OwnAddress()
HOOKED = OwnAddress(OURS, "a-secret-of-the-webhook")
TAKING = OwnAddress(take_over=True)
RIVAL = "telegram: somebody else uses the token"

Makes = Callable[..., AddressWatch]


class Naps:
    """The sleep of a watch, which can be told to sleep on: it is then ended in the middle of nothing."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self._is_night = False
        self._sleeps = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        if self._is_night:
            self._sleeps.set()
            await asyncio.Event().wait()
        await self._clock.sleep(seconds)

    async def end(self, watch: asyncio.Task[None]) -> None:
        self._is_night = True
        async with asyncio.timeout(30):
            await self._sleeps.wait()
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


@pytest.fixture
def naps(clock: ManualClock) -> Naps:
    return Naps(clock)


@pytest.fixture
def makes(bot: Bot, database: Database, clock: ManualClock, naps: Naps) -> Makes:
    def made(wanted: OwnAddress) -> AddressWatch:
        rivals = Rivals(database, bot.token, wall=clock, steady=clock.steady, on_rival=lambda: None)
        return AddressWatch(bot, database, wanted, rivals, wall=clock, sleep=naps.sleep)

    return made


def url_of(sandbox: Sandbox) -> str:
    return str(sandbox.world.updates.webhook["url"])


@asynccontextmanager
async def running(watch: AddressWatch, naps: Naps) -> AsyncIterator[None]:
    task = asyncio.create_task(watch.run())
    try:
        yield
    finally:
        await naps.end(task)


@pytest.mark.parametrize(("wanted", "url"), [(POLLING, ""), (HOOKED, OURS)])
async def test_where_nobody_is_we_begin(makes: Makes, sandbox: Sandbox, wanted: OwnAddress, url: str) -> None:
    assert await makes(wanted).settle()

    assert url_of(sandbox) == url


@pytest.mark.parametrize("wanted", [POLLING, HOOKED])
async def test_anothers_address_is_left_alone_and_told_of(
    makes: Makes, bot: Bot, sandbox: Sandbox, wanted: OwnAddress, clock: ManualClock
) -> None:
    await bot.set_webhook(THEIRS)
    watch = makes(wanted)

    assert not await watch.settle()
    clock.advance(minutes=3)
    assert not await watch.settle()

    assert url_of(sandbox) == THEIRS
    assert watch.troubles == ["telegram: delivers to other.test:8443, not to us, since 2025-09-25 18:00 UTC"]


@pytest.mark.parametrize(("wanted", "url"), [(POLLING, ""), (HOOKED, OURS)])
async def test_anothers_address_is_taken_where_that_is_asked_for(
    makes: Makes, bot: Bot, sandbox: Sandbox, wanted: OwnAddress, url: str
) -> None:
    await bot.set_webhook(THEIRS)
    watch = makes(replace(wanted, take_over=True))

    assert await watch.settle()

    assert url_of(sandbox) == url
    assert watch.troubles == []


async def test_once_the_other_has_gone_we_begin(makes: Makes, bot: Bot) -> None:
    await bot.set_webhook(THEIRS)
    watch = makes(POLLING)
    assert not await watch.settle()

    await bot.delete_webhook()

    assert await watch.settle()
    assert watch.troubles == []


@pytest.mark.parametrize("wanted", [POLLING, OwnAddress(OURS, "another-secret-of-ours")])
async def test_an_address_that_this_database_set_is_its_own(
    makes: Makes, sandbox: Sandbox, wanted: OwnAddress
) -> None:
    await makes(OwnAddress(OLDER)).settle()
    assert url_of(sandbox) == OLDER

    assert await makes(wanted).settle()

    assert url_of(sandbox) == (wanted.url or "")


async def test_the_same_address_is_taken_from_nobody(makes: Makes, bot: Bot) -> None:
    """As after an update of Puntual: this database does not know yet that it set it."""
    await bot.set_webhook(OURS)

    assert await makes(HOOKED).settle()


async def test_nothing_that_waits_is_dropped(makes: Makes, sandbox: Sandbox) -> None:
    await makes(OwnAddress(OLDER)).settle()
    sandbox.world.updates.invent("message", {"chat": {"id": 1}})

    await makes(POLLING).settle()

    assert len(sandbox.world.updates.pending) == 1


async def test_addresses_are_remembered_for_each_token_and_not_for_ever(
    makes: Makes, bot: Bot, database: Database
) -> None:
    for number in range(KEPT + 2):
        await makes(OwnAddress(f"https://puntual.test/{number}")).settle()

    async with database.read() as uow:
        kept = await own_addresses(uow, bot.token)
        assert await own_addresses(uow, "7000000002:another") == []
    assert kept == [f"https://puntual.test/{number}" for number in range(2, KEPT + 2)]


@pytest.mark.parametrize(("theirs", "how"), [("", "deleteWebhook"), (THEIRS, "other.test:8443")])
async def test_our_address_is_put_back_and_the_other_is_counted(
    makes: Makes, bot: Bot, sandbox: Sandbox, database: Database, theirs: str, how: str
) -> None:
    watch = makes(HOOKED)
    await watch.settle()
    for _ in range(2):
        await bot.set_webhook(theirs) if theirs else await bot.delete_webhook()
        await watch.look()
        assert url_of(sandbox) == OURS

    async with database.read() as uow:
        seen = await rival_of(uow, bot.token)
    assert seen is not None
    assert (seen.count, seen.how) == (2, how)
    assert watch.troubles == [f"{RIVAL}, 2 times, last at 2025-09-25 18:00 UTC ({how})"]


async def test_it_looks_every_few_minutes(
    makes: Makes, sandbox: Sandbox, clock: ManualClock, naps: Naps
) -> None:
    watch = makes(HOOKED)
    async with running(watch, naps):
        await until(lambda: len(sandbox.world.calls) >= 2)

    assert set(clock.slept) == {LOOK_EVERY.total_seconds()}


async def test_a_newer_address_of_our_own_is_left(makes: Makes, sandbox: Sandbox) -> None:
    """While replicas are started with another address, the old ones do not fight for theirs."""
    old = makes(OwnAddress(OLDER))
    await old.settle()
    await makes(HOOKED).settle()

    await old.look()

    assert url_of(sandbox) == OURS
    assert old.troubles == []


async def test_whoever_polls_leaves_the_address_that_another_has_set(
    makes: Makes, bot: Bot, sandbox: Sandbox
) -> None:
    watch = makes(POLLING)
    await watch.settle()
    await bot.set_webhook(THEIRS)

    await watch.look()

    assert url_of(sandbox) == THEIRS
    told = "\n".join(watch.troubles)
    assert "delivers to other.test:8443" in told
    assert "somebody else uses the token" in told
    assert "secret" not in told

    await bot.delete_webhook()
    await watch.look()
    assert "delivers to" not in "\n".join(watch.troubles)


async def test_whoever_polls_and_takes_over_takes_it_each_time(
    makes: Makes, bot: Bot, sandbox: Sandbox
) -> None:
    watch = makes(TAKING)
    await watch.settle()
    await bot.set_webhook(THEIRS)

    await watch.look()

    assert url_of(sandbox) == ""


async def test_one_poll_that_crossed_ours_is_nobody_and_a_second_one_is(
    makes: Makes, database: Database, bot: Bot, clock: ManualClock
) -> None:
    watch = makes(POLLING)
    await watch.note_conflict("Conflict: terminated by other getUpdates request")
    assert watch.troubles == []

    clock.advance(seconds=15)
    await watch.note_conflict("Conflict: terminated by other getUpdates request")

    (told,) = watch.troubles
    assert (
        told == "telegram: somebody else uses the token, 2 times, last at 2025-09-25 18:00 UTC (getUpdates)"
    )
    clock.advance(minutes=11)
    assert watch.troubles == []
    async with database.read() as uow:
        seen = await rival_of(uow, bot.token)
    assert seen is not None
    assert (seen.count, seen.at) == (2, NOON + timedelta(seconds=15))


async def test_a_conflict_about_an_address_makes_it_look_at_once(
    makes: Makes, bot: Bot, sandbox: Sandbox, naps: Naps
) -> None:
    watch = makes(POLLING)
    await bot.set_webhook(THEIRS)
    await watch.note_conflict("Conflict: can't use getUpdates method while webhook is active")

    async with running(watch, naps):
        await until(lambda: watch.foreign is not None)


async def test_a_database_that_is_away_keeps_nothing_from_going_on(makes: Makes, database: Database) -> None:
    watch = makes(POLLING)
    await database.dispose()
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE meta RENAME TO away")
    try:
        await watch.note_conflict("Conflict: terminated by other getUpdates request")
    finally:
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE away RENAME TO meta")

    assert watch.rivals.seen is None


@pytest.mark.parametrize("wanted", [POLLING, HOOKED])
async def test_a_server_without_getwebhookinfo_is_done_without(
    makes: Makes, sandbox: Sandbox, wanted: OwnAddress
) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.UNKNOWN_METHOD, "getWebhookInfo", times=None))
    watch = makes(wanted)

    assert await watch.settle()
    await watch.look()

    assert url_of(sandbox) == (wanted.url or "")
    assert (watch.troubles, watch.notes) == ([], [])


async def test_where_it_is_not_known_who_delivers_only_our_own_is_deleted(
    makes: Makes, bot: Bot, sandbox: Sandbox
) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.UNKNOWN_METHOD, "getWebhookInfo", times=None))
    await bot.set_webhook(THEIRS)
    assert await makes(POLLING).settle()
    assert url_of(sandbox) == THEIRS

    await makes(HOOKED).settle()
    assert await makes(POLLING).settle()
    assert url_of(sandbox) == ""


@pytest.mark.parametrize(("wanted", "method"), [(HOOKED, "setWebhook"), (TAKING, "deleteWebhook")])
async def test_a_server_that_cannot_change_it_is_done_without(
    makes: Makes, bot: Bot, sandbox: Sandbox, wanted: OwnAddress, method: str
) -> None:
    await bot.set_webhook(OURS)
    sandbox.world.faults.plan(Fault(FaultKind.UNKNOWN_METHOD, method, times=None))

    assert await makes(wanted).settle()


async def test_what_is_no_answer_changes_nothing(
    makes: Makes, bot: Bot, sandbox: Sandbox, naps: Naps
) -> None:
    await bot.set_webhook(THEIRS)
    sandbox.world.faults.plan(Fault(FaultKind.WEB_PAGE, "getWebhookInfo", times=2, status=200))
    watch = makes(TAKING)

    with pytest.raises(NetworkError):
        await watch.settle()

    assert url_of(sandbox) == THEIRS
    async with running(watch, naps):  # one that runs looks again later
        await until(lambda: url_of(sandbox) == "")


@pytest.mark.parametrize("kind", [FaultKind.WEB_PAGE, FaultKind.DROP_BEFORE])
async def test_where_telegram_does_not_answer_twice_that_is_told_within_five_minutes(
    makes: Makes, sandbox: Sandbox, clock: ManualClock, kind: FaultKind, naps: Naps
) -> None:
    sandbox.world.faults.plan(Fault(kind, times=3, status=403))
    watch = makes(POLLING)

    async with running(watch, naps):
        await until(lambda: watch.troubles)
        told, at = watch.troubles[0], clock()
        await until(lambda: not watch.troubles)

    assert told.startswith("telegram: does not answer since 2025-09-25 18:03 UTC, NetworkError: ")
    assert at - NOON <= timedelta(minutes=5)
    assert clock.slept[:4] == [180, 60, 60, 60]


async def test_what_telegram_could_not_deliver_is_told(makes: Makes, clock: ManualClock) -> None:
    watch = makes(HOOKED)
    failed = Delivery(OURS, 3, "Connection refused", NOON - timedelta(minutes=2))
    told = "3 updates wait there, last error at 2025-09-25 17:58 UTC: Connection refused"

    watch.delivery = failed
    assert (watch.troubles, watch.notes) == ([f"telegram: cannot deliver, {told}"], [])

    clock.advance(minutes=9)
    assert (watch.troubles, watch.notes) == ([], [f"telegram: {told}"])

    watch.delivery = Delivery(OURS, 2)
    assert (watch.troubles, watch.notes) == ([], ["telegram: 2 updates wait there"])
    watch.delivery = Delivery(OURS)
    assert (watch.troubles, watch.notes) == ([], [])


async def test_what_telegram_says_of_its_deliveries_is_read(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.world.updates.invent("message", {"chat": {"id": 1}})

    assert await ask_delivery(bot) == Delivery("", 1)


def test_an_error_is_one_short_line() -> None:
    told = {"url": OURS, "last_error_message": "SSL\nerror " + "x" * 900, "last_error_date": 1_758_823_200}

    read = read_delivery(told)

    assert read.error is not None
    assert (read.error[:9], len(read.error), read.error_at) == ("SSL error", 200, NOON)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (THEIRS, "other.test:8443"),
        (OURS, "puntual.test"),
        ("https://a:b@c.test/x", "c.test"),
        ("http://[", "?"),
    ],
)
def test_of_an_address_only_the_host_is_shown(url: str, host: str) -> None:
    assert host_of(url) == host
