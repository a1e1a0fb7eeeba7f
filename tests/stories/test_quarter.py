"""A quarter day by day under a stopped clock: who owes is reminded, who reported is not."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest

from bot.delivery.sending.send_worker import SendingOptions
from bot.delivery.sending.sender import Sender
from bot.switchboard.renderer import Renderer
from domain.delivery.outcomes import Delivered, OutboxRow, OutboxState
from domain.kit.access import Role
from domain.kit.entregas import Entrega, EntregaState
from domain.reminders.messages import Reminder
from jobs.ticks import NoticeHours, Ticks
from storage.engine import Database
from storage.schema import metadata
from tests.clocks import ManualClock
from tests.deliveries import UNPACED
from tests.facts import AN_OFICIO, OAXACA, T2, T3, Office, a_mir, a_row, an_avance
from tests.workers.inside import INSIDE
from texts.kit.rendering import Message, Rendered
from usecases.switchboard.messages import decode

IMPLAN = 900
PROMPT, LATE, NEVER, WOKEN, TWOFOLD = 101, 102, 103, 104, 105
"""An enlace has the number of a UR as Telegram id; TWOFOLD answers for 105 and 106, nobody for 107."""

ENLACES = {
    "101": PROMPT,
    "102": LATE,
    "103": NEVER,
    "104": WOKEN,
    "105": TWOFOLD,
    "106": TWOFOLD,
}
REPORTED = {
    "101": date(2025, 9, 12),
    "102": date(2025, 10, 2),
    "104": date(2025, 9, 15),
    "105": date(2025, 9, 24),
    "106": date(2025, 9, 30),
    "107": date(2025, 10, 3),
}
"""The day at whose noon each UR reports everything; 103 never does."""
SENT = REPORTED | {"104": date(2025, 9, 24)}
"""The day at whose noon each UR sends its entrega; 104 forgets it for a while."""

FRIDAY = date(2025, 9, 12)
LAST = date(2025, 10, 10)
NOON = time(12)
HOURS = (time(8, 29), time(8, 30), time(9), time(9, 1), NOON, time(15))

COUNTS = re.compile(
    r"(\d+) completas?(?: \(\d+ sin enviar\))? · (\d+) incompletas? · (\d+) sin iniciar \(7 UR\)"
)
LADDER = [date(2025, 9, day) for day in (15, 23, 25, 29, 30)]
"""10, 5, 3, 1 and 0 business days before the close; 16 September does not count."""
AFTERWARDS = [date(2025, 10, day) for day in (1, 2, 3, 6, 7, 8, 9, 10)]
WORKDAYS = [
    *(date(2025, 9, day) for day in (12, 15, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30)),
    *AFTERWARDS,
]


@dataclass
class Phones:
    """Accepts every message and records its day."""

    clock: ManualClock
    heard: dict[int, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))

    async def send(self, chat_id: int, rendered: Rendered) -> Delivered:
        assert isinstance(rendered, Message)
        today = self.clock().astimezone(OAXACA).date()
        self.heard[chat_id].append((today, rendered.html))
        return Delivered(sum(map(len, self.heard.values())))

    def days(self, chat_id: int) -> list[date]:
        return [day for day, _ in self.heard[chat_id]]


class Quarter:
    """The municipality, its clock and its ticks; planned notices are sent at once."""

    def __init__(self, database: Database) -> None:
        self.clock = ManualClock()
        self.phones = Phones(self.clock)
        self.office = Office(database)
        self.ticks = Ticks(database, now=self.clock, zone=OAXACA, hours=NoticeHours(time(9), time(8, 30)))
        self.sender = Sender(
            database,
            self.phones,
            Renderer(database, self.clock, OAXACA, works=INSIDE),
            now=self.clock,
            wall=self.clock,
            sleep=self.clock.sleep,
            on_unreachable=_nobody,
            options=SendingOptions(rates=UNPACED),
        )
        self.indicators: dict[str, list[int]] = {}

    async def begins(self) -> None:
        """Register seven UR with two indicators each, imported complete until the second quarter."""
        for code in (*ENLACES, "107"):
            rows = (a_row(), a_row("Actividad 7.1"))
            ids = await self.office.register(a_mir(*rows, unit=code, programme=code[-1]))
            self.indicators[code] = list(ids.values())
            for each in ids.values():
                await self.office.save(each, an_avance("25", evidence=(AN_OFICIO,), is_imported=True), T2)
        for code, enlace in ENLACES.items():
            await self.office.lets_in(enlace, unit_code=code)
        await self.office.lets_in(IMPLAN, Role.IMPLAN, None)

    async def lives(self, days: Sequence[date], hours: Sequence[time] = HOURS) -> None:
        for day in days:
            for hour in hours:
                self.is_at(day, hour)
                if hour == NOON:
                    await self._report(day)
                await self.ticks_now()

    async def ticks_now(self) -> None:
        await self.ticks.summary()
        await self.ticks.reminders()
        await self.sender.drain()

    def is_at(self, day: date, hour: time) -> None:
        self.clock.at = datetime.combine(day, hour, OAXACA)

    async def reports(self, code: str, count: int = 2) -> None:
        for each in self.indicators[code][:count]:
            await self.office.save(each, an_avance("25", evidence=(AN_OFICIO,)), T3)

    async def sends(self, code: str) -> None:
        entrega = Entrega(code, T3, EntregaState.SENT, round=1, version=1)
        await self.office.do(lambda uow: uow.entregas.save(entrega, read=0, at=self.clock()))

    async def _report(self, day: date) -> None:
        for code, reported in REPORTED.items():
            if reported == day:
                await self.reports(code)
            if SENT[code] == day:
                await self.sends(code)


async def _nobody(*_: object) -> None:
    raise AssertionError("everybody can be reached")


def every_day(first: date = FRIDAY, last: date = LAST) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


@dataclass(frozen=True)
class Lived:
    """The result of a quarter: messages on the phones and in the outbox."""

    heard: dict[int, list[tuple[date, str]]]
    rows: list[OutboxRow]

    def days(self, person: int) -> list[date]:
        return [day for day, _ in self.heard[person]]

    @property
    def summaries(self) -> list[tuple[date, str]]:
        """Return the daily summaries, without files and the final one."""
        return [(day, text) for day, text in self.heard[IMPLAN] if COUNTS.search(text)]


@pytest.fixture(scope="module")
def lived() -> Lived:
    """Simulate the quarter once; the tests check different results of it."""

    async def live() -> Lived:
        database = Database("sqlite://")
        async with database.engine.begin() as connection:
            await connection.run_sync(metadata().create_all)
        quarter = Quarter(database)
        await quarter.begins()
        await quarter.lives(every_day())
        found = Lived(quarter.phones.heard, await quarter.office.rows())
        await database.dispose()
        return found

    return asyncio.run(live())


@pytest.fixture
async def quarter(memory_database: Database) -> Quarter:
    quarter = Quarter(memory_database)
    await quarter.begins()
    return quarter


def test_who_owes_is_reminded_on_every_rung_and_nobody_else_on_any_day(lived: Lived) -> None:
    heard = {person: lived.days(person) for person in set(ENLACES.values())}

    assert heard == {
        PROMPT: [],
        WOKEN: LADDER[:2],
        TWOFOLD: LADDER,
        LATE: [*LADDER, *AFTERWARDS[:2]],
        NEVER: [*LADDER, *AFTERWARDS],
    }


def test_a_reminder_names_what_is_owed_that_day_and_the_days_left(lived: Lived) -> None:
    named = {day: re.findall(r"<b>(\d{3})", text) for day, text in lived.heard[TWOFOLD]}
    texts = dict(lived.heard[NEVER])

    assert named == {day: ["105", "106"] if day <= REPORTED["105"] else ["106"] for day in LADDER}
    assert all("3T2025" in text for text in texts.values())
    assert "3 días hábiles" in texts[LADDER[2]]


def test_who_has_reported_and_not_sent_is_reminded_of_the_sending(lived: Lived) -> None:
    first, second = (text for _, text in lived.heard[WOKEN])

    assert "Faltan 2 indicadores." in first
    assert "Su informe está completo; falta enviarlo." in second
    assert "mar 30 sep</tg-time> (5 días hábiles)." in second


def test_the_summary_names_what_is_complete_and_not_sent(lived: Lived) -> None:
    unsent = [day for day, text in lived.summaries if "Completas sin enviar: 104" in text]

    assert unsent == [day for day in WORKDAYS if REPORTED["104"] < day <= SENT["104"]]


def test_the_summary_counts_every_unit_once_on_every_business_day(lived: Lived) -> None:
    counted = {day: counts(text) for day, text in lived.summaries if day >= LADDER[0]}

    assert [day for day, _ in lived.summaries] == WORKDAYS
    assert counted == {
        day: (reported_before(day), 0, 7 - reported_before(day)) for day in WORKDAYS if day >= LADDER[0]
    }


def test_the_summary_names_who_has_no_enlace_until_it_reports(lived: Lived) -> None:
    alone = [day for day, text in lived.summaries if "Sin enlace localizable: 107" in text]

    assert alone == [day for day in WORKDAYS if LADDER[0] <= day <= REPORTED["107"]]


def test_every_notice_of_the_quarter_is_one_row_that_was_sent(lived: Lived) -> None:
    keys = [row.key for row in lived.rows]

    assert len(set(keys)) == len(keys) == sum(map(len, lived.heard.values()))
    assert {row.state for row in lived.rows} == {OutboxState.SENT}


@pytest.mark.parametrize(
    ("off", "expected"),
    [
        pytest.param((date(2025, 9, 15), date(2025, 9, 17)), [18, 23, 25, 29, 30], id="over the first rung"),
        pytest.param((date(2025, 9, 23), date(2025, 9, 24)), [15, 25, 29, 30], id="over one rung"),
        pytest.param((date(2025, 9, 22), date(2025, 9, 25)), [15, 26, 29, 30], id="over two rungs"),
        pytest.param((date(2025, 9, 16), date(2025, 9, 29)), [15, 30], id="over all rungs but the last"),
        pytest.param((date(2025, 9, 25), date(2025, 9, 30)), [15, 23], id="over the close"),
    ],
)
async def test_a_machine_that_was_off_sends_only_the_latest_rung(
    off: tuple[date, date], expected: list[int], quarter: Quarter
) -> None:
    days = [day for day in every_day(last=date(2025, 9, 30)) if not off[0] <= day <= off[1]]

    await quarter.lives(days)

    assert [day.day for day in quarter.phones.days(NEVER)] == expected


async def test_a_machine_that_was_off_over_the_close_sends_one_reminder_for_all_of_it(
    quarter: Quarter,
) -> None:
    await quarter.lives([date(2025, 10, 3)])

    (row,) = [row for row in await quarter.office.rows() if row.chat_id == NEVER]
    said = decode(row.kind, row.data)
    assert isinstance(said, Reminder)
    assert [(item.unit_code, item.period, item.rung) for item in said.items] == [("103", T3, 3)]


async def test_who_sends_between_planning_and_leaving_is_left_in_peace(quarter: Quarter) -> None:
    quarter.is_at(LADDER[0], time(9))
    await quarter.ticks.reminders()
    for code in ("103", "105"):
        await quarter.reports(code)
        await quarter.sends(code)

    await quarter.sender.drain()

    (row,) = [row for row in await quarter.office.rows() if row.chat_id == NEVER]
    assert row.state is OutboxState.CANCELLED
    assert quarter.phones.days(NEVER) == []
    assert re.findall(r"<b>(\d{3})", quarter.phones.heard[TWOFOLD][0][1]) == ["106"]


async def test_half_a_report_is_reminded_of_the_other_half(quarter: Quarter) -> None:
    await quarter.reports("103", count=1)

    await quarter.lives(LADDER[:1], HOURS[:3])

    ((_, text),) = quarter.phones.heard[NEVER]
    assert "Actividad 7.1" in text
    assert "Componente 7" not in text
    assert counts(quarter.phones.heard[IMPLAN][0][1]) == (0, 1, 6)


def counts(summary: str) -> tuple[int, int, int]:
    """Return how many UR are complete, incomplete and not started."""
    found = COUNTS.search(summary)
    assert found, summary
    complete, incomplete, not_started = map(int, found.groups())
    return complete, incomplete, not_started


def reported_before(day: date) -> int:
    """Count who had reported when the summary of a day was sent, at half past eight."""
    return sum(reported < day for reported in REPORTED.values())
