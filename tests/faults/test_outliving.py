"""A running bot whose environment fails: it waits, says why, continues, and loses nothing."""

import asyncio
import errno
from datetime import timedelta
from pathlib import Path

import pytest

from bot.capture.attachments import RefusedFile, StoredFile
from bot.kit.faults import is_of_the_surroundings
from domain.delivery.outcomes import InboxState, OutboxState
from domain.delivery.retries import RetryPolicy
from storage.engine import Database
from storage.faults import DatabaseFault
from storage.files import FileStore
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.bot.capture.test_attachments import PDF, SENT, Shelf, _capturing
from tests.deliveries import a_message
from tests.facts import ANA, NOW, Office, a_mir
from tests.faults.conftest import fill_disk, held_by_another
from tests.migrated import migrated_sqlite
from tests.stories.lives import Life, a_life, until
from tests.stories.processes import Running
from tests.workers.inside import taking
from texts.kit.faults import DATABASE_FAULTS
from texts.kit.refusals import FILE_PROBLEMS

BUSY, FULL = DATABASE_FAULTS[DatabaseFault.BUSY], DATABASE_FAULTS[DatabaseFault.FULL]
STRANGER = "personal del municipio con invitación"


async def says(bot: Running, words: str) -> None:
    async def is_said() -> bool:
        return words in bot.written

    await until(is_said)


async def stops(bot: Running) -> str:
    bot.is_told_to_stop()
    told = await bot.ends()
    assert (told.code, "Traceback" in told.err) == (0, False), told
    return told.err


async def nonsense(uow: UnitOfWork) -> None:
    """Store a notice that no version understands, a day old and before its last try; tries are 30 s apart."""
    await uow.outbox.add(a_message(ANA, kind="nonsense"), NOW.now - timedelta(days=2))
    await uow.session.execute(outbox.update().values(unrendered=RetryPolicy().max_renderings - 1))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def impatient(life: Life) -> str:
    return life.machine.settings["database_url"] + "?timeout=0.2"


def file_of(life: Life) -> Path:
    return Path(life.machine.settings["database_url"].removeprefix("sqlite:///"))


async def test_a_start_on_a_locked_database_waits_and_goes_on(life: Life) -> None:
    with held_by_another(file_of(life)):
        bot = life.machine.starts("run", database_url=impatient(life))
        await says(bot, BUSY)
        await life.ana.says("/start")
        assert bot.process.exitcode is None

    await life.hears(STRANGER)
    await life.rests()
    await stops(bot)


async def test_a_running_bot_keeps_trying_while_the_database_is_locked(life: Life) -> None:
    bot = life.machine.starts("run", database_url=impatient(life))
    await life.ana.says("/start")
    await life.hears(STRANGER)
    await life.rests()

    with held_by_another(file_of(life)):
        await life.ana.says("/ayuda")
        await says(bot, "polling failed error=OperationalError")
        assert life.telegram.world.updates.pending

    await life.rests()
    assert BUSY in await stops(bot)
    assert await life.inbox() == {InboxState.DONE: 2}
    assert await life.outbox() == {OutboxState.SENT: 2}


async def test_told_to_stop_while_it_waits_it_ends_at_once(life: Life) -> None:
    with held_by_another(file_of(life)):
        bot = life.machine.starts("run", database_url=impatient(life))
        await says(bot, BUSY)

        await stops(bot)


async def test_a_server_that_comes_later_is_waited_for(life: Life) -> None:
    bot = life.machine.starts("run", database_url="postgresql://puntual:s3creta@127.0.0.1:1/puntual")

    await says(bot, DATABASE_FAULTS[DatabaseFault.UNREACHABLE])

    assert "s3creta" not in await stops(bot)


async def test_a_second_bot_on_one_file_is_refused_until_the_first_is_gone(life: Life) -> None:
    first = life.machine.starts("run")
    await says(first, "bot started")

    second = await life.machine.types("run")

    assert second.code == 1
    assert second.err.startswith("Ya hay un «puntual run» con esta base de datos (proceso ")
    assert second.err.endswith("): deténgalo antes, o use PostgreSQL para tener varios.\n")
    await first.dies()
    third = life.machine.starts("run")
    await says(third, "bot started")
    await stops(third)


async def test_an_update_waits_at_telegram_while_the_disk_is_full(small_disk: Path, tmp_path: Path) -> None:
    async with a_life(tmp_path, migrated_sqlite(small_disk / "puntual.db")) as life:
        bot = life.machine.starts("run", database_url=impatient(life))
        await life.ana.says("/start")
        await life.hears(STRANGER)
        await life.rests()
        filler = fill_disk(small_disk)

        await life.ana.says("x" * 4000)
        await life.ana.says("y" * 4000)
        await says(bot, FULL)
        assert life.telegram.world.updates.pending
        filler.unlink()

        await life.rests()
        await stops(bot)
        assert await life.inbox() == {InboxState.DONE: 3}


