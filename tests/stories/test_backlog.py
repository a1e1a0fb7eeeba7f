"""A backlog arrives while processes are killed: ten indicators, each keeps its own evidence."""

from functools import partial
from pathlib import Path

from domain.delivery.outcomes import InboxState
from tests.e2e.backlog import oficio
from tests.facts import ANA, a_mir, a_row, join
from tests.stories.lives import Life, a_life, until

COUNT = 10
KILLS = (5, 17, 30)
"""After how many handled messages the process is killed, at the earliest."""


async def test_kills_over_a_backlog_misplace_no_proof(tmp_path: Path) -> None:
    async with a_life(tmp_path) as life:
        ids = await life.office.register(
            a_mir(*[a_row(f"Componente {place}") for place in range(1, COUNT + 1)])
        )
        await life.office.do(lambda uow: join(uow, ANA))
        for place in range(1, COUNT + 1):
            for text in _report(place):
                await life.ana.says(text)

        for handled in KILLS:
            bot = life.machine.starts("run")
            await until(partial(_has_handled, life, handled))
            await bot.dies()
        bot = life.machine.starts("run")
        await until(partial(_has_handled, life, 4 * COUNT))
        await life.is_killed_at_rest(bot)

        for place in range(1, COUNT + 1):
            avance = await life.office.avance(ids[f"Componente {place}"])
            assert avance is not None
            assert [number for each in avance.evidence for number in each.numbers] == [oficio(place)]


async def _has_handled(life: Life, enough: int) -> bool:
    return (await life.inbox())[InboxState.DONE] >= enough


def _report(place: int) -> list[str]:
    proof = f"Oficio {oficio(place)} de fecha 26 de septiembre de 2025"
    return [f"Componente {place}", f"{24 + place / 10:g}", proof, "guardar"]
