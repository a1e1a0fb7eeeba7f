"""Health, readiness and metrics over HTTP."""

from datetime import timedelta

import httpx
import pytest

from app.metrics import Metrics
from app.serving import Health, serving
from domain.delivery import Ambiguous, Delivered, NewMessage, RefusedForNow
from storage.engine import Database
from tests.clocks import ManualClock


async def get(port: int, path: str) -> tuple[int, str]:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        response = await client.get(path)
    return response.status_code, response.text


async def test_health_is_green_while_the_clock_ticks(memory_database: Database) -> None:
    clock = ManualClock()
    health = Health(memory_database, Metrics(), now=clock, is_ready=lambda: True)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")

    assert answer == (200, "ok\n")


async def test_health_is_red_when_the_clock_has_been_silent(memory_database: Database) -> None:
    clock = ManualClock()
    health = Health(memory_database, Metrics(), now=clock, is_ready=lambda: True)
    async with memory_database.write() as uow:
        await uow.meta.set_instant("last_tick_at", clock.at)
        await uow.commit()
    clock.advance(minutes=4)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")

    assert answer == (503, "clock: silent\n")


async def test_health_is_red_when_the_database_does_not_answer(memory_database: Database) -> None:
    health = Health(memory_database, Metrics(), now=ManualClock(), is_ready=lambda: True)
    async with memory_database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE meta")

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/healthz")

    assert answer == (503, "database: no answer\n")


@pytest.mark.parametrize(("ready", "status"), [(True, 200), (False, 503)])
async def test_it_is_ready_once_telegram_has_answered(
    memory_database: Database, ready: bool, status: int
) -> None:
    health = Health(memory_database, Metrics(), now=ManualClock(), is_ready=lambda: ready)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        answer = await get(port, "/readyz")

    assert answer[0] == status


async def test_metrics_tell_depth_age_outcomes_and_lag(memory_database: Database) -> None:
    clock, metrics = ManualClock(), Metrics()
    health = Health(memory_database, metrics, now=clock, is_ready=lambda: True)
    async with memory_database.write() as uow:
        await uow.outbox.add(NewMessage(1001, "reminder"), clock.at)
        await uow.inbox.add(1, 1001, "{}", clock.at)
        await uow.meta.set_instant("last_tick_at", clock.at)
        await uow.commit()
    metrics.note_outcome("reminder", Delivered(5))
    metrics.note_outcome("reminder", RefusedForNow(timedelta(seconds=3)))
    metrics.note_outcome("saved", Ambiguous("no answer in time"))
    metrics.note_handled(0.02, False)
    metrics.note_handled(3.0, True)
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
        'puntual_update_seconds_count{outcome="failed"} 1.0',
    ):
        assert line in text


async def test_an_address_that_is_taken_is_an_error(memory_database: Database) -> None:
    health = Health(memory_database, Metrics(), now=ManualClock(), is_ready=lambda: True)

    async with serving(("127.0.0.1", 0), health.routes()) as port:
        with pytest.raises(OSError, match="use"):
            async with serving(("127.0.0.1", port), health.routes()):
                raise AssertionError("two servers on one port")
