"""The outbox: once by key, in order within a chat, one sender at a time."""

import asyncio
from datetime import timedelta

import pytest

from domain.delivery.outcomes import (
    Ambiguous,
    Delivered,
    Migrated,
    NothingToDo,
    NotSent,
    OutboxState,
    PermanentlyRefused,
    Priority,
)
from domain.delivery.pacing import Room
from storage.engine import Database
from tests.clocks import NOON, ManualClock
from tests.deliveries import ANA, BETO, LEASE, Desk, LookAgain, a_message


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return Desk(database, clock)


async def test_a_key_is_stored_once(desk: Desk) -> None:
    first = await desk.add(a_message(key="reminder:2025T3:402:-3"))
    second = await desk.add(a_message(key="reminder:2025T3:402:-3"))

    assert (first, second) == (1, None)
    async with desk.database.read() as uow:
        stored = await uow.outbox.get_by_key("reminder:2025T3:402:-3")
        assert stored is not None
        assert stored.id == 1
        assert await uow.outbox.get_by_key("another") is None


async def test_messages_without_a_key_are_all_stored(desk: Desk) -> None:
    assert [await desk.add(a_message()), await desk.add(a_message())] == [1, 2]


async def test_a_message_keeps_what_it_was_given(desk: Desk) -> None:
    data = {"goal": "25.0", "name": "Componente «7»", "missing": [1, None, True]}
    outbox_id = await desk.add(a_message(data=data, person_id=9, expires_at=NOON + LEASE))

    claim = await desk.claim()

    assert (claim.row.id, claim.row.data, claim.row.person_id) == (outbox_id, data, 9)
    assert (claim.row.created_at, claim.row.expires_at) == (NOON, NOON + LEASE)


async def test_the_code_of_an_invitation_is_blotted_out_once_it_is_sent(desk: Desk) -> None:
    outbox_id = await desk.add(a_message(kind="invitation_link", data={"name": "Ana", "code": "s3cr3t"}))
    assert outbox_id is not None
    claim = await desk.claim()
    await desk.finish(claim, NotSent("no network"))
    assert (await desk.row(outbox_id)).data["code"] == "s3cr3t"

    desk.clock.advance(hours=1)
    await desk.finish(await desk.claim(), Delivered(7))

    assert (await desk.row(outbox_id)).data == {"name": "Ana", "code": ""}


async def test_a_chat_gets_its_messages_in_order(desk: Desk) -> None:
    for key in "abc":
        await desk.add(a_message(key=key))

    claims = [await desk.send(Delivered(n)) for n in range(3)]

    assert [claim.row.key for claim in claims] == ["a", "b", "c"]


async def test_a_chat_has_one_message_in_the_air(desk: Desk) -> None:
    await desk.add(a_message())
    await desk.add(a_message())
    claim = await desk.claim()

    assert await desk.look() == LookAgain(None)
    await desk.mark(claim)
    assert await desk.look() == LookAgain(None)
    await desk.finish(claim, Delivered(1))

    assert (await desk.claim()).row.id == 2


async def test_answers_go_before_bulk(desk: Desk) -> None:
    await desk.add(a_message(ANA, key="bulk", priority=Priority.BULK))
    await desk.add(a_message(BETO, key="bulk of another", priority=Priority.BULK))
    await desk.add(a_message(BETO, key="answer", priority=Priority.ANSWER))

    order = [(await desk.send(Delivered(1))).row.key for _ in range(3)]

    assert order == ["answer", "bulk", "bulk of another"]


async def test_a_message_waits_for_its_time_and_holds_up_nobody(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message(key="at eight", not_before=NOON + timedelta(hours=14)))
    await desk.add(a_message(key="now"))

    assert (await desk.send(Delivered(1))).row.key == "now"
    assert await desk.look() == LookAgain(None)
    clock.advance(hours=14)

    assert (await desk.claim()).row.key == "at eight"


