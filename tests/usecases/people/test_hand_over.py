"""A UR is handed over: the role, the open capture, and who is told."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from domain.capture.messages import Question
from domain.kit.access import Grant, Role
from domain.kit.dialogues.forms import Picked, Skipped
from domain.kit.dialogues.messages import FormQuestion, FormRefused
from domain.kit.drafts import Choice
from domain.kit.said import Said
from domain.people.handover_messages import HandedOver, HandoverNotTaken, MovedDraft, TakenOver
from domain.people.welcome_messages import NotAllowed
from storage.engine import Database
from tests.facts import ANA, BETO, CARLA, NOW, T3, Office, a_mir, a_row
from tests.read_back import audit_entries
from tests.usecases.enlaces import OFICIO, Enlace
from tests.usecases.speakers import Speaker, a_speaker
from usecases.calendar.ask_prorroga import begin_prorroga
from usecases.capture.move_draft import take_draft
from usecases.kit.conversations import open_thread
from usecases.people.hand_over import begin_handover

EVA, NEWCOMER = 1005, 1008
REASON = "Cambio de adscripción"


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.register(a_mir(unit="504", unit_name="Instituto", programme="4"))
    return office


@pytest.fixture
async def ana(office: Office) -> Speaker:
    return await a_speaker(office, ANA)


@pytest.fixture
async def beto(office: Office) -> Speaker:
    """The suplente of 402."""
    person = await office.lets_in(BETO)
    suplente = Grant(Role.ENLACE, "402", is_suplente=True)
    await office.do(lambda uow: uow.people.give(person.actor.person_id, suplente))
    return Speaker(office, person)


@pytest.fixture
async def titular(office: Office) -> Speaker:
    return await a_speaker(office, CARLA, Role.TITULAR)


async def grants(who: Speaker) -> tuple[Grant, ...]:
    await who.refresh()
    return who.person.actor.grants


async def captures(who: Speaker, indicator: int = 0) -> Enlace:
    """Answer everything of an indicator but the last question."""
    enlace = Enlace(who.office, who.person)
    await enlace.opens((await who.office.report()).indicators[indicator].id)
    await enlace.types("26")
    await enlace.types(OFICIO)
    await who.heard()
    return enlace


async def hands_over(who: Speaker, successor: int = 0, stays: int = 0) -> None:
    await who.asks(begin_handover, None)
    await who.says(Picked(successor), Picked(stays), REASON)


def told(**fields: object) -> HandedOver:
    usual = {
        "unit_code": "402",
        "unit_name": "Secretaría Particular",
        "leaver": f"Persona {ANA}",
        "successor": f"Persona {BETO}",
        "stays": False,
        "reason": REASON,
    }
    return HandedOver(**{**usual, **fields})  # type: ignore[arg-type]


def taken(draft: MovedDraft | None = None) -> TakenOver:
    return TakenOver("402", "Secretaría Particular", f"Persona {ANA}", REASON, draft)


def questions(said: Sequence[Said]) -> list[str]:
    return [each.asked for each in said if isinstance(each, FormQuestion)]


async def test_the_role_goes_over_at_once(ana: Speaker, beto: Speaker) -> None:
    await hands_over(ana)

    *asked, answer = await ana.heard()
    assert questions(asked) == ["successor", "stays", "reason"]
    assert answer == told(is_own=True)
    assert await grants(ana) == ()
    assert await grants(beto) == (Grant(Role.ENLACE, "402"),)
    assert await beto.hears() == taken()


async def test_who_hands_over_may_stay_as_suplente(ana: Speaker, beto: Speaker) -> None:
    await hands_over(ana, stays=1)

    assert (await ana.heard())[-1] == told(is_own=True, stays=True)
    assert await grants(ana) == (Grant(Role.ENLACE, "402", is_suplente=True),)
    assert await grants(beto) == (Grant(Role.ENLACE, "402"),)


async def test_other_roles_stay(office: Office, ana: Speaker, beto: Speaker) -> None:
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.asks(begin_handover, "402")
    await ana.says(Picked(0), Picked(0), REASON)

    assert await grants(ana) == (Grant(Role.ENLACE, "504"),)


async def test_a_capture_that_was_open_goes_along_and_is_asked_there(ana: Speaker, beto: Speaker) -> None:
    enlace = await captures(ana)
    before = await enlace.draft()

    await hands_over(ana)

    took, question = await beto.heard()
    assert took == taken(MovedDraft("Componente 7", Decimal(26), period=T3))
    assert isinstance(question, Question)
    assert (question.level, question.value, question.is_resumed) == ("Componente 7", Decimal(26), True)
    moved = await Enlace(beto.office, beto.person).draft()
    assert before is not None
    assert moved is not None
    assert (moved.evidence, moved.base_version) == (before.evidence, before.base_version)
    assert await enlace.draft() is None
    assert await ana.question() is None


async def test_what_goes_along_can_be_saved_there(office: Office, ana: Speaker, beto: Speaker) -> None:
    await captures(ana)
    await hands_over(ana)
    await beto.refresh()

    await Enlace(office, beto.person).taps(Choice.SAVE)

    saved = await office.avance((await office.report()).indicators[0].id)
    assert saved is not None
    assert saved.value == Decimal(26)


async def test_who_has_a_question_open_keeps_it_and_hears_what_was_left(ana: Speaker, beto: Speaker) -> None:
    await captures(ana)
    await captures(beto, 1)

    await hands_over(ana)

    took, question = await beto.heard()
    assert took == taken(MovedDraft("Componente 7", Decimal(26), False, T3))
    assert isinstance(question, Question)
    assert question.level == "Actividad 7.1"


async def test_the_capture_of_another_unit_stays(office: Office, ana: Speaker, beto: Speaker) -> None:
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.refresh()
    theirs = (await office.report("504")).indicators[0].id
    enlace = Enlace(office, ana.person)
    await enlace.opens(theirs)

    await ana.asks(begin_handover, "402")
    await ana.says(Picked(0), Picked(0), REASON)

    await ana.refresh()
    draft = await Enlace(office, ana.person).draft()
    assert draft is not None
    assert draft.unit_code == "504"
    assert isinstance((await ana.heard())[-1], Question)


async def test_the_titular_may_arrange_it(ana: Speaker, beto: Speaker, titular: Speaker) -> None:
    await titular.asks(begin_handover, None)
    assert [each.label for each in (await titular.asked()).options] == [f"Persona {ANA}", f"Persona {BETO}"]

    await titular.says(Picked(0), Picked(0), Picked(0), REASON)

    assert (await titular.heard())[-1] == told()
    assert await ana.hears() == told(is_own=True)
    assert await beto.hears() == taken()
    entry, *_ = await ana.office.do(audit_entries)
    assert (entry.actor, entry.action, entry.subject) == (
        f"person:{titular.id}",
        "unit_handed_over",
        "unit:402",
    )
    assert (entry.before, entry.reason) == ({"enlace": ana.id}, REASON)


async def test_the_titular_hears_of_what_an_enlace_arranged(
    ana: Speaker, beto: Speaker, titular: Speaker
) -> None:
    await hands_over(ana)

    assert await titular.hears() == told()


async def test_the_only_enlace_need_not_be_named(ana: Speaker, titular: Speaker) -> None:
    await titular.asks(begin_handover, None)

    assert (await titular.asked()).asked == "successor"
    assert [each.value for each in (await titular.asked()).options] == ["new"]


async def test_a_unit_without_enlace_has_nobody_to_hand_over(titular: Speaker) -> None:
    await titular.asks(begin_handover, None)

    assert await titular.hears() == HandoverNotTaken("no_enlace", "402")


async def test_a_foreign_unit_is_not_handed_over(ana: Speaker) -> None:
    await ana.asks(begin_handover, "504")

    assert await ana.hears() == NotAllowed(("402",), "relevo")


async def test_who_has_several_units_says_which(office: Office, ana: Speaker, beto: Speaker) -> None:
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.asks(begin_handover, None)

    await ana.says(Picked(0))

    asked = await ana.asked()
    assert (asked.asked, asked.unit_code) == ("successor", "402")
    await ana.says(Picked(0), Picked(0), REASON)
    assert await grants(ana) == (Grant(Role.ENLACE, "504"),)


async def test_a_titular_of_several_units_chooses_one_with_an_enlace(
    office: Office, ana: Speaker, titular: Speaker
) -> None:
    await office.lets_in(CARLA, Role.TITULAR, "504")
    await titular.asks(begin_handover, None)

    await titular.says(Picked(1))
    assert (await titular.heard())[-1] == FormRefused("handover_no_enlace", str(Picked(1)))
    await titular.says(Picked(0))

    assert (await titular.asked()).asked == "successor"


@pytest.mark.parametrize("gone", ["leaver", "successor"])
async def test_who_is_gone_meanwhile_takes_no_part(
    office: Office, ana: Speaker, beto: Speaker, titular: Speaker, gone: str
) -> None:
    await titular.asks(begin_handover, None)
    await titular.says(Picked(0), Picked(0), Picked(0))
    person_id = ana.id if gone == "leaver" else beto.id
    await office.do(lambda uow: uow.people.revoke(person_id, NOW.now))

    await titular.says(REASON)

    assert (await titular.heard())[-1] == HandoverNotTaken("gone", "402")


async def test_a_dialogue_of_the_unit_ends_with_it(ana: Speaker, beto: Speaker, titular: Speaker) -> None:
    await captures(ana)
    await ana.asks(begin_prorroga, None, None)
    await titular.asks(begin_handover, None)

    await titular.says(Picked(0), Picked(0), Picked(1), REASON)

    assert await ana.question() is None
    thread = await ana.office.do(lambda uow: open_thread(uow, ana.person))
    assert (thread.form, thread.draft, thread.prompt_outbox_id) == (None, None, None)


async def test_a_dialogue_about_something_else_stays_open(
    office: Office, ana: Speaker, beto: Speaker, titular: Speaker
) -> None:
    await captures(ana)
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.asks(begin_prorroga, "504", None)
    await titular.asks(begin_handover, None)

    await titular.says(Picked(0), Picked(0), Picked(0), REASON)

    asked = await ana.asked()
    assert asked.unit_code == "504"
    await ana.says("3", "Cambió el enlace de la UR", Skipped())
    assert await ana.question() is None


async def test_with_nothing_open_nothing_moves(office: Office, ana: Speaker) -> None:
    assert await office.do(lambda uow: take_draft(uow, ana.person, "402", office.moment)) is None
