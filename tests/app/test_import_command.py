"""`puntual import`: each file in one transaction, with its oddities printed."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from documents.read.mir.columns import INDICATORS, PROGRAMMES
from domain.kit.periods import Period
from tests.app.conftest import Types
from tests.documents.informes import a_row, a_sheet, a_table
from tests.documents.workbooks import FIRST_LINE, a_programme, an_indicator, filled, headings, refusals
from tests.facts import Office, an_avance, dump

FIRST_OF_2024 = Period(2024, 1)

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


def a_report(folder: Path, name: str = "informe.txt", text: str | None = None) -> Path:
    path = folder / name
    path.write_text(a_table(a_row()) if text is None else text)
    return path


def a_broken_report(folder: Path) -> Path:
    return a_report(folder, "roto.txt", a_table(a_row("Renglón 9"), a_row(level="Componente 1.2.3")))


def fill(path: Path) -> None:
    """Fill the first line of each sheet of a template."""
    book = load_workbook(path)
    for title, values in ((PROGRAMMES, a_programme()), (INDICATORS, an_indicator())):
        for heading, value in values.items():
            book[title].cell(FIRST_LINE, headings(title).index(heading) + 1).value = value
    book.save(path)


async def test_a_report_is_imported_and_described_in_one_line(
    place: Path, office: Office, types: Types
) -> None:
    told = await types("import", a_report(place))

    assert (told.code, told.err) == (0, "")
    assert told.out == "informe.txt: 101 Jardines · PP 5 · 1T2024 · 1 indicador · 4 cambios\n"
    async with office.database.read() as uow:
        assert [unit.code for unit in await uow.programmes.units()] == ["101"]


async def test_importing_twice_changes_nothing_and_says_so(place: Path, office: Office, types: Types) -> None:
    await types("import", a_report(place))
    before = await dump(office.database)

    told = await types("import", a_report(place))

    assert told.code == 0
    assert told.out.splitlines()[0].endswith("· sin cambios")
    assert await dump(office.database) == before


async def test_every_kind_of_file_is_imported_in_one_go(place: Path, office: Office, types: Types) -> None:
    table = a_report(place, "tabla.txt")
    sheet = a_report(place, "hoja.txt", a_sheet())
    workbook = place / "mir.xlsx"
    workbook.write_bytes(filled())

    told = await types("import", table, sheet, workbook)

    assert (told.code, told.err) == (0, "")
    titles = [line.split(":")[0] for line in told.out.splitlines() if not line.startswith(" ")]
    assert titles == ["tabla.txt", "hoja.txt", "mir.xlsx"]
    assert "· MIR 2026 ·" in told.out


@pytest.mark.skipif(not SEEDS.exists(), reason=f"the seeds are not in {SEEDS}")
async def test_the_four_real_reports_are_imported(database_file: Path, types: Types) -> None:
    told = await types("import", *sorted(SEEDS.glob("*.txt")))

    titles = [line for line in told.out.splitlines() if not line.startswith(" ")]
    assert (told.code, told.err, len(titles)) == (0, "", 4)
    assert all(line.endswith("cambios") for line in titles)


async def test_what_needs_confirmation_is_marked(place: Path, database_file: Path, types: Types) -> None:
    numbers = "25 25 25 25 100 25 _ _ _ 40 0 25 25 25 75"

    told = await types("import", a_report(place, text=a_table(a_row(numbers=numbers))))

    noticed = [line for line in told.out.splitlines() if line.startswith("  [")]
    assert told.code == 0
    assert noticed
    assert all(line.startswith(("  [aviso] línea 12: ", "  [CONFIRMAR] línea 12: ")) for line in noticed)


async def test_a_broken_report_changes_nothing_and_lists_its_errors(
    place: Path, office: Office, types: Types
) -> None:
    before = await dump(office.database)

    told = await types("import", a_broken_report(place))

    head, *errors = told.err.splitlines()
    assert (told.code, told.out, head) == (1, "", "roto.txt: no se importó nada.")
    assert errors
    assert all(line.startswith("  ") and ": " in line for line in errors)
    assert await dump(office.database) == before


async def test_a_broken_workbook_names_sheet_and_cell(place: Path, office: Office, types: Types) -> None:
    path = place / "mir.xlsx"
    content = filled([a_programme(Ejercicio="dos mil")], [an_indicator(Meta_T1=-1)])
    path.write_bytes(content)
    before = await dump(office.database)

    told = await types("import", path)

    errors = [f"  {where}: {text}" for where, text in refusals(content)]
    assert (told.code, told.out) == (1, "")
    assert told.err.splitlines() == ["mir.xlsx: no se importó nada.", *errors]
    assert len(errors) >= 2
    assert await dump(office.database) == before


async def test_a_broken_file_does_not_keep_out_the_others(place: Path, office: Office, types: Types) -> None:
    told = await types("import", a_broken_report(place), a_report(place))

    assert told.code == 1
    assert told.err.startswith("roto.txt: no se importó nada.\n")
    assert told.out.startswith("informe.txt: 101 Jardines")


@pytest.mark.parametrize(("name", "why"), [("nada.txt", "No such file"), ("carpeta", "Is a directory")])
async def test_a_file_that_cannot_be_read_is_named(
    name: str, why: str, place: Path, database_file: Path, types: Types
) -> None:
    (place / "carpeta").mkdir()

    told = await types("import", place / name)

    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"{place / name}: no se puede leer ({why}")


async def test_nothing_to_import_is_told(database_file: Path, types: Types) -> None:
    told = await types("import")

    assert (told.code, told.out) == (1, "")
    assert told.err == "Diga qué archivo importar, por ejemplo: puntual import informe.txt\n"


async def test_a_value_somebody_captured_is_kept_and_said(place: Path, office: Office, types: Types) -> None:
    path = a_report(place)
    await types("import", path)
    (indicator,) = (await office.report("101", FIRST_OF_2024)).indicators
    await office.save(indicator.id, an_avance("30", version=1), FIRST_OF_2024)

    told = await types("import", path)

    kept = "  [aviso] Componente 1: se conservó el valor capturado (30); el archivo dice 25"
    assert (told.code, told.out.splitlines()[-1]) == (0, kept)


async def test_the_template_can_be_filled_and_imported(place: Path, types: Types) -> None:
    path = place / "mir.xlsx"

    written = await types("import", "--template", path)
    has_touched_data = (place / "data").exists()
    fill(path)
    imported = await types("import", path)

    assert (written.code, written.err, has_touched_data) == (0, "", False)
    assert written.out == f"Plantilla escrita en {path}. Llénela y ejecute: puntual import {path}\n"
    assert (imported.code, imported.err) == (0, "")
    assert imported.out == "mir.xlsx: 402 Jardines · PP 08 · MIR 2026 · 1 indicador · 3 cambios\n"


async def test_a_template_never_replaces_a_file(place: Path, types: Types) -> None:
    path = place / "plantilla.xlsx"
    path.write_text("mi trabajo")

    told = await types("import", "--template", path)

    assert (told.code, told.out) == (1, "")
    assert told.err == f"{path} ya existe: escoja otro nombre para la plantilla.\n"
    assert path.read_text() == "mi trabajo"


async def test_a_template_that_cannot_be_written_is_told(place: Path, types: Types) -> None:
    told = await types("import", "--template", place / "nada" / "plantilla.xlsx")

    assert (told.code, told.out) == (1, "")
    path = place / "nada" / "plantilla.xlsx"
    assert told.err == f"{path}: no se puede escribir (No such file or directory).\n"
