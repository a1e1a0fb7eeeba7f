"""`puntual doctor`: one line for each finding, and exit code 1 if one is wrong."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from app.clock import wall
from domain.delivery.outcomes import Ending, PermanentlyRefused, decide
from domain.delivery.pacing import Room
from domain.delivery.retries import RetryPolicy
from domain.kit.access import Role
from domain.papers.kinds import OrderState, PaperKind, PaperOrder
from sandbox.server import Sandbox
from storage.alone import alone_on
from storage.faults import DatabaseFault
from storage.uow import UnitOfWork
from tests.app.conftest import TOKEN, Types
from tests.app.test_database_commands import pretend
from tests.deliveries import UNPACED, a_message
from tests.facts import ANA, NOW, OAXACA, T3, Office, a_mir
from tests.read_back import claim_next
from texts.kit.faults import DATABASE_FAULTS

LEASE = timedelta(seconds=90)


@pytest.fixture
async def healthy(office: Office, telegram: Sandbox) -> Office:
    """A UR with its enlace, a bot that Telegram knows, and a database that is up to date."""
    await office.register(a_mir())
    await office.lets_in(ANA)
    return office


def signed(printed: str, sign: str) -> list[str]:
    """Return the lines of findings, except SQLite's, which depends on the machine."""
    lines = [line.removeprefix(f"{sign} ") for line in printed.splitlines() if line.startswith(sign)]
    return [line for line in lines if not line.startswith("SQLite")]


async def park(uow: UnitOfWork) -> None:
    await uow.inbox.add(7, ANA, "{}", NOW.now)
    claim = await claim_next(uow, NOW.now, LEASE)
    assert claim is not None
    await uow.inbox.retry_later(7, claim.token, "KeyError", NOW.now, max_attempts=0)


async def refuse(uow: UnitOfWork) -> None:
    await uow.outbox.add(a_message(ANA), NOW.now)
    now = NOW.now
    batch = await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=UNPACED, room=Room())
    [claim] = batch.claims
    refused = decide(claim.row, PermanentlyRefused("chat not found"), RetryPolicy(), now)
    await uow.outbox.finish([Ending(claim, refused)], now)


async def test_when_all_is_well_it_ends_with_0(healthy: Office, types: Types) -> None:
    told = await types("doctor")

    assert (told.code, told.err) == (0, "")
    assert signed(told.out, "✗") == []
    assert signed(told.out, "!") == []
    assert signed(told.out, "✓")[:2] == ["Ajustes: completos", "Base de datos: al día"]
    assert "✓ Telegram: responde como @puntual_bot\n" in told.out
    assert "en America/Mexico_City (UTC-6)\n" in told.out


async def test_a_bot_that_is_not_asked_from_other_chats_is_noted(
    healthy: Office, telegram: Sandbox, types: Types
) -> None:
    telegram.world.inline.is_on = False

    told = await types("doctor")

    noted = "Telegram: sin consultas desde otros chats; /setinline en @BotFather"
    assert (told.code, signed(told.out, "!")) == (0, [noted])


async def test_a_missing_token_is_wrong(office: Office, types: Types) -> None:
    told = await types("doctor")

    missing = "Falta PUNTUAL_BOT_TOKEN: escriba en .env el token que le dio @BotFather."
    assert (told.code, signed(told.out, "✗")) == (1, [missing])
    assert "Telegram:" not in told.out


