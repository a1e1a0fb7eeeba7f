"""Documents cited by their title: informes, minutas, registros, numbered statistics."""

from datetime import date

import pytest

from domain.evidence.oficios import read_evidence
from domain.kit.evidence import Evidence, EvidenceType

T = EvidenceType


def the_evidence(text: str) -> Evidence:
    (evidence,) = read_evidence(text, year=2025)
    return evidence


def summaries(text: str) -> list[tuple[EvidenceType, tuple[str, ...], date | None]]:
    return [(each.type, each.numbers, each.dated_on) for each in read_evidence(text, year=2025)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("informe general de actividades", T.REPORT),
        (
            'Informe interno denominado "Seguimiento de Acciones / Resultados al 1er. trimestre de 2024"',
            T.INTERNAL_REPORT,
        ),
        ("Reporte de control interno sobre los informes trimestrales", T.CONTROL_REPORT),
        ("Registro de atención en las asesorías a los enlaces", T.ATTENTION_REGISTER),
        ("Registro de asistencia para la Mesa de Trabajo", T.ATTENDANCE),
        ("Lista de asistencia", T.ATTENDANCE),
        ("Minuta", T.MINUTA),
        ("Correo electrónico enviado a Contabilidad", T.EMAIL),
        ("tres dictámenes técnicos de proyectos", T.TECHNICAL_OPINION),
        ("Copias de estadísticas del INEGI", T.STATISTICS_COPY),
    ],
)
def test_document_cited_by_its_title_is_evidence(text: str, kind: EvidenceType) -> None:
    evidence = the_evidence(text)

    assert (evidence.type, evidence.raw, evidence.dated_on) == (kind, text, None)


def test_titles_without_separator_are_told_apart() -> None:
    text = (
        'Registro de asistencia para la Mesa "A" y Minuta copia de oficio A/1/2024 informe de avances, '
        "mediante oficio B/2/2024"
    )

    assert [(each.type, each.raw) for each in read_evidence(text, year=2024)] == [
        (T.ATTENDANCE, 'Registro de asistencia para la Mesa "A"'),
        (T.MINUTA, "Minuta"),
        (T.OFICIO, "copia de oficio A/1/2024"),
        (T.REPORT, "informe de avances"),
        (T.OFICIO, "oficio B/2/2024"),
    ]


def test_opinions_named_inside_an_oficio_are_evidence_by_their_count() -> None:
    text = "Oficio A/1/2024, que dice se elaboraron dos dictámenes técnicos de obra; los dictámenes técnicos"

    assert [each.raw for each in read_evidence(text, year=2024)] == [
        "Oficio A/1/2024",
        "dos dictámenes técnicos de obra",
    ]


def test_minuta_takes_the_date_after_its_title() -> None:
    assert summaries("minuta de la reunión de trabajo del 5 de agosto de 2025") == [
        (T.MINUTA, (), date(2025, 8, 5))
    ]


def test_title_right_before_another_keeps_only_its_words() -> None:
    found = read_evidence(
        "lista de asistencia y minuta de trabajo de los días 3 y 4 de mayo de 2025", year=2025
    )

    assert [each.raw for each in found] == [
        "lista de asistencia",
        "minuta de trabajo de los días 3 y 4 de mayo de 2025",
    ]


def test_minuta_may_have_a_number() -> None:
    assert summaries("Minuta número SP/003/2025") == [(T.MINUTA, ("SP/003/2025",), None)]


def test_number_after_a_title_and_a_comma_is_an_oficio() -> None:
    assert [kind for kind, _, _ in summaries("informe de actividades, SP/003/2025")] == [T.REPORT, T.OFICIO]


def test_each_item_of_the_copied_statistics_is_one_evidence() -> None:
    text = (
        "Copias de estadísticas del : 1.-Marco Normativo 2.sesiones de Cabildo 2023 3.-Informe de gobierno . "
        "4.-Presidentes. 5.- Actas del 3 de mayo 2022, memorándum 12 7. no sigue 6.-Plano de. Minuta"
    )

    found = read_evidence(text, year=2024)

    assert [(each.type, each.raw) for each in found] == [
        (T.STATISTICS_COPY, "Marco Normativo"),
        (T.STATISTICS_COPY, "sesiones de Cabildo 2023"),
        (T.STATISTICS_COPY, "Informe de gobierno"),
        (T.STATISTICS_COPY, "Presidentes"),
        (T.STATISTICS_COPY, "Actas del 3 de mayo 2022, memorándum 12 7"),
        (T.STATISTICS_COPY, "Plano de"),
        (T.MINUTA, "Minuta"),
    ]


def test_ordinal_without_text_is_no_document() -> None:
    assert [each.raw for each in read_evidence("Copias de estadísticas: 1. 2. Plano", year=2024)] == ["Plano"]


def test_oficio_inside_a_list_of_statistics_is_not_lost() -> None:
    found = read_evidence("Copias de estadísticas: 1.- Plano con oficio A/1/2024 2.- Marco", year=2024)

    assert [each.type for each in found] == [T.STATISTICS_COPY, T.OFICIO, T.STATISTICS_COPY]
