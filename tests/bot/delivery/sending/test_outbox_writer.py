"""The outbox writer: many requests in one commit, each told what became of its own."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import event

from bot.delivery.sending.outbox_writer import OutboxWriter
from domain.delivery.outcomes import Batch, Claim, Delivered, Ending, OutboxState
from domain.delivery.pacing import Room
from storage.engine import Database, DatabaseFailed
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.deliveries import LEASE, Desk, a_message

ROOM = Room(places=9, answers=9, bulk=9)


async def nothing(_uow: UnitOfWork, _chat_id: int, _reason: str) -> None:
    return


class Taker:
    """Claims as the desk does whenever something ends, or stumbles over a statement."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.begun: list[int] = []
        self.stumbles: str | None = None

    def are_wanted(self, endings: Sequence[Ending]) -> bool:
        return bool(endings)

    async def take(self, uow: UnitOfWork, endings: Sequence[Ending]) -> Batch:
        if self.stumbles is not None:
            connection = await uow.session.connection()
            await connection.exec_driver_sql(self.stumbles)
        now = self.desk.clock()
        return await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=self.desk.rates, room=ROOM)

    def begin(self, batch: Batch, endings: Sequence[Ending]) -> None:
        self.begun += [claim.row.id for claim in batch.claims]


@pytest.fixture
def taker(desk: Desk, writer: OutboxWriter) -> Taker:
    taker = Taker(desk)
    writer.claims = taker
    return taker


@pytest.fixture
def writer(desk: Desk) -> OutboxWriter:
    return OutboxWriter(desk.database, now=desk.clock, wall=desk.clock, lease=LEASE, on_unreachable=nothing)


@pytest.fixture
def commits(desk: Desk) -> Iterator[list[object]]:
    seen: list[object] = []
    engine = desk.database.engine.sync_engine

    def note(connection: object) -> None:
        seen.append(connection)

    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


async def claims(desk: Desk, count: int) -> tuple[Claim, ...]:
    for chat_id in range(1, count + 1):
        await desk.add(a_message(chat_id))
    return (await desk.look_for(ROOM)).claims


async def states(desk: Desk) -> list[OutboxState]:
    return [row.state for row in await desk.rows()]


