"""The page of an acuse: its text, its QR, and long lists."""

from dataclasses import replace

from documents.acuse_sheet import PrintedProof
from domain.evidence.acuse_messages import AcuseText
from domain.kit.evidence import Evidence, EvidenceType
from tests.golden.acuses import ACCEPTED, APPROVED, SENT, UNAPPROVED, a_stated, an_acuse
from tests.messages import OFICIO
from tests.workers.inside import content_of
from texts.evidence.acuses import acuse, sheet_of

A_FILE = Evidence(EvidenceType.FILE, "acta.pdf", file_sha256="3f2a91bc04de" + "0" * 52)


def test_the_page_says_who_what_and_when() -> None:
    sheet = sheet_of(an_acuse())

    assert (sheet.heading, sheet.title) == ("Acuse de envío", "Acuse de envío A-402-3T2025-0001")
    assert sheet.subject == "Informe Trimestral de Indicadores 3T2025"
    assert sheet.facts == (
        ("Folio", "A-402-3T2025-0001"),
        ("UR", "402 · Secretaría Particular"),
        ("Periodo", "3T2025 · julio a septiembre de 2025"),
        ("Envió", "María López · 26 sep 2025, 14:05 h"),
        ("Contenido", "2 de 2 indicadores"),
    )


def test_an_accepted_report_tells_every_step_and_which_hand_in_it_was() -> None:
    sheet = sheet_of(an_acuse(steps=(SENT, APPROVED, ACCEPTED), number=2))

    assert sheet.subject == "Informe Trimestral de Indicadores 3T2025, envío 2"
    assert [label for label, _ in sheet.facts[3:6]] == ["Envió", "Vo. Bo.", "Aceptó"]


def test_a_reason_stands_under_its_step() -> None:
    sheet = sheet_of(an_acuse(steps=(SENT, UNAPPROVED)))

    assert sheet.facts[4:6] == (
        ("Aceptó sin Vo. Bo.", "Lucía Pérez · 30 sep 2025, 11:00 h"),
        ("Motivo", "La UR no tiene titular este mes"),
    )


def test_the_qr_opens_the_bot_where_its_name_is_known() -> None:
    said = an_acuse()

    assert sheet_of(said).address == "https://t.me/puntual_bot?start=v_K7Q2M9X34T"
    assert sheet_of(replace(said, bot_name=None)).address == "K7Q2M9X34T"
    assert (sheet_of(said).code, sheet_of(said).check) == ("K7Q2M-9X34T", "/verificar K7Q2M-9X34T")


def test_each_indicator_has_goal_value_and_variation() -> None:
    over, missing = a_stated("Actividad 7.1", "26.5"), a_stated("Actividad 7.2", None)
    without = replace(a_stated("Actividad 7.3"), goal=None, variation=None)

    (programme,) = sheet_of(an_acuse(over, missing, without)).programmes

    assert programme.name == "PP 08 · Gobierno innovador y tecnológico"
    assert [(each.goal, each.value, each.variation) for each in programme.indicators] == [
        ("25 %", "26.5 %", "−1.5"),
        ("25 %", "sin valor", "25"),
        ("sin meta", "25 %", ""),
    ]


def test_a_file_is_named_with_the_beginning_of_its_hash() -> None:
    (row,) = sheet_of(an_acuse(a_stated("Actividad 7.1", "25", OFICIO, A_FILE))).programmes[0].indicators

    assert row.evidence == (
        PrintedProof("oficio SP/DSAV/112/2025 (26 sep 2025)"),
        PrintedProof("archivo «acta.pdf»", "3f2a91bc04de"),
    )


def test_what_does_not_fit_is_counted() -> None:
    rows = tuple(a_stated(f"Actividad 7.{n}", "25", *(OFICIO,) * 20) for n in range(1, 16))

    for row in sheet_of(an_acuse(*rows)).programmes[0].indicators:
        assert [each.text for each in row.evidence[-2:]] == [
            "oficio SP/DSAV/112/2025 (26 sep 2025)",
            "y 18 más",
        ]


def test_a_report_in_which_nothing_counts_is_an_acuse_all_the_same() -> None:
    said = an_acuse()
    empty: AcuseText = replace(said, facts=replace(said.facts, programmes=()))

    attachment = acuse(empty).attachment

    assert attachment is not None
    assert attachment.filename == "acuse-A-402-3T2025-0001.pdf"
    assert content_of(attachment).startswith(b"%PDF")