async def test_an_expired_message_is_never_sent(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message(expires_at=NOON + LEASE))
    clock.advance(seconds=LEASE.total_seconds())

    assert await desk.look() == LookAgain(None)
    await desk.reap()

    row = await desk.row(1)
    assert (row.state, row.error) == (OutboxState.CANCELLED, "expired")


async def test_a_failed_message_keeps_its_place(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message(key="first"))
    await desk.add(a_message(key="second"))
    await desk.send(NotSent("no line"))

    assert await desk.look() == LookAgain(NOON + timedelta(seconds=2))
    clock.advance(seconds=2)

    assert (await desk.claim()).row.key == "first"


async def test_an_answer_does_not_wait_for_a_failed_reminder(desk: Desk) -> None:
    await desk.add(a_message(key="reminder", priority=Priority.BULK))
    await desk.send(NotSent("no line"))
    await desk.add(a_message(key="answer"))

    assert (await desk.claim()).row.key == "answer"


async def test_a_sent_message_can_be_found_for_its_edit(desk: Desk) -> None:
    await desk.add(a_message())
    async with desk.database.read() as uow:
        assert await uow.outbox.get(2) is None
    assert (await desk.row(1)).message_id is None

    await desk.send(Delivered(7001))

    row = await desk.row(1)
    assert (row.message_id, row.sent_at) == (7001, NOON)


async def test_an_edit_is_claimed_with_the_message_it_is_about(desk: Desk) -> None:
    question = await desk.add(a_message(data={"n": 1}))
    await desk.add(a_message(kind="answered", data={"outbox_id": question}))
    await desk.add(a_message(BETO, kind="answered", data={"outbox_id": 99}))
    await desk.send(Delivered(704))

    edit, about_nothing = (await desk.look_for(Room(places=9, answers=9))).claims

    assert edit.row.about == await desk.row(1)
    assert edit.row.about is not None
    assert (edit.row.about.data, edit.row.about.message_id) == ({"n": 1}, 704)
    assert about_nothing.row.about is None


async def test_a_tapped_message_leads_back_to_its_row(desk: Desk) -> None:
    await desk.add(a_message(ANA))
    await desk.add(a_message(BETO))
    await desk.send(Delivered(7001))
    await desk.send(Delivered(7001))

    async with desk.database.read() as uow:
        found = await uow.outbox.get_by_message(BETO, 7001)
        assert found is not None
        assert found.id == 2
        assert await uow.outbox.get_by_message(BETO, 7002) is None


async def test_a_sender_that_lost_its_claim_changes_nothing(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message())
    zombie = await desk.claim()
    clock.advance(seconds=LEASE.total_seconds())
    await desk.reap()
    heir = await desk.claim()

    assert not await desk.mark(zombie)
    assert not await desk.finish(zombie, PermanentlyRefused("blocked"))
    assert await desk.mark(heir)
    assert not await desk.mark(heir)
    assert await desk.finish(heir, Delivered(1))
    assert not await desk.finish(heir, Ambiguous("twice"))
    assert (await desk.row(1)).state is OutboxState.SENT


async def test_a_claim_whose_holder_died_unsent_is_free_and_costs_nothing(
    desk: Desk, clock: ManualClock
) -> None:
    await desk.add(a_message(kind="saved"))
    await desk.claim()
    clock.advance(seconds=LEASE.total_seconds())

    assert await desk.reap() == 1

    row = (await desk.claim()).row
    assert (row.attempts, row.ambiguous) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "state"), [("reminder", OutboxState.PENDING), ("saved", OutboxState.UNKNOWN)]
)
async def test_a_half_sent_message_goes_by_the_policy_of_its_kind(
    desk: Desk, clock: ManualClock, kind: str, state: OutboxState
) -> None:
    await desk.add(a_message(kind=kind))
    await desk.mark(await desk.claim())
    clock.advance(seconds=LEASE.total_seconds())

    await desk.reap()

    assert (await desk.row(1)).state is state


