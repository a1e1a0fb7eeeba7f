"""A flood is answered once and changes nothing; everybody else goes on."""

from domain.messages import NothingToCancel, TooFast
from storage.uow import UnitOfWork
from tests.facts import Office
from usecases.hold_back import MOST_WAITING, is_flooding
from usecases.say import announce, answer

ANA, BETO = 1001, 1002


async def wait_for(office: Office, chat_id: int, count: int) -> None:
    for _ in range(count):
        await office.do(lambda uow: answer(uow, chat_id, NothingToCancel(), office.moment))


async def test_a_few_unanswered_messages_are_no_flood(office: Office) -> None:
    await wait_for(office, ANA, MOST_WAITING - 1)

    assert not await office.do(lambda uow: is_flooding(uow, ANA, office.moment))


async def test_many_notices_are_no_flood_of_who_gets_them(office: Office) -> None:
    async def tell(uow: UnitOfWork) -> None:
        for place in range(2 * MOST_WAITING):
            await announce(uow, ANA, NothingToCancel(), office.moment, key=f"notice:{place}", person_id=1)

    await office.do(tell)

    assert not await office.do(lambda uow: is_flooding(uow, ANA, office.moment))


async def test_a_flood_is_answered_once(office: Office) -> None:
    await wait_for(office, ANA, MOST_WAITING)

    floods = [await office.do(lambda uow: is_flooding(uow, ANA, office.moment)) for _ in range(5)]

    assert floods == [True] * 5
    assert (await office.said()).count(TooFast()) == 1


async def test_a_flood_holds_back_nobody_else(office: Office) -> None:
    await wait_for(office, ANA, MOST_WAITING)

    assert not await office.do(lambda uow: is_flooding(uow, BETO, office.moment))
