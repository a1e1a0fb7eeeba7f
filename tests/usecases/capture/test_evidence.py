"""Evidence in the conversation: albums, registered oficios, notes, removals in the audit trail."""

from dataclasses import replace

import pytest

from domain.capture.messages import Question
from domain.evidence.evidence_warnings import Concern
from domain.evidence.messages import Amended
from domain.kit.drafts import Attached, Choice, Step
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.periods import Period
from tests.builders import a_file, an_oficio
from tests.facts import BETO, T3, Office, a_document, a_mir, a_row, an_avance
from tests.read_back import audit_entries
from tests.usecases.deliveries import send_all
from tests.usecases.enlaces import OFICIO, Enlace, an_enlace

WHY = "El oficio era de otro indicador"
T2 = Period(2025, 2)
TWO = (a_row("Componente 7"), a_row("Actividad 7.1"))


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_mir(*TWO))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Enlace:
    ana = await an_enlace(office)
    await ana.opens(ids["Componente 7"], met=True)
    await ana.heard()
    return ana


async def keeps(office: Office, *files: str) -> None:
    for sha256 in files:
        await office.do(
            lambda uow, sha256=sha256: uow.avances.remember_file(  # type: ignore[misc]
                sha256, size=9, mime="image/jpeg", name="foto.jpg", at=office.moment.now
            )
        )


def a_photo(page: int, caption: Evidence | None = None) -> Attached:
    photo = replace(caption or a_file(), file_sha256=f"{page}" * 64, album="7", page=page)
    return Attached((photo,))


async def question(enlace: Enlace) -> Question:
    asked = await enlace.question()
    assert asked is not None
    return asked


async def test_the_photos_of_an_album_get_one_question_that_is_edited(office: Office, ana: Enlace) -> None:
    await ana.answers(a_photo(1, an_oficio()))
    (asked,) = await ana.heard()
    assert isinstance(asked, Question)
    await send_all(office)

    for page in (2, 3, 4, 5):
        await ana.answers(a_photo(page))

    assert [type(each) for each in await ana.heard()] == [Amended]
    now = await question(ana)
    assert (now.step, now.token, len(now.evidence)) == (Step.REVIEW, asked.token, 5)


async def test_a_question_that_has_not_left_yet_just_says_more(ana: Enlace) -> None:
    await ana.answers(a_photo(1, an_oficio()))
    await ana.answers(a_photo(2))

    (asked,) = await ana.heard()
    assert isinstance(asked, Question)
    assert len(asked.evidence) == 2


async def test_every_edit_that_left_is_followed_by_another(office: Office, ana: Enlace) -> None:
    await ana.answers(a_photo(1, an_oficio()))
    for page in (2, 3):
        await send_all(office)
        await ana.answers(a_photo(page))

    assert [type(each) for each in await ana.heard()] == [Question, Amended, Amended]


async def test_what_another_indicator_cites_can_be_used_again(
    office: Office, ids: dict[str, int], ana: Enlace
) -> None:
    await office.save(ids["Actividad 7.1"], an_avance(evidence=(an_oficio("SP/9/2025"),)))
    assert (await question(ana)).about_evidence.has_registered

    await ana.taps(Choice.USE_REGISTERED)
    assert (await question(ana)).about_evidence.offered == (an_oficio("SP/9/2025"),)
    await ana.taps(Choice.PICK)

    assert (await question(ana)).evidence == (an_oficio("SP/9/2025"),)


async def test_nothing_is_offered_while_nothing_is_registered(ana: Enlace) -> None:
    assert not (await question(ana)).about_evidence.has_registered


async def test_a_file_of_another_ur_is_noted_by_its_code_only(office: Office, ana: Enlace) -> None:
    sha256 = "9" * 64
    await keeps(office, sha256)
    other = await office.register(a_document(a_row("Componente 1"), unit="304", unit_name="Gobierno"))
    await office.save(other["Componente 1"], an_avance(evidence=(a_file(sha256),)))

    await ana.answers(Attached((a_file(sha256),)))

    (note,) = (await question(ana)).about_evidence.notes
    assert (note.concern, note.unit_code, note.period) == (Concern.OTHER_UNIT, "304", None)


async def test_a_file_of_an_earlier_quarter_is_noted(
    office: Office, ids: dict[str, int], ana: Enlace
) -> None:
    sha256 = "9" * 64
    await keeps(office, sha256)
    await office.save(ids["Actividad 7.1"], an_avance(evidence=(a_file(sha256),)), T2)

    await ana.answers(Attached((a_file(sha256),)))
    await ana.taps(Choice.UNNUMBERED)

    (note,) = (await question(ana)).about_evidence.notes
    assert (note.concern, note.period) == (Concern.EARLIER_QUARTER, T2)


async def test_a_number_that_is_known_as_a_circular_is_noted(
    office: Office, ids: dict[str, int], ana: Enlace
) -> None:
    circular = Evidence(EvidenceType.CIRCULAR, "Circular SP/DSAV/112/2025", ("SP/DSAV/112/2025",))
    await office.save(ids["Actividad 7.1"], an_avance(evidence=(circular,)))

    await ana.types(OFICIO)

    assert [each.concern for each in (await question(ana)).about_evidence.notes] == [Concern.OTHER_SERIES]


async def test_what_is_removed_is_told_with_its_reason_once_it_is_saved(
    office: Office, ids: dict[str, int]
) -> None:
    indicator_id = ids["Componente 7"]
    await keeps(office, "9" * 64)
    await office.save(indicator_id, an_avance(evidence=(an_oficio("SP/1/2025", file_sha256="9" * 64),)))
    beto = await an_enlace(office, BETO)
    await beto.opens(indicator_id, is_button=False)

    await beto.taps(Choice.CORRECT)
    await beto.taps(Choice.DROP_EVIDENCE)
    assert (await question(beto)).about_evidence.removing != ()
    await beto.types(WHY)
    await beto.types(OFICIO)
    await beto.taps(Choice.SAVE)

    entries = await office.do(lambda uow: audit_entries(uow, subject=f"avance:{indicator_id}:{T3}"))
    (removed,) = (each for each in entries if each.action == "evidence_removed")
    assert removed.reason == WHY
    assert removed.before == {"evidence": ["Oficio SP/1/2025"], "files": ["9" * 64]}


async def test_the_list_of_what_may_be_removed_has_pages(ana: Enlace) -> None:
    await ana.types(". ".join(f"Minuta del {day} de mayo" for day in range(1, 8)))
    await ana.taps(Choice.CORRECT)
    await ana.taps(Choice.DROP_EVIDENCE)
    await ana.taps(Choice.PAGE, 1)

    asked = await question(ana)
    assert (asked.step, asked.about_evidence.page) == (Step.REMOVAL, 1)
