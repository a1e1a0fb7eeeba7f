"""What a crashed process was working on: three crashes alone park an update, crashes in company never do."""

import pytest

from domain.delivery.crashes import REST, Suspicion
from domain.delivery.outcomes import InboxState
from storage.engine import Database
from storage.queues.crashes import CRASHED_BY_IT, ParkedNow
from storage.queues.inbox import InboxLook
from tests.clocks import NOON, ManualClock
from tests.deliveries import ANA, BETO, LEASE, Desk
from tests.read_back import count_suspects

CARLA = 606


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return Desk(database, clock)


class Process:
    """What one process has at hand; it may die."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.in_progress: set[int] = set()

    async def look(self, *, with_suspects: bool = True) -> InboxLook:
        async with self.desk.database.write() as uow:
            found = await uow.inbox.look(
                self.desk.clock(),
                LEASE,
                limit=8,
                holder=self.name,
                in_progress=self.in_progress,
                with_suspects=with_suspects,
            )
            await uow.commit()
        self.in_progress |= {claim.update_id for claim in found.claims}
        return found

    async def takes(self) -> list[int]:
        return [claim.update_id for claim in (await self.look()).claims]

    async def lives_and_takes(self) -> list[int]:
        """Take what there is, if need be after the rest of a suspect."""
        if found := await self.takes():
            return found
        self.desk.clock.advance(seconds=REST.total_seconds())
        return await self.takes()

    def dies(self) -> None:
        """Its leases end."""
        self.desk.clock.advance(seconds=LEASE.total_seconds())


async def dies_of(desk: Desk, *names: str) -> None:
    for name in names:
        process = Process(desk, name)
        assert await process.lives_and_takes() == [1]
        process.dies()


async def start_alone(desk: Desk) -> None:
    async with desk.database.write() as uow:
        await uow.inbox.release_all()
        await uow.commit()


async def clear(desk: Desk) -> int:
    async with desk.database.write() as uow:
        cleared = await uow.inbox.clear_suspicions(desk.clock())
        await uow.commit()
    return cleared


async def states(desk: Desk) -> dict[InboxState, int]:
    async with desk.database.read() as uow:
        return await uow.inbox.counts()


async def suspects(desk: Desk) -> int:
    async with desk.database.read() as uow:
        return await count_suspects(uow.session)


async def test_an_update_that_was_alone_at_hand_in_three_deaths_is_parked(desk: Desk) -> None:
    await desk.receive(1)
    await dies_of(desk, "a", "b", "c")

    found = await Process(desk, "d").look()

    assert found == InboxLook(parked=[ParkedNow(1, ANA, NOON)])
    async with desk.database.read() as uow:
        assert await uow.inbox.parked() == [(1, CRASHED_BY_IT)]


async def test_company_in_death_parks_nobody(desk: Desk) -> None:
    """Processes of before die twenty times with all of them at hand."""
    for number, chat in enumerate((ANA, BETO, CARLA), start=1):
        await desk.receive(number, chat)
    for life in range(20):
        process = Process(desk, f"together-{life}")
        for place in range(3):
            await process.look(with_suspects=place == 0)
        await desk.receive(100 + life, 1000 + life)
        await process.look(with_suspects=False)
        process.dies()

    handled, process = 0, Process(desk, "healthy")
    while claims := (await process.look()).claims:
        [claim] = claims
        assert claim.suspicion is not None
        assert await desk.done(claim)
        process.in_progress.clear()
        handled += 1

    assert await states(desk) == {InboxState.DONE: 23}
    assert (handled, await suspects(desk)) == (23, 0)


async def test_after_a_death_in_company_each_is_alone_at_hand(desk: Desk) -> None:
    for number, chat in enumerate((ANA, BETO, CARLA), start=1):
        await desk.receive(number, chat)
    dead = Process(desk, "dead")
    assert await dead.takes() == [1, 2, 3]
    dead.dies()

    heir = Process(desk, "heir")
    first = await heir.look()
    beside = await heir.look()

    assert [claim.suspicion for claim in first.claims] == [Suspicion(1, 0)]
    assert beside == InboxLook(must_wait=True)
    assert await suspects(desk) == 3


async def test_the_others_may_go_on_beside_a_suspect_and_then_a_death_does_not_count(desk: Desk) -> None:
    await desk.receive(1, ANA)
    await dies_of(desk, "a", "b")
    slow = Process(desk, "slow")
    assert await slow.lives_and_takes() == [1]
    await desk.receive(2, BETO)

    beside = await slow.look(with_suspects=False)
    slow.dies()
    after = await Process(desk, "heir").look()

    assert [claim.update_id for claim in beside.claims] == [2]
    assert (after.parked, [claim.suspicion for claim in after.claims]) == ([], [Suspicion(1, 0)])
    assert await suspects(desk) == 2


async def test_new_updates_are_found_although_suspects_wait(desk: Desk) -> None:
    dead = Process(desk, "dead")
    for number in range(1, 9):
        await desk.receive(number, number)
    await dead.takes()
    dead.dies()
    await desk.receive(9, CARLA)

    found = await Process(desk, "heir").look(with_suspects=False)
    again = await Process(desk, "second").look(with_suspects=False)

    assert [claim.update_id for claim in [*found.claims, *again.claims]] == [9]


async def test_a_death_is_no_failed_attempt(desk: Desk) -> None:
    await desk.receive(1, ANA)
    await desk.receive(2, BETO)
    for life in range(9):
        process = Process(desk, str(life))
        await process.look()
        await desk.receive(100 + life, 1000 + life)
        await process.look(with_suspects=False)
        process.dies()

    found = await Process(desk, "heir").look()

    assert [claim.attempts for claim in found.claims] == [1]
    assert found.parked == []


async def test_before_the_last_try_a_process_must_live_for_a_while(desk: Desk, clock: ManualClock) -> None:
    await desk.receive(1)
    for life in ("a", "b"):
        assert await Process(desk, life).takes() == [1]
        await start_alone(desk)

    assert await Process(desk, "c").takes() == []
    clock.advance(seconds=REST.total_seconds())

    assert await Process(desk, "d").takes() == [1]


async def test_a_death_without_it_at_hand_clears_a_suspect_of_what_was_found(desk: Desk) -> None:
    await desk.receive(1)
    for life in ("a", "b"):
        await Process(desk, life).takes()
        await start_alone(desk)
    assert await Process(desk, "c").takes() == []

    assert await clear(desk) == 1

    desk.clock.advance(seconds=REST.total_seconds())
    [claim] = (await Process(desk, "d").look()).claims
    assert claim.suspicion == Suspicion(2, 0)


async def test_a_death_that_another_one_may_have_caused_clears_nobody(desk: Desk) -> None:
    await desk.receive(1)
    for life in ("a", "b"):
        await Process(desk, life).takes()
        await start_alone(desk)
    await Process(desk, "c").look()
    await desk.receive(2, BETO)
    assert await Process(desk, "d").takes() == [2]

    assert await clear(desk) == 0


async def _waits_for_its_last_try(desk: Desk) -> None:
    await desk.receive(1)
    for life in ("a", "b"):
        assert await Process(desk, life).takes() == [1]
        await start_alone(desk)
    assert await Process(desk, "c").takes() == []
    desk.clock.advance(seconds=REST.total_seconds() - 1)


async def _dies_of_another(desk: Desk) -> None:
    await desk.receive(2, BETO)
    assert await Process(desk, "d").takes() == [2]


async def _rests_anew(desk: Desk) -> None:
    """Of the two it is the other one that is tried, until nothing has died for a whole rest."""
    desk.clock.advance(seconds=1)
    [other] = (await Process(desk, "e").look()).claims
    assert (other.update_id, other.suspicion) == (2, Suspicion(1, 1))
    assert await desk.done(other)
    desk.clock.advance(seconds=REST.total_seconds() - 2)
    assert await Process(desk, "f").takes() == []
    desk.clock.advance(seconds=1)
    assert await Process(desk, "g").takes() == [1]


async def test_a_death_that_is_found_meanwhile_begins_the_rest_anew(desk: Desk) -> None:
    """As kills at random do that come one soon after the other, each with something alone at hand."""
    await _waits_for_its_last_try(desk)
    await _dies_of_another(desk)
    await start_alone(desk)
    assert (await Process(desk, "heir").look(with_suspects=False)).claims == []

    await _rests_anew(desk)


async def test_a_start_that_finds_a_death_begins_the_rest_anew_before_its_lease_has_ended(desk: Desk) -> None:
    await _waits_for_its_last_try(desk)
    await _dies_of_another(desk)
    assert await clear(desk) == 0

    desk.clock.advance(seconds=1)
    assert await Process(desk, "heir").takes() == []


async def test_two_that_kill_are_both_parked(desk: Desk) -> None:
    """Who rests does not profit from what the other one does meanwhile."""
    await desk.receive(1, ANA)
    await desk.receive(2, BETO)
    parked: list[int] = []
    for life in range(9):
        await clear(desk)
        await start_alone(desk)
        process = Process(desk, str(life))
        found = await process.look()
        parked += [each.update_id for each in found.parked]
        if not found.claims:
            await process.lives_and_takes()

    assert sorted(parked) == [1, 2]


async def test_one_that_fails_without_ending_its_process_is_no_suspect_any_more(desk: Desk) -> None:
    await desk.receive(1)
    process = Process(desk, "dead")
    await process.takes()
    process.dies()
    [claim] = (await Process(desk, "heir").look()).claims

    async with desk.database.write() as uow:
        await uow.inbox.retry_later(1, claim.token, "KeyError", desk.clock())
        await uow.commit()

    assert await suspects(desk) == 0


async def test_one_that_could_not_be_tried_stays_a_suspect(desk: Desk) -> None:
    await desk.receive(1)
    process = Process(desk, "dead")
    await process.takes()
    process.dies()
    [claim] = (await Process(desk, "heir").look()).claims

    async with desk.database.write() as uow:
        await uow.inbox.retry_later(1, claim.token, "busy", desk.clock(), counted=False)
        await uow.commit()

    assert await suspects(desk) == 1


async def test_all_that_a_dead_process_held_is_found_with_the_first_lease_that_ends(
    desk: Desk, clock: ManualClock
) -> None:
    """What is left for a later look would seem to have been alone."""
    dead = Process(desk, "dead")
    await desk.receive(1, ANA)
    await dead.takes()
    clock.advance(seconds=60)
    await desk.receive(2, BETO)
    await dead.takes()
    clock.advance(seconds=31)

    [claim] = (await Process(desk, "heir").look()).claims
    async with desk.database.write() as uow:
        await uow.inbox.finish([claim], clock())
        await uow.commit()
    [other] = (await Process(desk, "heir").look()).claims

    assert [claim.suspicion, other.suspicion] == [Suspicion(1, 0), Suspicion(1, 0)]


async def test_what_a_living_process_holds_is_its_own_however_long_its_clock_says(
    desk: Desk, clock: ManualClock
) -> None:
    await desk.receive(1)
    process = Process(desk, "living")
    await process.takes()
    clock.advance(days=2)

    assert await process.look() == InboxLook()
    assert await suspects(desk) == 0


async def test_a_case_that_is_tried_again_by_hand_is_no_suspect(desk: Desk) -> None:
    await desk.receive(1)
    await dies_of(desk, "a", "b", "c")
    await Process(desk, "d").look()

    async with desk.database.write() as uow:
        assert await uow.inbox.unpark(1)
        await uow.commit()

    [claim] = (await Process(desk, "e").look()).claims
    assert (claim.suspicion, claim.attempts) == (None, 1)


async def test_the_next_one_of_its_chat_goes_on_after_a_guilty_one(desk: Desk) -> None:
    await desk.receive(1)
    await desk.receive(2)
    await dies_of(desk, "a", "b", "c")
    await desk.receive(3, BETO)

    found = await Process(desk, "heir").look()

    assert [each.update_id for each in found.parked] == [1]
    assert [claim.update_id for claim in found.claims] == [2, 3]
