"""The contents of a closing package and their names."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.kit.evidence import Evidence, EvidenceType
from domain.papers.packages import FileFacts, files_cited, packed_indicators, safe_name
from tests.builders import a_file, a_report, an_avance, an_indicator, an_oficio

PDF, JPG = (each * 64 for each in "ab")
FILES = {PDF: FileFacts(PDF, 10, "application/pdf"), JPG: FileFacts(JPG, 20, "image/jpeg")}


def paths_of(*evidence: Evidence) -> list[str]:
    report = a_report(an_indicator(avances={3: an_avance(evidence=evidence)}))
    (indicator,) = packed_indicators(report, FILES, "402")
    return [path for proof in indicator.evidence for path, _ in proof.paths]


def test_a_file_is_named_by_programme_indicator_number_and_oficio() -> None:
    assert paths_of(an_oficio("SP/DSAV/112/2025", file_sha256=PDF), a_file(JPG)) == [
        "402/evidencias/pp08/actividad-7-1/01-sp-dsav-112-2025.pdf",
        "402/evidencias/pp08/actividad-7-1/02-sin-numero.jpg",
    ]


def test_the_photos_of_an_album_are_the_sheets_of_one_document() -> None:
    sheets = (a_file(JPG, album="a"), a_file(PDF, album="a"))

    assert paths_of(*sheets) == [
        "402/evidencias/pp08/actividad-7-1/01-sin-numero-hoja-1.jpg",
        "402/evidencias/pp08/actividad-7-1/01-sin-numero-hoja-2.pdf",
    ]


def test_a_file_that_nobody_knows_keeps_its_place() -> None:
    assert paths_of(a_file("c" * 64)) == ["402/evidencias/pp08/actividad-7-1/01-sin-numero.bin"]


def test_what_is_only_cited_has_no_file_and_stands_in_the_list() -> None:
    cited = an_oficio("SP/1/2025", dated_on=date(2025, 9, 26))
    web = Evidence(EvidenceType.OTHER, "", url="https://fb.watch/x")
    report = a_report(an_indicator(avances={3: an_avance("25.50", evidence=(cited, web))}))

    (indicator,) = packed_indicators(report, FILES, "402")

    assert (indicator.goal, indicator.value) == ("25", "25.5")
    assert [(each.cited, each.numbers, each.dated_on, each.paths) for each in indicator.evidence] == [
        ("Oficio SP/1/2025", ("SP/1/2025",), "2025-09-26", ()),
        ("https://fb.watch/x", (), "", ()),
    ]


def test_an_indicator_that_nobody_reported_is_listed_empty() -> None:
    (indicator,) = packed_indicators(a_report(an_indicator(goals=(None, None, None, None))), FILES, "402")

    assert (indicator.goal, indicator.value, indicator.evidence) == ("", "", ())


def test_what_is_not_asked_for_in_the_quarter_is_left_out() -> None:
    report = a_report(an_indicator(goals=(50, 50, 0, 0)))

    assert packed_indicators(report, FILES, "402") == ()
    assert files_cited(report) == frozenset()


def test_every_file_of_the_quarter_is_cited_and_none_of_another() -> None:
    earlier = an_avance(evidence=(a_file(JPG),))
    now = an_avance(evidence=(an_oficio(), an_oficio(file_sha256=PDF)))

    assert files_cited(a_report(an_indicator(avances={2: earlier, 3: now}))) == {PDF}


@given(st.text())
def test_a_name_is_one_that_every_system_takes(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?|", safe_name(text))
    assert len(safe_name(text)) <= 60


def test_accents_go_and_letters_stay() -> None:
    assert safe_name("Difusión Ñ/ 01") == "difusion-n-01"
