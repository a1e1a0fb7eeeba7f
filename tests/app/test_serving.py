"""Health, readiness and metrics over HTTP."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError

from app.metrics import Metrics
from app.pulse import Pulse
from app.serving import Health, serving
from app.settings import SettingWrong
from domain.delivery.outcomes import Ambiguous, Delivered, NewMessage, RefusedForNow
from domain.papers.kinds import OrderState, PaperKind, PaperOrder
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.facts import ANA, T3, Office


def health_of(database: Database, clock: ManualClock, **parts: Any) -> Health:
    """Return the health of a process started now, whose machine's clock equals its product clock."""
    usual = {"metrics": Metrics(), "pulse": Pulse(clock.steady), "is_ready": lambda: True}
    return Health(database, now=clock, **{**usual, **parts})


async def get(port: int, path: str) -> tuple[int, str]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        response = await client.get(path)
    return response.status_code, response.text


async def test_health_is_green_while_the_clock_ticks(memory_database: Database) -> None:
    clock = ManualClock()
    health = health_of(memory_database, clock)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")

    assert answer == (200, "ok\n")


async def test_health_is_red_when_the_clock_has_been_silent(memory_database: Database) -> None:
    clock = ManualClock()
    health = health_of(memory_database, clock)
    clock.advance(minutes=4)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")

    assert answer == (503, "clock: silent\n")


async def test_health_goes_by_the_ticks_of_this_process_whatever_the_clock_is_set_to(
    memory_database: Database,
) -> None:
    clock = ManualClock()
    health = health_of(memory_database, clock)
    clock.step(hours=3)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        ahead = await get(port, "/healthz")
        clock.step(hours=-6)
        back = await get(port, "/healthz")
        clock.advance(minutes=4)
        silent = await get(port, "/healthz")

    assert (ahead, back) == ((200, "ok\n"), (200, "ok\n"))
    assert silent == (503, "clock: silent\n")


async def test_a_last_tick_in_the_future_is_a_fault(memory_database: Database) -> None:
    clock = ManualClock()
    health = health_of(memory_database, clock)
    async with memory_database.write() as uow:
        await uow.meta.set_instant("last_tick_at", clock.at + timedelta(hours=3))
        await uow.commit()

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")

    assert answer == (503, "clock: the last tick is 3 h in the future\n")


@pytest.mark.parametrize(
    ("apart", "told"),
    [
        (timedelta(days=2, hours=3, minutes=20), "clock: 2 d 3 h ahead of Telegram's; set it\n"),
        (timedelta(minutes=-6), "clock: 6 min behind Telegram's; set it\n"),
    ],
)
async def test_health_says_how_far_the_clock_is_from_telegrams(
    memory_database: Database, apart: timedelta, told: str
) -> None:
    health = health_of(memory_database, ManualClock(), apart=lambda: apart)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")
        _, metrics = await get(port, "/metrics")

    assert answer == (503, told)
    assert f"puntual_clock_apart_seconds {apart.total_seconds()}" in metrics


PATHS = ("/healthz", "/readyz", "/metrics")


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_is_asked_a_database_without_its_tables_is_told(
    memory_database: Database, path: str
) -> None:
    health = health_of(memory_database, ManualClock())
    async with memory_database.engine.begin() as connection:
        for table in ("meta", "outbox"):
            await connection.exec_driver_sql(f"DROP TABLE {table}")

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, path)

    assert answer == (503, "database: no answer\n")


@pytest.fixture(params=["refuses", "is silent"])
def absent(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the URL of a PostgreSQL that refuses every connection, or accepts it and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if request.param == "is silent":
            listener.listen()
        yield f"postgresql://nobody@127.0.0.1:{listener.getsockname()[1]}/x"


@pytest.mark.parametrize("path", PATHS)
async def test_whatever_is_asked_a_postgresql_that_does_not_answer_is_told(absent: str, path: str) -> None:
    database = Database(absent)
    health = health_of(database, ManualClock(), patience=0.2)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, path)

    assert answer == (503, "database: no answer\n")
    await database.dispose()


