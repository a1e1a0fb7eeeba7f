"""The long-running process: recovery, connecting, stopping, and errors that end it at once."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.clock import ProductClock, StoppedClock, wall
from app.connecting import connect, troubles_of
from app.failpoints import FailpointReached
from app.running import recover, run, run_until_stopped
from app.settings import Settings, SettingWrong, load_settings
from app.wiring import Puntual, opened
from domain.delivery.outcomes import InboxState
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.leftovers import note_place
from tests.app.conftest import TOKEN
from tests.clocks import ManualClock, until
from tests.deliveries import LEASE
from tests.facts import ANA, NOW, Office
from tests.hanging import HANGS
from tests.read_back import claim_next

REFUSED = "Telegram no reconoce el token"


@pytest.fixture
async def puntual(office: Office, telegram: Sandbox) -> AsyncIterator[Puntual]:
    async with opened(load_settings(), StoppedClock(NOW.now)) as puntual:
        yield puntual


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


class Slept:
    """Returns at once and records the requested time."""

    def __init__(self, each: Callable[[], object] = lambda: None) -> None:
        self.seconds: list[float] = []
        self._each = each

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self._each()
        await asyncio.sleep(0)


def is_polled(telegram: Sandbox) -> bool:
    return any(call.method.lower() == "getupdates" for call in telegram.world.calls)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_a_signal_ends_it(sign: signal.Signals, office: Office, telegram: Sandbox) -> None:
    running = asyncio.create_task(run_until_stopped(load_settings(), StoppedClock(NOW.now)))
    await until(lambda: is_polled(telegram))

    os.kill(os.getpid(), sign)

    async with asyncio.timeout(HANGS):
        await running


async def test_it_remembers_the_name_of_the_bot(office: Office, puntual: Puntual) -> None:
    assert await connect(puntual, asyncio.Event())

    assert await office.do(lambda uow: uow.meta.get("bot_username")) == "puntual_bot"


async def test_it_says_hello_again_after_a_line_that_broke(puntual: Puntual, telegram: Sandbox) -> None:
    async with SandboxClient(telegram.url) as client:
        await client.fails("drop_before", "getMe")

    assert await connect(puntual, asyncio.Event())


async def test_told_to_stop_before_it_connects_it_does_not_begin(puntual: Puntual, telegram: Sandbox) -> None:
    stopping = asyncio.Event()
    stopping.set()

    await run(puntual, stopping)

    assert telegram.world.calls == []


async def test_a_token_refused_at_the_start_ends_it(
    office: Office, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", "7000000001:unknown-secret")

    slept = Slept()
    async with opened(load_settings(), StoppedClock(NOW.now), sleep=slept) as puntual:
        with pytest.raises(SettingWrong, match=REFUSED):
            await run(puntual, asyncio.Event())

    assert sum(slept.seconds) >= 60


async def test_a_token_that_worked_once_is_waited_for(
    office: Office, telegram: Sandbox, puntual: Puntual
) -> None:
    assert await connect(puntual, asyncio.Event())
    async with SandboxClient(telegram.url) as client:
        await client.fails("unauthorized", "getMe", times=9)

    async with opened(load_settings(), StoppedClock(NOW.now), sleep=Slept()) as again:
        seen: list[list[str]] = []
        again.sleep = Slept(lambda: seen.append(troubles_of(again)))

        assert await connect(again, asyncio.Event())

        assert "refuses the token since" in seen[0][0]
        assert troubles_of(again) == []
    assert await office.do(lambda uow: uow.meta.get("token_refused_since")) == ""


async def test_a_token_that_is_refused_behind_getme_is_asked_about(
    puntual: Puntual, telegram: Sandbox
) -> None:
    """The token was revoked while the webhook was another program's: a second getMe tells."""
    async with SandboxClient(telegram.url) as client:
        await client.fails("unauthorized", "getWebhookInfo", times=2)
    slept = puntual.sleep = puntual.token._sleep = Slept()

    assert await connect(puntual, asyncio.Event())

    assert slept.seconds == [1, 2]


async def test_a_start_that_does_not_reach_telegram_is_told(
    office: Office, telegram: Sandbox, clock: ManualClock
) -> None:
    async with opened(load_settings(), ProductClock(machine=clock.machine)) as puntual:
        clock.advance(minutes=2)
        assert troubles_of(puntual) == []
        clock.advance(minutes=2)

        assert troubles_of(puntual) == ["telegram: not reached since the start"]

        assert await connect(puntual, asyncio.Event())
        assert troubles_of(puntual) == []


