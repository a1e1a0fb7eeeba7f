"""A flood is told once that the rest waits; everybody else goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.capture.messages import NothingToCancel
from domain.people.welcome_messages import TooFast
from storage.uow import UnitOfWork
from tests.facts import Office
from usecases.delivery.hold_back import MOST_WAITING, ONE_FLOOD, has_too_many_waiting, tell_held_back
from usecases.kit.say import announce, answer

ANA, BETO = 1001, 1002


async def wait_for(office: Office, chat_id: int, count: int) -> None:
    for _ in range(count):
        await office.do(lambda uow: answer(uow, chat_id, NothingToCancel(), office.moment))


async def test_a_few_unanswered_messages_are_not_too_many(office: Office) -> None:
    await wait_for(office, ANA, MOST_WAITING - 1)

    assert not await office.do(lambda uow: has_too_many_waiting(uow, ANA))


async def test_many_notices_are_not_too_many_answers(office: Office) -> None:
    async def tell(uow: UnitOfWork) -> None:
        for place in range(2 * MOST_WAITING):
            await announce(uow, ANA, NothingToCancel(), office.moment, key=f"notice:{place}", person_id=1)

    await office.do(tell)

    assert not await office.do(lambda uow: has_too_many_waiting(uow, ANA))


async def test_too_many_answers_to_one_are_not_too_many_to_another(office: Office) -> None:
    await wait_for(office, ANA, MOST_WAITING)

    assert await office.do(lambda uow: has_too_many_waiting(uow, ANA))
    assert not await office.do(lambda uow: has_too_many_waiting(uow, BETO))


@pytest.mark.parametrize(
    ("later", "told"),
    [(timedelta(0), 1), (timedelta(minutes=1), 1), (timedelta(hours=5), 1), (ONE_FLOOD, 2)],
)
async def test_a_flood_is_told_once_however_long_it_takes(
    office: Office, later: timedelta, told: int
) -> None:
    await office.do(lambda uow: tell_held_back(uow, ANA, office.moment))
    await office.do(lambda uow: tell_held_back(uow, BETO, office.moment))

    after = replace(office.moment, now=office.moment.now + later)
    await office.do(lambda uow: tell_held_back(uow, ANA, after))

    assert (await office.said(ANA)).count(TooFast()) == told
    assert (await office.said(BETO)).count(TooFast()) == 1
