"""The gap summary on IMPLAN's phone: the message, its files, and its buttons."""

from datetime import date, datetime, timedelta

import pytest

from domain.kit.access import Role
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient
from tests.e2e.town import EIGHT, Town
from tests.facts import CARLA, OAXACA

HALF_PAST = EIGHT.replace(minute=30)
DIRECTOR = 1004


async def received(person: PersonClient, amount: int) -> list[ChatMessage]:
    """Return the bot's messages, once there are this many."""
    last = await person.waits_for("", after=0)
    while len(found := [each for each in await person.messages() if each.from_bot]) < amount:
        last = await person.waits_for("", after=last.seq)
    return found


async def test_the_summary_of_the_day_is_one_message_with_its_picture_and_workbook_behind_it(
    town: Town,
) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    town.clock.set(HALF_PAST)

    await town.puntual.ticks.summary()
    said = await received(implan, 3)

    assert said[0].text.startswith("Brechas del 3T2025 · jue 25 sep · faltan 3 días hábiles\n")
    assert [each.file.kind if each.file else "text" for each in said] == ["text", "photo", "document"]
    assert said[2].file is not None
    assert said[2].file.name == "brechas-3T2025.xlsx"
    assert said[0].labels == ["Escalar a titulares", "Invitar para 304", "Ver 504"]


@pytest.mark.parametrize("typed", [None, "invitar para 304", "Invitar 304"])
async def test_a_unit_without_an_enlace_is_one_step_from_its_invitation(
    town: Town, typed: str | None
) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    await implan.says("/resumen")
    await implan.waits_for("⚠️ Sin enlace localizable: 304")

    await (implan.says(typed) if typed else implan.taps("Invitar para 304"))

    asked = await implan.waits_for("¿Qué función tendrá la persona?")
    for word, heard in (
        ("enlace", "nombre"),
        ("Elena Mora", "¿"),
        ("enlace principal", "Entra como enlace de 304."),
    ):
        await implan.says(word)
        asked = await implan.waits_for(heard, after=asked.seq)
    assert asked.text.startswith("Reenvíe el mensaje siguiente a Elena Mora.")


async def test_a_quiet_day_is_one_line_with_buttons_for_the_rest(town: Town) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    for day in range(2):
        town.clock.set(HALF_PAST + timedelta(days=day))
        await town.puntual.ticks.summary()

    line = await implan.waits_for("Sin cambios desde el jue 25 sep", after=0)
    assert line.labels == [
        "Escalar a titulares",
        "Invitar para 304",
        "Ver 504",
        "Ver todas",
        "Imagen",
        "Excel",
    ]
    await implan.taps("Imagen")
    picture = await implan.waits_for("Avance por UR · 3T2025 · 26 sep 2025")
    await implan.taps("Excel")
    book = await implan.waits_for("Brechas del 3T2025: ", after=picture.seq)

    assert picture.file is not None
    assert book.file is not None
    assert (picture.file.kind, book.file.kind) == ("photo", "document")
    assert len(await received(implan, 6)) == 6


async def test_asking_for_it_says_what_changed_and_sends_no_file_unasked(town: Town) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    town.clock.set(HALF_PAST)
    await town.puntual.ticks.summary()
    await received(implan, 3)

    town.clock.set(HALF_PAST + timedelta(hours=2))
    await implan.says("/resumen")
    said = await implan.waits_for("Sin cambios desde las 08:30 de hoy.")

    assert said.labels == ["Escalar a titulares", "Invitar para 304", "Ver 504", "Imagen", "Excel"]
    await implan.says("/resumen imagen")
    await implan.waits_for("Avance por UR", after=said.seq)
    await implan.says("/resumen excel 3T2025")
    await implan.waits_for("Brechas del 3T2025: ", after=said.seq)
    assert len(await received(implan, 6)) == 6


async def test_a_quarter_without_programmes_is_said_and_not_drawn(town: Town) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)

    await implan.says("/resumen imagen 3T2019")

    said = await implan.waits_for("Todavía no hay programas de 2019.")
    assert said.file is None


async def test_a_director_gets_the_week_and_the_close(town: Town) -> None:
    director = await town.resident(DIRECTOR, Role.CONSULTA)
    for place, day in enumerate((date(2025, 9, 29), date(2025, 10, 8)), start=1):
        town.clock.set(datetime(day.year, day.month, day.day, 8, 30, tzinfo=OAXACA))
        await town.puntual.ticks.summary()
        said = await received(director, 2 * place)

    assert said[0].text.startswith("Semana del lun 29 sep · 3T2025 · falta 1 día hábil\n")
    assert said[0].labels == ["Ver 504"]
    assert said[1].file is not None
    assert said[2].text.startswith("Cierre del 3T2025 · recepción hasta el mar 7 oct\n")
    assert said[3].file is not None
    assert said[3].file.name == "puntualidad-3T2025.xlsx"
