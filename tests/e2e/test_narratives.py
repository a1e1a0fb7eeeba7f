"""The narrative sheet from the phone: offered after a capture, with a question about its sum."""

from domain.kit.avances import Missing
from domain.kit.rules import Rules
from sandbox.client import PersonClient
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.e2e.town import Town

OFICIO = "Oficio SP/DSAV/112/2025 de fecha 24 de septiembre de 2025"
TEXT = "Se dieron 33 talleres de lectura en el centro y en las agencias"
TABLE = "Talleres\nCentro: 12\nAgencias: 21\nTotal: 34"


async def test_a_narrative_follows_the_capture(town: Town, ana: PersonClient) -> None:
    async def ask(uow: UnitOfWork) -> None:
        query = programme.select().where(programme.c.unit_code == "402")
        for row in await uow.session.execute(query):
            await uow.rules.save(row.id, Rules(asks_narrative=True))

    await town.office.do(ask)
    await town.reminds(ana)
    await ana.taps("Componente 7: cumplimos la meta (25 %)")
    await ana.waits_for("¿Qué oficio lo comprueba?")
    await ana.says(OFICIO)
    await ana.waits_for("🟢 en meta: 25 de 25 %")
    await ana.taps("Guardar")
    await ana.waits_for("Falta la narrativa de Componente 7.")

    await ana.taps("Escribir la narrativa")
    await ana.waits_for("Cuente qué se hizo")
    await ana.says(TEXT)
    await ana.waits_for("¿Tiene una tabla de cuentas?")
    await ana.says(TABLE)
    await ana.waits_for("los renglones suman 33 y escribió 34. ¿Cuál es correcto?")
    await ana.says("33")
    await ana.waits_for("¿Hay otra tabla?")
    await ana.says("no hay más tablas")
    await ana.waits_for("¿Quiere una gráfica")
    await ana.taps("Barras")
    await ana.waits_for("Gráfica: barras")
    await ana.taps("Guardar")
    await ana.waits_for("Narrativa de Componente 7 guardada.")

    assert Missing.NARRATIVE not in (await town.indicator()).missing(3)
