"""The workbook is sent, returned with three errors, corrected, shown, and saved on Guardar."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from decimal import Decimal
from pathlib import Path
from shutil import copyfile

import pytest

from domain.papers.templates import Fillable
from sandbox.client import PersonClient
from storage.engine import Database
from tests.documents.report_templates import filled_in
from tests.e2e.town import Town, fill, open_town
from tests.facts import ANA, Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "informe-402-3T2025.xlsx"
PROVEN = {Fillable.VALUE: 25, Fillable.EVIDENCE: "Oficio SP/DSAV/112/2025 de fecha 24 de septiembre de 2025"}
EXPLAINED = {
    Fillable.CAUSE: "Falta de recursos",
    Fillable.JUSTIFICATION: "El equipo de cómputo llegó en octubre",
    Fillable.ACTION: "Se instala en octubre",
    Fillable.RECOVERY: "15/12/2025",
}
Rows = Mapping[int, Mapping[Fillable, object]]


@pytest.fixture
async def town(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    database = tmp_path / "programmes.db"
    copyfile(sqlite_template, database)
    await _fill(database)
    async with open_town(tmp_path, database) as town:
        yield town


async def _fill(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await fill(Office(database))
    await database.dispose()


async def test_a_workbook_with_three_errors_is_mended_shown_and_saved(town: Town) -> None:
    ana = await town.resident(ANA)
    await ana.says("/plantilla")
    empty = await _document(town, ana)

    await _sends(
        ana,
        empty,
        {
            0: {**PROVEN, Fillable.VALUE: "mucho"},
            1: {**PROVEN, Fillable.EVIDENCE: "el oficio de siempre"},
            2: {Fillable.VALUE: 10, **EXPLAINED, Fillable.CAUSE: "Mala suerte"},
        },
    )
    refused = await ana.waits_for("Corrija 3 celdas")

    assert "F7: «mucho» no es un porcentaje; escriba solo el número, por ejemplo 25" in refused.text
    assert "L8: «el oficio de siempre» no lleva número" in refused.text
    assert "G9: «Mala suerte» no está en la lista" in refused.text
    assert await _values(town) == [None, None, None]

    await _sends(ana, empty, {0: PROVEN, 1: PROVEN, 2: {Fillable.VALUE: 10, **EXPLAINED}})
    shown = await ana.waits_for("esto cambiaría")
    await ana.waits_for("¿Guardo los 3 cambios de 402")

    assert "Componente 7: sin valor → 25 % · 1 evidencia más" in shown.text
    assert "Actividad 7.2: sin valor → 10 % · causa: Falta de recursos" in shown.text
    assert await _values(town) == [None, None, None]

    await ana.taps("Guardar")
    await ana.waits_for("Se guardó todo: 3 indicadores del 3T2025")

    assert await _values(town) == [Decimal(25), Decimal(25), Decimal(10)]


async def test_guardar_may_be_typed_and_a_question_in_between_loses_nothing(town: Town) -> None:
    ana = await town.resident(ANA)
    await ana.says("/plantilla 402 3T2025")
    await _sends(ana, await _document(town, ana), {0: PROVEN})
    await ana.waits_for("¿Guardo el cambio")

    await ana.says("/ayuda")
    await ana.waits_for("Seguimos")
    await ana.says("guardar")
    await ana.waits_for("Se guardó todo: 1 indicador")

    assert (await _values(town))[0] == Decimal(25)


async def test_two_enlaces_of_one_unit_do_not_overwrite_each_other(town: Town) -> None:
    ana, beto = await town.resident(ANA), await town.resident(1002)
    await ana.says("/plantilla")
    await beto.says("/plantilla")
    hers, his = await asyncio.gather(_document(town, ana), _document(town, beto))
    await _sends(ana, hers, {0: PROVEN})
    await ana.waits_for("¿Guardo el cambio")
    await ana.taps("Guardar")
    await ana.waits_for("Se guardó todo: 1 indicador")

    await _sends(beto, his, {0: {**PROVEN, Fillable.VALUE: 24}, 1: PROVEN})

    refused = await beto.waits_for("Corrija 1 celda")
    assert "F7: Componente 7 cambió después de que pidió el libro" in refused.text
    assert await _values(town) == [Decimal(25), None, None]


async def _document(town: Town, person: PersonClient) -> bytes:
    message = await person.waits_for("Llene las celdas amarillas")
    assert message.file is not None
    assert message.file.name == NAME
    return await town.client.content(message)


async def _sends(person: PersonClient, empty: bytes, rows: Rows) -> None:
    await person.sends_file(NAME, filled_in(empty, rows), XLSX)


async def _values(town: Town) -> list[Decimal | None]:
    levels = ("Componente 7", "Actividad 7.1", "Actividad 7.2")
    return [(await town.indicator(level)).value(3) for level in levels]