async def forbid(desk: Desk, chat_id: int) -> None:
    async with desk.database.write() as uow:
        connection = await uow.session.connection()
        await connection.exec_driver_sql(
            f"CREATE TRIGGER stuck BEFORE UPDATE OF message_id ON outbox WHEN NEW.chat_id = {chat_id} "
            "BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
        await uow.commit()


async def test_those_who_come_while_the_database_is_busy_share_a_commit(
    writer: OutboxWriter, desk: Desk, commits: list[object]
) -> None:
    first, second, third = await claims(desk, 3)
    await writer.mark_sending(third)
    commits.clear()

    async with desk.database.write():
        marks = [writer.mark_sending(first), writer.mark_sending(second)]
        ending = writer.finish(desk.ending(third, Delivered(7)))
        waiting = asyncio.gather(*marks, ending)
        await asyncio.sleep(0)

    assert await waiting == [True, True, True]
    assert len(commits) == 1
    assert await states(desk) == [OutboxState.SENDING, OutboxState.SENDING, OutboxState.SENT]


async def test_a_lost_claim_is_told_to_its_bearer_alone(writer: OutboxWriter, desk: Desk) -> None:
    lost, kept = await claims(desk, 2)
    await desk.finish(lost, Delivered(1))

    assert not await writer.mark_sending(lost)
    assert await writer.mark_sending(kept)


async def test_a_request_that_cannot_be_written_keeps_no_other_back(writer: OutboxWriter, desk: Desk) -> None:
    endings = [desk.ending(claim, Delivered(9)) for claim in await claims(desk, 3)]
    await forbid(desk, chat_id=2)

    results = await asyncio.gather(*(writer.finish(each) for each in endings), return_exceptions=True)

    assert results[0] is results[2] is True
    assert isinstance(results[1], DatabaseFailed)
    assert await states(desk) == [OutboxState.SENT, OutboxState.CLAIMED, OutboxState.SENT]


async def test_a_database_that_fails_is_told_to_each(writer: OutboxWriter, desk: Desk) -> None:
    held = await claims(desk, 2)
    async with desk.database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")

    results = await asyncio.gather(*(writer.mark_sending(each) for each in held), return_exceptions=True)

    assert all(isinstance(result, DatabaseFailed) for result in results)


async def test_who_is_cancelled_while_writing_leaves_the_others_to_be_written(
    writer: OutboxWriter, desk: Desk
) -> None:
    first, second = await claims(desk, 2)

    async with desk.database.write():
        cancelled = asyncio.create_task(writer.mark_sending(first))
        stays = asyncio.create_task(writer.mark_sending(second))
        await asyncio.sleep(0)
        cancelled.cancel()

    assert await stays


async def test_what_comes_next_is_claimed_in_the_commit_that_ends_what_came_before(
    writer: OutboxWriter, desk: Desk, taker: Taker, commits: list[object]
) -> None:
    (first,) = await claims(desk, 1)
    await desk.add(a_message(1))
    commits.clear()

    assert await writer.finish(desk.ending(first, Delivered(7)))

    assert len(commits) == 1
    assert taker.begun == [2]
    assert await states(desk) == [OutboxState.SENT, OutboxState.CLAIMED]


async def test_whoever_claims_shares_the_commit_and_gets_what_was_claimed(
    writer: OutboxWriter, desk: Desk, taker: Taker, commits: list[object]
) -> None:
    (first,) = await claims(desk, 1)
    await desk.add(a_message(2))
    commits.clear()

    is_ours, batch = await asyncio.gather(writer.mark_sending(first), writer.claim())

    assert len(commits) == 1
    assert is_ours
    assert [claim.row.id for claim in batch.claims] == taker.begun == [2]


@pytest.mark.parametrize("count", [1, 2])
async def test_a_claim_that_fails_takes_no_ending_along(
    writer: OutboxWriter, desk: Desk, taker: Taker, count: int
) -> None:
    endings = [desk.ending(claim, Delivered(9)) for claim in await claims(desk, count)]
    await desk.add(a_message(9))
    taker.stumbles = "SELECT nothing FROM nowhere"

    *ends, look = await asyncio.gather(
        *(writer.finish(each) for each in endings), writer.claim(), return_exceptions=True
    )

    assert ends == [True] * count
    assert isinstance(look, DatabaseFailed)
    assert await states(desk) == [OutboxState.SENT] * count + [OutboxState.PENDING]
    assert taker.begun == []


async def test_a_claim_that_spoils_its_transaction_takes_no_ending_along(database: Database) -> None:
    desk = Desk(database, ManualClock())
    writer = OutboxWriter(database, now=desk.clock, wall=desk.clock, lease=LEASE, on_unreachable=nothing)
    writer.claims = taker = Taker(desk)
    endings = [desk.ending(claim, Delivered(9)) for claim in await claims(desk, 2)]
    taker.stumbles = "SELECT nothing FROM nowhere"

    assert await asyncio.gather(*(writer.finish(each) for each in endings)) == [True, True]

    taker.stumbles = None
    await desk.add(a_message(1))
    assert [claim.row.id for claim in (await writer.claim()).claims] == taker.begun == [3]
    assert await states(desk) == [OutboxState.SENT, OutboxState.SENT, OutboxState.CLAIMED]


async def test_what_nobody_asked_to_be_claimed_fails_in_silence(
    writer: OutboxWriter, desk: Desk, taker: Taker
) -> None:
    (claim,) = await claims(desk, 1)
    taker.stumbles = "SELECT nothing FROM nowhere"

    assert await writer.finish(desk.ending(claim, Delivered(9)))


async def test_nothing_is_begun_that_was_not_committed(
    writer: OutboxWriter, desk: Desk, taker: Taker
) -> None:
    (first,) = await claims(desk, 1)
    await desk.add(a_message(1))
    await forbid(desk, chat_id=1)

    with pytest.raises(DatabaseFailed):
        await writer.finish(desk.ending(first, Delivered(7)))

    assert taker.begun == []
