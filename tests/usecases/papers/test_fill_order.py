"""The end of an order: told in its message, sent whole, and only to people with the right to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.delivery.outcomes import OutboxState
from domain.evidence.messages import Amended
from domain.kit.access import Role
from domain.kit.moments import Moment
from domain.kit.said import Said
from domain.papers.kinds import OrderState, PaperFault, PaperKind, PaperOrder
from domain.papers.messages import PaperContent, PaperFile, PaperProgress, PaperStanding
from storage.engine import Database
from storage.papers import StoredOrder
from storage.people import Person
from storage.queues.pace import outbox
from storage.queues.parked import failed_orders, retry_order
from tests.clocks import NOON
from tests.facts import ANA, NOW, T3, Office, a_document
from usecases.papers.fill_order import (
    MadeFile,
    drop,
    give_up,
    hand_out,
    is_still_allowed,
    make_again,
    note_undelivered,
)
from usecases.papers.order_paper import order_paper
from usecases.switchboard.compose import compose
from usecases.switchboard.messages import decode

ORDER = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
FILES = (MadeFile("a.pdf", "ab" * 32, 7), MadeFile("b.pdf", "cd" * 32, 8))
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_document())
    return office


@pytest.fixture
async def ana(office: Office) -> Person:
    return await office.lets_in(ANA)


@pytest.fixture
async def held(office: Office, ana: Person) -> StoredOrder:
    await office.do(lambda uow: order_paper(uow, ana, ORDER, NOW))
    order = await office.do(lambda uow: uow.papers.claim(NOON, MINUTE))
    assert order is not None
    return order


async def said(office: Office) -> list[Said]:
    return [decode(row.kind, row.data) for row in await office.rows()]


async def composed(office: Office, told: Said) -> Said | None:
    return await office.do(lambda uow: compose(uow, told, NOW))


async def test_all_files_go_out_with_the_end_of_the_order(office: Office, held: StoredOrder) -> None:
    assert await office.do(lambda uow: hand_out(uow, held, FILES, NOW))

    assert (await said(office))[1:] == [
        PaperFile(held.id, "a.pdf", "ab" * 32),
        PaperFile(held.id, "b.pdf", "cd" * 32),
        Amended(1),
    ]
    assert await composed(office, PaperProgress(held.id)) == PaperStanding(
        held.id, ORDER, OrderState.DONE, made=2
    )


async def test_of_a_cancelled_order_nothing_goes_out(office: Office, held: StoredOrder) -> None:
    await office.do(lambda uow: uow.papers.cancel(held.id, NOW.now))

    assert not await office.do(lambda uow: hand_out(uow, held, FILES, NOW))
    await office.do(lambda uow: give_up(uow, held, PaperFault.DISK, "", NOW))

    assert await said(office) == [PaperProgress(held.id)]


@pytest.mark.parametrize("where", ["", "OSError files.py:9"])
async def test_what_failed_is_told_by_its_fault(office: Office, held: StoredOrder, where: str) -> None:
    await office.do(lambda uow: give_up(uow, held, PaperFault.DISK, where, NOW))

    assert (await said(office))[1:] == [Amended(1)]
    assert await composed(office, PaperProgress(held.id)) == PaperStanding(
        held.id, ORDER, OrderState.FAILED, fault="disk"
    )
    (failed,) = await office.do(lambda uow: failed_orders(uow.session, NOW.now))
    assert failed.error == (f"disk: {where}" if where else "disk")


async def test_an_order_that_is_tried_again_by_hand_ends_as_if_for_the_first_time(
    office: Office, held: StoredOrder
) -> None:
    await office.do(lambda uow: give_up(uow, held, PaperFault.DISK, "", NOW))

    await office.do(lambda uow: retry_order(uow, held.id))
    again = await office.do(lambda uow: uow.papers.claim(NOON, MINUTE))
    assert again is not None
    assert await office.do(lambda uow: hand_out(uow, again, FILES[:1], NOW))

    assert (await said(office))[1:] == [Amended(1), PaperFile(held.id, "a.pdf", "ab" * 32), Amended(1)]
    assert await composed(office, PaperProgress(held.id)) == PaperStanding(
        held.id, ORDER, OrderState.DONE, made=1
    )


async def test_an_order_without_a_message_ends_silently(office: Office, held: StoredOrder) -> None:
    await office.do(lambda uow: uow.papers.shown_by(held.id, None))
    again = await office.do(lambda uow: uow.papers.get(held.id))
    assert again is not None

    assert await office.do(lambda uow: hand_out(uow, again, FILES[:1], NOW))

    assert [type(each) for each in await said(office)] == [PaperProgress, PaperFile]


async def test_a_file_is_sent_by_what_telegram_calls_it(office: Office, held: StoredOrder) -> None:
    file = PaperFile(held.id, "a.pdf", "ab" * 32)
    assert await composed(office, file) == PaperContent(ORDER, "a.pdf", "ab" * 32)

    await office.do(lambda uow: uow.sent_files.remember("ab" * 32, "BQAC", 7, NOW.now))

    assert await composed(office, file) == PaperContent(ORDER, "a.pdf", "ab" * 32, "BQAC")


async def made_again(office: Office, order: StoredOrder) -> StoredOrder:
    """Find that a file of an order is gone, and take it up again."""
    await office.do(lambda uow: make_again(uow, order.id, NOW))
    again = await office.do(lambda uow: uow.papers.claim(NOON, MINUTE))
    assert again is not None
    return again


async def test_an_order_whose_file_is_gone_is_made_again_and_says_so(
    office: Office, held: StoredOrder
) -> None:
    await office.do(lambda uow: hand_out(uow, held, FILES, NOW))

    again = await made_again(office, held)
    assert (again.id, again.attempts, again.ended_at) == (held.id, 1, None)
    assert await office.do(lambda uow: hand_out(uow, again, FILES, NOW))

    *_, second, third, ended = await office.rows()
    assert [row.state for row in await office.rows() if row.kind == "paper_file"] == [
        *(OutboxState.CANCELLED, OutboxState.CANCELLED, OutboxState.PENDING, OutboxState.PENDING),
    ]
    assert [decode(row.kind, row.data) for row in (second, third, ended)] == [
        PaperFile(held.id, "a.pdf", "ab" * 32),
        PaperFile(held.id, "b.pdf", "cd" * 32),
        Amended(1),
    ]


async def test_what_has_left_of_an_order_that_is_made_again_leaves_once(
    office: Office, held: StoredOrder
) -> None:
    await office.do(lambda uow: hand_out(uow, held, FILES, NOW))
    first = outbox.update().where(outbox.c.key == f"paper:{held.id}:file:0")
    await office.do(lambda uow: uow.session.execute(first.values(state=OutboxState.SENT)))

    again = await made_again(office, held)
    await office.do(lambda uow: hand_out(uow, again, FILES, NOW))

    waiting = [row for row in await office.rows() if row.kind == "paper_file"][2:]
    assert [decode(row.kind, row.data) for row in waiting] == [PaperFile(held.id, "b.pdf", "cd" * 32)]


async def test_a_file_that_is_gone_is_taken_from_who_is_about_to_send_it(
    office: Office, held: StoredOrder
) -> None:
    await office.do(lambda uow: hand_out(uow, held, FILES[:1], NOW))
    claimed = outbox.update().where(outbox.c.kind == "paper_file")
    taken = {"state": OutboxState.CLAIMED, "claim_token": "it", "claimed_until": NOON + MINUTE}
    await office.do(lambda uow: uow.session.execute(claimed.values(**taken)))

    await office.do(lambda uow: make_again(uow, held.id, NOW))

    (row,) = [row for row in await office.rows() if row.kind == "paper_file"]
    assert (row.state, row.error) == (OutboxState.CANCELLED, "its file is gone")


async def test_an_order_that_is_not_done_is_not_made_again(office: Office, held: StoredOrder) -> None:
    await office.do(lambda uow: make_again(uow, held.id, NOW))

    assert await said(office) == [PaperProgress(held.id)]
    assert await office.do(lambda uow: uow.papers.get(held.id)) == held


async def test_a_file_that_is_refused_for_good_is_told_once(office: Office, held: StoredOrder) -> None:
    await office.do(lambda uow: hand_out(uow, held, FILES, NOW))
    rows = await office.rows()

    for row in rows:
        await office.do(lambda uow, row=row: note_undelivered(uow, row, "BadRequest: no", NOW))  # type: ignore[misc]

    assert (await said(office))[len(rows) :] == [Amended(1), PaperProgress(held.id)]
    assert await composed(office, PaperProgress(held.id)) == PaperStanding(
        held.id, ORDER, OrderState.FAILED, made=2, fault="undelivered"
    )
    (failed,) = await office.do(lambda uow: failed_orders(uow.session, NOW.now))
    assert failed.error == "undelivered: BadRequest: no"


async def test_a_file_that_is_refused_again_after_a_try_by_hand_is_told_again(
    office: Office, held: StoredOrder
) -> None:
    async def is_refused(order: StoredOrder, moment: Moment) -> None:
        await office.do(lambda uow: hand_out(uow, order, FILES[:1], moment))
        file = [row for row in await office.rows() if row.kind == "paper_file"][-1]
        await office.do(lambda uow: note_undelivered(uow, file, "BadRequest: no", moment))

    await is_refused(held, NOW)
    await office.do(lambda uow: retry_order(uow, held.id))
    again = await office.do(lambda uow: uow.papers.claim(NOON, MINUTE))
    assert again is not None
    await is_refused(again, replace(NOW, now=NOW.now + MINUTE))

    ordered, *told = [each for each in await said(office) if isinstance(each, PaperProgress)]
    assert told == [ordered, ordered]


async def test_who_lost_the_role_or_the_access_gets_neither_word_nor_file(
    office: Office, ana: Person, held: StoredOrder
) -> None:
    await office.do(lambda uow: uow.people.revoke(ana.actor.person_id, NOW.now))

    assert not await office.do(lambda uow: is_still_allowed(uow, held))
    assert not await office.do(lambda uow: drop(uow, held, NOW))
    for told in (PaperProgress(held.id), PaperFile(held.id, "a.pdf", "ab" * 32)):
        assert await composed(office, told) is None
    await office.lets_in(ANA, Role.ENLACE, "504")
    assert await composed(office, PaperProgress(held.id)) is None


async def test_of_an_order_that_is_forgotten_nothing_is_said(office: Office) -> None:
    assert await composed(office, PaperProgress(99)) is None
