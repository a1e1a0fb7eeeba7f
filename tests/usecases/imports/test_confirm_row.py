"""IMPLAN settles imported numbers that could be read in several ways, with the raw row in view."""

from decimal import Decimal

import pytest

from domain.imports.messages import DoubtGone, DoubtSettled, NoDoubts
from domain.kit.avances import AvanceState
from domain.kit.dialogues.messages import FormRefused
from domain.kit.reports import GOAL_UNCLEAR
from domain.people.welcome_messages import NotAllowed
from tests.facts import ANA, T2, Office, a_document, a_flag, a_row, an_unclear_value
from tests.read_back import audit_entries
from tests.usecases.speaking import Speaker, from_implan
from usecases.imports.confirm_row import begin_confirmation, settle_doubt

ROW = "Actividad 4.1 | Porcentaje | 25 | 25 | 30 | 60 | Oficio IMP/016/2024"
UNCLEAR_GOAL = a_flag(
    GOAL_UNCLEAR,
    quarter=2,
    needs_confirmation=True,
    candidates=(Decimal(20), Decimal(30)),
    raw_row=ROW,
)
UNCLEAR_VALUE = an_unclear_value(2, 30, 60)


@pytest.fixture
async def carla(office: Office) -> Speaker:
    return await from_implan(office)


async def with_doubts(office: Office) -> None:
    row = a_row("Actividad 4.1", goals="25 _ 25 25", flags=(UNCLEAR_VALUE, UNCLEAR_GOAL))
    await office.imports(a_document(row, period=T2))


async def begins(carla: Speaker, unit_code: str | None = "402") -> None:
    moment = carla.office.moment
    await carla.office.do(lambda uow: begin_confirmation(uow, carla.person, unit_code, moment))


async def test_a_value_is_confirmed_with_a_button(office: Office, carla: Speaker) -> None:
    await with_doubts(office)
    await begins(carla)
    await carla.says("Actividad 4.1 · PP 08 · 2T2025")
    question = await carla.question()
    assert [option.label for option in question.options] == ["30 %", "60 %"]
    assert question.subject["text"]
    await carla.says("30 %")

    assert await carla.told() == DoubtSettled("Actividad 4.1", "402", T2, False, Decimal(30), 1)
    (indicator,) = (await office.report("402", T2)).indicators
    avance = indicator.avances[2]
    assert (avance.state, avance.value, avance.is_imported) == (AvanceState.REPORTED, Decimal(30), False)
    (entry, *_) = await office.do(audit_entries)
    assert (entry.action, entry.subject) == ("value_confirmed", f"avance:{indicator.id}:2T2025")
    assert entry.before is not None
    assert entry.before["state"] == "unconfirmed"


async def test_a_goal_is_confirmed_with_its_row_in_view_and_in_the_trail(
    office: Office, carla: Speaker
) -> None:
    await with_doubts(office)
    await begins(carla)
    await carla.says("Actividad 4.1 · PP 08 · meta 2T2025")
    question = await carla.question()
    assert question.subject["row"] == ROW
    await carla.says("22.5")

    assert await carla.told() == DoubtSettled("Actividad 4.1", "402", T2, True, Decimal("22.5"), 1)
    (indicator,) = (await office.report("402", T2)).indicators
    assert indicator.goals[1] == Decimal("22.5")
    (entry, *_) = await office.do(audit_entries)
    assert (entry.action, entry.subject) == ("goal_confirmed", f"goals:{indicator.id}:2025")
    assert entry.after == {"goal": "22.5", "quarter": 2, "row": ROW}


async def test_the_only_doubt_is_asked_at_once_and_a_zero_may_be_its_answer(
    office: Office, carla: Speaker
) -> None:
    await office.imports(a_document(a_row(flags=(UNCLEAR_VALUE,)), period=T2))
    await begins(carla)
    await carla.says("0")

    assert await carla.told() == DoubtSettled("Componente 7", "402", T2, False, Decimal(0), 0)
    (indicator,) = (await office.report("402", T2)).indicators
    assert indicator.avances[2].state is AvanceState.CONFIRMED_ZERO


async def test_importing_again_does_not_bring_a_settled_doubt_back(office: Office, carla: Speaker) -> None:
    document = a_document(a_row(flags=(UNCLEAR_VALUE,)), period=T2)
    await office.imports(document)
    await begins(carla)
    await carla.says("30")
    await office.imports(document)

    await begins(carla)

    assert await carla.told() == NoDoubts("402")


@pytest.mark.parametrize("text", ["mucho", "nada", "ninguno", "sí", "no"])
async def test_a_text_is_no_value(office: Office, carla: Speaker, text: str) -> None:
    """To which of two values is right, `ninguno` may be that none is."""
    await office.imports(a_document(a_row(flags=(UNCLEAR_VALUE,)), period=T2))
    await begins(carla)
    await carla.says(text)

    assert await carla.told() == FormRefused("not_a_percent", text)


async def test_a_value_may_be_said_in_words(office: Office, carla: Speaker) -> None:
    await office.imports(a_document(a_row(flags=(UNCLEAR_VALUE,)), period=T2))
    await begins(carla)
    await carla.says("son veinticinco por ciento")

    assert await carla.told() == DoubtSettled("Componente 7", "402", T2, False, Decimal(25), 0)


async def test_doubts_of_all_units_name_theirs(office: Office, carla: Speaker) -> None:
    await with_doubts(office)
    await begins(carla, None)

    assert [option.label for option in (await carla.question()).options] == [
        "402 · Actividad 4.1 · PP 08 · 2T2025",
        "402 · Actividad 4.1 · PP 08 · meta 2T2025",
    ]


async def test_there_may_be_nothing_to_confirm(carla: Speaker) -> None:
    await begins(carla, None)

    assert await carla.told() == NoDoubts("")


async def test_what_somebody_else_settled_is_told(office: Office, carla: Speaker) -> None:
    await with_doubts(office)
    (indicator,) = (await office.report("402", T2)).indicators
    value, goal = (f"{indicator.id}:2:{what}" for what in ("value", "goal"))
    await begins(carla)
    await office.do(lambda uow: settle_doubt(uow, value, "402", Decimal(30), office.moment, by="cli"))
    await carla.picks(f"402:{value}")
    assert await carla.told() == DoubtGone("402")

    await begins(carla)
    await office.do(lambda uow: settle_doubt(uow, goal, "402", Decimal(30), office.moment, by="cli"))
    await carla.says("20 %")
    assert await carla.told() == DoubtGone("402")


async def test_only_implan_confirms(office: Office, carla: Speaker) -> None:
    await with_doubts(office)
    ana = Speaker(office, await office.lets_in(ANA))
    await begins(ana)

    assert await ana.told() == NotAllowed(())
