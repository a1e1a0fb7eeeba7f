"""One oficio may prove several indicators: the registered documents of the UR are offered."""

from dataclasses import replace

from domain.evidence.registered import MOST_OFFERED, documents_of, registered_for
from domain.kit.avances import Avance
from domain.kit.evidence import Evidence
from tests.builders import a_file, a_report, an_avance, an_indicator, an_oficio

FIRST, SECOND = an_oficio("SP/1/2025"), an_oficio("SP/2/2025")
ALBUM = tuple(a_file(sha, album="7", page=page) for page, sha in enumerate(("aa", "bb"), start=1))


def reported(*evidence: Evidence, quarter: int = 3) -> dict[int, Avance]:
    return {quarter: an_avance(evidence=evidence)}


def test_the_documents_of_the_other_indicators_are_offered_once() -> None:
    report = a_report(
        an_indicator("Actividad 7.1"),
        an_indicator("Actividad 7.2", avances=reported(FIRST, SECOND)),
        an_indicator("Actividad 7.3", avances=reported(replace(FIRST, raw="el mismo oficio"))),
    )

    assert [each.numbers for each in registered_for(report, 1, ())] == [FIRST.numbers, SECOND.numbers]


def test_an_album_is_offered_whole() -> None:
    report = a_report(an_indicator(), an_indicator("Actividad 7.2", avances=reported(*ALBUM)))

    assert registered_for(report, 1, ()) == ALBUM


def test_what_an_indicator_has_already_is_not_offered() -> None:
    report = a_report(
        an_indicator("Actividad 7.1", avances=reported(SECOND)),
        an_indicator("Actividad 7.2", avances=reported(FIRST, SECOND)),
    )

    assert registered_for(report, 1, (FIRST,)) == (SECOND,)


def test_earlier_quarters_are_not_offered_but_known() -> None:
    report = a_report(an_indicator(), an_indicator("Actividad 7.2", avances=reported(FIRST, quarter=2)))

    assert registered_for(report, 1, ()) == ()
    assert documents_of(report) == (FIRST,)


def test_only_so_many_are_offered() -> None:
    many = tuple(an_oficio(f"SP/{number}/2025") for number in range(1, MOST_OFFERED + 2))
    report = a_report(an_indicator(), an_indicator("Actividad 7.2", avances=reported(*many)))

    assert len(registered_for(report, 1, ())) == MOST_OFFERED
