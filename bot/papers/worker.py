"""Makes ordered documents in the background: one file at a time, each whole or not at all."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.kit.faults import is_of_the_surroundings, where
from bot.kit.waiting import RunningTasks, Sleep, WakeSignal
from bot.papers.files import TooLarge, bundled, kept
from documents.template_files import TemplateWrong
from domain.kit.moments import Moment
from domain.papers.kinds import PAPERS, PaperFault, PaperOrder
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point
from storage.paper_files import PaperStore
from storage.papers import StoredOrder
from usecases.papers.fill_order import MadeFile, drop, give_up, hand_out, is_still_allowed, show_progress
from usecases.papers.paper_requests import Gather, Gathered, NothingToFile, PaperRequest
from workers.calls import LIMITS_MET, TaskEnded
from workers.runner import TaskRunner

log = logging.getLogger(__name__)

T = TypeVar("T")

# Seconds between two tries to put an order back while the database fails.
WHILE_AWAY = 2.0

Clock = Callable[[], datetime]
Requests = Callable[[PaperOrder, Moment], PaperRequest]


@dataclass(frozen=True)
class PaperOptions:
    """`show_every` is the least time between two edits of the progress message: Telegram limits edits.

    `pause` is how long an order waits after a database fault, `returns` how often; after that it fails.
    """

    concurrency: int = 2
    tries: int = 3
    lease: timedelta = timedelta(seconds=90)
    pause: timedelta = timedelta(seconds=5)
    returns: int = 60
    show_every: timedelta = timedelta(seconds=3)
    look_every: timedelta = timedelta(seconds=5)


class PaperWorker:
    """`now` is the product clock, `wall` the machine's. Worker processes make the files."""

    def __init__(
        self,
        database: Database,
        gather: Gather,
        request: Requests,
        files: PaperStore,
        works: TaskRunner,
        *,
        now: Clock,
        zone: ZoneInfo,
        wall: Clock,
        sleep: Sleep,
        options: PaperOptions | None = None,
        failpoints: Failpoints | None = None,
    ) -> None:
        self._database = database
        self._gather = gather
        self._request = request
        self._files = files
        self._works = works
        self._now = now
        self._zone = zone
        self._wall = wall
        self._sleep = sleep
        self._options = options or PaperOptions()
        self._failpoints = failpoints or Failpoints()
        self._signal = WakeSignal(sleep)
        self._running = RunningTasks(self._options.concurrency)
        self._shown_at: dict[int, datetime] = {}
        self._returned: Counter[int] = Counter()
        self._is_stopped = False
        database.listen("papers", self._signal.set)

    async def run(self) -> None:
        """Process orders until stopped; the file in progress is finished in any case."""
        async with self._running:
            while not self._is_stopped:
                if self._running.room <= 0:
                    await self._running.one_ended()
                elif not await self._survey():
                    await self._signal.wait(self._options.look_every.total_seconds())

    async def drain(self) -> None:
        """Process every order that is due now."""
        async with self._running:
            while await self._claim() or self._running:
                if self._running.room <= 0:
                    await self._running.one_ended()

    def stop(self) -> None:
        """Begin nothing new; an unfinished order is left to the next worker."""
        self._is_stopped = True
        self._signal.set()

    async def _survey(self) -> bool:
        try:
            return await self._claim()
        except DatabaseFailed as error:
            log.warning("orders not read error=%s", where(error))
            return False

    async def _claim(self) -> bool:
        async with self._database.write() as uow:
            order = await uow.papers.claim(self._wall(), self._options.lease)
            await uow.commit()
        if order is not None:
            self._running.begin(self._process(order))
        return order is not None

    async def _process(self, order: StoredOrder) -> None:
        try:
            if order.attempts >= self._options.tries:
                await self._end_in_vain(order, PaperFault.GIVEN_UP, "")
            else:
                await self._make(order)
        except Exception as error:  # noqa: BLE001 - one order must not end the loop: it failed, or comes back
            log.error("document not made order=%s error=%s", order.id, where(error))  # noqa: TRY400
            if is_of_the_surroundings(error) and self._returned[order.id] < self._options.returns:
                await self._leave(order)
            else:
                await self._note_failure(order, error)
        else:
            self._returned.pop(order.id, None)
        finally:
            self._shown_at.pop(order.id, None)
            self._signal.set()

    async def _make(self, order: StoredOrder) -> None:
        documents = await self._read(order)
        if documents is None:
            return
        made: list[MadeFile] = []
        for place, document in enumerate(documents):
            if not await self._may_go_on(order, place, len(documents)):
                return
            made.append(await self._write(order, document))
            await self._failpoints.reach(Point.AFTER_PAPER)
        if not await self._may_go_on(order, len(documents), len(documents)):
            return
        files = await self._charged(order, lambda: bundled(self._works, self._files, order.order, made))
        async with self._database.write() as uow:
            if await is_still_allowed(uow, order):
                is_out = await hand_out(uow, order, files, self._moment())
            else:
                is_out = await drop(uow, order, self._moment())
            await uow.commit()
        log.info(
            "order ended order=%s kind=%s files=%s sent=%s", order.id, order.order.kind, len(files), is_out
        )

    async def _read(self, order: StoredOrder) -> list[Gathered] | None:
        """Return the documents to write; None when the person who ordered has lost the right to them."""
        moment = self._moment()
        async with self._database.read() as uow:
            is_allowed = await is_still_allowed(uow, order)
            found = await self._gather(uow, self._request(order.order, moment)) if is_allowed else []
        if not is_allowed:
            async with self._database.write() as uow:
                await drop(uow, order, moment)
                await uow.commit()
            return None
        documents = [each for each in found if _format(order) in each.formats]
        if not documents:
            raise NothingToFile(None)
        return documents

    async def _may_go_on(self, order: StoredOrder, made: int, total: int) -> bool:
        """Report progress; False when the order was cancelled or taken over, or the process stops."""
        async with self._database.write() as uow:
            if self._is_stopped:
                await uow.papers.put_back(order)
                goes_on = False
            else:
                goes_on = await uow.papers.advance(order, made, total, self._wall() + self._options.lease)
                if goes_on and made < total and total > 1 and self._is_time_to_show(order):
                    await show_progress(uow, order, made, self._moment())
            await uow.commit()
        return goes_on

    def _is_time_to_show(self, order: StoredOrder) -> bool:
        wall, shown_at = self._wall(), self._shown_at.get(order.id)
        if shown_at is not None and wall - shown_at < self._options.show_every:
            return False
        self._shown_at[order.id] = wall
        return True

    async def _write(self, order: StoredOrder, document: Gathered) -> MadeFile:
        kind = _format(order)
        name, call = f"{document.stem}.{kind}", document.formats[kind]
        work = asyncio.ensure_future(self._charged(order, lambda: kept(self._works, self._files, name, call)))
        third = (self._options.lease / 3).total_seconds()
        while not work.done():
            waiting = asyncio.ensure_future(self._sleep(third))
            await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if not work.done():
                await self._keep(order)
        return work.result()

    async def _charged(self, order: StoredOrder, work: Callable[[], Awaitable[T]]) -> T:
        """Do work that may crash a worker process; each such crash is one try of the order.

        It is counted at once, in case this process crashes too. A crash of this process is not a try:
        the order did not cause it.
        """
        while True:
            try:
                return await work()
            except TaskEnded as ended:
                if ended.end in LIMITS_MET or await self._charge(order) >= self._options.tries:
                    raise

    async def _charge(self, order: StoredOrder) -> int:
        async with self._database.write() as uow:
            tries = await uow.papers.charge(order)
            await uow.commit()
        log.warning("worker crashed over a document order=%s tries=%s", order.id, tries)
        return self._options.tries if tries is None else tries

    async def _keep(self, order: StoredOrder) -> None:
        """Renew the lease while one file takes long."""
        async with self._database.write() as uow:
            await uow.papers.keep(order, self._wall() + self._options.lease)
            await uow.commit()

    async def _note_failure(self, order: StoredOrder, error: Exception) -> None:
        try:
            await self._end_in_vain(order, fault_of(error), where(error))
            self._returned.pop(order.id, None)
        except DatabaseFailed as failure:
            log.warning("failure not noted order=%s error=%s", order.id, where(failure))
            await self._leave(order)

    async def _leave(self, order: StoredOrder) -> None:
        """Put an order back without counting a try, and retry until the database answers."""
        while True:
            try:
                async with self._database.write() as uow:
                    await uow.papers.put_back(order, self._wall() + self._options.pause)
                    await uow.commit()
            except DatabaseFailed as error:
                log.warning("order not put back order=%s error=%s", order.id, where(error))
                if self._is_stopped or not is_of_the_surroundings(error):
                    return  # it is claimed again once its lease expires
                await self._sleep(WHILE_AWAY)
            else:
                self._returned[order.id] += 1
                return

    async def _end_in_vain(self, order: StoredOrder, fault: PaperFault, place: str) -> None:
        async with self._database.write() as uow:
            await give_up(uow, order, fault, place, self._moment())
            await uow.commit()

    def _moment(self) -> Moment:
        return Moment(self._now(), self._zone)


def fault_of(error: Exception) -> PaperFault:
    """Return the reason that the person who ordered is given for an error."""
    match error:
        case NothingToFile():
            return PaperFault.NOTHING
        case TemplateWrong():
            return PaperFault.TEMPLATE
        case TooLarge():
            return PaperFault.TOO_LARGE
        case OSError():
            return PaperFault.DISK
        case TaskEnded():
            return PaperFault.TOO_HEAVY if error.end in LIMITS_MET else PaperFault.GIVEN_UP
        case _:
            return PaperFault.BROKEN


def _format(order: StoredOrder) -> str:
    return order.order.format or PAPERS[order.order.kind].formats[0]
