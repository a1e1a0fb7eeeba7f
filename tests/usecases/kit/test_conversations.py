"""The open question survives a restart, is asked again once, and belongs to one person."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import delete

from domain.capture.messages import Answered, Question
from domain.delivery.outcomes import Ambiguous, Outcome, PermanentlyRefused
from domain.kit.drafts import Choice, Step
from domain.kit.said import Said
from storage.conversations import StaleConversation
from storage.tables.records import IndicatorTable
from tests.facts import ANA, BETO, CARLA, Office, a_mir, a_row
from tests.usecases.deliveries import send_all
from tests.usecases.enlaces import OFICIO, WHY, Enlace, an_enlace
from usecases.kit.conversations import Thread, ask, ask_again, keep_thread, left_open, open_thread
from usecases.kit.conversations import resume as ask_after_restart


@pytest.fixture
async def componente(office: Office) -> int:
    return (await office.register(a_mir()))["Componente 7"]


@pytest.fixture
async def ana(office: Office, componente: int) -> Enlace:
    return await an_enlace(office)


async def resume(office: Office) -> int:
    """Do what a start does, one transaction for each person; return how many were asked."""
    waiting = await office.do(left_open)
    return sum(
        [await office.do(partial(ask_after_restart, person=each, moment=office.moment)) for each in waiting]
    )


def questions(said: list[Said]) -> list[Question]:
    return [each for each in said if isinstance(each, Question)]


async def test_nobody_has_an_open_question_at_first(ana: Enlace) -> None:
    assert await ana.question() is None
    assert await ana.draft() is None


async def test_the_open_question_reads_as_it_was_asked(ana: Enlace, componente: int) -> None:
    await ana.opens(componente)
    await ana.types("10")

    *_, asked = await ana.heard()

    assert await ana.question() == asked


async def test_every_answer_so_far_is_kept(ana: Enlace, componente: int) -> None:
    await ana.opens(componente)
    await ana.types("10.50")
    await ana.explains()
    await ana.types(OFICIO)

    draft = await ana.draft()

    assert draft is not None
    assert (str(draft.value), draft.cause, draft.reason) == ("10.5", "Falta de recursos", WHY[0])
    assert (draft.action, draft.recovery_on) == (WHY[1], date(2025, 10, 30))
    assert [each.numbers for each in draft.evidence] == [("SP/DSAV/112/2025",)]


async def test_a_doubtful_value_is_kept_until_it_is_settled(ana: Enlace, componente: int) -> None:
    await ana.opens(componente)
    await ana.types("250")

    question = await ana.question()

    assert question is not None
    assert (question.step, question.value, str(question.doubtful)) == (Step.DOUBT, None, "250")


async def test_two_people_have_two_conversations(office: Office, ana: Enlace, componente: int) -> None:
    beto = await an_enlace(office, BETO)
    await ana.opens(componente)
    await beto.opens(componente)

    await beto.types("25")

    mine, theirs = await ana.question(), await beto.question()
    assert mine is not None
    assert theirs is not None
    assert (mine.step, theirs.step) == (Step.VALUE, Step.EVIDENCE)


async def test_asking_again_closes_the_question_before(office: Office, ana: Enlace, componente: int) -> None:
    await ana.opens(componente)

    assert await office.do(lambda uow: ask_again(uow, ana.person, office.moment))

    first, second, edit = await office.said()
    (prompt, *_) = await office.rows()
    assert [each.is_resumed for each in questions([first, second])] == [False, True]
    assert edit == Answered(prompt.id, "")


async def test_without_an_open_question_nothing_is_asked_again(office: Office, ana: Enlace) -> None:
    assert not await office.do(lambda uow: ask_again(uow, ana.person, office.moment))

    assert await office.said() == []


async def test_a_question_about_an_indicator_that_is_gone_is_not_asked(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    draft = await ana.draft()
    assert draft is not None
    await office.do(lambda uow: uow.session.execute(delete(IndicatorTable)))
    await ana.heard()

    await office.do(lambda uow: ask(uow, ana.person, Thread(), draft, office.moment))

    assert await ana.heard() == []


async def test_a_conversation_that_moved_on_refuses_an_older_reading(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    older = await office.do(lambda uow: open_thread(uow, ana.person))
    await ana.types("25")

    with pytest.raises(StaleConversation):
        await office.do(lambda uow: keep_thread(uow, ana.person.actor.person_id, older, office.moment))


async def test_after_a_restart_each_open_question_is_asked_again(office: Office, componente: int) -> None:
    ana, beto, carla = [await an_enlace(office, who) for who in (ANA, BETO, CARLA)]
    for enlace in (ana, beto):
        await enlace.opens(componente)
    await send_all(office)
    for enlace in (ana, beto, carla):
        await enlace.heard()

    assert await resume(office) == 2

    for enlace in (ana, beto):
        (again,) = await enlace.heard()
        assert isinstance(again, Question)
        assert again.is_resumed
    assert await carla.heard() == []


async def test_after_several_restarts_a_question_is_asked_again_once(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    await send_all(office)
    await resume(office)
    await send_all(office)

    assert await resume(office) == 0

    assert len(questions(await office.said())) == 2


async def test_the_next_question_may_be_asked_again_as_well(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)
    await send_all(office)
    await resume(office)
    await ana.types("25")
    await send_all(office)

    assert await resume(office) == 1


async def test_a_question_that_still_waits_in_the_outbox_is_not_asked_again(
    office: Office, ana: Enlace, componente: int
) -> None:
    await ana.opens(componente)

    assert await resume(office) == 0


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        pytest.param(Ambiguous("timeout"), 1, id="perhaps sent"),
        pytest.param(PermanentlyRefused("blocked", unreachable=True), 0, id="refused for good"),
    ],
)
async def test_a_question_is_asked_again_if_it_may_have_been_read(
    office: Office, ana: Enlace, componente: int, outcome: Outcome, asked: int
) -> None:
    await ana.opens(componente)
    await send_all(office, outcome)

    assert await resume(office) == asked


async def test_a_question_asked_again_takes_its_answer(office: Office, ana: Enlace, componente: int) -> None:
    await ana.opens(componente, met=True)
    await send_all(office)
    await resume(office)

    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)

    avance = await office.avance(componente)
    assert avance is not None
    assert str(avance.value) == "25"


async def test_a_saved_capture_is_not_asked_again(office: Office, ana: Enlace, componente: int) -> None:
    await ana.opens(componente, met=True)
    await ana.types(OFICIO)
    await ana.taps(Choice.SAVE)
    await send_all(office)

    assert await resume(office) == 0


async def test_whoever_no_longer_captures_is_not_asked_again(
    office: Office, ana: Enlace, componente: int
) -> None:
    await office.register(a_mir(a_row("Fin"), unit="504"))
    await ana.opens(componente)
    await send_all(office)
    await office.do(lambda uow: uow.people.revoke(ana.person.actor.person_id, office.moment.now))
    await office.lets_in(ANA, unit_code="504")

    assert await resume(office) == 0