async def test_marking_begins_a_fresh_lease(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message())
    claim = await desk.claim()
    clock.advance(seconds=60)
    await desk.mark(claim)
    clock.advance(seconds=60)

    assert await desk.reap() == 0


async def test_a_lease_that_lives_or_is_spared_is_left_alone(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message())
    await desk.mark(await desk.claim())

    assert await desk.reap() == 0
    clock.advance(hours=1)

    assert await desk.reap(spare={1}) == 0


async def test_a_migrated_group_moves_all_that_waits(desk: Desk) -> None:
    for chat_id in (-5, -5, BETO):
        await desk.add(a_message(chat_id))

    await desk.send(Migrated(-1005))

    assert [row.chat_id for row in await desk.rows()] == [-1005, -1005, BETO]


async def test_what_waits_can_be_withdrawn(desk: Desk) -> None:
    await desk.add(a_message(key="a"))
    await desk.add(a_message(key="b"))
    await desk.add(a_message(BETO, key="c"))
    await desk.claim()

    async with desk.database.write() as uow:
        assert not await uow.outbox.cancel("a", "handed in")
        assert await uow.outbox.cancel("b", "handed in")
        assert await uow.outbox.cancel_chat(BETO, "left") == 1
        await uow.commit()

    row = await desk.row(2)
    assert (row.state, row.error) == (OutboxState.CANCELLED, "handed in")


async def test_the_doctor_sees_what_needs_a_person(desk: Desk) -> None:
    for kind in ("saved", "reminder", "reminder"):
        await desk.add(a_message(kind=kind))
    await desk.send(Ambiguous("no answer"))
    await desk.send(PermanentlyRefused("chat not found"))
    await desk.send(NothingToDo())

    async with desk.database.read() as uow:
        assert [row.id for row in await uow.outbox.in_state(OutboxState.UNKNOWN)] == [1]
        assert [row.error for row in await uow.outbox.in_state(OutboxState.DEAD)] == ["chat not found"]
        assert await uow.outbox.counts() == {
            OutboxState.UNKNOWN: 1,
            OutboxState.DEAD: 1,
            OutboxState.CANCELLED: 1,
        }


async def test_senders_at_the_same_time_never_share_a_message(database_url: str, clock: ManualClock) -> None:
    """Two processes, five tasks each, four chats."""
    databases = [Database(database_url), Database(database_url)]
    desks = [Desk(database, clock) for database in databases]
    for n in range(40):
        await desks[0].add(a_message(chat_id=n % 4 + 1))
    order: list[int] = []

    async def work(desk: Desk) -> None:
        while len(order) < 40:
            found = await desk.look()
            if not isinstance(found, LookAgain):
                order.append(found.row.id)
                assert await desk.mark(found)
                assert await desk.finish(found, Delivered(1))

    await asyncio.gather(*(work(desk) for desk in desks for _ in range(5)))

    assert sorted(order) == list(range(1, 41))
    for chat in range(4):
        in_chat = [n for n in order if n % 4 == chat]
        assert in_chat == sorted(in_chat)
    for database in databases:
        await database.dispose()


async def test_a_batch_takes_one_of_each_chat_answers_first(desk: Desk) -> None:
    for chat_id in (1, 2, 2, 3):
        await desk.add(a_message(chat_id, priority=Priority.BULK))
    for chat_id in (4, 3):
        await desk.add(a_message(chat_id))

    batch = await desk.look_for(Room(places=9, answers=9, bulk=9))

    assert [claim.row.chat_id for claim in batch.claims] == [4, 3, 1, 2]


