"""An outage of eight minutes: messages typed meanwhile are taken in order, with the right evidence."""

from datetime import timedelta
from pathlib import Path

from domain.delivery.outcomes import InboxState
from tests.e2e.backlog import oficio
from tests.e2e.town import EIGHT, Town, open_town
from tests.facts import ANA, a_mir, a_row

UNIT = "918"
COUNT = 10
EVERY = timedelta(seconds=12)


async def _types_meanwhile(town: Town) -> None:
    rows = [a_row(f"Componente {place}") for place in range(1, COUNT + 1)]
    await town.office.register(a_mir(*rows, unit=UNIT, unit_name="Dirección de Parques", programme="91"))
    ana = await town.resident(ANA, unit_code=UNIT)
    texts = [text for place in range(1, COUNT + 1) for text in _report(place)]
    for place, text in enumerate(texts):
        town.clock.set(EIGHT + place * EVERY)
        await ana.says(text)


def _report(place: int) -> list[str]:
    proof = f"Oficio {oficio(place)} de fecha 26 de septiembre de 2025"
    return [f"Componente {place}", f"{24 + place / 10:g}", proof, "guardar"]


async def test_forty_messages_through_an_outage_save_ten_indicators_each_with_its_own_proof(
    programmes: Path, tmp_path: Path
) -> None:
    async with open_town(tmp_path, programmes, meanwhile=_types_meanwhile) as town:

        async def is_all_handled() -> bool:
            return await town.handled() == {InboxState.DONE: 4 * COUNT}

        await town.until(is_all_handled)

        saved = {}
        for place in range(1, COUNT + 1):
            avance = await town.saved(f"Componente {place}", UNIT)
            assert avance is not None
            saved[place] = [number for each in avance.evidence for number in each.numbers]
        assert saved == {place: [oficio(place)] for place in range(1, COUNT + 1)}