async def test_a_blank_token_is_wrong_and_asks_nobody(
    office: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", "  ")

    told = await types("doctor")

    assert told.code == 1
    assert len(signed(told.out, "✗")) == 1


async def test_a_database_without_tables_is_wrong_and_stays_so(
    place: Path, telegram: Sandbox, types: Types
) -> None:
    told = await types("doctor")

    assert (told.code, signed(told.out, "✗")) == (
        1,
        ["Base de datos: está vacía: ejecute «puntual migrate»"],
    )
    assert not (place / "data").exists()


async def test_a_newer_database_is_wrong(healthy: Office, database_file: Path, types: Types) -> None:
    pretend(database_file, "9999")

    told = await types("doctor")

    newer = "Base de datos: es de una versión más nueva: actualice Puntual"
    assert (told.code, signed(told.out, "✗")) == (1, [newer])


async def test_a_database_that_cannot_be_opened_is_wrong(
    telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x")

    told = await types("doctor")

    fault = f"Base de datos: {DATABASE_FAULTS[DatabaseFault.UNREACHABLE]}"
    assert (told.code, signed(told.out, "✗")) == (1, [fault])


async def test_telegram_out_of_reach_is_wrong(
    healthy: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_API_URL", "http://127.0.0.1:1")

    told = await types("doctor")

    assert (told.code, signed(told.out, "✗")) == (1, ["Telegram: no responde (NetworkError)"])


async def test_a_proxy_that_is_none_is_wrong_and_the_rest_is_told_all_the_same(
    healthy: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_API_URL", "https://telegram.invalid")
    monkeypatch.setenv("HTTPS_PROXY", "socks5://ana:secreto@proxy.example:1080")

    told = await types("doctor")

    wrong = "Telegram: El proxy de HTTPS_PROXY o ALL_PROXY debe empezar con http:// o https://."
    assert (told.code, signed(told.out, "✗")) == (1, [wrong])
    assert "Base de datos: al día" in told.out


async def test_a_token_that_telegram_does_not_know_is_wrong(
    healthy: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", "7000000001:another-secret-of-nobody")

    told = await types("doctor")

    unknown = "Telegram: no reconoce el token; revise PUNTUAL_BOT_TOKEN"
    assert (told.code, signed(told.out, "✗")) == (1, [unknown])


async def test_somebody_who_cannot_be_reached_is_wrong_and_leaves_a_unit_alone(
    healthy: Office, types: Types
) -> None:
    await healthy.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", NOW.now))

    told = await types("doctor")

    assert (told.code, signed(told.out, "✗")) == (1, ["Sin poder escribirle desde 2025-09-25: persona 1"])
    assert signed(told.out, "!") == ["UR sin enlace localizable: 402"]


async def test_a_unit_nobody_answers_for_is_a_warning(healthy: Office, types: Types) -> None:
    await healthy.register(a_mir(unit="504", programme="4"))
    await healthy.lets_in(1009, Role.TITULAR, "504")

    told = await types("doctor")

    assert (told.code, signed(told.out, "!")) == (0, ["UR sin enlace localizable: 504"])


async def test_an_update_that_nobody_could_handle_is_wrong(healthy: Office, types: Types) -> None:
    await healthy.do(park)

    told = await types("doctor")

    assert (told.code, signed(told.out, "✗")) == (1, ["1 mensajes recibidos sin poder atender"])


async def test_a_notice_that_was_refused_is_wrong(healthy: Office, types: Types) -> None:
    await healthy.do(refuse)

    told = await types("doctor")

    assert (told.code, signed(told.out, "✗")) == (1, ["1 envíos rechazados"])


async def test_a_clock_that_was_set_is_a_warning(
    healthy: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_CLOCK_START", "2025-09-25T09:00")

    told = await types("doctor")

    (warning,) = signed(told.out, "!")
    assert told.code == 0
    assert warning.endswith("PUNTUAL_CLOCK_START lo adelanta o atrasa, solo para ensayos")


async def test_failpoints_are_a_warning(
    healthy: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_FAILPOINTS", "after_http=exit")

    told = await types("doctor")

    warning = "PUNTUAL_FAILPOINTS hace tropezar al bot, solo para pruebas"
    assert (told.code, signed(told.out, "!")) == (0, [warning])


async def test_nothing_it_prints_holds_the_token(healthy: Office, types: Types) -> None:
    told = await types("doctor")

    assert TOKEN.split(":")[1] not in told.out + told.err


async def fail_order(uow: UnitOfWork, ended_at: datetime, error: str) -> None:
    person = await uow.people.by_telegram_id(ANA)
    assert person is not None
    order = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
    await uow.papers.add(person.actor.person_id, ANA, order, NOW.now)
    held = await uow.papers.claim(NOW.now, LEASE)
    assert held is not None
    await uow.papers.end(held, OrderState.FAILED, ended_at, error)


async def test_a_document_that_could_not_be_made_is_wrong_for_a_week(healthy: Office, types: Types) -> None:
    for ended_at, error in (
        (wall(), "disk: OSError"),
        (wall() - timedelta(days=8), "broken: KeyError"),
        (wall(), "nothing"),
        (wall(), "too_large: informe.zip"),
    ):
        await healthy.do(partial(fail_order, ended_at=ended_at, error=error))

    told = await types("doctor")

    assert told.code == 1
    assert signed(told.out, "✗") == ["1 documentos que no se pudieron hacer en los últimos siete días"]
    assert "    d1 (informe): disk: OSError" in told.out.splitlines()
    assert "«puntual parked»" in told.out


async def test_every_document_that_failed_is_counted_and_the_latest_are_named(
    healthy: Office, types: Types
) -> None:
    for _ in range(12):
        await healthy.do(partial(fail_order, ended_at=wall(), error="disk: OSError"))

    told = await types("doctor")

    assert signed(told.out, "✗") == ["12 documentos que no se pudieron hacer en los últimos siete días"]
    named = [line.split()[0] for line in told.out.splitlines() if line.startswith("    d")]
    assert named == [f"d{number}" for number in range(12, 2, -1)]


async def test_the_week_of_a_document_is_one_of_the_product_clock(
    healthy: Office, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a rehearsal of another month a failure there counts as recent."""
    await healthy.do(partial(fail_order, ended_at=NOW.now - timedelta(days=6), error="disk: OSError"))
    counted = "1 documentos que no se pudieron hacer en los últimos siete días"
    assert counted not in (await types("doctor")).out

    monkeypatch.setenv("PUNTUAL_CLOCK_START", NOW.now.isoformat())

    assert counted in (await types("doctor")).out


async def test_what_telegram_refused_is_told_with_its_beginning(healthy: Office, types: Types) -> None:
    await healthy.do(lambda uow: uow.meta.set_instant("token_refused_since", NOW.now))
    await healthy.do(lambda uow: uow.meta.set("missing_methods", "deletewebhook,setmycommands"))

    told = await types("doctor")

    since = f"{NOW.now.astimezone(OAXACA):%Y-%m-%d %H:%M}"
    refused = f"Telegram: no reconoce el token desde {since}; revise PUNTUAL_BOT_TOKEN"
    missing = "Telegram: el servidor no tiene deletewebhook, setmycommands; se sigue sin eso"
    assert (told.code, signed(told.out, "✗")) == (1, [refused])
    assert missing in signed(told.out, "!")


@pytest.mark.parametrize(
    ("telegrams", "how"),
    [
        (timedelta(days=-2, hours=-3, minutes=-1, seconds=-30), "adelantado 2 d 3 h"),
        (timedelta(hours=3, minutes=1, seconds=30), "atrasado 3 h 1 min"),
    ],
    ids=["ahead", "behind"],
)
async def test_a_clock_far_from_telegrams_is_wrong_and_it_says_by_how_much(
    healthy: Office, telegram: Sandbox, types: Types, telegrams: timedelta, how: str
) -> None:
    telegram.world.clock = lambda: wall() + telegrams

    told = await types("doctor")

    (wrong,) = signed(told.out, "✗")
    assert told.code == 1
    assert f"; va {how} respecto del de Telegram: póngalo en hora («timedatectl set-ntp true»)" in wrong
    assert "no planea, cierra ni archiva nada" in wrong


@pytest.mark.parametrize(
    ("sign", "what"),
    [
        ("last_tick_at", "el último aviso del reloj interno"),
        ("last_poll_at", "la última consulta a Telegram"),
        ("last_update_at", "el último mensaje recibido"),
    ],
)
async def test_a_last_sign_of_life_in_the_future_is_a_fault(
    healthy: Office, types: Types, sign: str, what: str
) -> None:
    await healthy.do(lambda uow: uow.meta.set_instant(sign, wall() + timedelta(hours=3)))

    told = await types("doctor")

    (wrong,) = signed(told.out, "✗")
    assert wrong.startswith(f"Reloj: {what} es del futuro (")


async def test_a_clock_that_is_silent_beside_a_bot_that_polls_is_wrong(healthy: Office, types: Types) -> None:
    now = wall()
    signs = {"last_tick_at": now - timedelta(hours=3, minutes=5), "last_poll_at": now}
    await healthy.do(lambda uow: uow.meta.set_instants(signs))

    told = await types("doctor")

    assert signed(told.out, "✗") == ["Reloj: calla desde hace 3 h 5 min con Puntual en marcha: reinícielo"]


async def test_a_bot_that_runs_on_the_file_and_does_not_tick_is_wrong(
    healthy: Office, types: Types, database_file: Path
) -> None:
    await healthy.do(lambda uow: uow.meta.set_instant("last_tick_at", wall() - timedelta(hours=2)))

    with alone_on(f"sqlite:///{database_file}"):
        told = await types("doctor")
    stopped = await types("doctor")

    assert signed(told.out, "✗") == ["Reloj: calla desde hace 2 h con Puntual en marcha: reinícielo"]
    assert signed(stopped.out, "✗") == []
