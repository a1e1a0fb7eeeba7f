"""Documents outlive the process that makes them: they come once, or are given up aloud."""

from domain.papers import OrderState
from storage.failpoints import Point
from storage.papers import StoredOrder
from tests.facts import ANA, a_document
from tests.stories.lives import Life
from tests.stories.processes import STUMBLED

ORDERED = "/informe 402 3T2025 pdf"
FILES = ["informe-402-PP08-3T2025.pdf", "informe-402-PP10-3T2025.pdf"]


async def test_an_order_that_was_killed_between_two_files_is_made_whole_by_the_next(life: Life) -> None:
    await _may_order(life)
    doomed = life.machine.starts("run", failpoints=f"{Point.AFTER_PAPER}=exit@2")
    await life.ana.says(ORDERED)
    assert (await doomed.ends()).code == STUMBLED
    left = await _order(life)
    assert (left.state, left.made, await _files(life)) == (OrderState.WORKING, 1, [])

    healthy = life.machine.starts("run")
    await life.hears("Listo: 2 archivos.")
    await life.rests()
    await healthy.dies()

    ended = await _order(life)
    assert (ended.state, ended.attempts) == (OrderState.DONE, 2)
    assert await _files(life) == FILES


async def test_an_order_that_kills_every_process_is_given_up_aloud(life: Life) -> None:
    await _may_order(life)
    for start in range(3):
        doomed = life.machine.starts("run", failpoints=f"{Point.AFTER_PAPER}=exit")
        if start == 0:
            await life.ana.says(ORDERED)
        assert (await doomed.ends()).code == STUMBLED

    healthy = life.machine.starts("run")
    await life.hears("Se intentó tres veces y no se pudo hacer.")
    await life.rests()
    await healthy.dies()

    assert (await _order(life)).state is OrderState.FAILED
    assert await _files(life) == []


async def _may_order(life: Life) -> None:
    for programme in ("08", "10"):
        await life.office.register(a_document(programme=programme))
    await life.office.lets_in(ANA)


async def _order(life: Life) -> StoredOrder:
    found = await life.office.do(lambda uow: uow.papers.get(1))
    assert found is not None
    return found


async def _files(life: Life) -> list[str]:
    return [each.file.name for each in await life.ana.messages() if each.file and each.from_bot]
