"""Wires the parts: one database, one bot, one inbox worker, one sender, the ticks."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from app.addressing import address_of
from app.clock import MachineTime, ProductClock, sleep
from app.clock_watch import ClockWatch
from app.failpoints import failpoints_of
from app.letterhead import letterhead_of
from app.metrics import Metrics
from app.pulse import Pulse
from app.settings import Settings
from app.telegram_connection import opened_bot, telegrams_clock_of
from app.working import reading_limits_of, workers_of
from bot.capture.attachments import Attachments
from bot.delivery.connection.telegrams_clock import TelegramsClock
from bot.delivery.connection.token_watch import TokenWatch
from bot.delivery.receiving.inbox_worker import InboxWorker
from bot.delivery.receiving.ingest import Poller
from bot.delivery.receiving.poll_lease import PollLease
from bot.delivery.receiving.webhook import Webhook
from bot.delivery.sending.clock_guard import ClockGuard
from bot.delivery.sending.gateway import Gateway
from bot.delivery.sending.held_files import HeldFiles
from bot.delivery.sending.send_worker import SendingOptions
from bot.delivery.sending.sender import Sender
from bot.kit.waiting import Sleep
from bot.papers.worker import PaperWorker
from bot.status.inline import InlineAnswers
from bot.switchboard.renderer import Renderer
from bot.switchboard.router import AtOnce, Router
from domain.delivery.crashes import Pause
from domain.delivery.outcomes import OutboxRow, OutboxState, Transition
from domain.delivery.pacing import SECOND, Rate, Rates
from domain.kit.moments import Moment
from jobs.ticks import NoticeHours, Ticks
from storage.engine import Database
from storage.failpoints import Failpoints
from storage.files import FileStore
from storage.paper_files import PaperStore
from storage.queues.crashes import ParkedNow
from storage.uow import UnitOfWork
from usecases.delivery.tell_parked import ParkedMessage, tell_parked
from usecases.evidence.check_files import FileChecker
from usecases.evidence.read_file import FileReader
from usecases.papers.fill_order import note_undelivered
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import PaperRequest
from usecases.switchboard.messages import POLICIES
from workers.runner import TaskRunner

log = logging.getLogger(__name__)

TARDINESS = timedelta(milliseconds=100)
"""Allowed delay of a message while other processes send too: Telegram counts all of them."""


GRACE = 5.0
"""Seconds that files may still take when the process is told to stop."""


class Puntual:
    """The product over one database and one bot; `pause` is set while earlier crashes delay its work."""

    pause: Pause | None = None

    def __init__(
        self,
        settings: Settings,
        clock: ProductClock,
        bot: Bot,
        *,
        failpoints: Failpoints | None = None,
        rates: Rates | None = None,
        workers: TaskRunner | None = None,
        sleep: Sleep = sleep,
        telegrams: TelegramsClock | None = None,
    ) -> None:
        self.settings = settings
        self.sleep = sleep
        self.clock = clock
        self.bot = bot
        self.machine_time = MachineTime(clock.machine)
        self.pulse = Pulse(clock.machine.steady)
        self.telegrams = telegrams or telegrams_clock_of(clock)
        self.clock_watch = ClockWatch(clock, self.telegrams, self._ask_telegram)
        self.is_connected = False
        self.grace = GRACE
        self.metrics = Metrics()
        self.database = Database(settings.database)
        self.workers = workers or workers_of(settings)
        self.makers = workers or workers_of(settings)
        self.token = TokenWatch(bot, self.database, wall=clock.machine.wall, sleep=sleep)
        self.address = address_of(settings, clock, bot, self.database, self.metrics)
        self.poll_lease = PollLease(self.database, wall=self.machine_time)
        points = failpoints or failpoints_of(settings.failpoints)
        self.checker = FileChecker(self.database, FileStore(settings.evidence_dir), self.machine_time)
        self.router = self._build_router()
        self.poller = self._build_poller(points)
        self.webhook = self._build_webhook(points)
        self.worker = self._build_worker(points)
        self.sender = self._build_sender(points, rates or rates_of(settings))
        self.paper_worker = self._build_paper_worker(points)
        self.ticks = self._build_ticks(points)

    def moment(self) -> Moment:
        return Moment(self.clock_watch.now(), self.settings.zone)

    def _build_ticks(self, points: Failpoints) -> Ticks:
        settings = self.settings
        return Ticks(
            self.database,
            now=self.clock.now,
            zone=settings.zone,
            hours=NoticeHours(settings.remind_at, settings.summary_at, settings.quiet_from),
            failpoints=points,
            is_clock_wrong=self.clock_watch.is_wrong,
        )

    def _build_router(self) -> Router:
        files = FileStore(self.settings.evidence_dir)
        now, zone = self.clock_watch.now, self.settings.zone
        reader = FileReader(self.workers, self.database, self.machine_time, reading_limits_of(self.settings))
        most = self.settings.workers
        attachments = Attachments(self.bot, self.database, files, zone, reader, most=most)
        inline = InlineAnswers(self.bot, self.database, now, zone)
        return Router(self.bot, attachments, AtOnce(self._acknowledge, inline.answer), now, zone)

    def _build_poller(self, points: Failpoints) -> Poller:
        return Poller(
            self.bot,
            self.database,
            now=self.clock.now,
            wall=self.clock.machine.wall,
            sleep=sleep,
            lease=self.poll_lease,
            on_conflict=self.address.note_conflict,
            failpoints=points,
            see=self.telegrams.see,
        )

    def _build_webhook(self, points: Failpoints) -> Webhook | None:
        """Return the webhook, if set; without it the process polls."""
        if self.settings.webhook_url is None:
            return None
        return Webhook(
            self.database,
            self.settings.secret,
            now=self.clock.now,
            wall=self.clock.machine.wall,
            failpoints=points,
            see=self.telegrams.see,
        )

    def _build_worker(self, points: Failpoints) -> InboxWorker:
        return InboxWorker(
            self.database,
            self.router.handle,
            prepare=self.router.prepare,
            wall=self.machine_time,
            sleep=sleep,
            failpoints=points,
            on_handled=self.metrics.note_handled,
            on_put_back=self.router.note_put_back,
            on_parked=self._note_parked,
        )

    def _build_sender(self, points: Failpoints, rates: Rates) -> Sender:
        held = HeldFiles(self.database, self.clock.now)
        gateway = Gateway(self.bot, held, sent_at=self.telegrams.tell)
        papers = PaperStore(self.settings.papers_dir)
        return Sender(
            self.database,
            gateway,
            Renderer(
                self.database,
                self.clock_watch.now,
                self.settings.zone,
                self.settings.hours,
                works=self.workers,
                papers=papers,
                checker=self.checker,
                summary_at=self.settings.summary_at,
            ),
            now=self.clock.now,
            wall=self.machine_time,
            sleep=sleep,
            on_unreachable=self._note_unreachable,
            options=SendingOptions(
                rates=rates,
                policies=POLICIES,
                tardiness=self._tardiness(),
                guard=ClockGuard(lambda: self.clock_watch.apart is not None, self.clock_watch.true_now),
            ),
            failpoints=points,
            on_outcome=self.metrics.note_outcome,
            on_lost=self._note_lost,
            answers=gateway.answers,
        )

    def _build_paper_worker(self, points: Failpoints) -> PaperWorker:
        letterhead, files = letterhead_of(self.settings), FileStore(self.settings.evidence_dir)
        return PaperWorker(
            self.database,
            gather,
            lambda order, moment: PaperRequest(order, moment, letterhead, files=files, checker=self.checker),
            PaperStore(self.settings.papers_dir),
            self.makers,
            now=self.clock.now,
            zone=self.settings.zone,
            wall=self.machine_time,
            sleep=sleep,
            failpoints=points,
        )

    def _tardiness(self) -> timedelta | None:
        """Return the allowed delay of a message: none on SQLite, where one process sends."""
        return TARDINESS if self.database.dialect == "postgresql" else None

    async def _ask_telegram(self) -> None:
        """Make a harmless call to learn Telegram's time from its answer."""
        try:
            await self.bot.get_me()
        except TelegramError as error:
            log.info("telegram's time not known error=%s", type(error).__name__)

    async def _acknowledge(self, callback_id: str) -> None:
        """Stop the spinner of a tapped button; a failure is harmless."""
        try:
            await self.bot.answer_callback_query(callback_id)
        except TelegramError as error:
            log.info("tap not acknowledged error=%s", type(error).__name__)

    async def _note_unreachable(self, uow: UnitOfWork, chat_id: int, reason: str) -> None:
        await uow.people.mark_unreachable(chat_id, reason, self.clock.now())

    async def _note_parked(self, uow: UnitOfWork, parked: ParkedNow) -> None:
        if parked.chat_id is not None:
            sent = ParkedMessage(parked.update_id, parked.chat_id, parked.received_at)
            await tell_parked(uow, sent, self.moment())

    async def _note_lost(self, uow: UnitOfWork, row: OutboxRow, transition: Transition) -> None:
        is_in_doubt = transition.state is OutboxState.UNKNOWN
        await note_undelivered(uow, row, transition.error or "", self.moment(), is_in_doubt=is_in_doubt)


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: ProductClock,
    *,
    failpoints: Failpoints | None = None,
    rates: Rates | None = None,
    workers: TaskRunner | None = None,
    sleep: Sleep = sleep,
) -> AsyncIterator[Puntual]:
    """Build the product and close its connections at the end; only the start and the token check `sleep`."""
    made: list[Puntual] = []
    telegrams = telegrams_clock_of(clock)

    def note(method: str, code: int) -> None:
        for puntual in made:
            puntual.token.note(method, code)

    async with opened_bot(settings, note, telegrams) as bot:
        puntual = Puntual(
            settings,
            clock,
            bot,
            failpoints=failpoints,
            rates=rates,
            workers=workers,
            sleep=sleep,
            telegrams=telegrams,
        )
        made.append(puntual)
        try:
            yield puntual
        finally:
            await asyncio.gather(puntual.workers.close(), puntual.makers.close())
            await puntual.database.dispose()


def rates_of(settings: Settings) -> Rates:
    private = Rate(SECOND / settings.chat_rate, burst=Rates.private.burst)
    return Rates(Rate.per_second(settings.send_rate), private)
