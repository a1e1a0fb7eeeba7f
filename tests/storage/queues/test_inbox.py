"""The durable inbox: once, in order within a chat, held by one worker at a time."""

import asyncio

import pytest

from domain.delivery.outcomes import InboxState
from storage.engine import Database
from storage.queues.inbox import ClaimedUpdate, NewUpdate
from storage.queues.received import ReceivedUpdate
from tests.clocks import ManualClock
from tests.deliveries import ANA, BETO, LEASE, Desk
from tests.read_back import claim_updates


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return Desk(database, clock)


async def taken(desk: Desk) -> ClaimedUpdate:
    claim = await desk.take()
    assert claim is not None
    return claim


async def put_back(desk: Desk, claim: ClaimedUpdate, max_attempts: int = 5) -> InboxState | None:
    async with desk.database.write() as uow:
        state = await uow.inbox.retry_later(
            claim.update_id, claim.token, "KeyError", desk.clock(), max_attempts
        )
        await uow.commit()
    return state


async def test_an_update_that_comes_twice_is_stored_once(desk: Desk) -> None:
    assert await desk.receive(1)
    assert not await desk.receive(1)

    assert (await taken(desk)).update_id == 1
    assert await desk.take() is None


async def add_many(desk: Desk, *update_ids: int) -> int:
    updates = [NewUpdate(update_id, ANA, "{}", desk.clock()) for update_id in update_ids]
    async with desk.database.write() as uow:
        added = await uow.inbox.add_many(updates)
        await uow.commit()
    return added


async def test_of_many_updates_the_new_ones_are_counted_and_keep_their_order(desk: Desk) -> None:
    await desk.receive(7)

    assert await add_many(desk, 900, 7, 5) == 2

    order = []
    while (claim := await desk.take()) is not None:
        order.append(claim.update_id)
        await desk.done(claim)
    assert order == [7, 900, 5]


async def test_only_what_is_new_rings(desk: Desk) -> None:
    rings: list[int] = []
    desk.database.listen("inbox", lambda: rings.append(1))

    await add_many(desk, 1, 2)
    await add_many(desk, 1, 2)
    await add_many(desk)

    assert rings == [1]


async def test_a_chat_is_handled_in_order_of_arrival_not_of_number(desk: Desk) -> None:
    await desk.receive(900)
    await desk.receive(5)

    first = await taken(desk)
    assert await desk.take() is None
    await desk.done(first)

    assert (first.update_id, (await taken(desk)).update_id) == (900, 5)


async def test_a_slow_chat_holds_up_nobody_else(desk: Desk) -> None:
    await desk.receive(1, ANA)
    await desk.receive(2, ANA)
    await desk.receive(3, BETO)

    assert [(await taken(desk)).update_id, (await taken(desk)).update_id] == [1, 3]


async def test_updates_without_a_chat_wait_for_nobody(desk: Desk) -> None:
    await desk.receive(1, None)
    await desk.receive(2, None)

    assert {(await taken(desk)).update_id, (await taken(desk)).update_id} == {1, 2}


async def test_an_update_that_is_put_back_keeps_its_place(desk: Desk, clock: ManualClock) -> None:
    await desk.receive(1)
    await desk.receive(2)
    claim = await taken(desk)
    async with desk.database.write() as uow:
        await uow.inbox.retry_later(1, claim.token, "KeyError", clock() + LEASE)
        await uow.commit()

    assert await desk.take() is None
    clock.advance(seconds=LEASE.total_seconds())

    assert (await taken(desk)).update_id == 1


async def test_a_parked_update_does_not_block_its_chat(desk: Desk) -> None:
    await desk.receive(1)
    await desk.receive(2)

    assert await put_back(desk, await taken(desk), max_attempts=1) is InboxState.PARKED

    assert (await taken(desk)).update_id == 2
    async with desk.database.read() as uow:
        assert await uow.inbox.parked() == [(1, "KeyError")]
        assert await uow.inbox.counts() == {InboxState.NEW: 1, InboxState.PARKED: 1}


async def test_an_update_is_parked_after_its_last_attempt(desk: Desk) -> None:
    await desk.receive(1)

    states = [await put_back(desk, await taken(desk)) for _ in range(5)]

    assert states == [InboxState.NEW] * 4 + [InboxState.PARKED]


