"""Ordered documents are made one file at a time, again after a kill, and a failure is reported."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

import psycopg
import pytest

from bot.papers.files import TooLarge, bundled
from bot.papers.worker import WHILE_AWAY, PaperOptions, PaperWorker, fault_of
from documents.template_files import TemplateWrong
from domain.delivery.outcomes import OutboxState
from domain.evidence.messages import Amended
from domain.papers.kinds import OrderState, PaperFault, PaperKind, PaperOrder
from domain.papers.messages import PaperFile
from storage.engine import Database
from storage.paper_files import PaperStore
from storage.papers import StoredOrder
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.facts import ANA, NOW, T3, Office, a_document
from tests.hanging import HANGS
from tests.workers.inside import INSIDE, local
from usecases.papers.fill_order import MadeFile
from usecases.papers.order_paper import cancel_paper, order_paper
from usecases.papers.paper_requests import Gathered, NothingToFile, PaperRequest
from usecases.switchboard.messages import decode
from workers.calls import TaskEnd, TaskEnded

ORDER = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
Make = Callable[[], bytes]


@dataclass
class Workshop:
    """A worker with documents given by the test: contents in order, or errors."""

    office: Office
    folder: Path
    clock: ManualClock
    makes: list[Make] = field(default_factory=list)
    requests: list[PaperRequest] = field(default_factory=list)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def worker(self, options: PaperOptions | None = None) -> PaperWorker:
        return PaperWorker(
            self.office.database,
            self._gather,
            PaperRequest,
            self.store,
            INSIDE,
            now=lambda: NOW.now,
            zone=NOW.zone,
            wall=self.clock,
            sleep=self.sleep,
            options=options,
        )

    @property
    def store(self) -> PaperStore:
        return PaperStore(self.folder)

    async def ordered(self, order: PaperOrder = ORDER) -> int:
        person = await self.office.lets_in(ANA)
        await self.office.do(lambda uow: order_paper(uow, person, order, NOW))
        being_made = await self.office.do(lambda uow: uow.papers.open_of(person.actor.person_id))
        return being_made[-1].id

    async def order(self, order_id: int) -> StoredOrder:
        found = await self.office.do(lambda uow: uow.papers.get(order_id))
        assert found is not None
        return found

    async def files(self) -> list[str]:
        said = [decode(row.kind, row.data) for row in await self.office.rows()]
        return [each.filename for each in said if isinstance(each, PaperFile)]

    async def edits(self) -> int:
        said = [decode(row.kind, row.data) for row in await self.office.rows()]
        return len([each for each in said if isinstance(each, Amended)])

    async def _gather(self, uow: UnitOfWork, request: PaperRequest) -> list[Gathered]:
        self.requests.append(request)
        return [
            Gathered(f"papel-{place}", {"pdf": local(make)}) for place, make in enumerate(self.makes, start=1)
        ]


@pytest.fixture
async def workshop(memory_database: Database, tmp_path: Path) -> Workshop:
    office = Office(memory_database)
    await office.register(a_document())
    return Workshop(office, tmp_path / "documentos", ManualClock())


def gives(content: bytes = b"%PDF") -> Make:
    return lambda: content


def ends_its_worker(made: list[int], *, times: int) -> Make:
    """Return a document that crashes its worker process a number of times; `made` holds each try."""

    def make() -> bytes:
        made.append(1)
        if len(made) <= times:
            raise TaskEnded(TaskEnd.DIED, "tests:local")
        return b"%PDF"

    return make


def fails(error: Exception) -> Make:
    def make() -> bytes:
        raise error

    return make


async def test_each_document_becomes_a_file_of_its_own(workshop: Workshop) -> None:
    workshop.makes = [gives(b"one"), gives(b"two")]
    order_id = await workshop.ordered()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.made, ended.total, ended.error) == (OrderState.DONE, 2, 2, None)
    assert await workshop.files() == ["papel-1.pdf", "papel-2.pdf"]
    assert sorted(path.read_bytes() for path in workshop.folder.glob("*/*")) == [b"one", b"two"]
    assert workshop.requests[0].order == ORDER


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (NothingToFile(None), PaperFault.NOTHING),
        (TemplateWrong("informe.typ", "unknown variable"), PaperFault.TEMPLATE),
        (OSError(28, "No space left on device"), PaperFault.DISK),
        (TooLarge(), PaperFault.TOO_LARGE),
        (KeyError("x"), PaperFault.BROKEN),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Exception) else str(each),
)
async def test_what_cannot_be_made_ends_the_order_and_sends_nothing(
    workshop: Workshop, caplog: pytest.LogCaptureFixture, error: Exception, fault: PaperFault
) -> None:
    workshop.makes = [gives(), fails(error)]
    order_id = await workshop.ordered()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert ended.state is OrderState.FAILED
    assert (ended.error or "").startswith(f"{fault.value}: {type(error).__name__} {Path(__file__).name}:")
    assert await workshop.files() == []
    assert fault_of(error) is fault
    assert "x" not in caplog.text.split("error=")[1].split()[0]


async def test_without_a_document_in_that_format_there_is_nothing(workshop: Workshop) -> None:
    order_id = await workshop.ordered()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, (ended.error or "").partition(":")[0]) == (OrderState.FAILED, "nothing")


async def test_processes_that_end_while_they_have_an_order_are_no_tries_of_it(workshop: Workshop) -> None:
    workshop.makes = [gives()]
    order_id = await workshop.ordered()
    for _ in range(9):
        await workshop.office.do(lambda uow: uow.papers.claim(workshop.clock(), timedelta(0)))

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts) == (OrderState.DONE, 0)


async def test_an_order_over_which_its_own_worker_ends_three_times_is_given_up(workshop: Workshop) -> None:
    made: list[int] = []
    workshop.makes = [ends_its_worker(made, times=9)]
    order_id = await workshop.ordered()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts, len(made)) == (OrderState.FAILED, 3, 3)
    assert (ended.error or "").startswith("given_up")


async def test_a_worker_that_ended_twice_is_replaced_twice(workshop: Workshop) -> None:
    made: list[int] = []
    workshop.makes = [ends_its_worker(made, times=2)]
    order_id = await workshop.ordered()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts, len(made)) == (OrderState.DONE, 2, 3)


async def test_crashes_of_its_worker_are_counted_across_crashes_of_the_process(workshop: Workshop) -> None:
    """The process crashes right after its worker: the next one continues the count, without a fourth try."""
    made: list[int] = []
    workshop.makes = [ends_its_worker(made, times=9)]
    order_id = await workshop.ordered()
    held = await workshop.office.do(lambda uow: uow.papers.claim(workshop.clock(), timedelta(0)))
    assert held is not None
    for _ in range(2):
        await workshop.office.do(lambda uow: uow.papers.charge(held))

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts, len(made)) == (OrderState.FAILED, 3, 1)


async def test_an_order_with_three_failures_before_a_crash_is_not_begun(
    workshop: Workshop,
) -> None:
    workshop.makes = [gives()]
    order_id = await workshop.ordered()
    held = await workshop.office.do(lambda uow: uow.papers.claim(workshop.clock(), timedelta(0)))
    assert held is not None
    for _ in range(3):
        await workshop.office.do(lambda uow: uow.papers.charge(held))

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.error, workshop.requests) == (OrderState.FAILED, "given_up", [])


async def test_an_order_cancelled_while_its_worker_ended_is_tried_no_more(
    workshop: Workshop,
) -> None:
    order_id = await workshop.ordered()
    loop = asyncio.get_running_loop()
    made: list[int] = []

    def cancelled_meanwhile() -> bytes:
        made.append(1)
        cancelling = workshop.office.do(lambda uow: uow.papers.cancel(order_id, NOW.now))
        asyncio.run_coroutine_threadsafe(cancelling, loop).result(10)
        raise TaskEnded(TaskEnd.DIED, "tests:local")

    workshop.makes = [cancelled_meanwhile]

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts, made) == (OrderState.CANCELLED, 0, [1])


async def test_an_order_of_a_killed_worker_is_made_when_its_lease_is_over(workshop: Workshop) -> None:
    workshop.makes = [gives()]
    order_id = await workshop.ordered()
    await workshop.office.do(lambda uow: uow.papers.claim(workshop.clock(), timedelta(minutes=1)))

    await workshop.worker().drain()
    assert (await workshop.order(order_id)).state is OrderState.WORKING
    workshop.clock.advance(minutes=1)
    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts) == (OrderState.DONE, 0)
    assert await workshop.files() == ["papel-1.pdf"]


async def test_a_stop_ends_the_file_and_leaves_the_order_to_the_next(workshop: Workshop) -> None:
    worker = workshop.worker()
    made: list[int] = []

    def stops() -> bytes:
        made.append(1)
        worker.stop()
        return b"%PDF"

    workshop.makes = [stops, gives()]
    order_id = await workshop.ordered()

    await worker.run()

    left = await workshop.order(order_id)
    assert (left.state, left.attempts, made) == (OrderState.WAITING, 0, [1])
    workshop.makes = [gives(), gives()]
    await workshop.worker().drain()
    assert (await workshop.order(order_id)).state is OrderState.DONE


async def test_a_worker_runs_until_it_is_stopped_and_hears_of_new_orders(workshop: Workshop) -> None:
    workshop.makes = [gives()]
    worker = workshop.worker()
    running = asyncio.create_task(worker.run())
    order_id = await workshop.ordered()

    async with asyncio.timeout(HANGS):
        while (await workshop.order(order_id)).is_open:  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0)
    worker.stop()
    await running

    assert (await workshop.order(order_id)).state is OrderState.DONE


async def test_progress_is_shown_at_first_and_then_at_intervals(workshop: Workshop) -> None:
    seconds = iter((1, 1, 1, 1, 1, 1))

    def later() -> bytes:
        workshop.clock.advance(seconds=next(seconds))
        return b"%PDF"

    workshop.makes = [later] * 6
    order_id = await workshop.ordered()
    worker = workshop.worker()
    workshop.office.database.listen("outbox", lambda: rung.append(workshop.clock()))
    began, rung = workshop.clock(), list[datetime]()

    await worker.drain()

    # A waiting edit is rendered when sent, so no second one is stored beside it, only the final one.
    assert {(at - began).seconds for at in rung} == {0, 6}
    assert await workshop.edits() == 2
    assert (await workshop.order(order_id)).state is OrderState.DONE


async def test_an_edit_that_left_is_followed_by_another_after_three_seconds(workshop: Workshop) -> None:
    office, loop = workshop.office, asyncio.get_running_loop()

    async def leave() -> None:
        """Mark waiting edits as sent, as the sender does."""
        gone = outbox.update().where(outbox.c.kind == "amended").values(state=OutboxState.SENT)
        await office.do(lambda uow: uow.session.execute(gone))

    def later() -> bytes:
        asyncio.run_coroutine_threadsafe(leave(), loop).result(10)
        workshop.clock.advance(seconds=1)
        return b"%PDF"

    workshop.makes = [later] * 8
    await workshop.ordered()

    await workshop.worker().drain()

    # At 0, 3 and 6 seconds, and the end.
    assert await workshop.edits() == 4


async def test_a_lease_is_prolonged_while_one_file_takes_long(workshop: Workshop) -> None:
    held, loop = threading.Event(), asyncio.get_running_loop()
    naps: list[float] = []
    claims: list[StoredOrder | None] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)
        workshop.clock.advance(seconds=seconds)
        if len(naps) == 6:
            held.set()
            await asyncio.Event().wait()

    def slow() -> bytes:
        assert held.wait(10)
        claims.append(asyncio.run_coroutine_threadsafe(_claimed(workshop), loop).result(10))
        return b"%PDF"

    workshop.makes, workshop.sleep = [slow], nap
    order_id = await workshop.ordered()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts) == (OrderState.DONE, 0)
    assert (naps, claims) == ([30.0] * 6, [None])


async def test_a_cancelled_order_stops_after_the_file(workshop: Workshop) -> None:
    person = await workshop.office.lets_in(ANA)
    begun, held = threading.Event(), threading.Event()

    def waits() -> bytes:
        begun.set()
        assert held.wait(10)
        return b"%PDF"

    workshop.makes = [waits, fails(AssertionError("made in vain"))]
    order_id = await workshop.ordered()
    work = asyncio.create_task(workshop.worker().drain())
    await asyncio.to_thread(begun.wait, 10)

    await workshop.office.do(lambda uow: cancel_paper(uow, person, order_id, NOW))
    held.set()
    await work

    assert (await workshop.order(order_id)).state is OrderState.CANCELLED
    assert await workshop.files() == []


@pytest.mark.parametrize("when", ["before", "meanwhile"])
async def test_who_lost_the_access_gets_nothing(workshop: Workshop, when: str) -> None:
    person = await workshop.office.lets_in(ANA)

    async def revoke() -> None:
        await workshop.office.do(lambda uow: uow.people.revoke(person.actor.person_id, NOW.now))

    loop = asyncio.get_running_loop()

    def revoked() -> bytes:
        asyncio.run_coroutine_threadsafe(revoke(), loop).result(10)
        return b"%PDF"

    workshop.makes = [gives() if when == "before" else revoked]
    order_id = await workshop.ordered()
    if when == "before":
        await revoke()

    await workshop.worker().drain()

    ended = await workshop.order(order_id)
    assert (ended.state, ended.error) == (OrderState.CANCELLED, "access was lost")
    assert await workshop.files() == []


async def test_faults_of_the_database_are_no_tries(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.makes = [gives(), fails(psycopg.OperationalError("the server went away"))]
    order_id = await workshop.ordered()

    for _ in range(5):
        await workshop.worker().drain()
        left = await workshop.order(order_id)
        assert (left.state, left.attempts) == (OrderState.WAITING, 0)
        workshop.clock.advance(seconds=5)

    assert (len(workshop.requests), caplog.text.count("document not made")) == (5, 5)
    workshop.makes = [gives()]
    await workshop.worker().drain()
    ended = await workshop.order(order_id)
    assert (ended.state, ended.attempts) == (OrderState.DONE, 0)
    assert await workshop.files() == ["papel-1.pdf"]


async def test_an_order_that_the_database_fails_each_time_is_told_in_the_end(workshop: Workshop) -> None:
    """Only this document reads a damaged page: the database answers otherwise."""
    workshop.makes = [fails(psycopg.errors.DataCorrupted("bad page"))]
    order_id = await workshop.ordered()
    worker = workshop.worker(PaperOptions(returns=2))

    for _ in range(4):
        await worker.drain()
        workshop.clock.advance(seconds=5)

    ended = await workshop.order(order_id)
    assert (ended.state, len(workshop.requests)) == (OrderState.FAILED, 3)


@pytest.mark.parametrize("error", [psycopg.OperationalError("the server went away"), KeyError("x")])
async def test_a_database_that_is_away_for_longer_gets_its_order_back_later(
    sqlite_template: Path, tmp_path: Path, error: Exception
) -> None:
    """Failures that could not be recorded meanwhile do not count as tries."""
    path = tmp_path / "puntual.db"
    copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}?timeout=0.01")
    workshop = Workshop(Office(database), tmp_path / "documentos", ManualClock())
    await workshop.office.register(a_document())
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    naps: list[float] = []

    def locks() -> bytes:
        other.execute("BEGIN IMMEDIATE")
        raise error

    async def nap(seconds: float) -> None:
        if seconds != WHILE_AWAY:
            await asyncio.Event().wait()
        naps.append(seconds)
        if len(naps) == 3:
            other.execute("ROLLBACK")

    workshop.makes, workshop.sleep = [locks], nap
    order_id = await workshop.ordered()
    worker = workshop.worker()
    database.listen("papers", worker.stop)

    await worker.run()

    left = await workshop.order(order_id)
    assert (left.state, left.attempts, len(naps)) == (OrderState.WAITING, 0, 3)
    other.close()
    await database.dispose()


@pytest.mark.parametrize(
    ("order", "sizes", "names"),
    [
        (ORDER, [5, 5], ["a-1.pdf", "a-2.pdf"]),
        (ORDER, [5] * 5, ["informe-402-3T2025-1de2.zip", "informe-402-3T2025-2de2.zip"]),
        (PaperOrder(PaperKind.INFORME, T3, format="pdf"), [5, 5], ["informe-todas-3T2025.zip"]),
        (PaperOrder(PaperKind.INFORME, T3, format="pdf"), [5], ["a-1.pdf"]),
    ],
    ids=["few", "many of one UR", "of all", "one of all"],
)
async def test_several_documents_go_into_volumes_of_whole_files(
    tmp_path: Path, order: PaperOrder, sizes: list[int], names: list[str]
) -> None:
    store = PaperStore(tmp_path)
    made = [
        MadeFile(f"a-{place}.pdf", store.put(bytes([place]) * size), size)
        for place, size in enumerate(sizes, start=1)
    ]

    files = await bundled(INSIDE, store, order, made, volume=20)

    assert [file.name for file in files] == names
    assert all(len(store.get(file.sha256)) == file.size for file in files)


async def test_a_file_that_telegram_does_not_take_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    store = PaperStore(tmp_path)
    made = [MadeFile("a.zip", store.put(b"a"), 1), MadeFile("b.zip", store.put(b"bb"), 2)]

    assert await bundled(INSIDE, store, ORDER, made, largest=2) == made
    with pytest.raises(TooLarge):
        await bundled(INSIDE, store, ORDER, made, largest=1)


async def _claimed(workshop: Workshop) -> StoredOrder | None:
    return await workshop.office.do(lambda uow: uow.papers.claim(workshop.clock(), timedelta(0)))
