"""A simulated municipality: its clock stands still until moved, its people act, its outbox is delivered.

Ticks, planning and wording are the real ones; only Telegram is left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import compress
from random import Random

from sqlalchemy import select, update

from bot.switchboard.words import word
from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.calendar.spans import Span
from domain.delivery.outcomes import OutboxRow, OutboxState
from domain.kit.access import Grant, Role
from domain.kit.drafts import Draft, Step
from domain.kit.entregas import Move
from domain.kit.moments import Moment
from domain.reminders.hours import WorkingHours
from domain.reminders.messages import Reminder, ReminderText
from domain.reminders.rehearsals import RehearsedDay
from jobs.ticks import NoticeHours, Ticks
from storage.engine import Database
from storage.people import Person
from storage.prorrogas import Decision
from storage.queues.outbox_queries import outbox_row
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.facts import AN_OFICIO, OAXACA, T2, T3, Office, a_mir, a_row, an_avance, join, register
from tests.stories.behaviours import DUE, LADDER, Act, Deed, Kind, Life, deeds_by_day, is_workday, lives_of
from tests.stories.reference import Item, Put, Reference, next_morning
from usecases.kit.save_avance import save_avance
from usecases.reminders.simulate import Read, Timetable, simulate
from usecases.reminders.snooze import put_off
from usecases.review.move_entrega import MadeMove, make_move
from usecases.switchboard.compose import compose
from usecases.switchboard.messages import decode

IRIS = 900
NOON, AFTERNOON = time(12), time(16)
NINE = time(9)
EVENING = time(18)
HOURS = (time(8, 59), NINE, time(9, 1), NOON, AFTERNOON, EVENING)
"""When a story looks at the clock: reminders go out from the second one on, and not at the last one."""

TIMETABLE = Timetable(time(8, 30), WorkingHours.between(NINE, EVENING))


@dataclass(frozen=True)
class Planned:
    """A planned reminder: recipient, role, UR and rung."""

    at: datetime
    person: int
    items: frozenset[Item]
    is_asked_for: bool
    """It comes again because somebody had put it off."""


@dataclass(frozen=True)
class Got:
    """A delivered reminder, about URs that still owe at that moment."""

    at: datetime
    person: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Habits:
    """The number of UR, when people act (None: never), and whether a block is known at once."""

    units: int = 40
    acts_at: time | None = NOON
    tells_blocks: bool = False
    snoozes: bool = True
    is_rehearsed_daily: bool = True


@dataclass
class City:
    """People are identified by Telegram id; `blocked` are phones that refuse every message."""

    database: Database
    seed: int
    habits: Habits = Habits()
    clock: ManualClock = field(default_factory=ManualClock)
    planned: list[Planned] = field(default_factory=list)
    expected: list[Planned] = field(default_factory=list)
    rehearsed: dict[date, list[RehearsedDay]] = field(default_factory=dict)
    """What was rehearsed of a day, on the evening before it and on its morning."""
    got: list[Got] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    due_to_hear: list[tuple[date, str]] = field(default_factory=list)
    """The URs that owe on one of their rungs and have somebody who can be reached and has not put it off."""
    told_in_vain: list[Got] = field(default_factory=list)
    """Reminders that were given of a UR that had handed in."""
    telegram_ids: dict[int, int] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)
    indicators: dict[str, list[int]] = field(default_factory=dict)
    _read: int = 0

    def __post_init__(self) -> None:
        self.lives = lives_of(self.seed, self.habits.units)
        self.reference = Reference(self.lives)
        self.office = Office(self.database)
        self.ticks = Ticks(
            self.database, now=self.clock, zone=OAXACA, hours=NoticeHours(time(9), time(8, 30))
        )
        self._deeds = deeds_by_day(self.lives)
        is_snoozer = [life.kind is Kind.SNOOZING and self.habits.snoozes for life in self.lives]
        self._snoozers = {life.enlace for life in compress(self.lives, is_snoozer)}

    @property
    def moment(self) -> Moment:
        return Moment(self.clock(), OAXACA)

    async def begins(self) -> None:
        """Register two indicators of each UR, the second quarter imported complete, and add people."""
        await self.office.do(self._found)
        await self.knows_everybody()

    async def lives_through(self, days: Iterable[date]) -> None:
        """Simulate day by day; on days without anything due one tick in the morning is enough."""
        for day in days:
            is_busy = day >= LADDER[0] and is_workday(day)
            for hour in HOURS if is_busy else (NINE,):
                await self.at(day, hour)
            if not is_busy and self.habits.acts_at is not None:
                await self._act_on(day)
        await self.knows_everybody()

    async def knows_everybody(self) -> None:
        people = await self.office.do(lambda uow: uow.people.everybody())
        self.telegram_ids = {each.actor.person_id: each.chat_id for each in people}

    async def at(self, day: date, hour: time) -> None:
        """Move the clock there; people act at noon, ticks run every hour."""
        self.clock.at = datetime.combine(day, hour, OAXACA)
        if hour == self.habits.acts_at:
            await self._act_on(day)
        if hour == NINE and is_workday(day):
            owing = (life.code for life in self.lives if life.code not in self.handed_in)
            self.due_to_hear += [
                (day, code) for code in owing if self.reference.is_to_hear(code, day, self.blocked)
            ]
        await self.ticks.reminders()
        expected = self.reference.now(self.moment.local.replace(tzinfo=None))
        self.expected += [Planned(self.moment.local, *each) for each in expected]
        for row in await self._queued():
            await self._carries_out(row)
        if self.habits.is_rehearsed_daily and day >= LADDER[0] and hour in (HOURS[0], EVENING):
            await self._rehearses(day if hour == HOURS[0] else next_morning(day).date())

    async def rehearse(
        self, span: Span, foresee: Callable[[UnitOfWork], Read] | None = None
    ) -> tuple[RehearsedDay, ...]:
        """Rehearse days as if asked for now; nothing can be written."""
        async with self.database.read() as uow:
            return await simulate(uow, span, TIMETABLE, self.moment, foresee(uow) if foresee else None)

    async def _rehearses(self, day: date) -> None:
        (rehearsed,) = await self.rehearse(Span(day, day))
        self.rehearsed.setdefault(day, []).append(rehearsed)

    async def _act_on(self, day: date) -> None:
        for deed in self._deeds.get(day, ()):
            await self._acts(deed)

    async def _acts(self, deed: Deed) -> None:
        await self.office.do(lambda uow: self._does(uow, deed))
        self.reference.does(deed)

    async def _found(self, uow: UnitOfWork) -> None:
        for life in self.lives:
            rows = (a_row(), a_row("Actividad 7.1"))
            ids = await register(uow, a_mir(*rows, unit=life.code, unit_name=f"Área {life.code}"))
            self.indicators[life.code] = list(ids.values())
            for each in ids.values():
                imported = an_avance(evidence=(AN_OFICIO,), is_imported=True)
                await uow.avances.save(each, T2.quarter, imported, at=self.clock(), by="import")
            await self._let_in(uow, life)
        await join(uow, IRIS, Role.IMPLAN, None)

    async def _let_in(self, uow: UnitOfWork, life: Life) -> None:
        if life.enlace:
            await join(uow, life.enlace, Role.ENLACE, life.code)
        if life.titular:
            await join(uow, life.titular, Role.TITULAR, life.code)
        if life.suplente:
            person = await join(uow, life.suplente, Role.ENLACE, life.code)
            standing_in = Grant(Role.ENLACE, life.code, is_suplente=True)
            await uow.people.give(person.actor.person_id, standing_in)

    async def _does(self, uow: UnitOfWork, deed: Deed) -> None:
        match deed.act:
            case Act.REPORTS_ONE:
                await self._report(uow, deed, self.indicators[deed.code][:1])
            case Act.REPORTS_ALL:
                await self._report(uow, deed, self.indicators[deed.code])
            case Act.SENDS:
                await self._move(uow, deed.person, deed, MadeMove(Move.SEND))
                self.handed_in.add(deed.code)
            case Act.IS_GIVEN_BACK:
                observed = dict.fromkeys(self.indicators[deed.code], "Falta el sello de recibido")
                await self._move(uow, IRIS, deed, MadeMove(Move.OBSERVE, "", observed))
                self.handed_in.remove(deed.code)
            case Act.BLOCKS:
                self.blocked.add(deed.person)
                if self.habits.tells_blocks:
                    await self._is_lost(uow, deed.person)
            case Act.JOINS:
                await join(uow, deed.person, Role.ENLACE, deed.code)
            case Act.LEAVES:
                person = await self._person(uow, deed.person)
                await uow.people.take(person.actor.person_id, Grant(Role.ENLACE, deed.code))
            case Act.GETS_TIME:
                await self._gets_time(uow, deed)

    async def _report(self, uow: UnitOfWork, deed: Deed, indicators: list[int]) -> None:
        person = await self._person(uow, deed.person)
        for each in indicators:
            stored = await uow.avances.get(each, T3)
            # Only a changed value answers an observation.
            value = Decimal(24 if stored and stored.value == 25 else 25)
            draft = Draft(
                deed.code,
                each,
                T3,
                Step.REVIEW,
                "1",
                value=value,
                evidence=(AN_OFICIO,),
                base_version=stored.version if stored else 0,
            )
            await save_avance(uow, person, draft, self.moment)

    async def _move(self, uow: UnitOfWork, who: int, deed: Deed, made: MadeMove) -> None:
        read = await uow.entregas.get(deed.code, T3)
        await make_move(uow, await self._person(uow, who), read, made, self.moment)

    async def _gets_time(self, uow: UnitOfWork, deed: Deed) -> None:
        person = (await self._person(uow, deed.person)).actor.person_id
        asked = Prorroga(0, deed.code, T3, 3, "Falta", "", ProrrogaState.ASKED, self.clock(), person)
        granted = Decision(by=1, at=self.clock(), until_on=deed.until)
        await uow.prorrogas.decide(await uow.prorrogas.ask(asked), granted)

    async def _is_lost(self, uow: UnitOfWork, telegram_id: int) -> None:
        await uow.people.mark_unreachable(telegram_id, "bloqueó al bot", self.clock())
        self.reference.unreachable.add(telegram_id)

    async def _person(self, uow: UnitOfWork, telegram_id: int) -> Person:
        person = await uow.people.by_telegram_id(telegram_id)
        assert person is not None
        return person

    async def _queued(self) -> list[OutboxRow]:
        """Return messages queued since, and mark them as sent."""
        query = select(outbox).where(outbox.c.id > self._read).order_by(outbox.c.id)
        rows = [outbox_row(row) for row in await self.office.do(lambda uow: uow.session.execute(query))]
        if rows:
            self._read = rows[-1].id
            sent = update(outbox).values(state=OutboxState.SENT, sent_at=self.clock())
            await self.office.do(lambda uow: uow.session.execute(sent.where(outbox.c.sent_at.is_(None))))
        return rows

    async def _carries_out(self, row: OutboxRow) -> None:
        """Render a reminder as the sender would now, and record who got it; summaries are skipped."""
        said = decode(row.kind, row.data)
        if not isinstance(said, Reminder):
            return
        items = frozenset((each.unit_code, each.recipient.value, each.rung) for each in said.items)
        is_asked_for = str(row.key).startswith("reminder:snoozed:")
        self.planned.append(Planned(self.moment.local, row.chat_id, items, is_asked_for))
        if row.chat_id in self.blocked:
            await self.office.do(lambda uow: self._is_lost(uow, row.chat_id))
            return
        async with self.database.read() as uow:
            composed = await compose(uow, said, self.moment)
        if isinstance(composed, ReminderText):
            word(composed)
            codes = tuple(each.code for each in (*composed.units, *composed.headed))
            self.got.append(Got(self.moment.local, row.chat_id, codes))
            if self.handed_in.intersection(codes):
                self.told_in_vain.append(self.got[-1])
            await self._hears(row.chat_id)

    async def _hears(self, person: int) -> None:
        """Let some people put a reminder off until the afternoon or, if in time, the next morning."""
        if person not in self._snoozers:
            return
        random = Random(f"{self.seed}:{person}:{self.moment.local}")
        until = random.choice([self._afternoon(), next_morning(self.moment.today), None])
        if until is None or until.date() > DUE or until <= self.moment.local.replace(tzinfo=None):
            return
        self.reference.put_off[person] = Put(until)
        self.reference.signs[person] = self.moment.today
        await self.office.do(lambda uow: self._puts_off(uow, person, until.replace(tzinfo=OAXACA)))

    def _afternoon(self) -> datetime:
        return datetime.combine(self.moment.today, AFTERNOON)

    async def _puts_off(self, uow: UnitOfWork, telegram_id: int, until: datetime) -> None:
        person = await self._person(uow, telegram_id)
        assert await put_off(uow, person, until, self.moment, period=T3)

    def per_day(self) -> Counter[tuple[int, date]]:
        """Count the planned reminders by person and day."""
        return Counter((each.person, each.at.date()) for each in self.planned if not each.is_asked_for)
