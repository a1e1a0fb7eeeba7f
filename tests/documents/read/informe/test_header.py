"""The header of a report: who, which programme, which quarter, which ejes."""

import pytest

from domain.kit.periods import Period
from domain.kit.reports import CodedName
from tests.documents.informes import a_header, a_row, a_table, read, refusals


def with_header(**header: str) -> str:
    return a_table(a_row(), header=a_header(**header))


def two_pages(first: str, second: str) -> str:
    return a_table(a_row(), header=first) + "\n\n" + a_table(a_row("Componente 2"), header=second)


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("304- Secretaría de Gobierno", "304", "Secretaría de Gobierno"),
        ("504 - Instituto de Planeación", "504", "Instituto de Planeación"),
        ("402.- SECRETARÍA PARTICULAR", "402", "Secretaría Particular"),
        ("101-Gobernabilidad", "101", "Gobernabilidad"),
        ("402. Oficina", "402", "Oficina"),
        ("402 Oficina", "402", "Oficina"),
    ],
)
def test_code_name_and_raw_text_are_kept_apart(printed: str, code: str, name: str) -> None:
    programme = read(with_header(unit=printed, programme=printed))

    assert programme.unit == programme.programme == CodedName(code, name, printed)


def test_programme_code_is_kept_as_printed() -> None:
    assert read(with_header(programme="08.- Ciudad verde")).programme.code == "08"


@pytest.mark.parametrize(
    ("title", "period", "expected"),
    [
        ("Informe Trimestral 2022", "2do Trimestre", Period(2022, 2)),
        ("Informe Trimestral 2024", "1er. Trimestre 2024", Period(2024, 1)),
        ("Informe Trimestral", "Tercer trimestre de 2024", Period(2024, 3)),
        ("Informe Trimestral 2024", "4°", Period(2024, 4)),
        ("Informe Trimestral 2024", "abril - junio", Period(2024, 2)),
        ("", "3T2025", Period(2025, 3)),
    ],
)
def test_quarter_and_year_come_from_the_header_or_the_title(
    title: str, period: str, expected: Period
) -> None:
    programme = read(with_header(title=title, period=period))

    assert (programme.period, programme.year) == (expected, expected.year)


def test_several_ejes_and_objetivos_of_one_cell_are_split() -> None:
    text = with_header(
        eje="3. Gobierno Abierto, Moderno 10. Gobernanza",
        objetivo="3.2 Ejercer con eficacia. 10.1 Contribuir en 2 zonas. 2.1 - Construir",
    )

    programme = read(text)

    assert [(eje.code, eje.name) for eje in programme.ejes] == [
        ("3", "Gobierno Abierto, Moderno"),
        ("10", "Gobernanza"),
    ]
    assert programme.ejes[1].raw == "10. Gobernanza"
    assert [(objetivo.code, objetivo.name) for objetivo in programme.objetivos] == [
        ("3.2", "Ejercer con eficacia."),
        ("10.1", "Contribuir en 2 zonas."),
        ("2.1", "Construir"),
    ]


def test_label_in_place_of_the_eje_gives_no_eje_and_a_flag() -> None:
    programme = read(with_header(eje="Vinculación con el Plan Municipal"))

    assert programme.ejes == ()
    assert [(flag.code, flag.source_line) for flag in programme.flags] == [("eje_is_label", 7)]


def test_eje_without_code_is_kept_and_flagged() -> None:
    programme = read(with_header(eje="Ciudad limpia", objetivo="Texto 1.1 Plantar"))

    assert programme.ejes == (CodedName("", "Ciudad limpia", "Ciudad limpia"),)
    assert [objetivo.code for objetivo in programme.objetivos] == ["", "1.1"]
    assert [flag.code for flag in programme.flags] == ["eje_without_code", "objetivo_without_code"]


def test_caption_of_the_section_is_not_part_of_the_quarter() -> None:
    header = a_header().replace("\n\nEje", "\nVinculación con el Plan 2022 - 2024\nEje")

    assert read(a_table(a_row(), header=header)).period == Period(2024, 1)


def test_missing_header_is_refused_with_what_to_write() -> None:
    texts = [text for _, text in refusals(a_table(a_row(), header=""))]

    assert [text.split(".")[0] for text in texts] == [
        "No se encontró la Unidad Responsable",
        "No se encontró el Programa Presupuestario",
        "No se encontró el trimestre que se reporta",
    ]


def test_quarter_without_year_is_refused() -> None:
    ((place, text),) = refusals(with_header(title="", period="2do Trimestre"))

    assert (place, text.split(".")[0]) == ("línea 5", "No se encontró el año del informe")


@pytest.mark.parametrize("unit", ["Jardines", "12 - Jardines", "402", "1234 - Jardines", f"402 {'a' * 301}"])
def test_unit_without_three_digits_and_name_is_refused(unit: str) -> None:
    ((place, text),) = refusals(with_header(unit=unit))

    assert place == "línea 3"
    assert text.startswith(f"«{unit[:80]}» no trae una clave de tres dígitos y un nombre.")


def test_programme_without_code_is_refused() -> None:
    ((_, text),) = refusals(with_header(programme="Ciudad verde"))

    assert "no trae una clave y un nombre" in text


@pytest.mark.parametrize(
    ("other", "line", "text"),
    [
        (a_header(unit="102 - Parques"), 16, "Las páginas se contradicen en la Unidad Responsable"),
        (a_header(programme="6 - Otro"), 17, "Las páginas se contradicen en el Programa Presupuestario"),
        (a_header(period="2do. Trimestre 2024"), 18, "El documento habla de dos trimestres: 1 (línea 5) y 2"),
        (a_header(period="1er. Trimestre 2023"), 18, "El documento habla de dos años: 2024 (línea 1) y 2023"),
    ],
    ids=["unit", "programme", "quarter", "year"],
)
def test_pages_that_contradict_each_other_are_refused(other: str, line: int, text: str) -> None:
    ((place, said),) = refusals(two_pages(a_header(), other))

    assert place == f"línea {line}"
    assert said.startswith(text)


def test_title_months_must_agree_with_the_quarter() -> None:
    ((_, text),) = refusals(with_header(title="1er. Informe Trimestral 2024 (abril-junio)"))

    assert text.startswith("El documento habla de dos trimestres: 1 (línea 1) y 2.")


def test_other_spelling_of_code_and_name_is_the_same() -> None:
    programme = read(
        two_pages(a_header(programme="05.- CIUDAD VÉRDE"), a_header(programme="5 - Ciudad Verde"))
    )

    assert (programme.programme.code, programme.flags) == ("05", ())


def test_other_name_for_the_same_code_is_flagged_and_the_first_is_taken() -> None:
    programme = read(two_pages(a_header(), a_header(unit="101 - Parques", programme="5 - Ciudad azul")))

    assert (programme.unit.name, programme.programme.name) == ("Jardines", "Ciudad verde")
    assert [flag.code for flag in programme.flags] == ["unit_name_differs", "programme_name_differs"]


def test_page_that_adds_an_eje_is_flagged() -> None:
    programme = read(two_pages(a_header(), a_header(eje="2. Otro eje")))

    assert [eje.code for eje in programme.ejes] == ["1", "2"]
    assert [flag.code for flag in programme.flags] == ["ejes_differ"]
