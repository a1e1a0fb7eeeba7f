"""Telegram fails or is down, or the machine is off: what people get, and how often."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
from pydantic import SecretStr
from telegram import Bot

from app.clock import StoppedClock
from app.settings import Settings
from app.wiring import opened
from bot.delivery.sending.gateway import Gateway
from bot.delivery.sending.send_worker import SendingOptions
from bot.delivery.sending.sender import Sender
from domain.delivery.outcomes import InboxState, OutboxRow, OutboxState
from sandbox.client import PersonClient, SandboxClient
from sandbox.faults import Fault, FaultKind
from sandbox.model import SandboxPerson
from sandbox.outage import OutageKind
from sandbox.server import Sandbox, running_sandbox
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.bot.conftest import bot_of
from tests.clocks import NOON, ManualClock
from tests.deliveries import UNPACED, Desk, a_message
from tests.e2e.town import Town, fill, open_town
from tests.facts import ANA, BETO, OAXACA, Office
from tests.stories.lives import until
from texts.kit.rendering import Message, Rendered
from usecases.switchboard.messages import POLICIES

CAUSE = "Mayor demanda"
OFICIO = "Oficio SP/112/2025 del 24 de septiembre de 2025"
CAPTURE = (
    ("componente 7", "¿Cuánto alcanzaron"),
    ("30", "¿Cuál fue la causa?"),
    (CAUSE, "Escriba en una frase"),
    ("Llegaron más solicitudes de las previstas", "¿Qué oficio lo comprueba?"),
    (OFICIO, "SP/112/2025"),
)
REASON = "El proveedor no entregó el padrón"
SAVES = ("guardar", "Guardado.")
TOKEN = "7000000001:secret-of-the-sandbox"
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def programmes(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("programmes") / "programmes.db"
    copyfile(sqlite_template, path)

    async def fill_it() -> None:
        database = Database(f"sqlite:///{path}")
        await fill(Office(database))
        await database.dispose()

    asyncio.run(fill_it())
    return path


@pytest.fixture
async def town(programmes: Path, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, programmes) as town:
        yield town


@pytest.fixture
async def ana(town: Town) -> PersonClient:
    return await town.resident(ANA)


async def says(person: PersonClient, *steps: tuple[str, str]) -> None:
    for words, told in steps:
        await person.says(words)
        await person.waits_for(told, 15)


async def heard(person: PersonClient, words: str) -> int:
    return sum(words in message.text for message in await person.messages() if message.from_bot)


async def states(town: Town, kind: str) -> list[OutboxState]:
    return [row.state for row in await town.office.rows() if row.kind == kind]


async def is_settled(town: Town, kind: str) -> bool:
    found = await states(town, kind)
    return bool(found) and not set(found) & {OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.SENDING}


async def settles(town: Town, kind: str) -> list[OutboxState]:
    """Wait until every message of a kind has its final state."""
    await until(partial(is_settled, town, kind))
    return await states(town, kind)


@pytest.mark.parametrize(
    ("fault", "kind", "copies", "state"),
    [
        ("drop_before", "reminder", 1, OutboxState.SENT),
        ("drop_after", "reminder", 2, OutboxState.SENT),
        ("bad_gateway", "reminder", 1, OutboxState.SENT),
        ("drop_before", "saved", 0, OutboxState.UNKNOWN),
        ("drop_after", "saved", 1, OutboxState.UNKNOWN),
        ("bad_gateway", "saved", 0, OutboxState.UNKNOWN),
        ("too_many_requests", "saved", 1, OutboxState.SENT),
    ],
)
async def test_a_lost_answer_leads_to_what_its_kind_allows(
    town: Town, ana: PersonClient, fault: str, kind: str, copies: int, state: OutboxState
) -> None:
    words = "🔔" if kind == "reminder" else "Guardado."
    if kind == "saved":
        await says(ana, *CAPTURE)

    await town.client.fails(fault, "sendMessage", chat_id=ANA)
    if kind == "saved":
        await ana.says("guardar")
    else:
        town.clock.set(datetime(2025, 9, 25, 9, tzinfo=OAXACA))
        await town.puntual.ticks.reminders()

    assert await settles(town, kind) == [state]
    assert await heard(ana, words) == copies


@pytest.mark.parametrize(
    ("method", "kind", "words", "calls", "state"),
    [
        ("sendMessage", "entrega_made", "Enviada.", 1, OutboxState.UNKNOWN),
        ("sendDocument", "acuse_issued", "Acuse de envío", 2, OutboxState.SENT),
        ("editMessageText", "answered", f"✓ {REASON}", 2, OutboxState.SENT),
    ],
)
async def test_what_was_taken_unheard_comes_again_as_its_kind_allows(
    town: Town, ana: PersonClient, method: str, kind: str, words: str, calls: int, state: OutboxState
) -> None:
    """A confirmation is called once, an acuse comes twice with one folio, and an edit twice is one."""
    await says(ana, ("/enviar", "Aún falta algo."))
    await ana.taps("Enviar así")
    await ana.waits_for("motivo")
    before = town.calls(method)

    await town.client.fails("drop_after", method, chat_id=ANA)
    await says(ana, (REASON, words))

    assert set(await settles(town, kind)) == {state}
    assert town.calls(method) - before == calls
    assert await heard(ana, words) == (1 if kind == "answered" else calls)
    assert len({each.text for each in await ana.messages() if words in each.text}) == 1


async def test_a_doubtful_confirmation_is_cleared_up_by_the_next_status(
    town: Town, ana: PersonClient
) -> None:
    await says(ana, *CAPTURE)
    await town.client.fails("drop_before", "sendMessage", chat_id=ANA)
    await ana.says("guardar")
    await settles(town, "saved")

    await says(ana, ("/estado", "30 de 25 %"))


async def test_a_storm_of_429_delays_and_never_counts_as_an_attempt(town: Town, ana: PersonClient) -> None:
    await town.client.fails("too_many_requests", "sendMessage", times=3, retry_after=1)

    await says(ana, ("/pendientes", "3 indicadores"))

    (row,) = [row for row in await town.office.rows(ANA) if row.kind == "pending"]
    assert (row.attempts, row.ambiguous, row.state) == (0, 0, OutboxState.SENT)
    assert await heard(ana, "3 indicadores") == 1


async def test_polling_outlives_pages_of_html_and_cut_lines(town: Town, ana: PersonClient) -> None:
    await town.client.fails("bad_gateway", "getUpdates")
    await town.client.fails("drop_before", "getUpdates")
    await town.client.fails("drop_after", "getUpdates")

    await says(ana, *CAPTURE, SAVES)

    assert await town.handled() == {InboxState.DONE: len(CAPTURE) + 1}
    assert await heard(ana, "Guardado.") == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 407, 429, 511])
async def test_a_page_of_a_gateway_at_nine_only_delays_the_reminder(
    town: Town, ana: PersonClient, status: int
) -> None:
    await town.client.fails("web_page", status=status, times=2)

    town.clock.set(datetime(2025, 9, 25, 9, tzinfo=OAXACA))
    await town.puntual.ticks.reminders()

    assert await settles(town, "reminder") == [OutboxState.SENT]
    assert await heard(ana, "🔔") == 1
    (row,) = [row for row in await town.office.rows(ANA) if row.kind == "reminder"]
    assert row.ambiguous == 0


async def test_a_confirmation_that_a_gateway_kept_back_comes_once(town: Town, ana: PersonClient) -> None:
    await says(ana, *CAPTURE)
    await town.client.fails("web_page", "sendMessage", status=403, chat_id=ANA)

    await ana.says("guardar")

    assert await settles(town, "saved") == [OutboxState.SENT]
    assert await heard(ana, "Guardado.") == 1


async def test_polling_outlives_what_cannot_be(town: Town, ana: PersonClient) -> None:
    await town.client.fails("impossible", "getUpdates")
    for status in (200, 302, 401, 403, 404):
        await town.client.fails("web_page", "getUpdates", status=status)
        await says(ana, ("/pendientes", "3 indicadores"))


async def test_a_chat_that_moved_gets_its_message_at_its_new_number(town: Town, ana: PersonClient) -> None:
    beto = await town.client.person(BETO, "Beto", has_started=True)
    await town.client.fails("chat_migrated", "sendMessage", chat_id=ANA, migrate_to_chat_id=BETO)

    await ana.says("/pendientes")

    await beto.waits_for("3 indicadores", after=0)
    assert await heard(ana, "3 indicadores") == 0


async def test_what_nobody_understands_holds_up_nobody(town: Town, ana: PersonClient) -> None:
    chat = {"id": ANA, "type": "private"}
    await town.client.injects({"update_id": 7, "message": {"chat": chat, "text": 5}})
    await town.client.injects({"update_id": 8, "message": "no message at all"})
    await town.client.injects({"message": {"chat": chat}})
    await town.client.injects({"update_id": 9, "callback_query": {"from": {"id": ANA}, "data": None}})
    await town.client.invents("novelty", {"chat": chat})
    await town.until(lambda: _is_told(ana, "no se pudo atender", times=2))

    await says(ana, *CAPTURE, SAVES)

    handled = await town.handled()
    assert handled[InboxState.DONE] >= len(CAPTURE) + 1
    assert set(handled) <= {InboxState.DONE, InboxState.PARKED}


async def test_updates_that_come_twice_and_mixed_are_handled_once_in_the_order_of_each_chat(
    town: Town, ana: PersonClient
) -> None:
    beto = await town.resident(BETO, unit_code="504")
    updates = len(CAPTURE) + 3
    await town.client.repeats_updates(4 * len(CAPTURE))
    await town.client.mixes_updates(402)

    await asyncio.gather(says(ana, *CAPTURE, SAVES), says(beto, ("/pendientes", "504"), ("/estado", "504")))
    await town.until(lambda: _all_done(town, updates))

    assert await heard(ana, "Guardado.") == 1
    assert await town.handled() == {InboxState.DONE: updates}
    avance = await town.saved()
    assert avance is not None
    assert avance.version == 1


async def _is_told(person: PersonClient, text: str, *, times: int) -> bool:
    return await heard(person, text) == times


async def _all_done(town: Town, count: int) -> bool:
    return not town.sandbox.world.updates.pending and await town.handled() == {InboxState.DONE: count}


async def test_a_tap_too_old_to_be_answered_still_counts(town: Town, ana: PersonClient) -> None:
    await says(ana, *CAPTURE[:2])
    await town.client.goes_down()
    await ana.taps(CAUSE)
    await town.client.expires_taps()
    await town.client.comes_back()

    await ana.waits_for(CAPTURE[2][1], 15)


async def test_a_button_of_an_old_question_shows_the_open_one_again(town: Town, ana: PersonClient) -> None:
    await says(ana, *CAPTURE[:2])
    question = await ana.waits_for("¿Cuál fue la causa?")
    old = question.message_id, question.data_of(CAUSE)
    await says(ana, CAPTURE[2])

    await ana.taps_data(*old)

    again = await ana.waits_for(CAPTURE[2][1])
    assert again.message_id > question.message_id


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    people = [SandboxPerson(each, f"Persona {each}", has_started=True) for each in range(2001, 2031)]
    async with running_sandbox(people=people, token=TOKEN) as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Sandbox) -> AsyncIterator[Bot]:
    async with bot_of(telegram) as bot:
        yield bot


@pytest.mark.parametrize("kind", OutageKind, ids=lambda kind: kind.value)
async def test_an_hour_without_telegram_loses_no_message_and_doubles_none(
    kind: OutageKind, telegram: Sandbox, bot: Bot, memory_database: Database
) -> None:
    clock = HourLater(telegram)
    desk = Desk(memory_database, clock, UNPACED)
    for chat_id in range(2001, 2031):
        await desk.add(a_message(chat_id, "reminder", key=f"reminder {chat_id}"))
        await desk.add(a_message(chat_id, "saved", key=f"saved {chat_id}"))
    sender = a_sender(memory_database, bot, clock)

    telegram.world.go_down(kind)
    await sender.drain(patience=timedelta(hours=1))

    rows = await Office(memory_database).rows()
    arrived = Counter(each.text for each in telegram.world.messages.values())
    unknown = [row for row in rows if row.state is OutboxState.UNKNOWN]
    assert set(arrived.values()) == {1}
    assert {row.key for row in rows} - set(arrived) == {row.key for row in unknown}
    assert {row.kind for row in unknown} <= {"saved"}
    assert len(unknown) <= SendingOptions().concurrency
    assert clock() - NOON >= HOUR


@pytest.mark.parametrize("lasts", [timedelta(seconds=75), timedelta(hours=6)], ids=str)
@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 407, 429, 511])
async def test_behind_a_page_of_a_gateway_everything_waits_and_arrives_once(
    status: int, lasts: timedelta, telegram: Sandbox, bot: Bot, memory_database: Database
) -> None:
    clock = LetThrough(telegram, lasts)
    desk = Desk(memory_database, clock, UNPACED)
    for chat_id in range(2001, 2013):
        await desk.add(a_message(chat_id, "reminder", key=f"reminder {chat_id}"))
        await desk.add(a_message(chat_id, "saved", key=f"saved {chat_id}"))

    telegram.world.faults.plan(Fault(FaultKind.WEB_PAGE, times=None, status=status))
    await a_sender(memory_database, bot, clock).drain(patience=lasts)

    rows = await Office(memory_database).rows()
    arrived = Counter(each.text for each in telegram.world.messages.values())
    assert {row.state for row in rows} == {OutboxState.SENT}
    assert arrived == Counter(row.key for row in rows)
    assert clock() - NOON >= lasts


@pytest.mark.parametrize(("kind", "copies"), [(FaultKind.WEB_PAGE, 1), (FaultKind.WEB_PAGE_AFTER, 2)])
@pytest.mark.parametrize("status", [200, 408, 500, 502, 504])
async def test_behind_a_page_that_may_have_passed_it_on_each_kind_does_what_it_may(
    status: int, kind: FaultKind, copies: int, telegram: Sandbox, bot: Bot, memory_database: Database
) -> None:
    clock = LetThrough(telegram, timedelta(seconds=75))
    desk = Desk(memory_database, clock, UNPACED)
    for chat_id in range(2001, 2013):
        await desk.add(a_message(chat_id, "reminder", key=f"reminder {chat_id}"))
    await desk.add(a_message(2013, "saved", key="saved"))

    telegram.world.faults.plan(Fault(kind, times=None, status=status))
    await a_sender(memory_database, bot, clock).drain(patience=timedelta(minutes=5))

    rows = await Office(memory_database).rows()
    arrived = Counter(each.text for each in telegram.world.messages.values())
    assert {row.state for row in rows if row.kind == "reminder"} == {OutboxState.SENT}
    assert {arrived[row.key or ""] for row in rows if row.kind == "reminder"} <= set(range(1, copies + 1))
    assert arrived["saved"] <= 1


class LetThrough(ManualClock):
    """A clock on which a gateway lets everything through after a while."""

    def __init__(self, telegram: Sandbox, lasts: timedelta) -> None:
        super().__init__()
        self._telegram = telegram
        self._lasts = lasts

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if self.at - NOON >= self._lasts:
            self._telegram.world.faults.clear()


class HourLater(ManualClock):
    """A clock on which Telegram comes back after an hour."""

    def __init__(self, telegram: Sandbox) -> None:
        super().__init__()
        self._telegram = telegram

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        if self.at - NOON >= HOUR:
            self._telegram.world.outage.end()


def a_sender(database: Database, bot: Bot, clock: ManualClock) -> Sender:
    async def word(row: OutboxRow) -> Rendered:
        return Message(str(row.key))

    async def nobody(_: UnitOfWork, __: int, ___: str) -> None:
        raise AssertionError("everybody can be reached")

    gateway = Gateway(bot)
    return Sender(
        database,
        gateway,
        word,
        now=clock,
        wall=clock,
        sleep=clock.sleep,
        on_unreachable=nobody,
        options=SendingOptions(rates=UNPACED, policies=POLICIES),
        answers=gateway.answers,
    )


@pytest.mark.parametrize(
    "days",
    [
        pytest.param((date(2025, 9, 25),), id="before the first tick"),
        pytest.param((date(2025, 9, 23), date(2025, 9, 25)), id="over one rung"),
        pytest.param((date(2025, 9, 15), date(2025, 9, 29)), id="several days"),
        pytest.param((date(2025, 9, 25), date(2025, 10, 1)), id="over the close"),
    ],
)
async def test_what_was_planned_and_not_sent_is_overtaken_by_the_latest_rung(
    tmp_path: Path, programmes: Path, days: Sequence[date]
) -> None:
    """Each day plans its rung, as a killed tick does; what is sent on the last day is one reminder."""
    copyfile(programmes, tmp_path / "puntual.db")
    clock = StoppedClock(NOON)
    async with running_sandbox(clock=clock.now) as telegram, SandboxClient(telegram.url) as client:
        settings = Settings.model_construct(
            bot_token=SecretStr(TOKEN),
            bot_api_url=telegram.url,
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'puntual.db'}",
            data_dir=tmp_path,
        )
        async with opened(settings, clock) as puntual:
            await Office(puntual.database).lets_in(ANA)
            ana = await client.person(ANA, "Ana", has_started=True)
            for day in days:
                clock.set(datetime.combine(day, time(9), OAXACA))
                await puntual.ticks.reminders()

            await puntual.sender.drain()

            assert await heard(ana, "🔔") == 1
            assert await puntual.ticks.reminders() == 0
