"""`puntual parked`: parked updates, messages and documents are retried or dismissed."""

from datetime import timedelta
from functools import partial

import pytest

from app.clock import wall
from domain.delivery.outcomes import (
    Ambiguous,
    Delivered,
    Ending,
    InboxState,
    OutboxState,
    Outcome,
    PermanentlyRefused,
    decide,
)
from domain.delivery.pacing import Room
from domain.delivery.retries import RetryPolicy
from domain.papers.kinds import OrderState
from storage.queues.pace import outbox, pace
from storage.queues.parked import prune
from storage.uow import UnitOfWork
from tests.app.conftest import Types
from tests.app.test_doctor_command import fail_order
from tests.deliveries import UNPACED, a_message
from tests.facts import ANA, NOW, Office, a_mir
from tests.read_back import claim_next

LEASE = timedelta(seconds=90)
REFUSED = PermanentlyRefused("chat not found")
IN_DOUBT = Ambiguous("no answer")


async def park(uow: UnitOfWork) -> None:
    await uow.inbox.add(7, ANA, "{}", NOW.now)
    claim = await claim_next(uow, NOW.now, LEASE)
    assert claim is not None
    await uow.inbox.retry_later(7, claim.token, "KeyError", NOW.now, max_attempts=0)


async def send(uow: UnitOfWork, outcome: Outcome) -> None:
    now = NOW.now
    await uow.outbox.add(a_message(ANA), now)
    batch = await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=UNPACED, room=Room())
    [claim] = batch.claims
    transition = decide(claim.row, outcome, RetryPolicy(), now)
    await uow.outbox.finish([Ending(claim, transition, now)], now)


@pytest.fixture
async def troubled(office: Office) -> Office:
    """A parked update, a refused notice and one in doubt."""
    await office.do(park)
    await office.do(lambda uow: send(uow, REFUSED))
    await office.do(lambda uow: send(uow, IN_DOUBT))
    return office


async def states(office: Office) -> dict[int, OutboxState]:
    rows = await office.do(lambda uow: uow.session.execute(outbox.select().order_by(outbox.c.id)))
    return {row.id: row.state for row in rows}


async def test_where_nothing_is_parked_it_says_so(office: Office, types: Types) -> None:
    told = await types("parked")

    assert (told.code, told.out) == (0, "No hay nada apartado.\n")


async def test_the_list_names_each_case_and_its_fault(troubled: Office, types: Types) -> None:
    told = await types("parked")

    assert [line.split("  ")[0] for line in told.out.splitlines()] == ["m7", "e1", "e2"]
    assert "mensaje recibido sin poder atender: KeyError" in told.out
    assert "envío rechazado (reminder): chat not found" in told.out
    assert "envío sin saber si llegó (reminder): no answer" in told.out


async def test_a_case_is_tried_again(troubled: Office, types: Types) -> None:
    told = await types("parked", "retry", "m7")
    also = await types("parked", "retry", "e1")

    assert told.out == "m7: se atenderá de nuevo.\n"
    assert also.out == "e1: se enviará de nuevo.\n"
    assert await states(troubled) == {1: OutboxState.PENDING, 2: OutboxState.UNKNOWN}
    assert (await troubled.do(lambda uow: uow.inbox.counts())) == {InboxState.NEW: 1}


async def test_trying_a_notice_in_doubt_again_says_what_that_may_do(troubled: Office, types: Types) -> None:
    told = await types("parked", "retry", "e2")

    assert "puede llegar dos veces" in told.out
    assert (await states(troubled))[2] is OutboxState.PENDING


async def test_retrying_all_leaves_out_messages_in_doubt(troubled: Office, types: Types) -> None:
    told = await types("parked", "retry", "all")

    assert told.out.splitlines()[:2] == ["m7: se atenderá de nuevo.", "e1: se enviará de nuevo."]
    assert told.out.splitlines()[2].endswith("Si aun así: puntual parked retry e2")
    assert await states(troubled) == {1: OutboxState.PENDING, 2: OutboxState.UNKNOWN}


async def test_what_was_noted_is_counted_no_more(troubled: Office, types: Types) -> None:
    await types("parked", "dismiss", "all")

    assert (await types("parked")).out == "No hay nada apartado.\n"
    assert set((await states(troubled)).values()) == {OutboxState.CANCELLED}
    assert "sin poder atender" in (await types("doctor")).out
    assert "0 envíos rechazados" in (await types("doctor")).out


@pytest.fixture
async def unmade(office: Office) -> Office:
    """A document that failed on a disk fault, and one without content."""
    await office.register(a_mir())
    await office.lets_in(ANA)
    for error in ("disk: OSError", "nothing"):
        await office.do(partial(fail_order, ended_at=wall(), error=error))
    return office


async def test_a_document_that_could_not_be_made_is_listed(unmade: Office, types: Types) -> None:
    told = await types("parked")

    assert [line.split("  ")[0] for line in told.out.splitlines()] == ["d1"]
    assert "documento sin hacer (informe) para la persona 1: disk: OSError" in told.out


async def test_a_document_is_made_again_from_the_beginning(unmade: Office, types: Types) -> None:
    told = await types("parked", "retry", "d1")

    assert told.out == "d1: se hará de nuevo.\n"
    [waiting] = await unmade.do(lambda uow: uow.papers.open_of(1))
    assert (waiting.id, waiting.state, waiting.attempts) == (1, OrderState.WAITING, 0)
    assert (waiting.error, waiting.ended_at) == (None, None)
    assert (await types("parked")).out == "No hay nada apartado.\n"


async def test_a_document_that_was_noted_is_counted_no_more(unmade: Office, types: Types) -> None:
    told = await types("parked", "dismiss", "all")

    assert told.out == "d1: visto; ya no se cuenta.\n"
    order = await unmade.do(lambda uow: uow.papers.get(1))
    assert order is not None
    assert (order.state, order.error) == (OrderState.CANCELLED, "disk: OSError")
    assert "0 documentos que no se pudieron hacer" in (await types("doctor")).out


@pytest.mark.parametrize("words", [("retry", "e99"), ("dismiss", "7"), ("retry", "d1")])
async def test_a_case_that_is_not_there_is_refused(
    troubled: Office, types: Types, words: tuple[str, str]
) -> None:
    told = await types("parked", *words)

    assert (told.code, told.out) == (1, "")
    assert f"«{words[1]}» no está apartado" in told.err


async def test_what_to_do_needs_a_case(office: Office, types: Types) -> None:
    told = await types("parked", "retry")

    assert (told.code, told.err) == (1, "Diga cuál, o «all» para todo: puntual parked retry ID\n")


async def test_all_of_nothing_is_nothing(office: Office, types: Types) -> None:
    assert (await types("parked", "dismiss", "all")).code == 0


async def test_what_ended_long_ago_is_deleted_and_what_nobody_looked_at_stays(troubled: Office) -> None:
    await troubled.do(lambda uow: send(uow, Delivered(1)))
    later = NOW.now + timedelta(days=400)

    kept = await troubled.do(lambda uow: prune(uow, NOW.now, NOW.now))
    deleted = await troubled.do(lambda uow: prune(uow, later, wall()))

    assert (kept, deleted) == (0, 1)
    assert set((await states(troubled)).values()) == {OutboxState.DEAD, OutboxState.UNKNOWN}
    keys = await troubled.do(lambda uow: uow.session.scalars(pace.select().with_only_columns(pace.c.key)))
    assert list(keys) == ["global"]
