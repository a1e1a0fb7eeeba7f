"""Documents whose file is missing, or that Telegram refuses: they are made again, or the person is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copyfile, rmtree

import pytest
from pydantic import SecretStr

from app.clock import StoppedClock
from app.settings import Settings
from app.wiring import Puntual, opened
from domain.papers.kinds import OrderState, PaperKind, PaperOrder
from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running_sandbox
from storage.backup import back_up, restore
from tests.e2e.town import NINE, TOKEN, Town
from tests.facts import ANA, T3, Office
from usecases.papers.order_paper import order_paper

ORDERED = "/informe 402 3T2025 pdf"
PDF = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
FILE = ["informe-402-PP08-3T2025.pdf"]


async def files_of(person: PersonClient) -> list[str]:
    return [message.file.name for message in await person.messages() if message.file and message.from_bot]


async def test_a_file_that_vanished_before_it_left_is_made_again(town: Town, ana: PersonClient) -> None:
    await town.client.fails("too_many_requests", "sendDocument", retry_after=1)
    await ana.says(ORDERED)

    async def is_refused() -> bool:
        return town.calls("sendDocument") == 1

    await town.until(is_refused)
    rmtree(town.folder / "documentos")

    await ana.waits_for(lambda message: message.file, 15)
    ended = await ana.waits_for("Listo: 1 archivo.")
    assert ended.labels == []
    assert await files_of(ana) == FILE
    order = await town.office.do(lambda uow: uow.papers.get(1))
    assert order is not None
    assert (order.state, order.attempts) == (OrderState.DONE, 1)


async def test_a_file_that_telegram_never_takes_is_told_with_what_to_do(
    town: Town, ana: PersonClient
) -> None:
    await town.client.fails("server_error", "sendDocument", status=400)
    await ana.says(ORDERED)

    told = await ana.waits_for(lambda message: "no recibió" in message.text and not message.is_edited, 15)

    assert f"Vuelva a pedirlo con {ORDERED};" in told.text
    assert [each.text for each in await ana.messages() if "Listo" in each.text] == []
    await ana.says(ORDERED)
    await ana.waits_for(lambda message: message.file)


async def test_a_file_of_which_nobody_knows_whether_it_arrived_is_told_so(
    town: Town, ana: PersonClient
) -> None:
    await town.client.fails("drop_before", "sendDocument", times=2)
    await ana.says(ORDERED)

    told = await ana.waits_for(lambda message: "no se sabe" in message.text and not message.is_edited, 15)

    assert told.text.endswith(f"vuelva a pedirlo con {ORDERED}.")
    assert [each.text for each in await ana.messages() if "Listo" in each.text] == []


@asynccontextmanager
async def at_hand(folder: Path, telegram: Sandbox) -> AsyncIterator[Puntual]:
    """Open the product on a folder, with each part run by hand."""
    settings = Settings.model_construct(
        bot_token=SecretStr(TOKEN),
        bot_api_url=telegram.url,
        database_url=f"sqlite:///{folder / 'puntual.db'}",
        data_dir=folder,
    )
    async with opened(settings, StoppedClock(NINE)) as puntual:
        yield puntual


@pytest.mark.parametrize("is_made", [False, True], ids=["waiting", "made and not sent"])
async def test_an_order_outlives_a_restore_without_the_documents(
    programmes: Path, tmp_path: Path, is_made: bool
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    copyfile(programmes, before / "puntual.db")
    async with running_sandbox() as telegram, SandboxClient(telegram.url) as client:
        person = await client.person(ANA, "Ana", has_started=True)
        async with at_hand(before, telegram) as puntual:
            office = Office(puntual.database, puntual.moment())
            ana = await office.lets_in(ANA)
            await office.do(lambda uow: order_paper(uow, ana, PDF, office.moment))
            await puntual.sender.drain()
            if is_made:
                await puntual.paper_worker.drain()
        back_up(f"sqlite:///{before / 'puntual.db'}", before / "evidencias", tmp_path / "copy.zip")
        restore(f"sqlite:///{after / 'puntual.db'}", after / "evidencias", tmp_path / "copy.zip")

        async with at_hand(after, telegram) as puntual:
            for _ in range(2):
                await puntual.sender.drain()
                await puntual.paper_worker.drain()
            await puntual.sender.drain()

        assert await files_of(person) == FILE
        assert [
            each.text for each in await person.messages() if "Informe" in each.text and not each.file
        ] == ["Informe Trimestral · 402 · 3T2025 · PDF\nListo: 1 archivo."]
