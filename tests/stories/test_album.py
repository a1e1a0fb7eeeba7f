"""An album of five photos: one evidence and one summary, also when the bot is killed meanwhile."""

from domain.evidence.proofs import grouped
from storage.failpoints import Point
from tests.documents.letters import a_photo
from tests.facts import ANA, a_mir, a_row
from tests.stories.lives import Life

FIVE = [a_photo(f"Foja {place}", size=(900, 1200)) for place in range(1, 6)]
OFICIO = "Oficio SP/112/2025 del 24 de septiembre de 2025"
WHOLE = "oficio SP/112/2025 (24 sep 2025) 📎 5 archivos"


async def test_an_album_of_five_photos_outlives_a_bot_that_dies_in_the_middle(life: Life) -> None:
    ids = await life.office.register(a_mir(a_row()))
    await life.office.lets_in(ANA)
    bot = life.machine.starts("run")
    await life.ana.says("/capturar 7")
    await life.hears("¿Cuánto alcanzaron")
    await life.ana.taps("Cumplimos la meta")
    await life.hears("¿Qué oficio lo comprueba?")
    await life.is_killed_at_rest(bot)

    await life.ana.sends_album(FIVE, OFICIO)
    doomed = life.machine.starts("run", failpoints=f"{Point.BEFORE_HANDLE_COMMIT}=exit@3")
    await doomed.ends()
    healthy = life.machine.starts("run")
    await life.hears(WHOLE)
    await life.rests()
    await life.ana.taps("Guardar")
    await life.hears("Guardado.")
    await healthy.dies()

    avance = await life.office.avance(ids["Componente 7"])
    assert avance is not None
    assert len(avance.evidence) == len({each.file_sha256 for each in avance.evidence}) == 5
    assert len(grouped(avance.evidence)) == 1
    assert [each.numbers for each in avance.evidence] == [("SP/112/2025",), (), (), (), ()]
