"""Whoever sent what could not be handled hears so once, and what was asked is asked again."""

from datetime import timedelta

from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.people.welcome_messages import Unhandled
from tests.facts import ANA, OAXACA, Office
from usecases.delivery.tell_parked import ParkedMessage, tell_parked
from usecases.kit.form_spec import DialogueStart, open_form
from usecases.people.attend import ATTENTION


async def told(office: Office, *, times: int = 1) -> None:
    sent = ParkedMessage(7, ANA, office.moment.now - timedelta(minutes=3))
    for _ in range(times):
        await office.do(lambda uow: tell_parked(uow, sent, office.moment))


async def test_the_sender_hears_once_what_was_not_handled(office: Office) -> None:
    await office.lets_in()

    await told(office, times=2)

    [said] = await office.said()
    assert said == Unhandled((office.moment.now - timedelta(minutes=3)).astimezone(OAXACA))


async def test_an_open_question_is_asked_again_behind_it(office: Office) -> None:
    ana = await office.lets_in(role=Role.IMPLAN, unit_code=None)
    await office.do(lambda uow: open_form(uow, ana, ATTENTION, DialogueStart(), office.moment))

    await told(office)

    asked = [each for each in await office.said() if isinstance(each, FormQuestion)]
    assert [each.is_resumed for each in asked] == [False, True]


async def test_a_stranger_is_told_nothing(office: Office) -> None:
    await told(office)

    assert await office.rows() == []
