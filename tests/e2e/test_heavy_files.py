"""Files that crash their reader crash a worker process only: the file is kept, the bot goes on.

The readers are harmless ones of the tests: one sleeps, one takes memory, one exits, one prints rubbish.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from domain.delivery.outcomes import InboxState
from sandbox.client import PersonClient
from storage.engine import Database
from storage.queues.inbox import inbox
from storage.readings import reading
from tests.documents.letters import a_pdf
from tests.e2e.town import Town, open_town
from tests.facts import ANA, BETO
from usecases.kit.makers import PROOF_READ
from workers.calls import Call, Limits
from workers.pool import T, Workers

MB = 1024 * 1024
PDF = a_pdf("Lista de asistencia")
OFICIO = "Oficio SP/DSAV/114/2025 del 24 de septiembre"
TWENTY = range(2001, 2021)
TIGHT = Limits(memory=150 * MB, processor=5, wall=30)


class Instead(Workers):
    """Real workers in which a harmless function replaces the one that reads evidence."""

    def __init__(self, function: str, limits: Limits = TIGHT) -> None:
        super().__init__(packages=("tests",))
        self.instead, self.tight = function, limits
        self.most_resident = 0

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        if call.function != PROOF_READ:
            return await super().value(call, limits)
        self.most_resident = max(self.most_resident, self.resident)
        return await super().value(Call(f"tests.workers.tasks:{self.instead}"), self.tight)


@asynccontextmanager
async def town_with(workers: Workers, folder: Path, programmes: Path) -> AsyncIterator[Town]:
    async with open_town(folder, programmes, workers=workers) as town:
        yield town


@pytest.mark.parametrize("harm", ["takes_memory", "exits", "prints_rubbish_and_exits"])
async def test_a_proof_whose_reader_is_harmed_is_kept_unread_and_saved(
    programmes: Path, tmp_path: Path, harm: str
) -> None:
    async with town_with(Instead(harm), tmp_path, programmes) as town:
        ana = await town.resident(ANA)
        await _awaits_evidence(ana)

        await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
        told = await ana.waits_for("oficio SP/DSAV/114/2025 (24 sep 2025) 📎")
        await ana.taps("Guardar")
        await ana.waits_for("Guardado")

        assert "se guardó sin leer" in told.text
        (kept,) = town.files()
        assert kept.read_bytes() == PDF
        avance = await town.saved()
        assert avance is not None
        assert avance.evidence[0].file_sha256


async def test_while_twenty_files_are_read_others_are_answered(programmes: Path, tmp_path: Path) -> None:
    workers = Instead("sleeps_on")
    async with town_with(workers, tmp_path, programmes) as town:
        senders = [await town.resident(user) for user in TWENTY]
        beto = await town.resident(BETO, unit_code="504")
        await asyncio.gather(*(_awaits_evidence(each) for each in senders))
        await asyncio.gather(*(each.sends_file("o.pdf", PDF, "application/pdf", OFICIO) for each in senders))
        await town.until(lambda: _are_at_work(workers, 2))

        for _ in range(5):
            await beto.says("/estado 504")
            await beto.waits_for("504 ·")

        assert len(workers.pids) == 2
        assert workers.resident < 2 * TIGHT.memory
        assert (await town.handled())[InboxState.NEW] >= len(TWENTY)


async def test_a_file_that_is_read_when_the_process_ends_is_left_to_the_next(
    programmes: Path, tmp_path: Path
) -> None:
    workers = Instead("sleeps_on")
    async with town_with(workers, tmp_path, programmes) as town:
        ana = await town.resident(ANA)
        await _awaits_evidence(ana)
        await ana.sends_file("oficio.pdf", PDF, "application/pdf", OFICIO)
        await town.until(lambda: _are_at_work(workers, 1))
        (pid,) = workers.pids
        town.puntual.grace = 0.0

    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}")
    async with database.read() as uow:
        (left,) = (await uow.session.execute(select(inbox).where(inbox.c.state == InboxState.NEW))).all()
        tried = (await uow.session.execute(select(reading))).all()
    await database.dispose()
    assert (left.attempts, tried) == (0, []), "its end counts against nobody"
    assert not psutil.pid_exists(pid)


async def _are_at_work(workers: Workers, amount: int) -> bool:
    return len(workers.pids) == amount


async def _awaits_evidence(enlace: PersonClient) -> None:
    await enlace.says("/capturar Componente 7")
    await enlace.waits_for("¿Cuánto alcanzaron")
    await enlace.taps("Cumplimos la meta")
    await enlace.waits_for("¿Qué oficio lo comprueba?")
