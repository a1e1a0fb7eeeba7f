"""Unsaved answers of an enlace when the report is locked: nothing is left out in silence."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.calendar.closing_messages import AboutClosing, PeriodShut, UnsavedValue
from domain.capture.messages import Question, Unfinished
from domain.kit.access import Role
from domain.kit.dialogues.forms import Left
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.drafts import Choice
from domain.kit.entregas import EntregaState, Move
from domain.kit.said import Said
from domain.kit.unsaved import UnsavedOf
from domain.review.messages import AboutUnsaved, EntregaMade, SentWithout
from storage.engine import Database
from tests.facts import AN_OFICIO, ANA, BETO, T3, Office, a_mir, a_row, an_avance
from tests.usecases.enlaces import Enlace
from tests.usecases.speakers import Speaker, a_speaker
from usecases.calendar.close_period import begin_closing
from usecases.review.move_entrega import MadeMove
from usecases.review.review_entrega import Pressed, make_and_tell, press

EVA = 1005
WHY = "El oficio de septiembre llega el viernes"
BETOS = UnsavedOf("402", "Componente 7", Decimal(25), "Persona 1002")
SEND = Pressed("402", T3, Move.SEND)


@pytest.fixture
async def office(memory_database: Database) -> Office:
    return Office(memory_database)


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    """402 reported Actividad 7.1 and lacks Componente 7."""
    ids = await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.save(ids["Actividad 7.1"], an_avance("25", evidence=(AN_OFICIO,)))
    return ids


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def beto(office: Office, ids: dict[str, int]) -> Speaker:
    return await a_speaker(office, BETO)


async def captures(who: Speaker, indicator_id: int, value: str = "25") -> Enlace:
    """Give a value, and stay at the question of its oficio."""
    capturing = Enlace(who.office, who.person)
    await capturing.opens(indicator_id)
    await capturing.types(value)
    await who.heard()
    return capturing


async def state(office: Office) -> EntregaState:
    return (await office.do(lambda uow: uow.entregas.get("402", T3))).state


def of_kind(said: list[Said], kind: type[Said]) -> list[Said]:
    return [each for each in said if isinstance(each, kind)]


@pytest.mark.parametrize(("typed", "value"), [("25", "25"), ("250", "250")], ids=["given", "doubted"])
async def test_nothing_is_sent_while_its_sender_has_an_unsaved_value(
    office: Office, ids: dict[str, int], ana: Speaker, typed: str, value: str
) -> None:
    await captures(ana, ids["Componente 7"], typed)

    done = await ana.asks(press, SEND)

    unfinished, again = await ana.heard()
    assert unfinished == Unfinished("Componente 7", Decimal(value), is_to_send=True)
    assert isinstance(again, Question)
    assert again.level == "Componente 7"
    assert not done
    assert await state(office) is EntregaState.OPEN


async def test_a_report_that_lacks_nothing_waits_for_an_unsaved_change_too(
    office: Office, ids: dict[str, int], ana: Speaker
) -> None:
    await office.save(ids["Componente 7"], an_avance("25", evidence=(AN_OFICIO,)))
    capturing = Enlace(office, ana.person)
    await capturing.opens(ids["Componente 7"], is_button=False)
    await capturing.taps(Choice.CORRECT)
    await capturing.types("26")
    await ana.heard()

    await ana.asks(press, SEND)

    assert (await ana.heard())[0] == Unfinished("Componente 7", Decimal(26), is_to_send=True)
    assert await state(office) is EntregaState.OPEN


@pytest.mark.parametrize("ends", ["saved", "cancelled"])
async def test_once_it_is_saved_or_left_the_report_is_sent(
    office: Office, ids: dict[str, int], ana: Speaker, ends: str
) -> None:
    capturing = await captures(ana, ids["Componente 7"])
    if ends == "saved":
        await capturing.types("Oficio SP/112/2025 del 26 de septiembre de 2025")
        await capturing.taps(Choice.SAVE)
    else:
        await capturing.cancels()

    await ana.asks(press, SEND)
    if ends == "cancelled":
        await ana.says(WHY)

    assert await state(office) is EntregaState.SENT


async def test_an_open_question_without_an_answer_holds_nothing_up(
    office: Office, ids: dict[str, int], ana: Speaker
) -> None:
    await Enlace(office, ana.person).opens(ids["Componente 7"])

    await ana.asks(press, SEND)
    await ana.says(WHY)

    assert await state(office) is EntregaState.SENT


async def test_a_capture_of_another_report_holds_nothing_up(
    office: Office, ids: dict[str, int], ana: Speaker
) -> None:
    other = (await office.register(a_mir(a_row("Componente 1"), unit="504", programme="4")))["Componente 1"]
    await captures(await a_speaker(office, BETO, unit_code="504"), other)

    await ana.asks(press, SEND)

    assert (await ana.asked()).kind == "send_incomplete"


async def test_what_another_enlace_has_open_is_shown_before_sending(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker
) -> None:
    await captures(beto, ids["Componente 7"])

    await ana.asks(press, SEND)

    asked = await ana.asked()
    assert (asked.kind, asked.about) == ("send_without", AboutUnsaved((BETOS,)))
    assert await state(office) is EntregaState.OPEN


async def test_it_is_left_where_the_sender_waits(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker
) -> None:
    await captures(beto, ids["Componente 7"])
    await ana.asks(press, SEND)

    await ana.says(Left())

    assert await state(office) is EntregaState.OPEN


async def test_sent_without_it_the_other_enlace_is_told_and_may_ask_for_a_correction(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker
) -> None:
    capturing = await captures(beto, ids["Componente 7"])
    await ana.asks(press, SEND)
    await ana.says("sí", WHY)

    told = of_kind(list(await beto.heard()), SentWithout)
    assert told == [SentWithout("402", T3, "Componente 7", Decimal(25), "Persona 1001")]
    await capturing.types("Oficio SP/112/2025 del 26 de septiembre de 2025")
    await capturing.taps(Choice.SAVE)
    asked = await beto.question()
    assert isinstance(asked, FormQuestion)
    assert (asked.kind, asked.answers["value"]) == ("correction", "25")


async def test_a_complete_report_is_sent_without_it_at_once(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker
) -> None:
    await office.save(ids["Componente 7"], an_avance("25", evidence=(AN_OFICIO,)))
    capturing = Enlace(office, beto.person)
    await capturing.opens(ids["Componente 7"], is_button=False)
    await capturing.taps(Choice.CORRECT)
    await capturing.types("26")
    await ana.asks(press, SEND)
    await ana.heard()

    await ana.says("sí")

    assert of_kind(list(await ana.heard()), EntregaMade)
    assert of_kind(list(await beto.heard()), SentWithout)


async def test_a_report_that_moved_meanwhile_is_not_sent_without_it(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker
) -> None:
    await captures(beto, ids["Componente 7"])
    await ana.asks(press, SEND)
    carla = await a_speaker(office, 1003)
    await carla.asks(press, SEND)
    await carla.says("sí", WHY)

    await ana.says("sí")

    assert not of_kind(list(await ana.heard()), EntregaMade)


async def test_a_move_made_while_its_sender_has_an_unsaved_value_is_not_made(
    office: Office, ids: dict[str, int], ana: Speaker
) -> None:
    await captures(ana, ids["Componente 7"])
    read = await office.do(lambda uow: uow.entregas.get("402", T3))

    await ana.asks(make_and_tell, read, MadeMove(Move.SEND, WHY))

    assert await ana.hears() == Unfinished("Componente 7", Decimal(25), is_to_send=True)
    assert await state(office) is EntregaState.OPEN


@pytest.mark.parametrize(
    "has_now",
    [None, (Role.ENLACE, "504"), (Role.TITULAR, "402")],
    ids=["gone", "in another UR", "its titular"],
)
async def test_whoever_lost_the_unit_holds_nothing_up(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker, has_now: tuple[Role, str] | None
) -> None:
    await captures(beto, ids["Componente 7"])
    await office.do(lambda uow: uow.people.revoke(beto.id, office.moment.now))
    if has_now is not None:
        await office.lets_in(BETO, *has_now)

    await ana.asks(press, SEND)

    assert (await ana.asked()).kind == "send_incomplete"


async def test_a_closing_shows_what_is_being_captured_and_tells_who_captured_it(
    office: Office, ids: dict[str, int], ana: Speaker, beto: Speaker
) -> None:
    await captures(beto, ids["Componente 7"])
    eva = await a_speaker(office, EVA, Role.IMPLAN)
    await eva.asks(begin_closing, T3)
    assert AboutClosing.of(await eva.asked()).unsaved == (BETOS,)

    await eva.picks(0)

    (told,) = of_kind(list(await beto.heard()), PeriodShut)
    (other,) = of_kind(list(await ana.heard()), PeriodShut)
    assert isinstance(told, PeriodShut)
    assert told.unsaved == (UnsavedValue("402", "Componente 7", Decimal(25)),)
    assert other == replace(told, unsaved=())
