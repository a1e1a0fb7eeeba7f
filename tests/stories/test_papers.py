"""Documents are made and sent once, however often the process is killed."""

from pathlib import Path

from domain.papers.kinds import OrderState
from storage.failpoints import Point
from storage.papers import StoredOrder
from storage.uow import UnitOfWork
from tests.facts import ANA, a_document
from tests.migrated import migrated_postgres
from tests.stories.lives import Life, a_life, until
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
    assert (ended.state, ended.attempts) == (OrderState.DONE, 0)
    assert await _files(life) == FILES


async def test_kills_that_an_order_did_not_cause_do_not_use_up_its_tries(life: Life) -> None:
    await _may_order(life)
    for start in range(4):
        doomed = life.machine.starts("run", failpoints=f"{Point.AFTER_PAPER}=exit")
        if start == 0:
            await life.ana.says(ORDERED)
        assert (await doomed.ends()).code == STUMBLED

    healthy = life.machine.starts("run")
    await life.hears("Listo: 2 archivos.")
    await life.rests()
    await healthy.dies()

    ended = await _order(life)
    assert (ended.state, ended.attempts) == (OrderState.DONE, 0)
    assert await _files(life) == FILES


async def test_two_processes_on_postgresql_make_each_order_once(postgres_url: str, tmp_path: Path) -> None:
    with migrated_postgres(postgres_url) as url:
        async with a_life(tmp_path, url) as life:
            await _may_order(life)
            processes = [
                life.machine.starts("run", failpoints=f"{Point.AFTER_PAPER}=sleep:0.1") for _ in "ab"
            ]
            for form in ("pdf", "docx", "xlsx"):
                await life.ana.says(f"/informe 402 3T2025 {form}")

            await until(lambda: _are_done(life, 3))
            await life.rests()
            for process in processes:
                await process.dies()

            assert await life.heard("Listo: 2 archivos.") == 3
            names = [Path(each).stem for each in FILES]
            made = [f"{name}.{form}" for name in names for form in ("pdf", "docx", "xlsx")]
            assert sorted(await _files(life)) == sorted(made)


async def _are_done(life: Life, count: int) -> bool:
    async def read(uow: UnitOfWork) -> list[StoredOrder | None]:
        return [await uow.papers.get(number) for number in range(1, count + 1)]

    return all(order and order.state is OrderState.DONE for order in await life.office.do(read))


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
