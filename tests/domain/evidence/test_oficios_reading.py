"""Reading cells of medios de verificación, with short texts made for each rule."""

from datetime import date

import pytest

from domain.evidence.oficios import read_evidence
from domain.kit.evidence import DateKind, Evidence, EvidenceFlag, EvidenceType

T = EvidenceType


def the_evidence(text: str) -> Evidence:
    (evidence,) = read_evidence(text, year=2025)
    return evidence


def summaries(text: str) -> list[tuple[EvidenceType, tuple[str, ...], date | None]]:
    return [(each.type, each.numbers, each.dated_on) for each in read_evidence(text, year=2025)]


def test_number_date_and_issuer_are_read_from_one_citation() -> None:
    text = "Oficio número IMP/UP/037/2024 de fecha 5 de abril de 2024 emitido por la Unidad de Planeación"

    evidence = the_evidence(text)

    assert evidence == Evidence(
        type=T.OFICIO,
        raw=text,
        numbers=("IMP/UP/037/2024",),
        dated_on=date(2024, 4, 5),
        date_kind=DateKind.ISSUED,
        issuer="Unidad de Planeación",
    )


def test_reception_date_is_told_from_issue_date() -> None:
    evidence = the_evidence("oficio número CJ/0583/2024 recibido con fecha 28 de febrero de 2024.")

    assert (evidence.dated_on, evidence.date_kind) == (date(2024, 2, 28), DateKind.RECEIVED)


def test_date_of_an_email_is_when_it_was_sent() -> None:
    evidence = the_evidence("Correo electrónico de fecha 11 de abril, mediante el cual se remite")

    assert (evidence.type, evidence.date_kind) == (T.EMAIL, DateKind.SENT)
    assert evidence.flags == (EvidenceFlag.INFERRED_YEAR,)


def test_oficio_that_says_enviado_has_a_sending_date() -> None:
    assert the_evidence("oficio SP/1/2025 enviado el 3 de mayo de 2025").date_kind is DateKind.SENT


def test_nested_oficio_does_not_take_the_outer_date() -> None:
    text = "Oficio IMP/UP/015/2024 de fecha 26 de junio de 2024, que dice, mediante oficio IMP/194/2024"

    assert summaries(text) == [
        (T.OFICIO, ("IMP/UP/015/2024",), date(2024, 6, 26)),
        (T.OFICIO, ("IMP/194/2024",), None),
    ]


def test_date_of_a_meeting_is_not_the_date_of_the_oficio() -> None:
    assert (
        the_evidence("Oficio SP/1/2025 que convoca a la sesión de fecha 3 de mayo de 2025").dated_on is None
    )


def test_group_of_one_issuer_is_one_evidence() -> None:
    text = "Departamento de censo y estadística Oficios: DCYE/04/2022, DCYE/05/2022 ; https://fb.watch/e4/"

    group, link = read_evidence(text, year=2022)

    assert (group.issuer, group.numbers) == (
        "Departamento de censo y estadística",
        ("DCYE/04/2022", "DCYE/05/2022"),
    )
    assert group.raw == "Departamento de censo y estadística Oficios: DCYE/04/2022, DCYE/05/2022"
    assert (link.type, link.url) == (T.URL, "https://fb.watch/e4/")


def test_issuer_with_commas_is_kept_whole_before_and_after_the_number() -> None:
    before = the_evidence("Dirección de Agencias, Barrios y Colonias, oficios: A/1/2022, A/2/2022")
    after = the_evidence(
        "Oficio A/1/2022 emitido por la Dirección de Agencias, Barrios y Colonias, con anexo"
    )

    assert before.issuer == after.issuer == "Dirección de Agencias, Barrios y Colonias"


def test_issuer_follows_a_group_without_semicolon() -> None:
    text = "Unidad X, oficios: A/1/2022, Dirección de Agencias, Barrios y Colonias, oficios: B/3/2022"

    assert [(each.issuer, each.numbers) for each in read_evidence(text, year=2022)] == [
        ("Unidad X", ("A/1/2022",)),
        ("Dirección de Agencias, Barrios y Colonias", ("B/3/2022",)),
    ]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Oficio SP/1/2025 de la Dirección de Contabilidad de fecha 3 de abril de 2025",
            "Dirección de Contabilidad",
        ),
        ("Oficio de la Dirección de Contabilidad número SP/1/2025", "Dirección de Contabilidad"),
        ("Oficio SP/1/2025 (signado por la Secretaría Particular)", "Secretaría Particular"),
        ("Dirección de Obras: A/1/2022, A/2/2022", "Dirección de Obras"),
        ("Anexo 1. Unidad  de Planeación, oficio A/1/2022", "Unidad de Planeación"),
        ("Se remite a la Dirección de Obras oficio A/1/2022", None),
        ("Dirección de Obras mediante oficio A/1/2022", None),
        ("oficio SP/1/2025 dirigido a la Dirección de Obras", None),
        ("oficio SP/1/2025 signado por el Lic. Juan Pérez", None),
    ],
)
def test_issuer_is_only_an_area_that_the_text_names(text: str, issuer: str | None) -> None:
    assert the_evidence(text).issuer == issuer


