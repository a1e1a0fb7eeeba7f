"""Documents from the chat: ordered, with progress, cancelled, sent once with one upload."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.pruning import prune_once
from bot.buttons.papers import CancelPaper, OrderPaper
from bot.kit.callbacks import pack
from domain.kit.access import Role
from domain.papers.kinds import OrderState, PaperKind
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient
from storage.failpoints import Failpoints, Point
from storage.paper_files import PaperStore
from storage.papers import StoredOrder
from storage.uow import UnitOfWork
from tests.e2e.town import Town, open_town
from tests.facts import ANA, BETO, CARLA, T3

INFORME = PaperKind.INFORME


@dataclass
class Gate:
    """Blocks the worker after each file until it is opened; `passed` counts the files."""

    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    passed: int = 0

    async def __call__(self) -> None:
        self.passed += 1
        await self.is_open.wait()


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
async def slow_town(programmes: Path, tmp_path: Path, gate: Gate) -> AsyncIterator[Town]:
    """Return a town in which each file waits for the gate."""
    async with open_town(tmp_path, programmes, Failpoints({Point.AFTER_PAPER: gate})) as town:
        yield town
        gate.is_open.set()


async def files_of(person: PersonClient) -> list[ChatMessage]:
    return [message for message in await person.messages() if message.file and message.from_bot]


async def orders(town: Town) -> list[StoredOrder]:
    async def read(uow: UnitOfWork) -> list[StoredOrder]:
        return [each for number in range(1, 9) if (each := await uow.papers.get(number))]

    return await town.office.do(read)


async def test_an_enlace_gets_the_informe_of_the_own_unit(town: Town, ana: PersonClient) -> None:
    await ana.says("/informe 402 3T2025 pdf")

    file = await ana.waits_for(lambda message: message.file)
    ended = await ana.waits_for("Listo: 1 archivo.")

    assert file.file is not None
    assert file.file.name == "informe-402-PP08-3T2025.pdf"
    assert file.text == "Informe Trimestral · 402 · 3T2025"
    assert (await town.client.content(file)).startswith(b"%PDF")
    assert ended.labels == []


@pytest.mark.parametrize("is_typed", [False, True], ids=["tapped", "typed"])
async def test_without_arguments_it_asks_for_the_format_only(ana: PersonClient, is_typed: bool) -> None:
    await ana.says("/informe")
    asked = await ana.waits_for("¿En qué formato lo quiere?")
    assert asked.labels == ["PDF", "Excel", "Word"]

    if is_typed:
        await ana.says("Excel")
    else:
        await ana.taps("Excel")

    file = await ana.waits_for(lambda message: message.file)
    assert file.file is not None
    assert file.file.name == "informe-402-PP08-3T2025.xlsx"
    answered = next(each for each in await ana.messages() if each.message_id == asked.message_id)
    assert answered.labels == []
    assert answered.text.endswith("✓ Excel")


async def test_implan_gets_those_of_all_units_in_one_archive(town: Town) -> None:
    carla = await town.resident(CARLA, Role.IMPLAN)

    await carla.says("/informe todas 3T2025 excel")
    file = await carla.waits_for(lambda message: message.file, 20)
    ended = await carla.waits_for("Listo: 1 archivo con", 20)

    assert file.file is not None
    assert file.file.name == "informe-todas-3T2025.zip"
    names = ZipFile(BytesIO(await town.client.content(file))).namelist()
    assert "informe-402-PP08-3T2025.xlsx" in names
    assert f"con {len(names)} documentos" in ended.text


async def test_one_message_tells_how_far_it_is(slow_town: Town, gate: Gate) -> None:
    carla = await slow_town.resident(CARLA, Role.IMPLAN)
    await carla.says("/informe todas 3T2025 xlsx")

    shown = await carla.waits_for("Preparando 1 de ")
    assert shown.labels == ["Cancelar"]
    gate.is_open.set()
    ended = await carla.waits_for("Listo: ", 20)

    assert ended.message_id == shown.message_id
    texts = [each for each in await carla.messages() if "Informe Trimestral" in each.text and not each.file]
    assert len(texts) == 1


@pytest.mark.parametrize("is_typed", [False, True], ids=["tapped", "typed"])
async def test_what_is_cancelled_stops_between_files_and_sends_nothing(
    slow_town: Town, gate: Gate, is_typed: bool
) -> None:
    carla = await slow_town.resident(CARLA, Role.IMPLAN)
    await carla.says("/informe todas 3T2025 xlsx")
    await carla.waits_for("Preparando 1 de ")

    if is_typed:
        await carla.says("cancelar")
    else:
        await carla.taps("Cancelar")
    ended = await carla.waits_for("Cancelado. No se envió nada.")
    gate.is_open.set()
    await carla.says("/informe 402 3T2025 docx")
    await carla.waits_for(lambda message: message.file)

    assert ended.labels == []
    assert [each.file.name for each in await files_of(carla) if each.file] == ["informe-402-PP08-3T2025.docx"]
    assert gate.passed <= 2


async def test_the_same_file_is_uploaded_once(town: Town, ana: PersonClient) -> None:
    await ana.says("/informe 402 3T2025 pdf")
    first = await ana.waits_for(lambda message: message.file)
    await ana.waits_for("Listo: ")

    await ana.says("/informe 402 3T2025 pdf")
    second = await ana.waits_for(lambda message: message.file)

    assert first.file is not None
    assert second.file is not None
    assert second.file.file_id == first.file.file_id
    uploads = [call for call in town.sandbox.world.calls if call.method.lower() == "senddocument"]
    assert len(uploads) == 2


async def test_a_file_that_telegram_forgot_is_uploaded_again(town: Town, ana: PersonClient) -> None:
    await ana.says("/informe 402 3T2025 pdf")
    await ana.waits_for("Listo: ")
    (path,) = [each for each in (town.folder / "documentos").glob("*/*") if each.is_file()]
    sha256 = path.parent.name + path.name
    await town.office.do(lambda uow: uow.sent_files.remember(sha256, "BQAC-gone", 9, town.clock.now()))

    await ana.says("/informe 402 3T2025 pdf")
    again = await ana.waits_for(lambda message: message.file)

    assert again.file is not None
    kept = await town.office.do(lambda uow: uow.sent_files.file_id(sha256))
    assert kept == again.file.file_id


async def test_a_second_order_of_the_same_is_not_made_twice(slow_town: Town, gate: Gate) -> None:
    ana = await slow_town.resident(ANA)
    await ana.says("/informe 402 3T2025 pdf")
    await ana.waits_for("Preparando … Llega a este chat.")

    await ana.says("/informe 402 3T2025 pdf")
    await ana.waits_for("Ese documento ya se está haciendo.")
    for given in ("xlsx", "docx"):
        await ana.says(f"/informe 402 3T2025 {given}")
        await ana.waits_for("Preparando … Llega a este chat.")
    await ana.says("/informe 402 2T2025 pdf")

    await ana.waits_for("Ya hay tres documentos suyos en camino.")
    gate.is_open.set()


async def test_somebody_revoked_meanwhile_gets_nothing(slow_town: Town, gate: Gate) -> None:
    ana = await slow_town.resident(ANA)
    await ana.says("/informe 402 3T2025 pdf")
    await ana.waits_for("Preparando … Llega a este chat.")
    (order,) = await orders(slow_town)

    await slow_town.office.do(lambda uow: uow.people.revoke(order.person_id, slow_town.clock.now()))
    gate.is_open.set()

    async def is_over() -> bool:
        return not (await orders(slow_town))[0].is_open

    await slow_town.until(is_over)
    assert (await orders(slow_town))[0].state is OrderState.CANCELLED
    assert await files_of(ana) == []


async def test_a_forged_button_gets_no_document_of_another_unit(town: Town, ana: PersonClient) -> None:
    await ana.says("/informe")
    asked = await ana.waits_for("¿En qué formato lo quiere?")

    for unit_code in ("504", "999", ""):
        await ana.taps_data(asked.message_id, pack(OrderPaper(INFORME, unit_code, T3, "pdf")))
        await ana.waits_for("402")

    assert await orders(town) == []


async def test_nobody_cancels_the_order_of_somebody_else(slow_town: Town, gate: Gate) -> None:
    ana, beto = await slow_town.resident(ANA), await slow_town.resident(BETO, unit_code="504")
    await ana.says("/informe 402 3T2025 pdf")
    await ana.waits_for("Preparando … Llega a este chat.")
    (order,) = await orders(slow_town)
    message = await beto.says("hola")

    await beto.taps_data(message.message_id, pack(CancelPaper(order.id)))
    await beto.waits_for("Este botón es de un mensaje anterior.")
    gate.is_open.set()

    await ana.waits_for("Listo: 1 archivo.")


async def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(
    town: Town, ana: PersonClient, caplog: pytest.LogCaptureFixture
) -> None:
    (town.folder / "documentos").write_text("en el lugar de la carpeta")

    await ana.says("/informe 402 3T2025 pdf")

    ended = await ana.waits_for("No se pudo hacer: el equipo no dejó guardar el archivo.")
    assert ended.labels == []
    (order,) = await orders(town)
    assert order.state is OrderState.FAILED
    assert order.error is not None
    assert order.error.startswith("disk: ")
    assert await files_of(ana) == []
    caplog.clear()


async def test_a_killed_process_leaves_the_order_to_the_next(
    programmes: Path, tmp_path: Path, gate: Gate
) -> None:
    async with open_town(tmp_path, programmes, Failpoints({Point.AFTER_PAPER: gate})) as town:
        ana = await town.resident(ANA)
        await ana.says("/informe 402 3T2025 pdf")
        await ana.waits_for("Preparando … Llega a este chat.")

        async def is_made() -> bool:
            return gate.passed > 0

        await town.until(is_made)
        (order,) = await orders(town)
        assert order.state is OrderState.WORKING
        # As a start after kill -9 does: claims are released, and orders start again.
        await town.office.do(lambda uow: uow.papers.release_all())
        gate.is_open.set()

        await ana.waits_for("Listo: 1 archivo.")
        assert len(await files_of(ana)) == 1
        assert PaperStore(town.folder / "documentos").prune(town.clock.now()) == 0


async def test_what_was_sent_long_ago_is_deleted_from_the_folder(town: Town, ana: PersonClient) -> None:
    await ana.says("/informe 402 3T2025 pdf")
    await ana.waits_for("Listo: ")
    (path,) = (each for each in (town.folder / "documentos").glob("*/*") if each.is_file())

    await prune_once(town.puntual)
    assert path.exists()
    os.utime(path, (0, 0))
    await prune_once(town.puntual)

    assert not path.exists()
