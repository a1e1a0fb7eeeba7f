"""Capturing one indicator: three actions to a saved value, and no typed answer is lost."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete

from domain.capture.messages import (
    Answered,
    Cancelled,
    ChangedMeanwhile,
    NothingToCancel,
    OldButton,
    Question,
    Refused,
    Saved,
    Unfinished,
)
from domain.capture.turns import Refusal
from domain.kit.avances import Avance, AvanceState
from domain.kit.drafts import Attached, Choice, Step
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.periods import Period
from domain.kit.values import ValueProblem
from storage.engine import Database
from storage.tables.records import AvanceTable, IndicatorTable
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    T3,
    Office,
    a_document,
    a_mir,
    a_row,
    an_avance,
    an_unclear_value,
)
from tests.usecases.enlaces import OFICIO, WHY, Enlace, an_enlace

NOBODY = 999


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
def componente(ids: dict[str, int]) -> int:
    return ids["Componente 7"]


@pytest.fixture
def actividad(ids: dict[str, int]) -> int:
    return ids["Actividad 7.1"]


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Enlace:
    return await an_enlace(office)


async def forget(office: Office, indicator_id: int) -> None:
    gone = delete(IndicatorTable).where(IndicatorTable.id == indicator_id)
    await office.do(lambda uow: uow.session.execute(gone))


async def capture(enlace: Enlace, indicator_id: int) -> None:
    """Bring an indicator to its summary: on target, with one oficio."""
    await enlace.opens(indicator_id, met=True)
    await enlace.types(OFICIO)


async def test_the_goal_was_met_and_one_oficio_proves_it_in_three_actions(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente, met=True)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(componente)
    evidence, review, saved = await ana.heard()
    assert avance is not None
    assert (avance.state, avance.value, len(avance.evidence)) == (AvanceState.REPORTED, Decimal(25), 1)
    assert isinstance(evidence, Question)
    assert isinstance(review, Question)
    assert isinstance(saved, Saved)
    assert (evidence.step, review.step) == (Step.EVIDENCE, Step.REVIEW)


async def test_a_saved_indicator_offers_what_is_still_owed(ana: Enlace, componente: int) -> None:
    await capture(ana, componente)
    await ana.heard()

    await ana.taps(Choice.SAVE)

    (saved,) = await ana.heard()
    assert isinstance(saved, Saved)
    assert (saved.level, saved.unit_code, saved.period) == ("Componente 7", "402", T3)
    assert [line.level for line in saved.remaining] == ["Actividad 7.1"]
    assert saved.due.workdays_left == 3


async def test_the_question_tells_what_its_wording_needs(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.save(componente, an_avance("20"), Period(2025, 1))
    await office.save(componente, an_avance("23.5"), Period(2025, 2))

    assert await ana.opens(componente)

    (asked,) = await ana.heard()
    assert isinstance(asked, Question)
    assert (asked.step, asked.level, asked.programme, asked.goal) == (
        Step.VALUE,
        "Componente 7",
        "",
        Decimal(25),
    )
    assert (asked.accumulated_before, asked.previous) == (Decimal("43.5"), Decimal("23.5"))


async def test_the_programme_is_named_where_the_unit_has_several(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.register(a_mir(programme="6"))

    await ana.opens(componente)

    (asked,) = await ana.heard()
    assert isinstance(asked, Question)
    assert asked.programme == "08"


async def test_an_answered_question_says_what_was_answered(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    await ana.types("25")

    prompt, *_ = await office.rows(ana.person.chat_id)
    assert Answered(prompt.id, "25") in await office.said()


@pytest.mark.parametrize(("text", "problem"), [("mucho", ValueProblem.WORDS), ("-3", ValueProblem.NEGATIVE)])
async def test_a_refused_answer_keeps_the_question_open(
    ana: Enlace, componente: int, text: str, problem: ValueProblem
) -> None:
    await ana.opens(componente)
    asked = await ana.question()
    await ana.heard()

    assert await ana.types(text)

    assert await ana.heard() == [Refused(problem, text)]
    assert await ana.question() == asked


async def test_a_button_of_another_question_is_refused(ana: Enlace, componente: int) -> None:
    await ana.opens(componente)
    await ana.heard()

    await ana.taps(Choice.SAVE)

    assert await ana.heard() == [Refused(Refusal.NOT_A_CHOICE, "save")]


async def test_below_the_goal_a_reason_is_asked_and_saved(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    await ana.types("10")
    await ana.explains(1)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(componente)
    assert avance is not None
    assert (avance.value, avance.cause, avance.justification) == (
        Decimal(10),
        "Cambio de calendario",
        WHY[0],
    )
    assert (avance.action, avance.recovery_on) == (WHY[1], date(2025, 10, 30))


async def test_no_progress_is_a_confirmed_zero_with_its_reason(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    await ana.taps(Choice.NO_PROGRESS)
    await ana.types("Se pospuso la licitación del vivero")
    await ana.types("Se licitará de nuevo en octubre")
    await ana.taps(Choice.NEVER)
    await ana.taps(Choice.SAVE)

    assert await office.avance(componente) == Avance(
        AvanceState.CONFIRMED_ZERO,
        Decimal(0),
        "Se pospuso la licitación del vivero",
        version=1,
        cause="Otra",
        action="Se licitará de nuevo en octubre",
    )


async def test_a_file_is_evidence(office: Office, ana: Enlace, componente: int) -> None:
    proof = Evidence(EvidenceType.FILE, "lista.pdf", file_sha256="ab" * 32)
    await office.do(
        lambda uow: uow.avances.remember_file(
            "ab" * 32, size=9, mime="application/pdf", name="lista.pdf", at=office.moment.now
        )
    )
    await ana.opens(componente, met=True)

    await ana.answers(Attached((proof,)))
    await ana.taps(Choice.UNNUMBERED)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(componente)
    assert avance is not None
    assert avance.evidence == (proof,)


async def test_an_unconfirmed_import_offers_its_readings(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.imports(a_document(a_row("Componente 7", flags=(an_unclear_value(3, 25, 0),))))

    await ana.opens(componente)
    (asked,) = await ana.heard()
    await ana.taps(Choice.CANDIDATE, 0)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(componente)
    assert isinstance(asked, Question)
    assert asked.candidates == (Decimal(25), Decimal(0))
    assert avance is not None
    assert (avance.state, avance.value, avance.version) == (AvanceState.REPORTED, Decimal(25), 2)
    assert not avance.is_imported


async def test_met_without_a_goal_asks_for_the_value(office: Office, ana: Enlace) -> None:
    ids = await office.register(a_mir(a_row("Componente 8", goals="_ _ _ _")))

    assert await ana.opens(ids["Componente 8"], met=True)

    question = await ana.question()
    assert question is not None
    assert (question.step, question.goal) == (Step.VALUE, None)


async def test_met_on_a_saved_value_asks_only_for_what_is_missing(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.save(componente, an_avance("24"))

    await ana.opens(componente, met=True)

    question = await ana.question()
    assert question is not None
    assert (question.step, question.value) == (Step.EVIDENCE, Decimal(24))


async def test_cancelling_leaves_nothing_behind(office: Office, ana: Enlace, componente: int) -> None:
    await capture(ana, componente)
    await ana.heard()

    await ana.cancels()

    assert await ana.heard() == [Cancelled("Componente 7")]
    assert await ana.question() is None
    assert await office.avance(componente) is None


async def test_the_cancel_button_is_the_cancel_command(ana: Enlace, componente: int) -> None:
    await ana.opens(componente)
    await ana.heard()

    await ana.taps(Choice.CANCEL)

    assert await ana.heard() == [Cancelled("Componente 7")]
    assert await ana.question() is None


async def test_without_an_open_question_there_is_nothing_to_cancel(ana: Enlace) -> None:
    await ana.cancels()

    assert await ana.heard() == [NothingToCancel()]


async def test_without_an_open_question_nothing_is_taken_as_an_answer(ana: Enlace) -> None:
    assert not await ana.types("25")

    assert await ana.heard() == []


async def test_a_button_of_a_saved_indicator_is_old(office: Office, ana: Enlace, componente: int) -> None:
    await office.save(componente, an_avance("25", evidence=(AN_OFICIO,)))

    assert not await ana.opens(componente)

    assert await ana.heard() == [OldButton("Componente 7", Decimal(25), T3)]
    assert await ana.question() is None


async def test_a_typed_request_corrects_what_is_saved(office: Office, ana: Enlace, componente: int) -> None:
    await office.save(componente, an_avance("25", evidence=(AN_OFICIO,)))

    await ana.opens(componente, is_button=False)
    (review,) = await ana.heard()
    await ana.taps(Choice.CORRECT)
    await ana.types("24")
    await ana.taps(Choice.SAVE)

    assert isinstance(review, Question)
    assert review.step is Step.REVIEW
    assert await office.avance(componente) == an_avance("24", evidence=(AN_OFICIO,), version=2)


@pytest.mark.parametrize(
    ("offset", "period"),
    [pytest.param(NOBODY, T3, id="no such indicator"), pytest.param(0, Period(2024, 3), id="another year")],
)
async def test_a_button_of_what_is_not_there_is_old(
    ana: Enlace, componente: int, offset: int, period: Period
) -> None:
    assert not await ana.opens(componente + offset, period)

    assert await ana.heard() == [OldButton()]


async def test_the_indicator_of_another_unit_is_refused(office: Office, ana: Enlace) -> None:
    foreign = await office.register(a_mir(unit="504"))

    assert not await ana.opens(foreign["Componente 7"])

    assert await ana.heard() == [OldButton()]
    assert await ana.question() is None


async def test_answers_that_are_not_saved_are_not_lost_to_another_indicator(
    ana: Enlace, componente: int, actividad: int
) -> None:
    await capture(ana, componente)
    await ana.heard()

    assert not await ana.opens(actividad)

    unfinished, again = await ana.heard()
    assert unfinished == Unfinished("Componente 7", Decimal(25))
    assert isinstance(again, Question)
    assert (again.level, again.step, again.is_resumed) == ("Componente 7", Step.REVIEW, True)


async def test_a_question_without_answers_gives_way_to_another_indicator(
    ana: Enlace, componente: int, actividad: int
) -> None:
    await ana.opens(componente)

    assert await ana.opens(actividad)

    question = await ana.question()
    assert question is not None
    assert question.level == "Actividad 7.1"


async def test_what_is_saved_already_holds_up_no_other_indicator(
    office: Office, ana: Enlace, componente: int, actividad: int
) -> None:
    await office.save(componente, an_avance("25"))
    await ana.opens(componente)

    assert await ana.opens(actividad)

    question = await ana.question()
    assert question is not None
    assert question.level == "Actividad 7.1"


async def test_a_new_answer_to_what_is_saved_already_is_not_lost(
    office: Office, ana: Enlace, componente: int, actividad: int
) -> None:
    await office.save(componente, an_avance("25"))
    await ana.opens(componente)
    await ana.types(OFICIO)

    assert not await ana.opens(actividad)

    question = await ana.question()
    assert question is not None
    assert question.level == "Componente 7"


async def test_opening_the_same_indicator_again_keeps_its_answers(ana: Enlace, componente: int) -> None:
    await capture(ana, componente)
    before = await ana.draft()
    await ana.heard()

    await ana.opens(componente)

    (again,) = await ana.heard()
    assert isinstance(again, Question)
    assert again.is_resumed
    assert await ana.draft() == before


async def test_an_indicator_that_is_gone_holds_up_no_other(
    office: Office, ana: Enlace, componente: int, actividad: int
) -> None:
    await capture(ana, componente)
    await forget(office, componente)

    assert await ana.opens(actividad)


async def test_an_answer_about_an_indicator_that_is_gone_is_not_taken(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    await forget(office, componente)
    await ana.heard()

    assert not await ana.types("25")

    assert await ana.heard() == []
    assert await ana.question() is None


async def test_whoever_saves_second_learns_what_the_first_saved(
    office: Office, ana: Enlace, componente: int
) -> None:
    beto = await an_enlace(office, BETO)
    await capture(ana, componente)
    await beto.opens(componente)
    await beto.types("24")
    await beto.types(OFICIO)
    await beto.taps(Choice.SAVE)
    await ana.heard()

    await ana.taps(Choice.SAVE)

    changed, review = await ana.heard()
    stored = await office.avance(componente)
    assert changed == ChangedMeanwhile("Componente 7", Decimal(24))
    assert isinstance(review, Question)
    assert (review.step, review.value) == (Step.REVIEW, Decimal(25))
    assert stored is not None
    assert stored.value == Decimal(24)


async def test_of_two_who_save_at_once_one_is_told_of_the_other(database: Database) -> None:
    office = Office(database)
    ids = await office.register(a_mir())
    both = [await an_enlace(office, who) for who in (ANA, BETO)]
    for enlace in both:
        await capture(enlace, ids["Componente 7"])
        await enlace.heard()

    await asyncio.gather(*(enlace.taps(Choice.SAVE) for enlace in both))

    first_words = {type((await enlace.heard())[0]) for enlace in both}
    assert first_words == {Saved, ChangedMeanwhile}


async def test_whoever_has_seen_the_conflict_may_save_over_it(
    office: Office, ana: Enlace, componente: int
) -> None:
    await capture(ana, componente)
    await office.save(componente, an_avance("24"))
    await ana.taps(Choice.SAVE)

    await ana.taps(Choice.SAVE)

    stored = await office.avance(componente)
    assert stored is not None
    assert (stored.value, stored.version) == (Decimal(25), 2)


async def test_a_correction_of_what_is_gone_starts_from_nothing(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.save(componente, an_avance("25"))
    await ana.opens(componente)
    await ana.types(OFICIO)
    await office.do(lambda uow: uow.session.execute(delete(AvanceTable)))
    await ana.heard()

    await ana.taps(Choice.SAVE)
    changed, _ = await ana.heard()
    await ana.taps(Choice.SAVE)

    stored = await office.avance(componente)
    assert changed == ChangedMeanwhile("Componente 7", None)
    assert stored is not None
    assert stored.version == 1


async def test_whoever_loses_the_role_halfway_saves_nothing(
    office: Office, ana: Enlace, componente: int
) -> None:
    await capture(ana, componente)
    await ana.heard()
    demoted = Enlace(office, replace(ana.person, actor=replace(ana.person.actor, grants=())))

    assert not await demoted.taps(Choice.SAVE)

    assert await office.avance(componente) is None
    assert await ana.heard() == []


async def test_whoever_comes_back_for_another_unit_is_not_held_up_by_the_old_one(
    office: Office, ana: Enlace, componente: int
) -> None:
    foreign = await office.register(a_mir(a_row("Fin"), unit="504"))
    await capture(ana, componente)
    await office.do(lambda uow: uow.people.revoke(ana.person.actor.person_id, office.moment.now))
    back = await an_enlace(office, unit_code="504")

    assert await back.question() is None
    assert await back.opens(foreign["Fin"])

    question = await back.question()
    assert question is not None
    assert (question.unit_code, question.level) == ("504", "Fin")


async def test_the_buttons_of_an_earlier_capture_are_never_valid_again(ana: Enlace, componente: int) -> None:
    for ending in (Choice.SAVE, Choice.CANCEL, Choice.SAVE):
        await ana.opens(componente, is_button=False)
        await ana.types("25")
        await ana.types(OFICIO)
        await ana.taps(ending)

    tokens = [said.token for said in await ana.heard() if isinstance(said, Question)]
    assert len(tokens) > 6
    assert len(set(tokens)) == len(tokens)