async def test_a_parked_update_may_get_a_fresh_start(desk: Desk) -> None:
    await desk.receive(1)
    await put_back(desk, await taken(desk), max_attempts=1)

    async with desk.database.write() as uow:
        assert await uow.inbox.unpark(1)
        assert not await uow.inbox.unpark(1)
        await uow.commit()

    assert (await taken(desk)).attempts == 1


async def test_a_worker_that_lost_its_claim_changes_nothing(desk: Desk, clock: ManualClock) -> None:
    await desk.receive(1)
    zombie = await taken(desk)
    clock.advance(seconds=LEASE.total_seconds())
    heir = await taken(desk)

    assert not await desk.done(zombie)
    assert await put_back(desk, zombie) is None
    assert await desk.done(heir)
    assert not await desk.done(heir)


async def test_only_the_last_claim_of_an_update_is_held(desk: Desk, clock: ManualClock) -> None:
    await desk.receive(1)
    zombie = await taken(desk)
    clock.advance(seconds=LEASE.total_seconds())
    heir = await taken(desk)

    async with desk.database.write() as uow:
        assert await uow.inbox.held([zombie, heir]) == [heir]


async def test_several_chats_are_claimed_at_once(desk: Desk, clock: ManualClock) -> None:
    for update_id, chat_id in ((1, ANA), (2, ANA), (3, BETO), (4, None), (5, None)):
        await desk.receive(update_id, chat_id)

    async with desk.database.write() as uow:
        claims = await claim_updates(uow, clock(), LEASE, limit=3)
        rest = await claim_updates(uow, clock(), LEASE, limit=3)

    assert [claim.update_id for claim in claims] == [1, 3, 4]
    assert [claim.update_id for claim in rest] == [5]


async def test_a_live_lease_is_respected(desk: Desk, clock: ManualClock) -> None:
    await desk.receive(1)
    await taken(desk)
    clock.advance(seconds=LEASE.total_seconds() - 1)

    assert await desk.take() is None


async def test_workers_at_the_same_time_never_share_an_update(database_url: str, clock: ManualClock) -> None:
    """Two processes, five tasks each, four chats."""
    databases = [Database(database_url), Database(database_url)]
    desks = [Desk(database, clock) for database in databases]
    for update_id in range(40):
        await desks[0].receive(update_id, chat_id=update_id % 4)
    order: list[int] = []

    async def work(desk: Desk) -> None:
        while len(order) < 40:
            claim = await desk.take()
            if claim is not None:
                order.append(claim.update_id)
                await asyncio.sleep(0)
                assert await desk.done(claim)

    await asyncio.gather(*(work(desk) for desk in desks for _ in range(5)))

    assert sorted(order) == list(range(40))
    for chat in range(4):
        in_chat = [update_id for update_id in order if update_id % 4 == chat]
        assert in_chat == sorted(in_chat)
    for database in databases:
        await database.dispose()


async def test_a_process_that_starts_alone_frees_what_the_last_one_held(desk: Desk) -> None:
    await desk.receive(1, ANA)
    await desk.receive(2, BETO)
    await taken(desk)

    async with desk.database.write() as uow:
        assert await uow.inbox.release_all() == 1
        await uow.commit()

    assert (await taken(desk)).update_id == 1


async def test_what_was_handled_long_ago_is_deleted(desk: Desk, clock: ManualClock) -> None:
    await desk.receive(1)
    await desk.done(await taken(desk))
    await desk.receive(2)

    async with desk.database.write() as uow:
        assert await uow.inbox.prune(clock()) == 0
        clock.advance(days=30)
        assert await uow.inbox.prune(clock()) == 1
        await uow.commit()

    assert (await taken(desk)).update_id == 2


async def test_the_latest_updates_of_a_chat_up_to_one_are_told_latest_first(desk: Desk) -> None:
    came = [
        NewUpdate(update_id, chat_id, str(update_id), desk.clock())
        for update_id, chat_id in ((5, ANA), (9, BETO), (3, ANA), (8, ANA), (2, ANA))
    ]
    async with desk.database.write() as uow:
        await uow.inbox.add_many(came)
        await uow.commit()

    async with desk.database.read() as uow:
        assert await uow.inbox.latest(ANA, up_to=8, most=2) == [
            ReceivedUpdate("8", desk.clock()),
            ReceivedUpdate("3", desk.clock()),
        ]
        assert len(await uow.inbox.latest(ANA, up_to=8, most=9)) == 3
        assert await uow.inbox.latest(ANA, up_to=7, most=9) == []
