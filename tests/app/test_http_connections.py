"""The HTTP server closes slow and excess connections, and Telegram still gets through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.http_connections import LARGEST_HEAD, SLICE, ConnectionLimits
from app.metrics import Metrics
from app.pulse import Pulse
from app.serving import Health, serving
from storage.engine import Database
from tests.clocks import ManualClock

SOON = ConnectionLimits(most=4, head=0.05, body=0.05, answer=0.05, idle=0.2)
CROWDED = ConnectionLimits(most=4)
HEAD = b"POST /hook HTTP/1.1\r\nHost: x\r\n"

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def counts(request: Request) -> PlainTextResponse:
    if request.headers.get("secret") == "wrong":
        return PlainTextResponse("", status_code=403)
    request.state.is_known = "secret" in request.headers
    return PlainTextResponse(str(len(await request.body())))


async def is_long(_: Request) -> PlainTextResponse:
    return PlainTextResponse("x" * 10_000_000)


async def never(request: Request) -> PlainTextResponse:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return PlainTextResponse("")


ROUTES = [Route("/hook", counts, methods=["POST"]), Route("/long", is_long), Route("/never", never)]


@asynccontextmanager
async def line_to(port: int) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def delivered(port: int) -> str:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        return (await client.post("/hook", content=b"abc")).text


async def is_sent_away(line: Line) -> bool:
    try:
        return await line[0].read() == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(HEAD, id="half a head"),
        pytest.param(HEAD + b"Content-Length: 9\r\n\r\nabc", id="half a body"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", id="a body without an end"),
    ],
)
async def test_a_client_that_does_not_end_a_request_is_disconnected(said: bytes) -> None:
    async with serving(("127.0.0.1", 0), ROUTES, SOON) as port, line_to(port) as line:
        line[1].write(said)

        assert await is_sent_away(line)


async def test_what_trickles_in_prolongs_no_time() -> None:
    async with serving(("127.0.0.1", 0), ROUTES, SOON) as port, line_to(port) as line:
        gone = asyncio.create_task(is_sent_away(line))
        line[1].write(HEAD)
        while not gone.done():
            line[1].write(b"X: y\r\n")
            await asyncio.sleep(0.01)

        assert await gone


async def test_a_head_without_measure_is_refused() -> None:
    async with serving(("127.0.0.1", 0), ROUTES) as port, line_to(port) as (reader, writer):
        writer.write(HEAD + b"X: " + b"y" * (2 * LARGEST_HEAD))

        assert b"400" in await reader.readline()


@pytest.mark.parametrize("size", [LARGEST_HEAD + SLICE, 60_000, 200_000])
async def test_a_head_that_is_too_large_is_refused_though_it_is_whole(size: int) -> None:
    async with serving(("127.0.0.1", 0), ROUTES) as port, line_to(port) as (reader, writer):
        writer.write(HEAD + b"X: " + b"y" * size + b"\r\n\r\n")

        assert b"400" in await reader.readline()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"GET /never HTTP/1.1\r\nHost: x\r\n\r\n", id="ours hangs"),
        pytest.param(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n", id="theirs does not read"),
        pytest.param(b"GET /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", id="nor at the end"),
        pytest.param(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n" * 9, id="nor the many it asked for"),
    ],
)
async def test_an_answer_that_is_not_taken_ends(said: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(("127.0.0.1", 0), ROUTES, SOON) as port, line_to(port) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(said)
        while "reason=slow" not in caplog.text:  # noqa: ASYNC110 - a line in the log rings no bell
            await asyncio.sleep(0.01)

        assert await delivered(port) == "3"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(HEAD + b"Secret: wrong\r\nContent-Length: 3\r\n\r\nabc", id="a wrong secret"),
        pytest.param(HEAD + b"Secret: wrong\r\nTransfer-Encoding: chunked\r\n\r\n", id="before its body"),
        pytest.param(b"PUT /hook HTTP/1.1\r\nHost: x\r\n\r\n", id="another method"),
        pytest.param(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", id="another place"),
        pytest.param(b"rubbish\r\n\r\n", id="no request"),
    ],
)
async def test_after_a_refusal_the_line_is_closed(said: bytes) -> None:
    async with serving(("127.0.0.1", 0), ROUTES) as port, line_to(port) as (reader, writer):
        writer.write(said)

        assert (await reader.read()).startswith(b"HTTP/1.1 4")


async def test_a_second_request_on_one_line_has_its_own_time() -> None:
    whole = HEAD + b"Content-Length: 3\r\n\r\nabc"
    async with serving(("127.0.0.1", 0), ROUTES, SOON) as port, line_to(port) as line:
        for _ in range(2):
            line[1].write(whole)
            assert b"200" in await line[0].readuntil(b"\r\n\r\n")
            assert await line[0].readexactly(1) == b"3"
        line[1].write(HEAD)

        assert await is_sent_away(line)


async def test_a_crowd_that_says_nothing_keeps_nobody_out() -> None:
    async with serving(("127.0.0.1", 0), ROUTES, CROWDED) as port, AsyncExitStack() as crowd:
        lines = [await crowd.enter_async_context(line_to(port)) for _ in range(20)]

        assert await delivered(port) == "3"
        assert await is_sent_away(lines[0])


async def test_who_showed_the_secret_stays_when_others_crowd_in() -> None:
    whole = HEAD + b"Secret: right\r\nContent-Length: 3\r\n\r\nabc"
    async with serving(("127.0.0.1", 0), ROUTES, CROWDED) as port, AsyncExitStack() as crowd:
        reader, writer = await crowd.enter_async_context(line_to(port))
        for _ in range(20):
            writer.write(whole)
            assert b"200" in await reader.readuntil(b"\r\n\r\n")
            assert await reader.readexactly(1) == b"3"
            await crowd.enter_async_context(line_to(port))


async def test_a_crowd_whose_answers_hang_keeps_nobody_out() -> None:
    async with serving(("127.0.0.1", 0), ROUTES, CROWDED) as port, AsyncExitStack() as crowd:
        for _ in range(20):
            _, writer = await crowd.enter_async_context(line_to(port))
            writer.write(b"GET /never HTTP/1.1\r\nHost: x\r\n\r\n")

        assert await delivered(port) == "3"


async def test_health_says_that_descriptors_run_out(memory_database: Database) -> None:
    clock = ManualClock()
    health = Health(
        memory_database,
        Metrics(),
        now=clock,
        pulse=Pulse(clock.steady),
        is_ready=lambda: True,
        descriptors=lambda: (990, 1024),
    )

    async with (
        serving(("127.0.0.1", 0), health.routes()) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
    ):
        answer = await client.get("/healthz")

    assert (answer.status_code, answer.text) == (503, "descriptors: 990 of 1024 in use\n")
