"""The administration commands of the shell."""

from pathlib import Path

import pytest

from domain.kit.access import Role
from domain.kit.causes import Side
from tests.app.conftest import Types
from tests.facts import ANA, BETO, T2, Office, a_document, a_mir, a_row, an_unclear_value


@pytest.fixture
async def town(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("PUNTUAL_CLOCK_START", "2025-09-25T12:00")
    await office.register(a_mir(a_row(), a_row("Actividad 7.1")))
    await office.lets_in(ANA)
    await office.lets_in(BETO, Role.IMPLAN, None)
    return office


async def test_people_are_shown(town: Office, types: Types) -> None:
    await types("invite", "--role", "titular", "--unit", "402", "--name", "Tania")

    everybody, of_unit = await types("people"), await types("people", "402")

    assert f"Persona {BETO}  implan  —" in everybody.out
    assert of_unit.out.splitlines()[0] == f"1  Persona {ANA}  enlace  402  no ha escrito"
    assert of_unit.out.splitlines()[1].startswith("—  Tania  titular  402  invitación hasta ")


async def test_a_person_who_cannot_be_reached_is_marked(town: Office, types: Types) -> None:
    await town.do(lambda uow: uow.people.mark_unreachable(ANA, "bloqueó al bot", town.moment.now))

    assert "sin poder escribirle" in (await types("people", "402")).out


async def test_units_are_shown_and_renamed(town: Office, types: Types) -> None:
    renamed = await types("units", "--rename", "402", "Oficina de la Presidencia")

    assert (
        renamed.out == "La UR 402 se llama ahora Oficina de la Presidencia. Antes: Secretaría Particular.\n"
    )
    assert (await types("units")).out == (
        f"402  Oficina de la Presidencia  PP 08  2 indicadores  Persona {ANA}\n"
    )


NEW_GOALS = (
    "--set",
    "20 30 27.5 22.5",
    "--oficio",
    "IMP/012/2025",
    "--date",
    "2025-07-03",
    "--reason",
    "Ajuste.",
)


async def test_goals_are_shown_and_replaced(town: Office, types: Types) -> None:
    replaced = await types("goals", "402", "--indicator", "actividad 7.1", *NEW_GOALS)

    assert "Ahora: 20 · 30 · 27.5 · 22.5 %" in replaced.out
    assert (await types("goals", "402")).out == "Componente 7  25 25 25 25\nActividad 7.1  20 30 27.5 22.5\n"
    again = await types("goals", "402", "--indicator", "Actividad 7.1", *NEW_GOALS)
    assert again.out == "Esas metas ya son las registradas.\n"


async def test_goals_of_one_of_two_programmes_name_it(town: Office, types: Types) -> None:
    await town.register(a_mir(programme="09"))

    unclear = await types("goals", "402", "--indicator", "Componente 7", *NEW_GOALS)
    clear = await types("goals", "402", "--indicator", "Componente 7 · PP 09", *NEW_GOALS)

    assert "no es uno solo de los indicadores" in unclear.err
    assert clear.code == 0
    assert "Componente 7 · PP 09  20 30 27.5 22.5" in (await types("goals", "402")).out


async def test_doubtful_numbers_are_shown_with_their_row_and_settled(office: Office, types: Types) -> None:
    await office.imports(a_document(a_row(flags=(an_unclear_value(2, 30, 60),)), period=T2))

    shown = await types("doubts", "402")
    settled = await types("doubts", "--settle", "1:2:value", "30")

    key, text, row = shown.out.splitlines()
    assert key == "1:2:value  402  Componente 7  valor 2T2025"
    assert (text.strip(), row.strip()) == ("Se perdió una celda.", "renglón 12: —")
    assert settled.out.startswith("Confirmado: Componente 7 · 2T2025 · valor 30 %.")
    assert (await types("doubts")).out == "No hay números importados por confirmar.\n"


async def test_rules_are_shown_and_changed(town: Office, types: Types) -> None:
    changed = await types("rules", "402", "--limits", "70 85 120", "--months", "yes")
    kept = await types("rules", "402", "--narrative", "yes")

    assert "verde" not in changed.out
    assert "🟡 desde 70 % · 🟢 de 85 a 120 %" in kept.out
    assert "avance por mes y ficha narrativa" in (await types("rules", "402")).out


async def test_causes_are_shown_and_changed(town: Office, types: Types) -> None:
    await types("causes", "--add", "below", "Falta de personal")
    await types("causes", "--place", "falta de personal", "1")
    await types("causes", "--retire", "Cambio de calendario")

    every = await town.do(lambda uow: uow.causes.active(Side.BELOW))
    assert [each.text for each in every] == ["Falta de personal", "Falta de recursos", "Depende de otra área"]
    assert "Retiradas — Cambio de calendario" in (await types("causes")).out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("people", "999"), "No hay una UR «999»"),
        (("units", "--rename", "999", "Nombre"), "No hay una UR 999."),
        (("goals", "999"), "No hay una UR «999»"),
        (("goals", "402", "--set", "20 30 25 25"), "hacen falta --indicator"),
        (("goals", "402", "--indicator", "x", *NEW_GOALS), "«x» no es un indicador"),
        (("goals", "402", "--indicator", "Actividad 9.9", *NEW_GOALS), "no es uno solo"),
        (("goals", "402", "--indicator", "Componente 7", "--set", "1 2 3 4", *NEW_GOALS[2:]), "no suman 100"),
        (("doubts", "--settle", "1:2:value", "30"), "No hay un número 1:2:value por confirmar"),
        (("rules", "999"), "No hay una UR «999»"),
        (("rules", "402", "--limits", "110 90 80"), "de menor a mayor"),
        (("rules", "402", "--programme", "77", "--months", "no"), "Diga de qué programa con --programme: 08"),
        (("causes", "--add", "izquierda", "Algo"), "El lado es below"),
        (("causes", "--retire", "Algo"), "No hay una causa «Algo»"),
        (("causes", "--place", "Falta de recursos", "cero"), "El lugar es un número desde 1."),
    ],
)
async def test_what_cannot_be_done_is_told_and_changes_nothing(
    town: Office, types: Types, words: tuple[str, ...], sentence: str
) -> None:
    told = await types(*words)

    assert (told.code, told.out) == (1, "")
    assert sentence in told.err
    assert await town.audited() == []


