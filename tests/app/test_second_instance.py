"""A second instance with the same token and another database is detected and reported."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from telegram import Bot

from app.clock import StoppedClock, wall
from app.connecting import troubles_of
from app.running import run
from app.settings import Settings, SettingWrong, load_settings
from app.wiring import Puntual, opened
from bot.kit.waiting import WakeSignal
from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox
from sandbox.webhook import DeliveryFailure
from tests.app.conftest import TOKEN, Types
from tests.app.test_running import Slept
from tests.clocks import until
from tests.facts import ANA, NOW, Office
from tests.migrated import migrated_sqlite

SECRET = "a-secret-of-the-webhook"
ELSEWHERE = "https://other.test/hook"


def settings_of(
    folder: Path, telegram: Sandbox, port: int | None = None, take_over: bool = False
) -> Settings:
    """Return the settings of an instance: with a port it has a webhook, without one it polls."""
    path = folder / "puntual.db"
    folder.mkdir(exist_ok=True)
    if not path.exists():
        migrated_sqlite(path)
    hook = f"http://127.0.0.1:{port}/telegram" if port else None
    return Settings.model_construct(
        bot_token=SecretStr(TOKEN),
        bot_api_url=telegram.url,
        database_url=f"sqlite+aiosqlite:///{path}",
        data_dir=folder,
        webhook_url=hook,
        webhook_secret=SecretStr(SECRET) if port else None,
        listen=f"127.0.0.1:{port}" if port else None,
        take_over=take_over,
    )


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[Puntual]:
    stopping = asyncio.Event()
    async with opened(settings, StoppedClock(NOW.now)) as puntual:
        task = asyncio.create_task(run(puntual, stopping))
        try:
            yield puntual
        finally:
            stopping.set()
            await task


async def asks(port: int, path: str) -> tuple[int, str]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        answer = await client.get(path)
    return answer.status_code, answer.text


@asynccontextmanager
async def opened_at(telegram: Sandbox) -> AsyncIterator[Bot]:
    """Open another client with the same token."""
    async with Bot(TOKEN, base_url=f"{telegram.url}/bot") as bot:
        yield bot


@pytest.fixture
async def client(telegram: Sandbox) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(telegram.url) as client:
        yield client


@pytest.fixture
async def ana(client: SandboxClient) -> PersonClient:
    return await client.person(ANA, "Ana")


async def test_a_second_instance_takes_no_webhook_and_production_goes_on(
    tmp_path: Path, telegram: Sandbox, ana: PersonClient, unused_tcp_port_factory: Callable[[], int]
) -> None:
    port, other_port = unused_tcp_port_factory(), unused_tcp_port_factory()
    second = tmp_path / "second"
    async with started(settings_of(tmp_path / "first", telegram, port)) as first:
        await until(lambda: first.is_connected)
        for theirs in (settings_of(second, telegram), settings_of(second, telegram, other_port)):
            async with started(theirs) as again:
                await until(partial(troubles_of, again))

                assert not again.is_connected
                assert f"delivers to 127.0.0.1:{port}" in troubles_of(again)[0]
                if theirs.listen:
                    status, told = await asks(other_port, "/healthz")
                    assert (status, "delivers to" in told) == (503, True)
        await ana.says("/start")
        await ana.waits_for("invitación", 20)
        assert await asks(port, "/healthz") == (200, "ok\n")


async def test_it_is_taken_where_that_is_said(
    tmp_path: Path, telegram: Sandbox, ana: PersonClient, unused_tcp_port: int
) -> None:
    async with opened_at(telegram) as other:
        await other.set_webhook(ELSEWHERE)
    async with started(settings_of(tmp_path, telegram, unused_tcp_port, take_over=True)):
        await ana.says("/start")
        await ana.waits_for("invitación", 20)


async def test_one_that_waits_begins_once_the_address_is_free(
    tmp_path: Path, telegram: Sandbox, ana: PersonClient
) -> None:
    async with opened_at(telegram) as other:
        await other.set_webhook(ELSEWHERE)
        async with started(settings_of(tmp_path, telegram)) as puntual:
            await until(partial(troubles_of, puntual))
            await other.delete_webhook()

            await ana.says("/start")
            await ana.waits_for("invitación", 20)
            assert troubles_of(puntual) == []


async def test_what_replaced_our_webhook_is_told_by_health_and_metrics(
    tmp_path: Path, telegram: Sandbox, ana: PersonClient, unused_tcp_port: int
) -> None:
    async with started(settings_of(tmp_path, telegram, unused_tcp_port)) as puntual:
        await until(lambda: puntual.is_connected)
        await puntual.bot.delete_webhook()

        await puntual.address.look()

        status, told = await asks(unused_tcp_port, "/healthz")
        assert (status, told.count("somebody else uses the token, 1 times")) == (503, 1)
        assert "puntual_token_rivals_total 1.0" in (await asks(unused_tcp_port, "/metrics"))[1]
        await ana.says("/start")
        await ana.waits_for("invitación", 20)


async def test_what_waits_at_telegram_and_what_failed_is_told(
    tmp_path: Path, telegram: Sandbox, unused_tcp_port: int
) -> None:
    async with started(settings_of(tmp_path, telegram, unused_tcp_port)) as puntual:
        await until(lambda: puntual.is_connected)
        telegram.world.webhook_sender.last_failure = DeliveryFailure(
            int(wall().timestamp()), "Connection refused"
        )

        await puntual.address.look()

        status, told = await asks(unused_tcp_port, "/healthz")
        assert (status, told.splitlines()[0]) == (200, "ok")
        assert "0 updates wait there, last error at" in told
        figures = (await asks(unused_tcp_port, "/metrics"))[1]
        assert "puntual_webhook_error_timestamp_seconds 0.0" not in figures
        assert "puntual_telegram_waiting_updates 0.0" in figures


async def test_somebody_else_who_polls_is_told_within_minutes(
    tmp_path: Path, telegram: Sandbox, client: SandboxClient
) -> None:
    await client.fails("conflict", times=None)
    async with opened(settings_of(tmp_path, telegram), StoppedClock(NOW.now)) as puntual:
        puntual.poller._signal = WakeSignal(Slept())
        stopping = asyncio.Event()
        task = asyncio.create_task(run(puntual, stopping))

        await until(partial(troubles_of, puntual))

        assert "somebody else uses the token" in troubles_of(puntual)[0]
        stopping.set()
        await task


async def test_doctor_names_who_has_the_address(
    office: Office, telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_at(telegram) as other:
        await other.set_webhook(ELSEWHERE)
    telegram.world.webhook_sender.last_failure = DeliveryFailure(1_758_823_200, "Connection refused")

    told = await types("doctor")

    foreign = (
        "✗ Telegram: entrega en other.test, que no es de esta base de datos: detenga esa instancia, "
        "o quítele la dirección con «puntual run --take-over»"
    )
    failed = "! Telegram: no pudo entregar, la última vez 2025-09-25 12:00: Connection refused"
    assert told.code == 1
    assert {foreign, failed} <= set(told.out.splitlines())

    monkeypatch.setenv("PUNTUAL_WEBHOOK_URL", ELSEWHERE)
    assert foreign not in (await types("doctor")).out


async def test_doctor_names_somebody_else_who_was_seen(
    office: Office, telegram: Sandbox, types: Types
) -> None:
    async with opened(load_settings(), StoppedClock(NOW.now)) as puntual:
        await puntual.address.rivals.note("other.test")
        await puntual.address.rivals.note("getUpdates")

    told = await types("doctor")

    (line,) = [each for each in told.out.splitlines() if "alguien más usa el token" in each]
    assert line.startswith("✗ Telegram: alguien más usa el token (señales: 2, la última ")
    assert line.endswith("(getUpdates)); detenga la otra instancia, o cambie el token en @BotFather")


async def test_doctor_counts_what_waits_at_telegram(office: Office, telegram: Sandbox, types: Types) -> None:
    telegram.world.updates.invent("message", {"chat": {"id": ANA}})

    assert "✓ Telegram: 1 mensajes esperan ahí" in (await types("doctor")).out.splitlines()


async def test_doctor_says_that_a_webhook_is_not_set_yet(
    office: Office, telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_WEBHOOK_URL", ELSEWHERE)

    assert "! Telegram: no entrega en PUNTUAL_WEBHOOK_URL" in (await types("doctor")).out


async def test_doctor_knows_a_gateway_from_telegram(
    office: Office, telegram: Sandbox, client: SandboxClient, types: Types
) -> None:
    await client.fails("web_page", "getMe", status=403)

    told = await types("doctor")

    text = "✗ Telegram: no responde; algo en el camino contesta en su lugar (código 403); pida"
    assert (told.code, text in told.out) == (1, True)


@pytest.mark.parametrize("kind", ["unknown_method", "web_page"])
async def test_doctor_goes_on_where_telegram_does_not_say_where_it_delivers(
    office: Office, telegram: Sandbox, client: SandboxClient, types: Types, kind: str
) -> None:
    await client.fails(kind, "getWebhookInfo", times=None)

    told = await types("doctor")

    assert ("no dice dónde entrega" in told.out) == (kind == "web_page")
    assert "Telegram: responde como @puntual_bot" in told.out


@pytest.mark.parametrize(("word", "is_meant"), [("sí", True), ("NO", False), ("1", True), ("false", False)])
def test_taking_over_is_said_in_a_word(monkeypatch: pytest.MonkeyPatch, word: str, is_meant: bool) -> None:
    monkeypatch.setenv("PUNTUAL_TAKE_OVER", word)

    assert load_settings().take_over is is_meant


def test_another_word_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_TAKE_OVER", "quizá")

    with pytest.raises(SettingWrong, match="PUNTUAL_TAKE_OVER está mal: debe ser sí o no"):
        load_settings()
