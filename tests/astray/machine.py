"""A municipality whose machine has a clock of its own, beside the true time that Telegram has."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.clock import ProductClock
from app.clock_watch import ClockWatch
from bot.delivery.connection.telegrams_clock import TelegramsClock
from bot.delivery.sending.clock_guard import ClockGuard
from bot.delivery.sending.send_worker import SendingOptions
from bot.delivery.sending.sender import Sender
from bot.switchboard.renderer import Renderer
from domain.delivery.outcomes import Delivered, Outcome
from domain.delivery.pacing import Rate, Rates
from domain.kit.access import Role
from domain.kit.clocks import is_apart
from domain.kit.moments import Moment
from domain.people.messages import UnitList
from domain.reminders.hours import WorkingHours
from jobs.ticks import NoticeHours, Ticks, tick_by_name
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.facts import ANA, BETO, OAXACA, Office, a_mir, local
from tests.workers.inside import INSIDE
from texts.kit.rendering import Message, Rendered
from usecases.kit.say import answer

HOURS = NoticeHours(remind_at=time(9), summary_at=time(8))
UNPACED = Rates(*[Rate(timedelta(0))] * 3)
RUNG_DAYS = (date(2025, 9, 15), date(2025, 9, 23), date(2025, 9, 25), date(2025, 9, 29), date(2025, 9, 30))
"""Ten, five, three business days, one and none before the close of 3T2025: an enlace is reminded."""


@dataclass(frozen=True)
class Heard:
    """What somebody read, when it was in truth, and whether the machine's clock was wrong then."""

    chat_id: int
    text: str
    at: datetime
    was_wrong: bool

    @property
    def day(self) -> date:
        return self.at.astimezone(OAXACA).date()


class Telegram:
    """Takes every message at the true time, which it tells with each answer unless it never does."""

    def __init__(self, true: ManualClock, machine: ManualClock, *, says_the_time: bool) -> None:
        self.true = true
        self.machine = machine
        self.says_the_time = says_the_time
        self.clock: TelegramsClock | None = None
        self.heard: list[Heard] = []

    async def send(self, chat_id: int, rendered: Rendered) -> Outcome:
        assert isinstance(rendered, Message)
        assert self.clock is not None
        was_wrong = is_apart(self.machine() - self.true())
        self.heard.append(Heard(chat_id, rendered.html, self.true(), was_wrong))
        self.clock.tell(self.true())  # a message that was taken is dated in any case
        return Delivered(len(self.heard))

    async def ask(self) -> None:
        if self.says_the_time and self.clock is not None:
            self.clock.tell(self.true())


class Astray:
    """One process after another on a machine whose clock is stepped; Ana owes, Beto reads the summaries."""

    def __init__(self, database: Database, at: Moment, *, says_the_time: bool = True) -> None:
        self.office = Office(database)
        self.true = ManualClock(at.now)
        self.machine = ManualClock(at.now)
        self.telegram = Telegram(self.true, self.machine, says_the_time=says_the_time)
        self.restart()

    async def moves_in(self) -> None:
        await self.office.register(a_mir())
        await self.office.lets_in(ANA)
        await self.office.lets_in(BETO, Role.IMPLAN, None)

    def restart(self) -> None:
        """Begin a process that knows nothing of the time yet."""
        database, self.clock = self.office.database, ProductClock(machine=self.machine.machine)
        heard = TelegramsClock(wall=self.machine, steady=self.machine.steady)
        self.telegram.clock = heard
        self.watch = ClockWatch(self.clock, heard, self.telegram.ask)
        guard = ClockGuard(lambda: self.watch.apart is not None, self.watch.true_now)
        self.ticks = Ticks(
            database, now=self.clock.now, zone=OAXACA, hours=HOURS, is_clock_wrong=self.watch.is_wrong
        )
        self.sender = Sender(
            database,
            self.telegram,
            Renderer(database, self.clock.now, OAXACA, WorkingHours.between(time(9)), works=INSIDE),
            now=self.clock.now,
            wall=self.machine,
            sleep=self.machine.sleep,
            on_unreachable=_unexpected,
            options=SendingOptions(rates=UNPACED, guard=guard),
        )

    @property
    def today(self) -> date:
        return self.true().astimezone(OAXACA).date()

    def passes(self, **parts: float) -> None:
        self.true.advance(**parts)
        self.machine.advance(**parts)

    def is_put_right(self) -> None:
        self.machine.at = self.true.at

    def goes_to(self, day: date, hour: int, minute: int = 0) -> None:
        """Let true time pass until then."""
        self.passes(seconds=(local(day, hour, minute).now - self.true()).total_seconds())

    async def ticks_once(self) -> list[Heard]:
        """Plan and send all that is due; return what was heard."""
        before = len(self.telegram.heard)
        for tick in tick_by_name(self.ticks).values():
            await tick()
        await self.sender.drain(timedelta(0))
        return self.telegram.heard[before:]

    async def answers(self, chat_id: int = ANA) -> list[Heard]:
        """Have somebody answered who is waiting for it."""
        before = len(self.telegram.heard)
        moment = Moment(self.clock.now(), OAXACA)
        await self.office.do(lambda uow: answer(uow, chat_id, UnitList(2025, ()), moment))
        await self.sender.drain(timedelta(0))
        return self.telegram.heard[before:]


async def _unexpected(_: UnitOfWork, __: int, reason: str) -> None:
    raise AssertionError(reason)


def reminders(heard: list[Heard]) -> list[Heard]:
    return [each for each in heard if each.chat_id == ANA and "🔔" in each.text]
