"""The webhook says yes only after the commit, and only to who knows the secret."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from bot.webhook import LARGEST_UPDATE, SECRET_HEADER, Webhook
from domain.delivery import InboxState
from storage.engine import Database
from tests.clocks import ManualClock

SECRET = "a_secret-of-the-test"
UPDATE = {"update_id": 7, "message": {"message_id": 1, "date": 0, "chat": {"id": 1001, "type": "private"}}}


@pytest.fixture
async def client(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    clock = ManualClock()
    webhook = Webhook(database, SECRET, now=clock, wall=clock)
    transport = httpx.ASGITransport(Starlette(routes=[webhook.route("/telegram")]))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def brings(client: httpx.AsyncClient, body: str, secret: str = SECRET) -> int:
    response = await client.post("/telegram", content=body, headers={SECRET_HEADER: secret})
    return response.status_code


async def stored(database: Database) -> int:
    async with database.read() as uow:
        return (await uow.inbox.counts()).get(InboxState.NEW, 0)


async def test_an_update_is_stored_before_the_answer(client: httpx.AsyncClient, database: Database) -> None:
    status = await brings(client, json.dumps(UPDATE))

    assert (status, await stored(database)) == (200, 1)


async def test_an_update_that_comes_twice_is_kept_once(client: httpx.AsyncClient, database: Database) -> None:
    statuses = [await brings(client, json.dumps(UPDATE)) for _ in range(2)]

    assert (statuses, await stored(database)) == ([200, 200], 1)


@pytest.mark.parametrize("secret", ["", "another", SECRET + "x"], ids=["none", "wrong", "longer"])
async def test_who_does_not_know_the_secret_stores_nothing(
    client: httpx.AsyncClient, database: Database, secret: str
) -> None:
    status = await brings(client, json.dumps(UPDATE), secret)

    assert (status, await stored(database)) == (403, 0)


@pytest.mark.parametrize(
    "body",
    ["", "no json", "[]", '{"update_id": "seven"}', "x" * (LARGEST_UPDATE + 1)],
    ids=["empty", "text", "list", "bad id", "too large"],
)
async def test_what_can_never_be_stored_is_not_asked_for_again(
    client: httpx.AsyncClient, database: Database, body: str
) -> None:
    status = await brings(client, body)

    assert (status, await stored(database)) == (200, 0)


async def test_only_post_is_served(client: httpx.AsyncClient) -> None:
    response = await client.get("/telegram")

    assert response.status_code == 405


async def test_a_database_that_fails_makes_telegram_bring_it_again(
    client: httpx.AsyncClient, database: Database
) -> None:
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE inbox RENAME TO inbox_away")
    try:
        status = await brings(client, json.dumps(UPDATE))
    finally:
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE inbox_away RENAME TO inbox")

    assert status == 503
