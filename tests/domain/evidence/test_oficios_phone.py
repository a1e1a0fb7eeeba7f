"""What public servants type on a phone when the bot asks for evidence."""

from datetime import date

import pytest

from domain.evidence.oficios import read_evidence
from domain.kit.evidence import EvidenceFlag, EvidenceType

T = EvidenceType
SEPTEMBER_26 = date(2025, 9, 26)
Summary = tuple[EvidenceType, tuple[str, ...], date | None]


def summaries(text: str) -> list[Summary]:
    return [(each.type, each.numbers, each.dated_on) for each in read_evidence(text, year=2025)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oficio SP/DSAV/112/2025 de fecha 26 de septiembre de 2025",
            (T.OFICIO, ("SP/DSAV/112/2025",), SEPTEMBER_26),
        ),
        ("oficio sp/dsav/112/2025 26 sep 2025", (T.OFICIO, ("SP/DSAV/112/2025",), SEPTEMBER_26)),
        ("oficio SP/DSAV/112/2025 26/09/25", (T.OFICIO, ("SP/DSAV/112/2025",), SEPTEMBER_26)),
        ("oficio SP/DSAV/112/2025 (26-sep-2025)", (T.OFICIO, ("SP/DSAV/112/2025",), SEPTEMBER_26)),
        ("Oficio SP/1/2025. Fecha: 26 sept 2025", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("Oficio SP/1/2025\nde fecha 26 sep", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("26/09/2025 oficio SP/1/2025", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("26 sep 25 oficio SP/1/2025", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("Fecha: 26/09/2025 No. de oficio: SP/1/2025", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("oficio SP/1/2025 recibido en Contabilidad el 26 sep", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("oficio SP/1/2025 y su acuse del 26 sep", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("oficio de fecha 26 sep número SP/1/2025", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("oficio SP/1/2025 para la Tesorería de fecha 26 sep", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("oficio SP/1/2025 firmado por Juan Pérez el 26 sep", (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26)),
        ("SP/DSAV/112/2025", (T.OFICIO, ("SP/DSAV/112/2025",), None)),
        ("sp / dsav / 112 / 2025", (T.OFICIO, ("SP/DSAV/112/2025",), None)),
        ("SP/DSAV/1.2/112/2025", (T.OFICIO, ("SP/DSAV/1.2/112/2025",), None)),
        ("SP/DSAV/10/112/2025", (T.OFICIO, ("SP/DSAV/10/112/2025",), None)),
        ("Oficio MSBL-131-2023", (T.OFICIO, ("MSBL-131-2023",), None)),
        ("oficio SP/1/20 /2025", (T.OFICIO, ("SP/1/20/2025",), None)),
        ("circular IMP/15/2025 del 3 de septiembre", (T.CIRCULAR, ("IMP/15/2025",), date(2025, 9, 3))),
        ("minuta del 5 de agosto de 2025", (T.MINUTA, (), date(2025, 8, 5))),
        ("la minuta del 5 de agosto de 2025", (T.MINUTA, (), date(2025, 8, 5))),
        ("correo del 5 de agosto", (T.EMAIL, (), date(2025, 8, 5))),
        ("s/n 26 sep 2025", (T.OFICIO_WITHOUT_NUMBER, (), SEPTEMBER_26)),
        ("oficio sin número del 26 de septiembre", (T.OFICIO_WITHOUT_NUMBER, (), SEPTEMBER_26)),
        ("oficio 26 sep", (T.OFICIO_WITHOUT_NUMBER, (), SEPTEMBER_26)),
        ("S/N", (T.OFICIO_WITHOUT_NUMBER, (), None)),
        ("of. núm. 112/2025", (T.OFICIO, ("112/2025",), None)),
        ("oficio n° 112/2025", (T.OFICIO, ("112/2025",), None)),
        ("oficio/112/2025", (T.OFICIO, ("112/2025",), None)),
        ("oficio/SP/112/2025", (T.OFICIO, ("SP/112/2025",), None)),
        ("oficio No.SP/112/2025", (T.OFICIO, ("SP/112/2025",), None)),
        ("oficio n-12-2025", (T.OFICIO, ("N-12-2025",), None)),
        ("oficio SP/112/25", (T.OFICIO, ("SP/112/25",), None)),
        ("oficios 1/2025, 2/2025 y 3/2025 26 sep", (T.OFICIO, ("1/2025", "2/2025", "3/2025"), SEPTEMBER_26)),
        ("fb.watch/e4lkj/", (T.URL, (), None)),
    ],
)
def test_typed_citation_is_understood(text: str, expected: Summary) -> None:
    assert summaries(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no tengo",
        "no tengo oficio",
        "minuta no tengo",
        "oficio pendiente",
        "ya mandé el oficio",
        "26 de septiembre de 2025",
        "26/09/2025",
        "hola, mañana le mando el informe",
        "tengo dos informes pendientes",
        "informe, lo paso luego",
        "se lo envié por correo",
        "correo, ya se lo mandé",
        "Calle Reforma S/N, Centro",
        "el oficio se los llevo y lo entrego el 26 de septiembre",
        "avance 25/100 al 12/2025",
        "sep-12-2025",
        "nombre@municipio.com/x",
    ],
)
def test_chatter_is_no_evidence(text: str) -> None:
    assert read_evidence(text, year=2025) == ()


def test_s_n_of_an_address_is_no_oficio() -> None:
    assert [kind for kind, _, _ in summaries("minuta en Calle Reforma S/N")] == [T.MINUTA]


@pytest.mark.parametrize(
    "text", ["oficio número 112", "oficio SP/112", "oficio SP/DSAV 112/2025", "oficio 26/09"]
)
def test_incomplete_number_is_kept_in_raw_with_a_flag(text: str) -> None:
    (evidence,) = read_evidence(text, year=2025)

    assert (evidence.type, evidence.raw, evidence.numbers) == (T.OFICIO, text, ())
    assert evidence.flags == (EvidenceFlag.INCOMPLETE_NUMBER,)


def test_dates_written_before_each_number_stay_with_it() -> None:
    assert summaries("26/09/2025 oficio SP/1/2025, 27/09/2025 oficio SP/2/2025") == [
        (T.OFICIO, ("SP/1/2025",), SEPTEMBER_26),
        (T.OFICIO, ("SP/2/2025",), date(2025, 9, 27)),
    ]


def test_date_before_other_words_is_not_taken() -> None:
    assert summaries("26/09/2025 les mando oficio SP/1/2025") == [(T.OFICIO, ("SP/1/2025",), None)]


def test_lines_of_a_message_are_a_list() -> None:
    assert summaries("- SP/1/2025\n- SP/2/2025") == [(T.OFICIO, ("SP/1/2025", "SP/2/2025"), None)]


def test_each_heading_begins_its_own_citation() -> None:
    assert summaries("Oficio SP/1/2025; oficio SP/2/2025 y circular SP/3/2025") == [
        (T.OFICIO, ("SP/1/2025",), None),
        (T.OFICIO, ("SP/2/2025",), None),
        (T.CIRCULAR, ("SP/3/2025",), None),
    ]


def test_two_oficios_without_number_are_told_apart_by_date() -> None:
    assert summaries("S/N de fecha 4 de mayo; S/N de fecha 5 de mayo") == [
        (T.OFICIO_WITHOUT_NUMBER, (), date(2025, 5, 4)),
        (T.OFICIO_WITHOUT_NUMBER, (), date(2025, 5, 5)),
    ]


def test_number_after_s_n_is_another_oficio() -> None:
    assert [kind for kind, _, _ in summaries("oficio S/N, oficio S/N y SP/2/2025")] == [
        T.OFICIO_WITHOUT_NUMBER,
        T.OFICIO_WITHOUT_NUMBER,
        T.OFICIO,
    ]


def test_text_of_an_apple_keyboard_is_read_as_any_other() -> None:
    (evidence,) = read_evidence(
        "Unidad de Planeacio\u0301n, oficio nu\u0301m. SP\u200b/1/2025 del an\u0303o", year=2025
    )

    assert (evidence.issuer, evidence.numbers) == ("Unidad de Planeacio\u0301n", ("SP/1/2025",))


def test_fractions_and_ligatures_do_not_move_the_text() -> None:
    (evidence,) = read_evidence("½ ﬁrma İ, oficio SP/1/2025 ½", year=2025)

    assert evidence.raw == "oficio SP/1/2025"