async def test_a_doubt_is_not_settled_with_words(office: Office, types: Types, place: Path) -> None:
    await office.imports(a_document(a_row(flags=(an_unclear_value(2, 30, 60),)), period=T2))

    told = await types("doubts", "--settle", "1:2:value", "mucho")

    assert (told.code, told.err) == (1, "«mucho» no es un porcentaje, por ejemplo: 25.5\n")


async def test_what_is_counted_is_shown_decided_and_removed(town: Office, types: Types) -> None:
    how = ("--denominator", "1440", "--explained", "120 reuniones × 12")
    decided = await types("variables", "402", "--indicator", "Actividad 7.1", "--set", "reuniones", *how)
    bare = ("--set", "cursos", "--denominator", "12")
    await types("variables", "402", "--indicator", "Componente 7", *bare)

    assert "Por ejemplo: 360 → 25 %" in decided.out
    assert (await types("variables", "402")).out == (
        "Componente 7  cursos  12  —  n / d * 100\n"
        "Actividad 7.1  reuniones  1440  120 reuniones × 12  n / d * 100\n"
    )
    await types("variables", "402", "--indicator", "Componente 7", "--remove")
    assert (await types("variables", "402")).out.startswith("Componente 7  solo %\n")


async def test_what_cannot_be_counted_with_is_told(town: Office, types: Types) -> None:
    asked = ("variables", "402", "--indicator", "Componente 7", "--set", "reuniones")

    assert "No hay una UR «999»" in (await types("variables", "999")).err
    assert "hacen falta --indicator" in (await types(*asked)).err
    assert "«cero»" not in (await types(*asked, "--denominator", "12", "--formula", "n d")).out
    assert (await types(*asked, "--denominator", "12", "--formula", "n d")).code == 1
    assert await town.audited() == []