def test_number_after_the_name_of_the_area_still_belongs_to_its_heading() -> None:
    evidence = the_evidence("Circular emitida por la Unidad de Planeación IMP/UP/037/2024")

    assert (evidence.type, evidence.numbers) == (T.CIRCULAR, ("IMP/UP/037/2024",))


def test_date_in_place_of_a_number_is_an_oficio_without_number() -> None:
    evidence = the_evidence("Dirección del mercado de abastos, oficios: 30 de mayo 2022")

    assert (evidence.type, evidence.dated_on) == (T.OFICIO_WITHOUT_NUMBER, date(2022, 5, 30))
    assert evidence.issuer == "Dirección del mercado de abastos"


def test_dates_in_a_list_are_several_oficios_of_the_same_issuer() -> None:
    found = read_evidence("Dirección X, oficios: 30 y 31 de mayo 2022, 4 de junio 2022", year=2022)

    assert [each.dated_on for each in found] == [date(2022, 5, 30), date(2022, 5, 31), date(2022, 6, 4)]
    assert {(each.type, each.issuer) for each in found} == {(T.OFICIO_WITHOUT_NUMBER, "Dirección X")}


def test_numbers_after_a_list_of_dates_are_apart() -> None:
    assert summaries("oficios: 30 de mayo 2022, A/1/2022") == [
        (T.OFICIO_WITHOUT_NUMBER, (), date(2022, 5, 30)),
        (T.OFICIO, ("A/1/2022",), None),
    ]


def test_second_date_after_numbers_is_noted_not_taken() -> None:
    evidence = the_evidence("oficios A/1/2025 y A/2/2025 de fecha 3 y 4 de mayo de 2025")

    assert (evidence.dated_on, evidence.flags) == (date(2025, 5, 3), (EvidenceFlag.SEVERAL_DATES,))


def test_reception_date_after_an_issue_date_changes_nothing() -> None:
    evidence = the_evidence("oficio A/1/2025 de fecha 3 de mayo de 2025, recibido el 5 de mayo de 2025")

    assert (evidence.dated_on, evidence.date_kind) == (date(2025, 5, 3), DateKind.ISSUED)


def test_each_number_of_a_list_keeps_its_own_date() -> None:
    assert summaries("oficio A/1/2025 de fecha 2 de abril y A/2/2025 de fecha 3 de abril") == [
        (T.OFICIO, ("A/1/2025",), date(2025, 4, 2)),
        (T.OFICIO, ("A/2/2025",), date(2025, 4, 3)),
    ]


def test_oficio_without_number_keeps_its_date_and_is_cut_before_the_comma() -> None:
    evidence = the_evidence("Oficio S/N de fecha 26 de junio del 2024,")

    assert evidence.type is T.OFICIO_WITHOUT_NUMBER
    assert evidence.raw == "Oficio S/N de fecha 26 de junio del 2024"


def test_circular_without_number_is_a_circular() -> None:
    assert summaries("circular s/n del 4 de marzo de 2025") == [(T.CIRCULAR, (), date(2025, 3, 4))]


def test_copy_is_flagged_and_the_relative_year_too() -> None:
    evidence = the_evidence("Copia de Circular IMP/016/2024 de fecha 29 de abril del año en curso")

    assert (evidence.type, evidence.dated_on) == (T.CIRCULAR, date(2025, 4, 29))
    assert evidence.flags == (EvidenceFlag.COPY, EvidenceFlag.RELATIVE_YEAR)


def test_day_of_no_calendar_leaves_no_date_and_a_flag() -> None:
    evidence = the_evidence("oficio 31 de junio de 2025")

    assert (evidence.type, evidence.dated_on, evidence.date_kind) == (T.OFICIO_WITHOUT_NUMBER, None, None)
    assert evidence.flags == (EvidenceFlag.INVALID_DATE,)


def test_numbers_dates_and_s_n_inside_an_address_are_part_of_it() -> None:
    url = "https://x.mx/?s/n=1&d=26-09-2025&o=SP/1/2025&r=A/1/2025+al+A/2/2025&informe=1"

    assert [each.raw for each in read_evidence(f"({url}).", year=2025)] == [url]


def test_date_after_an_address_is_not_the_date_of_the_address() -> None:
    assert summaries("https://fb.watch/e4/ 3 de mayo de 2025") == [(T.URL, (), None)]


def test_document_of_another_series_is_not_taken_for_an_oficio() -> None:
    assert summaries(
        "memorándum SP/12/2025; respuesta a solicitud SG/1/2025; acta de cabildo del 5 de mayo de 2025"
    ) == [
        (T.OTHER, ("SP/12/2025",), None),
        (T.OTHER, ("SG/1/2025",), None),
        (T.OTHER, (), date(2025, 5, 5)),
    ]