@pytest.mark.parametrize(
    ("room", "kinds"),
    [
        (Room(places=3, answers=9, bulk=9), ["answer"] * 3),
        (Room(places=9, answers=2, bulk=1), ["answer"] * 2 + ["bulk"]),
        (Room(places=9, answers=0, bulk=2), ["bulk"] * 2),
        (Room(places=9, answers=0, bulk=0), []),
    ],
)
async def test_a_batch_is_no_larger_than_its_room(desk: Desk, room: Room, kinds: list[str]) -> None:
    for n in range(4):
        await desk.add(a_message(n + 1, kind="bulk", priority=Priority.BULK))
        await desk.add(a_message(n + 11, kind="answer"))

    assert [claim.row.kind for claim in (await desk.look_for(room)).claims] == kinds


async def test_many_outcomes_are_recorded_at_once_and_a_zombie_is_told(desk: Desk) -> None:
    for chat_id in (1, 2, 3):
        await desk.add(a_message(chat_id))
    zombie, *others = (await desk.look_for(Room(places=9, answers=9))).claims
    await desk.finish(zombie, Delivered(1))
    endings = [desk.ending(claim, Delivered(2)) for claim in (zombie, *others)]

    async with desk.database.write() as uow:
        finished = await uow.outbox.finish(endings, NOON)
        await uow.commit()

    assert finished == {(claim.row.id, claim.token) for claim in others}
    assert [row.message_id for row in await desk.rows()] == [1, 2, 2]


async def test_what_waits_can_be_reworded_before_it_leaves(desk: Desk) -> None:
    outbox_id = await desk.add(a_message(ANA))
    assert outbox_id is not None

    async with desk.database.write() as uow:
        assert await uow.outbox.reword(outbox_id, {"said": "más"})
        await uow.commit()

    assert (await desk.claim()).row.data == {"said": "más"}


async def test_what_is_on_its_way_is_reworded_for_later_and_needs_an_edit(desk: Desk) -> None:
    outbox_id = await desk.add(a_message(ANA))
    assert outbox_id is not None
    await desk.claim()

    async with desk.database.write() as uow:
        assert not await uow.outbox.reword(outbox_id, {"said": "más"})
        stored = await uow.outbox.get(outbox_id)
        await uow.commit()

    assert stored is not None
    assert stored.data == {"said": "más"}


@pytest.mark.parametrize(
    ("chat_id", "prefix", "waits"),
    [
        pytest.param(ANA, "amended:1:", True, id="its chat and key"),
        pytest.param(BETO, "amended:1:", False, id="another chat"),
        pytest.param(ANA, "amended:11", False, id="another key"),
        pytest.param(ANA, "amended:%", False, id="a sign of the database"),
    ],
)
async def test_a_message_that_waits_is_known_by_its_key(
    desk: Desk, chat_id: int, prefix: str, *, waits: bool
) -> None:
    await desk.add(a_message(ANA, key="amended:1:3"))

    async with desk.database.write() as uow:
        assert (await uow.outbox.held(chat_id, prefix) is not None) is waits
        await uow.commit()


async def test_a_message_that_left_does_not_wait(desk: Desk) -> None:
    await desk.add(a_message(ANA, key="amended:1:3"))
    await desk.claim()

    async with desk.database.write() as uow:
        assert await uow.outbox.held(ANA, "amended:1:") is None
        await uow.commit()


async def test_a_message_is_held_until_the_commit_only_while_it_waits(desk: Desk) -> None:
    added = await desk.add(a_message(ANA))
    assert added is not None

    async with desk.database.write() as uow:
        assert await uow.outbox.hold(added)
        await uow.commit()
    await desk.claim()
    async with desk.database.write() as uow:
        assert not await uow.outbox.hold(added)


async def test_when_a_kind_of_message_was_last_said_to_a_chat_is_known(desk: Desk) -> None:
    await desk.add(a_message(kind="too_fast"))
    desk.clock.at += LEASE
    await desk.add(a_message(kind="too_fast"))
    await desk.add(a_message(kind="saved"))
    await desk.add(a_message(kind="too_fast", chat_id=BETO))

    async with desk.database.read() as uow:
        assert await uow.outbox.last_said_at(ANA, "too_fast") == NOON + LEASE
        assert await uow.outbox.last_said_at(ANA, "stranger") is None