async def test_a_start_on_a_full_disk_waits_for_room(small_disk: Path, tmp_path: Path) -> None:
    async with a_life(tmp_path, migrated_sqlite(small_disk / "puntual.db")) as life:
        await life.office.do(lambda uow: uow.outbox.add(a_message(ANA, kind="saved"), NOW.now))
        filler = fill_disk(small_disk)

        bot = life.machine.starts("run")
        await says(bot, FULL)
        filler.unlink()

        await says(bot, "bot started")
        await stops(bot)


async def test_a_file_that_finds_no_room_is_refused_and_nothing_is_half_written(
    small_disk: Path, memory_database: Database
) -> None:
    office = Office(memory_database)
    await _capturing(office)
    store = FileStore(small_disk / "evidencias")
    attachments = taking(Shelf(PDF + bytes(50_000)), memory_database, store)
    filler = fill_disk(small_disk)

    refused = await attachments.take(SENT, 1)
    left = files_in(small_disk)
    filler.unlink()
    taken = await attachments.take(SENT, 1)

    assert refused == RefusedFile("not_stored")
    assert "Envíelo de nuevo" in FILE_PROBLEMS["not_stored"]
    assert left == [filler]
    assert isinstance(taken, StoredFile)
    assert len(store.get(taken.sha256)) == taken.size


async def test_a_folder_that_is_no_folder_refuses_the_file_and_not_the_update(
    tmp_path: Path, memory_database: Database
) -> None:
    (tmp_path / "evidencias").touch()
    await _capturing(Office(memory_database))
    attachments = taking(Shelf(PDF), memory_database, FileStore(tmp_path / "evidencias"))

    assert await attachments.take(SENT, 1) == RefusedFile("not_stored")


async def test_an_outcome_that_finds_the_database_locked_is_recorded_later_and_sent_once(life: Life) -> None:
    bot = life.machine.starts("run", database_url=impatient(life), failpoints="after_http=sleep:1")
    await life.ana.says("/start")
    await life.hears(STRANGER)

    with held_by_another(file_of(life)):
        await says(bot, "outcome not recorded")

    await life.rests()
    await stops(bot)
    assert await life.outbox() == {OutboxState.SENT: 1}
    assert await life.heard(STRANGER) == 1


async def test_an_outcome_that_finds_the_disk_full_is_recorded_later_and_sent_once(
    small_disk: Path, tmp_path: Path
) -> None:
    async with a_life(tmp_path, migrated_sqlite(small_disk / "puntual.db")) as life:
        bot = life.machine.starts("run", failpoints="after_http=sleep:1")
        await life.ana.says("/start")
        await life.hears(STRANGER)
        filler = fill_disk(small_disk)
        await asyncio.sleep(2)
        filler.unlink()

        await life.rests()
        await stops(bot)
        assert await life.outbox() == {OutboxState.SENT: 1}
        assert await life.heard(STRANGER) == 1


async def test_a_lock_that_lasts_does_not_use_up_the_attempts_of_an_update(life: Life) -> None:
    bot = life.machine.starts(
        "run", database_url=impatient(life), failpoints="before_handle_commit=sleep:0.05"
    )
    await says(bot, "bot started")
    for _ in range(6):
        await life.ana.says("/ayuda")
        with held_by_another(file_of(life)):
            await asyncio.sleep(0.4)

    await life.rests()
    await stops(bot)

    assert await life.inbox() == {InboxState.DONE: 6}


@pytest.mark.parametrize("poison", ["update", "notice"])
async def test_poison_is_parked_shown_by_the_doctor_and_holds_up_nobody(poison: str, life: Life) -> None:
    await life.office.register(a_mir())
    await life.office.lets_in(ANA)
    chat = {"id": ANA, "type": "private"}
    bot = life.machine.starts("run")
    if poison == "update":
        await life.client.injects({"update_id": 900_007, "message": {"chat": chat, "text": 5}})
    else:
        await life.office.do(nonsense)

    await life.ana.says("/pendientes")
    await life.hears("indicador")

    async def is_parked() -> bool:
        return bool((await life.inbox())[InboxState.PARKED] or (await life.outbox())[OutboxState.DEAD])

    await until(is_parked)
    await life.rests()
    await stops(bot)
    told = await life.machine.types("doctor")
    lines = told.out.splitlines()
    named = lines[
        lines.index(
            "✗ 1 mensajes recibidos sin poder atender" if poison == "update" else "✗ 1 envíos rechazados"
        )
        + 1
    ]
    assert told.code == 1
    if poison == "update":
        assert named.startswith("    m900007: UpdateUnreadable incoming.py:")
    else:
        assert " (nonsense): not rendered: " in named


class Short(FileStore):
    """Too many files are open."""

    def put(self, content: bytes) -> str:
        raise OSError(errno.EMFILE, "Too many open files")


async def test_out_of_descriptors_a_file_waits_for_its_turn(
    tmp_path: Path, memory_database: Database
) -> None:
    await _capturing(Office(memory_database))
    attachments = taking(Shelf(PDF), memory_database, Short(tmp_path))

    with pytest.raises(OSError, match="Too many open files") as short:
        await attachments.take(SENT, 1)

    assert is_of_the_surroundings(short.value)