@pytest.mark.parametrize(("ready", "status"), [(True, 200), (False, 503)])
async def test_it_is_ready_once_telegram_has_answered(
    memory_database: Database, ready: bool, status: int
) -> None:
    health = health_of(memory_database, ManualClock(), is_ready=lambda: ready)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/readyz")

    assert answer[0] == status


async def test_metrics_tell_depth_age_outcomes_and_lag(memory_database: Database) -> None:
    clock, metrics = ManualClock(), Metrics()
    health = health_of(memory_database, clock, metrics=metrics)
    async with memory_database.write() as uow:
        await uow.outbox.add(NewMessage(1001, "reminder"), clock.at)
        await uow.inbox.add(1, 1001, "{}", clock.at)
        await uow.commit()
    metrics.note_outcome("reminder", Delivered(5))
    metrics.note_outcome("reminder", RefusedForNow(timedelta(seconds=3)))
    metrics.note_outcome("saved", Ambiguous("no answer in time"))
    metrics.note_handled(0.02, None)
    metrics.note_handled(3.0, KeyError("Ana"))
    metrics.note_handled(0.1, OperationalError("INSERT", None, LockNotAvailable()))
    metrics.note_failed_tick("reminders", ValueError("Ana"))
    clock.advance(seconds=30)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        status, text = await get(port, "/metrics")

    assert status == 200
    for line in (
        'puntual_inbox_updates{state="new"} 1.0',
        'puntual_outbox_messages{state="pending"} 1.0',
        "puntual_inbox_oldest_seconds 30.0",
        "puntual_outbox_oldest_seconds 30.0",
        "puntual_tick_lag_seconds 30.0",
        'puntual_sends_total{kind="reminder",outcome="Delivered"} 1.0',
        "puntual_flood_refusals_total 1.0",
        'puntual_sends_total{kind="saved",outcome="Ambiguous"} 1.0',
        'puntual_update_seconds_count{outcome="failed"} 2.0',
        'puntual_update_failures_total{kind="KeyError"} 1.0',
        'puntual_update_failures_total{kind="busy"} 1.0',
        'puntual_tick_failures_total{kind="ValueError",tick="reminders"} 1.0',
    ):
        assert line in text
    assert "Ana" not in text


async def test_metrics_tell_the_documents_that_were_ordered(memory_database: Database) -> None:
    office, clock = Office(memory_database), ManualClock()
    person = await office.lets_in(ANA)
    order = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")

    async def ordered(uow: UnitOfWork) -> None:
        for _ in range(3):
            await uow.papers.add(person.actor.person_id, ANA, order, clock.at)
            clock.advance(seconds=10)
        first, second = [await uow.papers.claim(clock.at, timedelta(seconds=90)) for _ in range(2)]
        assert first is not None
        assert second is not None
        await uow.papers.end(first, OrderState.FAILED, clock.at, "disk")

    await office.do(ordered)
    health = health_of(memory_database, clock)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        _, text = await get(port, "/metrics")

    for line in (
        'puntual_paper_orders{state="waiting"} 1.0',
        'puntual_paper_orders{state="working"} 1.0',
        'puntual_paper_orders{state="failed"} 1.0',
        'puntual_paper_orders{state="done"} 0.0',
        "puntual_paper_oldest_seconds 20.0",
    ):
        assert line in text


async def test_a_clock_that_never_ticked_is_late_since_the_start(memory_database: Database) -> None:
    clock = ManualClock()
    health = health_of(memory_database, clock)
    clock.advance(minutes=7)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        _, text = await get(port, "/metrics")

    assert "puntual_tick_lag_seconds 420.0" in text


async def test_an_address_that_is_taken_is_an_error(memory_database: Database) -> None:
    health = health_of(memory_database, ManualClock())

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        with pytest.raises(SettingWrong, match="otro programa ya usa ese puerto"):
            async with serving(("127.0.0.1", port), health.routes()):
                raise AssertionError("two servers on one port")
