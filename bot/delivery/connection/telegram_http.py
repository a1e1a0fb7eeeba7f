"""The HTTP client for Telegram: python-telegram-bot's requests over aiohttp, at a fifth of the cost."""

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.delivery.connection.connector import TelegramConnector
from bot.delivery.connection.multipart import PIECE, UploadPieces, form
from bot.delivery.connection.refusals import NotLeft, described, without_address
from bot.delivery.connection.whose_answer import judged, method_of

REFUSED = (401, 404)
JSON = {"Content-Type": "application/json"}
LARGEST_ANSWER = 64 * 1024 * 1024
"""Telegram serves files of up to 20 MB; more than this does not come from Telegram."""
IDLE_SECONDS = 15.0
"""How long an unused connection stays open: less than servers and firewalls on the way allow."""
SHUT = "The connections to Telegram are closed. Request was *not* sent to Telegram."
NO_CONNECTION_FREE = "Pool timeout: every connection is busy. Request was *not* sent to Telegram."


@dataclass(frozen=True)
class HttpTimeouts:
    """Seconds for each step of a call, None for ever; those of PTB's own HTTPXRequest."""

    read: float | None = 5.0
    write: float | None = 5.0
    connect: float | None = 5.0
    pool: float | None = 1.0
    upload: float | None = 20.0
    """For a piece of a file, instead of `write`."""


class TelegramHttp(BaseRequest):
    """Calls Telegram over at most so many `connections`, which open with the first call and stay open.

    Nothing is repeated here: whether a lost call may be is for the sender to decide. `heard` is called with
    the `Date` of each answer of Telegram, `on_refused` with each method it answers with 401 or 404.
    """

    def __init__(
        self,
        connections: int,
        *,
        proxy: str | None = None,
        timeouts: HttpTimeouts | None = None,
        largest: int = LARGEST_ANSWER,
        on_refused: Callable[[str, int], None] | None = None,
        heard: Callable[[str | None], None] | None = None,
    ) -> None:
        self._on_refused = on_refused
        self._free = asyncio.Semaphore(connections)
        self._proxy = proxy
        self._timeouts = timeouts or HttpTimeouts()
        self._largest = largest
        self._heard = heard
        self._session: aiohttp.ClientSession | None = None
        self._is_shut = False

    @property
    def read_timeout(self) -> float | None:
        return self._timeouts.read

    async def initialize(self) -> None:
        self._is_shut = False

    async def shutdown(self) -> None:
        """Close the connections; calls are refused until the next `initialize`."""
        self._is_shut = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - as PTB calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        usual = self._timeouts
        body, headers = _body(request_data, write_timeout, usual)
        waits = _waits(_given(connect_timeout, usual.connect), _given(read_timeout, usual.read))
        await self._take_line(_given(pool_timeout, usual.pool))
        try:
            async with self._opened().request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=waits,
                ssl=self._trust_for(url),
                allow_redirects=False,
            ) as answer:
                status, content = answer.status, await _content(answer, self._largest)
                date = answer.headers.get("Date")
        except TimeoutError as error:
            raise TimedOut(described(error)) from without_address(error)
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"aiohttp.{described(error)}") from without_address(error)
        finally:
            self._free.release()
        status, content = judged(url, status, content)
        if "/file/bot" not in url:
            self._note(url, status, date)
        return status, content

    def _note(self, url: str, status: int, date: str | None) -> None:
        if self._heard is not None:
            self._heard(date)
        if status in REFUSED and self._on_refused is not None:
            self._on_refused(method_of(url), status)

    def _opened(self) -> aiohttp.ClientSession:
        if self._is_shut:
            raise NetworkError(SHUT) from NotLeft(SHUT)
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=TelegramConnector(keepalive_timeout=IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                # A call without parameters has no body, and so no type.
                skip_auto_headers=("Content-Type",),
                proxy=self._proxy,
            )
        return self._session

    async def _take_line(self, timeouts: float | None) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(timeouts):
                await self._free.acquire()
        except TimeoutError:
            raise TimedOut(NO_CONNECTION_FREE) from NotLeft("no connection is free")

    def _trust_for(self, url: str) -> ssl.SSLContext | bool:
        is_secret = url.startswith("https:") or (self._proxy or "").startswith("https:")
        return trust() if is_secret else True


@cache
def trust() -> ssl.SSLContext:
    """Return whom httpx trusts: certifi, or what SSL_CERT_FILE and SSL_CERT_DIR name; reading it costs."""
    context = httpx.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _body(
    data: RequestData | None, write_timeout: object, usual: HttpTimeouts
) -> tuple[aiohttp.Payload | bytes | None, dict[str, str]]:
    """Return what a call carries and its type: JSON, which costs both sides least, or a form with files."""
    if data is None:
        return None, {}
    if data.contains_files:
        content_type, parts = form(data.json_parameters, data.multipart_data)
        return UploadPieces(parts, _given(write_timeout, usual.upload)), {"Content-Type": content_type}
    if not (parameters := data.parameters):
        return None, {}
    body = json.dumps(parameters).encode()
    return (body if len(body) <= PIECE else UploadPieces([body], _given(write_timeout, usual.write))), JSON


def _given(timeout: object, otherwise: float | None) -> float | None:
    """Return a timeout of this call, or the usual one where PTB says that none was given."""
    return timeout if timeout is None or isinstance(timeout, int | float) else otherwise


@lru_cache
def _waits(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)


async def _content(answer: aiohttp.ClientResponse, largest: int) -> bytes:
    pieces, size = [], 0
    async for piece in answer.content.iter_any():
        size += len(piece)
        if size > largest:
            raise aiohttp.ClientPayloadError(f"the answer has more than {largest} bytes")
        pieces.append(piece)
    return b"".join(pieces)
