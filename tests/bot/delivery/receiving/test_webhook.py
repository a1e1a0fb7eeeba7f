"""The webhook says yes only after the commit, and only to who knows the secret."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from bot.delivery.receiving.webhook import LARGEST_UPDATE, SECRET_HEADER, Webhook
from domain.delivery.outcomes import InboxState
from storage.engine import Database
from storage.queues.inbox import inbox
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


async def brings(client: httpx.AsyncClient, body: str | bytes, secret: str = SECRET) -> int:
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
    [
        *("", "no json", "[]", "x" * (LARGEST_UPDATE + 1), "[" * 100_000),
        *(json.dumps(UPDATE).encode(encoding) for encoding in ("utf-16", "utf-32-be")),
        json.dumps(UPDATE).encode()[:-1] + b', "\xf1": 1}',
        *(json.dumps({**UPDATE, "update_id": bad}) for bad in ("seven", True, 7.0, 2**63, -(2**63) - 1)),
    ],
    ids=[
        *("empty", "text", "list", "too large", "too deep", "utf-16", "utf-32", "latin-1"),
        *("word for an id", "true for an id", "fraction for an id", "id too large", "id too small"),
    ],
)
async def test_what_can_never_be_stored_is_not_asked_for_again(
    client: httpx.AsyncClient, database: Database, body: str | bytes
) -> None:
    status = await brings(client, body)

    assert (status, await stored(database)) == (200, 0)


@pytest.mark.parametrize("chat_id", [2**63, -(2**63) - 1, True])
async def test_an_update_of_a_chat_with_an_impossible_number_is_nobodys(
    client: httpx.AsyncClient, database: Database, chat_id: int
) -> None:
    status = await brings(client, json.dumps({"update_id": 7, "message": {"chat": {"id": chat_id}}}))

    async with database.read() as uow:
        held = await uow.session.scalar(inbox.select().with_only_columns(inbox.c.chat_id))
    assert (status, await stored(database), held) == (200, 1, None)


async def test_the_largest_number_is_kept(client: httpx.AsyncClient, database: Database) -> None:
    status = await brings(client, json.dumps({**UPDATE, "update_id": 2**63 - 1}))

    assert (status, await stored(database)) == (200, 1)


class Watched(bytes):
    """A secret that knows of every comparison that stops at the first difference."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError("the secret was compared in a time that tells of it")

    __ne__ = __eq__
    __hash__ = bytes.__hash__


class Secret(str):
    __slots__ = ()

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return Watched(super().encode(encoding, errors))


@pytest.mark.parametrize(("shown", "status"), [(SECRET, 200), (SECRET[:-1] + "x", 403), ("", 403)])
async def test_the_secret_is_compared_in_constant_time(database: Database, shown: str, status: int) -> None:
    clock = ManualClock()
    webhook = Webhook(database, Secret(SECRET), now=clock, wall=clock)
    transport = httpx.ASGITransport(Starlette(routes=[webhook.route("/telegram")]))

    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        assert await brings(client, json.dumps(UPDATE), shown) == status


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


async def test_an_update_that_is_cut_off_is_neither_stored_nor_a_fault(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clock = ManualClock()
    webhook = Webhook(database, SECRET, now=clock, wall=clock)
    scope = {"type": "http", "method": "POST", "headers": [(SECRET_HEADER.lower().encode(), SECRET.encode())]}

    async def is_gone() -> dict[str, str]:
        return {"type": "http.disconnect"}

    answer = await webhook.receive(Request(scope, is_gone))

    assert (answer.status_code, await stored(database)) == (400, 0)
    assert caplog.messages == ["update cut off"]


async def test_after_a_body_without_measure_the_line_is_closed(client: httpx.AsyncClient) -> None:
    headers = {SECRET_HEADER: SECRET}

    response = await client.post("/telegram", content=b" " * (LARGEST_UPDATE + 1), headers=headers)

    assert (response.status_code, response.headers["Connection"]) == (200, "close")
