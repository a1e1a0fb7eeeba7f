"""Start and stop: SIGTERM lets running work finish and starts no more; the token stays secret."""

import re
import socket
from pathlib import Path

import pytest

from domain.delivery.outcomes import InboxState, OutboxState
from sandbox.client import SandboxClient
from sandbox.server import running_sandbox
from storage.engine import Database
from tests.documents.letters import LETTER, a_pdf
from tests.facts import ANA, BETO, Office, a_mir
from tests.stories.lives import Life, until
from tests.stories.processes import PATIENCE, TOKEN, Running

QUICKLY = 8.0
SECRET = TOKEN.split(":")[1]
STRANGER = "personal del municipio con invitación"


async def is_polling(life: Life) -> bool:
    return any(call.method.lower() == "getupdates" for call in life.telegram.world.calls)


async def stopped(bot: Running) -> str:
    """Tell a bot to stop; return its log."""
    bot.is_told_to_stop()
    told = await bot.ends(QUICKLY)
    assert (told.code, told.out) == (0, ""), told
    return told.err


async def test_sigterm_ends_a_long_poll_at_once(life: Life) -> None:
    bot = life.machine.executes("run")
    await until(lambda: is_polling(life))

    log = await stopped(bot)

    assert "bot started" in log
    assert log.rstrip().endswith("bot stopped")
    assert "Traceback" not in log


async def test_a_bot_creates_the_tables_of_an_empty_database(life: Life) -> None:
    path = life.machine.folder / "another" / "puntual.db"
    bot = life.machine.starts("run", database_url=f"sqlite:///{path}")
    await life.ana.says("/start")
    await life.hears(STRANGER)

    await stopped(bot)

    database = Database(f"sqlite:///{path}")
    assert await Office(database).do(lambda uow: uow.meta.get("bot_username")) == "puntual_bot"
    await database.dispose()


@pytest.mark.parametrize("point", ["after_claim", "after_mark_sending", "after_http"])
async def test_sigterm_lets_a_send_in_the_air_end(point: str, life: Life) -> None:
    bot = life.machine.starts("run", failpoints=f"{point}=sleep:1")
    await life.ana.says("/start")

    async def is_in_the_air() -> bool:
        states = await life.outbox()
        return bool(states[OutboxState.CLAIMED] + states[OutboxState.SENDING])

    await until(is_in_the_air)
    await stopped(bot)

    assert await life.outbox() == {OutboxState.SENT: 1}
    assert await life.heard(STRANGER) == 1


async def test_sigterm_lets_an_answer_that_has_begun_be_written(life: Life) -> None:
    bot = life.machine.starts("run", failpoints="before_handle_commit=sleep:1")
    await life.ana.says("/start")

    await until(life.has_begun)
    await stopped(bot)

    assert await life.inbox() == {InboxState.DONE: 1}
    assert sum((await life.outbox()).values()) == 1


async def test_what_was_not_sent_before_the_stop_is_sent_after_the_next_start(life: Life) -> None:
    bot = life.machine.starts("run", failpoints="before_handle_commit=sleep:1")
    await life.ana.says("/start")
    await until(lambda: _has_update(life))
    await stopped(bot)

    bot = life.machine.starts("run")
    await life.rests()
    await stopped(bot)

    assert await life.heard(STRANGER) == 1


async def _has_update(life: Life) -> bool:
    return bool(await life.inbox())


async def test_a_bot_without_a_network_waits_for_it(life: Life) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot = life.machine.starts("run", bot_api_url=f"http://127.0.0.1:{port}")

    async def has_noticed() -> bool:
        return "telegram not reached" in bot.written

    await until(has_noticed)
    async with running_sandbox(port, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        beto = await client.person(ANA, "Beto")
        await beto.says("/start")
        await beto.waits_for(STRANGER, 20)
        log = await stopped(bot)

    assert "bot started" in log
    assert SECRET not in log


async def test_sigterm_ends_a_bot_that_still_waits_for_the_network(life: Life) -> None:
    bot = life.machine.starts("run", bot_api_url="http://127.0.0.1:1")

    async def has_noticed() -> bool:
        return "telegram not reached" in bot.written

    await until(has_noticed)
    log = await stopped(bot)

    assert "bot started" not in log


async def test_the_token_is_never_written_whatever_happens(life: Life) -> None:
    await life.office.register(a_mir())
    await life.office.lets_in(ANA)
    bot = life.machine.starts("run", log_level="DEBUG")
    await life.client.fails("server_error", "getUpdates", times=1)
    await life.client.fails("drop_after", "sendMessage", times=1)
    await life.client.fails("too_many_requests", "sendMessage", times=1)

    await life.ana.says("/estado")
    await life.hears("3T2025")
    await life.client.fails("drop_before", "*", times=3)
    await life.ana.says("/pendientes")
    await life.hears("1 indicador")

    bot.is_told_to_stop()
    told = await bot.ends(QUICKLY)
    assert told.code == 0, told
    assert len(told.err) > 1000
    assert SECRET not in told.out + told.err
    assert not re.search(r"\d{5,}:[\w-]{6,}", told.err)
    assert [path.name for path in written_files(life.machine.folder) if SECRET in content(path)] == []


async def test_what_people_are_called_and_write_is_never_in_the_log(life: Life) -> None:
    await life.office.register(a_mir())
    await life.office.lets_in(BETO)
    beto = await life.client.person(BETO, "Humberto Robles", has_started=True)
    bot = life.machine.starts("run", log_level="DEBUG")
    await life.client.fails("server_error", "getUpdates", times=1)
    await life.client.fails("drop_after", "sendMessage", times=1)

    await beto.says("/capturar 7")
    await beto.waits_for("¿Cuánto alcanzaron", PATIENCE)
    await beto.says("30.25")
    await beto.waits_for("¿Cuál fue la causa?", PATIENCE)
    await beto.says("La agencia pidió dos jornadas más")
    await beto.waits_for("¿Qué oficio lo comprueba?", PATIENCE)
    await beto.sends_file("acta de Humberto.pdf", a_pdf(*LETTER), "application/pdf")
    await beto.waits_for("SP/DSAV/112/2025", PATIENCE)
    log = await stopped(bot)

    assert "delivery sent" in log
    written = (
        "Humberto",
        "Robles",
        "Persona",
        "30.25",
        "jornadas",
        "DSAV",
        "acta",
        "MARÍA",
        "¿",
        "Componente",
    )
    assert [word for word in written if word.lower() in log.lower()] == []


def written_files(folder: Path) -> list[Path]:
    """Return all files written, except the settings."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".env"]


def content(path: Path) -> str:
    return path.read_bytes().decode("latin-1")
