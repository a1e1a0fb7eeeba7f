"""Orders of documents: claimed by one worker, resumed, ended once; and the files Telegram holds."""

import asyncio
from datetime import timedelta

import pytest

from domain.papers.kinds import OrderState, PaperKind, PaperOrder
from storage.engine import Database
from storage.papers import StoredOrder
from storage.queues.parked import ORDERS_MATTER, count_failed_orders, dismiss_order, failed_orders
from tests.facts import ANA, NOW, T3, Office

ORDER = PaperOrder(PaperKind.INFORME, T3, "402", "08", "pdf")
LEASE = timedelta(minutes=1)
WALL = NOW.now


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.fixture
async def order_id(office: Office) -> int:
    return await ordered(office)


async def ordered(office: Office, order: PaperOrder = ORDER) -> int:
    ana = (await office.lets_in(ANA)).actor.person_id
    return await office.do(lambda uow: uow.papers.add(ana, ANA, order, NOW.now))


async def claimed(office: Office, after: timedelta = timedelta(0)) -> StoredOrder | None:
    return await office.do(lambda uow: uow.papers.claim(WALL + after, LEASE))


async def stored(office: Office, order_id: int) -> StoredOrder:
    found = await office.do(lambda uow: uow.papers.get(order_id))
    assert found is not None
    return found


async def test_an_order_comes_back_as_it_was_given(office: Office, order_id: int) -> None:
    await office.do(lambda uow: uow.papers.shown_by(order_id, 7))

    found = await stored(office, order_id)

    assert (found.order, found.state, found.chat_id, found.outbox_id) == (ORDER, OrderState.WAITING, ANA, 7)
    assert (found.made, found.total, found.attempts, found.is_open) == (0, 0, 0, True)
    assert await office.do(lambda uow: uow.papers.open_of(found.person_id)) == [found]
    assert await office.do(lambda uow: uow.papers.get(order_id + 1)) is None


async def test_one_worker_holds_an_order_until_its_lease_is_over(office: Office, order_id: int) -> None:
    held = await claimed(office)
    assert held is not None
    assert (held.id, held.state, held.attempts) == (order_id, OrderState.WORKING, 0)

    assert await claimed(office, LEASE - timedelta(seconds=1)) is None
    again = await claimed(office, LEASE)

    assert again is not None
    assert (again.id, again.attempts) == (order_id, 0)
    assert not await office.do(lambda uow: uow.papers.advance(held, 1, 2, WALL + LEASE))
    assert not await office.do(lambda uow: uow.papers.end(held, OrderState.DONE, NOW.now))


async def test_the_oldest_goes_first(office: Office, order_id: int) -> None:
    later = await ordered(office)

    first, second = await claimed(office), await claimed(office)

    assert first is not None
    assert second is not None
    assert (first.id, second.id) == (order_id, later)
    assert await claimed(office) is None


async def test_many_workers_in_two_processes_hold_each_order_once(office: Office, database_url: str) -> None:
    orders = [await ordered(office) for _ in range(5)]
    other = Database(database_url)
    offices = (office, Office(other))

    async def works(at: Office) -> list[int]:
        held = []
        while (order := await claimed(at)) is not None:
            held.append(order.id)
            assert order.attempts == 0
        return held

    found = await asyncio.gather(*[works(offices[number % 2]) for number in range(4)])
    await other.dispose()

    assert sorted(order for held in found for order in held) == orders


async def test_progress_renews_the_lease(office: Office, order_id: int) -> None:
    held = await claimed(office)
    assert held is not None

    assert await office.do(lambda uow: uow.papers.advance(held, 3, 40, WALL + 2 * LEASE))

    assert await claimed(office, LEASE) is None
    found = await stored(office, order_id)
    assert (found.made, found.total) == (3, 40)


async def test_what_ended_is_not_taken_up_again(office: Office, order_id: int) -> None:
    held = await claimed(office)
    assert held is not None

    assert await office.do(lambda uow: uow.papers.end(held, OrderState.FAILED, NOW.now, "disk"))

    assert await claimed(office, 2 * LEASE) is None
    found = await stored(office, order_id)
    assert (found.state, found.error, found.ended_at, found.is_open) == (
        *(OrderState.FAILED, "disk", NOW.now, False),
    )
    assert not await office.do(lambda uow: uow.papers.cancel(order_id, NOW.now))


