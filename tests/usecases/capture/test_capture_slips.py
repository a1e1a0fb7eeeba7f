"""What a capture is compared with: Actividades, catalogue of causes, limits, natural unit."""

from datetime import date
from decimal import Decimal

import pytest

from domain.capture.messages import Question
from domain.kit.avances import Avance
from domain.kit.causes import Side
from domain.kit.drafts import Choice, Step
from domain.kit.lights import Thresholds
from domain.kit.natural_units import Ratio, Variable
from domain.kit.rules import Rules
from domain.kit.slips import SlipKind
from storage.programmes import programme
from storage.uow import UnitOfWork
from tests.facts import AN_OFICIO, T2, Office, a_mir, a_row, an_avance
from tests.read_back import audit_entries
from tests.usecases.enlaces import OFICIO, WHY, Enlace, an_enlace


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(
        a_mir(a_row("Componente 7"), a_row("Actividad 7.1"), a_row("Actividad 7.2"), a_row("Actividad 8.1"))
    )


@pytest.fixture
def componente(ids: dict[str, int]) -> int:
    return ids["Componente 7"]


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Enlace:
    return await an_enlace(office)


async def asked(ana: Enlace) -> Question:
    question = await ana.question()
    assert isinstance(question, Question)
    return question


async def reported(office: Office, ids: dict[str, int], value: str) -> None:
    for level in ("Actividad 7.1", "Actividad 7.2"):
        await office.save(ids[level], an_avance(value, evidence=(AN_OFICIO,)))


async def test_a_componente_far_from_its_actividades_is_doubted(
    office: Office, ana: Enlace, ids: dict[str, int], componente: int
) -> None:
    await reported(office, ids, "24")
    await ana.opens(componente)
    await ana.types("10")

    question = await asked(ana)
    assert question.slip is not None
    assert (question.step, question.slip.kind, question.slip.seen) == (
        Step.DOUBT,
        SlipKind.FAR_FROM_MEAN,
        Decimal(24),
    )


async def test_a_componente_without_progress_is_doubted_where_all_actividades_met(
    office: Office, ana: Enlace, ids: dict[str, int], componente: int
) -> None:
    await reported(office, ids, "25")
    await ana.opens(componente)
    await ana.taps(Choice.NO_PROGRESS)
    doubted = await asked(ana)

    await ana.taps(Choice.RETYPE)

    assert doubted.slip is not None
    assert doubted.slip.kind is SlipKind.ALL_MET_ZERO
    assert (await asked(ana)).step is Step.VALUE


async def test_the_accumulated_value_is_turned_into_that_of_the_quarter(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.save(componente, an_avance("25", evidence=(AN_OFICIO,)), T2)
    await ana.opens(componente)
    await ana.types("45")
    await ana.taps(Choice.SUGGESTED)

    assert (await asked(ana)).value == Decimal(20)


async def test_the_justification_of_the_quarter_before_is_doubted(
    office: Office, ana: Enlace, componente: int
) -> None:
    before = an_avance("10", justification=WHY[0], evidence=(AN_OFICIO,))
    await office.save(componente, before, T2)
    await ana.opens(componente)
    await ana.types("10")
    await ana.taps(Choice.CAUSE)
    await ana.types(WHY[0])
    doubted = await asked(ana)
    await ana.taps(Choice.YES)

    assert (doubted.step, doubted.doubtful_words) == (Step.DOUBT, WHY[0])
    assert (await asked(ana)).step is Step.ACTION


async def test_the_causes_are_those_of_the_catalogue_when_it_was_asked(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.do(lambda uow: uow.causes.add(Side.BELOW, "Falta de recursos"))
    await office.do(lambda uow: uow.causes.add(Side.BELOW, "Lluvias atípicas"))
    await ana.opens(componente)
    await ana.types("10")
    question = await asked(ana)
    first, *_ = await office.do(lambda uow: uow.causes.all())
    await office.do(lambda uow: uow.causes.set_active(first.id, is_active=False))

    await ana.taps(Choice.CAUSE, 1)

    assert question.causes == ("Falta de recursos", "Lluvias atípicas")
    assert (await asked(ana)).cause == "Lluvias atípicas"


async def test_the_limits_of_the_programme_decide_the_light(
    office: Office, ana: Enlace, componente: int
) -> None:
    async def widen(uow: UnitOfWork) -> None:
        programme_id = await uow.session.scalar(programme.select().with_only_columns(programme.c.id))
        assert programme_id is not None
        await uow.rules.save(programme_id, Rules(Thresholds(green_from=Decimal(40), yellow_from=Decimal(20))))

    await office.do(widen)
    await ana.opens(componente)
    await ana.types("11")

    assert (await asked(ana)).step is Step.EVIDENCE


async def test_a_count_is_saved_as_a_percentage_and_audited_as_it_was_typed(
    office: Office, ana: Enlace, componente: int
) -> None:
    meetings = Variable("reuniones", Decimal(1440), "120 reuniones × 12")
    await office.do(lambda uow: uow.variables.save(componente, meetings))
    await ana.opens(componente)
    question = await asked(ana)
    await ana.types("350")
    counted = await asked(ana)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(componente)
    entry, *_ = await office.do(audit_entries)
    assert question.variable == meetings
    assert (counted.value, counted.ratio) == (Decimal("24.31"), Ratio(Decimal(350), Decimal(1440)))
    assert avance is not None
    assert avance.value == Decimal("24.31")
    assert entry.after is not None
    assert entry.after["count"] == "350/1440"


async def test_a_correction_is_shown_and_audited(office: Office, ana: Enlace, componente: int) -> None:
    await ana.opens(componente)
    await ana.types("10")
    await ana.explains()
    await ana.types(OFICIO)
    await ana.taps(Choice.CORRECT)
    await ana.taps(Choice.NEW_RECOVERY)
    await ana.types("15 de noviembre")
    await ana.taps(Choice.SAVE)

    entries = await office.do(lambda uow: audit_entries(uow, subject=f"avance:{componente}:3T2025"))
    corrected = next(each for each in entries if each.action == "answer_corrected")
    saved: Avance | None = await office.avance(componente)
    assert (corrected.before, corrected.after) == (
        {"recovery_on": "2025-10-30"},
        {"recovery_on": "2025-11-15"},
    )
    assert saved is not None
    assert saved.recovery_on == date(2025, 11, 15)