async def test_one_refusal_of_getme_at_the_start_is_no_verdict(puntual: Puntual, telegram: Sandbox) -> None:
    async with SandboxClient(telegram.url) as client:
        await client.fails("unauthorized", "getMe", times=2)
    puntual.sleep = puntual.token._sleep = Slept()

    assert await connect(puntual, asyncio.Event())


@pytest.mark.parametrize("kind", ["unauthorized", "unknown_method"])
@pytest.mark.parametrize("method", ["getUpdates", "sendMessage", "setMyCommands", "getWebhookInfo"])
async def test_one_refusal_later_ends_nothing(
    kind: str, method: str, puntual: Puntual, telegram: Sandbox
) -> None:
    stopping = asyncio.Event()
    async with SandboxClient(telegram.url) as client:
        await client.fails(kind, method)
        running = asyncio.create_task(run(puntual, stopping))
        ana = await client.person(ANA, "Ana")
        await ana.says("/start")

        await ana.waits_for("invitación", 20)

        stopping.set()
        await running


async def test_a_method_that_is_missing_is_noted_and_done_without(
    office: Office, puntual: Puntual, telegram: Sandbox
) -> None:
    stopping = asyncio.Event()
    async with SandboxClient(telegram.url) as client:
        await client.fails("unknown_method", "getWebhookInfo", times=None)
        running = asyncio.create_task(run(puntual, stopping))
        ana = await client.person(ANA, "Ana")
        await ana.says("/start")

        await ana.waits_for("invitación", 20)
        await until(lambda: puntual.token.missing == {"getwebhookinfo"})

        stopping.set()
        await running
    assert await office.do(lambda uow: uow.meta.get("missing_methods")) == "getwebhookinfo"


async def test_a_loop_that_fails_ends_it_loudly(
    office: Office, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_FAILPOINTS", "after_inbox_commit=raise")
    async with SandboxClient(telegram.url) as client:
        await (await client.person(ANA, "Ana")).says("/start")

    async with opened(load_settings(), StoppedClock(NOW.now)) as puntual:
        with pytest.raises(FailpointReached):
            async with asyncio.timeout(HANGS):
                await run(puntual, asyncio.Event())


async def test_a_restart_frees_claims_on_sqlite_and_leaves_them_to_their_leases_on_postgresql(
    database_url: str, tmp_path: Path
) -> None:
    settings = Settings.model_construct(
        bot_token=SecretStr(TOKEN), database_url=database_url, data_dir=tmp_path
    )
    async with opened(settings, StoppedClock(NOW.now)) as puntual:
        office = Office(puntual.database)
        await office.do(lambda uow: uow.inbox.add(1, ANA, "{}", NOW.now))
        await office.do(lambda uow: claim_next(uow, wall(), LEASE))

        await recover(puntual)

        again = await office.do(lambda uow: claim_next(uow, wall(), LEASE))
        later = await office.do(lambda uow: claim_next(uow, wall() + LEASE * 2, timedelta(0)))
        at_last = await office.do(lambda uow: claim_next(uow, wall() + LEASE * 3, timedelta(0)))
        assert (again is not None) == database_url.startswith("sqlite")
        assert later or at_last
        assert await office.do(lambda uow: uow.inbox.counts()) == {InboxState.NEW: 1}


async def test_a_start_clears_what_killed_writes_and_backups_left(database_url: str, tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "copies"
    settings = Settings.model_construct(bot_token=SecretStr(TOKEN), database_url=database_url, data_dir=data)
    for folder in (data / "evidencias" / "ab", data / "documentos" / "cd", data, elsewhere):
        folder.mkdir(parents=True, exist_ok=True)
    note_place(data, elsewhere)
    left = [data / "evidencias" / "ab" / ".new-a1b2c3d4", data / "documentos" / "cd" / ".new-a1b2c3d4"]
    for each in left:
        each.write_bytes(b"half")
    workshops = [data / ".respaldo-a1b2c3d4", elsewhere / ".respaldo-a1b2c3d4"]
    for each in workshops:
        each.mkdir()
        (each / "base.sqlite").write_bytes(b"half")

    async with opened(settings, StoppedClock(NOW.now)) as puntual:
        await recover(puntual)

    assert [each for each in (*left, *workshops) if each.exists()] == []
