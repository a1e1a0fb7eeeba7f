"""The line to Telegram: what a call carries, how long it waits, and what is known when it fails."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from traceback import format_exception

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.delivery.connection.refusals import outcome_of
from bot.delivery.connection.telegram_http import HttpTimeouts, TelegramHttp, trust
from bot.delivery.sending.gateway import Gateway
from domain.delivery.outcomes import Ambiguous, Delivered, NotSent, Outcome, PermanentlyRefused
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox
from tests.bot.conftest import TOKEN, bot_of
from tests.deliveries import ANA
from tests.offline import NoConnection
from tests.rough_server import Rough, Talk, Visit, answers, never_answers, reply, rough_server
from tests.workers.inside import content_of
from texts.kit.rendering import Attachment, Message

SECRET = TOKEN.partition(":")[2]
SOON = 0.05
HELLO = Message("Hola")
LARGE = Message("", (), Attachment("a.zip", bytes(32 * 1024 * 1024)))

Serve = Callable[[Talk], Awaitable[Rough]]
Connect = Callable[..., Awaitable[Bot]]


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def serve(stack: AsyncExitStack) -> Serve:
    return lambda talk: stack.enter_async_context(rough_server(talk))


@pytest.fixture
def connect(stack: AsyncExitStack) -> Connect:
    async def connect(url: str, **how: object) -> Bot:
        http = await stack.enter_async_context(TelegramHttp(**({"connections": 4} | how)))  # type: ignore[arg-type]
        return Bot(
            TOKEN,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=http,
            get_updates_request=NoConnection(),
        )

    return connect


async def outcome(bot: Bot, message: Message = HELLO) -> Outcome:
    return await Gateway(bot).send(ANA, message)


# What a call carries.


async def test_a_call_is_json_with_nested_values(serve: Serve, connect: Connect) -> None:
    rough = await serve(answers)
    bot = await connect(rough.url)

    await bot.do_api_request("send_Thing", {"chat_id": 5, "text": "ñ", "rows": [[{"a": None}]], "flag": True})

    head, _, body = rough.received[0].partition(b"\r\n\r\n")
    assert b"application/json" in head
    assert b"User-Agent: python-telegram-bot" in head
    assert json.loads(body) == {"chat_id": 5, "text": "ñ", "rows": [[{"a": None}]], "flag": True}


async def test_a_call_without_parameters_has_no_body_and_no_type(serve: Serve, connect: Connect) -> None:
    rough = await serve(answers)
    bot = await connect(rough.url)

    await bot.do_api_request("close_Thing")

    head, _, body = rough.received[0].lower().partition(b"\r\n\r\n")
    assert (b"content-length: 0" in head, b"content-type" in head, body) == (True, False, b"")


async def test_a_json_longer_than_one_write_arrives_whole(serve: Serve, connect: Connect) -> None:
    rough = await serve(answers)
    bot = await connect(rough.url)

    await bot.do_api_request("send_Thing", {"text": "ñ" * 100_000})

    assert json.loads(rough.received[0].partition(b"\r\n\r\n")[2]) == {"text": "ñ" * 100_000}


async def test_a_document_arrives_byte_for_byte_under_its_name(sandbox: Sandbox, bot: Bot) -> None:
    content = bytes(range(256)) * 2_000

    sent = await outcome(bot, Message("Año", (), Attachment("Informe año 1 (señas).zip", content)))

    assert isinstance(sent, Delivered)
    arrived = sandbox.world.messages[sent.message_id or 0].attachment
    assert arrived is not None
    assert (arrived.best.name, arrived.best.content) == ("Informe año 1 (señas).zip", content)


async def test_a_file_is_fetched_as_it_was_sent(bot: Bot) -> None:
    content = bytes(range(256)) * 2_000
    sent = await bot.send_document(ANA, content, filename="informe á+%.pdf")
    assert sent.document is not None

    file = await bot.get_file(sent.document.file_id)

    assert await file.download_as_bytearray() == content


async def test_the_path_of_a_file_is_asked_for_as_it_was_named(serve: Serve) -> None:
    rough = await serve(answers)

    async with TelegramHttp(connections=1) as http:
        await http.retrieve(f"{rough.url}/file/bot{TOKEN}/documents/a%20%C3%A1%2B%252F.pdf")

    assert rough.received[0].startswith(f"GET /file/bot{TOKEN}/documents/a%20%C3%A1%2B%252F.pdf ".encode())


def test_whom_we_trust_is_whom_httpx_trusts() -> None:
    theirs = httpx.create_ssl_context()

    assert trust().get_ca_certs() == theirs.get_ca_certs()
    assert (trust().verify_mode, trust().check_hostname) == (theirs.verify_mode, theirs.check_hostname)


# A proxy.


async def test_a_proxy_carries_the_call_and_learns_its_password(serve: Serve, connect: Connect) -> None:
    proxy = await serve(answers)
    bot = await connect("http://telegram.invalid", proxy=proxy.url.replace("//", "//ana:clave@"))

    assert await outcome(bot) == Delivered(7)

    assert proxy.received[0].startswith(f"POST http://telegram.invalid/bot{TOKEN}/sendMessage ".encode())
    assert b"Proxy-Authorization: Basic YW5hOmNsYXZl" in proxy.received[0]


async def test_a_proxy_that_puts_nothing_through_means_not_sent(serve: Serve, connect: Connect) -> None:
    async def refuses(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply(b"", status="403 Forbidden"))

    proxy = await serve(refuses)
    bot = await connect("https://telegram.invalid", proxy=proxy.url.replace("//", "//ana:clave@"))

    refused = await outcome(bot)

    assert isinstance(refused, NotSent)
    assert "clave" not in refused.reason
    assert proxy.received[0].startswith(b"CONNECT telegram.invalid:443 ")
    assert SECRET.encode() not in proxy.received[0]


async def test_a_proxy_that_is_not_there_means_not_sent(unused_tcp_port: int, connect: Connect) -> None:
    bot = await connect("http://telegram.invalid", proxy=f"http://127.0.0.1:{unused_tcp_port}")

    assert isinstance(await outcome(bot), NotSent)


@pytest.mark.parametrize("password", ["se/creto", "se@creto", "se#creto", "se?creto"])
async def test_no_error_shows_the_password_of_a_proxy_as_somebody_typed_it(
    password: str, unused_tcp_port: int, connect: Connect
) -> None:
    proxy = f"http://ana:{password}@127.0.0.1:{unused_tcp_port}"
    bot = await connect("https://telegram.invalid", proxy=proxy)

    with pytest.raises(NetworkError) as told:
        await bot.do_api_request("get_Thing")

    shown = "".join(format_exception(told.value))
    assert "creto" not in shown
    assert "ana:" not in shown


# How long a call waits.


def test_the_limits_are_those_of_ptb() -> None:
    assert TelegramHttp(connections=1).read_timeout == 5.0
    assert TelegramHttp(connections=1, timeouts=HttpTimeouts(read=None)).read_timeout is None


async def test_a_slow_answer_is_in_doubt_and_the_call_is_made_once(sandbox: Sandbox) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.SLOW, "sendMessage", seconds=600))

    async with TelegramHttp(connections=1, timeouts=HttpTimeouts(read=SOON)) as http:
        slow = await outcome(
            Bot(TOKEN, base_url=f"{sandbox.url}/bot", request=http, get_updates_request=NoConnection())
        )
    sandbox.world.faults.clear()

    assert isinstance(slow, Ambiguous)
    assert len(sandbox.world.messages) == 1


async def test_a_limit_of_one_call_goes_before_the_usual_one(serve: Serve, connect: Connect) -> None:
    bot = await connect((await serve(never_answers)).url, timeouts=HttpTimeouts(read=None))

    with pytest.raises(TimedOut):
        await bot.do_api_request("get_Thing", read_timeout=SOON)


async def test_a_line_that_does_not_open_in_time_means_not_sent(serve: Serve, connect: Connect) -> None:
    rough = await serve(never_answers)
    # The server takes the connection and never begins with TLS.
    bot = await connect(rough.url.replace("http:", "https:"), timeouts=HttpTimeouts(connect=SOON))

    assert isinstance(await outcome(bot), NotSent)


async def test_a_file_that_nobody_reads_is_given_up_and_in_doubt(serve: Serve, connect: Connect) -> None:
    async def reads_no_further(visit: Visit) -> None:
        await visit.head()
        await asyncio.Event().wait()

    bot = await connect((await serve(reads_no_further)).url, timeouts=HttpTimeouts(upload=SOON))

    with pytest.raises(TimedOut) as told:
        await bot.send_document(ANA, content_of(LARGE.attachment))

    assert isinstance(outcome_of(told.value), Ambiguous)


async def test_who_waits_too_long_for_a_free_line_has_not_sent(serve: Serve, connect: Connect) -> None:
    is_asked, may_answer = asyncio.Event(), asyncio.Event()

    async def answers_late(visit: Visit) -> None:
        while True:
            await visit.request()
            is_asked.set()
            await may_answer.wait()
            await visit.say(reply())

    rough = await serve(answers_late)
    bot = await connect(rough.url, connections=1, timeouts=HttpTimeouts(pool=SOON))
    first = asyncio.create_task(outcome(bot))
    await is_asked.wait()

    second = await outcome(bot)
    may_answer.set()

    assert isinstance(second, NotSent)
    assert (await first, await outcome(bot), len(rough.received)) == (Delivered(7), Delivered(7), 2)


async def test_who_waits_for_a_line_when_the_lines_are_shut_has_not_sent(
    serve: Serve, connect: Connect
) -> None:
    is_asked = asyncio.Event()

    async def keeps_silent(visit: Visit) -> None:
        await visit.request()
        is_asked.set()
        await asyncio.Event().wait()

    bot = await connect((await serve(keeps_silent)).url, connections=1)
    first = asyncio.create_task(outcome(bot))
    await is_asked.wait()
    second = asyncio.create_task(outcome(bot))
    await asyncio.sleep(0)

    await bot.request.shutdown()

    assert isinstance(await first, Ambiguous)
    assert isinstance(await second, NotSent)


async def test_a_call_that_is_broken_off_frees_its_line(serve: Serve, connect: Connect) -> None:
    is_asked = asyncio.Event()

    async def answers_the_second(visit: Visit) -> None:
        await visit.request()
        if is_asked.is_set():
            await visit.say(reply())
        is_asked.set()
        await asyncio.Event().wait()

    bot = await connect((await serve(answers_the_second)).url, connections=1)
    first = asyncio.create_task(outcome(bot))
    await is_asked.wait()

    first.cancel()

    assert await outcome(bot) == Delivered(7)


# What is known when it fails.


@pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER])
async def test_a_lost_answer_is_never_asked_for_again(sandbox: Sandbox, bot: Bot, kind: FaultKind) -> None:
    sandbox.world.faults.plan(Fault(kind, "sendMessage"))

    assert isinstance(await outcome(bot), Ambiguous)  # over a line that was used before, to say hello
    assert [call.method for call in sandbox.world.calls].count("sendMessage") == 1


async def test_a_line_that_breaks_under_a_later_call_leaves_a_doubt(serve: Serve, connect: Connect) -> None:
    async def answers_once(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply())
        await visit.request()

    rough = await serve(answers_once)
    bot = await connect(rough.url)
    await outcome(bot)

    assert isinstance(await outcome(bot), Ambiguous)
    assert len(rough.received) == 2


async def test_a_line_that_was_closed_meanwhile_is_not_used(serve: Serve, connect: Connect) -> None:
    async def answers_once_a_line(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply())

    rough = await serve(answers_once_a_line)
    bot = await connect(rough.url, connections=1)

    assert [await outcome(bot) for _ in range(5)] == [Delivered(7)] * 5
    assert len(rough.received) == 5


@pytest.mark.parametrize("turns", [0, 20], ids=["not read yet", "read already"])
async def test_an_answer_nobody_asked_for_is_no_answer_to_the_next_call(
    serve: Serve, connect: Connect, turns: int
) -> None:
    may_say_more, has_said_more = asyncio.Event(), asyncio.Event()

    async def says_more(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply())
        await may_say_more.wait()
        await visit.say(reply(b'{"ok":true,"result":{"message_id":666}}'))
        has_said_more.set()
        await visit.request()

    bot = await connect((await serve(says_more)).url, connections=1)
    await outcome(bot)
    may_say_more.set()
    await has_said_more.wait()
    for _ in range(turns):
        await asyncio.sleep(0)

    assert await outcome(bot) == Delivered(7)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(b"NOT HTTP\r\n\r\n", id="not HTTP"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", id="no length of a chunk"
        ),
        pytest.param(reply(Content_Length="100"), id="shorter than its length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}", id="a length below zero"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, id="an endless header"),
        pytest.param(reply(Content_Encoding="gzip"), id="not packed as it says"),
        pytest.param(reply(b"<html>"), id="not JSON"),
        pytest.param(reply(b"[]"), id="no object"),
        pytest.param(reply(b'{"ok":true}'), id="without a result"),
        pytest.param(reply(b"{}", status="503 Service Unavailable"), id="without a reason"),
        pytest.param(b"", id="nothing"),
    ],
)
async def test_an_answer_that_makes_no_sense_leaves_a_doubt(
    words: bytes, serve: Serve, connect: Connect
) -> None:
    async def says_it(visit: Visit) -> None:
        await visit.request()
        await visit.say(words)

    rough = await serve(says_it)

    assert isinstance(await outcome(await connect(rough.url)), Ambiguous)
    assert len(rough.received) == 1


async def test_an_answer_without_end_is_given_up(serve: Serve, connect: Connect) -> None:
    async def never_ends(visit: Visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            await visit.say(bytes(64 * 1024))

    bot = await connect((await serve(never_ends)).url, largest=1024 * 1024)

    assert isinstance(await outcome(bot), Ambiguous)


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "429 Too Many Requests"])
async def test_a_page_in_between_is_no_word_of_telegram(serve: Serve, connect: Connect, status: str) -> None:
    async def keeps_it(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply(b"<html>Acceso restringido</html>", status=status))

    assert isinstance(await outcome(await connect((await serve(keeps_it)).url)), NotSent)


async def test_the_code_of_a_refusal_counts_before_the_status(serve: Serve, connect: Connect) -> None:
    async def refuses_kindly(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply(b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked"}'))

    assert isinstance(await outcome(await connect((await serve(refuses_kindly)).url)), PermanentlyRefused)


async def test_nobody_is_followed_elsewhere(serve: Serve, connect: Connect) -> None:
    elsewhere = await serve(answers)

    async def sends_away(visit: Visit) -> None:
        await visit.request()
        await visit.say(reply(b"", status="307 Temporary Redirect", Location=elsewhere.url))

    bot = await connect((await serve(sends_away)).url)

    assert isinstance(await outcome(bot), NotSent)
    assert elsewhere.received == []


async def test_a_file_too_large_is_refused_while_it_is_still_sent(serve: Serve, connect: Connect) -> None:
    async def refuses_early(visit: Visit) -> None:
        await visit.head()
        words = b'{"ok":false,"error_code":413,"description":"Request Entity Too Large"}'
        await visit.say(reply(words, status="413 Request Entity Too Large", Connection="close"))
        await asyncio.Event().wait()

    bot = await connect((await serve(refuses_early)).url)

    assert isinstance(await outcome(bot, LARGE), PermanentlyRefused)


async def test_a_server_without_tls_means_not_sent(serve: Serve, connect: Connect) -> None:
    async def speaks_plainly(visit: Visit) -> None:
        await visit.reader.read(1)
        await visit.say(reply(status="400 Bad Request"))

    rough = await serve(speaks_plainly)

    assert isinstance(await outcome(await connect(rough.url.replace("http:", "https:"))), NotSent)
    assert rough.received == []


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "http://127.0.0.1:99999"])
async def test_an_address_that_is_none_means_not_sent(url: str, connect: Connect) -> None:
    assert isinstance(await outcome(await connect(url)), NotSent)


@pytest.mark.parametrize(
    ("words", "url"),
    [
        pytest.param(b"NOT HTTP\r\n\r\n", None, id="no sense"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(b"", "http://", id="no address"),
        pytest.param(b"", "ftp://127.0.0.1", id="no way there"),
    ],
)
async def test_no_error_shows_the_token(
    words: bytes, url: str | None, serve: Serve, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    async def says_it(visit: Visit) -> None:
        await visit.request()
        await visit.say(words)

    caplog.set_level(logging.DEBUG, "aiohttp")
    bot = await connect(url or (await serve(says_it)).url)

    with pytest.raises(NetworkError) as told:
        await bot.do_api_request("get_Thing")

    assert SECRET not in "".join(format_exception(told.value))
    assert SECRET not in caplog.text


async def test_a_line_that_opened_too_late_does_not_show_the_token(serve: Serve, connect: Connect) -> None:
    url = (await serve(never_answers)).url.replace("http:", "https:")
    bot = await connect(url, timeouts=HttpTimeouts(connect=SOON))

    with pytest.raises(TimedOut) as told:
        await bot.do_api_request("get_Thing")

    assert SECRET not in "".join(format_exception(told.value))


# Opening and closing.


async def test_lines_that_never_opened_are_closed_all_the_same() -> None:
    http = TelegramHttp(connections=1)

    await http.shutdown()
    await http.shutdown()


async def test_a_call_opens_lines_by_itself_and_none_after_the_end(sandbox: Sandbox) -> None:
    bot = bot_of(sandbox)
    first = await outcome(bot)

    await bot.request.shutdown()
    second = await outcome(bot)

    assert isinstance(first, Delivered)
    assert isinstance(second, NotSent)
    await bot.request.initialize()
    assert isinstance(await outcome(bot), Delivered)
    await bot.request.shutdown()
