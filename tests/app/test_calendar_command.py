"""`puntual calendar`: the shell shows and accepts the same as the chat."""

from datetime import date
from pathlib import Path

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.calendar.messages import DueMoved
from tests.app.conftest import Types
from tests.facts import ANA, T3, Office, a_mir

LIST = "fecha,nombre,fuente\n30/09/2025,Descanso,Gaceta 12\n25/12/2025,Navidad,LFT\nnunca,Otro,Gaceta 13\n"


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_CLOCK_START", "2025-09-25T12:00")


@pytest.fixture
async def staffed(office: Office) -> Office:
    await office.register(a_mir())
    await office.lets_in(ANA)
    return office


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "inhabiles.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


async def test_the_days_off_of_a_year_are_listed_with_their_source(staffed: Office, types: Types) -> None:
    await staffed.do(lambda uow: uow.calendar.add_inhabil(date(2030, 7, 22), "Lunes del Cerro", "Gaceta 12"))

    told = await types("calendar", "list", "2030")

    assert "lun 22 jul — Lunes del Cerro (Gaceta 12)" in told.out
    assert "mar 1 oct — Transmisión del Poder Ejecutivo Federal (LFT, art. 74)" in told.out
    assert "Enero" not in told.out


async def test_a_dry_run_writes_nothing(staffed: Office, types: Types, listed: Path) -> None:
    told = await types("calendar", "import", str(listed), "--dry-run")

    assert "Nuevos: 1" in told.out
    assert "renglón 4: falta el año en la fecha" in told.out
    assert await staffed.do(lambda uow: uow.calendar.inhabiles(2025)) == []


async def test_a_list_is_taken_and_told(staffed: Office, types: Types, listed: Path) -> None:
    told = await types("calendar", "import", str(listed))

    assert "Inhábil nuevo: mar 30 sep 2025" in told.out
    assert "1 UR cambia de fecha. Se avisa una vez a 1 persona." in told.out
    assert [type(each) for each in await staffed.said(ANA)] == [DueMoved]
    again = await types("calendar", "import", str(listed))
    assert "No hay nada que agregar" in again.out
    assert ("cli", "inhabil_added", "inhabil:2025-09-30") in await staffed.audited()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("list", "3025"), "Escriba un año de 2000 a 2100"),
        (("import", "no-such.csv"), "No se puede leer no-such.csv"),
        (("dates", "5T2025"), "no es un trimestre"),
    ],
)
async def test_what_cannot_be_done_is_said(
    staffed: Office, types: Types, words: tuple[str, ...], problem: str
) -> None:
    told = await types("calendar", *words)

    assert (told.code, told.out) == (1, "")
    assert problem in told.err


async def test_a_file_that_is_no_list_fails(staffed: Office, types: Types, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.7")

    told = await types("calendar", "import", str(path))

    assert told.code == 1
    assert "no es una lista de texto" in told.err


async def test_the_dates_of_everybody_come_before_those_of_a_ur(staffed: Office, types: Types) -> None:
    own = PeriodDates(due_on=date(2025, 10, 3))
    await staffed.do(lambda uow: uow.calendar.set_dates(T3, "402", own, "Oficio 1"))

    told = await types("calendar", "dates", "3T2025")

    assert told.code == 0
    whole, _, of_unit = told.out.partition("402 Secretaría Particular")
    assert "mar 30 sep" in whole
    assert "vie 3 oct" in of_unit


async def test_without_a_quarter_the_dates_are_those_of_the_one_in_play(
    staffed: Office, types: Types
) -> None:
    told = await types("calendar", "dates")

    assert told.code == 0
    assert "Calendario del 3T2025" in told.out


async def test_the_list_of_this_year_needs_no_year(staffed: Office, types: Types) -> None:
    assert "Días inhábiles de 2025" in (await types("calendar", "list")).out


async def test_the_year_nought_is_no_year(staffed: Office, types: Types) -> None:
    refused = await types("calendar", "list", "0")

    assert "Escriba un año de 2000 a 2100" in refused.err