@pytest.mark.parametrize(
    ("error", "ended", "count"),
    [
        ("disk: OSError", timedelta(0), 1),
        (None, timedelta(0), 1),
        ("broken", -ORDERS_MATTER, 1),
        ("broken", -ORDERS_MATTER - LEASE, 0),
        ("nothing", timedelta(0), 0),
        ("too_large: informe.zip", timedelta(0), 0),
    ],
)
async def test_what_somebody_can_mend_is_counted_until_it_is_seen(
    office: Office, order_id: int, error: str | None, ended: timedelta, count: int
) -> None:
    held = await claimed(office)
    assert held is not None
    await office.do(lambda uow: uow.papers.end(held, OrderState.FAILED, NOW.now + ended, error))

    counted = await office.do(lambda uow: count_failed_orders(uow.session, NOW.now))
    named = await office.do(lambda uow: failed_orders(uow.session, NOW.now))
    await office.do(lambda uow: dismiss_order(uow, order_id))

    assert (counted, [each.error for each in named]) == (count, [error] * count)
    assert await office.do(lambda uow: count_failed_orders(uow.session, NOW.now)) == 0


async def test_a_cancelled_order_is_lost_to_its_worker(office: Office, order_id: int) -> None:
    held = await claimed(office)
    assert held is not None

    assert await office.do(lambda uow: uow.papers.cancel(order_id, NOW.now))

    assert not await office.do(lambda uow: uow.papers.advance(held, 1, 2, WALL + LEASE))
    assert not await office.do(lambda uow: uow.papers.end(held, OrderState.DONE, NOW.now))
    assert (await stored(office, order_id)).state is OrderState.CANCELLED
    assert await office.do(lambda uow: uow.papers.open_of(held.person_id)) == []


async def test_an_order_put_back_is_free(office: Office, order_id: int) -> None:
    held = await claimed(office)
    assert held is not None

    assert await office.do(lambda uow: uow.papers.put_back(held))

    again = await claimed(office)
    assert again is not None
    assert (again.id, again.attempts) == (order_id, 0)


async def test_an_order_put_back_for_later_waits_until_then(office: Office, order_id: int) -> None:
    held = await claimed(office)
    assert held is not None

    await office.do(lambda uow: uow.papers.put_back(held, WALL + LEASE))

    assert await claimed(office) is None
    again = await claimed(office, LEASE)
    assert again is not None
    assert (again.id, again.attempts) == (order_id, 0)


async def test_what_was_taken_over_is_not_put_back(office: Office, order_id: int) -> None:
    held, other = await claimed(office), await claimed(office, LEASE)
    assert held is not None
    assert other is not None

    assert not await office.do(lambda uow: uow.papers.put_back(held))

    found = await stored(office, order_id)
    assert (found.state, found.attempts, found.token) == (OrderState.WORKING, 0, other.token)


async def test_only_who_holds_an_order_counts_an_end_of_its_worker(office: Office, order_id: int) -> None:
    held, other = await claimed(office), await claimed(office, LEASE)
    assert held is not None
    assert other is not None

    assert await office.do(lambda uow: uow.papers.charge(held)) is None
    assert [await office.do(lambda uow: uow.papers.charge(other)) for _ in range(2)] == [1, 2]


async def test_a_start_frees_what_a_killed_process_held(office: Office, order_id: int) -> None:
    await claimed(office)

    assert await office.do(lambda uow: uow.papers.release_all()) == 1

    again = await claimed(office)
    assert again is not None
    assert (again.id, again.attempts) == (order_id, 0)


async def test_a_file_that_telegram_holds_is_known_by_its_content(office: Office) -> None:
    sha256 = "ab" * 32
    assert await office.do(lambda uow: uow.sent_files.file_id(sha256)) is None

    for file_id in ("first", "second"):
        await office.do(lambda uow, it=file_id: uow.sent_files.remember(sha256, it, 9, NOW.now))  # type: ignore[misc]
        assert await office.do(lambda uow: uow.sent_files.file_id(sha256)) == file_id

    await office.do(lambda uow: uow.sent_files.forget(sha256))
    assert await office.do(lambda uow: uow.sent_files.file_id(sha256)) is None


async def test_what_ended_long_ago_is_deleted_and_what_is_open_stays(office: Office, order_id: int) -> None:
    open_id = await ordered(office)
    await office.do(lambda uow: uow.papers.cancel(order_id, NOW.now))
    await office.do(lambda uow: uow.sent_files.remember("ab" * 32, "file", 9, NOW.now))

    assert await office.do(lambda uow: uow.papers.prune(NOW.now)) == 0
    assert await office.do(lambda uow: uow.papers.prune(NOW.now + LEASE)) == 2

    assert await office.do(lambda uow: uow.papers.get(order_id)) is None
    assert (await stored(office, open_id)).is_open
